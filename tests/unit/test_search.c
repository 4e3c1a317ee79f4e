#include "core/search_match.h"
#include "core/search_read.h"
#include "core/search_write.h"
#include "search_made.h"
#include "unit.h"

/* --- words --- */

static void words_are_folded(void **state) {
  (void)state;
  static const struct {
    const char *text, *words;
  } rows[] = {
      {"Fine-tuning, RAG & more", "fine tuning rag more "},
      {"10,000 or 10000; 1,5 and 3.14. End.", "10000 or 10000 1 5 and 3.14 end "},
      {"1,2345 12,345,678", "1 2345 12345678 "},
      {"the site's words, don\xe2\x80\x99t", "the site words don "},
      {"'s begins", "s begins "},
      {"\xc3\x9c"
       "ber \xc3\x89t\xc3\xa9 na\xc3\xafve stra\xc3\x9f"
       "e \xc5\x81\xc3\xb3"
       "d\xc5\xba",
       "uber ete naive strase lodz "},
      {"e\xcc\x81t\xc3\xa9", "ete "},
      {"\xce\x91\xce\x92 \xd0\x90\xd0\x81", "\xce\xb1\xce\xb2 \xd0\xb0\xd1\x91 "},
      {"\xe6\x9d\xb1\xe4\xba\xac abc", "\xe6\x9d\xb1 \xe4\xba\xac abc "},
      {"a\xe2\x80\x94"
       "b \xc2\xa7 5 \xe2\x86\x92 c",
       "a b 5 c "},
      {"80/20 gpt-5.4-mini", "80 20 gpt 5.4 mini "},
      {"\xff\xfe bad \xc3", "bad "},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    arena a = unit_arena();
    buf out = buf_new(&a, 1000);
    struct search_token t;
    str text = str_of(rows[i].text);
    for (ptrdiff_t at = 0; search_word_next(text, &at, &t);) {
      assert_true(t.beg >= 0 && t.beg < t.end && t.end <= text.n && at >= t.end);
      buf_str(&out, search_token_text(&t));
      buf_byte(&out, ' ');
    }
    assert_str_equal(buf_text(&out), str_of(rows[i].words));
  }
}

static void a_word_has_an_end(void **state) {
  (void)state;
  char text[100];
  struct search_token t;
  memset(text, 'x', sizeof text);
  ptrdiff_t at = 0;
  assert_true(search_word_next((str){text, SEARCH_WORD_MAX}, &at, &t));
  assert_int_equal(t.n, SEARCH_WORD_MAX);
  at = 0;
  assert_true(search_word_next((str){text, sizeof text}, &at, &t));
  assert_int_equal(t.n, SEARCH_WORD_MAX);
  assert_int_equal(t.end, sizeof text);
  /* No letter is cut in two. */
  for (int i = 0; i < 50; i++) {
    text[2 * i] = '\xd0';
    text[2 * i + 1] = '\xb1';
  }
  at = 0;
  assert_true(search_word_next((str){text + 0, 99}, &at, &t));
  assert_int_equal(t.n % 2, 0);
}

static void terms_match_in_an_order(void **state) {
  (void)state;
  static const struct {
    const char *word, *term;
    bool typing, loose;
    double low, high;
  } rows[] = {
      {"cost", "cost", false, false, 1, 1},
      {"cost", "costs", false, false, 0.9, 0.9},
      {"tuned", "tuning", false, false, 0.9, 0.9},
      {"plan", "planning", false, false, 0.9, 0.9},
      {"study", "studies", false, false, 0.9, 0.9},
      {"retr", "retrieval", true, false, 0.5, 0.7},
      {"retr", "retrieval", false, false, 0.3, 0.5},
      {"re", "retrieval", true, false, 0.3, 0.7},
      {"re", "retrieval", false, false, 0, 0},
      {"in", "is", false, false, 0, 0},
      {"forgeting", "forgetting", false, false, 0.9, 0.9},
      {"retreival", "retrieval", false, false, 0, 0},
      {"retreival", "retrieval", false, true, 0.6, 0.6},
      {"heirarchy", "hierarchy", false, true, 0.6, 0.6},
      {"clasifeir", "classifier", false, true, 0.4, 0.4},
      {"cat", "car", false, true, 0, 0},
      {"carp", "card", false, true, 0.6, 0.6},
      {"carp", "cast", false, true, 0, 0},
      {"measr", "measured", true, true, 0.3, 0.5},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct search_word w = {
        .text = str_of(rows[i].word), .typing = rows[i].typing, .loose = rows[i].loose};
    double fit = search_match(&w, str_of(rows[i].term));
    if (fit < rows[i].low || fit > rows[i].high) {
      fail_msg("%s, %s: %g", rows[i].word, rows[i].term, fit);
    }
    /* What fits stands where it is looked for. */
    str stem = search_match_stem(&w);
    assert_true(fit == 0 || rows[i].loose || str_starts(str_of(rows[i].term), stem));
  }
}

