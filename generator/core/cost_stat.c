#include "core/cost_parts.h"
#include "core/fmath.h"
#include "core/sobol.h"

static bool is_defined(const struct vm_column *column, uint32_t i) {
  return column->mask == NULL || column->mask[i] != 0;
}

static void summary_make(const struct vm_column *column, struct cost_summary *ret, arena scratch) {
  static const double shares[] = {0.05, 0.5, 0.95};
  double values[3] = {0};
  if (column->count == 1) {
    ret->is_defined = is_defined(column, 0);
    ret->low = ret->median = ret->high = ret->mean = column->values[0];
    ret->has_mean = ret->is_defined;
    ret->undefined = ret->is_defined ? 0 : 1;
    return;
  }
  ret->is_defined = stat_quantiles(column, shares, 3, values, scratch);
  ret->low = values[0];
  ret->median = values[1];
  ret->high = values[2];
  ret->undefined = 1 - (double)stat_defined(column) / column->count;
}

static void section_show(const struct cost_session *s, enum cost_section section, uint32_t step,
                         const struct cost_summary *summary) {
  const struct cost_value *values = s->c->section[section].items;
  struct cost_summary *summaries = section == COST_LINES ? s->lines : s->outputs;
  for (uint32_t i = 0; i < s->c->section[section].count; i++) {
    if (values[i].step == step) {
      summaries[i] = *summary;
    }
  }
}

void cost_show(void *ctx, uint32_t step, const struct vm_column *column) {
  const struct cost_view *view = ctx;
  struct cost_summary summary = {.is_defined = false};
  summary_make(column, &summary, view->scratch);
  section_show(view->s, COST_LINES, step, &summary);
  if (column->count > 1 && view->s->wants[step] == VM_KEEP) { /* of lines nobody sees the mean */
    summary.has_mean = stat_mean(column, &summary.mean);
  }
  section_show(view->s, COST_OUTPUTS, step, &summary);
}

/* Whether a gate is open in a sample: when its condition holds. */
static bool is_open(const struct vm_column *gate, uint32_t sample) {
  uint32_t i = gate->count == 1 ? 0 : sample;
  return is_defined(gate, i) && gate->values[i] != 0;
}

double cost_gate_share(struct cost_session *s, int32_t alternative) {
  const struct cost_alternative *alternatives = s->c->section[COST_ALTERNATIVES].items;
  int32_t step = alternative == COST_NONE ? COST_NONE : alternatives[alternative].gate;
  if (step == COST_NONE) {
    return 1;
  }
  struct cost_gate *gate = &s->gates[alternative];
  uint32_t version = vm_version(s->vm, (uint32_t)step);
  if (gate->version != version) {
    const struct vm_column *column = &s->results[step];
    uint32_t open = 0;
    for (uint32_t i = 0; i < column->count; i++) {
      open += is_open(column, i);
    }
    gate->version = version;
    gate->share = (double)open / column->count;
  }
  return gate->share;
}

/* The least value of each sample of a block so far, and whose it is. */
enum { BLOCK = 256 };

struct race {
  double least[BLOCK];
  uint64_t winner[BLOCK]; /* as wide as the values, for vectors */
};

/* The values of an alternative, beyond all others where it is not available or not defined. */
static const double *race_values(const struct vm_column *column, const struct vm_column *gate,
                                 uint32_t at, uint32_t n, double *memory) {
  if (gate == NULL && column->mask == NULL && column->count > 1) {
    return column->values + at;
  }
  for (uint32_t i = 0; i < n; i++) {
    uint32_t k = column->count == 1 ? 0 : at + i;
    bool is_in = (gate == NULL || is_open(gate, at + i)) && is_defined(column, k);
    memory[i] = is_in ? column->values[k] : FMATH_UNDEFINED;
  }
  return memory;
}

static void race_run(struct race *r, const double *restrict values, uint64_t who, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    bool is_less = values[i] < r->least[i];
    r->least[i] = is_less ? values[i] : r->least[i];
    r->winner[i] = is_less ? who : r->winner[i];
  }
}

/* NULL: it is open in all samples. */
static const struct vm_column *gate_of(struct cost_session *s, int32_t alternative) {
  const struct cost_alternative *alternatives = s->c->section[COST_ALTERNATIVES].items;
  return cost_gate_share(s, alternative) < 1 ? &s->results[alternatives[alternative].gate] : NULL;
}

/* The most values that any of the columns and gates has. */
static uint32_t race_samples(struct cost_session *s, uint32_t beg, uint32_t end) {
  const struct cost_value *outputs = s->c->section[COST_OUTPUTS].items;
  uint32_t count = 1;
  for (uint32_t i = beg; i < end; i++) {
    const struct vm_column *gate = gate_of(s, outputs[i].alternative);
    uint32_t its = s->results[outputs[i].step].count;
    count = its > count ? its : count;
    count = gate != NULL && gate->count > count ? gate->count : count;
  }
  return count;
}

