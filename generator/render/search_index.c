#include "render/search_index.h"

#include "core/map.h"
#include "core/search_word.h"
#include "core/search_write.h"
#include "core/sort.h"
#include "core/utf8.h"

enum {
  TITLE_WEIGHT = 8,   /* a word of a title counts as often as so many in the text */
  HEADING_WEIGHT = 4, /* likewise, of a heading */
  FREQUENCY_MAX = UINT16_MAX,
  TEXT_ROOM = SEARCH_SHARD_TEXT + SEARCH_TEXT_MAX + 4 * (SEARCH_TITLE_MAX + 8) + 4096,
  NUMBER_ROOM = 5 /* bytes of a number at most */
};

/* BM25: how soon more of a word stops counting, and how much the length of a section does. */
#define SATURATION 1.2
#define LENGTH_PART 0.6
#define LENGTH_MIN 0.3 /* of the average: a section of three words does not say more than that */

struct posting {
  uint32_t section;
  int32_t next; /* the term's next one, or -1 */
  uint16_t frequency;
};

struct term {
  str text;
  int32_t first, last; /* postings */
  uint32_t sections;
};

struct entry { /* of the root */
  uint32_t name, count;
  str first;
};

struct entries {
  struct entry *items;
  ptrdiff_t count, cap;
};

struct search_index {
  search_emit *emit;
  void *ctx;
  arena *perm;
  bool stopped;
  map by_name, by_text; /* of shards, to 0; of terms, to their index */
  struct term *terms;
  ptrdiff_t term_count, term_cap;
  struct posting *postings;
  ptrdiff_t posting_count, posting_cap;
  uint32_t *lengths; /* words of each section */
  ptrdiff_t section_count, section_cap;
  uint32_t *pages; /* sections of each */
  ptrdiff_t page_count, page_cap;
  struct entries dictionaries, texts;
  buf shard, page,
      whole; /* texts: pages that are complete, the one that is not, both with a head */
  uint32_t shard_pages, page_sections; /* how many there are in them */
  uint32_t shard_sections;
};

struct search_index *search_index_new(search_emit *emit, void *ctx, arena *perm) {
  struct search_index *x = NEW(perm, struct search_index, 1);
  x->emit = emit;
  x->ctx = ctx;
  x->perm = perm;
  x->shard = buf_over(arena_take(perm, TEXT_ROOM, 1), TEXT_ROOM);
  x->page = buf_over(arena_take(perm, TEXT_ROOM, 1), TEXT_ROOM);
  x->whole = buf_over(arena_take(perm, TEXT_ROOM, 1), TEXT_ROOM);
  return x;
}

/* --- shards --- */

/* A name that no other shard of the site has: the free byte of its head sees to that. */
static uint32_t name_take(struct search_index *x, char *bytes, ptrdiff_t n) {
  for (;;) {
    uint32_t name = search_name((str){bytes, n});
    char text[6];
    buf b = buf_over(text, sizeof text);
    buf_hex(&b, name, sizeof text);
    if (map_get(&x->by_name, buf_text(&b)) == MAP_NONE) {
      map_add(&x->by_name, x->perm, arena_copy(x->perm, buf_text(&b)), 0);
      return name;
    }
    bytes[3]++;
  }
}

static uint32_t shard_emit(struct search_index *x, char *bytes, ptrdiff_t n) {
  uint32_t name = name_take(x, bytes, n);
  x->stopped = x->stopped || !x->emit(x->ctx, name, (str){bytes, n});
  return name;
}

static void entry_add(struct search_index *x, struct entries *e, struct entry entry) {
  *GROW(x->perm, e->items, e->count, e->cap) = entry;
}

/* --- texts --- */

