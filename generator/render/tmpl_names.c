#include "render/tmpl_names.h"

int tmpl_types_slot(struct tmpl_types *types, const struct tmpl_type *type) {
  for (int i = 0; i < types->count; i++) {
    if (types->items[i] == type) {
      return i;
    }
  }
  if (types->count == TMPL_TYPES_MAX) {
    return -1;
  }
  types->items[types->count] = type;
  return types->count++;
}

void tmpl_scope_push(struct tmpl_scope *scope, int slot, int32_t from) {
  int kept = 0;
  for (int i = 0; i < scope->count; i++) {
    if (scope->slots[i] != slot) {
      scope->slots[kept++] = scope->slots[i];
    }
  }
  scope->slots[kept++] = (uint8_t)slot;
  scope->count = kept;
  scope->has_dot = false;
  uint64_t bit = UINT64_C(1) << slot;
  scope->replaced |= from == slot ? 0 : bit;
  scope->descended = (scope->descended | bit) & ~scope->replaced;
}

static bool ref_eq(const struct tmpl_ref *a, const struct tmpl_ref *b) {
  bool same = a->slot == b->slot && a->offset == b->offset && a->hop_count == b->hop_count;
  for (int32_t i = 0; same && i < a->hop_count; i++) {
    same = a->hops[i] == b->hops[i];
  }
  return same;
}

bool tmpl_scope_eq(const struct tmpl_scope *a, const struct tmpl_scope *b) {
  bool same = a->count == b->count && a->has_dot == b->has_dot &&
              (!a->has_dot || ref_eq(&a->dot.ref, &b->dot.ref));
  for (int i = 0; same && i < a->count; i++) {
    same = a->slots[i] == b->slots[i];
  }
  return same;
}

static const struct tmpl_field *field_find(const struct tmpl_type *type, str name) {
  for (int i = 0; i < type->count; i++) {
    if (str_eq(type->fields[i].name, name)) {
      return &type->fields[i];
    }
  }
  return NULL;
}

static void names_add(struct tmpl_missing *err, const struct tmpl_type *type, arena *perm) {
  for (int i = 0; i < type->count; i++) {
    if (!str_eq(type->fields[i].name, STR("."))) {
      *GROW(perm, err->names, err->count, err->cap) = type->fields[i].name;
    }
  }
}

/* The field that the first part of a name stands for, and the slot that it is in. */
static const struct tmpl_field *scope_find(const struct tmpl_scope *scope, str name,
                                           int32_t *ret_slot) {
  /* {{.}} means the innermost section alone. */
  int last = str_eq(name, STR(".")) && scope->count > 1 ? scope->count - 1 : 0;
  for (int i = scope->count - 1; i >= last; i--) {
    const struct tmpl_field *field = field_find(scope->types->items[scope->slots[i]], name);
    if (field) {
      *ret_slot = scope->slots[i];
      return field;
    }
  }
  return NULL;
}

static str name_head(str name, str *ret_rest) {
  str head = name;
  *ret_rest = str_sub(name, name.n, name.n);
  if (!str_eq(name, STR("."))) {
    str_cut(name, '.', &head, ret_rest);
  }
  return head;
}

/* Follows the parts of a dotted name behind the first, through objects. */
static bool path_follow(str rest, const struct tmpl_field *field, arena *perm,
                        struct tmpl_value *value, struct tmpl_missing *reterr) {
  size_t *hops = NULL;
  ptrdiff_t count = 0;
  ptrdiff_t cap = 0;
  while (rest.n > 0) {
    str part = name_head(rest, &rest);
    *GROW(perm, hops, count, cap) = field->offset;
    const struct tmpl_type *type = field->kind == TMPL_OBJECT ? field->type : NULL;
    field = type ? field_find(type, part) : NULL;
    if (!field) {
      reterr->bad = part;
      if (type) {
        names_add(reterr, type, perm);
      }
      return false;
    }
  }
  value->ref.hops = hops;
  value->ref.hop_count = (int32_t)count;
  value->ref.offset = field->offset;
  value->kind = field->kind;
  value->type = field->type;
  return true;
}

bool tmpl_resolve(const struct tmpl_scope *scope, str name, arena *perm,
                  struct tmpl_value *ret_value, struct tmpl_missing *reterr) {
  *reterr = (struct tmpl_missing){0};
  *ret_value = (struct tmpl_value){0};
  if (scope->has_dot && str_eq(name, STR("."))) {
    *ret_value = scope->dot;
    return true;
  }
  str rest;
  str head = name_head(name, &rest);
  const struct tmpl_field *field = scope_find(scope, head, &ret_value->ref.slot);
  if (!field) {
    reterr->bad = head;
    for (int i = scope->count - 1; i >= 0; i--) {
      names_add(reterr, scope->types->items[scope->slots[i]], perm);
    }
    return false;
  }
  return path_follow(rest, field, perm, ret_value, reterr);
}
