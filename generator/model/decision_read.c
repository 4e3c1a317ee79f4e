#include "model/decision_parts.h"

#include "core/decide_value.h"
#include "core/num.h"

struct raw_decision {
  str title, description, version, review_by;
  uint32_t id, sources, tree, outcomes, tests;
};

static const struct field decision_keys[] = {
    {STR_INIT("decision"), FIELD_NODE, offsetof(struct raw_decision, id), true},
    {STR_INIT("title"), FIELD_TEXT, offsetof(struct raw_decision, title), true},
    {STR_INIT("description"), FIELD_TEXT, offsetof(struct raw_decision, description), false},
    {STR_INIT("version"), FIELD_DATE, offsetof(struct raw_decision, version), true},
    {STR_INIT("review_by"), FIELD_DATE, offsetof(struct raw_decision, review_by), false},
    {STR_INIT("sources"), FIELD_NODE, offsetof(struct raw_decision, sources), false},
    {STR_INIT("tree"), FIELD_NODE, offsetof(struct raw_decision, tree), true},
    {STR_INIT("outcomes"), FIELD_NODE, offsetof(struct raw_decision, outcomes), true},
    {STR_INIT("tests"), FIELD_NODE, offsetof(struct raw_decision, tests), false},
};

struct raw_tree {
  str start;
  uint32_t questions;
};

static const struct field tree_keys[] = {
    {STR_INIT("start"), FIELD_TEXT, offsetof(struct raw_tree, start), true},
    {STR_INIT("questions"), FIELD_NODE, offsetof(struct raw_tree, questions), true},
};

struct raw_question {
  str ask, hint, unsure, type, unit;
  struct texts limits;
  uint32_t answers;
};

static const struct field question_keys[] = {
    {STR_INIT("ask"), FIELD_TEXT, offsetof(struct raw_question, ask), true},
    {STR_INIT("hint"), FIELD_TEXT, offsetof(struct raw_question, hint), false},
    {STR_INIT("unsure"), FIELD_TEXT, offsetof(struct raw_question, unsure), false},
    {STR_INIT("type"), FIELD_TEXT, offsetof(struct raw_question, type), false},
    {STR_INIT("unit"), FIELD_TEXT, offsetof(struct raw_question, unit), false},
    {STR_INIT("limits"), FIELD_TEXTS, offsetof(struct raw_question, limits), false},
    {STR_INIT("answers"), FIELD_NODE, offsetof(struct raw_question, answers), true},
};

#define COUNT(table) ((int)(sizeof(table) / sizeof(table)[0]))

bool decision_is_id(str id) {
  if (id.n == 0 || id.n > 64 || id.s[0] < 'a' || id.s[0] > 'z') {
    return false;
  }
  for (ptrdiff_t i = 0; i < id.n; i++) {
    char c = id.s[i];
    bool good = (c >= 'a' && c <= 'z') || byte_is_digit(c) || c == '-' || c == '_';
    if (!good) {
      return false;
    }
  }
  return true;
}

struct decision_question *decision_at(struct decision_build *b, int32_t index) {
  return &b->d->questions[index];
}

/* A map whose keys are ids; false, with a diagnostic, when it is none. */
static bool check_map(struct decision_build *b, uint32_t node) {
  if (node == Y_NONE) {
    b->broken = true;
    return false;
  }
  if (b->read.doc->nodes[node].kind != Y_MAP) {
    fields_refuse(&b->read, D_FIELD_TYPE, node, STR("Write one a key here: `id: {title: …}`."));
    b->broken = true;
    return false;
  }
  return true;
}

static str read_id(struct decision_build *b, uint32_t key) {
  str id = ynode_text(b->read.doc, key);
  if (!decision_is_id(id)) {
    fields_refuse(&b->read, D_DECISION_ID, key, STR(""));
    b->broken = true;
  }
  return id;
}

