#include "model/numbers.h"

#include "model/saying.h"

/* More words than the longest hole has. */
enum { WORDS_MAX = 16 };

/* What may stand behind a name. */
enum { MAY_RANGE = 1, MAY_CHOOSE = 2 };

struct reader {
  const struct site *site;
  int32_t table;     /* that it is about unless it names another, or NONE */
  bool is_table_set; /* one was named, if only one that is not there */
  const struct cost_table *t;
  arena *perm;
  str words[WORDS_MAX];
  int count;
  int at;
  str all; /* the words as they were written */
  struct number *n;
};

static int32_t table_of(const struct site *site, str id) {
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    if (str_eq(site->costs[i].id, id)) {
      return (int32_t)i;
    }
  }
  return NONE;
}

bool numbers_know_tables(const struct site *site) {
  ptrdiff_t files = 0;
  for (ptrdiff_t i = 0; i < site->content->count; i++) {
    files += site->content->files[i].kind == CONTENT_COST;
  }
  bool all = files == site->cost_count;
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    all = all && site->costs[i].id.n > 0;
  }
  return all;
}

void numbers_find_tables(struct site *site) {
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    struct guide *g = &site->guides[i];
    g->table = g->costs.n > 0 ? table_of(site, g->costs) : NONE;
  }
}

/* --- faults --- */

static struct number_fault *refuse(struct reader *r, diag_id id, str word, str detail) {
  r->n->kind = NUMBER_NONE;
  r->n->fault = (struct number_fault){.there = true, .id = id, .word = word, .detail = detail};
  return &r->n->fault;
}

/* A name that is not there; the list is of those that are. */
static bool refuse_name(struct reader *r, str word, str detail, enum number_list list) {
  refuse(r, D_HOLE_UNKNOWN, word, detail)->list = list;
  return false;
}

static str quote(arena *perm, str before, str id, str behind) {
  return arena_join(perm, arena_join(perm, before, id), behind);
}

/* --- words --- */

static bool has_word(const struct reader *r) {
  return r->at < r->count;
}

/* The next word; the whole hole, when there is none: a place for a fault. */
static str peek(const struct reader *r) {
  return has_word(r) ? r->words[r->at] : str_trim(r->all);
}

static bool take(struct reader *r, str word) {
  bool found = has_word(r) && str_eq(r->words[r->at], word);
  r->at += found;
  return found;
}

static bool split(struct reader *r) {
  str rest = r->all;
  while (rest.n > 0) {
    str word = str_take(&rest, ' ');
    if (word.n > 0 && r->count == WORDS_MAX) {
      refuse(r, D_HOLE_FORM, word, STR("is one word too many"));
      return false;
    }
    if (word.n > 0) {
      r->words[r->count++] = word;
    }
  }
  return true;
}

static bool read_scenario(struct reader *r) {
  if (!has_word(r) || r->n->scenario != NONE) {
    refuse(r, D_HOLE_FORM, r->words[r->at - 1], STR("needs the id of one scenario behind it"));
    return false;
  }
  str id = r->words[r->at++];
  for (ptrdiff_t i = 0; i < r->t->scenario_count; i++) {
    if (str_eq(r->t->scenarios[i].id, id)) {
      r->n->scenario = (int32_t)i;
      return true;
    }
  }
  return refuse_name(r, id, STR("among the scenarios"), LIST_SCENARIOS);
}

/* What stands behind the name of a number. */
static bool read_tail(struct reader *r, unsigned may) {
  while (has_word(r)) {
    str word = peek(r);
    if (take(r, STR("in"))) {
      if ((may & MAY_CHOOSE) == 0) {
        refuse(r, D_HOLE_KIND, word, STR("it is the same in every scenario"));
        return false;
      }
      if (!read_scenario(r)) {
        return false;
      }
    } else if (take(r, STR("range"))) {
      if ((may & MAY_RANGE) == 0) {
        refuse(r, D_HOLE_KIND, word, STR("it is one number"));
        return false;
      }
      r->n->range = true;
    } else if (take(r, STR("bare"))) {
      r->n->bare = true;
    } else {
      refuse(r, D_HOLE_FORM, word, STR("is one word too many"))->hint =
          STR("Behind the name of a number may stand: in SCENARIO, range, bare.");
      return false;
    }
  }
  return true;
}

/* --- names --- */

