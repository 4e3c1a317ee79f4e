#include "model/decision_parts.h"

#include "core/day.h"
#include "core/num.h"

struct raw_answer {
  str label, because;
  str below, up_to, from, above;
  uint32_t go, end;
};

/* The bounds come last: an answer by name has none. */
static const struct field answer_keys[] = {
    {STR_INIT("label"), FIELD_TEXT, offsetof(struct raw_answer, label), false},
    {STR_INIT("because"), FIELD_TEXT, offsetof(struct raw_answer, because), false},
    {STR_INIT("go"), FIELD_NODE, offsetof(struct raw_answer, go), false},
    {STR_INIT("end"), FIELD_NODE, offsetof(struct raw_answer, end), false},
    {STR_INIT("below"), FIELD_TEXT, offsetof(struct raw_answer, below), false},
    {STR_INIT("up_to"), FIELD_TEXT, offsetof(struct raw_answer, up_to), false},
    {STR_INIT("from"), FIELD_TEXT, offsetof(struct raw_answer, from), false},
    {STR_INIT("above"), FIELD_TEXT, offsetof(struct raw_answer, above), false},
};
enum { ANSWER_KEYS = 4, BAND_KEYS = 8 };

/* What `go:` or `end:` names; questions are looked up when all are known. */
static struct decision_route target(struct decision_build *b, uint32_t node, bool ends) {
  struct decision_route r = {.question = -1, .outcome = -1, .at = ynode_span(b->read.doc, node)};
  if (b->read.doc->nodes[node].kind != Y_SCALAR) {
    fields_refuse(&b->read, D_FIELD_TYPE, node, STR("Write the id that this leads to."));
    b->broken = true;
    return r;
  }
  r.target = ynode_text(b->read.doc, node);
  r.ends = ends;
  return r;
}

struct condition *decision_read_condition(struct decision_build *b, uint32_t node) {
  if (b->read.doc->nodes[node].kind != Y_SCALAR) {
    fields_refuse(&b->read, D_FIELD_TYPE, node, STR("Write a condition here: `a and not b`."));
    return NULL;
  }
  return condition_parse(b->read.doc, node, b->read.diags, b->read.perm);
}

/* An entry `{if: CONDITION, to: ID}`; under `go:` it may also `end:`. False: refused. */
static bool conditional(struct decision_build *b, uint32_t node, bool ends,
                        struct decision_route *ret) {
  struct raw_route {
    uint32_t when, to, end;
  };
  static const struct field keys[] = {
      {STR_INIT("if"), FIELD_NODE, offsetof(struct raw_route, when), false},
      {STR_INIT("to"), FIELD_NODE, offsetof(struct raw_route, to), false},
      {STR_INIT("end"), FIELD_NODE, offsetof(struct raw_route, end), false},
  };
  struct raw_route raw = {Y_NONE, Y_NONE, Y_NONE};
  *ret = (struct decision_route){.question = -1, .outcome = -1};
  if (!fields_read(&b->read, node, keys, 3, &raw)) {
    return false;
  }
  if ((raw.to == Y_NONE) == (raw.end == Y_NONE)) {
    fields_refuse(&b->read, D_TREE_DEAD_END, node, STR("Write `{if: …, to: ID}`."));
    return false;
  }
  bool leaves = ends || raw.end != Y_NONE;
  *ret = target(b, raw.to != Y_NONE ? raw.to : raw.end, leaves);
  if (raw.when == Y_NONE) {
    return true;
  }
  ret->when = decision_read_condition(b, raw.when);
  ret->when_text = ynode_text(b->read.doc, raw.when);
  return ret->when != NULL;
}

/* The order of entries: all but the last have a condition, the last has none. */
static void check_routes(struct decision_build *b, const struct decision_answer *a) {
  for (ptrdiff_t i = 0; i < a->route_count; i++) {
    const struct decision_route *r = &a->routes[i];
    bool last = i == a->route_count - 1;
    if (last && r->when_text.n > 0) {
      diag_add(b->read.diags, D_ROUTE_LAST, r->at, r->when_text);
      b->broken = true;
    } else if (!last && r->when_text.n == 0) {
      diag_add(b->read.diags, D_ROUTE_AFTER, a->routes[i + 1].at, a->routes[i + 1].target);
      return;
    }
  }
}

