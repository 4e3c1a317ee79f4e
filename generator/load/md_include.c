#include "load/md_include.h"

#include "core/utf8.h"
#include "load/md_word.h"

/* The source as it becomes: texts of the old one and of parts, with their origins. */
struct splice {
  struct md *md;
  buf out;
  struct md_origin *origins;
  ptrdiff_t count, cap;
};

static void add_origin(struct splice *s, int32_t file, int32_t beg) {
  *GROW(s->md->work, s->origins, s->count, s->cap) =
      (struct md_origin){.at = (int32_t)s->out.n, .file = file, .beg = beg};
}

/* From `beg` up to `end` of the old source. */
static void copy_old(struct splice *s, int32_t beg, int32_t end) {
  const struct md_files *f = &s->md->files;
  span first = md_file_span(s->md, (span){.beg = beg, .end = beg});
  add_origin(s, first.file, first.beg);
  for (ptrdiff_t i = 0; i < f->origin_count; i++) {
    const struct md_origin *o = &f->origins[i];
    if (o->at > beg && o->at < end) {
      *GROW(s->md->work, s->origins, s->count, s->cap) =
          (struct md_origin){(int32_t)s->out.n + o->at - beg, o->file, o->beg};
    }
  }
  buf_str(&s->out, str_sub(s->md->scan.src, beg, end));
}

/* --- what may be included ------------------------------------------------------------ */

static ptrdiff_t line_end(str s, ptrdiff_t at) {
  while (at < s.n && s.s[at] != '\n') {
    at++;
  }
  return at < s.n ? at + 1 : at;
}

