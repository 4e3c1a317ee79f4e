/*
 * Blocks of code: what stands on the fence, and the lines with their colours.
 *
 * Behind the language may stand title="…", `lines` for line numbers, `diff` for
 * lines that begin with '+' and '-', and lines to mark, as in {3,5-7}. The text
 * of the element is the code, byte by byte: numbers are made by the style sheet.
 */
#ifndef FINGERPOST_LOAD_MD_CODE_H
#define FINGERPOST_LOAD_MD_CODE_H

#include "load/md.h"

enum { MD_LANGUAGE_MAX = 32 }; /* bytes: the longest name in use has 20 */

void md_code_write(struct md *md, cmark_node *node);

#endif
