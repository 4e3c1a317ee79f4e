/*
 * Slices of bytes: borrowed, never owned, never NUL-terminated.
 *
 * A `str` points into somebody else's memory (a file's text, an arena) and is
 * valid as long as that is. It may hold any byte, NUL included. Positions and
 * lengths are bytes. Nothing here allocates.
 */
#ifndef FINGERPOST_CORE_STR_H
#define FINGERPOST_CORE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  const char *s;
  ptrdiff_t n;
} str;

/* A slice of a string literal; STR_INIT is the same for static initializers. */
#define STR(literal) ((str){(literal), (ptrdiff_t)sizeof(literal) - 1})
#define STR_INIT(literal) \
  { (literal), (ptrdiff_t)sizeof(literal) - 1 }

/* A slice of a C string from outside (argv, a library); NULL gives an empty one. */
str str_of(const char *c_string);

bool str_eq(str a, str b);
/* Order by bytes: negative, 0 or positive, a prefix before what it begins. */
int str_cmp(str a, str b);
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);

/* The part from `beg` up to but not with `end`; both are clamped to the slice. */
str str_sub(str s, ptrdiff_t beg, ptrdiff_t end);
/* Without spaces, tabs, carriage returns and line feeds at both ends. */
str str_trim(str s);

/* Offset of the first (last) `byte`, or -1. */
ptrdiff_t str_find(str s, char byte);
ptrdiff_t str_rfind(str s, char byte);
/* Offset of the first occurrence of `needle`, or -1; an empty one is found at 0. */
ptrdiff_t str_search(str s, str needle);
/* Splits at the first `at`. False when there is none: the rets stay untouched. */
bool str_cut(str s, char at, str *ret_head, str *ret_tail);
/* Takes what stands before the first `at` off `rest`, and that byte; all of it when there is none.
 */
str str_take(str *rest, char at);

/* A 64-bit hash for tables in memory; equal on every machine, not for secrets. */
uint64_t str_hash(str s);

/*
 * Edit distance (insert, delete, replace, swap of neighbours), at most `limit`;
 * anything farther gives limit + 1. For "did you mean": words over
 * STR_DISTANCE_MAX bytes give limit + 1 at once.
 */
#define STR_DISTANCE_MAX 64
int str_distance(str a, str b, int limit);
/* Index of the candidate that a person most likely meant by `s`, or -1. */
ptrdiff_t str_closest(str s, const str *candidates, ptrdiff_t count);

/* ASCII only, whatever the locale. */
bool byte_is_alpha(char c);
bool byte_is_digit(char c);
bool byte_is_space(char c);
char byte_lower(char c);

#endif
