/*
 * The engine of a page: one image, opened once, and runs of a state over it. There is
 * a module for each kind of image, so that a page loads only what it needs.
 *
 * The page reserves memory, writes an image or a text there, and names its size to the
 * call that takes it. Nothing is imported. When memory ends the module traps, and what
 * was opened stays open.
 *
 *   memory.c      the memory of an instance and what goes in and out
 *   chart.c       build/wasm/chart.wasm: drawings, each of what is written; it opens no image
 *   decide.c      build/wasm/decide.wasm: decisions
 *   cost.c        build/wasm/cost.wasm: cost tables
 *   search.c      build/wasm/search.wasm: the index of a site, shard by shard
 */
#ifndef FINGERPOST_WASM_ENGINE_H
#define FINGERPOST_WASM_ENGINE_H

#include "core/buf.h"

#define EXPORT(name) __attribute__((export_name(#name))) name

/* Exports of every module, but for the one that draws charts: it opens nothing. */

/* Where the next image or text is written; NULL: there is not so much memory. */
char *EXPORT(engine_reserve)(ptrdiff_t size);
/* Opens the image that was written; false: no sound one. One image an instance. */
bool EXPORT(engine_open)(ptrdiff_t size);
/* Runs the state that was written; the lines, until the next call, or NULL: too many. */
const char *EXPORT(engine_run)(ptrdiff_t size);
/* How many bytes the last call gave. */
ptrdiff_t EXPORT(engine_size)(void);

/* For the modules. */

/* What was written, if as much was reserved; .s is NULL otherwise. */
str engine_input(ptrdiff_t size);
/* What follows stands behind `end`: the image, or its session. */
void engine_keep(char *end);
/* Memory for a session behind the image, which ends at `end`; .at is NULL: there is not so much. */
arena engine_room(char *end, ptrdiff_t size);
/* Output behind the input, and scratch memory behind that, up to the end. */
buf engine_output(str input, arena *ret_scratch);
/* Makes it the answer of a call: NULL when it was too much. */
const char *engine_answer(const buf *out);

#endif
