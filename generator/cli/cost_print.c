#include "cli/cost_print.h"

#include "check/claims.h"
#include "core/json.h"
#include "core/utf8.h"

bool cost_fields_next(str *rest, struct cost_fields *ret_fields) {
  if (rest->n == 0) {
    return false;
  }
  str line = str_take(rest, '\n');
  *ret_fields = (struct cost_fields){{STR("")}};
  for (int i = 0; i < COST_FIELDS_MAX; i++) {
    ret_fields->at[i] = str_take(&line, '\t');
  }
  return true;
}

/* --- text -------------------------------------------------------------------- */

struct printer {
  const struct cost_table *t;
  str lines;
  arena *scratch;
  buf *out;
};

enum { CLAIM_WORD = 11 }; /* the longest verdict, and a gap */
/* Where the texts of an output's line stand; see core/cost_session.h. */
enum { OUTPUT_TEXT = 4, OUTPUT_LOW = 7, OUTPUT_HIGH = 9, OUTPUT_UNDEFINED = 12 };

/* Whether the final state line sets this input. */
static bool is_changed(const struct printer *p, str id) {
  struct cost_fields f;
  str rest = p->lines;
  while (cost_fields_next(&rest, &f)) {
    if (!str_eq(f.at[0], STR("state"))) {
      continue;
    }
    for (str state = f.at[1]; state.n > 0;) {
      str pair = str_take(&state, '&');
      if (str_starts(pair, id) && pair.n > id.n && pair.s[id.n] == '=') {
        return true;
      }
    }
  }
  return false;
}

static str label_of_input(const struct cost_table *t, str id) {
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    if (str_eq(t->inputs[i].id, id)) {
      return t->inputs[i].label;
    }
  }
  return id;
}

/* "Calls per day: 20,000 call/d", for what is not as in the table. */
static void print_inputs(const struct printer *p) {
  struct cost_fields f;
  str rest = p->lines;
  bool any = false;
  while (cost_fields_next(&rest, &f)) {
    if (!str_eq(f.at[0], STR("input")) || !is_changed(p, f.at[1])) {
      continue;
    }
    any = true;
    buf_str(p->out, label_of_input(p->t, f.at[1]));
    buf_str(p->out, STR(": "));
    buf_str(p->out, f.at[3]);
    buf_str(p->out, f.at[4].n > 0 ? STR(" ") : STR(""));
    buf_str(p->out, f.at[4]);
    buf_byte(p->out, '\n');
  }
  buf_str(p->out, any ? STR("\n") : STR(""));
}

static bool find_output(const struct printer *p, str output, str alternative,
                        struct cost_fields *ret_fields) {
  str rest = p->lines;
  while (cost_fields_next(&rest, ret_fields)) {
    if (str_eq(ret_fields->at[0], STR("output")) && str_eq(ret_fields->at[1], output) &&
        str_eq(ret_fields->at[2], alternative)) {
      return true;
    }
  }
  return false;
}

/* "104,233 (68,120 to 160,900)", of samples. */
static str number_text(const struct printer *p, const struct cost_fields *f) {
  buf b = buf_open(p->scratch);
  buf_str(&b, f->at[OUTPUT_TEXT]);
  if (f->at[OUTPUT_LOW].n > 0) {
    buf_str(&b, STR(" ("));
    buf_str(&b, f->at[OUTPUT_LOW]);
    buf_str(&b, STR(" to "));
    buf_str(&b, f->at[OUTPUT_HIGH]);
    buf_byte(&b, ')');
  }
  if (f->at[OUTPUT_UNDEFINED].n > 0) {
    buf_str(&b, STR(", undefined in "));
    buf_str(&b, f->at[OUTPUT_UNDEFINED]);
  }
  return buf_close(&b, p->scratch);
}

/* The text of the alternative's share of availability, or "100 %". */
static str available_text(const struct printer *p, str alternative) {
  struct cost_fields f;
  str rest = p->lines;
  while (cost_fields_next(&rest, &f)) {
    if (str_eq(f.at[0], STR("gate")) && str_eq(f.at[1], alternative)) {
      return f.at[3];
    }
  }
  return STR("100 %");
}

/* On a terminal. */
static ptrdiff_t columns(str text) {
  ptrdiff_t width = 0;
  uint32_t rune;
  for (ptrdiff_t at = 0; at < text.n;) {
    utf8_next(text, &at, &rune);
    width += utf8_width(rune);
  }
  return width;
}

