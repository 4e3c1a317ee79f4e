/*
 * A build whose n-th call of the system fails, for every n, and one that dies
 * just before it: afterwards the site is the old one or the new one. Then the
 * next build of the new site succeeds.
 *
 * The calls are the C library's own, taken over by the functions of the same
 * names below, which count and pass on. A dying build is recovered by another
 * that dies as well, at a call picked by chance, before one that does not.
 *
 *     tests/prop/fault [SEED]
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "site.h"

enum { MEMORY = 64 << 20, DIED = 99 };

_Noreturn void core_oom(ptrdiff_t want) {
  os_out_of_memory(want);
}

enum mode { FAIL, NO_SPACE, DIE, MODES };

/* Armed when `left` is above 0; the call at which it comes to 0 fails. */
static struct {
  long left;
  enum mode mode;
  bool happened;
} fault;

static bool fails(void) {
  if (fault.left == 0 || --fault.left > 0) {
    return false;
  }
  if (fault.mode == DIE) {
    _exit(DIED);
  }
  fault.happened = true;
  errno = fault.mode == FAIL ? EIO : ENOSPC;
  return true;
}

/* `real`: the library's function of this name. Set by way of bytes, since C has no
 * conversion between a function's address and an object's. */
#define REAL(name)                        \
  __typeof__(&name) real;                 \
  void *symbol = dlsym(RTLD_NEXT, #name); \
  memcpy(&real, &symbol, sizeof real)

ssize_t write(int fd, const void *bytes, size_t size) {
  REAL(write);
  if (fault.left == 1 && fault.mode == NO_SPACE && size > 1) {
    return real(fd, bytes, size / 2); /* a disk fills up within a file */
  }
  return fails() ? -1 : real(fd, bytes, size);
}

ssize_t read(int fd, void *to, size_t size) {
  REAL(read);
  return fails() ? -1 : real(fd, to, size);
}

int close(int fd) {
  REAL(close);
  if (fails()) {
    int error = errno;
    real(fd);
    errno = error;
    return -1;
  }
  return real(fd);
}

int fsync(int fd) {
  REAL(fsync);
  return fails() ? -1 : real(fd);
}

int syncfs(int fd) {
  REAL(syncfs);
  return fails() ? -1 : real(fd);
}

int renameat(int from_at, const char *from, int to_at, const char *to) {
  REAL(renameat);
  return fails() ? -1 : real(from_at, from, to_at, to);
}

int unlinkat(int at, const char *path, int flags) {
  REAL(unlinkat);
  return fails() ? -1 : real(at, path, flags);
}

int mkdirat(int at, const char *path, mode_t mode) {
  REAL(mkdirat);
  return fails() ? -1 : real(at, path, mode);
}

int fstatat(int at, const char *restrict path, struct stat *restrict st, int flags) {
  REAL(fstatat);
  return fails() ? -1 : real(at, path, st, flags);
}

int flock(int fd, int operation) {
  REAL(flock);
  return fails() ? -1 : real(fd, operation);
}

/* openat2, and nothing else, is called through this. */
long syscall(long number, ...) {
  REAL(syscall);
  va_list rest;
  va_start(rest, number);
  int at = va_arg(rest, int);
  const char *path = va_arg(rest, const char *);
  void *how = va_arg(rest, void *);
  size_t size = va_arg(rest, size_t);
  va_end(rest);
  return fails() ? -1 : real(number, at, path, how, size);
}

/* Between them: pages that change, come, go, stay, and swap with folders. */
#define OLD                                                                                \
  SITE({"index.html", "old home"}, {"same.html", "same"}, {"gone/deep/page.html", "gone"}, \
       {"swap", "a file"}, {"paws/index.html", "in a folder"}, {"x.css", "old"})
#define NEW_ONE                                                                            \
  SITE({"index.html", "new home"}, {"same.html", "same"}, {"come/deep/page.html", "come"}, \
       {"swap/index.html", "in a folder"}, {"paws", "a file"}, {"x.css", "new"})

#define OLD_AND_MINE                                                                       \
  SITE({"index.html", "old home"}, {"same.html", "same"}, {"gone/deep/page.html", "gone"}, \
       {"swap", "a file"}, {"paws/index.html", "in a folder"}, {"x.css", "old"},           \
       {"come/deep/page.html", "mine"})

struct world {
  struct temp temp;
  str out;
  os_dir sources;
  arena perm;
};

/* TAKEN: the old site, and a file of somebody else's where the new one has a page. */
enum start { NOTHING, EMPTY, OLD_SITE, TAKEN, STARTS };
enum found { FOUND_NEITHER, FOUND_BEFORE, FOUND_NEW };

static struct outcome publish(struct world *w, struct site site) {
  arena scratch = w->perm;
  return site_publish(site, w->out, w->sources, &scratch);
}

#define TAKEN_PATH STR("site/come/deep/page.html")

static bool start_make(struct world *w, enum start start) {
  os_remove_tree(w->temp.dir, STR("site"));
  if (start == EMPTY) {
    return os_dir_make_at(w->temp.dir, STR("site")) == OS_OK;
  }
  if (start != NOTHING && publish(w, OLD).status != PUBLISH_OK) {
    return false;
  }
  return start != TAKEN || (os_dir_make_above(w->temp.dir, TAKEN_PATH) == OS_OK &&
                            os_write(w->temp.dir, TAKEN_PATH, STR("mine")) == OS_OK);
}

/* Whether anything but the sources and OUT is in the folder. */
static bool is_littered(struct world *w) {
  arena scratch = w->perm;
  struct os_entry *items = NULL;
  ptrdiff_t count = 0;
  os_list(w->temp.dir, STR(""), &scratch, &items, &count);
  for (ptrdiff_t i = 0; i < count; i++) {
    if (!str_eq(items[i].name, STR("content")) && !str_eq(items[i].name, STR("site"))) {
      return true;
    }
  }
  return false;
}

static enum found site_find(struct world *w, enum start start) {
  os_dir out;
  if (is_littered(w)) {
    return FOUND_NEITHER;
  }
  if (os_dir_open_at(w->temp.dir, STR("site"), &out) != OS_OK) {
    return start >= OLD_SITE ? FOUND_NEITHER : FOUND_BEFORE; /* an empty OUT may go */
  }
  struct site old = start == TAKEN ? OLD_AND_MINE : OLD;
  struct site before = start >= OLD_SITE ? old : (struct site){NULL, 0};
  enum found found = FOUND_NEITHER;
  if (site_is_at(NEW_ONE, out, w->perm)) {
    found = FOUND_NEW;
  } else if (site_is_at(before, out, w->perm)) {
    found = FOUND_BEFORE;
  }
  os_dir_close(out);
  return found;
}

enum { BIT_HAPPENED = 1, BIT_DONE = 2 };

static void publish_open_and_close(struct world *w) {
  struct publish *p = NULL;
  struct publish_error error;
  arena scratch = w->perm;
  if (publish_open(w->out, w->sources, &scratch, &p, &error) == PUBLISH_OK) {
    publish_close(p);
  }
}

/* A build, or only its opening, with its n-th call going wrong, in a process of its own. */
static int child_run(struct world *w, bool whole, enum mode mode, long n) {
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    bool done = false;
    fault.mode = mode;
    fault.left = n;
    if (whole) {
      done = publish(w, NEW_ONE).status == PUBLISH_OK;
    } else {
      publish_open_and_close(w);
    }
    fault.left = 0;
    _exit((fault.happened ? BIT_HAPPENED : 0) | (done ? BIT_DONE : 0));
  }
  int how = 0;
  waitpid(child, &how, 0);
  return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

struct tally {
  int runs;
  int before;
  int new;
};

struct attempt {
  enum start start;
  enum mode mode;
  long n;
};

static bool complain(const char *what, struct attempt a) {
  printf("start %d, mode %d, call %ld: %s\n", (int)a.start, (int)a.mode, a.n, what);
  return false;
}

/* One n. `ret_end`: the build was over before its n-th call. */
static bool fault_try(struct world *w, struct attempt a, bool *ret_end, struct tally *tally) {
  if (!start_make(w, a.start)) {
    return complain("could not begin", a);
  }
  int said = child_run(w, true, a.mode, a.n);
  if (said < 0) {
    return complain("crashed", a);
  }
  bool done = said != DIED && (said & BIT_DONE) != 0;
  *ret_end = said != DIED && (said & BIT_HAPPENED) == 0;
  if (a.mode == DIE && said == DIED) {
    child_run(w, false, DIE, 1 + rand() % 60);
  }
  publish_open_and_close(w);
  enum found found = site_find(w, a.start);
  if (found == FOUND_NEITHER) {
    return complain("neither the old site nor the new", a);
  }
  if (done && found != FOUND_NEW) {
    return complain("said that it was done", a);
  }
  tally->runs++;
  tally->before += found == FOUND_BEFORE;
  tally->new += found == FOUND_NEW;
  bool taken = a.start == TAKEN;
  if (publish(w, NEW_ONE).status != (taken ? PUBLISH_FOREIGN_FILE : PUBLISH_OK) ||
      site_find(w, a.start) != (taken ? FOUND_BEFORE : FOUND_NEW)) {
    return complain("the next build did not succeed", a);
  }
  return true;
}

static bool world_open(struct world *w) {
  w->perm = os_reserve(MEMORY);
  if (w->perm.at == NULL || !temp_open_fast(&w->temp)) {
    return false;
  }
  w->out = temp_path(&w->temp, &w->perm, "site");
  return os_dir_make_at(w->temp.dir, STR("content")) == OS_OK &&
         os_dir_open_at(w->temp.dir, STR("content"), &w->sources) == OS_OK;
}

int main(int argc, char **argv) {
  unsigned seed = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 1;
  struct world w = {0};
  struct tally tally = {0};
  srand(seed);
  if (!world_open(&w)) {
    puts("no folder to work in");
    return 1;
  }
  bool good = true;
  for (int start = 0; start < STARTS; start++) {
    for (int mode = 0; mode < MODES; mode++) {
      bool end = false;
      for (long n = 1; good && !end; n++) {
        struct attempt a = {(enum start)start, (enum mode)mode, n};
        good = fault_try(&w, a, &end, &tally);
      }
    }
  }
  printf("%d builds with a fault: %d times the old site, %d times the new\n", tally.runs,
         tally.before, tally.new);
  if (!good) {
    printf("seed %u, folder %s\n", seed, w.temp.path);
    return 1;
  }
  os_dir_close(w.sources);
  return temp_close(&w.temp) ? 0 : 1;
}
