/*
 * Days of the calendar, as ISO 8601 writes them: "2026-11-21". As a number a day
 * counts from 1970-01-01; the Gregorian calendar reaches back before it began.
 */
#ifndef FINGERPOST_CORE_DAY_H
#define FINGERPOST_CORE_DAY_H

#include "core/buf.h"

/* From year 0000 on to 9999; false when there is no such day. */
bool day_parse(str text, int64_t *ret_day);
/* Its ten characters; a day outside those years is held to them. */
void day_print(buf *out, int64_t day);

#endif