static void read_routes(struct decision_build *b, uint32_t node, bool ends,
                        struct decision_answer *a) {
  const struct ydoc *doc = b->read.doc;
  if (doc->nodes[node].kind != Y_LIST) {
    a->routes = NEW(b->read.perm, struct decision_route, 1);
    a->routes[0] = target(b, node, ends);
    a->route_count = 1;
    return;
  }
  bool sound = true;
  ptrdiff_t count = ynode_count(doc, node);
  a->routes = NEW(b->read.perm, struct decision_route, count);
  for (uint32_t i = doc->nodes[node].child; i != Y_NONE; i = doc->nodes[i].next) {
    sound = conditional(b, i, ends, &a->routes[a->route_count++]) && sound;
  }
  if (count == 0) {
    fields_refuse(&b->read, D_TREE_DEAD_END, node, STR(""));
    sound = false;
  }
  if (sound) {
    check_routes(b, a);
  }
  b->broken = b->broken || !sound;
}

void decision_read_ways(struct decision_build *b, uint32_t node, uint32_t go, uint32_t end,
                        struct decision_answer *a) {
  if (go != Y_NONE && end != Y_NONE) {
    fields_refuse(&b->read, D_FIELD_VALUE, end,
                  STR("Write either `go:` or `end:`; a list under `go:` may hold both."));
    b->broken = true;
  } else if (go != Y_NONE || end != Y_NONE) {
    read_routes(b, go != Y_NONE ? go : end, end != Y_NONE, a);
  } else {
    span at = ynode_span(b->read.doc, node);
    at.end = at.beg;
    diag_add(b->read.diags, D_TREE_DEAD_END, at, STR(""));
    b->broken = true;
  }
}

static void take_answer(struct decision_build *b, uint32_t node, const struct raw_answer *raw,
                        struct decision_answer *a) {
  a->label = raw->label;
  a->because = raw->because;
  decision_read_ways(b, node, raw->go, raw->end, a);
}

void decision_read_answer(struct decision_build *b, uint32_t node, struct decision_answer *ret) {
  struct raw_answer raw = {.go = Y_NONE};
  *ret = (struct decision_answer){.at = ynode_span(b->read.doc, node)};
  if (!fields_read(&b->read, node, answer_keys, ANSWER_KEYS, &raw)) {
    b->broken = true;
    return;
  }
  take_answer(b, node, &raw, ret);
}

/* One of two keys for the same end of a band. */
static bool read_bound(struct decision_build *b, uint32_t node, const str keys[2],
                       const str texts[2], struct decision_bound *out) {
  int which = texts[1].n > 0; /* the open one stands second */
  if (texts[which].n == 0) {
    return true;
  }
  uint32_t value = ynode_get(b->read.doc, node, keys[which], NULL);
  out->text = texts[which];
  out->open = which == 1;
  out->at = ynode_span(b->read.doc, value);
  out->threshold = map_get(&b->thresholds, out->text);
  out->given =
      out->threshold != MAP_NONE || decision_read_number(out->text, out->is_day, &out->value);
  if (out->given && (texts[0].n == 0 || texts[1].n == 0)) {
    return true;
  }
  b->broken = true;
  if (!out->given) {
    fields_refuse(&b->read, D_FIELD_TYPE, value,
                  out->is_day ? STR("Write a day as 2026-11-21.") : STR("Write a number here."));
  } else {
    fields_refuse(&b->read, D_FIELD_VALUE, value,
                  STR("Write only one of the two: `from` or `above`, `below` or `up_to`."));
  }
  return false;
}

static void grouped(buf *out, const struct decision_bound *bound) {
  if (bound->is_day) {
    day_print(out, (int64_t)bound->value);
  } else {
    num_print_grouped(out, bound->value, 15);
  }
}

