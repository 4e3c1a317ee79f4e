#include "core/arena.h"
#include "core/mem.h"
#include "random.h"
#include "unit.h"

/* Whether a push ends in core_oom. */
static bool is_refused(arena *a, ptrdiff_t size, ptrdiff_t align, ptrdiff_t count) {
  jmp_buf oom;
  unit_oom = &oom;
  bool refused = setjmp(oom) != 0;
  if (!refused) {
    arena_push(a, size, align, count);
  }
  unit_oom = NULL;
  return refused;
}

static void hands_out_zeroed_aligned_memory(void **state) {
  (void)state;
  arena a = unit_arena();
  memset(a.at, 0xAA, 4096);
  uint64_t seed = 7;
  char *last = a.at;
  while (a.at < unit_memory + 3000) {
    ptrdiff_t align = (ptrdiff_t)1 << random_below(&seed, 6);
    ptrdiff_t size = 1 + random_below(&seed, 40);
    ptrdiff_t count = random_below(&seed, 4);
    char *p = arena_push(&a, size, align, count);
    assert_true((uintptr_t)p % (uintptr_t)align == 0);
    assert_true(p >= last && p - last < align);
    for (ptrdiff_t i = 0; i < size * count; i++) {
      assert_int_equal(p[i], 0);
    }
    last = p + size * count;
    assert_ptr_equal(a.at, last);
  }
}

static void fits_exactly(void **state) {
  (void)state;
  _Alignas(16) char memory[64];
  arena a = {memory, memory + sizeof memory};
  assert_ptr_equal(arena_push(&a, 8, 8, 8), memory);
  assert_ptr_equal(a.at, a.end);
  assert_ptr_equal(arena_push(&a, 8, 1, 0), a.end); /* nothing always fits */
  assert_true(is_refused(&a, 1, 1, 1));
}

static void refuses_what_does_not_fit(void **state) {
  (void)state;
  static const struct {
    ptrdiff_t used, size, align, count;
    bool fits;
  } cases[] = {
      {0, 60, 1, 1, true},
      {0, 61, 1, 1, false},
      {1, 59, 1, 1, true},
      {1, 60, 1, 1, false},
      {1, 44, 16, 1, true}, /* the gap counts */
      {1, 45, 16, 1, false},
      {58, 1, 16, 0, false}, /* the gap alone is too much */
      {0, 15, 1, 4, true},
      {0, 15, 1, 5, false},
      {0, 16, 1, PTRDIFF_MAX, false}, /* the product would overflow */
      {0, PTRDIFF_MAX, 1, 1, false},
      {0, PTRDIFF_MAX, 1, PTRDIFF_MAX, false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    _Alignas(16) char memory[64];
    arena a = {memory + cases[i].used, memory + 60};
    arena before = a;
    if (is_refused(&a, cases[i].size, cases[i].align, cases[i].count) == cases[i].fits) {
      fail_msg("row %zu", i);
    }
    assert_true(cases[i].fits || a.at == before.at);
  }
}

static void copies_and_joins(void **state) {
  (void)state;
  arena a = unit_arena();
  char text[] = "abc";
  str copy = arena_copy(&a, str_of(text));
  text[0] = 'x';
  assert_str_equal(copy, STR("abc"));
  assert_int_equal(copy.s[copy.n], '\0');
  str joined = arena_join(&a, STR("a\0b"), STR("cd"));
  assert_str_equal(joined, STR("a\0bcd"));
  assert_int_equal(joined.s[joined.n], '\0');
  str empty = arena_copy(&a, (str){NULL, 0});
  assert_int_equal(empty.n, 0);
  assert_int_equal(*empty.s, '\0');
}

static void keeps_by_pointer_and_forgets_by_value(void **state) {
  (void)state;
  arena a = unit_arena();
  arena scratch = a;
  NEW(&scratch, int, 100);
  assert_ptr_equal(a.at, unit_memory);
  NEW(&a, int, 1);
  assert_ptr_equal(a.at, unit_memory + sizeof(int));
}

static void grows_arrays(void **state) {
  (void)state;
  arena a = unit_arena();
  int64_t *items = NULL;
  ptrdiff_t count = 0;
  ptrdiff_t cap = 0;
  int moves = 0;
  for (int64_t i = 0; i < 1000; i++) {
    int64_t *before = items;
    *GROW(&a, items, count, cap) = i * i;
    moves += items != before;
    assert_int_equal(count, i + 1);
    assert_true(cap >= count);
    NEW(&a, char, 1); /* others may push in between */
  }
  for (int64_t i = 0; i < 1000; i++) {
    assert_int_equal(items[i], i * i);
  }
  assert_int_equal(moves, 8); /* 8, 16 ... 1024: doubling keeps pushes linear */
  assert_int_equal(cap, 1024);
}

static bool is_grown(arena *a) {
  int64_t *volatile items = NULL;
  ptrdiff_t cap = 0;
  jmp_buf oom;
  unit_oom = &oom;
  if (setjmp(oom) == 0) {
    items = arena_grow(a, NULL, 0, &cap, (ptrdiff_t)sizeof *items);
  }
  unit_oom = NULL;
  return items != NULL;
}

/* Room for exactly the first step of growth, and not one byte less. */
static void grows_up_to_the_last_byte(void **state) {
  (void)state;
  _Alignas(16) char memory[64];
  for (ptrdiff_t room = 63; room <= 64; room++) {
    arena a = {memory, memory + room};
    assert_int_equal(is_grown(&a), room == 64);
  }
}

static void moves_and_compares_memory(void **state) {
  (void)state;
  char text[] = "abcdef";
  mem_move(text + 1, text, 4);
  assert_string_equal(text, "aabcdf");
  mem_move(text, text + 2, 4);
  assert_string_equal(text, "bcdfdf");
  mem_copy(text, "xy", 2);
  mem_zero(text + 2, 1);
  assert_string_equal(text, "xy");
  mem_copy(NULL, NULL, 0); /* a size of 0 touches nothing */
  mem_move(NULL, NULL, 0);
  mem_zero(NULL, 0);
  assert_int_equal(mem_compare(NULL, NULL, 0), 0);
  /* Every length and every place of the difference, across words of eight. */
  char a[20] = {0};
  char b[20] = {0};
  for (ptrdiff_t n = 1; n <= 20; n++) {
    for (ptrdiff_t at = 0; at < n; at++) {
      a[at] = 1;
      b[at] = (char)0x80; /* greater: bytes are unsigned */
      assert_true(mem_compare(a, b, n) < 0 && mem_compare(b, a, n) > 0);
      assert_int_equal(mem_compare(a, b, at), 0);
      a[at] = b[at] = 0;
    }
    assert_int_equal(mem_compare(a, b, n), 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hands_out_zeroed_aligned_memory),
      cmocka_unit_test(fits_exactly),
      cmocka_unit_test(refuses_what_does_not_fit),
      cmocka_unit_test(copies_and_joins),
      cmocka_unit_test(keeps_by_pointer_and_forgets_by_value),
      cmocka_unit_test(grows_arrays),
      cmocka_unit_test(grows_up_to_the_last_byte),
      cmocka_unit_test(moves_and_compares_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
