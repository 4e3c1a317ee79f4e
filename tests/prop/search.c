/*
 * Random sites and queries: what the index finds is what a walk over all texts finds, and
 * it does not matter which shards were there before.
 *
 *     tests/prop/search [SEED]
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/map.h"
#include "core/mem.h"
#include "core/search_match.h"
#include "core/search_word.h"
#include "random.h"
#include "search_made.h"

enum {
  SITES = 60,
  QUERIES = 40,
  PAGES_MAX = 40,
  SECTIONS_MAX = 6,
  WORDS_MAX = 60,
  TEXT = 1 << 10,
  MEMORY = 160 << 20,
  PERM = 32 << 20,
  STORE = 64 << 20
};

static char memory[MEMORY];

_Noreturn void core_oom(ptrdiff_t want) {
  fprintf(stderr, "out of memory: %td bytes\n", want);
  exit(3);
}

struct site {
  uint64_t seed;
  arena perm, store, scratch;
  struct search_parts pages[PAGES_MAX];
  int page_count;
  int letters; /* words are made of so many: the fewer, the more they have in common */
};

static int below(struct site *s, int limit) {
  return (int)random_below(&s->seed, (uint32_t)limit);
}

static void word_write(struct site *s, buf *out) {
  int n = 1 + below(s, 7);
  for (int i = 0; i < n; i++) {
    buf_byte(out, (char)('a' + below(s, s->letters)));
  }
  buf_str(out, below(s, 6) == 0 ? STR("s") : STR(""));
}

static str text_new(struct site *s, int words) {
  static const str gaps[] = {STR_INIT(" "), STR_INIT(", "), STR_INIT(".\n"), STR_INIT("-")};
  buf out = buf_new(&s->store, TEXT);
  for (int i = below(s, words + 1); i > 0; i--) {
    word_write(s, &out);
    buf_str(&out, gaps[below(s, 4)]);
  }
  return buf_text(&out);
}

static struct search_made *site_new(struct site *s) {
  struct search_made *made = made_begin(&s->perm, &s->store);
  s->page_count = 1 + below(s, PAGES_MAX);
  s->letters = 2 + below(s, 5);
  for (int i = 0; i < s->page_count; i++) {
    struct search_parts *p = &s->pages[i];
    p->count = 1 + below(s, SECTIONS_MAX);
    p->items = NEW(&s->store, struct search_part, p->count);
    for (ptrdiff_t k = 0; k < p->count; k++) {
      p->items[k] = (struct search_part){STR("x"), text_new(s, 4), text_new(s, WORDS_MAX)};
    }
    buf url = buf_new(&s->store, 12);
    buf_int(&url, i);
    search_index_add(made->index, buf_text(&url), p);
  }
  return made;
}

/* --- the walk --- */

/* Whether two words have nothing but a hyphen between them: they are also found as one. */
static bool is_compound(str text, const struct search_token pair[2]) {
  return pair[1].beg == pair[0].end + 1 && text.s[pair[0].end] == '-';
}

/* Calls `work` with each word of the text, and with each two that stand as one. */
static void words_each(str text, void (*work)(void *ctx, str word), void *ctx) {
  struct search_token pair[2];
  int count = 0;
  for (ptrdiff_t at = 0; search_word_next(text, &at, &pair[1]); pair[0] = pair[1]) {
    work(ctx, search_token_text(&pair[1]));
    if (count++ > 0 && is_compound(text, pair) && pair[0].n + pair[1].n <= SEARCH_WORD_MAX) {
      char bytes[SEARCH_WORD_MAX];
      buf word = buf_over(bytes, SEARCH_WORD_MAX);
      buf_str(&word, search_token_text(&pair[0]));
      buf_str(&word, search_token_text(&pair[1]));
      work(ctx, buf_text(&word));
    }
  }
}

struct fitting {
  const struct search_word *word;
  double least;
  bool found;
};

static void fit_note(void *ctx, str word) {
  struct fitting *f = ctx;
  f->found = f->found || search_match(f->word, word) >= f->least;
}

static bool text_has_word(str text, const struct search_word *word, bool well) {
  struct fitting f = {word, well ? 0.9 : 1e-9, false};
  words_each(text, fit_note, &f);
  return f.found;
}

/* Whether the text has a run of words that the query's fit, one after the other. */
static bool text_has(str text, const struct search_word *words, int count, bool well) {
  if (count == 1) {
    return text_has_word(text, words, well);
  }
  struct search_token t;
  ptrdiff_t starts[TEXT];
  int tokens = 0;
  for (ptrdiff_t at = 0, before = 0; search_word_next(text, &at, &t); before = at) {
    starts[tokens++] = before;
  }
  for (int i = 0; i + count <= tokens; i++) {
    ptrdiff_t at = starts[i];
    int fits = 0;
    for (; fits < count && search_word_next(text, &at, &t); fits++) {
      double fit = search_match(&words[fits], search_token_text(&t));
      if (fit < (well ? 0.9 : 1e-9)) {
        break;
      }
    }
    if (fits == count) {
      return true;
    }
  }
  return false;
}

static int pages_count(const struct site *s, const struct search_word *words, int count, bool well,
                       uint64_t *ret_pages) {
  int found = 0;
  *ret_pages = 0;
  for (int i = 0; i < s->page_count; i++) {
    bool has = false;
    for (ptrdiff_t k = 0; k < s->pages[i].count && !has; k++) {
      const struct search_part *p = &s->pages[i].items[k];
      has = text_has(p->heading, words, count, well) || text_has(p->text, words, count, well);
    }
    found += has;
    *ret_pages |= (uint64_t)has << i;
  }
  return found;
}

struct terms {
  const struct search_word *word;
  map seen;
  arena *a;
};

