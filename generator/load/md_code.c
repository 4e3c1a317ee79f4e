#include "load/md_code.h"

#include "load/md_fence.h"
#include "load/md_twin.h"

struct writer {
  struct html *html;
  str code;
  struct tokens tokens;
  ptrdiff_t token; /* the first that does not end before what is written */
};

static const str class_names[TOKEN_CLASSES] = {
    [TOKEN_KEYWORD] = STR_INIT("k"), [TOKEN_STRING] = STR_INIT("s"),
    [TOKEN_COMMENT] = STR_INIT("c"), [TOKEN_NUMBER] = STR_INIT("n"),
    [TOKEN_NAME] = STR_INIT("f"),    [TOKEN_META] = STR_INIT("m"),
};

static ptrdiff_t at_most(ptrdiff_t a, ptrdiff_t b) {
  return a < b ? a : b;
}

/* Writes the code from `beg` to `end` with the parts of tokens that lie in it. */
static void write_part(struct writer *w, ptrdiff_t beg, ptrdiff_t end) {
  while (beg < end) {
    const struct token *t = w->token < w->tokens.count ? &w->tokens.items[w->token] : NULL;
    if (t == NULL || t->beg >= end) {
      html_text(w->html, str_sub(w->code, beg, end));
      return;
    }
    if (t->beg > beg) {
      html_text(w->html, str_sub(w->code, beg, t->beg));
      beg = t->beg;
    }
    ptrdiff_t stop = at_most(t->end, end);
    html_open(w->html, STR("i"));
    html_attr(w->html, STR("class"), class_names[t->class]);
    html_text(w->html, str_sub(w->code, beg, stop));
    html_close(w->html, STR("i"));
    w->token += stop == t->end;
    beg = stop;
  }
}

/* The element of a line that was added or removed, or empty. */
static str change_of(const struct md_fence *f, str line) {
  bool head = f->language != NULL && language_is_diff(f->language) && diff_is_head(line);
  if (!f->diff || head || line.n == 0) {
    return STR("");
  }
  return line.s[0] == '+' ? STR("ins") : line.s[0] == '-' ? STR("del") : STR("");
}

static void write_line(struct writer *w, const struct md_fence *f, ptrdiff_t number, ptrdiff_t beg,
                       ptrdiff_t end) {
  struct html *h = w->html;
  str change = change_of(f, str_sub(w->code, beg, end));
  bool marked = f->marked != NULL && number < f->lines && f->marked[number];
  if (change.n > 0) {
    html_open(h, change);
  }
  if (marked) {
    html_open(h, STR("mark"));
  }
  if (f->numbered) {
    html_element(h, STR("i"), STR(""));
  }
  write_part(w, beg, end);
  if (marked) {
    html_close(h, STR("mark"));
  }
  if (change.n > 0) {
    html_close(h, change);
  }
}

static void write_lines(struct writer *w, const struct md_fence *f) {
  ptrdiff_t number = 0;
  for (ptrdiff_t at = 0; at < w->code.n; number++) {
    ptrdiff_t end = at;
    while (end < w->code.n && w->code.s[end] != '\n') {
      end++;
    }
    end += end < w->code.n;
    write_line(w, f, number, at, end);
    at = end;
  }
}

/* The code with blanks for the signs of added and removed lines, which are no part of it. */
static str without_signs(struct md *md, str code) {
  char *copy = NEW(md->work, char, code.n + 1);
  char before = '\n';
  for (ptrdiff_t i = 0; i < code.n; i++) {
    char c = code.s[i];
    copy[i] = (char)(before == '\n' && (c == '+' || c == '-') ? ' ' : c);
    before = c;
  }
  return (str){copy, code.n};
}

static void find_tokens(struct md *md, struct writer *w, const struct md_fence *f) {
  w->tokens.work = md->work;
  if (f->language != NULL) {
    bool signs = f->diff && !language_is_diff(f->language);
    highlight(f->language, signs ? without_signs(md, w->code) : w->code, &w->tokens);
  }
}

static void open_code(struct md *md, const struct md_fence *f) {
  struct html *h = &md->html;
  if (f->title.n > 0) {
    html_open(h, STR("figure"));
    html_attr(h, STR("class"), STR("code"));
    html_element(h, STR("figcaption"), f->title);
  }
  html_open(h, STR("pre"));
  if (f->numbered) {
    html_attr(h, STR("class"), STR("lines"));
  }
  html_attr(h, STR("tabindex"), STR("0")); /* long lines scroll: the keyboard has to get there */
  html_open(h, STR("code"));
  if (f->name.n > 0) {
    html_attr(h, STR("class"), arena_join(md->work, STR("language-"), f->name));
  }
}

void md_code_write(struct md *md, cmark_node *node) {
  struct html *h = &md->html;
  struct md_fence fence = md_fence_read(md, node);
  struct writer w = {.html = h, .code = md_literal(node)};
  find_tokens(md, &w, &fence);
  md_twin_code(md, node);
  md_end_line(md);
  open_code(md, &fence);
  if (fence.numbered || fence.diff || fence.marked != NULL) {
    write_lines(&w, &fence);
  } else {
    write_part(&w, 0, w.code.n);
  }
  html_flush(h);
  html_close(h, STR("code"));
  html_close(h, STR("pre"));
  if (fence.title.n > 0) {
    html_close(h, STR("figure"));
  }
  html_text(h, STR("\n"));
}
