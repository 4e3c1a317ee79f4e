#include "core/num.h"
#include "model/unit.h"

void unit_remember(const struct unit_reader *r, const struct unit *u) {
  for (ptrdiff_t i = 0; i < r->table->written_count; i++) {
    if (unit_same(&r->table->written[i], u)) {
      return;
    }
  }
  *GROW(r->perm, r->table->written, r->table->written_count, r->table->written_cap) = *u;
}

void unit_differs(const struct unit_reader *r, struct diag *d, const struct unit *is,
                  const struct unit *should) {
  str parts[] = {STR("it is in "), unit_print(r->table, is, r->perm), STR(", and should be in "),
                 unit_print(r->table, should, r->perm)};
  buf b = buf_open(r->perm);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    buf_str(&b, parts[i]);
  }
  diag_detail(r->diags, d, buf_close(&b, r->perm));
}

static bool refuse(const struct unit_reader *r, const struct scanner *s, str hint) {
  struct diag *d = diag_add(r->diags, D_UNIT_SYNTAX, scan_span(s), s->token.text);
  diag_hint(r->diags, d, hint);
  return false;
}

static bool refuse_unknown(const struct unit_reader *r, const struct scanner *s) {
  str names[UNIT_NAMES_MAX];
  for (ptrdiff_t i = 0; i < r->table->count; i++) {
    names[i] = r->table->names[i].name;
  }
  struct diag *d = diag_add(r->diags, D_UNIT_UNKNOWN, scan_span(s), s->token.text);
  diag_suggest(r->diags, d, s->token.text, names, r->table->count);
  return false;
}

/* `^2`, `^-1` behind a name or a parenthesis. */
static bool scan_exponent(const struct unit_reader *r, struct scanner *s, struct unit *u) {
  if (!scan_take(s, STR("^"))) {
    return true;
  }
  bool negative = scan_take(s, STR("-"));
  int64_t exponent = 0;
  if (s->token.kind != SCAN_NUMBER || !field_int(s->token.text, &exponent) ||
      exponent > UNIT_EXPONENT_MAX || !unit_power(u, (int)(negative ? -exponent : exponent), u)) {
    return refuse(r, s, STR("Exponents are whole numbers from -8 to 8."));
  }
  scan_next(s);
  return true;
}

static bool scan_product(const struct unit_reader *r, struct scanner *s, int depth,
                         struct unit *ret_unit);

static bool scan_factor(const struct unit_reader *r, struct scanner *s, int depth,
                        struct unit *ret_unit) {
  const struct unit_name *name = unit_find(r->table, s->token.text);
  if (name != NULL) {
    *ret_unit = name->unit;
    scan_next(s);
  } else if (scan_at(s, STR("(")) && depth < UNIT_DEPTH_MAX) {
    scan_next(s);
    if (!scan_product(r, s, depth + 1, ret_unit)) {
      return false;
    }
    if (!scan_take(s, STR(")"))) {
      return refuse(r, s, STR("Close the parenthesis with `)`."));
    }
  } else if (s->token.kind == SCAN_NAME) {
    return refuse_unknown(r, s);
  } else {
    return refuse(r, s, STR("Write the name of a unit here, as in `USD/Mtok` or `1/yr`."));
  }
  return scan_exponent(r, s, ret_unit);
}

/* Whether a unit starts here: its name, or a parenthesis that holds one. */
static bool starts_unit(const struct unit_reader *r, struct scanner ahead) {
  while (scan_at(&ahead, STR("("))) {
    scan_next(&ahead);
  }
  return ahead.token.kind == SCAN_NAME && unit_find(r->table, ahead.token.text) != NULL;
}

static bool goes_on(const struct unit_reader *r, const struct scanner *s) {
  struct scanner ahead = *s;
  return (scan_take(&ahead, STR("*")) || scan_take(&ahead, STR("/"))) && starts_unit(r, ahead);
}

/* What follows a first factor: `/call`, `*(gpu*h)`. */
static bool scan_rest(const struct unit_reader *r, struct scanner *s, int depth, struct unit *u) {
  while (goes_on(r, s)) {
    struct unit factor;
    bool below = scan_at(s, STR("/"));
    scan_next(s);
    if (!scan_factor(r, s, depth, &factor)) {
      return false;
    }
    bool fits = below ? unit_divide(u, &factor, u) : unit_multiply(u, &factor, u);
    if (!fits) {
      return refuse(r, s, STR("Exponents go from -8 to 8."));
    }
  }
  return true;
}

