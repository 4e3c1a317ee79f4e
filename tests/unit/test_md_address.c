#include "load/md_address.h"
#include "unit.h"

struct address_row {
  str url;
  enum md_address want;
  str clean;
};

static const struct address_row addresses[] = {
    {STR_INIT(""), ADDRESS_EMPTY, STR_INIT("")},
    {STR_INIT(" \t\n"), ADDRESS_EMPTY, STR_INIT("")},
    {STR_INIT("rag.md"), ADDRESS_LOCAL, STR_INIT("rag.md")},
    {STR_INIT("../a/b.yaml#c"), ADDRESS_LOCAL, STR_INIT("../a/b.yaml#c")},
    {STR_INIT("#there"), ADDRESS_LOCAL, STR_INIT("#there")},
    {STR_INIT("?q=a:b"), ADDRESS_LOCAL, STR_INIT("?q=a:b")},
    {STR_INIT("/abs.html"), ADDRESS_LOCAL, STR_INIT("/abs.html")},
    {STR_INIT("./a:b"), ADDRESS_LOCAL, STR_INIT("./a:b")},
    {STR_INIT(" a\tb.md\n"), ADDRESS_LOCAL, STR_INIT("ab.md")},
    {STR_INIT("https://a.b"), ADDRESS_WEB, STR_INIT("https://a.b")},
    {STR_INIT("HtTp://a"), ADDRESS_WEB, STR_INIT("HtTp://a")},
    {STR_INIT("ht\ntps://a"), ADDRESS_WEB, STR_INIT("https://a")},
    {STR_INIT("mailto:a@b.c"), ADDRESS_MAIL, STR_INIT("mailto:a@b.c")},
    {STR_INIT("//host/x"), ADDRESS_HALF_WEB, STR_INIT("//host/x")},
    {STR_INIT("\\\\host"), ADDRESS_HALF_WEB, STR_INIT("\\\\host")},
    {STR_INIT("/\\host"), ADDRESS_HALF_WEB, STR_INIT("/\\host")},
    {STR_INIT("/\t/host"), ADDRESS_HALF_WEB, STR_INIT("//host")},
    {STR_INIT("http:foo"), ADDRESS_HALF_WEB, STR_INIT("http:foo")},
    {STR_INIT("https:///x"), ADDRESS_HALF_WEB, STR_INIT("https:///x")},
    {STR_INIT("https://"), ADDRESS_HALF_WEB, STR_INIT("https://")},
    {STR_INIT("javascript:alert(1)"), ADDRESS_OTHER, STR_INIT("javascript:alert(1)")},
    {STR_INIT("JavaScript:x"), ADDRESS_OTHER, STR_INIT("JavaScript:x")},
    {STR_INIT("java\tscript:x"), ADDRESS_OTHER, STR_INIT("javascript:x")},
    {STR_INIT("\x01javascript:x"), ADDRESS_OTHER, STR_INIT("javascript:x")},
    {STR_INIT("java\x01script:x"), ADDRESS_OTHER, STR_INIT("java\x01script:x")},
    {STR_INIT("data:image/png;base64,x"), ADDRESS_OTHER, STR_INIT("data:image/png;base64,x")},
    {STR_INIT("blob:x"), ADDRESS_OTHER, STR_INIT("blob:x")},
    {STR_INIT("view-source:x"), ADDRESS_OTHER, STR_INIT("view-source:x")},
    {STR_INIT("feed:javascript:x"), ADDRESS_OTHER, STR_INIT("feed:javascript:x")},
    {STR_INIT("file:///etc"), ADDRESS_OTHER, STR_INIT("file:///etc")},
    {STR_INIT("a:b"), ADDRESS_OTHER, STR_INIT("a:b")},
    {STR_INIT(":x"), ADDRESS_OTHER, STR_INIT(":x")},
};

