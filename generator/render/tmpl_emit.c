#include "core/html.h"
#include "render/tmpl_compile.h"

struct section {
  const struct tmpl_token *tag;
  int32_t op; /* the operation that enters it */
  struct tmpl_scope scope;
  struct html_state html;
};

struct emitter {
  struct compiler *c;
  int32_t routine;
  const struct tmpl_file *file;
  const struct tmpl_tokens *tokens;
  struct tmpl_scope scope;
  struct html_state html;
  int32_t html_left; /* where the state in which the routine began was last left */
  struct section sections[TMPL_NEST_MAX];
  int depth;
};

/* --- faults ------------------------------------------------------------------ */

static struct diag *fault(struct emitter *e, diag_id id, int32_t beg, int32_t end, str subject) {
  return compiler_fault(e->c, e->routine, id, (span){e->file->file, beg, end}, subject);
}

static struct diag *fault_tag(struct emitter *e, diag_id id, const struct tmpl_token *t) {
  return fault(e, id, t->beg, t->end, t->text);
}

/* "Names here: title, body." when none of them is near. */
static void names_hint(struct emitter *e, struct diag *d, const struct tmpl_missing *missing) {
  enum { NAMES_SHOWN = 12 };
  diag_suggest(e->c->ds, d, missing->bad, missing->names, missing->count);
  if (d->hint.n) {
    return;
  }
  if (missing->count == 0) {
    diag_hint(e->c->ds, d, STR("What stands before the dot is no group of values."));
    return;
  }
  char memory[512];
  buf hint = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&hint, STR("Names here: "));
  for (ptrdiff_t i = 0; i < missing->count && i < NAMES_SHOWN; i++) {
    buf_str(&hint, i ? STR(", ") : STR(""));
    buf_str(&hint, missing->names[i]);
  }
  buf_str(&hint, missing->count > NAMES_SHOWN ? STR(", …") : STR("."));
  diag_hint(e->c->ds, d, buf_text(&hint));
}

static bool resolve(struct emitter *e, const struct tmpl_token *t, struct tmpl_value *ret_value) {
  struct tmpl_missing missing;
  if (tmpl_resolve(&e->scope, t->text, e->c->perm, ret_value, &missing)) {
    return true;
  }
  int32_t beg = t->name_beg + (int32_t)(missing.bad.s - t->text.s);
  if (str_eq(missing.bad, STR("."))) {
    struct diag *d = fault_tag(e, D_TMPL_KIND, t);
    diag_detail(e->c->ds, d, STR("the section around it does not stand at a text"));
    diag_hint(e->c->ds, d, STR("Write the name of the value."));
    return false;
  }
  names_hint(e, fault(e, D_TMPL_UNKNOWN, beg, beg + (int32_t)missing.bad.n, missing.bad), &missing);
  return false;
}

static str kind_name(enum tmpl_kind kind) {
  static const str names[] = {
      [TMPL_TEXT] = STR_INIT("a text"),
      [TMPL_HTML] = STR_INIT("rendered markup"),
      [TMPL_FLAG] = STR_INIT("yes or no"),
      [TMPL_LIST] = STR_INIT("a list"),
      [TMPL_OBJECT] = STR_INIT("a group of values"),
  };
  return names[kind];
}

/* May a value of this kind be written by this tag? */
static bool kind_check(struct emitter *e, const struct tmpl_token *t, enum tmpl_kind kind) {
  enum tmpl_kind wanted = t->tag == TAG_TEXT ? TMPL_TEXT : TMPL_HTML;
  if (kind == wanted) {
    return true;
  }
  if (kind == TMPL_TEXT) {
    fault_tag(e, D_TMPL_ESCAPE, t);
    return false;
  }
  struct diag *d = fault_tag(e, D_TMPL_KIND, t);
  diag_detail(e->c->ds, d, kind_name(kind));
  diag_hint(e->c->ds, d,
            kind == TMPL_HTML   ? STR("Write it with three braces.")
            : kind == TMPL_FLAG ? STR("Use it as a section: {{#name}}…{{/name}}.")
                                : STR("Open it as a section, and name its values in there."));
  return false;
}

