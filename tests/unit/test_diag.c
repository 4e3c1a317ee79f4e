#include "diag/diag.h"
#include "unit.h"

struct run {
  arena perm;
  struct sources src;
  struct diags ds;
};

static void run_init(struct run *r) {
  *r = (struct run){.perm = unit_arena()};
  r->src.perm = &r->perm;
  diags_init(&r->ds, &r->perm);
}

static str printed(struct run *r, struct diag_style style) {
  enum { OUTPUT = 8 << 20 };
  buf out = buf_new(&r->perm, OUTPUT);
  diags_print(&r->ds, &r->src, style, &out);
  assert_false(out.full);
  return buf_text(&out);
}

static str as_text(struct run *r) {
  return printed(r, (struct diag_style){.format = DIAG_TEXT});
}

/* Marks the first occurrence of `word` in the only source. */
static span span_of(struct run *r, str word) {
  ptrdiff_t at = str_search(sources_text(&r->src, 0), word);
  assert_true(at >= 0);
  return (span){0, (int32_t)at, (int32_t)(at + word.n)};
}

/* --- text ----------------------------------------------------------------- */

static void prints_the_line_with_a_caret(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  sources_add(&r.src, STR("content/guides/rag.md"),
              STR("# One\n\nsee [costs](offsite-cots.md) first\n"));
  struct diag *d =
      diag_add(&r.ds, D_LINK_BROKEN, span_of(&r, STR("offsite-cots.md")), STR("offsite-cots.md"));
  const str files[] = {STR_INIT("backup.md"), STR_INIT("offsite-cost.md")};
  diag_suggest(&r.ds, d, STR("offsite-cots.md"), files, 2);
  assert_str_equal(as_text(&r),
                   STR("content/guides/rag.md:3:13: error[F0501]: link leads to a file that does "
                       "not exist: \"offsite-cots.md\"\n"
                       "    3 | see [costs](offsite-cots.md) first\n"
                       "      |             ^~~~~~~~~~~~~~~\n"
                       "   why: Readers would end on an error page.\n"
                       "  hint: Did you mean \"offsite-cost.md\"?\n"
                       "1 error\n"));
}

static void prints_notes_with_their_own_line(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  sources_add(&r.src, STR("site.yaml"), STR("title: A\nhome: b\ntitle: C\n"));
  struct diag *d = diag_add(&r.ds, D_YAML_DUPLICATE, (span){0, 17, 22}, STR("title"));
  diag_note(&r.ds, d, (span){0, 0, 5}, STR("first given here"));
  diag_note(&r.ds, d, NOWHERE, STR("a note without a place"));
  assert_str_equal(as_text(&r), STR("site.yaml:3:1: error[F0202]: key is given twice: \"title\"\n"
                                    "    3 | title: C\n"
                                    "      | ^~~~~\n"
                                    "   why: Only one of the two could count, and which one is a "
                                    "guess.\n"
                                    "  hint: Remove one of them.\n"
                                    "site.yaml:1:1: note: first given here\n"
                                    "    1 | title: A\n"
                                    "      | ^~~~~\n"
                                    "note: a note without a place\n"
                                    "1 error\n"));
}

static void prints_colors_only_when_asked(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  sources_add(&r.src, STR("a.md"), STR("x y\n"));
  struct diag *d = diag_add(&r.ds, D_LINK_TEXT, (span){0, 2, 3}, STR(""));
  diag_note(&r.ds, d, NOWHERE, STR("n"));
  str got = printed(&r, (struct diag_style){.format = DIAG_TEXT, .color = true});
  assert_str_equal(got, STR("\x1b[1ma.md:1:3:\x1b[0m \x1b[33mwarning[F0508]:\x1b[0m link has no "
                            "text\n"
                            "    1 | x y\n"
                            "      |   \x1b[32m^\x1b[0m\n"
                            "   why: There is nothing to click on, and nothing to read out.\n"
                            "  hint: Write what it leads to in the brackets.\n"
                            "\x1b[36mnote:\x1b[0m n\n"
                            "1 warning\n"));
  assert_int_equal(str_find(as_text(&r), '\x1b'), -1);
}