/* --- bytes --- */

static void numbers_have_an_end(void **state) {
  (void)state;
  static const uint32_t values[] = {0, 1, 127, 128, 16383, 16384, UINT32_MAX};
  arena a = unit_arena();
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    buf out = buf_new(&a, 10);
    search_number_write(&out, values[i]);
    struct search_cursor c = search_cursor_of(buf_text(&out));
    assert_int_equal(search_number(&c), values[i]);
    assert_true(!c.bad && c.at == c.end);
    c = search_cursor_of(str_sub(buf_text(&out), 0, out.n - 1));
    assert_int_equal(search_number(&c), 0);
    assert_true(c.bad);
  }
  struct search_cursor c = search_cursor_of(STR("\xff\xff\xff\xff\x1f"));
  assert_int_equal(search_number(&c), 0);
  assert_true(c.bad);
  c = search_cursor_of(STR("\x05"
                           "abcd"));
  assert_int_equal(search_text(&c).n, 0);
  assert_true(c.bad);
}

/* --- pages --- */

static struct search_parts parts_of(const char *html, arena *a) {
  struct search_parts parts = search_parts_read(str_of(html), STR("A site"), a);
  str packed = search_parts_pack(&parts, a);
  struct search_parts again;
  assert_true(search_parts_open(packed, a, &again));
  assert_int_equal(again.count, parts.count);
  assert_false(search_parts_open(str_sub(packed, 0, packed.n - 1), a, &parts));
  return again;
}

static void a_page_falls_into_parts(void **state) {
  (void)state;
  arena a = unit_arena();
  struct search_parts p = parts_of(
      "<nav>Home</nav><main><nav>Crumbs</nav><header><h1 id=\"t\">Costs &amp; volume</h1>\n<p "
      "class=\"lead\">What"
      " it\n  costs.</p><ul class=\"meta\"><li>Updated</li></ul></header><div class=\"text\"><p>A "
      "<b>b</b>old"
      " word<sup><a href=\"#fn:1\" id=\"fnref:1\">1</a></sup>.</p>"
      "<h2 id=\"a\">First<a class=\"anchor\" href=\"#a\">#</a></h2><ul><li>one</li><li>two &lt; "
      "&#51;</li></ul>"
      "<table><tr><th>x</th><td>y</td></tr></table><img alt=\"no\"><svg><text>z</text></svg>"
      "<section id=\"q-b\" class=\"post\"><h3><span>1.</span> Ask?</h3><p>Hint</p></section>"
      "<h2>No id</h2><p>text</p><button>Copy</button><p hidden>hid<b>d</b>en</p>"
      "<section class=\"footnotes\"><ol><li id=\"fn:1\"><p>Note <a "
      "href=\"#fnref:1\">back</a></p></li></ol>"
      "</section></div><template><p>no</p></template></main><footer>No</footer>",
      &a);
  static const struct {
    const char *anchor, *heading, *text;
  } want[] = {{"", "Costs & volume", "What it costs.\nA bold word."},
              {"a", "First", "one\ntwo < 3\nx\ny"},
              {"q-b", "1. Ask?", "Hint"},
              {"q-b", "No id", "text"},
              {"fn:1", "", "Note"}};
  assert_int_equal(p.count, sizeof want / sizeof *want);
  for (ptrdiff_t i = 0; i < p.count; i++) {
    assert_str_equal(p.items[i].anchor, str_of(want[i].anchor));
    assert_str_equal(p.items[i].heading, str_of(want[i].heading));
    assert_str_equal(p.items[i].text, str_of(want[i].text));
  }
}