static ptrdiff_t output_of(const struct cost_table *t, str id) {
  ptrdiff_t i = 0;
  while (i < t->output_count && !str_eq(t->outputs[i].id, id)) {
    i++;
  }
  return i < t->output_count ? i : NONE;
}

static ptrdiff_t claim_of(const struct cost_table *t, str id) {
  ptrdiff_t i = 0;
  while (i < t->claim_count && !str_eq(t->claims[i].id, id)) {
    i++;
  }
  return i < t->claim_count ? i : NONE;
}

static ptrdiff_t input_of(const struct cost_table *t, str id) {
  ptrdiff_t i = 0;
  while (i < t->input_count && !str_eq(t->inputs[i].id, id)) {
    i++;
  }
  return i < t->input_count ? i : NONE;
}

/* The price that holds on the table's day; with empty texts, the first of its list or row. */
static ptrdiff_t price_of(const struct cost_table *t, str table, str row, str column) {
  for (ptrdiff_t i = 0; i < t->price_count; i++) {
    const struct price *p = &t->prices[i];
    bool same = str_eq(p->table, table) && (row.n == 0 || str_eq(p->row, row)) &&
                (column.n == 0 || str_eq(p->column, column));
    if (same && p->current) {
      return i;
    }
  }
  return NONE;
}

static bool read_alternative(struct reader *r) {
  if (!has_word(r)) {
    struct number_fault *f =
        refuse(r, D_HOLE_KIND, peek(r), STR("it differs from alternative to alternative"));
    str first = quote(r->perm, STR("Say of which, as in {{"), r->words[r->at - 1], STR(" "));
    f->hint = quote(r->perm, first, r->t->alternatives[0].id, STR("}}."));
    return false;
  }
  str id = r->words[r->at++];
  for (ptrdiff_t i = 0; i < r->t->alternative_count; i++) {
    if (str_eq(r->t->alternatives[i].id, id)) {
      r->n->alternative = (int32_t)i;
      return true;
    }
  }
  return refuse_name(r, id, STR("among the alternatives"), LIST_ALTERNATIVES);
}

/* A name that is none of an output or claim: it may be one of something else. */
static void refuse_output(struct reader *r, str id) {
  ptrdiff_t price = price_of(r->t, id, STR(""), STR(""));
  if (input_of(r->t, id) != NONE) {
    refuse(r, D_HOLE_KIND, id, STR("it is an input"))->hint =
        quote(r->perm, STR("Write {{input "), id, STR("}}."));
  } else if (price != NONE) {
    bool single = r->t->prices[price].row.n == 0;
    refuse(r, D_HOLE_KIND, id, STR("it is a price"))->hint =
        quote(r->perm, STR("Write {{price "), id, single ? STR("}}.") : STR(" ROW COLUMN}}."));
  } else {
    refuse_name(r, id, STR("among the outputs and claims"), LIST_NUMBERS);
  }
}

/* What a claim compares, or with that whether it holds. */
static void take_claim(struct reader *r, ptrdiff_t claim, bool verdict) {
  r->n->item = (int32_t)claim;
  r->n->kind = NUMBER_CLAIM;
  r->n->verdict = verdict;
  (void)read_tail(r, 0);
}

static void read_output(struct reader *r) {
  str id = r->words[r->at++];
  ptrdiff_t i = output_of(r->t, id);
  ptrdiff_t claim = claim_of(r->t, id);
  if (i == NONE && claim != NONE) {
    take_claim(r, claim, false);
    return;
  }
  if (i == NONE) {
    refuse_output(r, id);
    return;
  }
  r->n->item = (int32_t)i;
  r->n->kind = NUMBER_OUTPUT;
  if (!r->t->outputs[i].per_alternative || read_alternative(r)) {
    (void)read_tail(r, MAY_RANGE | MAY_CHOOSE);
  }
}

static void read_input(struct reader *r) {
  str id = r->words[r->at++];
  ptrdiff_t i = input_of(r->t, id);
  if (i == NONE) {
    refuse_name(r, id, STR("among the inputs"), LIST_INPUTS);
    return;
  }
  r->n->item = (int32_t)i;
  r->n->kind = NUMBER_INPUT;
  (void)read_tail(r, r->t->inputs[i].ranged ? MAY_RANGE | MAY_CHOOSE : MAY_CHOOSE);
}

