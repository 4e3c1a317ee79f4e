#include "model/condition.h"

#include "core/day.h"
#include "core/num.h"

enum token_kind { TOK_END, TOK_WORD, TOK_NUMBER, TOK_SIGN, TOK_BAD };

struct token {
  enum token_kind kind;
  str text;
  ptrdiff_t at;
};

struct parser {
  const struct ydoc *doc;
  uint32_t node;
  struct diags *diags;
  arena *perm;
  str text;
  ptrdiff_t next; /* where the token behind `token` starts */
  struct token token;
  int tests;
  bool failed; /* one diagnostic a condition: the rest would follow from it */
};

span ynode_part(const struct ydoc *doc, uint32_t node, ptrdiff_t beg, ptrdiff_t end) {
  span at = ynode_span(doc, node);
  int32_t size = (int32_t)doc->nodes[node].size;
  int32_t quotes = at.end - at.beg - size; /* 0: plain, 2: quoted without escapes */
  if (quotes != 0 && quotes != 2) {
    return at;
  }
  int32_t start = at.beg + quotes / 2;
  return (span){.file = at.file, .beg = start + (int32_t)beg, .end = start + (int32_t)end};
}

static bool is_word_start(char c) {
  return c >= 'a' && c <= 'z';
}

static bool is_word(char c) {
  return is_word_start(c) || byte_is_digit(c) || c == '_' || c == '-';
}

static bool is_number(char c) {
  return byte_is_digit(c) || c == '.';
}

static ptrdiff_t sign_length(str rest) {
  static const str signs[] = {STR_INIT("<="), STR_INIT(">="), STR_INIT("<"), STR_INIT(">"),
                              STR_INIT("="),  STR_INIT("("),  STR_INIT(")"), STR_INIT("["),
                              STR_INIT("]"),  STR_INIT(",")};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    if (str_starts(rest, signs[i])) {
      return signs[i].n;
    }
  }
  return 0;
}

/* What follows the year of a day: "-11-21". */
static ptrdiff_t day_rest(str s, ptrdiff_t beg, ptrdiff_t end) {
  enum { YEAR = 4, REST = 6 };
  int64_t day;
  return end - beg == YEAR && day_parse(str_sub(s, beg, end + REST), &day) ? REST : 0;
}

static void advance(struct parser *p) {
  str s = p->text;
  ptrdiff_t beg = p->next;
  while (beg < s.n && byte_is_space(s.s[beg])) {
    beg++;
  }
  ptrdiff_t end = beg;
  enum token_kind kind = TOK_END;
  if (beg < s.n && is_word_start(s.s[beg])) {
    kind = TOK_WORD;
    while (end < s.n && is_word(s.s[end])) {
      end++;
    }
  } else if (beg < s.n && (byte_is_digit(s.s[beg]) || s.s[beg] == '-')) {
    kind = TOK_NUMBER;
    for (end++; end < s.n && is_number(s.s[end]);) {
      end++;
    }
    end += day_rest(s, beg, end);
  } else if (beg < s.n) {
    end += sign_length(str_sub(s, beg, s.n));
    kind = end > beg ? TOK_SIGN : TOK_BAD;
    end += kind == TOK_BAD;
  }
  p->token = (struct token){.kind = kind, .text = str_sub(s, beg, end), .at = beg};
  p->next = end;
}

static span token_span(const struct parser *p) {
  ptrdiff_t at = p->token.at;
  return ynode_part(p->doc, p->node, at, at + p->token.text.n);
}

static struct condition *refuse(struct parser *p, str hint) {
  if (!p->failed) {
    p->failed = true;
    struct diag *d = diag_add(p->diags, D_COND_SYNTAX, token_span(p), p->token.text);
    diag_hint(p->diags, d, hint);
  }
  return NULL;
}

static bool at_word(const struct parser *p, str word) {
  return p->token.kind == TOK_WORD && str_eq(p->token.text, word);
}

static bool take_word(struct parser *p, str word) {
  bool there = at_word(p, word);
  if (there) {
    advance(p);
  }
  return there;
}

static bool take_sign(struct parser *p, str sign) {
  bool there = p->token.kind == TOK_SIGN && str_eq(p->token.text, sign);
  if (there) {
    advance(p);
  }
  return there;
}

static struct condition *new_node(struct parser *p, enum condition_kind kind) {
  struct condition *c = NEW(p->perm, struct condition, 1);
  c->kind = kind;
  c->index = -1;
  c->threshold_index = -1;
  return c;
}

static struct condition *negate(struct parser *p, struct condition *inner) {
  if (inner == NULL) {
    return NULL;
  }
  struct condition *c = new_node(p, COND_NOT);
  c->left = inner;
  return c;
}

/* At an `any` that is a choice of that name: nothing of a list stands behind it. */
static bool at_choice_any(const struct parser *p) {
  struct parser ahead = *p;
  advance(&ahead);
  return ahead.token.kind == TOK_END || at_word(&ahead, STR("and")) || at_word(&ahead, STR("or")) ||
         (ahead.token.kind == TOK_SIGN && str_eq(ahead.token.text, STR(")")));
}

