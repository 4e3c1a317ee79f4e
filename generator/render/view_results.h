/*
 * Views of what a cost table comes to, and of its prices. Numbers are texts that the core
 * wrote.
 *
 * The calculator puts new texts where keys say, of the alternative around them: an output's id,
 * which is `key`, or that and what of the output.
 */
#ifndef FINGERPOST_RENDER_VIEW_RESULTS_H
#define FINGERPOST_RENDER_VIEW_RESULTS_H

#include "render/view_decision.h"

struct view_figure {
  str key;
  str anchor; /* its id on the page */
  str label;
  str text;      /* "1,234.5", "undefined"; of samples, the median */
  str unit;      /* may be empty */
  str low, high; /* the 5th and the 95th percentile; empty: there is one value */
  str undefined; /* the share of undefined samples; may be empty */
};

struct view_line { /* of an alternative */
  str kind;        /* "Each month" */
  str formula;
  struct view_figure figure;
};

struct view_alternative {
  str id;
  str label;
  str gate;                        /* the condition as written; empty: always available */
  bool away;                       /* not available now */
  bool some;                       /* only in some samples */
  str open;                        /* in which share of them */
  bool cheapest;                   /* by the first output */
  str measure;                     /* that output's id */
  str chance;                      /* in which share of the samples it is the cheapest */
  const struct view_figure *first; /* the first output per alternative, or NULL */
  tmpl_list others;                /* view_figure: the other ones */
  tmpl_list lines;                 /* view_line */
};

struct view_headline { /* what is cheapest */
  str label;
  str what; /* "65,000 USD, between 41,000 and 110,000 in 9 of 10 cases, ..." */
};

struct view_cell {
  str text;
  bool cheapest;
};

struct view_row {
  str label;
  str anchor; /* of an output */
  str unit;
  tmpl_list cells; /* view_cell: the defaults, unless a scenario is these; each scenario */
};

struct view_block {
  str title; /* empty: the rows speak for themselves */
  str unit;
  tmpl_list rows;
};

struct view_point { /* of the chart of volumes */
  str text;         /* the volume */
  tmpl_list cells;  /* view_figure: by alternative */
};

struct view_rank { /* of the chart of what matters */
  str label;
  str text;
};

struct view_price { /* a figure */
  str text;
};

struct view_record { /* a row of prices, for some time or always */
  str label;
  str anchor;       /* empty: it does not hold on the table's day */
  tmpl_list prices; /* view_price, by column */
  str from, until;
  bool announced;
  bool current; /* it holds on the table's day */
  const struct view_cite *source;
};

struct view_column {
  str label, unit; /* the unit is empty where each figure has its own */
};

struct view_prices {
  str label;
  tmpl_list columns; /* view_column */
  tmpl_list records; /* view_record */
};

#endif
