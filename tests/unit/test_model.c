#include "core/map.h"
#include "unit.h"
#include "whole.h"

#define SITE \
  { "site.yaml", "title: Case\n" }

static const struct guide *guide_at(const struct whole *w, const char *path) {
  int32_t i = map_get(&w->site.guide_by_path, str_of(path));
  assert_true(i != MAP_NONE);
  return &w->site.guides[i];
}

/* The reading order: each page behind the one before, as one line. */
static str order_of(struct whole *w) {
  const struct site *site = &w->site;
  buf b = buf_new(&w->perm, 1000);
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    const struct guide *first = &site->guides[i];
    if (first->nav == NONE || first->previous != NONE) {
      continue;
    }
    for (int32_t k = (int32_t)i; k != NONE; k = site->guides[k].next) {
      buf_str(&b, str_sub(site->guides[k].path, 7, site->guides[k].path.n - 3));
      buf_byte(&b, ' ');
      int32_t next = site->guides[k].next;
      assert_true(next == NONE || site->guides[next].previous == k);
    }
  }
  return buf_text(&b);
}

/* `order` first, then by path; folders stand among pages, their index first. */
static void orders_pages(void **state) {
  (void)state;
  struct whole *w =
      WHOLE(SITE, {"guides/a.md", "# A"}, {"guides/b/x.md", "# X"}, {"guides/b/index.md", "# B"},
            {"guides/c.md", "---\norder: 2\n---\n# C"}, {"guides/d.md", "---\norder: -1\n---\n# D"},
            {"guides/e/y.md", "# Y"}, {"guides/e/index.md", "---\norder: 1\n---\n# E"},
            {"guides/draft.md", "---\ndraft: true\norder: -9\n---\n# Draft"},
            {"guides/index.md", "# Home"});
  assert_str_equal(whole_said(w), STR(""));
  assert_str_equal(order_of(w), STR("d e/index e/y c a b/index b/x "));
  assert_int_equal(guide_at(w, "guides/index.md")->nav, NONE);
  assert_int_equal(guide_at(w, "guides/draft.md")->nav, NONE);
  assert_str_equal(guide_at(w, "guides/index.md")->out, STR("index.html"));
  assert_str_equal(guide_at(w, "guides/b/index.md")->out, STR("guides/b/index.html"));
  whole_close(w);
}

static void follows_an_explicit_navigation(void **state) {
  (void)state;
  struct whole *w =
      WHOLE({"site.yaml",
             "title: x\n"
             "nav: [guides/b.md, {section: S, items: [guides/a.md, {section: T, items: []}]},"
             " {section: Rest, folder: guides}]\n"},
            {"guides/a.md", "# A"}, {"guides/b.md", "# B"}, {"guides/c.md", "# C"},
            {"guides/d/index.md", "# D"}, {"guides/d/e.md", "# E"});
  assert_str_equal(whole_said(w), STR(""));
  assert_str_equal(order_of(w), STR("b a c d/index d/e "));
  whole_close(w);
}

static void places_an_index_by_name(void **state) {
  (void)state;
  struct whole *w =
      WHOLE({"site.yaml", "title: x\nnav: [guides/d/index.md, {section: D, folder: guides/d}]\n"},
            {"guides/d/index.md", "# D"}, {"guides/d/e.md", "# E"});
  assert_str_equal(whole_said(w), STR(""));
  assert_str_equal(order_of(w), STR("d/index d/e "));
  whole_close(w);
}

/* Without a home page there are still pages, sections and a list of them. */
static void does_without_a_home_page(void **state) {
  (void)state;
  struct whole *w = WHOLE(SITE, {"guides/a.md", "# A"});
  assert_int_equal(w->site.home, NONE);
  assert_str_equal(w->site.outputs[0].path, STR("index.html"));
  assert_int_equal(w->site.outputs[0].index, NONE);
  whole_close(w);
}

static void takes_titles_from_headings_and_folders(void **state) {
  (void)state;
  struct whole *w = WHOLE(SITE, {"guides/a.md", "---\ntitle: Front\n---\n# Heading"},
                          {"guides/b.md", "Text.\n\n## First *heading*\n\n# Second"},
                          {"guides/how-to_do/it.md", "# It"});
  assert_str_equal(guide_at(w, "guides/a.md")->title, STR("Front"));
  assert_str_equal(guide_at(w, "guides/b.md")->title, STR("First heading"));
  assert_str_equal(w->site.sections[1].title, STR("How to do"));
  whole_close(w);
}

