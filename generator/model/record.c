#include "model/record.h"

#include "model/fields.h"

/* The line at `at` without its end; where the next one begins. */
static str line_at(str text, ptrdiff_t at, ptrdiff_t *ret_next) {
  ptrdiff_t length = str_find(str_sub(text, at, text.n), '\n');
  ptrdiff_t end = length < 0 ? text.n : at + length;
  *ret_next = length < 0 ? text.n : end + 1;
  bool has_return = end > at && text.s[end - 1] == '\r';
  return str_sub(text, at, has_return ? end - 1 : end);
}

/* What stands between the first two lines of `---`; false: there is a diagnostic. */
static bool find_front(str text, int32_t file, struct diags *ds, str *ret_front) {
  ptrdiff_t next;
  ptrdiff_t beg = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
  span first = {.file = file, .beg = (int32_t)beg, .end = (int32_t)beg};
  str line = line_at(text, beg, &next);
  if (!str_eq(line, STR("---"))) {
    struct diag *d = diag_add(ds, D_FIELD_MISSING, first, STR("fingerpost-record"));
    diag_hint(ds, d, STR("A record begins with a line of `---`, as it was downloaded."));
    return false;
  }
  first.end = (int32_t)(beg + line.n);
  beg = next;
  for (ptrdiff_t at = beg; at < text.n; at = next) {
    if (str_eq(line_at(text, at, &next), STR("---"))) {
      *ret_front = str_sub(text, beg, at);
      return true;
    }
  }
  (void)diag_add(ds, D_FRONT_UNCLOSED, first, (str){NULL, 0});
  return false;
}

/* A text at a key that has to be there. */
static str read_text(const struct fields_reader *r, str key, bool *sound) {
  uint32_t node = ynode_get(r->doc, Y_ROOT, key, NULL);
  if (node == Y_NONE) {
    span at = ynode_span(r->doc, Y_ROOT);
    at.end = at.beg;
    (void)diag_add(r->diags, D_FIELD_MISSING, at, key);
    *sound = false;
    return STR("");
  }
  if (r->doc->nodes[node].kind != Y_SCALAR) {
    fields_refuse(r, D_FIELD_TYPE, node, STR("Write one text here, as it was downloaded."));
    *sound = false;
    return STR("");
  }
  return ynode_text(r->doc, node);
}

static void read_limits(const struct fields_reader *r, struct record *out, bool *sound) {
  uint32_t map = ynode_get(r->doc, Y_ROOT, STR("limits"), NULL);
  if (map == Y_NONE) {
    return;
  }
  ptrdiff_t count = ynode_count(r->doc, map);
  if (r->doc->nodes[map].kind != Y_MAP || count > RECORD_LIMITS_MAX) {
    fields_refuse(r, D_FIELD_TYPE, map, STR("Write limits here as `id: value`, up to 500."));
    *sound = false;
    return;
  }
  out->limits = NEW(r->perm, struct record_limit, count);
  for (uint32_t k = r->doc->nodes[map].child; k != Y_NONE; k = r->doc->nodes[k].next) {
    uint32_t value = r->doc->nodes[k].child;
    if (r->doc->nodes[value].kind == Y_SCALAR) {
      out->limits[out->limit_count++] =
          (struct record_limit){ynode_text(r->doc, k), ynode_text(r->doc, value)};
    } else {
      fields_refuse(r, D_FIELD_TYPE, value, STR("Write one value here, as it was downloaded."));
      *sound = false;
    }
  }
}

static bool read_keys(const struct fields_reader *r, struct record *out) {
  bool sound = true;
  str format = read_text(r, STR("fingerpost-record"), &sound);
  int64_t number = 0;
  if (sound && (!field_int(format, &number) || number != RECORD_FORMAT)) {
    fields_refuse(r, D_FIELD_VALUE, ynode_get(r->doc, Y_ROOT, STR("fingerpost-record"), NULL),
                  STR("This program reads records of kind 1."));
    sound = false;
  }
  out->decision = read_text(r, STR("decision"), &sound);
  out->version = read_text(r, STR("version"), &sound);
  out->hash = read_text(r, STR("hash"), &sound);
  out->state = read_text(r, STR("state"), &sound);
  out->result = read_text(r, STR("result"), &sound);
  read_limits(r, out, &sound);
  return sound;
}

bool record_read(str text, int32_t file, struct diags *ds, arena *perm, struct record *ret_record) {
  str front;
  struct ydoc *doc = NEW(perm, struct ydoc, 1);
  *ret_record = (struct record){.limit_count = 0};
  if (!find_front(text, file, ds, &front)) {
    return false;
  }
  int32_t beg = (int32_t)(front.s - text.s);
  span at = {.file = file, .beg = beg, .end = beg};
  if (!yaml_parse(front, at, ds, perm, doc)) {
    return false;
  }
  struct fields_reader r = {.doc = doc, .diags = ds, .perm = perm};
  if (doc->count <= Y_ROOT || doc->nodes[Y_ROOT].kind != Y_MAP) {
    struct diag *d = diag_add(ds, D_FIELD_MISSING, at, STR("fingerpost-record"));
    diag_hint(ds, d, STR("Write `key: value` between the two lines of `---`."));
    return false;
  }
  return read_keys(&r, ret_record);
}

uint64_t record_hash(const struct decision *d) {
  const uint64_t prime = 0x100000001b3;
  uint64_t hash = 0xcbf29ce484222325;
  for (uint32_t i = Y_ROOT; i < d->doc->count; i++) {
    hash = (hash ^ d->doc->nodes[i].kind) * prime;
    hash = (hash ^ str_hash(ynode_text(d->doc, i))) * prime;
  }
  return hash;
}
