#include "core/decide_state.h"
#include "model/decision_parts.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof(table)[0]))

struct raw_threshold {
  str value, unit, model, review_by;
  struct texts range, sources;
};

/* Two numbers or two days, in order; `is_day` is what the value is. */
static bool read_range(struct decision_build *b, const struct raw_threshold *raw,
                       struct decision_threshold *t) {
  bool sound = raw->range.count == 2 &&
               decision_read_number(raw->range.items[0], t->is_day, &t->low) &&
               decision_read_number(raw->range.items[1], t->is_day, &t->high) && t->low <= t->high;
  if (!sound) {
    fields_refuse(&b->read, D_FIELD_VALUE, raw->range.nodes[0],
                  STR("Write the least and the greatest value that the sources name: [20, 100]."));
    b->broken = true;
  }
  return sound;
}

static bool is_source(const struct decision_build *b, str id) {
  ptrdiff_t i = 0;
  while (i < b->d->source_count && !str_eq(b->d->sources[i].id, id)) {
    i++;
  }
  return i < b->d->source_count;
}

static void check_source(struct decision_build *b, str id, uint32_t node) {
  if (id.n > 0 && !is_source(b, id)) {
    fields_refuse(&b->read, D_COND_NAME, node, STR("Name one of the `sources:` of this decision."));
  }
}

/* Whether the threshold lies in the range that its sources span; if not, that is told. */
static void check_range(struct decision_build *b, const struct raw_threshold *raw,
                        const struct decision_threshold *t) {
  if (t->value >= t->low && t->value <= t->high) {
    return;
  }
  bool is_written = raw->value.n > 0;
  struct diag *d =
      diag_add(b->read.diags, D_THRESHOLD_RANGE, t->value_at, is_written ? raw->value : raw->model);
  if (!is_written) {
    struct decide_threshold figure = {.value = t->value};
    buf out = buf_open(b->read.perm);
    buf_str(&out, STR("the cost table says "));
    decide_threshold_print(&figure, false, &out);
    diag_detail(b->read.diags, d, buf_close(&out, b->read.perm));
  }
}

/* The value as it is written, or what the cost table says; false: there is none. */
static bool read_value(struct decision_build *b, uint32_t node, const struct raw_threshold *raw,
                       struct decision_threshold *t) {
  const struct ydoc *doc = b->read.doc;
  str sample = raw->value.n > 0 ? raw->value : raw->range.count > 0 ? raw->range.items[0] : STR("");
  double ignored = 0;
  t->is_day = decision_read_number(sample, true, &ignored);
  if (raw->model.n > 0) {
    uint32_t model = ynode_get(doc, node, STR("model"), NULL);
    t->value_at = ynode_span(doc, model);
    if (raw->value.n == 0) {
      return decision_read_model(b, model, t);
    }
    fields_refuse(&b->read, D_FIELD_VALUE, model,
                  STR("Write either `value:`, or `model:` and in `range:` what sources say."));
    return false;
  }
  if (raw->value.n > 0) {
    t->value_at = ynode_span(doc, ynode_get(doc, node, STR("value"), NULL));
  }
  if (raw->value.n == 0 || !decision_read_number(raw->value, t->is_day, &t->value)) {
    diag_add(b->read.diags, D_THRESHOLD_VALUE, t->value_at, t->id);
    return false;
  }
  return true;
}

