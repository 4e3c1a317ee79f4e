/*
 * Figures written out where a hole could stand: "0.75 USD", "$0.75", "USD 12" and
 * "P = 0.15". They are looked for in pages that name a cost table, outside code,
 * headings, quotes and notes. A sentence that cites a source or links to the web
 * says where its figures come from, so they are left alone; in a table, so does
 * the whole row. A backslash in front, as in \$5, says that the figure is meant.
 */
#ifndef FINGERPOST_LOAD_MD_LITERAL_H
#define FINGERPOST_LOAD_MD_LITERAL_H

#include "load/md.h"

struct md_part { /* of a text: what is being written */
  cmark_node *node;
  str text;
  ptrdiff_t beg;
  ptrdiff_t end;
};

/* Gathers the figures of a part; what was found in sentences that end there is kept. */
void md_literals_find(struct md *md, const struct md_part *part, struct md_reading *reading);
/* The paragraph or the row ends, and with it the sentence. */
void md_literals_end(struct md *md);

#endif
