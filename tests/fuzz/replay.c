/*
 * Runs a fuzz target over the files on the command line, so that the corpus is
 * part of every test run, with any compiler and without libFuzzer.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 1 << 20 }; /* libFuzzer's own default */

int main(int argc, char **argv) {
  uint8_t *data = malloc(INPUT_MAX);
  for (int i = 1; data != NULL && i < argc; i++) {
    FILE *f = fopen(argv[i], "rb");
    if (f == NULL) {
      perror(argv[i]);
      return 1;
    }
    /* Of exactly the input's size, so that a sanitizer sees a step beyond it. */
    size_t size = fread(data, 1, INPUT_MAX, f);
    uint8_t *input = malloc(size > 0 ? size : 1);
    if (input == NULL || fclose(f) != 0) {
      return 1;
    }
    for (size_t k = 0; k < size; k++) {
      input[k] = data[k];
    }
    (void)LLVMFuzzerTestOneInput(input, size);
    free(input);
  }
  free(data);
  return 0;
}
