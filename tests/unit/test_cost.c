#include "cost_made.h"
#include "unit.h"

#include "core/cost_fold.h"
#include "core/fmath.h"
#include "core/mem.h"

/* Inputs: price (USD, 5) and model (a choice, mini); prompt costs `price`, tune twice that, once
 * price is above 1. */
static struct make example(arena *a) {
  struct make m = make_new(a);
  uint32_t price = make_input(&m, STR("price"), 5);
  make_input(&m, STR("model"), 1);
  make_choice(&m, STR("luna"));
  make_choice(&m, STR("mini"));
  uint32_t one = make_constant(&m, 1);
  uint32_t twice = make_step(&m, (struct vm_step){VM_ADD, price, price, 0});
  uint32_t gate = make_step(&m, (struct vm_step){VM_LT, one, price, 0});
  make_alternative(&m, STR("prompt"), COST_NONE);
  make_alternative(&m, STR("tune"), (int32_t)gate);
  make_line(&m, STR("tokens"), price, 0);
  make_output(&m, STR("total"), price, 0);
  make_output(&m, STR("total"), twice, 1);
  make_scenario(&m, STR("dear"));
  make_setting(&m, 0, 100);
  make_setting(&m, 1, 0);
  return m;
}

static struct cost open_made(const struct make *m) {
  struct cost c;
  assert_true(cost_open(make_image(m), &c));
  return c;
}

static bool is_sound(const struct make *m) {
  struct cost c;
  return cost_open(make_image(m), &c);
}

/* The lines of one kind. */
static str lines_of(str text, str kind, arena *a) {
  buf out = buf_new(a, text.n);
  while (text.n > 0) {
    str line = text;
    str rest = {text.s + text.n, 0};
    str_cut(text, '\n', &line, &rest);
    text = rest;
    if (str_starts(line, kind) && line.n > kind.n && line.s[kind.n] == '\t') {
      buf_str(&out, str_sub(line, kind.n + 1, line.n));
      buf_byte(&out, '\n');
    }
  }
  return buf_text(&out);
}

static void says_everything_in_order(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = example(&a);
  struct cost c = open_made(&m);
  assert_str_equal(make_run(&c, STR("model=luna&price=50k&price2=&model=x&model=luna"), &a),
                   STR("input\tprice\t50000\t50,000\tUSD\t\t\t\t\n"
                       "input\tmodel\tluna\tluna\tUSD\t\t\t\t\n"
                       "invalid\tmodel\tx\n"
                       "unknown\tprice2\t\n"
                       "line\tprompt\tonce\ttokens\t50000\t50,000\tUSD\t\t\t\t\n"
                       "output\ttotal\tprompt\t50000\t50,000\tUSD\t\t\t\t\t\t\t\n"
                       "output\ttotal\ttune\t100000\t100,000\tUSD\t\t\t\t\t\t\t\n"
                       "gate\ttune\t1\t100 %\n"
                       "share\ttotal\tprompt\t1\t100 %\n"
                       "share\ttotal\ttune\t0\t0 %\n"
                       "cheapest\ttotal\tprompt\n"
                       "state\tprice=50000&model=luna\n"));
}

/* Running again with the state that comes out gives the same state and the same numbers. */
static void a_canonical_state_stays(void **state) {
  (void)state;
  static const str states[] = {STR_INIT(""),
                               STR_INIT("scenario=dear"),
                               STR_INIT("price=0.1"),
                               STR_INIT("price=5.0"),
                               STR_INIT("price=123456.789012345678"),
                               STR_INIT("model=luna&scenario=dear&price=1e-7")};
  static const double factors[] = {1, 1e-6, 2629800, 1 / 86400.0, 0.1, 1 / 3.0};
  for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
    for (size_t k = 0; k < sizeof factors / sizeof *factors; k++) {
      arena a = unit_arena();
      struct make m = example(&a);
      m.inputs.items[0].factor = factors[k];
      m.inputs.items[0].value = 5 * factors[k];
      m.inputs.items[0].high = 1e6 * factors[k];
      m.settings.items[0].value = 100 * factors[k];
      struct cost c = open_made(&m);
      str first = make_run(&c, states[i], &a);
      str canonical = lines_of(first, STR("state"), &a);
      str second = make_run(&c, str_trim(canonical), &a);
      assert_str_equal(second, first);
    }
  }
}

