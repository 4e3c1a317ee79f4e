/*
 * State: answers and settings as one text, the way they stand in a page's
 * fragment: ID=VALUE joined by '&', percent-encoded as UTF-8. What decide_run
 * and cost_run read and write.
 *
 * Reading forgives: empty pairs are skipped, a pair without '=' has an empty
 * value, a '%' without two hexadecimal digits stands for itself, '+' is no space.
 */
#ifndef FINGERPOST_CORE_STATE_H
#define FINGERPOST_CORE_STATE_H

#include "core/buf.h"

struct state_pair {
  str id;
  str value;
};

/*
 * Takes the next pair off `rest` and decodes it into `memory`, which has room
 * for rest->n bytes and keeps the pair until the next call. False at the end.
 */
bool state_next(str *rest, char *memory, struct state_pair *ret_pair);

/* Adds a pair to the state that starts at `start` in the buffer. */
void state_add(buf *out, ptrdiff_t start, str id, str value);

/*
 * Adds a field to a line of output: a tab, and the text as somebody may have
 * typed it. Control characters become spaces, what is not UTF-8 becomes U+FFFD.
 */
void state_field(buf *out, str text);

#endif
