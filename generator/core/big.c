#include "core/big.h"

#include "core/mem.h"

void big_set(struct big *b, uint64_t value) {
  b->limb[0] = (uint32_t)value;
  b->limb[1] = (uint32_t)(value >> 32);
  b->n = value == 0 ? 0 : value >> 32 == 0 ? 1 : 2;
}

void big_scale(struct big *b, uint32_t factor, uint32_t add) {
  uint64_t carry = add;
  for (int i = 0; i < b->n; i++) {
    carry += (uint64_t)b->limb[i] * factor;
    b->limb[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry != 0) {
    b->limb[b->n++] = (uint32_t)carry;
  }
}

void big_pow10(struct big *b, int exponent) {
  for (; exponent >= 9; exponent -= 9) {
    big_scale(b, 1000000000, 0);
  }
  for (; exponent > 0; exponent--) {
    big_scale(b, 10, 0);
  }
}

void big_shift(struct big *b, int bits) {
  int limbs = bits / 32;
  int rest = bits % 32;
  if (b->n == 0 || bits == 0) {
    return;
  }
  b->limb[b->n] = 0;
  for (int i = b->n; i >= 0; i--) {
    uint32_t low = i > 0 && rest > 0 ? b->limb[i - 1] >> (32 - rest) : 0;
    b->limb[i + limbs] = b->limb[i] << rest | low;
  }
  mem_zero(b->limb, limbs * (ptrdiff_t)sizeof *b->limb);
  b->n += limbs + 1;
  b->n -= b->limb[b->n - 1] == 0;
}

int big_compare(const struct big *a, const struct big *b) {
  if (a->n != b->n) {
    return a->n < b->n ? -1 : 1;
  }
  for (int i = a->n - 1; i >= 0; i--) {
    if (a->limb[i] != b->limb[i]) {
      return a->limb[i] < b->limb[i] ? -1 : 1;
    }
  }
  return 0;
}

void big_subtract(struct big *a, const struct big *b) {
  uint64_t borrow = 0;
  for (int i = 0; i < a->n; i++) {
    uint64_t take = borrow + (i < b->n ? b->limb[i] : 0);
    borrow = a->limb[i] < take;
    a->limb[i] = (uint32_t)(a->limb[i] - take);
  }
  while (a->n > 0 && a->limb[a->n - 1] == 0) {
    a->n--;
  }
}

void big_add(struct big *a, const struct big *b) {
  uint64_t carry = 0;
  int n = a->n > b->n ? a->n : b->n;
  for (int i = 0; i < n; i++) {
    carry += (uint64_t)(i < a->n ? a->limb[i] : 0) + (i < b->n ? b->limb[i] : 0);
    a->limb[i] = (uint32_t)carry;
    carry >>= 32;
  }
  a->n = n;
  if (carry != 0) {
    a->limb[a->n++] = (uint32_t)carry;
  }
}

int big_bits(const struct big *b) {
  if (b->n == 0) {
    return 0;
  }
  int bits = (b->n - 1) * 32;
  for (uint32_t top = b->limb[b->n - 1]; top != 0; top >>= 1) {
    bits++;
  }
  return bits;
}
