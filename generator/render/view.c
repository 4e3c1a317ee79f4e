#include "render/view.h"

#include "render/view_fields.h"

static const struct tmpl_field tag_fields[] = {
    {STR_INIT("."), TMPL_TEXT, offsetof(struct view_tag, text), NULL},
    TEXT(view_tag, url),
};
static const struct tmpl_type tag_type = TYPE("tag", view_tag, tag_fields);

static const struct tmpl_field link_fields[] = {
    TEXT(view_link, url),
    TEXT(view_link, text),
    TEXT(view_link, description),
};
const struct tmpl_type view_link_type = TYPE("link", view_link, link_fields);

static const struct tmpl_type nav_type;
static const struct tmpl_field nav_fields[] = {
    TEXT(view_nav, url),     TEXT(view_nav, text),    TEXT(view_nav, all),
    FLAG(view_nav, section), FLAG(view_nav, page),    FLAG(view_nav, open),
    FLAG(view_nav, here),    FLAG(view_nav, current), LIST(view_nav, items, nav_type),
};
static const struct tmpl_type nav_type = TYPE("nav", view_nav, nav_fields);

static const struct tmpl_type heading_type;
static const struct tmpl_field heading_fields[] = {
    TEXT(view_heading, id),
    TEXT(view_heading, text),
    LIST(view_heading, items, heading_type),
    FLAG(view_heading, nested),
};
static const struct tmpl_type heading_type = TYPE("heading", view_heading, heading_fields);

static const struct tmpl_field group_fields[] = {
    TEXT(view_group, title),
    TEXT(view_group, id),
    TEXT(view_group, url),
    TEXT(view_group, description),
    LIST(view_group, items, view_link_type),
};
static const struct tmpl_type group_type = TYPE("group", view_group, group_fields);

static const struct tmpl_field base_fields[] = {
    HTML(view_base, copy),       TEXT(view_base, language),    TEXT(view_base, title),
    TEXT(view_base, site_title), TEXT(view_base, description), TEXT(view_base, canonical),
    TEXT(view_base, root),       TEXT(view_base, home_url),    TEXT(view_base, kind),
    FLAG(view_base, tool),       TEXT(view_base, logo),        LIST(view_base, nav, nav_type),
    HTML(view_base, main),       TEXT(view_base, page_title),  TEXT(view_base, twin),
    FLAG(view_base, article),    HTML(view_base, data),        TEXT(view_base, edit_url),
    FLAG(view_base, parts),      TEXT(view_base, icon),
};
const struct tmpl_type view_base_type = TYPE("base", view_base, base_fields);

static const struct tmpl_field guide_fields[] = {
    TEXT(view_guide, title),
    TEXT(view_guide, anchor),
    TEXT(view_guide, description),
    TEXT(view_guide, summary),
    HTML(view_guide, body),
    TEXT(view_guide, updated),
    TEXT(view_guide, review_by),
    TEXT(view_guide, owner),
    TEXT(view_guide, minutes),
    FLAG(view_guide, one_minute),
    TEXT(view_guide, edit_url),
    LIST(view_guide, tags, tag_type),
    LIST(view_guide, uses, view_link_type),
    OBJECT(view_guide, table, view_link_type),
    FLAG(view_guide, used),
    LIST(view_guide, crumbs, view_link_type),
    LIST(view_guide, outline, heading_type),
    OBJECT(view_guide, previous, view_link_type),
    OBJECT(view_guide, next, view_link_type),
    FLAG(view_guide, outlined),
};
const struct tmpl_type view_guide_type = TYPE("guide", view_guide, guide_fields);

static const struct tmpl_field section_fields[] = {
    TEXT(view_section, title),
    TEXT(view_section, anchor),
    TEXT(view_section, description),
    HTML(view_section, body),
    LIST(view_section, crumbs, view_link_type),
    LIST(view_section, groups, group_type),
};
const struct tmpl_type view_section_type = TYPE("section", view_section, section_fields);

static const struct tmpl_field home_fields[] = {
    TEXT(view_home, title),
    TEXT(view_home, anchor),
    TEXT(view_home, description),
    HTML(view_home, body),
    LIST(view_home, groups, group_type),
    FLAG(view_home, bundled),
    HTML(view_home, copy),
};
const struct tmpl_type view_home_type = TYPE("home", view_home, home_fields);

static const struct tmpl_field tags_fields[] = {
    TEXT(view_tags, title),
    LIST(view_tags, crumbs, view_link_type),
    LIST(view_tags, groups, group_type),
};
const struct tmpl_type view_tags_type = TYPE("tags", view_tags, tags_fields);

static const struct tmpl_field notfound_fields[] = {
    TEXT(view_notfound, home_url),
    LIST(view_notfound, groups, group_type),
};
const struct tmpl_type view_notfound_type = TYPE("notfound", view_notfound, notfound_fields);

static const struct tmpl_field redirect_fields[] = {
    TEXT(view_redirect, language), TEXT(view_redirect, root),      TEXT(view_redirect, title),
    TEXT(view_redirect, url),      TEXT(view_redirect, canonical),
};
const struct tmpl_type view_redirect_type = TYPE("redirect", view_redirect, redirect_fields);
