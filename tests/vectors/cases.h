/*
 * What runners of vectors share: taking a file apart, and writing its cases for other
 * runners. In the lines that are expected, a space is a tab, "\s" is a space, and "\-"
 * is an empty field.
 */
#ifndef FINGERPOST_TESTS_CASES_H
#define FINGERPOST_TESTS_CASES_H

#include <stdio.h>
#include <stdlib.h>

#include "core/num.h"

enum { CASES_TEXT_MAX = 1 << 20 };

_Noreturn void core_oom(ptrdiff_t want) {
  fprintf(stderr, "out of memory: %td bytes\n", want);
  exit(3);
}

static inline _Noreturn void give_up(const char *why, str what) {
  fprintf(stderr, "%s: %.*s\n", why, (int)what.n, what.s);
  exit(3);
}

/* What stands in front of `end`, which is dropped. */
static inline str part_take(str *text, char end) {
  str part = *text;
  str rest = {text->s + text->n, 0};
  str_cut(*text, end, &part, &rest);
  *text = rest;
  return part;
}

static inline str word_take(str *line) {
  return part_take(line, ' ');
}

static inline str line_take(str *text) {
  return part_take(text, '\n');
}

static inline double number_of(str text) {
  double value = 0;
  if (!num_parse(text, &value)) {
    give_up("no number", text);
  }
  return value;
}

/* Lines as they are written in the file, as they come out: up to a case or an empty line. */
static inline str expected_take(str *text, arena *a) {
  buf out = buf_new(a, text->n + 1);
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

static inline void file_write(const char *folder, int number, const char *ending, str bytes) {
  char path[4096];
  int n = snprintf(path, sizeof path, "%s/%03d.%s", folder, number, ending);
  FILE *f = n > 0 && n < (int)sizeof path ? fopen(path, "wb") : NULL;
  if (!f || fwrite(bytes.s, 1, (size_t)bytes.n, f) != (size_t)bytes.n || fclose(f) != 0) {
    perror(path);
    exit(3);
  }
}

static inline str file_read(const char *path, char *memory, size_t size) {
  FILE *f = fopen(path, "rb");
  str text = {memory, f ? (ptrdiff_t)fread(memory, 1, size, f) : 0};
  if (!f || fclose(f) != 0) {
    perror(path);
    exit(3);
  }
  return text;
}

struct cases {
  const char *folder; /* of --dump, or NULL */
  int count;
  bool failed;
};

struct one_case {
  str name, image, state, want, got;
};

/* Reports a case, and writes it to the folder: NNN.image, NNN.state and NNN.expected. */
static inline void case_end(struct cases *c, const struct one_case *one) {
  bool ok = str_eq(one->got, one->want);
  c->failed |= !ok;
  c->count++;
  if (!ok) {
    printf("# want:\n%.*s# got:\n%.*s", (int)one->want.n, one->want.s, (int)one->got.n, one->got.s);
  }
  printf("%s %d - %.*s: %.*s\n", ok ? "ok" : "not ok", c->count, (int)one->name.n, one->name.s,
         (int)one->state.n, one->state.s);
  if (c->folder) {
    file_write(c->folder, c->count, "image", one->image);
    file_write(c->folder, c->count, "state", one->state);
    file_write(c->folder, c->count, "expected", one->want);
  }
}

#endif
