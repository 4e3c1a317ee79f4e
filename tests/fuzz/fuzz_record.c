/*
 * Records from anywhere: whatever comes in, faults lie inside the file, and what is read
 * can be answered again.
 */
#include <stdlib.h>

#include "core/state.h"
#include "model/record.h"

/* Larger inputs show nothing new. */
enum { FUZZ_BYTES_MAX = 64 << 10, FUZZ_ARENA = 64 << 20 };

static char fuzz_memory[FUZZ_ARENA];

_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  abort();
}

static void hold(bool truth) {
  if (!truth) {
    abort();
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > FUZZ_BYTES_MAX) {
    return 0;
  }
  arena perm = {fuzz_memory, fuzz_memory + sizeof fuzz_memory};
  struct diags ds;
  struct record record;
  diags_init(&ds, &perm);
  str text = {(const char *)data, (ptrdiff_t)size};
  bool is_clean = record_read(text, 0, &ds, &perm, &record);
  hold(is_clean == (ds.count == 0));
  for (ptrdiff_t i = 0; i < ds.count; i++) {
    span at = ds.items[i].at;
    hold(at.beg >= 0 && at.beg <= at.end && at.end <= (int32_t)size);
  }
  hold(record.limit_count >= 0 && record.limit_count <= RECORD_LIMITS_MAX);
  if (is_clean) {
    char *memory = NEW(&perm, char, record.state.n + 1);
    struct state_pair pair;
    for (str rest = record.state; state_next(&rest, memory, &pair);) {
      hold(pair.id.n + pair.value.n <= record.state.n);
    }
  }
  return 0;
}
