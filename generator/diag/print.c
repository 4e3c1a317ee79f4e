#include "core/sort.h"
#include "diag/kind.h"

struct printer {
  const struct diags *ds;
  struct sources *src;
  bool color;
  buf *out;
};

static const str level_names[] = {
    [LEVEL_NOTE] = STR_INIT("note"),
    [LEVEL_WARN] = STR_INIT("warning"),
    [LEVEL_ERROR] = STR_INIT("error"),
};

static const str level_colors[] = {
    [LEVEL_NOTE] = STR_INIT("\x1b[36m"),
    [LEVEL_WARN] = STR_INIT("\x1b[33m"),
    [LEVEL_ERROR] = STR_INIT("\x1b[31m"),
};

/* --- order ---------------------------------------------------------------- */

static int order_int(int32_t a, int32_t b) {
  return (a > b) - (a < b);
}

/* By path, begin and code; then so that what was added twice lies side by side. */
static int diag_order(const void *left, const void *right, void *ctx) {
  const struct sources *src = ctx;
  const struct diag *a = left;
  const struct diag *b = right;
  int order[] = {
      a->at.file == b->at.file
          ? 0
          : str_cmp(sources_path(src, a->at.file), sources_path(src, b->at.file)),
      order_int(a->at.beg, b->at.beg),
      str_cmp(diag_code(a->id), diag_code(b->id)),
      order_int(a->at.end, b->at.end),
      str_cmp(a->subject, b->subject),
  };
  for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
    if (order[i] != 0) {
      return order[i];
    }
  }
  return 0;
}

static void sort_once_each(struct diags *ds, struct sources *src) {
  sort_items(ds->items, ds->count, (ptrdiff_t)sizeof *ds->items, diag_order, src, *ds->perm);
  ptrdiff_t kept = 0;
  for (ptrdiff_t i = 0; i < ds->count; i++) {
    if (kept == 0 || diag_order(&ds->items[kept - 1], &ds->items[i], src) != 0) {
      ds->items[kept++] = ds->items[i];
    }
  }
  ds->count = kept;
}

/* --- text ----------------------------------------------------------------- */

str diag_hint_of(const struct diag *d) {
  return d->hint.n ? d->hint : diag_kind_of(d->id)->hint;
}

void diag_sentence(const struct diag *d, buf *out) {
  buf_str(out, diag_kind_of(d->id)->message);
  if (d->subject.n) {
    buf_str(out, STR(": \""));
    text_show(d->subject, out);
    buf_byte(out, '"');
  }
  if (d->detail.n) {
    buf_str(out, d->subject.n ? STR(" (") : STR(": "));
    text_show(d->detail, out);
    buf_str(out, d->subject.n ? STR(")") : STR(""));
  }
}

static void color_on(const struct printer *p, str color) {
  buf_str(p->out, p->color ? color : STR(""));
}

static void color_off(const struct printer *p) {
  color_on(p, STR("\x1b[0m"));
}

/* "path:31:11: ", or nothing for a place that is nowhere. */
static void place_show(const struct printer *p, span at, const struct place *place) {
  if (place->line == 0) {
    return;
  }
  color_on(p, STR("\x1b[1m"));
  text_show(sources_path(p->src, at.file), p->out);
  buf_byte(p->out, ':');
  buf_int(p->out, place->line);
  buf_byte(p->out, ':');
  buf_int(p->out, place->column);
  buf_byte(p->out, ':');
  color_off(p);
  buf_byte(p->out, ' ');
}

static void line_show(const struct printer *p, str label, str text) {
  if (text.n) {
    buf_str(p->out, label);
    text_show(text, p->out);
    buf_byte(p->out, '\n');
  }
}

static void note_show(const struct printer *p, const struct diag_note *note) {
  struct place place = sources_at(p->src, note->at);
  place_show(p, note->at, &place);
  color_on(p, level_colors[LEVEL_NOTE]);
  buf_str(p->out, STR("note:"));
  color_off(p);
  line_show(p, STR(" "), note->text);
  excerpt_show(&place, p->color, p->out);
}

static void diag_show(const struct printer *p, const struct diag *d) {
  struct place place = sources_at(p->src, d->at);
  uint8_t level = p->ds->level[d->id];
  place_show(p, d->at, &place);
  color_on(p, level_colors[level]);
  buf_str(p->out, level_names[level]);
  buf_byte(p->out, '[');
  buf_str(p->out, diag_code(d->id));
  buf_str(p->out, STR("]:"));
  color_off(p);
  buf_byte(p->out, ' ');
  diag_sentence(d, p->out);
  buf_byte(p->out, '\n');
  excerpt_show(&place, p->color, p->out);
  line_show(p, STR("   why: "), diag_kind_of(d->id)->reason);
  line_show(p, STR("  hint: "), diag_hint_of(d));
  for (const struct diag_note *note = d->notes; note; note = note->next) {
    note_show(p, note);
  }
}

static void dropped_show(const struct diags *ds, buf *out) {
  if (ds->dropped) {
    buf_int(out, ds->dropped);
    buf_str(out, STR(" more not shown: the limit is "));
    buf_int(out, DIAG_MAX);
    buf_str(out, STR(" of a level\n"));
  }
}

/* "2 errors, 1 warning"; nothing when there are none. */
static void counts_show(const struct diags *ds, buf *out) {
  bool is_first = true;
  for (diag_level level = LEVEL_ERROR; level > LEVEL_OFF; level--) {
    ptrdiff_t count = diags_count(ds, level);
    if (count) {
      buf_str(out, is_first ? STR("") : STR(", "));
      buf_int(out, count);
      buf_byte(out, ' ');
      buf_str(out, level_names[level]);
      buf_str(out, count == 1 ? STR("") : STR("s"));
      is_first = false;
    }
  }
  buf_str(out, is_first ? STR("") : STR("\n"));
}

static void print_text(const struct printer *p) {
  for (ptrdiff_t i = 0; i < p->ds->count; i++) {
    if (p->ds->level[p->ds->items[i].id] != LEVEL_OFF) {
      diag_show(p, &p->ds->items[i]);
    }
  }
  dropped_show(p->ds, p->out);
  counts_show(p->ds, p->out);
}

void diags_print(struct diags *ds, struct sources *src, struct diag_style style, buf *out) {
  sort_once_each(ds, src);
  switch (style.format) {
    case DIAG_TEXT:
      print_text(&(struct printer){ds, src, style.color, out});
      break;
    case DIAG_JSON:
      diags_print_json(ds, src, out);
      break;
    case DIAG_GITHUB:
      diags_print_github(ds, src, out);
      break;
  }
}
