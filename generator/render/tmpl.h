/*
 * Mustache templates, checked before anything is rendered.
 *
 * The data of a template is C structs described by types: each field has a
 * name, a kind and an offset. Compiling resolves every name of a template
 * against its type (innermost section first, then outwards, as Mustache does),
 * so an unknown name, a wrong kind, an unclosed section or an unescaped value
 * is a diagnostic that points into the template, whether or not a page would
 * have reached it. Rendering then cannot fail and looks nothing up.
 *
 * Supported: {{name}}, {{a.b}}, {{.}}, {{{html}}}, {{&html}}, {{#section}},
 * {{^inverted}}, {{>partial}}, {{!comment}}, standalone lines as in the spec.
 * Texts of the interface, which are known when a template is compiled: {{t.next}} puts in
 * the text "next". A text may have holes, "{low} to {high}", filled with the values of these
 * names, or with what stands behind {{:low}} and {{:high}} in {{#t.span}}...{{/t.span}}; the
 * only hole of a text gets all that stands in the section, with no {{:name}}.
 *
 * TEXT is always escaped; only HTML, which the program alone can make, may and
 * must stand in {{{ }}}. A value in an unquoted attribute, a tag name, <script>
 * or <style> is a diagnostic.
 */
#ifndef FINGERPOST_RENDER_TMPL_H
#define FINGERPOST_RENDER_TMPL_H

#include "diag/diag.h"

enum tmpl_kind {
  TMPL_TEXT,  /* str: escaped; as a section: not empty */
  TMPL_HTML,  /* tmpl_html: rendered markup, copied as it is */
  TMPL_FLAG,  /* bool: sections only */
  TMPL_LIST,  /* tmpl_list of structs of `type` */
  TMPL_OBJECT /* const void *, a struct of `type`; NULL is false */
};

struct tmpl_type;

struct tmpl_field {
  str name;
  enum tmpl_kind kind;
  size_t offset;
  const struct tmpl_type *type; /* LIST and OBJECT */
};

struct tmpl_type {
  str name; /* for messages: "guide", "link" */
  size_t size;
  const struct tmpl_field *fields;
  int count;
};

typedef struct {
  str bytes;
} tmpl_html;
typedef struct {
  const void *items;
  ptrdiff_t count;
} tmpl_list;

struct tmpl_file {
  str name; /* without ".mustache" */
  str text;
  int32_t file; /* in the source map */
};

struct tmpl_text {
  str key;
  str text; /* holes are {name}, each once; each brace is part of one */
};

struct tmpl_files {
  const struct tmpl_file *items;
  ptrdiff_t count;
  const struct tmpl_text *texts;
  ptrdiff_t text_count;
};

struct tmpl; /* a compiled template */

/* Faults are diagnostics; NULL when there was one. */
const struct tmpl *tmpl_compile(const struct tmpl_files *files, str name,
                                const struct tmpl_type *type, struct diags *ds, arena *perm,
                                arena scratch);
/* Whether a compiled template is made of that file: its own, or one that it includes. */
bool tmpl_uses(const struct tmpl *t, ptrdiff_t file);
/*
 * A page that is too large leaves `out->full` set, as does data that nests
 * without end: rendering always comes to an end.
 */
void tmpl_render(const struct tmpl *t, const void *data, buf *out);

#endif
