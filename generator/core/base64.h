/*
 * Base64 with padding and without line breaks: bytes as they travel in a script.
 */
#ifndef FINGERPOST_CORE_BASE64_H
#define FINGERPOST_CORE_BASE64_H

#include "core/buf.h"

void base64_encode(buf *out, str bytes);
/* False: not what base64_encode writes; `out` may then hold a part of it. */
bool base64_decode(buf *out, str text);

#endif
