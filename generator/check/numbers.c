#include "check/check.h"

#include "core/num.h"
#include "model/numbers.h"

struct number_check {
  const struct site *site;
  struct diags *diags;
  arena scratch;
};

/* --- holes --- */

struct names {
  str *items;
  ptrdiff_t count, cap;
};

static void add(struct names *names, arena *a, str name) {
  for (ptrdiff_t i = 0; i < names->count; i++) {
    if (str_eq(names->items[i], name)) {
      return;
    }
  }
  *GROW(a, names->items, names->count, names->cap) = name;
}

/* Lists, rows or columns of the table's prices. */
static void add_prices(struct names *names, arena *a, const struct cost_table *t,
                       const struct number *n) {
  str list = n->item == NONE ? STR("") : t->prices[n->item].table;
  for (ptrdiff_t i = 0; i < t->price_count; i++) {
    const struct price *p = &t->prices[i];
    if (n->fault.list == LIST_PRICES) {
      add(names, a, p->table);
    } else if (str_eq(p->table, list)) {
      add(names, a, n->fault.list == LIST_ROWS ? p->row : p->column);
    }
  }
}

/* What the table has of a kind. */
static void add_of_table(struct names *names, arena *a, const struct cost_table *t,
                         const struct number *n) {
  enum number_list list = n->fault.list;
  for (ptrdiff_t i = 0; list == LIST_NUMBERS && i < t->output_count; i++) {
    add(names, a, t->outputs[i].id);
  }
  bool claims = list == LIST_CLAIMS || list == LIST_NUMBERS;
  for (ptrdiff_t i = 0; claims && i < t->claim_count; i++) {
    add(names, a, t->claims[i].id);
  }
  for (ptrdiff_t i = 0; list == LIST_ALTERNATIVES && i < t->alternative_count; i++) {
    add(names, a, t->alternatives[i].id);
  }
  for (ptrdiff_t i = 0; list == LIST_SCENARIOS && i < t->scenario_count; i++) {
    add(names, a, t->scenarios[i].id);
  }
  for (ptrdiff_t i = 0; list == LIST_INPUTS && i < t->input_count; i++) {
    add(names, a, t->inputs[i].id);
  }
  if (list == LIST_PRICES || list == LIST_ROWS || list == LIST_COLUMNS) {
    add_prices(names, a, t, n);
  }
}

static struct names names_of(const struct site *site, const struct number *n, arena *a) {
  struct names names = {NULL, 0, 0};
  for (ptrdiff_t i = 0; n->fault.list == LIST_TABLES && i < site->cost_count; i++) {
    add(&names, a, site->costs[i].id);
  }
  for (ptrdiff_t i = 0; n->fault.list == LIST_DECISIONS && i < site->decision_count; i++) {
    add(&names, a, site->decisions[i].id);
  }
  for (ptrdiff_t i = 0;
       n->fault.list == LIST_THRESHOLDS && i < site->decisions[n->decision].threshold_count; i++) {
    add(&names, a, site->decisions[n->decision].thresholds[i].id);
  }
  if (n->fault.list == LIST_DATES) {
    add(&names, a, STR("as_of"));
  }
  if (n->table != NONE) {
    add_of_table(&names, a, &site->costs[n->table], n);
  }
  return names;
}

/* "There are: prompt, hosted, own." */
static void list_names(struct diags *ds, struct diag *d, const struct names *names, arena scratch) {
  enum { LISTED_MAX = 12 }; /* a longer list is not read */
  buf b = buf_open(&scratch);
  buf_str(&b, STR("There are: "));
  for (ptrdiff_t i = 0; i < names->count && i < LISTED_MAX; i++) {
    buf_str(&b, i > 0 ? STR(", ") : STR(""));
    buf_str(&b, names->items[i]);
  }
  buf_str(&b, names->count > LISTED_MAX ? STR(", and others.") : STR("."));
  if (names->count > 0) {
    diag_hint(ds, d, buf_text(&b));
  } else {
    diag_hint(ds, d, STR("There are none."));
  }
}

/* The word itself where the source has the hole's words as they are; else the hole. */
static span place_of(const struct guide *g, const struct page_ref *ref, str word) {
  span at = guide_ref_span(g, ref);
  str words = page_text(g->view, ref->target);
  bool inside = word.n > 0 && word.n < words.n && word.s >= words.s && word.s < words.s + words.n;
  ptrdiff_t beg = inside ? at.beg + 2 + (word.s - words.s) : 0;
  if (inside && at.end - at.beg <= words.n + 4 && beg + word.n <= at.end) {
    at.beg = (int32_t)beg;
    at.end = (int32_t)(beg + word.n);
  }
  return at;
}

void check_number(const struct site *site, const struct number *n, struct diags *ds, struct diag *d,
                  arena scratch) {
  const struct number_fault *f = &n->fault;
  if (f->detail.n > 0) {
    diag_detail(ds, d, f->detail);
  }
  if (f->hint.n > 0) {
    diag_hint(ds, d, f->hint);
  } else if (f->id == D_HOLE_UNKNOWN || f->list != LIST_NONE) {
    struct names names = names_of(site, n, &scratch);
    if (!diag_suggest(ds, d, f->word, names.items, names.count)) {
      list_names(ds, d, &names, scratch);
    }
  }
}

