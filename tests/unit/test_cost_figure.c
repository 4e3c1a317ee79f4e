#include "unit.h"

#include "cost_made.h"

#include "core/chart.h"
#include "core/chart_image.h"
#include "core/mem.h"

enum { OUTPUT = 1 << 18 };

struct lab {
  arena a;
  struct make m;
  struct cost cost;
  struct cost_session *session;
};

/* Two alternatives by volume: 100 + v * x, and 1000 + 0.1 * v * x, where v varies. */
static void table_make(struct lab *l) {
  l->a = unit_arena();
  l->m = make_new(&l->a);
  struct make *m = &l->m;
  uint32_t x = make_input(m, STR("calls"), 50);
  MAKE_LAST(m->inputs)->label = make_text(m, STR("Calls <each> day"));
  uint32_t v = make_input(m, STR("price"), 1);
  make_dist(m, DIST_UNIFORM, 0.5, 1.5);
  uint32_t product = make_step(m, (struct vm_step){VM_MUL, x, v, 0});
  uint32_t tenth = make_step(m, (struct vm_step){VM_MUL, product, make_constant(m, 0.1), 0});
  uint32_t limit = make_constant(m, 1e5);
  uint32_t gate = make_step(m, (struct vm_step){VM_LE, x, limit, 0});
  uint32_t first = make_step(m, (struct vm_step){VM_ADD, product, make_constant(m, 100), 0});
  uint32_t second = make_step(m, (struct vm_step){VM_ADD, tenth, make_constant(m, 1000), 0});
  uint32_t third = make_step(m, (struct vm_step){VM_SUB, second, first, 0});
  make_alternative(m, STR("plain"), COST_NONE);
  make_alternative(m, STR("tuned"), (int32_t)gate);
  make_alternative(m, STR("odd"), COST_NONE);
  make_output(m, STR("total"), first, 0);
  make_output(m, STR("total"), second, 1);
  make_output(m, STR("total"), third, 2);
  m->root.figure_input = 0;
  m->root.figure_output = 0;
  m->root.figure_low = 1;
  m->root.figure_high = 1e6;
}

static void table_open(struct lab *l) {
  assert_true(cost_open(make_image(&l->m), &l->cost));
  l->session = cost_start(&l->cost, &l->a);
}

static str figure(struct lab *l, str name) {
  buf out = buf_new(&l->a, OUTPUT);
  cost_figure(l->session, name, l->a, &out);
  assert_false(out.full);
  return buf_text(&out);
}

static str drawing(struct lab *l, str name) {
  str image = figure(l, name);
  buf out = buf_new(&l->a, OUTPUT);
  chart_draw(image, l->a, &out);
  assert_false(out.full);
  return buf_text(&out);
}

static bool has(str text, const char *part) {
  return str_search(text, str_of(part)) >= 0;
}

static void volume_marks_where_another_is_the_lowest(void **state) {
  (void)state;
  struct lab l;
  table_make(&l);
  l.m.outputs.n = 2;
  table_open(&l);
  str svg = drawing(&l, STR("volume"));
  assert_true(has(svg, "id=\"made-volume-title\">total by Calls &lt;each&gt; day<"));
  assert_true(has(svg, ">A\xe2\x86\x92"
                       "B 1k<"));
  assert_true(has(svg, ">here 50<"));
  assert_true(has(svg, "plain up to 1k, then tuned"));
  assert_true(has(svg, "chart-band chart-0"));
  assert_true(has(svg, "chart-band chart-1"));
}

/* The line of an alternative ends where it is not available, and another is the lowest. */
static void volume_has_gaps_where_a_gate_is_shut(void **state) {
  (void)state;
  struct lab l;
  table_make(&l);
  l.m.outputs.n = 2;
  table_open(&l);
  assert_true(has(drawing(&l, STR("volume")), "then tuned, up to 93k, then plain"));
}

/* What falls below 0 is not drawn: "odd" does behind 1,000, a point of the figure. */
static void volume_leaves_out_what_is_not_positive(void **state) {
  (void)state;
  struct lab l;
  table_make(&l);
  table_open(&l);
  str svg = drawing(&l, STR("volume"));
  assert_true(has(svg, "plain up to 420, then odd, up to 1.2k, then tuned, up to 93k"));
}

static void volume_follows_the_last_run(void **state) {
  (void)state;
  struct lab l;
  table_make(&l);
  table_open(&l);
  str before = drawing(&l, STR("volume"));
  buf out = buf_new(&l.a, OUTPUT);
  cost_run(l.session, STR("calls=70&price=1"), l.a, &out);
  str after = drawing(&l, STR("volume"));
  assert_false(str_eq(before, after));
  assert_true(has(after, ">here 70<"));
  out.n = 0;
  cost_run(l.session, STR(""), l.a, &out);
  assert_str_equal(drawing(&l, STR("volume")), before);
}

