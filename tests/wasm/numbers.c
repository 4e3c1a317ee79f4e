/*
 * The cases of tests/vectors/numbers_cases.h as a module of their own, which no
 * page loads.
 */
#include "numbers_cases.h"

#define EXPORT(name) __attribute__((export_name(#name))) name

uint32_t EXPORT(groups)(void);
uint64_t EXPORT(digest)(uint32_t group);

_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  __builtin_trap();
}

uint32_t groups(void) {
  return NUMBERS_GROUPS;
}

uint64_t digest(uint32_t group) {
  return numbers_digest(group);
}
