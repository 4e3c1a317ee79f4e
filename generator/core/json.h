/* JSON (RFC 8259), as far as it is written here: strings. */
#ifndef FINGERPOST_CORE_JSON_H
#define FINGERPOST_CORE_JSON_H

#include "core/buf.h"

/* In quotes; control characters as \u escapes, what is not UTF-8 as U+FFFD. */
void json_string(buf *out, str text);
/* `lead`, a literal such as `,"id":`, and the string behind it. */
void json_member(buf *out, str lead, str text);

#endif
