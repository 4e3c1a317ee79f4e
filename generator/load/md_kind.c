#include "load/md_kind.h"

#include "load/md_alert.h"
#include "load/md_container.h"
#include "load/md_data.h"
#include "load/md_term.h"
#include "load/md_twin.h"

/* --- parts that several kinds share --- */

static void open_element(struct md *md, str tag, str class) {
  html_open(&md->html, tag);
  html_attr(&md->html, STR("class"), class);
}

static void close_element(struct md *md, str tag) {
  html_close(&md->html, tag);
  html_text(&md->html, STR("\n"));
}

static void label_titled(struct md *md, const struct md_mark *mark) {
  (void)mark;
  close_element(md, STR("p"));
}

static void div_close(struct md *md, const struct md_mark *mark) {
  (void)mark;
  close_element(md, STR("div"));
}

/* --- the kinds --- */

static void details_open(struct md *md, const struct md_mark *mark) {
  html_open(&md->html, STR("details"));
  html_open(&md->html, STR("summary"));
  if (mark->rest.n == 0) {
    md_word_write(md, WORD_DETAILS);
    close_element(md, STR("summary"));
  }
}

static void details_titled(struct md *md, const struct md_mark *mark) {
  (void)mark;
  close_element(md, STR("summary"));
}

static void details_close(struct md *md, const struct md_mark *mark) {
  (void)mark;
  close_element(md, STR("details"));
}

static void tabs_open(struct md *md, const struct md_mark *mark) {
  struct md_word group;
  open_element(md, STR("div"), STR("tabs"));
  if (md_kind_word(mark, STR("group"), &group)) {
    html_attr(&md->html, STR("data-group"), group.value);
  }
  html_text(&md->html, STR("\n"));
}

static void open_part(struct md *md, str tag, const struct md_mark *mark) {
  html_open(&md->html, tag);
  if (mark->rest.n > 0) {
    open_element(md, STR("p"), STR("label"));
  } else {
    html_text(&md->html, STR("\n"));
  }
}

static void tab_open(struct md *md, const struct md_mark *mark) {
  open_part(md, STR("div"), mark);
}

static void steps_open(struct md *md, const struct md_mark *mark) {
  (void)mark;
  open_element(md, STR("div"), STR("steps"));
  html_text(&md->html, STR("\n"));
}

static void cards_open(struct md *md, const struct md_mark *mark) {
  (void)mark;
  open_element(md, STR("ul"), STR("cards"));
  html_text(&md->html, STR("\n"));
}

static void cards_close(struct md *md, const struct md_mark *mark) {
  (void)mark;
  close_element(md, STR("ul"));
}

static void card_open(struct md *md, const struct md_mark *mark) {
  open_part(md, STR("li"), mark);
}

static void card_close(struct md *md, const struct md_mark *mark) {
  (void)mark;
  close_element(md, STR("li"));
}

/* Each column is an element; a rule begins the next: md_column_write. */
static void columns_open(struct md *md, const struct md_mark *mark) {
  (void)mark;
  open_element(md, STR("div"), STR("columns"));
  html_open(&md->html, STR("div"));
  html_text(&md->html, STR("\n"));
}

static void columns_close(struct md *md, const struct md_mark *mark) {
  (void)mark;
  html_close(&md->html, STR("div"));
  close_element(md, STR("div"));
}

/* A card: what it says is known when all of the site is. */
static void open_tool(struct md *md, const struct md_mark *mark, str folder) {
  struct md_word name;
  if (!md_kind_name(mark, &name)) {
    return;
  }
  str path = arena_join(md->work, folder, arena_join(md->work, name.value, STR(".yaml")));
  struct md_ref ref = {.kind = REF_TOOL, .target = path, .text = name.value, .at = name.at};
  html_flush(&md->html);
  (void)md_hole_add(md, HOLE_TOOL, 0, ref);
}

static void decision_open(struct md *md, const struct md_mark *mark) {
  open_tool(md, mark, STR("decisions/"));
}

static void calculator_open(struct md *md, const struct md_mark *mark) {
  open_tool(md, mark, STR("costs/"));
}

