#include "model/fields.h"

#include "core/mem.h"

/* More keys than any map of ours has; names are gathered for "did you mean". */
enum { FIELDS_MAX = 40 };

struct diag *fields_refuse(const struct fields_reader *r, diag_id id, uint32_t node, str hint) {
  str subject = r->doc->nodes[node].kind == Y_SCALAR ? ynode_text(r->doc, node) : STR("");
  struct diag *d = diag_add(r->diags, id, ynode_span(r->doc, node), subject);
  if (hint.n > 0) {
    diag_hint(r->diags, d, hint);
  }
  return d;
}

bool field_int(str text, int64_t *ret_value) {
  bool negative = str_starts(text, STR("-"));
  str digits = str_sub(text, negative ? 1 : 0, text.n);
  int64_t value = 0;
  if (digits.n == 0 || digits.n > 15) { /* beyond 15 digits a double could not hold it */
    return false;
  }
  for (ptrdiff_t i = 0; i < digits.n; i++) {
    if (!byte_is_digit(digits.s[i])) {
      return false;
    }
    value = value * 10 + (digits.s[i] - '0');
  }
  *ret_value = negative ? -value : value;
  return true;
}

static int two_digits(str text, ptrdiff_t at) {
  return (text.s[at] - '0') * 10 + (text.s[at + 1] - '0');
}

bool field_is_date(str text) {
  static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (text.n != 10) {
    return false;
  }
  for (ptrdiff_t i = 0; i < text.n; i++) {
    bool dash = i == 4 || i == 7;
    if (dash ? text.s[i] != '-' : !byte_is_digit(text.s[i])) {
      return false;
    }
  }
  int year = two_digits(text, 0) * 100 + two_digits(text, 2);
  int month = two_digits(text, 5);
  int day = two_digits(text, 8);
  if (month < 1 || month > 12 || day < 1 || day > days[month - 1]) {
    return false;
  }
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month != 2 || day < 29 || leap;
}

bool field_is_web(str text) {
  str https = STR("https://");
  str http = STR("http://");
  return (str_starts(text, https) && text.n > https.n) ||
         (str_starts(text, http) && text.n > http.n);
}

str fields_url(const struct fields_reader *r, uint32_t node, str url) {
  if (url.n == 0 || field_is_web(url)) {
    return url;
  }
  fields_refuse(r, D_FIELD_VALUE, ynode_get(r->doc, node, STR("url"), NULL),
                STR("Write the whole address, starting with https://."));
  return STR("");
}

static void read_texts(const struct fields_reader *r, uint32_t node, struct texts *out) {
  ptrdiff_t count = ynode_count(r->doc, node);
  *out = (struct texts){NEW(r->perm, str, count), NEW(r->perm, uint32_t, count), 0};
  for (uint32_t i = r->doc->nodes[node].child; i != Y_NONE; i = r->doc->nodes[i].next) {
    if (r->doc->nodes[i].kind != Y_SCALAR || r->doc->nodes[i].size == 0) {
      fields_refuse(r, D_FIELD_TYPE, i, STR("Write a word or a line of text here."));
      continue;
    }
    out->nodes[out->count] = i;
    out->items[out->count++] = ynode_text(r->doc, i);
  }
}

static bool read_bool(const struct fields_reader *r, uint32_t node, bool *out) {
  str text = ynode_text(r->doc, node);
  *out = str_eq(text, STR("true"));
  return *out || str_eq(text, STR("false"));
}

/* What a value of each kind looks like, for the hint when it is something else. */
static const str expected[] = {
    [FIELD_TEXT] = STR_INIT("Write a line of text here."),
    [FIELD_INT] = STR_INIT("Write a whole number here."),
    [FIELD_BOOL] = STR_INIT("Write true or false here."),
    [FIELD_DATE] = STR_INIT("Write a day as 2026-11-21."),
    [FIELD_TEXTS] = STR_INIT("Write a list here: [one, two]."),
    [FIELD_NODE] = STR_INIT(""),
};

