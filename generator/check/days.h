/* Days of the calendar as numbers. */
#ifndef FINGERPOST_CHECK_DAYS_H
#define FINGERPOST_CHECK_DAYS_H

#include "core/buf.h"

/* Days since 1970-01-01 of an ISO day that exists. */
int64_t days_of(str iso);
/* "1 day", "59 days". */
void days_print(int64_t days, buf *out);

#endif
