#include "load/md_twin.h"

#include "core/sort.h"
#include "load/md_kind.h"

/* A container that is open: what stands before each of its lines, at the column of its mark. */
struct level {
  const struct md_mark *mark;
  ptrdiff_t column;
  str insert;
};

struct writer {
  struct md *md;
  buf out;
  ptrdiff_t line_at; /* where the line that is being written begins */
  bool holed;        /* a hole stands on it */
  bool after_blank;  /* the line before is empty but for signs of quotes: `before` */
  str before;

  int32_t number; /* of the line of the source, from 1 */
  int32_t beg;    /* where it begins */
  str line;
  ptrdiff_t done; /* up to where the source is written */

  ptrdiff_t change; /* the next of md->twin.changes */
  ptrdiff_t mark;   /* the next of md->marks */
  struct level *levels;
  ptrdiff_t count, cap;
};

/* How a container reads, by the names of marks. */
struct form {
  str name;
  str open, titled, behind; /* without a title; before one, and behind it */
  str insert;               /* before each line */
  str close;
};

static const struct form forms[] = {
    {STR_INIT("note"), STR_INIT("> [!NOTE]"), STR_INIT("> [!NOTE]\n> **"), STR_INIT("**\n>"),
     STR_INIT("> "), STR_INIT("")},
    {STR_INIT("tip"), STR_INIT("> [!TIP]"), STR_INIT("> [!TIP]\n> **"), STR_INIT("**\n>"),
     STR_INIT("> "), STR_INIT("")},
    {STR_INIT("warning"), STR_INIT("> [!WARNING]"), STR_INIT("> [!WARNING]\n> **"),
     STR_INIT("**\n>"), STR_INIT("> "), STR_INIT("")},
    {STR_INIT("danger"), STR_INIT("> [!CAUTION]"), STR_INIT("> [!CAUTION]\n> **"),
     STR_INIT("**\n>"), STR_INIT("> "), STR_INIT("")},
    {STR_INIT("details"), STR_INIT("<details>\n<summary>"), STR_INIT("<details>\n<summary>"),
     STR_INIT("</summary>\n"), STR_INIT(""), STR_INIT("</details>")},
    {STR_INIT("tab"), STR_INIT("-"), STR_INIT("- **"), STR_INIT("**\n"), STR_INIT("  "),
     STR_INIT("")},
    {STR_INIT("card"), STR_INIT("-"), STR_INIT("- **"), STR_INIT("**\n"), STR_INIT("  "),
     STR_INIT("")},
};

/* NULL: what is in it stands alone. */
static const struct form *form_of(const struct md_mark *mark) {
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    if (str_eq(forms[i].name, mark->name)) {
      return &forms[i];
    }
  }
  return NULL;
}

/* --- lines -------------------------------------------------------------------------------- */

static bool is_sign(char c) {
  return c == '>' || c == ' ' || c == '\t';
}

static str without_blanks(str s) {
  while (s.n > 0 && (s.s[s.n - 1] == ' ' || s.s[s.n - 1] == '\t')) {
    s.n--;
  }
  return s;
}

/* Whether nothing but signs of quotes stands on the line that is being written. */
static bool is_blank(const struct writer *w) {
  ptrdiff_t i = w->line_at;
  while (i < w->out.n && is_sign(w->out.s[i])) {
    i++;
  }
  return i == w->out.n && !w->holed;
}

/* Ends the line. One empty line is enough; in code each is kept. */
static void end_line(struct writer *w, bool in_code) {
  bool blank = is_blank(w);
  str line = str_sub(buf_text(&w->out), w->line_at, w->out.n);
  line = blank ? without_blanks(line) : line;
  if (blank && !in_code && w->after_blank && str_eq(line, w->before)) {
    w->out.n = w->line_at;
    return;
  }
  w->out.n = w->line_at + line.n;
  buf_byte(&w->out, '\n');
  w->after_blank = blank && !in_code;
  w->before = line;
  w->line_at = w->out.n;
  w->holed = false;
}

/* A byte of the source's line; what is no sign only where the line itself begins. */
static void put_sign(struct writer *w, ptrdiff_t at, bool is_first) {
  char c = at < w->line.n ? w->line.s[at] : ' ';
  buf_byte(&w->out, is_first || is_sign(c) ? c : ' ');
}

