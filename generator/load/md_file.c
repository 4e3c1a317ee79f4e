#include "load/md_file.h"

#include "core/path.h"
#include "load/md.h"

int32_t md_file_add(struct md *md, str path, int32_t parent) {
  struct md_files *f = &md->files;
  *GROW(md->work, f->items, f->count, f->cap) = (struct md_file){path, parent};
  return (int32_t)f->count;
}

str md_file_path(const struct md *md, int32_t file) {
  return file == 0 ? md->files.in->path : md->files.items[file - 1].path;
}

/* The last origin that begins at or before a place of the source. */
static const struct md_origin *origin_at(const struct md_files *f, int32_t at) {
  ptrdiff_t low = 0;
  ptrdiff_t high = f->origin_count;
  while (high - low > 1) {
    ptrdiff_t middle = low + (high - low) / 2;
    *(f->origins[middle].at <= at ? &low : &high) = middle;
  }
  return &f->origins[low];
}

/* One that goes on into another stretch ends where its own does. */
span md_file_span(const struct md *md, span at) {
  const struct md_files *f = &md->files;
  if (at.file != 0 || f->origin_count == 0) {
    return at;
  }
  const struct md_origin *o = origin_at(f, at.beg);
  const struct md_origin *behind = f->origins + f->origin_count;
  int32_t end = o + 1 < behind && o[1].at < at.end ? o[1].at : at.end;
  return (span){.file = o->file, .beg = at.beg - o->at + o->beg, .end = end - o->at + o->beg};
}

static bool refuse(struct md *md, const struct md_word *name, str detail) {
  struct diag *d = diag_add(md->diags, D_PART_FILE, name->at, name->value);
  diag_detail(md->diags, d, detail);
  return false;
}

bool md_file_read(struct md *md, const struct md_word *name, ptrdiff_t max, str *ret_bytes,
                  int32_t *ret_file) {
  const struct page_input *in = md->files.in;
  int32_t parent = md_file_span(md, name->at).file;
  str base = md_file_path(md, parent);
  str path;
  if (str_starts(name->value, STR("/")) || !path_join(md->work, base, name->value, &path)) {
    return refuse(md, name, STR("it leads out of the content folder"));
  }
  os_status status = OS_NOT_FOUND;
  if (in->read != NULL) {
    status = in->read(in->ctx, path, max, md->work, ret_bytes);
  }
  if (status != OS_OK) {
    return refuse(md, name, os_status_text(status));
  }
  *ret_file = md_file_add(md, path, parent);
  return true;
}
