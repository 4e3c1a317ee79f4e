#include "load/md_block.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include "core/utf8.h"
#include "load/md_alert.h"
#include "load/md_anchor.h"
#include "load/md_container.h"
#include "load/md_hole.h"
#include "load/md_literal.h"
#include "load/md_note.h"
#include "load/md_tag.h"
#include "load/md_twin.h"

static bool is_task(cmark_node *item) {
  return md_is_type(item, CMARK_NODE_ITEM) &&
         str_eq(str_of(cmark_node_get_type_string(item)), STR("tasklist"));
}

static void begin_block(struct md *md, cmark_node *node) {
  md_place_block(&md->place, node);
  md->block = node;
  md->tags_known = false;
}

/* --- paragraphs --- */

/* The paragraphs of a tight list have no element of their own. */
static bool is_tight(cmark_node *paragraph) {
  cmark_node *item = cmark_node_parent(paragraph);
  cmark_node *list = md_is_type(item, CMARK_NODE_ITEM) ? cmark_node_parent(item) : NULL;
  return list != NULL && cmark_node_get_list_tight(list) != 0;
}

/* The picture that stands alone in a paragraph, or NULL. */
static cmark_node *lone_picture(cmark_node *paragraph) {
  cmark_node *only = cmark_node_first_child(paragraph);
  bool alone = md_is_type(only, CMARK_NODE_IMAGE) && cmark_node_next(only) == NULL;
  return alone ? only : NULL;
}

/* The plain text of the page's first paragraph, cut at a word. */
static void summarize(struct md *md, cmark_node *paragraph) {
  str text = str_trim(md_plain(md, paragraph));
  str cut = md_hole_cut(utf8_cut(text, PAGE_SUMMARY_MAX));
  if (cut.n < text.n && !byte_is_space(text.s[cut.n])) {
    ptrdiff_t space = str_rfind(cut, ' ');
    cut = space > 0 ? str_sub(cut, 0, space) : cut;
  }
  md->summary = str_trim(cut);
}

static void open_task(struct md *md, cmark_node *item, bool labelled) {
  struct html *h = &md->html;
  html_open(h, STR("input"));
  html_attr(h, STR("type"), STR("checkbox"));
  if (!labelled) {
    md_word_attr(md, STR("aria-label"), WORD_TASK, STR(""));
  }
  if (cmark_gfm_extensions_get_tasklist_item_checked(item)) {
    html_flag(h, STR("checked"));
  }
  html_flag(h, STR("disabled"));
  html_text(h, STR(" "));
}

void md_paragraph_enter(struct md *md, cmark_node *node) {
  struct html *h = &md->html;
  cmark_node *parent = cmark_node_parent(node);
  begin_block(md, node);
  md_alert_skip(md, node);
  cmark_node *picture = lone_picture(node);
  bool outermost = md_is_type(parent, CMARK_NODE_DOCUMENT) && md->containers == 0;
  if (md->summary.n == 0 && picture == NULL && outermost) {
    summarize(md, node);
  }
  md->task = is_task(parent) && cmark_node_previous(node) == NULL;
  md->figure = !md->task && picture != NULL && str_of(cmark_node_get_title(picture)).n > 0;
  bool tight = is_tight(node);
  if (!tight || cmark_node_previous(node) != NULL) {
    md_end_line(md);
  }
  if (md->figure) {
    html_open(h, STR("figure"));
  } else if (!tight) {
    html_open(h, STR("p"));
  }
  if (md->task) {
    html_open(h, STR("label"));
    open_task(md, parent, true);
  }
  html_flush(h);
}

void md_paragraph_leave(struct md *md, cmark_node *node) {
  struct html *h = &md->html;
  md_literals_end(md);
  if (md->task) {
    html_close(h, STR("label"));
  }
  bool tight = is_tight(node);
  bool note = md_is_type(cmark_node_parent(node), CMARK_NODE_FOOTNOTE_DEFINITION);
  bool back = md->note > 0 && note && cmark_node_next(node) == NULL;
  if (md->figure) {
    html_close(h, STR("figure"));
  }
  if (back) {
    md_note_back(md);
  }
  if (!md->figure && !tight) {
    html_close(h, STR("p"));
  }
  if (!tight) {
    html_text(h, STR("\n"));
  }
  md->task = false;
  md->figure = false;
  md->block = NULL;
}

/* --- headings --- */

/* Whether only comments stand before this top-level heading of a document. */
static bool is_first(cmark_node *heading) {
  cmark_node *before = cmark_node_previous(heading);
  while (md_is_type(before, CMARK_NODE_HTML_BLOCK) && md_is_comment(before)) {
    before = cmark_node_previous(before);
  }
  return before == NULL && md_is_type(cmark_node_parent(heading), CMARK_NODE_DOCUMENT);
}

static void keep_heading(struct md *md, cmark_node *node) {
  struct md_heading_name name = md_heading_name(md, node);
  str text = str_trim(md_plain(md, node));
  struct md_range whole = {0, md->place.block.text.n};
  if (name.node != NULL) {
    /* The plain text ends as the last text node does. */
    ptrdiff_t tail = str_trim(str_sub(md_literal(name.node), name.cut, PTRDIFF_MAX)).n;
    text = str_trim(str_sub(text, 0, text.n - tail));
    ptrdiff_t open = str_rfind(md->place.block.text, '{');
    whole.end = open < 0 ? whole.end : str_trim(str_sub(md->place.block.text, 0, open)).n;
    md_twin_cut(md, (struct md_range){whole.end, md->place.block.text.n}, STR("{#"));
  }
  md->cut_node = name.node;
  md->cut = name.cut;
  md->heading_id = md_anchor_take(md, &name, text);
  md->heading_old = name.old;
  *GROW(md->work, md->headings, md->heading_count, md->heading_cap) =
      (struct md_heading){.id = md->heading_id,
                          .text = text,
                          .level = cmark_node_get_heading_level(node),
                          .at = md_span(&md->place, whole)};
}

