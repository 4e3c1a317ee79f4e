#include "core/day.h"
#include "core/decide_value.h"
#include "core/num.h"
#include "model/decision_parts.h"
#include "model/saying.h"

struct raw_question {
  str unsure, type, unit, message, feeds;
  struct texts limits;
  bool fixed, always;
  uint32_t id, ask, hint, valid, choices, groups, answers, go, end;
};

/* The first comes with the options form alone, the last three with a tree. */
static const struct field question_keys[] = {
    {STR_INIT("id"), FIELD_NODE, offsetof(struct raw_question, id), false},
    {STR_INIT("ask"), FIELD_NODE, offsetof(struct raw_question, ask), true},
    {STR_INIT("hint"), FIELD_NODE, offsetof(struct raw_question, hint), false},
    {STR_INIT("unsure"), FIELD_TEXT, offsetof(struct raw_question, unsure), false},
    {STR_INIT("type"), FIELD_TEXT, offsetof(struct raw_question, type), false},
    {STR_INIT("unit"), FIELD_TEXT, offsetof(struct raw_question, unit), false},
    {STR_INIT("limits"), FIELD_TEXTS, offsetof(struct raw_question, limits), false},
    {STR_INIT("message"), FIELD_TEXT, offsetof(struct raw_question, message), false},
    {STR_INIT("valid"), FIELD_NODE, offsetof(struct raw_question, valid), false},
    {STR_INIT("choices"), FIELD_NODE, offsetof(struct raw_question, choices), false},
    {STR_INIT("groups"), FIELD_NODE, offsetof(struct raw_question, groups), false},
    {STR_INIT("fixed"), FIELD_BOOL, offsetof(struct raw_question, fixed), false},
    {STR_INIT("always"), FIELD_BOOL, offsetof(struct raw_question, always), false},
    {STR_INIT("feeds"), FIELD_TEXT, offsetof(struct raw_question, feeds), false},
    {STR_INIT("answers"), FIELD_NODE, offsetof(struct raw_question, answers), false},
    {STR_INIT("go"), FIELD_NODE, offsetof(struct raw_question, go), false},
    {STR_INIT("end"), FIELD_NODE, offsetof(struct raw_question, end), false},
};
enum {
  KEYS = sizeof question_keys / sizeof question_keys[0],
  TREE_KEYS = 3, /* answers, go, end */
};

static const str type_names[] = {
    [DECIDE_YESNO] = STR_INIT("yesno"),     [DECIDE_CHOICE] = STR_INIT("choice"),
    [DECIDE_NUMBER] = STR_INIT("number"),   [DECIDE_DATE] = STR_INIT("date"),
    [DECIDE_SEVERAL] = STR_INIT("several"),
};

/* --- wordings ------------------------------------------------------------------------- */

static bool read_wording(struct decision_build *b, uint32_t node, str key,
                         struct decision_text *ret) {
  struct raw_text {
    str text;
    uint32_t when;
  } raw = {.text = STR("")};
  const struct field keys[] = {
      {key, FIELD_TEXT, offsetof(struct raw_text, text), true},
      {STR_INIT("if"), FIELD_NODE, offsetof(struct raw_text, when), false},
  };
  *ret = (struct decision_text){.at = ynode_span(b->read.doc, node)};
  if (b->read.doc->nodes[node].kind == Y_SCALAR) {
    ret->text = ynode_text(b->read.doc, node);
    return true;
  }
  bool sound = fields_read(&b->read, node, keys, 2, &raw);
  ret->text = raw.text;
  if (sound && raw.when != Y_NONE) {
    ret->when = decision_read_condition(b, raw.when);
    ret->when_text = ynode_text(b->read.doc, raw.when);
    sound = ret->when != NULL;
  }
  return sound && raw.text.n > 0;
}

struct decision_texts decision_read_texts(struct decision_build *b, uint32_t node, str key) {
  const struct ydoc *doc = b->read.doc;
  struct decision_texts texts = {NULL, 0};
  bool is_list = node != Y_NONE && doc->nodes[node].kind == Y_LIST;
  ptrdiff_t count = node == Y_NONE ? 0 : is_list ? ynode_count(doc, node) : 1;
  uint32_t at = is_list ? doc->nodes[node].child : node;
  texts.items = NEW(b->read.perm, struct decision_text, count);
  for (ptrdiff_t i = 0; i < count; i++, at = doc->nodes[at].next) {
    if (read_wording(b, at, key, &texts.items[texts.count])) {
      texts.count++;
    } else {
      b->broken = true;
    }
  }
  return texts;
}

