/*
 * Runs tests/vectors/cost.test, which says itself how it is written. With
 * --dump FOLDER, each case is also written as three files for other runners:
 * 001.image, 001.state and 001.expected, which is what cost_run has to give.
 */
#include "cases.h"
#include "core/cost_fold.h"
#include "cost_made.h"

enum { MEMORY = 64 << 20, NAMES_MAX = 200 };

static const str op_names[] = {
#define OP_NAME(name, operands) STR_INIT(#name),
    VM_OPS(OP_NAME)
#undef OP_NAME
};

struct reading {
  struct make made;
  str steps[NAMES_MAX]; /* names, by index */
};

/* Index of the name, or -1. */
static int32_t name_find(const str *names, ptrdiff_t count, str name) {
  for (int32_t i = 0; i < count; i++) {
    if (str_eq(names[i], name)) {
      return i;
    }
  }
  return -1;
}

static uint32_t name_index(const str *names, ptrdiff_t count, str name) {
  int32_t i = name_find(names, count, name);
  if (i < 0) {
    give_up("no such name", name);
  }
  return (uint32_t)i;
}

static uint32_t step_find(const struct reading *r, str name) {
  return name_index(r->steps, r->made.steps.n, name);
}

static str text_of(const struct reading *r, struct pack_text slice) {
  struct pack_section texts = pack_texts_section(r->made.texts);
  return pack_text_at(&texts, slice);
}

static uint32_t input_find(const struct reading *r, str id) {
  for (uint32_t i = 0; i < r->made.inputs.n; i++) {
    if (str_eq(text_of(r, r->made.inputs.items[i].id), id)) {
      return i;
    }
  }
  give_up("no such input", id);
}

static int32_t alternative_find(const struct reading *r, str id) {
  for (int32_t i = 0; i < r->made.alternatives.n; i++) {
    if (str_eq(text_of(r, r->made.alternatives.items[i].id), id)) {
      return i;
    }
  }
  give_up("no such alternative", id);
}

static struct pack_text unit_take(struct reading *r, str *line) {
  str unit = word_take(line);
  return make_text(&r->made, str_eq(unit, STR("\\-")) ? STR("") : unit);
}

static void step_name(struct reading *r, str name) {
  if (r->made.steps.n > NAMES_MAX) {
    give_up("too many steps", name);
  }
  r->steps[r->made.steps.n - 1] = name;
}

/* "input ID UNIT FACTOR DEFAULT LOW HIGH" */
static void input_read(struct reading *r, str line) {
  str id = word_take(&line);
  make_input(&r->made, id, 0);
  step_name(r, id);
  struct cost_input *in = MAKE_LAST(r->made.inputs);
  in->unit = unit_take(r, &line);
  in->factor = number_of(word_take(&line));
  in->value = number_of(word_take(&line)) * in->factor;
  in->low = number_of(word_take(&line)) * in->factor;
  in->high = number_of(line) * in->factor;
}

/* "dist KIND FROM TO [MODE]", of the last input, in its unit */
static void dist_read(struct reading *r, str line) {
  static const str kinds[] = {STR_INIT("fixed"), STR_INIT("lognormal"), STR_INIT("uniform"),
                              STR_INIT("triangular")};
  struct cost_input *in = MAKE_LAST(r->made.inputs);
  in->dist.kind = name_index(kinds, 4, word_take(&line));
  in->dist.from = number_of(word_take(&line)) * in->factor;
  in->dist.to = number_of(word_take(&line)) * in->factor;
  in->dist.mode = line.n > 0 ? number_of(line) * in->factor : in->dist.from;
}

/* "mate INPUT RHO", of the last input */
static void mate_read(struct reading *r, str line) {
  struct cost_input *in = MAKE_LAST(r->made.inputs);
  in->mate = (int32_t)input_find(r, word_take(&line));
  in->rho = number_of(line);
}

/* "choice ID DEFAULT CHOICE...", where the default is an index */
static void choice_read(struct reading *r, str line) {
  str id = word_take(&line);
  make_input(&r->made, id, number_of(word_take(&line)));
  step_name(r, id);
  MAKE_LAST(r->made.inputs)->unit = make_text(&r->made, STR(""));
  while (line.n > 0) {
    make_choice(&r->made, word_take(&line));
  }
}

/* "step NAME OP OPERAND..." */
static void step_read(struct reading *r, str line) {
  str name = word_take(&line);
  str op = word_take(&line);
  uint32_t code = name_index(op_names, VM_OP_COUNT, op);
  struct vm_step step = {code, 0, 0, 0};
  if (code == VM_CONST) {
    make_constant(&r->made, number_of(line));
    step_name(r, name);
    return;
  }
  step.a = step_find(r, word_take(&line));
  if (code == VM_PICK) {
    step.b = (uint32_t)r->made.constants.n;
    for (; line.n > 0; step.c++) {
      MAKE_ADD(&r->made, constants, number_of(word_take(&line)));
    }
  } else if (code == VM_BREAKEVEN) {
    step.b = input_find(r, word_take(&line));
    step.c = (uint32_t)r->made.constants.n;
    MAKE_ADD(&r->made, constants, number_of(word_take(&line)));
    MAKE_ADD(&r->made, constants, number_of(line));
  } else if (code == VM_POW) {
    step.b = (uint32_t)(int32_t)number_of(line);
  } else if (line.n > 0) {
    step.b = step_find(r, word_take(&line));
    step.c = line.n > 0 ? step_find(r, line) : 0;
  }
  make_step(&r->made, step);
  step_name(r, name);
}

