/* What the site knows of each term of its glossary. */
#ifndef FINGERPOST_MODEL_GLOSSARY_ENTRY_H
#define FINGERPOST_MODEL_GLOSSARY_ENTRY_H

#include "core/str.h"

enum { GLOSSARY_USES_MAX = 8 }; /* pages that an entry names: more would make long lists longer */

struct glossary_use {
  int32_t guide;
  str anchor; /* of the heading that the term stands below; empty: of the page */
};

struct glossary_entry {
  str path, anchor;          /* where more is said, as written */
  int32_t guide;             /* the guide of that path, or NONE */
  bool used;                 /* some page has the term, published or not */
  bool more;                 /* there are more pages than `uses` */
  struct glossary_use *uses; /* published pages, without the glossary's own */
  ptrdiff_t use_count, use_cap;
};

#endif
