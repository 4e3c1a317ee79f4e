#include "load/md.h"
#include "load/md_block.h"
#include "load/md_code.h"
#include "load/md_inline.h"
#include "load/md_tag.h"

typedef void handler(struct md *md, cmark_node *node);

struct handlers {
  handler *enter;
  handler *leave; /* NULL for what has no inside */
};

static void skip(struct md *md, cmark_node *node) {
  md_skip(md, node);
}

/* By the last digits of the library's type. */
static const struct handlers blocks[] = {
    [CMARK_NODE_BLOCK_QUOTE & CMARK_NODE_VALUE_MASK] = {md_quote_enter, md_quote_leave},
    [CMARK_NODE_LIST & CMARK_NODE_VALUE_MASK] = {md_list_enter, md_list_leave},
    [CMARK_NODE_ITEM & CMARK_NODE_VALUE_MASK] = {md_item_enter, md_item_leave},
    [CMARK_NODE_CODE_BLOCK & CMARK_NODE_VALUE_MASK] = {md_code_write, NULL},
    [CMARK_NODE_HTML_BLOCK & CMARK_NODE_VALUE_MASK] = {md_html_block_write, NULL},
    [CMARK_NODE_PARAGRAPH & CMARK_NODE_VALUE_MASK] = {md_paragraph_enter, md_paragraph_leave},
    [CMARK_NODE_HEADING & CMARK_NODE_VALUE_MASK] = {md_heading_enter, md_heading_leave},
    [CMARK_NODE_THEMATIC_BREAK & CMARK_NODE_VALUE_MASK] = {md_rule_write, NULL},
    /* Written as notes, in the order of their use. */
    [CMARK_NODE_FOOTNOTE_DEFINITION & CMARK_NODE_VALUE_MASK] = {skip, NULL},
};

static const struct handlers inlines[] = {
    [CMARK_NODE_TEXT & CMARK_NODE_VALUE_MASK] = {md_text_write, NULL},
    [CMARK_NODE_SOFTBREAK & CMARK_NODE_VALUE_MASK] = {md_soft_break_write, NULL},
    [CMARK_NODE_LINEBREAK & CMARK_NODE_VALUE_MASK] = {md_line_break_write, NULL},
    [CMARK_NODE_CODE & CMARK_NODE_VALUE_MASK] = {md_code_span_write, NULL},
    [CMARK_NODE_HTML_INLINE & CMARK_NODE_VALUE_MASK] = {md_tag_write, NULL},
    [CMARK_NODE_EMPH & CMARK_NODE_VALUE_MASK] = {md_emphasis_enter, md_emphasis_leave},
    [CMARK_NODE_STRONG & CMARK_NODE_VALUE_MASK] = {md_strong_enter, md_strong_leave},
    [CMARK_NODE_LINK & CMARK_NODE_VALUE_MASK] = {md_link_enter, md_link_leave},
    [CMARK_NODE_IMAGE & CMARK_NODE_VALUE_MASK] = {md_image_write, NULL},
    [CMARK_NODE_FOOTNOTE_REFERENCE & CMARK_NODE_VALUE_MASK] = {md_note_reference_write, NULL},
};

/* Extensions number their types when they are registered, so they go by name. */
static const struct {
  str name;
  struct handlers handlers;
} extensions[] = {
    {STR_INIT("table_cell"), {md_cell_enter, md_cell_leave}},
    {STR_INIT("table_row"), {md_row_enter, md_row_leave}},
    {STR_INIT("table_header"), {md_row_enter, md_row_leave}},
    {STR_INIT("table"), {md_table_enter, md_table_leave}},
    {STR_INIT("strikethrough"), {md_strike_enter, md_strike_leave}},
};

static struct handlers extension_of(cmark_node *node) {
  str name = str_of(cmark_node_get_type_string(node));
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
    if (str_eq(extensions[i].name, name)) {
      return extensions[i].handlers;
    }
  }
  return (struct handlers){NULL, NULL};
}

static struct handlers handlers_of(cmark_node *node) {
  unsigned type = (unsigned)cmark_node_get_type(node);
  unsigned value = type & CMARK_NODE_VALUE_MASK;
  if ((type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE) {
    return value < sizeof inlines / sizeof *inlines ? inlines[value] : extension_of(node);
  }
  return value < sizeof blocks / sizeof *blocks ? blocks[value] : extension_of(node);
}

void md_walk(struct md *md, cmark_node *root) {
  cmark_iter *outer = md->walk;
  md->walk = cmark_iter_new(root);
  for (cmark_event_type e = cmark_iter_next(md->walk); e != CMARK_EVENT_DONE;
       e = cmark_iter_next(md->walk)) {
    cmark_node *node = cmark_iter_get_node(md->walk);
    struct handlers handlers = handlers_of(node);
    handler *act = e == CMARK_EVENT_ENTER ? handlers.enter : handlers.leave;
    if (node != root && act != NULL) {
      act(md, node);
    }
  }
  md->walk = outer;
}

void md_skip(struct md *md, cmark_node *node) {
  cmark_iter_reset(md->walk, node, CMARK_EVENT_EXIT);
}
