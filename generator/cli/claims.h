/*
 * `check --claims`: every claim with what it leans on, a line each, so that a
 * difference between two listings says which claims a change is beneath.
 */
#ifndef FINGERPOST_CLI_CLAIMS_H
#define FINGERPOST_CLI_CLAIMS_H

#include "model/site.h"

void claims_print(const struct site *site, arena scratch, buf *out);

#endif
