#include "core/decide_state.h"
#include "core/mem.h"
#include "core/num.h"
#include "core/state.h"

enum {
  PAIR_WORK = 1000 * 1000, /* nodes that walks for pairs look at: some milliseconds */
  PAIRS_MAX = 6,           /* lines that anybody reads */
  CANDIDATES_MAX = 16      /* values of a threshold that are tried */
};

struct explain {
  struct decide_state *r;
  struct decide_walk w;
  uint32_t outcome; /* the only one that is possible */
  int tries;        /* walks that are left for pairs */
  int pairs;
  arena scratch;
  buf *out;
};

static void number_field(const struct explain *e, double value, const struct decide_question *q,
                         bool is_text) {
  buf_byte(e->out, '\t');
  decide_number_print(q->type == DECIDE_DATE, value, !is_text, e->out);
}

/* --- gates ---------------------------------------------------------------------------- */

static void lines_gates(const struct explain *e) {
  const struct decide_option *options = e->r->d.section[DECIDE_OPTIONS].items;
  const struct decide_gate *gates = e->r->d.section[DECIDE_GATES].items;
  for (uint32_t i = 0; i < e->r->d.section[DECIDE_OPTIONS].count; i++) {
    for (uint32_t g = options[i].first_gate; g < options[i].first_gate + options[i].gates; g++) {
      buf_str(e->out, STR("gate"));
      state_field(e->out, decide_state_text(e->r, options[i].id));
      state_field(e->out, decide_state_text(e->r, gates[g].id));
      enum decide_truth truth = decide_walk_truth(&e->w, gates[g].formula, e->scratch);
      buf_str(e->out, truth == DECIDE_HOLDS   ? STR("\tpass\n")
                      : truth == DECIDE_FAILS ? STR("\tfail\n")
                                              : STR("\topen\n"));
    }
  }
}

/* --- other answers -------------------------------------------------------------------- */

/* One answer changed: to a cell of its question's only variable, or to an unknown one. */
struct change {
  uint32_t question, cell; /* DECIDE_NONE: unknown */
};

static bool can_change(const struct explain *e, uint32_t question) {
  const struct decide_question *q = decide_question(&e->r->d, question);
  return e->w.given.of[question].counts && q->variables == 1 && q->type != DECIDE_SEVERAL &&
         (q->flags & DECIDE_FIXED) == 0;
}

/* A copy of what is given, with changes, walked. */
static struct decide_walk walk_with(const struct explain *e, const struct change *changes,
                                    int count, arena *a) {
  const struct decide *d = &e->r->d;
  const struct decide_variable *variables = d->section[DECIDE_VARIABLES].items;
  struct decide_givens given = decide_givens_new(d, a);
  mem_copy(given.of, e->w.given.of, (ptrdiff_t)e->w.questions * (ptrdiff_t)sizeof *given.of);
  mem_copy(given.cells, e->w.given.cells,
           (ptrdiff_t)d->section[DECIDE_VARIABLES].count * (ptrdiff_t)sizeof *given.cells);
  mem_copy(given.chosen, e->w.given.chosen, (ptrdiff_t)d->section[DECIDE_ANSWERS].count);
  for (int i = 0; i < count; i++) {
    const struct decide_question *q = decide_question(d, changes[i].question);
    struct decide_given *own = &given.of[changes[i].question];
    uint32_t cell = changes[i].cell;
    *own = (struct decide_given){.is_given = true, .is_unsure = cell == DECIDE_NONE};
    own->low = own->high = own->is_unsure ? 0 : decide_number_in(d, q, cell);
    for (uint32_t v = q->first_variable; v < q->first_variable + q->variables; v++) {
      given.cells[v] = own->is_unsure ? (struct decide_cells){0, variables[v].cells}
                                      : (struct decide_cells){cell, cell + 1};
    }
  }
  return decide_walk_new(d, given, a);
}

