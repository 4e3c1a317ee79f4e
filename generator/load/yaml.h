/*
 * YAML as syntax: bytes to a flat tree of nodes that keep their byte spans.
 *
 * A deliberately small YAML 1.1: block and flow collections, plain, quoted and
 * block scalars, comments. Anchors, aliases, tags, merge keys, complex keys,
 * directives and several documents are diagnostics, as are duplicate keys,
 * non-UTF-8, NUL, UTF-16, and files beyond the limits below. Scalars stay
 * strings: nothing is typed here, so `no` is a word and 1e3 keeps its spelling.
 *
 * The tree is position-independent: nodes name each other by index and texts by
 * offset, so that it can cross a process boundary as it is.
 */
#ifndef FINGERPOST_LOAD_YAML_H
#define FINGERPOST_LOAD_YAML_H

#include "diag/diag.h"

enum {
  YAML_BYTES_MAX = 4 << 20,   /* the largest table is some 100 kB; more is a mistake */
  YAML_DEPTH_MAX = 64,        /* libyaml is quadratic in flow depth; people use 6 */
  YAML_NODES_MAX = 200 * 1000 /* bounds memory at 8 MB */
};

enum ynode_kind { Y_SCALAR = 1, Y_LIST, Y_MAP };

struct ynode {
  uint32_t kind;
  uint32_t beg; /* byte span in the file */
  uint32_t end;
  uint32_t text; /* scalar: offset into ydoc.text, and length */
  uint32_t size;
  uint32_t child; /* list: first item; map: first key; a map's key: its value; 0: none */
  uint32_t next;  /* next item of the list, next key of the map; 0: last */
  uint32_t plain; /* scalar: written without quotes, so ~ and null may mean nothing */
};

struct ydoc {
  const struct ynode *nodes; /* nodes[0] is unused, nodes[1] the root */
  uint32_t count;            /* 0 or 1: an empty document */
  str text;                  /* decoded scalars, back to back */
  int32_t file;              /* for spans */
};

enum { Y_ROOT = 1, Y_NONE = 0 };

/*
 * Parses `text`, which stands at byte `at.beg` of source `at.file` (front matter
 * does not start at 0). Faults become diagnostics; what could be read comes
 * back, so that later checks still find theirs. False when there was an error.
 */
bool yaml_parse(str text, span at, struct diags *ds, arena *perm, struct ydoc *ret_doc);

str ynode_text(const struct ydoc *doc, uint32_t node);
span ynode_span(const struct ydoc *doc, uint32_t node);
/* How many items a list or keys a map has; none for a scalar. */
ptrdiff_t ynode_count(const struct ydoc *doc, uint32_t node);
/* The value of `key` in a map, or Y_NONE; `ret_key` (may be NULL) gets the key's node. */
uint32_t ynode_get(const struct ydoc *doc, uint32_t node, str key, uint32_t *ret_key);

#endif
