/*
 * YAML from anywhere: whatever comes in, the tree that comes out has to be
 * sound, because everything behind it believes in its indices and spans.
 */
#include <stdlib.h>

#include "load/yaml.h"

/* Larger inputs show nothing new. */
enum { FUZZ_BYTES_MAX = 64 << 10, FUZZ_ARENA = 64 << 20 };

static char fuzz_memory[FUZZ_ARENA];

_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  abort();
}

static void hold(bool truth) {
  if (!truth) {
    abort();
  }
}

static void span_hold(span s, const struct ynode *outer) {
  hold(s.beg <= s.end && (uint32_t)s.beg >= outer->beg && (uint32_t)s.end <= outer->end);
}

/* Each node is reached once, lies in its parent, and follows the one before it. */
static uint32_t node_hold(const struct ydoc *doc, uint32_t node, const struct ynode *outer) {
  hold(node > Y_NONE && node < doc->count);
  const struct ynode *n = &doc->nodes[node];
  span_hold(ynode_span(doc, node), outer);
  hold(n->kind >= Y_SCALAR && n->kind <= Y_MAP);
  hold(n->text <= doc->text.n && n->size <= doc->text.n - n->text);
  hold(n->kind != Y_SCALAR || ynode_text(doc, node).n == n->size);
  uint32_t reached = 1;
  uint32_t end = n->beg;
  for (uint32_t c = n->kind == Y_SCALAR ? Y_NONE : n->child; c != Y_NONE; c = doc->nodes[c].next) {
    reached += node_hold(doc, c, n);
    hold(reached <= doc->count && doc->nodes[c].beg >= end);
    end = doc->nodes[c].end;
    if (n->kind == Y_MAP) {
      uint32_t value = doc->nodes[c].child;
      hold(doc->nodes[c].kind == Y_SCALAR && value > c && doc->nodes[value].beg >= end);
      reached += node_hold(doc, value, n);
      end = doc->nodes[value].end;
      uint32_t key;
      hold(ynode_get(doc, node, ynode_text(doc, c), &key) != Y_NONE && key <= c);
    }
  }
  return reached;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0 || size > FUZZ_BYTES_MAX) {
    return 0;
  }
  arena perm = {fuzz_memory, fuzz_memory + sizeof fuzz_memory};
  struct diags ds;
  diags_init(&ds, &perm);
  str text = {(const char *)data, (ptrdiff_t)size};
  int32_t base = data[0];
  struct ynode whole = {.beg = (uint32_t)base, .end = (uint32_t)(base + (int32_t)size)};
  struct ydoc doc;
  bool is_clean = yaml_parse(text, (span){.beg = base}, &ds, &perm, &doc);
  hold(is_clean == (ds.count == 0));
  for (ptrdiff_t i = 0; i < ds.count; i++) {
    span_hold(ds.items[i].at, &whole);
    for (const struct diag_note *note = ds.items[i].notes; note; note = note->next) {
      span_hold(note->at, &whole);
    }
  }
  if (doc.count > Y_ROOT) {
    uint32_t reached = node_hold(&doc, Y_ROOT, &whole);
    hold(!is_clean || reached == doc.count - 1);
  }
  return 0;
}
