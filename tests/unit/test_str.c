#include "core/str.h"
#include "random.h"
#include "unit.h"

static const char *show(str s, char *text, size_t size) {
  snprintf(text, size, "\"%.*s\"", (int)s.n, s.s);
  return text;
}

static int sign(int n) {
  return (n > 0) - (n < 0);
}

static void takes_c_strings(void **state) {
  (void)state;
  assert_str_equal(str_of("abc"), STR("abc"));
  assert_int_equal(str_of("").n, 0);
  assert_int_equal(str_of(NULL).n, 0);
  assert_int_equal(STR("a\0b").n, 3);
}

static void compares(void **state) {
  (void)state;
  static const struct {
    str a, b;
    int order;
  } cases[] = {
      {STR_INIT(""), STR_INIT(""), 0},
      {STR_INIT(""), STR_INIT("a"), -1},
      {STR_INIT("a"), STR_INIT("b"), -1},
      {STR_INIT("ab"), STR_INIT("abc"), -1},
      {STR_INIT("b"), STR_INIT("abc"), 1},
      {STR_INIT("a\0b"), STR_INIT("a\0c"), -1},
      {STR_INIT("a\0"), STR_INIT("a"), 1},
      {STR_INIT("\xFF"), STR_INIT("a"), 1}, /* by unsigned bytes */
      {STR_INIT("0123456789"), STR_INIT("0123456789"), 0},
      {STR_INIT("01234567x9"), STR_INIT("01234567y0"), -1},
      {STR_INIT("0123x56789"), STR_INIT("0123a5678z"), 1}, /* in the first word of eight */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int there = sign(str_cmp(cases[i].a, cases[i].b));
    int back = sign(str_cmp(cases[i].b, cases[i].a));
    bool equal = str_eq(cases[i].a, cases[i].b);
    if (there != cases[i].order || back != -cases[i].order || equal != (cases[i].order == 0)) {
      fail_msg("row %zu: %d, %d, %d", i, there, back, equal);
    }
  }
  assert_true(str_eq((str){NULL, 0}, STR("")));
  assert_int_equal(str_cmp((str){NULL, 0}, STR("")), 0);
}

static void knows_beginnings_and_ends(void **state) {
  (void)state;
  assert_true(str_starts(STR("guides/a.md"), STR("guides/")));
  assert_true(str_starts(STR("a"), STR("")));
  assert_true(str_starts(STR("a"), STR("a")));
  assert_false(str_starts(STR("a"), STR("ab")));
  assert_false(str_starts(STR("ba"), STR("a")));
  assert_true(str_ends(STR("guides/a.md"), STR(".md")));
  assert_true(str_ends(STR("a"), STR("")));
  assert_true(str_ends(STR("a"), STR("a")));
  assert_false(str_ends(STR("a"), STR("ba")));
  assert_false(str_ends(STR("ab"), STR("a")));
}

static void cuts_parts_out(void **state) {
  (void)state;
  str s = STR("abcde");
  assert_str_equal(str_sub(s, 1, 3), STR("bc"));
  assert_str_equal(str_sub(s, 0, 5), STR("abcde"));
  assert_str_equal(str_sub(s, -2, 2), STR("ab"));
  assert_str_equal(str_sub(s, 3, 99), STR("de"));
  assert_str_equal(str_sub(s, 3, 3), STR(""));
  assert_str_equal(str_sub(s, 4, 2), STR(""));
  assert_str_equal(str_sub(s, 7, 9), STR(""));
  assert_str_equal(str_sub(s, -3, -1), STR(""));
  assert_int_equal(str_sub((str){NULL, 0}, 0, 9).n, 0);
}

static void trims(void **state) {
  (void)state;
  assert_str_equal(str_trim(STR(" \t\r\n a b \n")), STR("a b"));
  assert_str_equal(str_trim(STR("ab")), STR("ab"));
  assert_str_equal(str_trim(STR(" \n ")), STR(""));
  assert_str_equal(str_trim(STR("")), STR(""));
  assert_str_equal(str_trim(STR("\va\v")), STR("\va\v")); /* no other white space */
}