/* Where the text begins: behind front matter, if there is some. */
static ptrdiff_t skip_front(str bytes) {
  ptrdiff_t at = str_starts(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
  ptrdiff_t line = line_end(bytes, at);
  if (!str_eq(str_trim(str_sub(bytes, at, line)), STR("---"))) {
    return at;
  }
  while (line < bytes.n) {
    ptrdiff_t next = line_end(bytes, line);
    if (str_eq(str_trim(str_sub(bytes, line, next)), STR("---"))) {
      return next;
    }
    line = next;
  }
  return at;
}

static void refuse(struct md *md, diag_id id, const struct md_word *name, str detail) {
  struct diag *d = diag_add(md->diags, id, name->at, name->value);
  diag_detail(md->diags, d, detail);
}

/* Whether a new file may stand where it is named: neither in itself nor too deep. */
static bool may_stand(struct md *md, const struct md_word *name, int32_t file) {
  str path = md_file_path(md, file);
  int depth = 0;
  int32_t above = file;
  while (above != 0) {
    above = md->files.items[above - 1].parent;
    depth++;
    if (str_eq(md_file_path(md, above), path)) {
      refuse(md, D_PART_LOOP, name, STR(""));
      return false;
    }
  }
  if (depth > MD_INCLUDE_DEPTH_MAX) {
    refuse(md, D_PART_DEPTH, name, STR("more than 8 files"));
    return false;
  }
  return true;
}

static bool is_text(struct md *md, str bytes, int32_t file) {
  ptrdiff_t at = utf8_invalid(bytes);
  at = at < 0 ? str_find(bytes, '\0') : at;
  if (at >= 0) {
    span place = {.file = file, .beg = (int32_t)at, .end = (int32_t)at + 1};
    (void)diag_add(md->diags, D_FILE_ENCODING, place, STR(""));
  }
  return at < 0;
}

static bool read_part(struct md *md, const struct md_mark *mark, str *ret_bytes,
                      int32_t *ret_file) {
  str rest = mark->rest;
  int32_t beg = mark->title.beg;
  struct md_word name;
  if (!md_word_next(&rest, &beg, &name)) {
    return false; /* as a container without its name it is told of */
  }
  if (!str_ends(name.value, STR(".md"))) {
    refuse(md, D_PART_FILE, &name, STR("it is no Markdown"));
    return false;
  }
  bool read = md_file_read(md, &name, PAGE_BYTES_MAX, ret_bytes, ret_file) &&
              may_stand(md, &name, *ret_file) && is_text(md, *ret_bytes, *ret_file);
  return read;
}

/* --- putting it in --------------------------------------------------------------------- */

/* What stands before each line of a part but its first: quotes stay, bullets become blanks. */
static str blank_prefix(struct md *md, str prefix, bool *ret_plain) {
  buf b = buf_new(md->work, prefix.n + 1);
  *ret_plain = true;
  for (ptrdiff_t i = 0; i < prefix.n; i++) {
    bool stays = prefix.s[i] == '>' || prefix.s[i] == ' ' || prefix.s[i] == '\t';
    *ret_plain = *ret_plain && stays;
    buf_byte(&b, stays ? prefix.s[i] : ' ');
  }
  return buf_text(&b);
}

/* The part's lines, the first behind `first`, the others behind `blank`; without the last end. */
static void put_lines(struct splice *s, str first, str blank, str bytes, int32_t file) {
  str before = first;
  ptrdiff_t at = skip_front(bytes);
  do {
    ptrdiff_t end = line_end(bytes, at);
    buf_str(&s->out, before);
    add_origin(s, file, (int32_t)at);
    buf_str(&s->out, str_sub(bytes, at, end));
    before = blank;
    at = end;
  } while (at < bytes.n);
  while (s->out.n > 0 && (s->out.s[s->out.n - 1] == '\n' || s->out.s[s->out.n - 1] == '\r')) {
    s->out.n--;
  }
}

/*
 * Within quotes, and where nothing stands before it, blank lines keep paragraphs around
 * the part apart from it. In the line of a bullet they would make a tight list loose.
 */
static void put_part(struct splice *s, str prefix, str bytes, int32_t file) {
  bool plain;
  str blank = blank_prefix(s->md, prefix, &plain);
  if (plain) {
    buf_str(&s->out, blank);
    buf_byte(&s->out, '\n');
  }
  put_lines(s, prefix, blank, bytes, file);
  if (plain) {
    buf_byte(&s->out, '\n');
    buf_str(&s->out, blank);
  }
}

static int32_t line_beg(str src, int32_t at) {
  while (at > 0 && src.s[at - 1] != '\n' && src.s[at - 1] != '\r') {
    at--;
  }
  return at;
}

/* Room for the prefix of every line and a few lines around the part. */
static bool fits(const struct splice *s, str prefix, str bytes) {
  ptrdiff_t lines = 4;
  for (ptrdiff_t i = 0; i < bytes.n; i++) {
    lines += bytes.s[i] == '\n';
  }
  ptrdiff_t more = bytes.n + lines * (prefix.n + 1);
  return s->out.n + more + s->md->scan.src.n <= PAGE_BYTES_MAX;
}

bool md_include(struct md *md) {
  struct diags told = *md->diags;
  str src = md->scan.src;
  struct splice s = {.md = md, .out = {.s = NULL}};
  int32_t done = 0;
  for (ptrdiff_t i = 0; i < md->marks.count; i++) {
    const struct md_mark *mark = md->marks.items[i];
    str bytes;
    int32_t file;
    if (!str_eq(mark->name, STR("include")) || !read_part(md, mark, &bytes, &file)) {
      continue;
    }
    if (s.out.s == NULL) {
      s.out = buf_new(md->work, PAGE_BYTES_MAX);
    }
    int32_t line = line_beg(src, mark->whole.beg);
    str prefix = str_sub(src, line, mark->whole.beg);
    if (!fits(&s, prefix, bytes)) {
      struct diag *d = diag_add(md->diags, D_PART_DEPTH, mark->whole, STR(""));
      diag_detail(md->diags, d, STR("more than 256 KiB in all"));
      continue;
    }
    copy_old(&s, done, line);
    put_part(&s, prefix, bytes, file);
    done = mark->whole.end;
  }
  if (s.count == 0) {
    return false;
  }
  copy_old(&s, done, (int32_t)src.n);
  *md->diags = told; /* what is wrong is found again when nothing more can be put in */
  md->files.origins = s.origins;
  md->files.origin_count = s.count;
  md->scan = (struct md_scan){.src = buf_text(&s.out), .body = md->scan.body};
  return true;
}