/* False when the value is not of the field's kind. */
static bool read_value(const struct fields_reader *r, const struct field *f, uint32_t node,
                       void *out) {
  const struct ynode *n = &r->doc->nodes[node];
  char *member = (char *)out + f->offset;
  str text = n->kind == Y_SCALAR ? ynode_text(r->doc, node) : STR("");
  switch (f->kind) {
    case FIELD_NODE:
      mem_copy(member, &node, sizeof node);
      return true;
    case FIELD_TEXTS:
      if (n->kind == Y_LIST) {
        read_texts(r, node, (struct texts *)(void *)member);
      }
      return n->kind == Y_LIST;
    case FIELD_INT:
      return field_int(text, (int64_t *)(void *)member);
    case FIELD_BOOL:
      return n->kind == Y_SCALAR && read_bool(r, node, (bool *)(void *)member);
    case FIELD_TEXT:
    case FIELD_DATE:
      if (text.n == 0 || (f->kind == FIELD_DATE && !field_is_date(text))) {
        return false;
      }
      mem_copy(member, &text, sizeof text);
      return true;
  }
  return false;
}

static const struct field *find_field(const struct field *keys, int count, str name) {
  for (int i = 0; i < count; i++) {
    if (str_eq(keys[i].name, name)) {
      return &keys[i];
    }
  }
  return NULL;
}

/* The index of the key that was probably meant, or -1. */
static ptrdiff_t refuse_unknown(const struct fields_reader *r, uint32_t key,
                                const struct field *keys, int count) {
  str names[FIELDS_MAX];
  for (int i = 0; i < count; i++) {
    names[i] = keys[i].name;
  }
  str word = ynode_text(r->doc, key);
  struct diag *d = diag_add(r->diags, D_FIELD_UNKNOWN, ynode_span(r->doc, key), word);
  if (diag_suggest(r->diags, d, word, names, count)) {
    return str_closest(word, names, count);
  }
  if (str_find(word, ' ') >= 0) { /* the rest of a sentence behind its first comma */
    diag_hint(r->diags, d,
              STR("Inside braces a comma ends a value: put text that holds one in quotes."));
    return -1;
  }
  buf b = buf_open(r->perm);
  buf_str(&b, STR("The keys here are "));
  for (int i = 0; i < count; i++) {
    buf_str(&b, i == 0 ? STR("") : i == count - 1 ? STR(" and ") : STR(", "));
    buf_str(&b, names[i]);
  }
  buf_byte(&b, '.');
  diag_hint(r->diags, d, buf_close(&b, r->perm));
  return -1;
}

bool fields_read(const struct fields_reader *r, uint32_t node, const struct field *keys, int count,
                 void *out) {
  if (r->doc->nodes[node].kind != Y_MAP) {
    fields_refuse(r, D_FIELD_TYPE, node, STR("Write keys and values here: `title: A title`."));
    return false;
  }
  bool misspelt[FIELDS_MAX] = {
      false}; /* such a key is there: that it is missing, too, says little */
  for (uint32_t k = r->doc->nodes[node].child; k != Y_NONE; k = r->doc->nodes[k].next) {
    const struct field *f = find_field(keys, count, ynode_text(r->doc, k));
    uint32_t value = r->doc->nodes[k].child;
    if (f == NULL) {
      ptrdiff_t meant = refuse_unknown(r, k, keys, count);
      if (meant >= 0) {
        misspelt[meant] = true;
      }
    } else if (!read_value(r, f, value, out)) {
      fields_refuse(r, f->kind == FIELD_DATE ? D_FIELD_VALUE : D_FIELD_TYPE, value,
                    expected[f->kind]);
    }
  }
  for (int i = 0; i < count; i++) {
    if (keys[i].required && !misspelt[i] && ynode_get(r->doc, node, keys[i].name, NULL) == Y_NONE) {
      span at = ynode_span(r->doc, node);
      at.end = at.beg; /* a caret at the start, not a whole file underlined */
      diag_add(r->diags, D_FIELD_MISSING, at, keys[i].name);
    }
  }
  return true;
}
