#include "cli/output.h"

#include "host/embed.h"
#include "render/card.h"
#include "write/script.h"

str output_engine(int32_t kind, arena *perm) {
  if (kind == ENGINE_DECIDE) {
    return script_engine(STR("decide"), embed_find(STR("wasm/decide.deflate")).bytes, perm);
  }
  return script_engine(STR("cost"), embed_find(STR("wasm/cost.deflate")).bytes, perm);
}

os_status output_static(const struct session *s, const struct theme_static *file, arena *perm,
                        str *ret_bytes) {
  os_status status = OS_OK;
  *ret_bytes = file->bytes;
  if (file->bytes.s == NULL) {
    status = os_read(s->theme.folder, file->path, THEME_STATIC_MAX, perm, ret_bytes);
  } else if (str_eq(file->path, STR("site.css"))) {
    *ret_bytes = arena_join(perm, file->bytes, s->site.config.accent);
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
    done = script_data(c->id, STR("cost"), c->image, perm, ret_bytes);
  }
  return done ? OS_OK : OS_FAILED;
}

static os_status asset_bytes(const struct session *s, int32_t file, arena *perm, str *ret_bytes) {
  str path = s->content.files[file].path;
  return os_read(s->content.folder, path, CONTENT_ASSET_MAX, perm, ret_bytes);
}

os_status output_bytes(const struct session *s, const struct output *o, arena *perm,
                       str *ret_bytes) {
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
  if (o->kind == OUTPUT_MADE) {
    *ret_bytes = render_made(&s->site, (enum made_kind)o->index, perm);
    return OS_OK;
  }
  if (o->kind == OUTPUT_DATA) {
    return output_data(&s->site, o->index, perm, ret_bytes);
  }
  int32_t guide = render_guide_of(&s->site, o);
  str body = STR("");
  if (guide != NONE) {
    body = content_body(&s->content, s->site.guides[guide].page, perm);
    if (body.s == NULL) {
      return OS_FAILED;
    }
  }
  *ret_bytes = render_page(&s->renderer, o, body, perm);
  return OS_OK;
}
