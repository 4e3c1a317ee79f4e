/*
 * Charts as they should come out stand in tests/unit/charts/; `test_chart --accept` writes
 * what comes out instead, to be looked at in a browser.
 */
#include "unit.h"

#include "core/chart.h"
#include "core/chart_pen.h"
#include "core/fmath.h"
#include "core/html.h"

enum { POINTS = 33, SERIES = 5, DRAWING_MAX = 1 << 18, DEPTH_MAX = 20 };

static bool accepts;

/* The example table's five alternatives, roughly: once, each month, each call. */
static const double costs[SERIES][3] = {
    {6e3, 600, 0.0011},    {23e3, 1500, 0.0026},  {23e3, 1200, 0.0005},
    {60e3, 4800, 0.00005}, {20e3, 1800, 0.00052},
};
static const char *const names[SERIES] = {"Prompt engineering", "Retrieval (RAG)",
                                          "Fine-tuned, hosted per token", "LoRA on rented GPUs",
                                          "80/20 - tuned model plus prompted fallback"};

struct example {
  double x[POINTS];
  double middle[SERIES][POINTS], low[SERIES][POINTS], high[SERIES][POINTS];
  struct chart_series series[SERIES];
  struct chart_mark marks[2];
  struct chart_lines lines;
};

static void example_make(struct example *e) {
  for (int i = 0; i < POINTS; i++) {
    e->x[i] = 1000 * fmath_exp(fmath_log(5000) * i / (POINTS - 1));
    for (int k = 0; k < SERIES; k++) {
      double value = costs[k][0] + 12 * costs[k][1] + 365 * e->x[i] * costs[k][2];
      e->middle[k][i] = value;
      e->low[k][i] = value * 0.65;
      e->high[k][i] = value * 1.6;
    }
  }
  for (int k = 0; k < SERIES; k++) {
    e->series[k] = (struct chart_series){str_of(names[k]), e->middle[k], e->low[k], e->high[k]};
  }
  e->marks[0] = (struct chart_mark){96e3, 60e3, 0, 2};
  e->marks[1] = (struct chart_mark){2.1e6, 430e3, 2, 3};
  e->lines = (struct chart_lines){
      .text = {STR("volume"), STR("Total by calls per day"), STR("Prompting leads up to 96k.")},
      .x_name = STR("Calls per day"),
      .y_name = STR("Total over 12 months, USD"),
      .x = e->x,
      .points = POINTS,
      .series = e->series,
      .series_count = SERIES,
      .marks = e->marks,
      .mark_count = 2,
      .here = 200e3};
}

static arena drawing_arena;

static str draw_lines(const struct chart_lines *c) {
  drawing_arena = unit_arena();
  buf out = buf_new(&drawing_arena, DRAWING_MAX);
  chart_lines(c, drawing_arena, &out);
  assert_false(out.full);
  return buf_text(&out);
}

static str draw_bars(const struct chart_bars *c) {
  drawing_arena = unit_arena();
  buf out = buf_new(&drawing_arena, DRAWING_MAX);
  chart_bars(c, drawing_arena, &out);
  assert_false(out.full);
  return buf_text(&out);
}

/* Whether each element is closed in order and each attribute is quoted. */
static bool is_well_formed(str svg) {
  str open[DEPTH_MAX];
  int depth = 0;
  for (ptrdiff_t at = 0; at < svg.n;) {
    if (svg.s[at] != '<') {
      at++;
      continue;
    }
    ptrdiff_t end = at + str_find(str_sub(svg, at, svg.n), '>');
    str tag = str_sub(svg, at + 1, end);
    str name = tag;
    str rest = STR("");
    (void)str_cut(tag, ' ', &name, &rest);
    bool is_end = str_starts(tag, STR("/"));
    if (end < at || depth == DEPTH_MAX || str_find(tag, '<') >= 0) {
      return false;
    }
    if (is_end && (depth == 0 || !str_eq(open[--depth], str_sub(name, 1, name.n)))) {
      return false;
    }
    if (!is_end && !str_ends(tag, STR("/"))) {
      open[depth++] = name;
    }
    at = end + 1;
  }
  return depth == 0;
}

static int occurrences(str text, str what) {
  int count = 0;
  for (ptrdiff_t at = 0; (at = str_search(text, what)) >= 0; count++) {
    text = str_sub(text, at + what.n, text.n);
  }
  return count;
}

/* What no drawing may hold, whatever it was made of. */
static void check_drawing(str svg) {
  static const char *const never[] = {"style=", "<script", "<b", "nan", "inf", "\"?", "onload=\""};
  if (!is_well_formed(svg)) {
    fail_msg("not well-formed: %.*s", (int)svg.n, svg.s);
  }
  for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
    if (str_search(svg, str_of(never[i])) >= 0) {
      fail_msg("\"%s\" in %.*s", never[i], (int)svg.n, svg.s);
    }
  }
}