void cost_shares(struct cost_session *s, uint32_t beg, uint32_t end, double *ret_shares,
                 arena scratch) {
  const struct cost_value *outputs = s->c->section[COST_OUTPUTS].items;
  uint32_t samples = race_samples(s, beg, end);
  uint32_t *wins = NEW(&scratch, uint32_t, end - beg + 1); /* the last one: nobody's */
  struct race *race = NEW(&scratch, struct race, 1);
  double *memory = NEW(&scratch, double, BLOCK);
  for (uint32_t at = 0; at < samples; at += BLOCK) {
    uint32_t n = samples - at < BLOCK ? samples - at : BLOCK;
    for (uint32_t i = 0; i < n; i++) {
      race->least[i] = FMATH_UNDEFINED;
      race->winner[i] = end - beg;
    }
    for (uint32_t i = beg; i < end; i++) {
      const struct vm_column *gate = gate_of(s, outputs[i].alternative);
      const struct vm_column *column = &s->results[outputs[i].step];
      race_run(race, race_values(column, gate, at, n, memory), i - beg, n);
    }
    for (uint32_t i = 0; i < n; i++) {
      wins[race->winner[i]]++;
    }
  }
  for (uint32_t i = 0; i < end - beg; i++) {
    ret_shares[i] = (double)wins[i] / samples;
  }
}

/* The first samples of a column. */
static struct vm_column head_of(const struct vm_column *column) {
  struct vm_column head = *column;
  head.count = head.count < COST_RANK_SAMPLES ? head.count : COST_RANK_SAMPLES;
  return head;
}

/* Of 2^k Sobol points each has a rank of its own, its first k bits. */
static struct stat_ranks point_ranks(struct cost_session *s, const uint16_t *points,
                                     uint32_t count) {
  double middle = ((double)count - 1) / 2;
  uint32_t shift = SOBOL_BITS - (uint32_t)__builtin_ctz(count);
  double *offsets = NEW(&s->memory, double, count);
  for (uint32_t i = 0; i < count; i++) {
    offsets[i] = (points[i] >> shift) - middle;
  }
  double squares = (double)count * ((double)count * count - 1) / 12;
  return (struct stat_ranks){
      .offsets = offsets, .samples = count, .count = count, .squares = squares};
}

static const struct stat_ranks *input_ranks(struct cost_session *s, uint32_t input, arena scratch) {
  struct stat_ranks *ranks = &s->input_ranks[input];
  if (ranks->samples > 0) {
    return ranks;
  }
  struct vm_column head = head_of(&s->columns[input]);
  if (s->is_plain[input] && input < SOBOL_DIMENSIONS) {
    uint16_t *points = NEW(&scratch, uint16_t, head.count);
    sobol_column(s->seed, input, head.count, points);
    *ranks = point_ranks(s, points, head.count);
  } else {
    double *values = NEW(&scratch, double, head.count);
    struct cost_view view = {s, scratch};
    cost_sample(&view, input, head.count, values);
    head.values = values;
    *ranks = stat_rank(&head, &s->memory, scratch);
  }
  return ranks;
}

static void ranks_make(struct cost_session *s, uint32_t step, double *rho, arena scratch) {
  struct vm_column head = head_of(&s->results[step]);
  struct stat_ranks ranks = {.samples = 0};
  arena kept = scratch;
  if (head.count > 1) {
    kept.end = kept.at + (kept.end - kept.at) / 2;
    scratch.at = kept.end;
    ranks = stat_rank(&head, &kept, scratch);
  }
  for (uint32_t i = 0; i < s->input_count; i++) {
    rho[i] = 0;
    if (head.count > 1 && cost_is_sampled(s, i) && vm_depends(s->vm, step, i)) {
      (void)stat_correlation(&ranks, input_ranks(s, i, scratch), scratch, &rho[i]);
    }
  }
}

const double *cost_rank(struct cost_session *s, uint32_t output, arena scratch) {
  const struct cost_value *outputs = s->c->section[COST_OUTPUTS].items;
  struct cost_ranks *ranks = &s->ranks[output];
  uint32_t version = vm_version(s->vm, outputs[output].step);
  if (ranks->rho == NULL) {
    ranks->rho = NEW(&s->memory, double, s->input_count);
  }
  if (ranks->version != version) {
    ranks->version = version;
    ranks_make(s, outputs[output].step, ranks->rho, scratch);
  }
  return ranks->rho;
}

static double size_of(double rho) {
  return rho < 0 ? -rho : rho;
}

uint32_t cost_leading(const struct cost_session *s, const double *rho,
                      uint32_t ret[COST_RANKS_MAX]) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < s->input_count; i++) {
    double size = size_of(rho[i]);
    uint32_t at = count;
    if (size < COST_RANK_LEAST) {
      continue;
    }
    for (; at > 0 && size_of(rho[ret[at - 1]]) < size; at--) {
      if (at < COST_RANKS_MAX) {
        ret[at] = ret[at - 1];
      }
    }
    if (at < COST_RANKS_MAX) {
      ret[at] = i;
      count += count < COST_RANKS_MAX;
    }
  }
  return count;
}
