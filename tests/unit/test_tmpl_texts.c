/* Texts of the interface in templates: holes, parts, and what cannot stand in them. */
#include "tmpl_page.h"

static const struct tmpl_text texts[] = {
    {STR_INIT("next"), STR_INIT("Next <& more>")},
    {STR_INIT("named"), STR_INIT("“{title}”, they say")},
    {STR_INIT("span"), STR_INIT("from {high} down to {low}!")},
    {STR_INIT("quote"), STR_INIT("say \"{word}\"")},
};

struct text_case {
  str text;
  str want; /* empty: a fault */
};

static str outcome(struct run *r, str text) {
  file_add(r, STR("main"), text);
  arena scratch = {NEW(&r->perm, char, 8 << 20), NULL};
  scratch.end = scratch.at + (8 << 20);
  struct tmpl_files files = {.items = r->items, .count = r->count, .texts = texts, .text_count = 4};
  const struct tmpl *t = tmpl_compile(&files, STR("main"), &page_type, &r->ds, &r->perm, scratch);
  if (t == NULL) {
    return STR("");
  }
  struct page page = {.title = STR("Rock & Roll"), .yes = true};
  buf out = buf_new(&r->perm, OUTPUT_MAX);
  tmpl_render(t, &page, &out);
  assert_false(out.full);
  return buf_text(&out);
}

static void fills_holes(void **state) {
  (void)state;
  static const struct text_case cases[] = {
      {STR_INIT("a {{t.next}} b"), STR_INIT("a Next &lt;&amp; more&gt; b")},
      {STR_INIT("<p title=\"{{t.quote}}\">"), STR_INIT("")}, /* nothing is called word */
      {STR_INIT("{{t.named}}"), STR_INIT("“Rock &amp; Roll”, they say")},
      {STR_INIT("{{#t.named}}<b>{{title}}</b>{{/t.named}}"),
       STR_INIT("“<b>Rock &amp; Roll</b>”, they say")},
      {STR_INIT("{{#t.span}}{{:low}}<i>1</i>{{:high}}{{#yes}}2{{/yes}}{{/t.span}}"),
       STR_INIT("from 2 down to <i>1</i>!")},
      {STR_INIT("{{#t.span}}{{:high}}{{t.named}}{{:low}}{{#t.quote}}x{{/t.quote}}{{/t.span}}"),
       STR_INIT("from “Rock &amp; Roll”, they say down to say \"x\"!")},
      {STR_INIT("<p title=\"{{#t.quote}}{{title}}{{/t.quote}}\">"),
       STR_INIT("<p title=\"say &quot;Rock &amp; Roll&quot;\">")},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct run r;
    run_init(&r);
    str got = outcome(&r, cases[i].text);
    if (!str_eq(got, cases[i].want)) {
      fail_msg("row %zu: %.*s", i, (int)got.n, got.s);
    }
    assert_true((r.ds.count > 0) == (cases[i].want.n == 0));
  }
}

struct text_fault {
  str text;
  diag_id id;
  int32_t beg, end;
};

static void finds_faults(void **state) {
  (void)state;
  static const struct text_fault cases[] = {
      {STR_INIT("{{t.nexd}}"), D_TMPL_UNKNOWN, 4, 8},
      {STR_INIT("{{t.span}}"), D_TMPL_UNKNOWN, 2, 6},
      {STR_INIT("{{#t.span}}{{:low}}1{{:hihg}}2{{/t.span}}"), D_TMPL_UNKNOWN, 20, 29},
      {STR_INIT("{{#t.span}}both{{/t.span}}"), D_TMPL_SYNTAX, 0, 11},
      {STR_INIT("{{#t.next}}none{{/t.next}}"), D_TMPL_SYNTAX, 0, 11},
      {STR_INIT("{{#t.named}}x{{:title}}y{{/t.named}}"), D_TMPL_SYNTAX, 13, 23},
      {STR_INIT("{{:low}}"), D_TMPL_SYNTAX, 0, 8},
      {STR_INIT("<p id={{t.next}}>"), D_TMPL_CONTEXT, 6, 16},
      {STR_INIT("{{#t.named}}<b{{/t.named}}>"), D_TMPL_CONTEXT, 0, 12},
      {STR_INIT("{{{t.next}}}"), D_TMPL_UNKNOWN, 3, 4},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct run r;
    run_init(&r);
    outcome(&r, cases[i].text);
    const struct diag *d = r.ds.items;
    if (r.ds.count == 0 || d->id != cases[i].id || d->at.beg != cases[i].beg ||
        d->at.end != cases[i].end) {
      fail_msg("row %zu: %td found, first %d at %d..%d", i, r.ds.count,
               r.ds.count ? (int)d->id : -1, r.ds.count ? d->at.beg : -1,
               r.ds.count ? d->at.end : -1);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fills_holes),
      cmocka_unit_test(finds_faults),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
