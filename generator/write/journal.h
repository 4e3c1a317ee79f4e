/*
 * OUT/.fingerpost/journal: what has to be done to turn the old site into the new
 * one, once all new bytes are on the disk.
 *
 *     fingerpost journal 1
 *     remove guides/old/index.html
 *     prune guides/old
 *     rename 17 guides/new/index.html
 *     end 0123456789abcdef
 *
 * Steps are done in order; the last one puts the new manifest in place and is
 * not written down. Doing any of them again changes nothing, so that a journal
 * can be carried out from the start however often that was interrupted. One
 * without its last line, a hash of all before it, was never begun.
 */
#ifndef FINGERPOST_WRITE_JOURNAL_H
#define FINGERPOST_WRITE_JOURNAL_H

#include "core/buf.h"
#include "host/os.h"

void journal_begin(buf *b);
/* Removes a file; one that is gone, or no longer a file, stays as it is. */
void journal_remove(buf *b, str path);
/* Removes a folder if it is empty. */
void journal_prune(buf *b, str path);
/* Puts the staged file with this number in place. */
void journal_rename(buf *b, ptrdiff_t number, str path);
void journal_end(buf *b);

/* Complete and undamaged? */
bool journal_ok(str text);
/* Does all steps of a good one. On failure `reterr_path` borrows from the text. */
os_status journal_carry_out(os_dir out, str text, str *reterr_path);

#endif
