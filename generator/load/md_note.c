#include "load/md_note.h"

void md_notes_open(struct md *md, cmark_node *document) {
  struct md_notes *n = &md->notes;
  cmark_node *first = NULL;
  for (cmark_node *node = cmark_node_last_child(document);
       node != NULL && cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION;
       node = cmark_node_previous(node)) {
    first = node;
    n->definition_count++;
  }
  n->definitions = NEW(md->work, cmark_node *, n->definition_count + 1);
  n->note_of = NEW(md->work, int32_t, n->definition_count + 1);
  for (ptrdiff_t i = 1; i <= n->definition_count; i++) {
    n->definitions[i] = first;
    first = cmark_node_next(first);
  }
}

/* The number of a note that was not cited before. */
static int32_t number_of(struct md *md, struct md_note note) {
  struct md_notes *n = &md->notes;
  *GROW(md->work, n->items, n->count, n->cap) = note;
  return (int32_t)n->count;
}

/* "fn:3" is a note, "fnref:3" and "fnref:3:2" its uses: no heading's id has a colon. */
static str note_id(buf *b, str prefix, int32_t number, int32_t use) {
  b->n = 0;
  buf_str(b, prefix);
  buf_int(b, number);
  if (use > 1) {
    buf_byte(b, ':');
    buf_int(b, use);
  }
  return buf_text(b);
}

enum { ID_MAX = 40 }; /* bytes: a prefix and two numbers */

static void write_reference(struct md *md, int32_t number) {
  struct html *h = &md->html;
  md->literal.cited = true;
  char memory[ID_MAX];
  buf id = buf_over(memory, ID_MAX);
  bool linked = md->links == 0 && !md->title.inside;
  html_open(h, STR("sup"));
  if (linked) {
    int32_t use = ++md->notes.items[number - 1].uses;
    html_open(h, STR("a"));
    html_attr(h, STR("href"), note_id(&id, STR("#fn:"), number, 0));
    html_attr(h, STR("id"), note_id(&id, STR("fnref:"), number, use));
  }
  html_flush(h);
  buf_int(h->out, number);
  if (linked) {
    html_close(h, STR("a"));
  }
  html_close(h, STR("sup"));
}

void md_note_cite(struct md *md, int32_t number) {
  struct md_notes *n = &md->notes;
  if (number < 1 || number > n->definition_count) {
    return;
  }
  if (n->note_of[number] == 0) {
    n->note_of[number] = number_of(md, (struct md_note){.definition = n->definitions[number]});
  }
  write_reference(md, n->note_of[number]);
}

void md_source_cite(struct md *md, int32_t source) {
  struct md_source *s = &md->sources.items[source];
  if (s->note == 0) {
    s->note = number_of(md, (struct md_note){.source = source});
  }
  write_reference(md, s->note);
}

void md_note_back(struct md *md) {
  struct html *h = &md->html;
  char memory[ID_MAX];
  buf id = buf_over(memory, ID_MAX);
  int32_t uses = md->notes.items[md->note - 1].uses;
  for (int32_t use = 1; use <= uses; use++) {
    html_text(h, STR(" "));
    html_open(h, STR("a"));
    html_attr(h, STR("class"), STR("back"));
    html_attr(h, STR("href"), note_id(&id, STR("#fnref:"), md->note, use));
    md_word_attr(md, STR("aria-label"), WORD_NOTE_BACK, note_id(&id, STR(""), md->note, use));
    html_text(h, STR("\xE2\x86\xA9\xEF\xB8\x8E")); /* arrow to the left, not as an emoji */
    html_close(h, STR("a"));
  }
}

static void write_source(struct md *md, const struct md_source *source) {
  struct md_ref ref = {.kind = REF_SOURCE, .target = source->id, .at = source->at};
  html_open(&md->html, STR("p"));
  html_flush(&md->html);
  (void)md_hole_add(md, HOLE_SOURCE, 0, ref);
  md_note_back(md);
  html_close(&md->html, STR("p"));
}

