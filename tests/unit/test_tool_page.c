/* The pages of decisions and cost tables, as readers without scripts get them. */
#include "unit.h"

#include "model/cost_answers.h"
#include "render/render.h"
#include "whole.h"

#define GUIDE "---\ntitle: Home & <b>\n---\n\nText.\n"
#define SITE_FILE \
  { "site.yaml", "title: T\nnav: [guides/a.md, decisions/d.yaml, costs/c.yaml]\n" }

static const char decision[] =
    "decision: d\n"
    "title: Which & <i>way</i>?\n"
    "version: 2026-11-21\n"
    "sources:\n"
    "  s: {title: A \"source\", url: \"https://example.org/?a=1&b=2\", date: 2026-01-02}\n"
    "tree:\n"
    "  start: one\n"
    "  questions:\n"
    "    two:\n"
    "      ask: How many?\n"
    "      unit: cats\n"
    "      limits: [0, 5k]\n"
    "      answers:\n"
    "        - {below: 500, end: o, because: Few}\n"
    "        - {from: 500, go: [{if: one is b, end: o}, {end: p}]}\n"
    "    one:\n"
    "      ask: One <script>?\n"
    "      hint: H & h\n"
    "      unsure: Count\n"
    "      answers:\n"
    "        a: {label: 'A \"quoted\"', go: two}\n"
    "        b: {go: two, because: B}\n"
    "outcomes:\n"
    "  o: {title: O <o>, guide: guides/a.md}\n"
    "  p: {title: P, guide: guides/a.md}\n";

static const char options[] =
    "decision: d\n"
    "title: D\n"
    "version: 2026-11-21\n"
    "pick: all\n"
    "sources:\n"
    "  s: {title: S, guide: guides/a.md}\n"
    "  t: {title: T}\n"
    "thresholds:\n"
    "  at_most: {value: 5k, range: [1k, 9k], unit: cats, sources: [s, t]}\n"
    "questions:\n"
    "  - {id: yes-no, ask: One?, type: yesno}\n"
    "  - {id: number, ask: Two?, type: number, unit: cats}\n"
    "  - id: some\n"
    "    ask: [{if: yes-no, text: Which?}, {text: \"Which of {{answer number}}?\"}]\n"
    "    type: several\n"
    "    choices: {a: A & b, c: C}\n"
    "    valid: [{if: not yes-no and some is none, error: Choose}]\n"
    "  - {id: day, ask: When?, type: date}\n"
    "  - {id: one, ask: Where?, type: choice, choices: [e, f, g], groups: {both: [e, f]}}\n"
    "options:\n"
    "  - {id: o, title: O, always: Because}\n"
    "  - id: p\n"
    "    source: s\n"
    "    gates:\n"
    "      - {id: m, if: not yes-no or (number >= at_most and some has a), yes: Y, no: N <n>}\n"
    "      - {id: n, if: one is not both and day > 2026-01-01, yes: Z, no: M, source: t}\n"
    "      - {id: k, if: not (day >= 2030-01-01 or some count >= 2), yes: V, no: W}\n"
    "outcomes:\n"
    "  o: {title: O, guide: guides/a.md, say: [{if: number < 2, text: \"{{ answer number }} "
    "x\"}]}\n"
    "  o+p: {title: OP, guide: guides/a.md}\n";

static const char table[] =
    "fingerpost-cost: 1\n"
    "id: c\n"
    "title: Costs & <b>\n"
    "currency: USD\n"
    "as_of: 2026-11-21\n"
    "units: {base: [USD, call], derived: {kcall: 1000 call}}\n"
    "sources:\n"
    "  s: {title: Prices, url: \"https://example.org/p\", kind: list, as_of: 2026-10-01}\n"
    "prices:\n"
    "  llm:\n"
    "    columns: {each: USD/call}\n"
    "    rows: {big: {each: 0.5, source: s}, small: {each: 0.1, source: s}}\n"
    "inputs:\n"
    "  calls: {unit: kcall, default: 20, range: [1, 50], bounds: [1, 100], vary: user, label: "
    "Calls}\n"
    "  model: {choice: llm, default: big, vary: user, label: Model}\n"
    "  fee:   {unit: USD, range: [10, 30], dist: uniform, source: s}\n"
    "alternatives:\n"
    "  x: {label: X, once: {set: \"fee\"}, call: {use: \"llm[model].each\"}}\n"
    "  y: {label: Y, gate: \"calls >= 30 kcall\", once: {set: \"2*fee\"}}\n"
    "outputs:\n"
    "  total: {per: alternative, unit: USD, is: \"once + calls*per_call\", label: Total}\n"
    "  ratio: {unit: 1, is: \"total[x]/total[y]\", label: Ratio}\n"
    "scenarios:\n"
    "  many: {calls: 40 kcall, model: small}\n";

