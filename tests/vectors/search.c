/*
 * Runs tests/vectors/search.test, which says itself how it is written. With --dump
 * FOLDER, each case is also written as three files for other runners: 001.image, the root
 * and all shards, each behind its size (32 bits, little-endian), 001.state, the query, and
 * 001.expected, which is what search_run has to give when all shards were added.
 */
#include "cases.h"
#include "core/mem.h"
#include "search_made.h"

enum { MEMORY = 96 << 20, CUT_1 = 48 << 20, CUT_2 = 64 << 20 };

static char memory[MEMORY];

struct site {
  arena perm, store, scratch;
  struct search_made *made;
  str image;
};

static void site_begin(struct site *s) {
  mem_zero(memory, CUT_2);
  s->perm = (arena){memory, memory + CUT_1};
  s->store = (arena){memory + CUT_1, memory + CUT_2};
  s->scratch = (arena){memory + CUT_2, memory + MEMORY};
  s->made = made_begin(&s->perm, &s->store);
}

static void image_add(buf *out, str bytes) {
  for (int shift = 0; shift < 32; shift += 8) {
    buf_byte(out, (char)(bytes.n >> shift & 0xff));
  }
  buf_str(out, bytes);
}

static void site_end(struct site *s) {
  if (!made_end(s->made, s->scratch)) {
    give_up("no index", STR(""));
  }
  made_add_all(s->made);
  buf out = buf_open(&s->store);
  image_add(&out, s->made->root);
  for (int i = 0; i < s->made->count; i++) {
    image_add(&out, s->made->shards[i].bytes);
  }
  s->image = buf_close(&out, &s->store);
}

/* "# ADDRESS TITLE" and what follows, up to the next page or case. */
static void page_read(struct site *s, str *text) {
  str line = line_take(text);
  struct search_part *items = NEW(&s->perm, struct search_part, 32);
  struct search_parts parts = {items, 1};
  word_take(&line);
  str url = word_take(&line);
  items[0] = (struct search_part){STR(""), line, {text->s, 0}};
  while (text->n > 0 && !str_starts(*text, STR("# ")) && !str_starts(*text, STR("--"))) {
    line = line_take(text);
    if (str_starts(line, STR("## "))) {
      word_take(&line);
      str anchor = word_take(&line);
      items[parts.count++] = (struct search_part){anchor, line, {text->s, 0}};
    } else {
      items[parts.count - 1].text.n = line.s + line.n - items[parts.count - 1].text.s;
    }
  }
  search_index_add(s->made->index, url, &parts);
}

/* Lines with "|" for a tab, up to a case or an empty line. */
static str answer_read(str *text, arena *perm) {
  buf out = buf_open(perm);
  while (text->n > 0 && text->s[0] != '-' && text->s[0] != '\n') {
    str line = line_take(text);
    for (ptrdiff_t i = 0; i < line.n; i++) {
      buf_byte(&out, line.s[i] == '|' ? '\t' : line.s[i]);
    }
    buf_byte(&out, '\n');
  }
  return buf_close(&out, perm);
}

static void site_run(struct site *s, str name, str *text, struct cases *cases) {
  while (str_starts(*text, STR("# "))) {
    page_read(s, text);
  }
  site_end(s);
  while (str_starts(*text, STR("--"))) {
    str line = line_take(text);
    struct one_case one = {.name = name, .image = s->image, .state = str_sub(line, 3, line.n)};
    one.want = answer_read(text, &s->store);
    one.got = made_ask(s->made, one.state, &s->store, s->scratch);
    case_end(cases, &one);
  }
}

int main(int argc, char **argv) {
  static char file[CASES_TEXT_MAX];
  struct cases cases = {.folder = argc == 3 ? argv[2] : NULL};
  str text = file_read("tests/vectors/search.test", file, sizeof file);
  while (text.n > 0) {
    str line = line_take(&text);
    if (str_starts(line, STR("== "))) {
      struct site s = {.image = STR("")};
      site_begin(&s);
      site_run(&s, str_sub(line, 3, line.n), &text, &cases);
    }
  }
  printf("1..%d\n", cases.count);
  return cases.failed || cases.count == 0;
}