static void texts_flush(struct search_index *x) {
  if (x->shard_pages == 0) {
    return;
  }
  x->whole.n = 0;
  search_head_write(&x->whole, 'T');
  search_number_write(&x->whole, x->shard_pages);
  buf_str(&x->whole, buf_text(&x->shard));
  uint32_t name = shard_emit(x, x->whole.s, x->whole.n);
  entry_add(x, &x->texts, (struct entry){.name = name, .count = x->shard_sections});
  x->shard.n = 0;
  x->shard_pages = 0;
  x->shard_sections = 0;
}

static void page_flush(struct search_index *x, str url, str title) {
  if (x->page_sections == 0) {
    return;
  }
  search_text_write(&x->shard, url);
  search_text_write(&x->shard, title);
  search_number_write(&x->shard, x->page_sections);
  buf_str(&x->shard, buf_text(&x->page));
  x->shard_pages++;
  x->shard_sections += x->page_sections;
  x->page.n = 0;
  x->page_sections = 0;
}

static str cut(str text, ptrdiff_t max) {
  return utf8_cut(text, max);
}

static void texts_add(struct search_index *x, str url, const struct search_parts *parts) {
  str title = cut(parts->items[0].heading, SEARCH_TITLE_MAX);
  for (ptrdiff_t i = 0; i < parts->count; i++) {
    const struct search_part *p = &parts->items[i];
    search_text_write(&x->page, cut(p->anchor, SEARCH_TITLE_MAX));
    search_text_write(&x->page, i == 0 ? STR("") : cut(p->heading, SEARCH_TITLE_MAX));
    search_text_write(&x->page, cut(p->text, SEARCH_TEXT_MAX));
    x->page_sections++;
    if (x->shard.n + x->page.n >= SEARCH_SHARD_TEXT) {
      page_flush(x, url, title);
      texts_flush(x);
    }
  }
  page_flush(x, url, title);
}

/* --- terms --- */

static struct term *term_of(struct search_index *x, str word) {
  int32_t index = map_get(&x->by_text, word);
  if (index == MAP_NONE) {
    index = (int32_t)x->term_count;
    str text = arena_copy(x->perm, word);
    map_add(&x->by_text, x->perm, text, index);
    *GROW(x->perm, x->terms, x->term_count, x->term_cap) =
        (struct term){.text = text, .first = -1, .last = -1};
  }
  return &x->terms[index];
}

static void word_add(struct search_index *x, str word, uint32_t section, uint32_t weight) {
  struct term *t = term_of(x, word);
  if (t->last >= 0 && x->postings[t->last].section == section) {
    uint32_t sum = x->postings[t->last].frequency + weight;
    x->postings[t->last].frequency = (uint16_t)(sum < FREQUENCY_MAX ? sum : FREQUENCY_MAX);
    return;
  }
  int32_t mine = (int32_t)x->posting_count;
  *GROW(x->perm, x->postings, x->posting_count, x->posting_cap) =
      (struct posting){.section = section, .next = -1, .frequency = (uint16_t)weight};
  *(t->last < 0 ? &t->first : &x->postings[t->last].next) = mine;
  t->last = mine;
  t->sections++;
}

static bool is_digit_in(const struct search_token *t) {
  for (int i = 0; i < t->n; i++) {
    if (byte_is_digit(t->word[i])) {
      return true;
    }
  }
  return false;
}

/* Two words with a hyphen between them are often written as one: "fine-tuning", "finetuning". */
static void compound_add(struct search_index *x, const struct search_token pair[2],
                         uint32_t section, uint32_t weight) {
  char memory[SEARCH_WORD_MAX];
  if (pair[0].n + pair[1].n <= SEARCH_WORD_MAX && !is_digit_in(&pair[0]) &&
      !is_digit_in(&pair[1])) {
    buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
    buf_str(&b, search_token_text(&pair[0]));
    buf_str(&b, search_token_text(&pair[1]));
    word_add(x, buf_text(&b), section, weight);
  }
}

