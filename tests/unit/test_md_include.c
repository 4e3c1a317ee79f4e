/* Parts and data tables: what other files become in a page, and where their faults stand. */
#include "page_case.h"

struct file {
  const char *path;
  const char *text;
};

static const struct file files[] = {
    {"guides/part.md", "## Part\n\nA [link](other.md).\n"},
    {"guides/plain.md", "one\ntwo"},
    {"guides/front.md", "---\ntitle: x\n---\ntext [^a]\n"},
    {"guides/self.md", "a\n\n:::include self.md\n"},
    {"guides/case.md", "the page itself"},
    {"guides/round.md", ":::include case.md\n"},
    {"guides/deep/outer.md", "![a](dot.svg)\n\n:::include ../part.md\n\n[b](c.md)\n"},
    {"guides/bad.md", "fine\n\n![](x.png)\n"},
    {"guides/latin.md", "\xE4"},
    {"guides/empty.md", ""},
    {"guides/1.md", "1\n\n:::include 2.md\n"},
    {"guides/2.md", "2\n\n:::include 3.md\n"},
    {"guides/3.md", "3\n\n:::include 4.md\n"},
    {"guides/4.md", "4\n\n:::include 5.md\n"},
    {"guides/5.md", "5\n\n:::include 6.md\n"},
    {"guides/6.md", "6\n\n:::include 7.md\n"},
    {"guides/7.md", "7\n\n:::include 8.md\n"},
    {"guides/8.md", "8\n"},
    {"guides/0.md", "0\n\n:::include 1.md\n"},
    {"guides/prices.csv", "Model,Price\nb,$10\n\"a, c\",$2.5\nd,\n"},
    {"guides/odd.csv", "a,b\n1\nx\"y,2\n"},
    {"guides/rows.yaml", "- {Name: b, Day: 2026-01-02}\n- {Name: a}\n"},
    {"guides/odd.yaml", "- {a: 1}\n- {b: 2}\n- {a: [3]}\n"},
    {"guides/map.yaml", "a: 1\n"},
    {"guides/web.csv", "Where\nhttps://a.example/?b&c\n"},
};

static os_status read_file(void *ctx, str path, ptrdiff_t max, arena *perm, str *ret_bytes) {
  (void)ctx;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    str text = str_of(files[i].text);
    if (str_eq(path, str_of(files[i].path))) {
      *ret_bytes = arena_copy(perm, text);
      return text.n > max ? OS_TOO_LARGE : OS_OK;
    }
  }
  return OS_NOT_FOUND;
}

static struct page_case parse(arena *a, const char *source) {
  struct page_input in = {
      .bytes = str_of(source), .path = STR("guides/case.md"), .read = read_file};
  return parse_input(a, &in);
}

/* Each as "F0430 part:byte-byte"; the parts as the page names them. */
static str diags_of(arena *a, const struct page_case *c) {
  buf out = buf_open(a);
  for (uint32_t i = 0; i < c->v.head->diags; i++) {
    const struct page_diag *d = &c->v.diags[i];
    buf_str(&out, i > 0 ? STR("|") : STR(""));
    buf_str(&out, diag_code((diag_id)d->id));
    buf_byte(&out, ' ');
    if (d->part > 0) {
      buf_str(&out, page_text(&c->v, c->v.parts[d->part - 1]));
    }
    buf_byte(&out, ':');
    buf_int(&out, d->beg);
    buf_byte(&out, '-');
    buf_int(&out, d->end);
  }
  return buf_close(&out, a);
}

struct row {
  const char *source, *html, *diags;
};

static void check(const struct row *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    arena a = unit_arena();
    struct page_case c = parse(&a, rows[i].source);
    str diags = diags_of(&a, &c);
    bool same = rows[i].html == NULL || str_eq(c.html, str_of(rows[i].html));
    if (!same || !str_eq(diags, str_of(rows[i].diags))) {
      fail_msg("row %zu:\n%.*s\n%.*s", i, (int)c.html.n, c.html.s, (int)diags.n, diags.s);
    }
  }
}

#define H2(id, text)                                          \
  "<h2 id=\"" id "\">" text "<a class=\"anchor\" href=\"#" id \
  "\" aria-label=\"Link to this section\">#</a></h2>\n"

static void parts_stand_in_place_of_the_line(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"a\n:::include part.md\nb\n",
       "<p>a</p>\n" H2("part", "Part") "<p>A <a href=\"{other.md}\">link</a>.</p>\n<p>b</p>\n", ""},
      {":::include plain.md", "<p>one\ntwo</p>\n", ""},
      {"> :::include plain.md\n> end\n",
       "<blockquote>\n<p>one\ntwo</p>\n<p>end</p>\n</blockquote>\n", ""},
      {"- :::include plain.md\n- x\n", "<ul>\n<li>one\ntwo</li>\n<li>x</li>\n</ul>\n", ""},
      {":::include front.md\n\n[^a]: note\n",
       "<p>text <sup><a href=\"#fn:1\" id=\"fnref:1\">1</a></sup></p>\n"
       "<section class=\"footnotes\" aria-label=\"Sources and notes\">\n<ol>\n<li id=\"fn:1\">\n"
       "<p>note <a class=\"back\" href=\"#fnref:1\" aria-label=\"Back to reference 1\">\xE2\x86\xA9"
       "\xEF\xB8\x8E</a></p>\n</li>\n</ol>\n</section>\n",
       ""},
      {"a\n\n:::include empty.md\n\nb\n", "<p>a</p>\n<p>b</p>\n", ""},
      {"```text\n:::include plain.md\n```\n",
       "<pre tabindex=\"0\"><code class=\"language-text\">:::include plain.md\n</code></pre>\n",
       ""},
  };
  check(rows, sizeof rows / sizeof *rows);
}

