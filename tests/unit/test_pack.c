#include "core/pack.h"
#include "unit.h"

enum { KIND = 9, VERSION = 3, SECTIONS = 4 };

static const char letters[] = "abcde";
static const uint32_t words[] = {1, 2, 3};
static const double numbers[] = {0.5, -1e300};

static const struct pack_section sections[SECTIONS] = {
    {letters, 5, 1}, {words, 3, 4}, {NULL, 0, 16}, {numbers, 2, 8}};

/* 24 bytes of head, 32 of places, and sections of 8, 16, 0 and 16. */
enum { SIZE = 96 };

struct image {
  _Alignas(8) char bytes[SIZE];
};

static struct image image_make(void) {
  struct image i;
  buf out = buf_over(i.bytes, SIZE);
  pack_write(KIND, VERSION, sections, SECTIONS, &out);
  assert_false(out.full);
  assert_int_equal(out.n, SIZE);
  return i;
}

static bool opens(str image, struct pack_section *found) {
  for (int i = 0; i < SECTIONS; i++) {
    found[i] = (struct pack_section){.size = sections[i].size};
  }
  return pack_open(image, KIND, VERSION, found, SECTIONS);
}

static void gives_back_what_was_written(void **state) {
  (void)state;
  struct image i = image_make();
  struct pack_section found[SECTIONS];
  assert_true(opens((str){i.bytes, SIZE}, found));
  for (int k = 0; k < SECTIONS; k++) {
    assert_int_equal(found[k].count, sections[k].count);
    assert_int_equal((uintptr_t)found[k].items % PACK_ALIGN, 0);
    assert_true(found[k].count == 0 || memcmp(found[k].items, sections[k].items,
                                              (size_t)found[k].count * found[k].size) == 0);
  }
}

static void has_the_documented_layout(void **state) {
  (void)state;
  struct image i = image_make();
  uint32_t head[14];
  memcpy(head, i.bytes, sizeof head);
  static const uint32_t want[14] = {PACK_MAGIC, KIND, VERSION, SIZE, SECTIONS, 0,  56,
                                    5,          64,   3,       80,   0,        80, 2};
  assert_memory_equal(head, want, sizeof want);
  assert_memory_equal(i.bytes, "FPAK", 4);
  assert_memory_equal(i.bytes + 56, "abcde\0\0\0", 8);
}

static void follows_what_is_in_the_buffer(void **state) {
  (void)state;
  struct image alone = image_make();
  char memory[SIZE + 3];
  buf out = buf_over(memory, sizeof memory);
  buf_str(&out, STR("xyz"));
  pack_write(KIND, VERSION, sections, SECTIONS, &out);
  assert_false(out.full);
  assert_memory_equal(memory + 3, alone.bytes, SIZE);
}

static void refuses_other_images(void **state) {
  (void)state;
  struct image i = image_make();
  str text = {i.bytes, SIZE};
  struct pack_section found[SECTIONS + 1];
  assert_true(opens(text, found));
  assert_false(pack_open(text, KIND + 1, VERSION, found, SECTIONS));
  assert_false(pack_open(text, KIND, VERSION + 1, found, SECTIONS));
  assert_false(pack_open(text, KIND, VERSION, found, SECTIONS - 1));
  found[SECTIONS] = (struct pack_section){.size = 1};
  assert_false(pack_open(text, KIND, VERSION, found, SECTIONS + 1));
  found[3].size = 4;
  assert_false(pack_open(text, KIND, VERSION, found, SECTIONS));
  _Alignas(8) char moved[SIZE + 1];
  memcpy(moved + 1, i.bytes, SIZE);
  assert_false(opens((str){moved + 1, SIZE}, found));
  for (int n = 0; n < SIZE; n++) {
    if (opens((str){i.bytes, n}, found)) {
      fail_msg("opened the first %d bytes", n);
    }
  }
}

/* Any one bit of the head and the places; a section may then only become shorter or longer
 * within its own padding. */
static void stays_in_bounds_when_corrupted(void **state) {
  (void)state;
  int refused = 0;
  for (int bit = 0; bit < 56 * 8; bit++) {
    struct image i = image_make();
    i.bytes[bit / 8] = (char)(i.bytes[bit / 8] ^ 1 << bit % 8);
    struct pack_section found[SECTIONS];
    bool ok = opens((str){i.bytes, SIZE}, found);
    refused += !ok;
    for (int k = 0; ok && k < SECTIONS; k++) {
      const char *items = found[k].items;
      assert_true(items >= i.bytes);
      assert_true((size_t)found[k].count * found[k].size <= (size_t)(i.bytes + SIZE - items));
    }
  }
  assert_true(refused > 440);
}

static void is_full_when_it_does_not_fit(void **state) {
  (void)state;
  char memory[SIZE - 1];
  buf out = buf_over(memory, sizeof memory);
  pack_write(KIND, VERSION, sections, SECTIONS, &out);
  assert_true(out.full);
  assert_int_equal(out.n, 0);
}

