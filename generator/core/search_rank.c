#include "core/search_parts.h"

enum {
  SPARE = 2,       /* hits more than wanted: their texts may change the order */
  QUOTED_HITS = 32 /* sections whose texts are looked through for what is quoted */
};

/* A page needs that share of the words, by importance, that the best page has. */
#define COVER_MIN 0.4
/* How much the best section counts, and how much the page as a whole. */
#define SECTION_PART 0.5
#define PAGE_PART 0.5

/* What a section or a page has of the query. */
struct score {
  double sum;   /* of importance times fit */
  double cover; /* of importance where it fits at all, of 1 */
};

struct page {
  struct search_hit best;
  struct score whole;
};

static void score_add(const struct search_query *q, int word, int fit, struct score *score) {
  score->sum += q->importance[word] * fit;
  score->cover += fit > 0 ? q->importance[word] / q->importance_sum : 0;
}

/* False: a section without all that is quoted, where something is. */
static bool section_score(const struct search_query *q, uint32_t section, struct score *ret_score) {
  *ret_score = (struct score){0, 0};
  for (int i = 0; i < q->word_count; i++) {
    int fit = q->fits[i][section];
    if (fit == 0 && (q->quoted >> i & 1) != 0) {
      return false;
    }
    score_add(q, i, fit, ret_score);
  }
  return ret_score->sum > 0;
}

static void hit_add(struct search_query *q, struct search_hit hit) {
  int at = q->hit_count;
  while (at > 0 && q->hits[at - 1].score < hit.score) {
    if (at < q->hit_max) {
      q->hits[at] = q->hits[at - 1];
    }
    at--;
  }
  if (at < q->hit_max) {
    q->hits[at] = hit;
    q->hit_count += q->hit_count < q->hit_max;
  }
}

static struct page page_score(const struct search_query *q, uint32_t page, uint32_t first,
                              uint32_t end) {
  struct page p = {.best = {.page = page}};
  for (uint32_t i = first; i < end; i++) {
    struct score score;
    double value = section_score(q, i, &score) ? score.sum * score.cover : 0;
    if (value > p.best.score) {
      p.best = (struct search_hit){value, page, i, i == first};
    }
  }
  for (int w = 0; w < q->word_count && p.best.score > 0; w++) {
    int fit = 0;
    for (uint32_t i = first; i < end; i++) {
      fit = q->fits[w][i] > fit ? q->fits[w][i] : fit;
    }
    score_add(q, w, fit, &p.whole);
  }
  return p;
}

/* Each section of a page that holds the words that are quoted. */
static void sections_add(struct search_query *q, uint32_t page, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++) {
    struct score score;
    if (section_score(q, i, &score)) {
      hit_add(q, (struct search_hit){score.sum * score.cover, page, i, i == first});
    }
  }
}

/* Goes through all pages. `cover` 0: only to give the most that a page covers. */
static double pages_score(struct search_query *q, double cover) {
  const struct search *s = q->s;
  struct search_cursor pages = s->pages;
  double most = 0;
  uint32_t first = 0;
  for (uint32_t i = 0; i < s->page_count; i++) {
    uint32_t end = first + search_number(&pages);
    struct page p = page_score(q, i, first, end);
    most = p.whole.cover > most ? p.whole.cover : most;
    if (cover > 0 && p.best.score > 0 && p.whole.cover >= cover) {
      q->found++;
      p.best.score = SECTION_PART * p.best.score + PAGE_PART * p.whole.sum * p.whole.cover;
      if (q->quoted != 0) {
        sections_add(q, i, first, end);
      } else {
        hit_add(q, p.best);
      }
    }
    first = end;
  }
  return most;
}

void search_rank(struct search_query *q) {
  q->hit_max = q->quoted != 0 ? QUOTED_HITS : q->wanted + SPARE;
  q->hits = NEW(q->scratch, struct search_hit, q->hit_max);
  for (int i = 0; i < q->word_count; i++) {
    q->importance_sum += q->importance[i];
  }
  double most = pages_score(q, 0);
  if (most > 0) {
    pages_score(q, most * COVER_MIN);
  }
}
