#include "core/html.h"
#include "model/cost_anchor.h"
#include "render/parts.h"

/* What joins a number and its unit: a space that does not break. */
static const str joint = STR_INIT("\xC2\xA0");

/* A number, and its unit where it has one: "never" is none of call/d. */
static void add_number(const struct page_context *p, buf *b, const struct number *n, str text,
                       bool measured) {
  bool never = str_eq(text, STR("never"));
  buf_str(b, never ? strings_get(&p->site->strings, STR("never")) : text);
  if (measured && n->unit.n > 0 && !n->bare && !never) {
    buf_str(b, joint);
    buf_str(b, n->unit);
  }
}

/* "holds (P = 0.99)", "contradicted (0.15)": the source that the claim is against. */
static str verdict_text(const struct page_context *p, const struct number *n) {
  const struct strings *ui = &p->site->strings;
  bool contradicts = p->site->costs[n->table].claims[n->item].contradicts.count > 0;
  buf b = buf_open(p->perm);
  if (n->chance && !contradicts) {
    bool beyond = str_starts(n->text, STR("<")) || str_starts(n->text, STR(">"));
    buf_str(&b, beyond ? STR("P ") : STR("P = "));
  }
  add_number(p, &b, n, n->text, true);
  struct string_hole value = {STR("value"), buf_close(&b, p->perm)};
  return contradicts ? strings_fill(ui, STR("claim_contradicted"), &value, 1, p->perm)
                     : strings_fill(ui, STR("claim_holds"), &value, 1, p->perm);
}

/* " (sources: 50 to 2,000)", where they do not all say the same. */
static str span_text(const struct page_context *p, const struct number *n) {
  if (n->kind != NUMBER_THRESHOLD || n->range || n->bare || str_eq(n->low, n->high)) {
    return STR("");
  }
  struct string_hole holes[] = {{STR("low"), n->low}, {STR("high"), n->high}};
  str text = strings_fill(&p->site->strings, STR("limit_sources"), holes, 2, p->perm);
  return arena_join(p->perm, STR(" "), text);
}

static str one_text(const struct page_context *p, const struct number *n, str text, bool measured) {
  buf b = buf_open(p->perm);
  add_number(p, &b, n, text, measured);
  return buf_close(&b, p->perm);
}

/* "104,233 USD", "68,000 to 161,000 USD", "34,000 call/d to never" */
str page_number_text(const struct page_context *p, const struct number *n) {
  if (n->verdict) {
    return verdict_text(p, n);
  }
  if (n->range && !str_eq(n->low, n->high)) {
    struct string_hole holes[] = {
        {STR("low"), one_text(p, n, n->low, str_eq(n->high, STR("never")))},
        {STR("high"), one_text(p, n, n->high, true)},
    };
    return strings_fill(&p->site->strings, STR("range"), holes, 2, p->perm);
  }
  return arena_join(p->perm, one_text(p, n, n->range ? n->high : n->text, true), span_text(p, n));
}

static const struct cost_table *table_of(const struct page_context *p, const struct number *n) {
  return &p->site->costs[n->table];
}

static str output_anchor(const struct page_context *p, const struct cost_table *t,
                         const struct number *n) {
  str output = t->outputs[n->item].id;
  str of = n->alternative == NONE ? STR("") : t->alternatives[n->alternative].id;
  return n->scenario == NONE ? cost_anchor_output(p->perm, output, of)
                             : cost_anchor_scenarios(p->perm, output, of);
}

/* Where on the table's page it comes from; empty: the page as a whole. */
static str anchor_of(const struct page_context *p, const struct number *n) {
  const struct cost_table *t = n->table == NONE ? NULL : table_of(p, n);
  switch (n->kind) {
    case NUMBER_OUTPUT:
      return output_anchor(p, t, n);
    case NUMBER_INPUT:
      return cost_anchor_input(p->perm, t->inputs[n->item].id);
    case NUMBER_PRICE:
      return cost_anchor_price(p->perm, &t->prices[n->item]);
    case NUMBER_THRESHOLD:
      return arena_join(p->perm, STR("t-"), p->site->decisions[n->decision].thresholds[n->item].id);
    case NUMBER_CLAIM:
      return cost_anchor_claim(p->perm, t->claims[n->item].id);
    case NUMBER_DATE:
    case NUMBER_NONE:
      break;
  }
  return STR("");
}