static void check_golden(const char *name, str got) {
  char path[100];
  static char want[DRAWING_MAX];
  check_drawing(got);
  snprintf(path, sizeof path, "tests/unit/charts/%s.svg", name);
  FILE *f = fopen(path, accepts ? "w" : "r");
  if (f == NULL) {
    fail_msg("%s cannot be opened", path);
  }
  if (accepts) {
    assert_int_equal(fwrite(got.s, 1, (size_t)got.n, f), got.n);
    assert_int_equal(fputc('\n', f), '\n');
  } else {
    size_t size = fread(want, 1, sizeof want, f);
    assert_str_equal(str_trim((str){want, (ptrdiff_t)size}), got);
  }
  assert_int_equal(fclose(f), 0);
}

static void lines_come_out_as_before(void **state) {
  (void)state;
  static struct example e;
  example_make(&e);
  check_golden("lines", draw_lines(&e.lines));
}

static void gaps_break_lines_and_bands(void **state) {
  (void)state;
  static struct example e;
  example_make(&e);
  for (int i = 10; i < 20; i++) {
    e.middle[0][i] = 0;
    e.low[1][i] = -5;
    e.middle[2][i] = i == 15 ? 60e3 : -1;
    e.middle[3][POINTS - 1 - i] = 0x1.fffffffffffffp1023;
  }
  for (int i = 0; i < POINTS; i++) {
    e.middle[4][i] = 0;
  }
  str got = draw_lines(&e.lines);
  check_golden("gaps", got);
  assert_int_equal(occurrences(got, STR("chart-dot")), 1);
}

static void one_point_is_a_dot(void **state) {
  (void)state;
  static struct example e;
  example_make(&e);
  e.lines.points = 1;
  e.lines.here = 1000;
  str got = draw_lines(&e.lines);
  check_golden("point", got);
  assert_int_equal(occurrences(got, STR("chart-dot")), SERIES);
  assert_int_equal(occurrences(got, STR("chart-band")), 0);
  assert_int_equal(occurrences(got, STR("chart-line")), SERIES); /* of the key */
}

static void nothing_defined_leaves_the_frame(void **state) {
  (void)state;
  static struct example e;
  example_make(&e);
  memset(e.middle, 0, sizeof e.middle);
  memset(e.low, 0, sizeof e.low);
  check_golden("nothing", draw_lines(&e.lines));
  e.lines.points = 0;
  check_drawing(draw_lines(&e.lines));
  e.lines.series_count = 0;
  check_drawing(draw_lines(&e.lines));
}

static void equal_values_get_an_axis(void **state) {
  (void)state;
  static struct example e;
  example_make(&e);
  for (int k = 0; k < SERIES; k++) {
    for (int i = 0; i < POINTS; i++) {
      e.middle[k][i] = e.low[k][i] = e.high[k][i] = 5000;
    }
  }
  check_golden("equal", draw_lines(&e.lines));
}

static void extreme_ranges_are_drawn(void **state) {
  (void)state;
  static const double values[][2] = {
      {1e-300, 1e300}, {0x1p-1074, 1e-307}, {1e299, 0x1p999}, {1, 1 + 0x1p-52}, {3e-9, 8e11}};
  static struct example e;
  for (size_t row = 0; row < sizeof values / sizeof *values; row++) {
    example_make(&e);
    for (int i = 0; i < POINTS; i++) {
      e.x[i] = i == 0 ? values[row][0] : values[row][1];
      e.middle[0][i] = values[row][i % 2];
      e.low[1][i] = values[row][0];
      e.high[1][i] = values[row][1];
    }
    e.lines.here = values[row][1];
    str got = draw_lines(&e.lines);
    check_drawing(got);
    assert_in_range(occurrences(got, STR("chart-tick")), 3, 30);
  }
}

static void more_series_than_there_is_room_for(void **state) {
  (void)state;
  static struct example e;
  example_make(&e);
  struct chart_series many[CHART_SERIES_MAX + 3];
  for (int i = 0; i < CHART_SERIES_MAX + 3; i++) {
    many[i] = e.series[i % 2];
  }
  e.lines.series = many;
  e.lines.series_count = CHART_SERIES_MAX + 3;
  e.marks[1].to = CHART_SERIES_MAX;
  str got = draw_lines(&e.lines);
  check_golden("many", got);
  assert_int_equal(occurrences(got, STR(">L</text>")), 2);
  assert_int_equal(occurrences(got, STR(">M</text>")), 0);
}

#define HOSTILE \
  "\"><script>alert(1)</script><b onload='x'>&amp;\xff\x01\xe6\xbc\xa2\xe5\xad\x97 long"

static void hostile_texts_stay_texts(void **state) {
  (void)state;
  static struct example e;
  example_make(&e);
  e.series[0].label = STR(HOSTILE HOSTILE);
  e.lines.text = (struct chart_text){STR("a\" onload=\"b"), STR(HOSTILE), STR(HOSTILE)};
  e.lines.x_name = STR(HOSTILE);
  e.lines.y_name = STR("");
  check_drawing(draw_lines(&e.lines));
  struct chart_bar bar = {STR(HOSTILE), 0.5};
  check_drawing(draw_bars(&(struct chart_bars){e.lines.text, STR(HOSTILE), STR(HOSTILE), &bar, 1}));
}