/* The wording that needs no condition stands last; it is what a page without scripts shows. */
static str plain_wording(struct decision_build *b, struct decision_texts *texts, bool required) {
  str last = STR("");
  for (ptrdiff_t i = 0; i < texts->count; i++) {
    const struct decision_text *t = &texts->items[i];
    if (t->when == NULL && i < texts->count - 1) {
      diag_add(b->read.diags, D_ROUTE_AFTER, texts->items[i + 1].at, texts->items[i + 1].text);
      b->broken = true;
      break;
    }
    last = t->when == NULL ? t->text : STR("");
    if (required && i == texts->count - 1 && t->when != NULL) {
      diag_add(b->read.diags, D_ROUTE_LAST, t->at, t->when_text);
      b->broken = true;
    }
  }
  if (texts->count == 1 && texts->items[0].when == NULL) {
    texts->count = 0;
    return last; /* it may not quote anything */
  }
  return saying_plain(b->d, last, b->read.perm);
}

/* --- limits and choices --------------------------------------------------------------- */

bool decision_read_number(str text, bool is_day, double *ret) {
  int64_t day = 0;
  bool good = is_day ? day_parse(text, &day) : num_parse_typed(text, ret);
  *ret = is_day ? (double)day : *ret;
  return good;
}

/* Without limits a number is a count: from 0 to a million thousand million. */
static void read_limits(struct decision_build *b, const struct raw_question *raw,
                        struct decision_question *q) {
  bool is_day = q->type == DECIDE_DATE;
  q->low = 0;
  q->high = 1e15;
  if (is_day) {
    decision_read_number(STR("0000-01-01"), true, &q->low);
    decision_read_number(STR("9999-12-31"), true, &q->high);
  }
  if (raw->limits.count == 0) {
    return;
  }
  double low = 0;
  double high = 0;
  bool sound = raw->limits.count == 2 && decision_read_number(raw->limits.items[0], is_day, &low) &&
               decision_read_number(raw->limits.items[1], is_day, &high) && low < high;
  if (!sound) {
    fields_refuse(&b->read, D_FIELD_VALUE, raw->limits.nodes[0],
                  is_day ? STR("Write the first and the last day: [2020-01-01, 2030-12-31].")
                         : STR("Write the least and the greatest number: [0, 1000]."));
    q->unsound = true;
    return;
  }
  q->low = low;
  q->high = high;
}

/* `unsure` and `none` are answers of every question and of several choices. */
static str read_choice_id(struct decision_build *b, uint32_t key) {
  str id = decision_read_id(b, key);
  bool is_unsure = str_eq(id, DECIDE_UNSURE);
  if (is_unsure || str_eq(id, DECIDE_NOTHING)) {
    fields_refuse(&b->read, D_DECISION_ID, key,
                  is_unsure
                      ? STR("`unsure` stands for \"I do not know\", which every question allows.")
                      : STR("`none` stands for no choice at all."));
    b->broken = true;
  }
  return id;
}

static str choice_label(str id, str written) {
  return written.n > 0            ? written
         : str_eq(id, STR("yes")) ? STR("Yes")
         : str_eq(id, STR("no"))  ? STR("No")
                                  : id;
}

/* `choices: {id: label}` or a list of ids. */
static void read_choices(struct decision_build *b, uint32_t node, struct decision_question *q) {
  const struct ydoc *doc = b->read.doc;
  bool is_map = doc->nodes[node].kind == Y_MAP;
  if (!is_map && doc->nodes[node].kind != Y_LIST) {
    fields_refuse(&b->read, D_FIELD_TYPE, node, STR("Write choices here: `{id: label}`."));
    b->broken = true;
    return;
  }
  q->choices = NEW(b->read.perm, struct decision_choice, ynode_count(doc, node));
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    uint32_t value = doc->nodes[k].child;
    bool has_text = is_map && doc->nodes[value].kind == Y_SCALAR;
    str id = read_choice_id(b, k);
    q->choices[q->choice_count++] = (struct decision_choice){
        .id = id,
        .label = choice_label(id, has_text ? ynode_text(doc, value) : STR("")),
        .arm = -1,
        .at = ynode_span(doc, k),
    };
  }
}

