#include "load/md_container.h"

#include "load/md_kind.h"
#include "load/md_tag.h"
#include "load/md_twin.h"

/* The containers that are open where the pass over the blocks of one parent stands. */
struct pass {
  struct md *md;
  struct md_mark *open[MD_CONTAINERS_MAX];
  ptrdiff_t count;
  bool full;                                   /* too deep: nothing more can be said */
  struct md_mark *last_end[MD_COLONS_MAX + 1]; /* the last line of so many colons alone */
};

span md_first_line(const struct md *md, cmark_node *block) {
  int32_t beg;
  str line = md_line(&md->scan, cmark_node_get_start_line(block), &beg);
  ptrdiff_t column = cmark_node_get_start_column(block);
  ptrdiff_t from = column > 0 && column <= line.n ? column - 1 : 0;
  return (span){.beg = beg + (int32_t)from, .end = beg + (int32_t)line.n};
}

static struct diag *complain(struct pass *p, diag_id id, span at, str subject) {
  return diag_add(p->md->diags, id, at, subject);
}

static span name_span(const struct md *md, const struct md_mark *mark) {
  int32_t beg = (int32_t)(mark->name.s - md->scan.src.s);
  return (span){.beg = beg, .end = beg + (int32_t)mark->name.n};
}

static struct md_mark *innermost(const struct pass *p) {
  return p->count > 0 ? p->open[p->count - 1] : NULL;
}

/* --- what may stand where --- */

static void refuse_place(struct pass *p, span at, str subject, str detail) {
  struct diag *d = complain(p, D_MD_CONTAINER_PLACE, at, subject);
  diag_detail(p->md->diags, d, detail);
}

/* Complains about a container in, or not in, another that only goes with it. */
static void check_mark_place(struct pass *p, const struct md_mark *mark) {
  arena *work = p->md->work;
  const struct md_kind *around = p->count > 0 ? innermost(p)->kind : NULL;
  str within = mark->kind->within;
  bool guessed = p->count > 0 && around == NULL; /* its name is wrong: enough was said */
  if (guessed) {
    return;
  }
  str detail = STR("");
  if (within.n > 0 && (around == NULL || !str_eq(around->name, within))) {
    detail = arena_join(work, STR("outside of :::"), within);
  } else if (around != NULL && around->holds.n > 0 && !str_eq(around->holds, mark->name)) {
    detail = arena_join(work, STR("where only this may stand: :::"), around->holds);
  } else if (around != NULL && around->list) {
    detail = STR("where only one numbered list may stand");
  }
  if (detail.n > 0) {
    refuse_place(p, name_span(p->md, mark), mark->name, detail);
  }
}

/* Complains once about what stands in a container, but in none of its parts. */
static void check_block_place(struct pass *p, cmark_node *block) {
  struct md_mark *around = innermost(p);
  bool comment = md_is_type(block, CMARK_NODE_HTML_BLOCK) && md_is_comment(block);
  if (around == NULL || around->seen || comment) {
    return;
  }
  arena *work = p->md->work;
  span at = md_first_line(p->md, block);
  str text = str_sub(p->md->scan.src, at.beg, at.end);
  if (around->kind->holds.n > 0) {
    around->seen = true;
    refuse_place(p, at, text,
                 arena_join(work, STR("where only this may stand: :::"), around->kind->holds));
  } else if (around->kind->list) {
    bool ordered =
        md_is_type(block, CMARK_NODE_LIST) && cmark_node_get_list_type(block) == CMARK_ORDERED_LIST;
    around->seen = !ordered || around->parts++ > 0;
    if (around->seen) {
      refuse_place(p, at, text, STR("where only one numbered list may stand"));
    }
  }
}

/* --- beginnings --- */

static void refuse_name(struct pass *p, const struct md_mark *mark) {
  struct md *md = p->md;
  struct diag *d = complain(p, D_MD_CONTAINER_NAME, name_span(md, mark), mark->name);
  md_kind_suggest(md, d, mark->name);
}

static void check_title(struct pass *p, const struct md_mark *mark) {
  if (mark->kind->title == TITLE_MUST && mark->rest.n == 0) {
    (void)complain(p, D_MD_CONTAINER_TITLE, mark->whole, mark->name);
  } else if (mark->kind->title == TITLE_NONE) {
    md_kind_check_words(p->md, mark);
  }
}

static void begin(struct pass *p, struct md_mark *mark) {
  mark->kind = md_kind_named(mark->name);
  if (mark->kind == NULL) {
    refuse_name(p, mark);
  } else {
    check_title(p, mark);
    check_mark_place(p, mark);
  }
  struct md_mark *around = innermost(p);
  if (around != NULL && around->kind != NULL && around->kind->holds.n > 0) {
    around->parts++;
  }
  bool alone = mark->kind != NULL && mark->kind->form != FORM_BLOCK &&
               (mark->kind->form == FORM_ALONE || mark->kind->is_alone(mark));
  if (alone) {
    mark->role = MARK_ALONE;
  } else if (p->count == MD_CONTAINERS_MAX) {
    (void)complain(p, D_MD_CONTAINER_DEPTH, mark->whole, mark->name);
    p->full = true;
  } else {
    p->open[p->count++] = mark;
  }
}

/* --- ends --- */

