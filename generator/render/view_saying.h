/* Texts of a decision that quote answers and figures. */
#ifndef FINGERPOST_RENDER_VIEW_SAYING_H
#define FINGERPOST_RENDER_VIEW_SAYING_H

#include "render/view.h"

/* A piece of a text, and behind it a hole for an answer or for a figure. */
struct view_piece {
  str text;
  str answer; /* the question's id; empty: none is quoted */
  str number; /* its place on the page */
  tmpl_html figure;
  str live; /* what fills the figure in the wizard; empty: nothing does */
};

/* One of several wordings, sentences or faults. */
struct view_saying {
  bool conditional; /* otherwise it holds always, or where no other does */
  tmpl_html when;   /* in words */
  tmpl_list pieces; /* view_piece */
};

#endif
