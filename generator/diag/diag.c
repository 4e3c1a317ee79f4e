#include "diag/diag.h"

#include "diag/kind.h"

static const struct diag_kind kinds[DIAG_COUNT] = {
#define DIAG(id, code, name, level, fixed, message, reason, hint)                              \
  [id] = {STR_INIT(code), STR_INIT(name), STR_INIT(message), STR_INIT(reason), STR_INIT(hint), \
          level,          fixed},
#include "diag/diag.def"
#undef DIAG
};

static const str level_words[] = {
    [LEVEL_OFF] = STR_INIT("off"),
    [LEVEL_NOTE] = STR_INIT("note"),
    [LEVEL_WARN] = STR_INIT("warn"),
    [LEVEL_ERROR] = STR_INIT("error"),
};

const struct diag_kind *diag_kind_of(diag_id id) {
  return &kinds[id];
}

str diag_name(diag_id id) {
  return kinds[id].name;
}

str diag_code(diag_id id) {
  return kinds[id].code;
}

bool diag_is_fixed(diag_id id) {
  return kinds[id].fixed;
}

int diag_named(str name) {
  for (int i = 0; i < DIAG_COUNT; i++) {
    if (str_eq(kinds[i].name, name)) {
      return i;
    }
  }
  return -1;
}

bool diag_level_parse(str word, diag_level *ret_level) {
  for (diag_level level = LEVEL_OFF; level <= LEVEL_ERROR; level++) {
    if (str_eq(level_words[level], word)) {
      *ret_level = level;
      return true;
    }
  }
  return false;
}

void diags_init(struct diags *ds, arena *perm) {
  *ds = (struct diags){.perm = perm};
  for (int i = 0; i < DIAG_COUNT; i++) {
    ds->level[i] = (uint8_t)kinds[i].level;
  }
}

/* Whether another of this kind is kept; counts it when it is not for want of room. */
static bool has_room(struct diags *ds, diag_id id) {
  uint8_t level = ds->level[id];
  if (level == LEVEL_OFF) {
    return false;
  }
  if (ds->kept[level] == DIAG_MAX) {
    ds->dropped++;
    ds->dropped_of[id]++;
    return false;
  }
  ds->kept[level]++;
  return true;
}

struct diag *diag_add(struct diags *ds, diag_id id, span at, str subject) {
  if (!has_room(ds, id)) {
    ds->spare = (struct diag){.id = id, .at = at};
    return &ds->spare;
  }
  struct diag added = {.id = id, .at = at, .subject = arena_copy(ds->perm, subject)};
  struct diag *kept = GROW(ds->perm, ds->items, ds->count, ds->cap);
  *kept = added;
  return kept;
}

bool diag_is_kept(const struct diags *ds, const struct diag *d) {
  return d != &ds->spare;
}

void diag_note(struct diags *ds, struct diag *d, span at, str text) {
  if (!diag_is_kept(ds, d)) {
    return;
  }
  struct diag_note *note = NEW(ds->perm, struct diag_note, 1);
  *note = (struct diag_note){.at = at, .text = arena_copy(ds->perm, text)};
  struct diag_note **end = &d->notes;
  while (*end) {
    end = &(*end)->next;
  }
  *end = note;
}

void diag_hint(struct diags *ds, struct diag *d, str text) {
  if (diag_is_kept(ds, d)) {
    d->hint = arena_copy(ds->perm, text);
  }
}

void diag_detail(struct diags *ds, struct diag *d, str text) {
  if (diag_is_kept(ds, d)) {
    d->detail = arena_copy(ds->perm, text);
  }
}

bool diag_suggest(struct diags *ds, struct diag *d, str word, const str *candidates,
                  ptrdiff_t count) {
  ptrdiff_t nearest = diag_is_kept(ds, d) ? str_closest(word, candidates, count) : -1;
  if (nearest < 0) {
    return false;
  }
  buf hint = buf_open(ds->perm);
  buf_str(&hint, STR("Did you mean \""));
  buf_str(&hint, candidates[nearest]);
  buf_str(&hint, STR("\"?"));
  d->hint = buf_close(&hint, ds->perm);
  return true;
}

void diags_merge(struct diags *into, const struct diag *from) {
  struct diag *d = diag_add(into, from->id, from->at, from->subject);
  diag_detail(into, d, from->detail);
  diag_hint(into, d, from->hint);
  for (const struct diag_note *note = from->notes; note; note = note->next) {
    diag_note(into, d, note->at, note->text);
  }
}

ptrdiff_t diags_count(const struct diags *ds, diag_level level) {
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < ds->count; i++) {
    count += ds->level[ds->items[i].id] == level;
  }
  for (int i = 0; i < DIAG_COUNT; i++) {
    count += ds->level[i] == level ? ds->dropped_of[i] : 0;
  }
  return count;
}

diag_level diags_worst(const struct diags *ds) {
  diag_level level = LEVEL_ERROR;
  while (level > LEVEL_OFF && diags_count(ds, level) == 0) {
    level--;
  }
  return level;
}
