/* How one page is moved into a bundle: for the files of render/bundle alone. */
#ifndef FINGERPOST_RENDER_BUNDLE_MOVE_H
#define FINGERPOST_RENDER_BUNDLE_MOVE_H

#include "render/bundle.h"
#include "render/markup.h"

struct mover {
  const struct bundle_book *book;
  const struct bundle_source *from;
  str path;    /* of the page */
  str name;    /* before its ids; empty for the frame, whose ids stay */
  str main_id; /* of the frame's <main>, which gives way to the pages; may be empty */
  arena *perm;
  str *pieces; /* what the result is joined from */
  ptrdiff_t piece_count, piece_cap;
  str *wants; /* lines */
  ptrdiff_t want_count, want_cap;
};

/* "guides/rag" of "guides/rag.html". */
str bundle_name(str path);
void move_put(struct mover *m, str text);
/* The tag with its addresses and ids moved, and all else as it is. */
void move_tag(struct mover *m, const struct markup_tag *tag);
/* Notes the script or style sheet at an address; false: it is none of the site's. */
bool move_want(struct mover *m, str address, str attrs);
str move_join(const str *pieces, ptrdiff_t count, arena *perm);

#endif
