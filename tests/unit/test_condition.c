#include "core/num.h"
#include "model/condition.h"
#include "said.h"
#include "yaml_reading.h"

/* The condition of a text `if: CONDITION`; NULL when it was refused. */
static struct condition *parse(struct reading *r) {
  uint32_t node = ynode_get(&r->doc, Y_ROOT, STR("if"), NULL);
  return condition_parse(&r->doc, node, &r->ds, &r->perm);
}

/* A condition as text with all its parentheses: "(or a (not (is b x y)))". */
static void print(const struct condition *c, buf *out) {
  static const str names[] = {
      [COND_OR] = STR_INIT("or"),   [COND_AND] = STR_INIT("and"),
      [COND_NOT] = STR_INIT("not"), [COND_YES] = STR_INIT("yes"),
      [COND_IS] = STR_INIT("is"),   [COND_LESS] = STR_INIT("<"),
      [COND_EQUAL] = STR_INIT("="), [COND_LESS_EQUAL] = STR_INIT("<="),
  };
  if (c->kind == COND_YES) {
    buf_str(out, c->question);
    return;
  }
  buf_byte(out, '(');
  buf_str(out, names[c->kind]);
  buf_byte(out, ' ');
  if (c->left != NULL) {
    print(c->left, out);
  } else {
    buf_str(out, c->question);
  }
  if (c->right != NULL) {
    buf_byte(out, ' ');
    print(c->right, out);
  }
  for (ptrdiff_t i = 0; i < c->choice_count; i++) {
    buf_byte(out, ' ');
    buf_str(out, c->choices[i]);
  }
  if (c->kind == COND_LESS || c->kind == COND_LESS_EQUAL || c->kind == COND_EQUAL) {
    buf_byte(out, ' ');
    num_print(out, c->number);
  }
  buf_byte(out, ')');
}

static void expect_tree(const char *yaml, const char *want) {
  struct reading *r = read_text(str_of(yaml));
  const struct condition *c = parse(r);
  if (c == NULL) {
    fail_msg("%s: refused", yaml);
    return;
  }
  buf out = buf_new(&r->perm, 1024);
  print(c, &out);
  buf_byte(&out, '\0');
  assert_int_equal(r->ds.count, 0);
  if (strcmp(out.s, want) != 0) {
    fail_msg("%s: got %s, want %s", yaml, out.s, want);
  }
}

