/* Writing blocks: paragraphs, headings, lists, quotes and tables. */
#ifndef FINGERPOST_LOAD_MD_BLOCK_H
#define FINGERPOST_LOAD_MD_BLOCK_H

#include "load/md.h"

void md_paragraph_enter(struct md *md, cmark_node *node);
void md_paragraph_leave(struct md *md, cmark_node *node);
void md_heading_enter(struct md *md, cmark_node *node);
void md_heading_leave(struct md *md, cmark_node *node);
void md_quote_enter(struct md *md, cmark_node *node);
void md_quote_leave(struct md *md, cmark_node *node);
void md_list_enter(struct md *md, cmark_node *node);
void md_list_leave(struct md *md, cmark_node *node);
void md_item_enter(struct md *md, cmark_node *node);
void md_item_leave(struct md *md, cmark_node *node);
void md_rule_write(struct md *md, cmark_node *node);

/* md_table.c */
void md_table_open(struct md *md); /* up to <table>, with its caption */
void md_table_close(struct md *md);
void md_table_enter(struct md *md, cmark_node *node);
void md_table_leave(struct md *md, cmark_node *node);
void md_row_enter(struct md *md, cmark_node *node);
void md_row_leave(struct md *md, cmark_node *node);
void md_cell_enter(struct md *md, cmark_node *node);
void md_cell_leave(struct md *md, cmark_node *node);

#endif
