/* Cost tables from their text. */
#ifndef FINGERPOST_TESTS_COST_TEXT_H
#define FINGERPOST_TESTS_COST_TEXT_H

#include "model/costs.h"
#include "said.h"
#include "yaml_reading.h"

static inline struct cost_table *build(struct reading *r) {
  struct cost_table *t = NEW(&r->perm, struct cost_table, 1);
  cost_table_build(&r->doc, &r->ds, &r->perm, t);
  return t;
}

/* The example of the format, read from beside this test. */
static inline struct cost_table *example(struct reading **ret_reading) {
  static char text[64 << 10];
  FILE *file = fopen("tests/unit/costs/adapt-llm.yaml", "rb");
  assert_non_null(file);
  size_t size = fread(text, 1, sizeof text, file);
  fclose(file);
  assert_true(size > 0 && size < sizeof text);
  *ret_reading = read_text((str){text, (ptrdiff_t)size});
  struct cost_table *t = build(*ret_reading);
  assert_str_equal(said(&(*ret_reading)->ds, &(*ret_reading)->src, &(*ret_reading)->perm), STR(""));
  return t;
}

#define HEAD                                              \
  "fingerpost-cost: 1\nid: t\ntitle: T\ncurrency: USD\n"  \
  "as_of: 2026-11-21\n"                                   \
  "units: {base: [USD, call, s], derived: {mo: 100 s}}\n" \
  "sources: {us: {title: Us, kind: assumption, as_of: 2026-11-21}}\n"

static inline struct cost_table *small(struct reading **ret_reading, const char *rest) {
  static char text[256 << 10];
  snprintf(text, sizeof text, "%s%s", HEAD, rest);
  *ret_reading = read_text(str_of(text));
  return build(*ret_reading);
}

#endif
