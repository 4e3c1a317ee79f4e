/*
 * Pages that make the library explode: each limit at its last good and first
 * bad value, and every known class of hostile input, which has to be refused or
 * fast. Times are printed; only a very long one is a failure.
 */
#include "load/md_scan.h"
#include "page_case.h"

#include <unistd.h>

struct builder {
  char *s;
  ptrdiff_t n;
};

static void add(struct builder *b, const char *text, ptrdiff_t times) {
  size_t n = strlen(text);
  for (ptrdiff_t i = 0; i < times; i++) {
    memcpy(b->s + b->n, text, n);
    b->n += (ptrdiff_t)n;
  }
}

static bool is_refused(str page) {
  arena a = unit_arena();
  struct diags ds;
  diags_init(&ds, &a);
  struct md_scan scan = {.src = page};
  bool good = md_scan_page(&scan, &a, &ds);
  assert_int_equal(ds.count, good ? 0 : 1);
  if (!good) {
    assert_int_equal(ds.items[0].id, D_PAGE_HOSTILE);
    assert_true(ds.items[0].subject.n > 0);
    assert_true(ds.items[0].at.end <= page.n);
  }
  return !good;
}

struct limit_row {
  const char *before, *part, *after;
  int times;  /* that many parts are fine */
  bool bound; /* one more is refused */
};

static const struct limit_row limits[] = {
    {"", "> ", "a\n", MD_MARKERS_MAX, true},
    {"", "- ", "a\n", MD_MARKERS_MAX, true},
    {"", "1. ", "a\n", MD_MARKERS_MAX, true},
    {"", "[^a]: ", "a\n", MD_MARKERS_MAX, true},
    {"", " ", "a\n", MD_INDENT_MAX, true},
    {"", "\t", "a\n", MD_INDENT_MAX / 4, true},
    {"", "|", "a\n", MD_PIPES_MAX, true},
    {"a\n", "|-\n", "", MD_DELIMITERS_MAX, true},
    {"a|b\n", ":-:\n", "", MD_DELIMITERS_MAX, true},
    {"> a\n", "> |-\n", "", MD_DELIMITERS_MAX, true},
    {"a\n", "|-\n\n", "", 100 * MD_DELIMITERS_MAX, false},
    {"a|b\n-|-\n", "x\n", "", MD_CELLS_MAX / 2, true},
    {"", "<!", "\n", MD_DECLARATIONS_MAX, true},
    {"", "<?", "\n", MD_DECLARATIONS_MAX, true},
    {"", "![", "\n", MD_IMAGES_MAX, true},
    {"", "[", "\n", MD_BRACKETS_MAX, true},
    {"[a]: ", "b", "\n", MD_DESTINATION_MAX, true},
    {"[a]:\n  <", "b", ">\n", MD_DESTINATION_MAX - 1, true},
    {"[a]: b \"", "c", "\"\n", MD_DESTINATION_MAX, true},
    {"[a]: b\n(", "c", ")\n", MD_DESTINATION_MAX, true},
    {"[a]: b \"c\n\n", "c", "\n", MD_DESTINATION_MAX, false}, /* not a title */
    {"---\n", "---\n", "", MD_DELIMITERS_MAX, false},         /* rules, not tables */
    {"", "a [b] ", "\n", 500, false},
};

static void test_limits(void **state) {
  (void)state;
  static char memory[1 << 20];
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    const struct limit_row *row = &limits[i];
    for (int extra = 0; extra < 2; extra++) {
      struct builder b = {.s = memory};
      add(&b, row->before, 1);
      add(&b, row->part, row->times + extra);
      add(&b, row->after, 1);
      if (is_refused((str){b.s, b.n}) != (row->bound && extra == 1)) {
        fail_msg("%s%s times %d", row->before, row->part, row->times + extra);
      }
    }
  }
}

static void test_lines(void **state) {
  (void)state;
  arena a = unit_arena();
  struct diags ds;
  diags_init(&ds, &a);
  struct md_scan scan = {.src = STR("---\n---\na\r\nb\rc\n\n"), .body = 8};
  assert_true(md_scan_page(&scan, &a, &ds));
  static const struct {
    str text;
    int32_t beg;
  } want[] = {{STR_INIT("a"), 8}, {STR_INIT("b"), 11}, {STR_INIT("c"), 13},
              {STR_INIT(""), 15}, {STR_INIT(""), 16},  {STR_INIT(""), 16}};
  int32_t beg;
  for (int32_t i = 0; i < 6; i++) {
    str line = md_line(&scan, i + 1, &beg);
    assert_str_equal(line, want[i].text);
    assert_int_equal(beg, want[i].beg);
  }
  assert_int_equal(md_line(&scan, 0, &beg).n, 0);
}

/* --- hostile pages --- */

struct hostile {
  const char *name;
  const char *head; /* once */
  const char *body; /* up to a share of the page, in percent */
  int percent;
  const char *tail; /* to the end */
};