/* The page's title is of level 1, whether a heading says it or the front matter. */
static void check_level(struct md *md) {
  const struct md_heading *h = &md->headings[md->heading_count - 1];
  int32_t before = md->heading_count > 1 ? h[-1].level : 1;
  if (h->level > before + 1) {
    struct diag *d = diag_add(md->diags, D_MD_HEADING_JUMP, h->at, h->text);
    str hint = arena_join(md->work, STR("Write it with "),
                          str_sub(STR("######"), 0, (ptrdiff_t)before + 1));
    diag_hint(md->diags, d, arena_join(md->work, hint, STR(", or add the level between.")));
  }
}

static str heading_tag(cmark_node *node) {
  static const str tags[] = {STR_INIT("h1"), STR_INIT("h2"), STR_INIT("h3"),
                             STR_INIT("h4"), STR_INIT("h5"), STR_INIT("h6")};
  return tags[cmark_node_get_heading_level(node) - 1];
}

/* So that links with an id that the heading had once still lead to it. */
static void add_old_anchors(struct md *md) {
  while (md->heading_old.n > 0) {
    str id = md_anchor_take_old(md, &md->heading_old);
    if (id.n > 0) {
      html_open(&md->html, STR("span"));
      html_attr(&md->html, STR("id"), id);
      html_close(&md->html, STR("span"));
    }
  }
}

void md_heading_enter(struct md *md, cmark_node *node) {
  if (md_mark_of(node) != NULL) {
    md_mark_enter(md, node);
    return;
  }
  begin_block(md, node);
  bool title = md->heading_count == 0 && cmark_node_get_heading_level(node) == 1 && is_first(node);
  keep_heading(md, node);
  check_level(md);
  md->headings[md->heading_count - 1].title = title;
  md->title = (struct md_title_state){.inside = title,
                                      .out = md->out.n,
                                      .holes = md->hole_count,
                                      .refs = md->ref_count,
                                      .words = md->words};
  md_end_line(md);
  html_open(&md->html, heading_tag(node));
  html_attr(&md->html, STR("id"), md->heading_id);
  html_flush(&md->html);
  if (!title) {
    add_old_anchors(md);
  }
}

void md_heading_leave(struct md *md, cmark_node *node) {
  struct html *h = &md->html;
  if (md_mark_of(node) != NULL) {
    md_mark_leave(md, node);
    return;
  }
  md->block = NULL;
  if (md->title.inside) {
    /* The template shows the page's title, as plain text; only its faults are of use here. */
    md->out.n = md->title.out;
    md->hole_count = md->title.holes;
    md->ref_count = md->title.refs;
    md->words = md->title.words;
    md->title.inside = false;
    add_old_anchors(md);
    return;
  }
  buf fragment = buf_new(md->work, md->heading_id.n * 3 + 1);
  buf_byte(&fragment, '#');
  url_escape(&fragment, md->heading_id);
  html_open(h, STR("a"));
  html_attr(h, STR("class"), STR("anchor"));
  html_attr(h, STR("href"), buf_text(&fragment));
  md_word_attr(md, STR("aria-label"), WORD_SECTION_LINK, STR(""));
  html_text(h, STR("#"));
  html_close(h, STR("a"));
  html_close(h, heading_tag(node));
  html_text(h, STR("\n"));
}

/* --- quotes, lists, rules --- */

void md_quote_enter(struct md *md, cmark_node *node) {
  md_end_line(md);
  if (md_alert_enter(md, node)) {
    return;
  }
  md->literal.quotes++;
  html_open(&md->html, STR("blockquote"));
  html_text(&md->html, STR("\n"));
}

void md_quote_leave(struct md *md, cmark_node *node) {
  md_end_line(md);
  if (md_alert_leave(md, node)) {
    return;
  }
  md->literal.quotes--;
  html_close(&md->html, STR("blockquote"));
  html_text(&md->html, STR("\n"));
}

static str list_tag(cmark_node *list) {
  return cmark_node_get_list_type(list) == CMARK_ORDERED_LIST ? STR("ol") : STR("ul");
}

void md_list_enter(struct md *md, cmark_node *node) {
  md_end_line(md);
  html_open(&md->html, list_tag(node));
  int start = cmark_node_get_list_start(node);
  if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST && start != 1) {
    html_attr_int(&md->html, STR("start"), start);
  }
  html_text(&md->html, STR("\n"));
}

void md_list_leave(struct md *md, cmark_node *node) {
  html_close(&md->html, list_tag(node));
  html_text(&md->html, STR("\n"));
}

void md_item_enter(struct md *md, cmark_node *node) {
  md_end_line(md);
  html_open(&md->html, STR("li"));
  if (is_task(node)) {
    html_attr(&md->html, STR("class"), STR("task"));
    if (!md_is_type(cmark_node_first_child(node), CMARK_NODE_PARAGRAPH)) {
      open_task(md, node, false);
    }
  }
  html_flush(&md->html);
}

void md_item_leave(struct md *md, cmark_node *node) {
  (void)node;
  html_close(&md->html, STR("li"));
  html_text(&md->html, STR("\n"));
}

void md_rule_write(struct md *md, cmark_node *node) {
  if (md_column_write(md, node)) {
    return;
  }
  md_end_line(md);
  html_open(&md->html, STR("hr"));
  html_text(&md->html, STR("\n"));
}
