#include "core/fmath.h"
#include "core/sort.h"
#include "core/vm_parts.h"

static struct vm_column one(double value, bool is_defined, struct vm_room room) {
  is_defined = is_defined && fmath_is_finite(value);
  room.values[0] = is_defined ? value : 0;
  room.mask[0] = is_defined;
  return (struct vm_column){room.values, is_defined ? NULL : room.mask, 1};
}

static bool is_defined(const struct vm_column *column, uint32_t i) {
  return column->mask == NULL || column->mask[i] != 0;
}

static struct vm_column mean(const struct vm_column *x, struct vm_room room) {
  double sum = 0;
  uint32_t count = 0;
  for (uint32_t i = 0; i < x->count; i++) {
    sum += x->values[i];
    count += is_defined(x, i);
  }
  return one(sum / count, count > 0, room);
}

static int number_order(const void *a, const void *b, void *ctx) {
  double x = *(const double *)a;
  double y = *(const double *)b;
  (void)ctx;
  return (x > y) - (x < y);
}

static struct vm_column quantile(const struct vm_column *q, const struct vm_column *x,
                                 struct vm_room room, arena scratch) {
  double *sorted = NEW(&scratch, double, x->count);
  uint32_t count = 0;
  for (uint32_t i = 0; i < x->count; i++) {
    sorted[count] = x->values[i];
    count += is_defined(x, i);
  }
  if (count == 0 || q->count > 1 || !is_defined(q, 0) ||
      !(q->values[0] >= 0 && q->values[0] <= 1)) {
    return one(0, false, room);
  }
  sort_items(sorted, count, (ptrdiff_t)sizeof *sorted, number_order, NULL, scratch);
  double at = q->values[0] * (count - 1);
  uint32_t below = (uint32_t)at;
  double share = at - below;
  double value = sorted[below];
  if (share > 0) {
    double next = sorted[below + 1];
    value = next == VM_NEVER ? next : value + (next - value) * share;
  }
  return one(value, true, room);
}

struct item {
  double value;
  uint32_t index;
};

/* Ranks of the values, those of equal ones their mean. */
static void rank(const double *values, uint32_t count, double *ranks, arena scratch) {
  struct item *items = NEW(&scratch, struct item, count);
  for (uint32_t i = 0; i < count; i++) {
    items[i] = (struct item){values[i], i};
  }
  sort_items(items, count, (ptrdiff_t)sizeof *items, number_order, NULL, scratch);
  for (uint32_t beg = 0, end; beg < count; beg = end) {
    for (end = beg + 1; end < count && items[end].value == items[beg].value; end++) {
    }
    for (uint32_t i = beg; i < end; i++) {
      ranks[items[i].index] = (beg + end - 1) / 2.0;
    }
  }
}

/* Pearson's, of the ranks of what is defined in both. */
static struct vm_column correlation(const struct vm_column *x, const struct vm_column *y,
                                    struct vm_room room, arena scratch) {
  uint32_t all = x->count == y->count ? x->count : 1; /* a constant has no ranks */
  uint32_t count = 0;
  double *pair[2] = {NEW(&scratch, double, all), NEW(&scratch, double, all)};
  for (uint32_t i = 0; i < all; i++) {
    pair[0][count] = x->values[i];
    pair[1][count] = y->values[i];
    count += is_defined(x, i) && is_defined(y, i);
  }
  rank(pair[0], count, pair[0], scratch);
  rank(pair[1], count, pair[1], scratch);
  double middle = (count - 1.0) / 2;
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (uint32_t i = 0; i < count; i++) {
    double dx = pair[0][i] - middle;
    double dy = pair[1][i] - middle;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return one(xy / fmath_sqrt(xx) / fmath_sqrt(yy), xx > 0 && yy > 0, room);
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

ptrdiff_t vm_whole_scratch(uint32_t samples) {
  ptrdiff_t each = 2 * sizeof(double) + 2 * sizeof(struct item);
  return (ptrdiff_t)samples * each + 64;
}
