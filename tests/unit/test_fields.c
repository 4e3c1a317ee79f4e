#include "model/fields.h"
#include "said.h"
#include "yaml_reading.h"

struct sample {
  str text, date;
  int64_t number;
  bool flag;
  struct texts list;
  uint32_t any;
};

static const struct field keys[] = {
    {STR_INIT("text"), FIELD_TEXT, offsetof(struct sample, text), true},
    {STR_INIT("number"), FIELD_INT, offsetof(struct sample, number), false},
    {STR_INIT("flag"), FIELD_BOOL, offsetof(struct sample, flag), false},
    {STR_INIT("date"), FIELD_DATE, offsetof(struct sample, date), false},
    {STR_INIT("list"), FIELD_TEXTS, offsetof(struct sample, list), false},
    {STR_INIT("any"), FIELD_NODE, offsetof(struct sample, any), false},
};
enum { KEYS = sizeof keys / sizeof keys[0] };

static const struct sample untouched = {.text = STR_INIT("-"), .date = STR_INIT("-"), .number = -7};

/* Reads a whole text by the table above. */
static bool fill(struct reading *r, struct sample *ret_sample) {
  struct fields_reader reader = {.doc = &r->doc, .diags = &r->ds, .perm = &r->perm};
  *ret_sample = untouched;
  return fields_read(&reader, Y_ROOT, keys, KEYS, ret_sample);
}

static str said_of(const char *text) {
  struct reading *r = read_text(str_of(text));
  struct sample s;
  fill(r, &s);
  return said(&r->ds, &r->src, &r->perm);
}

static void reads_each_kind(void **state) {
  (void)state;
  struct reading *r = read_text(STR("text: a line\n"
                                    "number: -12\n"
                                    "flag: true\n"
                                    "date: 2026-11-21\n"
                                    "list: [one, \"two\"]\n"
                                    "any: {a: 1}\n"));
  struct sample s;
  assert_true(fill(r, &s));
  assert_str_equal(said(&r->ds, &r->src, &r->perm), STR(""));
  assert_str_equal(s.text, STR("a line"));
  assert_int_equal(s.number, -12);
  assert_true(s.flag);
  assert_str_equal(s.date, STR("2026-11-21"));
  assert_int_equal(s.list.count, 2);
  assert_str_equal(s.list.items[0], STR("one"));
  assert_str_equal(s.list.items[1], STR("two"));
  assert_int_equal(ynode_span(&r->doc, s.list.nodes[1]).beg, 65);
  assert_int_equal(r->doc.nodes[s.any].kind, Y_MAP);
}

static void leaves_what_is_absent_or_wrong(void **state) {
  (void)state;
  struct reading *r = read_text(STR("text: []\nnumber: one\nflag: yes\ndate: x\nlist: y\n"));
  struct sample s;
  assert_true(fill(r, &s));
  assert_int_equal(r->ds.count, 5);
  assert_str_equal(s.text, untouched.text);
  assert_int_equal(s.number, untouched.number);
  assert_false(s.flag);
  assert_str_equal(s.date, untouched.date);
  assert_int_equal(s.list.count, 0);
  assert_int_equal(s.any, Y_NONE);
}

static void says_what_was_expected(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *said;
  } cases[] = {
      {"text: []", "F0303 1:7: Write a line of text here.\n"},
      {"text: \"\"", "F0303 1:7: Write a line of text here.\n"},
      {"text: x\nnumber: 1.5", "F0303 2:9 1.5: Write a whole number here.\n"},
      {"text: x\nflag: [true]", "F0303 2:7: Write true or false here.\n"},
      {"text: x\nflag: True", "F0303 2:7 True: Write true or false here.\n"},
      {"text: x\ndate: 21.11.2026", "F0304 2:7 21.11.2026: Write a day as 2026-11-21.\n"},
      {"text: x\nlist: one", "F0303 2:7 one: Write a list here: [one, two].\n"},
      {"text: x\nlist: [a, [b], \"\"]", "F0303 2:11: Write a word or a line of text here.\n"
                                        "F0303 2:16: Write a word or a line of text here.\n"},
      {"txet: x", "F0301 1:1 txet: Did you mean \"text\"?\n"},
      {"zzzz: x", "F0301 1:1 zzzz: The keys here are text, number, flag, date, list and any.\n"
                  "F0302 1:1 text\n"},
      {"text: x\nzzzzz: 1",
       "F0301 2:1 zzzzz: The keys here are text, number, flag, date, list and any.\n"},
      {"- text", "F0303 1:1: Write keys and values here: `title: A title`.\n"},
      {"word", "F0303 1:1 word: Write keys and values here: `title: A title`.\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_str_equal(said_of(cases[i].text), str_of(cases[i].said));
  }
}

static void only_a_map_has_keys(void **state) {
  (void)state;
  struct sample s;
  assert_false(fill(read_text(STR("[a, b]")), &s));
  assert_true(fill(read_text(STR("{text: a}")), &s));
}

static void knows_whole_numbers(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool good;
    int64_t value;
  } cases[] = {
      {"0", true, 0},
      {"-1", true, -1},
      {"007", true, 7},
      {"999999999999999", true, 999999999999999},
      {"-999999999999999", true, -999999999999999},
      {"1000000000000000", false, 0}, /* 16 digits */
      {"", false, 0},
      {"-", false, 0},
      {"+1", false, 0},
      {"--1", false, 0},
      {"1e3", false, 0},
      {" 1", false, 0},
      {"0x10", false, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int64_t value = 0;
    bool good = field_int(str_of(cases[i].text), &value);
    if (good != cases[i].good || value != cases[i].value) {
      fail_msg("\"%s\": %d", cases[i].text, good);
    }
  }
}

static void knows_days(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool good;
  } cases[] = {
      {"2026-11-21", true},   {"2026-01-31", true},  {"2026-04-30", true},  {"2026-04-31", false},
      {"2026-02-28", true},   {"2026-02-29", false}, {"2024-02-29", true},  {"2024-02-30", false},
      {"1900-02-29", false},  {"2000-02-29", true},  {"2100-02-29", false}, {"0000-02-29", true},
      {"9999-12-31", true},   {"2026-12-32", false}, {"2026-00-01", false}, {"2026-13-01", false},
      {"2026-01-00", false},  {"2026-1-1", false},   {"2026/01/01", false}, {"20260101", false},
      {"2026-01-011", false}, {"-026-01-01", false}, {"2026-0a-01", false}, {"", false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (field_is_date(str_of(cases[i].text)) != cases[i].good) {
      fail_msg("\"%s\"", cases[i].text);
    }
  }
}

static void knows_addresses(void **state) {
  (void)state;
  static const char *const good[] = {"https://a", "http://a", "https:///"};
  static const char *const bad[] = {"https://", "http://", "https:/a", "ftp://a", "//a", "a", ""};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    assert_true(field_is_web(str_of(good[i])));
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    assert_false(field_is_web(str_of(bad[i])));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_each_kind),        cmocka_unit_test(leaves_what_is_absent_or_wrong),
      cmocka_unit_test(says_what_was_expected), cmocka_unit_test(only_a_map_has_keys),
      cmocka_unit_test(knows_whole_numbers),    cmocka_unit_test(knows_days),
      cmocka_unit_test(knows_addresses),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