/* ID VALUE MARK TEXT DISTANCE of a number: from which bound on, and how far that is. */
static void number_change(const struct explain *e, const struct change *c) {
  const struct decide *d = &e->r->d;
  const struct decide_question *q = decide_question(d, c->question);
  const struct decide_cut *cuts = d->section[DECIDE_CUTS].items;
  const struct decide_given *given = &e->w.given.of[c->question];
  cuts += q->first_cut;
  bool is_up = c->cell >= e->w.given.cells[q->first_variable].end;
  const struct decide_cut *bound = is_up ? &cuts[c->cell - 1] : &cuts[c->cell];
  double from = is_up ? given->high : given->low;
  number_field(e, bound->at, q, false);
  buf_str(e->out, is_up ? (bound->open ? STR("\t>") : STR("\t>="))
                        : (bound->open ? STR("\t<=") : STR("\t<")));
  number_field(e, bound->at, q, true);
  buf_byte(e->out, '\t');
  if (!given->is_unsure) {
    num_print_grouped(e->out, is_up ? bound->at - from : from - bound->at, 15);
  }
}

static void line_set(const struct explain *e, const struct change *c) {
  const struct decide *d = &e->r->d;
  const struct decide_question *q = decide_question(d, c->question);
  buf_str(e->out, STR("set"));
  state_field(e->out, decide_state_id(e->r, c->question));
  if (decide_is_number(q)) {
    number_change(e, c);
  } else {
    str id = decide_text(d, decide_answers(d, q)[c->cell].id);
    state_field(e->out, id);
    buf_str(e->out, STR("\t="));
    state_field(e->out, id);
    buf_byte(e->out, '\t');
  }
  buf_byte(e->out, '\n');
}

static void possible_fields(const struct explain *e, const struct decide_walk *w) {
  const struct decide_outcome *outcomes = e->r->d.section[DECIDE_OUTCOMES].items;
  for (uint32_t i = 0; i < e->r->d.section[DECIDE_OUTCOMES].count; i++) {
    if (w->possible[i]) {
      state_field(e->out, decide_state_text(e->r, outcomes[i].id));
    }
  }
  buf_byte(e->out, '\n');
}

/*
 * flip STATE OUTCOME..., and a line for each answer that is changed. What the walk
 * stands on is before `scratch`.
 */
static void lines_flip(const struct explain *e, const struct change *changes, int count,
                       const struct decide_walk *w, arena scratch) {
  buf_str(e->out, STR("flip\t"));
  decide_state_write(e->r, &w->given, scratch, e->out);
  possible_fields(e, w);
  for (int i = 0; i < count; i++) {
    line_set(e, &changes[i]);
  }
}

/* Whether a cell that is left out of an answer can be the nearest with what it leads to. */
static bool is_nearest(const struct explain *e, uint32_t question, uint32_t cell,
                       const struct decide_walk *w, arena scratch) {
  const struct decide_question *q = decide_question(&e->r->d, question);
  struct decide_cells own = e->w.given.cells[q->first_variable];
  uint32_t before = cell >= own.end ? cell - 1 : cell + 1;
  if (!decide_is_number(q) || (before >= own.beg && before < own.end)) {
    return true;
  }
  struct change nearer = {question, before};
  struct decide_walk other = walk_with(e, &nearer, 1, &scratch);
  return mem_compare(other.possible, w->possible,
                     (ptrdiff_t)e->r->d.section[DECIDE_OUTCOMES].count) != 0;
}

/* On to the next cell that an answer has not and could have; false after the last. */
static bool next_change(const struct explain *e, struct change *c) {
  for (; c->question < e->w.questions; c->question++, c->cell = DECIDE_NONE) {
    const struct decide_question *q = decide_question(&e->r->d, c->question);
    struct decide_cells own = e->w.given.cells[q->first_variable];
    while (can_change(e, c->question) && ++c->cell < q->cells) {
      if (c->cell < own.beg || c->cell >= own.end) {
        return true;
      }
    }
  }
  return false;
}

