#include "core/map.h"
#include "random.h"
#include "unit.h"

static void is_empty_at_first(void **state) {
  (void)state;
  map m = {.cap = 0};
  assert_int_equal(map_get(&m, STR("a")), MAP_NONE);
  assert_int_equal(map_get(&m, STR("")), MAP_NONE);
}

static void keeps_the_first_value(void **state) {
  (void)state;
  arena a = unit_arena();
  map m = {.cap = 0};
  assert_int_equal(map_add(&m, &a, STR("a"), 3), 3);
  assert_int_equal(map_add(&m, &a, STR("a"), 4), 3);
  assert_int_equal(map_get(&m, STR("a")), 3);
  assert_int_equal(m.count, 1);
  assert_int_equal(map_add(&m, &a, STR(""), 0), 0); /* an empty key is a key */
  assert_int_equal(map_get(&m, (str){NULL, 0}), 0);
  assert_int_equal(map_add(&m, &a, STR("a\0b"), INT32_MAX), INT32_MAX);
  assert_int_equal(map_get(&m, STR("a\0b")), INT32_MAX);
  assert_int_equal(map_get(&m, STR("a\0c")), MAP_NONE);
  assert_int_equal(m.count, 3);
}

enum { KEYS_MAX = 600, KEY_BYTES = 12 };

/* Every step against a list that is searched from its start. */
static void agrees_with_a_list(void **state) {
  (void)state;
  static char keys[KEYS_MAX][KEY_BYTES];
  str listed[KEYS_MAX];
  int32_t values[KEYS_MAX];
  for (uint64_t start = 1; start <= 20; start++) {
    uint64_t seed = start;
    arena a = unit_arena();
    map m = {.cap = 0};
    ptrdiff_t count = 0;
    for (ptrdiff_t step = 0; step < KEYS_MAX; step++) {
      ptrdiff_t n = random_below(&seed, KEY_BYTES);
      for (ptrdiff_t i = 0; i < n; i++) {
        keys[step][i] = (char)('a' + random_below(&seed, 2));
      }
      str key = {keys[step], n};
      ptrdiff_t at = 0;
      while (at < count && !str_eq(listed[at], key)) {
        at++;
      }
      int32_t before = at < count ? values[at] : MAP_NONE;
      assert_int_equal(map_get(&m, key), before);
      if (at == count) {
        listed[count] = key;
        values[count++] = (int32_t)step;
      }
      if (map_add(&m, &a, key, (int32_t)step) != values[at] || m.count != count) {
        fail_msg("seed %d, step %td", (int)start, step);
      }
    }
    for (ptrdiff_t i = 0; i < count; i++) {
      assert_int_equal(map_get(&m, listed[i]), values[i]);
    }
    assert_true(m.count * 2 <= m.cap);
  }
}

static void doubles_when_half_full(void **state) {
  (void)state;
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  arena a = unit_arena();
  map m = {.cap = 0};
  for (int32_t i = 0; i < 33; i++) {
    assert_int_equal(map_add(&m, &a, (str){letters + i, 1}, i), i);
    assert_int_equal(m.cap, i < 8 ? 16 : i < 16 ? 32 : i < 32 ? 64 : 128);
  }
  for (int32_t i = 0; i < 33; i++) {
    assert_int_equal(map_get(&m, (str){letters + i, 1}), i);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(is_empty_at_first),
      cmocka_unit_test(keeps_the_first_value),
      cmocka_unit_test(agrees_with_a_list),
      cmocka_unit_test(doubles_when_half_full),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