static ptrdiff_t wider(ptrdiff_t width, str text) {
  ptrdiff_t n = columns(text);
  return n > width ? n : width;
}

static ptrdiff_t first_width(const struct cost_table *t) {
  ptrdiff_t width = 0;
  for (ptrdiff_t i = 0; i < t->alternative_count; i++) {
    width = wider(width, t->alternatives[i].label);
  }
  return width;
}

static ptrdiff_t column_width(const struct printer *p, const struct table_output *o) {
  ptrdiff_t width = wider(wider(0, o->label), o->unit.text);
  for (ptrdiff_t i = 0; i < p->t->alternative_count; i++) {
    struct cost_fields f;
    if (find_output(p, o->id, p->t->alternatives[i].id, &f)) {
      width = wider(width, number_text(p, &f));
    }
  }
  return width;
}

static void pad_right(buf *out, str text, ptrdiff_t width) {
  buf_str(out, text);
  buf_fill(out, ' ', width - columns(text));
}

static void pad_left(buf *out, str text, ptrdiff_t width) {
  buf_fill(out, ' ', width - columns(text));
  buf_str(out, text);
}

/* A line of the head: labels, or units. */
static void print_head(const struct printer *p, const ptrdiff_t *widths, ptrdiff_t first,
                       bool units) {
  pad_right(p->out, STR(""), first);
  for (ptrdiff_t i = 0; i < p->t->output_count; i++) {
    const struct table_output *o = &p->t->outputs[i];
    if (o->per_alternative) {
      buf_str(p->out, STR("  "));
      pad_left(p->out, units ? o->unit.text : o->label, widths[i]);
    }
  }
  buf_byte(p->out, '\n');
}

static void print_row(const struct printer *p, const ptrdiff_t *widths, ptrdiff_t first,
                      const struct table_alternative *a) {
  pad_right(p->out, a->label, first);
  for (ptrdiff_t i = 0; i < p->t->output_count; i++) {
    struct cost_fields f;
    if (p->t->outputs[i].per_alternative && find_output(p, p->t->outputs[i].id, a->id, &f)) {
      buf_str(p->out, STR("  "));
      pad_left(p->out, number_text(p, &f), widths[i]);
    }
  }
  str available = available_text(p, a->id);
  if (str_eq(available, STR("0 %"))) {
    buf_str(p->out, STR("  (not available)"));
  } else if (!str_eq(available, STR("100 %"))) {
    buf_str(p->out, STR("  (available in "));
    buf_str(p->out, available);
    buf_byte(p->out, ')');
  }
  buf_byte(p->out, '\n');
}

static str label_of_alternative(const struct cost_table *t, str id) {
  for (ptrdiff_t i = 0; i < t->alternative_count; i++) {
    if (str_eq(t->alternatives[i].id, id)) {
      return t->alternatives[i].label;
    }
  }
  return id;
}

static str label_of_output(const struct cost_table *t, str id) {
  for (ptrdiff_t i = 0; i < t->output_count; i++) {
    if (str_eq(t->outputs[i].id, id)) {
      return t->outputs[i].label;
    }
  }
  return id;
}

/* " in 90 % of the samples", when it is not all. */
static void print_share(const struct printer *p, const struct cost_fields *cheapest) {
  struct cost_fields f;
  str rest = p->lines;
  while (cost_fields_next(&rest, &f)) {
    if (str_eq(f.at[0], STR("share")) && str_eq(f.at[1], cheapest->at[1]) &&
        str_eq(f.at[2], cheapest->at[2]) && !str_eq(f.at[3], STR("1"))) {
      buf_str(p->out, STR(" in "));
      buf_str(p->out, f.at[4]);
      buf_str(p->out, STR(" of the samples"));
    }
  }
}

