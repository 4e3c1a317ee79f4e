#include "load/md_front.h"

/* The line at `at` without its line end; where the next one begins. */
static str line_at(str src, ptrdiff_t at, ptrdiff_t *ret_next) {
  ptrdiff_t end = at;
  while (end < src.n && src.s[end] != '\n' && src.s[end] != '\r') {
    end++;
  }
  bool pair = end + 1 < src.n && src.s[end] == '\r' && src.s[end + 1] == '\n';
  *ret_next = end + (pair ? 2 : 1) < src.n ? end + (pair ? 2 : 1) : src.n;
  return str_sub(src, at, end);
}

static void read_keys(struct md *md) {
  if (md->front.count <= Y_ROOT) {
    return;
  }
  const struct ydoc *doc = &md->front;
  md->literal.wanted = ynode_get(doc, Y_ROOT, STR("costs"), NULL) != Y_NONE;
  uint32_t list = ynode_get(doc, Y_ROOT, STR("sources"), NULL);
  if (list == Y_NONE || doc->nodes[list].kind != Y_LIST) {
    return;
  }
  for (uint32_t node = doc->nodes[list].child; node != Y_NONE; node = doc->nodes[node].next) {
    str id = ynode_text(doc, node);
    int32_t number = (int32_t)md->sources.count;
    bool is_id = doc->nodes[node].kind == Y_SCALAR && id.n > 0;
    if (is_id && map_add(&md->sources.by_id, md->work, id, number) == number) {
      struct md_source *source =
          GROW(md->work, md->sources.items, md->sources.count, md->sources.cap);
      *source = (struct md_source){.id = id, .at = ynode_span(doc, node)};
    }
  }
}

bool md_front_read(struct md *md, str src, ptrdiff_t *ret_body) {
  ptrdiff_t at = str_starts(src, STR("\xEF\xBB\xBF")) ? 3 : 0;
  *ret_body = at;
  ptrdiff_t beg;
  str first = line_at(src, at, &beg);
  if (!str_eq(first, STR("---"))) {
    return true;
  }
  ptrdiff_t next;
  for (ptrdiff_t line = beg; line < src.n; line = next) {
    if (str_eq(line_at(src, line, &next), STR("---"))) {
      *ret_body = next;
      (void)yaml_parse(str_sub(src, beg, line), (span){.beg = (int32_t)beg}, md->diags, md->work,
                       &md->front);
      read_keys(md);
      return true;
    }
  }
  span place = {.beg = (int32_t)at, .end = (int32_t)(at + first.n)};
  (void)diag_add(md->diags, D_FRONT_UNCLOSED, place, (str){NULL, 0});
  *ret_body = src.n;
  return false;
}

/* Whether the page itself has a footnote of that name. */
static bool is_defined(const struct md *md, str id) {
  for (ptrdiff_t i = 0; i < md->scan.definition_count; i++) {
    if (str_eq(md->scan.definitions[i].label, id)) {
      return true;
    }
  }
  return false;
}

void md_front_check(struct md *md) {
  for (ptrdiff_t i = 0; i < md->sources.count; i++) {
    const struct md_source *source = &md->sources.items[i];
    if (source->note == 0 && !is_defined(md, source->id)) {
      (void)diag_add(md->diags, D_SOURCE_UNUSED, source->at, source->id);
    }
  }
}