static void term_note(void *ctx, str word) {
  struct terms *t = ctx;
  if (search_match(t->word, word) > 0) {
    map_add(&t->seen, t->a, arena_copy(t->a, word), 0);
  }
}

/* How many different words of the site fit; more than the engine follows prove nothing. */
static int terms_count(const struct site *s, const struct search_word *word, arena scratch) {
  struct terms terms = {.word = word, .a = &scratch};
  for (int i = 0; i < s->page_count; i++) {
    for (ptrdiff_t k = 0; k < 2 * s->pages[i].count; k++) {
      const struct search_part *p = &s->pages[i].items[k / 2];
      words_each(k % 2 == 0 ? p->heading : p->text, term_note, &terms);
    }
  }
  return (int)terms.seen.count;
}

/* The pages of an answer, by their addresses, and how many there are said to be. */
static int answer_pages(str answer, uint64_t *ret_pages) {
  str line = str_take(&answer, '\n');
  int found = atoi(line.s + STR("found\t").n);
  *ret_pages = 0;
  while (answer.n > 0) {
    line = str_take(&answer, '\n');
    *ret_pages |= UINT64_C(1) << atoi(line.s + STR("page\t").n);
  }
  return found;
}

static bool same(const char *what, str query, int got, int want) {
  if (got != want) {
    printf("# %.*s: %s: %d instead of %d\n", (int)query.n, query.s, what, got, want);
  }
  return got == want;
}

/* One word: exactly the pages that have one that fits, loosely if there is no other. */
static bool word_holds(struct site *s, struct search_made *made) {
  buf query = buf_new(&s->store, 64);
  buf_str(&query, STR("64\t"));
  word_write(s, &query);
  buf_byte(&query, ' ');
  struct search_word w = {.text = str_sub(buf_text(&query), 3, query.n - 1)};
  uint64_t want;
  uint64_t got;
  w.loose = pages_count(s, &w, 1, false, &want) == 0;
  int count = pages_count(s, &w, 1, false, &want);
  if (terms_count(s, &w, s->scratch) > 16) {
    return true;
  }
  str answer = made_ask(made, buf_text(&query), &s->store, s->scratch);
  int found = answer_pages(answer, &got);
  if (w.loose && made->search.dictionary_count > 1) {
    return (got & ~want) == 0; /* of a large site only the near dictionaries are looked through */
  }
  return same("pages", buf_text(&query), found, count) && got == want;
}

/* Two words that stand beside each other somewhere, or maybe nowhere. */
static bool quotation_holds(struct site *s, struct search_made *made) {
  const struct search_parts *p = &s->pages[below(s, s->page_count)];
  str text = p->items[below(s, (int)p->count)].text;
  struct search_token t[2];
  ptrdiff_t at = text.n == 0 ? 0 : below(s, (int)text.n);
  if (!search_word_next(text, &at, &t[0]) || !search_word_next(text, &at, &t[1])) {
    return true;
  }
  buf query = buf_new(&s->store, 128);
  struct search_word words[2];
  buf_str(&query, STR("64\t\""));
  for (int i = 0; i < 2; i++) {
    words[i] = (struct search_word){.text = search_token_text(&t[i])};
    buf_str(&query, words[i].text);
    buf_byte(&query, ' ');
    if (terms_count(s, &words[i], s->scratch) > 16) {
      return true;
    }
  }
  buf_byte(&query, '"');
  uint64_t want;
  uint64_t got;
  int count = pages_count(s, words, 2, true, &want);
  str answer = made_ask(made, buf_text(&query), &s->store, s->scratch);
  int found = answer_pages(answer, &got);
  bool more = str_search(answer, STR("\tmore\n")) >= 0;
  return more ? (got & ~want) == 0 : same("quoted", buf_text(&query), found, count) && got == want;
}

/* With all shards there, the same is said as with those that were asked for. */
static bool order_holds(struct site *s, struct search_made *made) {
  struct search_made *all = NEW(&s->perm, struct search_made, 1);
  *all = *made;
  for (int i = 0; i < all->count; i++) {
    all->shards[i].next = NULL;
  }
  search_open(all->root, &all->search);
  made_add_all(all);
  for (int i = 0; i < QUERIES; i++) {
    str query = text_new(s, 5);
    str one = made_ask(made, query, &s->store, s->scratch);
    str other = made_ask(all, query, &s->store, s->scratch);
    if (!str_eq(one, other)) {
      printf("# %.*s:\n%.*s%.*s", (int)query.n, query.s, (int)one.n, one.s, (int)other.n, other.s);
      return false;
    }
  }
  return true;
}

static bool site_holds(uint64_t seed) {
  mem_zero(memory, MEMORY);
  struct site *s = malloc(sizeof *s);
  *s = (struct site){.seed = seed};
  s->perm = (arena){memory, memory + PERM};
  s->store = (arena){memory + PERM, memory + STORE};
  s->scratch = (arena){memory + STORE, memory + MEMORY};
  struct search_made *made = site_new(s);
  bool ok = made_end(made, s->scratch);
  for (int i = 0; i < QUERIES && ok; i++) {
    ok = word_holds(s, made) && quotation_holds(s, made);
  }
  ok = ok && order_holds(s, made);
  free(s);
  return ok;
}

int main(int argc, char **argv) {
  uint64_t first = argc == 2 ? strtoull(argv[1], NULL, 10) : 1;
  int sites = argc == 2 ? 1 : SITES;
  bool all = true;
  for (int i = 0; i < sites; i++) {
    bool ok = site_holds(first + (uint64_t)i);
    printf("%s %d - seed %d\n", ok ? "ok" : "not ok", i + 1, (int)first + i);
    all = all && ok;
  }
  printf("1..%d\n", sites);
  return !all;
}
