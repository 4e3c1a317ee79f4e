/* Page records: what is in them, their limits, and what becomes of damaged ones. */
#include "page_case.h"

static const str full_page = STR_INIT("---\n"
                                      "title: Case\n"
                                      "sources: [S1, S2]\n"
                                      "---\n"
                                      "# The *case*\n"
                                      "\n"
                                      "First [link](a.md) and\n"
                                      "![picture](b.png) [^S2].\n"
                                      "\n"
                                      "## Part `two` {#two}\n"
                                      "\n"
                                      "Text [^n] [^gone].\n"
                                      "\n"
                                      "[^n]: Note.\n");

static void test_record(void **state) {
  (void)state;
  arena a = unit_arena();
  struct page_case c = parse_page(&a, full_page);
  const struct page_view *v = &c.v;
  assert_int_equal(v->head->body_beg, 38);
  assert_int_equal(v->head->words, 8); /* with "[^S2]." and "[^gone]." */
  assert_str_equal(page_text(v, v->head->summary), STR("First link and picture ."));

  assert_int_equal(v->head->headings, 2);
  assert_str_equal(page_text(v, v->headings[0].text), STR("The case"));
  assert_str_equal(page_text(v, v->headings[0].id), STR("the-case"));
  assert_int_equal(v->headings[0].level, 1);
  assert_str_equal(str_sub(full_page, v->headings[0].beg, v->headings[0].end), STR("The *case*"));
  assert_str_equal(page_text(v, v->headings[1].text), STR("Part two"));
  assert_str_equal(page_text(v, v->headings[1].id), STR("two"));
  assert_str_equal(str_sub(full_page, v->headings[1].beg, v->headings[1].end), STR("Part `two`"));

  static const struct {
    uint32_t kind;
    str target, text, source;
  } refs[] = {
      {REF_LINK, STR_INIT("a.md"), STR_INIT("link"), STR_INIT("a.md")},
      {REF_IMAGE, STR_INIT("b.png"), STR_INIT("picture"), STR_INIT("b.png")},
      {REF_SOURCE, STR_INIT("S2"), STR_INIT(""), STR_INIT("S2")},
  };
  assert_int_equal(v->head->refs, 3);
  for (uint32_t i = 0; i < 3; i++) {
    assert_int_equal(v->refs[i].kind, refs[i].kind);
    assert_str_equal(page_text(v, v->refs[i].target), refs[i].target);
    assert_str_equal(page_text(v, v->refs[i].text), refs[i].text);
    assert_str_equal(str_sub(full_page, v->refs[i].beg, v->refs[i].end), refs[i].source);
  }
  assert_str_equal(list_diags(&a, &c, full_page), STR("F0406 12:11 [^gone]|F0308 3:11 S1"));
}

static void test_front(void **state) {
  (void)state;
  arena a = unit_arena();
  struct page_case c = parse_page(&a, full_page);
  const struct ydoc *front = &c.v.front;
  uint32_t title = ynode_get(front, Y_ROOT, STR("title"), NULL);
  assert_str_equal(ynode_text(front, title), STR("Case"));
  span at = ynode_span(front, title);
  assert_str_equal(str_sub(full_page, at.beg, at.end), STR("Case"));
  c = parse_page(&a, STR("no front matter\n---\n"));
  assert_int_equal(c.v.front.count, 0);
  assert_int_equal(c.v.head->body_beg, 0);
  c = parse_page(&a, STR("---\n---\nx"));
  assert_int_equal(c.v.front.count, 0);
  assert_int_equal(c.v.head->body_beg, 8);
  c = parse_page(&a, STR("---\r\ntitle: x\r\n---\r\ny\r\n"));
  assert_str_equal(ynode_text(&c.v.front, ynode_get(&c.v.front, Y_ROOT, STR("title"), NULL)),
                   STR("x"));
  assert_str_equal(c.html, STR("<p>y</p>\n"));
}

static str repeated(arena *a, str before, str part, ptrdiff_t times) {
  char *p = NEW(a, char, before.n + part.n * times + 1);
  memcpy(p, before.s, (size_t)before.n);
  for (ptrdiff_t i = 0; i < times; i++) {
    memcpy(p + before.n + i * part.n, part.s, (size_t)part.n);
  }
  return (str){p, before.n + part.n * times};
}

static void test_summary(void **state) {
  (void)state;
  arena a = unit_arena();
  struct page_case c =
      parse_page(&a, STR("- list\n\n> quote\n\n![p](q \"r\")\n\nThis *one*\nis it.\n\nb\n"));
  assert_str_equal(page_text(&c.v, c.v.head->summary), STR("This one is it."));
  c = parse_page(&a, repeated(&a, STR(""), STR("word "), 60));
  assert_int_equal(c.v.head->summary.n, 299);
  c = parse_page(&a, repeated(&a, STR("1"), STR("word "), 60));
  assert_int_equal(c.v.head->summary.n, 300);
  c = parse_page(&a, repeated(&a, STR("12"), STR("word "), 60));
  assert_int_equal(c.v.head->summary.n, 296); /* cut before the last word */
  c = parse_page(&a, repeated(&a, STR(""), STR("\xE2\x82\xAC"), 101));
  assert_int_equal(c.v.head->summary.n, 300);
}