/*
 * The beginning of a line up to a column of the source's line, with what containers put
 * there. The first line of something has its bullets, others are set in as deep; an empty
 * line is as long as it takes, and in front of a paragraph that goes on further to the left
 * stands all that is to stand there. The column that was reached.
 */
static ptrdiff_t put_start(struct writer *w, ptrdiff_t column, bool is_first) {
  ptrdiff_t at = 0;
  ptrdiff_t signs = 0;
  while (signs < w->line.n && is_sign(w->line.s[signs])) {
    signs++;
  }
  ptrdiff_t reach = signs == w->line.n ? PTRDIFF_MAX : signs;
  for (ptrdiff_t i = 0; i < w->count; i++) {
    for (; at < w->levels[i].column && (at < reach || at < column); at++) {
      put_sign(w, at, is_first);
    }
    buf_str(&w->out, w->levels[i].insert);
  }
  for (; at < column; at++) {
    put_sign(w, at, is_first);
  }
  return at;
}

/* A text of several lines at a column of the source's line. */
static void put_text(struct writer *w, str text, ptrdiff_t column) {
  str line;
  while (str_cut(text, '\n', &line, &text)) {
    buf_str(&w->out, line);
    end_line(w, false);
    (void)put_start(w, column, false);
  }
  buf_str(&w->out, text);
}

static void put_hole(struct writer *w, const struct md_change *c) {
  struct md_twin_state *t = &w->md->twin;
  *GROW(w->md->work, t->holes, t->hole_count, t->hole_cap) =
      (struct page_hole){.at = (uint32_t)w->out.n, .kind = c->kind, .ref = c->ref};
  w->holed = true;
}

/* The source up to `end`, with its changes. */
static void put_source(struct writer *w, ptrdiff_t end) {
  const struct md_twin_state *t = &w->md->twin;
  for (; w->change < t->count && t->changes[w->change].beg < end + (end == w->beg + w->line.n);
       w->change++) {
    const struct md_change *c = &t->changes[w->change];
    if (c->beg < w->done) {
      continue; /* within another, or of a destination that several links share */
    }
    buf_str(&w->out, str_sub(w->md->scan.src, w->done, c->beg));
    if (c->kind != 0) {
      put_hole(w, c);
    } else {
      put_text(w, c->text, c->beg - w->beg);
    }
    w->done = c->end;
  }
  if (w->done < end) {
    buf_str(&w->out, str_sub(w->md->scan.src, w->done, end));
    w->done = end;
  }
}

/* --- containers --------------------------------------------------------------------------- */

/* An empty line before what would go on with the paragraph above; not in the line of a bullet. */
static void put_apart(struct writer *w, ptrdiff_t column) {
  for (ptrdiff_t i = 0; i < column; i++) {
    if (!is_sign(w->line.s[i])) {
      return;
    }
  }
  (void)put_start(w, column, false);
  end_line(w, false);
}

/* All that stands in place of a line: a table, the glossary, a card. */
static void put_alone(struct writer *w, const struct md_mark *mark) {
  const struct md_twin_state *t = &w->md->twin;
  for (; w->change < t->count && t->changes[w->change].beg < mark->whole.end; w->change++) {
    const struct md_change *c = &t->changes[w->change];
    if (c->kind != 0) {
      put_hole(w, c);
    } else {
      put_text(w, c->text, mark->whole.beg - w->beg);
    }
  }
}

static void put_caption(struct writer *w, const struct md_mark *mark) {
  struct md_word caption;
  if (mark->kind != NULL && md_kind_word(mark, STR("caption"), &caption)) {
    buf_str(&w->out, STR("**"));
    buf_str(&w->out, caption.value);
    buf_str(&w->out, STR("**"));
  }
}

static void open_container(struct writer *w, const struct md_mark *mark, ptrdiff_t column) {
  const struct form *form = form_of(mark);
  if (form == NULL) {
    put_caption(w, mark);
  } else if (mark->rest.n > 0) {
    put_text(w, form->titled, column);
    w->done = mark->title.beg;
    put_source(w, mark->title.end);
    put_text(w, form->behind, column);
  } else {
    put_text(w, form->open, column);
    if (form->close.n > 0) {
      put_hole(w, &(struct md_change){.kind = HOLE_WORD, .ref = WORD_DETAILS});
      put_text(w, form->behind, column);
    }
  }
  *GROW(w->md->work, w->levels, w->count, w->cap) =
      (struct level){mark, column, form == NULL ? STR("") : form->insert};
}