static void a_page_may_be_anything(void **state) {
  (void)state;
  static const struct {
    const char *html, *heading, *text;
  } rows[] = {{"", "A site", ""},
              {"only text", "A site", "only text"},
              {"<main><p>a<p>b", "A site", "a\nb"},
              {"<p title=\"a > b\">c</p>", "A site", "c"},
              {"<h1>Open", "A site", "Open"},
              {"<nav>never closed <p>x", "A site", ""},
              {"<nav><nav>a</nav>b</nav>c", "A site", "c"},
              {"<input hidden>a", "A site", "a"},
              {"a & b &bogus; &#x110000; &#xzz; &#; &amp", "A site",
               "a & b &bogus; \xef\xbf\xbd &#xzz; &#; &amp"},
              {"<", "A site", ""},
              {"<a", "A site", ""},
              {"<a href='x", "A site", ""}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    arena a = unit_arena();
    struct search_parts p = parts_of(rows[i].html, &a);
    assert_int_equal(p.count, 1);
    assert_str_equal(p.items[0].heading, str_of(rows[i].heading));
    assert_str_equal(p.items[0].text, str_of(rows[i].text));
  }
}

/* --- the whole --- */

struct lab {
  arena perm, store, scratch;
  struct search_made *made;
};

static struct lab lab_new(void) {
  arena a = unit_arena();
  struct lab lab = {.perm = {a.at, a.at + (128 << 20)},
                    .store = {a.at + (128 << 20), a.at + (160 << 20)}};
  lab.scratch = (arena){a.at + (160 << 20), a.end};
  return lab;
}

static void page_add(struct lab *lab, const char *url, const char *html) {
  struct search_parts p = search_parts_read(str_of(html), STR("A site"), &lab->perm);
  search_index_add(lab->made->index, str_of(url), &p);
}

static struct lab lab_small(void) {
  struct lab lab = lab_new();
  lab.made = made_begin(&lab.perm, &lab.store);
  page_add(&lab, "a.html",
           "<h1>Bread</h1><p>Flour, water and salt.</p><h2 id=\"oven\">The oven</h2><p>A hot stone "
           "bakes bread.</p>");
  page_add(&lab, "b.html",
           "<h1>Soup</h1><p>Water, salt and a hot stove. Some eat bread with it.</p>");
  page_add(&lab, "c.html", "<h1>Tea</h1><p>Hot water.</p>");
  assert_true(made_end(lab.made, lab.scratch));
  return lab;
}

static void ask(struct lab *lab, const char *query, const char *want) {
  str answer = made_ask(lab->made, str_of(query), &lab->store, lab->scratch);
  char *text = strndup(answer.s, (size_t)answer.n);
  for (char *at = text; *at != '\0'; at++) {
    *at = *at == '\t' ? '|' : *at;
  }
  if (strcmp(text, want) != 0) {
    fail_msg("%s:\n%s", query, text);
  }
  free(text);
}

static void finds_pages_and_sections(void **state) {
  (void)state;
  struct lab lab = lab_small();
  ask(&lab, "oven", "found|1\npage|a.html#oven|Bread|The oven|A hot stone bakes bread.\n");
  ask(&lab, "tea", "found|1\npage|c.html|Tea||Hot water.\n");
  ask(&lab, "watr tea", "found|1\npage|c.html|Tea||Hot |water|.\n");
  ask(&lab, "1\tbread", "found|2\npage|a.html|Bread||Flour, water and salt.\n");
  ask(&lab, "xylophone", "found|0\n");
  ask(&lab, "", "found|0\n");
  ask(&lab, "?!", "found|0\n");
  assert_int_equal(lab.made->asked, 3); /* the dictionary, postings and the texts */
}

