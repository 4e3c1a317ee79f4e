/*
 * Numbers as text, the same in every build: decimal to the nearest double, and
 * a double to the shortest decimal that reads back as the same.
 *
 * Exact integer arithmetic throughout (no libc, no long double, no 128-bit
 * integers), so that num_parse(num_print(x)) is x for every finite x. Infinity
 * and NaN are no numbers here: nothing reads them, and printing one prints "?".
 */
#ifndef FINGERPOST_CORE_NUM_H
#define FINGERPOST_CORE_NUM_H

#include "core/buf.h"

/* Longer literals are refused, not cut: nobody means more digits than these. */
enum { NUM_TEXT_MAX = 400 };

/*
 * A whole literal: [-] digits [. digits] [e [+-] digits], with a digit on both
 * sides of a point. False: not of that form, too long, or beyond the largest
 * double. What is too small for a double becomes 0. -0 becomes 0.
 */
bool num_parse(str text, double *ret_value);

/*
 * The same with what people type: spaces around it, spaces (also U+00A0 and U+202F),
 * commas or apostrophes between groups of three digits, and k, M or G at the end
 * (thousand, million, thousand million): "50k", "1,234.5".
 */
bool num_parse_typed(str text, double *ret_value);

/* Shortest text that reads back as the same: 0.1, 1e-7, 1.5e300, 200000. */
void num_print(buf *out, double value);
/*
 * For readers: at most `digits` significant digits (1 to 17, rounded half to even
 * on the exact value), thousands grouped by commas, no trailing zeros behind the
 * point, no exponent from 1e-6 up to 1e15: "1,234.5", "0.075", "96,000".
 */
void num_print_grouped(buf *out, double value, int digits);
/*
 * For axes and labels, where there is little room: at most `digits` significant digits, with
 * k, M or G for thousands, millions and thousand millions, as num_parse_typed reads them:
 * "1.5k", "200k", "2M". No exponent from 1e-6 up to 1e12.
 */
void num_print_compact(buf *out, double value, int digits);
/* Exactly `places` digits behind the point (0 to 12), likewise rounded and grouped. */
void num_print_fixed(buf *out, double value, int places);

#endif