static struct whole *open_tools(void) {
  return WHOLE(SITE_FILE, {"guides/a.md", GUIDE}, {"decisions/d.yaml", decision},
               {"costs/c.yaml", table});
}

/* The page of the first output of a kind. */
static str page_of(struct whole *w, enum output_kind kind) {
  struct renderer renderer;
  assert_str_equal(whole_said(w), STR(""));
  assert_true(render_prepare(&w->site, &w->diags, &w->perm, w->scratch, &renderer));
  for (ptrdiff_t i = 0; i < w->site.output_count; i++) {
    if (w->site.outputs[i].kind == kind) {
      return render_page(&renderer, &w->site.outputs[i], STR(""), &w->perm).html;
    }
  }
  fail_msg("no such page");
  return STR("");
}

static void assert_holds(str page, const char *const *texts, ptrdiff_t count) {
  ptrdiff_t at = 0;
  for (ptrdiff_t i = 0; i < count; i++) {
    ptrdiff_t found = str_search(str_sub(page, at, page.n), str_of(texts[i]));
    if (found < 0) {
      fail_msg("row %td is missing or out of order: %s\n%.*s", i, texts[i], (int)page.n, page.s);
    }
    at += found;
  }
}

#define COUNT(a) ((ptrdiff_t)(sizeof(a) / sizeof *(a)))

/* In asking order, every answer with what it leads to, hostile texts as texts. */
static void test_decision(void **state) {
  (void)state;
  static const char *const texts[] = {
      "<link rel=\"stylesheet\" href=\"../static/decision-page.css\">\n</head>",
      "aria-current=\"page\">Which &amp; &lt;i&gt;way&lt;/i&gt;?",
      "<h1>Which &amp; &lt;i&gt;way&lt;/i&gt;?</h1>",
      "Version <time datetime=\"2026-11-21\">",
      "href=\"#q-one\">question 1</a>",
      "id=\"q-one\" data-error=\"Choose an answer\">",
      "<span class=\"ask\">One &lt;script&gt;?</span>",
      "<p class=\"hint\">H &amp; h</p>",
      "Count</p>",
      "<li data-value=\"a\"><b class=\"arm\">A &quot;quoted&quot;</b>",
      "<a href=\"#q-two\">2. How many?</a>",
      "<span class=\"because\">B</span>",
      "id=\"q-two\" data-error=\"Enter a number from 0 to 5,000\">",
      "A number from 0 to 5,000 <span class=\"unit\">cats</span>.",
      "<b class=\"arm\">Below 500</b>",
      "<a href=\"#o-o\">O &lt;o&gt;</a>",
      "<b class=\"arm\">From 500</b>",
      "<span class=\"when\">If <a href=\"#q-one\">One &lt;script&gt;?</a> <b>b</b>:</span>",
      "</span> <a href=\"#o-o\">",
      "Otherwise: <a href=\"#o-p\">P</a>",
      "id=\"o-o\"",
      "<a href=\"../guides/a.html\">Home &amp; &lt;b&gt;</a>",
      "id=\"o-p\"",
      "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener\">A &quot;source&quot;</a>",
      "<template id=\"Wizard\" data-id=\"d\"",
      "src=\"../static/decision-page.js\" defer",
      "src=\"d.js\" defer",
  };
  struct whole *w = open_tools();
  assert_holds(page_of(w, OUTPUT_DECISION), texts, COUNT(texts));
  whole_close(w);
}