static bool scan_product(const struct unit_reader *r, struct scanner *s, int depth,
                         struct unit *ret_unit) {
  return scan_factor(r, s, depth, ret_unit) && scan_rest(r, s, depth, ret_unit);
}

/* A name behind a number is meant as a unit, unless it joins conditions. */
static bool means_unit(const struct unit_reader *r, const struct scanner *s) {
  if (s->token.kind == SCAN_NAME) {
    return !scan_at(s, STR("and")) && !scan_at(s, STR("or")) && !scan_at(s, STR("within"));
  }
  return scan_at(s, STR("(")) && starts_unit(r, *s);
}

bool unit_scan(const struct unit_reader *r, struct scanner *s, struct unit *ret_unit) {
  ptrdiff_t beg = s->token.at;
  struct unit u = unit_pure();
  bool named = means_unit(r, s);
  bool reciprocal = !named && goes_on(r, s);
  if (named && !scan_factor(r, s, 0, &u)) {
    return false;
  }
  if (!scan_rest(r, s, 0, &u)) {
    return false;
  }
  str text = str_trim(str_sub(s->text, beg, s->ended));
  u.text = STR("");
  if (named || reciprocal) {
    u.text = reciprocal ? arena_join(r->perm, STR("1"), text) : text;
    unit_remember(r, &u);
  }
  *ret_unit = u;
  return true;
}

/* Nothing may follow; an operator before a name that is no unit is that name's fault. */
static bool scan_end(const struct unit_reader *r, struct scanner *s) {
  if (s->token.kind == SCAN_END) {
    return true;
  }
  struct scanner ahead = *s;
  bool joined = scan_take(&ahead, STR("*")) || scan_take(&ahead, STR("/"));
  if (joined) {
    struct unit ignored;
    return scan_factor(r, &ahead, 0, &ignored);
  }
  return refuse(r, s, STR("Join units with `*` and `/`, as in `USD/Mtok` or `gpuh/(gpu*h)`."));
}

static bool scan_number(const struct unit_reader *r, struct scanner *s, struct quantity *q) {
  ptrdiff_t beg = s->token.at;
  bool negative = scan_take(s, STR("-"));
  double value;
  if (s->token.kind != SCAN_NUMBER || !num_parse(s->token.text, &value)) {
    return refuse(r, s, STR("Write a number here, such as 500, 0.5 or 20e3."));
  }
  q->number = negative ? -value : value;
  q->text = str_sub(s->text, beg, s->token.at + s->token.text.n);
  scan_next(s);
  return true;
}

bool unit_read(const struct unit_reader *r, const struct ydoc *doc, uint32_t node,
               struct unit *ret_unit) {
  struct scanner s;
  scan_start(&s, doc, node);
  struct quantity q = {.number = 1};
  bool numbered = s.token.kind == SCAN_NUMBER;
  if (numbered && !scan_number(r, &s, &q)) {
    return false;
  }
  if (!numbered && s.token.kind != SCAN_NAME && !scan_at(&s, STR("("))) {
    return refuse(r, &s, STR("Write a unit here, as in `USD/Mtok`, or 1 for a pure number."));
  }
  struct unit u;
  if (!unit_scan(r, &s, &u) || !scan_end(r, &s)) {
    return false;
  }
  if (!(q.number > 0)) {
    scan_start(&s, doc, node);
    return refuse(r, &s, STR("A unit is more than nothing."));
  }
  bool plain = numbered && q.number == 1 && unit_is_pure(&u);
  u.factor *= q.number;
  u.text = plain ? STR("") : str_trim(s.text);
  *ret_unit = u;
  return true;
}

bool quantity_read(const struct unit_reader *r, const struct ydoc *doc, uint32_t node,
                   struct quantity *ret_quantity) {
  struct scanner s;
  scan_start(&s, doc, node);
  struct quantity q = {.number = 0};
  if (!scan_number(r, &s, &q)) {
    return false;
  }
  q.has_unit = s.token.kind != SCAN_END;
  if (!unit_scan(r, &s, &q.unit) || !scan_end(r, &s)) {
    return false;
  }
  *ret_quantity = q;
  return true;
}
