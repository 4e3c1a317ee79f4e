#include "core/search.h"

#include "core/search_parts.h"

/* How much it says that two words stand in a text as they stand in the query. */
#define BESIDE 0.25

bool search_open(str root, struct search *ret_search) {
  struct search s = {.shards = NULL};
  struct search_cursor c = search_cursor_of(root);
  bool sound = search_head(&c, 'R');
  s.page_count = search_number(&c);
  s.pages = c;
  sound = sound && s.page_count <= SEARCH_PAGES_MAX;
  for (uint32_t i = 0; i < s.page_count && sound && !c.bad; i++) {
    uint32_t count = search_number(&c);
    sound = count <= SEARCH_SECTIONS_MAX - s.section_count;
    s.section_count += count;
  }
  s.dictionary_count = search_number(&c);
  s.dictionaries = c;
  for (uint32_t i = 0; i < s.dictionary_count && !c.bad; i++) {
    search_name_read(&c);
    search_text(&c);
  }
  uint64_t sections = 0;
  s.text_count = search_number(&c);
  s.texts = c;
  for (uint32_t i = 0; i < s.text_count && !c.bad; i++) {
    search_name_read(&c);
    sections += search_number(&c);
  }
  *ret_search = s;
  return sound && !c.bad && c.at == c.end && sections == s.section_count;
}

uint32_t search_name(str bytes) {
  return (uint32_t)(str_hash(bytes) & 0xffffff);
}

void search_add(struct search *s, str bytes, struct search_shard *memory) {
  *memory = (struct search_shard){search_name(bytes), bytes, s->shards};
  s->shards = memory;
}

void search_need(struct search_query *q, uint32_t name) {
  for (int i = 0; i < q->need_count; i++) {
    if (q->needs[i] == name) {
      return;
    }
  }
  if (q->need_count < SEARCH_NEEDS_MAX) {
    q->needs[q->need_count++] = name;
  }
}

/* --- the query --- */

/* "16<tab>words": 16 pages are wanted. */
static void wanted_read(struct search_query *q, str *text) {
  str number = STR("");
  q->wanted = SEARCH_RESULTS;
  if (!str_cut(*text, '\t', &number, text)) {
    return;
  }
  int wanted = 0;
  for (ptrdiff_t i = 0; i < number.n && byte_is_digit(number.s[i]); i++) {
    wanted = wanted < SEARCH_RESULTS_MAX ? wanted * 10 + (number.s[i] - '0') : wanted;
  }
  q->wanted = wanted < 1 ? 1 : wanted > SEARCH_RESULTS_MAX ? SEARCH_RESULTS_MAX : wanted;
}

/* How many double quotes stand in a part of the query. */
static int quotes_count(str text) {
  int count = 0;
  for (ptrdiff_t i = 0; i < text.n; i++) {
    count += text.s[i] == '"';
  }
  return count;
}

/* Drops what was said before, outside quotations. */
static bool is_said(const struct search_query *q, str word) {
  for (int i = 0; i < q->word_count; i++) {
    if (q->words[i].phrase == 0 && str_eq(q->words[i].text, word)) {
      return true;
    }
  }
  return false;
}

static void word_add(struct search_query *q, const struct search_token *token, int quotes) {
  int phrase = quotes % 2 != 0 ? quotes : 0;
  if (q->word_count == SEARCH_WORDS_MAX || (phrase == 0 && is_said(q, search_token_text(token)))) {
    return;
  }
  int last = q->word_count == 0 ? 0 : q->words[q->word_count - 1].phrase;
  q->words[q->word_count] = (struct search_word){
      .text = arena_copy(q->scratch, search_token_text(token)),
      .phrase = phrase,
      .begins = phrase != 0 && phrase != last,
  };
  q->quoted |= (uint32_t)(phrase != 0) << q->word_count;
  q->word_count++;
}

void search_query_read(struct search_query *q, str text) {
  struct search_token token;
  wanted_read(q, &text);
  text = str_sub(text, 0, SEARCH_QUERY_MAX);
  ptrdiff_t at = 0;
  ptrdiff_t last = 0;
  int quotes = 0;
  while (search_word_next(text, &at, &token)) {
    quotes += quotes_count(str_sub(text, last, token.beg));
    word_add(q, &token, quotes);
    last = at;
  }
  if (q->word_count > 0 && last == text.n) {
    q->words[q->word_count - 1].typing = true;
  }
}

/* --- the texts of hits --- */

struct reading {
  uint32_t begins, ends; /* masks of the words that begin and end quotations */
  uint32_t run;          /* how far quotations have come */
  uint32_t before;       /* words that the token before fits */
  uint32_t said;         /* quotations that were met, by their last word */
  uint32_t beside;       /* words that stood behind the one before them */
};

