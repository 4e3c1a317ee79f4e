#include "load/image_parts.h"

/* A box of ISO/IEC 14496-12: length, four letters, contents. */
struct box {
  str name;
  str inside;
  bool cut; /* it goes on behind the bytes at hand */
};

/* Takes the next box off `rest`. False: none is left, or what follows is none. */
static bool take_box(str *rest, struct box *ret_box) {
  if (rest->n < 8) {
    return false;
  }
  uint64_t length = image_big(*rest, 0, 4);
  ptrdiff_t head = 8;
  if (length == 1 && rest->n >= 16) {
    length = (uint64_t)image_big(*rest, 8, 4) << 32 | image_big(*rest, 12, 4);
    head = 16;
  }
  if (length == 0) { /* to the end of the file */
    length = (uint64_t)rest->n;
  }
  if (length < (uint64_t)head) {
    return false;
  }
  ptrdiff_t end = length > (uint64_t)rest->n ? rest->n : (ptrdiff_t)length;
  *ret_box = (struct box){.name = str_sub(*rest, 4, 8),
                          .inside = str_sub(*rest, head, end),
                          .cut = length > (uint64_t)rest->n};
  *rest = str_sub(*rest, end, rest->n);
  return true;
}

static image_status find_box(str inside, str name, str *ret_inside) {
  struct box b;
  for (int i = 0; i < IMAGE_SEGMENTS_MAX && take_box(&inside, &b); i++) {
    if (str_eq(b.name, name)) {
      *ret_inside = b.inside;
      return b.cut ? IMAGE_SHORT : IMAGE_OK;
    }
  }
  return IMAGE_BROKEN;
}

/* A picture put together from tiles has a size of its own, larger than each tile's. */
static image_status largest(str properties, struct image_size *ret_size) {
  struct box b;
  uint32_t width = 0;
  uint32_t height = 0;
  for (int i = 0; i < IMAGE_SEGMENTS_MAX && take_box(&properties, &b); i++) {
    if (!str_eq(b.name, STR("ispe")) || b.inside.n < 12) {
      continue;
    }
    uint32_t wide = image_big(b.inside, 4, 4);
    uint32_t high = image_big(b.inside, 8, 4);
    if ((uint64_t)wide * high > (uint64_t)width * height) {
      width = wide;
      height = high;
    }
  }
  return image_sides(width, height, ret_size);
}

image_status image_avif(str bytes, struct image_size *ret_size) {
  if (bytes.n < 12) {
    return IMAGE_SHORT;
  }
  if (!str_eq(str_sub(bytes, 4, 8), STR("ftyp"))) {
    return IMAGE_FOREIGN;
  }
  str meta;
  image_status status = find_box(bytes, STR("meta"), &meta);
  if (status != IMAGE_OK) { /* what stands before it may be longer than the bytes at hand */
    return IMAGE_SHORT;
  }
  str properties;
  status = find_box(str_sub(meta, 4, meta.n), STR("iprp"), &properties);
  if (status == IMAGE_OK) {
    status = find_box(properties, STR("ipco"), &properties);
  }
  return status == IMAGE_OK ? largest(properties, ret_size) : IMAGE_BROKEN;
}