/* Whatever the factor, the author's decimals come back, and are the default when typed. */
static void decimals_come_back(void **state) {
  (void)state;
  for (int i = 1; i < 1000; i++) {
    arena a = unit_arena();
    struct make m = example(&a);
    double factor = 1 / (double)(i * 7) * 1e-3;
    double value = (double)i / 1000;
    m.inputs.items[0].factor = factor;
    m.inputs.items[0].value = value * factor;
    struct cost c = open_made(&m);
    buf typed = buf_new(&a, 100);
    buf_str(&typed, STR("price=0."));
    buf_byte(&typed, (char)('0' + i / 100));
    buf_byte(&typed, (char)('0' + i / 10 % 10));
    buf_byte(&typed, (char)('0' + i % 10));
    str got = make_run(&c, buf_text(&typed), &a);
    assert_str_equal(lines_of(got, STR("state"), &a), STR("\n"));
    assert_str_equal(got, make_run(&c, STR(""), &a));
  }
}

static void bounds_are_inclusive(void **state) {
  (void)state;
  static const struct {
    str value;
    bool valid;
  } cases[] = {
      {STR_INIT("0"), true},       {STR_INIT("-0"), true},         {STR_INIT("-0.1"), false},
      {STR_INIT("1000000"), true}, {STR_INIT("1000000.1"), false}, {STR_INIT("1M"), true},
      {STR_INIT("1e308"), false},  {STR_INIT("1e309"), false},     {STR_INIT("five"), false},
      {STR_INIT(""), false},       {STR_INIT(" 7 "), true},        {STR_INIT("infinity"), false},
  };
  arena perm = unit_arena();
  struct make m = example(&perm);
  struct cost c = open_made(&m);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    arena a = perm;
    str got = make_run(&c, arena_join(&a, STR("price="), cases[i].value), &a);
    if ((lines_of(got, STR("invalid"), &a).n == 0) != cases[i].valid) {
      fail_msg("row %zu: %.*s", i, (int)got.n, got.s);
    }
  }
}

/* The default is the bound, a day, but the unit is a month: 0.0328542... has no end. */
static void what_is_shown_can_be_typed(void **state) {
  (void)state;
  static const double day = 86400;
  for (int days = 1; days < 200; days++) {
    arena a = unit_arena();
    struct make m = example(&a);
    m.inputs.items[0].factor = 30.4375 * day;
    m.inputs.items[0].value = days * day;
    m.inputs.items[0].low = days * day;
    m.inputs.items[0].high = days * day;
    m.settings.n = m.scenarios.n = 0;
    struct cost c = open_made(&m);
    str first = make_run(&c, STR(""), &a);
    str value = lines_of(first, STR("input\tprice"), &a);
    str_cut(value, '\t', &value, &(str){NULL, 0});
    assert_str_equal(make_run(&c, arena_join(&a, STR("price="), value), &a), first);
  }
}

static void unbounded_inputs_stay_finite(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = example(&a);
  m.inputs.items[0].factor = 1000;
  m.inputs.items[0].low = -FMATH_UNDEFINED;
  m.inputs.items[0].high = FMATH_UNDEFINED;
  struct cost c = open_made(&m);
  assert_str_equal(lines_of(make_run(&c, STR("price=1e306"), &a), STR("invalid"), &a),
                   STR("price\t1e306\n"));
  str got = make_run(&c, STR("price=1e305"), &a); /* and twice that is beyond the largest double */
  assert_str_equal(lines_of(got, STR("output"), &a),
                   STR("total\tprompt\t1e308\t1e308\tUSD\t\t\t\t\t\t\t\n"
                       "total\ttune\tundefined\tundefined\tUSD\t\t\t\t\t\t\t100 %\n"));
}

