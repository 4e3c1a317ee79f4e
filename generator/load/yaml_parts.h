/*
 * What the files of the YAML reader share; the rest of the program includes
 * load/yaml.h alone. Offsets are bytes in `text`, whatever they are called:
 *
 *   yaml_bytes.c  refuses what is no text, before libyaml sees it
 *   yaml_tree.c   builds the nodes, and finds keys that are given twice
 *   yaml_error.c  says in plain language what libyaml did not like
 *   yaml.c        drives libyaml and refuses what the dialect leaves out
 */
#ifndef FINGERPOST_LOAD_YAML_PARTS_H
#define FINGERPOST_LOAD_YAML_PARTS_H

#include "core/map.h"
#include "load/yaml.h"

struct yaml_input {
  str text;
  int32_t base; /* where `text` stands in the file */
  int32_t file;
  struct diags *ds;
  bool failed;
};

span yaml_span(const struct yaml_input *in, ptrdiff_t beg, ptrdiff_t end);
/* Every fault goes through here. */
struct diag *yaml_fault(struct yaml_input *in, diag_id id, ptrdiff_t beg, ptrdiff_t end);

/* --- yaml_bytes.c --------------------------------------------------------- */

/* Whether YAML lets this code point stand in a text. */
bool yaml_allows(uint32_t rune);
/*
 * Afterwards `text` is UTF-8 that YAML allows, without byte order mark and
 * directives. Single bad bytes are replaced, so that what stands around them is
 * still read at its place. False: nothing here can be read.
 */
bool yaml_prepare(struct yaml_input *in, arena *perm);
/* Offset of the first byte at or behind `at` that is neither blank nor comment. */
ptrdiff_t yaml_skip(str text, ptrdiff_t at);
ptrdiff_t yaml_line_end(str text, ptrdiff_t at);

/* --- yaml_tree.c ---------------------------------------------------------- */

/* A list or map that is being read. */
struct yaml_frame {
  uint32_t node;
  uint32_t last; /* item or key that was linked last */
  uint32_t key;  /* map: key whose value comes next; Y_NONE: one that was refused */
  bool has_key;
  uint32_t end;  /* of what was read last, in the file */
  int32_t count; /* keys */
  map names;     /* of the keys, once they are many */
};

struct yaml_tree {
  struct yaml_input *in;
  arena *perm;
  struct ynode *nodes;
  ptrdiff_t count;
  ptrdiff_t cap;
  char *chars; /* becomes ydoc.text */
  ptrdiff_t chars_count;
  ptrdiff_t chars_cap;
  int depth;
  struct yaml_frame stack[YAML_DEPTH_MAX];
};

struct yaml_scalar {
  str text;
  ptrdiff_t beg;
  ptrdiff_t end;
  bool is_plain;
};

/* False: a limit is reached, which was reported; read no further. */
bool yaml_tree_scalar(struct yaml_tree *t, const struct yaml_scalar *s);
bool yaml_tree_open(struct yaml_tree *t, enum ynode_kind kind, ptrdiff_t beg, ptrdiff_t end);
/* `end` is that of the closing bracket, or 0 when there is none. */
void yaml_tree_close(struct yaml_tree *t, ptrdiff_t end);
/* Whether the next node is the key of a map. */
bool yaml_tree_awaits_key(const struct yaml_tree *t);
/* A key that was refused: its value will be read, but belongs to nothing. */
void yaml_tree_drop_key(struct yaml_tree *t);
/* Closes what is open and gives the tree. */
struct ydoc yaml_tree_finish(struct yaml_tree *t);

/* --- yaml_error.c --------------------------------------------------------- */

/* What libyaml says when it gives up. */
struct yaml_trouble {
  str problem;
  str context; /* "while scanning …", may be empty */
  ptrdiff_t at;
  ptrdiff_t from;      /* where the context began */
  ptrdiff_t value_beg; /* the scalar that was read last */
  ptrdiff_t value_end;
};

void yaml_tell(struct yaml_input *in, const struct yaml_trouble *t);

#endif
