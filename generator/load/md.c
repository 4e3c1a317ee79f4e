#include "load/md.h"

str md_literal(cmark_node *node) {
  return str_of(cmark_node_get_literal(node));
}

ptrdiff_t *md_keep_offset(struct md *md, ptrdiff_t offset) {
  ptrdiff_t *kept = NEW(md->work, ptrdiff_t, 1);
  *kept = offset;
  return kept;
}

bool md_is_type(cmark_node *node, cmark_node_type type) {
  return node != NULL && cmark_node_get_type(node) == type;
}

ptrdiff_t md_ref_add(struct md *md, struct md_ref ref) {
  *GROW(md->work, md->refs, md->ref_count, md->ref_cap) = ref;
  return md->ref_count - 1;
}

ptrdiff_t md_hole_add(struct md *md, enum page_hole_kind kind, ptrdiff_t back, struct md_ref ref) {
  ptrdiff_t index = md_ref_add(md, ref);
  *GROW(md->work, md->holes, md->hole_count, md->hole_cap) =
      (struct page_hole){.at = (uint32_t)(md->out.n - back), .kind = kind, .ref = (uint32_t)index};
  return index;
}

void md_hole_again(struct md *md, enum page_hole_kind kind, ptrdiff_t ref) {
  *GROW(md->work, md->holes, md->hole_count, md->hole_cap) =
      (struct page_hole){.at = (uint32_t)md->out.n, .kind = kind, .ref = (uint32_t)ref};
}

static void add_word(struct md *md, enum page_hole_kind kind, enum page_word word, ptrdiff_t back) {
  *GROW(md->work, md->holes, md->hole_count, md->hole_cap) =
      (struct page_hole){.at = (uint32_t)(md->out.n - back), .kind = kind, .ref = (uint32_t)word};
}

void md_word_write(struct md *md, enum page_word word) {
  html_flush(&md->html);
  add_word(md, HOLE_WORD, word, 0);
}

void md_word_attr(struct md *md, str name, enum page_word word, str number) {
  html_attr(&md->html, name, number);
  add_word(md, HOLE_WORD, word, number.n + 1);
  if (number.n > 0) {
    add_word(md, HOLE_WORD_END, word, 1);
  }
}

void md_end_line(struct md *md) {
  html_flush(&md->html);
  if (md->out.n > 0 && md->out.s[md->out.n - 1] != '\n') {
    buf_byte(&md->out, '\n');
  }
}

/* A text without the citations of sources in it, which become links elsewhere. */
static void add_words(const struct md *md, buf *out, str text) {
  for (;;) {
    ptrdiff_t open = md->sources.count > 0 ? str_search(text, STR("[^")) : -1;
    ptrdiff_t close = open < 0 ? -1 : str_find(str_sub(text, open, text.n), ']');
    if (close < 0) {
      buf_str(out, text);
      return;
    }
    close += open;
    bool cited = map_get(&md->sources.by_id, str_sub(text, open + 2, close)) != MAP_NONE;
    buf_str(out, str_sub(text, 0, cited ? open : close + 1));
    text = str_sub(text, close + 1, text.n);
  }
}

static void add_node(const struct md *md, buf *out, cmark_node *node) {
  switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
      add_words(md, out, md_literal(node));
      break;
    case CMARK_NODE_CODE:
      buf_str(out, md_literal(node));
      break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
      buf_byte(out, ' ');
      break;
    default:
      break;
  }
}

str md_plain(struct md *md, cmark_node *node) {
  cmark_node *only = cmark_node_first_child(node);
  bool single = md_is_type(only, CMARK_NODE_TEXT) && cmark_node_next(only) == NULL;
  if (single && md->sources.count == 0) {
    return md_literal(only);
  }
  /* Gathered in the free part of the output, where it need not grow. */
  buf text = buf_over(md->out.s + md->out.n, md->out.cap - md->out.n);
  cmark_iter *iter = cmark_iter_new(node);
  for (cmark_event_type e = cmark_iter_next(iter); e != CMARK_EVENT_DONE;
       e = cmark_iter_next(iter)) {
    if (e == CMARK_EVENT_ENTER) {
      add_node(md, &text, cmark_iter_get_node(iter));
    }
  }
  md->out.full = md->out.full || text.full;
  return arena_copy(md->work, buf_text(&text));
}