static void prints_nothing_when_there_is_nothing(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  assert_str_equal(as_text(&r), STR(""));
  assert_int_equal(diags_worst(&r.ds), LEVEL_OFF);
  r.ds.level[D_SITE_EMPTY] = LEVEL_OFF;
  diag_hint(&r.ds, diag_add(&r.ds, D_SITE_EMPTY, NOWHERE, STR("")), STR("Lost."));
  assert_str_equal(as_text(&r), STR(""));
}

/* The two lines of the excerpt alone. */
static str excerpt_of(struct run *r, str line, span at) {
  run_init(r);
  sources_add(&r->src, STR("a"), line);
  r->ds.level[D_SITE_EMPTY] = LEVEL_WARN;
  diag_add(&r->ds, D_SITE_EMPTY, at, STR(""));
  str text = as_text(r);
  ptrdiff_t beg = str_find(text, '\n') + 1;
  ptrdiff_t end = str_search(text, STR("   why"));
  return str_sub(text, beg, end);
}

static void aligns_the_caret_by_columns(void **state) {
  (void)state;
  static const struct {
    str line;
    int32_t beg;
    int32_t end;
    str want;
  } cases[] = {
      {STR_INIT("ab"), 0, 0, STR_INIT("    1 | ab\n      | ^\n")},
      {STR_INIT("ab"), 2, 2, STR_INIT("    1 | ab\n      |   ^\n")},
      {STR_INIT("ab\ncd"), 1, 5, STR_INIT("    1 | ab\n      |  ^\n")},
      {STR_INIT("\tab\tc"), 1, 3, STR_INIT("    1 |     ab  c\n      |     ^~\n")},
      {STR_INIT("\tab\tc"), 4, 5, STR_INIT("    1 |     ab  c\n      |         ^\n")},
      {STR_INIT("a\tb"), 1, 2, STR_INIT("    1 | a   b\n      |  ^~~\n")},
      {STR_INIT("äöü!"), 6, 7, STR_INIT("    1 | äöü!\n      |    ^\n")},
      {STR_INIT("日本x"), 3, 6, STR_INIT("    1 | 日本x\n      |   ^~\n")},
      {STR_INIT("日本x"), 6, 7, STR_INIT("    1 | 日本x\n      |     ^\n")},
      {STR_INIT("e\xCC\x81x"), 3, 4, STR_INIT("    1 | e\xCC\x81x\n      |  ^\n")},
      {STR_INIT("e\xCC\x81x"), 1, 3, STR_INIT("    1 | e\xCC\x81x\n      |  ^\n")},
      {STR_INIT("a\x1b[31mb"), 6, 7, STR_INIT("    1 | a\\x1b[31mb\n      |          ^\n")},
      {STR_INIT("\xff\x9bz"), 2, 3, STR_INIT("    1 | \\xff\\x9bz\n      |         ^\n")},
      {STR_INIT("\xC2\x9Bz"), 2, 3, STR_INIT("    1 | \\x9bz\n      |     ^\n")},
      {STR_INIT("a\xE2\x80\xAEz"), 4, 5, STR_INIT("    1 | a\\u202ez\n      |        ^\n")},
      {STR_INIT("\xEF\xBF\xBDz"), 3, 4, STR_INIT("    1 | \xEF\xBF\xBDz\n      |  ^\n")},
      {STR_INIT("a\rb"), 2, 3, STR_INIT("    1 | a\\x0db\n      |      ^\n")},
      {STR_INIT(""), 0, 0, STR_INIT("")},
      {STR_INIT("\n\n"), 1, 1, STR_INIT("")},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct run r;
    str got = excerpt_of(&r, cases[i].line, (span){0, cases[i].beg, cases[i].end});
    if (!str_eq(got, cases[i].want)) {
      fail_msg("row %zu: got\n%.*s", i, (int)got.n, got.s);
    }
  }
}

