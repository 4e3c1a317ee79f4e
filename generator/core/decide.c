#include "core/decide.h"

/* Of one item, by section. */
static const uint32_t item_size[DECIDE_SECTIONS] = {
    [DECIDE_TEXTS] = 1,
    [DECIDE_QUESTIONS] = sizeof(struct decide_question),
    [DECIDE_ANSWERS] = sizeof(struct decide_answer),
    [DECIDE_CUTS] = sizeof(struct decide_cut),
    [DECIDE_OUTCOMES] = sizeof(struct decide_outcome),
    [DECIDE_NODES] = sizeof(struct decide_node),
    [DECIDE_CHILDREN] = sizeof(diagram_ref),
    [DECIDE_ROOT] = sizeof(struct decide_root),
};

/* `count` items from `first` on exist in the section. */
static bool range_exists(const struct decide *d, enum decide_section section, uint32_t first,
                         uint32_t count) {
  uint32_t all = d->section[section].count;
  return first <= all && count <= all - first;
}

/* In range, and without control characters, so that it fits into a line. */
static bool text_check(const struct decide *d, struct pack_text slice) {
  const struct pack_section *texts = &d->section[DECIDE_TEXTS];
  str text = pack_text_at(texts, slice);
  if (!range_exists(d, DECIDE_TEXTS, slice.at, slice.n)) {
    return false;
  }
  for (ptrdiff_t i = 0; i < text.n; i++) {
    if ((unsigned char)text.s[i] < ' ' || text.s[i] == 0x7f) {
      return false;
    }
  }
  return true;
}

static bool id_check(const struct decide *d, struct pack_text slice) {
  return slice.n > 0 && text_check(d, slice);
}

/* Whether cut `a` lies before cut `b`; never for a NaN. */
static bool cut_is_before(const struct decide_cut *a, const struct decide_cut *b) {
  return a->at < b->at || (a->at == b->at && a->open < b->open);
}

static bool cuts_check(const struct decide *d, const struct decide_question *q) {
  if (!range_exists(d, DECIDE_CUTS, q->first_cut, q->cells - 1)) {
    return false;
  }
  const struct decide_cut *cuts = d->section[DECIDE_CUTS].items;
  for (uint32_t i = q->first_cut; i < q->first_cut + q->cells - 1; i++) {
    bool is_sorted = i == q->first_cut || cut_is_before(&cuts[i - 1], &cuts[i]);
    if (cuts[i].at != cuts[i].at || cuts[i].open > 1 || !is_sorted) {
      return false;
    }
  }
  return q->low <= q->high;
}

/* The answer whose cells start at `cell`; `count` when there is none. `hint`: look there first. */
static uint32_t answer_from(const struct decide_answer *answers, uint32_t count, uint32_t cell,
                            uint32_t hint) {
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = (hint + i) % count;
    if (answers[at].beg == cell) {
      return at;
    }
  }
  return count;
}

/* Each cell belongs to one answer: from cell 0 on, one answer's end is another's start. */
static bool answers_check(const struct decide *d, const struct decide_question *q) {
  if (!range_exists(d, DECIDE_ANSWERS, q->first_answer, q->answers)) {
    return false;
  }
  const struct decide_answer *answers = d->section[DECIDE_ANSWERS].items;
  answers += q->first_answer;
  uint32_t used = 0;
  uint32_t at = 0;
  for (uint32_t cell = 0; cell < q->cells; cell = answers[at].end) {
    at = answer_from(answers, q->answers, cell, at);
    if (at == q->answers || answers[at].end <= cell || answers[at].end > q->cells) {
      return false;
    }
    bool is_band = q->type == DECIDE_NUMBER && text_check(d, answers[at].id);
    if (!is_band && !id_check(d, answers[at].id)) {
      return false;
    }
    used++;
  }
  return used == q->answers && (q->type == DECIDE_NUMBER || used == q->cells);
}

static bool questions_check(const struct decide *d) {
  const struct decide_question *q = d->section[DECIDE_QUESTIONS].items;
  uint32_t count = d->section[DECIDE_QUESTIONS].count;
  if (count > DIAGRAM_QUESTIONS_MAX) {
    return false;
  }
  for (uint32_t i = 0; i < count; i++) {
    if (!id_check(d, q[i].id) || q[i].cells == 0 || q[i].cells > DIAGRAM_CELLS_MAX ||
        q[i].type < DECIDE_YESNO || q[i].type > DECIDE_NUMBER || !answers_check(d, &q[i]) ||
        (q[i].type == DECIDE_NUMBER && !cuts_check(d, &q[i]))) {
      return false;
    }
  }
  return true;
}

static bool outcomes_check(const struct decide *d) {
  const struct decide_outcome *outcomes = d->section[DECIDE_OUTCOMES].items;
  for (uint32_t i = 0; i < d->section[DECIDE_OUTCOMES].count; i++) {
    if (!id_check(d, outcomes[i].id)) {
      return false;
    }
  }
  return true;
}

