/* What the printers of this room share: the table's rows, and texts made safe. */
#ifndef FINGERPOST_DIAG_KIND_H
#define FINGERPOST_DIAG_KIND_H

#include "diag/diag.h"

struct diag_kind {
  str code;
  str name;
  str message;
  str reason;
  str hint;
  diag_level level;
  bool fixed;
};

const struct diag_kind *diag_kind_of(diag_id id);

/* The hint to print: the caller's, or else the table's; may be empty. */
str diag_hint_of(const struct diag *d);
/* Message, subject and detail in one line, safe for a terminal. */
void diag_sentence(const struct diag *d, buf *out);
/* The line of a place with its number, and a caret below; nothing when it is empty. */
void excerpt_show(const struct place *at, bool color, buf *out);

/* Items are sorted, and their level is not off where these look at them. */
void diags_print_json(const struct diags *ds, struct sources *src, buf *out);
void diags_print_github(const struct diags *ds, struct sources *src, buf *out);

#endif
