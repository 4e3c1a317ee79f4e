#include "model/accent.h"

#include "core/fmath.h"

/* WCAG 2.2, 1.4.3 and 1.4.11. */
static const double TEXT_CONTRAST = 4.5, EDGE_CONTRAST = 3;

/* The least favourable of the papers of site.css: --field in light and in dark, and white text. */
static const double light_field[3] = {0xf1 / 255.0, 0xf4 / 255.0, 0xef / 255.0};
static const double dark_field[3] = {0x1c / 255.0, 0x23 / 255.0, 0x20 / 255.0};
static const double white[3] = {1, 1, 1};
static const double black[3] = {0, 0, 0};

/* A shade is searched in steps that 8 bits a channel still tell apart. */
enum { SHADES = 256 };

static double linear(double v) {
  return v <= 0.04045 ? v / 12.92 : fmath_exp(2.4 * fmath_log((v + 0.055) / 1.055));
}

static double luminance(const double *c) {
  return 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
}

double accent_contrast(const double *a, const double *b) {
  double x = luminance(a);
  double y = luminance(b);
  return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* As CSS will have it: of 255 steps. */
static double rounded(double v) {
  return fmath_floor(v * 255 + 0.5) / 255;
}

/* `from`, mixed with as little of `toward` as gives the contrast to `paper`. */
static void shade(const double *from, const double *toward, const double *paper, double contrast,
                  double *ret_shade) {
  for (int step = 0; step <= SHADES; step++) {
    double part = (double)step / SHADES;
    for (int k = 0; k < 3; k++) {
      ret_shade[k] = rounded(from[k] + (toward[k] - from[k]) * part);
    }
    if (accent_contrast(ret_shade, paper) >= contrast) {
      return;
    }
  }
}

static int hex_value(char c) {
  if (byte_is_digit(c)) {
    return c - '0';
  }
  char low = byte_lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

bool accent_read(str text, struct accent *ret_accent) {
  ptrdiff_t digits = (text.n - 1) / 3;
  if ((text.n != 4 && text.n != 7) || text.s[0] != '#') {
    return false;
  }
  struct accent a;
  for (ptrdiff_t k = 0; k < 3; k++) {
    int high = hex_value(text.s[1 + k * digits]);
    int low = hex_value(text.s[k * digits + digits]); /* of one digit: the same */
    if (high < 0 || low < 0) {
      return false;
    }
    a.given[k] = (high * 16 + low) / 255.0;
  }
  shade(a.given, black, light_field, TEXT_CONTRAST, a.link_light);
  shade(a.given, white, dark_field, TEXT_CONTRAST, a.link_dark);
  shade(a.given, black, white, TEXT_CONTRAST, a.sign_light);
  shade(a.sign_light, white, dark_field, EDGE_CONTRAST, a.sign_dark);
  *ret_accent = a;
  return true;
}

static void write_color(buf *out, const double *c) {
  static const char digits[] = "0123456789abcdef";
  buf_byte(out, '#');
  for (int k = 0; k < 3; k++) {
    int v = (int)(c[k] * 255 + 0.5);
    buf_byte(out, digits[v / 16]);
    buf_byte(out, digits[v % 16]);
  }
}

void accent_judge(const struct accent *a, const struct fields_reader *r, uint32_t node) {
  int tenths = (int)(accent_contrast(a->given, light_field) * 10);
  if (tenths >= 45) {
    return;
  }
  struct diag *d = diag_add(r->diags, D_ACCENT, ynode_span(r->doc, node), STR(""));
  buf detail = buf_open(r->perm);
  buf_int(&detail, tenths / 10);
  buf_byte(&detail, '.');
  buf_int(&detail, tenths % 10);
  buf_str(&detail, STR(" to 1, and text needs 4.5"));
  diag_detail(r->diags, d, buf_close(&detail, r->perm));
  buf hint = buf_open(r->perm);
  buf_str(&hint, STR("Links take the nearest colour that can be read: write \""));
  write_color(&hint, a->link_light);
  buf_str(&hint, STR("\" to say so."));
  diag_hint(r->diags, d, buf_close(&hint, r->perm));
}

static void write_pair(buf *out, str name, const double *light, const double *dark) {
  buf_str(out, name);
  buf_str(out, STR(":light-dark("));
  write_color(out, light);
  buf_byte(out, ',');
  write_color(out, dark);
  buf_byte(out, ')');
}

str accent_rules(const struct accent *a, arena *perm) {
  buf out = buf_open(perm);
  buf_str(&out, STR("@layer tokens{:root{"));
  write_pair(&out, STR("--link"), a->link_light, a->link_dark);
  write_pair(&out, STR(";--sign"), a->sign_light, a->sign_dark);
  buf_str(&out, STR("}}\n"));
  return buf_close(&out, perm);
}
