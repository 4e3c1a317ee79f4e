/*
 * What every unit test needs: cmocka in the header order it wants, and an arena.
 *
 * A test file is one program: a table of tests and a main that runs it. Cases
 * are tables, looped over, whose messages name the row.
 */
#ifndef FINGERPOST_TESTS_UNIT_H
#define FINGERPOST_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/arena.h"

/* Static memory: a failing test that jumps away leaks nothing. */
enum { UNIT_ARENA = 256 << 20 };
static char unit_memory[UNIT_ARENA];

static inline arena unit_arena(void) {
  return (arena){unit_memory, unit_memory + sizeof unit_memory};
}

/* Where a test goes on that lets memory end on purpose; NULL: it fails. */
static jmp_buf *unit_oom;

/* Each program defines what happens when memory ends. */
_Noreturn void core_oom(ptrdiff_t want) {
  if (unit_oom != NULL) {
    longjmp(*unit_oom, 1);
  }
  fail_msg("out of memory: %td bytes", want);
  abort();
}

#define assert_str_equal(got, want)                                                       \
  do {                                                                                    \
    str unit_got = (got);                                                                 \
    str unit_want = (want);                                                               \
    if (!str_eq(unit_got, unit_want)) {                                                   \
      fail_msg("%s:%d: got \"%.*s\", want \"%.*s\"", __FILE__, __LINE__, (int)unit_got.n, \
               unit_got.s, (int)unit_want.n, unit_want.s);                                \
    }                                                                                     \
  } while (0)

#endif