/* Outputs that are not per alternative, and which alternative has the least of the others. */
static void print_rest(const struct printer *p) {
  for (ptrdiff_t i = 0; i < p->t->output_count; i++) {
    const struct table_output *o = &p->t->outputs[i];
    struct cost_fields f;
    if (!o->per_alternative && find_output(p, o->id, STR(""), &f)) {
      buf_str(p->out, o->label);
      buf_str(p->out, STR(": "));
      buf_str(p->out, number_text(p, &f));
      buf_str(p->out, o->unit.text.n > 0 ? STR(" ") : STR(""));
      buf_str(p->out, o->unit.text);
      buf_byte(p->out, '\n');
    }
  }
  struct cost_fields f;
  str rest = p->lines;
  while (cost_fields_next(&rest, &f)) {
    if (str_eq(f.at[0], STR("cheapest"))) {
      buf_str(p->out, label_of_output(p->t, f.at[1]));
      buf_str(p->out, STR(": least for "));
      buf_str(p->out, label_of_alternative(p->t, f.at[2]));
      print_share(p, &f);
      buf_byte(p->out, '\n');
    }
  }
}

/* "Claims" and each with its verdict: whether it holds, by how much, and whom it is against. */
static void print_claims(const struct printer *p) {
  static const str words[][2] = {{STR_INIT("true"), STR_INIT("holds")},
                                 {STR_INIT("close"), STR_INIT("too close")},
                                 {STR_INIT("false"), STR_INIT("false")},
                                 {STR_INIT("undefined"), STR_INIT("undefined")}};
  struct claim_result r;
  str rest = p->lines;
  bool is_first = true;
  for (str line; str_cut(rest, '\n', &line, &rest);) {
    if (!str_starts(line, STR("claim\t")) || !claim_result_read(line, p->t, &r)) {
      continue;
    }
    buf_str(p->out, is_first ? STR("\nClaims, each in a scenario of its own\n") : STR(""));
    is_first = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
      if (str_eq(words[i][0], r.verdict)) {
        pad_right(p->out, words[i][1], CLAIM_WORD);
      }
    }
    buf_str(p->out, r.claim->label);
    buf_str(p->out, STR(": "));
    claim_result_print(&r, p->out);
    buf_byte(p->out, '\n');
  }
}

/* Whether some input has a range of samples. */
static bool is_sampled(const struct printer *p) {
  struct cost_fields f;
  str rest = p->lines;
  while (cost_fields_next(&rest, &f)) {
    if (str_eq(f.at[0], STR("input")) && f.at[5].n > 0) {
      return true;
    }
  }
  return false;
}

void cost_print_text(const struct cost_table *t, str lines, arena scratch, buf *out) {
  struct printer p = {.t = t, .lines = lines, .scratch = &scratch, .out = out};
  buf_str(out, t->title);
  buf_str(out, STR("\nPrices of "));
  buf_str(out, t->as_of);
  buf_str(out, is_sampled(&p)
                   ? STR(". Medians; nine of ten samples lie in the range behind them.\n\n")
                   : STR(", inputs at their defaults unless set.\n\n"));
  print_inputs(&p);
  ptrdiff_t first = first_width(t);
  ptrdiff_t *widths = NEW(&scratch, ptrdiff_t, t->output_count);
  bool any = false;
  for (ptrdiff_t i = 0; i < t->output_count; i++) {
    widths[i] = column_width(&p, &t->outputs[i]);
    any = any || t->outputs[i].per_alternative;
  }
  if (any) {
    print_head(&p, widths, first, false);
    print_head(&p, widths, first, true);
    for (ptrdiff_t i = 0; i < t->alternative_count; i++) {
      print_row(&p, widths, first, &t->alternatives[i]);
    }
    buf_byte(out, '\n');
  }
  print_rest(&p);
  print_claims(&p);
}

/* --- JSON -------------------------------------------------------------------- */

/* How fields of a kind of line are called; "#" is a number. */
struct shape {
  str kind;
  str list; /* the member that holds them */
  str names[COST_FIELDS_MAX - 1];
};

#define RANGE STR_INIT("#low"), STR_INIT("low_text"), STR_INIT("#high"), STR_INIT("high_text")

