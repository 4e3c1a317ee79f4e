/*
 * For the tests of the YAML reader: one text read as a file of its own, and its
 * tree as text.
 */
#ifndef FINGERPOST_TESTS_YAML_READING_H
#define FINGERPOST_TESTS_YAML_READING_H

#include "diag/diag.h"
#include "load/yaml.h"
#include "unit.h"

struct reading {
  arena perm;
  struct sources src;
  struct diags ds;
  struct ydoc doc;
  bool ok;
};

static inline struct reading *read_at(str text, int32_t base) {
  arena a = unit_arena();
  struct reading *r = NEW(&a, struct reading, 1);
  r->perm = a;
  r->src.perm = &r->perm;
  diags_init(&r->ds, &r->perm);
  str file = {text.s - base, text.n + base};
  int32_t index = sources_add(&r->src, STR("site.yaml"), file);
  r->ok = yaml_parse(text, (span){.file = index, .beg = base}, &r->ds, &r->perm, &r->doc);
  return r;
}

static inline struct reading *read_text(str text) {
  return read_at(text, 0);
}

/* --- trees as text -------------------------------------------------------- */

/*
 * "{ key: plain, list:[(quoted),],}", each node with its span behind its sign
 * where spans are wanted: "{0-12  0-3 key: 5-10 plain,}".
 */
struct shower {
  const struct ydoc *doc;
  buf out;
  bool with_spans;
};

static inline void show(struct shower *s, uint32_t node) {
  const struct ynode *n = &s->doc->nodes[node];
  buf_byte(&s->out, " [{("[n->kind == Y_SCALAR ? (n->plain ? 0 : 3) : (int)n->kind - 1]);
  if (s->with_spans) {
    buf_int(&s->out, n->beg);
    buf_byte(&s->out, '-');
    buf_int(&s->out, n->end);
    buf_byte(&s->out, ' ');
  }
  if (n->kind == Y_SCALAR) {
    buf_str(&s->out, ynode_text(s->doc, node));
    buf_str(&s->out, n->plain ? STR("") : STR(")"));
    return;
  }
  for (uint32_t c = n->child; c != Y_NONE; c = s->doc->nodes[c].next) {
    show(s, c);
    if (n->kind == Y_MAP) {
      buf_byte(&s->out, ':');
      show(s, s->doc->nodes[c].child);
    }
    buf_byte(&s->out, ',');
  }
  buf_byte(&s->out, n->kind == Y_LIST ? ']' : '}');
}

static inline str shown(struct reading *r, bool with_spans) {
  struct shower s = {.doc = &r->doc, .out = buf_new(&r->perm, 1 << 20), .with_spans = with_spans};
  if (r->doc.count > Y_ROOT) {
    show(&s, Y_ROOT);
  }
  return buf_text(&s.out);
}

static inline void expect_clean(struct reading *r, str text) {
  if (!r->ok || r->ds.count != 0) {
    struct place p = sources_at(&r->src, r->ds.items[0].at);
    str code = diag_code(r->ds.items[0].id);
    str detail = r->ds.items[0].detail;
    fail_msg("%.*s\n%d:%d: %.*s %.*s", (int)(text.n < 2000 ? text.n : 2000), text.s, p.line,
             p.column, (int)code.n, code.s, (int)detail.n, detail.s);
  }
}

#endif
