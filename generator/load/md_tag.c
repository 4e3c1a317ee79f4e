#include "load/md_tag.h"

#include "core/utf8.h"
#include "load/md_twin.h"

enum {
  TAGS_OPEN_MAX = 16, /* tags open at once in a block; people use two */
  SUBJECT_MAX = 40    /* bytes of raw HTML that a diagnostic quotes */
};

static const str paired[] = {STR_INIT("kbd"), STR_INIT("sub"), STR_INIT("sup"), STR_INIT("mark"),
                             STR_INIT("abbr")};

static bool known_name(str word, str *ret_name) {
  for (size_t i = 0; i < sizeof paired / sizeof *paired; i++) {
    if (md_is_word(word, paired[i])) {
      *ret_name = paired[i];
      return true;
    }
  }
  return false;
}

/* The references that people write in attributes; anything else stays as it is. */
static const struct {
  str name;
  char byte;
} entities[] = {
    {STR_INIT("&amp;"), '&'},   {STR_INIT("&lt;"), '<'},    {STR_INIT("&gt;"), '>'},
    {STR_INIT("&quot;"), '"'},  {STR_INIT("&apos;"), '\''}, {STR_INIT("&#39;"), '\''},
    {STR_INIT("&#x27;"), '\''}, {STR_INIT("&#34;"), '"'},   {STR_INIT("&#x22;"), '"'},
};

static str unescape(str value, arena *perm) {
  buf out = buf_new(perm, value.n + 1);
  for (ptrdiff_t at = 0; at < value.n;) {
    str rest = str_sub(value, at, value.n);
    size_t i = 0;
    while (i < sizeof entities / sizeof *entities && !str_starts(rest, entities[i].name)) {
      i++;
    }
    bool known = rest.s[0] == '&' && i < sizeof entities / sizeof *entities;
    buf_byte(&out, known ? entities[i].byte : rest.s[0]);
    at += known ? entities[i].name.n : 1;
  }
  return buf_text(&out);
}

/* `title="..."` and nothing else. */
static bool read_title(str attributes, str *ret_title) {
  str s = str_trim(attributes);
  str name;
  str value;
  if (!str_cut(s, '=', &name, &value) || !md_is_word(str_trim(name), STR("title"))) {
    return false;
  }
  value = str_trim(value);
  char quote = value.n > 0 ? value.s[0] : '\0';
  bool quoted = value.n >= 2 && (quote == '"' || quote == '\'') &&
                str_find(str_sub(value, 1, value.n), quote) == value.n - 2;
  *ret_title = str_sub(value, 1, value.n - 1);
  return quoted;
}

struct md_tag md_tag_read(str literal, arena *perm) {
  struct md_tag tag = {.form = TAG_OTHER};
  if (str_starts(literal, STR("<!--"))) {
    tag.form = TAG_COMMENT;
    return tag;
  }
  if (literal.n < 3 || literal.s[0] != '<' || literal.s[literal.n - 1] != '>') {
    return tag;
  }
  bool closes = literal.s[1] == '/';
  str inner = str_sub(literal, closes ? 2 : 1, literal.n - 1);
  ptrdiff_t end = 0;
  while (end < inner.n && byte_is_alpha(inner.s[end])) {
    end++;
  }
  str word = str_sub(inner, 0, end);
  str rest = str_trim(str_sub(inner, end, inner.n));
  if (md_is_word(word, STR("br")) && !closes && (rest.n == 0 || str_eq(rest, STR("/")))) {
    tag.form = TAG_BREAK;
    return tag;
  }
  str title = {NULL, 0};
  bool plain = known_name(word, &tag.name) && rest.n == 0;
  bool abbr = md_is_word(word, STR("abbr")) && !closes && read_title(rest, &title);
  if (!plain && !abbr) {
    return tag;
  }
  tag.title = unescape(title, perm);
  tag.form = closes ? TAG_CLOSES : TAG_OPENS;
  return tag;
}

/* --- which tags of a block pass --- */

struct open_tag {
  struct md_tag *tag;
  cmark_node *parent;
};

struct open_tags {
  struct open_tag items[TAGS_OPEN_MAX];
  int count;
};

/* Pairs an end tag with the last start tag of its name in the same element. */
static void pair(struct open_tags *open, struct md_tag *closing, cmark_node *parent) {
  for (int i = open->count - 1; i >= 0 && open->items[i].parent == parent; i--) {
    if (str_eq(open->items[i].tag->name, closing->name)) {
      open->items[i].tag->passes = true;
      closing->passes = true;
      open->count = i;
      return;
    }
  }
}

