/*
 * A place to try units and formulas without a whole table: some units, some
 * inputs, and a formula from text to value.
 */
#ifndef FINGERPOST_TESTS_FORMULA_LAB_H
#define FINGERPOST_TESTS_FORMULA_LAB_H

#include "model/formula_compile.h"
#include "yaml_reading.h"

enum { LAB_BASES = 4, LAB_INPUTS = 6 };
struct lab_unit {
  str name;
  double factor;
  int8_t exponent[LAB_BASES];
};

static const struct lab_unit lab_units[] = {
    {STR_INIT("USD"), 1, {1}},
    {STR_INIT("tok"), 1, {0, 1}},
    {STR_INIT("call"), 1, {0, 0, 1}},
    {STR_INIT("s"), 1, {0, 0, 0, 1}},
    {STR_INIT("Mtok"), 1e6, {0, 1}},
    {STR_INIT("h"), 3600, {0, 0, 0, 1}},
    {STR_INIT("d"), 86400, {0, 0, 0, 1}},
};
enum { LAB_UNITS = sizeof lab_units / sizeof *lab_units };
struct lab_input {
  str name;
  int8_t exponent[LAB_BASES];
  double value; /* base units */
  struct formula_input info;
};

static const struct lab_input lab_inputs[LAB_INPUTS] = {
    {STR_INIT("x"), {0}, 3, {0, 0, 0, false}},
    {STR_INIT("zero"), {0}, 0, {1, 0, 0, false}},
    {STR_INIT("fee"), {1}, 12.5, {2, 10, 20, true}},
    {STR_INIT("price"), {1, -1}, 2e-6, {3, 1e-6, 3e-6, true}},
    {STR_INIT("calls"), {0, 0, 1, -1}, 0.25, {4, 0.125, 0.5, false}},
    {STR_INIT("time"), {0, 0, 0, 1}, 7200, {5, 0, 9000, false}},
};

struct lab {
  struct reading *r;
  struct units units;
  struct program program;
  struct formula_compiler compiler;
  struct formula formula;
};

static inline struct formula_value lab_resolve(struct formula_compiler *c,
                                               const struct formula_node *n) {
  for (int i = 0; i < LAB_INPUTS; i++) {
    if (str_eq(lab_inputs[i].name, n->name)) {
      struct formula_value v = {.type = VALUE_NUMBER, .step = program_input(c->program, i)};
      v.unit.factor = 1;
      memcpy(v.unit.exponent, lab_inputs[i].exponent, LAB_BASES);
      v.varies = lab_inputs[i].info.is_sampled;
      v.input = &lab_inputs[i].info;
      return v;
    }
  }
  formula_refuse(c, D_FORMULA_NAME, n->beg, n->end, STR(""));
  return (struct formula_value){.type = VALUE_FAILED};
}

/* A document {f: "TEXT"} with all that is needed to read TEXT; uses the unit arena anew. */
static inline struct lab *lab_open(const char *text) {
  static char yaml[64 << 10];
  snprintf(yaml, sizeof yaml, "f: \"%s\"", text);
  struct reading *r = read_text(str_of(yaml));
  struct lab *l = NEW(&r->perm, struct lab, 1);
  l->r = r;
  l->units = (struct units){.names = NEW(&r->perm, struct unit_name, LAB_UNITS),
                            .count = LAB_UNITS,
                            .base_count = LAB_BASES};
  for (int i = 0; i < LAB_UNITS; i++) {
    l->units.names[i] = (struct unit_name){.name = lab_units[i].name};
    l->units.names[i].unit.factor = lab_units[i].factor;
    l->units.names[i].unit.text = lab_units[i].name;
    memcpy(l->units.names[i].unit.exponent, lab_units[i].exponent, LAB_BASES);
  }
  l->program.perm = &r->perm;
  l->compiler =
      (struct formula_compiler){.units = {.table = &l->units, .diags = &r->ds, .perm = &r->perm},
                                .program = &l->program,
                                .resolve = lab_resolve};
  return l;
}

static inline uint32_t lab_node(const struct lab *l) {
  return ynode_get(&l->r->doc, Y_ROOT, STR("f"), NULL);
}

static inline struct formula_value lab_compile(struct lab *l) {
  if (!formula_parse(&l->compiler.units, &l->r->doc, lab_node(l), &l->formula)) {
    return (struct formula_value){.type = VALUE_FAILED};
  }
  return formula_compile(&l->compiler, &l->formula);
}

/* The value of a step with the inputs above; false when it is undefined. */
static inline bool lab_value(struct lab *l, uint32_t step, double *ret_value) {
  struct vm_column inputs[LAB_INPUTS];
  for (int i = 0; i < LAB_INPUTS; i++) {
    inputs[i] = (struct vm_column){&lab_inputs[i].value, NULL, 1};
  }
  struct vm_program p = {.steps = l->program.steps,
                         .step_count = (uint32_t)l->program.count,
                         .constants = l->program.constants,
                         .constant_count = (uint32_t)l->program.constant_count,
                         .input_count = LAB_INPUTS};
  assert_true(vm_check(&p));
  const struct vm_column *column = &vm_run(&p, inputs, &l->r->perm)[step];
  *ret_value = column->values[0];
  return column->mask == NULL || column->mask[0] != 0;
}

#endif
