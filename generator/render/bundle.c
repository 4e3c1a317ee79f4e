#include "render/bundle_move.h"

struct bundle_book bundle_book(const struct site *site, const bool *within, int32_t first,
                               arena *perm) {
  struct bundle_book book = {.site = site, .within = within, .first = first};
  for (ptrdiff_t i = 0; i < site->output_count; i++) {
    map_add(&book.outputs, perm, site->outputs[i].path, (int32_t)i);
  }
  return book;
}

/* Where in a page a tag stands, and what of the page has been seen. */
struct part_place {
  bool in_main, had_main;
  bool dropping; /* a script that is gone: its end tag goes, too */
  int navs;      /* in so many <nav> that are left out */
  str kind;      /* the classes of <body> */
  str title;     /* of the window */
};

/* Its data-* attributes, which a script may ask for where it stands. */
static str data_attrs(const struct markup_tag *tag, arena *perm) {
  str *pieces = NEW(perm, str, 2 * (ptrdiff_t)tag->count);
  ptrdiff_t count = 0;
  for (int i = 0; i < tag->count; i++) {
    str name = tag->attrs[i].name;
    if (str_starts(name, STR("data-")) && !str_eq(name, STR("data-load"))) {
      pieces[count++] = STR(" ");
      pieces[count++] = tag->attrs[i].whole;
    }
  }
  return move_join(pieces, count, perm);
}

/* Whether the tag asked for a script or a style sheet, and is gone with that. */
static bool take_want(struct mover *m, struct part_place *p, const struct markup_tag *tag) {
  bool is_script = str_eq(tag->name, STR("script"));
  if (tag->closing) {
    bool dropped = p->dropping && is_script;
    p->dropping = p->dropping && !is_script;
    return dropped;
  }
  const struct markup_attr *src = markup_attr(tag, STR("src"));
  if (is_script && src != NULL) {
    const struct markup_attr *load = markup_attr(tag, STR("data-load"));
    p->dropping = move_want(m, src->value, data_attrs(tag, m->perm));
    for (str rest = load == NULL ? STR("") : load->value; rest.n > 0;) {
      move_want(m, str_take(&rest, ' '), STR(""));
    }
    return p->dropping;
  }
  const struct markup_attr *href = markup_attr(tag, STR("href"));
  bool is_sheet = str_eq(tag->name, STR("link")) && href != NULL &&
                  markup_has_word(markup_attr(tag, STR("rel")), STR("stylesheet"));
  return is_sheet && move_want(m, href->value, STR(""));
}

/* Whether this is part of a list of pages that are not here, or its end. */
static bool leave_out(const struct mover *m, struct part_place *p, const struct markup_tag *tag) {
  bool is_nav = m->book->alone && str_eq(tag->name, STR("nav"));
  bool inside = p->navs > 0;
  p->navs += is_nav && !tag->closing;
  p->navs -= is_nav && tag->closing && inside;
  return inside;
}

/* --- a page ------------------------------------------------------------------ */

static void part_begin(struct mover *m, const struct part_place *p, const struct markup_tag *tag) {
  move_put(m, STR("<div class=\"page"));
  move_put(m, p->kind.n > 0 ? STR(" ") : STR(""));
  move_put(m, p->kind);
  move_put(m, STR("\" id=\""));
  move_put(m, m->name);
  move_put(m, STR("\" data-title=\""));
  move_put(m, p->title);
  move_put(m, STR("\">\n"));
  bool opens = str_eq(m->path, m->book->site->outputs[m->book->first].path);
  move_tag(m, tag);
  if (!opens) {
    /* Only one <main> may be in sight; which page is, is for the style sheet to say. */
    m->pieces[m->piece_count - 1].n--;
    move_put(m, STR(" hidden>"));
  }
}

static void part_tag(struct mover *m, struct part_place *p, str before,
                     const struct markup_tag *tag) {
  bool is_main = str_eq(tag->name, STR("main"));
  if (leave_out(m, p, tag)) {
    return;
  }
  if (p->in_main) {
    move_put(m, before);
  } else if (tag->closing && str_eq(tag->name, STR("title"))) {
    p->title = before;
  } else if (!tag->closing && str_eq(tag->name, STR("body"))) {
    const struct markup_attr *kind = markup_attr(tag, STR("class"));
    p->kind = kind == NULL ? STR("") : kind->value;
  }
  if (take_want(m, p, tag)) {
    return;
  }
  if (is_main && !tag->closing && !p->had_main) {
    p->in_main = true;
    p->had_main = true;
    part_begin(m, p, tag);
  } else if (is_main && tag->closing && p->in_main) {
    p->in_main = false;
    move_put(m, STR("</main>\n</div>\n"));
  } else if (p->in_main && p->navs == 0) {
    move_tag(m, tag);
  }
}