/* Conditions, sentences of gates with their sources, holes for answers, limits. */
static void test_options(void **state) {
  (void)state;
  static const char *const texts[] = {
      "<span class=\"ask\">Which of (the answer to question 2)?</span>",
      "<p class=\"asks\"><span class=\"when\">If <a href=\"#q-yes-no\">One?</a> <b>Yes</b>:</span> "
      "<span>Which?</span>",
      "<p class=\"asks\"><span>Which of <i data-answer=\"number\">",
      "<p class=\"rules\"><span class=\"when\">If <a href=\"#q-yes-no\">One?</a> <b>No</b> and ",
      "</span> <span>Choose</span>",
      "id=\"g-o\"",
      "<p>Because</p>",
      "<li data-gate=\"m\" data-asks=\"yes-no number some\">Passes if <span class=\"when\">",
      "<b><a href=\"#t-at_most\">at least 5,000</a> cats</b>",
      "<span>Y</span>",
      "<span>N &lt;n&gt;</span>",
      "<cite><a href=\"../guides/a.html\">S</a></cite>",
      "<li data-gate=\"n\" data-asks=\"day one\">",
      "<cite>T</cite>",
      "<b>below 2 cats</b>:</span> <span><i data-answer=\"number\">(the answer to question "
      "2)</i> x",
      "<li id=\"t-at_most\"><b>at most</b>: <span class=\"value\">5,000 <span "
      "class=\"unit\">cats</span></span> <span class=\"range\">(sources say 1,000 to 9,000)</span>",
  };
  struct whole *w = WHOLE(SITE_FILE, {"guides/a.md", GUIDE}, {"decisions/d.yaml", options},
                          {"costs/c.yaml", table});
  assert_holds(page_of(w, OUTPUT_DECISION), texts, COUNT(texts));
  whole_close(w);
}

static void test_cost(void **state) {
  (void)state;
  static const char *const texts[] = {
      "<h1>Costs &amp; &lt;b&gt;</h1>",
      "Prices of <time datetime=\"2026-11-21\">",
      "Cheapest: <b data-is=\"who\">X</b>, <span data-is=\"what\">10,020 USD, between 10,011 and "
      "10,029 in 9 of 10 cases, cheapest in 100 % of cases</span>",
      "<b class=\"least\" data-if=\"total cheapest\">",
      "<span class=\"far\" id=\"output-total.x\"><b data-key=\"total\">10,020</b> USD",
      "data-if=\"total low\">between <b data-key=\"total low\">10,011</b> and",
      "data-if=\"total undefined\" hidden>",
      "cheapest in <b data-key=\"total share\">100 %</b> of cases",
      "data-if=\"total cheapest\" hidden>",
      "<b data-key=\"total\">40</b> USD",
      "<li class=\"away\" data-if=\" away\"><b>not available:</b>",
      "<li data-if=\" some\" hidden>",
      "<div id=\"output-ratio\">",
      "<b data-key=\"ratio\">",
      "<figure class=\"plot\" id=\"tornado\">",
      "<div data-figure=\"tornado\"><svg",
      "<tr><th scope=\"row\">fee<td class=\"right\">1</tr>",
      "<code>llm[model].each</code><td class=\"right\">0.5<td>USD/call<td>",
      "<p class=\"method\" id=\"method\">Each figure is the median of 16,384 samples",
      "<th scope=\"row\">Calls, kcall<td>20<td>40",
      "<th scope=\"row\">Model<td>big<td>small",
      "colspan=\"3\">Total, USD",
      ("<tr id=\"scenarios-total.x\"><th scope=\"row\">X"
       "<td>10,020 <b class=\"least\">cheapest</b><td>4,020"),
      "<td>not available<td>40 <b",
      "<tr id=\"input-calls\" data-user data-least=\"1\" data-most=\"100\" data-at=\"0.39\">",
      "<td>1 to 50",
      "<data value=\"big\" data-chosen>big</data> <data value=\"small\">small</data> ",
      ("<td data-varies>10 to 30, all equally likely (uniform)<td>"
       "<a href=\"https://example.org/p\" rel=\"noopener\">Prices</a><span>, list</span>"),
      "<caption>llm</caption>",
      "<th scope=\"col\" class=\"right\">each<small>USD/call</small>",
      "<tr id=\"price-llm.big\"><th scope=\"row\">big<td class=\"right\">0.5",
      "<time>2026-10-01</time>",
      "<template id=\"Calculator\" data-id=\"c\" data-version=\"2026-11-21.",
      "\" data-load=\"c.csv.js\">",
      "<form class=\"inputs\" novalidate data-load=\"../static/cost-chart.js\">",
      "<summary>Assumptions</summary>",
      "aria-label=\"Let “#” vary again\" hidden>",
      "<p data-is=\"leastmost\">Enter a number from # to ##.</p>",
      "static/cost-page.js\" defer",
      "src=\"c.js\" defer",
  };
  struct whole *w = open_tools();
  assert_holds(page_of(w, OUTPUT_COST), texts, COUNT(texts));
  whole_close(w);
}

