/*
 * `:::table`: a table from a file, `file=prices.csv`, or around a table in Markdown
 * up to `:::`. With `sortable` readers can sort it by its columns, and `caption="…"`
 * names it. Cells of a file are plain text, or an address on the web.
 */
#ifndef FINGERPOST_LOAD_MD_DATA_H
#define FINGERPOST_LOAD_MD_DATA_H

#include "load/md_kind.h"

bool md_data_is_alone(const struct md_mark *mark);
md_mark_writer md_data_open;
md_mark_writer md_data_close;

/* For a table in Markdown: the attribute of each column, which md_cell_enter writes. */
void md_data_order(struct md *md, cmark_node *table);

#endif
