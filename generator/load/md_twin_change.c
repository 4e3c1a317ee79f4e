#include "load/md_twin.h"

#include "load/md_container.h"

void md_twin_change(struct md *md, int32_t beg, int32_t end, str text) {
  struct md_twin_state *t = &md->twin;
  *GROW(md->work, t->changes, t->count, t->cap) =
      (struct md_change){.beg = beg, .end = end, .text = text};
}

/* A place that is not known is all of its line, which does not begin so. */
void md_twin_cut(struct md *md, struct md_range range, str with) {
  span at = md_span(&md->place, range);
  if (at.file == 0 && str_starts(str_trim(str_sub(md->scan.src, at.beg, at.end)), with)) {
    md_twin_change(md, at.beg, at.end, STR(""));
  }
}

void md_twin_drop(struct md *md, cmark_node *block) {
  int32_t beg;
  int32_t last;
  int32_t number = cmark_node_get_start_line(block);
  str first = md_line(&md->scan, number, &beg);
  str text = md_literal(block);
  for (ptrdiff_t i = 0; i + 1 < text.n; i++) { /* the library does not always say where it ends */
    number += text.s[i] == '\n';
  }
  str line = md_line(&md->scan, number, &last);
  ptrdiff_t column = cmark_node_get_start_column(block);
  beg += (int32_t)(column > 0 && column <= first.n ? column - 1 : 0);
  md_twin_change(md, beg, last + (int32_t)line.n, STR(""));
}

/* --- code --------------------------------------------------------------------------------- */

void md_twin_code(struct md *md, cmark_node *block) {
  struct md_twin_state *t = &md->twin;
  if (t->code == NULL) {
    t->code = NEW(md->work, bool, md->scan.lines.count + 1);
  }
  int32_t last = cmark_node_get_end_line(block);
  for (int32_t i = cmark_node_get_start_line(block); i <= last && i <= md->scan.lines.count; i++) {
    t->code[i] = i > 0;
  }
}

bool md_twin_is_code(const struct md *md, int32_t line) {
  return md->twin.code != NULL && line <= md->scan.lines.count && md->twin.code[line];
}

/* "`share.py`:", with as many backticks as it takes. */
static str code_title(struct md *md, str title) {
  bool ticked = str_find(title, '`') >= 0;
  buf b = buf_new(md->work, title.n + 16);
  buf_str(&b, ticked ? STR("`` ") : STR("`"));
  buf_str(&b, title);
  buf_str(&b, ticked ? STR(" ``:\n\n") : STR("`:\n\n"));
  return buf_text(&b);
}

void md_twin_fence(struct md *md, cmark_node *block, const struct md_word *info, str name,
                   str title) {
  span line = md_first_line(md, block);
  if (title.n > 0) {
    md_twin_change(md, line.beg, line.beg, code_title(md, title));
  }
  if (!str_eq(str_trim(info->text), name)) {
    md_twin_change(md, info->at.beg, info->at.beg + (int32_t)info->text.n, name);
  }
}

/* --- tables of files ---------------------------------------------------------------------- */

/* What would be Markdown in a cell's text is written as it is. */
static void put_cell(buf *b, str text) {
  buf_str(b, STR("| "));
  for (ptrdiff_t i = 0; i < text.n; i++) {
    char c = text.s[i];
    bool is_sign = str_find(STR("|\\`*<["), c) >= 0;
    buf_str(b, is_sign ? STR("\\") : STR(""));
    buf_byte(b, byte_is_space(c) ? ' ' : c);
  }
  buf_byte(b, ' ');
}

/* "**What models cost**" and an empty line, where there is a caption. */
static void put_caption(buf *b, str caption) {
  if (caption.n > 0) {
    buf_str(b, STR("**"));
    buf_str(b, caption);
    buf_str(b, STR("**\n\n"));
  }
}

static void put_row(buf *b, const struct data *data, ptrdiff_t row) {
  for (ptrdiff_t i = 0; i < data->columns; i++) {
    put_cell(b, data->cells[row * data->columns + i]);
  }
  buf_str(b, STR("|\n"));
}

void md_twin_table(struct md *md, const struct md_mark *mark, const struct data *data,
                   const bool *numeric) {
  ptrdiff_t size = md->table.caption.n + 16;
  ptrdiff_t cells = data->columns * data->rows;
  for (ptrdiff_t i = 0; i < cells; i++) {
    size += 2 * data->cells[i].n + 4;
  }
  buf b = buf_new(md->work, size + 2 * data->rows + 8 * data->columns);
  put_caption(&b, md->table.caption);
  put_row(&b, data, 0);
  for (ptrdiff_t i = 0; i < data->columns; i++) {
    buf_str(&b, numeric[i] ? STR("| ---: ") : STR("| --- "));
  }
  buf_str(&b, STR("|\n"));
  for (ptrdiff_t row = 1; row < data->rows; row++) {
    put_row(&b, data, row);
  }
  md_twin_change(md, mark->whole.beg, mark->whole.end, buf_text(&b));
}

void md_twin_glossary(struct md *md, const struct md_mark *mark) {
  const struct terms *t = md->files.in->terms;
  ptrdiff_t size = 0;
  for (ptrdiff_t i = 0; i < t->count; i++) {
    size += t->items[i].name.n + t->items[i].text.n + 16;
  }
  buf b = buf_new(md->work, size);
  for (ptrdiff_t i = 0; i < t->count; i++) {
    const struct term *term = &t->items[t->sorted[i]];
    buf_str(&b, STR("- **"));
    buf_str(&b, term->name);
    buf_str(&b, STR("**: "));
    buf_str(&b, term->text);
    buf_byte(&b, '\n');
  }
  md_twin_change(md, mark->whole.beg, mark->whole.end, buf_text(&b));
}
