/*
 * A loop over independent items, run by worker processes.
 *
 * Workers are forked, so they see everything that the parent had and can harm
 * nothing of it. Each takes a batch of items at a time from a shared counter,
 * runs them one by one, and appends what they give to a temporary file of its
 * own (unlinked, on disk rather than in memory), from which the parent reads.
 * An item that crashes its worker, or outruns its budget, is run once more in a
 * worker of its own, after all others and alone; if it fails again, its result says how, and every
 * other item is done all the same. Results are found by index: the order of arrival is never
 * visible, so that one worker and eight give the same.
 */
#ifndef FINGERPOST_HOST_POOL_H
#define FINGERPOST_HOST_POOL_H

#include "host/os.h"

enum { POOL_PARTS = 3, POOL_JOBS_MAX = 64 };

typedef enum {
  POOL_DONE,
  POOL_CRASHED, /* died by a signal, or left early */
  POOL_TIME,    /* used more processor time than allowed */
  POOL_MEMORY,  /* asked for more memory than allowed */
  POOL_SPOOL    /* what it gave could not be written: disk full */
} pool_state;

struct pool_task {
  ptrdiff_t count;
  int jobs;             /* worker processes, 1 to POOL_JOBS_MAX; others are clamped */
  int64_t milliseconds; /* processor time an item may use; 0: no limit */
  ptrdiff_t bytes;      /* memory an item may push; the size of its arena */
  /*
   * Runs in a worker. `perm` is empty at the start of each item. What it stores
   * in `ret_parts` is copied before the next item begins. A push that does not
   * fit ends in core_oom, which must call os_out_of_memory.
   */
  void (*run)(void *ctx, ptrdiff_t index, arena *perm, str ret_parts[POOL_PARTS]);
  void *ctx;
  /* Called in the parent now and then while it waits; may be NULL. */
  void (*progress)(void *ctx, ptrdiff_t done, ptrdiff_t count);
  void *progress_ctx;
};

struct pool;

/*
 * Runs all items. NULL when the machine has no room for it: no worker could be
 * started, no temporary file made, no memory reserved.
 */
struct pool *pool_run(const struct pool_task *task, arena *perm);
pool_state pool_result(const struct pool *p, ptrdiff_t index);
/*
 * One part of what an item gave, pushed on `perm`, aligned to 8. {NULL, 0} unless
 * the item is POOL_DONE, and when the disk does not give it back; an empty part
 * of a done item is not NULL.
 */
str pool_read(const struct pool *p, ptrdiff_t index, int part, arena *perm);
/* Closes the temporary files; no result may be asked for afterwards. */
void pool_close(struct pool *p);

#endif
