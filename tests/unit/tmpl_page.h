/*
 * What the tests of templates share: the type of a page with a field of each
 * kind, and a run that compiles the file "main" against it.
 */
#ifndef FINGERPOST_TESTS_TMPL_PAGE_H
#define FINGERPOST_TESTS_TMPL_PAGE_H

#include "render/tmpl.h"
#include "unit.h"

/* A type with one field of each kind, a tree, and texts alone. */
struct word {
  str text;
};
struct node {
  str label;
  str url;
  bool current;
  tmpl_list items;
};
struct author {
  str name;
  const struct author *editor;
};
struct page {
  str title;
  str empty;
  tmpl_html body;
  tmpl_html blank;
  bool yes;
  bool no;
  tmpl_list nodes;
  tmpl_list none;
  tmpl_list words;
  const struct author *author;
  const struct author *nobody;
};

#define FIELD(of, name, kind, type) \
  { STR_INIT(#name), kind, offsetof(struct of, name), type }

static const struct tmpl_field word_fields[] = {{STR_INIT("."), TMPL_TEXT, 0, NULL}};
static const struct tmpl_type word_type = {STR_INIT("word"), sizeof(struct word), word_fields, 1};

static const struct tmpl_type node_type;
static const struct tmpl_field node_fields[] = {
    FIELD(node, label, TMPL_TEXT, NULL),
    FIELD(node, url, TMPL_TEXT, NULL),
    FIELD(node, current, TMPL_FLAG, NULL),
    FIELD(node, items, TMPL_LIST, &node_type),
};
static const struct tmpl_type node_type = {STR_INIT("node"), sizeof(struct node), node_fields, 4};

static const struct tmpl_type author_type;
static const struct tmpl_field author_fields[] = {
    FIELD(author, name, TMPL_TEXT, NULL),
    FIELD(author, editor, TMPL_OBJECT, &author_type),
};
static const struct tmpl_type author_type = {STR_INIT("author"), sizeof(struct author),
                                             author_fields, 2};

static const struct tmpl_field page_fields[] = {
    FIELD(page, title, TMPL_TEXT, NULL),
    FIELD(page, empty, TMPL_TEXT, NULL),
    FIELD(page, body, TMPL_HTML, NULL),
    FIELD(page, blank, TMPL_HTML, NULL),
    FIELD(page, yes, TMPL_FLAG, NULL),
    FIELD(page, no, TMPL_FLAG, NULL),
    FIELD(page, nodes, TMPL_LIST, &node_type),
    FIELD(page, none, TMPL_LIST, &node_type),
    FIELD(page, words, TMPL_LIST, &word_type),
    FIELD(page, author, TMPL_OBJECT, &author_type),
    FIELD(page, nobody, TMPL_OBJECT, &author_type),
};
static const struct tmpl_type page_type = {STR_INIT("page"), sizeof(struct page), page_fields, 11};

enum { FILES_MAX = 20, OUTPUT_MAX = 1 << 16 };

struct run {
  arena perm;
  struct sources src;
  struct diags ds;
  struct tmpl_file items[FILES_MAX];
  ptrdiff_t count;
  const struct tmpl *compiled;
};

static inline void run_init(struct run *r) {
  *r = (struct run){.perm = unit_arena()};
  r->src.perm = &r->perm;
  diags_init(&r->ds, &r->perm);
}

static inline void file_add(struct run *r, str name, str text) {
  assert_true(r->count < FILES_MAX);
  r->items[r->count++] = (struct tmpl_file){name, text, sources_add(&r->src, name, text)};
}

static inline void compile_as(struct run *r, const struct tmpl_type *type) {
  arena scratch = {NEW(&r->perm, char, 8 << 20), NULL};
  scratch.end = scratch.at + (8 << 20);
  struct tmpl_files files = {.items = r->items, .count = r->count};
  r->compiled = tmpl_compile(&files, STR("main"), type, &r->ds, &r->perm, scratch);
  assert_true((r->compiled == NULL) == (r->ds.count > 0));
}

static inline void compile(struct run *r) {
  compile_as(r, &page_type);
}

#endif
