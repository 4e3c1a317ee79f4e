/*
 * The twin of a page: its Markdown as any reader of GitHub's understands it, for machines. It
 * is the source, word for word, but for what only this program knows: parts that are included
 * and tables of files stand in it, containers are alerts, lists and <details>, names of
 * headings and what is said of code are gone, and what depends on other files is a hole, as in
 * the HTML. The walk says what reads otherwise; when it is over, the twin is written.
 */
#ifndef FINGERPOST_LOAD_MD_TWIN_H
#define FINGERPOST_LOAD_MD_TWIN_H

#include "load/data.h"
#include "load/md.h"
#include "load/md_mark.h"

/* A stretch of the source reads as `text` does; lines behind its first are set in like it. */
void md_twin_change(struct md *md, int32_t beg, int32_t end, str text);
/* Leaves out a range of the block that the walk is at, where it really begins with `with`. */
void md_twin_cut(struct md *md, struct md_range range, str with);
/* Leaves out the lines of a block. */
void md_twin_drop(struct md *md, cmark_node *block);
/* A table of a file, and the list of the glossary, in place of the line that asks for it. */
void md_twin_table(struct md *md, const struct md_mark *mark, const struct data *data,
                   const bool *numeric);
void md_twin_glossary(struct md *md, const struct md_mark *mark);
/* Keeps the lines of a block of code as they are. */
void md_twin_code(struct md *md, cmark_node *block);
bool md_twin_is_code(const struct md *md, int32_t line);
/* A fence of code says its language alone; `info` is all behind its signs, from `info->at` on. */
void md_twin_fence(struct md *md, cmark_node *block, const struct md_word *info, str name,
                   str title);

/* Writes the twin. */
void md_twin_write(struct md *md);

#endif