/* An outcome, or one of the first `nodes` nodes that asks a question after `question`. */
static bool ref_check(const struct decide *d, diagram_ref r, uint32_t nodes, int64_t question) {
  const struct decide_node *all = d->section[DECIDE_NODES].items;
  if (diagram_is_leaf(r)) {
    return diagram_outcome(r) < d->section[DECIDE_OUTCOMES].count;
  }
  return r < nodes && (int64_t)all[r].question > question;
}

/* Children lie in the order of their nodes, each child with one of them. */
static bool nodes_check(const struct decide *d) {
  const struct decide_node *nodes = d->section[DECIDE_NODES].items;
  const struct decide_question *questions = d->section[DECIDE_QUESTIONS].items;
  const diagram_ref *children = d->section[DECIDE_CHILDREN].items;
  uint32_t next = 0;
  for (uint32_t i = 0; i < d->section[DECIDE_NODES].count; i++) {
    uint32_t q = nodes[i].question;
    if (!range_exists(d, DECIDE_QUESTIONS, q, 1) || nodes[i].first_child != next ||
        !range_exists(d, DECIDE_CHILDREN, next, questions[q].cells)) {
      return false;
    }
    for (uint32_t end = next + questions[q].cells; next < end; next++) {
      if (!ref_check(d, children[next], i, q)) {
        return false;
      }
    }
  }
  return next == d->section[DECIDE_CHILDREN].count;
}

static bool root_check(const struct decide *d) {
  const struct decide_root *root = d->section[DECIDE_ROOT].items;
  return d->section[DECIDE_ROOT].count == 1 && id_check(d, root->id) &&
         text_check(d, root->version) &&
         ref_check(d, root->root, d->section[DECIDE_NODES].count, -1);
}

bool decide_open(str image, struct decide *ret_decide) {
  struct decide d;
  for (int i = 0; i < DECIDE_SECTIONS; i++) {
    d.section[i].size = item_size[i];
  }
  if (!pack_open(image, PACK_DECISION, DECIDE_VERSION, d.section, DECIDE_SECTIONS) ||
      !questions_check(&d) || !outcomes_check(&d) || !nodes_check(&d) || !root_check(&d)) {
    return false;
  }
  *ret_decide = d;
  return true;
}

/* The nodes that belong to the root, numbered anew in their order. */
struct packing {
  const struct diagram *d;
  uint32_t *number; /* by diagram node */
  struct decide_node *nodes;
  diagram_ref *children;
  uint32_t node_count, child_count;
};

static diagram_ref renumber(const struct packing *p, diagram_ref r) {
  return diagram_is_leaf(r) ? r : p->number[r];
}

static void node_pack(struct packing *p, diagram_ref node) {
  uint32_t question = diagram_question(p->d, node);
  const diagram_ref *children = diagram_children(p->d, node);
  p->number[node] = p->node_count;
  p->nodes[p->node_count++] = (struct decide_node){question, p->child_count};
  for (uint32_t c = 0; c < diagram_cell_count(p->d, question); c++) {
    p->children[p->child_count++] = renumber(p, children[c]);
  }
}

static struct packing nodes_pack(const struct diagram *d, diagram_ref root, arena *a) {
  struct packing p = {.d = d};
  const bool *reached = diagram_reach(d, root, a);
  diagram_ref end = reached == NULL ? 0 : root + 1;
  ptrdiff_t nodes = 0;
  ptrdiff_t children = 0;
  for (diagram_ref i = 0; i < end; i++) {
    nodes += reached[i];
    children += reached[i] ? (ptrdiff_t)diagram_cell_count(d, diagram_question(d, i)) : 0;
  }
  p.number = NEW(a, uint32_t, (ptrdiff_t)end);
  p.nodes = NEW(a, struct decide_node, nodes);
  p.children = NEW(a, diagram_ref, children);
  for (diagram_ref i = 0; i < end; i++) {
    if (reached[i]) {
      node_pack(&p, i);
    }
  }
  return p;
}

void decide_pack(const struct diagram *d, diagram_ref root, struct decide *sections, arena *a,
                 buf *out) {
  if (diagram_is_full(d)) {
    out->full = true;
    return;
  }
  struct packing p = nodes_pack(d, root, a);
  struct decide_root *packed = NEW(a, struct decide_root, 1);
  *packed = *(const struct decide_root *)sections->section[DECIDE_ROOT].items;
  packed->root = renumber(&p, root);
  sections->section[DECIDE_NODES] = (struct pack_section){.items = p.nodes, .count = p.node_count};
  sections->section[DECIDE_CHILDREN] =
      (struct pack_section){.items = p.children, .count = p.child_count};
  sections->section[DECIDE_ROOT] = (struct pack_section){.items = packed, .count = 1};
  for (int i = 0; i < DECIDE_SECTIONS; i++) {
    sections->section[i].size = item_size[i];
  }
  pack_write(PACK_DECISION, DECIDE_VERSION, sections->section, DECIDE_SECTIONS, out);
}

uint32_t decide_cell(const struct decide *d, const struct decide_question *q, double value) {
  const struct decide_cut *cuts = d->section[DECIDE_CUTS].items;
  cuts += q->first_cut;
  uint32_t cell = 0;
  while (cell < q->cells - 1 &&
         (value > cuts[cell].at || (value == cuts[cell].at && cuts[cell].open == 0))) {
    cell++;
  }
  return cell;
}
