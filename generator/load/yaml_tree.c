#include "core/mem.h"
#include "load/yaml_parts.h"

enum {
  KEYS_FEW = 16 /* maps with fewer keys are searched one by one, which costs no memory */
};

str ynode_text(const struct ydoc *doc, uint32_t node) {
  const struct ynode *n = &doc->nodes[node];
  return str_sub(doc->text, n->text, (ptrdiff_t)n->text + n->size);
}

span ynode_span(const struct ydoc *doc, uint32_t node) {
  const struct ynode *n = &doc->nodes[node];
  return (span){.file = doc->file, .beg = (int32_t)n->beg, .end = (int32_t)n->end};
}

ptrdiff_t ynode_count(const struct ydoc *doc, uint32_t node) {
  ptrdiff_t count = 0;
  for (uint32_t i = doc->nodes[node].child; i != Y_NONE; i = doc->nodes[i].next) {
    count++;
  }
  return count;
}

uint32_t ynode_get(const struct ydoc *doc, uint32_t node, str key, uint32_t *ret_key) {
  if (node >= doc->count || doc->nodes[node].kind != Y_MAP) {
    return Y_NONE;
  }
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    if (str_eq(ynode_text(doc, k), key)) {
      if (ret_key) {
        *ret_key = k;
      }
      return doc->nodes[k].child;
    }
  }
  return Y_NONE;
}

/* --- nodes ---------------------------------------------------------------- */

/* Y_NONE: there are too many already. */
static uint32_t node_add(struct yaml_tree *t, enum ynode_kind kind, ptrdiff_t beg, ptrdiff_t end) {
  if (t->count == 0) {
    *GROW(t->perm, t->nodes, t->count, t->cap) = (struct ynode){0};
  }
  if (t->count > YAML_NODES_MAX) {
    yaml_fault(t->in, D_YAML_SIZE, beg, end);
    return Y_NONE;
  }
  span at = yaml_span(t->in, beg, end);
  *GROW(t->perm, t->nodes, t->count, t->cap) =
      (struct ynode){.kind = kind, .beg = (uint32_t)at.beg, .end = (uint32_t)at.end};
  return (uint32_t)(t->count - 1);
}

static str text_of(const struct yaml_tree *t, uint32_t node) {
  return (str){t->chars + t->nodes[node].text, t->nodes[node].size};
}

/*
 * Decoded text is hardly ever longer than its source, so the first piece of
 * memory nearly always does. When it moves, the old one stays: maps borrow it.
 */
static uint32_t chars_add(struct yaml_tree *t, str s) {
  if (t->chars == NULL || s.n > t->chars_cap - t->chars_count) {
    t->chars_cap = t->chars_cap * 2 + t->in->text.n + s.n;
    char *moved = NEW(t->perm, char, t->chars_cap);
    mem_copy(moved, t->chars, t->chars_count);
    t->chars = moved;
  }
  uint32_t at = (uint32_t)t->chars_count;
  mem_copy(t->chars + at, s.s, s.n);
  t->chars_count += s.n;
  return at;
}

static struct yaml_frame *top(struct yaml_tree *t) {
  return &t->stack[t->depth - 1];
}

bool yaml_tree_awaits_key(const struct yaml_tree *t) {
  if (t->depth == 0) {
    return false;
  }
  const struct yaml_frame *f = &t->stack[t->depth - 1];
  return t->nodes[f->node].kind == Y_MAP && !f->has_key;
}

static void link(struct yaml_tree *t, struct yaml_frame *f, uint32_t node) {
  if (f->last == Y_NONE) {
    t->nodes[f->node].child = node;
  } else {
    t->nodes[f->last].next = node;
  }
  f->last = node;
}

/* --- keys ----------------------------------------------------------------- */

/* The key of the same name that the map has already, or Y_NONE; from now on it has `node`. */
static uint32_t name_take(struct yaml_tree *t, struct yaml_frame *f, uint32_t node) {
  f->count++;
  str name = text_of(t, node);
  if (f->count > KEYS_FEW) {
    int32_t first = map_add(&f->names, t->perm, name, (int32_t)node);
    return (uint32_t)first == node ? Y_NONE : (uint32_t)first;
  }
  uint32_t same = Y_NONE;
  for (uint32_t k = t->nodes[f->node].child; k != Y_NONE; k = t->nodes[k].next) {
    if (same == Y_NONE && str_eq(text_of(t, k), name)) {
      same = k;
    }
    if (f->count == KEYS_FEW) {
      map_add(&f->names, t->perm, text_of(t, k), (int32_t)k);
    }
  }
  if (f->count == KEYS_FEW) {
    map_add(&f->names, t->perm, name, (int32_t)node);
  }
  return same;
}

