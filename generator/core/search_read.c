#include "core/search_read.h"

#include "core/mem.h"

struct search_cursor search_cursor_of(str bytes) {
  const unsigned char *at = (const unsigned char *)bytes.s;
  return (struct search_cursor){.at = at, .end = at + bytes.n};
}

uint32_t search_number(struct search_cursor *c) {
  uint32_t value = 0;
  for (int shift = 0; shift < 35 && c->at < c->end; shift += 7) {
    uint32_t byte = *c->at++;
    uint32_t part = byte & 0x7f;
    if (shift == 28 && part > 0xf) {
      break;
    }
    value |= part << shift;
    if (byte < 0x80) {
      return c->bad ? 0 : value;
    }
  }
  c->bad = true;
  return 0;
}

str search_bytes(struct search_cursor *c, ptrdiff_t n) {
  if (c->bad || n < 0 || n > c->end - c->at) {
    c->bad = true;
    return STR("");
  }
  str bytes = {(const char *)c->at, n};
  c->at += n;
  return bytes;
}

str search_text(struct search_cursor *c) {
  uint32_t n = search_number(c);
  return search_bytes(c, n > INT32_MAX ? -1 : (ptrdiff_t)n);
}

uint32_t search_name_read(struct search_cursor *c) {
  str name = search_bytes(c, SEARCH_NAME);
  const unsigned char *p = (const unsigned char *)name.s;
  return name.n == 0 ? 0 : (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

bool search_head(struct search_cursor *c, char kind) {
  str head = search_bytes(c, SEARCH_HEAD);
  return head.n == SEARCH_HEAD && head.s[0] == 'F' && head.s[1] == kind &&
         head.s[2] == SEARCH_VERSION;
}

bool search_shard_find(const struct search *s, uint32_t name, char kind,
                       struct search_cursor *ret_cursor) {
  const struct search_shard *shard = s->shards;
  while (shard != NULL && shard->name != name) {
    shard = shard->next;
  }
  if (shard == NULL) {
    return false;
  }
  *ret_cursor = search_cursor_of(shard->bytes);
  if (!search_head(ret_cursor, kind)) {
    *ret_cursor = search_cursor_of(STR("")); /* there, and empty: asking again would not help */
  }
  return true;
}

/* --- dictionaries --- */

void search_terms_begin(struct search_terms *t, struct search_cursor dictionary) {
  *t = (struct search_terms){.shards_left = search_number(&dictionary)};
  t->shards = dictionary;
  for (uint32_t i = 0; i < t->shards_left && !dictionary.bad; i++) {
    search_name_read(&dictionary);
    search_number(&dictionary);
  }
  t->left = search_number(&dictionary);
  t->terms = dictionary;
}

static bool term_read(struct search_terms *t) {
  uint32_t same = search_number(&t->terms);
  str rest = search_text(&t->terms);
  t->sections = search_number(&t->terms);
  if (t->terms.bad || same > (uint32_t)t->n || rest.n > SEARCH_WORD_MAX - (ptrdiff_t)same) {
    return false;
  }
  mem_copy(t->term + same, rest.s, rest.n);
  t->n = (int)same + (int)rest.n;
  return true;
}

bool search_terms_next(struct search_terms *t) {
  if (t->left == 0 || !term_read(t)) {
    return false;
  }
  t->left--;
  t->index++;
  while (t->shard_left == 0 && t->shards_left > 0 && !t->shards.bad) {
    t->shard = search_name_read(&t->shards);
    t->shard_left = search_number(&t->shards);
    t->shards_left--;
    t->index = 0;
  }
  if (t->shard_left == 0 || t->shards.bad) {
    return false;
  }
  t->shard_left--;
  return true;
}

/* --- postings --- */

void search_postings_begin(struct search_postings *p, struct search_cursor shard, uint32_t index,
                           uint32_t sections) {
  *p = (struct search_postings){.left = sections};
  for (uint32_t i = 0; i < index && !shard.bad; i++) {
    search_text(&shard);
  }
  str bytes = search_text(&shard);
  ptrdiff_t weights = ((ptrdiff_t)sections + 1) / 2;
  if (weights > bytes.n) {
    p->left = 0;
    return;
  }
  p->gaps = search_cursor_of(str_sub(bytes, 0, bytes.n - weights));
  p->weights = search_cursor_of(str_sub(bytes, bytes.n - weights, bytes.n));
}

bool search_postings_next(struct search_postings *p, uint32_t section_count, int *ret_weight) {
  if (p->left == 0) {
    return false;
  }
  uint32_t gap = search_number(&p->gaps);
  uint32_t from = p->done == 0 ? 0 : p->section + 1;
  if (p->gaps.bad || gap >= section_count - from) {
    p->left = 0;
    return false;
  }
  p->section = from + gap;
  p->left -= p->section + 1 < section_count ? 1 : p->left; /* nothing is behind the last one */
  int pair = p->weights.at[p->done / 2];
  *ret_weight = p->done % 2 == 0 ? pair & 15 : pair >> 4;
  p->done++;
  return true;
}

/* --- texts --- */

bool search_text_shard(const struct search *s, uint32_t section, uint32_t *ret_name,
                       uint32_t *ret_first) {
  struct search_cursor c = s->texts;
  uint32_t first = 0;
  for (uint32_t i = 0; i < s->text_count && !c.bad; i++) {
    *ret_name = search_name_read(&c);
    uint32_t count = search_number(&c);
    if (section - first < count) {
      *ret_first = first;
      return !c.bad;
    }
    first += count;
  }
  return false;
}

bool search_section_read(struct search_cursor shard, uint32_t index,
                         struct search_section *ret_section) {
  uint32_t pages = search_number(&shard);
  for (uint32_t i = 0; i < pages && !shard.bad; i++) {
    ret_section->url = search_text(&shard);
    ret_section->title = search_text(&shard);
    uint32_t count = search_number(&shard);
    for (uint32_t k = 0; k < count && !shard.bad; k++) {
      ret_section->anchor = search_text(&shard);
      ret_section->heading = search_text(&shard);
      ret_section->text = search_text(&shard);
      if (index-- == 0) {
        return !shard.bad;
      }
    }
  }
  return false;
}
