#include "load/image.h"

#include "load/image_parts.h"

typedef image_status reader(str bytes, struct image_size *ret_size);

static const struct {
  str ending;
  reader *read;
} kinds[] = {
    {STR_INIT(".png"), image_png}, {STR_INIT(".jpg"), image_jpeg},  {STR_INIT(".jpeg"), image_jpeg},
    {STR_INIT(".gif"), image_gif}, {STR_INIT(".webp"), image_webp}, {STR_INIT(".avif"), image_avif},
    {STR_INIT(".svg"), image_svg},
};

static reader *reader_of(str name) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (str_ends(name, kinds[i].ending)) {
      return kinds[i].read;
    }
  }
  return NULL;
}

bool image_is_named(str name) {
  return reader_of(name) != NULL;
}

image_status image_read(str name, str bytes, struct image_size *ret_size) {
  reader *read = reader_of(name);
  return read == NULL ? IMAGE_FOREIGN : read(bytes, ret_size);
}

/* --- numbers in files --- */

uint32_t image_big(str s, ptrdiff_t at, int count) {
  uint32_t value = 0;
  for (int i = 0; i < count; i++) {
    value = value << 8 | (unsigned char)s.s[at + i];
  }
  return value;
}

uint32_t image_little(str s, ptrdiff_t at, int count) {
  uint32_t value = 0;
  for (int i = count - 1; i >= 0; i--) {
    value = value << 8 | (unsigned char)s.s[at + i];
  }
  return value;
}

image_status image_sides(uint32_t width, uint32_t height, struct image_size *ret_size) {
  if (width == 0 || height == 0 || width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX) {
    return IMAGE_BROKEN;
  }
  *ret_size = (struct image_size){(int32_t)width, (int32_t)height};
  return IMAGE_OK;
}

image_status image_begins(str bytes, str magic) {
  if (!str_eq(str_sub(bytes, 0, magic.n), str_sub(magic, 0, bytes.n))) {
    return IMAGE_FOREIGN;
  }
  return bytes.n < magic.n ? IMAGE_SHORT : IMAGE_OK;
}

/* --- the formats whose size stands at a fixed place --- */

image_status image_png(str bytes, struct image_size *ret_size) {
  image_status status = image_begins(bytes, STR("\x89PNG\r\n\x1a\n"));
  if (status != IMAGE_OK) {
    return status;
  }
  if (bytes.n < 24) {
    return IMAGE_SHORT;
  }
  bool headed = str_eq(str_sub(bytes, 12, 16), STR("IHDR"));
  return headed ? image_sides(image_big(bytes, 16, 4), image_big(bytes, 20, 4), ret_size)
                : IMAGE_BROKEN;
}

image_status image_gif(str bytes, struct image_size *ret_size) {
  image_status status = image_begins(bytes, STR("GIF8"));
  if (status != IMAGE_OK) {
    return status;
  }
  if (bytes.n < 10) {
    return IMAGE_SHORT;
  }
  return image_sides(image_little(bytes, 6, 2), image_little(bytes, 8, 2), ret_size);
}

/* Lossy: a VP8 key frame (RFC 6386, 9.1), whose sides have 14 bits and a scale to ignore. */
static image_status webp_lossy(str bytes, struct image_size *ret_size) {
  if (!str_eq(str_sub(bytes, 23, 26), STR("\x9d\x01\x2a"))) {
    return IMAGE_BROKEN;
  }
  return image_sides(image_little(bytes, 26, 2) & 0x3FFF, image_little(bytes, 28, 2) & 0x3FFF,
                     ret_size);
}

/* Lossless: a signature, then 14 bits of each side, less one. */
static image_status webp_lossless(str bytes, struct image_size *ret_size) {
  uint32_t bits = image_little(bytes, 21, 4);
  return image_big(bytes, 20, 1) == 0x2F
             ? image_sides((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, ret_size)
             : IMAGE_BROKEN;
}

image_status image_webp(str bytes, struct image_size *ret_size) {
  image_status status = image_begins(bytes, STR("RIFF"));
  if (status != IMAGE_OK) {
    return status;
  }
  if (bytes.n < 30) {
    return IMAGE_SHORT;
  }
  str form = str_sub(bytes, 8, 12);
  str chunk = str_sub(bytes, 12, 16);
  if (!str_eq(form, STR("WEBP"))) {
    return IMAGE_FOREIGN;
  }
  if (str_eq(chunk, STR("VP8 "))) {
    return webp_lossy(bytes, ret_size);
  }
  if (str_eq(chunk, STR("VP8L"))) {
    return webp_lossless(bytes, ret_size);
  }
  bool extended = str_eq(chunk, STR("VP8X"));
  return extended
             ? image_sides(image_little(bytes, 24, 3) + 1, image_little(bytes, 27, 3) + 1, ret_size)
             : IMAGE_BROKEN;
}
