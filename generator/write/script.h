/*
 * Classic scripts that carry bytes into a page, where static/engine.js unpacks
 * them: a page opened from disk may load scripts, but fetch nothing.
 *
 * Packed is raw deflate in base64: a server's gzip undoes the base64, and on disk
 * it is still smaller than the bytes. False: deflate_raw is.
 */
#ifndef FINGERPOST_WRITE_SCRIPT_H
#define FINGERPOST_WRITE_SCRIPT_H

#include "core/buf.h"

/* fingerpost.data("ID", "KIND", "..."): an image; kind is "decide", "cost"
 * or "search". */
bool script_data(str id, str kind, str image, arena *perm, str *ret_script);
/* fingerpost.data("ID", "KIND", "..."): a text as it is. */
str script_text(str id, str kind, str text, arena *perm);
/* fingerpost.NAME("...", ...): a call with texts as they are. */
str script_call(str name, const str *texts, ptrdiff_t count, arena *perm);
/* fingerpost.engine("KIND", "..."): the module that opens images of this kind, deflated already. */
str script_engine(str kind, str deflated, arena *perm);

#endif