static void binds_as_in_speech(void **state) {
  (void)state;
  static const struct {
    const char *yaml, *want;
  } cases[] = {
      {"if: a", "a"},
      {"if: a or b and c", "(or a (and b c))"},
      {"if: a and b or c", "(or (and a b) c)"},
      {"if: a or b or c", "(or (or a b) c)"},
      {"if: a and b and c", "(and (and a b) c)"},
      {"if: a and b or c and d", "(or (and a b) (and c d))"},
      {"if: not a and b", "(and (not a) b)"},
      {"if: not a or b", "(or (not a) b)"},
      {"if: a and not b or c", "(or (and a (not b)) c)"},
      {"if: not not a", "(not (not a))"},
      {"if: not n < 5", "(not (< n 5))"},
      {"if: not r is x", "(not (is r x))"},
      {"if: not (a or b) and c", "(and (not (or a b)) c)"},
      {"if: (a or b) and c", "(and (or a b) c)"},
      {"if: a and (b or c)", "(and a (or b c))"},
      {"if: ((a))", "a"},
      {"if: n >= 5 and n < 9 or r is x", "(or (and (not (< n 5)) (< n 9)) (is r x))"},
      {"if: r is any of [x, y] and a", "(and (is r x y) a)"},
      /* Words that begin like a keyword are names. */
      {"if: orange and android or island", "(or (and orange android) island)"},
      {"if: notice", "notice"},
      {"if: not-a", "not-a"},
      {"if: any is any", "(is any any)"},
      {"if: (a is any) or b is any and c", "(or (is a any) (and (is b any) c))"},
      {"if: of is not of", "(not (is of of))"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    expect_tree(cases[i].yaml, cases[i].want);
  }
}

static void reads_every_test(void **state) {
  (void)state;
  static const struct {
    const char *yaml, *want;
  } cases[] = {
      {"if: n < 5", "(< n 5)"},
      {"if: n <= 5", "(<= n 5)"},
      {"if: n > 5", "(not (<= n 5))"},
      {"if: n >= 5", "(not (< n 5))"},
      {"if: n = 5", "(= n 5)"},
      {"if: n<5", "(< n 5)"},
      {"if: n<=5", "(<= n 5)"},
      {"if: n < -5", "(< n -5)"},
      {"if: n = 0.1", "(= n 0.1)"},
      {"if: n = 0.30000000000000004", "(= n 0.30000000000000004)"},
      {"if: n < 1000000000000000", "(< n 1000000000000000)"},
      {"if: n = -0", "(= n 0)"},
      {"if: r is x", "(is r x)"},
      {"if: r is not x", "(not (is r x))"},
      {"if: r is yes", "(is r yes)"},
      {"if: r is any of [x]", "(is r x)"},
      {"if: \"r is any of [x , y,z]\"", "(is r x y z)"},
      {"if: r is not any of [x, y]", "(not (is r x y))"},
      {"if: long_name-2 is other-choice_3", "(is long_name-2 other-choice_3)"},
      {"if:   a   and\n  b", "(and a b)"},
      {"if: |\n  a\n  or b\n", "(or a b)"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    expect_tree(cases[i].yaml, cases[i].want);
  }
}

/* Each fault: one diagnostic, with its place, what stands there and the hint. */
static void refuses_the_rest(void **state) {
  (void)state;
  static const struct {
    const char *yaml, *want;
  } cases[] = {
      {"if: \"\"", "F0901 1:6: Write the id of a question here, as in `region is scotland`.\n"},
      {"if: and", "F0901 1:5 and: Write the id of a question here, as in `region is scotland`.\n"},
      {"if: a or", "F0901 1:9: Write the id of a question here, as in `region is scotland`.\n"},
      {"if: a or or b",
       "F0901 1:10 or: Write the id of a question here, as in `region is scotland`.\n"},
      {"if: not", "F0901 1:8: Write the id of a question here, as in `region is scotland`.\n"},
      {"if: 5 < n", "F0901 1:5 5: Write the id of a question here, as in `region is scotland`.\n"},
      {"if: A", "F0901 1:5 A: Write the id of a question here, as in `region is scotland`.\n"},
      {"if: _a", "F0901 1:5 _: Write the id of a question here, as in `region is scotland`.\n"},
      {"if: a b", "F0901 1:7 b: Join tests with `and` or `or`.\n"},
      {"if: a)", "F0901 1:6 ): Join tests with `and` or `or`.\n"},
      {"if: a && b", "F0901 1:7 &: Join tests with `and` or `or`.\n"},
      {"if: n < 5 < 9", "F0901 1:11 <: Join tests with `and` or `or`.\n"},
      {"if: n count", "F0901 1:12: Compare how many: `count >= 2`.\n"},
      {"if: n < 5k", "F0901 1:10 k: Join tests with `and` or `or`.\n"},
      {"if: (a", "F0901 1:7: Close the parenthesis with `)`.\n"},
      {"if: (a or b", "F0901 1:12: Close the parenthesis with `)`.\n"},
      {"if: a is", "F0901 1:9: Write the name of a choice here.\n"},
      {"if: a is 5", "F0901 1:10 5: Write the name of a choice here.\n"},
      {"if: a is [x, y]", "F0901 1:10 [: Write the name of a choice here.\n"},
      {"if: a is any of x", "F0901 1:17 x: Write `is any of [one, two]`.\n"},
      {"if: a is any [x]", "F0901 1:14 [: Write `is any of [one, two]`.\n"},
      {"if: a is any of []", "F0901 1:18 ]: Write the name of a choice here.\n"},
      {"if: a is any of [x,]", "F0901 1:20 ]: Write the name of a choice here.\n"},
      {"if: a is any of [x y]", "F0901 1:20 y: Close the list with `]`.\n"},
      {"if: n <", "F0901 1:8: Write a number here, such as 500 or 0.5, a day or a threshold.\n"},
      {"if: n < 1.2.3",
       "F0901 1:9 1.2.3: Write a number here, such as 500 or 0.5, a day or a threshold.\n"},
      {"if: n == 5",
       "F0901 1:8 =: Write a number here, such as 500 or 0.5, a day or a threshold.\n"},
      {"if: n < 5.",
       "F0901 1:9 5.: Write a number here, such as 500 or 0.5, a day or a threshold.\n"},
      {"if: n < -",
       "F0901 1:9 -: Write a number here, such as 500 or 0.5, a day or a threshold.\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct reading *r = read_text(str_of(cases[i].yaml));
    assert_null(parse(r));
    assert_str_equal(said(&r->ds, &r->src, &r->perm), str_of(cases[i].want));
  }
}

static str text_at(struct reading *r, str yaml, span at) {
  assert_true(at.beg >= 0 && at.end <= yaml.n);
  (void)r;
  return str_sub(yaml, at.beg, at.end);
}

/* Whatever stands around the text: every place is that of the word itself. */
static void knows_every_place(void **state) {
  (void)state;
  static const char *const texts[] = {
      "if: region is any of [north, south] and n < 12.5\n",
      "if: 'region is any of [north, south] and n < 12.5'\n",
      "if: \"region is any of [north, south] and n < 12.5\"\n",
      "{if: \"region is any of [north, south] and n < 12.5\", to: x}\n",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    str yaml = str_of(texts[i]);
    struct reading *r = read_text(yaml);
    const struct condition *c = parse(r);
    assert_non_null(c);
    assert_str_equal(text_at(r, yaml, c->left->at), STR("region"));
    assert_str_equal(text_at(r, yaml, c->left->choice_at[0]), STR("north"));
    assert_str_equal(text_at(r, yaml, c->left->choice_at[1]), STR("south"));
    assert_str_equal(text_at(r, yaml, c->right->at), STR("n"));
    assert_str_equal(text_at(r, yaml, c->right->number_at), STR("12.5"));
  }
}

/* Escapes move what follows them: better the whole scalar than a wrong word of it. */
static void names_the_whole_of_what_has_escapes(void **state) {
  (void)state;
  str yaml = STR("if: \"a\\x20and b b\"\n");
  struct reading *r = read_text(yaml);
  assert_null(parse(r));
  assert_str_equal(text_at(r, yaml, r->ds.items[0].at), STR("\"a\\x20and b b\""));
}

static str repeated(arena *a, str head, str part, int count, str tail) {
  buf b = buf_new(a, 1 << 20);
  buf_str(&b, head);
  for (int i = 0; i < count; i++) {
    buf_str(&b, part);
  }
  buf_str(&b, tail);
  assert_false(b.full);
  return buf_text(&b);
}

/* At each limit it is read; one beyond it is refused, with this hint. */
static void holds_its_limits(void **state) {
  (void)state;
  static char memory[4 << 20];
  static const struct {
    const char *head, *part, *tail;
    int most;
    const char *hint;
  } cases[] = {
      {"if: ", "not ", "a", CONDITION_DEPTH_MAX, "Split the condition: it is nested too deeply."},
      {"if: ", "(", "a", CONDITION_DEPTH_MAX, "Split the condition: it is nested too deeply."},
      {"if: a", " or a", "", CONDITION_TESTS_MAX - 1,
       "Split the condition: it has more than 500 tests."},
      {"if: a", " and not a", "", CONDITION_TESTS_MAX - 1,
       "Split the condition: it has more than 500 tests."},
      {"if: \"a is any of [x", ", x", "]\"", CONDITION_CHOICES_MAX - 1,
       "Split the list: it has more than 250 choices."},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    for (int over = 0; over < 2; over++) {
      arena a = {memory, memory + sizeof memory};
      bool parentheses = cases[i].part[0] == '(';
      int count = cases[i].most + over;
      str tail = str_of(cases[i].tail);
      if (parentheses) {
        tail = repeated(&a, tail, STR(")"), count, STR(""));
      }
      struct reading *r =
          read_text(repeated(&a, str_of(cases[i].head), str_of(cases[i].part), count, tail));
      assert_int_equal(parse(r) == NULL, over);
      assert_int_equal(r->ds.count, over);
      if (over == 1) {
        assert_str_equal(r->ds.items[0].hint, str_of(cases[i].hint));
      }
    }
  }
}

/* As long as a file may be: refused, and neither slow nor beyond the stack. */
static void survives_a_file_full_of_tests(void **state) {
  (void)state;
  static char memory[YAML_BYTES_MAX + 64];
  static const char *const parts[] = {"(", "not ", "a or ", "a and ", "a is any of [b,c] or "};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    buf b = buf_over(memory, YAML_BYTES_MAX - 64);
    buf_str(&b, STR("if: \""));
    while (!b.full) {
      buf_str(&b, str_of(parts[i]));
    }
    b = (buf){.s = memory, .n = b.n, .cap = (ptrdiff_t)sizeof memory};
    buf_str(&b, STR("a\"\n"));
    struct reading *r = read_text(buf_text(&b));
    assert_true(r->ok);
    assert_null(parse(r));
    assert_int_equal(r->ds.count, 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(binds_as_in_speech),
      cmocka_unit_test(reads_every_test),
      cmocka_unit_test(refuses_the_rest),
      cmocka_unit_test(knows_every_place),
      cmocka_unit_test(names_the_whole_of_what_has_escapes),
      cmocka_unit_test(holds_its_limits),
      cmocka_unit_test(survives_a_file_full_of_tests),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
