/*
 * Runs tests/vectors/decide.test, which says itself how it is written. With
 * --dump FOLDER, each case is also written as three files for other runners:
 * 001.image, 001.state and 001.expected, which is what decide_run has to give.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/num.h"
#include "decide_make.h"

enum { MEMORY = 64 << 20, TEXT_MAX = 1 << 20, QUESTIONS_MAX = 64, ANSWERS_MAX = 64 };

_Noreturn void core_oom(ptrdiff_t want) {
  fprintf(stderr, "out of memory: %td bytes\n", want);
  exit(3);
}

static _Noreturn void give_up(const char *why, str what) {
  fprintf(stderr, "%s: %.*s\n", why, (int)what.n, what.s);
  exit(3);
}

struct answer {
  str id;      /* "yes", or "<500" */
  str targets; /* "children if region is scotland, school" */
  double end;  /* bands: the cut above, unless it is the last */
  bool open, is_last;
  uint32_t cell;
};

struct question {
  str id;
  struct answer answers[ANSWERS_MAX];
  uint32_t count;
};

struct reading {
  struct make made;
  struct question *questions;
  uint32_t count;
  struct diagram *d;
  diagram_ref *functions; /* of each question */
};

static str word_take(str *line) {
  str word = *line;
  str rest = {line->s + line->n, 0};
  str_cut(*line, ' ', &word, &rest);
  *line = rest;
  return word;
}

static str line_take(str *text) {
  str line = *text;
  str rest = {text->s + text->n, 0};
  str_cut(*text, '\n', &line, &rest);
  *text = rest;
  return line;
}

static double number_of(str text) {
  double value = 0;
  if (!num_parse(text, &value)) {
    give_up("no number", text);
  }
  return value;
}

static void question_read(struct reading *r, str kind, str line) {
  enum decide_type type = str_eq(kind, STR("yesno"))    ? DECIDE_YESNO
                          : str_eq(kind, STR("choice")) ? DECIDE_CHOICE
                                                        : DECIDE_NUMBER;
  if (r->count == QUESTIONS_MAX) {
    give_up("too many questions", line);
  }
  struct question *q = &r->questions[r->count++];
  q->id = word_take(&line);
  make_question(&r->made, q->id, type);
  if (type == DECIDE_NUMBER) {
    double low = number_of(word_take(&line));
    make_limits(&r->made, low, number_of(line));
  }
}

/* "<500", "<=500" or "*". */
static void band_read(struct answer *answer) {
  str id = answer->id;
  answer->is_last = str_eq(id, STR("*"));
  answer->open = str_starts(id, STR("<="));
  if (!answer->is_last) {
    answer->end = number_of(str_sub(id, answer->open ? 2 : 1, id.n));
  }
}

static void answer_read(struct reading *r, str line) {
  struct question *q = &r->questions[r->count - 1];
  ptrdiff_t arrow = str_search(line, STR(" -> "));
  if (arrow < 0 || q->count == ANSWERS_MAX) {
    give_up("no answer", line);
  }
  struct answer *answer = &q->answers[q->count];
  answer->id = str_sub(line, 0, arrow);
  answer->targets = str_sub(line, arrow + 4, line.n);
  if (make_last(&r->made)->type == DECIDE_NUMBER) {
    band_read(answer);
  } else {
    answer->cell = q->count;
    make_answer(&r->made, answer->id);
  }
  q->count++;
}

static bool band_is_before(const struct answer *a, const struct answer *b) {
  return !a->is_last &&
         (b->is_last || a->end < b->end || (a->end == b->end && !a->open && b->open));
}

/* A band's cell is the number of bands before it. */
static void bands_make(struct reading *r, struct question *q) {
  struct answer *by_cell[ANSWERS_MAX];
  for (uint32_t i = 0; i < q->count; i++) {
    for (uint32_t k = 0; k < q->count; k++) {
      q->answers[i].cell += band_is_before(&q->answers[k], &q->answers[i]);
    }
    uint32_t cell = q->answers[i].cell;
    by_cell[cell] = &q->answers[i];
    make_band(&r->made, STR(""), cell, cell + 1);
  }
  for (uint32_t cell = 0; cell + 1 < q->count; cell++) {
    make_cut(&r->made, by_cell[cell]->end, by_cell[cell]->open);
  }
}

static const struct question *question_find(const struct reading *r, str id, uint32_t *ret_index) {
  for (uint32_t q = 0; q < r->count; q++) {
    if (str_eq(r->questions[q].id, id)) {
      *ret_index = q;
      return &r->questions[q];
    }
  }
  return NULL;
}

static diagram_ref target_of(const struct reading *r, str id, uint32_t after) {
  uint32_t q = 0;
  if (question_find(r, id, &q)) {
    if (q <= after) {
      give_up("asked before", id);
    }
    return r->functions[q];
  }
  struct pack_section texts = pack_texts_section(r->made.texts);
  for (ptrdiff_t i = 0; i < r->made.outcome_count; i++) {
    if (str_eq(pack_text_at(&texts, r->made.outcomes[i].id), id)) {
      return DIAGRAM_LEAF + (uint32_t)i;
    }
  }
  give_up("no question or outcome", id);
}

/* "region is scotland" */
static diagram_ref condition_of(const struct reading *r, str text) {
  uint32_t index = 0;
  str id = word_take(&text);
  str value = str_sub(text, 3, text.n);
  const struct question *q = question_find(r, id, &index);
  for (uint32_t i = 0; q && i < q->count; i++) {
    if (str_eq(q->answers[i].id, value)) {
      return diagram_cells(r->d, index, q->answers[i].cell, q->answers[i].cell + 1);
    }
  }
  give_up("no condition", value);
}

