/*
 * Views of a decision's page: its questions in the order in which they are
 * asked, the outcomes, the sources. The wizard reads its texts off this page.
 */
#ifndef FINGERPOST_RENDER_VIEW_DECISION_H
#define FINGERPOST_RENDER_VIEW_DECISION_H

#include "render/view_bill.h"
#include "render/view_saying.h"

struct view_route { /* where an answer leads */
  bool conditional;
  tmpl_html when; /* the condition in words */
  bool otherwise; /* the last of several */
  str url;        /* "#q-ID" or "#o-ID" */
  str number;     /* of the question; empty: an outcome */
  str text;
};

struct view_answer {
  str value; /* of the state: yes, no, a choice; empty for a band of a number */
  str label;
  str because;      /* may be empty */
  tmpl_list routes; /* view_route */
};

struct view_question {
  str id;
  str number; /* its place, from "1" */
  str ask;
  str hint, unsure; /* may be empty */
  bool numeric;     /* a number or a day */
  bool day, several;
  bool many;             /* choices: too many to look through */
  str message;           /* when the limits are not kept; may be empty */
  str low, high;         /* limits of a number, for readers */
  str unit;              /* may be empty */
  tmpl_list asks, hints; /* view_saying: the wordings, when there are several */
  tmpl_list rules;       /* view_saying: what is refused, and why */
  tmpl_list answers;
  bool answered; /* there are some */
};

struct view_gate {
  str id;
  tmpl_html when; /* in words */
  str yes, no;
  str asks; /* ids of the questions that it looks at, with spaces between them */
  const struct view_cite *source; /* may be NULL */
};

struct view_threshold {
  str id, name;
  str value, unit, review_by; /* but for the value they may be empty */
  bool ranged;                /* sources say other values, too: from low to high */
  str low, high;
  tmpl_list sources; /* view_cite */
};

struct view_gated {
  str id;
  str title;  /* never empty */
  str always; /* why it needs no gates; empty: it has some */
  tmpl_list gates;
};

struct view_outcome {
  str id, title;
  tmpl_list guides;             /* view_link */
  const struct view_bill *bill; /* may be NULL */
  tmpl_list says;               /* view_saying */
};

/* What a page rests on, where it can be read and when that was done. */
struct view_cite {
  str title;
  str url;   /* outside, or a guide of the site; may be empty */
  bool away; /* it leads out of the site */
  str kind, licence;
  str date;
};

struct view_decision {
  str id;
  str root; /* to the scripts of the site */
  str data; /* the script beside the page */
  str title, description;
  str version, review_by;
  str start;     /* "#q-ID": the first question */
  bool gated;    /* options with gates, not a tree */
  bool all;      /* every option that passes counts */
  tmpl_html map; /* of a tree, when it is not too large to be `drawn`, otherwise its outline */
  bool drawn;
  str hash; /* of what it decides by, for records */
  tmpl_list options, crumbs;
  tmpl_list questions;
  tmpl_list outcomes;
  const struct view_table *table; /* of their bills; or NULL */
  tmpl_list thresholds;           /* view_threshold */
  tmpl_list sources;              /* view_cite */
  bool limited, sourced;          /* there are some */
};

extern const struct tmpl_type view_cite_type;
extern const struct tmpl_type view_decision_type;

#endif
