/*
 * What pages say by themselves, in the language of the site: "Skip to the text".
 *
 * Texts have names. The built-in English file has them all; over it lie the built-in file of
 * the site's language ("pt-BR", else "pt"), the site's own templates/strings/LANGUAGE.yaml, and
 * `strings:` in site.yaml, each of which may have only some. Holes, "{low} to {high}", are
 * the same in all of them, each once, in any order.
 */
#ifndef FINGERPOST_MODEL_STRINGS_H
#define FINGERPOST_MODEL_STRINGS_H

#include "load/theme.h"
#include "model/config.h"

struct string_entry {
  str key;
  str text;
  bool translated; /* somebody gave it in the site's language */
};

struct strings {
  struct string_entry *items; /* as the English file has them */
  ptrdiff_t count;
  map by_key;
};

/* Faults are diagnostics; each text is there all the same. */
void strings_build(const struct theme *theme, const struct config *config, struct diags *ds,
                   arena *perm, struct strings *ret_strings);

/* The text of this name, which the English file has. */
str strings_get(const struct strings *s, str key);

struct string_hole {
  str name;
  str text;
};

/* The text of this name with its holes filled. */
str strings_fill(const struct strings *s, str key, const struct string_hole *holes, int count,
                 arena *perm);

#endif
