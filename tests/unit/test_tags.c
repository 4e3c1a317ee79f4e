/* Tags of guides, and the decisions that name them, as the site and its pages have them. */
#include "unit.h"

#include "model/tags.h"
#include "render/parts.h"
#include "whole.h"

#define SITE \
  { "site.yaml", "title: T\n" }

/* "name#id: guide guide | ..." */
static str tags_of(struct whole *w) {
  buf out = buf_open(&w->perm);
  for (ptrdiff_t i = 0; i < w->site.tag_count; i++) {
    const struct tag *t = &w->site.tags[i];
    buf_str(&out, i > 0 ? STR(" | ") : STR(""));
    buf_str(&out, t->name);
    buf_byte(&out, '#');
    buf_str(&out, t->id);
    buf_byte(&out, ':');
    for (ptrdiff_t k = 0; k < t->count; k++) {
      buf_byte(&out, ' ');
      buf_str(&out, w->site.guides[t->guides[k]].title);
    }
  }
  return buf_close(&out, &w->perm);
}

static void collects_tags_in_order(void **state) {
  (void)state;
  struct whole *w =
      WHOLE(SITE, {"guides/a.md", "---\ntitle: A\ntags: [RAG, C++, rag, zeta]\n---\n"},
            {"guides/b.md", "---\ntitle: B\ntags: [rag, C, \"?!\"]\n---\n"},
            {"guides/c.md", "---\ntitle: C\ntags: [hidden, rag]\ndraft: true\n---\n"});
  assert_str_equal(tags_of(w),
                   STR("?!#tag: B | C#c: B | C++#c-2: A | RAG#rag: A B | zeta#zeta: A"));
  struct page_context p = {
      .site = &w->site, .path = STR("guides/a.html"), .nav = NONE, .perm = &w->perm};
  tmpl_list links = page_tags(&p, &w->site.guides[0]);
  assert_int_equal(links.count, 4);
  const struct view_tag *tag = links.items;
  assert_str_equal(tag[1].url, STR("../tags.html#c-2"));
  assert_str_equal(tag[2].text, STR("rag"));
  assert_str_equal(tag[2].url, STR("../tags.html#rag"));
  assert_int_equal(page_tags(&p, &w->site.guides[2]).count, 0);
  whole_close(w);
}

static ptrdiff_t count_pages_of_tags(const struct whole *w) {
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < w->site.output_count; i++) {
    count += w->site.outputs[i].kind == OUTPUT_TAGS;
  }
  return count;
}

static void makes_a_page_only_of_tags(void **state) {
  (void)state;
  struct whole *w = WHOLE(SITE, {"guides/a.md", "---\ntitle: A\ntags: [x]\n---\n"});
  assert_int_equal(count_pages_of_tags(w), 1);
  whole_close(w);
  w = WHOLE(SITE, {"guides/a.md", "# A"});
  assert_int_equal(count_pages_of_tags(w), 0);
  whole_close(w);
}

#define DECISION                                                                          \
  "title: Which?\nversion: 2026-11-21\n"                                                  \
  "sources: {s: {title: S, guide: guides/b.md}}\n"                                        \
  "tree: {start: q, questions: {q: {ask: Q?, answers: {yes: {end: x}, no: {end: y}}}}}\n" \
  "outcomes: {x: {title: X, guide: guides/a.md}, y: {title: Y, guide: guides/a.md}}\n"    \
  "tests: [{name: n, answers: {q: yes}, expect: x}, {name: m, answers: {q: no}, expect: y}]\n"

static void knows_which_decisions_name_a_guide(void **state) {
  (void)state;
  struct whole *w = WHOLE(SITE, {"guides/a.md", "# A"}, {"guides/b.md", "# B"},
                          {"guides/c.md", "# C"}, {"decisions/d.yaml", "decision: d\n" DECISION},
                          {"decisions/e.yaml", "decision: e\n" DECISION});
  const struct guide *g = w->site.guides;
  assert_int_equal(g[0].use_count, 2);
  assert_int_equal(g[0].uses[1], 1);
  assert_int_equal(g[1].use_count, 2);
  assert_int_equal(g[2].use_count, 0);
  struct page_context p = {
      .site = &w->site, .path = STR("guides/a.html"), .nav = NONE, .perm = &w->perm};
  const struct view_link *links = page_uses(&p, &g[0]).items;
  assert_str_equal(links[1].url, STR("../decisions/e.html"));
  assert_str_equal(links[1].text, STR("Which?"));
  assert_null(page_table_link(&p, &g[0]));
  whole_close(w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(collects_tags_in_order),
      cmocka_unit_test(makes_a_page_only_of_tags),
      cmocka_unit_test(knows_which_decisions_name_a_guide),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
