/*
 * Diagnostics: everything that Fingerpost says about a site's content.
 *
 * Kinds stand in one table, diag.def: a stable code, a name for `checks:` in
 * site.yaml, a level, the message, the reason, and a hint to fall back on.
 * Adding one never fails and never stops anything: errors of a run are
 * collected, sorted by place and printed together, and the worst level decides
 * the exit code. All texts passed in are copied.
 */
#ifndef FINGERPOST_DIAG_DIAG_H
#define FINGERPOST_DIAG_DIAG_H

#include "core/buf.h"
#include "diag/source.h"

typedef enum { LEVEL_OFF, LEVEL_NOTE, LEVEL_WARN, LEVEL_ERROR } diag_level;

typedef enum {
#define DIAG(id, code, name, level, fixed, message, reason, hint) id,
#include "diag/diag.def"
#undef DIAG
  DIAG_COUNT
} diag_id;

/*
 * A run with more than this many of one level says so once and drops the rest:
 * nobody reads on, and a generated site with the same fault on each page must not
 * fill memory. By level, so that a flood of warnings cannot push out an error.
 */
enum { DIAG_MAX = 2000 };

struct diag_note {
  span at;
  str text;
  struct diag_note *next;
};

struct diag {
  diag_id id;
  span at;
  str subject; /* what the message is about, printed behind it in quotes; may be empty */
  str detail;  /* printed behind that without quotes, for two values or a list; may be empty */
  str hint;    /* a full sentence; empty: the table's */
  struct diag_note *notes;
};

struct diags {
  arena *perm;
  struct diag *items;
  ptrdiff_t count;
  ptrdiff_t cap;
  ptrdiff_t dropped; /* beyond DIAG_MAX */
  int32_t dropped_of[DIAG_COUNT];
  int32_t kept[LEVEL_ERROR + 1]; /* by the level that they had when they were added */
  struct diag spare;             /* what callers get to fill when theirs is dropped */
  uint8_t level[DIAG_COUNT];     /* what `checks:` may change, before anything is added */
};

/* Starts with the levels of the table. */
void diags_init(struct diags *ds, arena *perm);

/*
 * Never NULL, and good until the next is added; one whose level is off is not
 * kept. The other calls take what the last diag_add gave.
 */
struct diag *diag_add(struct diags *ds, diag_id id, span at, str subject);
/* A second place: "first defined here". */
void diag_note(struct diags *ds, struct diag *d, span at, str text);
void diag_hint(struct diags *ds, struct diag *d, str text);
void diag_detail(struct diags *ds, struct diag *d, str text);
/*
 * Hint `Did you mean "…"?` with the nearest candidate. False when none is near: then
 * the caller may have another hint, or else the table's stands.
 */
bool diag_suggest(struct diags *ds, struct diag *d, str word, const str *candidates,
                  ptrdiff_t count);
/* Whether it will be printed at all: if not, a hint that takes long to find is not worth it. */
bool diag_is_kept(const struct diags *ds, const struct diag *d);

/* A copy of `from` in `into`: what a worker found in its page becomes part of the run. */
void diags_merge(struct diags *into, const struct diag *from);

/* The kind with this name in `checks:`, or -1; whether its level may be changed. */
int diag_named(str name);
bool diag_is_fixed(diag_id id);
str diag_name(diag_id id);
str diag_code(diag_id id);
/* "off", "note", "warn" or "error" to a level; false for any other word. */
bool diag_level_parse(str word, diag_level *ret_level);

/*
 * The worst level among what was added, and how many have one, after the site's
 * own settings. What was dropped counts; printing drops what was added twice.
 */
diag_level diags_worst(const struct diags *ds);
ptrdiff_t diags_count(const struct diags *ds, diag_level level);

typedef enum { DIAG_TEXT, DIAG_JSON, DIAG_GITHUB } diag_format;

struct diag_style {
  diag_format format;
  bool color; /* text only */
};

/*
 * Sorts by path and place and writes all whose level is not off, each once. Text
 * ends with a line that counts errors and warnings, and is empty when there is
 * nothing to say; JSON is one object for the run. Nothing of a site's texts can
 * act on a terminal: control characters come out as \x1b.
 */
void diags_print(struct diags *ds, struct sources *src, struct diag_style style, buf *out);
/* What they do to each text: line breaks, controls and bytes that are not UTF-8 become \x1b. */
void text_show(str text, buf *out);

#endif
