#include "check/decision_check.h"

/* Longer ways are worth a remark: nobody likes to answer more questions in a row. */
enum { DECISION_PATH_LONG = 20 };

static void check_questions(const struct decision_check *c) {
  for (ptrdiff_t i = 0; i < c->d->question_count; i++) {
    const struct decision_question *q = &c->d->questions[i];
    if (q->reached && !q->never && !q->matters && !q->always) {
      diag_add(c->diags, D_TREE_REDUNDANT, q->at, q->id);
    }
  }
}

/*
 * Which questions every way to a question has asked: those that all questions
 * leading to it had asked, and these themselves. Goes by rank, so that what
 * leads to a question is known before it.
 */
struct asked {
  const struct decision *d;
  bool *before; /* before[q * n + p]: p is asked on every way to q */
  bool *seen;   /* some way to the question is known */
};

static void pass_on(struct asked *a, ptrdiff_t from, ptrdiff_t to) {
  ptrdiff_t n = a->d->question_count;
  for (ptrdiff_t p = 0; p < n; p++) {
    bool there = a->before[from * n + p] || p == from;
    a->before[to * n + p] = there && (!a->seen[to] || a->before[to * n + p]);
  }
  a->seen[to] = true;
}

static void check_condition(const struct decision_check *c, const struct asked *a,
                            const struct condition *when, ptrdiff_t question) {
  if (when->kind == COND_OR || when->kind == COND_AND) {
    check_condition(c, a, when->left, question);
    check_condition(c, a, when->right, question);
  } else if (when->kind == COND_NOT) {
    check_condition(c, a, when->left, question);
  } else if (when->index != question && !a->before[question * a->d->question_count + when->index]) {
    diag_add(c->diags, D_COND_UNASKED, when->at, when->question);
  }
}

static void check_routes(const struct decision_check *c, struct asked *a, ptrdiff_t question) {
  const struct decision_question *q = &c->d->questions[question];
  for (ptrdiff_t k = 0; k < q->answer_count; k++) {
    for (ptrdiff_t r = 0; r < q->answers[k].route_count; r++) {
      const struct decision_route *route = &q->answers[k].routes[r];
      if (route->question >= 0) {
        pass_on(a, question, route->question);
      }
      if (route->when != NULL) {
        check_condition(c, a, route->when, question);
      }
    }
  }
}

static void check_asked(const struct decision_check *c) {
  arena scratch = c->scratch;
  ptrdiff_t n = c->d->question_count;
  struct asked a = {.d = c->d, .before = NEW(&scratch, bool, n *n), .seen = NEW(&scratch, bool, n)};
  ptrdiff_t *by_rank = NEW(&scratch, ptrdiff_t, n);
  for (ptrdiff_t i = 0; i < n; i++) {
    by_rank[c->d->questions[i].rank] = i;
  }
  for (ptrdiff_t rank = 0; rank < n; rank++) {
    if (c->d->questions[by_rank[rank]].reached) {
      check_routes(c, &a, by_rank[rank]);
    }
  }
}

static void check_guide(const struct decision_check *c, str guide, int32_t index, span at) {
  arena scratch = c->scratch;
  int32_t there = map_get(&c->site->guide_by_path, guide);
  if (guide.n == 0 || index != NONE) {
    return;
  }
  if (there != MAP_NONE) {
    diag_add(c->diags, D_LINK_DRAFT, at, guide);
    return;
  }
  str *paths = NEW(&scratch, str, c->site->guide_count + 1);
  for (ptrdiff_t i = 0; i < c->site->guide_count; i++) {
    paths[i] = c->site->guides[i].path;
  }
  struct diag *d = diag_add(c->diags, D_LINK_BROKEN, at, guide);
  if (!diag_suggest(c->diags, d, guide, paths, c->site->guide_count)) {
    diag_hint(c->diags, d, STR("Write the path of a guide below content/: guides/NAME.md."));
  }
}

/* Fewer than one combination in so many: gates may be too narrow. Trees draw each end. */
enum { OUTCOME_RARE = 1000 };

