/*
 * Publishing: from rendered bytes to an output folder in which a reader sees
 * either the old site or the new, never half a file.
 *
 * A first build (no output folder, or an empty one) is made in a sibling folder,
 * .NAME.fingerpost-PID, and put in place by one rename, which replaces an empty
 * folder as well and nothing else. Where that cannot be (OUT is a mount point, or
 * nothing may be written beside it), a first build goes the way of a later one,
 * from a site of no files; readers then see it arrive file by file.
 *
 * A later build compares each file with what is there, stages only what differs
 * in OUT/.fingerpost/stage, waits once until all is on the disk, writes a journal
 * of the renames and removals, carries it out, and drops it. An interrupted build
 * is completed from its journal, or its stage discarded, by the next publish_open.
 * A build that changes nothing writes nothing.
 *
 * OUT/.fingerpost/manifest lists the files of the site, sorted, one a line. It
 * is the mark by which an output folder is known as ours, and the only source
 * of what may be removed: files that Fingerpost did not write stay, and a
 * folder without the mark that is not empty is never touched.
 */
#ifndef FINGERPOST_WRITE_PUBLISH_H
#define FINGERPOST_WRITE_PUBLISH_H

#include "host/os.h"

typedef enum {
  PUBLISH_OK,
  PUBLISH_NOT_OURS,     /* OUT is not empty and not made by Fingerpost */
  PUBLISH_NOT_A_FOLDER, /* OUT is a file or a symbolic link */
  PUBLISH_OVERLAPS,     /* OUT is, holds, or lies in the folder of the sources; or is "/" or home */
  PUBLISH_LOCKED,       /* another build of the same OUT is running */
  PUBLISH_FOREIGN_FILE, /* a file of the site would replace one that is not ours */
  PUBLISH_FAILED        /* the machine failed: see `os` and `path` */
} publish_status;

struct publish_error {
  os_status os;
  str path; /* of what could not be done, relative to OUT; empty: OUT or its folder */
};

struct publish; /* one build's output */

/*
 * Locks OUT, completes or discards what an interrupted build left, and prepares.
 * `sources` is the site's content folder, which OUT must not overlap. `perm` must
 * outlive the build.
 */
publish_status publish_open(str out, os_dir sources, arena *perm, struct publish **ret_publish,
                            struct publish_error *reterr);
/* Whether this is the first build into OUT. */
bool publish_is_first(const struct publish *p);

typedef enum { PUT_SAME, PUT_CHANGED, PUT_FOREIGN, PUT_FAILED } put_status;

/*
 * Compares and stages one file. `index` is unique among the build's files. May
 * be called in worker processes, each file in one of them; the struct is not
 * changed. `path` is relative to OUT with '/' between folders; it holds no line
 * feed and does not lead into .fingerpost. `reterr` is set for PUT_FAILED alone.
 * PUT_FOREIGN: something else stands there that no build of ours has written.
 */
put_status publish_put(const struct publish *p, ptrdiff_t index, str path, str bytes,
                       os_status *reterr);

struct publish_file {
  str path;
  put_status status; /* as publish_put said; the index is the position in the list */
};

struct publish_counts {
  ptrdiff_t written;
  ptrdiff_t removed;
  ptrdiff_t same;
};

/*
 * Puts the build in place. `files` lists all of the site's, staged or not, in any
 * order. After PUBLISH_FAILED the site is the old one or, when only a last step
 * failed, becomes the new one with the next publish_open.
 */
publish_status publish_commit(struct publish *p, const struct publish_file *files, ptrdiff_t count,
                              arena scratch, struct publish_counts *ret_counts,
                              struct publish_error *reterr);
/* Discards what was staged; OUT stays as it was. Harmless after a commit. */
void publish_close(struct publish *p);

#endif
