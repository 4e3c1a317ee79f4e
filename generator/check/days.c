#include "check/days.h"

static int64_t number(str digits) {
  int64_t value = 0;
  for (ptrdiff_t i = 0; i < digits.n; i++) {
    value = value * 10 + (digits.s[i] - '0');
  }
  return value;
}

/*
 * Years start in March here, so that the leap day is the last of the year and
 * months have a regular pattern.
 */
int64_t days_of(str iso) {
  int64_t year = number(str_sub(iso, 0, 4));
  int64_t month = number(str_sub(iso, 5, 7));
  int64_t day = number(str_sub(iso, 8, 10));
  year -= month <= 2;
  int64_t of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  return year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719468;
}

void days_print(int64_t days, buf *out) {
  buf_int(out, days);
  buf_str(out, days == 1 ? STR(" day") : STR(" days"));
}