static void read_sources(struct decision_build *b, uint32_t node) {
  struct raw_source {
    str title, url, date, guide;
  };
  static const struct field keys[] = {
      {STR_INIT("title"), FIELD_TEXT, offsetof(struct raw_source, title), true},
      {STR_INIT("url"), FIELD_TEXT, offsetof(struct raw_source, url), false},
      {STR_INIT("date"), FIELD_TEXT, offsetof(struct raw_source, date), false},
      {STR_INIT("guide"), FIELD_TEXT, offsetof(struct raw_source, guide), false},
  };
  const struct ydoc *doc = b->read.doc;
  if (node == Y_NONE || !check_map(b, node)) {
    return;
  }
  struct decision_source *sources =
      NEW(b->read.perm, struct decision_source, ynode_count(doc, node));
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct raw_source raw = {.title = STR("")};
    fields_read(&b->read, doc->nodes[k].child, keys, COUNT(keys), &raw);
    sources[b->d->source_count++] = (struct decision_source){
        .id = ynode_text(doc, k),
        .title = raw.title,
        .url = fields_url(&b->read, doc->nodes[k].child, raw.url),
        .date = raw.date,
        .guide = raw.guide,
        .guide_index = -1,
        .at = ynode_span(doc, k),
    };
  }
  b->d->sources = sources;
}

static void read_outcomes(struct decision_build *b, uint32_t node) {
  struct raw_outcome {
    str title, guide;
  };
  static const struct field keys[] = {
      {STR_INIT("title"), FIELD_TEXT, offsetof(struct raw_outcome, title), true},
      {STR_INIT("guide"), FIELD_TEXT, offsetof(struct raw_outcome, guide), false},
  };
  const struct ydoc *doc = b->read.doc;
  if (!check_map(b, node)) {
    return;
  }
  b->d->outcomes = NEW(b->read.perm, struct decision_outcome, ynode_count(doc, node));
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct raw_outcome raw = {.title = STR("")};
    uint32_t value = doc->nodes[k].child;
    fields_read(&b->read, value, keys, COUNT(keys), &raw);
    uint32_t guide =
        doc->nodes[value].kind == Y_MAP ? ynode_get(doc, value, STR("guide"), NULL) : Y_NONE;
    struct decision_outcome *o = &b->d->outcomes[b->d->outcome_count];
    *o = (struct decision_outcome){
        .id = read_id(b, k),
        .title = raw.title,
        .guide = raw.guide,
        .guide_index = -1,
        .guide_at = guide == Y_NONE ? ynode_span(doc, k) : ynode_span(doc, guide),
        .at = ynode_span(doc, k),
    };
    map_add(&b->outcomes, b->read.perm, o->id, (int32_t)b->d->outcome_count++);
  }
}

/* Without limits a number is a count: from 0 to a million thousand million. */
static void read_limits(struct decision_build *b, const struct raw_question *raw,
                        struct decision_question *q) {
  q->low = 0;
  q->high = 1e15;
  if (raw->limits.count == 0) {
    return;
  }
  double low = 0;
  double high = 0;
  bool sound = raw->limits.count == 2 && num_parse_typed(raw->limits.items[0], &low) &&
               num_parse_typed(raw->limits.items[1], &high) && low < high;
  if (!sound) {
    fields_refuse(&b->read, D_FIELD_VALUE, raw->limits.nodes[0],
                  STR("Write the least and the greatest number: [0, 1000]."));
    q->unsound = true;
    return;
  }
  q->low = low;
  q->high = high;
}

static void read_choice(struct decision_build *b, uint32_t key, struct decision_answer *a) {
  const struct ydoc *doc = b->read.doc;
  decision_read_answer(b, doc->nodes[key].child, a);
  a->id = read_id(b, key);
  if (str_eq(a->id, DECIDE_UNSURE)) {
    fields_refuse(&b->read, D_DECISION_ID, key,
                  STR("`unsure` stands for \"I do not know\", which every question allows."));
    b->broken = true;
  }
  a->at = ynode_span(doc, key);
  if (a->label.n == 0) {
    a->label = str_eq(a->id, STR("yes"))  ? STR("Yes")
               : str_eq(a->id, STR("no")) ? STR("No")
                                          : a->id;
  }
}

/* Answers by key: yes and no, or choices. */
static void read_choices(struct decision_build *b, uint32_t node, struct decision_question *q) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = ynode_count(doc, node);
  struct decision_answer *answers = NEW(b->read.perm, struct decision_answer, count);
  bool words = count == 2;
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct decision_answer *a = &answers[q->answer_count];
    read_choice(b, k, a);
    a->beg = (uint32_t)q->answer_count;
    a->end = a->beg + 1;
    words = words && (str_eq(a->id, STR("yes")) || str_eq(a->id, STR("no")));
    q->answer_count++;
  }
  q->answers = answers;
  q->cells = (uint32_t)count;
  q->type = words ? DECIDE_YESNO : DECIDE_CHOICE;
  if (count == 0 || count > DIAGRAM_CELLS_MAX) {
    fields_refuse(&b->read, D_FIELD_VALUE, node, STR("Give between 1 and 1,000 answers."));
    b->broken = true;
  }
}

