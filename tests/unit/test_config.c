#include "model/config.h"
#include "said.h"
#include "yaml_reading.h"

static struct config config_of(struct reading *r) {
  struct config c;
  config_read(&r->doc, &r->ds, &r->perm, &c);
  return c;
}

static str said_of(const char *text) {
  struct reading *r = read_text(str_of(text));
  config_of(r);
  return said(&r->ds, &r->src, &r->perm);
}

static void has_defaults(void **state) {
  (void)state;
  struct reading *r = read_text(STR("title: A site"));
  struct config c = config_of(r);
  assert_int_equal(r->ds.count, 0);
  assert_str_equal(c.title, STR("A site"));
  assert_str_equal(c.language, STR("en"));
  assert_int_equal(c.description.n, 0);
  assert_int_equal(c.base_url.n, 0);
  assert_int_equal(c.edit_url.n, 0);
  assert_int_equal(c.home.n, 0);
  assert_int_equal(c.nav, Y_NONE);
  assert_int_equal(c.page_seconds, CONFIG_SECONDS_DEFAULT);
  assert_int_equal(c.page_megabytes, CONFIG_MEGABYTES_DEFAULT);
}

/* The file could not be read, which was told: there are only defaults. */
static void says_nothing_of_an_empty_document(void **state) {
  (void)state;
  struct reading *r = read_text(STR(""));
  struct config c = config_of(r);
  assert_int_equal(r->ds.count, 0);
  assert_str_equal(c.language, STR("en"));
}

static void reads_everything(void **state) {
  (void)state;
  struct reading *r = read_text(STR("title: A site\n"
                                    "description: What it is about\n"
                                    "language: pt-BR\n"
                                    "base_url: https://docs.example.org/a\n"
                                    "edit_url: https://git.example.org/edit/{path}\n"
                                    "home: guides/start.md\n"
                                    "nav: [guides/start.md]\n"
                                    "checks: {unlinked-page: off, raw-html: error}\n"
                                    "limits: {page_seconds: 9, page_megabytes: 32}\n"));
  struct config c = config_of(r);
  assert_int_equal(r->ds.count, 0);
  assert_str_equal(c.description, STR("What it is about"));
  assert_str_equal(c.language, STR("pt-BR"));
  assert_str_equal(c.base_url, STR("https://docs.example.org/a/"));
  assert_str_equal(c.edit_url, STR("https://git.example.org/edit/{path}"));
  assert_str_equal(c.home, STR("guides/start.md"));
  assert_str_equal(ynode_text(&r->doc, c.home_node), c.home);
  assert_int_equal(r->doc.nodes[c.nav].kind, Y_LIST);
  assert_int_equal(c.page_seconds, 9);
  assert_int_equal(c.page_megabytes, 32);
  assert_int_equal(r->ds.level[D_PAGE_UNLINKED], LEVEL_OFF);
  assert_int_equal(r->ds.level[D_MD_HTML], LEVEL_ERROR);
  assert_int_equal(r->ds.level[D_LINK_BROKEN], LEVEL_ERROR);
}

static void addresses_end_with_one_slash(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *url;
  } cases[] = {
      {"title: x\nbase_url: https://example.org", "https://example.org/"},
      {"title: x\nbase_url: https://example.org/", "https://example.org/"},
      {"title: x\nbase_url: http://x/a/b", "http://x/a/b/"},
      {"title: x\nbase_url: https://", ""},
      {"title: x\nbase_url: http://", ""},
      {"title: x\nbase_url: //example.org/", ""},
      {"title: x\nbase_url: javascript:alert(1)", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct reading *r = read_text(str_of(cases[i].text));
    struct config c = config_of(r);
    assert_str_equal(c.base_url, str_of(cases[i].url));
    assert_int_equal(r->ds.count, c.base_url.n == 0);
  }
}

