#include "host/embed.h"

/* Defined by the assembly that embed.awk writes; its layout is that of the struct. */
extern const struct embed_file embed_files[];
extern const ptrdiff_t embed_files_count;

ptrdiff_t embed_count(void) {
  return embed_files_count;
}

struct embed_file embed_at(ptrdiff_t i) {
  return embed_files[i];
}

struct embed_file embed_find(str name) {
  for (ptrdiff_t i = 0; i < embed_files_count; i++) {
    if (str_eq(embed_files[i].name, name)) {
      return embed_files[i];
    }
  }
  return (struct embed_file){.name = name};
}
