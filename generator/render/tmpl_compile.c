#include "render/tmpl_compile.h"

#include "core/mem.h"

enum { NOTES_MAX = 3 }; /* "included here": the nearest say enough */

struct diag *compiler_fault(struct compiler *c, int32_t routine, diag_id id, span at, str subject) {
  c->failed = true;
  struct diag *d = diag_add(c->ds, id, at, subject);
  const struct routine *r = &c->routines[routine];
  for (int i = 0; i < NOTES_MAX && r->from >= 0; i++) {
    diag_note(c->ds, d, r->at, STR("included here"));
    r = &c->routines[r->from];
  }
  return d;
}

/* The page's own routine is never called: its lines know no indentation. */
int32_t compiler_routine(struct compiler *c, const struct routine *want) {
  for (int32_t i = 1; i < c->routine_count; i++) {
    const struct routine *r = &c->routines[i];
    if (r->file == want->file && tmpl_scope_eq(&r->scope, &want->scope) &&
        html_state_eq(&r->html, &want->html)) {
      return i;
    }
  }
  if (c->routine_count == TMPL_ROUTINES_MAX) {
    return -1;
  }
  c->routines[c->routine_count] = *want;
  return c->routine_count++;
}

const struct tmpl_tokens *compiler_tokens(struct compiler *c, ptrdiff_t file) {
  struct tmpl_tokens *tokens = &c->tokens[file];
  if (!c->is_scanned[file]) {
    c->is_scanned[file] = true;
    *tokens = tmpl_scan(&c->files->items[file], c->ds, c->scratch);
    c->failed |= !tokens->is_sound;
  }
  return tokens;
}

/* --- recursion -------------------------------------------------------------- */

/* One round: routines that no circular one calls, or that call none, are not circular. */
static bool circles_narrow(struct compiler *c, bool *is_called, bool *is_calling) {
  bool changed = false;
  mem_zero(is_called, c->routine_count);
  mem_zero(is_calling, c->routine_count);
  for (ptrdiff_t i = 0; i < c->edge_count; i++) {
    const struct call_edge *e = &c->edges[i];
    if (!e->goes_deeper && c->routines[e->from].is_circular && c->routines[e->to].is_circular) {
      is_calling[e->from] = true;
      is_called[e->to] = true;
    }
  }
  for (int32_t i = 0; i < c->routine_count; i++) {
    bool is_circular = is_called[i] && is_calling[i];
    changed |= c->routines[i].is_circular != is_circular;
    c->routines[i].is_circular = is_circular;
  }
  return changed;
}

/*
 * Data is a tree, so a partial that includes itself comes to an end if each way
 * round goes through a section over items of what it stood at. Calls that do not
 * go deeper may therefore form no circle.
 */
static void recursion_check(struct compiler *c, arena scratch) {
  bool *is_called = NEW(&scratch, bool, c->routine_count);
  bool *is_calling = NEW(&scratch, bool, c->routine_count);
  for (int32_t i = 0; i < c->routine_count; i++) {
    c->routines[i].is_circular = true;
  }
  while (circles_narrow(c, is_called, is_calling)) {
  }
  for (ptrdiff_t i = 0; i < c->edge_count; i++) {
    const struct call_edge *e = &c->edges[i];
    if (!e->goes_deeper && c->routines[e->from].is_circular && c->routines[e->to].is_circular) {
      str name = c->files->items[c->routines[e->to].file].name;
      compiler_fault(c, e->from, D_TMPL_DEPTH, e->at, name);
    }
  }
}

/* --- the whole --------------------------------------------------------------- */

static ptrdiff_t file_find(const struct tmpl_files *files, str name) {
  for (ptrdiff_t i = 0; i < files->count; i++) {
    if (str_eq(files->items[i].name, name)) {
      return i;
    }
  }
  return -1;
}

/* Calls go to routines while compiling, to operations afterwards. */
static const struct tmpl *program_finish(const struct compiler *c) {
  struct tmpl_op *ops = NEW(c->perm, struct tmpl_op, c->op_count);
  mem_copy(ops, c->ops, c->op_count * (ptrdiff_t)sizeof *ops);
  for (ptrdiff_t i = 0; i < c->op_count; i++) {
    if (ops[i].code == OP_CALL) {
      ops[i].to = c->routines[ops[i].to].op;
    }
  }
  bool *uses = NEW(c->perm, bool, c->files->count);
  mem_copy(uses, c->is_scanned, c->files->count * (ptrdiff_t)sizeof *uses);
  struct tmpl *program = NEW(c->perm, struct tmpl, 1);
  *program = (struct tmpl){.ops = ops, .count = c->op_count, .uses = uses};
  return program;
}

bool tmpl_uses(const struct tmpl *t, ptrdiff_t file) {
  return t->uses[file];
}

const struct tmpl *tmpl_compile(const struct tmpl_files *files, str name,
                                const struct tmpl_type *type, struct diags *ds, arena *perm,
                                arena scratch) {
  ptrdiff_t file = file_find(files, name);
  if (file < 0) {
    diag_add(ds, D_TMPL_PARTIAL, NOWHERE, name);
    return NULL;
  }
  struct compiler *c = NEW(&scratch, struct compiler, 1);
  c->files = files;
  c->ds = ds;
  c->perm = perm;
  c->scratch = &scratch;
  c->tokens = NEW(&scratch, struct tmpl_tokens, files->count);
  c->is_scanned = NEW(&scratch, bool, files->count);
  tmpl_types_slot(&c->types, type);
  c->routines[0] =
      (struct routine){.file = file, .from = -1, .scope = {.types = &c->types, .count = 1}};
  c->routine_count = 1;
  for (int32_t i = 0; i < c->routine_count; i++) {
    c->routines[i].op = (int32_t)c->op_count;
    routine_emit(c, i);
  }
  recursion_check(c, scratch);
  return c->failed ? NULL : program_finish(c);
}
