#include "model/tags.h"

#include "core/slug.h"
#include "core/sort.h"

/* Longer ones are cut: an anchor is to be read aloud and typed. */
enum { TAG_ANCHOR_MAX = 60 };

struct tags_builder {
  struct site *site;
  arena *perm;
  map by_name; /* in lower case */
  map by_id;
};

static str lower(arena *perm, str name) {
  char *bytes = NEW(perm, char, name.n);
  for (ptrdiff_t i = 0; i < name.n; i++) {
    bytes[i] = byte_lower(name.s[i]);
  }
  return (str){bytes, name.n};
}

/* An anchor of its own: "c" for C, "c-2" for C++, which has the same slug. */
static str anchor_of(struct tags_builder *b, str name, int32_t index) {
  buf slug = buf_new(b->perm, TAG_ANCHOR_MAX);
  slug_write(&slug, name, TAG_ANCHOR_MAX);
  str stem = slug.n > 0 ? buf_text(&slug) : STR("tag");
  str id = stem;
  for (int64_t n = 2; map_add(&b->by_id, b->perm, id, index) != index; n++) {
    buf numbered = buf_new(b->perm, stem.n + 12);
    buf_str(&numbered, stem);
    buf_byte(&numbered, '-');
    buf_int(&numbered, n);
    id = buf_text(&numbered);
  }
  return id;
}

static int32_t find_tag(struct tags_builder *b, str name) {
  struct site *site = b->site;
  int32_t next = (int32_t)site->tag_count;
  int32_t index = map_add(&b->by_name, b->perm, lower(b->perm, name), next);
  if (index == next) {
    *GROW(b->perm, site->tags, site->tag_count, site->tag_cap) = (struct tag){.name = name};
  }
  return index;
}

/* Guides come one after the other, so that one that says a tag twice is the last in it. */
static void add_guide(struct tags_builder *b, struct tag *tag, int32_t guide) {
  if (tag->count == 0 || tag->guides[tag->count - 1] != guide) {
    *GROW(b->perm, tag->guides, tag->count, tag->cap) = guide;
  }
}

static int by_name(const void *a, const void *b, void *ctx) {
  const struct site *site = ctx;
  const int32_t *x = a;
  const int32_t *y = b;
  return str_cmp(site->tags[*x].key, site->tags[*y].key);
}

/* Puts the tags in order; the guides name them by their new places. */
static void sort_tags(struct site *site, arena *perm) {
  int32_t *order = NEW(perm, int32_t, site->tag_count);
  int32_t *place = NEW(perm, int32_t, site->tag_count);
  struct tag *sorted = NEW(perm, struct tag, site->tag_count);
  for (int32_t i = 0; i < site->tag_count; i++) {
    order[i] = i;
  }
  sort_items(order, site->tag_count, (ptrdiff_t)sizeof *order, by_name, site, *perm);
  for (int32_t i = 0; i < site->tag_count; i++) {
    sorted[i] = site->tags[order[i]];
    place[order[i]] = i;
  }
  site->tags = sorted;
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    struct guide *g = &site->guides[i];
    for (ptrdiff_t k = 0; g->tag_of != NULL && k < g->tags.count; k++) {
      g->tag_of[k] = place[g->tag_of[k]];
    }
  }
}

void tags_build(struct site *site, arena *perm) {
  struct tags_builder b = {.site = site, .perm = perm};
  for (int32_t i = 0; i < site->guide_count; i++) {
    struct guide *g = &site->guides[i];
    if (g->draft || g->tags.count == 0) {
      continue;
    }
    g->tag_of = NEW(perm, int32_t, g->tags.count);
    for (ptrdiff_t k = 0; k < g->tags.count; k++) {
      g->tag_of[k] = find_tag(&b, g->tags.items[k]);
      add_guide(&b, &site->tags[g->tag_of[k]], i);
    }
  }
  for (int32_t i = 0; i < site->tag_count; i++) {
    site->tags[i].key = lower(perm, site->tags[i].name);
  }
  sort_tags(site, perm);
  for (int32_t i = 0; i < site->tag_count; i++) {
    site->tags[i].id = anchor_of(&b, site->tags[i].name, i);
  }
}

/* Tools come one after the other, too. */
static void add_use(struct site *site, int32_t guide, int32_t tool, arena *perm) {
  if (guide < 0) {
    return;
  }
  struct guide *g = &site->guides[guide];
  if (g->use_count == 0 || g->uses[g->use_count - 1] != tool) {
    *GROW(perm, g->uses, g->use_count, g->use_cap) = tool;
  }
}

void uses_build(struct site *site, arena *perm) {
  for (int32_t i = 0; i < site->decision_count; i++) {
    const struct decision *d = &site->decisions[i];
    for (ptrdiff_t k = 0; d->image.n > 0 && k < d->outcome_count; k++) {
      for (ptrdiff_t g = 0; g < d->outcomes[k].guide_count; g++) {
        add_use(site, d->outcomes[k].guides[g].index, i, perm);
      }
    }
    for (ptrdiff_t k = 0; d->image.n > 0 && k < d->source_count; k++) {
      add_use(site, d->sources[k].guide_index, i, perm);
    }
  }
}
