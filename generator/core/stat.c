#include "core/stat.h"

#include "core/fmath.h"
#include "core/mem.h"

/*
 * Selecting and sorting work on keys, whole numbers in the order of the values. Keys are put
 * into buckets by their first bits that are not the same for all: so each step takes linear
 * time and settles at least BUCKET_BITS of 64 bits, whatever the values are.
 */
enum {
  KEY_BITS = 64,
  BUCKET_BITS = 11,
  BUCKETS = 1 << BUCKET_BITS,
  FEW = 24 /* up to here inserting one by one is faster */
};

static const uint64_t sign_bit = (uint64_t)1 << 63;

static uint64_t key_of(double value) {
  double plain = value + 0.0; /* the two zeros are one value */
  uint64_t bits;
  __builtin_memcpy(&bits, &plain, sizeof bits);
  return bits ^ ((0 - (bits >> 63)) | sign_bit);
}

static double value_of(uint64_t key) {
  uint64_t bits = key ^ (((key >> 63) - 1) | sign_bit);
  double value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

static bool is_defined(const struct vm_column *c, uint32_t i) {
  return c->mask == NULL || c->mask[i] != 0;
}

uint32_t stat_defined(const struct vm_column *c) {
  uint32_t defined = 0;
  for (uint32_t i = 0; c->mask != NULL && i < c->count; i++) {
    defined += is_defined(c, i);
  }
  return c->mask == NULL ? c->count : defined;
}

bool stat_mean(const struct vm_column *c, double *ret) {
  double sum = 0;
  uint32_t defined = stat_defined(c);
  for (uint32_t i = 0; i < c->count; i++) { /* what is masked is 0 */
    sum += c->values[i];
  }
  if (defined == 0 || !fmath_is_finite(sum)) {
    return false;
  }
  *ret = sum / defined;
  return true;
}

/* The buckets of keys from `first` on. */
struct buckets {
  uint64_t first;
  uint32_t shift;
};

/*
 * The buckets of keys that are like `key` but for bits up to the highest of `differing`;
 * false: there is none.
 */
static bool buckets_around(uint64_t key, uint64_t differing, struct buckets *ret) {
  if (differing == 0) {
    return false;
  }
  uint32_t bits = KEY_BITS - (uint32_t)__builtin_clzll(differing);
  ret->shift = bits > BUCKET_BITS ? bits - BUCKET_BITS : 0;
  ret->first = key >> ret->shift & ~(uint64_t)(BUCKETS - 1);
  return true;
}

static uint32_t bucket_of(struct buckets b, uint64_t key) {
  return (uint32_t)((key >> b.shift) - b.first);
}

/* The keys at given places of the sorted order, looked for among `keys`. */
struct wanted {
  uint32_t place;
  uint64_t key;
};

struct selection {
  uint64_t *keys; /* moved about */
  uint32_t count;
  uint64_t differing; /* bits in which some key is not like the first */
  uint32_t before;    /* how many keys of the whole stand before these */
  struct wanted *wanted;
  uint32_t wanted_count; /* in the order of their places, all among these keys */
};

static void select_few(const struct selection *s) {
  for (uint32_t i = 1; i < s->count; i++) {
    uint64_t key = s->keys[i];
    uint32_t at = i;
    for (; at > 0 && s->keys[at - 1] > key; at--) {
      s->keys[at] = s->keys[at - 1];
    }
    s->keys[at] = key;
  }
  for (uint32_t i = 0; i < s->wanted_count; i++) {
    s->wanted[i].key = s->keys[s->wanted[i].place - s->before];
  }
}

/* Moves the keys of one bucket to the front; how many they are, and in what they differ. */
static void select_bucket(struct selection *s, struct buckets b, uint32_t bucket) {
  uint32_t found = 0;
  s->differing = 0;
  for (uint32_t i = 0; i < s->count; i++) {
    uint64_t key = s->keys[i];
    if (bucket_of(b, key) == bucket) {
      s->keys[i] = s->keys[found];
      s->keys[found++] = key;
      s->differing |= key ^ s->keys[0];
    }
  }
  s->count = found;
}

/* Leaves only the keys of buckets in which something is wanted; `sizes` are of all. */
static uint32_t select_marked(const struct selection *s, struct buckets b, const uint32_t *sizes,
                              arena scratch) {
  uint8_t *is_marked = NEW(&scratch, uint8_t, BUCKETS);
  uint32_t bucket = 0;
  uint32_t end = s->before + sizes[0];
  for (uint32_t i = 0; i < s->wanted_count; i++) {
    while (s->wanted[i].place >= end) {
      end += sizes[++bucket];
    }
    is_marked[bucket] = 1;
  }
  uint64_t *keys = s->keys;
  uint32_t count = s->count;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint64_t key = keys[i];
    keys[kept] = key;
    kept += is_marked[bucket_of(b, key)];
  }
  return kept;
}

