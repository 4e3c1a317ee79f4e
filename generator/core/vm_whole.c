#include "core/fmath.h"
#include "core/stat.h"
#include "core/vm_parts.h"

static struct vm_column one(double value, bool is_defined, struct vm_room room) {
  is_defined = is_defined && fmath_is_finite(value);
  room.values[0] = is_defined ? value : 0;
  room.mask[0] = is_defined;
  return (struct vm_column){room.values, is_defined ? NULL : room.mask, 1};
}

static struct vm_column mean(const struct vm_column *x, struct vm_room room) {
  double value = 0;
  bool is_defined = stat_mean(x, &value);
  return one(value, is_defined, room);
}

static struct vm_column quantile(const struct vm_column *q, const struct vm_column *x,
                                 struct vm_room room, arena scratch) {
  double value = 0;
  bool is_share = q->count == 1 && stat_defined(q) == 1 && q->values[0] >= 0 && q->values[0] <= 1;
  bool is_defined = is_share && stat_quantiles(x, q->values, 1, &value, scratch);
  return one(value, is_defined, room);
}

static struct vm_column correlation(const struct vm_column *x, const struct vm_column *y,
                                    struct vm_room room, arena scratch) {
  double value = 0;
  arena kept = {scratch.at, scratch.at + (scratch.end - scratch.at) / 2};
  arena rest = {kept.end, scratch.end};
  struct stat_ranks first = stat_rank(x, &kept, rest);
  struct stat_ranks second = stat_rank(y, &kept, rest);
  bool is_defined = stat_correlation(&first, &second, rest, &value);
  return one(value, is_defined, room);
}

struct vm_column vm_whole_step(const struct vm_step *s,
                               const struct vm_column operands[VM_OPERANDS_MAX],
                               struct vm_room room, arena scratch) {
  switch (s->op) {
    case VM_MEAN:
      return mean(&operands[0], room);
    case VM_QUANTILE:
      return quantile(&operands[0], &operands[1], room, scratch);
    default:
      return correlation(&operands[0], &operands[1], room, scratch);
  }
}

/* Ranks of two columns, once more where samples are missing, and sorting them takes most. */
ptrdiff_t vm_whole_scratch(uint32_t samples) {
  const ptrdiff_t buckets = 256 << 10;
  return (ptrdiff_t)samples * 160 + buckets;
}
