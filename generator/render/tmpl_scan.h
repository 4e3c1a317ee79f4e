/*
 * The text of one template as a flat list of tokens: literal runs and tags,
 * with sections paired and standalone lines already taken out.
 */
#ifndef FINGERPOST_RENDER_TMPL_SCAN_H
#define FINGERPOST_RENDER_TMPL_SCAN_H

#include "render/tmpl.h"

/* Nobody can follow more, and each level takes a place on the stacks of compiler and renderer. */
enum { TMPL_NEST_MAX = 32 };

enum tmpl_tag {
  TAG_LITERAL,
  TAG_TEXT,     /* {{name}} */
  TAG_HTML,     /* {{{name}}} and {{&name}} */
  TAG_SECTION,  /* {{#name}} */
  TAG_INVERTED, /* {{^name}} */
  TAG_END,      /* {{/name}} */
  TAG_PARTIAL,  /* {{>name}} */
  TAG_PART,     /* {{:name}}: what fills a hole begins */
  TAG_COMMENT,  /* {{! … }}, kept only where it shares its line */
};

struct tmpl_token {
  enum tmpl_tag tag;
  bool standalone; /* alone on its line, which is not rendered */
  int32_t beg;     /* bytes of the file */
  int32_t end;     /* beg for an end tag that is missing */
  int32_t name_beg;
  str text;          /* the literal, or the name */
  str indent;        /* standalone partials: what stands before the tag */
  ptrdiff_t partner; /* sections: index of the end */
};

struct tmpl_tokens {
  struct tmpl_token *items;
  ptrdiff_t count;
  ptrdiff_t cap;
  bool is_sound; /* no fault was found */
};

/* Each section gets an end, whatever the text; its faults are diagnostics. */
struct tmpl_tokens tmpl_scan(const struct tmpl_file *file, struct diags *ds, arena *perm);

#endif