static struct diag *node_fault(struct yaml_tree *t, diag_id id, uint32_t node) {
  ptrdiff_t beg = (ptrdiff_t)t->nodes[node].beg - t->in->base;
  ptrdiff_t end = (ptrdiff_t)t->nodes[node].end - t->in->base;
  return yaml_fault(t->in, id, beg, end);
}

static void twice_tell(struct yaml_tree *t, uint32_t node, uint32_t first) {
  struct diag *d = node_fault(t, D_YAML_DUPLICATE, node);
  const struct ynode *n = &t->nodes[first];
  span at = {.file = t->in->file, .beg = (int32_t)n->beg, .end = (int32_t)n->end};
  diag_note(t->in->ds, d, at, STR("first given here"));
}

void yaml_tree_drop_key(struct yaml_tree *t) {
  top(t)->has_key = true;
  top(t)->key = Y_NONE;
}

static void key_take(struct yaml_tree *t, uint32_t node) {
  struct yaml_frame *f = top(t);
  str name = text_of(t, node);
  bool is_merge = t->nodes[node].plain && str_eq(name, STR("<<"));
  yaml_tree_drop_key(t);
  if (name.n == 0 || is_merge) {
    struct diag *d = node_fault(t, D_YAML_KEY, node);
    diag_detail(t->in->ds, d, is_merge ? STR("merge keys are not supported") : STR("it is empty"));
    diag_hint(t->in->ds, d, is_merge ? STR("Write the keys out where they are needed.") : STR(""));
    return;
  }
  uint32_t first = name_take(t, f, node);
  if (first != Y_NONE) {
    twice_tell(t, node, first);
  }
  f->key = node;
}

/*
 * An item of a list, or the value of the key that was read before. Only now does
 * that key belong to the map: where reading ends early, no key is without value.
 */
static void value_take(struct yaml_tree *t, uint32_t node) {
  struct yaml_frame *f = top(t);
  if (t->nodes[f->node].kind == Y_LIST) {
    link(t, f, node);
  } else if (f->key != Y_NONE) {
    t->nodes[f->key].child = node;
    link(t, f, f->key);
  }
  f->has_key = false;
}

static void extend(struct yaml_tree *t, uint32_t end) {
  if (t->depth > 0 && end > top(t)->end) {
    top(t)->end = end;
  }
}

/* --- building ------------------------------------------------------------- */

bool yaml_tree_scalar(struct yaml_tree *t, const struct yaml_scalar *s) {
  uint32_t node = node_add(t, Y_SCALAR, s->beg, s->end);
  if (node == Y_NONE) {
    return false;
  }
  t->nodes[node].text = chars_add(t, s->text);
  t->nodes[node].size = (uint32_t)s->text.n;
  t->nodes[node].plain = s->is_plain;
  if (yaml_tree_awaits_key(t)) {
    key_take(t, node);
  } else if (t->depth > 0) {
    value_take(t, node);
  }
  extend(t, t->nodes[node].end);
  return true;
}

bool yaml_tree_open(struct yaml_tree *t, enum ynode_kind kind, ptrdiff_t beg, ptrdiff_t end) {
  if (t->depth == YAML_DEPTH_MAX) {
    yaml_fault(t->in, D_YAML_DEPTH, beg, end);
    return false;
  }
  uint32_t node = node_add(t, kind, beg, end);
  if (node == Y_NONE) {
    return false;
  }
  if (yaml_tree_awaits_key(t)) {
    yaml_fault(t->in, D_YAML_KEY, beg, end);
    yaml_tree_drop_key(t);
  } else if (t->depth > 0) {
    value_take(t, node);
  }
  t->stack[t->depth++] = (struct yaml_frame){.node = node, .end = t->nodes[node].end};
  return true;
}

void yaml_tree_close(struct yaml_tree *t, ptrdiff_t end) {
  extend(t, (uint32_t)yaml_span(t->in, 0, end).end);
  struct yaml_frame *f = top(t);
  t->nodes[f->node].end = f->end;
  t->depth--;
  extend(t, f->end);
}

struct ydoc yaml_tree_finish(struct yaml_tree *t) {
  while (t->depth > 0) {
    yaml_tree_close(t, 0);
  }
  struct ydoc doc = {.file = t->in->file};
  /* "---" and comments alone give one empty scalar, which is no document. */
  bool is_empty = t->count == 2 && t->nodes[Y_ROOT].plain && t->nodes[Y_ROOT].size == 0;
  if (t->count > 1 && !is_empty) {
    doc.nodes = t->nodes;
    doc.count = (uint32_t)t->count;
    doc.text = (str){t->chars, t->chars_count};
  }
  return doc;
}