/* The pen has an escaper of its own, which is small; what it writes is the same. */
static void texts_are_escaped_as_elsewhere(void **state) {
  (void)state;
  arena a = unit_arena();
  buf text = buf_new(&a, 4096);
  buf got = buf_new(&a, 8192);
  buf want = buf_new(&a, 8192);
  for (uint32_t rune = 1; rune < 0x300; rune++) {
    buf_rune(&text, rune);
  }
  buf_str(&text, STR("\xe6\xbc\xa2\xff\xf0\x9f\x98\x80\xe2\x80"));
  str texts[] = {buf_text(&text)};
  pen_draw(&got, "$", NULL, texts);
  html_escape_attr(&want, texts[0]);
  assert_false(text.full || got.full || want.full);
  assert_str_equal(buf_text(&got), buf_text(&want));
}

static void bars_come_out_as_before(void **state) {
  (void)state;
  static const struct chart_bar bars[] = {
      {STR_INIT("Fixed prompt"), 0.81},
      {STR_INIT("Examples"), 0.62},
      {STR_INIT("Cache hit rate"), -0.44},
      {STR_INIT("Label price, paid to an outside firm for each of the examples"), 0.3},
      {STR_INIT("Engineer's hour"), 0.3},
      {STR_INIT("Retrainings"), -0.07}};
  struct chart_bars c = {.text = {STR("tornado"), STR("What moves the total most"), STR("x")},
                         .less = STR("lowers the total"),
                         .more = STR("raises the total"),
                         .bars = bars,
                         .count = 6};
  str got = draw_bars(&c);
  check_golden("bars", got);
  c.count = 0;
  check_drawing(draw_bars(&c));
}

static void bars_end_at_one(void **state) {
  (void)state;
  static const struct chart_bar bars[] = {{STR_INIT("a"), 1}, {STR_INIT("b"), -1},
                                          {STR_INIT("c"), 7}, {STR_INIT("d"), -1e300},
                                          {STR_INIT("e"), 0}, {STR_INIT("f"), -0.0}};
  check_golden("ends", draw_bars(&(struct chart_bars){
                           {STR("t"), STR("t"), STR("t")}, STR("less"), STR("more"), bars, 6}));
}

static void numbers_are_printed_to_a_tenth(void **state) {
  (void)state;
  static const struct {
    double value;
    const char *text;
  } rows[] = {{0, "0"},  {-0.4, "0"}, {123.4, "12.3"},   {129.5, "13"},      {-32.5, "-3.2"},
              {5, ".5"}, {-5, "-.5"}, {1e300, "100000"}, {-1e300, "-100000"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char memory[32];
    buf b = buf_over(memory, 32);
    pen_number(&b, pen_round(rows[i].value));
    assert_str_equal(buf_text(&b), str_of(rows[i].text));
  }
}

static void long_texts_are_cut_between_letters(void **state) {
  (void)state;
  arena a = unit_arena();
  assert_str_equal(pen_fit(STR("short"), 1000, &a), STR("short"));
  assert_str_equal(pen_fit(STR("one two three"), 640, &a), STR("one two\xe2\x80\xa6"));
  assert_str_equal(pen_fit(STR("\xe6\xbc\xa2\xe5\xad\x97\xe5\xad\x97"), 380, &a),
                   STR("\xe6\xbc\xa2\xe2\x80\xa6"));
  assert_str_equal(pen_fit(STR("anything"), 0, &a), STR("\xe2\x80\xa6"));
}

static void places_are_apart_and_inside(void **state) {
  (void)state;
  int32_t places[] = {5, 6, 50, 99, 99, 100};
  static const int32_t want[] = {10, 20, 50, 80, 90, 100};
  places_part(places, 6, 10, (struct point){10, 100});
  for (int i = 0; i < 6; i++) {
    assert_true(places[i] == want[i]);
  }
}

int main(int argc, char **argv) {
  accepts = argc > 1 && strcmp(argv[1], "--accept") == 0;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_come_out_as_before),
      cmocka_unit_test(gaps_break_lines_and_bands),
      cmocka_unit_test(one_point_is_a_dot),
      cmocka_unit_test(nothing_defined_leaves_the_frame),
      cmocka_unit_test(equal_values_get_an_axis),
      cmocka_unit_test(extreme_ranges_are_drawn),
      cmocka_unit_test(more_series_than_there_is_room_for),
      cmocka_unit_test(hostile_texts_stay_texts),
      cmocka_unit_test(texts_are_escaped_as_elsewhere),
      cmocka_unit_test(bars_come_out_as_before),
      cmocka_unit_test(bars_end_at_one),
      cmocka_unit_test(numbers_are_printed_to_a_tenth),
      cmocka_unit_test(long_texts_are_cut_between_letters),
      cmocka_unit_test(places_are_apart_and_inside),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
