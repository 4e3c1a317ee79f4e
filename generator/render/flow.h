/*
 * Flow: the tree of a decision as a picture, drawn when the site is built.
 *
 *   flow_graph.c  what is drawn: questions, their answers, what they lead to
 *   flow_text.c   texts, broken into lines by a table of widths
 *   flow_rows.c   rows by the longest path, and an order within them with few crossings
 *   flow_place.c  coordinates
 *   flow_svg.c    markup
 *   flow_outline.c  what is too large for a picture, as nested lists
 *
 * Time runs downwards. A question is a box. A way leads from it for all answers with the
 * same target: it has a row for what the answers say and, where it passes rows of other
 * boxes, a bend in each. An outcome is drawn beside each question that leads to it: drawn
 * once for all, its ways would cross the whole picture.
 *
 * One unit is a sixteenth of the reader's type size. All is computed from the decision
 * alone, in a fixed order: the same decision gives the same bytes.
 */
#ifndef FINGERPOST_RENDER_FLOW_H
#define FINGERPOST_RENDER_FLOW_H

#include "core/html.h"
#include "model/decision.h"
#include "model/strings.h"

enum {
  FLOW_NODES_MAX = 40, /* questions and outcomes: larger pictures show no more than a tangle */
  FLOW_WAYS_MAX = 120, /* likewise, when each question has many answers */
  FLOW_LINES_MAX = 6,  /* of a text; the rest is left to the page's own list */
  FLOW_DEPTH_MAX = 8   /* of nested lists; what lies deeper begins at the margin again */
};

/* In units; what is inside the boxes, as far as several files have to know it. */
enum {
  FLOW_TYPE = 14, /* of questions and outcomes */
  FLOW_LEADING = 18,
  FLOW_SMALL = 13, /* of what answers say */
  FLOW_SMALL_LEADING = 16,
  FLOW_SIDE = 12, /* between a text and the sides of its box */
  FLOW_PAD = 9,   /* above and below it */
  FLOW_TIP = 13   /* of an outcome's arm */
};

enum flow_kind { FLOW_QUESTION, FLOW_OUTCOME, FLOW_LABEL, FLOW_BEND };

struct flow_lines {
  str line[FLOW_LINES_MAX];
  int count;
  bool is_cut; /* there was more */
  double width;
};

struct flow_node {
  enum flow_kind kind;
  str id;   /* of the question or the outcome */
  str text; /* whole; of a question with its number: "3. How many?" */
  struct flow_lines lines;
  int32_t first_way, ways; /* of a question */
  int32_t row, place;      /* and its place in the row */
  double x, y;             /* the middle of its upper edge */
  double width, height;    /* of bends, height is that of their row */
};

struct flow_way {
  int32_t from, to; /* nodes */
  int32_t label;    /* a node */
  int32_t first_bend, bends;
};

struct flow_row {
  int32_t first, count; /* in `order` */
  double top, bottom;
};

struct flow {
  struct flow_node *nodes; /* questions first, in asking order */
  int32_t node_count, question_count;
  int32_t outcome_count; /* that ways lead to; each may be several nodes */
  struct flow_way *ways;
  int32_t way_count;
  struct flow_row *rows;
  int32_t row_count;
  int32_t *order; /* nodes, row by row, from left to right */
  double width, height;
};

/*
 * What there is to draw of a decision in the tree form that has no faults. `number`: by
 * question, its place on the page from 1, or 0.
 */
struct flow flow_graph(const struct decision *d, const int32_t *number, const struct strings *ui,
                       arena *a);
/* It is not too large for a picture. */
bool flow_fits(const struct flow *f);
/* A graph of any size as nested lists of links, each question once. */
void flow_outline(const struct flow *f, struct html *h, arena scratch);

/* Rows, bends, order and coordinates of a graph. */
void flow_layout(struct flow *f, arena *a);
/*
 * Inline SVG, with its name and its description: site.css has `.map`, there are no styles
 * and no scripts in it. Boxes are links to "#q-ID" and "#o-ID". data-way names a question,
 * "#q-ID", and each way: "ID#q-NEXT", "ID#o-OUTCOME", each of them once.
 */
void flow_draw(const struct flow *f, str title, str text, struct html *h, arena scratch);

/* Into lines that are at most `width` wide, `size` the size of the type, bold or not. */
struct flow_lines flow_break(str text, double width, double size, bool is_bold, arena *a);
/* How wide a text may get in any of the faces of site.css. */
double flow_width(str text, double size, bool is_bold);

#endif
