#include "unit.h"

#include "load/image.h"

/* A row's bytes may hold NUL, so each says how many there are. */
#define BYTES(literal) STR_INIT(literal)

struct row {
  const char *name;
  str bytes;
  image_status status;
  int32_t width, height;
};

static void check(const struct row *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct image_size size = {0, 0};
    image_status status = image_read(str_of(rows[i].name), rows[i].bytes, &size);
    bool sized = size.width == rows[i].width && size.height == rows[i].height;
    if (status != rows[i].status || !sized) {
      fail_msg("row %zu: status %d, %d by %d", i, (int)status, size.width, size.height);
    }
  }
}

#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
#define WEBP(chunk) "RIFF\0\0\0\0WEBP" chunk "\0\0\0\0"

static void fixed_places_are_read(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"a.png", BYTES(PNG "\0\0\1\0\0\0\0\x80"), IMAGE_OK, 256, 128},
      {"a.png", BYTES(PNG "\0\0\1\0\0\0\0"), IMAGE_SHORT, 0, 0},
      {"a.png", BYTES("\x89PNG"), IMAGE_SHORT, 0, 0},
      {"a.png", BYTES(""), IMAGE_SHORT, 0, 0},
      {"a.png", BYTES(PNG "\0\0\0\0\0\0\0\x80"), IMAGE_BROKEN, 0, 0},
      {"a.png", BYTES(PNG "\0\x0f\x42\x40\0\0\0\1"), IMAGE_OK, 1000000, 1},
      {"a.png", BYTES(PNG "\0\x0f\x42\x41\0\0\0\1"), IMAGE_BROKEN, 0, 0},
      {"a.png", BYTES("GIF89a\x0a\0\x05\0"), IMAGE_FOREIGN, 0, 0},
      {"a.gif", BYTES("GIF89a\x0a\1\x05\0"), IMAGE_OK, 266, 5},
      {"a.gif", BYTES("GIF89a\x0a\1\x05"), IMAGE_SHORT, 0, 0},
      {"a.webp", BYTES(WEBP("VP8 ") "\0\0\0\x9d\x01\x2a\x20\x40\x10\0"), IMAGE_OK, 32, 16},
      {"a.webp", BYTES(WEBP("VP8 ") "\0\0\0\0\0\0\x20\0\x10\0"), IMAGE_BROKEN, 0, 0},
      {"a.webp", BYTES(WEBP("VP8L") "\x2f\xff\xc1\x3f\0\0\0\0\0\0"), IMAGE_OK, 512, 256},
      {"a.webp", BYTES(WEBP("VP8L") "\x2e\xff\xc1\x3f\0\0\0\0\0\0"), IMAGE_BROKEN, 0, 0},
      {"a.webp", BYTES(WEBP("VP8X") "\0\0\0\0\xff\1\0\xff\0\0"), IMAGE_OK, 512, 256},
      {"a.webp", BYTES(WEBP("ALPH") "\0\0\0\0\xff\1\0\xff\0\0"), IMAGE_BROKEN, 0, 0},
      {"a.webp", BYTES("RIFF\0\0\0\0WAVEVP8X\0\0\0\0\0\0\0\0\xff\1\0\xff\0\0"), IMAGE_FOREIGN, 0,
       0},
      {"a.webp", BYTES("RIFF\0\0\0\0WEBP"), IMAGE_SHORT, 0, 0},
      {"a.txt", BYTES("GIF89a\x0a\1\x05\0"), IMAGE_FOREIGN, 0, 0},
  };
  check(rows, sizeof rows / sizeof *rows);
}

#define SOI "\xFF\xD8"
#define SOF(kind) "\xFF" kind "\0\x0b\x08\0\x40\1\0\1\0\0\0"
#define APP0 "\xFF\xE0\0\x06JFIF"
/* One entry: tag 0x0112, a short. */
#define EXIF_BIG(orientation) \
  "\xFF\xE1\0\x22"            \
  "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0" orientation "\0\0\0\0\0\0"
#define EXIF_LITTLE(orientation) \
  "\xFF\xE1\0\x22"               \
  "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0" orientation "\0\0\0\0\0\0\0"

static void frames_of_jpeg_are_found(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"a.jpg", BYTES(SOI APP0 SOF("\xC0")), IMAGE_OK, 256, 64},
      {"a.jpeg", BYTES(SOI SOF("\xC2")), IMAGE_OK, 256, 64},
      {"a.jpg", BYTES(SOI "\xFF\xFF\xFF\xE0\0\x02" SOF("\xCF")), IMAGE_OK, 256, 64},
      {"a.jpg", BYTES(SOI EXIF_BIG("\x06") SOF("\xC0")), IMAGE_OK, 64, 256},
      {"a.jpg", BYTES(SOI EXIF_BIG("\x03") SOF("\xC0")), IMAGE_OK, 256, 64},
      {"a.jpg", BYTES(SOI EXIF_LITTLE("\x08") SOF("\xC0")), IMAGE_OK, 64, 256},
      {"a.jpg",
       BYTES(SOI "\xFF\xE1\0\x10"
                 "Exif\0\0II*\0\xFF\xFF\xFF\xFF" SOF("\xC0")),
       IMAGE_OK, 256, 64},
      {"a.jpg", BYTES(SOI "\xFF\xC4\0\x04\0\0" SOF("\xC1")), IMAGE_OK, 256, 64}, /* a table */
      {"a.jpg", BYTES(SOI APP0), IMAGE_SHORT, 0, 0},
      {"a.jpg", BYTES(SOI "\xFF\xE0\x7F\xFFJFIF"), IMAGE_SHORT, 0, 0},
      {"a.jpg", BYTES(SOI "\xFF\xE0\0\x01"), IMAGE_BROKEN, 0, 0},
      {"a.jpg", BYTES(SOI "\xFF\xC0\0\x04\x08\0"), IMAGE_BROKEN, 0, 0},
      {"a.jpg", BYTES(SOI "\xFF\xDA\0\x04\0\0"), IMAGE_BROKEN, 0, 0},
      {"a.jpg", BYTES(SOI APP0 "JFIF"), IMAGE_BROKEN, 0, 0},
      {"a.jpg", BYTES("\x89PNG"), IMAGE_FOREIGN, 0, 0},
  };
  check(rows, sizeof rows / sizeof *rows);
}

