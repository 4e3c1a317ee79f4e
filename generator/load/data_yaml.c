#include "load/data.h"
#include "load/yaml.h"

struct reader {
  const struct ydoc *doc;
  struct diags *ds;
  arena *perm;
  struct data *data;
  bool sound;
};

static void refuse(struct reader *r, uint32_t node, str subject, str detail) {
  struct diag *d = diag_add(r->ds, D_DATA_SHAPE, ynode_span(r->doc, node), subject);
  diag_detail(r->ds, d, detail);
  r->sound = false;
}

/* The keys of the first row, in its order. */
static void read_head(struct reader *r, uint32_t row) {
  struct data *d = r->data;
  for (uint32_t k = r->doc->nodes[row].child; k != Y_NONE; k = r->doc->nodes[k].next) {
    d->cells[d->columns] = ynode_text(r->doc, k);
    d->at[d->columns++] = ynode_span(r->doc, k);
  }
  d->rows = 1;
}

static ptrdiff_t column_of(const struct data *d, str name) {
  for (ptrdiff_t i = 0; i < d->columns; i++) {
    if (str_eq(d->cells[i], name)) {
      return i;
    }
  }
  return -1;
}

static void read_row(struct reader *r, uint32_t row) {
  struct data *d = r->data;
  ptrdiff_t base = d->rows++ * d->columns;
  for (ptrdiff_t i = 0; i < d->columns; i++) { /* cells without a key stay empty */
    d->at[base + i] = ynode_span(r->doc, row);
  }
  for (uint32_t k = r->doc->nodes[row].child; k != Y_NONE; k = r->doc->nodes[k].next) {
    uint32_t value = r->doc->nodes[k].child;
    ptrdiff_t column = column_of(d, ynode_text(r->doc, k));
    if (column < 0) {
      refuse(r, k, ynode_text(r->doc, k), STR("the first row has no such column"));
    } else if (r->doc->nodes[value].kind != Y_SCALAR) {
      refuse(r, value, STR(""), STR("a cell is a text or a number"));
    } else {
      d->cells[base + column] = ynode_text(r->doc, value);
      d->at[base + column] = ynode_span(r->doc, value);
    }
  }
}

/* Room for all cells; false: it would be too much. */
static bool make_room(struct reader *r, uint32_t first) {
  ptrdiff_t columns = ynode_count(r->doc, first);
  ptrdiff_t cells = columns * (ynode_count(r->doc, Y_ROOT) + 1);
  if (columns > DATA_COLUMNS_MAX || cells > DATA_CELLS_MAX) {
    struct diag *d = diag_add(r->ds, D_DATA_SIZE, ynode_span(r->doc, first), STR(""));
    diag_detail(r->ds, d,
                columns > DATA_COLUMNS_MAX ? STR("more than 40 columns")
                                           : STR("more than 20,000 cells"));
    return false;
  }
  r->data->cells = NEW(r->perm, str, cells);
  r->data->at = NEW(r->perm, span, cells);
  return true;
}

static bool read_rows(struct reader *r) {
  const struct ydoc *doc = r->doc;
  if (doc->nodes[Y_ROOT].kind != Y_LIST) {
    refuse(r, Y_ROOT, STR(""), STR(""));
    return false;
  }
  uint32_t first = doc->nodes[Y_ROOT].child;
  for (uint32_t row = first; row != Y_NONE; row = doc->nodes[row].next) {
    if (doc->nodes[row].kind != Y_MAP || ynode_count(doc, row) == 0) {
      refuse(r, row, STR(""), STR("a row is a map of columns"));
    }
  }
  if (!r->sound || !make_room(r, first)) {
    return false;
  }
  read_head(r, first);
  for (uint32_t row = first; row != Y_NONE; row = doc->nodes[row].next) {
    read_row(r, row);
  }
  return r->sound;
}

bool data_read_yaml(str text, int32_t file, struct diags *ds, arena *perm, struct data *ret_data) {
  *ret_data = (struct data){.cells = NULL};
  struct ydoc doc;
  struct reader r = {.doc = &doc, .ds = ds, .perm = perm, .data = ret_data, .sound = true};
  if (!yaml_parse(text, (span){.file = file}, ds, perm, &doc)) {
    return false;
  }
  bool empty = doc.count <= Y_ROOT ||
               (doc.nodes[Y_ROOT].kind == Y_LIST && doc.nodes[Y_ROOT].child == Y_NONE);
  if (empty) {
    (void)diag_add(ds, D_DATA_EMPTY, (span){.file = file}, STR(""));
    return false;
  }
  return read_rows(&r);
}
