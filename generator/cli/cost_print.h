/* The results of a cost table, for people and for programs. */
#ifndef FINGERPOST_CLI_COST_PRINT_H
#define FINGERPOST_CLI_COST_PRINT_H

#include "core/cost_session.h"
#include "model/cost_table.h"

/* `lines` is what cost_run wrote. */
void cost_print_text(const struct cost_table *t, str lines, arena scratch, buf *out);
void cost_print_json(const struct cost_table *t, str lines, buf *out);
/* The same with the address of its schema. */
void cost_print_page_json(const struct cost_table *t, str schema, str lines, buf *out);

/* One line of cost_run, its fields without the tabs. */
enum { COST_FIELDS_MAX = 13 };
struct cost_fields {
  str at[COST_FIELDS_MAX];
};
/* Takes the next line off `rest`; false at the end. */
bool cost_fields_next(str *rest, struct cost_fields *ret_fields);

#endif
