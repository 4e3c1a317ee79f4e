/*
 * SHA-256 (FIPS 180-4): what policies of pages and lists of files know bytes by.
 */
#ifndef FINGERPOST_CORE_SHA256_H
#define FINGERPOST_CORE_SHA256_H

#include "core/buf.h"

enum { SHA256_BYTES = 32 };

struct sha256 {
  uint8_t bytes[SHA256_BYTES];
};

/* Of less than 2^61 bytes. */
struct sha256 sha256_of(str text);
/* 64 digits in lower case, as sha256sum writes them. */
void sha256_hex(const struct sha256 *hash, buf *out);
/* "sha256-" and base64, as policies write them. */
void sha256_source(const struct sha256 *hash, buf *out);

#endif