static void knows_language_tags(void **state) {
  (void)state;
  static const struct {
    const char *tag;
    bool good;
  } cases[] = {
      {"de", true},
      {"en-GB", true},
      {"zh-Hant-CN", true},
      {"es-419", true},
      {"x", false},
      {"e1", false},
      {"1e", false},
      {"-en", false},
      {"en_GB", false},
      {"en GB", false},
      {"en\"onx", false},
      {"e-n", false},
      {"abcdefgh-abcdefgh-abcdefgh-abcdefgh", true},   /* 35 bytes */
      {"abcdefgh-abcdefgh-abcdefgh-abcdefghi", false}, /* 36 */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[100];
    snprintf(text, sizeof text, "title: x\nlanguage: '%s'", cases[i].tag);
    struct reading *r = read_text(str_of(text));
    struct config c = config_of(r);
    str want = cases[i].good ? str_of(cases[i].tag) : STR("en");
    if (!str_eq(c.language, want) || r->ds.count != !cases[i].good) {
      fail_msg("%s: %.*s", cases[i].tag, (int)c.language.n, c.language.s);
    }
  }
}

static void holds_limits_within_their_bounds(void **state) {
  (void)state;
  static const struct {
    int64_t seconds, megabytes;
    bool seconds_good, megabytes_good;
  } cases[] = {
      {1, CONFIG_MEGABYTES_MIN, true, true},
      {0, CONFIG_MEGABYTES_MIN - 1, false, false},
      {CONFIG_SECONDS_MAX, CONFIG_MEGABYTES_MAX, true, true},
      {CONFIG_SECONDS_MAX + 1, CONFIG_MEGABYTES_MAX + 1, false, false},
      {-1, -1, false, false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[100];
    snprintf(text, sizeof text, "title: x\nlimits: {page_seconds: %d, page_megabytes: %d}",
             (int)cases[i].seconds, (int)cases[i].megabytes);
    struct reading *r = read_text(str_of(text));
    struct config c = config_of(r);
    assert_int_equal(c.page_seconds,
                     cases[i].seconds_good ? cases[i].seconds : CONFIG_SECONDS_DEFAULT);
    assert_int_equal(c.page_megabytes,
                     cases[i].megabytes_good ? cases[i].megabytes : CONFIG_MEGABYTES_DEFAULT);
    assert_int_equal(r->ds.count, !cases[i].seconds_good + !cases[i].megabytes_good);
  }
  assert_str_equal(said_of("title: x\nlimits: {page_seconds: 0}"),
                   STR("F0304 2:24 0: Write a number from 1 to 600.\n"));
  assert_str_equal(said_of("title: x\nlimits: {page_megabytes: 1}"),
                   STR("F0304 2:26 1: Write a number from 16 to 8192.\n"));
}

static void changes_levels_of_checks(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *said;
  } cases[] = {
      {"title: x\nchecks: {}", ""},
      {"title: x\nchecks: {broken-link: off, raw-html: note, bad-anchor: warn}", ""},
      {"title: x\nchecks: {yaml-syntax: error}", "F0309 2:10 yaml-syntax\n"},
      {"title: x\nchecks: {unlinked-pages: off}",
       "F0301 2:10 unlinked-pages: Did you mean \"unlinked-page\"?\n"},
      {"title: x\nchecks: {no-such-check: off}", "F0301 2:10 no-such-check\n"},
      {"title: x\nchecks: {raw-html: never}",
       "F0304 2:20 never: Write off, note, warn or error.\n"},
      {"title: x\nchecks: {raw-html: {}}", "F0304 2:20: Write off, note, warn or error.\n"},
      {"title: x\nchecks: off", "F0303 2:9 off: Write names and levels: {unlinked-page: off}.\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_str_equal(said_of(cases[i].text), str_of(cases[i].said));
  }
}

/* What is fixed stays what it is, whatever the site says. */
static void keeps_fixed_levels(void **state) {
  (void)state;
  for (int id = 0; id < DIAG_COUNT; id++) {
    char text[200];
    str name = diag_name((diag_id)id);
    snprintf(text, sizeof text, "title: x\nchecks: {%.*s: off}", (int)name.n, name.s);
    struct reading *r = read_text(str_of(text));
    uint8_t before = r->ds.level[id];
    config_of(r);
    assert_int_equal(r->ds.level[id], diag_is_fixed((diag_id)id) ? before : LEVEL_OFF);
    assert_int_equal(r->ds.count, diag_is_fixed((diag_id)id));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(has_defaults),
      cmocka_unit_test(says_nothing_of_an_empty_document),
      cmocka_unit_test(reads_everything),
      cmocka_unit_test(addresses_end_with_one_slash),
      cmocka_unit_test(knows_language_tags),
      cmocka_unit_test(holds_limits_within_their_bounds),
      cmocka_unit_test(changes_levels_of_checks),
      cmocka_unit_test(keeps_fixed_levels),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