/* "Below 500", "From 500", "500 to below 2,000", "Above 500 to 2,000"; "500" for that alone. */
static str band_label(arena *perm, const struct decision_answer *a) {
  buf b = buf_open(perm);
  if (a->low.given && a->high.given && a->low.value == a->high.value) {
    grouped(&b, &a->low);
    return buf_close(&b, perm);
  }
  if (a->low.given) {
    buf_str(&b, a->low.open ? STR("Above ") : a->high.given ? STR("") : STR("From "));
    grouped(&b, &a->low);
  }
  if (a->high.given) {
    bool first = !a->low.given;
    buf_str(&b, a->high.open ? (first ? STR("Below ") : STR(" to below "))
                             : (first ? STR("Up to ") : STR(" to ")));
    grouped(&b, &a->high);
  }
  if (!a->low.given && !a->high.given) {
    buf_str(&b, a->low.is_day ? STR("Any day") : STR("Any number"));
  }
  return buf_close(&b, perm);
}

/* A bound that is a threshold, in the question's unit; false: it is none of its kind. */
static bool settle_bound(struct decision_build *b, struct decision_question *q,
                         struct decision_bound *bound) {
  if (bound->threshold < 0) {
    return true;
  }
  struct decision_threshold *t = &b->d->thresholds[bound->threshold];
  bound->factor = decision_factor(b, t, q, bound->at);
  bound->value = t->value * bound->factor;
  if (t->is_day != bound->is_day) {
    struct diag *d = diag_add(b->read.diags, D_COND_KIND, bound->at, bound->text);
    diag_hint(b->read.diags, d, STR("A day bounds days, and a number numbers."));
    b->broken = true;
  }
  return t->is_day == bound->is_day;
}

/* False: a bound was refused, so nothing can be said of what the bands cover. */
static bool read_band(struct decision_build *b, uint32_t node, struct decision_question *q,
                      struct decision_answer *a) {
  static const str low_keys[2] = {STR_INIT("from"), STR_INIT("above")};
  static const str high_keys[2] = {STR_INIT("up_to"), STR_INIT("below")};
  struct raw_answer raw = {.go = Y_NONE};
  *a = (struct decision_answer){.at = ynode_span(b->read.doc, node)};
  a->low.threshold = a->high.threshold = -1;
  if (!fields_read(&b->read, node, answer_keys, BAND_KEYS, &raw)) {
    b->broken = true;
    return false;
  }
  take_answer(b, node, &raw, a);
  a->low.is_day = q->type == DECIDE_DATE;
  a->high.is_day = q->type == DECIDE_DATE;
  bool sound = read_bound(b, node, low_keys, (str[2]){raw.from, raw.above}, &a->low);
  sound = read_bound(b, node, high_keys, (str[2]){raw.up_to, raw.below}, &a->high) && sound;
  sound = settle_bound(b, q, &a->low) && settle_bound(b, q, &a->high) && sound;
  bool both = a->low.given && a->high.given;
  bool point = both && a->low.value == a->high.value && !a->low.open && !a->high.open;
  if (both && a->low.value >= a->high.value && !point) {
    struct diag *d = diag_add(b->read.diags, D_FIELD_VALUE, a->high.at, a->high.text);
    diag_hint(b->read.diags, d, STR("The upper end has to be above the lower one."));
    b->broken = true;
    sound = false;
  }
  if (a->label.n == 0) {
    a->label = band_label(b->read.perm, a);
  }
  return sound;
}

void decision_read_bands(struct decision_build *b, uint32_t list, struct decision_question *q) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = ynode_count(doc, list);
  q->answers = NEW(b->read.perm, struct decision_answer, count);
  for (uint32_t i = doc->nodes[list].child; i != Y_NONE; i = doc->nodes[i].next) {
    q->unsound = !read_band(b, i, q, &q->answers[q->answer_count++]) || q->unsound;
  }
  if (count == 0) {
    fields_refuse(&b->read, D_FIELD_VALUE, list, STR("Give at least one range."));
    q->unsound = true;
    b->broken = true;
  }
}