static int32_t choice_find(const struct decision_question *q, str id) {
  int32_t i = (int32_t)q->choice_count - 1;
  while (i >= 0 && !str_eq(q->choices[i].id, id)) {
    i--;
  }
  return i;
}

static void read_group(struct decision_build *b, uint32_t key, struct decision_question *q) {
  const struct ydoc *doc = b->read.doc;
  uint32_t list = doc->nodes[key].child;
  struct decision_group *g = &q->groups[q->group_count++];
  *g = (struct decision_group){.id = decision_read_id(b, key), .at = ynode_span(doc, key)};
  g->has = NEW(b->read.perm, bool, q->choice_count);
  if (choice_find(q, g->id) >= 0 || doc->nodes[list].kind != Y_LIST) {
    fields_refuse(&b->read, D_FIELD_VALUE, key,
                  STR("A group is a list of choices under a name of its own: `eea: [fr, de]`."));
    b->broken = true;
    return;
  }
  for (uint32_t i = doc->nodes[list].child; i != Y_NONE; i = doc->nodes[i].next) {
    int32_t choice = choice_find(q, ynode_text(doc, i));
    if (doc->nodes[i].kind == Y_SCALAR && choice >= 0) {
      g->has[choice] = true;
    } else {
      fields_refuse(&b->read, D_COND_NAME, i, STR("It is no choice of this question."));
      b->broken = true;
    }
  }
}

static void read_groups(struct decision_build *b, uint32_t node, struct decision_question *q) {
  const struct ydoc *doc = b->read.doc;
  if (node == Y_NONE || !decision_check_map(b, node)) {
    return;
  }
  q->groups = NEW(b->read.perm, struct decision_group, ynode_count(doc, node));
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    read_group(b, k, q);
  }
}

bool decision_choice_is(const struct decision_question *q, ptrdiff_t choice, str name) {
  bool is_grouped = false;
  for (ptrdiff_t g = 0; g < q->group_count; g++) {
    if (q->groups[g].has[choice] && str_eq(q->groups[g].id, name)) {
      return true;
    }
    is_grouped = is_grouped || q->groups[g].has[choice];
  }
  bool is_rest = str_eq(name, STR("other")) && choice_find(q, name) < 0;
  return str_eq(q->choices[choice].id, name) || (is_rest && q->group_count > 0 && !is_grouped);
}

/* --- where answers lead --------------------------------------------------------------- */

static struct decision_answer *add_answer(struct decision_question *q) {
  return &q->answers[q->answer_count++];
}

/* Answers by name without `choices:` are the choices. */
static void read_named(struct decision_build *b, uint32_t node, struct decision_question *q) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = ynode_count(doc, node);
  bool own = q->choices == NULL;
  q->answers = NEW(b->read.perm, struct decision_answer, count);
  if (own) {
    q->choices = NEW(b->read.perm, struct decision_choice, count);
  }
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    int32_t arm = (int32_t)q->answer_count;
    struct decision_answer *a = add_answer(q);
    decision_read_answer(b, doc->nodes[k].child, a);
    a->id = own ? read_choice_id(b, k) : decision_read_id(b, k);
    a->at = ynode_span(doc, k);
    a->label = choice_label(a->id, a->label);
    if (own) {
      q->choices[q->choice_count++] = (struct decision_choice){a->id, a->label, arm, a->at};
    }
  }
}