/* Five places from 1 to a million, each with a line of every alternative; gaps are undefined. */
static void points_are_the_numbers_of_volume(void **state) {
  (void)state;
  struct lab l;
  table_make(&l);
  table_open(&l);
  str text = figure(&l, STR("points"));
  int lines = 0;
  for (str line, rest = text; str_cut(rest, '\n', &line, &rest);) {
    assert_true(str_starts(line, STR("point\t")));
    lines++;
  }
  assert_int_equal(lines, 5 * 3);
  assert_true(has(text, "point\t0\tplain\t1\t1\t100.5"));
  assert_true(has(text, "\t1,000,000\tundefined\tundefined\tundefined\tundefined"));
  assert_true(has(text, "point\t0\todd\t1\t1\t"));
}

static void tornado_is_of_the_alternative_named(void **state) {
  (void)state;
  struct lab l;
  table_make(&l);
  table_open(&l);
  str plain = drawing(&l, STR("tornado plain"));
  assert_true(has(plain, "What moves most: total, plain"));
  assert_true(has(plain, ">price<"));
  assert_true(has(plain, "chart-plus"));
  assert_true(has(drawing(&l, STR("tornado odd")), "chart-minus"));
  assert_true(has(drawing(&l, STR("tornado")), "total, plain"));
  assert_str_equal(drawing(&l, STR("tornado nobody")), STR(""));
}

static void tornado_may_have_no_bars(void **state) {
  (void)state;
  struct lab l;
  table_make(&l);
  table_open(&l);
  buf out = buf_new(&l.a, OUTPUT);
  cost_run(l.session, STR("price=1"), l.a, &out);
  assert_true(has(drawing(&l, STR("tornado")), "No uncertain input matters."));
}

static void tables_without_figures_draw_nothing(void **state) {
  (void)state;
  struct lab l;
  table_make(&l);
  l.m.root.figure_input = COST_NONE;
  table_open(&l);
  assert_str_equal(drawing(&l, STR("volume")), STR(""));
  assert_str_equal(drawing(&l, STR("pie")), STR(""));
  assert_str_equal(drawing(&l, STR("")), STR(""));
}

/* Each image in a block of its own size, so that a sanitizer sees a byte too many. */
static bool draws(struct lab *l, str image) {
  char *bytes = malloc((size_t)image.n + 1);
  assert_non_null(bytes);
  mem_copy(bytes, image.s, image.n);
  buf out = buf_new(&l->a, OUTPUT);
  chart_draw((str){bytes, image.n}, l->a, &out);
  free(bytes);
  return out.n > 0;
}

static void images_that_end_too_early_draw_nothing(void **state) {
  (void)state;
  static const char *const names[] = {"volume", "tornado"};
  static const uint32_t counts[] = {13, 255, INT32_MAX, UINT32_MAX};
  struct lab l;
  table_make(&l);
  table_open(&l);
  for (int i = 0; i < 2; i++) {
    str image = figure(&l, str_of(names[i]));
    assert_true(draws(&l, image));
    for (ptrdiff_t n = 0; n < image.n; n++) {
      struct lab again = l;
      assert_false(draws(&again, str_sub(image, 0, n)));
    }
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
      mem_copy((char *)(uintptr_t)image.s + offsetof(struct chart_image, count), &counts[k],
               (ptrdiff_t)sizeof *counts);
      assert_false(draws(&l, image));
    }
  }
}

static void images_of_another_kind_draw_nothing(void **state) {
  (void)state;
  struct lab l = {.a = unit_arena()};
  struct chart_image image = {.kind = CHART_BARS + 1};
  assert_false(draws(&l, (str){(const char *)&image, (ptrdiff_t)sizeof image}));
  image = (struct chart_image){.kind = CHART_LINES, .count = 1};
  char whole[sizeof image + 64] = {0}; /* without points, but with all texts */
  mem_copy(whole, &image, (ptrdiff_t)sizeof image);
  assert_false(draws(&l, (str){whole, (ptrdiff_t)sizeof whole}));
}

static void ranges_are_checked(void **state) {
  (void)state;
  static const double rows[][2] = {{0, 1}, {-1, 1}, {2, 2}, {3, 2}, {1, 1e300 * 1e300}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab l;
    table_make(&l);
    l.m.root.figure_low = rows[i][0];
    l.m.root.figure_high = rows[i][1];
    assert_false(cost_open(make_image(&l.m), &l.cost));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(volume_marks_where_another_is_the_lowest),
      cmocka_unit_test(volume_has_gaps_where_a_gate_is_shut),
      cmocka_unit_test(volume_leaves_out_what_is_not_positive),
      cmocka_unit_test(volume_follows_the_last_run),
      cmocka_unit_test(points_are_the_numbers_of_volume),
      cmocka_unit_test(tornado_is_of_the_alternative_named),
      cmocka_unit_test(tornado_may_have_no_bars),
      cmocka_unit_test(tables_without_figures_draw_nothing),
      cmocka_unit_test(images_that_end_too_early_draw_nothing),
      cmocka_unit_test(images_of_another_kind_draw_nothing),
      cmocka_unit_test(ranges_are_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
