/* The view of a cost table's page: its inputs and claims, results, where each figure comes from. */
#ifndef FINGERPOST_RENDER_VIEW_COST_H
#define FINGERPOST_RENDER_VIEW_COST_H

#include "render/view_results.h"

struct view_claim {
  str anchor, label, formula, note;
  str spare;                    /* by how much it holds, with the unit */
  str margin;                   /* by how much it has to */
  str scenario;                 /* label; empty: as the table stands */
  str state;                    /* in which it was tested, for a link */
  tmpl_list cites, contradicts; /* view_cite */
};

struct view_scenario {
  str label;
  str state; /* canonical; empty: that of the defaults */
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
  str spread;      /* its range in words; empty when there is none */
  str least, most; /* bounds; empty when there is none */
  bool chooses;    /* there are options */
  bool varies;     /* sampled, unless a reader sets it */
  bool user;       /* what readers know; the others are assumptions */
  bool slides;     /* it has a slider, which stands at: */
  str position;
  tmpl_list options; /* view_option */
  const struct view_cite *source;
};

struct view_onward { /* a decision that takes limits from the table's results, or feeds its inputs
                      */
  str id, title, url;
  str limits;  /* "breakeven=break_even=96000": each limit, its output, what that is at first */
  str answers; /* "volume=calls": each question, and its input */
};

struct view_cost {
  str id, root;
  str data, rows; /* scripts: the table's image, and what its download is made of */
  str title, description;
  str currency, as_of;
  str review_by; /* may be empty */
  tmpl_list crumbs;
  str output; /* what the alternatives are measured by; may be empty */
  const struct view_headline *headline;
  tmpl_list alternatives;
  tmpl_list figures;         /* view_figure: outputs of the table as a whole */
  tmpl_list onward;          /* view_onward */
  tmpl_list scenarios;       /* view_scenario */
  bool plain;                /* none of them is as the table stands */
  bool compared;             /* there are scenarios */
  str columns;               /* of the table of scenarios, the one with names included */
  tmpl_list blocks;          /* view_block */
  tmpl_list inputs;          /* view_input */
  bool assumes;              /* some are assumptions */
  tmpl_html volume, tornado; /* charts; empty: there is none */
  bool drawn, moved;         /* there is the first one, the second one */
  bool charted;              /* one of them */
  str volume_title, volume_axis, volume_unit;
  tmpl_list points;        /* view_point */
  tmpl_list ranks;         /* view_rank */
  tmpl_list claims;        /* view_claim */
  bool claimed;            /* there are claims */
  bool sampled;            /* some input is: */
  str samples;             /* how many samples there are */
  str error, chance_error; /* how much medians and chances depend on the points drawn */
  str hash, version;
  tmpl_list prices;  /* view_prices: tables of them, then those that stand alone */
  bool priced;       /* there are prices */
  str warn, fail;    /* days after which a price is old, and too old */
  tmpl_list sources; /* view_cite */
  bool sourced;
};

extern const struct tmpl_type view_cost_type;

#endif