static void check_reach(const struct decision_check *c, const struct decision_outcome *o) {
  bool is_combination = str_find(o->id, '+') >= 0 && c->d->pick == DECIDE_ALL;
  if (!o->reached) {
    diag_add(c->diags, is_combination ? D_OUTCOME_IMPOSSIBLE : D_OUTCOME_UNREACHED, o->at, o->id);
  } else if (c->d->pick != DECIDE_TREE && o->share * OUTCOME_RARE < 1) {
    struct diag *d = diag_add(c->diags, D_OUTCOME_SLIVER, o->at, o->id);
    diag_detail(c->diags, d, o->example);
  }
}

static void check_outcomes(const struct decision_check *c) {
  for (ptrdiff_t i = 0; i < c->d->outcome_count; i++) {
    if (!c->d->outcomes[i].composed) {
      check_reach(c, &c->d->outcomes[i]);
    }
  }
}

/* Of a decision that cannot be compiled too: there are none composed then. */
static void check_guides(const struct decision_check *c) {
  for (ptrdiff_t i = 0; i < c->d->outcome_count; i++) {
    const struct decision_outcome *o = &c->d->outcomes[i];
    bool is_part = o->composed && c->d->pick == DECIDE_ALL; /* else no option passes: a gap */
    if (o->guide_count == 0 && (!o->composed || (is_part && o->reached))) {
      diag_add(c->diags, D_OUTCOME_GUIDE, o->at, o->id);
    } else if (!o->composed) { /* else the guides are those of its parts */
      check_guide(c, o->guides[0].path, o->guides[0].index, o->guide_at);
    }
  }
  for (ptrdiff_t i = 0; i < c->d->option_count; i++) {
    const struct decision_option *o = &c->d->options[i];
    check_guide(c, o->guide, o->guide_index, o->guide_at);
  }
  for (ptrdiff_t i = 0; i < c->d->source_count; i++) {
    const struct decision_source *s = &c->d->sources[i];
    check_guide(c, s->guide, s->guide_index, s->at);
  }
}

static const diag_id idle_ids[] = {
    [IDLE_GATE] = D_GATE_CONSTANT, [IDLE_CLAUSE] = D_COND_REDUNDANT,   [IDLE_NEVER] = D_ROUTE_NEVER,
    [IDLE_SAME] = D_ROUTE_SAME,    [IDLE_QUESTION] = D_TREE_UNREACHED, [IDLE_TEXT] = D_TEXT_NEVER,
};

/* Each fault with answers that show it. */
static void check_options(const struct decision_check *c) {
  for (ptrdiff_t i = 0; i < c->d->option_count; i++) {
    const struct decision_option *o = &c->d->options[i];
    if (o->is_masked) {
      diag_add(c->diags, D_OPTION_MASKED, o->at, o->id);
    } else if (o->overlap.n > 0) {
      struct diag *d = diag_add(c->diags, D_OPTION_OVERLAP, o->at, o->id);
      diag_detail(c->diags, d, o->overlap);
      diag_note(c->diags, d, c->d->options[o->overlaps].at, STR("this option passes, too"));
    }
  }
  if (c->d->gap.n > 0) {
    struct diag *d = diag_add(c->diags, D_OPTION_GAP, c->d->options[0].at, STR(""));
    diag_detail(c->diags, d, c->d->gap);
  }
  for (ptrdiff_t i = 0; i < c->d->idle_count; i++) {
    const struct decision_idle *idle = &c->d->idle[i];
    struct diag *d = diag_add(c->diags, idle_ids[idle->kind], idle->at, idle->text);
    diag_detail(c->diags, d, idle->example);
  }
}

void check_decisions(const struct site *site, struct diags *ds, arena scratch) {
  for (ptrdiff_t i = 0; i < site->decision_count; i++) {
    struct decision_check c = {
        .site = site, .d = &site->decisions[i], .diags = ds, .scratch = scratch};
    check_guides(&c);
    if (c.d->image.n == 0) {
      continue; /* its other faults were told when it was read */
    }
    check_questions(&c);
    check_options(&c);
    check_asked(&c);
    check_outcomes(&c);
    decision_check_sayings(&c);
    decision_check_tests(&c);
    if (c.d->longest > DECISION_PATH_LONG) {
      diag_add(ds, D_TREE_LONG, ynode_span(c.d->doc, Y_ROOT), c.d->id);
    }
  }
}
