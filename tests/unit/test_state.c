#include "core/state.h"
#include "unit.h"

/* All pairs of a state, as id[value] one behind the other. */
static str read_all(arena *a, str text) {
  buf out = buf_new(a, 256);
  char *memory = NEW(a, char, text.n);
  struct state_pair pair;
  while (state_next(&text, memory, &pair)) {
    buf_str(&out, pair.id);
    buf_byte(&out, '[');
    buf_str(&out, pair.value);
    buf_byte(&out, ']');
  }
  assert_int_equal(text.n, 0);
  return buf_text(&out);
}

static void reads_what_people_paste(void **state) {
  (void)state;
  static const struct {
    str text, want;
  } cases[] = {
      {STR_INIT(""), STR_INIT("")},
      {STR_INIT("stable=yes&volume=50k"), STR_INIT("stable[yes]volume[50k]")},
      {STR_INIT("&&a=1&&&b=2&"), STR_INIT("a[1]b[2]")},
      {STR_INIT("a"), STR_INIT("a[]")},
      {STR_INIT("a="), STR_INIT("a[]")},
      {STR_INIT("=a"), STR_INIT("[a]")},
      {STR_INIT("="), STR_INIT("[]")},
      {STR_INIT("a=b=c"), STR_INIT("a[b=c]")},
      {STR_INIT("a%3Db=c%26d"), STR_INIT("a=b[c&d]")},
      {STR_INIT("a=%c3%A9"), STR_INIT("a[\xc3\xa9]")},
      {STR_INIT("a=1+2"), STR_INIT("a[1+2]")},
      {STR_INIT("a=100%"), STR_INIT("a[100%]")},
      {STR_INIT("a=%4"), STR_INIT("a[%4]")},
      {STR_INIT("a=%4g%g4%%41"), STR_INIT("a[%4g%g4%A]")},
      {STR_INIT("a=%00"), STR_INIT("a[\0]")},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_str_equal(read_all(&(arena){unit_memory, unit_memory + 4096}, cases[i].text),
                     cases[i].want);
  }
}

static void needs_no_more_memory_than_the_text(void **state) {
  (void)state;
  str rest = STR("ab=cd");
  char memory[6] = "xxxxx";
  struct state_pair pair;
  assert_true(state_next(&rest, memory, &pair));
  assert_memory_equal(memory, "abcdx", 5);
  assert_false(state_next(&rest, memory, &pair));
}

static void writes_what_it_reads(void **state) {
  (void)state;
  arena a = unit_arena();
  char every[256];
  for (int i = 0; i < 256; i++) {
    every[i] = (char)i;
  }
  buf out = buf_new(&a, 4096);
  buf_str(&out, STR("state\t"));
  ptrdiff_t start = out.n;
  state_add(&out, start, STR("stable"), STR("yes"));
  state_add(&out, start, (str){every, 256}, (str){every, 256});
  str text = str_sub(buf_text(&out), start, out.n);
  assert_true(str_starts(text, STR("stable=yes&%00%01")));
  for (ptrdiff_t i = 0; i < text.n; i++) {
    assert_true(text.s[i] > ' ' && text.s[i] < 0x7f && text.s[i] != '#');
  }
  char *memory = NEW(&a, char, text.n);
  struct state_pair pair;
  assert_true(state_next(&text, memory, &pair));
  assert_true(state_next(&text, memory, &pair));
  assert_str_equal(pair.id, ((str){every, 256}));
  assert_str_equal(pair.value, ((str){every, 256}));
}

static void keeps_fields_within_their_line(void **state) {
  (void)state;
  static const struct {
    str text, want;
  } cases[] = {
      {STR_INIT(""), STR_INIT("\t")},
      {STR_INIT("1,234.5"), STR_INIT("\t1,234.5")},
      {STR_INIT("a\tb\nc\rd\0e\x7f"), STR_INIT("\ta b c d e ")},
      {STR_INIT("gr\xc3\xb6\xc3\x9f"
                "er \xf0\x9f\x98\x80"),
       STR_INIT("\tgr\xc3\xb6\xc3\x9f"
                "er \xf0\x9f\x98\x80")},
      {STR_INIT("\xff"
                "a\xc3"),
       STR_INIT("\t\xef\xbf\xbd"
                "a\xef\xbf\xbd")},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char memory[64];
    buf out = buf_over(memory, sizeof memory);
    state_field(&out, cases[i].text);
    assert_str_equal(buf_text(&out), cases[i].want);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_what_people_paste),
      cmocka_unit_test(needs_no_more_memory_than_the_text),
      cmocka_unit_test(writes_what_it_reads),
      cmocka_unit_test(keeps_fields_within_their_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