static void cuts_long_lines_around_the_span(void **state) {
  (void)state;
  enum { LINE = 1000, SHOWN = 200 };
  static const struct {
    int length;
    int32_t at;
    bool cut_left;
    bool cut_right;
    int caret;
  } cases[] = {
      {SHOWN, 199, false, false, 199}, /* at the limit nothing is cut */
      {SHOWN + 1, 0, false, true, 0},  {SHOWN + 1, 200, true, false, 200},
      {LINE, 40, false, true, 40},     {LINE, 41, true, true, 41},
      {LINE, 500, true, true, 41},     {LINE, 999, true, false, 200},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char line[LINE];
    memset(line, 'x', sizeof line);
    line[cases[i].at] = '!';
    struct run r;
    span at = {0, cases[i].at, cases[i].at + 1};
    str got = excerpt_of(&r, (str){line, cases[i].length}, at);
    str dots = STR("…");
    str first = str_sub(got, 8, str_find(got, '\n'));
    str carets = str_sub(got, 8 + first.n + 1 + 8, got.n - 1);
    assert_int_equal(str_starts(first, dots), cases[i].cut_left);
    assert_int_equal(str_ends(first, dots), cases[i].cut_right);
    ptrdiff_t columns = first.n - (cases[i].cut_left + cases[i].cut_right) * dots.n;
    assert_int_equal(columns, SHOWN);
    assert_int_equal(str_find(carets, '^'), cases[i].caret);
    ptrdiff_t mark = str_find(first, '!') - (cases[i].cut_left ? dots.n - 1 : 0);
    assert_int_equal(mark, cases[i].caret);
  }
}

static void cuts_the_caret_with_the_line(void **state) {
  (void)state;
  char line[900];
  memset(line, 'x', sizeof line);
  struct run r;
  str got = excerpt_of(&r, (str){line, (ptrdiff_t)sizeof line}, (span){0, 0, 900});
  str carets = str_sub(got, str_find(got, '\n') + 1, got.n);
  assert_int_equal(carets.n, 8 + 200 + 1);
  memset(line, '\t', sizeof line);
  got = excerpt_of(&r, (str){line, (ptrdiff_t)sizeof line}, (span){0, 450, 451});
  assert_true(got.n < 500);
}

static void lets_nothing_raw_reach_a_terminal(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  sources_add(&r.src, STR("a\x1b]0;\n.md"), STR("\x1b[2J\x07\n"));
  struct diag *d = diag_add(&r.ds, D_LINK_BROKEN, (span){0, 0, 1}, STR("\x1b[2J\n\x9b"));
  diag_hint(&r.ds, d, STR("Try \x1b[1m.\r"));
  diag_detail(&r.ds, d, STR("\x7f"));
  diag_note(&r.ds, d, (span){0, 4, 5}, STR("no\bte"));
  for (diag_format format = DIAG_TEXT; format <= DIAG_GITHUB; format++) {
    str got = printed(&r, (struct diag_style){.format = format});
    for (ptrdiff_t i = 0; i < got.n; i++) {
      unsigned char c = (unsigned char)got.s[i];
      assert_true(c == '\n' || (c >= 0x20 && c != 0x7F && c != 0x9B));
    }
  }
  assert_true(str_starts(as_text(&r), STR("a\\x1b]0;\\x0a.md:1:1: error[F0501]: link leads to a "
                                          "file that does not exist: "
                                          "\"\\x1b[2J\\x0a\\x9b\" (\\x7f)\n"
                                          "    1 | \\x1b[2J\\x07\n"
                                          "      | ^~~~\n")));
}

static void prints_details_as_they_are(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  diag_detail(&r.ds, diag_add(&r.ds, D_FIELD_TYPE, NOWHERE, STR("")), STR("a list"));
  assert_str_equal(as_text(&r), STR("error[F0303]: wrong kind of value: a list\n"
                                    "   why: It cannot be taken for what the key means.\n"
                                    "1 error\n"));
}

/* --- order and number ------------------------------------------------------ */

static void sorts_by_path_and_place(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  sources_add(&r.src, STR("b.md"), STR("text\n"));
  sources_add(&r.src, STR("a.md"), STR("text\n"));
  diag_add(&r.ds, D_LINK_EMPTY, (span){0, 2, 3}, STR("6"));
  diag_add(&r.ds, D_LINK_TEXT, (span){0, 0, 1}, STR("5"));
  diag_add(&r.ds, D_LINK_EMPTY, (span){0, 0, 1}, STR("4"));
  diag_add(&r.ds, D_LINK_EMPTY, (span){0, 0, 1}, STR("3"));
  diag_add(&r.ds, D_LINK_EMPTY, (span){1, 3, 4}, STR("2"));
  diag_add(&r.ds, D_SITE_EMPTY, NOWHERE, STR("1"));
  str rest = as_text(&r);
  for (char c = '1'; c <= '6'; c++) {
    char quoted[] = {'"', c, '"'};
    ptrdiff_t at = str_search(rest, (str){quoted, 3});
    assert_true(at >= 0);
    rest = str_sub(rest, at, rest.n);
  }
}

