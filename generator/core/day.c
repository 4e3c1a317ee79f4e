#include "core/day.h"

/*
 * Years here start in March, so that the day that is now and then added is the
 * last of its year; 400 years are an era, and each has as many days.
 */
enum { ERA_DAYS = 146097, DAYS_TO_1970 = 719468, DAY_FIRST = -719528, DAY_LAST = 2932896 };

static bool digits_parse(str text, ptrdiff_t beg, ptrdiff_t end, int64_t *ret) {
  *ret = 0;
  for (ptrdiff_t i = beg; i < end; i++) {
    if (!byte_is_digit(text.s[i])) {
      return false;
    }
    *ret = *ret * 10 + (text.s[i] - '0');
  }
  return true;
}

static bool is_leap(int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int64_t month_days(int64_t year, int64_t month) {
  if (month == 2) {
    return is_leap(year) ? 29 : 28;
  }
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool day_parse(str text, int64_t *ret_day) {
  int64_t year = 0;
  int64_t month = 0;
  int64_t day = 0;
  if (text.n != 10 || text.s[4] != '-' || text.s[7] != '-' || !digits_parse(text, 0, 4, &year) ||
      !digits_parse(text, 5, 7, &month) || !digits_parse(text, 8, 10, &day) || month < 1 ||
      month > 12 || day < 1 || day > month_days(year, month)) {
    return false;
  }
  int64_t from_march = month > 2 ? month - 3 : month + 9;
  int64_t years = year + 400 - (month <= 2); /* an era more: no negative numbers */
  int64_t of_year = (153 * from_march + 2) / 5 + day - 1;
  int64_t of_era = years % 400 * 365 + years % 400 / 4 - years % 400 / 100 + of_year;
  *ret_day = (years / 400 - 1) * ERA_DAYS + of_era - DAYS_TO_1970;
  return true;
}

static void digits_print(buf *out, int64_t value, int64_t first) {
  for (; first > 0; first /= 10) {
    buf_byte(out, (char)('0' + value / first % 10));
  }
}

void day_print(buf *out, int64_t day) {
  day = day < DAY_FIRST ? DAY_FIRST : day > DAY_LAST ? DAY_LAST : day;
  int64_t days = day + DAYS_TO_1970 + ERA_DAYS;
  int64_t of_era = days % ERA_DAYS;
  int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
  int64_t from_march = (5 * of_year + 2) / 153;
  int64_t month = from_march < 10 ? from_march + 3 : from_march - 9;
  digits_print(out, years + (days / ERA_DAYS - 1) * 400 + (month <= 2), 1000);
  buf_byte(out, '-');
  digits_print(out, month, 10);
  buf_byte(out, '-');
  digits_print(out, of_year - (153 * from_march + 2) / 5 + 1, 10);
}