static void report(const struct number_check *c, const struct guide *g, const struct page_ref *ref,
                   const struct number *n) {
  str word = n->fault.word;
  str subject = word.n > 0 ? word : str_trim(page_text(g->view, ref->target));
  struct diag *d = diag_add(c->diags, n->fault.id, place_of(g, ref, word), subject);
  check_number(c->site, n, c->diags, d, c->scratch);
}

/* --- figures written out --- */

static bool is_money(const struct cost_table *t, str currency) {
  static const str signs[][2] = {
      {STR_INIT("$"), STR_INIT("USD")},
      {STR_INIT("\xE2\x82\xAC"), STR_INIT("EUR")},
      {STR_INIT("\xC2\xA3"), STR_INIT("GBP")},
      {STR_INIT("\xC2\xA5"), STR_INIT("JPY")},
  };
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    currency = str_eq(currency, signs[i][0]) ? signs[i][1] : currency;
  }
  return str_eq(currency, t->currency);
}

/* A price of the table that has this value, or NULL. */
static const struct price *price_like(const struct cost_table *t, str written) {
  double value;
  double price;
  for (ptrdiff_t i = 0; num_parse_typed(written, &value) && i < t->price_count; i++) {
    const struct price *p = &t->prices[i];
    if (p->current && num_parse_typed(p->text, &price) && price == value) {
      return p;
    }
  }
  return NULL;
}

static void hint_price(struct diags *ds, struct diag *d, const struct price *p, arena scratch) {
  buf b = buf_open(&scratch);
  buf_str(&b, STR("If it is that price, write {{price "));
  buf_str(&b, p->table);
  if (p->row.n > 0) {
    buf_byte(&b, ' ');
    buf_str(&b, p->row);
    buf_byte(&b, ' ');
    buf_str(&b, p->column);
  }
  buf_str(&b, STR("}}; else cite its source in the sentence."));
  diag_hint(ds, d, buf_text(&b));
}

static void check_literal(const struct number_check *c, const struct guide *g,
                          const struct page_ref *ref) {
  if (g->table == NONE) {
    return;
  }
  const struct cost_table *t = &c->site->costs[g->table];
  str currency = page_text(g->view, ref->text);
  bool chance = str_eq(currency, STR("P"));
  if (!chance && !is_money(t, currency)) {
    return;
  }
  str number = page_text(g->view, ref->target);
  span at = guide_ref_span(g, ref);
  struct diag *d = diag_add(c->diags, D_LITERAL, at, number);
  const struct price *price = chance ? NULL : price_like(t, number);
  if (price != NULL) {
    hint_price(c->diags, d, price, c->scratch);
  } else if (chance) {
    diag_hint(c->diags, d,
              STR("Take it from the table with {{claim ID}}, or cite its source in the sentence."));
  }
}

/* --- pages --- */

static void check_table(const struct number_check *c, const struct guide *g) {
  arena scratch = c->scratch;
  if (g->costs.n == 0 || g->table != NONE || !numbers_know_tables(c->site)) {
    return;
  }
  struct number n = {.table = NONE, .fault = {.list = LIST_TABLES}};
  struct names names = names_of(c->site, &n, &scratch);
  struct diag *d =
      diag_add(c->diags, D_TABLE_UNKNOWN, ynode_span(&g->view->front, g->costs_node), g->costs);
  if (!diag_suggest(c->diags, d, g->costs, names.items, names.count)) {
    list_names(c->diags, d, &names, scratch);
  }
}

static void check_texts(const struct number_check *c, const struct guide *g) {
  static const str keys[] = {STR_INIT("title"), STR_INIT("description")};
  const struct ydoc *doc = &g->view->front;
  for (int i = 0; g->costs.n > 0 && i < 2; i++) {
    uint32_t node = ynode_get(doc, Y_ROOT, keys[i], NULL);
    if (node != Y_NONE && str_search(ynode_text(doc, node), STR("{{")) >= 0) {
      struct diag *d = diag_add(c->diags, D_HOLE_PLACE, ynode_span(doc, node), keys[i]);
      diag_detail(c->diags, d, STR("in front matter"));
    }
  }
}

void check_numbers(const struct site *site, struct diags *ds, arena scratch) {
  struct number_check c = {site, ds, scratch};
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    const struct guide *g = &site->guides[i];
    check_table(&c, g);
    check_texts(&c, g);
    for (uint32_t k = 0; k < g->view->head->refs; k++) {
      const struct page_ref *ref = &g->view->refs[k];
      if (ref->kind == REF_LITERAL) {
        check_literal(&c, g, ref);
      } else if (ref->kind == REF_NUMBER && site->numbers[g->targets[k].index].fault.there) {
        report(&c, g, ref, &site->numbers[g->targets[k].index]);
      }
    }
  }
}