static void glossary_open(struct md *md, const struct md_mark *mark) {
  if (md->term.listed) {
    struct diag *d = diag_add(md->diags, D_MD_CONTAINER_PLACE, mark->whole, mark->name);
    diag_detail(md->diags, d, STR("the page has the glossary already"));
  } else if (md->files.in->terms == NULL) {
    struct diag *d = diag_add(md->diags, D_MD_CONTAINER_EMPTY, mark->whole, mark->name);
    diag_hint(md->diags, d, STR("List the terms in content/glossary.yaml."));
  } else {
    md->term.listed = true;
    md_terms_write(md, mark->whole);
    md_twin_glossary(md, mark);
  }
}

/* Only where the part could not be put in place of the line: see md_include.h. */
static void include_open(struct md *md, const struct md_mark *mark) {
  (void)md;
  (void)mark;
}

/* What has to have parts, and has none. */
static void check_parts(struct md *md, const struct md_mark *mark) {
  if (mark->parts == 0 && !mark->seen) {
    struct diag *d = diag_add(md->diags, D_MD_CONTAINER_EMPTY, mark->whole, mark->name);
    str hint = mark->kind->columns ? STR("Write a line `---` where the next column begins.")
               : mark->kind->list  ? STR("Put a numbered list in it.")
                                   : (str){NULL, 0};
    if (hint.n > 0) {
      diag_hint(md->diags, d, hint);
    }
  }
}

static const struct md_kind kinds[] = {
    {.name = STR_INIT("note"),
     .title = TITLE_MAY,
     .open = md_aside_open,
     .titled = md_aside_titled,
     .close = md_aside_close},
    {.name = STR_INIT("tip"),
     .title = TITLE_MAY,
     .open = md_aside_open,
     .titled = md_aside_titled,
     .close = md_aside_close},
    {.name = STR_INIT("warning"),
     .title = TITLE_MAY,
     .open = md_aside_open,
     .titled = md_aside_titled,
     .close = md_aside_close},
    {.name = STR_INIT("danger"),
     .title = TITLE_MAY,
     .open = md_aside_open,
     .titled = md_aside_titled,
     .close = md_aside_close},
    {.name = STR_INIT("details"),
     .title = TITLE_MAY,
     .open = details_open,
     .titled = details_titled,
     .close = details_close},
    {.name = STR_INIT("tabs"),
     .holds = STR_INIT("tab"),
     .words = STR_INIT("group="),
     .check = check_parts,
     .open = tabs_open,
     .close = div_close},
    {.name = STR_INIT("tab"),
     .title = TITLE_MUST,
     .within = STR_INIT("tabs"),
     .open = tab_open,
     .titled = label_titled,
     .close = div_close},
    {.name = STR_INIT("steps"),
     .list = true,
     .check = check_parts,
     .open = steps_open,
     .close = div_close},
    {.name = STR_INIT("cards"),
     .holds = STR_INIT("card"),
     .check = check_parts,
     .open = cards_open,
     .close = cards_close},
    {.name = STR_INIT("card"),
     .title = TITLE_MAY,
     .within = STR_INIT("cards"),
     .open = card_open,
     .titled = label_titled,
     .close = card_close},
    {.name = STR_INIT("columns"),
     .columns = true,
     .check = check_parts,
     .open = columns_open,
     .close = columns_close},
    {.name = STR_INIT("decision"), .form = FORM_ALONE, .names = 1, .open = decision_open},
    {.name = STR_INIT("calculator"), .form = FORM_ALONE, .names = 1, .open = calculator_open},
    {.name = STR_INIT("table"),
     .form = FORM_EITHER,
     .words = STR_INIT("file= sortable caption="),
     .is_alone = md_data_is_alone,
     .open = md_data_open,
     .close = md_data_close},
    {.name = STR_INIT("glossary"), .form = FORM_ALONE, .open = glossary_open},
    {.name = STR_INIT("include"), .form = FORM_ALONE, .names = 1, .open = include_open},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const struct md_kind *md_kind_named(str name) {
  for (int i = 0; i < KINDS; i++) {
    if (str_eq(kinds[i].name, name)) {
      return &kinds[i];
    }
  }
  return NULL;
}

/* Names that other generators have for the same. */
static const struct {
  str other;
  str ours;
} synonyms[] = {
    {STR_INIT("info"), STR_INIT("note")},         {STR_INIT("important"), STR_INIT("note")},
    {STR_INIT("hint"), STR_INIT("tip")},          {STR_INIT("success"), STR_INIT("tip")},
    {STR_INIT("caution"), STR_INIT("danger")},    {STR_INIT("error"), STR_INIT("danger")},
    {STR_INIT("attention"), STR_INIT("warning")}, {STR_INIT("code-group"), STR_INIT("tabs")},
    {STR_INIT("tab-set"), STR_INIT("tabs")},      {STR_INIT("tab-item"), STR_INIT("tab")},
    {STR_INIT("grid"), STR_INIT("cards")},        {STR_INIT("dropdown"), STR_INIT("details")},
    {STR_INIT("collapse"), STR_INIT("details")},  {STR_INIT("spoiler"), STR_INIT("details")},
};

static str lower(struct md *md, str name) {
  buf b = buf_new(md->work, name.n + 1);
  for (ptrdiff_t i = 0; i < name.n; i++) {
    buf_byte(&b, byte_lower(name.s[i]));
  }
  return buf_text(&b);
}

void md_kind_suggest(struct md *md, struct diag *d, str name) {
  str names[KINDS];
  buf list = buf_new(md->work, 400);
  buf_str(&list, STR("Containers are "));
  for (int i = 0; i < KINDS; i++) {
    names[i] = kinds[i].name;
    buf_str(&list, i == 0 ? STR("") : i + 1 < KINDS ? STR(", ") : STR(" and "));
    buf_str(&list, kinds[i].name);
  }
  buf_byte(&list, '.');
  str word = lower(md, name);
  for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++) {
    word = str_eq(word, synonyms[i].other) ? synonyms[i].ours : word;
  }
  if (!diag_suggest(md->diags, d, word, names, KINDS)) {
    diag_hint(md->diags, d, buf_text(&list));
  }
}

