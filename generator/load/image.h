/*
 * How large a picture is shown, read from the first bytes of its file: no
 * decoding, no library. What the file says is believed only as far as it goes;
 * bytes that are missing or of another kind are a status, never a guess.
 *
 * Formats: PNG (W3C, section 11.2.2), JPEG (ITU-T T.81, B.2.2, turned as Exif 2.3
 * says in tag 0x0112, which browsers do too), GIF (89a, section 18), WebP (RFC 9649),
 * AVIF (ISO/IEC 23008-12: the largest `ispe`), SVG (width and height, else viewBox).
 */
#ifndef FINGERPOST_LOAD_IMAGE_H
#define FINGERPOST_LOAD_IMAGE_H

#include "core/str.h"

enum {
  IMAGE_HEAD = 4 << 10,      /* bytes in which nearly every picture says its size */
  IMAGE_HEAD_MAX = 4 << 20,  /* colour profiles and previews may stand before it in JPEG and SVG */
  IMAGE_SIDE_MAX = 1000000,  /* pixels: beyond it no browser draws, and no such file is meant */
  IMAGE_SEGMENTS_MAX = 10000 /* parts of a file looked at: bounds files of empty parts */
};

typedef enum {
  IMAGE_OK,
  IMAGE_UNSIZED, /* SVG that fills what room it is given: nothing is wrong */
  IMAGE_SHORT,   /* the size would stand behind the bytes at hand */
  IMAGE_FOREIGN, /* not of the kind that its name says */
  IMAGE_BROKEN   /* of that kind, but with parts that cannot be */
} image_status;

struct image_size {
  int32_t width, height; /* CSS pixels, at least 1 */
};

/* Whether a file of this name is a picture that browsers show. */
bool image_is_named(str name);

/* `name` ends with the kind: .png, .jpg, .jpeg, .gif, .webp, .avif or .svg. */
image_status image_read(str name, str bytes, struct image_size *ret_size);

#endif
