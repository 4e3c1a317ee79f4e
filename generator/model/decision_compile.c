#include "model/decision_parts.h"

/*
 * From the tree to its diagram, last question first: what a question leads to
 * switches over its cells to what the answers lead to, and a list of routes is a
 * chain of if-then-else over the conditions.
 */
struct compiler {
  struct decision_build *b;
  struct diagram *diagram;
  int32_t *by_rank;      /* question of each rank */
  diagram_ref *function; /* of each question: what follows when it is asked */
  ptrdiff_t node_bytes;  /* what the nodes take in the image */
};

static diagram_ref compile_number(struct compiler *c, const struct condition *when,
                                  const struct decision_question *q) {
  uint32_t less = decision_cells_before(q, when->number, false);
  uint32_t equal = decision_cells_before(q, when->number, true);
  uint32_t rank = (uint32_t)q->rank;
  if (when->kind == COND_LESS) {
    return diagram_cells(c->diagram, rank, 0, less);
  }
  return diagram_cells(c->diagram, rank, when->kind == COND_EQUAL ? less : 0, equal);
}

static diagram_ref compile_choices(struct compiler *c, const struct condition *when,
                                   const struct decision_question *q) {
  diagram_ref any = DIAGRAM_FALSE;
  for (ptrdiff_t k = 0; k < when->choice_count; k++) {
    for (ptrdiff_t i = 0; i < q->answer_count; i++) {
      if (str_eq(q->answers[i].id, when->choices[k])) {
        diagram_ref one =
            diagram_cells(c->diagram, (uint32_t)q->rank, (uint32_t)i, (uint32_t)i + 1);
        any = diagram_or(c->diagram, any, one);
      }
    }
  }
  return any;
}

static uint32_t yes_cell(const struct decision_question *q) {
  return str_eq(q->answers[0].id, STR("yes")) ? 0 : 1;
}

static diagram_ref compile_condition(struct compiler *c, const struct condition *when) {
  struct diagram *d = c->diagram;
  if (when->kind == COND_NOT) {
    return diagram_not(d, compile_condition(c, when->left));
  }
  if (when->kind == COND_OR || when->kind == COND_AND) {
    diagram_ref left = compile_condition(c, when->left);
    diagram_ref right = compile_condition(c, when->right);
    return when->kind == COND_OR ? diagram_or(d, left, right) : diagram_and(d, left, right);
  }
  const struct decision_question *q = decision_at(c->b, when->index);
  if (when->kind == COND_IS) {
    return compile_choices(c, when, q);
  }
  if (when->kind == COND_YES) {
    uint32_t yes = yes_cell(q);
    return diagram_cells(d, (uint32_t)q->rank, yes, yes + 1);
  }
  return compile_number(c, when, q);
}

static diagram_ref compile_answer(struct compiler *c, const struct decision_answer *a) {
  diagram_ref result = DIAGRAM_LEAF;
  for (ptrdiff_t i = a->route_count - 1; i >= 0; i--) {
    const struct decision_route *r = &a->routes[i];
    diagram_ref to =
        r->question >= 0 ? c->function[r->question] : DIAGRAM_LEAF + (diagram_ref)r->outcome;
    result =
        r->when == NULL ? to : diagram_if(c->diagram, compile_condition(c, r->when), to, result);
  }
  return result;
}

static void compile_question(struct compiler *c, int32_t index) {
  const struct decision_question *q = decision_at(c->b, index);
  diagram_ref *children = NEW(c->b->read.perm, diagram_ref, q->cells);
  for (ptrdiff_t k = 0; k < q->answer_count; k++) {
    diagram_ref to = compile_answer(c, &q->answers[k]);
    for (uint32_t cell = q->answers[k].beg; cell < q->answers[k].end; cell++) {
      children[cell] = to;
    }
  }
  c->function[index] = diagram_switch(c->diagram, (uint32_t)q->rank, children);
}

static struct pack_section section_of(const void *items, ptrdiff_t count, size_t size) {
  return (struct pack_section){.items = items, .count = (uint32_t)count, .size = (uint32_t)size};
}

struct image_counts {
  ptrdiff_t answers, cuts;
};

static struct image_counts count_parts(const struct decision *d) {
  struct image_counts n = {0, 0};
  for (ptrdiff_t i = 0; i < d->question_count; i++) {
    n.answers += d->questions[i].answer_count;
    n.cuts += d->questions[i].type == DECIDE_NUMBER ? (ptrdiff_t)d->questions[i].cells - 1 : 0;
  }
  return n;
}