/* --- words in the place of a title --- */

/* Whether `words` lists this one: "key=" for key=value, "word" for a word. */
static bool is_listed(str words, const struct md_word *word) {
  while (words.n > 0) {
    str next = str_take(&words, ' ');
    bool pair = str_ends(next, STR("="));
    str name = pair ? str_sub(next, 0, next.n - 1) : next;
    if (str_eq(name, pair ? word->key : word->text)) {
      return true;
    }
  }
  return false;
}

bool md_kind_word(const struct md_mark *mark, str key, struct md_word *ret_word) {
  str rest = mark->rest;
  int32_t beg = mark->title.beg;
  while (md_word_next(&rest, &beg, ret_word)) {
    if (str_eq(ret_word->key.n > 0 ? ret_word->key : ret_word->text, key)) {
      return true;
    }
  }
  return false;
}

bool md_kind_name(const struct md_mark *mark, struct md_word *ret_word) {
  str rest = mark->rest;
  int32_t beg = mark->title.beg;
  while (md_word_next(&rest, &beg, ret_word)) {
    if (ret_word->key.n == 0 && !is_listed(mark->kind->words, ret_word)) {
      return true;
    }
  }
  return false;
}

enum { WORDS_MAX = 8 }; /* that a kind lists */

static void suggest_word(struct md *md, struct diag *d, const struct md_mark *mark,
                         const struct md_word *word) {
  str names[WORDS_MAX];
  ptrdiff_t count = 0;
  str words = mark->kind->words;
  while (words.n > 0 && count < WORDS_MAX) {
    names[count++] = str_take(&words, ' ');
  }
  str meant = word->key.n > 0 ? arena_join(md->work, word->key, STR("=")) : word->text;
  if (!diag_suggest(md->diags, d, meant, names, count) && count > 0) {
    str list = arena_join(md->work, STR("Here may stand: "), mark->kind->words);
    diag_hint(md->diags, d, arena_join(md->work, list, STR(".")));
  }
}

void md_kind_check_words(struct md *md, const struct md_mark *mark) {
  str rest = mark->rest;
  int32_t beg = mark->title.beg;
  int32_t names = 0;
  struct md_word word;
  while (md_word_next(&rest, &beg, &word)) {
    if (is_listed(mark->kind->words, &word)) {
      continue;
    }
    if (word.key.n > 0 || ++names > mark->kind->names) {
      struct diag *d = diag_add(md->diags, D_MD_CONTAINER_WORD, word.at, word.text);
      suggest_word(md, d, mark, &word);
    }
  }
  if (names < mark->kind->names) {
    struct diag *d = diag_add(md->diags, D_MD_CONTAINER_TITLE, mark->whole, mark->name);
    diag_hint(md->diags, d, STR("Write the name of its file behind it, without the ending."));
  }
}