static void refuse_open(struct pass *p, const struct md_mark *mark) {
  if (mark->kind == NULL) {
    return; /* its name is wrong: enough was said */
  }
  struct diag *d = complain(p, D_MD_CONTAINER_OPEN, mark->whole, mark->name);
  if (!md_is_type(cmark_node_parent(mark->node), CMARK_NODE_DOCUMENT)) {
    diag_hint(p->md->diags, d,
              STR("End it with a line of as many colons, in the same list item or quote."));
  }
}

/* The place among the open ones of the last with so many colons, or -1. */
static ptrdiff_t find_open(const struct pass *p, int32_t colons) {
  ptrdiff_t i = p->count;
  while (i > 0 && p->open[i - 1]->colons != colons) {
    i--;
  }
  return i - 1;
}

/* Whether the end goes with a container of one line just above, which needs none. */
static bool is_needless(const struct md_mark *mark) {
  struct md_mark *before = md_mark_of(cmark_node_previous(mark->node));
  return before != NULL && before->role == MARK_ALONE && before->colons == mark->colons;
}

static void refuse_end(struct pass *p, const struct md_mark *mark, const struct md_mark *around) {
  struct diags *ds = p->md->diags;
  str colons = str_sub(p->md->scan.src, mark->whole.beg, mark->whole.end);
  struct diag *d = complain(p, D_MD_CONTAINER_END, mark->whole, str_trim(colons));
  if (around != NULL) {
    diag_note(ds, d, around->whole, STR("this one is open, and has another number of colons"));
    diag_hint(ds, d, STR("Write as many colons as where the container begins."));
  }
}

static void end(struct pass *p, struct md_mark *mark) {
  ptrdiff_t i = find_open(p, mark->colons);
  if (i < 0) {
    struct md_mark *around = innermost(p);
    if (is_needless(mark)) {
      return;
    }
    refuse_end(p, mark, around);
    /* Taken for a wrong number of colons, unless the right one follows. */
    struct md_mark *last = around == NULL ? NULL : p->last_end[around->colons];
    if (around == NULL || (last != NULL && last->whole.beg > mark->whole.beg)) {
      return;
    }
    i = p->count - 1;
  }
  while (p->count - 1 > i) {
    refuse_open(p, p->open[--p->count]);
  }
  struct md_mark *opened = p->open[--p->count];
  if (opened->kind != NULL) {
    opened->role = MARK_OPENS;
    mark->role = MARK_CLOSES;
    opened->partner = mark;
    mark->partner = opened;
    mark->kind = opened->kind;
    if (opened->kind->check != NULL) {
      opened->kind->check(p->md, opened);
    }
  }
}

/* --- the blocks of one parent --- */

static void visit(struct pass *p, cmark_node *block) {
  struct md_mark *mark = md_mark_of(block);
  struct md_mark *around = innermost(p);
  if (mark == NULL) {
    bool rule = md_is_type(block, CMARK_NODE_THEMATIC_BREAK);
    if (rule && around != NULL && around->kind != NULL && around->kind->columns) {
      (void)cmark_node_set_user_data(block, around);
      around->parts++;
    } else if (around != NULL && around->kind != NULL) {
      check_block_place(p, block);
    }
  } else if (mark->name.n > 0) {
    begin(p, mark);
  } else {
    end(p, mark);
  }
}

static void pair(struct md *md, cmark_node *parent) {
  struct pass p = {.md = md};
  for (cmark_node *n = cmark_node_first_child(parent); n != NULL; n = cmark_node_next(n)) {
    struct md_mark *mark = md_mark_of(n);
    if (mark != NULL) {
      mark->paired = true;
      if (mark->name.n == 0) {
        p.last_end[mark->colons] = mark;
      }
    }
  }
  for (cmark_node *n = cmark_node_first_child(parent); n != NULL && !p.full;
       n = cmark_node_next(n)) {
    visit(&p, n);
  }
  while (p.count > 0 && !p.full) {
    refuse_open(&p, p.open[--p.count]);
  }
}

void md_containers_open(struct md *md) {
  for (ptrdiff_t i = 0; i < md->marks.count; i++) {
    if (!md->marks.items[i]->paired) {
      pair(md, cmark_node_parent(md->marks.items[i]->node));
    }
  }
}

/* --- the walk --- */

void md_mark_enter(struct md *md, cmark_node *node) {
  struct md_mark *mark = md_mark_of(node);
  bool begins = mark->role == MARK_OPENS || mark->role == MARK_ALONE;
  bool titled = begins && mark->kind->title != TITLE_NONE && mark->rest.n > 0;
  if (begins || mark->role == MARK_CLOSES) {
    md_end_line(md);
  }
  if (begins) {
    md->containers += mark->role == MARK_OPENS;
    mark->kind->open(md, mark);
  } else if (mark->role == MARK_CLOSES) {
    md->containers--;
    mark->kind->close(md, mark->partner);
  }
  if (!titled) {
    md_skip(md, node);
    return;
  }
  md_place_block(&md->place, node);
  md->block = node;
  md->tags_known = false;
  html_flush(&md->html);
}

void md_mark_leave(struct md *md, cmark_node *node) {
  struct md_mark *mark = md_mark_of(node);
  md->block = NULL;
  mark->kind->titled(md, mark);
}

bool md_column_write(struct md *md, cmark_node *rule) {
  struct md_mark *columns = cmark_node_get_user_data(rule);
  if (columns == NULL || columns->role != MARK_OPENS) {
    return false;
  }
  md_twin_drop(md, rule);
  md_end_line(md);
  html_close(&md->html, STR("div"));
  html_open(&md->html, STR("div"));
  html_text(&md->html, STR("\n"));
  return true;
}