/* `type:` may be left out; when it is there it has to be what the answers say. */
static void check_type(struct decision_build *b, uint32_t node, str written, enum decide_type is) {
  static const str names[] = {
      [DECIDE_YESNO] = STR_INIT("yesno"),
      [DECIDE_CHOICE] = STR_INIT("choice"),
      [DECIDE_NUMBER] = STR_INIT("number"),
  };
  bool loose = is == DECIDE_YESNO && str_eq(written, STR("choice"));
  if (written.n == 0 || str_eq(written, names[is]) || loose) {
    return;
  }
  fields_refuse(&b->read, D_FIELD_VALUE, ynode_get(b->read.doc, node, STR("type"), NULL),
                STR("Types are yesno (answers yes and no), choice (answers by name) and number "
                    "(a list of ranges)."));
  b->broken = true;
}

static void read_question(struct decision_build *b, uint32_t key) {
  const struct ydoc *doc = b->read.doc;
  uint32_t node = doc->nodes[key].child;
  struct raw_question raw = {.ask = STR("")};
  bool sound = fields_read(&b->read, node, question_keys, COUNT(question_keys), &raw);
  struct decision_question *q = &b->d->questions[b->d->question_count];
  *q = (struct decision_question){
      .id = read_id(b, key),
      .ask = raw.ask,
      .hint = raw.hint,
      .unsure = raw.unsure,
      .unit = raw.unit,
      .rank = -1,
      .at = ynode_span(doc, key),
  };
  map_add(&b->questions, b->read.perm, q->id, (int32_t)b->d->question_count++);
  if (!sound || raw.answers == Y_NONE) {
    b->broken = true;
    return;
  }
  read_limits(b, &raw, q);
  if (doc->nodes[raw.answers].kind == Y_MAP) {
    read_choices(b, raw.answers, q);
  } else if (doc->nodes[raw.answers].kind == Y_LIST) {
    q->type = DECIDE_NUMBER;
    decision_read_bands(b, raw.answers, q);
  } else {
    fields_refuse(&b->read, D_FIELD_TYPE, raw.answers,
                  STR("Write answers by name, or a list of ranges for a number."));
    b->broken = true;
    return;
  }
  check_type(b, node, raw.type, q->type);
}

static void read_tree(struct decision_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  struct raw_tree raw = {.start = STR("")};
  bool sound = node != Y_NONE && fields_read(&b->read, node, tree_keys, COUNT(tree_keys), &raw);
  if (!sound || !check_map(b, raw.questions)) {
    b->broken = true;
    return;
  }
  ptrdiff_t count = ynode_count(doc, raw.questions);
  if (count > DECIDE_QUESTIONS_MAX) {
    fields_refuse(&b->read, D_DECISION_SIZE, raw.questions, STR(""));
    b->broken = true;
    return;
  }
  b->d->questions = NEW(b->read.perm, struct decision_question, count);
  for (uint32_t k = doc->nodes[raw.questions].child; k != Y_NONE; k = doc->nodes[k].next) {
    read_question(b, k);
  }
  b->d->start = map_get(&b->questions, raw.start);
  if (raw.start.n > 0 && b->d->start == MAP_NONE) {
    uint32_t start = ynode_get(doc, node, STR("start"), NULL);
    fields_refuse(&b->read, D_TREE_TARGET, start, STR("Name the question that is asked first."));
  }
  b->broken = b->broken || b->d->start == MAP_NONE;
}

static bool read_pairs(struct decision_build *b, uint32_t node, struct decision_test *t) {
  const struct ydoc *doc = b->read.doc;
  if (doc->nodes[node].kind != Y_MAP) {
    fields_refuse(&b->read, D_FIELD_TYPE, node, STR("Write answers here: {stable: yes}."));
    return false;
  }
  struct decision_pair *pairs = NEW(b->read.perm, struct decision_pair, ynode_count(doc, node));
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    uint32_t value = doc->nodes[k].child;
    pairs[t->answer_count++] = (struct decision_pair){
        .id = ynode_text(doc, k),
        .value = doc->nodes[value].kind == Y_SCALAR ? ynode_text(doc, value) : STR(""),
        .at = ynode_span(doc, k),
        .value_at = ynode_span(doc, value),
    };
  }
  t->answers = pairs;
  return true;
}

