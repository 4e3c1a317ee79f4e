#include "render/render.h"

#include "core/path.h"
#include "render/parts.h"
#include "render/twin.h"
#include "render/view_copy.h"
#include "render/view_cost.h"
#include "render/view_decision.h"

/* Words a minute of an unhurried reader of technical prose. */
enum { READING_SPEED = 200 };

struct kind_template {
  str name;
  const struct tmpl_type *type;
  size_t offset; /* of the compiled template in struct renderer */
};

static const struct kind_template kinds[] = {
    {STR_INIT("base"), &view_base_type, offsetof(struct renderer, base)},
    {STR_INIT("guide"), &view_guide_type, offsetof(struct renderer, guide)},
    {STR_INIT("section"), &view_section_type, offsetof(struct renderer, section)},
    {STR_INIT("home"), &view_home_type, offsetof(struct renderer, home)},
    {STR_INIT("notfound"), &view_notfound_type, offsetof(struct renderer, notfound)},
    {STR_INIT("redirect"), &view_redirect_type, offsetof(struct renderer, redirect)},
    {STR_INIT("decision"), &view_decision_type, offsetof(struct renderer, decision)},
    {STR_INIT("cost"), &view_cost_type, offsetof(struct renderer, cost)},
    {STR_INIT("tagged"), &view_tags_type, offsetof(struct renderer, tags)},
    {STR_INIT("copy"), &view_copy_type, offsetof(struct renderer, copy)},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static struct tmpl_files template_files(const struct site *site, arena *perm) {
  const struct theme *theme = site->theme;
  struct tmpl_text *texts = NEW(perm, struct tmpl_text, site->strings.count);
  for (ptrdiff_t i = 0; i < site->strings.count; i++) {
    texts[i] = (struct tmpl_text){site->strings.items[i].key, site->strings.items[i].text};
  }
  struct tmpl_file *items = NEW(perm, struct tmpl_file, theme->template_count);
  for (ptrdiff_t i = 0; i < theme->template_count; i++) {
    const struct theme_template *t = &theme->templates[i];
    items[i] = (struct tmpl_file){.name = t->name, .text = t->text, .file = t->source};
  }
  return (struct tmpl_files){items, theme->template_count, texts, site->strings.count};
}

static bool is_used(const struct tmpl *const *compiled, ptrdiff_t file) {
  for (int i = 0; i < KINDS; i++) {
    if (tmpl_uses(compiled[i], file)) {
      return true;
    }
  }
  return false;
}

/* A template of the site's own that no page is made of has a misspelt name, most likely. */
static void find_strays(const struct tmpl *const *compiled, const struct tmpl_files *files,
                        const struct theme *theme, struct diags *ds, arena scratch) {
  str *used = NEW(&scratch, str, files->count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < files->count; i++) {
    if (is_used(compiled, i)) {
      used[count++] = files->items[i].name;
    }
  }
  for (ptrdiff_t i = 0; i < files->count; i++) {
    if (theme->templates[i].own && !is_used(compiled, i)) {
      str name = files->items[i].name;
      struct diag *d = diag_add(ds, D_TMPL_STRAY, (span){.file = files->items[i].file}, name);
      diag_suggest(ds, d, name, used, count);
    }
  }
}

bool render_prepare(const struct site *site, struct diags *ds, arena *perm, arena scratch,
                    struct renderer *ret_renderer) {
  struct tmpl_files files = template_files(site, perm);
  const struct tmpl *compiled[KINDS];
  bool sound = true;
  *ret_renderer = (struct renderer){.site = site};
  for (int i = 0; i < KINDS; i++) {
    const struct tmpl *t = tmpl_compile(&files, kinds[i].name, kinds[i].type, ds, perm, scratch);
    *(const struct tmpl **)(void *)((char *)ret_renderer + kinds[i].offset) = t;
    compiled[i] = t;
    sound = sound && t != NULL;
  }
  if (sound) {
    find_strays(compiled, &files, site->theme, ds, scratch);
  }
  return sound;
}

int32_t render_guide_of(const struct site *site, const struct output *o) {
  switch (o->kind) {
    case OUTPUT_GUIDE:
    case OUTPUT_HOME:
      return o->index;
    case OUTPUT_SECTION:
      return site->sections[o->index].index;
    case OUTPUT_TAGS:
    case OUTPUT_NOT_FOUND:
    case OUTPUT_REDIRECT:
    case OUTPUT_DECISION:
    case OUTPUT_COST:
    case OUTPUT_DATA:
    case OUTPUT_TWIN:
    case OUTPUT_JSON:
    case OUTPUT_CSV:
    case OUTPUT_ROWS:
    case OUTPUT_MADE:
    case OUTPUT_ENGINE:
    case OUTPUT_SEARCH:
    case OUTPUT_ASSET:
    case OUTPUT_STATIC:
      break;
  }
  return NONE;
}

static str reading_minutes(const struct page_context *p, const struct guide *g) {
  uint32_t minutes = (g->view->head->words + READING_SPEED - 1) / READING_SPEED;
  buf b = buf_new(p->perm, 12);
  buf_int(&b, minutes == 0 ? 1 : minutes);
  return buf_text(&b);
}

/* edit_url with the path of a content file in place of {path}. */
static str edit_url(const struct page_context *p, str path) {
  str url = p->site->config.edit_url;
  ptrdiff_t at = str_search(url, STR("{path}"));
  if (at < 0) {
    return STR("");
  }
  str head = arena_join(p->perm, str_sub(url, 0, at), path);
  return arena_join(p->perm, head, str_sub(url, at + 6, url.n));
}

/* The anchor of a title that is a heading of the page: links may name it. */
static str title_anchor(const struct guide *g) {
  bool heading = g->view->head->headings > 0 && g->view->headings[0].title != 0;
  return heading ? page_text(g->view, g->view->headings[0].id) : STR("");
}

static str render_guide(const struct renderer *r, const struct page_context *p, int32_t index,
                        str body) {
  const struct guide *g = &r->site->guides[index];
  str minutes = reading_minutes(p, g);
  struct view_guide v = {
      .title = g->title,
      .anchor = title_anchor(g),
      .description = g->description,
      .summary = page_plain_text(p, g, page_text(g->view, g->view->head->summary)),
      .body = page_body_html(p, g, body),
      .updated = g->updated,
      .review_by = g->review_by,
      .owner = g->owner,
      .minutes = minutes,
      .one_minute = str_eq(minutes, STR("1")),
      .edit_url = edit_url(p, g->path),
      .tags = page_tags(p, g),
      .uses = page_uses(p, g),
      .table = page_table_link(p, g),
      .crumbs = page_crumbs(p),
      .outline = page_outline(p, g->view),
      .previous = page_guide_link(p, g->previous),
      .next = page_guide_link(p, g->next),
  };
  v.outlined = v.outline.count > 0;
  v.used = v.uses.count > 0 || v.table != NULL;
  buf out = buf_open(p->perm);
  tmpl_render(r->guide, &v, &out);
  return buf_close(&out, p->perm);
}

static str render_section(const struct renderer *r, const struct page_context *p, int32_t index,
                          str body) {
  const struct section *s = &r->site->sections[index];
  struct view_section v = {
      .title = s->title,
      .crumbs = page_crumbs(p),
      .groups = page_section_groups(p, index),
  };
  if (s->index != NONE) {
    v.anchor = title_anchor(&r->site->guides[s->index]);
    v.description = r->site->guides[s->index].description;
    v.body = page_body_html(p, &r->site->guides[s->index], body);
  }
  buf out = buf_open(p->perm);
  tmpl_render(r->section, &v, &out);
  return buf_close(&out, p->perm);
}

static str render_home(const struct renderer *r, const struct page_context *p, str body) {
  const struct site *site = r->site;
  struct view_home v = {
      .title = site->config.title,
      .description = site->config.description,
      .groups = page_site_groups(p),
  };
  if (site->home != NONE) {
    const struct guide *g = &site->guides[site->home];
    v.title = g->title;
    v.anchor = title_anchor(g);
    v.description = g->description;
    v.body = page_body_html(p, g, body);
  }
  if (r->bundled) {
    v.bundled = true;
    v.copy = (tmpl_html){render_copy(r, COPY_FOLDER, page_root(p), p->perm)};
  }
  buf out = buf_open(p->perm);
  tmpl_render(r->home, &v, &out);
  return buf_close(&out, p->perm);
}

static str render_tags(const struct renderer *r, const struct page_context *p, str title) {
  struct view_tags v = {.title = title, .crumbs = page_crumbs(p), .groups = page_tag_groups(p)};
  buf out = buf_open(p->perm);
  tmpl_render(r->tags, &v, &out);
  return buf_close(&out, p->perm);
}

static str render_notfound(const struct renderer *r, const struct page_context *p) {
  struct view_notfound v = {
      .home_url = page_url(p, STR("index.html")),
      .groups = page_site_groups(p),
  };
  buf out = buf_open(p->perm);
  tmpl_render(r->notfound, &v, &out);
  return buf_close(&out, p->perm);
}

static str canonical(const struct page_context *p, str path) {
  str base = p->site->config.base_url;
  bool home = str_eq(path, STR("index.html")); /* it has the address of the site */
  return base.n == 0 || home ? base : arena_join(p->perm, base, path);
}

static str render_redirect(const struct renderer *r, const struct page_context *p, int32_t index) {
  const struct site *site = r->site;
  bool guide = index < site->guide_count;
  const struct tool *t = guide ? NULL : &site->tools[index - site->guide_count];
  str path = guide ? site->guides[index].out : t->out;
  struct view_redirect v = {
      .language = site->config.language,
      .title = guide ? site->guides[index].title : t->title,
      .root = page_root(p),
      .url = page_url(p, path),
      .canonical = canonical(p, path),
  };
  buf out = buf_open(p->perm);
  tmpl_render(r->redirect, &v, &out);
  return buf_close(&out, p->perm);
}

/* What base.mustache needs to know of the page inside it. */
struct frame {
  str kind;
  bool tool;
  str title;
  str description;
  str main;
  str day;    /* when its content changed; may be empty */
  str source; /* path of the content file that makes it, for an editor's link; may be empty */
};

static str window_title(const struct page_context *p, str title) {
  str site = p->site->config.title;
  if (str_eq(title, site) || title.n == 0) {
    return site;
  }
  return arena_join(p->perm, arena_join(p->perm, title, STR(" – ")), site);
}

/* Texts are escaped, so that a sign of markup is markup. */
static bool has_parts(str main) {
  static const str signs[] = {STR_INIT("<pre"), STR_INIT("class=\"tabs\""),
                              STR_INIT("data-order=")};
  bool found = false;
  for (size_t i = 0; i < sizeof signs / sizeof *signs && !found; i++) {
    found = str_search(main, signs[i]) >= 0;
  }
  return found;
}

/* The program's own stands in the page, which is quicker than to ask for it. */
static str icon_url(const struct page_context *p) {
  const struct theme *t = p->site->theme;
  for (ptrdiff_t i = 0; i < t->static_count; i++) {
    if (str_eq(t->statics[i].path, STR("favicon.svg"))) {
      return page_url(p, STR("static/favicon.svg"));
    }
  }
  return STR("");
}

static str logo_url(const struct page_context *p) {
  str logo = p->site->config.logo;
  return logo.n == 0 ? logo : page_url(p, arena_join(p->perm, STR("static/"), logo));
}

static str render_base(const struct renderer *r, const struct page_context *p,
                       const struct frame *f) {
  struct view_base v = {
      .language = r->site->config.language,
      .title = window_title(p, f->title),
      .site_title = r->site->config.title,
      .description = f->description,
      .page_title = f->title,
      .twin = p->rooted ? STR("") : path_name(twin_path(p->path, STR(".md"), p->perm)),
      .canonical = p->rooted ? STR("") : canonical(p, p->path),
      .article = str_eq(f->kind, STR("guide")),
      .edit_url = f->source.n > 0 ? edit_url(p, f->source) : STR(""),
      .root = page_root(p),
      .home_url = page_url(p, STR("index.html")),
      .icon = icon_url(p),
      .logo = logo_url(p),
      .kind = f->kind,
      .tool = f->tool,
      .parts = !f->tool && has_parts(f->main),
      .nav = page_nav(p),
      .main = {f->main},
  };
  if (r->bundled && !str_eq(f->kind, STR("home"))) {
    v.copy = (tmpl_html){render_copy(r, COPY_FOLDER, page_root(p), p->perm)};
  }
  if (v.canonical.n > 0) {
    v.data = page_linked_data(p, &(struct page_card){f->title, f->description, f->day}, v.article);
  }
  buf out = buf_open(p->perm);
  tmpl_render(r->base, &v, &out);
  return buf_close(&out, p->perm);
}

static struct frame guide_frame(struct page_context *p, const struct guide *g) {
  p->nav = g->nav;
  str summary = page_plain_text(p, g, page_text(g->view, g->view->head->summary));
  return (struct frame){
      .title = g->title,
      .description = g->description.n > 0 ? g->description : summary,
      .day = g->updated,
  };
}

static struct frame tool_frame(struct page_context *p, str kind, int32_t tool) {
  const struct site *s = p->site;
  const struct tool *t = &s->tools[tool];
  bool table = tool >= s->decision_count;
  p->nav = t->nav;
  return (struct frame){
      .kind = kind,
      .tool = true,
      .title = t->title,
      .description = t->description,
      .day = table ? s->costs[tool - s->decision_count].as_of : s->decisions[tool].version,
      .source = t->path,
  };
}

/* Its entry in the navigation, or that of its index.md. */
static int32_t section_nav(const struct section *s, int32_t index) {
  return s->nav == NONE ? index : s->nav;
}

/* Of an output that is no page, and of one that only leads on: without a kind. */
static struct frame page_frame(const struct renderer *r, struct page_context *p,
                               const struct output *o, str body) {
  const struct site *site = r->site;
  int32_t guide = render_guide_of(site, o);
  struct frame f = {.title = site->config.title};
  if (guide != NONE) {
    f = guide_frame(p, &site->guides[guide]);
  }
  switch (o->kind) {
    case OUTPUT_GUIDE:
      f.kind = STR("guide");
      f.main = render_guide(r, p, guide, body);
      break;
    case OUTPUT_SECTION:
      f.kind = STR("section");
      f.title = site->sections[o->index].title;
      p->nav = section_nav(&site->sections[o->index], p->nav);
      f.source = guide == NONE ? STR("") : site->guides[guide].path;
      f.main = render_section(r, p, o->index, body);
      break;
    case OUTPUT_TAGS:
      f.kind = STR("tags");
      f.title = strings_get(&site->strings, STR("tags"));
      f.main = render_tags(r, p, f.title);
      break;
    case OUTPUT_HOME:
      f.kind = STR("home");
      f.description = guide == NONE ? site->config.description : f.description;
      f.source = guide == NONE ? STR("") : site->guides[guide].path;
      f.main = render_home(r, p, body);
      break;
    case OUTPUT_NOT_FOUND:
      f.kind = STR("notfound");
      f.title = strings_get(&site->strings, STR("not_found"));
      p->rooted = true;
      f.main = render_notfound(r, p);
      break;
    case OUTPUT_DECISION:
      f = tool_frame(p, STR("decision"), o->index);
      f.main = page_decision(p, &site->decisions[o->index], r->decision);
      break;
    case OUTPUT_COST:
      f = tool_frame(p, STR("cost"), (int32_t)site->decision_count + o->index);
      f.main = page_cost(p, &site->costs[o->index], r->cost);
      break;
    case OUTPUT_REDIRECT:
    case OUTPUT_DATA:
    case OUTPUT_TWIN:
    case OUTPUT_JSON:
    case OUTPUT_CSV:
    case OUTPUT_ROWS:
    case OUTPUT_MADE:
    case OUTPUT_ENGINE:
    case OUTPUT_SEARCH:
    case OUTPUT_ASSET:
    case OUTPUT_STATIC:
      break;
  }
  return f;
}

struct rendered_page render_page(const struct renderer *r, const struct output *o, str body,
                                 arena *perm) {
  struct page_context p = {.site = r->site, .path = o->path, .nav = NONE, .perm = perm};
  if (o->kind == OUTPUT_REDIRECT) {
    return (struct rendered_page){render_redirect(r, &p, o->index), STR("")};
  }
  struct frame f = page_frame(r, &p, o, body);
  str html = f.kind.n > 0 ? render_base(r, &p, &f) : STR("");
  return (struct rendered_page){html, f.main};
}
