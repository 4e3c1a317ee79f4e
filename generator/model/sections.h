/* Sections: the folders below guides/ and what stands in each, in order. */
#ifndef FINGERPOST_MODEL_SECTIONS_H
#define FINGERPOST_MODEL_SECTIONS_H

#include "model/site.h"

void sections_build(struct site *site, arena *perm);

#endif
