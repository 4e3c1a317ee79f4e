#include "host/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "host/spill.h"
#include "host/worker.h"

struct pool {
  struct pool_task task;
  struct worker_board *board;
  size_t board_size;
  arena memory;
  pid_t pids[POOL_JOBS_MAX]; /* 0: nobody in this seat */
  int alive[POOL_JOBS_MAX];  /* a pipe that closes when the worker ends */
  int spools[POOL_JOBS_MAX];
};

static bool pool_prepare(struct pool *p) {
  size_t slots = (size_t)p->task.count * sizeof(struct worker_slot);
  p->board_size = sizeof(struct worker_board) + slots;
  void *board =
      mmap(NULL, p->board_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (board == MAP_FAILED) {
    return false;
  }
  p->board = board;
  for (int i = 0; i < p->task.jobs; i++) {
    p->spools[i] = spill_open();
    if (p->spools[i] < 0) {
      return false;
    }
  }
  if (p->task.count > 0) {
    p->memory = os_reserve(p->task.bytes);
  }
  return p->task.count == 0 || p->memory.at != NULL;
}

static bool seat_fork(struct pool *p, int seat) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return false;
  }
  struct worker_job job = {.task = &p->task,
                           .board = p->board,
                           .seat = seat,
                           .spool = p->spools[seat],
                           .memory = p->memory,
                           .parent = getpid()};
  p->board->seats[seat].finished = false;
  (void)fflush(NULL); /* an item that calls exit() must not print our text again */
  pid_t pid = fork();
  if (pid == 0) {
    worker_run(&job); /* holds ends[1] until it ends */
  }
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    return false;
  }
  p->pids[seat] = pid;
  p->alive[seat] = ends[0];
  return true;
}

/* Goes on with the seat's batch, or takes one. Batches are claimed here so that
 * each worker, however short its life, brings the end nearer. */
static void seat_fill(struct pool *p, int seat) {
  const struct worker_seat *s = &p->board->seats[seat];
  if (s->at < s->end || worker_claim(p->board, &p->task, seat)) {
    seat_fork(p, seat); /* if it fails, the items stay open and are run alone */
  }
}

/* The worker has closed its pipe, so it is ending: this does not wait for long. */
static pool_state seat_reap(struct pool *p, int seat) {
  int how = 0;
  pid_t got = -1;
  do {
    got = waitpid(p->pids[seat], &how, 0);
  } while (got < 0 && errno == EINTR);
  close(p->alive[seat]);
  p->pids[seat] = 0;
  if (p->board->seats[seat].finished) {
    return POOL_DONE;
  }
  if (got > 0 && WIFSIGNALED(how) && WTERMSIG(how) == SIGPROF) {
    return POOL_TIME;
  }
  bool memory = got > 0 && WIFEXITED(how) && WEXITSTATUS(how) == WORKER_EXIT_MEMORY;
  return memory ? POOL_MEMORY : POOL_CRASHED;
}

enum { PROGRESS_MILLISECONDS = 100 };

/* Waits until a worker ends or it is time for a word; the seat, or -1. */
static int seat_wait(const struct pool *p) {
  struct pollfd polls[POOL_JOBS_MAX];
  for (int i = 0; i < p->task.jobs; i++) {
    polls[i] = (struct pollfd){.fd = p->pids[i] == 0 ? -1 : p->alive[i]};
  }
  int ready = poll(polls, (nfds_t)p->task.jobs, PROGRESS_MILLISECONDS);
  for (int i = 0; ready > 0 && i < p->task.jobs; i++) {
    if (polls[i].revents != 0) {
      return i;
    }
  }
  return -1;
}

static bool pool_is_running(const struct pool *p) {
  for (int i = 0; i < p->task.jobs; i++) {
    if (p->pids[i] != 0) {
      return true;
    }
  }
  return false;
}

static int seat_wait_with_progress(const struct pool *p) {
  int seat = seat_wait(p);
  while (seat < 0) {
    if (p->task.progress != NULL) {
      p->task.progress(p->task.progress_ctx, p->board->done, p->task.count);
    }
    seat = seat_wait(p);
  }
  return seat;
}