/* One outcome, or a list of those that have to be possible still. False: neither. */
static bool read_expect(struct decision_build *b, uint32_t node, struct texts *ret) {
  const struct ydoc *doc = b->read.doc;
  bool is_list = doc->nodes[node].kind == Y_LIST;
  ptrdiff_t count = is_list ? ynode_count(doc, node) : 1;
  uint32_t at = is_list ? doc->nodes[node].child : node;
  bool sound = count > 0;
  *ret = (struct texts){NEW(b->read.perm, str, count), NEW(b->read.perm, uint32_t, count), 0};
  for (ptrdiff_t i = 0; i < count && sound; i++, at = doc->nodes[at].next) {
    sound = doc->nodes[at].kind == Y_SCALAR && doc->nodes[at].size > 0;
    ret->items[ret->count] = sound ? ynode_text(doc, at) : STR("");
    ret->nodes[ret->count++] = at;
  }
  if (!sound) {
    fields_refuse(&b->read, D_FIELD_TYPE, node, STR("Write an outcome, or a list of outcomes."));
  }
  return sound;
}

static void read_tests(struct decision_build *b, uint32_t list) {
  struct raw_test {
    str name, settle;
    uint32_t answers, expect;
  };
  static const struct field keys[] = {
      {STR_INIT("name"), FIELD_TEXT, offsetof(struct raw_test, name), true},
      {STR_INIT("answers"), FIELD_NODE, offsetof(struct raw_test, answers), true},
      {STR_INIT("expect"), FIELD_NODE, offsetof(struct raw_test, expect), true},
      {STR_INIT("settle"), FIELD_TEXT, offsetof(struct raw_test, settle), false},
  };
  const struct ydoc *doc = b->read.doc;
  if (list == Y_NONE) {
    return;
  }
  if (doc->nodes[list].kind != Y_LIST) {
    fields_refuse(&b->read, D_FIELD_TYPE, list, STR("Write a list of tests here."));
    return;
  }
  struct decision_test *tests = NEW(b->read.perm, struct decision_test, ynode_count(doc, list));
  for (uint32_t i = doc->nodes[list].child; i != Y_NONE; i = doc->nodes[i].next) {
    struct raw_test raw = {.name = STR(""), .answers = Y_NONE, .expect = Y_NONE};
    struct decision_test *t = &tests[b->d->test_count];
    struct texts expect;
    if (!fields_read(&b->read, i, keys, COUNT(keys), &raw) || raw.answers == Y_NONE ||
        raw.expect == Y_NONE || !read_expect(b, raw.expect, &expect)) {
      continue;
    }
    *t = (struct decision_test){
        .name = raw.name,
        .expect = expect,
        .settle = raw.settle,
        .at = ynode_span(doc, i),
        .expect_at = ynode_span(doc, raw.expect),
    };
    if (raw.settle.n > 0) {
      t->settle_at = ynode_span(doc, ynode_get(doc, i, STR("settle"), NULL));
    }
    b->d->test_count += read_pairs(b, raw.answers, t);
  }
  b->d->tests = tests;
}

void decision_read(struct decision_build *b) {
  struct decision *d = b->d;
  struct raw_decision raw = {.title = STR("")};
  if (!fields_read(&b->read, Y_ROOT, decision_keys, COUNT(decision_keys), &raw)) {
    b->broken = true;
    return;
  }
  if (raw.id != Y_NONE && b->read.doc->nodes[raw.id].kind == Y_SCALAR) {
    d->id = read_id(b, raw.id);
  } else if (raw.id != Y_NONE) {
    fields_refuse(&b->read, D_FIELD_TYPE, raw.id, STR("Write the id of the decision here."));
    b->broken = true;
  }
  d->title = raw.title;
  d->description = raw.description;
  d->version = raw.version;
  d->review_by = raw.review_by;
  read_sources(b, raw.sources);
  read_outcomes(b, raw.outcomes); /* before the tree: answers name them */
  read_tree(b, raw.tree);
  read_tests(b, raw.tests);
}
