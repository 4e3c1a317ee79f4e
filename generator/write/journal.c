#include "write/journal.h"

#include "write/output.h"

static const str first_line = STR_INIT("fingerpost journal 1\n");
static const str word_end = STR_INIT("end ");
enum { HASH_DIGITS = 16 };

void journal_begin(buf *b) {
  buf_str(b, first_line);
}

static void journal_step(buf *b, str verb, str path) {
  buf_str(b, verb);
  buf_byte(b, ' ');
  buf_str(b, path);
  buf_byte(b, '\n');
}

void journal_remove(buf *b, str path) {
  journal_step(b, STR("remove"), path);
}

void journal_prune(buf *b, str path) {
  journal_step(b, STR("prune"), path);
}

void journal_rename(buf *b, ptrdiff_t number, str path) {
  buf_str(b, STR("rename "));
  buf_int(b, number);
  buf_byte(b, ' ');
  buf_str(b, path);
  buf_byte(b, '\n');
}

static void journal_close(buf *b, str steps) {
  buf_str(b, word_end);
  buf_hex(b, str_hash(steps), HASH_DIGITS);
  buf_byte(b, '\n');
}

void journal_end(buf *b) {
  journal_close(b, buf_text(b));
}

/* The steps between the first and the last line. */
static str journal_steps(str text) {
  ptrdiff_t last = word_end.n + HASH_DIGITS + 1;
  return str_sub(text, first_line.n, text.n - last);
}

bool journal_ok(str text) {
  char memory[32];
  buf last = buf_over(memory, (ptrdiff_t)sizeof memory);
  ptrdiff_t length = word_end.n + HASH_DIGITS + 1;
  if (!str_starts(text, first_line) || text.n < first_line.n + length) {
    return false;
  }
  journal_close(&last, str_sub(text, 0, text.n - length));
  return str_ends(text, buf_text(&last));
}

/* What says that a removal has been done, or that the place is no longer ours. */
static os_status unless_gone(os_status status) {
  bool gone = status == OS_NOT_FOUND || status == OS_NOT_A_FILE || status == OS_ESCAPES;
  return gone ? OS_OK : status;
}

static os_status step_prune(os_dir out, str path) {
  os_status status = unless_gone(os_remove_folder(out, path));
  /* Files of others may be in it, or something mounted on it. */
  return status == OS_NOT_EMPTY || status == OS_BUSY ? OS_OK : status;
}

static os_status step_rename(os_dir out, str staged, str path) {
  os_status status = os_rename(out, staged, path);
  if (status != OS_NOT_FOUND) {
    return status;
  }
  status = os_dir_make_above(out, path);
  if (status == OS_OK) {
    status = os_rename(out, staged, path);
  }
  return status == OS_NOT_FOUND ? OS_OK : status; /* in place already */
}

static os_status step_rename_number(os_dir out, str number_and_path, str *ret_path) {
  str number = {NULL, 0};
  char memory[64];
  buf staged = buf_over(memory, (ptrdiff_t)sizeof memory);
  if (!str_cut(number_and_path, ' ', &number, ret_path)) {
    return OS_FAILED;
  }
  buf_str(&staged, STR(STATE_STAGE "/"));
  buf_str(&staged, number);
  return staged.full ? OS_FAILED : step_rename(out, buf_text(&staged), *ret_path);
}

static os_status step_do(os_dir out, str line, str *ret_path) {
  str verb = {NULL, 0};
  if (!str_cut(line, ' ', &verb, ret_path)) {
    return OS_FAILED;
  }
  if (str_eq(verb, STR("remove"))) {
    return unless_gone(os_remove(out, *ret_path));
  }
  if (str_eq(verb, STR("prune"))) {
    return step_prune(out, *ret_path);
  }
  return step_rename_number(out, *ret_path, ret_path);
}

os_status journal_carry_out(os_dir out, str text, str *reterr_path) {
  str steps = journal_steps(text);
  str path = {NULL, 0};
  for (str line; str_cut(steps, '\n', &line, &steps);) {
    os_status status = step_do(out, line, &path);
    if (status != OS_OK) {
      *reterr_path = path;
      return status;
    }
  }
  *reterr_path = STR(STATE_MANIFEST);
  return step_rename(out, STR(STATE_NEW_MANIFEST), STR(STATE_MANIFEST));
}
