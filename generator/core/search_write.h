/*
 * Writing of shards, by the format in search.h.
 */
#ifndef FINGERPOST_CORE_SEARCH_WRITE_H
#define FINGERPOST_CORE_SEARCH_WRITE_H

#include "core/search.h"

void search_number_write(buf *out, uint32_t value);
void search_text_write(buf *out, str text);
/* The three bytes of a name. */
void search_name_write(buf *out, uint32_t name);
/* The head of a shard of this kind; the last byte is free. */
void search_head_write(buf *out, char kind);

#endif