static void add_part(buf *b, str part) {
  if (part.n > 0) {
    buf_str(b, b->n > 0 ? STR(", ") : STR(""));
    buf_str(b, part);
  }
}

/* Who says so, and where the limit itself comes from. */
static str threshold_title(const struct page_context *p, const struct number *n) {
  const struct decision *d = &p->site->decisions[n->decision];
  const struct decision_threshold *t = &d->thresholds[n->item];
  buf b = buf_open(p->perm);
  add_part(&b, d->title);
  add_part(&b, t->id);
  for (ptrdiff_t i = 0; i < t->sources.count; i++) {
    add_part(&b, t->sources.items[i]);
  }
  add_part(&b, t->model.n > 0 ? strings_get(&p->site->strings, STR("from_table")) : STR(""));
  return buf_close(&b, p->perm);
}

/* Its formula only where no sentence says it to readers. */
static void add_claim(buf *b, const struct table_claim *claim) {
  add_part(b, claim->label);
  add_part(b, str_eq(claim->label, claim->id) ? claim->formula : STR(""));
  add_part(b, claim->scenario);
}

/* What the number is: "Total cost, Prompting, large; prices of 2026-11-21". */
static str title_of(const struct page_context *p, const struct number *n) {
  if (n->kind == NUMBER_THRESHOLD) {
    return threshold_title(p, n);
  }
  const struct strings *ui = &p->site->strings;
  const struct cost_table *t = table_of(p, n);
  struct string_hole share = {STR("share"), n->undefined};
  struct string_hole day = {STR("day"), t->as_of};
  str undefined = strings_fill(ui, STR("undefined_in"), &share, 1, p->perm);
  str prices = strings_fill(ui, STR("at_prices_of"), &day, 1, p->perm);
  buf b = buf_open(p->perm);
  switch (n->kind) {
    case NUMBER_OUTPUT:
      add_part(&b, t->outputs[n->item].label);
      add_part(&b, n->alternative == NONE ? STR("") : t->alternatives[n->alternative].label);
      break;
    case NUMBER_CLAIM:
      add_claim(&b, &t->claims[n->item]);
      break;
    case NUMBER_INPUT:
      add_part(&b, t->inputs[n->item].label);
      break;
    case NUMBER_PRICE:
      add_part(&b, t->prices[n->item].table);
      add_part(&b, t->prices[n->item].row);
      add_part(&b, t->prices[n->item].column);
      break;
    case NUMBER_DATE:
    case NUMBER_THRESHOLD:
    case NUMBER_NONE:
      add_part(&b, t->title);
      break;
  }
  add_part(&b, n->scenario == NONE ? STR("") : t->scenarios[n->scenario].label);
  if (n->range) {
    add_part(&b, n->kind == NUMBER_OUTPUT ? strings_get(ui, STR("percentiles"))
                                          : strings_get(ui, STR("a_range")));
  }
  if (n->bare && n->unit.n > 0) {
    add_part(&b, n->unit);
  }
  if (n->undefined.n > 0) {
    add_part(&b, undefined);
  }
  buf_str(&b, STR("; "));
  buf_str(&b, prices);
  return buf_close(&b, p->perm);
}

/* The address of an anchor on the table's page, or of the decision's page. */
static str table_url(const struct page_context *p, const struct number *n, str anchor) {
  bool limits = n->kind == NUMBER_THRESHOLD;
  str url = page_url(p, limits ? p->site->decisions[n->decision].out : table_of(p, n)->out);
  buf b = buf_open(p->perm);
  url_escape(&b, url);
  if (anchor.n > 0) {
    buf_byte(&b, '#');
    url_escape(&b, anchor);
  }
  return buf_close(&b, p->perm);
}

/* The source that a number shows beside it, or NULL. */
static const struct cost_source *source_of(const struct page_context *p, const struct number *n) {
  if (n->kind != NUMBER_PRICE || n->bare) {
    return NULL;
  }
  const struct cost_table *t = table_of(p, n);
  int32_t source = t->prices[n->item].source;
  return source >= 0 ? &t->sources[source] : NULL;
}

/* All texts that the markup is made of, gathered before any of it is written. */
struct number_parts {
  const struct number *n;
  str text, url, title;
  const struct cost_source *source;
  str source_url, source_label, source_word;
};