/* Every single answer that leads elsewhere for certain; marks their cells. */
static void singles(const struct explain *e, bool *is_flip) {
  for (struct change c = {0, DECIDE_NONE}; next_change(e, &c);) {
    arena scratch = e->scratch;
    struct decide_walk w = walk_with(e, &c, 1, &scratch);
    bool flips = !w.possible[e->outcome];
    is_flip[c.question * DIAGRAM_CELLS_MAX + c.cell] = flips;
    if (flips && is_nearest(e, c.question, c.cell, &w, scratch)) {
      lines_flip(e, &c, 1, &w, scratch);
    }
  }
}

/* Two answers that lead elsewhere together, where neither does alone. */
static void pair_of(struct explain *e, struct change first, const bool *is_flip) {
  struct change both[2] = {first, {first.question + 1, DECIDE_NONE}};
  while (e->pairs < PAIRS_MAX && next_change(e, &both[1])) {
    arena scratch = e->scratch;
    if (is_flip[both[1].question * DIAGRAM_CELLS_MAX + both[1].cell] || e->tries-- <= 0) {
      continue;
    }
    struct decide_walk w = walk_with(e, both, 2, &scratch);
    if (!w.possible[e->outcome]) {
      lines_flip(e, both, 2, &w, scratch);
      e->pairs++;
      both[1] = (struct change){both[1].question + 1, DECIDE_NONE}; /* one of each pair shows it */
    }
  }
}

static void pairs(struct explain *e, const bool *is_flip) {
  for (struct change c = {0, DECIDE_NONE}; next_change(e, &c);) {
    if (!is_flip[c.question * DIAGRAM_CELLS_MAX + c.cell]) {
      pair_of(e, c, is_flip);
    }
  }
}

/* --- the deciding reason -------------------------------------------------------------- */

/* decided ID [OPTION GATE]: the last answer on which it hangs, and the gate that looks at it. */
static void line_decided(const struct explain *e) {
  const struct decide_option *options = e->r->d.section[DECIDE_OPTIONS].items;
  const struct decide_gate *gates = e->r->d.section[DECIDE_GATES].items;
  for (uint32_t q = e->w.questions; q-- > 0;) {
    arena scratch = e->scratch;
    if (!e->w.given.of[q].counts) {
      continue;
    }
    struct decide_walk w = walk_with(e, &(struct change){q, DECIDE_NONE}, 1, &scratch);
    if (w.possible_count == 1) {
      continue;
    }
    buf_str(e->out, STR("decided"));
    state_field(e->out, decide_state_id(e->r, q));
    for (uint32_t i = 0; i < e->r->d.section[DECIDE_OPTIONS].count; i++) {
      for (uint32_t g = options[i].first_gate; g < options[i].first_gate + options[i].gates; g++) {
        uint32_t formula = gates[g].formula;
        if (decide_walk_truth(&w, formula, scratch) == DECIDE_OPEN) {
          state_field(e->out, decide_state_text(e->r, options[i].id));
          state_field(e->out, decide_state_text(e->r, gates[g].id));
          buf_byte(e->out, '\n');
          return;
        }
      }
    }
    buf_byte(e->out, '\n');
    return;
  }
}

/* --- other sources -------------------------------------------------------------------- */

/*
 * Values between which nothing can change: at even places the ends of the range and
 * the answers within it, between them their middles.
 */
static int candidates(const struct explain *e, const struct decide_threshold *t, double *ret) {
  int count = 1;
  ret[0] = t->low;
  for (double last = t->low; count < CANDIDATES_MAX / 2; count++) {
    double next = t->high; /* the least answer above the last */
    for (uint32_t q = 0; q < e->w.questions; q++) {
      const struct decide_given *given = &e->w.given.of[q];
      bool is_known =
          given->counts && !given->is_unsure && decide_is_number(decide_question(&e->r->d, q));
      for (int i = 0; i < 2 && is_known; i++) {
        double end = i == 0 ? given->low : given->high;
        next = end > last && end < next ? end : next;
      }
    }
    ret[2 * count] = next;
    ret[2 * count - 1] = last + (next - last) / 2;
    last = next;
    if (next == t->high) {
      return 2 * count + 1;
    }
  }
  return 2 * count - 1;
}