/* Questions of the image stand in asking order; answers and cuts follow them. */
static void fill_questions(struct compiler *c, struct pack_texts *texts, struct decide *image) {
  const struct decision *d = c->b->d;
  arena *perm = c->b->read.perm;
  struct image_counts n = count_parts(d);
  struct decide_question *questions = NEW(perm, struct decide_question, d->question_count);
  struct decide_answer *answers = NEW(perm, struct decide_answer, n.answers);
  struct decide_cut *cuts = NEW(perm, struct decide_cut, n.cuts);
  uint32_t answer = 0;
  uint32_t cut = 0;
  for (ptrdiff_t rank = 0; rank < d->question_count; rank++) {
    const struct decision_question *q = &d->questions[c->by_rank[rank]];
    questions[rank] = (struct decide_question){
        .id = pack_texts_add(texts, q->id),
        .type = q->type,
        .cells = q->cells,
        .first_cut = cut,
        .first_answer = answer,
        .answers = (uint32_t)q->answer_count,
        .low = q->low,
        .high = q->high,
    };
    for (ptrdiff_t k = 0; k < q->answer_count; k++) {
      answers[answer++] = (struct decide_answer){
          .id = pack_texts_add(texts, q->answers[k].id),
          .beg = q->answers[k].beg,
          .end = q->answers[k].end,
      };
    }
    for (uint32_t k = 0; q->type == DECIDE_NUMBER && k + 1 < q->cells; k++) {
      cuts[cut++] = q->cuts[k];
    }
  }
  image->section[DECIDE_QUESTIONS] = section_of(questions, d->question_count, sizeof *questions);
  image->section[DECIDE_ANSWERS] = section_of(answers, n.answers, sizeof *answers);
  image->section[DECIDE_CUTS] = section_of(cuts, n.cuts, sizeof *cuts);
}

static void pack_image(struct compiler *c, diagram_ref root) {
  struct decision *d = c->b->d;
  arena *perm = c->b->read.perm;
  struct pack_texts *texts = pack_texts_new(perm);
  struct decide image = {.section = {{NULL, 0, 0}}};
  fill_questions(c, texts, &image);
  struct decide_outcome *outcomes = NEW(perm, struct decide_outcome, d->outcome_count);
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    outcomes[i].id = pack_texts_add(texts, d->outcomes[i].id);
  }
  image.section[DECIDE_OUTCOMES] = section_of(outcomes, d->outcome_count, sizeof *outcomes);
  struct decide_root *top = NEW(perm, struct decide_root, 1);
  top->id = pack_texts_add(texts, d->id);
  top->version = pack_texts_add(texts, d->version);
  image.section[DECIDE_ROOT] = section_of(top, 1, sizeof *top);
  image.section[DECIDE_TEXTS] = pack_texts_section(texts);
  /* The upper half is scratch: what is gathered for packing dies with it. */
  arena scratch = {perm->at + (perm->end - perm->at) / 2, perm->end};
  char *memory = arena_push(perm, 1, PACK_ALIGN, 0);
  buf out = buf_over(memory, scratch.at - memory);
  decide_pack(c->diagram, root, &image, &scratch, &out);
  d->image = buf_close(&out, perm);
}

/*
 * What the diagram still has: outcomes, questions that matter, the longest way.
 * Children are made before their parents, so one pass in the order of nodes is
 * enough.
 */
static void survey(struct compiler *c, diagram_ref root) {
  struct decision *d = c->b->d;
  if (diagram_is_leaf(root)) {
    d->outcomes[diagram_outcome(root)].reached = true;
    return;
  }
  const bool *reached = diagram_reach(c->diagram, root, c->b->read.perm);
  int32_t *longest = NEW(c->b->read.perm, int32_t, (ptrdiff_t)root + 1);
  for (diagram_ref at = 0; at <= root; at++) {
    if (!reached[at]) {
      continue;
    }
    uint32_t rank = diagram_question(c->diagram, at);
    const diagram_ref *children = diagram_children(c->diagram, at);
    d->questions[c->by_rank[rank]].matters = true;
    longest[at] = 1;
    c->node_bytes += (ptrdiff_t)(sizeof(struct decide_node) +
                                 diagram_cell_count(c->diagram, rank) * sizeof(diagram_ref));
    for (uint32_t i = 0; i < diagram_cell_count(c->diagram, rank); i++) {
      if (diagram_is_leaf(children[i])) {
        d->outcomes[diagram_outcome(children[i])].reached = true;
      } else if (longest[children[i]] >= longest[at]) {
        longest[at] = longest[children[i]] + 1;
      }
    }
  }
  d->longest = longest[root];
}

void decision_compile(struct decision_build *b) {
  struct decision *d = b->d;
  arena *perm = b->read.perm;
  struct compiler c = {.b = b};
  uint32_t *cells = NEW(perm, uint32_t, d->question_count);
  c.by_rank = NEW(perm, int32_t, d->question_count);
  c.function = NEW(perm, diagram_ref, d->question_count);
  for (int32_t i = 0; i < d->question_count; i++) {
    c.by_rank[d->questions[i].rank] = i;
    cells[d->questions[i].rank] = d->questions[i].cells;
  }
  c.diagram = diagram_new(perm, cells, (uint32_t)d->question_count);
  for (ptrdiff_t rank = d->question_count - 1; rank >= 0; rank--) {
    compile_question(&c, c.by_rank[rank]);
  }
  diagram_ref root = c.function[d->start];
  if (diagram_is_full(c.diagram)) {
    diag_add(b->read.diags, D_DECISION_SIZE, ynode_span(b->read.doc, Y_ROOT), STR(""));
    return;
  }
  survey(&c, root);
  pack_image(&c, root);
}
