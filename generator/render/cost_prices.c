#include "render/cost_page.h"

#include "model/cost_anchor.h"
#include "render/parts.h"

const struct view_cite *cost_cite(const struct cost_page *page, int32_t source) {
  const struct view_cite *cites = page->sources.items;
  return source < 0 ? NULL : &cites[source];
}

/* The end of the figures that stand in one row with the one at `beg`. */
static ptrdiff_t record_end(const struct cost_table *t, ptrdiff_t beg) {
  const struct price *first = &t->prices[beg];
  ptrdiff_t end = beg + 1;
  while (end < t->price_count && str_eq(t->prices[end].table, first->table) &&
         str_eq(t->prices[end].row, first->row) && !str_eq(t->prices[end].column, first->column)) {
    end++;
  }
  return end;
}

/* The end of the figures of the table at `beg`, or of those that stand alone. */
static ptrdiff_t table_end(const struct cost_table *t, ptrdiff_t beg) {
  const struct price *first = &t->prices[beg];
  ptrdiff_t end = beg + 1;
  while (end < t->price_count && (first->row.n > 0 ? str_eq(t->prices[end].table, first->table)
                                                   : t->prices[end].row.n == 0)) {
    end++;
  }
  return end;
}

static str text_of(const struct cost_page *page, const struct price *price) {
  buf b = buf_open(page->p->perm);
  buf_str(&b, price->text);
  if (price->row.n == 0 && price->unit.text.n > 0) {
    buf_byte(&b, ' ');
    buf_str(&b, price->unit.text);
  }
  return buf_close(&b, page->p->perm);
}

static struct view_record record_view(const struct cost_page *page, ptrdiff_t beg, ptrdiff_t end) {
  const struct price *first = &page->t->prices[beg];
  struct view_price *prices = NEW(page->p->perm, struct view_price, end - beg);
  for (ptrdiff_t i = beg; i < end; i++) {
    prices[i - beg] = (struct view_price){text_of(page, &page->t->prices[i])};
  }
  return (struct view_record){
      .label = first->label,
      .anchor = first->current ? cost_anchor_price(page->p->perm, first) : STR(""),
      .prices = {prices, end - beg},
      .from = first->from,
      .until = first->until,
      .announced = first->announced,
      .current = first->current,
      .source = cost_cite(page, first->source),
  };
}

static tmpl_list column_list(const struct cost_page *page, ptrdiff_t beg) {
  const struct price *first = &page->t->prices[beg];
  ptrdiff_t count = record_end(page->t, beg) - beg;
  struct view_column *columns = NEW(page->p->perm, struct view_column, count);
  for (ptrdiff_t i = 0; i < count && first->row.n > 0; i++) {
    columns[i] = (struct view_column){first[i].column, first[i].unit.text};
  }
  if (first->row.n == 0) {
    columns[0] = (struct view_column){.label = strings_get(&page->p->site->strings, STR("price"))};
  }
  return (tmpl_list){columns, count};
}

static struct view_prices table_view(const struct cost_page *page, ptrdiff_t beg, ptrdiff_t end) {
  const struct price *first = &page->t->prices[beg];
  struct view_record *records = NEW(page->p->perm, struct view_record, end - beg);
  ptrdiff_t count = 0;
  for (ptrdiff_t at = beg; at < end;) {
    ptrdiff_t next = record_end(page->t, at);
    records[count++] = record_view(page, at, next);
    at = next;
  }
  return (struct view_prices){
      .label = first->row.n > 0 ? first->table_label
                                : strings_get(&page->p->site->strings, STR("other_prices")),
      .columns = column_list(page, beg),
      .records = {records, count},
  };
}

tmpl_list cost_prices(const struct cost_page *page) {
  const struct cost_table *t = page->t;
  struct view_prices *tables = NEW(page->p->perm, struct view_prices, t->price_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t at = 0; at < t->price_count;) {
    ptrdiff_t end = table_end(t, at);
    tables[count++] = table_view(page, at, end);
    at = end;
  }
  return (tmpl_list){tables, count};
}
