#include "load/md_data.h"

#include <cmark-gfm-extension_api.h>

#include "load/data.h"
#include "load/data_order.h"
#include "load/md_block.h"
#include "load/md_inline.h"
#include "load/md_twin.h"

bool md_data_is_alone(const struct md_mark *mark) {
  struct md_word word;
  return md_kind_word(mark, STR("file"), &word);
}

/* --- tables of files --------------------------------------------------------------------- */

struct sheet {
  struct md *md;
  struct data data;
  bool sortable;
};

static struct data_column column_of(const struct sheet *s, ptrdiff_t column) {
  ptrdiff_t columns = s->data.columns;
  return (struct data_column){s->data.cells + columns + column, s->data.rows - 1, columns};
}

static bool is_web(str text) {
  return str_starts(text, STR("https://")) || str_starts(text, STR("http://"));
}

static void write_cell(struct md *md, str text, span at) {
  if (!is_web(text)) {
    html_text(&md->html, text);
    return;
  }
  (void)md_ref_add(md, (struct md_ref){REF_WEB, .target = text, .text = text, .at = at});
  md_web_link_open(md, text, STR(""));
  html_text(&md->html, text);
  html_close(&md->html, STR("a"));
}

static void write_head(const struct sheet *s, const bool *numeric) {
  struct html *h = &s->md->html;
  html_open(h, STR("thead"));
  html_text(h, STR("\n"));
  html_open(h, STR("tr"));
  for (ptrdiff_t i = 0; i < s->data.columns; i++) {
    struct data_column column = column_of(s, i);
    html_open(h, STR("th"));
    html_attr(h, STR("scope"), STR("col"));
    if (numeric[i]) {
      html_attr(h, STR("class"), STR("right"));
    }
    bool sorted = s->sortable && column.rows > 1;
    str order = sorted ? data_order(&column, s->md->work, *s->md->work) : STR("");
    if (order.n > 0) {
      html_attr(h, STR("data-order"), order);
    }
    html_text(h, s->data.cells[i]);
    html_close(h, STR("th"));
  }
  html_close(h, STR("tr"));
  html_close(h, STR("thead"));
  html_text(h, STR("\n"));
}

static void write_row(const struct sheet *s, ptrdiff_t row, const bool *numeric) {
  struct html *h = &s->md->html;
  html_open(h, STR("tr"));
  for (ptrdiff_t i = 0; i < s->data.columns; i++) {
    ptrdiff_t cell = row * s->data.columns + i;
    html_open(h, STR("td"));
    if (numeric[i]) {
      html_attr(h, STR("class"), STR("right"));
    }
    write_cell(s->md, s->data.cells[cell], s->data.at[cell]);
    html_close(h, STR("td"));
  }
  html_close(h, STR("tr"));
  html_text(h, STR("\n"));
}

static void write_sheet(const struct sheet *s, const struct md_mark *mark) {
  struct html *h = &s->md->html;
  bool numeric[DATA_COLUMNS_MAX];
  for (ptrdiff_t i = 0; i < s->data.columns; i++) {
    struct data_column column = column_of(s, i);
    numeric[i] = data_is_numeric(&column);
  }
  md_twin_table(s->md, mark, &s->data, numeric);
  md_table_open(s->md);
  write_head(s, numeric);
  if (s->data.rows > 1) {
    html_open(h, STR("tbody"));
    html_text(h, STR("\n"));
    for (ptrdiff_t row = 1; row < s->data.rows; row++) {
      write_row(s, row, numeric);
    }
    html_close(h, STR("tbody"));
  }
  md_table_close(s->md);
}

static void write_file(struct md *md, const struct md_mark *mark, const struct md_word *file,
                       bool sortable) {
  struct sheet s = {.md = md, .sortable = sortable};
  bool csv = str_ends(file->value, STR(".csv"));
  str bytes;
  int32_t number;
  if (!csv && !str_ends(file->value, STR(".yaml"))) {
    struct diag *d = diag_add(md->diags, D_PART_FILE, file->at, file->value);
    diag_detail(md->diags, d, STR("it is neither .csv nor .yaml"));
    return;
  }
  if (!md_file_read(md, file, DATA_BYTES_MAX, &bytes, &number)) {
    return;
  }
  bool sound = csv ? data_read_csv(bytes, number, md->diags, md->work, &s.data)
                   : data_read_yaml(bytes, number, md->diags, md->work, &s.data);
  if (sound) {
    write_sheet(&s, mark);
  }
}

/* --- tables in Markdown ------------------------------------------------------------------ */

static ptrdiff_t count_rows(cmark_node *table) {
  ptrdiff_t rows = 0;
  for (cmark_node *n = cmark_node_first_child(table); n != NULL; n = cmark_node_next(n)) {
    rows++;
  }
  return rows - 1; /* without the head */
}

void md_data_order(struct md *md, cmark_node *table) {
  ptrdiff_t columns = md->table.columns;
  ptrdiff_t rows = count_rows(table);
  md->table.orders = NULL;
  if (!md->table.sortable || rows < 2) {
    return;
  }
  str *cells = NEW(md->work, str, rows * columns);
  cmark_node *row = cmark_node_next(cmark_node_first_child(table));
  for (ptrdiff_t i = 0; row != NULL; row = cmark_node_next(row), i++) {
    cmark_node *cell = cmark_node_first_child(row);
    for (ptrdiff_t k = 0; k < columns && cell != NULL; k++, cell = cmark_node_next(cell)) {
      cells[i * columns + k] = md_plain(md, cell);
    }
  }
  str *orders = NEW(md->work, str, columns);
  for (ptrdiff_t k = 0; k < columns; k++) {
    struct data_column column = {cells + k, rows, columns};
    orders[k] = data_order(&column, md->work, *md->work);
  }
  md->table.orders = orders;
}

/* --- the container ----------------------------------------------------------------------- */

void md_data_open(struct md *md, const struct md_mark *mark) {
  struct md_word file;
  struct md_word word;
  bool sortable = md_kind_word(mark, STR("sortable"), &word);
  md->table.caption = md_kind_word(mark, STR("caption"), &word) ? word.value : STR("");
  md->table.sortable = sortable;
  if (md_kind_word(mark, STR("file"), &file)) {
    write_file(md, mark, &file, sortable);
    md->table.caption = STR("");
    md->table.sortable = false;
    return;
  }
  md->table.before = md->table.number;
}

void md_data_close(struct md *md, const struct md_mark *mark) {
  if (md->table.number == md->table.before) {
    struct diag *d = diag_add(md->diags, D_MD_CONTAINER_EMPTY, mark->whole, mark->name);
    diag_hint(md->diags, d, STR("Put a table in it, or name one with file=."));
  }
  md->table.sortable = false;
  md->table.caption = STR("");
}
