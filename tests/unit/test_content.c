/*
 * Pages that crash the parser, outrun their time or give no record. No input is
 * known that makes the real parser do so within the limits of the scan before
 * it, so this program has a parser of its own, which does as the page says.
 */
#include <signal.h>

#include "unit.h"
#include "whole.h"

void page_parse(const struct page_input *in, arena *perm, arena scratch, str *ret_head,
                str *ret_body) {
  str bytes = in->bytes;
  (void)scratch;
  if (str_starts(bytes, STR("crash"))) {
    signal(SIGABRT, SIG_DFL);
    abort();
  }
  for (volatile int64_t i = 0; str_starts(bytes, STR("spin")); i++) {
  }
  *ret_head = arena_join(perm, bytes, STR(" as a head"));
  *ret_body = arena_join(perm, bytes, STR(" as a body"));
}

bool page_open(str head, struct page_view *ret_view) {
  static const struct page_head empty;
  *ret_view = (struct page_view){.head = &empty, .blob = head};
  return !str_starts(head, STR("garbled"));
}

bool page_body_open(str body, struct page_body_view *ret_view) {
  (void)body;
  (void)ret_view;
  return false;
}

str page_text(const struct page_view *v, struct page_slice s) {
  return str_sub(v->blob, s.at, (ptrdiff_t)s.at + s.n);
}

static const struct file files[] = {
    {"site.yaml", "title: Case\n"},      {"guides/a.md", "fine"},
    {"guides/crash.md", "crash"},        {"guides/garbled.md", "garbled"},
    {"guides/more/b.md", "also fine"},   {"guides/spin.md", "spin"},
    {"guides/zz.md", "fine to the end"},
};
enum { FILES = sizeof files / sizeof files[0] };

/* Each fault is told of its page, and all other pages are read. */
static void reads_all_other_pages(void **state) {
  (void)state;
  for (int jobs = 1; jobs <= 3; jobs += 2) {
    struct whole *w = whole_new();
    whole_write(w, files, FILES);
    whole_load(w, jobs);
    assert_str_equal(whole_said(w), STR("F0401 1:1\n"
                                        "F0401 1:1\n"
                                        "F0402 1:1\n"));
    static const char *const faulty[] = {"crash.md", "garbled.md", "spin.md"};
    for (int i = 0; i < 3; i++) {
      str path = sources_path(&w->sources, w->diags.items[i].at.file);
      assert_true(str_ends(path, str_of(faulty[i])));
    }
    static const bool is_read[] = {true, false, false, true, false, true};
    assert_int_equal(w->content.page_count, 6);
    for (int i = 0; i < 6; i++) {
      assert_int_equal(w->content.pages[i].head != NULL, is_read[i]);
    }
    assert_str_equal(w->content.pages[3].blob, STR("also fine as a head"));
    assert_str_equal(content_body(&w->content, 5, &w->perm), STR("fine to the end as a body"));
    assert_int_equal(content_body(&w->content, 1, &w->perm).n, 0);
    whole_close(w);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_all_other_pages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