static void read_threshold(struct decision_build *b, uint32_t key) {
  static const struct field keys[] = {
      {STR_INIT("value"), FIELD_TEXT, offsetof(struct raw_threshold, value), false},
      {STR_INIT("unit"), FIELD_TEXT, offsetof(struct raw_threshold, unit), false},
      {STR_INIT("model"), FIELD_TEXT, offsetof(struct raw_threshold, model), false},
      {STR_INIT("range"), FIELD_TEXTS, offsetof(struct raw_threshold, range), false},
      {STR_INIT("sources"), FIELD_TEXTS, offsetof(struct raw_threshold, sources), false},
      {STR_INIT("review_by"), FIELD_DATE, offsetof(struct raw_threshold, review_by), false},
  };
  uint32_t node = b->read.doc->nodes[key].child;
  struct raw_threshold raw = {.value = STR("")};
  struct decision_threshold *t = &b->d->thresholds[b->d->threshold_count];
  if (!fields_read(&b->read, node, keys, COUNT(keys), &raw)) {
    b->broken = true;
    return;
  }
  *t = (struct decision_threshold){.id = decision_read_id(b, key),
                                   .unit = raw.unit,
                                   .model = raw.model,
                                   .sources = raw.sources,
                                   .review_by = raw.review_by,
                                   .at = ynode_span(b->read.doc, key),
                                   .value_at = ynode_span(b->read.doc, key)};
  t->measure.node = ynode_get(b->read.doc, node, STR("unit"), NULL);
  t->review_at = ynode_span(b->read.doc, ynode_get(b->read.doc, node, STR("review_by"), NULL));
  bool has_value = read_value(b, node, &raw, t);
  t->low = t->high = t->value;
  if (raw.range.count > 0 && read_range(b, &raw, t) && has_value) {
    check_range(b, &raw, t);
  }
  b->broken = b->broken || !has_value;
  for (ptrdiff_t i = 0; i < raw.sources.count; i++) {
    check_source(b, raw.sources.items[i], raw.sources.nodes[i]);
  }
  map_add(&b->thresholds, b->read.perm, t->id, (int32_t)b->d->threshold_count++);
}

void decision_read_thresholds(struct decision_build *b, uint32_t node) {
  if (node == Y_NONE || !decision_check_map(b, node)) {
    return;
  }
  b->d->thresholds = NEW(b->read.perm, struct decision_threshold, ynode_count(b->read.doc, node));
  for (uint32_t k = b->read.doc->nodes[node].child; k != Y_NONE; k = b->read.doc->nodes[k].next) {
    read_threshold(b, k);
  }
}

static void read_gate(struct decision_build *b, uint32_t node, struct decision_gate *g) {
  struct raw_gate {
    str yes, no, source;
    uint32_t id, when;
  } raw = {.yes = STR("")};
  static const struct field keys[] = {
      {STR_INIT("id"), FIELD_NODE, offsetof(struct raw_gate, id), true},
      {STR_INIT("if"), FIELD_NODE, offsetof(struct raw_gate, when), true},
      {STR_INIT("yes"), FIELD_TEXT, offsetof(struct raw_gate, yes), true},
      {STR_INIT("no"), FIELD_TEXT, offsetof(struct raw_gate, no), true},
      {STR_INIT("source"), FIELD_TEXT, offsetof(struct raw_gate, source), false},
  };
  const struct ydoc *doc = b->read.doc;
  *g = (struct decision_gate){.at = ynode_span(doc, node), .id = STR("gate")};
  if (!fields_read(&b->read, node, keys, COUNT(keys), &raw) || raw.id == Y_NONE ||
      raw.when == Y_NONE) {
    b->broken = true;
    return;
  }
  g->id = decision_read_id(b, raw.id);
  g->at = ynode_span(doc, raw.id);
  g->yes = raw.yes;
  g->no = raw.no;
  g->source = raw.source;
  check_source(b, raw.source, node);
  g->when = decision_read_condition(b, raw.when);
  g->when_at = ynode_span(doc, raw.when);
  b->broken = b->broken || g->when == NULL;
  g->when_text = g->when == NULL ? STR("") : ynode_text(doc, raw.when);
}

static void read_gates(struct decision_build *b, uint32_t list, struct decision_option *o) {
  const struct ydoc *doc = b->read.doc;
  if (list == Y_NONE) {
    return;
  }
  if (doc->nodes[list].kind != Y_LIST || ynode_count(doc, list) == 0) {
    fields_refuse(&b->read, D_FIELD_TYPE, list,
                  STR("Write a list of gates: `- {id: …, if: …, yes: …, no: …}`."));
    b->broken = true;
    return;
  }
  o->gates = NEW(b->read.perm, struct decision_gate, ynode_count(doc, list));
  for (uint32_t i = doc->nodes[list].child; i != Y_NONE; i = doc->nodes[i].next) {
    read_gate(b, i, &o->gates[o->gate_count++]);
  }
}

/* The outcome of an option has to exist, unless it is a part of combinations. */
static void check_gives(struct decision_build *b, const struct decision_option *o) {
  bool is_known = map_get(&b->outcomes, o->gives) != MAP_NONE;
  if (b->d->pick != DECIDE_ALL && !is_known) {
    struct diag *d = diag_add(b->read.diags, D_TREE_TARGET, o->gives_at, o->gives);
    diag_hint(b->read.diags, d, STR("Add it to `outcomes:`, or name one with `gives:`."));
    b->broken = true;
  }
}

