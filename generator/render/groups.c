#include "model/nav.h"
#include "render/parts.h"

/* A folder's page as a link. */
static struct view_link folder_link(const struct page_context *p, int32_t section) {
  const struct section *s = &p->site->sections[section];
  str description = s->index == NONE ? STR("") : p->site->guides[s->index].description;
  return (struct view_link){
      .url = page_url(p, s->out), .text = s->title, .description = description};
}

/* What stands directly in a section, as links: its guides only, or its folders too. */
static tmpl_list section_links(const struct page_context *p, int32_t section, bool guides_only) {
  const struct section *s = &p->site->sections[section];
  struct view_link *links = NEW(p->perm, struct view_link, s->item_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < s->item_count; i++) {
    if (s->items[i].guide != NONE) {
      links[count++] = *page_guide_link(p, s->items[i].guide);
    } else if (!guides_only) {
      links[count++] = folder_link(p, s->items[i].below);
    }
  }
  return (tmpl_list){links, count};
}

static struct view_group section_group(const struct page_context *p, int32_t section) {
  struct view_link link = folder_link(p, section);
  return (struct view_group){
      .title = link.text,
      .url = link.url,
      .description = link.description,
      .items = section_links(p, section, false),
  };
}

tmpl_list page_section_groups(const struct page_context *p, int32_t section) {
  const struct section *s = &p->site->sections[section];
  struct view_group *groups = NEW(p->perm, struct view_group, s->item_count + 1);
  ptrdiff_t count = 0;
  groups[0].items = section_links(p, section, true);
  count += groups[0].items.count > 0;
  for (ptrdiff_t i = 0; i < s->item_count; i++) {
    if (s->items[i].below != NONE) {
      groups[count++] = section_group(p, s->items[i].below);
    }
  }
  return (tmpl_list){groups, count};
}

/* An entry of the navigation as a link: a page, or a section inside a section. */
static struct view_link entry_link(const struct page_context *p, int32_t entry) {
  const struct nav_entry *e = &p->site->nav[entry];
  if (e->guide != NONE && e->section == NONE) {
    return *page_guide_link(p, e->guide);
  }
  if (e->tool != NONE) {
    const struct tool *t = &p->site->tools[e->tool];
    return (struct view_link){
        .url = page_url(p, t->out), .text = t->title, .description = t->description};
  }
  return (struct view_link){.url = page_url(p, nav_url(p->site, entry)), .text = e->title};
}

/* What stands below an entry: its pages only, or all of it. */
static tmpl_list entry_links(const struct page_context *p, int32_t entry, bool pages_only) {
  const struct site *site = p->site;
  ptrdiff_t count = 0;
  for (int32_t i = site->nav[entry].child; i != NONE; i = site->nav[i].next) {
    count++;
  }
  struct view_link *links = NEW(p->perm, struct view_link, count);
  ptrdiff_t k = 0;
  for (int32_t i = site->nav[entry].child; i != NONE; i = site->nav[i].next) {
    bool wanted = !pages_only || site->nav[i].child == NONE;
    if (wanted && nav_url(site, i).n > 0) { /* an empty section leads nowhere */
      links[k++] = entry_link(p, i);
    }
  }
  return (tmpl_list){links, k};
}

tmpl_list page_site_groups(const struct page_context *p) {
  const struct site *site = p->site;
  struct view_group *groups = NEW(p->perm, struct view_group, site->nav_count);
  ptrdiff_t count = 0;
  groups[0].items = entry_links(p, 0, true);
  count += groups[0].items.count > 0;
  for (int32_t i = site->nav[0].child; i != NONE; i = site->nav[i].next) {
    const struct nav_entry *e = &site->nav[i];
    if (e->child == NONE || nav_url(site, i).n == 0) {
      continue;
    }
    bool page = e->guide != NONE || e->section != NONE;
    groups[count++] = (struct view_group){
        .title = e->title,
        .url = page ? page_url(p, nav_url(site, i)) : STR(""),
        .items = entry_links(p, i, false),
    };
  }
  return (tmpl_list){groups, count};
}