/* Where HTML cannot be followed because tags are broken, nothing more is said about it. */
static bool knows_html(const struct emitter *e) {
  return e->tokens->is_sound;
}

static void context_check(struct emitter *e, const struct tmpl_token *t) {
  bool fits =
      t->tag == TAG_TEXT ? html_state_takes_text(&e->html) : html_state_takes_markup(&e->html);
  if (fits || !knows_html(e)) {
    return;
  }
  struct diag *d = fault_tag(e, D_TMPL_CONTEXT, t);
  diag_detail(e->c->ds, d, html_state_name(&e->html));
  if (t->tag == TAG_HTML) {
    diag_hint(e->c->ds, d, STR("Rendered markup can only stand in text."));
  }
}

/* --- operations -------------------------------------------------------------- */

static int32_t op_add(struct emitter *e, struct tmpl_op op) {
  struct compiler *c = e->c;
  *GROW(c->scratch, c->ops, c->op_count, c->op_cap) = op;
  return (int32_t)(c->op_count - 1);
}

static void html_follow(struct emitter *e, const struct tmpl_token *t) {
  const struct html_state *begun = &e->c->routines[e->routine].html;
  for (int32_t i = 0; i < t->text.n; i++) {
    bool was_begun = html_state_eq(&e->html, begun);
    bool fits = html_state_step(&e->html, t->text.s[i]);
    e->html_left = was_begun ? t->beg + i : e->html_left;
    if (!fits && knows_html(e)) {
      struct diag *d = fault(e, D_TMPL_CONTEXT, t->beg + i, t->beg + i + 1, STR(""));
      diag_detail(e->c->ds, d, STR("this may become part of a tag's or an attribute's name"));
      diag_hint(e->c->ds, d, STR("Put a space before it."));
    }
  }
}

/* In a partial, an operation at the beginning of a line puts its indentation there. */
static void line_emit(struct emitter *e, int32_t at) {
  bool is_line = at == 0 || e->file->text.s[at - 1] == '\n';
  if (e->routine > 0 && is_line) {
    op_add(e, (struct tmpl_op){.code = OP_LINE});
  }
}

static void literal_emit(struct emitter *e, const struct tmpl_token *t) {
  html_follow(e, t);
  str rest = t->text;
  while (e->routine > 0 && rest.n > 0) {
    ptrdiff_t length = str_find(rest, '\n');
    ptrdiff_t end = length < 0 ? rest.n : length + 1;
    line_emit(e, (int32_t)(rest.s - e->file->text.s));
    op_add(e, (struct tmpl_op){.code = OP_LITERAL, .text = str_sub(rest, 0, end)});
    rest = str_sub(rest, end, rest.n);
  }
  if (rest.n > 0) {
    op_add(e, (struct tmpl_op){.code = OP_LITERAL, .text = rest});
  }
}

static void value_emit(struct emitter *e, const struct tmpl_token *t) {
  struct tmpl_value value;
  if (!resolve(e, t, &value) || !kind_check(e, t, value.kind)) {
    return;
  }
  context_check(e, t);
  op_add(e, (struct tmpl_op){.code = t->tag == TAG_TEXT ? OP_TEXT : OP_HTML, .ref = value.ref});
}

/* --- texts of the interface -------------------------------------------------- */

static bool is_string(const struct tmpl_token *t) {
  return (t->tag == TAG_TEXT || t->tag == TAG_SECTION) && str_starts(t->text, STR("t."));
}

/* False: there is no such text, which is a fault. */
static bool string_find(struct emitter *e, const struct tmpl_token *t, str *ret_text) {
  const struct tmpl_files *files = e->c->files;
  struct tmpl_missing missing = {.bad = str_sub(t->text, 2, t->text.n)};
  for (ptrdiff_t i = 0; i < files->text_count; i++) {
    if (str_eq(files->texts[i].key, missing.bad)) {
      *ret_text = files->texts[i].text;
      return true;
    }
    *GROW(e->c->scratch, missing.names, missing.count, missing.cap) = files->texts[i].key;
  }
  int32_t end = t->name_beg + (int32_t)t->text.n;
  names_hint(e, fault(e, D_TMPL_UNKNOWN, t->name_beg + 2, end, missing.bad), &missing);
  return false;
}

