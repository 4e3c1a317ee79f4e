#include "check/check.h"
#include "check/days.h"

/* What something is judged by: its age is counted from `read`. */
struct dated {
  str name, read;
  span at;
  span used; /* the first figure that rests on it; NOWHERE: none */
};

enum age { AGE_FINE, AGE_WARN, AGE_FAIL };

static enum age age_of(const struct cost_table *t, str read, int64_t day) {
  int64_t age = day - days_of(read);
  return age > t->stale.fail ? AGE_FAIL : age > t->stale.warn ? AGE_WARN : AGE_FINE;
}

static void tell(const struct cost_table *t, const struct dated *d, int64_t day, struct diags *ds) {
  bool fails = age_of(t, d->read, day) == AGE_FAIL;
  char memory[128];
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&b, STR("read on "));
  buf_str(&b, d->read);
  buf_str(&b, STR(", "));
  days_print(day - days_of(d->read), &b);
  buf_str(&b, STR(" before "));
  bool own = day == days_of(t->as_of);
  buf_str(&b, own ? STR("the table's day, ") : STR("today; "));
  if (own) {
    buf_str(&b, t->as_of);
    buf_str(&b, STR("; "));
  }
  buf_str(&b, fails ? STR("the limit is ") : STR("the warning comes after "));
  days_print(fails ? t->stale.fail : t->stale.warn, &b);
  struct diag *found = diag_add(ds, fails ? D_PRICE_STALE : D_PRICE_AGEING, d->at, d->name);
  diag_detail(ds, found, buf_text(&b));
  if (d->used.file >= 0) {
    diag_note(ds, found, d->used, STR("a price that rests on it"));
  }
}

/* Tells what is worse than it was on the table's own day; on that day, what is not fine. */
static void check_age(const struct cost_table *t, const struct dated *d, int64_t day,
                      struct diags *ds) {
  if (d->read.n == 0 || t->as_of.n == 0) {
    return; /* that it is missing was told */
  }
  int64_t own = days_of(t->as_of);
  enum age before = day == own ? AGE_FINE : age_of(t, d->read, own);
  if (age_of(t, d->read, day) > before) {
    tell(t, d, day, ds);
  }
}

/* The first current price of a source, or NOWHERE. */
static span first_price(const struct cost_table *t, int32_t source) {
  for (ptrdiff_t i = 0; i < t->price_count; i++) {
    if (t->prices[i].current && t->prices[i].source == source) {
      return t->prices[i].at;
    }
  }
  return NOWHERE;
}

void check_price_ages(const struct cost_table *t, int64_t day, struct diags *ds) {
  for (ptrdiff_t i = 0; i < t->source_count; i++) {
    const struct cost_source *s = &t->sources[i];
    struct dated d = {s->id, s->date, s->at, first_price(t, (int32_t)i)};
    if (d.used.file >= 0) {
      check_age(t, &d, day, ds);
    }
  }
  for (ptrdiff_t i = 0; i < t->rate_count; i++) {
    const struct table_rate *r = &t->rates[i];
    check_age(t, &(struct dated){r->currency, r->date, r->at, NOWHERE}, day, ds);
  }
}

static bool is_row_start(const struct cost_table *t, ptrdiff_t i) {
  const struct price *p = &t->prices[i];
  const struct price *last = i > 0 ? &t->prices[i - 1] : NULL;
  return last == NULL || !str_eq(last->table, p->table) || !str_eq(last->row, p->row) ||
         !str_eq(last->from, p->from) || !str_eq(last->until, p->until);
}

/* Announced prices whose day has come since, and prices of the table's day that have ended. */
void check_price_days(const struct cost_table *t, int64_t today, struct diags *ds) {
  for (ptrdiff_t i = 0; i < t->price_count; i++) {
    const struct price *p = &t->prices[i];
    str name = p->row.n > 0 ? p->row : p->table;
    if (!is_row_start(t, i)) {
      continue;
    }
    bool read_since =
        p->source >= 0 && p->from.n > 0 && str_cmp(t->sources[p->source].date, p->from) >= 0;
    if (p->announced && !p->current && !read_since && p->from.n > 0 && days_of(p->from) <= today) {
      diag_add(ds, D_PRICE_ANNOUNCED, p->at, name);
    }
    if (p->current && p->until.n > 0 && days_of(p->until) <= today) {
      struct diag *d = diag_add(ds, D_PRICE_ENDED, p->at, name);
      diag_detail(ds, d, p->until);
    }
  }
}
