/*
 * The worker's side of a pool, and the memory that all its processes share: for
 * pool.c and process.c alone.
 *
 *     board   next: first item not taken yet     done: items with a result
 *     seats   one a worker: the batch in hand, where its spool ends
 *     slots   one an item: its result, and where in whose spool it is
 *
 * Workers take batches off the board and write only their own seat and the
 * slots of their batch. The parent reads a seat after its worker has ended: an
 * item at which it stands with its batch unfinished is the one that ended it.
 */
#ifndef FINGERPOST_HOST_WORKER_H
#define FINGERPOST_HOST_WORKER_H

#include <stdatomic.h>
#include <sys/types.h>

#include "host/pool.h"

/* Exit code for an item that wanted too much; one that no library or shell uses. */
enum { WORKER_EXIT_MEMORY = 117 };

/* What an item's slot says; from 1 on it is 1 + its pool_state. */
enum { SLOT_OPEN = 0, SLOT_RESULT = 1 };

struct worker_slot {
  _Atomic int state;
  int worker; /* whose spool */
  int64_t offset;
  int64_t lengths[POOL_PARTS];
};

struct worker_seat {
  _Atomic ptrdiff_t at; /* the item in hand */
  _Atomic ptrdiff_t end;
  int64_t spool_end;
  _Atomic bool finished; /* left because nothing was left to do */
};

struct worker_board {
  _Atomic ptrdiff_t next;
  _Atomic ptrdiff_t done;
  struct worker_seat seats[POOL_JOBS_MAX];
  struct worker_slot slots[];
};

struct worker_job {
  const struct pool_task *task;
  struct worker_board *board;
  int seat;
  int spool; /* file descriptor */
  arena memory;
  pid_t parent;
};

/* Takes the next batch for a seat; false when all are taken. */
bool worker_claim(struct worker_board *board, const struct pool_task *task, int seat);
/* Runs the seat's batch, then others, and ends the process. */
_Noreturn void worker_run(const struct worker_job *job);
void worker_slot_set(struct worker_board *board, ptrdiff_t index, pool_state state);

/* The process carries its role in its name: no variable has to remember it. */
bool worker_is_this(void);

#endif