static void select_keys(struct selection s, arena scratch) {
  struct buckets b;
  if (s.count <= FEW) {
    select_few(&s);
    return;
  }
  if (!buckets_around(s.keys[0], s.differing, &b)) {
    for (uint32_t i = 0; i < s.wanted_count; i++) {
      s.wanted[i].key = s.keys[0];
    }
    return;
  }
  uint32_t *sizes = NEW(&scratch, uint32_t, BUCKETS);
  for (uint32_t i = 0; i < s.count; i++) {
    sizes[bucket_of(b, s.keys[i])]++;
  }
  s.count = select_marked(&s, b, sizes, scratch);
  for (uint32_t bucket = 0; s.wanted_count > 0; s.before += sizes[bucket++]) {
    struct selection part = s;
    uint32_t end = s.before + sizes[bucket];
    for (part.wanted_count = 0; part.wanted_count < s.wanted_count; part.wanted_count++) {
      if (s.wanted[part.wanted_count].place >= end) {
        break;
      }
    }
    if (part.wanted_count > 0) {
      part.count = s.count;
      select_bucket(&part, b, bucket);
      select_keys(part, scratch);
      s.keys += part.count;
      s.count -= part.count;
      s.wanted += part.wanted_count;
      s.wanted_count -= part.wanted_count;
    }
  }
}

/* Puts a place into the list, in order, unless it is there. */
static uint32_t wanted_add(struct wanted *wanted, uint32_t count, uint32_t place) {
  uint32_t at = count;
  while (at > 0 && wanted[at - 1].place > place) {
    at--;
  }
  if (at > 0 && wanted[at - 1].place == place) {
    return count;
  }
  mem_move(wanted + at + 1, wanted + at, (count - at) * (ptrdiff_t)sizeof *wanted);
  wanted[at].place = place;
  return count + 1;
}

static double wanted_value(const struct wanted *wanted, uint32_t place) {
  uint32_t i = 0;
  while (wanted[i].place != place) {
    i++;
  }
  return value_of(wanted[i].key);
}

static double between(double lower, double upper, double share) {
  if (share == 0 || lower == upper) {
    return lower;
  }
  if (upper == VM_NEVER) {
    return upper;
  }
  double width = upper - lower;
  return fmath_is_finite(width) ? lower + width * share : lower * (1 - share) + upper * share;
}

/* The keys of what is defined; how many they are. */
static uint32_t keys_gather(const struct vm_column *c, uint64_t *restrict keys,
                            uint64_t *ret_differing) {
  const double *values = c->values;
  const uint8_t *mask = c->mask;
  uint32_t count = c->count;
  uint32_t defined = 0;
  uint64_t differing = 0;
  if (mask == NULL) {
    uint64_t first = key_of(values[0]);
    for (uint32_t i = 0; i < count; i++) {
      uint64_t key = key_of(values[i]);
      keys[i] = key;
      differing |= key ^ first;
    }
    *ret_differing = differing;
    return count;
  }
  for (uint32_t i = 0; i < count; i++) {
    keys[defined] = key_of(values[i]);
    defined += mask[i] != 0;
    differing |= defined > 0 ? keys[defined - 1] ^ keys[0] : 0;
  }
  *ret_differing = differing;
  return defined;
}

bool stat_quantiles(const struct vm_column *c, const double *q, uint32_t count, double *ret,
                    arena scratch) {
  struct wanted wanted[2 * STAT_QUANTILES_MAX];
  ptrdiff_t size = (ptrdiff_t)c->count * (ptrdiff_t)sizeof(uint64_t);
  uint64_t *keys = arena_take(&scratch, size, (ptrdiff_t)sizeof *keys);
  struct selection s = {.keys = keys, .wanted = wanted};
  s.count = keys_gather(c, keys, &s.differing);
  if (s.count == 0) {
    return false;
  }
  for (uint32_t i = 0; i < count; i++) {
    uint32_t lower = (uint32_t)(q[i] * (s.count - 1));
    s.wanted_count = wanted_add(wanted, s.wanted_count, lower);
    s.wanted_count = wanted_add(wanted, s.wanted_count, lower + (lower < s.count - 1));
  }
  select_keys(s, scratch);
  for (uint32_t i = 0; i < count; i++) {
    double at = q[i] * (s.count - 1);
    uint32_t lower = (uint32_t)at;
    uint32_t upper = lower + (lower < s.count - 1);
    ret[i] = between(wanted_value(wanted, lower), wanted_value(wanted, upper), at - lower);
  }
  return true;
}