static void a_gate_keeps_the_cheapest_away(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = example(&a);
  m.outputs.items[0].step = m.outputs.items[1].step; /* equal: the first */
  struct cost c = open_made(&m);
  assert_str_equal(lines_of(make_run(&c, STR(""), &a), STR("cheapest"), &a),
                   STR("total\tprompt\n"));
  m.outputs.items[0].alternative = 1;
  m.outputs.items[1].alternative = 0;
  c = open_made(&m);
  assert_str_equal(lines_of(make_run(&c, STR(""), &a), STR("cheapest"), &a), STR("total\ttune\n"));
  str closed = make_run(&c, STR("price=1"), &a);
  assert_str_equal(lines_of(closed, STR("cheapest"), &a), STR("total\tprompt\n"));
  assert_str_equal(lines_of(closed, STR("gate"), &a), STR("tune\t0\t0 %\n"));
  m.alternatives.items[0].gate = m.alternatives.items[1].gate;
  c = open_made(&m);
  assert_int_equal(lines_of(make_run(&c, STR("price=1"), &a), STR("cheapest"), &a).n, 0);
}

static void each_output_has_its_cheapest(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = example(&a);
  make_output(&m, STR("other"), 0, COST_NONE);
  make_output(&m, STR("less"), 3, 0);
  make_output(&m, STR("less"), 0, 1);
  make_output(&m, STR("negative"), make_step(&m, (struct vm_step){VM_NEG, 3, 0, 0}), 1);
  make_output(&m, STR("negative"), make_step(&m, (struct vm_step){VM_NEG, 0, 0, 0}), 0);
  struct cost c = open_made(&m);
  assert_str_equal(lines_of(make_run(&c, STR(""), &a), STR("cheapest"), &a),
                   STR("total\tprompt\nless\ttune\nnegative\ttune\n"));
}

static void what_was_typed_keeps_to_its_line(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = example(&a);
  struct cost c = open_made(&m);
  str got = make_run(&c, STR("price=1%09%0aoutput%00&x%0a%ff=%1b[2J&%=%4"), &a);
  assert_str_equal(lines_of(got, STR("invalid"), &a), STR("price\t1  output \n"));
  assert_str_equal(lines_of(got, STR("unknown"), &a), STR("x \xef\xbf\xbd\t [2J\n%\t%4\n"));
}

static void a_full_buffer_says_so(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = example(&a);
  struct cost c = open_made(&m);
  str whole = make_run(&c, STR("price=3"), &a);
  for (ptrdiff_t cap = 0; cap <= whole.n; cap++) {
    arena scratch = a;
    buf out = buf_new(&scratch, cap);
    struct cost_session *s = cost_start(&c, &scratch);
    cost_run(s, STR("price=3"), scratch, &out);
    assert_int_equal(out.full, cap < whole.n);
  }
}

static void memory_is_asked_for(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = example(&a);
  struct cost c = open_made(&m);
  enum { ENOUGH = 16 << 10 };
  buf out = buf_new(&a, 4096);
  bool is_enough = false;
  for (ptrdiff_t room = 0; !is_enough; room += 8) {
    jmp_buf oom;
    arena little = {a.at, a.at + room};
    assert_true(room < ENOUGH);
    out.n = 0;
    unit_oom = &oom;
    if (setjmp(oom) == 0) {
      struct cost_session *s = cost_start(&c, &little);
      cost_run(s, STR("price=3"), little, &out);
      is_enough = true;
    }
    unit_oom = NULL;
  }
  assert_false(out.full);
}