static const struct hostile hostiles[] = {
    {"wide table", "", "|a", 50, "\n"},
    {"wide table with rows", "|a|b|c|d|e|f|g|h\n|-|-|-|-|-|-|-|-\n", "a\n", 100, ""},
    {"medium tables", "", "|a|b|c|d|e|f|g|h\n|-|-|-|-|-|-|-|-\na\na\na\na\na\na\na\n\n", 100, ""},
    {"bullets then blank lines", "", "- ", 50, "\n"},
    {"quotes then lazy lines", "", ">", 50, "\na"},
    {"quotes then emphasis", "", ">", 30, "a*"},
    {"quotes in each line", "", "> > > > > > > > > > > > > > > > a\n", 100, ""},
    {"deepening lists", "", "- a\n", 1, " - a\n"},
    {"www.a_", "", "www.a_", 100, ""},
    {"www.a)))", "www.a", ")", 100, ""},
    {"http://a)))", "http://a", ")", 100, ""},
    {"pipes then delimiter", "", "|", 90, "\n|-"},
    {"delimiter lines", "a\n", "|-\n", 100, ""},
    {"<?", "", "<?", 100, ""},
    {"<!A", "", "<!A ", 100, ""},
    {"CDATA", "", "<![CDATA[", 100, ""},
    {"comments", "", "<!-- a ", 100, ""},
    {"![[]()", "", "![[]()", 100, ""},
    {"brackets", "", "[", 50, "]"},
    {"open links", "", "[a](", 100, ""},
    {"links with open titles", "", "[a](b \"", 100, ""},
    {"reference, used often", "[a]: ", "b", 5, "\n[a]"},
    {"reference title, used often", "[a]: b \"", "c", 5, "\" \n[a]"},
    {"undefined footnotes", "", "[^a] ", 100, ""},
    {"undefined references", "", "[a][b] ", 100, ""},
    {"unused footnotes", "", "[^a]: b\n", 100, ""},
    {"a@", "", "a@", 100, ""},
    {"mailto chain", "", "mailto:a@b.c", 100, ""},
    {"emphasis", "", "*a **a ", 100, ""},
    {"underscores", "", "_", 100, ""},
    {"stars", "", "*", 100, "a"},
    {"strikes", "", "~~a", 100, ""},
    {"backticks", "", "`a``b```c", 100, ""},
    {"entities", "", "&amp;&bogus;", 100, ""},
    {"escapes", "", "\\*", 100, ""},
    {"open tags", "", "<kbd>", 100, ""},
    {"tags", "", "<kbd>a</kbd>", 100, ""},
    {"other tags", "", "<b>", 100, ""},
    {"headings", "", "# a\n", 100, ""},
    {"named headings", "", "# a {#a}\n", 100, ""},
    {"code words", "``` ", "a ", 100, ""},
    {"images in images", "", "![", 1, "](a)"},
    {"autolinks in a link", "[", "<http://a> ", 100, "](b)"},
    {"colons", "", "http:", 100, ""},
    {"holes in cells", "|a|\n|-|\n", "|[a](b)\\||\n", 100, ""},
    {"tabs", "", "\t", 100, "a"},
    {"blank lines", "", "\n", 100, ""},
};

/* More memory than other tests have: what a worker gets by default. */
static char pool[2][128 << 20];

static str parse_hostile(const struct hostile *h, ptrdiff_t size) {
  arena perm = {pool[0], pool[0] + sizeof pool[0]};
  arena scratch = {pool[1], pool[1] + sizeof pool[1]};
  struct builder b = {.s = NEW(&perm, char, size + 100)};
  ptrdiff_t share = size / 100 * h->percent;
  add(&b, h->head, 1);
  add(&b, h->body, (share - b.n) / (ptrdiff_t)strlen(h->body));
  while (h->tail[0] != '\0' && b.n + (ptrdiff_t)strlen(h->tail) <= size) {
    add(&b, h->tail, 1);
  }
  str head;
  str body;
  struct page_input in = {.bytes = {b.s, b.n}, .path = STR("guides/case.md")};
  page_parse(&in, &perm, scratch, &head, &body);
  struct page_view v;
  struct page_body_view view;
  assert_true(page_open(head, &v) && page_body_open(body, &view));
  const char *fault = check_page(&v, &view, b.n, scratch);
  if (fault != NULL) {
    fail_msg("%s: %s", h->name, fault);
  }
  bool refused = v.head->diags > 0 && v.diags[0].id == D_PAGE_HOSTILE;
  return refused ? page_text(&v, v.diags[0].subject) : STR("accepted");
}

/* All of them together take seconds; one that grows with the square of its size takes hours. */
enum { HANG_SECONDS = 120 };

static void test_hostile(void **state) {
  (void)state;
  for (ptrdiff_t size = 64 << 10; size <= PAGE_BYTES_MAX; size *= 4) {
    for (size_t i = 0; i < sizeof hostiles / sizeof *hostiles; i++) {
      (void)alarm(HANG_SECONDS);
      str outcome = parse_hostile(&hostiles[i], size);
      (void)alarm(0);
      print_message("%4td KiB  %s: %.*s\n", size >> 10, hostiles[i].name, (int)outcome.n,
                    outcome.s);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_limits),
      cmocka_unit_test(test_lines),
      cmocka_unit_test(test_hostile),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
