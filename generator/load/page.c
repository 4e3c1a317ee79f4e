#include "load/page.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include "core/mem.h"
#include "core/utf8.h"
#include "load/md_anchor.h"
#include "load/md_container.h"
#include "load/md_front.h"
#include "load/md_include.h"
#include "load/md_mem.h"
#include "load/md_note.h"
#include "load/md_record.h"
#include "load/md_twin.h"

/* --- opening records --- */

static bool is_within(struct page_slice s, uint32_t size) {
  return s.at <= size && s.n <= size - s.at;
}

static bool headings_are_good(const struct page_view *v) {
  uint32_t blob = v->head->blob;
  for (uint32_t i = 0; i < v->head->headings; i++) {
    const struct page_heading *h = &v->headings[i];
    bool leveled = h->level >= 1 && h->level <= 6;
    bool placed = h->beg <= h->end && h->part <= v->head->parts;
    if (!is_within(h->id, blob) || !is_within(h->text, blob) || !leveled || !placed) {
      return false;
    }
  }
  return true;
}

static bool refs_are_good(const struct page_view *v) {
  uint32_t blob = v->head->blob;
  for (uint32_t i = 0; i < v->head->refs; i++) {
    const struct page_ref *r = &v->refs[i];
    bool known = r->kind >= REF_LINK && r->kind <= REF_ENTRY;
    bool placed = r->beg <= r->end && r->part <= v->head->parts;
    if (!is_within(r->target, blob) || !is_within(r->text, blob) || !known || !placed) {
      return false;
    }
  }
  return true;
}

static bool diags_are_good(const struct page_view *v) {
  uint32_t blob = v->head->blob;
  for (uint32_t i = 0; i < v->head->diags; i++) {
    const struct page_diag *d = &v->diags[i];
    bool texts = is_within(d->subject, blob) && is_within(d->detail, blob) &&
                 is_within(d->hint, blob) && is_within(d->note_text, blob);
    bool spans = d->beg <= d->end && d->note_beg <= d->note_end && d->part <= v->head->parts &&
                 d->note_part <= v->head->parts;
    if (!texts || !spans || d->id >= DIAG_COUNT) {
      return false;
    }
  }
  return true;
}

static bool parts_are_good(const struct page_view *v) {
  for (uint32_t i = 0; i < v->head->parts; i++) {
    if (!is_within(v->parts[i], v->head->blob)) {
      return false;
    }
  }
  return true;
}

/* Nodes name only later ones, so that no walk over them can go round in circles. */
static bool nodes_are_good(const struct page_view *v) {
  for (uint32_t i = Y_ROOT; i < v->front.count; i++) {
    const struct ynode *n = &v->front.nodes[i];
    bool kind = n->kind >= Y_SCALAR && n->kind <= Y_MAP;
    bool text = is_within((struct page_slice){n->text, n->size}, (uint32_t)v->front.text.n);
    bool child = n->child == Y_NONE || (n->child > i && n->child < v->front.count);
    bool next = n->next == Y_NONE || (n->next > i && n->next < v->front.count);
    if (!kind || !text || !child || !next || n->beg > n->end) {
      return false;
    }
  }
  return true;
}

/* The next `count` objects of a record; NULL when it is not long enough. */
static const void *take(str record, uint64_t *at, size_t size, uint32_t count) {
  uint64_t bytes = (uint64_t)size * count;
  if (bytes > (uint64_t)record.n - *at) {
    return NULL;
  }
  const void *part = record.s + *at;
  *at += bytes;
  return part;
}

static bool head_is_good(const struct page_view *v, struct page_slice yaml) {
  return is_within(yaml, v->head->blob) && is_within(v->head->summary, v->head->blob) &&
         headings_are_good(v) && refs_are_good(v) && diags_are_good(v) && nodes_are_good(v) &&
         parts_are_good(v);
}

