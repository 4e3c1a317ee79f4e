/* Conditions in words. */
#include "model/decisions.h"
#include "render/words.h"
#include "yaml_reading.h"

static const char head[] =
    "decision: d\n"
    "title: T\n"
    "version: 2026-11-21\n"
    "pick: first\n"
    "thresholds: {enough: {value: 2500, range: [100, 9000]}, since: {value: 2026-02-03}}\n"
    "questions:\n"
    "  - {id: stable, ask: 'Is it <stable>?', type: yesno}\n"
    "  - {id: goal, ask: Why?, type: choice, choices: {cheap: Lower & better, good: Quality, fun: "
    "Fun}}\n"
    "  - {id: many, ask: How many?, type: number, unit: calls, limits: [0, 1M]}\n"
    "  - {id: day, ask: When?, type: date, limits: [2020-01-01, 2030-01-01]}\n"
    "  - {id: extra, ask: What else?, type: several, choices: {a: Salt, b: Oil}}\n"
    "options:\n"
    "  - {id: x, gates: [{id: g, if: \"";
static const char tail[] = "\", yes: Y, no: N}]}\n"
                           "otherwise: y\n"
                           "outcomes: {x: {title: X}, y: {title: Y}}\n";

#define STABLE "<a href=\"#q-stable\">Is it &lt;stable&gt;?</a> "
#define GOAL "<a href=\"#q-goal\">Why?</a> "
#define MANY "<a href=\"#q-many\">How many?</a> "
#define DAY "<a href=\"#q-day\">When?</a> "
#define EXTRA "<a href=\"#q-extra\">What else?</a> "

static void says_conditions(void **state) {
  (void)state;
  static const struct {
    const char *condition, *want;
  } rows[] = {
      {"stable", STABLE "<b>Yes</b>"},
      {"not stable", STABLE "<b>No</b>"},
      {"not not stable", STABLE "<b>Yes</b>"},
      {"stable is no", STABLE "<b>No</b>"},
      {"goal is cheap", GOAL "<b>Lower &amp; better</b>"},
      {"goal is not cheap", GOAL "not <b>Lower &amp; better</b>"},
      {"goal is any of [cheap, good, fun]",
       GOAL "<b>Lower &amp; better</b>, <b>Quality</b> or <b>Fun</b>"},
      {"goal is not any of [cheap, good]",
       GOAL "neither <b>Lower &amp; better</b> nor <b>Quality</b>"},
      {"many < 5000", MANY "<b>below 5,000 calls</b>"},
      {"many <= 5000", MANY "<b>at most 5,000 calls</b>"},
      {"many > 0.5", MANY "<b>above 0.5 calls</b>"},
      {"many >= enough", MANY "<b><a href=\"#t-enough\">at least 2,500</a> calls</b>"},
      {"many = 7", MANY "<b>exactly 7 calls</b>"},
      {"not many = 7", MANY "<b>anything but 7 calls</b>"},
      {"day < 2026-11-21", DAY "<b>before 2026-11-21</b>"},
      {"day <= since", DAY "<b><a href=\"#t-since\">until 2026-02-03</a></b>"},
      {"day > 2026-11-21", DAY "<b>after 2026-11-21</b>"},
      {"day >= 2026-11-21", DAY "<b>from 2026-11-21</b>"},
      {"day = 2026-11-21", DAY "<b>2026-11-21</b>"},
      {"extra has a", EXTRA "with <b>Salt</b>"},
      {"not extra has any of [a, b]", EXTRA "without <b>Salt</b> or <b>Oil</b>"},
      {"extra is none", EXTRA "<b>None of these</b>"},
      {"extra count >= 2", EXTRA "<b>at least 2 of them</b>"},
      {"stable and goal is fun and many < 3",
       STABLE "<b>Yes</b> and " GOAL "<b>Fun</b> and " MANY "<b>below 3 calls</b>"},
      {"stable or goal is fun and many < 3",
       STABLE "<b>Yes</b> or (" GOAL "<b>Fun</b> and " MANY "<b>below 3 calls</b>)"},
      {"stable and (goal is fun or many < 3)",
       STABLE "<b>Yes</b> and (" GOAL "<b>Fun</b> or " MANY "<b>below 3 calls</b>)"},
      {"not (stable or goal is fun)", "not (" STABLE "<b>Yes</b> or " GOAL "<b>Fun</b>)"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    static char text[4096];
    snprintf(text, sizeof text, "%s%s%s", head, rows[i].condition, tail);
    struct reading *r = read_text(str_of(text));
    struct decision d;
    assert_true(r->ok);
    decision_build(&r->doc, &(struct decision_tables){.count = 0}, &r->ds, &r->perm, &d);
    assert_int_equal(d.option_count, 1);
    assert_non_null(d.options[0].gates[0].when);
    buf out = buf_new(&r->perm, 4096);
    struct html h = {.out = &out};
    words_condition(NULL, &d, d.options[0].gates[0].when, &h);
    if (!str_eq(buf_text(&out), str_of(rows[i].want))) {
      fail_msg("%s: got %.*s", rows[i].condition, (int)out.n, out.s);
    }
  }
}

static void says_units(void **state) {
  (void)state;
  static const char *const rows[][2] = {
      {"call/mo", "calls a month"},
      {"miss/h", "miss an hour"},
      {"calls a month", "calls a month"},
      {"GB", "GB"},
      {"Aufruf/mo", "Aufrufs a month"},
      {"MWh/mo", "MWh/mo"},
      {"USD/call", "USD/call"},
      {"km/h", "km/h"},
      {"m/s", "m/s"},
      {"/mo", "/mo"},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char memory[64];
    buf out = buf_over(memory, (ptrdiff_t)sizeof memory);
    words_unit(NULL, str_of(rows[i][0]), &out);
    assert_str_equal(buf_text(&out), str_of(rows[i][1]));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(says_conditions),
      cmocka_unit_test(says_units),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
