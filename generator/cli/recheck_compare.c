#include "cli/recheck.h"
#include "core/day.h"
#include "core/num.h"
#include "core/state.h"

struct comparing {
  struct recheck *c;
  const struct decision *d;
  arena *perm;
};

static void add(struct comparing *x, struct recheck_change change) {
  *GROW(x->perm, x->c->changes, x->c->change_count, x->c->change_cap) = change;
}

static const struct decision_question *question_of(const struct decision *d, str id) {
  for (ptrdiff_t i = 0; i < d->question_count; i++) {
    if (str_eq(d->questions[i].id, id)) {
      return &d->questions[i];
    }
  }
  return NULL;
}

static const struct decision_threshold *threshold_of(const struct decision *d, str id) {
  for (ptrdiff_t i = 0; i < d->threshold_count; i++) {
    if (str_eq(d->thresholds[i].id, id)) {
      return &d->thresholds[i];
    }
  }
  return NULL;
}

/* What an old name stands for today; `question`: of its choices, or NULL for a question. */
static const struct decision_renamed *renamed_of(const struct decision *d, str from,
                                                 const struct decision_question *question) {
  for (ptrdiff_t i = 0; i < d->renamed_count; i++) {
    const struct decision_renamed *r = &d->renamed[i];
    bool is_meant =
        question == NULL ? r->choice < 0 : r->choice >= 0 && &d->questions[r->question] == question;
    if (is_meant && str_eq(r->from, from)) {
      return r;
    }
  }
  return NULL;
}

/* --- names ------------------------------------------------------------------------------- */

static void compare_names(struct comparing *x) {
  char *memory = NEW(x->perm, char, x->c->record.state.n + 1);
  struct state_pair pair;
  for (str rest = x->c->record.state; state_next(&rest, memory, &pair);) {
    const struct decision_question *q = question_of(x->d, pair.id);
    const struct decision_renamed *r =
        q == NULL ? renamed_of(x->d, pair.id, NULL) : renamed_of(x->d, pair.value, q);
    if (r == NULL) {
      continue;
    }
    str from = arena_copy(x->perm, q == NULL ? pair.id : pair.value);
    str to = q == NULL ? x->d->questions[r->question].id
                       : x->d->questions[r->question].choices[r->choice].id;
    add(x, (struct recheck_change){
               .kind = q == NULL ? STR("question-renamed") : STR("answer-renamed"),
               .what = x->d->questions[r->question].ask,
               .from = from,
               .to = to,
           });
  }
}

/* --- limits ------------------------------------------------------------------------------ */

static str value_text(const struct decision_threshold *t, arena *perm) {
  enum { DIGITS = 15 };
  buf b = buf_open(perm);
  if (t->is_day) {
    day_print(&b, (int64_t)t->value);
  } else {
    num_print_grouped(&b, t->value, DIGITS);
  }
  return buf_close(&b, perm);
}

static void compare_limits(struct comparing *x) {
  for (ptrdiff_t i = 0; i < x->c->record.limit_count; i++) {
    const struct record_limit *was = &x->c->record.limits[i];
    const struct decision_threshold *t = threshold_of(x->d, was->id);
    str now = t == NULL ? STR("") : value_text(t, x->perm);
    if (!str_eq(now, was->value)) {
      add(x, (struct recheck_change){.kind = t == NULL ? STR("limit-gone") : STR("limit-moved"),
                                     .what = was->id,
                                     .from = was->value,
                                     .to = now});
    }
  }
}

/* --- what the engine says ---------------------------------------------------------------- */

static void take_line(struct comparing *x, str kind, str fields) {
  str id = str_take(&fields, '\t');
  str value = str_take(&fields, '\t');
  const struct decision_question *q = question_of(x->d, id);
  int64_t rule = 0;
  if (str_eq(kind, STR("unknown"))) {
    add(x, (struct recheck_change){.kind = STR("question-gone"), .what = id, .from = value});
  } else if (str_eq(kind, STR("invalid"))) {
    add(x, (struct recheck_change){
               .kind = STR("answer-invalid"), .what = q == NULL ? id : q->ask, .from = value});
  } else if (str_eq(kind, STR("refused")) && q != NULL && field_int(fields, &rule) &&
             rule < q->rules.count) {
    add(x, (struct recheck_change){.kind = STR("answer-refused"),
                                   .what = q->ask,
                                   .from = value,
                                   .to = q->rules.items[rule].text});
  } else if (str_eq(kind, STR("ask")) && q != NULL) {
    x->c->status = RECHECK_OPEN;
    add(x, (struct recheck_change){.kind = STR("question-new"), .what = q->ask});
  }
}

/* The outcomes that are possible now, joined as a record has them. */
static str join(str ids, arena *perm) {
  buf b = buf_open(perm);
  for (bool is_first = true; ids.n > 0; is_first = false) {
    buf_str(&b, is_first ? STR("") : STR(","));
    buf_str(&b, str_take(&ids, '\t'));
  }
  return buf_close(&b, perm);
}

static void answer_again(struct comparing *x, arena scratch) {
  buf out = buf_open(x->perm);
  decide_run(&x->d->engine, x->c->record.state, scratch, &out);
  str lines = buf_close(&out, x->perm);
  str line;
  while (str_cut(lines, '\n', &line, &lines)) {
    str kind = str_take(&line, '\t');
    if (str_eq(kind, STR("possible"))) {
      x->c->now = join(line, x->perm);
    } else {
      take_line(x, kind, line);
    }
  }
}

/* --- the whole --------------------------------------------------------------------------- */

static bool holds(str list, str id) {
  while (list.n > 0) {
    if (str_eq(str_take(&list, ','), id)) {
      return true;
    }
  }
  return false;
}

/* The same outcomes, in whatever order the author has put them since. */
static bool same_set(str a, str b) {
  for (int side = 0; side < 2; side++) {
    str of = side == 0 ? b : a;
    for (str rest = side == 0 ? a : b; rest.n > 0;) {
      if (!holds(of, str_take(&rest, ','))) {
        return false;
      }
    }
  }
  return true;
}

/* A new version says so; a change without one is worth knowing, too. */
static void compare_versions(struct comparing *x) {
  const struct record *r = &x->c->record;
  buf hash = buf_open(x->perm);
  buf_hex(&hash, record_hash(x->d), 16);
  str now = buf_close(&hash, x->perm);
  bool same_version = str_eq(r->version, x->d->version);
  if (!same_version) {
    add(x, (struct recheck_change){
               .kind = STR("version"), .what = x->d->id, .from = r->version, .to = x->d->version});
  } else if (!str_eq(r->hash, now)) {
    add(x, (struct recheck_change){
               .kind = STR("content"), .what = x->d->id, .from = r->hash, .to = now});
  }
}

void recheck_compare(struct recheck *c, const struct site *site, arena *perm, arena scratch) {
  for (ptrdiff_t i = 0; i < site->decision_count && c->decision == NULL; i++) {
    bool is_it = str_eq(site->decisions[i].id, c->record.decision);
    c->decision = is_it ? &site->decisions[i] : NULL;
  }
  struct comparing x = {.c = c, .d = c->decision, .perm = perm};
  c->now = STR("");
  if (c->decision == NULL) {
    c->status = RECHECK_GONE;
    return;
  }
  c->status = RECHECK_SAME;
  answer_again(&x, scratch);
  if (c->status == RECHECK_SAME && !same_set(c->now, c->record.result)) {
    c->status = RECHECK_DIFFERS;
  }
  compare_names(&x);
  compare_limits(&x);
  compare_versions(&x);
}
