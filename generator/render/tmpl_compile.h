/*
 * The compiler's state, shared by its two files: tmpl_compile.c keeps track of
 * routines and checks that recursion ends, tmpl_emit.c turns one routine's
 * tokens into operations.
 *
 * A routine is a template file in one scope and at one place in HTML. Meeting a
 * partial only asks for its routine; routines are compiled one after the other
 * until all that were asked for are done, so nothing here recurses.
 */
#ifndef FINGERPOST_RENDER_TMPL_COMPILE_H
#define FINGERPOST_RENDER_TMPL_COMPILE_H

#include "render/tmpl_html.h"
#include "render/tmpl_names.h"
#include "render/tmpl_scan.h"

/* A file counts once for each scope it is used in; beyond this something multiplies. */
enum { TMPL_ROUTINES_MAX = 512 };

struct routine {
  ptrdiff_t file; /* index into the files */
  struct tmpl_scope scope;
  struct html_state html;
  int32_t from;     /* the routine that asked first, or -1 */
  span at;          /* and where */
  int32_t op;       /* its first operation */
  bool is_circular; /* it may come round to itself without going deeper into the data */
};

struct call_edge {
  int32_t from;
  int32_t to;
  bool goes_deeper; /* through a section over items of what the routine began with */
  span at;
};

struct compiler {
  const struct tmpl_files *files;
  struct diags *ds;
  arena *perm;    /* what rendering needs */
  arena *scratch; /* gone after compiling */
  struct tmpl_types types;
  struct tmpl_tokens *tokens; /* by file; items is NULL until needed */
  bool *is_scanned;
  struct routine routines[TMPL_ROUTINES_MAX];
  int32_t routine_count;
  struct call_edge *edges;
  ptrdiff_t edge_count;
  ptrdiff_t edge_cap;
  struct tmpl_op *ops;
  ptrdiff_t op_count;
  ptrdiff_t op_cap;
  bool failed;
};

/* Adds a fault in `routine`, with notes that say where its file was included. */
struct diag *compiler_fault(struct compiler *c, int32_t routine, diag_id id, span at, str subject);
/* The index of `want`, which is compared by file, scope and HTML; -1 when there are too many. */
int32_t compiler_routine(struct compiler *c, const struct routine *want);
/* Scanned when it is first asked for. */
const struct tmpl_tokens *compiler_tokens(struct compiler *c, ptrdiff_t file);
/* Appends the operations of a routine. */
void routine_emit(struct compiler *c, int32_t routine);

#endif
