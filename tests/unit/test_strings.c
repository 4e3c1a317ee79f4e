/* What pages say by themselves: languages, the site's own texts, holes. */
#include "whole.h"

static struct whole *site_of(const char *config, const char *path, const char *own) {
  struct whole *w = whole_new();
  struct file files[] = {{"site.yaml", config}, {"guides/a.md", "# A\n"}};
  whole_write(w, files, 2);
  if (path != NULL) {
    assert_int_equal(os_dir_make_above(w->temp.dir, str_of(path)), OS_OK);
    assert_int_equal(os_write(w->temp.dir, str_of(path), str_of(own)), OS_OK);
  }
  whole_load(w, 1);
  strings_build(&w->theme, &w->site.config, &w->diags, &w->perm, &w->site.strings);
  return w;
}

static void check_text(struct whole *w, const char *key, const char *want) {
  assert_str_equal(strings_get(&w->site.strings, str_of(key)), str_of(want));
}

static void speaks_the_language_of_the_site(void **state) {
  (void)state;
  static const char *const rows[][3] = {
      {"title: A", "next", "Next"},
      {"{title: A, language: en-GB}", "next", "Next"},
      {"{title: A, language: de}", "next", "Weiter"},
      {"{title: A, language: de-AT}", "next", "Weiter"},
      {"{title: A, language: DE}", "next", "Weiter"},
      {"{title: A, language: de, strings: {next: Voran}}", "next", "Voran"},
      {"{title: A, language: de, strings: {next: Voran}}", "previous", "Zurück"},
      {"{title: A, language: fr, strings: {next: Suite}}", "next", "Suite"},
      {"{title: A, language: fr, strings: {next: Suite}}", "previous", "Previous"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct whole *w = site_of(rows[i][0], NULL, NULL);
    check_text(w, rows[i][1], rows[i][2]);
    whole_close(w);
  }
}

static void takes_a_file_of_the_site(void **state) {
  (void)state;
  struct whole *w = site_of("{title: A, language: pt-BR}", "templates/strings/pt.yaml",
                            "next: Seguinte\nback: Voltar\n");
  check_text(w, "next", "Seguinte");
  check_text(w, "back", "Voltar");
  check_text(w, "previous", "Previous");
  assert_int_equal(w->diags.count, 1);
  assert_int_equal(w->diags.items[0].id, D_STRING_MISSING);
  whole_close(w);
}

static void a_file_of_the_site_lies_over_the_built_in_one(void **state) {
  (void)state;
  struct whole *w = site_of("{title: A, language: de}", "templates/strings/de.yaml", "next: Los\n");
  check_text(w, "next", "Los");
  check_text(w, "previous", "Zurück");
  assert_int_equal(w->diags.count, 0);
  whole_close(w);
}

static void keeps_holes_whole(void **state) {
  (void)state;
  static const char *const texts[] = {
      "Day",   "{updated} {updated}", "{updated", "updated}", "{{updated}}",
      "{day}", "{updated} {day}"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    char config[128];
    snprintf(config, sizeof config, "title: A\nstrings:\n  updated: \"%s\"\n", texts[i]);
    struct whole *w = site_of(config, NULL, NULL);
    assert_int_equal(w->diags.count, 1);
    assert_int_equal(w->diags.items[0].id, D_STRING_HOLE);
    check_text(w, "updated", "Updated {updated}");
    whole_close(w);
  }
}

static void fills_holes_in_any_order(void **state) {
  (void)state;
  struct whole *w = site_of("title: A\nstrings: {range: \"{high} down to {low}\"}\n", NULL, NULL);
  struct string_hole holes[] = {{STR("low"), STR("1")}, {STR("high"), STR("{9}")}};
  assert_str_equal(strings_fill(&w->site.strings, STR("range"), holes, 2, &w->perm),
                   STR("{9} down to 1"));
  assert_str_equal(strings_fill(&w->site.strings, STR("next"), NULL, 0, &w->perm), STR("Next"));
  whole_close(w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(speaks_the_language_of_the_site),
      cmocka_unit_test(takes_a_file_of_the_site),
      cmocka_unit_test(a_file_of_the_site_lies_over_the_built_in_one),
      cmocka_unit_test(keeps_holes_whole),
      cmocka_unit_test(fills_holes_in_any_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