static const struct shape shapes[] = {
    {STR_INIT("input"),
     STR_INIT("inputs"),
     {STR_INIT("id"), STR_INIT("#value"), STR_INIT("text"), STR_INIT("unit"), RANGE}},
    {STR_INIT("line"),
     STR_INIT("lines"),
     {STR_INIT("alternative"), STR_INIT("kind"), STR_INIT("id"), STR_INIT("#value"),
      STR_INIT("text"), STR_INIT("unit"), RANGE}},
    {STR_INIT("output"),
     STR_INIT("outputs"),
     {STR_INIT("id"), STR_INIT("alternative"), STR_INIT("#value"), STR_INIT("text"),
      STR_INIT("unit"), RANGE, STR_INIT("#mean"), STR_INIT("mean_text"), STR_INIT("undefined")}},
    {STR_INIT("gate"),
     STR_INIT("gates"),
     {STR_INIT("alternative"), STR_INIT("#share"), STR_INIT("text")}},
    {STR_INIT("share"),
     STR_INIT("shares"),
     {STR_INIT("output"), STR_INIT("alternative"), STR_INIT("#share"), STR_INIT("text")}},
    {STR_INIT("cheapest"), STR_INIT("cheapest"), {STR_INIT("output"), STR_INIT("alternative")}},
    {STR_INIT("rank"),
     STR_INIT("ranks"),
     {STR_INIT("output"), STR_INIT("alternative"), STR_INIT("input"), STR_INIT("#rho"),
      STR_INIT("text")}},
    {STR_INIT("claim"),
     STR_INIT("claims"),
     {STR_INIT("id"), STR_INIT("verdict"), STR_INIT("#left"), STR_INIT("left_text"),
      STR_INIT("#right"), STR_INIT("right_text"), STR_INIT("#distance"), STR_INIT("distance_text"),
      STR_INIT("unit")}},
};
#undef RANGE

/* Whether a field of a number is one: not empty, undefined or never. */
static bool is_number(str value) {
  return value.n > 0 && value.s[0] != 'u' && value.s[0] != 'n';
}

/* A number as it is, what is undefined as null, an id of a choice as a string. */
static void json_value(buf *out, str name, str value, bool choice) {
  bool number = str_starts(name, STR("#")) && !(choice && str_eq(name, STR("#value")));
  if (number) {
    buf_str(out, is_number(value) ? value : STR("null"));
  } else {
    json_string(out, value);
  }
}

static bool is_choice(const struct cost_table *t, str id) {
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    if (str_eq(t->inputs[i].id, id)) {
      return t->inputs[i].choice_count > 0;
    }
  }
  return false;
}

static void json_line(const struct cost_table *t, const struct shape *s,
                      const struct cost_fields *f, buf *out) {
  bool choice = str_eq(s->kind, STR("input")) && is_choice(t, f->at[1]);
  buf_byte(out, '{');
  for (int i = 0; i < COST_FIELDS_MAX - 1 && s->names[i].n > 0; i++) {
    str name = s->names[i];
    bool marked = name.s[0] == '#';
    buf_str(out, i > 0 ? STR(",") : STR(""));
    json_string(out, str_sub(name, marked, name.n));
    buf_byte(out, ':');
    json_value(out, name, f->at[i + 1], choice);
  }
  buf_byte(out, '}');
}

static void json_list(const struct cost_table *t, const struct shape *s, str lines, buf *out) {
  struct cost_fields f;
  bool first = true;
  buf_str(out, STR(",\n  "));
  json_string(out, s->list);
  buf_str(out, STR(":["));
  while (cost_fields_next(&lines, &f)) {
    if (str_eq(f.at[0], s->kind)) {
      buf_str(out, first ? STR("\n    ") : STR(",\n    "));
      first = false;
      json_line(t, s, &f, out);
    }
  }
  buf_byte(out, ']');
}

static void print_json(const struct cost_table *t, str lines, buf *out) {
  json_member(out, STR("\"id\":"), t->id);
  json_member(out, STR(",\"title\":"), t->title);
  json_member(out, STR(",\"currency\":"), t->currency);
  json_member(out, STR(",\"as_of\":"), t->as_of);
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    json_list(t, &shapes[i], lines, out);
  }
  struct cost_fields f;
  while (cost_fields_next(&lines, &f)) {
    if (str_eq(f.at[0], STR("state"))) {
      json_member(out, STR(",\n  \"state\":"), f.at[1]);
    }
  }
  buf_str(out, STR("}\n"));
}

void cost_print_json(const struct cost_table *t, str lines, buf *out) {
  buf_byte(out, '{');
  print_json(t, lines, out);
}

void cost_print_page_json(const struct cost_table *t, str schema, str lines, buf *out) {
  json_member(out, STR("{\"$schema\":"), schema);
  buf_byte(out, ',');
  print_json(t, lines, out);
}
