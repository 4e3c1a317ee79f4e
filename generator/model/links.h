/*
 * Where references lead. Resolution happens once; check/ turns faults into
 * diagnostics, render/ turns targets into URLs.
 */
#ifndef FINGERPOST_MODEL_LINKS_H
#define FINGERPOST_MODEL_LINKS_H

#include "model/site.h"

/* Resolves every reference of every guide, and finds the assets in use. */
void links_resolve(struct site *site, arena *perm);

#endif
