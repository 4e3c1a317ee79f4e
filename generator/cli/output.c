#include "cli/output.h"

#include "core/path.h"
#include "host/embed.h"
#include "host/spill.h"
#include "render/card.h"
#include "write/script.h"

str output_engine(int32_t kind, arena *perm) {
  static const str names[] = {[ENGINE_CHART] = STR_INIT("chart"),
                              [ENGINE_COST] = STR_INIT("cost"),
                              [ENGINE_DECIDE] = STR_INIT("decide"),
                              [ENGINE_SEARCH] = STR_INIT("search")};
  str file = arena_join(perm, arena_join(perm, STR("wasm/"), names[kind]), STR(".deflate"));
  return script_engine(names[kind], embed_find(file).bytes, perm);
}

/* One after another, each from the beginning of a line. */
static os_status joined_bytes(const struct session *s, const struct theme_static *file, arena *perm,
                              str *ret_bytes) {
  str *parts = NEW(perm, str, file->part_count);
  for (ptrdiff_t i = 0; i < file->part_count; i++) {
    os_status status = output_static(s, &s->theme.statics[file->parts[i]], perm, &parts[i]);
    if (status != OS_OK) {
      return status;
    }
  }
  buf out = buf_open(perm);
  for (ptrdiff_t i = 0; i < file->part_count; i++) {
    buf_str(&out, parts[i]);
    buf_str(&out, str_ends(parts[i], STR("\n")) ? STR("") : STR("\n"));
  }
  *ret_bytes = buf_close(&out, perm);
  return OS_OK;
}

/* In the order in which static/search.js takes them. */
static str search_words(const struct strings *ui, arena *perm) {
  const str words[] = {
      strings_get(ui, STR("search_site")),   strings_get(ui, STR("search_close")),
      strings_get(ui, STR("search_none")),   strings_get(ui, STR("search_one")),
      strings_get(ui, STR("search_many")),   strings_get(ui, STR("search_more")),
      strings_get(ui, STR("search_broken")), strings_get(ui, STR("search_key")),
  };
  return script_call(STR("search"), words, (ptrdiff_t)(sizeof words / sizeof *words), perm);
}

/* What comes behind a script. The words of the dialog come with theirs: no page carries what is
 * needed only later. Modules are of no use without what joins their parts, whoever wrote engine.js.
 */
static str call_behind(str path, const struct strings *ui, arena *perm) {
  if (str_eq(path, STR("search.js"))) {
    return search_words(ui, perm);
  }
  if (str_eq(path, STR("engine.js"))) {
    return script_engine(STR("join"), embed_find(STR("wasm/join.deflate")).bytes, perm);
  }
  return STR("");
}

static str with_call(str script, str call, arena *perm) {
  str end = str_ends(script, STR("\n")) ? STR("") : STR("\n");
  return call.n == 0 ? script : arena_join(perm, script, arena_join(perm, end, call));
}

os_status output_static(const struct session *s, const struct theme_static *file, arena *perm,
                        str *ret_bytes) {
  os_status status = OS_OK;
  *ret_bytes = file->bytes;
  if (file->part_count > 0) {
    status = joined_bytes(s, file, perm, ret_bytes);
  } else if (file->bytes.s == NULL) {
    status = os_read(s->theme.folder, file->path, THEME_STATIC_MAX, perm, ret_bytes);
  } else if (str_eq(file->path, STR("site.css"))) {
    *ret_bytes = arena_join(perm, file->bytes, s->site.config.accent);
  }
  if (status == OS_OK) {
    *ret_bytes = with_call(*ret_bytes, call_behind(file->path, &s->site.strings, perm), perm);
  }
  return status;
}

os_status output_data(const struct site *site, int32_t tool, arena *perm, str *ret_bytes) {
  bool done;
  if (tool < site->decision_count) {
    const struct decision *d = &site->decisions[tool];
    done = script_data(d->id, STR("decide"), d->image, perm, ret_bytes);
  } else {
    const struct cost_table *c = &site->costs[tool - site->decision_count];
    done = script_data(c->id, STR("cost"), c->folded, perm, ret_bytes);
  }
  return done ? OS_OK : OS_FAILED;
}

/* The script of a shard names it as its address does: "search/3f2a1b.js". */
static os_status search_bytes(const struct session *s, const struct output *o, arena *perm,
                              str *ret_bytes) {
  const struct search_file *f = &s->search.items[o->index];
  char *bytes = NEW(perm, char, f->size + 1);
  if (!spill_read(s->search.file, bytes, f->size, f->offset)) {
    return OS_FAILED;
  }
  str name = path_name(o->path);
  str id = str_sub(name, 0, name.n - STR(".js").n);
  bool done = script_data(id, STR("search"), (str){bytes, f->size}, perm, ret_bytes);
  return done ? OS_OK : OS_FAILED;
}

static os_status asset_bytes(const struct session *s, int32_t file, arena *perm, str *ret_bytes) {
  str path = s->content.files[file].path;
  return os_read(s->content.folder, path, CONTENT_ASSET_MAX, perm, ret_bytes);
}

bool output_body(const struct session *s, const struct output *o, arena *perm, str *ret_body) {
  int32_t guide = render_guide_of(&s->site, o);
  *ret_body = STR("");
  if (guide != NONE) {
    *ret_body = content_body(&s->content, s->site.guides[guide].page, perm);
  }
  return ret_body->s != NULL;
}

static os_status page_make(const struct session *s, const struct output *o, arena *perm,
                           struct made *ret_made) {
  str body;
  if (!output_body(s, o, perm, &body)) {
    return OS_FAILED;
  }
  struct rendered_page page = render_page(&s->renderer, o, body, perm);
  *ret_made = (struct made){page.html, page.main};
  return OS_OK;
}

os_status output_make(const struct session *s, const struct output *o, arena *perm,
                      struct made *ret_made) {
  str *ret_bytes = &ret_made->bytes;
  ret_made->main = STR("");
  if (o->kind == OUTPUT_ASSET) {
    return asset_bytes(s, o->index, perm, ret_bytes);
  }
  if (o->kind == OUTPUT_STATIC) {
    return output_static(s, &s->theme.statics[o->index], perm, ret_bytes);
  }
  if (o->kind == OUTPUT_ENGINE) {
    *ret_bytes = output_engine(o->index, perm);
    return OS_OK;
  }
  if (o->kind == OUTPUT_TWIN || o->kind == OUTPUT_JSON || o->kind == OUTPUT_CSV ||
      o->kind == OUTPUT_ROWS) {
    return output_twin(s, o, perm, ret_bytes);
  }
  if (o->kind == OUTPUT_MADE) {
    *ret_bytes = render_made(&s->site, (enum made_kind)o->index, perm);
    return OS_OK;
  }
  if (o->kind == OUTPUT_DATA) {
    return output_data(&s->site, o->index, perm, ret_bytes);
  }
  if (o->kind == OUTPUT_SEARCH) {
    return search_bytes(s, o, perm, ret_bytes);
  }
  return page_make(s, o, perm, ret_made);
}

os_status output_bytes(const struct session *s, const struct output *o, arena *perm,
                       str *ret_bytes) {
  struct made made = {.bytes = STR("")};
  os_status status = output_make(s, o, perm, &made);
  *ret_bytes = made.bytes;
  return status;
}