/* A key and where it came from. */
struct item {
  uint64_t key;
  uint32_t index;
};

static void sort_few(struct item *items, uint32_t count) {
  for (uint32_t i = 1; i < count; i++) {
    struct item item = items[i];
    uint32_t at = i;
    for (; at > 0 && items[at - 1].key > item.key; at--) {
      items[at] = items[at - 1];
    }
    items[at] = item;
  }
}

/* `spare` has room for as many items. */
static void sort_keys(struct item *items, uint32_t count, struct item *spare, arena scratch) {
  uint64_t differing = 0;
  for (uint32_t i = 0; i < count; i++) {
    differing |= items[i].key ^ items[0].key;
  }
  struct buckets b;
  if (count <= FEW) {
    sort_few(items, count);
    return;
  }
  if (!buckets_around(items[0].key, differing, &b)) {
    return;
  }
  uint32_t *begins = NEW(&scratch, uint32_t, BUCKETS + 1);
  for (uint32_t i = 0; i < count; i++) {
    begins[bucket_of(b, items[i].key) + 1]++;
  }
  for (uint32_t i = 0; i < BUCKETS; i++) {
    begins[i + 1] += begins[i];
  }
  for (uint32_t i = 0; i < count; i++) { /* afterwards each begins where the next one began */
    spare[begins[bucket_of(b, items[i].key)]++] = items[i];
  }
  mem_copy(items, spare, count * (ptrdiff_t)sizeof *items);
  for (uint32_t i = 0, from = 0; i < BUCKETS; from = begins[i++]) {
    if (begins[i] - from > 1) {
      sort_keys(items + from, begins[i] - from, spare, scratch);
    }
  }
}

struct stat_ranks stat_rank(const struct vm_column *c, arena *a, arena scratch) {
  struct stat_ranks r = {.mask = c->mask, .samples = c->count};
  struct item *items = NEW(&scratch, struct item, c->count);
  struct item *spare = NEW(&scratch, struct item, c->count);
  for (uint32_t i = 0; i < c->count; i++) {
    items[r.count].key = key_of(c->values[i]);
    items[r.count].index = r.count;
    r.count += is_defined(c, i);
  }
  sort_keys(items, r.count, spare, scratch);
  double *offsets = NEW(a, double, r.count);
  double middle = ((double)r.count - 1) / 2;
  for (uint32_t from = 0, end = 0; from < r.count; from = end) {
    while (end < r.count && items[end].key == items[from].key) {
      end++;
    }
    double offset = ((double)from + (double)end - 1) / 2 - middle;
    for (uint32_t i = from; i < end; i++) {
      offsets[items[i].index] = offset;
    }
    r.squares += (end - from) * (offset * offset);
  }
  r.offsets = offsets;
  return r;
}

/* Halves of the sum run side by side: one addition need not wait for the one before. */
static double product_sum(const double *x, const double *y, uint32_t count) {
  enum { LANES = 4 };
  double sums[LANES] = {0};
  uint32_t i = 0;
  for (; count - i >= LANES; i += LANES) {
    for (uint32_t k = 0; k < LANES; k++) {
      sums[k] += x[i + k] * y[i + k];
    }
  }
  for (; i < count; i++) {
    sums[0] += x[i] * y[i];
  }
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/* Ranks of `r` among the samples that `other` has, too. */
static struct stat_ranks ranks_shared(const struct stat_ranks *r, const struct stat_ranks *other,
                                      arena *a, arena scratch) {
  double *values = NEW(a, double, r->count);
  uint32_t count = 0;
  for (uint32_t i = 0, at = 0; i < r->samples; i++) {
    bool is_mine = r->mask == NULL || r->mask[i] != 0;
    bool is_shared = is_mine && (other->mask == NULL || other->mask[i] != 0);
    if (is_shared) {
      values[count++] = r->offsets[at];
    }
    at += is_mine;
  }
  struct vm_column column = {values, NULL, count};
  return stat_rank(&column, a, scratch);
}

bool stat_correlation(const struct stat_ranks *x, const struct stat_ranks *y, arena scratch,
                      double *ret) {
  struct stat_ranks first = *x;
  struct stat_ranks second = *y;
  if (x->samples != y->samples) { /* one is a constant column */
    return false;
  }
  if (x->mask != y->mask) {
    arena half = {scratch.at, scratch.at + (scratch.end - scratch.at) / 2};
    arena rest = {half.end, scratch.end};
    first = ranks_shared(x, y, &half, rest);
    second = ranks_shared(y, x, &half, rest);
  }
  double squares = first.squares * second.squares;
  if (!(squares > 0)) {
    return false;
  }
  *ret = product_sum(first.offsets, second.offsets, first.count) / fmath_sqrt(squares);
  return true;
}