struct bundle_part bundle_part(const struct bundle_book *book, int32_t output, str page,
                               const struct bundle_source *from, arena *perm) {
  str path = book->site->outputs[output].path;
  struct mover m = {
      .book = book, .from = from, .path = path, .name = bundle_name(path), .perm = perm};
  struct part_place p = {.had_main = false};
  struct markup markup = {.html = page};
  struct markup_tag *tag = NEW(perm, struct markup_tag, 1);
  str before;
  while (markup_next(&markup, &before, tag)) {
    part_tag(&m, &p, before, tag);
  }
  return (struct bundle_part){.html = move_join(m.pieces, m.piece_count, perm),
                              .wants = move_join(m.wants, m.want_count, perm)};
}

/* --- the frame --------------------------------------------------------------- */

static str main_id(str page, struct markup_tag *tag) {
  struct markup markup = {.html = page};
  str before;
  while (markup_next(&markup, &before, tag)) {
    const struct markup_attr *id = markup_attr(tag, STR("id"));
    if (str_eq(tag->name, STR("main"))) {
      return id == NULL ? STR("") : id->value;
    }
  }
  return STR("");
}

/* What a document may leave out: </head>, <body>, </body>. */
struct frame {
  struct mover *m;
  const struct bundle_head *head;
  bool has_policy, has_styles, has_scripts;
};

static void put_policy(struct frame *f) {
  if (!f->has_policy) {
    f->has_policy = true;
    move_put(f->m, STR("<meta http-equiv=\"Content-Security-Policy\" content=\""));
    move_put(f->m, f->head->policy);
    move_put(f->m, STR("\">\n"));
  }
}

static void put_styles(struct frame *f) {
  put_policy(f);
  move_put(f->m, f->has_styles ? STR("") : f->head->styles);
  f->has_styles = true;
}

static void put_scripts(struct frame *f) {
  move_put(f->m, f->has_scripts ? STR("") : f->head->scripts);
  f->has_scripts = true;
}

/* Of the links in the head only that to the icon is one of the document itself. */
static bool is_link_of_page(const struct markup_tag *tag) {
  return str_eq(tag->name, STR("link")) &&
         !markup_has_word(markup_attr(tag, STR("rel")), STR("icon"));
}

static bool is_policy(const struct markup_tag *tag) {
  return str_eq(tag->name, STR("meta")) &&
         markup_has_word(markup_attr(tag, STR("http-equiv")), STR("Content-Security-Policy"));
}

static void frame_tag(struct frame *f, const struct markup_tag *tag) {
  bool is_body = str_eq(tag->name, STR("body"));
  if (is_policy(tag) || is_link_of_page(tag)) {
    return;
  }
  if ((tag->closing && str_eq(tag->name, STR("head"))) || (!tag->closing && is_body)) {
    put_styles(f);
  } else if (tag->closing && (is_body || str_eq(tag->name, STR("html")))) {
    put_scripts(f);
  }
  if (!tag->closing && is_body) {
    move_put(f->m, STR("<body class=\"bundle\">"));
  } else {
    move_tag(f->m, tag);
  }
  if (str_eq(tag->name, STR("meta")) && markup_attr(tag, STR("charset")) != NULL) {
    move_put(f->m, STR("\n"));
    put_policy(f); /* before all that it rules */
  }
}

struct bundle_frame bundle_frame(const struct bundle_book *book, str page,
                                 const struct bundle_head *head, const struct bundle_source *from,
                                 arena *perm) {
  struct markup_tag *tag = NEW(perm, struct markup_tag, 1);
  struct mover m = {.book = book,
                    .from = from,
                    .path = book->site->outputs[book->first].path,
                    .main_id = main_id(page, tag),
                    .perm = perm};
  struct part_place p = {.had_main = false};
  struct frame f = {.m = &m, .head = head};
  struct markup markup = {.html = page};
  ptrdiff_t split = 0; /* pieces before the pages */
  str before;
  while (markup_next(&markup, &before, tag)) {
    bool is_main = str_eq(tag->name, STR("main"));
    if (is_main && !tag->closing) {
      move_put(&m, before);
      put_styles(&f);
      move_put(&m, STR("<div class=\"pages\" id=\"All\">\n"));
      split = m.piece_count;
      p.in_main = true;
    } else if (is_main) {
      move_put(&m, head->copy);
      move_put(&m, STR("</div>"));
      p.in_main = false;
    } else if (!p.in_main && !leave_out(&m, &p, tag)) {
      move_put(&m, before);
      if (p.navs == 0 && !take_want(&m, &p, tag)) {
        frame_tag(&f, tag);
      }
    }
  }
  move_put(&m, before);
  put_scripts(&f);
  return (struct bundle_frame){
      .before = move_join(m.pieces, split, perm),
      .after = move_join(m.pieces + split, m.piece_count - split, perm),
  };
}
