/*
 * Views of a cost table's page: results with the defaults, the scenarios side by
 * side, where each figure comes from. Numbers are texts that the core wrote.
 *
 * The calculator puts new texts where `key` says: the fields that stand before
 * the value in a line of cost_run, "output total prompt".
 */
#ifndef FINGERPOST_RENDER_VIEW_COST_H
#define FINGERPOST_RENDER_VIEW_COST_H

#include "render/view_decision.h"

struct view_figure {
  str key;
  str anchor; /* its id on the page */
  str label;
  str text; /* "1,234.5", "undefined" */
  str unit; /* may be empty */
};

struct view_line { /* of an alternative */
  str kind;        /* "Each month" */
  str formula;
  struct view_figure figure;
};

struct view_alternative {
  str id;
  str label;
  str gate;      /* the condition as written; empty: always available */
  bool away;     /* not available now */
  bool cheapest; /* by the first output */
  str cheapest_key;
  const struct view_figure *first; /* the first output per alternative, or NULL */
  tmpl_list others;                /* view_figure: the other ones */
  tmpl_list lines;                 /* view_line */
};

struct view_headline { /* what is cheapest */
  str output, label;
  const struct view_figure *figure;
};

struct view_cell {
  str text;
  str anchor; /* empty: the results above have it */
  bool cheapest;
};

struct view_row {
  str label;
  str unit;
  tmpl_list cells; /* view_cell: the defaults, then each scenario */
};

struct view_block {
  str title; /* empty: the rows speak for themselves */
  str unit;
  tmpl_list rows;
};

struct view_scenario {
  str label;
  str state;
};

struct view_option {
  str id, label;
  bool chosen;
};

struct view_input {
  str id, label, anchor;
  str note;
  str text; /* the default; of a choice its label */
  str unit;
  str low, high; /* range; empty when there is none */
  str dist;
  str least, most;   /* bounds; empty when there is none */
  bool chooses;      /* there are options */
  tmpl_list options; /* view_option */
  const struct view_cite *source;
};

struct view_price {
  str anchor; /* empty: it does not hold on the table's day */
  str table, row, column;
  str text, unit;
  str from, until;
  bool announced;
  const struct view_cite *source;
};

struct view_cost {
  str id, root, data;
  str title, description;
  str currency, as_of;
  tmpl_list crumbs;
  str output; /* what the alternatives are measured by; may be empty */
  const struct view_headline *headline;
  tmpl_list alternatives;
  tmpl_list figures;   /* view_figure: outputs of the table as a whole */
  tmpl_list scenarios; /* view_scenario */
  bool compared;       /* there are scenarios */
  str columns;         /* of the table of scenarios, the one with names included */
  tmpl_list blocks;    /* view_block */
  tmpl_list user;      /* view_input: what readers know */
  tmpl_list assumed;   /* view_input: the others */
  bool assumes;        /* there are others */
  tmpl_list inputs;    /* all */
  tmpl_list prices;
  bool priced;       /* there are prices */
  tmpl_list sources; /* view_cite */
  bool sourced;
};

extern const struct tmpl_type view_cost_type;

#endif
