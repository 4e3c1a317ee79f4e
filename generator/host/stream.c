#include "host/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "host/os_path.h"

static void split(str file, str *ret_folder, str *ret_name) {
  ptrdiff_t slash = str_rfind(file, '/');
  *ret_name = str_sub(file, slash + 1, file.n);
  *ret_folder = slash < 0 ? STR(".") : slash == 0 ? STR("/") : str_sub(file, 0, slash);
}

os_status os_stream_open(str file, arena *perm, struct os_stream_out *ret_stream) {
  str folder;
  *ret_stream = (struct os_stream_out){.folder = OS_DIR_NONE, .fd = -1};
  split(file, &folder, &ret_stream->name);
  buf name = buf_new(perm, ret_stream->name.n + 64);
  buf_byte(&name, '.');
  buf_str(&name, ret_stream->name);
  buf_str(&name, STR(".fingerpost-"));
  buf_int(&name, getpid());
  ret_stream->temporary = buf_text(&name);
  os_status status = os_dir_open(folder, &ret_stream->folder);
  struct os_stat there;
  if (status == OS_OK && os_stat_at(ret_stream->folder, ret_stream->name, &there) == OS_OK &&
      there.kind != OS_FILE) {
    status = OS_NOT_A_FILE;
  }
  if (status == OS_OK) {
    int flags = O_WRONLY | O_CREAT | O_TRUNC;
    status = os_open(ret_stream->folder, ret_stream->temporary, flags, &ret_stream->fd);
  }
  if (status != OS_OK) {
    os_dir_close(ret_stream->folder);
  }
  ret_stream->status = status;
  return status;
}

void os_stream_write(struct os_stream_out *s, str bytes) {
  for (ptrdiff_t at = 0; at < bytes.n && s->status == OS_OK;) {
    ssize_t put = write(s->fd, bytes.s + at, (size_t)(bytes.n - at));
    if (put < 0 && errno != EINTR) {
      s->status = os_error(errno);
    }
    at += put > 0 ? put : 0;
  }
}

void os_stream_discard(struct os_stream_out *s) {
  if (s->fd >= 0) {
    close(s->fd);
  }
  s->fd = -1;
  os_remove(s->folder, s->temporary);
  os_dir_close(s->folder);
}

os_status os_stream_close(struct os_stream_out *s) {
  if (s->status == OS_OK && fsync(s->fd) != 0) {
    s->status = os_error(errno);
  }
  /* Some file systems report a full disk only here. EINTR has closed it all the same. */
  int closed = close(s->fd);
  s->fd = -1;
  if (closed != 0 && errno != EINTR && s->status == OS_OK) {
    s->status = os_error(errno);
  }
  if (s->status == OS_OK) {
    s->status = os_rename(s->folder, s->temporary, s->name);
  }
  if (s->status != OS_OK) {
    os_remove(s->folder, s->temporary);
  }
  os_dir_close(s->folder);
  return s->status;
}
