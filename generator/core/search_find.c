#include "core/fmath.h"
#include "core/search_parts.h"

enum {
  NEAR_BEFORE = 2, /* dictionaries around a word's own that are looked through: those of a
                      large site do not all have to come for one letter */
  NEAR_BEHIND = 3,
  FIT_MAX = 255
};

/* What a common word counts, of one that is as frequent and says something. */
#define COMMON 0.25

/* A dictionary as the root names it. */
struct dictionary {
  uint32_t name;
  str first, next; /* its first term, and that of the one behind it */
  bool last;
};

static struct dictionary dictionary_read(struct search_cursor *c, bool last) {
  struct dictionary d = {.name = search_name_read(c), .first = search_text(c), .last = last};
  struct search_cursor ahead = *c;
  if (!last) {
    search_name_read(&ahead);
    d.next = search_text(&ahead);
  }
  return d;
}

/* Whether it may hold terms that begin with these letters. */
static bool may_hold(const struct dictionary *d, str letters) {
  bool reaches = d->last || str_cmp(d->next, letters) > 0;
  return reaches && (str_cmp(d->first, letters) <= 0 || str_starts(d->first, letters));
}

/* The last dictionary that does not begin behind the word. */
static uint32_t dictionary_own(const struct search *s, str word) {
  struct search_cursor c = s->dictionaries;
  uint32_t own = 0;
  for (uint32_t i = 0; i < s->dictionary_count && !c.bad; i++) {
    if (str_cmp(dictionary_read(&c, true).first, word) <= 0) {
      own = i;
    }
  }
  return own;
}

/* The best come first; of equals the one that stands in more sections, then the earlier. */
static void term_add(struct search_query *q, int word, struct search_term term) {
  struct search_term *terms = q->terms[word];
  int at = q->term_count[word];
  while (at > 0 && (terms[at - 1].fit < term.fit ||
                    (terms[at - 1].fit == term.fit && terms[at - 1].sections < term.sections))) {
    if (at < SEARCH_TERMS_MAX) {
      terms[at] = terms[at - 1];
    }
    at--;
  }
  if (at < SEARCH_TERMS_MAX) {
    terms[at] = term;
    q->term_count[word] += q->term_count[word] < SEARCH_TERMS_MAX;
  }
}

static void dictionary_scan(struct search_query *q, int word, struct search_cursor shard) {
  struct search_terms t;
  search_terms_begin(&t, shard);
  while (search_terms_next(&t)) {
    double fit = search_match(&q->words[word], (str){t.term, t.n});
    if (fit > 0) {
      term_add(q, word, (struct search_term){fit, t.sections, t.shard, t.index});
    }
  }
}

static void word_find(struct search_query *q, int word) {
  const struct search *s = q->s;
  str letters = search_match_stem(&q->words[word]);
  uint32_t own = dictionary_own(s, q->words[word].text);
  struct search_cursor c = s->dictionaries;
  for (uint32_t i = 0; i < s->dictionary_count && !c.bad; i++) {
    struct dictionary d = dictionary_read(&c, i + 1 == s->dictionary_count);
    struct search_cursor shard;
    if (i + NEAR_BEFORE < own || i > own + NEAR_BEHIND || !may_hold(&d, letters)) {
      continue;
    }
    if (search_shard_find(s, d.name, 'D', &shard)) {
      dictionary_scan(q, word, shard);
    } else {
      search_need(q, d.name);
    }
  }
}

void search_terms_find(struct search_query *q) {
  for (int i = 0; i < q->word_count; i++) {
    word_find(q, i);
  }
  for (int i = 0; i < q->word_count && q->need_count == 0; i++) {
    if (q->term_count[i] == 0) {
      q->words[i].loose = true;
      word_find(q, i);
    }
  }
}

static void term_read(struct search_query *q, int word, const struct search_term *term) {
  const struct search *s = q->s;
  struct search_cursor shard;
  if (!search_shard_find(s, term->shard, 'P', &shard)) {
    search_need(q, term->shard);
    return;
  }
  struct search_postings p;
  int weight = 0;
  search_postings_begin(&p, shard, term->index, term->sections);
  while (search_postings_next(&p, s->section_count, &weight)) {
    double fit = term->fit * FIT_MAX * weight / SEARCH_WEIGHT_MAX;
    uint8_t *known = &q->fits[word][p.section];
    if (fit > *known) {
      *known = (uint8_t)fit;
    }
  }
}

/* What English sentences are held together by, and questions are asked with. */
static bool is_common(str word) {
  static const char common[] =
      " a an and are as at be by can could do does for from had has have how i if in"
      " is it its me my no not of on or our should so than that the their then there"
      " they this to use was we were what when where which who why will with would"
      " you your ";
  char spaced[SEARCH_WORD_MAX + 2];
  buf b = buf_over(spaced, sizeof spaced);
  buf_byte(&b, ' ');
  buf_str(&b, word);
  buf_byte(&b, ' ');
  return str_search((str){common, sizeof common - 1}, buf_text(&b)) >= 0;
}

/* How much a word says: that of its best term. */
static double importance(const struct search_query *q, int word) {
  if (q->term_count[word] == 0) {
    return fmath_log(1 + 2 * (double)q->s->section_count + 1);
  }
  double all = q->s->section_count;
  double with = q->terms[word][0].sections;
  return fmath_log(1 + (all > with ? all - with + 0.5 : 0.5) / (with + 0.5));
}

void search_postings_read(struct search_query *q) {
  for (int i = 0; i < q->word_count; i++) {
    q->fits[i] = NEW(q->scratch, uint8_t, (ptrdiff_t)q->s->section_count + 1);
    q->importance[i] = importance(q, i) / FIT_MAX * (is_common(q->words[i].text) ? COMMON : 1);
    for (int k = 0; k < q->term_count[i]; k++) {
      term_read(q, i, &q->terms[i][k]);
    }
  }
}
