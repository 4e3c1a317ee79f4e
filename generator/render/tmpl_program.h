/*
 * A compiled template: one flat array of operations, run by tmpl_render.
 *
 * Data is reached through slots, one for each type that occurs: slot T holds
 * the struct of type T that the innermost section over that type stands at.
 * Fields of an outer struct of the same type are hidden by Mustache's own
 * rules, so one place a type is enough, and partials that include themselves
 * compile to one routine. Slot 0 is the data of the page.
 */
#ifndef FINGERPOST_RENDER_TMPL_PROGRAM_H
#define FINGERPOST_RENDER_TMPL_PROGRAM_H

#include "render/tmpl.h"

enum {
  TMPL_TYPES_MAX = 64,      /* slots; one bit each in a word */
  TMPL_FRAMES_MAX = 512,    /* sections and partials inside each other while rendering */
  TMPL_TURNS_MAX = 1 << 22, /* items and partials rendered for a page: no page needs more */
};

/* Where a value is: a slot, pointers to follow from there, an offset in the last struct. */
struct tmpl_ref {
  int32_t slot;
  int32_t hop_count;
  const size_t *hops; /* offsets of OBJECT fields; a NULL one ends the way */
  size_t offset;
};

enum tmpl_code {
  OP_LITERAL, /* text */
  OP_LINE,    /* a line of a partial begins: its indentation */
  OP_TEXT,    /* ref, escaped */
  OP_HTML,    /* ref, as it is */
  OP_TEST,    /* goes to `to` when ref is empty, or is not when `inverted` */
  OP_EACH,    /* ref's items into `slot`, one after the other; `to` when there is none */
  OP_NEXT,    /* the next item, then `to`, until there is none */
  OP_WITH,    /* ref's object into `slot`; `to` when there is none */
  OP_END_WITH,
  OP_CALL, /* the routine at `to`, each of its lines indented by text unless `inline_call` */
  OP_RETURN,
};

struct tmpl_op {
  enum tmpl_code code;
  enum tmpl_kind kind; /* of the tested value */
  bool inverted;
  bool inline_call; /* the partial stands within a line: nothing is indented */
  int32_t to;
  int32_t slot;
  size_t size; /* of an item */
  struct tmpl_ref ref;
  str text;
};

struct tmpl {
  const struct tmpl_op *ops;
  ptrdiff_t count;
  const bool *uses; /* by file: what it was made of */
};

#endif
