/*
 * Builds killed at random moments: after recovery by the next publish_open the
 * site is the old one or the new one, never a mix, and nothing is left beside it.
 *
 *     tests/prop/kill [SEED]
 *
 * Two sites of 200 files take turns. They share half of their bytes, and differ
 * in files that come, go, and change between file and folder. Every second build
 * writes through a pool of workers, every tenth is a first one. A crowded machine
 * may not get through all of them in its time.
 */
#include <signal.h>
#include <sys/wait.h>

#include "host/pool.h"
#include "site.h"

enum { BUILDS = 200, FILES = 200, FIRST_EVERY = 10, MEMORY = 256 << 20, SECONDS = 25 };

_Noreturn void core_oom(ptrdiff_t want) {
  os_out_of_memory(want);
}

static uint64_t random_next(uint64_t *state) {
  uint64_t z = *state += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

/* Of the files of site `which`: a third keep their bytes, some their paths. */
static str file_path(int which, ptrdiff_t i, arena *a) {
  static const char *const forms[2][5] = {
      {"page-%td.html", "guides/%td/index.html", "swap/%td", "only-a/%td/x", "same/%td.html"},
      {"page-%td.html", "guides/%td/index.html", "swap/%td/in.html", "only-b/%td/x",
       "same/%td.html"}};
  char path[64];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  snprintf(path, sizeof path, forms[which][i % 5], i);
#pragma GCC diagnostic pop
  return arena_copy(a, str_of(path));
}

static str file_bytes(int which, ptrdiff_t i, arena *a) {
  buf b = buf_new(a, 4096);
  bool shared = i % 5 == 4 || i % 3 == 0;
  while (b.n < 2000 + i) {
    buf_str(&b, shared ? STR("both ") : which == 0 ? STR("site A ") : STR("site B "));
    buf_int(&b, i);
  }
  return buf_text(&b);
}

static struct site site_make(int which, arena *a) {
  struct page *pages = NEW(a, struct page, FILES);
  for (ptrdiff_t i = 0; i < FILES; i++) {
    pages[i].path = file_path(which, i, a).s;
    pages[i].text = arena_copy(a, file_bytes(which, i, a)).s;
  }
  return (struct site){pages, FILES};
}

struct world {
  struct temp temp;
  str out;
  os_dir sources;
  arena perm;
  struct site sites[2];
};

struct job {
  struct publish *p;
  struct site site;
};

static void page_put(void *ctx, ptrdiff_t index, arena *perm, str parts[POOL_PARTS]) {
  const struct job *job = ctx;
  const struct page *page = &job->site.pages[index];
  os_status error;
  char *status = NEW(perm, char, 1);
  *status = (char)publish_put(job->p, index, str_of(page->path), str_of(page->text), &error);
  parts[0] = (str){status, 1};
}

static publish_status pool_publish(struct world *w, struct site site) {
  struct publish_error error;
  struct publish_counts counts;
  struct job job = {.site = site};
  publish_status status = publish_open(w->out, w->sources, &w->perm, &job.p, &error);
  if (status != PUBLISH_OK) {
    return status;
  }
  struct pool_task task = {
      .count = FILES, .jobs = 2, .bytes = 1 << 20, .run = page_put, .ctx = &job};
  struct pool *pool = pool_run(&task, &w->perm);
  struct publish_file *files = NEW(&w->perm, struct publish_file, FILES);
  for (ptrdiff_t i = 0; i < FILES; i++) {
    files[i].path = str_of(site.pages[i].path);
    files[i].status = (put_status)*pool_read(pool, i, 0, &w->perm).s;
  }
  status = publish_commit(job.p, files, FILES, w->perm, &counts, &error);
  pool_close(pool);
  publish_close(job.p);
  return status;
}

static publish_status any_publish(struct world *w, int which, bool with_pool) {
  struct site site = w->sites[which];
  return with_pool ? pool_publish(w, site)
                   : site_publish(site, w->out, w->sources, &w->perm).status;
}

/* Workers of the killed build hold its lock until they are gone too. */
static publish_status recover(struct world *w) {
  struct publish_error error;
  publish_status status = PUBLISH_LOCKED;
  for (int tries = 0; tries < 1000 && status == PUBLISH_LOCKED; tries++) {
    arena scratch = w->perm;
    struct publish *p = NULL;
    status = publish_open(w->out, w->sources, &scratch, &p, &error);
    if (status == PUBLISH_OK) {
      publish_close(p);
    } else if (status == PUBLISH_LOCKED) {
      usleep(1000);
    }
  }
  return status;
}

enum { NEITHER = -1, NOTHING = 2 };

/* Which of the sites stands there: 0, 1, NOTHING, or NEITHER. */
static int site_find(struct world *w) {
  arena scratch = w->perm;
  struct os_entry *items = NULL;
  ptrdiff_t count = 0;
  os_list(w->temp.dir, STR(""), &scratch, &items, &count);
  if (count == 1) { /* the sources alone */
    return NOTHING;
  }
  os_dir out;
  if (count != 2 || os_dir_open_at(w->temp.dir, STR("site"), &out) != OS_OK) {
    return NEITHER;
  }
  bool a = site_is_at(w->sites[0], out, scratch);
  bool b = site_is_at(w->sites[1], out, scratch);
  os_dir_close(out);
  if (a || b) {
    return a ? 0 : 1;
  }
  return NEITHER;
}

struct tally {
  int killed;
  int old;
  int new;
  int completed; /* from a journal */
};

/* One build from site `before` to site `after`, killed after `microseconds`. */
static bool build_and_kill(struct world *w, int before, int after, int64_t microseconds,
                           struct tally *tally) {
  bool with_pool = microseconds % 2 == 0;
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    _exit(any_publish(w, after, with_pool) == PUBLISH_OK ? 0 : 1);
  }
  usleep((useconds_t)microseconds);
  kill(child, SIGKILL);
  int how = 0;
  waitpid(child, &how, 0);
  struct os_stat st;
  bool journal = os_stat_at(w->temp.dir, STR("site/.fingerpost/journal"), &st) == OS_OK;
  publish_status status = recover(w);
  int found = site_find(w);
  tally->killed += WIFSIGNALED(how);
  tally->completed += journal && found == after;
  tally->old += found == before;
  tally->new += found == after;
  bool ended = WIFEXITED(how) && WEXITSTATUS(how) == 0;
  bool good = status == PUBLISH_OK && (found == after || (found == before && !ended));
  if (!good) {
    printf("from %d to %d, after %lld us: status %d, found %d\n", before, after,
           (long long)microseconds, (int)status, found);
  }
  return good;
}

