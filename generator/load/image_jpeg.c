#include "load/image_parts.h"

/* Markers of ITU-T T.81, table B.1. */
enum {
  MARKER_APP1 = 0xE1,
  MARKER_SCAN = 0xDA,
  MARKER_END = 0xD9,
  MARKER_DHT = 0xC4,
  MARKER_JPG = 0xC8,
  MARKER_DAC = 0xCC,
  MARKER_TEM = 0x01
};

/* SOF0 to SOF15: the header of a frame. The three in between mean something else. */
static bool is_frame(uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != MARKER_DHT && marker != MARKER_JPG &&
         marker != MARKER_DAC;
}

/* TEM, RST0 to RST7 and SOI stand alone: no length follows. */
static bool is_alone(uint32_t marker) {
  return marker == MARKER_TEM || (marker >= 0xD0 && marker <= 0xD8);
}

/* Whether an Exif segment says that the picture is shown on its side: orientation 5 to 8. */
static bool is_turned(str segment) {
  if (!str_starts(segment, STR("Exif\0\0")) || segment.n < 6 + 8) {
    return false;
  }
  str tiff = str_sub(segment, 6, segment.n);
  bool little = str_starts(tiff, STR("II"));
  uint32_t (*number)(str, ptrdiff_t, int) = little ? image_little : image_big;
  ptrdiff_t at = (ptrdiff_t)number(tiff, 4, 4);
  if ((!little && !str_starts(tiff, STR("MM"))) || at > tiff.n - 2) {
    return false;
  }
  ptrdiff_t entries = (ptrdiff_t)number(tiff, at, 2);
  at += 2;
  for (; entries > 0 && at + 12 <= tiff.n; entries--, at += 12) {
    if (number(tiff, at, 2) == 0x0112) {
      uint32_t orientation = number(tiff, at + 8, 2);
      return orientation >= 5 && orientation <= 8;
    }
  }
  return false;
}

static image_status frame_sides(str segment, bool turned, struct image_size *ret_size) {
  if (segment.n < 5) {
    return IMAGE_BROKEN;
  }
  uint32_t height = image_big(segment, 1, 2);
  uint32_t width = image_big(segment, 3, 2);
  return turned ? image_sides(height, width, ret_size) : image_sides(width, height, ret_size);
}

/* Steps over the bytes that fill up to the next marker; -1: there is none. */
static ptrdiff_t next_marker(str bytes, ptrdiff_t at) {
  if (bytes.s[at] != '\xFF') {
    return -1;
  }
  while (at < bytes.n && bytes.s[at] == '\xFF') {
    at++;
  }
  return at;
}

image_status image_jpeg(str bytes, struct image_size *ret_size) {
  image_status status = image_begins(bytes, STR("\xFF\xD8\xFF"));
  if (status != IMAGE_OK) {
    return status;
  }
  bool turned = false;
  ptrdiff_t at = 2;
  for (int i = 0; i < IMAGE_SEGMENTS_MAX && at < bytes.n; i++) {
    at = next_marker(bytes, at);
    if (at < 0) {
      return IMAGE_BROKEN;
    }
    uint32_t marker = at < bytes.n ? image_big(bytes, at, 1) : MARKER_TEM;
    at++;
    if (is_alone(marker)) {
      continue;
    }
    if (marker == MARKER_SCAN || marker == MARKER_END) {
      return IMAGE_BROKEN;
    }
    if (at + 2 > bytes.n) {
      return IMAGE_SHORT;
    }
    ptrdiff_t length = (ptrdiff_t)image_big(bytes, at, 2);
    if (length < 2) {
      return IMAGE_BROKEN;
    }
    str segment = str_sub(bytes, at + 2, at + length);
    if (segment.n < length - 2) {
      return IMAGE_SHORT;
    }
    turned = turned || (marker == MARKER_APP1 && is_turned(segment));
    if (is_frame(marker)) {
      return frame_sides(segment, turned, ret_size);
    }
    at += length;
  }
  return at < bytes.n ? IMAGE_BROKEN : IMAGE_SHORT;
}