static void judge(struct md *md, cmark_node *node, struct open_tags *open) {
  cmark_node *parent = cmark_node_parent(node);
  struct md_tag *tag = NEW(md->work, struct md_tag, 1);
  *tag = md_tag_read(md_literal(node), md->work);
  (void)cmark_node_set_user_data(node, tag);
  if (tag->form == TAG_OPENS && open->count < TAGS_OPEN_MAX) {
    open->items[open->count++] = (struct open_tag){tag, parent};
  } else if (tag->form == TAG_CLOSES) {
    pair(open, tag, parent);
  }
}

/* Judges all inline HTML of the block that the walk is in. */
static void judge_block(struct md *md) {
  struct open_tags open = {.count = 0};
  cmark_iter *iter = cmark_iter_new(md->block);
  for (cmark_event_type e = cmark_iter_next(iter); e != CMARK_EVENT_DONE;
       e = cmark_iter_next(iter)) {
    cmark_node *node = cmark_iter_get_node(iter);
    if (cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE) {
      judge(md, node, &open);
    } else if (e == CMARK_EVENT_EXIT) {
      while (open.count > 0 && open.items[open.count - 1].parent == node) {
        open.count--; /* what its element did not close stays open for good */
      }
    }
  }
}

static void complain(struct md *md, str html, span place) {
  ptrdiff_t line = str_find(html, '\n');
  str first = line < 0 ? html : str_sub(html, 0, line);
  (void)diag_add(md->diags, D_MD_HTML, place, utf8_cut(str_trim(first), SUBJECT_MAX));
}

static void write_known(struct md *md, const struct md_tag *tag) {
  struct html *h = &md->html;
  bool name = str_eq(tag->name, STR("kbd")) || str_eq(tag->name, STR("abbr"));
  if (tag->form == TAG_CLOSES) {
    md->term.inside -= name;
    html_close(h, tag->name);
    return;
  }
  md->term.inside += name && tag->form == TAG_OPENS;
  html_open(h, tag->form == TAG_BREAK ? STR("br") : tag->name);
  if (tag->title.n > 0) {
    html_attr(h, STR("title"), tag->title);
  }
  html_flush(h);
}

void md_tag_write(struct md *md, cmark_node *node) {
  if (!md->tags_known && md->block != NULL) {
    judge_block(md);
    md->tags_known = true;
  }
  str literal = md_literal(node);
  struct md_range range = md_pass_html(&md->place, literal);
  const struct md_tag *tag = cmark_node_get_user_data(node);
  if (tag != NULL && tag->form == TAG_COMMENT) {
    md_twin_cut(md, range, STR("<!--"));
    return;
  }
  if (tag != NULL && (tag->passes || tag->form == TAG_BREAK)) {
    write_known(md, tag);
    return;
  }
  complain(md, literal, md_span(&md->place, range));
  html_text(&md->html, literal);
}

/* --- blocks --- */

/* The rest of `html` behind the comments at its start; one without an end stays. */
static str skip_comments(str html) {
  str s = str_trim(html);
  while (str_starts(s, STR("<!--"))) {
    ptrdiff_t end = str_search(str_sub(s, 4, s.n), STR("-->"));
    if (end < 0) {
      return s;
    }
    s = str_trim(str_sub(s, 4 + end + 3, s.n));
  }
  return s;
}

bool md_is_comment(cmark_node *html_block) {
  return skip_comments(md_literal(html_block)).n == 0;
}

void md_html_block_write(struct md *md, cmark_node *node) {
  struct html *h = &md->html;
  str html = skip_comments(md_literal(node));
  if (html.n == 0) {
    md_twin_drop(md, node);
    return;
  }
  int32_t beg;
  str line = md_line(&md->scan, cmark_node_get_start_line(node), &beg);
  int32_t column = cmark_node_get_start_column(node);
  int32_t from = column > 0 && column <= line.n ? column - 1 : 0;
  while (from < line.n && (line.s[from] == ' ' || line.s[from] == '\t')) {
    from++;
  }
  complain(md, html, (span){.beg = beg + from, .end = beg + (int32_t)line.n});
  md_end_line(md);
  html_open(h, STR("pre"));
  html_attr(h, STR("tabindex"), STR("0"));
  html_element(h, STR("code"), html);
  html_close(h, STR("pre"));
  html_text(h, STR("\n"));
}
