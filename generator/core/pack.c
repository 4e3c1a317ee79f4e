#include "core/pack.h"

#include "core/map.h"
#include "core/mem.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "images are read as they lie in memory");

/* Beyond this the texts of one image are no texts: offsets have to fit a map's values. */
enum { TEXTS_MAX = 1 << 30 };

struct head {
  uint32_t magic, kind, version, size;
  uint32_t sections, zero;
};

struct place {
  uint32_t at, count;
};

static uint64_t tables_size(int section_count) {
  return sizeof(struct head) + (uint64_t)section_count * sizeof(struct place);
}

/* From a section's start to the next one's; false when that is beyond an image's size. */
static bool section_pass(const struct pack_section *s, uint64_t *at) {
  uint64_t bytes = (uint64_t)s->count * s->size;
  if (bytes > UINT32_MAX - PACK_ALIGN - *at) {
    return false;
  }
  *at = (*at + bytes + PACK_ALIGN - 1) & ~(uint64_t)(PACK_ALIGN - 1);
  return true;
}

static void put(buf *out, const void *bytes, ptrdiff_t size) {
  buf_str(out, (str){bytes, size});
}

void pack_write(uint32_t kind, uint32_t version, const struct pack_section *sections,
                int section_count, buf *out) {
  struct place places[PACK_SECTIONS_MAX];
  uint64_t at = tables_size(section_count);
  bool fits = section_count <= PACK_SECTIONS_MAX;
  for (int i = 0; fits && i < section_count; i++) {
    places[i] = (struct place){(uint32_t)at, sections[i].count};
    fits = section_pass(&sections[i], &at);
  }
  if (!fits || (uint64_t)(out->cap - out->n) < at) {
    out->full = true;
    return;
  }
  struct head head = {PACK_MAGIC, kind, version, (uint32_t)at, (uint32_t)section_count, 0};
  ptrdiff_t start = out->n;
  put(out, &head, (ptrdiff_t)sizeof head);
  put(out, places, section_count * (ptrdiff_t)sizeof *places);
  for (int i = 0; i < section_count; i++) {
    put(out, sections[i].items, (ptrdiff_t)sections[i].count * (ptrdiff_t)sections[i].size);
    buf_fill(out, '\0', (start - out->n) & (PACK_ALIGN - 1));
  }
}

void pack_turn(const void *items, uint32_t rows, uint32_t columns, uint32_t part, void *ret) {
  const char *from = items; /* of nothing: NULL, to which nothing may be added */
  char *to = ret;
  for (uint32_t column = 0; column < columns; column++) {
    for (uint32_t row = 0; row < rows; row++) {
      mem_copy(to, from + ((size_t)row * columns + column) * part, (ptrdiff_t)part);
      to += part;
    }
  }
}

/* There is one layout for each set of counts, so any other is refused. */
bool pack_open(str image, uint32_t kind, uint32_t version, struct pack_section *sections,
               int section_count) {
  struct head head;
  uint64_t at = tables_size(section_count);
  if (((uintptr_t)image.s & (PACK_ALIGN - 1)) != 0 || (uint64_t)image.n < at) {
    return false;
  }
  mem_copy(&head, image.s, (ptrdiff_t)sizeof head);
  if (head.magic != PACK_MAGIC || head.kind != kind || head.version != version ||
      head.size != (uint64_t)image.n || head.sections != (uint32_t)section_count ||
      head.zero != 0) {
    return false;
  }
  for (int i = 0; i < section_count; i++) {
    struct place place;
    mem_copy(&place, image.s + tables_size(i), (ptrdiff_t)sizeof place);
    sections[i].items = image.s + at;
    sections[i].count = place.count;
    if (place.at != at || !section_pass(&sections[i], &at) || at > head.size) {
      return false;
    }
  }
  return at == head.size;
}

bool pack_take(str image, uint32_t kind, uint32_t version, struct pack_section *sections,
               int section_count) {
  const struct head *head = (const void *)image.s;
  const struct place *places = (const void *)(image.s + sizeof *head);
  if (image.n < (ptrdiff_t)sizeof *head || head->size != (uint64_t)image.n || head->kind != kind ||
      head->version != version) {
    return false;
  }
  for (int i = 0; i < section_count; i++) {
    sections[i].items = image.s + places[i].at;
    sections[i].count = places[i].count;
  }
  return true;
}

struct pack_texts {
  arena *a;
  map known; /* of each text, where it lies */
  char *bytes;
  ptrdiff_t count, cap;
};

struct pack_texts *pack_texts_new(arena *a) {
  struct pack_texts *t = NEW(a, struct pack_texts, 1);
  t->a = a;
  return t;
}

static void texts_reserve(struct pack_texts *t, ptrdiff_t more) {
  enum { FIRST = 1024 };
  ptrdiff_t cap = t->cap == 0 ? FIRST : t->cap;
  while (cap - t->count < more) {
    cap *= 2;
  }
  if (cap > t->cap) {
    char *moved = NEW(t->a, char, cap);
    mem_copy(moved, t->bytes, t->count);
    t->bytes = moved;
    t->cap = cap;
  }
}

struct pack_text pack_texts_add(struct pack_texts *t, str text) {
  if (text.n > TEXTS_MAX - t->count) {
    core_oom(text.n);
  }
  int32_t at = map_get(&t->known, text);
  if (at == MAP_NONE) {
    texts_reserve(t, text.n);
    at = (int32_t)t->count;
    mem_copy(t->bytes + at, text.s, text.n);
    t->count += text.n;
    map_add(&t->known, t->a, arena_copy(t->a, text), at);
  }
  return (struct pack_text){(uint32_t)at, (uint32_t)text.n};
}

struct pack_section pack_texts_section(const struct pack_texts *t) {
  return (struct pack_section){t->bytes, (uint32_t)t->count, 1};
}

str pack_text_at(const struct pack_section *texts, struct pack_text slice) {
  if (slice.at > texts->count || slice.n > texts->count - slice.at) {
    return STR("");
  }
  return (str){(const char *)texts->items + slice.at, (ptrdiff_t)slice.n};
}
