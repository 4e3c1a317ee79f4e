/* What a cost table says of the outcomes of a decision, on its page. */
#include "unit.h"

#include "render/render.h"
#include "whole.h"

static const char guide[] = "---\ntitle: Home\n---\n\nText.\n";

static const char decision[] =
    "decision: d\n"
    "title: Bus or car?\n"
    "version: 2026-11-21\n"
    "pick: first\n"
    "cost: costs/c.yaml\n"
    "sources:\n"
    "  s: {title: A study}\n"
    "thresholds:\n"
    "  few: {value: 500, unit: people, range: [50, 2k], sources: [s]}\n"
    "  far: {unit: km/week, model: even, range: [50, 200]}\n"
    "  since: {value: 2020-01-01}\n"
    "questions:\n"
    "  - {id: way, ask: How far?, type: number, unit: km/week, feeds: way}\n"
    "  - {id: who, ask: How many?, type: number, unit: people}\n"
    "  - {id: class, ask: Which class?, choices: [second, first], feeds: class, always: true}\n"
    "  - {id: born, ask: When?, type: date}\n"
    "options:\n"
    "  - {id: car, gates: [{id: g, if: way < far and who < few and born > since, yes: Y, no: N}]}\n"
    "  - {id: bus, always: It always goes}\n"
    "outcomes:\n"
    "  car: {title: Car, guide: guides/a.md, alternative: car, scenario: long}\n"
    "  bus:\n"
    "    title: Bus\n"
    "    guide: guides/a.md\n"
    "    alternative: bus\n"
    "    say: \"{{answer way}}: {{daily bus}}, not {{daily car bare}} or {{daily car in long}}; "
    "{{even}}.\"\n";

static const char table[] =
    "fingerpost-cost: 1\n"
    "id: c\n"
    "title: Costs\n"
    "currency: EUR\n"
    "as_of: 2026-11-21\n"
    "units: {base: [EUR, km, day], derived: {week: 7 day, mo: 30 day}}\n"
    "sources:\n"
    "  s: {title: Us, kind: assumption, as_of: 2026-11-21}\n"
    "inputs:\n"
    "  way: {unit: km/day, default: 10, range: [1, 100], vary: user}\n"
    "  fare: {unit: EUR/km, default: 0.2, source: s}\n"
    "  pass: {unit: EUR/day, default: 3, source: s}\n"
    "  class: {choice: {first: 2, second: 1}, unit: 1, default: second, vary: user}\n"
    "alternatives:\n"
    "  bus: {month: {pass: \"class*pass\"}}\n"
    "  car: {month: {fuel: \"way*fare\"}}\n"
    "outputs:\n"
    "  daily: {per: alternative, unit: EUR/day, is: per_month, label: A day}\n"
    "  even: {unit: km/day, is: \"pass/fare\", label: Even}\n"
    "scenarios:\n"
    "  long: {label: A long way, set: {way: 50 km/day}}\n";

static struct whole *open_site(void) {
  return WHOLE({"site.yaml", "title: T\nnav: [guides/a.md, decisions/d.yaml, costs/c.yaml]\n"},
               {"guides/a.md", guide}, {"decisions/d.yaml", decision}, {"costs/c.yaml", table});
}

/* The page of the first output of a kind. */
static str page_of(struct whole *w, enum output_kind kind) {
  struct renderer renderer;
  assert_str_equal(whole_said(w), STR(""));
  assert_true(render_prepare(&w->site, &w->diags, &w->perm, w->scratch, &renderer));
  for (ptrdiff_t i = 0; i < w->site.output_count; i++) {
    const struct output *o = &w->site.outputs[i];
    if (o->kind == kind) {
      return render_page(&renderer, o, STR(""), &w->perm).html;
    }
  }
  fail_msg("no such page");
  return STR("");
}

static void assert_holds(str page, const char *const *texts, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    if (str_search(page, str_of(texts[i])) < 0) {
      fail_msg("row %td is missing: %s\n%.*s", i, texts[i], (int)page.n, page.s);
    }
  }
}

#define COUNT(a) ((ptrdiff_t)(sizeof(a) / sizeof *(a)))