/* All items once; those that ended their worker stay open. */
static void pool_run_all(struct pool *p) {
  for (int i = 0; i < p->task.jobs; i++) {
    seat_fill(p, i);
  }
  while (pool_is_running(p)) {
    int seat = seat_wait_with_progress(p);
    if (seat_reap(p, seat) != POOL_DONE) {
      atomic_fetch_add(&p->board->seats[seat].at, 1);
      seat_fill(p, seat);
    }
  }
}

/* The system may be short of processes only for a moment. */
enum { FORK_TRIES = 50, FORK_PAUSE_NANOSECONDS = 20 * 1000 * 1000 };

static bool seat_fork_patiently(struct pool *p, int seat) {
  for (int i = 0; i < FORK_TRIES; i++) {
    if (seat_fork(p, seat)) {
      return true;
    }
    nanosleep(&(struct timespec){.tv_nsec = FORK_PAUSE_NANOSECONDS}, NULL);
  }
  return false;
}

/* One at a time, so that neither a neighbour nor a full machine is to blame. */
static bool pool_run_open_ones(struct pool *p) {
  for (ptrdiff_t i = 0; i < p->task.count; i++) {
    if (p->board->slots[i].state != SLOT_OPEN) {
      continue;
    }
    p->board->seats[0].at = i;
    p->board->seats[0].end = i + 1;
    if (!seat_fork_patiently(p, 0)) {
      return false;
    }
    pool_state state = seat_reap(p, seat_wait_with_progress(p));
    if (p->board->slots[i].state == SLOT_OPEN) {
      worker_slot_set(p->board, i, state == POOL_DONE ? POOL_CRASHED : state);
    }
  }
  return true;
}

static int jobs_clamp(const struct pool_task *task) {
  int jobs = task->jobs < 1 ? 1 : task->jobs;
  if (jobs > POOL_JOBS_MAX) {
    jobs = POOL_JOBS_MAX;
  }
  return jobs < task->count ? jobs : (int)task->count;
}

struct pool *pool_run(const struct pool_task *task, arena *perm) {
  struct pool *p = NEW(perm, struct pool, 1);
  p->task = *task;
  p->task.jobs = jobs_clamp(task);
  memset(p->spools, -1, sizeof p->spools);
  /* Whoever started us may have told the system to forget how children end. */
  struct sigaction remember = {.sa_handler = SIG_DFL};
  struct sigaction before;
  sigaction(SIGCHLD, &remember, &before);
  bool ran = pool_prepare(p);
  if (ran) {
    pool_run_all(p);
    ran = pool_run_open_ones(p);
  }
  sigaction(SIGCHLD, &before, NULL);
  os_release(p->memory);
  if (!ran) {
    pool_close(p);
    return NULL;
  }
  return p;
}

pool_state pool_result(const struct pool *p, ptrdiff_t index) {
  return (pool_state)(p->board->slots[index].state - SLOT_RESULT);
}

str pool_read(const struct pool *p, ptrdiff_t index, int part, arena *perm) {
  const struct worker_slot *slot = &p->board->slots[index];
  if (pool_result(p, index) != POOL_DONE) {
    return (str){NULL, 0};
  }
  int64_t offset = slot->offset;
  for (int i = 0; i < part; i++) {
    offset += slot->lengths[i];
  }
  ptrdiff_t size = (ptrdiff_t)slot->lengths[part];
  arena kept = *perm;
  char *bytes = arena_push(&kept, 1, (ptrdiff_t) _Alignof(int64_t), size + 1);
  if (!spill_read(p->spools[slot->worker], bytes, size, offset)) {
    return (str){NULL, 0};
  }
  *perm = kept;
  return (str){bytes, size};
}

void pool_close(struct pool *p) {
  for (int i = 0; i < POOL_JOBS_MAX; i++) {
    if (p->spools[i] >= 0) {
      close(p->spools[i]);
      p->spools[i] = -1;
    }
  }
  if (p->board != NULL) {
    munmap(p->board, p->board_size);
    p->board = NULL;
  }
}