static void string_literal_emit(struct emitter *e, const struct tmpl_token *t, str text) {
  if (text.n == 0) {
    return;
  }
  context_check(e, &(struct tmpl_token){.tag = TAG_TEXT, .beg = t->beg, .end = t->end});
  buf out = buf_open(e->c->perm);
  if (e->html.where == HTML_TEXT) {
    html_escape_text(&out, text);
  } else {
    html_escape_attr(&out, text);
  }
  op_add(e, (struct tmpl_op){.code = OP_LITERAL, .text = buf_close(&out, e->c->perm)});
}

/* The tokens that fill a hole: from `*ret_from` up to but not with what is given. */
static ptrdiff_t part_find(const struct emitter *e, ptrdiff_t open, str name, ptrdiff_t *ret_from) {
  const struct tmpl_token *all = e->tokens->items;
  ptrdiff_t end = all[open].partner;
  *ret_from = end;
  for (ptrdiff_t i = open + 1; i < end; i++) {
    if (all[i].tag == TAG_PART && *ret_from < end) {
      return i;
    }
    if (all[i].tag == TAG_PART && str_eq(all[i].text, name)) {
      *ret_from = i + 1;
    }
    if (all[i].tag == TAG_SECTION || all[i].tag == TAG_INVERTED) {
      i = all[i].partner;
    }
  }
  return end;
}

static bool is_marked(const struct emitter *e, ptrdiff_t open) {
  return e->tokens->items[open + 1].tag == TAG_PART;
}

static void token_emit(struct emitter *e, ptrdiff_t *at);

static void hole_emit(struct emitter *e, ptrdiff_t open, str name) {
  const struct tmpl_token *t = &e->tokens->items[open];
  ptrdiff_t from = open + 1;
  ptrdiff_t end = t->partner;
  if (t->tag == TAG_SECTION && is_marked(e, open)) {
    end = part_find(e, open, name, &from);
  }
  if (t->tag == TAG_TEXT || from >= end) {
    struct tmpl_token value = *t;
    value.tag = TAG_TEXT;
    value.text = name;
    value_emit(e, &value);
    return;
  }
  for (; from < end; from++) {
    token_emit(e, &from);
  }
}

/* Each part has its hole, and nothing stands where it would be lost. */
static void parts_check(struct emitter *e, ptrdiff_t open, str text) {
  const struct tmpl_token *t = &e->tokens->items[open];
  struct tmpl_missing holes = {.bad = STR("")};
  for (str hole, rest = text;
       str_cut(rest, '{', &hole, &rest) && str_cut(rest, '}', &hole, &rest);) {
    *GROW(e->c->scratch, holes.names, holes.count, holes.cap) = hole;
  }
  bool marked = is_marked(e, open);
  for (ptrdiff_t i = open + 1; i < t->partner; i++) {
    const struct tmpl_token *part = &e->tokens->items[i];
    if (part->tag == TAG_SECTION || part->tag == TAG_INVERTED) {
      i = part->partner;
    } else if (part->tag == TAG_PART && marked) {
      bool known = false;
      for (ptrdiff_t h = 0; h < holes.count; h++) {
        known |= str_eq(holes.names[h], part->text);
      }
      holes.bad = part->text;
      if (!known) {
        names_hint(e, fault_tag(e, D_TMPL_UNKNOWN, part), &holes);
      }
    }
  }
  if (t->partner > open + 1 && !marked && holes.count != 1) {
    struct diag *d = fault_tag(e, D_TMPL_SYNTAX, t);
    diag_detail(e->c->ds, d, STR("the text has not one hole for what stands here"));
    diag_hint(e->c->ds, d, STR("Begin what fills each hole with its name: {{:name}}."));
  }
}