/* Each makes one thing unsound. */
static void break_root(struct make *m) {
  m->root.id.n = 0;
}
static void break_version(struct make *m) {
  m->root.version.at = UINT32_MAX;
}
static void break_input_id(struct make *m) {
  m->inputs.items[0].id = make_text(m, STR(""));
}
static void break_input_name(struct make *m) {
  m->inputs.items[0].id = make_text(m, STR("scenario"));
}
static void break_input_unit(struct make *m) {
  m->inputs.items[0].unit.n = 100000;
}
static void break_factor(struct make *m) {
  m->inputs.items[0].factor = 0;
}
static void break_factor_size(struct make *m) {
  m->inputs.items[0].factor = FMATH_UNDEFINED;
}
static void break_default(struct make *m) {
  m->inputs.items[0].value = 1e6 + 1;
}
static void break_default_nan(struct make *m) {
  m->inputs.items[0].value = FMATH_UNDEFINED - FMATH_UNDEFINED;
}
static void break_default_size(struct make *m) {
  m->inputs.items[0].value = 1.1e300;
  m->inputs.items[0].high = FMATH_UNDEFINED;
}
static void break_default_own(struct make *m) {
  m->inputs.items[0].factor = 1e-300;
}
static void break_bounds(struct make *m) {
  m->inputs.items[0].low = FMATH_UNDEFINED - FMATH_UNDEFINED;
}
static void break_choices(struct make *m) {
  m->inputs.items[1].choices++;
}
static void break_first_choice(struct make *m) {
  m->inputs.items[1].first_choice = UINT32_MAX;
}
static void break_choice_id(struct make *m) {
  m->choices.items[1].id.n = 0;
}
static void break_choice(struct make *m) {
  m->inputs.items[1].value = 2;
}
static void break_choice_part(struct make *m) {
  m->inputs.items[1].value = 0.5;
}
static void break_alternative(struct make *m) {
  m->alternatives.items[0].id.at = 100000;
}
static void break_gate(struct make *m) {
  m->alternatives.items[0].gate = (int32_t)m->steps.n;
}
static void break_gate_sign(struct make *m) {
  m->alternatives.items[0].gate = -2;
}
static void break_line_step(struct make *m) {
  m->lines.items[0].step = (uint32_t)m->steps.n;
}
static void break_line_kind(struct make *m) {
  m->lines.items[0].kind = COST_RETRAIN + 1;
}
static void break_line_alternative(struct make *m) {
  m->lines.items[0].alternative = COST_NONE;
}
static void break_output_alternative(struct make *m) {
  m->outputs.items[0].alternative = 2;
}
static void break_output_factor(struct make *m) {
  m->outputs.items[0].factor = -1;
}
static void break_output_unit(struct make *m) {
  m->outputs.items[0].unit.at = UINT32_MAX;
}
static void break_output_id(struct make *m) {
  m->outputs.items[0].id.n = 0;
}
static void break_scenario_id(struct make *m) {
  m->scenarios.items[0].id.n = UINT32_MAX;
}
static void break_scenario(struct make *m) {
  m->scenarios.items[0].count = 3;
}
static void break_setting(struct make *m) {
  m->settings.items[0].input = 2;
}
static void break_setting_value(struct make *m) {
  m->settings.items[0].value = -1;
}
static void break_step(struct make *m) {
  m->steps.items[0].op = VM_OP_COUNT;
}

static void unsound_tables_are_refused(void **state) {
  (void)state;
  static void (*const breaks[])(struct make * m) = {
      break_root,
      break_version,
      break_input_id,
      break_input_name,
      break_input_unit,
      break_factor,
      break_factor_size,
      break_default,
      break_default_nan,
      break_default_size,
      break_default_own,
      break_bounds,
      break_choices,
      break_first_choice,
      break_choice_id,
      break_choice,
      break_choice_part,
      break_alternative,
      break_gate,
      break_gate_sign,
      break_line_step,
      break_line_kind,
      break_line_alternative,
      break_output_alternative,
      break_output_factor,
      break_output_unit,
      break_output_id,
      break_scenario_id,
      break_scenario,
      break_setting,
      break_setting_value,
      break_step,
  };
  for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
    arena a = unit_arena();
    struct make m = example(&a);
    assert_true(is_sound(&m));
    breaks[i](&m);
    if (is_sound(&m)) {
      fail_msg("row %zu", i);
    }
  }
}