static uint32_t words_add(struct search_index *x, str text, uint32_t section, uint32_t weight) {
  struct search_token pair[2] = {{.end = -1}};
  uint32_t count = 0;
  for (ptrdiff_t at = 0; search_word_next(text, &at, &pair[1]); count++) {
    word_add(x, search_token_text(&pair[1]), section, weight);
    bool next = pair[0].end >= 0 && pair[1].beg == pair[0].end + 1;
    if (next && text.s[pair[0].end] == '-') {
      compound_add(x, pair, section, weight);
    }
    pair[0] = pair[1];
  }
  return count;
}

void search_index_add(struct search_index *x, str url, const struct search_parts *parts) {
  if (x->page_count >= SEARCH_PAGES_MAX || x->section_count + parts->count > SEARCH_SECTIONS_MAX ||
      url.n > SEARCH_TITLE_MAX) {
    return;
  }
  for (ptrdiff_t i = 0; i < parts->count; i++) {
    const struct search_part *p = &parts->items[i];
    uint32_t section = (uint32_t)x->section_count;
    uint32_t words = words_add(x, p->heading, section, i == 0 ? TITLE_WEIGHT : HEADING_WEIGHT);
    words += words_add(x, p->text, section, 1);
    *GROW(x->perm, x->lengths, x->section_count, x->section_cap) = words;
  }
  *GROW(x->perm, x->pages, x->page_count, x->page_cap) = (uint32_t)parts->count;
  texts_add(x, url, parts);
}

/* --- dictionaries and postings --- */

static int order_terms(const void *a, const void *b, void *ctx) {
  const struct search_index *x = ctx;
  return str_cmp(x->terms[*(const int32_t *)a].text, x->terms[*(const int32_t *)b].text);
}

static int weight_of(const struct posting *p, uint32_t length, double average) {
  double longer = average > 0 ? length / average : 1;
  double size = 1 - LENGTH_PART + LENGTH_PART * (longer < LENGTH_MIN ? LENGTH_MIN : longer);
  double part = p->frequency / (p->frequency + SATURATION * size);
  int weight = (int)(part * SEARCH_WEIGHT_MAX + 0.5);
  return weight < 1 ? 1 : weight;
}

static double average_length(const struct search_index *x) {
  double sum = 0;
  for (ptrdiff_t i = 0; i < x->section_count; i++) {
    sum += x->lengths[i];
  }
  return x->section_count > 0 ? sum / (double)x->section_count : 0;
}

/* A dictionary while it is written, with the posting shards of its terms. */
struct volume {
  struct search_index *x;
  double average;
  buf terms, postings, shards; /* without heads and counts */
  uint32_t term_count, shard_terms, shard_count;
  str first, last; /* terms */
};

static void postings_flush(struct volume *v) {
  if (v->shard_terms == 0) {
    return;
  }
  uint32_t name = shard_emit(v->x, v->postings.s, v->postings.n);
  search_name_write(&v->shards, name);
  search_number_write(&v->shards, v->shard_terms);
  v->shard_count++;
  v->shard_terms = 0;
  v->postings.n = 0;
}

static void dictionary_flush(struct volume *v, arena scratch) {
  postings_flush(v);
  if (v->term_count == 0) {
    return;
  }
  buf out = buf_new(&scratch, v->terms.n + v->shards.n + SEARCH_TITLE_MAX);
  search_head_write(&out, 'D');
  search_number_write(&out, v->shard_count);
  buf_str(&out, buf_text(&v->shards));
  search_number_write(&out, v->term_count);
  buf_str(&out, buf_text(&v->terms));
  uint32_t name = shard_emit(v->x, out.s, out.n);
  entry_add(v->x, &v->x->dictionaries, (struct entry){.name = name, .first = v->first});
  v->terms.n = v->shards.n = 0;
  v->term_count = v->shard_count = 0;
  v->last = STR("");
}

static void term_write(struct volume *v, const struct term *t) {
  ptrdiff_t same = 0;
  while (same < v->last.n && same < t->text.n && v->last.s[same] == t->text.s[same]) {
    same++;
  }
  search_number_write(&v->terms, (uint32_t)same);
  search_text_write(&v->terms, str_sub(t->text, same, t->text.n));
  search_number_write(&v->terms, t->sections);
  v->first = v->term_count == 0 ? t->text : v->first;
  v->last = t->text;
  v->term_count++;
}

