#include "load/content.h"

#include "load/walk.h"

/* A span for what concerns a file as a whole: its first byte. */
static span whole(int32_t source) {
  return (span){.file = source};
}

static void add_unreadable(const struct loader *l, int32_t source, os_status status) {
  struct diag *d = diag_add(l->diags, status == OS_TOO_LARGE ? D_FILE_TOO_LARGE : D_FILE_UNREADABLE,
                            whole(source), STR(""));
  if (status != OS_TOO_LARGE) {
    diag_detail(l->diags, d, os_status_text(status));
  }
}

/*
 * Reads and parses content/NAME; a missing file gives an empty document. So does
 * one with faults, or keys that were lost with them would be found missing.
 */
static bool read_yaml(const struct loader *l, const struct content *c, str name,
                      struct ydoc *ret_doc) {
  int32_t i = map_get(&c->by_path, name);
  if (i == MAP_NONE) {
    return true;
  }
  int32_t source = c->files[i].source;
  str text;
  os_status status = os_read(c->folder, name, YAML_BYTES_MAX, l->perm, &text);
  if (status != OS_OK) {
    add_unreadable(l, source, status);
    return false;
  }
  bool sound = yaml_parse(text, whole(source), l->diags, l->perm, ret_doc);
  if (!sound) {
    *ret_doc = (struct ydoc){.file = source};
  }
  return sound;
}

static void read_config(const struct loader *l, struct content *c, str shown) {
  int32_t i = map_get(&c->by_path, STR("site.yaml"));
  if (i == MAP_NONE) {
    int32_t source = sources_add(l->sources, arena_join(l->perm, shown, STR("site.yaml")), STR(""));
    diag_add(l->diags, D_FILE_MISSING, whole(source), STR(""));
  } else if (read_yaml(l, c, STR("site.yaml"), &c->site) && c->site.count <= Y_ROOT) {
    diag_add(l->diags, D_FIELD_MISSING, whole(c->files[i].source), STR("title"));
  }
}

/* Decisions and cost tables; a fault leaves the document empty. */
static void read_engines(const struct loader *l, struct content *c) {
  for (ptrdiff_t i = 0; i < c->count; i++) {
    struct content_file *f = &c->files[i];
    bool engine = f->kind == CONTENT_DECISION || f->kind == CONTENT_COST;
    if (engine && read_yaml(l, c, f->path, &f->doc) && f->doc.count <= Y_ROOT) {
      diag_add(l->diags, D_FIELD_MISSING, whole(f->source), STR("title"));
    }
  }
}

static void collect_guides(const struct loader *l, struct content *c) {
  c->guides = NEW(l->perm, int32_t, c->count + 1);
  for (ptrdiff_t i = 0; i < c->count; i++) {
    c->files[i].page = -1;
    map_add(&c->by_path, l->perm, c->files[i].path, (int32_t)i);
    if (c->files[i].kind == CONTENT_GUIDE) {
      c->files[i].page = (int32_t)c->page_count;
      c->guides[c->page_count++] = (int32_t)i;
    }
  }
  c->pages = NEW(l->perm, struct page_view, c->page_count + 1);
}

bool content_open(const struct loader *l, os_dir site, str prefix, struct content *ret_content) {
  *ret_content = (struct content){.folder = OS_DIR_NONE};
  str shown = arena_join(l->perm, prefix, STR("content/"));
  os_status status = os_dir_open_at(site, STR("content"), &ret_content->folder);
  if (status != OS_OK) {
    int32_t source = sources_add(l->sources, shown, STR(""));
    struct diag *d = diag_add(l->diags, D_FILE_MISSING, whole(source), STR(""));
    diag_detail(l->diags, d, os_status_text(status));
    return false;
  }
  walk_content(l, shown, ret_content);
  collect_guides(l, ret_content);
  read_config(l, ret_content, shown);
  read_engines(l, ret_content);
  ret_content->sources_faulty =
      !read_yaml(l, ret_content, STR("sources.yaml"), &ret_content->sources);
  (void)read_yaml(l, ret_content, STR("glossary.yaml"), &ret_content->glossary);
  return true;
}

/* Only what the walk has found: neither links nor hidden files. */
static os_status read_part(void *ctx, str path, ptrdiff_t max, arena *perm, str *ret_bytes) {
  const struct content *c = ctx;
  bool known = map_get(&c->by_path, path) != MAP_NONE;
  return known ? os_read(c->folder, path, max, perm, ret_bytes) : OS_NOT_FOUND;
}

/*
 * In a worker. A page that cannot be read gives one byte, its status, in place
 * of a head: a real one is always longer.
 */
static void parse_one(void *ctx, ptrdiff_t index, arena *perm, str ret_parts[POOL_PARTS]) {
  const struct content *c = ctx;
  struct page_input in = {.path = c->files[c->guides[index]].path,
                          .read = read_part,
                          .ctx = ctx,
                          .terms = c->terms.count > 0 ? &c->terms : NULL};
  os_status status = os_read(c->folder, in.path, PAGE_BYTES_MAX, perm, &in.bytes);
  if (status != OS_OK) {
    char *byte = NEW(perm, char, 1);
    *byte = (char)status;
    ret_parts[0] = (str){byte, 1};
    return;
  }
  /* The upper half is scratch: the parser's tree dies with the page. */
  ptrdiff_t half = (perm->end - perm->at) / 2;
  arena scratch = {perm->at + half, perm->end};
  arena result = {perm->at, perm->at + half};
  page_parse(&in, &result, scratch, &ret_parts[0], &ret_parts[1]);
}