static void write_definition(struct md *md, cmark_node *definition) {
  md_walk(md, definition);
  cmark_node *last = cmark_node_last_child(definition);
  if (last == NULL || cmark_node_get_type(last) != CMARK_NODE_PARAGRAPH) {
    md_end_line(md);
    html_open(&md->html, STR("p"));
    md_note_back(md);
    html_close(&md->html, STR("p"));
  }
}

/* Notes may cite further ones, so the list can grow while it is written. */
void md_notes_write(struct md *md) {
  struct html *h = &md->html;
  if (md->notes.count == 0) {
    return;
  }
  char memory[ID_MAX];
  buf id = buf_over(memory, ID_MAX);
  md_end_line(md);
  html_open(h, STR("section"));
  html_attr(h, STR("class"), STR("footnotes"));
  md_word_attr(md, STR("aria-label"), WORD_NOTES, STR(""));
  html_text(h, STR("\n"));
  html_open(h, STR("ol"));
  for (md->note = 1; md->note <= md->notes.count; md->note++) {
    struct md_note note = md->notes.items[md->note - 1];
    html_text(h, STR("\n"));
    html_open(h, STR("li"));
    html_attr(h, STR("id"), note_id(&id, STR("fn:"), md->note, 0));
    html_flush(h);
    if (note.definition != NULL) {
      write_definition(md, note.definition);
    } else {
      write_source(md, &md->sources.items[note.source]);
    }
    html_close(h, STR("li"));
  }
  md->note = 0;
  html_text(h, STR("\n"));
  html_close(h, STR("ol"));
  html_text(h, STR("\n"));
  html_close(h, STR("section"));
  html_text(h, STR("\n"));
}

/* Marks the lines of code and raw HTML, where what looks like a footnote is none. */
static void mark_code(cmark_node *root, bool *is_code, ptrdiff_t lines) {
  cmark_iter *iter = cmark_iter_new(root);
  for (cmark_event_type e = cmark_iter_next(iter); e != CMARK_EVENT_DONE;
       e = cmark_iter_next(iter)) {
    cmark_node *node = cmark_iter_get_node(iter);
    cmark_node_type type = cmark_node_get_type(node);
    if (type != CMARK_NODE_CODE_BLOCK && type != CMARK_NODE_HTML_BLOCK) {
      continue;
    }
    int last = cmark_node_get_end_line(node);
    for (int line = cmark_node_get_start_line(node); line <= last && line <= lines; line++) {
      is_code[line] = true;
    }
  }
}

/* The library compares labels without regard to case; ASCII will do here. */
static str fold(struct md *md, str label) {
  buf b = buf_new(md->work, label.n + 1);
  for (ptrdiff_t i = 0; i < label.n; i++) {
    buf_byte(&b, byte_lower(label.s[i]));
  }
  return buf_text(&b);
}

void md_notes_check(struct md *md, cmark_node *document) {
  const struct md_scan *scan = &md->scan;
  if (scan->definition_count == 0) {
    return;
  }
  bool *skipped = NEW(md->work, bool, scan->lines.count + 2);
  mark_code(document, skipped, scan->lines.count);
  map used = {.cap = 0};
  bool *is_used = NEW(md->work, bool, scan->lines.count + 2);
  for (ptrdiff_t i = 1; i <= md->notes.definition_count; i++) {
    int line = cmark_node_get_start_line(md->notes.definitions[i]);
    is_used[line <= scan->lines.count ? line : 0] = true;
  }
  for (ptrdiff_t i = 0; i < scan->definition_count; i++) {
    const struct md_definition *d = &scan->definitions[i];
    if (is_used[d->line]) {
      (void)map_add(&used, md->work, fold(md, d->label), 0);
    }
  }
  for (ptrdiff_t i = 0; i < scan->definition_count; i++) {
    const struct md_definition *d = &scan->definitions[i];
    if (!skipped[d->line] && map_get(&used, fold(md, d->label)) == MAP_NONE) {
      span place = {.beg = d->beg, .end = d->end};
      (void)diag_add(md->diags, D_MD_FOOTNOTE_UNUSED, place, d->label);
    }
  }
}