/* "alternative ID [STEP]" */
static void alternative_read(struct reading *r, str line) {
  str id = word_take(&line);
  make_alternative(&r->made, id, line.n > 0 ? (int32_t)step_find(r, line) : COST_NONE);
}

/* "STEP UNIT FACTOR", which ends lines and outputs */
static struct cost_value value_read(struct reading *r, str id, str line) {
  struct cost_value v = make_value(&r->made, id, step_find(r, word_take(&line)), COST_NONE);
  v.unit = unit_take(r, &line);
  v.factor = number_of(line);
  return v;
}

/* "line ALTERNATIVE KIND NAME STEP UNIT FACTOR" */
static void line_read(struct reading *r, str line) {
  static const str kinds[] = {STR_INIT("once"), STR_INIT("month"), STR_INIT("call"),
                              STR_INIT("retrain")};
  int32_t alternative = alternative_find(r, word_take(&line));
  uint32_t kind = name_index(kinds, 4, word_take(&line));
  str name = word_take(&line);
  struct cost_value v = value_read(r, name, line);
  v.alternative = alternative;
  v.kind = kind;
  MAKE_ADD(&r->made, lines, v);
}

/* "output ID ALTERNATIVE STEP UNIT FACTOR" */
static void output_read(struct reading *r, str line) {
  str id = word_take(&line);
  str alternative = word_take(&line);
  struct cost_value v = value_read(r, id, line);
  if (!str_eq(alternative, STR("\\-"))) {
    v.alternative = alternative_find(r, alternative);
  }
  MAKE_ADD(&r->made, outputs, v);
}

/* "scenario ID INPUT=VALUE..." */
static void scenario_read(struct reading *r, str line) {
  make_scenario(&r->made, word_take(&line));
  while (line.n > 0) {
    str value = word_take(&line);
    uint32_t input = input_find(r, part_take(&value, '='));
    const struct cost_input *in = &r->made.inputs.items[input];
    make_setting(&r->made, input, number_of(value) * in->factor);
  }
}

/* Takes the lines of a table up to its first case; gives its image. */
static str table_take(str *text, arena *a) {
  static const struct {
    str kind;
    void (*read)(struct reading *r, str line);
  } kinds[] = {
      {STR_INIT("input"), input_read},       {STR_INIT("choice"), choice_read},
      {STR_INIT("step"), step_read},         {STR_INIT("alternative"), alternative_read},
      {STR_INIT("line"), line_read},         {STR_INIT("output"), output_read},
      {STR_INIT("scenario"), scenario_read}, {STR_INIT("dist"), dist_read},
      {STR_INIT("mate"), mate_read},
  };
  enum { KINDS = sizeof kinds / sizeof *kinds };
  struct reading r = {.made = make_new(a)};
  while (text->n > 0 && !str_starts(*text, STR("--"))) {
    str line = line_take(text);
    str kind = word_take(&line);
    int i = 0;
    while (i < KINDS && !str_eq(kinds[i].kind, kind)) {
      i++;
    }
    if (i == KINDS) {
      give_up("no such kind of line", kind);
    }
    kinds[i].read(&r, line);
  }
  return make_image(&r.made);
}

/* As the module gets it. */
static str fold(str image, arena *a) {
  struct cost c;
  if (!cost_open(image, &c)) {
    return image;
  }
  buf out = buf_over(arena_push(a, 1, PACK_ALIGN, image.n), image.n);
  cost_fold(&c, *a, &out);
  return buf_text(&out);
}

int main(int argc, char **argv) {
  static char memory[MEMORY];
  static char file[CASES_TEXT_MAX];
  struct cases cases = {.folder =
                            argc == 3 && str_eq(str_of(argv[1]), STR("--dump")) ? argv[2] : NULL};
  str text = file_read("tests/vectors/cost.test", file, sizeof file);
  while (text.n > 0) {
    str name = line_take(&text);
    if (!str_starts(name, STR("== "))) {
      continue;
    }
    arena a = {memory, memory + sizeof memory};
    str image = table_take(&text, &a);
    while (str_starts(text, STR("--"))) {
      arena scratch = a;
      struct one_case one = {.name = str_sub(name, 3, name.n), .image = fold(image, &scratch)};
      one.state = str_sub(line_take(&text), 3, CASES_TEXT_MAX);
      one.want = expected_take(&text, &scratch);
      struct cost c;
      one.got =
          cost_open(image, &c) ? make_run(&c, one.state, &scratch) : STR("(not a sound image)\n");
      case_end(&cases, &one);
    }
  }
  printf("1..%d\n", cases.count);
  return cases.failed || cases.count == 0;
}