#define ISPE(w, h) "\0\0\0\x14ispe\0\0\0\0\0\0" w "\0\0" h
#define FTYP   \
  "\0\0\0\x10" \
  "ftypavif\0\0\0\0"

static void the_largest_box_of_avif_counts(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"a.avif",
       BYTES(FTYP "\0\0\0\x44meta\0\0\0\0\0\0\0\x38iprp\0\0\0\x30ipco" ISPE("\0\x40", "\0\x40")
                 ISPE("\1\0", "\0\x80")),
       IMAGE_OK, 256, 128},
      {"a.avif", BYTES(FTYP "\0\0\0\x14meta\0\0\0\0\0\0\0\x08iprp"), IMAGE_BROKEN, 0, 0},
      {"a.avif", BYTES(FTYP "\0\0\0\x44meta\0\0\0\0"), IMAGE_SHORT, 0, 0},
      {"a.avif", BYTES(FTYP), IMAGE_SHORT, 0, 0},
      {"a.avif", BYTES("\x89PNG\r\n\x1a\n\0\0\0\r"), IMAGE_FOREIGN, 0, 0},
  };
  check(rows, sizeof rows / sizeof *rows);
}

static void drawings_say_their_size(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"a.svg", BYTES("<svg width='12' height=\"34px\">"), IMAGE_OK, 12, 34},
      {"a.svg", BYTES("<svg viewBox='0 0 620.4 300.5'/>"), IMAGE_OK, 620, 301},
      {"a.svg", BYTES("<svg viewBox='0,0,0.2,30'/>"), IMAGE_OK, 1, 30},
      {"a.svg", BYTES("<svg width='100' viewBox='0 0 200 50'>"), IMAGE_OK, 100, 25},
      {"a.svg", BYTES("<svg height='100' viewBox='0 0 200 50'>"), IMAGE_OK, 400, 100},
      {"a.svg", BYTES("<svg width='100%' height='4em' viewBox='0 0 2 5'>"), IMAGE_OK, 2, 5},
      {"a.svg", BYTES("<svg width='100%'>"), IMAGE_UNSIZED, 0, 0},
      {"a.svg", BYTES("<svg>"), IMAGE_UNSIZED, 0, 0},
      {"a.svg",
       BYTES("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- > --><!DOCTYPE svg [<!ENTITY a '>'>]>"
             "\n<svg xmlns=\"x\" width = \"7\" height='8'>"),
       IMAGE_OK, 7, 8},
      {"a.svg", BYTES("<svg width='7' height='8'"), IMAGE_SHORT, 0, 0},
      {"a.svg", BYTES("<svg width='7"), IMAGE_SHORT, 0, 0},
      {"a.svg", BYTES("<!-- no end"), IMAGE_SHORT, 0, 0},
      {"a.svg", BYTES("<sv"), IMAGE_SHORT, 0, 0},
      {"a.svg", BYTES("<svg width=7 height=8>"), IMAGE_BROKEN, 0, 0},
      {"a.svg", BYTES("<svg width>"), IMAGE_BROKEN, 0, 0},
      {"a.svg", BYTES("<svg width='2e6' height='8'>"), IMAGE_BROKEN, 0, 0},
      {"a.svg", BYTES("<html><svg>"), IMAGE_FOREIGN, 0, 0},
      {"a.svg", BYTES("<svgs width='1'>"), IMAGE_FOREIGN, 0, 0},
  };
  check(rows, sizeof rows / sizeof *rows);
}

/* A file of parts that hold nothing ends at the limit, not at its end. */
static void empty_parts_are_bounded(void **state) {
  (void)state;
  enum { PARTS = IMAGE_SEGMENTS_MAX + 1 };
  static char jpeg[2 + 4 * PARTS + 2];
  jpeg[0] = '\xFF';
  jpeg[1] = '\xD8';
  for (int i = 0; i < PARTS; i++) {
    memcpy(jpeg + 2 + i * 4, "\xFF\xE0\0\2", 4);
  }
  jpeg[2 + 4 * PARTS] = '\xFF';
  struct image_size size = {0, 0};
  str whole = {jpeg, (ptrdiff_t)sizeof jpeg};
  assert_int_equal(image_read(STR("a.jpg"), whole, &size), IMAGE_BROKEN);
  str within = {jpeg, 2 + 4 * (IMAGE_SEGMENTS_MAX - 1)};
  assert_int_equal(image_read(STR("a.jpg"), within, &size), IMAGE_SHORT);
}

static void names_tell_pictures(void **state) {
  (void)state;
  assert_true(image_is_named(STR("guides/a.svg")));
  assert_true(image_is_named(STR("a.jpeg")));
  assert_false(image_is_named(STR("a.pdf")));
  assert_false(image_is_named(STR("png")));
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(fixed_places_are_read),          cmocka_unit_test(frames_of_jpeg_are_found),
      cmocka_unit_test(the_largest_box_of_avif_counts), cmocka_unit_test(drawings_say_their_size),
      cmocka_unit_test(empty_parts_are_bounded),        cmocka_unit_test(names_tell_pictures),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
