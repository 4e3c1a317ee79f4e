/* The glossary: which words of a text are a term, and what pages make of them. */
#include "unit.h"

#include "page_case.h"
#include "render/parts.h"
#include "whole.h"

/* --- words --- */

static void reads_words(void **state) {
  (void)state;
  static const struct {
    const char *text;
    ptrdiff_t end;
  } cases[] = {
      {"token, and", 5},    {"fine-tuning.", 11}, {"fine- and", 4},
      {"a_b c", 3},         {"  \n x", 4},        {"++", 1},
      {"\303\234ber x", 5}, {"\xE2\x80\x94x", 3}, {"-x", 1},
      {"a--b", 4},          {"r's", 1},           {"7b", 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(terms_token(str_of(cases[i].text), 0), cases[i].end);
  }
  assert_true(terms_is_word(STR("x"), 0));
  assert_true(terms_is_word(STR("\xC3\xA4"), 0));
  assert_false(terms_is_word(STR("-x"), 0));
  assert_false(terms_is_word(STR("x"), 1));
}

/* The term that is found in a text from its beginning on, or -1. */
static int32_t find(const struct terms *t, str text) {
  struct terms_search s;
  int32_t term = -1;
  terms_search_begin(&s);
  for (ptrdiff_t at = 0; at < text.n;) {
    ptrdiff_t end = terms_token(text, at);
    if (!terms_search_add(t, &s, str_sub(text, at, end), &term)) {
      break;
    }
    at = end;
  }
  return term;
}

static void finds_the_longest_form(void **state) {
  (void)state;
  arena a = unit_arena();
  struct terms t = {.items = NULL};
  static const char *const forms[] = {"context", "context  window", "RAG", "C++",
                                      "LoRA",    "\303\274ber uns"};
  for (int32_t i = 0; i < 6; i++) {
    assert_int_equal(terms_add(&t, &a, str_of(forms[i]), i), i);
  }
  assert_int_equal(terms_add(&t, &a, STR("Context\twindow"), 9), 1);
  assert_int_equal(terms_add(&t, &a, STR(" "), 9), 9);
  static const struct {
    const char *text;
    int32_t term;
  } cases[] = {
      {"context", 0},
      {"context windows", 0},
      {"Context window", 1},
      {"CONTEXT\n  WINDOW", 1},
      {"contexts", -1},
      {"rag", -1},
      {"RAG", 2},
      {"RAGs", -1},
      {"C++", 3},
      {"C+", -1},
      {"c++", -1},
      {"LORA", 4},
      {"lora", -1},
      {"\303\234BER UNS", 5},
      {"context-window", -1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(find(&t, str_of(cases[i].text)), cases[i].term);
  }
}

/* --- pages --- */

enum { MANY = 2000 };

/* Terms "w0" to "w1999", and longer ones that all begin with the same words. */
static struct terms *many_terms(arena *a) {
  struct terms *t = NEW(a, struct terms, 1);
  t->items = NEW(a, struct term, MANY);
  for (int32_t i = 0; i < MANY; i++) {
    buf b = buf_new(a, 40);
    buf_str(&b, i % 2 == 0 ? STR("w") : STR("one and the same beginning "));
    buf_int(&b, i);
    t->items[t->count++] = (struct term){.name = buf_text(&b), .text = STR("x"), .id = STR("y")};
    assert_int_equal(terms_add(t, a, buf_text(&b), i), i);
  }
  return t;
}

/* How many words and spaces searches look at, one from each word of the text on. */
static ptrdiff_t steps_of(const struct terms *t, str text) {
  ptrdiff_t steps = 0;
  for (ptrdiff_t from = 0; from < text.n; from = terms_token(text, from)) {
    struct terms_search s;
    int32_t term = -1;
    bool more = true;
    terms_search_begin(&s);
    for (ptrdiff_t at = from; at < text.n && more; steps++) {
      ptrdiff_t end = terms_token(text, at);
      more = terms_search_add(t, &s, str_sub(text, at, end), &term);
      at = end;
    }
  }
  return steps;
}

static void looks_no_farther_with_many_terms(void **state) {
  (void)state;
  arena a = unit_arena();
  struct terms few = {.items = NULL};
  assert_int_equal(terms_add(&few, &a, STR("w0"), 0), 0);
  assert_int_equal(terms_add(&few, &a, STR("one and the same beginning 1"), 1), 1);
  const struct terms *many = many_terms(&a);
  str text = STR("one and the same beginning of one and the same w, w0 and one");
  assert_true(steps_of(&few, text) > 20);
  assert_int_equal(steps_of(many, text), steps_of(&few, text));
}

static void links_each_of_many_terms_once(void **state) {
  (void)state;
  arena a = unit_arena();
  struct terms *many = many_terms(&a);
  buf b = buf_new(&a, 100 << 10);
  for (int i = 0; i < 2 * MANY; i++) {
    buf_str(&b, many->items[i % MANY].name);
    buf_str(&b, STR(", "));
  }
  struct page_input in = {.bytes = buf_text(&b), .path = STR("guides/case.md"), .terms = many};
  struct page_case c = parse_input(&a, &in);
  assert_int_equal(c.b.hole_count, MANY);
  assert_str_equal(page_text(&c.v, c.v.refs[MANY - 1].target), many->items[MANY - 1].name);
}

static void leaves_a_page_as_it_is_without_terms(void **state) {
  (void)state;
  arena a = unit_arena();
  assert_str_equal(parse_page(&a, STR("RAG")).html, STR("<p>RAG</p>\n"));
}

/* --- sites --- */

#define SITE \
  { "site.yaml", "title: T\n" }
#define PAGE \
  { "guides/glossary.md", "# G\n\n:::glossary\n" }

static void knows_who_uses_a_term(void **state) {
  (void)state;
  struct whole *w =
      WHOLE(SITE, PAGE, {"glossary.yaml", "- {term: RAG, short: R., guide: \"guides/a.md#x\"}\n"},
            {"guides/a.md", "# A\n\n## X\n\nRAG\n"}, {"guides/b.md", "# B\n\nRAG\n\n## Y\n"},
            {"guides/c.md", "---\ntitle: C\ndraft: true\n---\n\nRAG\n"});
  assert_str_equal(whole_said(w), STR(""));
  const struct glossary_entry *e = &w->site.entries[0];
  assert_int_equal(e->use_count, 2);
  assert_str_equal(e->uses[0].anchor, STR("x"));
  assert_str_equal(e->uses[1].anchor, STR(""));
  assert_str_equal(w->site.guides[e->guide].title, STR("A"));
  assert_str_equal(e->anchor, STR("x"));
  assert_false(e->more);
  whole_close(w);
}

static void checks_links_to_entries(void **state) {
  (void)state;
  struct whole *w =
      WHOLE(SITE, PAGE, {"glossary.yaml", "- {term: RAG, short: R.}\n"},
            {"guides/a.md", "# A\n\nRAG [x](glossary.md#term:rag) [y](glossary.md#term:rak)\n"});
  assert_str_equal(whole_said(w),
                   STR("F0502 3:35 glossary.md#term:rak: Did you mean \"term:rag\"?\n"));
  whole_close(w);
}

static void names_at_most_eight_pages(void **state) {
  (void)state;
  struct whole *w = WHOLE(SITE, PAGE, {"glossary.yaml", "- {term: RAG, short: R.}\n"},
                          {"guides/1.md", "# 1\n\nRAG\n"}, {"guides/2.md", "# 2\n\nRAG\n"},
                          {"guides/3.md", "# 3\n\nRAG\n"}, {"guides/4.md", "# 4\n\nRAG\n"},
                          {"guides/5.md", "# 5\n\nRAG\n"}, {"guides/6.md", "# 6\n\nRAG\n"},
                          {"guides/7.md", "# 7\n\nRAG\n"}, {"guides/8.md", "# 8\n\nRAG\n"},
                          {"guides/9.md", "# 9\n\nRAG\n"});
  assert_int_equal(w->site.entries[0].use_count, GLOSSARY_USES_MAX);
  assert_true(w->site.entries[0].more);
  whole_close(w);
}

static void holds_so_many_terms(void **state) {
  (void)state;
  for (int more = 0; more < 2; more++) {
    struct whole *w = whole_new();
    buf b = buf_new(&w->perm, 40 * TERMS_MAX);
    for (int i = 0; i < TERMS_MAX + more; i++) {
      buf_str(&b, STR("- {term: t"));
      buf_int(&b, i);
      buf_str(&b, STR(", short: x}\n"));
    }
    char *text = NEW(&w->perm, char, b.n + 1);
    for (ptrdiff_t i = 0; i < b.n; i++) {
      text[i] = b.s[i];
    }
    whole_write(w, (struct file[]){SITE, {"glossary.yaml", text}}, 2);
    whole_load(w, 1);
    assert_int_equal(w->content.terms.count, TERMS_MAX);
    assert_int_equal(w->diags.count, more);
    assert_true(more == 0 || w->diags.items[0].id == D_TERM_LIMIT);
    whole_close(w);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_words),
      cmocka_unit_test(finds_the_longest_form),
      cmocka_unit_test(looks_no_farther_with_many_terms),
      cmocka_unit_test(links_each_of_many_terms_once),
      cmocka_unit_test(leaves_a_page_as_it_is_without_terms),
      cmocka_unit_test(knows_who_uses_a_term),
      cmocka_unit_test(checks_links_to_entries),
      cmocka_unit_test(names_at_most_eight_pages),
      cmocka_unit_test(holds_so_many_terms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
