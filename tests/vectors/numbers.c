/*
 * Holds the digests of numbers_cases.h against those in numbers.test, where every
 * build of the core, native or not, has to find its own.
 */
#include <stdio.h>
#include <stdlib.h>

#include "numbers_cases.h"

_Noreturn void core_oom(ptrdiff_t want) {
  fprintf(stderr, "out of memory: %td bytes\n", want);
  exit(3);
}

int main(void) {
  FILE *f = fopen("tests/vectors/numbers.test", "r");
  if (!f) {
    perror("tests/vectors/numbers.test");
    return 3;
  }
  int failed = 0;
  for (uint32_t group = 0; group < NUMBERS_GROUPS; group++) {
    char name[32] = "";
    unsigned long long want = 0;
    int fields = fscanf(f, "%31s %llx", name, &want);
    unsigned long long got = numbers_digest(group);
    failed += fields != 2 || got != want;
    printf("%sok - %s: %016llx\n", got == want ? "" : "not ", name, got);
  }
  printf("1..%d\n", NUMBERS_GROUPS);
  return fclose(f) != 0 || failed > 0;
}
