#include "host/process.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "host/os_path.h"
#include "host/worker.h"

arena os_reserve(ptrdiff_t bytes) {
  char *at = mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (at == MAP_FAILED) {
    return (arena){NULL, NULL};
  }
  /* One fault for 2 MiB instead of 512: on virtual machines they were half of a build's time. */
  madvise(at, (size_t)bytes, MADV_HUGEPAGE);
  return (arena){at, at + bytes};
}

void os_trim(arena a) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  ptrdiff_t skip = (ptrdiff_t)(-(uintptr_t)a.at & (page - 1));
  if (a.end - a.at > skip) {
    madvise(a.at + skip, (size_t)(a.end - a.at - skip), MADV_DONTNEED);
  }
}

void os_release(arena a) {
  if (a.at != NULL) {
    munmap(a.at, (size_t)(a.end - a.at));
  }
}

enum { EXIT_MACHINE = 3 };

_Noreturn void os_out_of_memory(ptrdiff_t want) {
  (void)want; /* of no use to a reader; here for a debugger */
  if (worker_is_this()) {
    _exit(WORKER_EXIT_MEMORY);
  }
  os_print(OS_STDERR, STR("fingerpost: out of memory\n"));
  exit(EXIT_MACHINE);
}

enum { SECOND = 1000 * 1000 * 1000, DAY_SECONDS = 24 * 60 * 60 };

int64_t os_nanoseconds(void) {
  struct timespec now = {0};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * SECOND + now.tv_nsec;
}

int64_t os_today(void) {
  return (int64_t)time(NULL) / DAY_SECONDS;
}

int os_processors(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) {
    return CPU_COUNT(&set);
  }
  long count = sysconf(_SC_NPROCESSORS_ONLN); /* more of them than the set holds */
  return count < 1 ? 1 : (int)count;
}

int64_t os_process(void) {
  return getpid();
}

str os_env(str name) {
  char text[OS_PATH_MAX];
  return os_path_text(name, text) == OS_OK ? str_of(getenv(text)) : (str){NULL, 0};
}

static os_status print_all(int fd, str text) {
  while (text.n > 0) {
    ssize_t put = write(fd, text.s, (size_t)text.n);
    if (put >= 0) {
      text = str_sub(text, put, text.n);
    } else if (errno == EAGAIN) { /* whoever shares the terminal made it non-blocking */
      poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, -1);
    } else if (errno != EINTR) {
      return os_error(errno);
    }
  }
  return OS_OK;
}

/* A reader that has gone (`| head`) is a status, so its signal is held and eaten. */
os_status os_print(os_stream stream, str text) {
  sigset_t pipe_signal;
  sigset_t before;
  sigset_t pending;
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  sigpending(&pending);
  sigprocmask(SIG_BLOCK, &pipe_signal, &before);
  os_status status = print_all((int)stream, text);
  if (status != OS_OK && !sigismember(&pending, SIGPIPE)) {
    sigtimedwait(&pipe_signal, NULL, &(struct timespec){0});
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  return status;
}

bool os_is_terminal(os_stream stream) {
  return isatty((int)stream) == 1;
}

/* Byte by byte: people type slowly, and nothing behind the line is taken from others. */
bool os_read_line(arena *perm, str *ret_line) {
  buf line = buf_open(perm);
  char c = '\0';
  ssize_t got = 0;
  while ((got = read(STDIN_FILENO, &c, 1)) == 1 && c != '\n') {
    buf_byte(&line, c);
  }
  *ret_line = buf_close(&line, perm);
  return got == 1 || ret_line->n > 0;
}
