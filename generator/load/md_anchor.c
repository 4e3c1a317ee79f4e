#include "load/md_anchor.h"

#include "core/slug.h"
#include "core/utf8.h"

/* Splits "Heading {#name #old}" into its parts. False when it does not end so. */
static bool split_name(str text, str *ret_head, struct md_heading_name *ret) {
  str s = str_trim(text);
  ptrdiff_t open = str_rfind(s, '{');
  bool named = str_ends(s, STR("}")) && open >= 0 && open + 2 < s.n && s.s[open + 1] == '#';
  if (!named) {
    return false;
  }
  ret->old = str_trim(str_sub(s, open + 2, s.n - 1));
  ret->name = str_take(&ret->old, ' ');
  ptrdiff_t cut = s.s - text.s + open;
  while (cut > 0 && byte_is_space(text.s[cut - 1])) {
    cut--;
  }
  *ret_head = str_sub(text, 0, cut);
  return true;
}

struct md_heading_name md_heading_name(struct md *md, cmark_node *heading) {
  struct md_heading_name none = {.node = NULL};
  cmark_node *last = md->scan.has_names ? cmark_node_last_child(heading) : NULL;
  if (last == NULL || cmark_node_get_type(last) != CMARK_NODE_TEXT) {
    return none;
  }
  str head;
  struct md_heading_name found = {.node = last};
  if (!split_name(md_literal(last), &head, &found)) {
    return none;
  }
  found.cut = head.n;
  return found;
}

static struct md_anchor *add(struct md *md, str id) {
  struct md_anchors *a = &md->anchors;
  (void)map_add(&a->by_id, md->work, id, (int32_t)a->count);
  struct md_anchor *added = GROW(md->work, a->items, a->count, a->cap);
  *added = (struct md_anchor){.id = id};
  return added;
}

void md_anchors_open(struct md *md, cmark_node *root) {
  if (!md->scan.has_names) {
    return;
  }
  cmark_iter *iter = cmark_iter_new(root);
  for (cmark_event_type e = cmark_iter_next(iter); e != CMARK_EVENT_DONE;
       e = cmark_iter_next(iter)) {
    cmark_node *node = cmark_iter_get_node(iter);
    bool heading = cmark_node_get_type(node) == CMARK_NODE_HEADING && md_mark_of(node) == NULL;
    if (e == CMARK_EVENT_ENTER && heading) {
      str name = md_heading_name(md, node).name;
      if (slug_is_name(name) && map_get(&md->anchors.by_id, name) == MAP_NONE) {
        (void)add(md, name);
      }
    }
  }
}

/* `base`, or `base` with the first number that makes it unique. */
static str make_unique(struct md *md, str base) {
  int32_t known = map_get(&md->anchors.by_id, base);
  if (known == MAP_NONE) {
    add(md, base)->taken = true;
    return base;
  }
  str id;
  do {
    buf number = buf_new(md->work, 16);
    buf_byte(&number, '-');
    buf_int(&number, ++md->anchors.items[known].next);
    str tail = buf_text(&number);
    id = arena_join(md->work, utf8_cut(base, PAGE_ANCHOR_MAX - tail.n), tail);
  } while (map_get(&md->anchors.by_id, id) != MAP_NONE);
  add(md, id)->taken = true;
  return id;
}

/* The span of `name` in {#name}, which ends the heading that the place is at. */
static span name_span(struct md *md, str name) {
  str text = md->place.block.text;
  ptrdiff_t open = str_rfind(text, '{');
  struct md_range range = {open + 2, open + 2 + name.n};
  return md_span(&md->place, open < 0 ? (struct md_range){-1, -1} : range);
}

str md_anchor_take(struct md *md, const struct md_heading_name *name, str text) {
  if (name->node != NULL && slug_is_name(name->name) && name->name.n <= PAGE_ANCHOR_MAX) {
    struct md_anchor *own = &md->anchors.items[map_get(&md->anchors.by_id, name->name)];
    span place = name_span(md, name->name);
    if (!own->taken) {
      own->taken = true;
      own->at = place;
      return own->id;
    }
    struct diag *d = diag_add(md->diags, D_MD_ANCHOR_DUPLICATE, place, own->id);
    diag_note(md->diags, d, own->at, STR("first named here"));
  } else if (name->node != NULL) {
    (void)diag_add(md->diags, D_MD_ANCHOR_BAD, name_span(md, name->name), name->name);
  }
  buf slug = buf_new(md->work, PAGE_ANCHOR_MAX);
  slug_write(&slug, text, PAGE_ANCHOR_MAX);
  return make_unique(md, slug.n > 0 ? buf_text(&slug) : STR("section"));
}

/* The span of a word behind the name in {#name #old}. */
static span old_span(struct md *md, str word) {
  str text = md->place.block.text;
  ptrdiff_t open = str_rfind(text, '{');
  ptrdiff_t at = open < 0 ? -1 : str_search(str_sub(text, open, text.n), word);
  struct md_range range = {open + at, open + at + word.n};
  return md_span(&md->place, at < 0 ? (struct md_range){-1, -1} : range);
}

str md_anchor_take_old(struct md *md, str *old) {
  *old = str_trim(*old);
  str word = str_take(old, ' ');
  str name = str_sub(word, 1, word.n);
  bool good = str_starts(word, STR("#")) && slug_is_name(name) && name.n <= PAGE_ANCHOR_MAX;
  if (good && map_get(&md->anchors.by_id, name) == MAP_NONE) {
    struct md_anchor *own = add(md, name);
    own->taken = true;
    own->at = old_span(md, word);
    return name;
  }
  diag_id fault = good ? D_MD_ANCHOR_DUPLICATE : D_MD_ANCHOR_BAD;
  (void)diag_add(md->diags, fault, old_span(md, word), word);
  return STR("");
}