/* Leaves `*at` at the last token of the section, if it is one. */
static void string_emit(struct emitter *e, ptrdiff_t *at) {
  ptrdiff_t open = *at;
  const struct tmpl_token *t = &e->tokens->items[open];
  str text;
  *at = t->tag == TAG_SECTION ? t->partner : open;
  if (!string_find(e, t, &text)) {
    return;
  }
  if (t->tag == TAG_SECTION) {
    parts_check(e, open, text);
  }
  str literal;
  while (str_cut(text, '{', &literal, &text)) {
    str name = str_take(&text, '}');
    string_literal_emit(e, t, literal);
    hole_emit(e, open, name);
  }
  string_literal_emit(e, t, text);
}

/* --- sections ---------------------------------------------------------------- */

/* Inside a section over a list or an object stands its struct, over a text {{.}} is it. */
static bool scope_enter(struct emitter *e, const struct tmpl_token *t,
                        const struct tmpl_value *value, struct tmpl_op *op) {
  if (value->kind == TMPL_TEXT || value->kind == TMPL_HTML) {
    e->scope.has_dot = true;
    e->scope.dot = *value;
  }
  if (value->kind != TMPL_LIST && value->kind != TMPL_OBJECT) {
    return true;
  }
  int slot = tmpl_types_slot(&e->c->types, value->type);
  if (slot < 0) {
    fault_tag(e, D_TMPL_DEPTH, t);
    return false;
  }
  tmpl_scope_push(&e->scope, slot, value->ref.slot);
  op->code = value->kind == TMPL_LIST ? OP_EACH : OP_WITH;
  op->slot = slot;
  op->size = value->type->size;
  return true;
}

/* False: nothing is known about what the section holds, so it is skipped. */
static bool section_enter(struct emitter *e, const struct tmpl_token *t) {
  struct tmpl_value value;
  if (!resolve(e, t, &value)) {
    return false;
  }
  struct section *s = &e->sections[e->depth];
  *s = (struct section){.tag = t, .scope = e->scope, .html = e->html};
  struct tmpl_op op = {
      .code = OP_TEST, .kind = value.kind, .inverted = t->tag == TAG_INVERTED, .ref = value.ref};
  if (t->tag == TAG_SECTION && !scope_enter(e, t, &value, &op)) {
    return false;
  }
  s->op = op_add(e, op);
  e->depth++;
  return true;
}

static void section_leave(struct emitter *e, const struct tmpl_token *t) {
  struct section *s = &e->sections[--e->depth];
  struct html_state inner = e->html;
  e->html = s->html;
  e->scope = s->scope;
  if (!html_state_join(&e->html, &inner) && knows_html(e)) {
    struct diag *d = fault_tag(e, D_TMPL_CONTEXT, t);
    diag_detail(e->c->ds, d, STR("the section ends in another part of the HTML than it began"));
    diag_hint(e->c->ds, d,
              STR("Let it hold whole elements, whole attributes, or parts of one text."));
    diag_note(e->c->ds, d, (span){e->file->file, s->tag->beg, s->tag->end},
              STR("the section begins here"));
  }
  struct tmpl_op enter = e->c->ops[s->op];
  if (enter.code != OP_TEST) {
    op_add(e, (struct tmpl_op){.code = enter.code == OP_EACH ? OP_NEXT : OP_END_WITH,
                               .to = s->op + 1,
                               .slot = enter.slot,
                               .size = enter.size});
  }
  e->c->ops[s->op].to = (int32_t)e->c->op_count;
}

/* --- partials ---------------------------------------------------------------- */

static ptrdiff_t partial_find(struct emitter *e, const struct tmpl_token *t) {
  const struct tmpl_files *files = e->c->files;
  for (ptrdiff_t i = 0; i < files->count; i++) {
    if (str_eq(files->items[i].name, t->text)) {
      return i;
    }
  }
  struct diag *d = fault(e, D_TMPL_PARTIAL, t->name_beg, t->name_beg + (int32_t)t->text.n, t->text);
  struct tmpl_missing missing = {.bad = t->text};
  for (ptrdiff_t i = 0; i < files->count; i++) {
    *GROW(e->c->scratch, missing.names, missing.count, missing.cap) = files->items[i].name;
  }
  names_hint(e, d, &missing);
  return -1;
}