static struct number_parts parts_of(const struct page_context *p, const struct number *n) {
  struct number_parts parts = {
      .n = n,
      .text = page_number_text(p, n),
      .url = table_url(p, n, anchor_of(p, n)),
      .title = title_of(p, n),
      .source = source_of(p, n),
  };
  const struct cost_source *s = parts.source;
  if (s != NULL) {
    buf url = buf_new(p->perm, s->url.n * 3);
    url_escape(&url, s->url);
    parts.source_url = s->url.n > 0 ? buf_text(&url) : table_url(p, n, STR("sources"));
    struct string_hole title = {STR("title"), s->title};
    parts.source_word = strings_get(&p->site->strings, STR("the_source"));
    parts.source_label = strings_fill(&p->site->strings, STR("source_is"), &title, 1, p->perm);
  }
  return parts;
}

static void write_text(struct html *h, const struct number_parts *parts) {
  if (parts->n->kind == NUMBER_DATE) {
    html_open(h, STR("time"));
    html_attr(h, STR("datetime"), parts->text);
    html_text(h, parts->text);
    html_close(h, STR("time"));
  } else {
    html_text(h, parts->text);
  }
}

/* " (source, 2026-09-23)" */
static void write_source(struct html *h, const struct number_parts *parts) {
  const struct cost_source *s = parts->source;
  html_text(h, STR(" "));
  html_open(h, STR("small"));
  html_text(h, STR("("));
  html_open(h, STR("a"));
  html_attr(h, STR("href"), parts->source_url);
  if (s->url.n > 0) {
    html_attr(h, STR("rel"), STR("noopener"));
  }
  html_attr(h, STR("aria-label"), parts->source_label);
  html_attr(h, STR("title"), s->title);
  html_text(h, parts->source_word);
  html_close(h, STR("a"));
  html_text(h, STR(", "));
  html_open(h, STR("time"));
  html_attr(h, STR("datetime"), s->date);
  html_text(h, s->date);
  html_close(h, STR("time"));
  html_text(h, STR(")"));
  html_close(h, STR("small"));
}

str page_number_html(const struct page_context *p, const struct number *n, bool linked) {
  if (n->kind == NUMBER_NONE) {
    return STR("");
  }
  struct number_parts parts = parts_of(p, n);
  buf b = buf_open(p->perm);
  struct html h = {.out = &b};
  if (linked) {
    html_open(&h, STR("a"));
    html_attr(&h, STR("class"), STR("figure"));
    html_attr(&h, STR("href"), parts.url);
    html_attr(&h, STR("title"), parts.title);
  }
  write_text(&h, &parts);
  if (linked) {
    html_close(&h, STR("a"));
  }
  if (linked && parts.source != NULL) {
    write_source(&h, &parts);
  }
  html_flush(&h);
  return buf_close(&b, p->perm);
}

/* The number whose words these are: a page's plain text has them as its source does. */
static const struct number *number_of(const struct site *site, const struct guide *g, str words) {
  for (uint32_t i = 0; i < g->view->head->refs; i++) {
    bool same = g->targets[i].kind == TARGET_NUMBER &&
                str_eq(page_text(g->view, g->view->refs[i].target), words);
    if (same) {
      return &site->numbers[g->targets[i].index];
    }
  }
  return NULL;
}

str page_plain_text(const struct page_context *p, const struct guide *g, str text) {
  str out = STR("");
  for (;;) {
    ptrdiff_t open = str_search(text, STR("{{"));
    str inner = open < 0 ? STR("") : str_sub(text, open + 2, text.n);
    ptrdiff_t close = str_search(inner, STR("}}"));
    if (open < 0 || close < 0) {
      return out.n == 0 ? text : arena_join(p->perm, out, text);
    }
    const struct number *n = number_of(p->site, g, str_sub(inner, 0, close));
    bool filled = n != NULL && n->kind != NUMBER_NONE;
    ptrdiff_t end = filled ? open + 2 + close + 2 : open + 2;
    out = arena_join(p->perm, out, str_sub(text, 0, filled ? open : end));
    out = filled ? arena_join(p->perm, out, page_number_text(p, n)) : out;
    text = str_sub(text, end, text.n);
  }
}
