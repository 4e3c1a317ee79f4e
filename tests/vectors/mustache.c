/*
 * Mustache by examples: runs the blocks of mustache.test, whose head says how
 * they are written, and prints one line of TAP for each.
 *
 * Templates are checked against types, so each block's data is turned into one
 * first: texts, lists and objects become fields by their keys.
 */
#include <stdio.h>
#include <stdlib.h>

#include "render/tmpl.h"

enum { MEMORY = 16 << 20, TEXT_MAX = 1 << 18, OUTPUT_MAX = 1 << 16, PARTIALS_MAX = 8 };

_Noreturn void core_oom(ptrdiff_t want) {
  fprintf(stderr, "out of memory: %td bytes\n", want);
  abort();
}

_Noreturn static void give_up(const char *why, str at) {
  fprintf(stderr, "mustache.test: %s: %.*s\n", why, (int)(at.n < 40 ? at.n : 40), at.s);
  exit(1);
}

/* --- data: JSON without numbers ------------------------------------------------- */

enum json_kind { JSON_NULL, JSON_TEXT, JSON_FLAG, JSON_LIST, JSON_OBJECT };

struct json {
  enum json_kind kind;
  str key; /* in an object */
  str text;
  bool flag;
  struct json *items; /* linked by `next` */
  struct json *next;
};

static bool take(str *s, str word) {
  *s = str_trim(*s);
  if (!str_starts(*s, word)) {
    return false;
  }
  *s = str_sub(*s, word.n, s->n);
  return true;
}

static str string_parse(str *s, arena *a) {
  buf out = buf_new(a, s->n);
  if (!take(s, STR("\""))) {
    give_up("not a string", *s);
  }
  ptrdiff_t i = 0;
  for (; i < s->n && s->s[i] != '"'; i++) {
    bool is_escape = s->s[i] == '\\' && i + 1 < s->n;
    i += is_escape;
    buf_byte(&out, is_escape && s->s[i] == 'n' ? '\n' : s->s[i]);
  }
  *s = str_sub(*s, i + 1, s->n);
  return buf_text(&out);
}

static struct json *json_parse(str *s, arena *a);

static struct json *items_parse(str *s, arena *a, bool has_keys, str close) {
  struct json *first = NULL;
  struct json **end = &first;
  while (!take(s, close)) {
    str key = has_keys ? string_parse(s, a) : STR("");
    if (has_keys && !take(s, STR(":"))) {
      give_up("a colon is missing", *s);
    }
    *end = json_parse(s, a);
    (*end)->key = key;
    end = &(*end)->next;
    take(s, STR(","));
  }
  return first;
}

/* NOLINTNEXTLINE(misc-no-recursion): the data is ours */
static struct json *json_parse(str *s, arena *a) {
  struct json *j = NEW(a, struct json, 1);
  if (take(s, STR("{"))) {
    j->kind = JSON_OBJECT;
    j->items = items_parse(s, a, true, STR("}"));
  } else if (take(s, STR("["))) {
    j->kind = JSON_LIST;
    j->items = items_parse(s, a, false, STR("]"));
  } else if (take(s, STR("true"))) {
    *j = (struct json){.kind = JSON_FLAG, .flag = true};
  } else if (take(s, STR("false"))) {
    *j = (struct json){.kind = JSON_FLAG};
  } else if (!take(s, STR("null"))) {
    j->kind = JSON_TEXT;
    j->text = string_parse(s, a);
  }
  return j;
}

/* --- types ------------------------------------------------------------------------- */

/* Each field takes as much as the largest kind. */
union value {
  str text;
  tmpl_html html;
  bool flag;
  tmpl_list list;
  const void *object;
};

/* A list inside of which a list of the same name has the same type: a tree. */
struct outer {
  str key;
  const struct tmpl_type *type;
  const struct outer *outer;
};

struct shape {
  struct tmpl_field *fields;
  ptrdiff_t count;
  ptrdiff_t cap;
};

static str field_name(str key) {
  return str_ends(key, STR("!")) ? str_sub(key, 0, key.n - 1) : key;
}

static enum tmpl_kind field_kind(const struct json *j) {
  switch (j->kind) {
    case JSON_TEXT:
      return str_ends(j->key, STR("!")) ? TMPL_HTML : TMPL_TEXT;
    case JSON_FLAG:
      return TMPL_FLAG;
    case JSON_LIST:
      return TMPL_LIST;
    case JSON_NULL:
    case JSON_OBJECT:
      break;
  }
  return TMPL_OBJECT;
}