static void finds_what_is_quoted(void **state) {
  (void)state;
  struct lab lab = lab_small();
  ask(&lab, "\"hot water\"", "found|1\npage|c.html|Tea|||Hot| |water|.\n");
  ask(&lab, "\"water hot\"", "found|0\n");
  ask(&lab, "\"hot wa", "found|1\npage|c.html|Tea|||Hot| |water|.\n");
}

static void limits_are_kept(void **state) {
  (void)state;
  struct lab lab = lab_small();
  /* The twelfth word still counts, what is behind it does not. */
  ask(&lab, "a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 tea", "found|1\npage|c.html|Tea||Hot water.\n");
  ask(&lab, "a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 tea", "found|0\n");
  ask(&lab, "0\ttea", "found|1\npage|c.html|Tea||Hot water.\n");
  ask(&lab, "99999999999\ttea", "found|1\npage|c.html|Tea||Hot water.\n");
  char *text = malloc(SEARCH_QUERY_MAX + 10);
  memset(text, ' ', SEARCH_QUERY_MAX + 10);
  strcpy(text + SEARCH_QUERY_MAX - 3, "tea");
  ask(&lab, text, "found|1\npage|c.html|Tea||Hot water.\n");
  memset(text, ' ', SEARCH_QUERY_MAX);
  strcpy(text + SEARCH_QUERY_MAX, "tea");
  ask(&lab, text, "found|0\n");
  free(text);
}

/* Texts that are longer than a shard, and more terms than a dictionary holds. */
static void shards_follow_each_other(void **state) {
  (void)state;
  struct lab lab = lab_new();
  lab.made = made_begin(&lab.perm, &lab.store);
  char *html = malloc(1 << 20);
  for (int page = 0; page < 30; page++) {
    int n = sprintf(html, "<h1>Page %d</h1>", page);
    for (int i = 0; i < 20; i++) {
      n += sprintf(html + n, "<h2 id=\"s%d\">Part %d</h2><p>", i, i);
      for (int k = 0; k < 20; k++) {
        n += sprintf(html + n, "w%dx%dx%d common ", page, i, k);
      }
    }
    sprintf(html + n, "<p>%s", page == 7 ? "needle in a haystack" : "hay");
    char url[20];
    sprintf(url, "p%d.html", page);
    page_add(&lab, url, html);
  }
  free(html);
  assert_true(made_end(lab.made, lab.scratch));
  assert_true(lab.made->search.dictionary_count > 4);
  assert_true(lab.made->search.text_count > 40);
  assert_int_equal(lab.made->search.section_count, 30 * 21);
  str answer = made_ask(lab.made, STR("neddle"), &lab.store, lab.scratch);
  assert_true(str_starts(answer, STR("found\t1\npage\tp7.html#s19\tPage 7\tPart 19\t")));
  int before = lab.made->asked;
  answer = made_ask(lab.made, STR("w29x19x19 "), &lab.store, lab.scratch);
  assert_true(str_starts(answer, STR("found\t1\npage\tp29.html#s19\t")));
  answer = made_ask(lab.made, STR("common "), &lab.store, lab.scratch);
  assert_true(str_starts(answer, STR("found\t30\n")));
  assert_true(lab.made->asked > before);
}

static void long_texts_are_cut(void **state) {
  (void)state;
  struct lab lab = lab_new();
  lab.made = made_begin(&lab.perm, &lab.store);
  char *html = malloc(2 * SEARCH_TEXT_MAX);
  int n = sprintf(html, "<h1>Long</h1><p>");
  while (n < SEARCH_TEXT_MAX + 1000) {
    n += sprintf(html + n, "filler ");
  }
  sprintf(html + n, "needle");
  page_add(&lab, "long.html", html);
  memset(html, 'u', SEARCH_TITLE_MAX + 1);
  html[SEARCH_TITLE_MAX + 1] = '\0';
  page_add(&lab, html, "<h1>Unreachable</h1>");
  html[SEARCH_TITLE_MAX] = '\0';
  page_add(&lab, html, "<h1>Reachable</h1>");
  free(html);
  assert_true(made_end(lab.made, lab.scratch));
  str answer = made_ask(lab.made, STR("needle"), &lab.store, lab.scratch);
  assert_true(str_starts(answer, STR("found\t1\npage\tlong.html\tLong\t\tfiller ")));
  ask(&lab, "unreachable ", "found|0\n");
  answer = made_ask(lab.made, STR("reachable "), &lab.store, lab.scratch);
  assert_true(str_starts(answer, STR("found\t1\npage\tuuu")));
}