static void faults_have_their_place(void **state) {
  (void)state;
  static const struct row rows[] = {
      {":::include gone.md\n", "", "F0430 :11-18"},
      {":::include ../../a.md\n", "", "F0430 :11-21"},
      {":::include /a.md\n", "", "F0430 :11-16"},
      {":::include part.txt\n", "", "F0430 :11-19"},
      {":::include\n", "", "F0417 :0-10"},
      {":::include self.md\n", "<p>a</p>\n", "F0431 guides/self.md:14-21"},
      {":::include round.md\n", "", "F0431 guides/round.md:11-18"},
      {":::include latin.md\n", "", "F0109 guides/latin.md:0-1"},
      {":::include bad.md\n\n![](y.png)\n", NULL, "F0410 guides/bad.md:6-16|F0410 :19-29"},
      {":::include bad.md\n\n:::include gone.md\n", NULL, "F0430 :30-37|F0410 guides/bad.md:6-16"},
      {":::include 1.md\n", NULL, ""},
      {":::include 0.md\n", NULL, "F0432 guides/7.md:14-18"},
      {":::table file=odd.csv\n", "", "F0435 guides/odd.csv:4-5|F0434 guides/odd.csv:7-8"},
      {":::table file=odd.yaml\n", "", "F0438 guides/odd.yaml:12-13|F0438 guides/odd.yaml:24-27"},
      {":::table file=map.yaml\n", "", "F0438 guides/map.yaml:0-4"},
      {":::table file=empty.md\n", "", "F0430 :9-22"},
      {":::table sortable\n\ntext\n\n:::\n", "<p>text</p>\n", "F0421 :0-17"},
  };
  check(rows, sizeof rows / sizeof *rows);
}

static void links_know_their_part(void **state) {
  (void)state;
  arena a = unit_arena();
  struct page_case c = parse(&a, "[x](y.md)\n\n:::include deep/outer.md\n\n[z](w.md)\n");
  static const struct {
    const char *target, *part;
    uint32_t beg;
  } want[] = {{"y.md", "", 4},
              {"dot.svg", "guides/deep/outer.md", 5},
              {"other.md", "guides/part.md", 18},
              {"c.md", "guides/deep/outer.md", 42},
              {"w.md", "", 41}};
  assert_int_equal(c.v.head->refs, 5);
  for (uint32_t i = 0; i < 5; i++) {
    const struct page_ref *r = &c.v.refs[i];
    str part = r->part == 0 ? STR("") : page_text(&c.v, c.v.parts[r->part - 1]);
    bool same = str_eq(page_text(&c.v, r->target), str_of(want[i].target)) &&
                str_eq(part, str_of(want[i].part)) && r->beg == want[i].beg;
    if (!same) {
      fail_msg("ref %u: %.*s in %.*s at %u", i, (int)r->target.n, c.v.blob.s + r->target.at,
               (int)part.n, part.s, r->beg);
    }
  }
}

#define REGION(label) \
  "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"" label "\">"

static void data_becomes_a_table(void **state) {
  (void)state;
  static const struct row rows[] = {
      {":::table file=prices.csv sortable caption=\"What it costs\"\n",
       REGION("What it costs") "<table data-up=\"\" data-down=\"\">\n<caption>What it "
                               "costs</caption>\n<thead>\n"
                               "<tr><th scope=\"col\" data-order=\"1 0 2\">Model</th>"
                               "<th scope=\"col\" class=\"right\" data-order=\"1 "
                               "0\">Price</th></tr></thead>\n<tbody>\n"
                               "<tr><td>b</td><td class=\"right\">$10</td></tr>\n"
                               "<tr><td>a, c</td><td class=\"right\">$2.5</td></tr>\n"
                               "<tr><td>d</td><td "
                               "class=\"right\"></td></tr>\n</tbody></table></div>\n",
       ""},
      {":::table file=rows.yaml\n",
       REGION("Table") "<table>\n<thead>\n<tr><th scope=\"col\">Name</th><th scope=\"col\">Day</th>"
                       "</tr></thead>\n<tbody>\n<tr><td>b</td><td>2026-01-02</td></tr>\n"
                       "<tr><td>a</td><td></td></tr>\n</tbody></table></div>\n",
       ""},
      {":::table file=web.csv\n",
       REGION("Table") "<table>\n<thead>\n<tr><th scope=\"col\">Where</th></tr></thead>\n<tbody>\n"
                       "<tr><td><a href=\"https://a.example/?b&amp;c\" "
                       "rel=\"noopener\">https://a.example/?b&amp;c"
                       "</a></td></tr>\n</tbody></table></div>\n",
       ""},
      {":::table sortable\n\n|a|\n|-|\n|10 GB|\n|9 GB|\n|*11* GB|\n\n:::\n",
       REGION("Table") "<table data-up=\"\" data-down=\"\">\n<thead>\n<tr><th scope=\"col\" "
                       "data-order=\"1 0 2\">a</th></tr>"
                       "</thead>\n<tbody>\n<tr><td>10 GB</td></tr>\n<tr><td>9 GB</td></tr>\n"
                       "<tr><td><em>11</em> GB</td></tr>\n</tbody></table></div>\n",
       ""},
  };
  check(rows, sizeof rows / sizeof *rows);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(parts_stand_in_place_of_the_line),
      cmocka_unit_test(faults_have_their_place),
      cmocka_unit_test(links_know_their_part),
      cmocka_unit_test(data_becomes_a_table),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