static struct tmpl_field *field_of(const struct shape *shape, str name) {
  for (ptrdiff_t i = 0; i < shape->count; i++) {
    if (str_eq(shape->fields[i].name, name)) {
      return &shape->fields[i];
    }
  }
  return NULL;
}

static const struct tmpl_type *type_of(const struct json *example, const struct outer *outer,
                                       arena *a);

/* The type of a list's items is that of the first; the others may leave fields out. */
static const struct tmpl_type *field_type(const struct json *j, const struct outer *outer,
                                          arena *a) {
  for (const struct outer *o = outer; o; o = o->outer) {
    if (str_eq(o->key, j->key)) {
      return o->type;
    }
  }
  return type_of(j->kind == JSON_LIST ? j->items : j, &(struct outer){j->key, NULL, outer}, a);
}

/* NOLINTNEXTLINE(misc-no-recursion): the data is ours */
static const struct tmpl_type *type_of(const struct json *example, const struct outer *outer,
                                       arena *a) {
  struct tmpl_type *type = NEW(a, struct tmpl_type, 1);
  struct outer self = {outer ? outer->key : STR(""), type, outer ? outer->outer : NULL};
  struct shape shape = {0};
  if (example && example->kind == JSON_TEXT) {
    *GROW(a, shape.fields, shape.count, shape.cap) =
        (struct tmpl_field){STR("."), TMPL_TEXT, 0, NULL};
  }
  for (const struct json *j = example ? example->items : NULL; j; j = j->next) {
    struct tmpl_field field = {field_name(j->key), field_kind(j),
                               (size_t)shape.count * sizeof(union value), NULL};
    if (field.kind == TMPL_LIST || field.kind == TMPL_OBJECT) {
      field.type = field_type(j, &self, a);
    }
    *GROW(a, shape.fields, shape.count, shape.cap) = field;
  }
  *type = (struct tmpl_type){STR("data"), (size_t)shape.count * sizeof(union value), shape.fields,
                             (int)shape.count};
  return type;
}

static void data_fill(const struct tmpl_type *type, const struct json *from, union value *to,
                      arena *a);

static tmpl_list list_of(const struct tmpl_type *type, const struct json *list, arena *a) {
  ptrdiff_t count = 0;
  for (const struct json *j = list->items; j; j = j->next) {
    count++;
  }
  union value *items = NEW(a, union value, count * type->count);
  union value *to = items;
  for (const struct json *j = list->items; j; j = j->next, to += type->count) {
    data_fill(type, j, to, a);
  }
  return (tmpl_list){items, count};
}

/* NOLINTNEXTLINE(misc-no-recursion): the data is ours */
static void data_fill(const struct tmpl_type *type, const struct json *from, union value *to,
                      arena *a) {
  struct shape shape = {(struct tmpl_field *)(uintptr_t)type->fields, type->count, type->count};
  if (from->kind == JSON_TEXT) {
    to->text = from->text;
  }
  for (const struct json *j = from->items; j; j = j->next) {
    const struct tmpl_field *field = field_of(&shape, field_name(j->key));
    if (!field) {
      give_up("the first item lacks this key", j->key);
    }
    union value *value = to + field->offset / sizeof(union value);
    if (j->kind == JSON_TEXT) {
      value->text = j->text;
    } else if (j->kind == JSON_FLAG) {
      value->flag = j->flag;
    } else if (j->kind == JSON_LIST) {
      value->list = list_of(field->type, j, a);
    } else if (j->kind == JSON_OBJECT) {
      union value *object = NEW(a, union value, field->type->count);
      data_fill(field->type, j, object, a);
      value->object = object;
    }
  }
}

/* --- blocks ---------------------------------------------------------------------- */

struct block {
  str name;
  str data;
  str want;
  str fault;
  struct tmpl_file files[PARTIALS_MAX];
  ptrdiff_t count;
};

/* Spaces and line ends that an editor would hide or eat are written as \s and \r. */
static str unescape(str text, arena *a) {
  buf out = buf_new(a, text.n);
  for (ptrdiff_t i = 0; i < text.n; i++) {
    char next = text.s[i] == '\\' && i + 1 < text.n ? text.s[i + 1] : ' ';
    bool is_escape = next == 's' || next == 'r';
    i += is_escape;
    buf_byte(&out, !is_escape ? text.s[i] : next == 's' ? ' ' : '\r');
  }
  return buf_text(&out);
}

/* The lines before the next that starts with `mark`; `text` goes on with that line. */
static str lines_until(str *text, str mark) {
  ptrdiff_t end = 0;
  while (end < text->n && !str_starts(str_sub(*text, end, text->n), mark)) {
    ptrdiff_t length = str_find(str_sub(*text, end, text->n), '\n');
    end = length < 0 ? text->n : end + length + 1;
  }
  str lines = str_sub(*text, 0, end);
  *text = str_sub(*text, end, text->n);
  return lines;
}

