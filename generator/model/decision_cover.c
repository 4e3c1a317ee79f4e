#include "core/day.h"
#include "core/num.h"
#include "model/decision_survey.h"

static str number_text(struct decision_build *b, const struct decision_question *q, double value) {
  buf out = buf_open(b->read.perm);
  if (q->type == DECIDE_DATE) {
    day_print(&out, (int64_t)value);
  } else {
    num_print_grouped(&out, value, 15);
  }
  return buf_close(&out, b->read.perm);
}

/* An answer without cells could never be given. */
static void check_empty(struct decision_build *b, const struct decision_question *q) {
  for (ptrdiff_t i = 0; i < q->answer_count; i++) {
    const struct decision_answer *a = &q->answers[i];
    if (a->beg >= a->end) {
      const struct decision_bound *bound = a->beg == 0 ? &a->high : &a->low;
      struct diag *d = diag_add(b->read.diags, D_FIELD_VALUE, bound->at, bound->text);
      diag_hint(b->read.diags, d,
                STR("The question's `limits:` allow no number of this range; without any, numbers "
                    "start at 0."));
      b->broken = true;
    }
  }
}

/* Gaps and overlaps, one diagnostic for each run of cells with the same fault. */
static void check_cover(struct decision_build *b, const struct decision_question *q) {
  int told = 1; /* how many answers cover the cell before, two standing for more */
  for (uint32_t cell = 0; cell < q->cells; cell++) {
    const struct decision_answer *found[2] = {NULL, NULL};
    int count = 0;
    for (ptrdiff_t i = 0; i < q->answer_count && count < 2; i++) {
      if (cell >= q->answers[i].beg && cell < q->answers[i].end) {
        found[count++] = &q->answers[i];
      }
    }
    if (count != 1 && count != told) {
      b->broken = true;
      span at = count == 0 ? q->at : found[1]->at;
      struct diag *d = diag_add(b->read.diags, count == 0 ? D_TREE_GAP : D_TREE_OVERLAP, at,
                                number_text(b, q, decision_number_in(q, cell)));
      if (count > 1) {
        diag_note(b->read.diags, d, found[0]->at, STR("this answer covers it too"));
      }
    }
    told = count;
  }
}

void decision_cover(struct decision_build *b) {
  for (ptrdiff_t i = 0; i < b->d->question_count; i++) {
    const struct decision_question *q = &b->d->questions[i];
    if (q->cells > DIAGRAM_CELLS_MAX) {
      diag_add(b->read.diags, D_DECISION_SIZE, q->at, q->id);
      b->broken = true;
    } else if ((q->type == DECIDE_NUMBER || q->type == DECIDE_DATE) && q->answer_count > 0 &&
               !q->unsound) {
      check_empty(b, q);
      check_cover(b, q);
    }
  }
}