static double distance(double a, double b) {
  return a < b ? b - a : a - b;
}

/* The same answers with another value of a threshold; false: they lead to the same. */
struct moved {
  struct decide_state r;
  struct decide_walk w;
};

static bool walk_moved(const struct explain *e, uint32_t threshold, double value, struct moved *ret,
                       arena *a) {
  ret->r = *e->r;
  decide_thresholds_own(&ret->r.d, a)[threshold].value = value;
  decide_move(&ret->r.d, a);
  decide_state_answers(&ret->r, a);
  ret->w = decide_walk_new(&ret->r.d, ret->r.given, a);
  return ret->w.possible_count > 1 || !ret->w.possible[e->outcome];
}

/* What a source says that would change the result, if any does. */
static bool line_depends(const struct explain *e, uint32_t threshold) {
  const struct decide_threshold *t = &decide_thresholds(e->r)[threshold];
  double values[CANDIDATES_MAX + 1];
  struct moved m;
  int count = candidates(e, t, values);
  int best = -1;
  for (int i = 0; i < count; i++) {
    arena scratch = e->scratch;
    if (walk_moved(e, threshold, values[i], &m, &scratch) &&
        (best < 0 || distance(values[i], t->value) < distance(values[best], t->value))) {
      best = i;
    }
  }
  arena scratch = e->scratch;
  if (best < 0 || !walk_moved(e, threshold, values[best], &m, &scratch)) {
    return false;
  }
  /* Between two values it is from the nearer one on. */
  bool is_up = values[best] > t->value;
  bool is_middle = best % 2 == 1;
  buf_str(e->out, STR("depends"));
  state_field(e->out, decide_state_text(e->r, t->id));
  buf_byte(e->out, '\t');
  decide_number_print(t->is_day, values[best], true, e->out);
  buf_str(e->out, !is_middle ? STR("\t=\t") : is_up ? STR("\t>\t") : STR("\t<\t"));
  decide_number_print(t->is_day, values[is_middle ? best + (is_up ? -1 : 1) : best], false, e->out);
  possible_fields(e, &m.w);
  return true;
}

static void lines_sources(const struct explain *e) {
  uint32_t ranges = 0;
  uint32_t changing = 0;
  for (uint32_t t = 0; t < e->r->d.section[DECIDE_THRESHOLDS].count; t++) {
    if (decide_thresholds(e->r)[t].low < decide_thresholds(e->r)[t].high) {
      ranges++;
      changing += line_depends(e, t);
    }
  }
  if (ranges > 0 && changing == 0) {
    buf_str(e->out, STR("robust\t"));
    buf_int(e->out, ranges);
    buf_byte(e->out, '\n');
  }
}

void decide_explain(const struct decide *d, str state, arena scratch, buf *out) {
  struct decide_state r = decide_state_read(d, state, &scratch);
  struct explain e = {
      .r = &r,
      .out = out,
  };
  e.w = decide_walk_new(&r.d, r.given, &scratch);
  e.tries = PAIR_WORK / (int)(e.w.nodes + e.w.questions + 1);
  bool *is_flip = NEW(&scratch, bool, (ptrdiff_t)e.w.questions *DIAGRAM_CELLS_MAX);
  e.scratch = scratch;
  lines_gates(&e);
  if (e.w.ask < e.w.questions || e.w.possible_count != 1) {
    return;
  }
  while (!e.w.possible[e.outcome]) {
    e.outcome++;
  }
  line_decided(&e);
  singles(&e, is_flip);
  pairs(&e, is_flip);
  lines_sources(&e);
}