static void finds(void **state) {
  (void)state;
  assert_int_equal(str_find(STR("abab"), 'b'), 1);
  assert_int_equal(str_find(STR("abab"), 'x'), -1);
  assert_int_equal(str_find(STR("a\0b"), '\0'), 1);
  assert_int_equal(str_find(STR(""), 'a'), -1);
  assert_int_equal(str_rfind(STR("abab"), 'b'), 3);
  assert_int_equal(str_rfind(STR("abab"), 'a'), 2);
  assert_int_equal(str_rfind(STR("abab"), 'x'), -1);
  assert_int_equal(str_search(STR("abab"), STR("ba")), 1);
  assert_int_equal(str_search(STR("abab"), STR("abab")), 0);
  assert_int_equal(str_search(STR("abab"), STR("ababa")), -1);
  assert_int_equal(str_search(STR("aab"), STR("ab")), 1);
  assert_int_equal(str_search(STR("abab"), STR("bb")), -1);
  assert_int_equal(str_search(STR("abab"), STR("")), 0);
  assert_int_equal(str_search(STR(""), STR("")), 0);
}

static void cuts_in_two(void **state) {
  (void)state;
  str head = STR("untouched");
  str tail = STR("too");
  assert_false(str_cut(STR("abc"), '=', &head, &tail));
  assert_str_equal(head, STR("untouched"));
  assert_str_equal(tail, STR("too"));
  assert_true(str_cut(STR("a=b=c"), '=', &head, &tail));
  assert_str_equal(head, STR("a"));
  assert_str_equal(tail, STR("b=c"));
  assert_true(str_cut(STR("="), '=', &head, &tail));
  assert_int_equal(head.n, 0);
  assert_int_equal(tail.n, 0);
  str rest = STR("x/y"); /* what is cut may be one of the results */
  assert_true(str_cut(rest, '/', &head, &rest));
  assert_str_equal(rest, STR("y"));
}

static void takes_part_by_part(void **state) {
  (void)state;
  str rest = STR("a//bc");
  assert_str_equal(str_take(&rest, '/'), STR("a"));
  assert_str_equal(str_take(&rest, '/'), STR(""));
  assert_str_equal(str_take(&rest, '/'), STR("bc"));
  assert_int_equal(rest.n, 0);
  assert_str_equal(str_take(&rest, '/'), STR(""));
  str none = {NULL, 0};
  assert_int_equal(str_take(&none, '/').n, 0);
}

/* Equal slices have equal hashes wherever they lie, and one changed byte shows. */
static void hashes(void **state) {
  (void)state;
  char text[40];
  char copy[41];
  for (ptrdiff_t n = 0; n <= 40; n++) {
    for (ptrdiff_t i = 0; i < n; i++) {
      text[i] = copy[i + 1] = (char)(i * 37);
    }
    uint64_t hash = str_hash((str){text, n});
    assert_true(hash == str_hash((str){copy + 1, n}));
    for (ptrdiff_t i = 0; i < n; i++) {
      copy[i + 1] ^= 1;
      assert_true(hash != str_hash((str){copy + 1, n}));
      copy[i + 1] ^= 1;
    }
    assert_true(n == 0 || hash != str_hash((str){text, n - 1}));
  }
  /* The same on every machine: tables may one day travel. */
  assert_true(str_hash(STR("fingerpost")) == UINT64_C(0x6379f79b03490d3c));
}

/* The recurrence as one writes it down: the last operation, and the rest. */
static int distance(str a, str b) {
  if (a.n == 0 || b.n == 0) {
    return (int)(a.n + b.n);
  }
  str x = str_sub(a, 0, a.n - 1);
  str y = str_sub(b, 0, b.n - 1);
  int best = distance(x, y) + (a.s[a.n - 1] != b.s[b.n - 1]);
  int remove = distance(x, b) + 1;
  int insert = distance(a, y) + 1;
  best = remove < best ? remove : best;
  best = insert < best ? insert : best;
  if (x.n > 0 && y.n > 0 && a.s[a.n - 1] == y.s[y.n - 1] && x.s[x.n - 1] == b.s[b.n - 1]) {
    int swap = distance(str_sub(a, 0, a.n - 2), str_sub(b, 0, b.n - 2)) + 1;
    best = swap < best ? swap : best;
  }
  return best;
}

static void measures_distance(void **state) {
  (void)state;
  assert_int_equal(str_distance(STR("title"), STR("tilte"), 5), 1);
  assert_int_equal(str_distance(STR("title"), STR("titel"), 5), 1);
  assert_int_equal(str_distance(STR("title"), STR("tile"), 5), 1);
  assert_int_equal(str_distance(STR(""), STR("abc"), 5), 3);
  assert_int_equal(str_distance(STR("kitten"), STR("sitting"), 5), 3);
  assert_int_equal(str_distance(STR("kitten"), STR("sitting"), 3), 3);
  assert_int_equal(str_distance(STR("kitten"), STR("sitting"), 2), 3);
  assert_int_equal(str_distance(STR("abc"), STR("abc"), 0), 0);
  assert_int_equal(str_distance(STR("abc"), STR("abd"), 0), 1);
}

