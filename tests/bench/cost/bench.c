/*
 * Times the cost engine natively: tests/bench/cost/run calls it.
 *
 *   bench TABLE.yaml IMAGE    writes the table's image, then one line for each measure:
 *                             its name and milliseconds, the median of RUNS
 */
#include <stdio.h>
#include <stdlib.h>

#include "../timing.h"
#include "cli/yaml_file.h"
#include "core/chart.h"
#include "core/cost_session.h"
#include "model/costs.h"

enum { OUTPUT = 1 << 20 };
static const ptrdiff_t memory_size = (ptrdiff_t)1 << 30;

/* Opening a session and its first run: everything is sampled and computed. */
static void time_first(const struct cost *c, arena memory, buf *out) {
  double times[RUNS];
  for (int i = 0; i < RUNS; i++) {
    arena a = memory;
    out->n = 0;
    double start = now();
    struct cost_session *s = cost_start(c, &a);
    cost_run(s, STR(""), a, out);
    times[i] = now() - start;
  }
  printf("fresh %.3f\n", times[0]); /* memory that the system has not given yet */
  print_median("first", times);
}

static void time_moved(const struct cost *c, arena memory, buf *out) {
  static const char *const states[] = {"calls=100k", "calls=300k"};
  double times[RUNS];
  struct cost_session *s = cost_start(c, &memory);
  cost_run(s, STR(""), memory, out);
  for (int i = 0; i < RUNS; i++) {
    out->n = 0;
    double start = now();
    cost_run(s, str_of(states[i % 2]), memory, out);
    times[i] = now() - start;
  }
  print_median("moved", times);
  for (int i = 0; i < RUNS; i++) {
    out->n = 0;
    double start = now();
    arena scratch = memory;
    buf image = buf_new(&scratch, OUTPUT);
    cost_figure(s, STR("volume"), scratch, &image);
    chart_draw(buf_text(&image), scratch, out);
    times[i] = now() - start;
  }
  print_median("volume", times);
}

int main(int argc, char **argv) {
  struct yaml_file file;
  struct cost_table table;
  struct cost engine;
  char *memory = malloc((size_t)memory_size);
  if (argc != 3 || memory == NULL) {
    fprintf(stderr, "bench TABLE.yaml IMAGE\n");
    return 2;
  }
  arena perm = {memory, memory + memory_size / 2};
  arena scratch = {perm.end, memory + memory_size};
  if (yaml_file_open(&file, str_of(argv[1]), &perm) != EXIT_FINE) {
    return 1;
  }
  cost_table_build(&file.doc, &file.diags, &perm, &table);
  if (diags_worst(&file.diags) == LEVEL_ERROR || !cost_open(table.image, &engine)) {
    yaml_file_report(&file, scratch);
    return 1;
  }
  FILE *image = fopen(argv[2], "wb");
  size_t size = (size_t)table.folded.n;
  if (image == NULL || fwrite(table.folded.s, 1, size, image) != size || fclose(image) != 0) {
    fprintf(stderr, "%s cannot be written\n", argv[2]);
    return 1;
  }
  buf out = buf_new(&perm, OUTPUT);
  time_first(&engine, scratch, &out);
  time_moved(&engine, scratch, &out);
  free(memory);
  return 0;
}
