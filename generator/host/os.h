/*
 * The machine: files, folders, clocks, the terminal. The only room that calls
 * the operating system; no other includes <stdio.h>, <unistd.h> or their like.
 *
 * Every path below a folder handle is relative and is resolved beneath it: no
 * "..", no symbolic link is ever followed (openat2 with RESOLVE_BENEATH and
 * RESOLVE_NO_SYMLINKS; component by component where the kernel lacks it).
 * Paths given by the user (the site, the output) are opened once by os_dir_open.
 * Nothing here prints and nothing exits; failures come back as a status.
 */
#ifndef FINGERPOST_HOST_OS_H
#define FINGERPOST_HOST_OS_H

#include "core/buf.h"

typedef enum {
  OS_OK,
  OS_NOT_FOUND,
  OS_NO_ACCESS,
  OS_EXISTS,
  OS_TOO_LARGE,   /* beyond the caller's limit, or the system's for names */
  OS_NOT_A_FILE,  /* a folder, device or link where a file was wanted, or the reverse */
  OS_ESCAPES,     /* the path leaves its folder, or meets a symbolic link */
  OS_NO_SPACE,
  OS_READ_ONLY,
  OS_BUSY,        /* locked by another process, or a mount point */
  OS_OTHER_DISK,  /* a rename across file systems */
  OS_NOT_EMPTY,
  OS_FAILED       /* anything else */
} os_status;

/* "permission denied": lower case, no full stop, ready to stand behind a colon. */
str os_status_text(os_status s);

/*
 * Memory: a reserved range of addresses whose pages exist once touched. The
 * arena of the whole program comes from one such range. An empty arena when
 * the system refuses.
 */
arena os_reserve(ptrdiff_t bytes);
/* Gives the touched pages behind `a.at` back to the system. */
void os_trim(arena a);

typedef struct { int fd; } os_dir;
#define OS_DIR_NONE ((os_dir){-1})

/* A path as the user gave it: absolute or relative to the current folder. */
os_status os_dir_open(str path, os_dir *ret_dir);
os_status os_dir_open_at(os_dir at, str path, os_dir *ret_dir);
/* Makes the folder and those above it that are missing. */
os_status os_dir_make_path(str path);
os_status os_dir_make_at(os_dir at, str path);
void os_dir_close(os_dir dir);

typedef enum { OS_FILE, OS_FOLDER, OS_LINK, OS_SPECIAL } os_kind;

struct os_entry {
  str name; /* any bytes but '/' and NUL */
  os_kind kind;
};

/* Without "." and "..", sorted by bytes. */
os_status os_list(os_dir at, str path, arena *perm, struct os_entry **ret_items,
                  ptrdiff_t *ret_count);

struct os_stat {
  os_kind kind;
  int64_t size;
};

os_status os_stat_at(os_dir at, str path, struct os_stat *ret_stat);

/* A whole regular file, at most `max` bytes, pushed on `perm` with a NUL behind it. */
os_status os_read(os_dir at, str path, ptrdiff_t max, arena *perm, str *ret_bytes);
/* Whether the file has exactly these bytes. A missing one has not. */
bool os_same(os_dir at, str path, str bytes);
/* Creates the file, or empties it, writes and closes it; every step is checked. */
os_status os_write(os_dir at, str path, str bytes);
/* os_write, then fsync. */
os_status os_write_synced(os_dir at, str path, str bytes);
/* Replaces the target if there is one. */
os_status os_rename(os_dir at, str from, str to);
/* Exchanges two folders in one step (RENAME_EXCHANGE). */
os_status os_exchange(os_dir at, str a, str b);
os_status os_remove(os_dir at, str path);
os_status os_remove_folder(os_dir at, str path);
/* The folder and all in it; never follows a link. */
os_status os_remove_tree(os_dir at, str path);
/* Waits until the folder's entries are on the disk. */
os_status os_sync_folder(os_dir at, str path);
/* Waits until everything written to the folder's file system is on the disk. */
os_status os_sync_all(os_dir at);

/* Opens (or creates) the file and locks it for this process, without waiting:
 * OS_BUSY when another one holds it. The lock ends with os_unlock or the process. */
os_status os_lock(os_dir at, str path, int *ret_lock);
void os_unlock(int lock);

/* Same folder, however it was reached. */
bool os_same_dir(os_dir a, os_dir b);
/* Whether `inner` is `outer` or lies anywhere below it. */
bool os_is_inside(os_dir inner, os_dir outer);

/* Monotonic time in nanoseconds: for progress lines, never for content. */
int64_t os_nanoseconds(void);
/* Days since 1970-01-01 in UTC: for `check --today` alone. */
int64_t os_today(void);
/* Processors that this process may use, at least 1. */
int os_processors(void);
/* An environment variable, or an empty slice. */
str os_env(str name);

typedef enum { OS_STDOUT = 1, OS_STDERR = 2 } os_stream;

/* Writes all of it; a closed pipe or full disk is reported. */
os_status os_print(os_stream stream, str text);
bool os_is_terminal(os_stream stream);

#endif