static void close_container(struct writer *w, const struct md_mark *mark) {
  while (w->count > 0 && w->levels[--w->count].mark != mark->partner) {
    continue;
  }
}

static void put_mark(struct writer *w, const struct md_mark *mark) {
  ptrdiff_t column = mark->whole.beg - w->beg;
  if (mark->role == MARK_CLOSES) {
    close_container(w, mark);
  }
  put_apart(w, column);
  (void)put_start(w, column, true);
  if (mark->role == MARK_OPENS) {
    open_container(w, mark, column);
  } else if (mark->role == MARK_ALONE) {
    put_alone(w, mark);
  } else if (mark->role == MARK_CLOSES) {
    const struct form *form = form_of(mark->partner);
    buf_str(&w->out, form == NULL ? STR("") : form->close);
  }
  w->done = mark->whole.end;
  end_line(w, false);
  if (mark->role != MARK_OPENS || form_of(mark) == NULL) {
    put_apart(w, column);
  }
}

/* --- what reads otherwise ----------------------------------------------------------------- */

static void add_hole(struct md *md, span at, enum page_hole_kind kind, ptrdiff_t ref) {
  struct md_twin_state *t = &md->twin;
  *GROW(md->work, t->changes, t->count, t->cap) =
      (struct md_change){.beg = at.beg, .end = at.end, .kind = kind, .ref = (uint32_t)ref};
}

/*
 * A reference where it stands. Its place is believed only where the source says the same
 * there: what holds escapes stays. Links by a label have theirs where the label is defined.
 */
static void add_reference(struct md *md, ptrdiff_t index) {
  const struct md_ref *r = &md->refs[index];
  str written = str_sub(md->scan.src, r->at.beg, r->at.end);
  if (r->at.file != 0) {
    return;
  }
  if (r->kind == REF_NUMBER && str_starts(written, STR("{{"))) {
    ptrdiff_t close = str_search(str_sub(md->scan.src, r->at.beg, md->scan.src.n), STR("}}"));
    span whole = {.beg = r->at.beg, .end = r->at.beg + (int32_t)close + 2};
    if (close >= 0) { /* it may go on in the next line, where a place ends */
      add_hole(md, whole, HOLE_NUMBER, index);
    }
  } else if (r->kind == REF_TOOL) {
    add_hole(md, r->at, HOLE_TOOL, index);
  } else if ((r->kind == REF_LINK || r->kind == REF_IMAGE) && str_eq(written, r->target)) {
    add_hole(md, r->at, HOLE_URL, index);
  }
}

/* The address in "[label]: address", of which nothing but signs stands in front; false: none. */
static bool defines(struct md *md, int32_t number, span *ret_at) {
  int32_t beg;
  str line = md_line(&md->scan, number, &beg);
  ptrdiff_t at = 0;
  while (at < line.n && is_sign(line.s[at])) {
    at++;
  }
  ptrdiff_t close = str_search(str_sub(line, at, line.n), STR("]:"));
  bool begins = at + 1 < line.n && line.s[at] == '[' && line.s[at + 1] != '^';
  if (!begins || close < 0) {
    return false;
  }
  at += close + 2;
  while (at < line.n && (byte_is_space(line.s[at]) || line.s[at] == '<')) {
    at++;
  }
  ptrdiff_t end = at;
  while (end < line.n && !byte_is_space(line.s[end]) && line.s[end] != '>') {
    end++;
  }
  *ret_at = (span){.beg = beg + (int32_t)at, .end = beg + (int32_t)end};
  return end > at;
}