static str line_take(str *text) {
  str line = *text;
  str rest = STR("");
  str_cut(*text, '\n', &line, &rest);
  *text = rest;
  return line;
}

static void part_take(struct block *b, str *text, arena *a) {
  str title = line_take(text);
  str part = lines_until(text, STR("--"));
  part = unescape(str_sub(part, 0, part.n - 1), a);
  if (str_eq(title, STR("-- data"))) {
    b->data = part;
  } else if (str_eq(title, STR("-- want"))) {
    b->want = part;
  } else if (str_eq(title, STR("-- fault"))) {
    b->fault = part;
  } else if (str_eq(title, STR("-- template")) && b->count < PARTIALS_MAX) {
    b->files[b->count++] = (struct tmpl_file){STR("template"), part, 0};
  } else if (str_starts(title, STR("-- partial ")) && b->count < PARTIALS_MAX) {
    b->files[b->count++] = (struct tmpl_file){str_sub(title, 11, title.n), part, 0};
  } else {
    give_up("unrecognized part", title);
  }
}

static struct block block_take(str *text, arena *a) {
  struct block b = {.data = STR("{}")};
  b.name = str_sub(line_take(text), 3, TEXT_MAX);
  str parts = lines_until(text, STR("== "));
  parts.n -= str_ends(parts, STR("\n\n")); /* the empty line between blocks */
  lines_until(&parts, STR("-- "));
  while (parts.n > 0) {
    part_take(&b, &parts, a);
  }
  return b;
}

/* "F0702 1:3", or nothing when there is no fault. */
static str first_fault(const struct diags *ds, struct sources *src, arena *a) {
  buf out = buf_new(a, 64);
  if (ds->count > 0) {
    struct place place = sources_at(src, ds->items[0].at);
    buf_str(&out, diag_code(ds->items[0].id));
    buf_byte(&out, ' ');
    buf_int(&out, place.line);
    buf_byte(&out, ':');
    buf_int(&out, place.column);
  }
  return buf_text(&out);
}

static bool block_run(struct block *b, arena perm) {
  arena scratch = {NEW(&perm, char, MEMORY / 4), NULL};
  scratch.end = scratch.at + MEMORY / 4;
  struct sources src = {.perm = &perm};
  struct diags ds;
  diags_init(&ds, &perm);
  for (ptrdiff_t i = 0; i < b->count; i++) {
    b->files[i].file = sources_add(&src, b->files[i].name, b->files[i].text);
  }
  str rest = b->data;
  const struct json *data = json_parse(&rest, &perm);
  const struct tmpl_type *type = type_of(data, NULL, &perm);
  union value *root = NEW(&perm, union value, type->count);
  data_fill(type, data, root, &perm);
  struct tmpl_files files = {.items = b->files, .count = b->count};
  const struct tmpl *t = tmpl_compile(&files, STR("template"), type, &ds, &perm, scratch);
  buf out = buf_new(&perm, OUTPUT_MAX);
  if (t) {
    tmpl_render(t, root, &out);
  }
  str fault = first_fault(&ds, &src, &perm);
  if (str_eq(fault, b->fault) && str_eq(buf_text(&out), b->want) && !out.full) {
    return true;
  }
  printf("# want \"%.*s\" %.*s\n# got  \"%.*s\" %.*s\n", (int)b->want.n, b->want.s, (int)b->fault.n,
         b->fault.s, (int)out.n, out.s, (int)fault.n, fault.s);
  return false;
}

int main(int argc, char **argv) {
  static char memory[MEMORY];
  static char file[TEXT_MAX];
  const char *path = argc > 1 ? argv[1] : "tests/vectors/mustache.test";
  FILE *f = fopen(path, "rb");
  if (!f) {
    perror(path);
    return 3;
  }
  str text = {file, (ptrdiff_t)fread(file, 1, sizeof file, f)};
  if (fclose(f) != 0) {
    return 3;
  }
  int count = 0;
  bool failed = false;
  for (lines_until(&text, STR("== ")); text.n > 0;) {
    arena perm = {memory, memory + sizeof memory};
    struct block b = block_take(&text, &perm);
    bool ok = block_run(&b, perm);
    failed |= !ok;
    printf("%s %d - mustache: %.*s\n", ok ? "ok" : "not ok", ++count, (int)b.name.n, b.name.s);
  }
  printf("1..%d\n", count);
  return failed || count == 0;
}
