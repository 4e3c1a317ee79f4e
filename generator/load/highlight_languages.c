#include "load/highlight_parts.h"

#define S(literal) STR_INIT(literal)

/* What many languages have in common. */
#define STRING(quote) \
  { S(quote), S(quote), TOKEN_STRING, RULE_ESCAPES | RULE_LINE }
#define LINE_COMMENT(open) \
  { S(open), {NULL, 0}, TOKEN_COMMENT, 0 }
#define BLOCK_COMMENT(open, close) \
  { S(open), S(close), TOKEN_COMMENT, 0 }
#define C_COMMENTS LINE_COMMENT("//"), BLOCK_COMMENT("/*", "*/")
#define TEMPLATE \
  { S("`"), S("`"), TOKEN_STRING, RULE_ESCAPES | RULE_HOLES }
#define SIGNED_WORD(open, flags) \
  { S(open), {NULL, 0}, TOKEN_META, RULE_WORD | (flags) }

#define C_WORDS                                                                            \
  "auto break case char const continue default do double else extern float for goto if "   \
  "inline int long register restrict return short signed sizeof static switch typedef "    \
  "unsigned void volatile while bool size_t ptrdiff_t int8_t int16_t int32_t int64_t "     \
  "uint8_t uint16_t uint32_t uint64_t _Alignas _Alignof _Atomic _Bool _Generic _Noreturn " \
  "_Static_assert _Thread_local"
#define JS_WORDS                                                                        \
  "async await break case catch const continue debugger default delete do else export " \
  "extends finally for from get if import in instanceof let new of return set static "  \
  "super switch throw try typeof var void while with yield"