static void add_failure(const struct loader *l, int32_t source, pool_state state) {
  static const diag_id ids[] = {
      [POOL_DONE] = D_PAGE_CRASHED,  [POOL_CRASHED] = D_PAGE_CRASHED,  [POOL_TIME] = D_PAGE_TIME,
      [POOL_MEMORY] = D_PAGE_MEMORY, [POOL_SPOOL] = D_FILE_UNREADABLE,
  };
  struct diag *d = diag_add(l->diags, ids[state], whole(source), STR(""));
  if (state == POOL_SPOOL) {
    diag_detail(l->diags, d, STR("its result could not be kept: the disk is full"));
  }
}

int32_t content_part_source(const struct content *c, const struct page_view *v, uint32_t part) {
  if (part == 0) {
    return v->front.file;
  }
  int32_t file = map_get(&c->by_path, page_text(v, v->parts[part - 1]));
  return file == MAP_NONE ? SPAN_NOWHERE : c->files[file].source;
}

static void merge_diags(const struct loader *l, const struct content *c,
                        const struct page_view *v) {
  for (uint32_t i = 0; i < v->head->diags; i++) {
    const struct page_diag *p = &v->diags[i];
    struct diag_note note = {.at = {.file = content_part_source(c, v, p->note_part),
                                    .beg = (int32_t)p->note_beg,
                                    .end = (int32_t)p->note_end},
                             .text = page_text(v, p->note_text)};
    struct diag d = {
        .id = (diag_id)p->id,
        .at = {.file = content_part_source(c, v, p->part),
               .beg = (int32_t)p->beg,
               .end = (int32_t)p->end},
        .subject = page_text(v, p->subject),
        .detail = page_text(v, p->detail),
        .hint = page_text(v, p->hint),
        .notes = p->note_text.n > 0 ? &note : NULL,
    };
    diags_merge(l->diags, &d);
  }
}

/* Whether a page was given up before its text was parsed: nothing is known of its headings. */
static bool is_given_up(const struct page_view *v) {
  for (uint32_t i = 0; i < v->head->diags; i++) {
    diag_id id = (diag_id)v->diags[i].id;
    if (id == D_FILE_TOO_LARGE || id == D_FILE_ENCODING || id == D_FRONT_UNCLOSED ||
        id == D_PAGE_HOSTILE) {
      return true;
    }
  }
  return false;
}

static void take_page(const struct loader *l, struct content *c, ptrdiff_t page) {
  int32_t source = c->files[c->guides[page]].source;
  pool_state state = pool_result(c->bodies, page);
  if (state != POOL_DONE) {
    add_failure(l, source, state);
    return;
  }
  str head = pool_read(c->bodies, page, 0, l->perm);
  if (head.n == 1) {
    add_unreadable(l, source, (os_status)head.s[0]);
    return;
  }
  struct page_view *v = &c->pages[page];
  if (!page_open(head, v)) {
    *v = (struct page_view){.head = NULL};
    add_failure(l, source, POOL_CRASHED);
    return;
  }
  v->front.file = source;
  merge_diags(l, c, v);
  if (is_given_up(v)) {
    v->head = NULL;
  }
}

bool content_parse(const struct loader *l, struct content *c, const struct content_budget *budget) {
  struct pool_task task = {
      .count = c->page_count,
      .jobs = budget->jobs,
      .milliseconds = budget->page_milliseconds,
      .bytes = budget->page_bytes,
      .run = parse_one,
      .ctx = c,
      .progress = budget->progress,
      .progress_ctx = budget->progress_ctx,
  };
  c->bodies = pool_run(&task, l->perm);
  if (c->bodies == NULL) {
    return false;
  }
  for (ptrdiff_t i = 0; i < c->page_count; i++) {
    take_page(l, c, i);
  }
  return true;
}

static void add_damaged(const struct loader *l, int32_t source, image_status status) {
  struct diag *d = diag_add(l->diags, D_IMAGE_DAMAGED, whole(source), STR(""));
  diag_detail(l->diags, d,
              status == IMAGE_SHORT     ? STR("it ends before it says how large it is")
              : status == IMAGE_FOREIGN ? STR("it is not of the kind that its name says")
                                        : STR("its head cannot be read"));
}

/* Most pictures say their size in their first bytes; the others are read on. */
static os_status measure(const struct loader *l, struct content *c, struct content_file *f) {
  image_status status = IMAGE_SHORT;
  os_status read = OS_OK;
  for (ptrdiff_t room = IMAGE_HEAD; status == IMAGE_SHORT && room <= IMAGE_HEAD_MAX;) {
    arena scratch = *l->perm;
    str head = STR("");
    read = os_read_head(c->folder, f->path, room, &scratch, &head);
    if (read != OS_OK) {
      return read;
    }
    status = image_read(f->path, head, &f->size);
    room = head.n < room ? IMAGE_HEAD_MAX + 1 : room * 32;
  }
  if (status > IMAGE_UNSIZED) {
    add_damaged(l, f->source, status);
  }
  return OS_OK;
}

void content_check_assets(const struct loader *l, struct content *c, const int32_t *files,
                          ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    struct content_file *f = &c->files[files[i]];
    struct os_stat info = {.size = 0};
    os_status status = os_stat_at(c->folder, f->path, &info);
    if (status == OS_OK && info.size > CONTENT_ASSET_MAX) {
      status = OS_TOO_LARGE;
    }
    if (status == OS_OK && image_is_named(f->path)) {
      status = measure(l, c, f);
    }
    if (status != OS_OK) {
      add_unreadable(l, f->source, status);
    }
  }
}

str content_body(const struct content *c, ptrdiff_t page, arena *perm) {
  return pool_read(c->bodies, page, 1, perm);
}

void content_close(struct content *c) {
  if (c->bodies != NULL) {
    pool_close(c->bodies);
  }
  os_dir_close(c->folder);
}
