#include "load/md_record.h"

#include "core/mem.h"

/* Appends a text to the blob. */
static struct page_slice put(buf *blob, str text) {
  struct page_slice slice = {.at = (uint32_t)blob->n, .n = (uint32_t)text.n};
  buf_str(blob, text);
  return slice;
}

/* Room for `count` objects in a record; the next one begins behind them. */
static void *part(char *record, ptrdiff_t *at, ptrdiff_t size, ptrdiff_t count) {
  void *p = record + *at;
  *at += size * count;
  return p;
}

static void put_headings(const struct md *md, struct page_heading *out, buf *blob) {
  for (ptrdiff_t i = 0; i < md->heading_count; i++) {
    const struct md_heading *h = &md->headings[i];
    span at = md_file_span(md, h->at);
    out[i] = (struct page_heading){.id = put(blob, h->id),
                                   .text = put(blob, h->text),
                                   .level = (uint32_t)h->level,
                                   .title = h->title,
                                   .part = (uint32_t)at.file,
                                   .beg = (uint32_t)at.beg,
                                   .end = (uint32_t)at.end};
  }
}

static void put_refs(const struct md *md, struct page_ref *out, buf *blob) {
  for (ptrdiff_t i = 0; i < md->ref_count; i++) {
    const struct md_ref *r = &md->refs[i];
    span at = md_file_span(md, r->at);
    out[i] = (struct page_ref){.kind = r->kind,
                               .target = put(blob, r->target),
                               .text = put(blob, r->text),
                               .part = (uint32_t)at.file,
                               .beg = (uint32_t)at.beg,
                               .end = (uint32_t)at.end};
  }
}

static void put_diags(const struct md *md, struct page_diag *out, buf *blob) {
  for (ptrdiff_t i = 0; i < md->diags->count; i++) {
    const struct diag *d = &md->diags->items[i];
    span at = md_file_span(md, d->at);
    out[i] = (struct page_diag){.id = (uint32_t)d->id,
                                .part = (uint32_t)at.file,
                                .beg = (uint32_t)at.beg,
                                .end = (uint32_t)at.end,
                                .subject = put(blob, d->subject),
                                .detail = put(blob, d->detail),
                                .hint = put(blob, d->hint)};
    if (d->notes != NULL) {
      at = md_file_span(md, d->notes->at);
      out[i].note_part = (uint32_t)at.file;
      out[i].note_beg = (uint32_t)at.beg;
      out[i].note_end = (uint32_t)at.end;
      out[i].note_text = put(blob, d->notes->text);
    }
  }
}

static void put_parts(const struct md *md, struct page_slice *out, buf *blob) {
  for (ptrdiff_t i = 0; i < md->files.count; i++) {
    out[i] = put(blob, md->files.items[i].path);
  }
}

str md_record_head(const struct md *md, arena *perm) {
  struct page_head head = {.version = PAGE_VERSION,
                           .nodes = md->front.count,
                           .headings = (uint32_t)md->heading_count,
                           .refs = (uint32_t)md->ref_count,
                           .diags = (uint32_t)md->diags->count,
                           .parts = (uint32_t)md->files.count,
                           .words = md->words,
                           .body_beg = (uint32_t)md->scan.body};
  ptrdiff_t node_bytes = (ptrdiff_t)sizeof(struct ynode) * head.nodes;
  ptrdiff_t fixed = (ptrdiff_t)sizeof head + node_bytes +
                    (ptrdiff_t)sizeof(struct page_heading) * head.headings +
                    (ptrdiff_t)sizeof(struct page_ref) * head.refs +
                    (ptrdiff_t)sizeof(struct page_diag) * head.diags +
                    (ptrdiff_t)sizeof(struct page_slice) * head.parts;
  char *record = arena_push(perm, 1, (ptrdiff_t) _Alignof(max_align_t), fixed);
  buf blob = buf_open(perm); /* right behind the fixed part */
  ptrdiff_t at = 0;
  struct page_head *written = part(record, &at, (ptrdiff_t)sizeof head, 1);
  mem_copy(part(record, &at, 1, node_bytes), md->front.nodes, node_bytes);
  put_headings(md, part(record, &at, (ptrdiff_t)sizeof(struct page_heading), head.headings), &blob);
  put_refs(md, part(record, &at, (ptrdiff_t)sizeof(struct page_ref), head.refs), &blob);
  put_diags(md, part(record, &at, (ptrdiff_t)sizeof(struct page_diag), head.diags), &blob);
  put_parts(md, part(record, &at, (ptrdiff_t)sizeof(struct page_slice), head.parts), &blob);
  struct page_slice yaml = put(&blob, md->front.text);
  head.yaml_text = yaml.at;
  head.yaml_text_n = yaml.n;
  head.summary = put(&blob, md->summary);
  head.blob = (uint32_t)blob.n;
  head.size = (uint32_t)(fixed + blob.n);
  (void)buf_close(&blob, perm);
  *written = head;
  return (str){record, head.size};
}

str md_record_body(const struct md *md, arena *perm) {
  const struct md_twin_state *twin = &md->twin;
  struct page_body body = {.holes = (uint32_t)md->hole_count,
                           .html = (uint32_t)md->out.n,
                           .refs = (uint32_t)md->ref_count,
                           .twin_holes = (uint32_t)twin->hole_count,
                           .twin = (uint32_t)twin->text.n};
  ptrdiff_t hole_bytes = (ptrdiff_t)sizeof(struct page_hole) * md->hole_count;
  ptrdiff_t twin_bytes = (ptrdiff_t)sizeof(struct page_hole) * twin->hole_count;
  ptrdiff_t size = (ptrdiff_t)sizeof body + hole_bytes + twin_bytes + md->out.n + twin->text.n;
  char *record = arena_push(perm, 1, (ptrdiff_t) _Alignof(max_align_t), size);
  body.size = (uint32_t)size;
  ptrdiff_t at = 0;
  *(struct page_body *)part(record, &at, (ptrdiff_t)sizeof body, 1) = body;
  mem_copy(part(record, &at, 1, hole_bytes), md->holes, hole_bytes);
  mem_copy(part(record, &at, 1, twin_bytes), twin->holes, twin_bytes);
  mem_copy(part(record, &at, 1, md->out.n), md->out.s, md->out.n);
  mem_copy(part(record, &at, 1, twin->text.n), twin->text.s, twin->text.n);
  return (str){record, size};
}
