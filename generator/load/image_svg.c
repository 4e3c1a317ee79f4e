#include "core/num.h"
#include "load/image_parts.h"

static str skip_space(str s) {
  ptrdiff_t at = 0;
  while (at < s.n && byte_is_space(s.s[at])) {
    at++;
  }
  return str_sub(s, at, s.n);
}

/* Behind the end of what begins here; false when it is not there. */
static bool skip_past(str *rest, str end) {
  ptrdiff_t at = str_search(*rest, end);
  if (at < 0) {
    return false;
  }
  *rest = str_sub(*rest, at + end.n, rest->n);
  return true;
}

/* A document type may hold declarations in brackets, which hold '>' themselves. */
static bool skip_doctype(str *rest) {
  ptrdiff_t close = str_find(*rest, '>');
  ptrdiff_t open = str_find(*rest, '[');
  bool nested = open >= 0 && (close < 0 || open < close);
  return (!nested || skip_past(rest, STR("]"))) && skip_past(rest, STR(">"));
}

static bool is_root(str rest) {
  bool named = str_starts(rest, STR("<")) && str_starts(str_sub(rest, 1, rest.n), STR("svg"));
  return named && rest.n > 4 && (byte_is_space(rest.s[4]) || rest.s[4] == '>' || rest.s[4] == '/');
}

/* Comments, processing instructions and a document type may stand before the root. */
static image_status find_root(str bytes, str *ret_rest) {
  str rest = str_starts(bytes, STR("\xEF\xBB\xBF")) ? str_sub(bytes, 3, bytes.n) : bytes;
  for (int i = 0; i < IMAGE_SEGMENTS_MAX; i++) {
    rest = skip_space(rest);
    bool whole = true;
    if (str_starts(rest, STR("<!--"))) {
      whole = skip_past(&rest, STR("-->"));
    } else if (str_starts(rest, STR("<?"))) {
      whole = skip_past(&rest, STR("?>"));
    } else if (str_starts(rest, STR("<!"))) {
      whole = skip_doctype(&rest);
    } else {
      bool svg = is_root(rest);
      *ret_rest = str_sub(rest, 4, rest.n);
      return svg ? IMAGE_OK : rest.n < 5 ? IMAGE_SHORT : IMAGE_FOREIGN;
    }
    if (!whole) {
      return IMAGE_SHORT;
    }
  }
  return IMAGE_BROKEN;
}

static bool is_name_byte(char c) {
  return !byte_is_space(c) && c != '=' && c != '>' && c != '/' && c != '"' && c != '\'';
}

/* The next attribute of the tag. OK and an empty name: the tag ends. */
static image_status take_attribute(str *rest, str *ret_name, str *ret_value) {
  *rest = skip_space(*rest);
  ptrdiff_t end = 0;
  while (end < rest->n && is_name_byte(rest->s[end])) {
    end++;
  }
  *ret_name = str_sub(*rest, 0, end);
  *rest = skip_space(str_sub(*rest, end, rest->n));
  if (ret_name->n == 0) {
    bool ended = rest->n > 0 && (rest->s[0] == '>' || rest->s[0] == '/');
    return ended ? IMAGE_OK : rest->n == 0 ? IMAGE_SHORT : IMAGE_BROKEN;
  }
  if (rest->n > 0 && rest->s[0] != '=') {
    return IMAGE_BROKEN;
  }
  *rest = skip_space(str_sub(*rest, 1, rest->n));
  if (rest->n == 0) {
    return IMAGE_SHORT;
  }
  char quote = rest->s[0];
  if (quote != '"' && quote != '\'') {
    return IMAGE_BROKEN;
  }
  *rest = str_sub(*rest, 1, rest->n);
  return str_cut(*rest, quote, ret_value, rest) ? IMAGE_OK : IMAGE_SHORT;
}

/* Pixels: a plain number, or one with px. Shares of the room and other units say nothing. */
static double length_of(str text) {
  double value = 0;
  text = str_trim(text);
  if (str_ends(text, STR("px"))) {
    text = str_trim(str_sub(text, 0, text.n - 2));
  }
  return num_parse(text, &value) && value > 0 ? value : 0;
}

/* "min-x min-y width height", with spaces or commas between. */
static void box_of(str text, double *ret_width, double *ret_height) {
  double values[4] = {0, 0, 0, 0};
  ptrdiff_t at = 0;
  for (int i = 0; i < 4; i++) {
    while (at < text.n && (byte_is_space(text.s[at]) || text.s[at] == ',')) {
      at++;
    }
    ptrdiff_t end = at;
    while (end < text.n && !byte_is_space(text.s[end]) && text.s[end] != ',') {
      end++;
    }
    values[i] = 0;
    (void)num_parse(str_sub(text, at, end), &values[i]);
    at = end;
  }
  *ret_width = values[2] > 0 ? values[2] : 0;
  *ret_height = values[3] > 0 ? values[3] : 0;
}

struct svg {
  double width, height;         /* 0: not said in pixels */
  double box_width, box_height; /* likewise */
};

/* To the nearest whole pixel, and one at least: the attributes of <img> take no others. */
static uint32_t whole(double pixels) {
  double rounded = pixels + 0.5;
  return rounded < 1 ? 1 : rounded > IMAGE_SIDE_MAX ? IMAGE_SIDE_MAX + 1U : (uint32_t)rounded;
}

/* One side that is missing follows from the other and the shape of the box. */
static image_status settle(struct svg s, struct image_size *ret_size) {
  bool box = s.box_width > 0 && s.box_height > 0;
  if (box && s.width > 0 && !(s.height > 0)) {
    s.height = s.width * s.box_height / s.box_width;
  } else if (box && s.height > 0 && !(s.width > 0)) {
    s.width = s.height * s.box_width / s.box_height;
  } else if (box && !(s.width > 0)) {
    s.width = s.box_width;
    s.height = s.box_height;
  }
  bool known = s.width > 0 && s.height > 0;
  return known ? image_sides(whole(s.width), whole(s.height), ret_size) : IMAGE_UNSIZED;
}

image_status image_svg(str bytes, struct image_size *ret_size) {
  str rest;
  image_status status = find_root(bytes, &rest);
  struct svg s = {0, 0, 0, 0};
  while (status == IMAGE_OK) {
    str name;
    str value = STR("");
    status = take_attribute(&rest, &name, &value);
    if (status != IMAGE_OK) {
      break;
    }
    if (name.n == 0) {
      return settle(s, ret_size);
    }
    if (str_eq(name, STR("width"))) {
      s.width = length_of(value);
    } else if (str_eq(name, STR("height"))) {
      s.height = length_of(value);
    } else if (str_eq(name, STR("viewBox"))) {
      box_of(value, &s.box_width, &s.box_height);
    }
  }
  return status;
}