/* The page from where it tells of an alternative, up to the next one; of none, the whole page. */
static str board_of(struct whole *w, str page, str alternative) {
  if (alternative.n == 0) {
    return page;
  }
  str head = arena_join(&w->perm, STR("data-alternative=\""), alternative);
  ptrdiff_t at = str_search(page, arena_join(&w->perm, head, STR("\"")));
  assert_int_not_equal(at, -1);
  str rest = str_sub(page, at + head.n, page.n);
  ptrdiff_t end = str_search(rest, STR("data-alternative="));
  return str_sub(rest, 0, end < 0 ? rest.n : end);
}

/* What the script looks for is on the page: outputs by their keys, lines in their order. */
static void test_keys(void **state) {
  (void)state;
  struct whole *w = open_tools();
  str page = page_of(w, OUTPUT_COST);
  str lines = str_sub(page, str_search(page, STR("id=\"breakdown\"")), page.n);
  struct cost engine;
  assert_true(cost_open(w->site.costs[0].image, &engine));
  struct cost_answers run = cost_answers_of(cost_start(&engine, &w->perm), STR(""), &w->perm);
  int keys = 0;
  for (ptrdiff_t i = 0; i < run.count; i++) {
    const str *f = run.items[i].field;
    bool line = str_eq(f[0], STR("line"));
    if (!line && !str_eq(f[0], STR("output"))) {
      continue;
    }
    buf b = buf_new(&w->perm, 200);
    buf_str(&b, line ? STR("<td class=\"right") : STR("data-key=\""));
    buf_str(&b, line ? STR("") : f[1]);
    buf_str(&b, STR("\">"));
    buf_str(&b, f[line ? 5 : 4]);
    buf_byte(&b, '<');
    ptrdiff_t at = str_search(line ? lines : board_of(w, page, f[2]), buf_text(&b));
    assert_int_not_equal(at, -1);
    lines = line ? str_sub(lines, at + 1, lines.n) : lines;
    keys++;
  }
  assert_int_equal(keys, 6);
  str none[] = {STR("output"), STR("nothing")};
  assert_int_equal(cost_answer_find(&run, none, 2)->field[0].n, 0);
  whole_close(w);
}

/* Nothing varies and nothing is moved along a scale: what draws charts is not asked for. */
static void test_cost_without_charts(void **state) {
  (void)state;
  static const char plain[] =
      "fingerpost-cost: 1\n"
      "id: c\n"
      "title: Costs\n"
      "currency: USD\n"
      "as_of: 2026-11-21\n"
      "units: {base: [USD]}\n"
      "sources:\n"
      "  s: {title: Prices, url: \"https://example.org/p\", kind: list, as_of: 2026-10-01}\n"
      "inputs:\n"
      "  fee: {unit: USD, default: 10, source: s}\n"
      "alternatives:\n"
      "  x: {label: X, once: {set: \"fee\"}}\n"
      "outputs:\n"
      "  total: {per: alternative, unit: USD, is: \"once\", label: Total}\n";
  struct whole *w = WHOLE(SITE_FILE, {"guides/a.md", GUIDE}, {"decisions/d.yaml", decision},
                          {"costs/c.yaml", plain});
  str page = page_of(w, OUTPUT_COST);
  static const char *const texts[] = {"<form class=\"inputs\" novalidate>"};
  assert_holds(page, texts, COUNT(texts));
  assert_int_equal(str_search(page, STR("data-figure")), -1);
  assert_int_equal(str_search(page, STR("cost-chart.js")), -1);
  whole_close(w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_decision), cmocka_unit_test(test_options),
      cmocka_unit_test(test_cost),     cmocka_unit_test(test_cost_without_charts),
      cmocka_unit_test(test_keys),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
