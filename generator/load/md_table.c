#include <cmark-gfm-core-extensions.h>

#include "load/md_block.h"
#include "load/md_data.h"
#include "load/md_literal.h"

/* Tables scroll by themselves, so they are regions that the keyboard reaches, each with its name.
 */
void md_table_open(struct md *md) {
  struct html *h = &md->html;
  char memory[24];
  buf number = buf_over(memory, sizeof memory);
  if (md->table.number++ > 0) {
    buf_int(&number, md->table.number);
  }
  str caption = md->table.caption;
  md_end_line(md);
  html_open(h, STR("div"));
  html_attr(h, STR("class"), STR("table"));
  html_attr_int(h, STR("tabindex"), 0);
  html_attr(h, STR("role"), STR("region"));
  if (caption.n > 0) {
    html_attr(h, STR("aria-label"), caption);
  } else {
    md_word_attr(md, STR("aria-label"), number.n > 0 ? WORD_TABLE_NUMBER : WORD_TABLE,
                 buf_text(&number));
  }
  html_open(h, STR("table"));
  if (md->table.sortable) {
    md_word_attr(md, STR("data-up"), WORD_SORTED_UP, STR(""));
    md_word_attr(md, STR("data-down"), WORD_SORTED_DOWN, STR(""));
  }
  html_text(h, STR("\n"));
  if (caption.n > 0) {
    html_element(h, STR("caption"), caption);
    html_text(h, STR("\n"));
  }
}

void md_table_close(struct md *md) {
  html_close(&md->html, STR("table"));
  html_close(&md->html, STR("div"));
  html_text(&md->html, STR("\n"));
}

void md_table_enter(struct md *md, cmark_node *node) {
  md->table.alignment = cmark_gfm_extensions_get_table_alignments(node);
  md->table.columns = cmark_gfm_extensions_get_table_columns(node);
  md->table.body = false;
  md_data_order(md, node);
  md_table_open(md);
  md->table.caption = STR(""); /* a second one is not the one that is meant */
}

void md_table_leave(struct md *md, cmark_node *node) {
  (void)node;
  if (md->table.body) {
    html_close(&md->html, STR("tbody"));
  }
  md_table_close(md);
}

static bool is_header(cmark_node *row) {
  return cmark_gfm_extensions_get_table_row_is_header(row) != 0;
}

void md_row_enter(struct md *md, cmark_node *node) {
  struct html *h = &md->html;
  md_place_row(&md->place, node);
  md->table.column = 0;
  md->table.header = is_header(node);
  if (md->table.header) {
    html_open(h, STR("thead"));
  } else if (!md->table.body) {
    html_open(h, STR("tbody"));
    md->table.body = true;
  }
  if (md->out.s[md->out.n - 1] != '\n') {
    html_text(h, STR("\n"));
  }
  html_open(h, STR("tr"));
}

void md_row_leave(struct md *md, cmark_node *node) {
  (void)node;
  md_literals_end(md);
  html_close(&md->html, STR("tr"));
  if (md->table.header) {
    html_close(&md->html, STR("thead"));
  }
  html_text(&md->html, STR("\n"));
}

static str alignment_class(const struct md *md) {
  bool known = md->table.alignment != NULL && md->table.column < md->table.columns;
  switch (known ? md->table.alignment[md->table.column] : 0) {
    case 'l':
      return STR("left");
    case 'c':
      return STR("center");
    case 'r':
      return STR("right");
    default:
      return STR("");
  }
}

/* A header without text would name its column nothing: it is an empty cell. */
static str cell_tag(const struct md *md, cmark_node *cell) {
  return md->table.header && cmark_node_first_child(cell) != NULL ? STR("th") : STR("td");
}

void md_cell_enter(struct md *md, cmark_node *node) {
  struct html *h = &md->html;
  md_place_cell(&md->place, node);
  md->block = node;
  md->tags_known = false;
  str tag = cell_tag(md, node);
  html_open(h, tag);
  if (str_eq(tag, STR("th"))) {
    html_attr(h, STR("scope"), STR("col"));
    bool sorted = md->table.orders != NULL && md->table.column < md->table.columns;
    if (sorted && md->table.orders[md->table.column].n > 0) {
      html_attr(h, STR("data-order"), md->table.orders[md->table.column]);
    }
  }
  str alignment = alignment_class(md);
  if (alignment.n > 0) {
    html_attr(h, STR("class"), alignment);
  }
  html_flush(h);
  md->table.column++;
}

void md_cell_leave(struct md *md, cmark_node *node) {
  html_close(&md->html, cell_tag(md, node));
  md->block = NULL;
}