bool page_open(str record, struct page_view *ret_view) {
  uint64_t at = 0;
  const struct page_head *h = take(record, &at, sizeof *h, 1);
  if (h == NULL || h->version != PAGE_VERSION || h->size != (uint64_t)record.n) {
    return false;
  }
  struct page_view v = {.head = h};
  v.front.nodes = take(record, &at, sizeof *v.front.nodes, h->nodes);
  v.front.count = h->nodes;
  v.headings = take(record, &at, sizeof *v.headings, h->headings);
  v.refs = take(record, &at, sizeof *v.refs, h->refs);
  v.diags = take(record, &at, sizeof *v.diags, h->diags);
  v.parts = take(record, &at, sizeof *v.parts, h->parts);
  v.blob = (str){take(record, &at, 1, h->blob), h->blob};
  bool whole = v.front.nodes != NULL && v.headings != NULL && v.refs != NULL && v.diags != NULL &&
               v.parts != NULL && v.blob.s != NULL && at == (uint64_t)record.n;
  struct page_slice yaml = {h->yaml_text, h->yaml_text_n};
  v.front.text = whole ? page_text(&v, yaml) : v.front.text;
  if (!whole || !head_is_good(&v, yaml)) {
    return false;
  }
  *ret_view = v;
  return true;
}

bool page_hole_is_word(const struct page_hole *hole) {
  return hole->kind == HOLE_WORD || hole->kind == HOLE_WORD_END;
}

static bool holes_are_good(const struct page_hole *holes, uint32_t count, uint32_t size,
                           uint32_t refs) {
  uint32_t before = 0;
  for (uint32_t i = 0; i < count; i++) {
    bool known = holes[i].kind >= HOLE_URL && holes[i].kind <= HOLE_WORD_END;
    uint32_t end = page_hole_is_word(&holes[i]) ? WORD_COUNT : refs;
    if (!known || holes[i].at < before || holes[i].at > size || holes[i].ref >= end) {
      return false;
    }
    before = holes[i].at;
  }
  return true;
}

bool page_body_open(str record, struct page_body_view *ret_view) {
  uint64_t at = 0;
  const struct page_body *b = take(record, &at, sizeof *b, 1);
  if (b == NULL || b->size != (uint64_t)record.n) {
    return false;
  }
  const struct page_hole *holes = take(record, &at, sizeof *holes, b->holes);
  const struct page_hole *twin_holes = take(record, &at, sizeof *holes, b->twin_holes);
  const char *html = take(record, &at, 1, b->html);
  const char *twin = take(record, &at, 1, b->twin);
  bool whole = holes != NULL && twin_holes != NULL && html != NULL && twin != NULL &&
               at == (uint64_t)record.n;
  if (!whole || !holes_are_good(holes, b->holes, b->html, b->refs) ||
      !holes_are_good(twin_holes, b->twin_holes, b->twin, b->refs)) {
    return false;
  }
  *ret_view = (struct page_body_view){.holes = holes,
                                      .hole_count = b->holes,
                                      .ref_count = b->refs,
                                      .html = {html, b->html},
                                      .twin_holes = twin_holes,
                                      .twin_hole_count = b->twin_holes,
                                      .twin = {twin, b->twin}};
  return true;
}

str page_text(const struct page_view *v, struct page_slice s) {
  return str_sub(v->blob, s.at, (ptrdiff_t)s.at + s.n);
}

/* --- making records --- */

/* Offset of the first byte that is NUL or not valid UTF-8, or -1. */
static ptrdiff_t find_bad_byte(str s) {
  static const uint64_t ones = 0x0101010101010101U;
  static const uint64_t highs = 0x8080808080808080U;
  for (ptrdiff_t at = 0; at < s.n;) {
    uint64_t word = 0;
    if (at + 8 <= s.n) {
      mem_copy(&word, s.s + at, 8);
    }
    /* No byte of eight has its high bit set, nor borrows when 1 is subtracted. */
    if (((word | (word - ones)) & highs) == 0) {
      at += 8;
      continue;
    }
    ptrdiff_t before = at;
    uint32_t rune;
    (void)utf8_next(s, &at, &rune);
    if (rune == 0 || (rune == UTF8_BAD && at - before == 1)) {
      return before;
    }
  }
  return -1;
}