static void partial_emit(struct emitter *e, const struct tmpl_token *t) {
  struct compiler *c = e->c;
  ptrdiff_t file = partial_find(e, t);
  if (file < 0) {
    return;
  }
  span at = {e->file->file, t->beg, t->end};
  bool goes_deeper = e->scope.descended != 0;
  struct routine want = {
      .file = file, .scope = e->scope, .html = e->html, .from = e->routine, .at = at};
  want.scope.descended = 0;
  want.scope.replaced = 0;
  int32_t to = compiler_routine(c, &want);
  if (to < 0) {
    diag_hint(c->ds, fault_tag(e, D_TMPL_DEPTH, t),
              STR("Include partials from fewer places, or fewer inside each other."));
    return;
  }
  struct call_edge edge = {.from = e->routine, .to = to, .goes_deeper = goes_deeper, .at = at};
  *GROW(c->scratch, c->edges, c->edge_count, c->edge_cap) = edge;
  op_add(e, (struct tmpl_op){.code = OP_CALL,
                             .to = to,
                             .inline_call = !t->standalone,
                             .text = t->standalone ? t->indent : STR("")});
  html_state_call(&e->html);
}

/* --- a routine --------------------------------------------------------------- */

/* A partial, like a section, may be followed by anything that may stand where it began. */
static void end_check(struct emitter *e) {
  struct html_state begun = e->c->routines[e->routine].html;
  if (html_state_join(&begun, &e->html) || !knows_html(e)) {
    return;
  }
  struct diag *d = fault(e, D_TMPL_CONTEXT, e->html_left, e->html_left + 1, STR(""));
  diag_detail(e->c->ds, d, STR("the template ends within what begins here"));
  diag_hint(e->c->ds, d, STR("Close the tag, the comment or the element in the same file."));
}

static void part_stray(struct emitter *e, const struct tmpl_token *t) {
  struct diag *d = fault_tag(e, D_TMPL_SYNTAX, t);
  diag_detail(e->c->ds, d, STR("no text stands around it, or something stands before it there"));
  diag_hint(e->c->ds, d, STR("Put it first into a section of a text: {{#t.name}}{{:hole}}…."));
}

static void token_emit(struct emitter *e, ptrdiff_t *at) {
  const struct tmpl_token *t = &e->tokens->items[*at];
  if (t->tag == TAG_LITERAL) {
    literal_emit(e, t);
    return;
  }
  if (!t->standalone) {
    line_emit(e, t->beg);
  }
  if (is_string(t)) {
    string_emit(e, at);
    return;
  }
  switch (t->tag) {
    case TAG_TEXT:
    case TAG_HTML:
      value_emit(e, t);
      break;
    case TAG_SECTION:
    case TAG_INVERTED:
      *at = section_enter(e, t) ? *at : t->partner;
      break;
    case TAG_END:
      section_leave(e, t);
      break;
    case TAG_PARTIAL:
      partial_emit(e, t);
      break;
    case TAG_PART:
      part_stray(e, t);
      break;
    case TAG_LITERAL:
    case TAG_COMMENT:
      break;
  }
}

void routine_emit(struct compiler *c, int32_t routine) {
  const struct routine *r = &c->routines[routine];
  struct emitter e = {.c = c,
                      .routine = routine,
                      .file = &c->files->items[r->file],
                      .tokens = compiler_tokens(c, r->file),
                      .scope = r->scope,
                      .html = r->html};
  for (ptrdiff_t at = 0; at < e.tokens->count; at++) {
    token_emit(&e, &at);
  }
  end_check(&e);
  op_add(&e, (struct tmpl_op){.code = OP_RETURN});
}
