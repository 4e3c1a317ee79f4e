/*
 * Pack: one flat, versioned image of sections, as it travels to the browser.
 *
 * Little-endian u32 and IEEE doubles, no pointers, every section aligned to 8.
 * The same bytes are read by the same code natively and in WebAssembly; opening
 * checks every length, so that a corrupted image is refused and can never lead
 * a reader out of bounds. What sections mean is their owner's affair (decide.h,
 * cost.h), as is checking the indices inside them.
 *
 *     u32 magic, kind, version, size | u32 section count, u32 0
 *     section table: u32 at, count (each item's size is known to the reader)
 *     sections
 */
#ifndef FINGERPOST_CORE_PACK_H
#define FINGERPOST_CORE_PACK_H

#include "core/buf.h"

enum { PACK_MAGIC = 0x4b415046 /* "FPAK" */, PACK_SECTIONS_MAX = 32, PACK_ALIGN = 8 };

enum pack_kind { PACK_DECISION = 1, PACK_COST = 2 };

struct pack_text { /* a slice of the image's text section */
  uint32_t at;
  uint32_t n;
};

struct pack_section {
  const void *items;
  uint32_t count;
  uint32_t size; /* of one item, in bytes */
};

/* Writes an image; `out` has to have room, or is full. */
void pack_write(uint32_t kind, uint32_t version, const struct pack_section *sections,
                int section_count, buf *out);

/*
 * Items of `columns` parts by columns: of all the first part, then of all the second, ... What is
 * alike then lies together, where deflate finds it. With both counts exchanged, back again.
 */
void pack_turn(const void *items, uint32_t rows, uint32_t columns, uint32_t part, void *ret);

/*
 * Opens an image of this kind and version, whose bytes are aligned to 8. The
 * caller fills in `size` of each expected section; `items` and `count` come back.
 */
bool pack_open(str image, uint32_t kind, uint32_t version, struct pack_section *sections,
               int section_count);
/* The same of an image that was opened before it was passed on, whose sections are believed. */
bool pack_take(str image, uint32_t kind, uint32_t version, struct pack_section *sections,
               int section_count);

/* Gathers the texts of an image while it is made; equal texts are kept once. */
struct pack_texts;
struct pack_texts *pack_texts_new(arena *a);
struct pack_text pack_texts_add(struct pack_texts *t, str text);
struct pack_section pack_texts_section(const struct pack_texts *t);
/* The text, or an empty one when the slice is out of range. */
str pack_text_at(const struct pack_section *texts, struct pack_text slice);

#endif
