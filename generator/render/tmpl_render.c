#include "core/html.h"
#include "render/tmpl_program.h"

/* What a section or a partial gives back when it ends. */
struct frame {
  const void *outer; /* of the slot that the section took */
  const char *item;  /* OP_EACH */
  ptrdiff_t left;    /* items behind this one */
  int32_t back;      /* OP_CALL: where to go on */
  int32_t indents;   /* OP_CALL: indentation outside */
};

struct machine {
  const void *slots[TMPL_TYPES_MAX];
  struct frame frames[TMPL_FRAMES_MAX];
  str indents[TMPL_FRAMES_MAX]; /* of the partials around, outermost first */
  int32_t depth;
  int32_t indent_from; /* those before belong to lines outside of a partial within a line */
  int32_t indent_to;
  int32_t turns;
  buf *out;
};

/* NULL when a pointer on the way is. */
static const void *value_at(const struct machine *m, const struct tmpl_ref *ref) {
  const char *at = m->slots[ref->slot];
  for (int32_t i = 0; i < ref->hop_count; i++) {
    at = *(const char *const *)(const void *)(at + ref->hops[i]);
    if (!at) {
      return NULL;
    }
  }
  return at + ref->offset;
}

static bool is_true(enum tmpl_kind kind, const void *value) {
  if (!value) {
    return false;
  }
  switch (kind) {
    case TMPL_TEXT:
      return ((const str *)value)->n > 0;
    case TMPL_HTML:
      return ((const tmpl_html *)value)->bytes.n > 0;
    case TMPL_FLAG:
      return *(const bool *)value;
    case TMPL_LIST:
      return ((const tmpl_list *)value)->count > 0;
    case TMPL_OBJECT:
      return *(const void *const *)value != NULL;
  }
  return false;
}

/* A new frame; NULL, and the output counts as full, when the data nests without end. */
static struct frame *frame_push(struct machine *m) {
  if (m->depth == TMPL_FRAMES_MAX || m->turns == TMPL_TURNS_MAX) {
    m->out->full = true;
    return NULL;
  }
  m->turns++;
  return &m->frames[m->depth++];
}

static void line_begin(struct machine *m) {
  for (int32_t i = m->indent_from; i < m->indent_to; i++) {
    buf_str(m->out, m->indents[i]);
  }
}

/* The enter functions give the operation to go on with. */
static int32_t each_enter(struct machine *m, const struct tmpl_op *op, int32_t next) {
  const tmpl_list *list = value_at(m, &op->ref);
  if (!list || list->count <= 0) {
    return op->to;
  }
  struct frame *f = frame_push(m);
  if (f) {
    *f = (struct frame){.outer = m->slots[op->slot], .item = list->items, .left = list->count - 1};
    m->slots[op->slot] = list->items;
  }
  return next;
}

static int32_t each_next(struct machine *m, const struct tmpl_op *op, int32_t next) {
  struct frame *f = &m->frames[m->depth - 1];
  if (f->left == 0 || m->turns == TMPL_TURNS_MAX) {
    m->out->full |= f->left > 0;
    m->slots[op->slot] = f->outer;
    m->depth--;
    return next;
  }
  m->turns++;
  f->left--;
  f->item += op->size;
  m->slots[op->slot] = f->item;
  return op->to;
}

static int32_t with_enter(struct machine *m, const struct tmpl_op *op, int32_t next) {
  const void *const *object = value_at(m, &op->ref);
  if (!object || !*object) {
    return op->to;
  }
  struct frame *f = frame_push(m);
  if (f) {
    *f = (struct frame){.outer = m->slots[op->slot]};
    m->slots[op->slot] = *object;
  }
  return next;
}

static int32_t call(struct machine *m, const struct tmpl_op *op, int32_t next) {
  struct frame *f = frame_push(m);
  if (!f) {
    return next;
  }
  *f = (struct frame){.back = next, .indents = m->indent_from};
  if (op->inline_call) {
    m->indent_from = m->indent_to;
  }
  m->indents[m->indent_to++] = op->text;
  return op->to;
}

/* False at the end of the template itself. */
static bool call_return(struct machine *m, int32_t *ret_next) {
  if (m->depth == 0) {
    return false;
  }
  const struct frame *f = &m->frames[--m->depth];
  m->indent_from = f->indents;
  m->indent_to--;
  *ret_next = f->back;
  return true;
}

static void text_put(const struct machine *m, const struct tmpl_op *op) {
  const str *text = value_at(m, &op->ref);
  if (text) {
    html_escape_attr(m->out, *text);
  }
}

static void html_put(const struct machine *m, const struct tmpl_op *op) {
  const tmpl_html *html = value_at(m, &op->ref);
  if (html) {
    buf_str(m->out, html->bytes);
  }
}

void tmpl_render(const struct tmpl *t, const void *data, buf *out) {
  struct machine m = {.slots = {data}, .out = out};
  for (int32_t at = 0; !out->full;) {
    const struct tmpl_op *op = &t->ops[at++];
    switch (op->code) {
      case OP_LITERAL:
        buf_str(out, op->text);
        break;
      case OP_LINE:
        line_begin(&m);
        break;
      case OP_TEXT:
        text_put(&m, op);
        break;
      case OP_HTML:
        html_put(&m, op);
        break;
      case OP_TEST:
        at = is_true(op->kind, value_at(&m, &op->ref)) == op->inverted ? op->to : at;
        break;
      case OP_EACH:
        at = each_enter(&m, op, at);
        break;
      case OP_NEXT:
        at = each_next(&m, op, at);
        break;
      case OP_WITH:
        at = with_enter(&m, op, at);
        break;
      case OP_END_WITH:
        m.slots[op->slot] = m.frames[--m.depth].outer;
        break;
      case OP_CALL:
        at = call(&m, op, at);
        break;
      case OP_RETURN:
        if (!call_return(&m, &at)) {
          return;
        }
        break;
    }
  }
}