/* Each choice belongs to the first answer that names it, a group of it, or the rest. */
static void place_choices(struct decision_build *b, struct decision_question *q) {
  for (ptrdiff_t c = 0; c < q->choice_count; c++) {
    for (int32_t a = 0; a < (int32_t)q->answer_count && q->choices[c].arm < 0; a++) {
      q->choices[c].arm = decision_choice_is(q, c, q->answers[a].id) ? a : -1;
    }
    if (q->choices[c].arm < 0) {
      diag_add(b->read.diags, D_TREE_DEAD_END, q->choices[c].at, q->choices[c].id);
      b->broken = true;
    }
  }
  for (int32_t a = 0; a < (int32_t)q->answer_count; a++) {
    ptrdiff_t c = 0;
    while (c < q->choice_count && q->choices[c].arm != a) {
      c++;
    }
    if (c == q->choice_count) {
      struct diag *d = diag_add(b->read.diags, D_COND_NAME, q->answers[a].at, q->answers[a].id);
      diag_hint(b->read.diags, d, STR("No choice is left for this answer; earlier ones count."));
      b->broken = true;
    }
  }
}

/* `go:` or `end:` of the question itself: every answer leads there. */
static void read_only_way(struct decision_build *b, const struct raw_question *raw, uint32_t node,
                          struct decision_question *q) {
  q->answers = NEW(b->read.perm, struct decision_answer, 1);
  struct decision_answer *a = add_answer(q);
  *a = (struct decision_answer){.at = q->at, .label = STR("Any answer")};
  decision_read_ways(b, node, raw->go, raw->end, a);
  for (ptrdiff_t c = 0; c < q->choice_count; c++) {
    q->choices[c].arm = 0;
  }
}

static void read_answers(struct decision_build *b, const struct raw_question *raw, uint32_t node,
                         struct decision_question *q) {
  const struct ydoc *doc = b->read.doc;
  if (raw->answers == Y_NONE) {
    read_only_way(b, raw, node, q);
  } else if (doc->nodes[raw->answers].kind == Y_MAP && q->type != DECIDE_SEVERAL) {
    bool own = q->choices == NULL;
    read_named(b, raw->answers, q);
    if (!own) {
      place_choices(b, q);
    }
  } else if (doc->nodes[raw->answers].kind == Y_LIST &&
             (q->type == DECIDE_NUMBER || q->type == DECIDE_DATE)) {
    decision_read_bands(b, raw->answers, q);
  } else {
    fields_refuse(&b->read, D_FIELD_TYPE, raw->answers,
                  q->type == DECIDE_SEVERAL
                      ? STR("Where several choices lead is said by conditions: `go: [{if: q has a, "
                            "to: b}, {to: c}]`.")
                      : STR("Write answers by name, or a list of ranges for a number."));
    b->broken = true;
  }
}

/* --- a question ----------------------------------------------------------------------- */

static bool are_words(const struct ydoc *doc, uint32_t node) {
  bool words = ynode_count(doc, node) == 2;
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    str id = ynode_text(doc, k);
    words = words && (str_eq(id, STR("yes")) || str_eq(id, STR("no")));
  }
  return words;
}

/* What the answers say by their shape. */
static enum decide_type shape_type(const struct ydoc *doc, const struct raw_question *raw) {
  uint32_t choices = raw->choices != Y_NONE ? raw->choices : raw->answers;
  if (choices == Y_NONE) {
    return DECIDE_YESNO;
  }
  if (raw->choices == Y_NONE && doc->nodes[choices].kind == Y_LIST) {
    return DECIDE_NUMBER;
  }
  return are_words(doc, choices) ? DECIDE_YESNO : DECIDE_CHOICE;
}

/* `type:` may be left out; when it is there it has to be what the answers say. */
static enum decide_type read_type(struct decision_build *b, uint32_t node,
                                  const struct raw_question *raw) {
  enum decide_type shape = shape_type(b->read.doc, raw);
  enum decide_type type = DECIDE_SEVERAL;
  bool is_bare = raw->choices == Y_NONE && raw->answers == Y_NONE;
  while (type >= DECIDE_YESNO && !str_eq(type_names[type], raw->type)) {
    type--;
  }
  bool fits = raw->type.n == 0 || type == shape ||
              (type == DECIDE_CHOICE && shape == DECIDE_YESNO && !is_bare) ||
              (type == DECIDE_DATE && shape == DECIDE_NUMBER) ||
              (type == DECIDE_SEVERAL && raw->choices != Y_NONE) ||
              ((type == DECIDE_NUMBER || type == DECIDE_DATE) && is_bare);
  if (!fits || type < DECIDE_YESNO) {
    if (!fits) {
      fields_refuse(&b->read, D_FIELD_VALUE, ynode_get(b->read.doc, node, STR("type"), NULL),
                    STR("Types are yesno (answers yes and no), choice (answers by name), several "
                        "(any of its `choices:`), number and date (a list of ranges)."));
      b->broken = true;
    }
    return shape;
  }
  return type == DECIDE_CHOICE && shape == DECIDE_YESNO ? shape : type;
}

