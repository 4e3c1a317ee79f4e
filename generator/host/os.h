/*
 * The machine: files and folders here, the process in process.h. The only room
 * that calls the operating system; no other includes <stdio.h>, <unistd.h> or
 * their like.
 *
 * Every path below a folder handle is relative and is resolved beneath it: no
 * "..", no symbolic link is ever followed (openat2 with RESOLVE_BENEATH and
 * RESOLVE_NO_SYMLINKS; component by component where the kernel lacks it). An
 * empty path is the folder itself.
 * Paths given by the user (the site, the output) are opened once by os_dir_open.
 * Nothing here prints and nothing exits; failures come back as a status. Calls
 * that a signal interrupts go on.
 */
#ifndef FINGERPOST_HOST_OS_H
#define FINGERPOST_HOST_OS_H

#include "core/buf.h"
#include "host/process.h"
#include "host/status.h"

typedef struct {
  int fd;
} os_dir;
#define OS_DIR_NONE ((os_dir){-1})

/* A path as the user gave it: absolute or relative to the current folder. */
os_status os_dir_open(str path, os_dir *ret_dir);
os_status os_dir_open_at(os_dir at, str path, os_dir *ret_dir);
/* Makes the folder and those above it that are missing. */
os_status os_dir_make_path(str path);
/* One folder; OS_EXISTS when something of that name is there. */
os_status os_dir_make_at(os_dir at, str path);
/* Makes the missing folders above `path`. */
os_status os_dir_make_above(os_dir at, str path);
/* Harmless on OS_DIR_NONE. */
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

/* Of the path itself: a link is an OS_LINK. */
os_status os_stat_at(os_dir at, str path, struct os_stat *ret_stat);

/* A whole regular file, at most `max` bytes, pushed on `perm` with a NUL behind it. */
os_status os_read(os_dir at, str path, ptrdiff_t max, arena *perm, str *ret_bytes);
/* The first bytes of a regular file, at most `max`, however long it is; otherwise likewise. */
os_status os_read_head(os_dir at, str path, ptrdiff_t max, arena *perm, str *ret_bytes);
/* Whether the file has exactly these bytes. A missing one has not. */
bool os_same(os_dir at, str path, str bytes);
/* Creates the file, or empties it, writes and closes it; every step is checked. */
os_status os_write(os_dir at, str path, str bytes);
/* os_write, then fsync. */
os_status os_write_synced(os_dir at, str path, str bytes);
/* Replaces the target if there is one; a folder only if it is empty. */
os_status os_rename(os_dir at, str from, str to);
/* Exchanges two folders in one step (RENAME_EXCHANGE), or OS_UNSUPPORTED. */
os_status os_exchange(os_dir at, str a, str b);
/* A file or a link. */
os_status os_remove(os_dir at, str path);
os_status os_remove_folder(os_dir at, str path);
/* The folder (or file) and all in it; never follows a link. */
os_status os_remove_tree(os_dir at, str path);
/* Waits until the folder's entries are on the disk. */
os_status os_sync_folder(os_dir at, str path);
/* Waits until everything written to the folder's file system is on the disk. */
os_status os_sync_all(os_dir at);

/*
 * Opens (or creates) the file and locks it, without waiting: OS_BUSY when
 * another one holds it. The lock ends with os_unlock, or with the process and
 * the workers that it forked meanwhile: no worker of a dead build is still
 * writing when the next one gets the lock.
 */
os_status os_lock(os_dir at, str path, int *ret_lock);
void os_unlock(int lock);

/* Same folder, however it was reached. */
bool os_same_dir(os_dir a, os_dir b);
/* Whether `inner` is `outer` or lies anywhere below it. */
bool os_is_inside(os_dir inner, os_dir outer);
/* Whether a file system is mounted at this folder: it cannot be renamed. */
bool os_is_mount(os_dir dir);
/* The absolute path of something that exists, without links, "." and "..". */
os_status os_real_path(str path, arena *perm, str *ret_path);

#endif