static void read_option(struct decision_build *b, uint32_t node) {
  struct raw_option {
    str title, guide, always, gives, source;
    uint32_t id, gates;
  } raw = {.title = STR("")};
  static const struct field keys[] = {
      {STR_INIT("id"), FIELD_NODE, offsetof(struct raw_option, id), true},
      {STR_INIT("title"), FIELD_TEXT, offsetof(struct raw_option, title), false},
      {STR_INIT("guide"), FIELD_TEXT, offsetof(struct raw_option, guide), false},
      {STR_INIT("always"), FIELD_TEXT, offsetof(struct raw_option, always), false},
      {STR_INIT("gives"), FIELD_TEXT, offsetof(struct raw_option, gives), false},
      {STR_INIT("source"), FIELD_TEXT, offsetof(struct raw_option, source), false},
      {STR_INIT("gates"), FIELD_NODE, offsetof(struct raw_option, gates), false},
  };
  struct decision_option *o = &b->d->options[b->d->option_count];
  if (!fields_read(&b->read, node, keys, COUNT(keys), &raw) || raw.id == Y_NONE) {
    b->broken = true;
    return;
  }
  span at = ynode_span(b->read.doc, raw.id);
  *o = (struct decision_option){.id = decision_read_id(b, raw.id),
                                .title = raw.title,
                                .guide = raw.guide,
                                .guide_index = -1,
                                .always = raw.always,
                                .source = raw.source,
                                .at = at,
                                .gives_at = at};
  if (raw.guide.n > 0) {
    o->guide_at = ynode_span(b->read.doc, ynode_get(b->read.doc, node, STR("guide"), NULL));
  }
  o->gives = raw.gives.n > 0 ? raw.gives : o->id;
  if (raw.gives.n > 0) {
    o->gives_at = ynode_span(b->read.doc, ynode_get(b->read.doc, node, STR("gives"), NULL));
  }
  check_source(b, raw.source, node);
  read_gates(b, raw.gates, o);
  if ((raw.always.n > 0) == (raw.gates != Y_NONE)) {
    fields_refuse(&b->read, D_FIELD_VALUE, node,
                  STR("An option has either `gates:`, or `always:` with the reason."));
    b->broken = true;
  }
  check_gives(b, o);
  b->d->option_count++;
}

void decision_read_options(struct decision_build *b, uint32_t list) {
  const struct ydoc *doc = b->read.doc;
  if (doc->nodes[list].kind != Y_LIST || ynode_count(doc, list) == 0) {
    fields_refuse(&b->read, D_FIELD_TYPE, list, STR("Write a list of options here."));
    b->broken = true;
    return;
  }
  b->d->options = NEW(b->read.perm, struct decision_option, ynode_count(doc, list));
  for (uint32_t i = doc->nodes[list].child; i != Y_NONE; i = doc->nodes[i].next) {
    read_option(b, i);
  }
}

/* `old: new` for a question, `question.old: new` for a choice of it. */
void decision_read_renamed(struct decision_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  if (node == Y_NONE || !decision_check_map(b, node)) {
    return;
  }
  struct decision_renamed *all = NEW(b->read.perm, struct decision_renamed, ynode_count(doc, node));
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct decision_renamed r = {.from = ynode_text(doc, k), .question = -1, .choice = -1};
    str question = r.from;
    uint32_t value = doc->nodes[k].child;
    r.to = doc->nodes[value].kind == Y_SCALAR ? ynode_text(doc, value) : STR("");
    r.at = ynode_span(doc, value);
    bool is_choice = str_cut(r.from, '.', &question, &r.from);
    r.question = map_get(&b->questions, is_choice ? question : r.to);
    const struct decision_question *q = r.question < 0 ? NULL : decision_at(b, r.question);
    for (ptrdiff_t c = 0; is_choice && q != NULL && c < q->choice_count; c++) {
      r.choice = str_eq(q->choices[c].id, r.to) ? (int32_t)c : r.choice;
    }
    if (q == NULL || (is_choice && r.choice < 0)) {
      fields_refuse(&b->read, D_TREE_TARGET, value,
                    STR("Write `old: new` for a question, `question.old: new` for a choice."));
      b->broken = true;
      continue;
    }
    all[b->d->renamed_count++] = r;
  }
  b->d->renamed = all;
}
