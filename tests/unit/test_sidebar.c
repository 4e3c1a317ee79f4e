/* What the sidebar lists of small and of large sites. */
#include "unit.h"

#include "render/parts.h"

enum { MOST = 3000 };

struct made {
  struct site site;
  struct nav_entry nav[MOST];
  struct guide guides[MOST];
};

/* A site without entries but for the root. */
static struct made *make_site(arena *a) {
  struct made *m = NEW(a, struct made, 1);
  m->site.nav = m->nav;
  m->site.guides = m->guides;
  m->nav[0] = (struct nav_entry){.guide = NONE, .tool = NONE, .section = NONE, .parent = NONE};
  m->nav[0].child = m->nav[0].last = m->nav[0].next = m->nav[0].before = NONE;
  m->site.nav_count = 1;
  return m;
}

/* An entry below `parent`, with a page of its own when `out` is not empty. */
static int32_t add(struct made *m, int32_t parent, str title, str out) {
  int32_t i = (int32_t)m->site.nav_count++;
  struct nav_entry *p = &m->nav[parent];
  m->nav[i] = (struct nav_entry){
      .title = title, .guide = out.n > 0 ? i : NONE, .tool = NONE, .section = NONE};
  m->nav[i].parent = parent;
  m->nav[i].child = m->nav[i].last = m->nav[i].next = NONE;
  m->nav[i].before = p->last;
  m->nav[i].place = p->last == NONE ? 0 : m->nav[p->last].place + 1;
  m->guides[i].out = out;
  *(p->child == NONE ? &p->child : &m->nav[p->last].next) = i;
  p->last = i;
  return i;
}

static void add_pages(struct made *m, int32_t parent, int count) {
  for (int k = 0; k < count; k++) {
    add(m, parent, STR("page"), STR("guides/page.html"));
  }
}

static tmpl_list sidebar(struct made *m, int32_t current, arena *a) {
  struct page_context p = {
      .site = &m->site, .path = STR("guides/x.html"), .nav = current, .perm = a};
  return page_nav(&p);
}

static const struct view_nav *item(tmpl_list list, ptrdiff_t i) {
  assert_true(i < list.count);
  return &((const struct view_nav *)list.items)[i];
}

static void lists_a_small_site_whole(void **state) {
  (void)state;
  arena a = unit_arena();
  struct made *m = make_site(&a);
  int32_t one = add(m, 0, STR("One"), STR(""));
  int32_t two = add(m, 0, STR("Two"), STR("guides/two/index.html"));
  int32_t page = add(m, one, STR("A"), STR("guides/a.html"));
  add_pages(m, two, 56);
  assert_int_equal(m->site.nav_count, 60);
  tmpl_list list = sidebar(m, page, &a);
  assert_int_equal(list.count, 2);
  assert_true(item(list, 0)->open && item(list, 0)->here && !item(list, 0)->page);
  assert_true(item(item(list, 0)->items, 0)->current);
  assert_true(item(list, 1)->open && !item(list, 1)->here && item(list, 1)->page);
  list = sidebar(m, two, &a);
  assert_true(item(list, 1)->here && item(list, 1)->current);
  list = sidebar(m, NONE, &a); /* as on the home page */
  assert_true(item(list, 0)->here && item(list, 1)->here);
}

static void folds_other_sections_of_a_large_one(void **state) {
  (void)state;
  arena a = unit_arena();
  struct made *m = make_site(&a);
  int32_t one = add(m, 0, STR("One"), STR(""));
  int32_t two = add(m, 0, STR("Two"), STR(""));
  int32_t page = add(m, one, STR("A"), STR("guides/a.html"));
  add_pages(m, two, 57);
  tmpl_list list = sidebar(m, page, &a);
  assert_true(item(list, 0)->open && item(list, 0)->items.count == 1);
  assert_true(item(list, 1)->section && !item(list, 1)->open);
  assert_int_equal(item(list, 1)->items.count, 0);
  assert_str_equal(item(list, 1)->url, STR("page.html"));
}

static void lists_what_is_around_in_a_long_list(void **state) {
  (void)state;
  const struct {
    int32_t current;
    ptrdiff_t listed, at; /* where the page's own entry stands, -1: nowhere */
  } cases[] = {
      {1, 42, 0}, {21, 42, 20}, {22, 42, 20}, {1000, 42, 20}, {2000, 22, 20}, {NONE, 42, -1},
  };
  arena a = unit_arena();
  struct made *m = make_site(&a);
  add_pages(m, 0, 2000);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tmpl_list list = sidebar(m, cases[i].current, &a);
    assert_int_equal(list.count, cases[i].listed);
    for (ptrdiff_t k = 0; k < list.count; k++) {
      assert_int_equal(item(list, k)->current, k == cases[i].at);
    }
    assert_str_equal(item(list, list.count - 1)->all, STR("2000"));
    assert_str_equal(item(list, list.count - 1)->url, STR("../index.html"));
  }
}

static void lists_fifty_in_full(void **state) {
  (void)state;
  arena a = unit_arena();
  struct made *m = make_site(&a);
  int32_t part = add(m, 0, STR("Part"), STR("guides/part/index.html"));
  add_pages(m, part, 50);
  add_pages(m, 0, 20); /* beyond what is listed whole */
  assert_int_equal(item(sidebar(m, 10, &a), 0)->items.count, 50);
  add_pages(m, part, 1);
  tmpl_list list = item(sidebar(m, 2, &a), 0)->items;
  assert_int_equal(list.count, 42);
  assert_str_equal(item(list, 41)->all, STR("51"));
  assert_str_equal(item(list, 41)->url, STR("part/index.html"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lists_a_small_site_whole),
      cmocka_unit_test(folds_other_sections_of_a_large_one),
      cmocka_unit_test(lists_what_is_around_in_a_long_list),
      cmocka_unit_test(lists_fifty_in_full),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