/* Row and column of a price in a list. */
static bool read_cell(struct reader *r, str list) {
  if (r->at + 2 > r->count) {
    refuse(r, D_HOLE_KIND, str_trim(r->all), STR("it is a list of prices"))->hint =
        quote(r->perm, STR("Write {{price "), list, STR(" ROW COLUMN}}."));
    return false;
  }
  str row = r->words[r->at++];
  str column = r->words[r->at++];
  if (price_of(r->t, list, row, STR("")) == NONE) {
    return refuse_name(r, row, STR("among the rows"), LIST_ROWS);
  }
  ptrdiff_t price = price_of(r->t, list, row, column);
  if (price == NONE) {
    return refuse_name(r, column, STR("among the columns"), LIST_COLUMNS);
  }
  r->n->item = (int32_t)price;
  return true;
}

static void read_price(struct reader *r) {
  str list = r->words[r->at++];
  ptrdiff_t i = price_of(r->t, list, STR(""), STR(""));
  if (i == NONE) {
    refuse_name(r, list, STR("among the prices"), LIST_PRICES);
    return;
  }
  r->n->item = (int32_t)i;
  r->n->kind = NUMBER_PRICE;
  if (r->t->prices[i].row.n == 0 || read_cell(r, list)) {
    (void)read_tail(r, 0);
  }
}

static void read_date(struct reader *r) {
  str name = r->words[r->at++];
  r->n->kind = NUMBER_DATE;
  if (!str_eq(name, STR("as_of"))) {
    refuse_name(r, name, STR("among the days"), LIST_DATES);
    return;
  }
  (void)read_tail(r, 0);
}

static void read_claim(struct reader *r) {
  str id = r->words[r->at++];
  ptrdiff_t claim = claim_of(r->t, id);
  if (claim == NONE) {
    refuse_name(r, id, STR("among the claims"), LIST_CLAIMS);
    return;
  }
  take_claim(r, claim, true);
}

/* --- the whole hole --- */

/* Settles the table. False: there is none to be used. */
static bool read_table(struct reader *r) {
  r->n->table = r->table;
  if (take(r, STR("of")) && has_word(r)) {
    str id = r->words[r->at++];
    r->n->table = table_of(r->site, id);
    if (r->n->table == NONE && numbers_know_tables(r->site)) {
      refuse(r, D_TABLE_UNKNOWN, id, STR(""))->list = LIST_TABLES;
    }
  } else if (r->n->table == NONE && !r->is_table_set) {
    refuse(r, D_HOLE_TABLE, str_trim(r->all), STR(""));
  }
  if (r->n->table == NONE) {
    return false;
  }
  r->t = &r->site->costs[r->n->table];
  if (!has_word(r)) {
    refuse(r, D_HOLE_FORM, str_trim(r->all), STR("names no number"));
    return false;
  }
  return r->t->image.n > 0; /* else its own faults were told */
}

static int32_t decision_of(const struct site *site, str id) {
  for (ptrdiff_t i = 0; i < site->decision_count; i++) {
    if (str_eq(site->decisions[i].id, id)) {
      return (int32_t)i;
    }
  }
  return NONE;
}

static void read_threshold(struct reader *r) {
  str id = r->words[r->at++];
  r->n->decision = decision_of(r->site, id);
  if (r->n->decision == NONE) {
    refuse_name(r, id, STR("among the decisions"), LIST_DECISIONS);
    return;
  }
  const struct decision *d = &r->site->decisions[r->n->decision];
  str name = peek(r);
  r->at++;
  for (ptrdiff_t i = 0; i < d->threshold_count; i++) {
    if (str_eq(d->thresholds[i].id, name)) {
      r->n->item = (int32_t)i;
      r->n->kind = NUMBER_THRESHOLD;
      (void)read_tail(r, MAY_RANGE);
      return;
    }
  }
  refuse_name(r, name, STR("among the thresholds"), LIST_THRESHOLDS);
}

static void read_number(struct reader *r) {
  static const struct {
    str word;
    void (*read)(struct reader *r);
  } kinds[] = {
      {STR_INIT("input"), read_input},
      {STR_INIT("price"), read_price},
      {STR_INIT("date"), read_date},
      {STR_INIT("claim"), read_claim},
  };
  if (r->count > 1 && take(r, STR("threshold"))) {
    read_threshold(r);
    return;
  }
  if (!read_table(r)) {
    return;
  }
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (r->at + 1 < r->count && take(r, kinds[i].word)) {
      kinds[i].read(r);
      return;
    }
  }
  read_output(r);
}

