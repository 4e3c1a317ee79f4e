#include "unit.h"

#include <math.h>

#include "core/num.h"

/* xorshift: the same numbers on every run. */
static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

/* Every kind of double: any bits, and the short decimals that people write. */
static double random_double(uint64_t *state) {
  uint64_t bits = next_random(state);
  double value;
  memcpy(&value, &bits, sizeof value);
  switch (next_random(state) % 3) {
    case 0:
      return (double)(int64_t)(bits % 1000000000) / 1000.0;
    case 1:
      return (double)(bits >> 40) / (double)(bits % 1000 + 1);
    default:
      return isfinite(value) ? value : 1.0;
  }
}

static str printed(char *memory, double value) {
  buf b = buf_over(memory, 100);
  num_print(&b, value);
  memory[b.n] = '\0';
  return buf_text(&b);
}

static void test_what_is_printed_reads_back(void **state) {
  (void)state;
  uint64_t seed = 20261121;
  for (int i = 0; i < 200000; i++) {
    char memory[101];
    double value = random_double(&seed);
    double back = -1;
    str text = printed(memory, value);
    if (!num_parse(text, &back) || back != value || strtod(memory, NULL) != value) {
      fail_msg("%a prints as %s and reads back as %a", value, memory, back);
    }
  }
}

/* How many significant digits libc needs until the text reads back as the same. */
static int fewest_digits(double value) {
  char text[64];
  for (int digits = 1; digits < 17; digits++) {
    snprintf(text, sizeof text, "%.*e", digits - 1, value);
    if (strtod(text, NULL) == value) {
      return digits;
    }
  }
  return 17;
}

static int significant(str text) {
  int digits = 0;
  int zeros = 0;
  for (ptrdiff_t i = 0; i < text.n && text.s[i] != 'e'; i++) {
    if (text.s[i] == '0') {
      zeros += digits > 0;
    } else if (byte_is_digit(text.s[i])) {
      digits += zeros + 1;
      zeros = 0;
    }
  }
  return digits;
}

static void test_print_is_shortest(void **state) {
  (void)state;
  uint64_t seed = 7;
  for (int i = 0; i < 20000; i++) {
    char memory[101];
    double value = random_double(&seed);
    str text = printed(memory, value);
    if (value != 0 && significant(text) > fewest_digits(value)) {
      fail_msg("%s is longer than it need be", memory);
    }
  }
}

static void test_parse_is_nearest(void **state) {
  (void)state;
  uint64_t seed = 99;
  for (int i = 0; i < 100000; i++) {
    char text[64];
    int digits = (int)(next_random(&seed) % 30);
    snprintf(text, sizeof text, "%.*e", digits, random_double(&seed));
    double want = strtod(text, NULL);
    double got = 0;
    if (isfinite(want) && (!num_parse(str_of(text), &got) || got != want)) {
      fail_msg("%s reads as %a, not %a", text, got, want);
    }
  }
}

static void test_fixed_agrees_with_libc(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int i = 0; i < 50000; i++) {
    double value = random_double(&seed);
    int places = (int)(next_random(&seed) % 13);
    char want[400];
    char got[400];
    if (fabs(value) >= 1e15) {
      continue;
    }
    buf b = buf_over(got, 399);
    num_print_fixed(&b, value, places);
    got[b.n] = '\0';
    snprintf(want, sizeof want, "%.*f", places, value);
    int n = 0;
    for (int k = 0; got[k] != '\0'; k++) { /* without the groups */
      got[n] = got[k];
      n += got[k] != ',';
    }
    got[n] = '\0';
    bool zero = strspn(want, "-0.") == strlen(want);
    if (strcmp(got, zero && want[0] == '-' ? want + 1 : want) != 0) {
      fail_msg("%a with %d places: %s, not %s", value, places, got, want);
    }
  }
}

static const struct {
  double value;
  const char *shortest, *grouped, *fixed; /* 4 digits; 2 places */
} prints[] = {
    {0, "0", "0", "0.00"},
    {-0.0, "0", "0", "0.00"},
    {-1, "-1", "-1", "-1.00"},
    {0.1, "0.1", "0.1", "0.10"},
    {1e-6, "0.000001", "0.000001", "0.00"},
    {1e-7, "1e-7", "1e-7", "0.00"},
    {-0.001, "-0.001", "-0.001", "0.00"},
    {1234.5, "1234.5", "1,234", "1,234.50"},
    {1235.5, "1235.5", "1,236", "1,235.50"},
    {999.96, "999.96", "1,000", "999.96"},
    {0.005, "0.005", "0.005", "0.01"},
    {2.5, "2.5", "2.5", "2.50"},
    {96000, "96000", "96,000", "96,000.00"},
    {1e20, "100000000000000000000", "1e20", "100,000,000,000,000,000,000.00"},
    {1e21, "1e21", "1e21", "1,000,000,000,000,000,000,000.00"},
    {5e-324, "5e-324", "4.941e-324", "0.00"},
    {1.7976931348623157e308, "1.7976931348623157e308", "1.798e308", "1.7976931348623157e308"},
    {(double)INFINITY, "?", "?", "?"},
    {(double)NAN, "?", "?", "?"},
};

