/*
 * site.yaml: title, language, addresses, navigation, levels of checks, limits.
 */
#ifndef FINGERPOST_MODEL_CONFIG_H
#define FINGERPOST_MODEL_CONFIG_H

#include "model/accent.h"

enum {
  CONFIG_SECONDS_DEFAULT = 2, /* a page of the largest size parses in some 0.1 s */
  CONFIG_SECONDS_MAX = 600,
  CONFIG_MEGABYTES_DEFAULT = 256, /* the worst page that the pre-scan lets pass needs 53 */
  CONFIG_MEGABYTES_MIN = 16,
  CONFIG_MEGABYTES_MAX = 8192
};

struct config {
  str title;
  str description;  /* may be empty */
  str language;     /* BCP 47; "en" by default */
  str base_url;     /* ends with '/'; empty when there is none */
  str edit_url;     /* holds {path}; may be empty */
  str home;         /* path of a guide, may be empty */
  uint32_t nav;     /* node of the list in `doc`, or Y_NONE */
  uint32_t strings; /* likewise, of a map */
  uint32_t home_node;
  str accent; /* rules for site.css that give its colours; empty: its own colours */
  str logo;   /* a picture in static/; may be empty */
  uint32_t logo_node;
  int64_t page_seconds;
  int64_t page_megabytes;
  const struct ydoc *doc;
};

/* Applies `checks:` to the levels of `ds`. Faults are diagnostics. */
void config_read(const struct ydoc *doc, struct diags *ds, arena *perm, struct config *ret_config);

#endif