/* Links by every way of writing them. */
static const struct {
  const char *link;
  enum target_kind kind;
  diag_id fault; /* with TARGET_NONE, or a broken anchor */
  const char *fragment;
} link_cases[] = {
    {"b.md", TARGET_GUIDE, 0, ""},
    {"./b.md", TARGET_GUIDE, 0, ""},
    {"../guides/b.md", TARGET_GUIDE, 0, ""},
    {"%62.md", TARGET_GUIDE, 0, ""},
    {"sub%2Fc.md", TARGET_GUIDE, 0, ""},
    {"b.md#head", TARGET_GUIDE, 0, "head"},
    {"b.md#h%65ad", TARGET_GUIDE, 0, "head"},
    {"#a", TARGET_GUIDE, 0, "a"},
    {"#", TARGET_GUIDE, 0, ""},
    {"sub", TARGET_SECTION, 0, ""},
    {"sub/", TARGET_SECTION, 0, ""},
    {"indexed/#in-it", TARGET_GUIDE, 0, "in-it"},
    {"a.txt#x", TARGET_ASSET, 0, "x"},
    {"b.md#none", TARGET_GUIDE, D_LINK_ANCHOR, "none"},
    {"#none", TARGET_GUIDE, D_LINK_ANCHOR, "none"},
    {"indexed/#none", TARGET_GUIDE, D_LINK_ANCHOR, "none"},
    {"sub/#none", TARGET_NONE, D_LINK_ANCHOR, ""},
    {"gone.md", TARGET_NONE, D_LINK_BROKEN, ""},
    {"b.html", TARGET_NONE, D_LINK_BROKEN, ""},
    {"B.md", TARGET_NONE, D_LINK_BROKEN, ""},
    {"b.md?x", TARGET_NONE, D_LINK_BROKEN, ""},
    {"b%", TARGET_NONE, D_LINK_BROKEN, ""},
    {"b%6", TARGET_NONE, D_LINK_BROKEN, ""},
    {"%zz.md", TARGET_NONE, D_LINK_BROKEN, ""},
    {"..", TARGET_NONE, D_LINK_BROKEN, ""},
    {"draft.md", TARGET_NONE, D_LINK_DRAFT, ""},
    {"/guides/b.md", TARGET_NONE, D_LINK_ABSOLUTE, ""},
    {"../../b.md", TARGET_NONE, D_LINK_ESCAPES, ""},
    {"%2e%2e/../b.md", TARGET_NONE, D_LINK_ESCAPES, ""},
};
enum { LINK_CASES = sizeof link_cases / sizeof link_cases[0] };

static void resolves_links(void **state) {
  (void)state;
  char text[2000] = "# A\n";
  for (int i = 0; i < LINK_CASES; i++) {
    size_t n = strlen(text);
    snprintf(text + n, sizeof text - n, "\n[x](%s)\n", link_cases[i].link);
  }
  struct whole *w =
      WHOLE(SITE, {"guides/a.md", text}, {"guides/b.md", "# Head"}, {"guides/sub/c.md", "# C"},
            {"guides/indexed/index.md", "# In it"}, {"guides/a.txt", "x"},
            {"guides/draft.md", "---\ndraft: true\n---\n# Draft"});
  const struct guide *g = guide_at(w, "guides/a.md");
  assert_int_equal(g->view->head->refs, LINK_CASES);
  int faults = 0;
  for (int i = 0; i < LINK_CASES; i++) {
    const struct target *t = &g->targets[i];
    bool faulty = link_cases[i].fault != 0;
    if (t->kind != link_cases[i].kind || t->faulty != faulty || t->fault != link_cases[i].fault ||
        !str_eq(t->fragment, str_of(link_cases[i].fragment))) {
      fail_msg("%s: kind %d, fault %d", link_cases[i].link, t->kind, t->fault);
    }
    faults += faulty;
  }
  assert_int_equal(w->diags.count, faults);
  whole_close(w);
}

/* A page of many headings has a map of them, one of few is searched. */
static void finds_anchors_among_few_and_many(void **state) {
  (void)state;
  for (int count = 23; count <= 27; count += 2) {
    char many[2000] = "";
    for (int i = 1; i <= count; i++) {
      size_t n = strlen(many);
      snprintf(many + n, sizeof many - n, "## H%d\n\n", i);
    }
    struct whole *w = WHOLE(SITE, {"guides/a.md", "# A\n\n[x](m.md#h1) [x](m.md#h23) [x](m.md#h0)"},
                            {"guides/m.md", many});
    assert_str_equal(whole_said(w), STR("F0502 3:32 m.md#h0: The headings are in guides/m.md.\n"));
    whole_close(w);
  }
}

static void publishes_files_that_pages_refer_to(void **state) {
  (void)state;
  struct whole *w = WHOLE(SITE, {"guides/a.md", "# A\n\n[x](used.txt) ![x](sub/p.png)"},
                          {"guides/draft.md", "---\ndraft: true\n---\n# D\n\n[x](draft.txt)"},
                          {"guides/used.txt", "x"}, {"guides/draft.txt", "x"},
                          {"guides/unused.txt", "x"}, {"guides/sub/p.png", "x"});
  assert_str_equal(whole_said(w), STR(""));
  assert_int_equal(w->site.asset_count, 2);
  const struct content_file *content = w->content.files;
  assert_str_equal(content[w->site.assets[0]].path, STR("guides/sub/p.png"));
  assert_str_equal(content[w->site.assets[1]].path, STR("guides/used.txt"));
  whole_close(w);
}