static void agrees_with_the_plain_distance(void **state) {
  (void)state;
  uint64_t seed = 20260101;
  for (int i = 0; i < 3000; i++) {
    char text[12];
    str a = {text, random_below(&seed, 7)};
    str b = {text + a.n, random_below(&seed, 6)};
    for (ptrdiff_t k = 0; k < a.n + b.n; k++) {
      text[k] = (char)('a' + random_below(&seed, 3));
    }
    int limit = (int)random_below(&seed, 8);
    int want = distance(a, b);
    want = want > limit ? limit + 1 : want;
    int got = str_distance(a, b, limit);
    char first[20];
    char second[20];
    if (got != want || str_distance(b, a, limit) != got) {
      fail_msg("round %d: %s and %s, limit %d: got %d, want %d", i, show(a, first, sizeof first),
               show(b, second, sizeof second), limit, got, want);
    }
  }
}

static void measures_words_up_to_the_limit(void **state) {
  (void)state;
  char text[STR_DISTANCE_MAX + 1];
  char other[STR_DISTANCE_MAX + 1];
  memset(text, 'a', sizeof text);
  memset(other, 'a', sizeof other);
  other[STR_DISTANCE_MAX - 1] = 'b';
  str longest = {text, STR_DISTANCE_MAX};
  assert_int_equal(str_distance(longest, (str){other, STR_DISTANCE_MAX}, 3), 1);
  assert_int_equal(str_distance((str){text, 0}, longest, STR_DISTANCE_MAX), STR_DISTANCE_MAX);
  str over = {text, STR_DISTANCE_MAX + 1};
  assert_int_equal(str_distance(over, over, 3), 4);
  assert_int_equal(str_distance(over, longest, 3), 4);
  assert_int_equal(str_distance(longest, over, 3), 4);
}

static void finds_what_was_meant(void **state) {
  (void)state;
  static const str keys[] = {STR_INIT("title"), STR_INIT("tags"), STR_INIT("draft"), STR_INIT("a")};
  assert_int_equal(str_closest(STR("tilte"), keys, 4), 0);
  assert_int_equal(str_closest(STR("tag"), keys, 4), 1);
  assert_int_equal(str_closest(STR("drafts"), keys, 4), 2);
  assert_int_equal(str_closest(STR("owner"), keys, 4), -1);
  assert_int_equal(str_closest(STR("b"), keys, 4), -1); /* all of it differs */
  assert_int_equal(str_closest(STR(""), keys, 4), -1);
  assert_int_equal(str_closest(STR("title"), keys, 0), -1);
  static const str near[] = {STR_INIT("tables"), STR_INIT("tabled"), STR_INIT("table")};
  assert_int_equal(str_closest(STR("table"), near, 3), 2);  /* nearest */
  assert_int_equal(str_closest(STR("tablex"), near, 3), 0); /* first of equals */
}

static void sorts_bytes_into_kinds(void **state) {
  (void)state;
  for (int c = 0; c < 256; c++) {
    bool lower = c >= 'a' && c <= 'z';
    bool upper = c >= 'A' && c <= 'Z';
    assert_int_equal(byte_is_alpha((char)c), lower || upper);
    assert_int_equal(byte_is_digit((char)c), c >= '0' && c <= '9');
    assert_int_equal(byte_is_space((char)c), c == ' ' || c == '\t' || c == '\n' || c == '\r');
    assert_int_equal(byte_lower((char)c), (char)(upper ? c + 32 : c));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(takes_c_strings),
      cmocka_unit_test(compares),
      cmocka_unit_test(knows_beginnings_and_ends),
      cmocka_unit_test(cuts_parts_out),
      cmocka_unit_test(trims),
      cmocka_unit_test(finds),
      cmocka_unit_test(cuts_in_two),
      cmocka_unit_test(takes_part_by_part),
      cmocka_unit_test(hashes),
      cmocka_unit_test(measures_distance),
      cmocka_unit_test(agrees_with_the_plain_distance),
      cmocka_unit_test(measures_words_up_to_the_limit),
      cmocka_unit_test(finds_what_was_meant),
      cmocka_unit_test(sorts_bytes_into_kinds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
