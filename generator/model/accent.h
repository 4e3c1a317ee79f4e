/*
 * The accent of a site, `theme: {accent: "#0b6"}`: the colour of its links and boards.
 *
 * One colour cannot be read on light and on dark paper, so each use has a shade of its
 * own: mixed with black or white, no further than contrast asks. Contrast is that of
 * WCAG 2.2, "contrast ratio" and "relative luminance", of sRGB (IEC 61966-2-1).
 */
#ifndef FINGERPOST_MODEL_ACCENT_H
#define FINGERPOST_MODEL_ACCENT_H

#include "model/fields.h"

struct accent {
  double given[3];                    /* red, green, blue, from 0 to 1, gamma-encoded as in CSS */
  double link_light[3], link_dark[3]; /* texts on paper; 4.5 to 1 */
  double sign_light[3], sign_dark[3]; /* boards under white text; 4.5 to 1, and 3 to 1 to paper */
};

/* "#rgb" or "#rrggbb", and its shades; false: it is none. */
bool accent_read(str text, struct accent *ret_accent);
/* Between 1 and 21. */
double accent_contrast(const double *a, const double *b);
/* A diagnostic at the node when the colour itself is too light to be text on paper. */
void accent_judge(const struct accent *a, const struct fields_reader *r, uint32_t node);
/* What stands behind the rules of site.css; "" when this cannot be. */
str accent_rules(const struct accent *a, arena *perm);

#endif
