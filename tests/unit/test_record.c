/* Records of decisions as they come back: what is read, and what is refused. */
#include "model/record.h"

#include "model/decisions.h"
#include "render/record.h"
#include "said.h"
#include "yaml_reading.h"

#define KEYS                                                                             \
  "fingerpost-record: 1\ndecision: d\nversion: 2026-11-21\nhash: 01\nstate: \"a=yes\"\n" \
  "result: \"x,y\"\n"

struct back {
  arena perm;
  struct sources src;
  struct diags ds;
  struct record record;
  bool ok;
};

static struct back *read_back(str text) {
  arena a = unit_arena();
  struct back *b = NEW(&a, struct back, 1);
  b->perm = a;
  b->src.perm = &b->perm;
  diags_init(&b->ds, &b->perm);
  int32_t file = sources_add(&b->src, STR("r.md"), text);
  b->ok = record_read(text, file, &b->ds, &b->perm, &b->record);
  return b;
}

static void reads_records(void **state) {
  (void)state;
  static const char *const texts[] = {
      "---\n" KEYS "limits: {low: \"1,000\", day: 2026-01-02}\n---\n\n# T\n",
      "\xEF\xBB\xBF---\r\nstatus: {by: [them]}\r\n" KEYS "limits:\n  low: 1,000\n  day: "
      "2026-01-02\n---",
      "---\n" KEYS "limits: {low: \"1,000\", day: 2026-01-02}\nmore: 1\n---\n---\nx: [\n---\n",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct back *b = read_back(str_of(texts[i]));
    assert_str_equal(said(&b->ds, &b->src, &b->perm), STR(""));
    assert_true(b->ok);
    assert_str_equal(b->record.decision, STR("d"));
    assert_str_equal(b->record.version, STR("2026-11-21"));
    assert_str_equal(b->record.hash, STR("01"));
    assert_str_equal(b->record.state, STR("a=yes"));
    assert_str_equal(b->record.result, STR("x,y"));
    assert_int_equal(b->record.limit_count, 2);
    assert_str_equal(b->record.limits[0].id, STR("low"));
    assert_str_equal(b->record.limits[0].value, STR("1,000"));
    assert_str_equal(b->record.limits[1].value, STR("2026-01-02"));
  }
}

static void refuses_others(void **state) {
  (void)state;
  static const struct {
    const char *text, *said;
  } rows[] = {
      {"", "F0302 1:1 fingerpost-record: A record begins with a line of `---`, as it was "
           "downloaded.\n"},
      {" ---\n" KEYS "---\n", "F0302 1:1 fingerpost-record: A record begins with a line of `---`, "
                              "as it was downloaded.\n"},
      {"---\n" KEYS, "F0305 1:1\n"},
      {"---\ntitle: A guide\n---\n",
       "F0302 2:1 fingerpost-record\nF0302 2:1 decision\nF0302 2:1 version\nF0302 2:1 hash\n"
       "F0302 2:1 state\nF0302 2:1 result\n"},
      {"---\nword\n---\n",
       "F0302 2:1 fingerpost-record: Write `key: value` between the two lines of `---`.\n"},
      {"---\n" KEYS "limits: [a]\n---\n",
       "F0303 8:9: Write limits here as `id: value`, up to 500.\n"},
      {"---\n" KEYS "limits: {a: [b], c: {d: e}}\n---\n",
       "F0303 8:13: Write one value here, as it was downloaded.\n"
       "F0303 8:21: Write one value here, as it was downloaded.\n"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct back *b = read_back(str_of(rows[i].text));
    assert_false(b->ok);
    assert_str_equal(said(&b->ds, &b->src, &b->perm), str_of(rows[i].said));
  }
}

/* As many limits as there may be, and one more. */
static void bounds_limits(void **state) {
  (void)state;
  for (int count = RECORD_LIMITS_MAX; count <= RECORD_LIMITS_MAX + 1; count++) {
    static char memory[1 << 16];
    buf text = buf_over(memory, sizeof memory);
    buf_str(&text, STR("---\n" KEYS "limits:\n"));
    for (int i = 0; i < count; i++) {
      buf_str(&text, STR("  l"));
      buf_int(&text, i);
      buf_str(&text, STR(": 1\n"));
    }
    buf_str(&text, STR("---\n"));
    struct back *b = read_back(buf_text(&text));
    assert_int_equal(b->ok, count == RECORD_LIMITS_MAX);
    assert_int_equal(b->record.limit_count, b->ok ? count : 0);
  }
}

static uint64_t hash_of(const char *text) {
  struct reading *r = read_text(str_of(text));
  struct decision d;
  assert_true(r->ok);
  decision_build(&r->doc, &(struct decision_tables){.count = 0}, &r->ds, &r->perm, &d);
  return record_hash(&d);
}

/* What a decision says, not how its file is laid out. */
static void hashes_content(void **state) {
  (void)state;
  static const char text[] =
      "decision: d\ntitle: T\nversion: 2026-11-21\ntree: {start: a, questions: {a: {ask: A?, "
      "answers: {yes: {end: x}, no: {end: x}}}}}\noutcomes: {x: {title: X}}\n";
  static const char spaced[] =
      "# a comment\ndecision:   d\ntitle: 'T'\nversion: 2026-11-21\ntree: {start: a, questions: "
      "{a: {ask: A?,\n  answers: {yes: {end: x}, no: {end: x}}}}}\noutcomes:\n  x: {title: X}\n";
  static const char other[] =
      "decision: d\ntitle: T\nversion: 2026-11-21\ntree: {start: a, questions: {a: {ask: B?, "
      "answers: {yes: {end: x}, no: {end: x}}}}}\noutcomes: {x: {title: X}}\n";
  uint64_t hash = hash_of(text);
  assert_true(hash == hash_of(spaced));
  assert_true(hash != hash_of(other));
}

static void escapes(void **state) {
  (void)state;
  static const struct {
    const char *text, *want;
  } rows[] = {
      {"plain, text (1) - 2.", "plain, text (1) - 2."},
      {"a*b_c`d", "a\\*b\\_c\\`d"},
      {"[x](y) <b> #1 | ~ \\", "\\[x\\](y) \\<b\\> \\#1 \\| \\~ \\\\"},
      {"two\nlines \t and more", "two lines and more"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char memory[256];
    buf out = buf_over(memory, sizeof memory);
    record_escape(&out, str_of(rows[i].text));
    assert_str_equal(buf_text(&out), str_of(rows[i].want));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_records), cmocka_unit_test(refuses_others),
      cmocka_unit_test(bounds_limits), cmocka_unit_test(hashes_content),
      cmocka_unit_test(escapes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
