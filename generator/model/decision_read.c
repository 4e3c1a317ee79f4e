#include "model/decision_parts.h"

struct raw_decision {
  str title, description, version, review_by, pick, cost;
  struct texts aliases;
  uint32_t id, sources, thresholds, tree, questions, options, otherwise, outcomes, renamed, tests;
};

static const struct field decision_keys[] = {
    {STR_INIT("decision"), FIELD_NODE, offsetof(struct raw_decision, id), true},
    {STR_INIT("title"), FIELD_TEXT, offsetof(struct raw_decision, title), true},
    {STR_INIT("description"), FIELD_TEXT, offsetof(struct raw_decision, description), false},
    {STR_INIT("version"), FIELD_DATE, offsetof(struct raw_decision, version), true},
    {STR_INIT("review_by"), FIELD_DATE, offsetof(struct raw_decision, review_by), false},
    {STR_INIT("aliases"), FIELD_TEXTS, offsetof(struct raw_decision, aliases), false},
    {STR_INIT("sources"), FIELD_NODE, offsetof(struct raw_decision, sources), false},
    {STR_INIT("thresholds"), FIELD_NODE, offsetof(struct raw_decision, thresholds), false},
    {STR_INIT("tree"), FIELD_NODE, offsetof(struct raw_decision, tree), false},
    {STR_INIT("pick"), FIELD_TEXT, offsetof(struct raw_decision, pick), false},
    {STR_INIT("cost"), FIELD_TEXT, offsetof(struct raw_decision, cost), false},
    {STR_INIT("questions"), FIELD_NODE, offsetof(struct raw_decision, questions), false},
    {STR_INIT("options"), FIELD_NODE, offsetof(struct raw_decision, options), false},
    {STR_INIT("otherwise"), FIELD_NODE, offsetof(struct raw_decision, otherwise), false},
    {STR_INIT("renamed"), FIELD_NODE, offsetof(struct raw_decision, renamed), false},
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

bool decision_check_map(struct decision_build *b, uint32_t node) {
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

/* Ids joined by '+' name a combination. */
static bool is_combination(str id) {
  bool good = id.n > 0;
  while (good && id.n > 0) {
    good = decision_is_id(str_take(&id, '+'));
  }
  return good;
}

str decision_read_id(struct decision_build *b, uint32_t key) {
  str id = ynode_text(b->read.doc, key);
  if (b->read.doc->nodes[key].kind != Y_SCALAR || !decision_is_id(id)) {
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
  if (node == Y_NONE || !decision_check_map(b, node)) {
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

static struct decision_guide *guide_new(str path, arena *perm) {
  struct decision_guide *guide = NEW(perm, struct decision_guide, 1);
  *guide = (struct decision_guide){path, -1};
  return guide;
}

static void read_outcomes(struct decision_build *b, uint32_t node) {
  struct raw_outcome {
    str title, guide, alternative, scenario;
    uint32_t say;
  };
  static const struct field keys[] = {
      {STR_INIT("title"), FIELD_TEXT, offsetof(struct raw_outcome, title), true},
      {STR_INIT("guide"), FIELD_TEXT, offsetof(struct raw_outcome, guide), false},
      {STR_INIT("alternative"), FIELD_TEXT, offsetof(struct raw_outcome, alternative), false},
      {STR_INIT("scenario"), FIELD_TEXT, offsetof(struct raw_outcome, scenario), false},
      {STR_INIT("say"), FIELD_NODE, offsetof(struct raw_outcome, say), false},
  };
  const struct ydoc *doc = b->read.doc;
  if (!decision_check_map(b, node)) {
    return;
  }
  b->d->outcomes = NEW(b->read.perm, struct decision_outcome, ynode_count(doc, node));
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct raw_outcome raw = {.title = STR(""), .say = Y_NONE};
    uint32_t value = doc->nodes[k].child;
    fields_read(&b->read, value, keys, COUNT(keys), &raw);
    uint32_t guide =
        doc->nodes[value].kind == Y_MAP ? ynode_get(doc, value, STR("guide"), NULL) : Y_NONE;
    struct decision_outcome *o = &b->d->outcomes[b->d->outcome_count];
    *o = (struct decision_outcome){
        .id = ynode_text(doc, k),
        .title = raw.title,
        .guides = guide_new(raw.guide, b->read.perm),
        .guide_count = raw.guide.n > 0,
        .alternative = raw.alternative,
        .scenario = raw.scenario,
        .total = -1,
        .range = -1,
        .guide_at = guide == Y_NONE ? ynode_span(doc, k) : ynode_span(doc, guide),
        .at = ynode_span(doc, k),
    };
    if (!is_combination(o->id)) {
      fields_refuse(&b->read, D_DECISION_ID, k, STR(""));
      b->broken = true;
    }
    decision_check_outcome(b, value, o);
    o->says = decision_read_texts(b, raw.say, STR("text"));
    map_add(&b->outcomes, b->read.perm, o->id, (int32_t)b->d->outcome_count++);
  }
}

static bool check_count(struct decision_build *b, uint32_t node, ptrdiff_t count) {
  if (count > DECIDE_QUESTIONS_MAX) {
    fields_refuse(&b->read, D_DECISION_SIZE, node, STR(""));
    b->broken = true;
    return false;
  }
  b->d->questions = NEW(b->read.perm, struct decision_question, count);
  return true;
}

static void read_tree(struct decision_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  struct raw_tree raw = {.start = STR("")};
  bool sound = node != Y_NONE && fields_read(&b->read, node, tree_keys, COUNT(tree_keys), &raw);
  if (!sound || !decision_check_map(b, raw.questions) ||
      !check_count(b, raw.questions, ynode_count(doc, raw.questions))) {
    b->broken = true;
    return;
  }
  for (uint32_t k = doc->nodes[raw.questions].child; k != Y_NONE; k = doc->nodes[k].next) {
    decision_read_question(b, k, doc->nodes[k].child);
  }
  b->d->start = map_get(&b->questions, raw.start);
  if (raw.start.n > 0 && b->d->start == MAP_NONE) {
    uint32_t start = ynode_get(doc, node, STR("start"), NULL);
    fields_refuse(&b->read, D_TREE_TARGET, start, STR("Name the question that is asked first."));
  }
  b->broken = b->broken || b->d->start == MAP_NONE;
}

/* The options form: a list of questions, whose order is the order of asking. */
static void read_list(struct decision_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  if (node == Y_NONE || doc->nodes[node].kind != Y_LIST) {
    fields_refuse(&b->read, D_FIELD_TYPE, node == Y_NONE ? Y_ROOT : node,
                  STR("Options need `questions:`, a list of `{id: …, ask: …}`."));
    b->broken = true;
    return;
  }
  if (!check_count(b, node, ynode_count(doc, node))) {
    return;
  }
  for (uint32_t i = doc->nodes[node].child; i != Y_NONE; i = doc->nodes[i].next) {
    uint32_t id = doc->nodes[i].kind == Y_MAP ? ynode_get(doc, i, STR("id"), NULL) : Y_NONE;
    if (id == Y_NONE) {
      fields_refuse(&b->read, D_FIELD_MISSING, i, STR("Write `{id: …, ask: …}`."));
      b->broken = true;
    } else {
      decision_read_question(b, id, i);
    }
  }
}

/* Either form, and only one. */
static void read_form(struct decision_build *b, const struct raw_decision *raw) {
  static const struct {
    str name;
    enum decide_pick pick;
  } picks[] = {{STR_INIT("all"), DECIDE_ALL},
               {STR_INIT("first"), DECIDE_FIRST},
               {STR_INIT("one"), DECIDE_ONE}};
  span start = ynode_span(b->read.doc, Y_ROOT);
  start.end = start.beg;
  if (raw->options == Y_NONE && raw->tree == Y_NONE) {
    diag_add(b->read.diags, D_FIELD_MISSING, start, STR("tree"));
    b->broken = true;
    return;
  }
  if (raw->options == Y_NONE) {
    read_tree(b, raw->tree);
    return;
  }
  if (raw->tree != Y_NONE) {
    fields_refuse(&b->read, D_FIELD_VALUE, raw->tree,
                  STR("A decision has either `tree:` or `options:`."));
    b->broken = true;
  }
  b->d->pick = DECIDE_ALL;
  int known = raw->pick.n == 0;
  for (int i = 0; i < COUNT(picks); i++) {
    if (str_eq(raw->pick, picks[i].name)) {
      b->d->pick = picks[i].pick;
      known = true;
    }
  }
  if (!known) {
    fields_refuse(&b->read, D_FIELD_VALUE, ynode_get(b->read.doc, Y_ROOT, STR("pick"), NULL),
                  STR("Pick `all` options that pass, the `first`, or the only `one`."));
    b->broken = true;
  }
  read_list(b, raw->questions);
  decision_read_options(b, raw->options);
}

static void read_otherwise(struct decision_build *b, uint32_t node) {
  if (node != Y_NONE) {
    b->d->otherwise = ynode_text(b->read.doc, node);
    b->d->otherwise_at = ynode_span(b->read.doc, node);
    b->d->otherwise_index = map_get(&b->outcomes, b->d->otherwise);
    if (b->d->otherwise_index == MAP_NONE) {
      fields_refuse(&b->read, D_TREE_TARGET, node, STR("Name one of the outcomes."));
      b->broken = true;
    }
  }
}

void decision_read(struct decision_build *b) {
  struct decision *d = b->d;
  struct raw_decision raw = {.title = STR("")}; /* nodes: Y_NONE is 0 */
  if (!fields_read(&b->read, Y_ROOT, decision_keys, COUNT(decision_keys), &raw)) {
    b->broken = true;
    return;
  }
  if (raw.id != Y_NONE && b->read.doc->nodes[raw.id].kind == Y_SCALAR) {
    d->id = decision_read_id(b, raw.id);
  } else if (raw.id != Y_NONE) {
    fields_refuse(&b->read, D_FIELD_TYPE, raw.id, STR("Write the id of the decision here."));
    b->broken = true;
  }
  d->title = raw.title;
  d->description = raw.description;
  d->version = raw.version;
  d->review_by = raw.review_by;
  d->aliases = raw.aliases;
  read_sources(b, raw.sources);
  d->cost = raw.cost;
  decision_find_table(b, ynode_get(b->read.doc, Y_ROOT, STR("cost"), NULL));
  d->otherwise_index = -1;
  decision_read_thresholds(b, raw.thresholds);
  read_outcomes(b, raw.outcomes); /* before the tree: answers name them */
  read_form(b, &raw);
  read_otherwise(b, raw.otherwise);
  decision_read_renamed(b, raw.renamed);
  decision_read_tests(b, raw.tests);
}
