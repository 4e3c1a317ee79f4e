/*
 * Templates from anywhere: compiling comes to an end and says where each fault
 * is; what compiles renders within its bounds, and its output holds every text
 * escaped, in text or in a quoted attribute. The input holds up to four files,
 * parted by NUL bytes: the page's template and the partials p, q and r.
 */
#include <stdlib.h>

#include "render/tmpl.h"
#include "render/tmpl_html.h"

/* Larger inputs show nothing new. */
enum { FUZZ_BYTES_MAX = 16 << 10, FUZZ_OUTPUT_MAX = 1 << 20, FUZZ_ARENA = 64 << 20 };

static char fuzz_memory[FUZZ_ARENA];
static char fuzz_scratch[FUZZ_ARENA];

_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  abort();
}

static void hold(bool truth) {
  if (!truth) {
    abort();
  }
}

struct leaf {
  str text;
};
struct node {
  str text;
  bool flag;
  tmpl_list items;
  tmpl_list words;
  const struct node *parent;
};
struct page {
  str title;
  str none;
  tmpl_html body;
  bool yes;
  bool no;
  tmpl_list items;
  const struct node *node;
  const struct node *nothing;
};

#define FIELD(of, name, kind, type) \
  { STR_INIT(#name), kind, offsetof(struct of, name), type }

static const struct tmpl_field leaf_fields[] = {{STR_INIT("."), TMPL_TEXT, 0, NULL}};
static const struct tmpl_type leaf_type = {STR_INIT("leaf"), sizeof(struct leaf), leaf_fields, 1};

static const struct tmpl_type node_type;
static const struct tmpl_field node_fields[] = {
    FIELD(node, text, TMPL_TEXT, NULL),           FIELD(node, flag, TMPL_FLAG, NULL),
    FIELD(node, items, TMPL_LIST, &node_type),    FIELD(node, words, TMPL_LIST, &leaf_type),
    FIELD(node, parent, TMPL_OBJECT, &node_type), /* round in circles, which no view does */
};
static const struct tmpl_type node_type = {STR_INIT("node"), sizeof(struct node), node_fields, 5};

static const struct tmpl_field page_fields[] = {
    FIELD(page, title, TMPL_TEXT, NULL),        FIELD(page, none, TMPL_TEXT, NULL),
    FIELD(page, body, TMPL_HTML, NULL),         FIELD(page, yes, TMPL_FLAG, NULL),
    FIELD(page, no, TMPL_FLAG, NULL),           FIELD(page, items, TMPL_LIST, &node_type),
    FIELD(page, node, TMPL_OBJECT, &node_type), FIELD(page, nothing, TMPL_OBJECT, &node_type),
};
static const struct tmpl_type page_type = {STR_INIT("page"), sizeof(struct page), page_fields, 8};

/* \x02 and \x03 stand around each text; nothing else may write them. */
static const struct leaf words[] = {{STR_INIT("\x02<w>\x03")}, {STR_INIT("")}};
static const struct node root;
static const struct node leaves[] = {
    {.text = STR_INIT("\x02\"\x03"), .flag = true, .words = {words, 2}, .parent = &root},
    {.text = STR_INIT("\x02'\x03"), .parent = &root},
};
static const struct node root = {
    .text = STR_INIT("\x02>\x03"), .items = {leaves, 2}, .words = {words, 2}, .parent = &leaves[0]};
static const struct page page = {
    .title = STR_INIT("\x02</title><script>\"'\x03"),
    .body = {STR_INIT("<p>")},
    .yes = true,
    .items = {leaves, 2},
    .node = &root,
};

static void spans_hold(const struct diags *ds, const struct tmpl_file *files, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < ds->count; i++) {
    span at = ds->items[i].at;
    hold(at.file >= 0 && at.file < count);
    hold(at.beg >= 0 && at.beg <= at.end && at.end <= files[at.file].text.n);
  }
}

/* Whichever sections were rendered, each text stands where the compiler meant it to. */
static void output_holds(str out, bool is_whole) {
  struct html_state html = {.where = HTML_TEXT};
  bool in_text = false;
  for (ptrdiff_t i = 0; i < out.n; i++) {
    char c = out.s[i];
    hold(!in_text || (c != '<' && c != '>' && c != '"' && c != '\''));
    hold(c != '\x02' || html_state_takes_text(&html));
    bool was_text = in_text;
    in_text = c == '\x02' || (in_text && c != '\x03');
    if (!in_text && !was_text) {
      html_state_step(&html, c);
    }
  }
  hold(!is_whole || html.where == HTML_TEXT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  str rest = {(const char *)data, (ptrdiff_t)size};
  if (size > FUZZ_BYTES_MAX || str_find(rest, '\x02') >= 0) {
    return 0;
  }
  arena perm = {fuzz_memory, fuzz_memory + sizeof fuzz_memory};
  arena scratch = {fuzz_scratch, fuzz_scratch + sizeof fuzz_scratch};
  static const str names[] = {STR_INIT("main"), STR_INIT("p"), STR_INIT("q"), STR_INIT("r")};
  enum { FILES = sizeof names / sizeof *names };
  struct tmpl_file items[FILES];
  for (int32_t i = 0; i < FILES; i++) {
    str text = rest;
    rest = STR("");
    str_cut(text, '\0', &text, &rest);
    items[i] = (struct tmpl_file){names[i], text, i};
  }
  struct diags ds;
  diags_init(&ds, &perm);
  struct tmpl_files files = {.items = items, .count = FILES};
  const struct tmpl *t = tmpl_compile(&files, STR("main"), &page_type, &ds, &perm, scratch);
  hold((t != NULL) == (ds.count == 0));
  spans_hold(&ds, items, FILES);
  if (t) {
    buf out = buf_new(&scratch, FUZZ_OUTPUT_MAX);
    tmpl_render(t, &page, &out);
    output_holds(buf_text(&out), !out.full);
  }
  return 0;
}
