/* What benchmarks have in common: each measure is the median of RUNS, in milliseconds. */
#ifndef FINGERPOST_BENCH_TIMING_H
#define FINGERPOST_BENCH_TIMING_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/arena.h"

enum { RUNS = 15 };

_Noreturn void core_oom(ptrdiff_t want) {
  fprintf(stderr, "out of memory: %td bytes\n", want);
  exit(3);
}

static inline double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Milliseconds of the processor's work alone, where other work would disturb. */
static inline double spent(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a;
  double y = *(const double *)b;
  return (x > y) - (x < y);
}

static inline void print_median(const char *name, double *times) {
  qsort(times, RUNS, sizeof *times, compare);
  printf("%s %.3f\n", name, times[RUNS / 2]);
}

#endif
