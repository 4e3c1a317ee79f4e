#include "model/decision_parts.h"

/* A value as the wizard is given it: several choices are joined by commas. */
static str value_text(struct decision_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  if (doc->nodes[node].kind == Y_SCALAR) {
    return ynode_text(doc, node);
  }
  buf out = buf_open(b->read.perm);
  uint32_t first = doc->nodes[node].kind == Y_LIST ? doc->nodes[node].child : Y_NONE;
  for (uint32_t i = first; i != Y_NONE; i = doc->nodes[i].next) {
    buf_str(&out, i == first ? STR("") : STR(","));
    buf_str(&out, doc->nodes[i].kind == Y_SCALAR ? ynode_text(doc, i) : STR(""));
  }
  return buf_close(&out, b->read.perm);
}

static bool read_pairs(struct decision_build *b, uint32_t node, const struct decision_pair **ret,
                       ptrdiff_t *ret_count) {
  const struct ydoc *doc = b->read.doc;
  *ret_count = 0;
  if (node == Y_NONE) {
    return true;
  }
  if (doc->nodes[node].kind != Y_MAP) {
    fields_refuse(&b->read, D_FIELD_TYPE, node, STR("Write answers here: {stable: yes}."));
    return false;
  }
  struct decision_pair *pairs = NEW(b->read.perm, struct decision_pair, ynode_count(doc, node));
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    uint32_t value = doc->nodes[k].child;
    pairs[(*ret_count)++] = (struct decision_pair){
        .id = ynode_text(doc, k),
        .value = value_text(b, value),
        .is_list = doc->nodes[value].kind != Y_SCALAR,
        .at = ynode_span(doc, k),
        .value_at = ynode_span(doc, value),
    };
  }
  *ret = pairs;
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

void decision_read_tests(struct decision_build *b, uint32_t list) {
  struct raw_test {
    str name, settle;
    uint32_t answers, expect, because, model;
  };
  static const struct field keys[] = {
      {STR_INIT("name"), FIELD_TEXT, offsetof(struct raw_test, name), true},
      {STR_INIT("answers"), FIELD_NODE, offsetof(struct raw_test, answers), true},
      {STR_INIT("expect"), FIELD_NODE, offsetof(struct raw_test, expect), true},
      {STR_INIT("settle"), FIELD_TEXT, offsetof(struct raw_test, settle), false},
      {STR_INIT("because"), FIELD_NODE, offsetof(struct raw_test, because), false},
      {STR_INIT("model"), FIELD_NODE, offsetof(struct raw_test, model), false},
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
    struct raw_test raw = {
        .name = STR(""),
    };
    struct decision_test *t = &tests[b->d->test_count];
    struct texts expect;
    if (!fields_read(&b->read, i, keys, (int)(sizeof keys / sizeof keys[0]), &raw) ||
        raw.answers == Y_NONE || raw.expect == Y_NONE || !read_expect(b, raw.expect, &expect)) {
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
    b->d->test_count += read_pairs(b, raw.answers, &t->answers, &t->answer_count) &&
                        read_pairs(b, raw.because, &t->because, &t->because_count) &&
                        decision_read_assumed(b, raw.model, t);
  }
  b->d->tests = tests;
}
