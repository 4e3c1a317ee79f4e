#include "model/cost_anchor.h"

static str join(arena *perm, str prefix, const str *parts, int count) {
  buf b = buf_open(perm);
  buf_str(&b, prefix);
  bool first = true;
  for (int i = 0; i < count; i++) {
    if (parts[i].n > 0) {
      buf_str(&b, first ? STR("") : STR("."));
      buf_str(&b, parts[i]);
      first = false;
    }
  }
  return buf_close(&b, perm);
}

str cost_anchor_output(arena *perm, str output, str alternative) {
  return join(perm, STR("output-"), (str[]){output, alternative}, 2);
}

str cost_anchor_scenarios(arena *perm, str output, str alternative) {
  return join(perm, STR("scenarios-"), (str[]){output, alternative}, 2);
}

str cost_anchor_input(arena *perm, str input) {
  return join(perm, STR("input-"), &input, 1);
}

str cost_anchor_claim(arena *perm, str claim) {
  return join(perm, STR("claim-"), &claim, 1);
}

str cost_anchor_price(arena *perm, const struct price *price) {
  return join(perm, STR("price-"), (str[]){price->table, price->row}, 2);
}

/* Takes `id` and the '.' behind it, if there is more, off the anchor. */
static bool take(str *anchor, str id) {
  if (!str_starts(*anchor, id)) {
    return false;
  }
  str rest = str_sub(*anchor, id.n, anchor->n);
  bool whole = rest.n == 0 || (rest.s[0] == '.' && rest.n > 1);
  *anchor = whole ? str_sub(rest, rest.n > 0, rest.n) : *anchor;
  return whole;
}

/* What stands behind the output's id. */
static bool ends_output(const struct cost_table *t, const struct table_output *o, str rest) {
  for (ptrdiff_t i = 0; o->per_alternative && i < t->alternative_count; i++) {
    if (str_eq(rest, t->alternatives[i].id)) {
      return true;
    }
  }
  return !o->per_alternative && rest.n == 0;
}

static bool has_output(const struct cost_table *t, str name) {
  for (ptrdiff_t i = 0; i < t->output_count; i++) {
    str rest = name;
    if (take(&rest, t->outputs[i].id) && ends_output(t, &t->outputs[i], rest)) {
      return true;
    }
  }
  return false;
}

static bool has_scenarios(const struct cost_table *t, str name) {
  return t->scenario_count > 0 && has_output(t, name);
}

static bool has_input(const struct cost_table *t, str name) {
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    if (str_eq(t->inputs[i].id, name)) {
      return true;
    }
  }
  return false;
}

static bool has_claim(const struct cost_table *t, str name) {
  for (ptrdiff_t i = 0; i < t->claim_count; i++) {
    if (str_eq(t->claims[i].id, name)) {
      return true;
    }
  }
  return false;
}

static bool has_price(const struct cost_table *t, str name) {
  for (ptrdiff_t i = 0; i < t->price_count; i++) {
    const struct price *p = &t->prices[i];
    str rest = name;
    if (take(&rest, p->table) && str_eq(rest, p->row)) {
      return true;
    }
  }
  return false;
}

bool cost_has_anchor(const struct cost_table *t, str anchor) {
  static const str sections[] = {STR_INIT("scenarios"), STR_INIT("breakdown"), STR_INIT("inputs"),
                                 STR_INIT("prices"), STR_INIT("sources")};
  static const struct {
    str prefix;
    bool (*has)(const struct cost_table *t, str name);
  } kinds[] = {
      {STR_INIT("output-"), has_output}, {STR_INIT("scenarios-"), has_scenarios},
      {STR_INIT("input-"), has_input},   {STR_INIT("price-"), has_price},
      {STR_INIT("claim-"), has_claim},
  };
  for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
    if (str_eq(anchor, sections[i])) {
      return true;
    }
  }
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (str_starts(anchor, kinds[i].prefix)) {
      bool faulty = t->image.n == 0; /* its own faults were told */
      return faulty || kinds[i].has(t, str_sub(anchor, kinds[i].prefix.n, anchor.n));
    }
  }
  return false;
}