static void test_anchor_limit(void **state) {
  (void)state;
  arena a = unit_arena();
  str line = repeated(&a, STR("## "), STR("a"), PAGE_ANCHOR_MAX + 5);
  str page = arena_join(&a, arena_join(&a, line, STR("\n")), line);
  struct page_case c = parse_page(&a, page);
  assert_int_equal(c.v.headings[0].id.n, PAGE_ANCHOR_MAX);
  assert_int_equal(c.v.headings[1].id.n, PAGE_ANCHOR_MAX);
  assert_true(str_ends(page_text(&c.v, c.v.headings[1].id), STR("a-1")));
  str name = repeated(&a, STR("## a {#"), STR("b"), PAGE_ANCHOR_MAX);
  c = parse_page(&a, arena_join(&a, name, STR("}")));
  assert_int_equal(c.v.head->diags, 0);
  c = parse_page(&a, arena_join(&a, name, STR("b}")));
  assert_int_equal(c.v.diags[0].id, D_MD_ANCHOR_BAD);
}

/* Every heading is named the same: their numbers are found without trying all before. */
static void test_many_anchors(void **state) {
  (void)state;
  arena a = unit_arena();
  struct page_case c = parse_page(&a, repeated(&a, STR(""), STR("## a\n"), 20000));
  assert_int_equal(c.v.head->headings, 20000);
  assert_str_equal(page_text(&c.v, c.v.headings[19999].id), STR("a-19999"));
}

static void test_limits(void **state) {
  (void)state;
  arena a = unit_arena();
  str line = STR("sixteen letters\n");
  struct page_case c = parse_page(&a, repeated(&a, STR(""), line, PAGE_BYTES_MAX / line.n));
  assert_int_equal(c.v.head->diags, 0);
  c = parse_page(&a, repeated(&a, STR("b"), line, PAGE_BYTES_MAX / line.n));
  assert_int_equal(c.v.diags[0].id, D_FILE_TOO_LARGE);
}

/* One address of 500 bytes that grows threefold, copied by 6,000 links. */
static void test_output_limit(void **state) {
  (void)state;
  arena a = unit_arena();
  str address = repeated(&a, STR("[a]: https://b/"), STR("\""), 490);
  str links = repeated(&a, STR("\n\n"), STR("[a] "), 6000);
  struct page_case c = parse_page(&a, arena_join(&a, address, links));
  assert_int_equal(c.v.diags[c.v.head->diags - 1].id, D_PAGE_OUTPUT);
  assert_int_equal(c.b.html.n, 0);
}

/* --- damaged records --- */

static uint32_t sum; /* so that reading is not optimized away */

static void read_all(str s) {
  for (ptrdiff_t i = 0; i < s.n; i++) {
    sum += (unsigned char)s.s[i];
  }
}

/* Reads all that the record leads to: a sanitizer or a crash tells of a step outside. */
static void open_any(str record) {
  struct page_view v;
  struct page_body_view b;
  if (page_open(record, &v)) {
    for (uint32_t i = 0; i < v.head->headings; i++) {
      read_all(page_text(&v, v.headings[i].text));
    }
    for (uint32_t i = 0; i < v.head->refs; i++) {
      read_all(page_text(&v, v.refs[i].target));
    }
    for (uint32_t i = 0; i < v.head->diags; i++) {
      read_all(diag_code((diag_id)v.diags[i].id));
      read_all(page_text(&v, v.diags[i].hint));
    }
    for (uint32_t i = Y_ROOT; i < v.front.count; i++) {
      read_all(ynode_text(&v.front, i));
    }
  }
  if (page_body_open(record, &b)) {
    read_all(b.html);
    read_all(b.twin);
    for (uint32_t i = 0; i < b.hole_count; i++) {
      uint32_t end = page_hole_is_word(&b.holes[i]) ? WORD_COUNT : b.ref_count;
      assert_true(b.holes[i].at <= (uint32_t)b.html.n && b.holes[i].ref < end);
    }
    for (uint32_t i = 0; i < b.twin_hole_count; i++) {
      uint32_t end = page_hole_is_word(&b.twin_holes[i]) ? WORD_COUNT : b.ref_count;
      assert_true(b.twin_holes[i].at <= (uint32_t)b.twin.n && b.twin_holes[i].ref < end);
    }
  }
}

static void damage(str record) {
  struct page_view v;
  struct page_body_view b;
  char *bytes = malloc((size_t)record.n);
  memcpy(bytes, record.s, (size_t)record.n);
  for (ptrdiff_t n = 0; n < record.n; n++) {
    assert_false(page_open((str){bytes, n}, &v));
    assert_false(page_body_open((str){bytes, n}, &b));
  }
  static const char values[] = {0, 1, 4, 0x7f, (char)0x80, (char)0xff};
  for (ptrdiff_t at = 0; at < record.n; at++) {
    char was = bytes[at];
    for (size_t i = 0; i < sizeof values; i++) {
      bytes[at] = values[i];
      open_any((str){bytes, record.n});
    }
    bytes[at] = was;
  }
  free(bytes);
}

static void test_damage(void **state) {
  (void)state;
  arena a = unit_arena();
  str head;
  str body;
  arena scratch = {a.at + UNIT_ARENA / 2, a.end};
  struct page_input in = {.bytes = full_page, .path = STR("guides/full.md")};
  page_parse(&in, &a, scratch, &head, &body);
  damage(head);
  damage(body);
  struct page_view v;
  struct page_body_view b;
  assert_false(page_open(body, &v));
  assert_false(page_body_open(head, &b));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_record),       cmocka_unit_test(test_front),
      cmocka_unit_test(test_summary),      cmocka_unit_test(test_anchor_limit),
      cmocka_unit_test(test_many_anchors), cmocka_unit_test(test_limits),
      cmocka_unit_test(test_output_limit), cmocka_unit_test(test_damage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
