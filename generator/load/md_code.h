/* Blocks of code: the language behind the fence, and words there that mean nothing. */
#ifndef FINGERPOST_LOAD_MD_CODE_H
#define FINGERPOST_LOAD_MD_CODE_H

#include "load/md.h"

enum { MD_LANGUAGE_MAX = 32 }; /* bytes: the longest name in use has 20 */

void md_code_write(struct md *md, cmark_node *node);

#endif
