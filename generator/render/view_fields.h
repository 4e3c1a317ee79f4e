/* How a view is described to the checker of templates: one line a field. */
#ifndef FINGERPOST_RENDER_VIEW_FIELDS_H
#define FINGERPOST_RENDER_VIEW_FIELDS_H

#include "render/tmpl.h"

#define VIEW_FIELD(kind, s, f, t) \
  { STR_INIT(#f), kind, offsetof(struct s, f), t }
#define TEXT(s, f) VIEW_FIELD(TMPL_TEXT, s, f, NULL)
#define HTML(s, f) VIEW_FIELD(TMPL_HTML, s, f, NULL)
#define FLAG(s, f) VIEW_FIELD(TMPL_FLAG, s, f, NULL)
#define LIST(s, f, t) VIEW_FIELD(TMPL_LIST, s, f, &(t))
#define OBJECT(s, f, t) VIEW_FIELD(TMPL_OBJECT, s, f, &(t))
#define TYPE(label, s, table) \
  { STR_INIT(label), sizeof(struct s), table, (int)(sizeof(table) / sizeof(table)[0]) }

#endif
