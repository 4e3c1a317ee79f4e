/* The readers of each format, and what they share: see image.h. */
#ifndef FINGERPOST_LOAD_IMAGE_PARTS_H
#define FINGERPOST_LOAD_IMAGE_PARTS_H

#include "load/image.h"

image_status image_png(str bytes, struct image_size *ret_size);
image_status image_gif(str bytes, struct image_size *ret_size);
image_status image_webp(str bytes, struct image_size *ret_size);
image_status image_jpeg(str bytes, struct image_size *ret_size); /* image_jpeg.c */
image_status image_avif(str bytes, struct image_size *ret_size); /* image_avif.c */
image_status image_svg(str bytes, struct image_size *ret_size);  /* image_svg.c */

/* An unsigned number of `count` bytes (1 to 4) at `at`, which the caller has checked. */
uint32_t image_big(str s, ptrdiff_t at, int count);
uint32_t image_little(str s, ptrdiff_t at, int count);

/* Both sides, when they can be. */
image_status image_sides(uint32_t width, uint32_t height, struct image_size *ret_size);

/* Whether the bytes begin with the format's signature. */
image_status image_begins(str bytes, str magic);

#endif
