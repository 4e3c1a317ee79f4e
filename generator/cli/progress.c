#include "cli/session.h"

/* Shorter waits need no explanation. */
enum { PROGRESS_AFTER_MS = 500 };

void progress_begin(struct progress *p, str verb) {
  *p = (struct progress){.verb = verb, .start = os_nanoseconds()};
}

void progress_show(void *progress, ptrdiff_t done, ptrdiff_t count) {
  struct progress *p = progress;
  bool late = os_nanoseconds() - p->start > PROGRESS_AFTER_MS * (int64_t)1000000;
  if (!late || !os_is_terminal(OS_STDERR)) {
    return;
  }
  char memory[128];
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&b, STR("\r\x1b[K"));
  buf_str(&b, p->verb);
  buf_byte(&b, ' ');
  buf_int(&b, done);
  buf_str(&b, STR(" of "));
  buf_int(&b, count);
  os_print(OS_STDERR, buf_text(&b));
  p->shown = true;
}

void progress_end(struct progress *p) {
  if (p->shown) {
    os_print(OS_STDERR, STR("\r\x1b[K"));
  }
}
