/*
 * Templates and static files: those that come with the program, each replaced
 * by the site's own file of the same name if it has one in templates/ or
 * static/. Built-in scripts and style sheets are published without comments, also
 * where the site has the very same file. A site may add static files; a template that nothing uses
 * is a diagnostic. What pages say by themselves stands in templates/strings/LANGUAGE.yaml; the
 * site's own file of a language adds to the built-in one.
 *
 * A page loads one style sheet and one script, joined from the files that its kind needs
 * ("decision-page.css"). A site may replace a part, for all kinds of pages that have it, or the
 * whole.
 */
#ifndef FINGERPOST_LOAD_THEME_H
#define FINGERPOST_LOAD_THEME_H

#include "load/content.h"
#include "load/yaml.h"

enum {
  THEME_TEMPLATE_MAX = 1 << 20, /* bytes; ours are some kilobytes */
  THEME_STATIC_MAX = 64 << 20
};

struct theme_template {
  str name; /* without ".mustache" */
  str text;
  int32_t source;
  bool own; /* the site's */
};

struct theme_static {
  str path;             /* below static/: "site.css", "icons/a.svg" */
  str bytes;            /* embedded; s is NULL for a file of the site's, and for a joined one */
  const int32_t *parts; /* of a joined one: the files that it is made of, in order */
  ptrdiff_t part_count; /* 0: not joined */
};

struct theme_strings {
  str language; /* "en", "pt-BR": the name of the file, without ".yaml" */
  bool own;     /* the site's */
  struct ydoc doc;
};

struct theme {
  os_dir folder; /* the site's static/, or OS_DIR_NONE */
  /* Built-in ones, each sorted by name, replaced where the site has its own; then those it adds. */
  struct theme_template *templates;
  ptrdiff_t template_count, template_cap;
  struct theme_static *statics;
  ptrdiff_t static_count, static_cap;
  struct theme_strings *strings; /* built-in ones, then the site's, each sorted */
  ptrdiff_t string_count, string_cap;
};

void theme_load(const struct loader *l, os_dir site, str prefix, struct theme *ret_theme);
void theme_close(struct theme *t);

#endif
