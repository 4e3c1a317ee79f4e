/* What an outcome of a decision costs. */
#ifndef FINGERPOST_RENDER_VIEW_BILL_H
#define FINGERPOST_RENDER_VIEW_BILL_H

#include "render/view.h"

struct view_bill {
  str output, alternative; /* their ids in the table */
  str of;                  /* the alternative of the cost table */
  str in;                  /* the scenario; empty: as the table stands */
  tmpl_html total;         /* a link to where it comes from */
  tmpl_html range;         /* empty: nothing of it is uncertain */
  bool ranged;
  bool away; /* its alternative is not available: no range then, but at the reader's answers */
  str url;   /* the table's page; the wizard adds the reader's answers */
};

struct view_table { /* the cost table whose engine computes bills in the page */
  str id;
  str url;  /* of its page */
  str data; /* the script beside that */
};

#endif