/* Definitions of labels that some link leads by, by the first such link. */
static void add_definitions(struct md *md) {
  map links = {0};
  for (ptrdiff_t i = 0; i < md->ref_count; i++) {
    const struct md_ref *r = &md->refs[i];
    bool placed = str_eq(str_sub(md->scan.src, r->at.beg, r->at.end), r->target);
    bool link = (r->kind == REF_LINK || r->kind == REF_IMAGE) && r->at.file == 0 && !placed;
    if (link && map_get(&links, r->target) == MAP_NONE) {
      (void)map_add(&links, md->work, r->target, (int32_t)i);
    }
  }
  for (int32_t line = 1; links.count > 0 && line <= md->scan.lines.count; line++) {
    span at;
    if (!md_twin_is_code(md, line) && defines(md, line, &at)) {
      int32_t ref = map_get(&links, str_sub(md->scan.src, at.beg, at.end));
      if (ref != MAP_NONE) {
        add_hole(md, at, HOLE_URL, ref);
      }
    }
  }
}

static int by_place(const void *a, const void *b, void *ctx) {
  (void)ctx;
  const struct md_change *x = a;
  const struct md_change *y = b;
  return x->beg < y->beg ? -1 : x->beg > y->beg;
}

/* --- the whole ---------------------------------------------------------------------------- */

static void put_line(struct writer *w) {
  const struct md_marks *marks = &w->md->marks;
  ptrdiff_t end = w->beg + w->line.n;
  if (w->done > end) {
    return; /* it belongs to what began further up */
  }
  const struct md_mark *mark = w->mark < marks->count ? marks->items[w->mark] : NULL;
  if (mark != NULL && mark->whole.beg < end && mark->whole.beg >= w->beg) {
    w->mark++;
    put_mark(w, mark);
    return;
  }
  if (w->done <= w->beg) {
    w->done = w->beg + put_start(w, 0, true);
    w->done = w->done > end ? end : w->done;
  }
  put_source(w, end);
  if (w->done <= end) {
    end_line(w, md_twin_is_code(w->md, w->number));
  }
}

/* "[^S1]: ..." for each source that is cited. */
static void put_sources(struct writer *w) {
  const struct md *md = w->md;
  bool any = false;
  for (ptrdiff_t i = 0; i < md->notes.count; i++) {
    const struct md_note *note = &md->notes.items[i];
    str id = note->definition == NULL ? md->sources.items[note->source].id : STR("");
    ptrdiff_t ref = 0;
    while (ref < md->ref_count &&
           !(md->refs[ref].kind == REF_SOURCE && str_eq(md->refs[ref].target, id))) {
      ref++;
    }
    if (id.n > 0 && ref < md->ref_count) {
      buf_str(&w->out, any ? STR("[^") : STR("\n[^"));
      buf_str(&w->out, id);
      buf_str(&w->out, STR("]: "));
      put_hole(w, &(struct md_change){.kind = HOLE_SOURCE, .ref = (uint32_t)ref});
      buf_byte(&w->out, '\n');
      any = true;
    }
  }
}

/* Room for the lines of containers and the text of tables besides the source. */
static buf room(struct md *md) {
  ptrdiff_t size = 4096 + 4 * md->scan.src.n + 64 * md->marks.count;
  for (ptrdiff_t i = 0; i < md->twin.count; i++) {
    size += 2 * md->twin.changes[i].text.n;
  }
  for (ptrdiff_t i = 0; i < md->sources.count; i++) {
    size += md->sources.items[i].id.n + 16;
  }
  return buf_new(md->work, size < PAGE_OUTPUT_MAX ? size : PAGE_OUTPUT_MAX);
}

void md_twin_write(struct md *md) {
  struct md_twin_state *t = &md->twin;
  for (ptrdiff_t i = 0; i < md->ref_count; i++) {
    add_reference(md, i);
  }
  add_definitions(md);
  sort_items(t->changes, t->count, (ptrdiff_t)sizeof *t->changes, by_place, NULL, *md->work);
  struct writer w = {.md = md, .out = room(md), .done = md->scan.body, .before = STR("")};
  w.after_blank = true; /* no empty lines begin it */
  for (w.number = 1; w.number <= md->scan.lines.count; w.number++) {
    w.line = md_line(&md->scan, w.number, &w.beg);
    put_line(&w);
  }
  put_sources(&w);
  t->text = w.out.full ? str_sub(md->scan.src, md->scan.body, md->scan.src.n) : buf_text(&w.out);
  t->hole_count = w.out.full ? 0 : t->hole_count;
}
