#include "model/tags.h"

#include "render/parts.h"

tmpl_list page_tags(const struct page_context *p, const struct guide *g) {
  ptrdiff_t count = g->tag_of == NULL ? 0 : g->tags.count;
  struct view_tag *items = NEW(p->perm, struct view_tag, count);
  str page = count > 0 ? page_url(p, TAGS_PAGE) : STR("");
  for (ptrdiff_t i = 0; i < count; i++) {
    str anchor = arena_join(p->perm, STR("#"), p->site->tags[g->tag_of[i]].id);
    items[i] = (struct view_tag){
        .text = g->tags.items[i],
        .url = arena_join(p->perm, page, anchor),
    };
  }
  return (tmpl_list){items, count};
}

tmpl_list page_tag_groups(const struct page_context *p) {
  const struct site *site = p->site;
  struct view_group *groups = NEW(p->perm, struct view_group, site->tag_count);
  for (ptrdiff_t i = 0; i < site->tag_count; i++) {
    const struct tag *t = &site->tags[i];
    struct view_link *links = NEW(p->perm, struct view_link, t->count);
    for (ptrdiff_t k = 0; k < t->count; k++) {
      links[k] = *page_guide_link(p, t->guides[k]);
    }
    groups[i] = (struct view_group){.title = t->name, .id = t->id, .items = {links, t->count}};
  }
  return (tmpl_list){groups, site->tag_count};
}

static struct view_link tool_link(const struct page_context *p, ptrdiff_t tool) {
  const struct tool *t = &p->site->tools[tool];
  return (struct view_link){
      .url = page_url(p, t->out), .text = t->title, .description = t->description};
}

tmpl_list page_uses(const struct page_context *p, const struct guide *g) {
  struct view_link *links = NEW(p->perm, struct view_link, g->use_count);
  for (ptrdiff_t i = 0; i < g->use_count; i++) {
    links[i] = tool_link(p, g->uses[i]);
  }
  return (tmpl_list){links, g->use_count};
}

const struct view_link *page_table_link(const struct page_context *p, const struct guide *g) {
  if (g->table == NONE || p->site->costs[g->table].image.n == 0) {
    return NULL;
  }
  struct view_link *link = NEW(p->perm, struct view_link, 1);
  *link = tool_link(p, p->site->decision_count + g->table);
  return link;
}
