#include "model/bibliography.h"

static const struct field source_keys[] = {
    {STR_INIT("title"), FIELD_TEXT, offsetof(struct source_entry, title), true},
    {STR_INIT("author"), FIELD_TEXT, offsetof(struct source_entry, author), false},
    {STR_INIT("publisher"), FIELD_TEXT, offsetof(struct source_entry, publisher), false},
    {STR_INIT("url"), FIELD_TEXT, offsetof(struct source_entry, url), false},
    {STR_INIT("date"), FIELD_TEXT, offsetof(struct source_entry, date), false},
    {STR_INIT("kind"), FIELD_TEXT, offsetof(struct source_entry, kind), false},
};

/* A day, a month or a year: sources are often dated no more precisely. */
static bool is_partial_date(str s) {
  if (s.n == 10) {
    return field_is_date(s);
  }
  char day[10];
  buf b = buf_over(day, (ptrdiff_t)sizeof day);
  buf_str(&b, s);
  buf_str(&b, s.n == 4 ? STR("-01-01") : STR("-01"));
  return !b.full && field_is_date(buf_text(&b));
}

static void check_entry(const struct fields_reader *r, struct source_entry *e, uint32_t node) {
  e->url = fields_url(r, node, e->url);
  if (e->date.n > 0 && !is_partial_date(e->date)) {
    fields_refuse(r, D_FIELD_VALUE, ynode_get(r->doc, node, STR("date"), NULL),
                  STR("Write a day, a month or a year: 2026-11-21, 2026-11 or 2026."));
  }
}

void bibliography_build(struct site *site, struct diags *ds, arena *perm) {
  const struct ydoc *doc = &site->content->sources;
  struct fields_reader r = {.doc = doc, .diags = ds, .perm = perm};
  if (doc->count <= Y_ROOT) {
    return;
  }
  if (doc->nodes[Y_ROOT].kind != Y_MAP) {
    fields_refuse(&r, D_FIELD_TYPE, Y_ROOT, STR("Write one source a key: `S1: {title: …}`."));
    return;
  }
  site->sources = NEW(perm, struct source_entry, doc->count);
  for (uint32_t k = doc->nodes[Y_ROOT].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct source_entry *e = &site->sources[site->source_count];
    uint32_t value = doc->nodes[k].child;
    int count = (int)(sizeof source_keys / sizeof source_keys[0]);
    e->id = ynode_text(doc, k);
    e->node = k;
    if (fields_read(&r, value, source_keys, count, e)) {
      check_entry(&r, e, value);
    }
    map_add(&site->source_by_id, perm, e->id, (int32_t)site->source_count++);
  }
}