/* Yes and no need not be written. */
static void add_words(struct decision_build *b, struct decision_question *q) {
  if (q->type == DECIDE_YESNO && q->choices == NULL) {
    q->choices = NEW(b->read.perm, struct decision_choice, 2);
    q->choices[0] = (struct decision_choice){STR("yes"), STR("Yes"), -1, q->at};
    q->choices[1] = (struct decision_choice){STR("no"), STR("No"), -1, q->at};
    q->choice_count = 2;
  }
}

static void read_shape(struct decision_build *b, uint32_t node, const struct raw_question *raw,
                       struct decision_question *q) {
  bool is_tree = b->d->pick == DECIDE_TREE;
  if (raw->choices != Y_NONE) {
    read_choices(b, raw->choices, q);
  } else if (!is_tree || raw->answers == Y_NONE) {
    add_words(b, q);
  }
  read_groups(b, raw->groups, q);
  if (is_tree) {
    read_answers(b, raw, node, q);
  }
  bool is_number = q->type == DECIDE_NUMBER || q->type == DECIDE_DATE;
  if (!is_number && q->choices != NULL &&
      (q->choice_count == 0 || q->choice_count > DIAGRAM_CELLS_MAX)) {
    fields_refuse(&b->read, D_FIELD_VALUE,
                  raw->choices != Y_NONE   ? raw->choices
                  : raw->answers != Y_NONE ? raw->answers
                                           : node,
                  STR("Give between 1 and 1,000 answers."));
    b->broken = true;
  }
}

void decision_read_question(struct decision_build *b, uint32_t id, uint32_t node) {
  bool is_tree = b->d->pick == DECIDE_TREE;
  struct raw_question raw = {.type = STR("")}; /* nodes: Y_NONE is 0 */
  bool sound = fields_read(&b->read, node, question_keys + is_tree,
                           is_tree ? KEYS - 1 : KEYS - TREE_KEYS, &raw);
  struct decision_question *q = &b->d->questions[b->d->question_count];
  *q = (struct decision_question){
      .id = decision_read_id(b, id),
      .unsure = raw.unsure,
      .message = raw.message,
      .unit = raw.unit,
      .feeds = raw.feeds,
      .fixed = raw.fixed,
      .always = raw.always,
      .type = DECIDE_YESNO,
      .rank = -1,
      .at = ynode_span(b->read.doc, id),
  };
  int32_t index = (int32_t)b->d->question_count++;
  if (map_add(&b->questions, b->read.perm, q->id, index) != index) {
    fields_refuse(&b->read, D_DECISION_ID, id, STR("Another question has this id."));
    b->broken = true;
  }
  if (!sound) {
    b->broken = true;
    return;
  }
  q->asks = decision_read_texts(b, raw.ask, STR("text"));
  q->hints = decision_read_texts(b, raw.hint, STR("text"));
  q->rules = decision_read_texts(b, raw.valid, STR("error"));
  q->ask = plain_wording(b, &q->asks, true);
  q->hint = plain_wording(b, &q->hints, false);
  if (is_tree && raw.answers == Y_NONE && raw.go == Y_NONE && raw.end == Y_NONE) {
    span at = ynode_span(b->read.doc, node);
    at.end = at.beg;
    diag_add(b->read.diags, D_FIELD_MISSING, at, STR("answers"));
    b->broken = true;
    return;
  }
  q->type = read_type(b, node, &raw);
  q->measure.node = ynode_get(b->read.doc, node, STR("unit"), NULL);
  read_limits(b, &raw, q);
  read_shape(b, node, &raw, q);
  if (raw.feeds.n > 0) {
    decision_read_feeds(b, ynode_get(b->read.doc, node, STR("feeds"), NULL), q);
  }
}
