#include "model/unit.h"

#include "core/mem.h"

struct unit unit_pure(void) {
  return (struct unit){.factor = 1};
}

bool unit_same(const struct unit *a, const struct unit *b) {
  return mem_compare(a->exponent, b->exponent, UNIT_BASES_MAX) == 0;
}

bool unit_is_pure(const struct unit *u) {
  struct unit pure = unit_pure();
  return unit_same(u, &pure);
}

static bool set_exponent(struct unit *u, int base, int exponent) {
  if (exponent < -UNIT_EXPONENT_MAX || exponent > UNIT_EXPONENT_MAX) {
    return false;
  }
  u->exponent[base] = (int8_t)exponent;
  return true;
}

bool unit_multiply(const struct unit *a, const struct unit *b, struct unit *ret_unit) {
  struct unit u = {.factor = a->factor * b->factor};
  for (int i = 0; i < UNIT_BASES_MAX; i++) {
    if (!set_exponent(&u, i, a->exponent[i] + b->exponent[i])) {
      return false;
    }
  }
  *ret_unit = u;
  return true;
}

bool unit_divide(const struct unit *a, const struct unit *b, struct unit *ret_unit) {
  struct unit u = {.factor = a->factor / b->factor};
  for (int i = 0; i < UNIT_BASES_MAX; i++) {
    if (!set_exponent(&u, i, a->exponent[i] - b->exponent[i])) {
      return false;
    }
  }
  *ret_unit = u;
  return true;
}

bool unit_power(const struct unit *u, int exponent, struct unit *ret_unit) {
  struct unit power = unit_pure();
  if (unit_is_pure(u)) { /* any exponent will do; the factor of a pure number is 1 */
    *ret_unit = power;
    return true;
  }
  int count = exponent < 0 ? -exponent : exponent;
  for (int i = 0; i < count; i++) {
    bool fits = exponent < 0 ? unit_divide(&power, u, &power) : unit_multiply(&power, u, &power);
    if (!fits) {
      return false;
    }
  }
  *ret_unit = power;
  return true;
}

bool unit_root(const struct unit *u, struct unit *ret_unit) {
  struct unit root = {.factor = 1};
  for (int i = 0; i < UNIT_BASES_MAX; i++) {
    if (u->exponent[i] % 2 != 0) {
      return false;
    }
    root.exponent[i] = (int8_t)(u->exponent[i] / 2);
  }
  *ret_unit = root;
  return true;
}

const struct unit_name *unit_find(const struct units *table, str name) {
  for (ptrdiff_t i = 0; i < table->count; i++) {
    if (str_eq(table->names[i].name, name)) {
      return &table->names[i];
    }
  }
  return NULL;
}

/* --- for messages ------------------------------------------------------------ */

/* All base units whose exponents have this sign, joined by '*'. */
static int print_bases(const struct units *table, const struct unit *u, int sign, buf *out) {
  int count = 0;
  for (ptrdiff_t i = 0; i < table->base_count; i++) {
    int exponent = u->exponent[i] * sign;
    if (exponent <= 0) {
      continue;
    }
    buf_str(out, count++ > 0 ? STR("*") : STR(""));
    buf_str(out, table->names[i].name);
    if (exponent > 1) {
      buf_byte(out, '^');
      buf_int(out, exponent);
    }
  }
  return count;
}

static int count_below(const struct units *table, const struct unit *u) {
  int count = 0;
  for (ptrdiff_t i = 0; i < table->base_count; i++) {
    count += u->exponent[i] < 0;
  }
  return count;
}

str unit_print(const struct units *table, const struct unit *u, arena *perm) {
  if (u->text.n > 0) {
    return u->text;
  }
  if (unit_is_pure(u)) {
    return STR("a pure number");
  }
  for (ptrdiff_t i = 0; i < table->written_count; i++) {
    if (unit_same(&table->written[i], u)) {
      return table->written[i].text;
    }
  }
  buf b = buf_open(perm);
  if (print_bases(table, u, 1, &b) == 0) {
    buf_byte(&b, '1');
  }
  int below = count_below(table, u);
  if (below > 0) {
    buf_str(&b, below > 1 ? STR("/(") : STR("/"));
    print_bases(table, u, -1, &b);
    buf_str(&b, below > 1 ? STR(")") : STR(""));
  }
  return buf_close(&b, perm);
}