/* Whether these are the bytes of a text file; says where not. */
static bool is_text(struct md *md, str bytes) {
  if (bytes.n > PAGE_BYTES_MAX) {
    span end = {.beg = PAGE_BYTES_MAX, .end = PAGE_BYTES_MAX};
    (void)diag_add(md->diags, D_FILE_TOO_LARGE, end, STR("more than 256 KiB"));
    return false;
  }
  ptrdiff_t at = find_bad_byte(bytes);
  if (at < 0) {
    return true;
  }
  span place = {.beg = (int32_t)at, .end = (int32_t)at + 1};
  struct diag *d = diag_add(md->diags, D_FILE_ENCODING, place, STR(""));
  if (bytes.s[at] == '\0') {
    diag_detail(md->diags, d, STR("a NUL byte"));
    diag_hint(md->diags, d, STR("Remove it; text has none. Is this a text file at all?"));
  }
  return false;
}

/*
 * No autolink, which reads out of bounds and is slow, and no tagfilter, which
 * is of no use where raw HTML never passes. Nothing is freed: see md_mem.h.
 */
static cmark_node *parse_markdown(struct md *md, cmark_mem *mem) {
  static const char *const extensions[] = {"table", "strikethrough", "tasklist"};
  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_FOOTNOTES, mem);
  md_marks_open(&md->marks, &md->scan, md->work, parser);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
    cmark_syntax_extension *extension = cmark_find_syntax_extension(extensions[i]);
    (void)cmark_parser_attach_syntax_extension(parser, extension);
  }
  str body = str_sub(md->scan.src, md->scan.body, md->scan.src.n);
  cmark_parser_feed(parser, body.s, (size_t)body.n);
  cmark_node *document = cmark_parser_finish(parser);
  md_marks_close(&md->marks);
  return document;
}

/* Once more for each depth of parts that are included; NULL: they are too much. */
static cmark_node *read_document(struct md *md, cmark_mem *mem) {
  cmark_node *document = parse_markdown(md, mem);
  while (md_include(md)) {
    if (!md_scan_page(&md->scan, md->work, md->diags)) {
      return NULL;
    }
    document = parse_markdown(md, mem);
  }
  return document;
}

static void write_page(struct md *md) {
  cmark_mem mem = md_mem_from(md->work);
  cmark_node *document = read_document(md, &mem);
  if (document == NULL) {
    return;
  }
  md_place_init(&md->place, &md->scan, md->work);
  md_notes_open(md, document);
  md_anchors_open(md, document);
  md_containers_open(md);
  md_walk(md, document);
  md_notes_write(md);
  md_notes_check(md, document);
  md_front_check(md);
  md_twin_write(md);
  if (md->out.full) {
    span start = {.beg = (int32_t)md->scan.body, .end = (int32_t)md->scan.body};
    (void)diag_add(md->diags, D_PAGE_OUTPUT, start, STR("more than 8 MiB"));
    md->out.n = 0;
    md->hole_count = 0;
  }
}

void page_parse(const struct page_input *in, arena *perm, arena scratch, str *ret_head,
                str *ret_body) {
  struct diags ds;
  struct md md = {.diags = &ds, .files.in = in};
  /* The output's memory is reserved, not cleared: most pages touch little of it. */
  ptrdiff_t room = (scratch.end - scratch.at) / 4;
  md.out = buf_over(scratch.at, room < PAGE_OUTPUT_MAX ? room : PAGE_OUTPUT_MAX);
  md.html = (struct html){.out = &md.out};
  scratch.at += md.out.cap;
  md.work = &scratch;
  diags_init(&ds, &scratch);
  if (is_text(&md, in->bytes) && md_front_read(&md, in->bytes, &md.scan.body)) {
    md.scan.src = in->bytes;
    if (md_scan_page(&md.scan, md.work, &ds)) {
      write_page(&md);
    }
  }
  *ret_head = md_record_head(&md, perm);
  *ret_body = md_record_body(&md, perm);
}