static void postings_write(struct volume *v, const struct term *t, arena scratch) {
  const struct search_index *x = v->x;
  buf gaps = buf_new(&scratch, (ptrdiff_t)t->sections * (NUMBER_ROOM + 1) + 1);
  unsigned char *weights = NEW(&scratch, unsigned char, (ptrdiff_t)t->sections / 2 + 1);
  uint32_t from = 0;
  uint32_t done = 0;
  for (int32_t i = t->first; i >= 0; i = x->postings[i].next) {
    const struct posting *p = &x->postings[i];
    search_number_write(&gaps, p->section - from);
    from = p->section + 1;
    int weight = weight_of(p, x->lengths[p->section], v->average);
    weights[done / 2] |= (unsigned char)(done % 2 == 0 ? weight : weight << 4);
    done++;
  }
  buf_str(&gaps, (str){(const char *)weights, ((ptrdiff_t)done + 1) / 2});
  if (v->postings.n == 0) {
    search_head_write(&v->postings, 'P');
  }
  search_text_write(&v->postings, buf_text(&gaps));
  v->shard_terms++;
}

/* Room for all that can stand in one shard: what is full, and one term more. */
static ptrdiff_t postings_room(const struct search_index *x) {
  return SEARCH_SHARD_POSTINGS + (ptrdiff_t)x->section_count * (NUMBER_ROOM + 1) + 64;
}

static void volumes_write(struct search_index *x, const int32_t *order, arena scratch) {
  struct volume v = {.x = x, .average = average_length(x), .last = STR("")};
  ptrdiff_t room = 2 * SEARCH_SHARD_TERMS;
  v.terms = buf_new(&scratch, room);
  v.shards = buf_new(&scratch, room);
  v.postings = buf_new(&scratch, postings_room(x));
  for (ptrdiff_t i = 0; i < x->term_count && !x->stopped; i++) {
    const struct term *t = &x->terms[order[i]];
    term_write(&v, t);
    postings_write(&v, t, scratch);
    if (v.postings.n >= SEARCH_SHARD_POSTINGS) {
      postings_flush(&v);
    }
    if (v.terms.n >= SEARCH_SHARD_TERMS || v.shards.n >= SEARCH_SHARD_TERMS) {
      dictionary_flush(&v, scratch);
    }
  }
  dictionary_flush(&v, scratch);
}

static str root_write(const struct search_index *x) {
  buf out = buf_open(x->perm);
  search_head_write(&out, 'R');
  search_number_write(&out, (uint32_t)x->page_count);
  for (ptrdiff_t i = 0; i < x->page_count; i++) {
    search_number_write(&out, x->pages[i]);
  }
  search_number_write(&out, (uint32_t)x->dictionaries.count);
  for (ptrdiff_t i = 0; i < x->dictionaries.count; i++) {
    search_name_write(&out, x->dictionaries.items[i].name);
    search_text_write(&out, x->dictionaries.items[i].first);
  }
  search_number_write(&out, (uint32_t)x->texts.count);
  for (ptrdiff_t i = 0; i < x->texts.count; i++) {
    search_name_write(&out, x->texts.items[i].name);
    search_number_write(&out, x->texts.items[i].count);
  }
  return buf_close(&out, x->perm);
}

str search_index_end(struct search_index *x, arena scratch) {
  texts_flush(x);
  int32_t *order = NEW(&scratch, int32_t, x->term_count);
  for (ptrdiff_t i = 0; i < x->term_count; i++) {
    order[i] = (int32_t)i;
  }
  sort_items(order, x->term_count, (ptrdiff_t)sizeof *order, order_terms, x, scratch);
  volumes_write(x, order, scratch);
  return x->stopped ? STR("") : root_write(x);
}