/* The cost of each outcome, and what computes it at the reader's figures. */
static void prices_outcomes(void **state) {
  (void)state;
  static const char *const texts[] = {
      ("<p class=\"guide price\" data-outcome=\"car\"><span class=\"bill\">Costs<span "
       "data-live=\"\" "
       "data-lead=\", at your answers\">, for A long way</span>: <span data-live=\"daily car\"><a "
       "class=\"figure\" href=\"../costs/c.html#scenarios-daily.car\""),
      ("with the default inputs of the table</span>: <span data-live=\"daily bus\"><a "
       "class=\"figure\" href=\"../costs/c.html#output-daily.bus\""),
      /* What an outcome says: figures that answers change, and one that they do not. */
      "<i data-answer=\"way\">(the answer to question 1)</i>: <span data-live=\"daily bus\"><a",
      ", not <span data-live=\"daily car  bare\"><a",
      "</a></span> or <a class=\"figure\" href=\"../costs/c.html#scenarios-daily.car\"",
      "; <span data-live=\"even \"><a class=\"figure\" href=\"../costs/c.html#output-even\"",
      (" data-to=\" to \" data-away=\"not available\" data-table=\"c\" "
       "data-page=\"../costs/c.html\" "
       "data-load=\"../static/prices.js\""),
      "id=\"Tree\" data-load=\"../static/cost.js ../costs/c.js\" open",
  };
  struct whole *w = open_site();
  assert_holds(page_of(w, OUTPUT_DECISION), texts, COUNT(texts));
  whole_close(w);
}

/* Numbers in the unit of the input, choices by their ids: rows of the table are looked up so. */
static void feeds_the_table(void **state) {
  (void)state;
  static const struct {
    const char *state, *want;
  } cases[] = {
      {"way=210&class=first", "\ncosts\tway=30&class=first\n"},
      {"way=unsure&who=9&born=2026-01-01&class=second", "\ncosts\tclass=second\n"},
      {"way=70..210&who=9&born=2026-01-01&class=first",
       "\ncosts\tway=10&class=first\tway=30&class=first\n"},
      /* And back: what an input is, as the answer; nothing else is one. */
      {"way=~30&who=9&class=~first", "answer\tway\t210\t0\t210\n"},
      {"way=~30&class=~first", "answer\tclass\tfirst\t1\tfirst\n"},
      {"way=~-1", "invalid\tway\t~-1\n"},
      {"way=~", "invalid\tway\t~\n"},
      {"way=~~30", "invalid\tway\t~~30\n"},
      {"way=~3e400", "invalid\tway\t~3e400\n"},
      {"who=~9", "invalid\twho\t~9\n"},
      {"class=~third", "invalid\tclass\t~third\n"},
  };
  struct whole *w = open_site();
  assert_str_equal(whole_said(w), STR(""));
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    arena a = w->perm;
    buf out = buf_new(&a, 1 << 16);
    decide_run(&w->site.decisions[0].engine, str_of(cases[i].state), w->scratch, &out);
    if (str_search(buf_text(&out), str_of(cases[i].want)) < 0) {
      fail_msg("%s: %.*s", cases[i].state, (int)out.n, out.s);
    }
  }
  whole_close(w);
}

/* A combination that the author has not named has the guides of its parts, and no bill. */
static void composes_an_outcome(void **state) {
  (void)state;
  static const char both[] = "decision: d\n"
                             "title: Bus, car or both?\n"
                             "version: 2026-11-21\n"
                             "pick: all\n"
                             "questions:\n"
                             "  - {id: far, ask: Is it far?}\n"
                             "options:\n"
                             "  - {id: bus, always: It always goes}\n"
                             "  - id: car\n"
                             "    guide: guides/b.md\n"
                             "    gates: [{id: g, if: far, yes: Y, no: N}]\n"
                             "outcomes:\n"
                             "  bus: {title: Bus, guide: guides/a.md}\n";
  struct whole *w =
      WHOLE({"site.yaml", "title: T\nnav: [guides/a.md, guides/b.md, decisions/d.yaml]\n"},
            {"guides/a.md", guide}, {"guides/b.md", "---\ntitle: Car\n---\n\nText.\n"},
            {"decisions/d.yaml", both});
  str page = page_of(w, OUTPUT_DECISION);
  str composed = str_sub(page, str_search(page, STR("id=\"o-bus+car\"")), page.n);
  assert_true(str_search(composed, STR("href=\"../guides/a.html\"")) > 0);
  assert_true(str_search(composed, STR("href=\"../guides/b.html\"")) > 0);
  assert_true(str_search(page, STR("class=\"guide price\"")) < 0);
  whole_close(w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(prices_outcomes),
      cmocka_unit_test(composes_an_outcome),
      cmocka_unit_test(feeds_the_table),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
