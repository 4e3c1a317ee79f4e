#include "core/mem.h"
#include "core/sort.h"
#include "random.h"
#include "unit.h"

struct item {
  int32_t key;
  int32_t place; /* where it stood before */
  char tail[3];  /* a size that is no power of two */
};

static int by_key(const void *a, const void *b, void *ctx) {
  const struct item *x = a;
  const struct item *y = b;
  if (ctx != NULL) {
    ++*(int *)ctx;
  }
  return (x->key > y->key) - (x->key < y->key);
}

/* Puts each item behind all that are not greater. */
static void sort_plainly(struct item *items, ptrdiff_t count) {
  for (ptrdiff_t i = 1; i < count; i++) {
    struct item moved = items[i];
    ptrdiff_t at = i;
    for (; at > 0 && items[at - 1].key > moved.key; at--) {
      items[at] = items[at - 1];
    }
    items[at] = moved;
  }
}

enum { ITEMS_MAX = 200 };

static void sorts_stably_like_an_insertion_sort(void **state) {
  (void)state;
  for (uint64_t start = 1; start <= 400; start++) {
    uint64_t seed = start;
    arena a = unit_arena();
    struct item got[ITEMS_MAX];
    struct item want[ITEMS_MAX];
    memset(got, 0, sizeof got);
    ptrdiff_t count = start < 40 ? (ptrdiff_t)start - 1 : random_below(&seed, ITEMS_MAX);
    uint32_t keys = 1 + (uint32_t)random_below(&seed, 20); /* few: many are equal */
    for (ptrdiff_t i = 0; i < count; i++) {
      got[i].key = (int32_t)random_below(&seed, keys);
      got[i].place = (int32_t)i;
    }
    memcpy(want, got, sizeof got);
    sort_plainly(want, count);
    sort_items(got, count, (ptrdiff_t)sizeof *got, by_key, NULL, a);
    if (mem_compare(got, want, (ptrdiff_t)sizeof got) != 0) {
      fail_msg("seed %d, %td items", (int)start, count);
    }
  }
}

static int by_byte(const void *a, const void *b, void *ctx) {
  (void)ctx;
  return *(const char *)a - *(const char *)b;
}

static void sorts_bytes(void **state) {
  (void)state;
  char text[] = "fingerpost";
  sort_items(text, 10, 1, by_byte, NULL, unit_arena());
  assert_string_equal(text, "efginoprst");
}

static void needs_no_room_for_one(void **state) {
  (void)state;
  arena none = {unit_memory, unit_memory};
  char one = 'x';
  sort_items(&one, 1, 1, by_byte, NULL, none);
  sort_items(NULL, 0, 1, by_byte, NULL, none);
  assert_int_equal(one, 'x');
}

static void compares_no_more_than_a_merge_sort(void **state) {
  (void)state;
  uint64_t seed = 5;
  struct item items[128];
  for (ptrdiff_t i = 0; i < 128; i++) {
    items[i] = (struct item){.key = (int32_t)random_next(&seed)};
  }
  int compared = 0;
  sort_items(items, 128, (ptrdiff_t)sizeof *items, by_key, &compared, unit_arena());
  assert_true(compared <= 128 * 7); /* n log2 n */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sorts_stably_like_an_insertion_sort),
      cmocka_unit_test(sorts_bytes),
      cmocka_unit_test(needs_no_room_for_one),
      cmocka_unit_test(compares_no_more_than_a_merge_sort),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
