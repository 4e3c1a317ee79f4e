#include "check/claims.h"

#include "check/check.h"

static bool is_literal(str side) {
  return side.n > 0 && (byte_is_digit(side.s[0]) || side.s[0] == '-');
}

/* VALUE TEXT of the next two fields. */
static struct claim_number take_number(str *line) {
  str value = str_take(line, '\t');
  return (struct claim_number){value, str_take(line, '\t')};
}

bool claim_result_read(str line, const struct cost_table *t, struct claim_result *ret) {
  if (!str_eq(str_take(&line, '\t'), STR("claim"))) {
    return false;
  }
  str id = str_take(&line, '\t');
  struct claim_result r = {.claim = NULL};
  for (ptrdiff_t i = 0; i < t->claim_count; i++) {
    r.claim = str_eq(t->claims[i].id, id) ? &t->claims[i] : r.claim;
  }
  r.verdict = str_take(&line, '\t');
  r.left = take_number(&line);
  r.right = take_number(&line);
  r.distance = take_number(&line);
  r.unit = str_take(&line, '\t');
  int64_t test = 0;
  if (r.claim == NULL || !field_int(str_take(&line, '\t'), &test) || test < 0 ||
      test >= r.claim->test_count) {
    return false;
  }
  r.test = &r.claim->tests[test];
  *ret = r;
  return true;
}

static void add_unit(str unit, buf *out) {
  buf_str(out, unit.n > 0 ? STR(" ") : STR(""));
  buf_str(out, unit);
}

/* "0.879", "104,233 USD". */
static void add_value(const struct claim_result *r, const struct claim_number *n, buf *out) {
  bool number = !str_eq(n->value, STR("never")) && !str_eq(n->value, STR("undefined"));
  buf_str(out, n->text);
  add_unit(number ? r->unit : STR(""), out);
}

/* The limit as the author wrote it, or what it comes to. */
static void add_limit(const struct claim_result *r, bool right, buf *out) {
  str text = right ? r->test->right_text : r->test->left_text;
  if (is_literal(text)) {
    buf_str(out, text);
  } else {
    add_value(r, right ? &r->right : &r->left, out);
  }
}

void claim_result_print(const struct claim_result *r, buf *out) {
  const struct table_test *t = r->test;
  /* What is claimed about stands first, unless that is a number. */
  bool subject_right = t->turned ? !is_literal(t->right_text) : is_literal(t->left_text);
  static const str words[2][2] = {{STR_INIT("at most "), STR_INIT("below ")},
                                  {STR_INIT("at least "), STR_INIT("above ")}};
  buf_str(out, STR("it is "));
  add_value(r, subject_right ? &r->right : &r->left, out);
  buf_str(out, STR(" and has to be "));
  buf_str(out, words[subject_right][t->strict]);
  add_limit(r, !subject_right, out);
}

void claim_distance_print(const struct claim_result *r, buf *out) {
  str text = r->distance.text;
  bool known =
      !str_eq(r->distance.value, STR("never")) && !str_eq(r->distance.value, STR("undefined"));
  if (!known) {
    buf_str(out, text);
    return;
  }
  buf_str(out, str_starts(text, STR("-")) ? str_sub(text, 1, text.n) : text);
  add_unit(r->unit, out);
}

static void tell(const struct claim_result *r, struct diags *ds, arena scratch) {
  static const struct {
    str verdict;
    diag_id id;
  } kinds[] = {{STR_INIT("false"), D_CLAIM_FALSE},
               {STR_INIT("close"), D_CLAIM_CLOSE},
               {STR_INIT("undefined"), D_CLAIM_UNDEFINED}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (!str_eq(kinds[i].verdict, r->verdict)) {
      continue;
    }
    buf b = buf_open(&scratch);
    claim_result_print(r, &b);
    if (kinds[i].id == D_CLAIM_FALSE && !str_eq(r->distance.value, STR("never"))) {
      buf_str(&b, STR(": false by "));
      claim_distance_print(r, &b);
    } else if (kinds[i].id == D_CLAIM_CLOSE) {
      buf_str(&b, STR(": true by "));
      claim_distance_print(r, &b);
      buf_str(&b, STR(", and the margin is "));
      buf_str(&b, r->claim->margin);
    }
    struct diag *d = diag_add(ds, kinds[i].id, r->claim->formula_at, r->claim->id);
    diag_detail(ds, d, buf_close(&b, &scratch));
  }
}

/* Somebody who neither set the price nor measured the figure. */
static bool is_third_party(const struct cost_source *s) {
  return str_eq(s->kind, STR("transcription")) || str_eq(s->kind, STR("mirror")) ||
         str_eq(s->kind, STR("assumption"));
}

static void check_sources(const struct cost_table *t, const struct table_claim *c,
                          struct diags *ds) {
  int known = 0;
  bool own = false;
  for (ptrdiff_t i = 0; i < c->input_count; i++) {
    int32_t source = t->inputs[c->inputs[i]].source;
    known += source >= 0;
    own = own || (source >= 0 && !is_third_party(&t->sources[source]));
  }
  for (ptrdiff_t i = 0; i < c->price_count; i++) {
    int32_t source = t->prices[c->prices[i]].source;
    known += source >= 0;
    own = own || (source >= 0 && !is_third_party(&t->sources[source]));
  }
  if (known > 0 && !own) {
    diag_add(ds, D_CLAIM_SOURCE, c->at, c->id);
  }
}

void check_claims(const struct cost_table *t, str lines, struct diags *ds, arena scratch) {
  str line;
  while (str_cut(lines, '\n', &line, &lines)) {
    struct claim_result r;
    if (claim_result_read(line, t, &r)) {
      tell(&r, ds, scratch);
    }
  }
  for (ptrdiff_t i = 0; i < t->claim_count; i++) {
    check_sources(t, &t->claims[i], ds);
  }
}