/* Behind `is` and `has`: one choice, or `any of [a, b]`. */
static struct condition *parse_choices(struct parser *p, struct condition *c,
                                       enum condition_kind kind) {
  str *choices = NEW(p->perm, str, CONDITION_CHOICES_MAX);
  span *places = NEW(p->perm, span, CONDITION_CHOICES_MAX);
  bool list = false;
  if (!at_choice_any(p) && take_word(p, STR("any"))) {
    list = true;
    if (!take_word(p, STR("of")) || !take_sign(p, STR("["))) {
      return refuse(p, STR("Write `is any of [one, two]`."));
    }
  }
  do {
    if (p->token.kind != TOK_WORD) {
      return refuse(p, STR("Write the name of a choice here."));
    }
    if (c->choice_count == CONDITION_CHOICES_MAX) {
      return refuse(p, STR("Split the list: it has more than 250 choices."));
    }
    places[c->choice_count] = token_span(p);
    choices[c->choice_count++] = p->token.text;
    advance(p);
  } while (list && take_sign(p, STR(",")));
  if (list && !take_sign(p, STR("]"))) {
    return refuse(p, STR("Close the list with `]`."));
  }
  c->kind = kind;
  c->choices = choices;
  c->choice_at = places;
  return c;
}

/* `q < 5` and its like; > and >= are the negations of <= and <. */
static struct condition *parse_number(struct parser *p, struct condition *c, str sign) {
  int64_t day = 0;
  c->is_day = p->token.kind == TOK_NUMBER && day_parse(p->token.text, &day);
  if (p->token.kind == TOK_WORD) {
    c->threshold = p->token.text;
  } else if (c->is_day) {
    c->number = (double)day;
  } else if (p->token.kind != TOK_NUMBER || !num_parse(p->token.text, &c->number)) {
    return refuse(p, STR("Write a number here, such as 500 or 0.5, a day or a threshold."));
  }
  c->number_at = token_span(p);
  advance(p);
  bool negated = str_starts(sign, STR(">"));
  bool equal = str_ends(sign, STR("="));
  c->kind = str_eq(sign, STR("=")) ? COND_EQUAL : equal != negated ? COND_LESS_EQUAL : COND_LESS;
  return negated ? negate(p, c) : c;
}

static struct condition *parse_test(struct parser *p) {
  struct condition *c = new_node(p, COND_YES);
  c->question = p->token.text;
  c->at = token_span(p);
  advance(p);
  if (take_word(p, STR("is"))) {
    bool negated = take_word(p, STR("not"));
    struct condition *test = parse_choices(p, c, COND_IS);
    return negated ? negate(p, test) : test;
  }
  if (take_word(p, STR("has"))) {
    return parse_choices(p, c, COND_HAS);
  }
  c->counts = take_word(p, STR("count"));
  if (p->token.kind == TOK_SIGN && str_find(STR("<>="), p->token.text.s[0]) >= 0) {
    str sign = p->token.text;
    advance(p);
    return parse_number(p, c, sign);
  }
  return c->counts ? refuse(p, STR("Compare how many: `count >= 2`.")) : c;
}

static struct condition *parse_or(struct parser *p, int depth);

static struct condition *parse_unary(struct parser *p, int depth) {
  if (depth > CONDITION_DEPTH_MAX) {
    return refuse(p, STR("Split the condition: it is nested too deeply."));
  }
  if (take_word(p, STR("not"))) {
    return negate(p, parse_unary(p, depth + 1));
  }
  if (take_sign(p, STR("("))) {
    struct condition *inner = parse_or(p, depth + 1);
    if (inner != NULL && !take_sign(p, STR(")"))) {
      return refuse(p, STR("Close the parenthesis with `)`."));
    }
    return inner;
  }
  if (p->tests++ == CONDITION_TESTS_MAX) {
    return refuse(p, STR("Split the condition: it has more than 500 tests."));
  }
  bool keyword = at_word(p, STR("and")) || at_word(p, STR("or")) || at_word(p, STR("is"));
  if (p->token.kind != TOK_WORD || keyword) {
    return refuse(p, STR("Write the id of a question here, as in `region is scotland`."));
  }
  return parse_test(p);
}

static struct condition *parse_chain(struct parser *p, int depth, enum condition_kind kind) {
  bool both = kind == COND_AND;
  str word = both ? STR("and") : STR("or");
  struct condition *left = both ? parse_unary(p, depth) : parse_chain(p, depth, COND_AND);
  while (left != NULL && take_word(p, word)) {
    struct condition *c = new_node(p, kind);
    c->left = left;
    c->right = both ? parse_unary(p, depth) : parse_chain(p, depth, COND_AND);
    left = c->right == NULL ? NULL : c;
  }
  return left;
}

static struct condition *parse_or(struct parser *p, int depth) {
  return parse_chain(p, depth, COND_OR);
}

struct condition *condition_parse(const struct ydoc *doc, uint32_t node, struct diags *ds,
                                  arena *perm) {
  struct parser p = {
      .doc = doc, .node = node, .diags = ds, .perm = perm, .text = ynode_text(doc, node)};
  advance(&p);
  struct condition *c = parse_or(&p, 0);
  if (c != NULL && p.token.kind != TOK_END) {
    return refuse(&p, STR("Join tests with `and` or `or`."));
  }
  return c;
}