static void knows_its_limits(void **state) {
  (void)state;
  static _Alignas(8) char memory[4096];
  struct pack_section many[PACK_SECTIONS_MAX + 1] = {{.size = 1}};
  buf out = buf_over(memory, sizeof memory);
  pack_write(KIND, VERSION, many, PACK_SECTIONS_MAX, &out);
  assert_false(out.full);
  assert_true(pack_open(buf_text(&out), KIND, VERSION, many, PACK_SECTIONS_MAX));
  pack_write(KIND, VERSION, many, PACK_SECTIONS_MAX + 1, &out);
  assert_true(out.full);
  /* More than an image's size can say. */
  const struct pack_section huge[2] = {{memory, UINT32_MAX, 1}, {memory, UINT32_MAX, UINT32_MAX}};
  for (int i = 0; i < 2; i++) {
    out = buf_over(memory, sizeof memory);
    pack_write(KIND, VERSION, &huge[i], 1, &out);
    assert_true(out.full);
    assert_int_equal(out.n, 0);
  }
}

static void keeps_equal_texts_once(void **state) {
  (void)state;
  arena a = unit_arena();
  struct pack_texts *t = pack_texts_new(&a);
  struct pack_text empty = pack_texts_add(t, STR(""));
  struct pack_text first = pack_texts_add(t, STR("stable"));
  struct pack_text second = pack_texts_add(t, STR("volume"));
  struct pack_text again = pack_texts_add(t, STR("stable"));
  assert_int_equal(empty.n, 0);
  assert_memory_equal(&again, &first, sizeof first);
  struct pack_section all = pack_texts_section(t);
  assert_int_equal(all.count, 12);
  assert_str_equal(pack_text_at(&all, first), STR("stable"));
  assert_str_equal(pack_text_at(&all, second), STR("volume"));
}

static void takes_many_texts(void **state) {
  (void)state;
  arena a = unit_arena();
  struct pack_texts *t = pack_texts_new(&a);
  static char longer[5000];
  memset(longer, 'x', sizeof longer);
  struct pack_text slices[3001];
  for (int i = 0; i < 3000; i++) {
    slices[i] = pack_texts_add(t, (str){longer, i});
  }
  slices[3000] = pack_texts_add(t, (str){longer, sizeof longer});
  struct pack_section all = pack_texts_section(t);
  for (int i = 0; i < 3000; i++) {
    assert_str_equal(pack_text_at(&all, slices[i]), ((str){longer, i}));
  }
  assert_int_equal(pack_text_at(&all, slices[3000]).n, sizeof longer);
}

static void gives_no_text_out_of_range(void **state) {
  (void)state;
  struct pack_section all = {letters, 5, 1};
  static const struct {
    struct pack_text slice;
    ptrdiff_t n;
  } cases[] = {{{0, 5}, 5}, {{5, 0}, 0}, {{4, 1}, 1},          {{4, 2}, 0},
               {{6, 0}, 0}, {{0, 6}, 0}, {{1, UINT32_MAX}, 0}, {{UINT32_MAX, 2}, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (pack_text_at(&all, cases[i].slice).n != cases[i].n) {
      fail_msg("row %zu", i);
    }
  }
}

static void turns_rows_into_columns(void **state) {
  (void)state;
  static const char rows[] = "aaBBccDDeeFF";
  char turned[sizeof rows] = "";
  char back[sizeof rows] = "";
  pack_turn(rows, 3, 2, 2, turned);
  assert_string_equal(turned, "aacceeBBDDFF");
  pack_turn(turned, 2, 3, 2, back);
  assert_string_equal(back, rows);
  pack_turn(NULL, 0, 2, 2, NULL);
}

static void refuses_texts_beyond_offsets(void **state) {
  (void)state;
  arena a = unit_arena();
  struct pack_texts *t = pack_texts_new(&a);
  jmp_buf oom;
  unit_oom = &oom;
  bool refused = setjmp(oom) != 0;
  if (!refused) {
    pack_texts_add(t, (str){letters, ((ptrdiff_t)1 << 30) + 1});
  }
  unit_oom = NULL;
  assert_true(refused);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gives_back_what_was_written),
      cmocka_unit_test(has_the_documented_layout),
      cmocka_unit_test(follows_what_is_in_the_buffer),
      cmocka_unit_test(refuses_other_images),
      cmocka_unit_test(stays_in_bounds_when_corrupted),
      cmocka_unit_test(is_full_when_it_does_not_fit),
      cmocka_unit_test(knows_its_limits),
      cmocka_unit_test(keeps_equal_texts_once),
      cmocka_unit_test(takes_many_texts),
      cmocka_unit_test(gives_no_text_out_of_range),
      cmocka_unit_test(turns_rows_into_columns),
      cmocka_unit_test(refuses_texts_beyond_offsets),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
