#include "host/worker.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "host/spill.h"

/* The 15 bytes that Linux keeps of a name. */
static const char worker_name[] = "fingerpost-work";

bool worker_is_this(void) {
  char name[sizeof worker_name] = {0};
  return prctl(PR_GET_NAME, name) == 0 && strcmp(name, worker_name) == 0;
}

/*
 * Large batches first, for few steps to the shared counter; small ones near the
 * end, so that all workers end together.
 */
enum { BATCH_MAX = 16, BATCH_SHARE = 4 };

static ptrdiff_t batch_size(ptrdiff_t left, int jobs) {
  ptrdiff_t size = left / ((ptrdiff_t)jobs * BATCH_SHARE);
  if (size > BATCH_MAX) {
    return BATCH_MAX;
  }
  return size < 1 ? 1 : size;
}

bool worker_claim(struct worker_board *board, const struct pool_task *task, int seat) {
  ptrdiff_t at = atomic_load(&board->next);
  while (at < task->count) {
    ptrdiff_t end = at + batch_size(task->count - at, task->jobs);
    if (atomic_compare_exchange_weak(&board->next, &at, end)) {
      board->seats[seat].at = at;
      board->seats[seat].end = end;
      return true;
    }
  }
  return false;
}

void worker_slot_set(struct worker_board *board, ptrdiff_t index, pool_state state) {
  board->slots[index].state = SLOT_RESULT + (int)state;
  atomic_fetch_add(&board->done, 1);
}

static bool parts_write(const struct worker_job *job, ptrdiff_t index, const str *parts) {
  struct worker_seat *seat = &job->board->seats[job->seat];
  struct worker_slot *slot = &job->board->slots[index];
  slot->worker = job->seat;
  slot->offset = seat->spool_end;
  int64_t end = seat->spool_end;
  for (int i = 0; i < POOL_PARTS; i++) {
    if (!spill_write(job->spool, parts[i], end)) {
      return false; /* what was written is overwritten by the next item */
    }
    slot->lengths[i] = parts[i].n;
    end += parts[i].n;
  }
  seat->spool_end = end;
  return true;
}

/* Processor time, so that a busy machine does not matter; when it is used up, SIGPROF ends us. */
static void timer_set(int64_t milliseconds) {
  struct itimerval left = {
      .it_value = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000}};
  setitimer(ITIMER_PROF, &left, NULL);
}

static void item_run(const struct worker_job *job, ptrdiff_t index) {
  const struct pool_task *task = job->task;
  if (task->milliseconds > 0) {
    timer_set(task->milliseconds);
  }
  arena perm = job->memory;
  str parts[POOL_PARTS] = {{NULL, 0}};
  task->run(task->ctx, index, &perm, parts);
  bool written = parts_write(job, index, parts);
  worker_slot_set(job->board, index, written ? POOL_DONE : POOL_SPOOL);
}

/* Pages that one large item touched and the next ones will not. */
enum { MEMORY_KEEP = 4 << 20 };

static void batch_run(const struct worker_job *job) {
  struct worker_seat *seat = &job->board->seats[job->seat];
  while (seat->at < seat->end) {
    item_run(job, seat->at);
    atomic_fetch_add(&seat->at, 1);
  }
  timer_set(0);
  if (job->memory.end - job->memory.at > MEMORY_KEEP) {
    os_trim((arena){job->memory.at + MEMORY_KEEP, job->memory.end});
  }
}

static void worker_prepare(pid_t parent) {
  prctl(PR_SET_NAME, worker_name);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) {
    _exit(0); /* it died before it could take us along */
  }
  sigset_t profile;
  sigemptyset(&profile);
  sigaddset(&profile, SIGPROF);
  sigprocmask(SIG_UNBLOCK, &profile, NULL);
  (void)signal(SIGPROF, SIG_DFL);
  setrlimit(RLIMIT_CORE, &(struct rlimit){0}); /* a hostile page is no news to the system */
}

_Noreturn void worker_run(const struct worker_job *job) {
  worker_prepare(job->parent);
  do {
    batch_run(job);
  } while (worker_claim(job->board, job->task, job->seat));
  job->board->seats[job->seat].finished = true;
  _exit(0); /* without the parent's buffers and handlers */
}