static void text_scan(const struct search_query *q, str text, struct reading *r) {
  struct search_token token;
  r->run = 0;
  r->before = 0;
  for (ptrdiff_t at = 0; search_word_next(text, &at, &token);) {
    uint32_t well;
    uint32_t words = search_token_words(q, search_token_text(&token), &well);
    r->run = (r->run << 1 | r->begins) & well & q->quoted;
    r->said |= r->run & r->ends;
    r->beside |= r->before << 1 & words;
    r->before = words;
  }
}

static struct reading reading_begin(const struct search_query *q) {
  struct reading r = {.begins = 0};
  for (int i = 0; i < q->word_count; i++) {
    const struct search_word *w = &q->words[i];
    bool ends = w->phrase != 0 && (i + 1 == q->word_count || q->words[i + 1].phrase != w->phrase);
    r.begins |= (uint32_t)w->begins << i;
    r.ends |= (uint32_t)ends << i;
  }
  return r;
}

static bool hit_section(struct search_query *q, const struct search_hit *hit,
                        struct search_section *ret_section) {
  uint32_t name;
  uint32_t first;
  struct search_cursor shard;
  if (!search_text_shard(q->s, hit->section, &name, &first)) {
    return false;
  }
  if (!search_shard_find(q->s, name, 'T', &shard)) {
    search_need(q, name);
    return false;
  }
  return search_section_read(shard, hit->section - first, ret_section);
}

/* False: it lacks what is quoted, or its text is not there. */
static bool hit_read(struct search_query *q, struct search_hit *hit) {
  struct search_section section;
  if (!hit_section(q, hit, &section)) {
    return false;
  }
  struct reading r = reading_begin(q);
  text_scan(q, hit->first ? section.title : section.heading, &r);
  text_scan(q, section.text, &r);
  int beside = 0;
  for (int i = 1; i < q->word_count; i++) {
    beside += (r.beside >> i & 1) != 0;
  }
  hit->score *= q->word_count > 1 ? 1 + BESIDE * beside / (q->word_count - 1) : 1;
  return r.said == r.ends;
}

/* Whether a better hit is on the same page. */
static bool is_page_shown(const struct search_query *q, int hit) {
  for (int i = 0; i < hit; i++) {
    if (q->hits[i].page == q->hits[hit].page) {
      return true;
    }
  }
  return false;
}

void search_texts_read(struct search_query *q) {
  int count = 0;
  for (int i = 0; i < q->hit_count; i++) {
    struct search_hit hit = q->hits[i];
    if (!hit_read(q, &hit)) {
      continue;
    }
    int at = count++;
    for (; at > 0 && q->hits[at - 1].score < hit.score; at--) {
      q->hits[at] = q->hits[at - 1];
    }
    q->hits[at] = hit;
  }
  q->hit_count = count;
}

/* --- the answer --- */

static void needs_write(const struct search_query *q, buf *out) {
  buf_str(out, STR("need"));
  for (int i = 0; i < q->need_count; i++) {
    buf_byte(out, '\t');
    buf_hex(out, q->needs[i], 6);
  }
  buf_byte(out, '\n');
}

static void hit_write(struct search_query *q, const struct search_hit *hit, buf *out) {
  struct search_section section;
  if (!hit_section(q, hit, &section)) {
    return;
  }
  buf_str(out, STR("page\t"));
  search_field_write(section.url, out);
  if (section.anchor.n > 0) {
    buf_byte(out, '#');
    search_field_write(section.anchor, out);
  }
  buf_byte(out, '\t');
  search_field_write(section.title, out);
  buf_byte(out, '\t');
  search_field_write(section.heading, out);
  buf_byte(out, '\t');
  search_teaser_write(q, section.text, out);
  buf_byte(out, '\n');
}

static void hits_write(struct search_query *q, bool more, buf *out) {
  uint32_t pages = 0;
  for (int i = 0; i < q->hit_count; i++) {
    pages += !is_page_shown(q, i);
  }
  buf_str(out, STR("found\t"));
  buf_int(out, q->quoted != 0 ? pages : q->found);
  buf_str(out, q->quoted != 0 && more ? STR("\tmore\n") : STR("\n"));
  int shown = 0;
  for (int i = 0; i < q->hit_count && shown < q->wanted; i++) {
    if (!is_page_shown(q, i)) {
      hit_write(q, &q->hits[i], out);
      shown++;
    }
  }
}

void search_run(const struct search *s, str query, arena scratch, buf *out) {
  struct search_query *q = NEW(&scratch, struct search_query, 1);
  q->s = s;
  q->scratch = &scratch;
  search_query_read(q, query);
  search_terms_find(q);
  if (q->need_count == 0) {
    search_postings_read(q);
  }
  bool more = false;
  if (q->need_count == 0) {
    search_rank(q);
    more = q->hit_count == q->hit_max;
    search_texts_read(q);
  }
  if (q->need_count > 0) {
    needs_write(q, out);
  } else {
    hits_write(q, more, out);
  }
}