static bool world_open(struct world *w) {
  w->perm = os_reserve(MEMORY);
  if (w->perm.at == NULL || !temp_open_fast(&w->temp)) {
    return false;
  }
  w->out = temp_path(&w->temp, &w->perm, "site");
  w->sites[0] = site_make(0, &w->perm);
  w->sites[1] = site_make(1, &w->perm);
  return os_dir_make_at(w->temp.dir, STR("content")) == OS_OK &&
         os_dir_open_at(w->temp.dir, STR("content"), &w->sources) == OS_OK;
}

/* How long a build takes that nobody kills, in microseconds; the quickest of some. */
static int64_t build_time(struct world *w) {
  arena before = w->perm;
  int64_t least = INT64_MAX;
  for (int i = 0; i < 4; i++) {
    int64_t start = os_nanoseconds();
    any_publish(w, i % 2, true);
    int64_t took = (os_nanoseconds() - start) / 1000;
    least = took < least ? took : least;
    w->perm = before;
  }
  return least;
}

int main(int argc, char **argv) {
  uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 20240607;
  uint64_t state = seed;
  struct world w = {0};
  struct tally tally = {0};
  if (!world_open(&w)) {
    puts("no folder to work in");
    return 1;
  }
  int64_t range = build_time(&w) * 3 / 2;
  int64_t end = os_nanoseconds() + (int64_t)SECONDS * 1000 * 1000 * 1000;
  int at = 1;
  int builds = 0;
  bool good = true;
  for (int i = 0; i < BUILDS && good && os_nanoseconds() < end; i++) {
    builds++;
    if (i % FIRST_EVERY == 0) {
      os_remove_tree(w.temp.dir, STR("site"));
      at = NOTHING;
    }
    int next = at == 0 ? 1 : 0;
    int64_t moment = (int64_t)(random_next(&state) % (uint64_t)(range + 1));
    good = build_and_kill(&w, at, next, moment, &tally);
    at = site_find(&w);
  }
  printf("%d builds, %d killed: %d times the old site, %d times the new, %d from a journal\n",
         builds, tally.killed, tally.old, tally.new, tally.completed);
  if (!good) {
    printf("seed %llu, folder %s\n", (unsigned long long)seed, w.temp.path);
    return 1;
  }
  os_dir_close(w.sources);
  return temp_close(&w.temp) ? 0 : 1;
}