static void test_prints(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof prints / sizeof *prints; i++) {
    char memory[101];
    assert_str_equal(printed(memory, prints[i].value), str_of(prints[i].shortest));
    buf b = buf_over(memory, 100);
    num_print_grouped(&b, prints[i].value, 4);
    assert_str_equal(buf_text(&b), str_of(prints[i].grouped));
    b = buf_over(memory, 100);
    num_print_fixed(&b, prints[i].value, 2);
    assert_str_equal(buf_text(&b), str_of(prints[i].fixed));
  }
}

static const struct {
  double value;
  int digits;
  const char *text;
} compacts[] = {
    {0, 3, "0"},        {-0.0, 3, "0"},          {0.01, 3, "0.01"},   {12.345, 3, "12.3"},
    {999, 3, "999"},    {999.6, 3, "1k"},        {999.6, 4, "999.6"}, {1000, 1, "1k"},
    {1500, 2, "1.5k"},  {-2500, 3, "-2.5k"},     {96000, 3, "96k"},   {200e3, 3, "200k"},
    {999999, 3, "1M"},  {2e6, 3, "2M"},          {1e9, 3, "1G"},      {999e9, 3, "999G"},
    {1e12, 3, "1e12"},  {-1.5e15, 3, "-1.5e15"}, {1e-7, 3, "1e-7"},   {1e300, 3, "1e300"},
    {HUGE_VAL, 3, "?"},
};

static void test_compact_prints(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof compacts / sizeof *compacts; i++) {
    char memory[101];
    buf b = buf_over(memory, 100);
    num_print_compact(&b, compacts[i].value, compacts[i].digits);
    assert_str_equal(buf_text(&b), str_of(compacts[i].text));
  }
}

static const struct {
  const char *text;
  bool plain, typed; /* who takes it */
  double value;
} reads[] = {
    {"0", true, true, 0},
    {"-5", true, true, -5},
    {"1e+3", true, true, 1000},
    {"1.5E-3", true, true, 0.0015},
    {"1e-400", true, true, 0},
    {"1e-99999999999", true, true, 0},
    {"179769313486231570000e288", true, true, 1.7976931348623157e308},
    {"1e309", false, false, 0},
    {"1e99999999999", false, false, 0},
    {"", false, false, 0},
    {"-", false, false, 0},
    {".5", false, false, 0},
    {"5.", false, false, 0},
    {"1e", false, false, 0},
    {"0x10", false, false, 0},
    {"inf", false, false, 0},
    {"nan", false, false, 0},
    {"1.2.3", false, false, 0},
    {"50k", false, true, 50000},
    {"1.5M", false, true, 1500000},
    {"2G", false, true, 2e9},
    {" 50 k ", false, true, 50000},
    {"1,234.5", false, true, 1234.5},
    {"1 000 000", false, true, 1000000},
    {"2'000", false, true, 2000},
    {"1\xc2\xa0"
     "000",
     false, true, 1000},
    {"12,34", false, false, 0},
    {"1,0000", false, false, 0},
    {"1,000,5", false, false, 0},
    {",100", false, false, 0},
    {"0.123,456", false, false, 0},
    {"1e3k", false, false, 0},
    {"k", false, false, 0},
};

static void test_reads(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
    double value = 0;
    bool plain = num_parse(str_of(reads[i].text), &value);
    if (plain != reads[i].plain || (plain && value != reads[i].value)) {
      fail_msg("num_parse(\"%s\") gives %d and %g", reads[i].text, plain, value);
    }
    bool typed = num_parse_typed(str_of(reads[i].text), &value);
    if (typed != reads[i].typed || (typed && value != reads[i].value)) {
      fail_msg("num_parse_typed(\"%s\") gives %d and %g", reads[i].text, typed, value);
    }
  }
}

/* The room of the natural numbers is enough for the longest literals. */
static void test_longest_literals(void **state) {
  (void)state;
  char text[NUM_TEXT_MAX + 2];
  double value = 0;
  memset(text, '9', sizeof text);
  text[NUM_TEXT_MAX + 1] = '\0';
  assert_false(num_parse(str_of(text), &value)); /* one digit too long */
  text[NUM_TEXT_MAX] = '\0';
  assert_false(num_parse(str_of(text), &value)); /* too large */
  text[1] = '.';
  memcpy(text + NUM_TEXT_MAX - 5, "e-324", 5);
  assert_true(num_parse(str_of(text), &value));
  assert_true(value == strtod(text, NULL));
  memcpy(text + NUM_TEXT_MAX - 5, "e+308", 5);
  text[0] = '1';
  assert_false(num_parse(str_of(text), &value) && !isfinite(value));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_what_is_printed_reads_back),
      cmocka_unit_test(test_print_is_shortest),
      cmocka_unit_test(test_parse_is_nearest),
      cmocka_unit_test(test_fixed_agrees_with_libc),
      cmocka_unit_test(test_prints),
      cmocka_unit_test(test_compact_prints),
      cmocka_unit_test(test_reads),
      cmocka_unit_test(test_longest_literals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