static int32_t add(struct site *site, struct number n, arena *perm) {
  *GROW(perm, site->numbers, site->number_count, site->number_cap) = n;
  return (int32_t)site->number_count - 1;
}

/* `r` says where the hole stands. */
static struct number read_hole(struct reader r, str words, arena *perm) {
  struct number n = {
      .table = NONE, .decision = NONE, .item = NONE, .alternative = NONE, .scenario = NONE};
  r.perm = perm;
  r.all = words;
  r.n = &n;
  if (split(&r)) {
    read_number(&r);
  }
  return n;
}

int32_t numbers_add(struct site *site, const struct guide *guide, str words, arena *perm) {
  struct reader at = {.site = site, .table = guide->table, .is_table_set = guide->costs.n > 0};
  struct number n = read_hole(at, words, perm);
  if (n.kind != NUMBER_NONE) {
    bool limits = n.kind == NUMBER_THRESHOLD;
    struct tool *tool = &site->tools[limits ? n.decision : site->decision_count + n.table];
    tool->linked = tool->linked || !guide->draft;
  }
  return add(site, n, perm);
}

/* --- bills of outcomes --- */

static int32_t table_at(const struct site *site, str path) {
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    if (str_eq(site->costs[i].path, path) && site->costs[i].image.n > 0) {
      return (int32_t)i;
    }
  }
  return NONE;
}

/* The table's main output: the first per alternative. */
static int32_t main_output(const struct cost_table *t) {
  for (ptrdiff_t i = 0; i < t->output_count; i++) {
    if (t->outputs[i].per_alternative) {
      return (int32_t)i;
    }
  }
  return NONE;
}

static int32_t alternative_at(const struct cost_table *t, str id) {
  for (ptrdiff_t i = 0; i < t->alternative_count; i++) {
    if (str_eq(t->alternatives[i].id, id)) {
      return (int32_t)i;
    }
  }
  return NONE;
}

static int32_t scenario_at(const struct cost_table *t, str id) {
  for (ptrdiff_t i = 0; i < t->scenario_count; i++) {
    if (str_eq(t->scenarios[i].id, id)) {
      return (int32_t)i;
    }
  }
  return NONE;
}

static void add_bill(struct site *site, struct decision_outcome *o, struct number n, arena *perm) {
  o->total = add(site, n, perm);
  n.range = true;
  o->range = add(site, n, perm);
}

/* Figures that the texts of an outcome quote; without a table nothing is one. */
static void add_figures(struct site *site, struct decision *d, int32_t table,
                        const struct decision_text *t, arena *perm) {
  str rest = t->text;
  for (bool is_hole = true; is_hole;) {
    struct saying_piece piece = saying_next(d, &rest);
    is_hole = piece.is_hole;
    bool is_figure = is_hole && !saying_is_answer(piece.words);
    if (is_figure && piece.number < 0) {
      struct reader at = {.site = site, .table = table, .is_table_set = true};
      int32_t number = add(site, read_hole(at, piece.words, perm), perm);
      *GROW(perm, d->figures, d->figure_count, d->figure_cap) =
          (struct decision_figure){piece.words, number, t->at};
    }
  }
}

void numbers_add_bills(struct site *site, arena *perm) {
  for (ptrdiff_t i = 0; i < site->decision_count; i++) {
    struct decision *d = &site->decisions[i];
    int32_t table = table_at(site, d->cost);
    for (ptrdiff_t k = 0; k < d->outcome_count && table != NONE; k++) {
      for (ptrdiff_t s = 0; s < d->outcomes[k].says.count; s++) {
        add_figures(site, d, table, &d->outcomes[k].says.items[s], perm);
      }
    }
    for (ptrdiff_t k = 0; k < d->outcome_count && table != NONE; k++) {
      struct decision_outcome *o = &d->outcomes[k];
      const struct cost_table *t = &site->costs[table];
      struct number n = {.kind = NUMBER_OUTPUT,
                         .table = table,
                         .decision = NONE,
                         .item = main_output(t),
                         .alternative = alternative_at(t, o->alternative),
                         .scenario = scenario_at(t, o->scenario)};
      if (n.item != NONE && n.alternative != NONE) {
        add_bill(site, o, n, perm);
      }
    }
  }
}