static void prints_the_same_fault_once(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  sources_add(&r.src, STR("a.md"), STR("text\n"));
  diag_hint(&r.ds, diag_add(&r.ds, D_LINK_EMPTY, (span){0, 0, 4}, STR("a")), STR("The first."));
  diag_add(&r.ds, D_LINK_EMPTY, (span){0, 0, 4}, STR("b"));
  diag_add(&r.ds, D_LINK_EMPTY, (span){0, 0, 4}, STR("a"));
  diag_add(&r.ds, D_LINK_EMPTY, (span){0, 0, 3}, STR("a"));
  diag_add(&r.ds, D_LINK_TEXT, (span){0, 0, 4}, STR("a"));
  str got = as_text(&r);
  assert_true(str_ends(got, STR("\n3 errors, 1 warning\n")));
  assert_true(str_search(got, STR("The first.")) >= 0);
  assert_int_equal(r.ds.count, 4);
}

static void counts_in_plain_words(void **state) {
  (void)state;
  static const struct {
    int errors;
    int warnings;
    int notes;
    str want;
  } cases[] = {
      {1, 0, 0, STR_INIT("\n1 error\n")},    {2, 1, 0, STR_INIT("\n2 errors, 1 warning\n")},
      {0, 2, 0, STR_INIT("\n2 warnings\n")}, {1, 2, 1, STR_INIT("\n1 error, 2 warnings, 1 note\n")},
      {0, 0, 3, STR_INIT("\n3 notes\n")},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct run r;
    run_init(&r);
    r.ds.level[D_NAV_DRAFT] = LEVEL_NOTE;
    sources_add(&r.src, STR("a"), STR("some text\n"));
    for (int32_t n = 0; n < 4; n++) {
      span at = {0, n, n + 1};
      n < cases[i].errors ? (void)diag_add(&r.ds, D_LINK_EMPTY, at, STR("")) : (void)0;
      n < cases[i].warnings ? (void)diag_add(&r.ds, D_LINK_TEXT, at, STR("")) : (void)0;
      n < cases[i].notes ? (void)diag_add(&r.ds, D_NAV_DRAFT, at, STR("")) : (void)0;
    }
    assert_true(str_ends(as_text(&r), cases[i].want));
    assert_int_equal(diags_count(&r.ds, LEVEL_NOTE), cases[i].notes);
    assert_int_equal(diags_worst(&r.ds), cases[i].errors     ? LEVEL_ERROR
                                         : cases[i].warnings ? LEVEL_WARN
                                                             : LEVEL_NOTE);
  }
}

static void keeps_a_limited_number_of_each_level(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  for (int32_t i = 0; i < DIAG_MAX; i++) {
    diag_add(&r.ds, D_LINK_TEXT, (span){SPAN_NOWHERE, i, i}, STR(""));
  }
  assert_int_equal(r.ds.dropped, 0);
  struct diag *lost = diag_add(&r.ds, D_LINK_TEXT, NOWHERE, STR("lost"));
  diag_hint(&r.ds, lost, STR("lost"));
  diag_detail(&r.ds, lost, STR("lost"));
  diag_note(&r.ds, lost, NOWHERE, STR("lost"));
  assert_false(diag_is_kept(&r.ds, lost));
  assert_false(diag_suggest(&r.ds, lost, STR("lost"), &STR("lots"), 1));
  diag_add(&r.ds, D_LINK_EMPTY, NOWHERE, STR("kept"));
  assert_int_equal(r.ds.dropped, 1);
  assert_int_equal(diags_count(&r.ds, LEVEL_WARN), DIAG_MAX + 1);
  str annotations = printed(&r, (struct diag_style){.format = DIAG_GITHUB});
  assert_true(str_ends(annotations, STR("\n::notice ::1 more diagnostics not shown\n")));
  str got = as_text(&r);
  assert_true(str_search(got, STR("\"kept\"")) >= 0);
  assert_int_equal(str_search(got, STR("lost")), -1);
  assert_true(str_ends(got, STR("\n1 more not shown: the limit is 2000 of a level\n"
                                "1 error, 2001 warnings\n")));
}

