/* Putting what was found of a page into its flat record: see page.h. */
#ifndef FINGERPOST_LOAD_MD_RECORD_H
#define FINGERPOST_LOAD_MD_RECORD_H

#include "load/md.h"

str md_record_head(const struct md *md, arena *perm);
str md_record_body(const struct md *md, arena *perm);

#endif
