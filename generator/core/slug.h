/*
 * Anchors from headings, the way GitHub makes them: lower case, letters and
 * digits of any script, '-' and '_' stay, a space becomes '-', all else goes.
 */
#ifndef FINGERPOST_CORE_SLUG_H
#define FINGERPOST_CORE_SLUG_H

#include "core/buf.h"

/* Writes the slug of `text`, at most `max` bytes, cut between code points. May be empty. */
void slug_write(buf *out, str text, ptrdiff_t max);
/* Whether somebody may name an anchor so: a-z first, then a-z, 0-9 and '-'. */
bool slug_is_name(str name);

#endif