static const struct language languages[] = {
    {.names = S("text txt plain plaintext output")},
    {.names = S("c h"),
     .keywords = S(C_WORDS),
     .definers = S("struct union enum"),
     .constants = S("NULL true false"),
     .prefixes = S("LuU8"),
     .habits = HABIT_INCLUDES,
     .rules = {C_COMMENTS, STRING("\""), STRING("'"), SIGNED_WORD("#", RULE_FIRST)}},
    {.names = S("c++ cpp cc cxx hpp"),
     .keywords = S(
         C_WORDS " alignas alignof catch concept consteval constexpr constinit const_cast "
                 "co_await co_return co_yield decltype delete dynamic_cast explicit export final "
                 "friend mutable new noexcept operator override private protected public "
                 "reinterpret_cast requires static_assert static_cast template thread_local throw "
                 "try typeid typename using virtual wchar_t"),
     .definers = S("class struct union enum namespace"),
     .constants = S("nullptr NULL true false this"),
     .prefixes = S("LuU8"),
     .habits = HABIT_INCLUDES,
     .rules = {C_COMMENTS, STRING("\""), STRING("'"), SIGNED_WORD("#", RULE_FIRST)}},
    {.names = S("shell sh bash zsh console"),
     .keywords = S("case do done elif else esac export exit fi for if in local readonly return "
                   "select set shift then trap unset until while cd echo eval exec printf read "
                   "source test"),
     .definers = S("function alias"),
     .constants = S("true false"),
     .letters = S("-./"),
     .habits = HABIT_DOCUMENTS,
     .rules = {{S("#"), {NULL, 0}, TOKEN_COMMENT, RULE_APART},
               {S("\""), S("\""), TOKEN_STRING, RULE_ESCAPES | RULE_VARIABLES},
               {S("'"), S("'"), TOKEN_STRING, 0},
               {S("${"), S("}"), TOKEN_META, RULE_LINE},
               SIGNED_WORD("$", 0)}},
    {.names = S("python py python3"),
     .keywords = S("and as assert async await break case continue del elif else except finally "
                   "for from global if import in is lambda match nonlocal not or pass raise return "
                   "try while with yield"),
     .definers = S("def class"),
     .constants = S("True False None self"),
     .prefixes = S("rbufRBUF"),
     .rules = {LINE_COMMENT("#"),
               {S("\"\"\""), S("\"\"\""), TOKEN_STRING, RULE_ESCAPES},
               {S("'''"), S("'''"), TOKEN_STRING, RULE_ESCAPES},
               STRING("\""),
               STRING("'"),
               SIGNED_WORD("@", RULE_FIRST)}},
    {.names = S("javascript js mjs jsx node"),
     .keywords = S(JS_WORDS),
     .definers = S("function class"),
     .constants = S("true false null undefined this NaN Infinity"),
     .letters = S("$"),
     .habits = HABIT_PATTERNS,
     .rules = {C_COMMENTS, STRING("\""), STRING("'"), TEMPLATE}},
    {.names = S("typescript ts tsx"),
     .keywords =
         S(JS_WORDS
           " abstract any as asserts bigint boolean declare implements infer is keyof never "
           "number object override private protected public readonly satisfies string symbol "
           "unknown"),
     .definers = S("function class interface type enum namespace"),
     .constants = S("true false null undefined this NaN Infinity"),
     .letters = S("$"),
     .habits = HABIT_PATTERNS,
     .rules = {C_COMMENTS, STRING("\""), STRING("'"), TEMPLATE, SIGNED_WORD("@", 0)}},
    {.names = S("json jsonc json5"),
     .constants = S("true false null"),
     .key = ':',
     .habits = HABIT_STRING_KEYS,
     .rules = {C_COMMENTS, STRING("\""), STRING("'")}},
    {.names = S("yaml yml"), .function = highlight_yaml},
    {.names = S("toml ini conf"),
     .constants = S("true false yes no on off"),
     .letters = S("-."),
     .key = '=',
     .habits = HABIT_FIRST_KEYS | HABIT_STRING_KEYS,
     .rules = {LINE_COMMENT("#"),
               {S(";"), {NULL, 0}, TOKEN_COMMENT, RULE_FIRST},
               {S("\"\"\""), S("\"\"\""), TOKEN_STRING, RULE_ESCAPES},
               {S("'''"), S("'''"), TOKEN_STRING, 0},
               STRING("\""),
               {S("'"), S("'"), TOKEN_STRING, RULE_LINE},
               {S("["), S("]"), TOKEN_META, RULE_FIRST | RULE_LINE}}},
    {.names = S("sql sqlite postgres postgresql mysql"),
     .keywords = S(
         "add all alter and any as asc begin between bigint boolean by cascade case cast char "
         "check collate column commit constraint create cross current_date current_timestamp "
         "database date decimal default delete desc distinct do double drop else end except exists "
         "explain fetch filter float following for foreign from full grant group having if in "
         "inner insert int integer intersect interval into is join key lateral left like limit "
         "materialized natural not numeric offset on or order outer over partition preceding "
         "primary range real recursive references replace returning revoke right rollback row rows "
         "select set smallint some temporary text then time timestamp to transaction trigger "
         "truncate unbounded union unique update using values varchar view when where window with"),
     .definers = S("table index function procedure"),
     .constants = S("null true false"),
     .habits = HABIT_NO_CASE,
     .rules = {LINE_COMMENT("--"),
               BLOCK_COMMENT("/*", "*/"),
               {S("'"), S("'"), TOKEN_STRING, RULE_DOUBLES},
               {S("\""), S("\""), TOKEN_STRING, RULE_DOUBLES | RULE_LINE}}},
    {.names = S("html xml svg htm xhtml"), .function = highlight_markup},
    {.names = S("css scss"),
     .letters = S("-"),
     .key = ':',
     .habits = HABIT_DECLARATIONS,
     .rules = {BLOCK_COMMENT("/*", "*/"),
               STRING("\""),
               STRING("'"),
               {S("#"), {NULL, 0}, TOKEN_NUMBER, RULE_WORD},
               {S("@"), {NULL, 0}, TOKEN_KEYWORD, RULE_WORD},
               {S("!"), {NULL, 0}, TOKEN_KEYWORD, RULE_WORD}}},
    {.names = S("diff patch"), .function = highlight_diff},
    {.names = S("markdown md"), .function = highlight_markdown},
    {.names = S("go golang"),
     .keywords = S("break case chan const continue default defer else fallthrough for go goto if "
                   "import interface map package range return select struct switch var bool byte "
                   "error float64 int int64 rune string uint8"),
     .definers = S("func type"),
     .constants = S("true false nil iota"),
     .rules = {C_COMMENTS, STRING("\""), STRING("'"), {S("`"), S("`"), TOKEN_STRING, 0}}},
    {.names = S("rust rs"),
     .keywords = S("as async await break const continue crate dyn else extern for if impl in let "
                   "loop match move mut pub ref return self static super unsafe use where while "
                   "bool char f64 i32 i64 str u8 u32 u64 usize"),
     .definers = S("fn struct enum trait type mod"),
     .constants = S("true false Self"),
     .rules = {C_COMMENTS, {S("\""), S("\""), TOKEN_STRING, RULE_ESCAPES}}},
    {.names = S("java kotlin csharp cs"),
     .keywords =
         S("abstract as assert async await boolean break byte case catch char const continue "
           "default do double else extends final finally float for fun if implements import "
           "in instanceof int is long namespace new override package private protected public "
           "return short static string super switch synchronized throw throws try using val "
           "var void volatile when while"),
     .definers = S("class interface enum record object struct"),
     .constants = S("true false null this"),
     .rules = {C_COMMENTS,
               {S("\"\"\""), S("\"\"\""), TOKEN_STRING, RULE_ESCAPES},
               STRING("\""),
               STRING("'"),
               SIGNED_WORD("@", 0)}},
    {.names = S("make makefile dockerfile"),
     .keywords =
         S("define else endef endif export ifdef ifeq ifndef ifneq include override ADD ARG "
           "CMD COPY ENTRYPOINT ENV EXPOSE FROM LABEL RUN USER VOLUME WORKDIR"),
     .letters = S("-./"),
     .rules = {{S("#"), {NULL, 0}, TOKEN_COMMENT, RULE_APART},
               STRING("\""),
               {S("$("), S(")"), TOKEN_META, RULE_LINE},
               {S("${"), S("}"), TOKEN_META, RULE_LINE}}},
};

enum { LANGUAGES = sizeof languages / sizeof *languages };

static bool is_same(str a, str b) {
  bool same = a.n == b.n;
  for (ptrdiff_t i = 0; same && i < a.n; i++) {
    same = byte_lower(a.s[i]) == b.s[i];
  }
  return same;
}

const struct language *language_named(str name) {
  for (int i = 0; i < LANGUAGES && name.n > 0; i++) {
    str names = languages[i].names;
    while (names.n > 0) {
      if (is_same(name, str_take(&names, ' '))) {
        return &languages[i];
      }
    }
  }
  return NULL;
}

ptrdiff_t language_list(str *names, ptrdiff_t max) {
  ptrdiff_t count = 0;
  for (; count < LANGUAGES && count < max; count++) {
    str rest = languages[count].names;
    names[count] = str_take(&rest, ' ');
  }
  return count;
}

bool language_is_plain(const struct language *language) {
  return language == &languages[0];
}

bool language_is_diff(const struct language *language) {
  return language->function == highlight_diff;
}