static void test_addresses(void **state) {
  (void)state;
  arena a = unit_arena();
  for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
    str clean;
    enum md_address got = md_address_of(addresses[i].url, &a, &clean);
    if (got != addresses[i].want) {
      fail_msg("%.*s: kind %d", (int)addresses[i].url.n, addresses[i].url.s, (int)got);
    }
    assert_str_equal(clean, addresses[i].clean);
  }
}

struct literal_row {
  str text;
  str want; /* the first link in it, or empty */
};

static const struct literal_row literals[] = {
    {STR_INIT("see http://a.b/c now"), STR_INIT("http://a.b/c")},
    {STR_INIT("https://localhost:80/x"), STR_INIT("https://localhost:80/x")},
    {STR_INIT("HTTPS://A.B"), STR_INIT("HTTPS://A.B")},
    {STR_INIT("www.a.b."), STR_INIT("www.a.b")},
    {STR_INIT("www.a"), STR_INIT("www.a")},
    {STR_INIT("www."), STR_INIT("")},
    {STR_INIT("www..a"), STR_INIT("")},
    {STR_INIT("awww.a.b"), STR_INIT("")},
    {STR_INIT("xhttp://a.b"), STR_INIT("")},
    {STR_INIT("ftp://a.b"), STR_INIT("")},
    {STR_INIT("http:/a.b"), STR_INIT("")},
    {STR_INIT("http://"), STR_INIT("")},
    {STR_INIT("(http://a.b/c)"), STR_INIT("http://a.b/c")},
    {STR_INIT("http://a.b/c_(d)"), STR_INIT("http://a.b/c_(d)")},
    {STR_INIT("(http://a.b/c_(d))"), STR_INIT("http://a.b/c_(d)")},
    {STR_INIT("http://a.b/c)))"), STR_INIT("http://a.b/c")},
    {STR_INIT("http://a.b/c?!.,:*_~"), STR_INIT("http://a.b/c")},
    {STR_INIT("http://a.b/c<d"), STR_INIT("http://a.b/c")},
    {STR_INIT("http://a_b.c.d"), STR_INIT("http://a_b.c.d")},
    {STR_INIT("http://a.b_c.d"), STR_INIT("")},
    {STR_INIT("http://a.b_c"), STR_INIT("")},
    {STR_INIT("www.a_b.c"), STR_INIT("")},
    {STR_INIT("http://a.b?c=d&e=f"), STR_INIT("http://a.b?c=d&e=f")},
    {STR_INIT("http://\xC3\xBC.de/"), STR_INIT("http://\xC3\xBC.de/")},
    {STR_INIT("*http://a.b*"), STR_INIT("http://a.b")},
};

static void test_literals(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
    str text = literals[i].text;
    struct md_literal_link link = {.beg = 0, .end = 0};
    for (ptrdiff_t at = 0; at < text.n && link.end == 0; at++) {
      if (text.s[at] == ':' || text.s[at] == '.') {
        (void)md_link_in_text(text, at, 0, &link);
      }
    }
    assert_str_equal(str_sub(text, link.beg, link.end), literals[i].want);
  }
}

static void test_host_limit(void **state) {
  (void)state;
  char text[MD_HOST_MAX + 20];
  for (int extra = 0; extra < 2; extra++) {
    ptrdiff_t n = 4 + MD_HOST_MAX - 4 + extra; /* the host begins with "www." */
    memset(text, 'a', sizeof text);
    memcpy(text, "www.", 4);
    struct md_literal_link link;
    assert_int_equal(md_link_in_text((str){text, n}, 3, 0, &link), extra == 0);
  }
}

/* A link is not found in what was written already. */
static void test_floor(void **state) {
  (void)state;
  struct md_literal_link link;
  assert_true(md_link_in_text(STR("www.a"), 3, 0, &link));
  assert_false(md_link_in_text(STR("www.a"), 3, 1, &link));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_addresses),
      cmocka_unit_test(test_literals),
      cmocka_unit_test(test_host_limit),
      cmocka_unit_test(test_floor),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