/* The first target whose condition holds; the last has none. */
static diagram_ref targets_of(const struct reading *r, str targets, uint32_t after) {
  ptrdiff_t comma = str_search(targets, STR(", "));
  str first = comma < 0 ? targets : str_sub(targets, 0, comma);
  ptrdiff_t when = str_search(first, STR(" if "));
  if (when < 0) {
    return target_of(r, first, after);
  }
  diagram_ref condition = condition_of(r, str_sub(first, when + 4, first.n));
  diagram_ref yes = target_of(r, str_sub(first, 0, when), after);
  diagram_ref no = targets_of(r, str_sub(targets, comma + 2, targets.n), after);
  return diagram_if(r->d, condition, yes, no);
}

static void functions_make(struct reading *r, arena *a) {
  r->functions = NEW(a, diagram_ref, (ptrdiff_t)r->count);
  for (uint32_t q = r->count; q-- > 0;) {
    diagram_ref children[ANSWERS_MAX];
    for (uint32_t i = 0; i < r->questions[q].count; i++) {
      const struct answer *answer = &r->questions[q].answers[i];
      children[answer->cell] = targets_of(r, answer->targets, q);
    }
    r->functions[q] = diagram_switch(r->d, q, children);
  }
}

/* Takes the lines of a decision up to its first case; gives its image. */
static str decision_take(str *text, arena *a) {
  struct reading r = {.made = make_new(a), .questions = NEW(a, struct question, QUESTIONS_MAX)};
  while (text->n > 0 && !str_starts(*text, STR("--"))) {
    str line = line_take(text);
    str kind = word_take(&line);
    if (str_eq(kind, STR("+")) && r.count > 0) {
      answer_read(&r, line);
      continue;
    }
    if (r.count > 0 && make_last(&r.made)->type == DECIDE_NUMBER) {
      bands_make(&r, &r.questions[r.count - 1]);
    }
    if (!str_eq(kind, STR("outcomes"))) {
      question_read(&r, kind, line);
      continue;
    }
    while (line.n > 0) {
      make_outcome(&r.made, word_take(&line));
    }
  }
  r.d = make_diagram(&r.made);
  functions_make(&r, a);
  return make_image(&r.made, r.d, r.functions[0]);
}

/* Lines as they are written in the file, as they come out. */
static str expected_take(str *text, arena *a) {
  buf out = buf_new(a, text->n);
  while (text->n > 0 && !str_starts(*text, STR("--")) && !str_starts(*text, STR("\n"))) {
    str line = line_take(text);
    for (ptrdiff_t i = 0; i < line.n; i++) {
      char next = i + 1 < line.n ? line.s[i + 1] : '\0';
      bool is_escape = line.s[i] == '\\' && (next == 's' || next == '-');
      if (!is_escape) {
        buf_byte(&out, line.s[i] == ' ' ? '\t' : line.s[i]);
      } else if (next == 's') {
        buf_byte(&out, ' ');
      }
      i += is_escape;
    }
    buf_byte(&out, '\n');
  }
  return buf_text(&out);
}

static void file_write(const char *folder, int number, const char *ending, str bytes) {
  char path[4096];
  int n = snprintf(path, sizeof path, "%s/%03d.%s", folder, number, ending);
  FILE *f = n > 0 && n < (int)sizeof path ? fopen(path, "wb") : NULL;
  if (!f || fwrite(bytes.s, 1, (size_t)bytes.n, f) != (size_t)bytes.n || fclose(f) != 0) {
    perror(path);
    exit(3);
  }
}

struct runner {
  const char *folder; /* of --dump, or NULL */
  int count;
  bool failed;
};

static void case_run(struct runner *r, str name, str image, str *text, arena a) {
  str state = str_sub(line_take(text), 3, TEXT_MAX);
  str want = expected_take(text, &a);
  struct decide d;
  str got = decide_open(image, &d) ? make_run(&d, state, &a) : STR("(not a sound image)");
  bool ok = str_eq(got, want);
  r->failed |= !ok;
  r->count++;
  if (!ok) {
    printf("# want:\n%.*s# got:\n%.*s", (int)want.n, want.s, (int)got.n, got.s);
  }
  printf("%s %d - decide: %.*s: %.*s\n", ok ? "ok" : "not ok", r->count, (int)name.n, name.s,
         (int)state.n, state.s);
  if (r->folder) {
    file_write(r->folder, r->count, "image", image);
    file_write(r->folder, r->count, "state", state);
    file_write(r->folder, r->count, "expected", want);
  }
}

int main(int argc, char **argv) {
  static char memory[MEMORY];
  static char file[TEXT_MAX];
  const char *path = "tests/vectors/decide.test";
  struct runner r = {.folder =
                         argc == 3 && str_eq(str_of(argv[1]), STR("--dump")) ? argv[2] : NULL};
  FILE *f = fopen(path, "rb");
  if (!f) {
    perror(path);
    return 3;
  }
  str text = {file, (ptrdiff_t)fread(file, 1, sizeof file, f)};
  if (fclose(f) != 0) {
    return 3;
  }
  while (text.n > 0) {
    str name = line_take(&text);
    if (!str_starts(name, STR("== "))) {
      continue;
    }
    arena a = {memory, memory + sizeof memory};
    str image = decision_take(&text, &a);
    while (str_starts(text, STR("--"))) {
      case_run(&r, str_sub(name, 3, name.n), image, &text, a);
    }
  }
  printf("1..%d\n", r.count);
  return r.failed || r.count == 0;
}