static void counts_errors_that_were_dropped(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  for (int32_t i = 0; i <= DIAG_MAX; i++) {
    diag_id id = i < DIAG_MAX ? D_LINK_EMPTY : D_LINK_BROKEN;
    diag_add(&r.ds, id, (span){SPAN_NOWHERE, i, i}, STR(""));
  }
  r.ds.level[D_LINK_EMPTY] = LEVEL_OFF;
  assert_int_equal(diags_worst(&r.ds), LEVEL_ERROR);
  assert_int_equal(diags_count(&r.ds, LEVEL_ERROR), 1);
}

/* --- kinds ----------------------------------------------------------------- */

static void finds_kinds_by_name(void **state) {
  (void)state;
  for (int i = 0; i < DIAG_COUNT; i++) {
    diag_id id = (diag_id)i;
    assert_int_equal(diag_named(diag_name(id)), i);
    assert_int_equal(diag_code(id).n, 5);
    assert_true(i == 0 || str_cmp(diag_code((diag_id)(i - 1)), diag_code(id)) < 0);
  }
  assert_int_equal(diag_named(STR("broken-lnik")), -1);
  assert_true(diag_is_fixed(D_OUTPUT_CLASH));
  assert_false(diag_is_fixed(D_LINK_BROKEN));
}

static void reads_the_words_for_levels(void **state) {
  (void)state;
  diag_level level = LEVEL_OFF;
  assert_true(diag_level_parse(STR("error"), &level));
  assert_int_equal(level, LEVEL_ERROR);
  assert_true(diag_level_parse(STR("warn"), &level));
  assert_int_equal(level, LEVEL_WARN);
  assert_true(diag_level_parse(STR("note"), &level));
  assert_int_equal(level, LEVEL_NOTE);
  assert_false(diag_level_parse(STR("Error"), &level));
  assert_false(diag_level_parse(STR(""), &level));
  assert_int_equal(level, LEVEL_NOTE);
  assert_true(diag_level_parse(STR("off"), &level));
  assert_int_equal(level, LEVEL_OFF);
}

static void merges_what_a_worker_found(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  sources_add(&r.src, STR("a.md"), STR("a"));
  sources_add(&r.src, STR("b.md"), STR("b"));
  struct diag_note second = {.at = NOWHERE, .text = STR("second")};
  struct diag_note first = {.at = {1, 0, 1}, .text = STR("first"), .next = &second};
  struct diag found = {.id = D_LINK_EMPTY,
                       .at = {1, 0, 1},
                       .subject = STR("s"),
                       .detail = STR("d"),
                       .hint = STR("h"),
                       .notes = &first};
  diags_merge(&r.ds, &found);
  const struct diag *got = &r.ds.items[0];
  assert_int_equal(got->at.file, 1);
  assert_str_equal(got->detail, STR("d"));
  assert_str_equal(got->hint, STR("h"));
  assert_int_equal(got->notes->at.file, 1);
  assert_str_equal(got->notes->next->text, STR("second"));
  assert_int_equal(got->notes->next->at.file, SPAN_NOWHERE);
  assert_true(got->subject.s != found.subject.s);
}

static void suggests_only_what_is_near(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  const str names[] = {STR_INIT("summary"), STR_INIT("title")};
  struct diag *d = diag_add(&r.ds, D_FIELD_UNKNOWN, NOWHERE, STR("tilte"));
  assert_true(diag_is_kept(&r.ds, d));
  assert_true(diag_suggest(&r.ds, d, STR("tilte"), names, 2));
  assert_str_equal(d->hint, STR("Did you mean \"title\"?"));
  d = diag_add(&r.ds, D_FIELD_UNKNOWN, NOWHERE, STR("other"));
  assert_false(diag_suggest(&r.ds, d, STR("other"), names, 2));
  assert_str_equal(d->hint, STR(""));
}

/* --- for programs ----------------------------------------------------------- */

