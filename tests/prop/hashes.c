/*
 * The hash of every cost table, over the bits of all its results: the same in every
 * build, and as tests/prop/hashes.golden holds it.
 *
 *   tests/prop/hashes                 compares
 *   tests/prop/hashes --accept        writes the file anew, for tables that were changed
 *   tests/prop/hashes --images DIR    writes DIR/NNN.image and DIR/NNN.folded, and DIR/golden with
 *                                     the hashes in the same order, for tests/prop/bits.sh and
 *                                     tests/wasm/run
 */
#include <glob.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/cost_session.h"
#include "diag/diag.h"
#include "load/yaml.h"
#include "model/costs.h"

enum { MEMORY = 256 << 20, TEXT_MAX = 1 << 20, GOLDEN_MAX = 64 << 10 };

static const char golden_path[] = "tests/prop/hashes.golden";

_Noreturn void core_oom(ptrdiff_t want) {
  fprintf(stderr, "out of memory: %td bytes\n", want);
  exit(3);
}

static _Noreturn void give_up(const char *path) {
  perror(path);
  exit(3);
}

static str read_file(const char *path, char *memory, size_t size) {
  FILE *f = fopen(path, "rb");
  if (f == NULL) {
    give_up(path);
  }
  str text = {memory, (ptrdiff_t)fread(memory, 1, size, f)};
  fclose(f);
  return text;
}

/* The image of a table; empty when it has errors. */
static struct cost_table table_of(const char *path, arena *perm) {
  char *text = NEW(perm, char, TEXT_MAX);
  struct sources src = {.perm = perm};
  struct diags ds;
  struct ydoc doc;
  struct cost_table t = {.image = STR(""), .folded = STR("")};
  str bytes = read_file(path, text, TEXT_MAX);
  diags_init(&ds, perm);
  int32_t index = sources_add(&src, STR("table.yaml"), bytes);
  if (yaml_parse(bytes, (span){.file = index}, &ds, perm, &doc)) {
    cost_table_build(&doc, &ds, perm, &t);
  }
  return t;
}

static uint64_t hash_of(str image, arena scratch) {
  struct cost c;
  if (!cost_open(image, &c)) {
    return 0;
  }
  struct cost_session *s = cost_start(&c, &scratch);
  return cost_hash(s, scratch);
}

static void write_image(const char *folder, size_t index, const char *ending, str image) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%03zu.%s", folder, index, ending);
  FILE *f = fopen(path, "wb");
  if (f == NULL || fwrite(image.s, 1, (size_t)image.n, f) != (size_t)image.n || fclose(f) != 0) {
    give_up(path);
  }
}

/* "HASH PATH" a line. */
static bool is_golden(str golden, uint64_t hash, const char *path) {
  char want[4096];
  int n = snprintf(want, sizeof want, "%016" PRIx64 " %s\n", hash, path);
  return str_search(golden, (str){want, n}) >= 0;
}

static bool compare(const glob_t *paths, const uint64_t *hashes) {
  static char memory[GOLDEN_MAX];
  str golden = read_file(golden_path, memory, sizeof memory);
  bool all = true;
  for (size_t i = 0; i < paths->gl_pathc; i++) {
    bool same = is_golden(golden, hashes[i], paths->gl_pathv[i]);
    all = all && same;
    printf("%s %zu - %s\n", same ? "ok" : "not ok", i + 1, paths->gl_pathv[i]);
    if (!same) {
      printf("# its hash is %016" PRIx64 "; if it was meant to change: %s\n", hashes[i],
             "build/native/tests/prop/hashes --accept");
    }
  }
  printf("1..%zu\n", paths->gl_pathc);
  return all && paths->gl_pathc > 0;
}

/* `paths`: NULL for the hashes alone. */
static void write_hashes(const char *path, const glob_t *paths, const uint64_t *hashes,
                         size_t count) {
  FILE *f = fopen(path, "w");
  if (f == NULL) {
    give_up(path);
  }
  for (size_t i = 0; i < count; i++) {
    fprintf(f, "%016" PRIx64 "%s%s\n", hashes[i], paths == NULL ? "" : " ",
            paths == NULL ? "" : paths->gl_pathv[i]);
  }
  if (fclose(f) != 0) {
    give_up(path);
  }
}

int main(int argc, char **argv) {
  static char memory[MEMORY];
  bool accept = argc == 2 && strcmp(argv[1], "--accept") == 0;
  const char *folder = argc == 3 && strcmp(argv[1], "--images") == 0 ? argv[2] : NULL;
  glob_t paths;
  if (glob("tests/unit/costs/*.yaml", 0, NULL, &paths) != 0 ||
      glob("content/costs/*.yaml", GLOB_APPEND, NULL, &paths) != 0) {
    fprintf(stderr, "there are no tables\n");
    return 3;
  }
  uint64_t *hashes = calloc(paths.gl_pathc, sizeof *hashes);
  for (size_t i = 0; hashes != NULL && i < paths.gl_pathc; i++) {
    arena perm = {memory, memory + sizeof memory};
    struct cost_table table = table_of(paths.gl_pathv[i], &perm);
    hashes[i] = hash_of(table.image, perm);
    if (folder != NULL) {
      write_image(folder, i, "image", table.image);
      write_image(folder, i, "folded", table.folded);
    }
  }
  bool good = true;
  char golden[4096];
  if (folder != NULL) {
    snprintf(golden, sizeof golden, "%s/golden", folder);
    write_hashes(golden, NULL, hashes, paths.gl_pathc);
  } else if (accept) {
    write_hashes(golden_path, &paths, hashes, paths.gl_pathc);
  } else {
    good = compare(&paths, hashes);
  }
  globfree(&paths);
  free(hashes);
  return !good;
}
