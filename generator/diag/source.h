/*
 * Source map: which file a byte came from, and where a person finds it there.
 *
 * A span is two byte offsets into one source; line and column exist only when
 * a diagnostic is printed. Texts are not kept in memory: a source that was
 * added without its text is read again, through `read`, when one of its lines
 * has to be shown. Paths are as the user would type them.
 */
#ifndef FINGERPOST_DIAG_SOURCE_H
#define FINGERPOST_DIAG_SOURCE_H

#include "core/arena.h"

typedef struct {
  int32_t file; /* index into the sources; SPAN_NOWHERE: no place to show */
  int32_t beg;
  int32_t end; /* first byte behind; beg == end marks a point */
} span;

enum { SPAN_NOWHERE = -1 };
#define NOWHERE ((span){.file = SPAN_NOWHERE})

struct source {
  str path;
  str text; /* s is NULL until it is needed */
};

/* The place that was looked up last: those behind it are counted from here. */
struct source_mark {
  int32_t file;
  int32_t before; /* lines before its line */
  int32_t beg;    /* of the line */
  int32_t next;   /* of the line behind it; 0: nothing was looked up yet */
  int32_t at;     /* in the line, where a code point begins */
  int32_t runes;  /* of the line before that */
};

struct sources {
  arena *perm;
  struct source *items;
  ptrdiff_t count;
  ptrdiff_t cap;
  struct source_mark last; /* sorted places are found without counting from the top again */
  /* Gives the text of a file again; an empty one when that is not possible. */
  str (*read)(void *ctx, str path, arena *perm);
  void *ctx;
};

/*
 * All zero but for `perm` (and `read`) is an empty map. Copies the path. `text` is
 * borrowed; {NULL, 0} means: read it when needed.
 */
int32_t sources_add(struct sources *s, str path, str text);
/* Empty for SPAN_NOWHERE, as is the text. */
str sources_path(const struct sources *s, int32_t file);
/* The text of a source, read now if it was not kept. */
str sources_text(struct sources *s, int32_t file);

/* Nobody reads more of a line, and some files are one line of megabytes. */
enum { PLACE_TEXT_MAX = 4096 };

struct place {
  int32_t line;   /* from 1; 0 when the span is nowhere */
  int32_t column; /* from 1, in code points, as editors count */
  str text;       /* that line without its line end; of a longer one, what is around the span */
  ptrdiff_t beg;  /* the span within `text`, in bytes, cut at the line's end */
  ptrdiff_t end;
};

struct place sources_at(struct sources *s, span at);

#endif