static void names_differ(void **state) {
  (void)state;
  struct lab lab = lab_new();
  lab.made = made_begin(&lab.perm, &lab.store);
  /* Pages of the same text make shards of the same bytes, but for one. */
  char *html = malloc(64 << 10);
  int n = 0;
  for (int i = 0; i < 2000; i++) {
    n += sprintf(html + n, "same text ");
  }
  for (int i = 0; i < 3; i++) {
    page_add(&lab, "x.html", html);
  }
  free(html);
  assert_true(made_end(lab.made, lab.scratch));
  assert_int_equal(lab.made->search.text_count, 3);
  for (int i = 0; i < lab.made->count; i++) {
    assert_int_equal(search_name(lab.made->shards[i].bytes), lab.made->shards[i].name);
    for (int k = 0; k < i; k++) {
      assert_int_not_equal(lab.made->shards[k].name, lab.made->shards[i].name);
    }
  }
}

static void bad_roots_are_refused(void **state) {
  (void)state;
  struct lab lab = lab_small();
  struct search s;
  str root = lab.made->root;
  assert_true(search_open(root, &s));
  for (ptrdiff_t n = 0; n < root.n; n++) {
    assert_false(search_open(str_sub(root, 0, n), &s));
  }
  char *bytes = malloc((size_t)root.n + 1);
  memcpy(bytes, root.s, (size_t)root.n);
  bytes[root.n] = 0;
  assert_false(search_open((str){bytes, root.n + 1}, &s));
  bytes[2]++;
  assert_false(search_open((str){bytes, root.n}, &s));
  free(bytes);
  /* A shard that is not what it was taken for answers with what is left. */
  struct search_shard wrong = {
      .name = lab.made->shards[lab.made->count - 1].name, .bytes = STR("FX\1\1"), .next = NULL};
  lab.made->search.shards = &wrong;
  ask(&lab, "oven", "found|0\n");
}

static bool refuse(void *ctx, uint32_t name, str bytes) {
  (void)ctx;
  (void)name;
  (void)bytes;
  return false;
}

static void stops_when_a_shard_is_not_taken(void **state) {
  (void)state;
  struct lab lab = lab_new();
  struct search_index *x = search_index_new(refuse, NULL, &lab.perm);
  struct search_parts p = search_parts_read(STR("<h1>a</h1>"), STR(""), &lab.perm);
  search_index_add(x, STR("a.html"), &p);
  assert_int_equal(search_index_end(x, lab.scratch).n, 0);
}

static void an_empty_site_is_searched(void **state) {
  (void)state;
  struct lab lab = lab_new();
  lab.made = made_begin(&lab.perm, &lab.store);
  assert_true(made_end(lab.made, lab.scratch));
  ask(&lab, "anything", "found|0\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_folded),
      cmocka_unit_test(a_word_has_an_end),
      cmocka_unit_test(terms_match_in_an_order),
      cmocka_unit_test(numbers_have_an_end),
      cmocka_unit_test(a_page_falls_into_parts),
      cmocka_unit_test(a_page_may_be_anything),
      cmocka_unit_test(finds_pages_and_sections),
      cmocka_unit_test(finds_what_is_quoted),
      cmocka_unit_test(limits_are_kept),
      cmocka_unit_test(shards_follow_each_other),
      cmocka_unit_test(long_texts_are_cut),
      cmocka_unit_test(names_differ),
      cmocka_unit_test(bad_roots_are_refused),
      cmocka_unit_test(stops_when_a_shard_is_not_taken),
      cmocka_unit_test(an_empty_site_is_searched),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
