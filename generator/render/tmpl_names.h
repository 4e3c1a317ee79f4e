/* What the names of a template mean at one of its places. */
#ifndef FINGERPOST_RENDER_TMPL_NAMES_H
#define FINGERPOST_RENDER_TMPL_NAMES_H

#include "render/tmpl_program.h"

/* A value of a field: where it is and what it is. */
struct tmpl_value {
  struct tmpl_ref ref;
  enum tmpl_kind kind;
  const struct tmpl_type *type; /* LIST and OBJECT */
};

/* The types that got a slot, in the order of the slots. */
struct tmpl_types {
  const struct tmpl_type *items[TMPL_TYPES_MAX];
  int count;
};

/*
 * The sections around a place. A type stands here once, at its innermost
 * section; the structs of the same type further out cannot be named.
 */
struct tmpl_scope {
  const struct tmpl_types *types;
  uint8_t slots[TMPL_TYPES_MAX]; /* outermost first */
  int count;
  /* Since the routine began, a slot has been filled from itself, or from elsewhere. */
  uint64_t descended;
  uint64_t replaced;
  bool has_dot; /* a section over a text is innermost: {{.}} is that text */
  struct tmpl_value dot;
};

/* The slot of `type`, a new one if need be; -1 when there are too many types. */
int tmpl_types_slot(struct tmpl_types *types, const struct tmpl_type *type);
/* Enters a section over items of `slot` that are read from the struct in `from`. */
void tmpl_scope_push(struct tmpl_scope *scope, int slot, int32_t from);
bool tmpl_scope_eq(const struct tmpl_scope *a, const struct tmpl_scope *b);

/*
 * Finds what `name` is. False: `ret_bad` is the part of it that has no meaning,
 * and `ret_names` are the names that it could have been, kept in `perm`.
 */
struct tmpl_missing {
  str bad;
  str *names;
  ptrdiff_t count;
  ptrdiff_t cap;
};
bool tmpl_resolve(const struct tmpl_scope *scope, str name, arena *perm,
                  struct tmpl_value *ret_value, struct tmpl_missing *reterr);

#endif