static void writes_json(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  sources_add(&r.src, STR("a \"b\".md"), STR("one\ntwo ä three\n"));
  struct diag *d = diag_add(&r.ds, D_LINK_EMPTY, (span){0, 4, 10}, STR("q\"\\\x1b\xff\n"));
  diag_note(&r.ds, d, (span){0, 0, 3}, STR("there"));
  diag_add(&r.ds, D_SITE_EMPTY, NOWHERE, STR(""));
  assert_str_equal(
      printed(&r, (struct diag_style){.format = DIAG_JSON}),
      STR("{\"diagnostics\":[\n"
          "{\"code\":\"F0608\",\"name\":\"empty-site\",\"level\":\"warning\",\"path\":null,"
          "\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":null,"
          "\"message\":\"site has no guides\",\"subject\":\"\",\"detail\":\"\","
          "\"reason\":\"There is nothing to read.\","
          "\"hint\":\"Write one in content/guides/, as Markdown.\",\"notes\":[]},\n"
          "{\"code\":\"F0507\",\"name\":\"empty-link\",\"level\":\"error\","
          "\"path\":\"a \\\"b\\\".md\",\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":6,"
          "\"message\":\"link has no target\","
          "\"subject\":\"q\\\"\\\\\\u001b\xEF\xBF\xBD\\u000a\",\"detail\":\"\","
          "\"reason\":\"It does nothing when it is followed.\","
          "\"hint\":\"Write where it leads, or remove the brackets.\",\"notes\":[{"
          "\"path\":\"a \\\"b\\\".md\",\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":4,"
          "\"message\":\"there\"}]}],\n"
          "\"errors\":1,\"warnings\":1,\"notes\":0,\"dropped\":0}\n"));
}

static void writes_json_of_nothing(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  assert_str_equal(printed(&r, (struct diag_style){.format = DIAG_JSON}),
                   STR("{\"diagnostics\":[],\n"
                       "\"errors\":0,\"warnings\":0,\"notes\":0,\"dropped\":0}\n"));
}

static void writes_annotations_for_github(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  r.ds.level[D_NAV_DRAFT] = LEVEL_NOTE;
  sources_add(&r.src, STR("a,b:c%.md"), STR("one\ntwo\n"));
  diag_add(&r.ds, D_LINK_EMPTY, (span){0, 5, 6}, STR("50%,\nx:y"));
  diag_hint(&r.ds, diag_add(&r.ds, D_FIELD_TYPE, NOWHERE, STR("")), STR("Do: this."));
  diag_add(&r.ds, D_NAV_DRAFT, (span){0, 0, 1}, STR(""));
  assert_str_equal(
      printed(&r, (struct diag_style){.format = DIAG_GITHUB}),
      STR("::error title=F0303 wrong-type::wrong kind of value%0ADo: this.\n"
          "::notice file=a%2Cb%3Ac%25.md,line=1,col=1,title=F0603 nav-draft::"
          "draft is left out of the navigation%0APublish it, or remove the entry.\n"
          "::error file=a%2Cb%3Ac%25.md,line=2,col=2,title=F0507 empty-link::"
          "link has no target: \"50%25,\\x0ax:y\"%0AWrite where it leads, or remove the "
          "brackets.\n"));
}

static void keeps_annotations_of_long_subjects_whole(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  static char subject[9000];
  memset(subject, 'x', sizeof subject);
  diag_add(&r.ds, D_LINK_EMPTY, NOWHERE, (str){subject, (ptrdiff_t)sizeof subject});
  str got = printed(&r, (struct diag_style){.format = DIAG_GITHUB});
  assert_true(str_ends(got, STR("x\n")));
  assert_true(got.n < 4200);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(prints_the_line_with_a_caret),
      cmocka_unit_test(prints_notes_with_their_own_line),
      cmocka_unit_test(prints_colors_only_when_asked),
      cmocka_unit_test(prints_nothing_when_there_is_nothing),
      cmocka_unit_test(aligns_the_caret_by_columns),
      cmocka_unit_test(cuts_long_lines_around_the_span),
      cmocka_unit_test(cuts_the_caret_with_the_line),
      cmocka_unit_test(lets_nothing_raw_reach_a_terminal),
      cmocka_unit_test(prints_details_as_they_are),
      cmocka_unit_test(sorts_by_path_and_place),
      cmocka_unit_test(prints_the_same_fault_once),
      cmocka_unit_test(counts_in_plain_words),
      cmocka_unit_test(keeps_a_limited_number_of_each_level),
      cmocka_unit_test(counts_errors_that_were_dropped),
      cmocka_unit_test(finds_kinds_by_name),
      cmocka_unit_test(reads_the_words_for_levels),
      cmocka_unit_test(merges_what_a_worker_found),
      cmocka_unit_test(suggests_only_what_is_near),
      cmocka_unit_test(writes_json),
      cmocka_unit_test(writes_json_of_nothing),
      cmocka_unit_test(writes_annotations_for_github),
      cmocka_unit_test(keeps_annotations_of_long_subjects_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