/* The sentences that help: the near name, or what there is. */
static void hints_at_what_was_meant(void **state) {
  (void)state;
  static const struct {
    const char *yaml;
    const char *page;
    const char *said;
  } cases[] = {
      {"", "[x](basic.md)", "F0501 3:5 basic.md: Did you mean \"sub/basic.md\"?\n"},
      {"", "[x](otehr.md)", "F0501 3:5 otehr.md: Did you mean \"other.md\"?\n"},
      {"", "[x](other.html)", "F0501 3:5 other.html: Did you mean \"other.md\"?\n"},
      {"", "[x](zzz.png)", "F0501 3:5 zzz.png: Correct the name, or create the file.\n"},
      {"", "[x](../site.yaml)",
       "F0501 3:5 ../site.yaml: The file is there, but only what stands "
       "in guides/ is published.\n"},
      {"", "[x](#hoem)", "F0502 3:5 #hoem: Did you mean \"home\"?\n"},
      {"", "[x](other.md#zzz)", "F0502 3:5 other.md#zzz: The headings are in guides/other.md.\n"},
      {"", "[x](sub/#zzz)",
       "F0502 3:5 sub/#zzz: The folder has no index.md: its page only lists "
       "others.\n"},
      {"home: guides/otehr.md\n", "",
       "F0607 2:7 guides/otehr.md: Did you mean \"guides/other.md\"?\n"},
      {"nav: [guides/otehr.md]\n", "",
       "F0601 2:7 guides/otehr.md: Did you mean \"guides/other.md\"?\n"
       "F0604 1:1\nF0604 1:1\n"},
      {"nav: [{section: S, folder: guides/subs}, guides/other.md]\n", "",
       "F0601 2:28 guides/subs: Did you mean \"guides/sub\"?\n"
       "F0604 1:1\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char yaml[200];
    char page[200];
    snprintf(yaml, sizeof yaml, "title: x\n%s", cases[i].yaml);
    snprintf(page, sizeof page, "# Home\n\n%s", cases[i].page);
    struct whole *w = WHOLE({"site.yaml", yaml}, {"guides/index.md", page},
                            {"guides/other.md", "# Other"}, {"guides/sub/basic.md", "# Basic"});
    assert_str_equal(whole_said(w), str_of(cases[i].said));
    whole_close(w);
  }
}

static void hints_at_sources(void **state) {
  (void)state;
  struct whole *w =
      WHOLE(SITE, {"sources.yaml", "smith: {title: T}\n"},
            {"guides/index.md", "---\ntitle: x\nsources: [smiht, other]\n---\n[^smiht] [^other]"});
  assert_str_equal(whole_said(w),
                   STR("F0307 3:11 smiht: Did you mean \"smith\"?\n"
                       "F0307 3:18 other: Add it to content/sources.yaml, or correct the id.\n"));
  whole_close(w);
}

/* Days since 1970 against what `date -d DAY +%s` gives, on both sides of the day. */
static void reviews_are_due_the_day_after(void **state) {
  (void)state;
  static const struct {
    const char *day;
    int64_t days;
  } cases[] = {
      {"1970-01-01", 0},     {"1970-03-01", 59},     {"1999-12-31", 10956}, {"2000-02-29", 11016},
      {"2000-03-01", 11017}, {"2024-02-29", 19782},  {"2026-11-21", 20778}, {"2100-03-01", 47541},
      {"1969-12-31", -1},    {"1900-03-01", -25508},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char page[100];
    snprintf(page, sizeof page, "---\ntitle: x\nreview_by: %s\n---\n", cases[i].day);
    struct whole *w = WHOLE(SITE, {"guides/index.md", page});
    check_freshness(&w->site, cases[i].days, &w->diags);
    assert_int_equal(w->diags.count, 0);
    check_freshness(&w->site, cases[i].days + 1, &w->diags);
    assert_int_equal(w->diags.count, 1);
    whole_close(w);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(orders_pages),
      cmocka_unit_test(follows_an_explicit_navigation),
      cmocka_unit_test(places_an_index_by_name),
      cmocka_unit_test(does_without_a_home_page),
      cmocka_unit_test(takes_titles_from_headings_and_folders),
      cmocka_unit_test(resolves_links),
      cmocka_unit_test(finds_anchors_among_few_and_many),
      cmocka_unit_test(publishes_files_that_pages_refer_to),
      cmocka_unit_test(hints_at_what_was_meant),
      cmocka_unit_test(hints_at_sources),
      cmocka_unit_test(reviews_are_due_the_day_after),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