static void values_at_the_limit_are_taken(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = example(&a);
  m.inputs.items[0].value = 1e300;
  m.inputs.items[0].high = 1e300;
  struct cost c = open_made(&m);
  assert_str_equal(lines_of(make_run(&c, STR(""), &a), STR("output"), &a),
                   STR("total\tprompt\t1e300\t1e300\tUSD\t\t\t\t\t\t\t\n"
                       "total\ttune\t2e300\t2e300\tUSD\t\t\t\t\t\t\t\n"));
}

/* No image of another kind, version or length; a byte that is wrong is never out of bounds. */
static void damaged_images_do_no_harm(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct make m = example(&perm);
  str image = make_image(&m);
  struct cost c;
  for (ptrdiff_t n = 0; n < image.n; n++) {
    assert_false(cost_open(str_sub(image, 0, n), &c));
  }
  char *copy = (char *)NEW(&perm, double, image.n / 8 + 1);
  for (ptrdiff_t i = 0; i < image.n; i++) {
    for (int bit = 0; bit < 8; bit++) {
      arena a = perm;
      mem_copy(copy, image.s, image.n);
      copy[i] = (char)(copy[i] ^ 1 << bit);
      bool opened = cost_open((str){copy, image.n}, &c);
      assert_false(opened && i < 16); /* the head */
      if (opened) {
        (void)make_run(&c, STR("price=7&scenario=dear"), &a);
      }
    }
  }
}

/* What a page gets says the same, and of another version, length or kind of image nothing. */
static void folded_images_say_the_same(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct make m = example(&perm);
  struct cost c = open_made(&m);
  str image = make_image(&m);
  buf out = buf_over(arena_push(&perm, 1, PACK_ALIGN, image.n), image.n);
  cost_fold(&c, perm, &out);
  assert_int_equal(out.n, image.n);
  str folded = buf_text(&out);
  char *rows = arena_push(&perm, 1, PACK_ALIGN, image.n);
  struct cost back;
  assert_true(cost_unfold(folded, rows, &back));
  for (int i = 0; i < COST_SECTIONS; i++) {
    assert_int_equal(back.section[i].count, c.section[i].count);
    assert_memory_equal(back.section[i].items, c.section[i].items,
                        (size_t)c.section[i].count * c.section[i].size);
  }
  assert_str_equal(make_run(&back, STR("price=7"), &perm), make_run(&c, STR("price=7"), &perm));
  assert_false(cost_unfold(image, rows, &back));
  assert_false(cost_open(folded, &back));
  assert_false(cost_unfold(str_sub(folded, 0, folded.n - 8), rows, &back));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(says_everything_in_order),
      cmocka_unit_test(a_canonical_state_stays),
      cmocka_unit_test(decimals_come_back),
      cmocka_unit_test(bounds_are_inclusive),
      cmocka_unit_test(what_is_shown_can_be_typed),
      cmocka_unit_test(unbounded_inputs_stay_finite),
      cmocka_unit_test(a_gate_keeps_the_cheapest_away),
      cmocka_unit_test(each_output_has_its_cheapest),
      cmocka_unit_test(what_was_typed_keeps_to_its_line),
      cmocka_unit_test(a_full_buffer_says_so),
      cmocka_unit_test(memory_is_asked_for),
      cmocka_unit_test(unsound_tables_are_refused),
      cmocka_unit_test(values_at_the_limit_are_taken),
      cmocka_unit_test(damaged_images_do_no_harm),
      cmocka_unit_test(folded_images_say_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
