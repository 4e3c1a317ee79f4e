#include "unit.h"

#include <time.h>
#include <zip.h>

#include "host/archive.h"
#include "temp.h"

enum { BYTES_MAX = 1 << 20 };

struct made {
  const str *bytes;
  ptrdiff_t next;  /* files are asked for in order, each once */
  ptrdiff_t fails; /* that one cannot be had; -1: all can */
};

static bool give(void *ctx, ptrdiff_t index, str *ret_bytes) {
  struct made *m = ctx;
  assert_int_equal(index, m->next++);
  *ret_bytes = m->bytes[index];
  return index != m->fails;
}

static const str paths[] = {STR_INIT("a/empty"), STR_INIT("a/text"), STR_INIT("h\xC3\xA9.html")};
static const str texts[] = {STR_INIT(""), STR_INIT("text text text text text"), STR_INIT("\0\1")};
enum { FILES = 3 };

static os_status write_zip(struct temp *t, arena *a, const char *name, ptrdiff_t fails) {
  struct made m = {.bytes = texts, .fails = fails};
  struct archive archive = {.paths = paths, .count = FILES, .read = give, .ctx = &m};
  os_status status = archive_write(temp_path(t, a, name), &archive, *a);
  assert_int_equal(m.next, fails < 0 ? FILES : fails + 1);
  return status;
}

static str written(struct temp *t, arena *a, const char *name) {
  str bytes;
  assert_int_equal(os_read(t->dir, str_of(name), BYTES_MAX, a, &bytes), OS_OK);
  return bytes;
}

static void check_file(zip_t *zip, zip_uint64_t i) {
  zip_stat_t stat;
  char bytes[64];
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  assert_int_equal(zip_stat_index(zip, i, 0, &stat), 0);
  assert_str_equal(str_of(stat.name), paths[i]);
  assert_int_equal(stat.size, texts[i].n);
  zip_file_t *file = zip_fopen_index(zip, i, 0);
  assert_non_null(file);
  assert_int_equal(zip_fread(file, bytes, sizeof bytes), texts[i].n);
  assert_str_equal(((str){bytes, texts[i].n}), texts[i]);
  assert_int_equal(zip_fclose(file), 0);
  assert_int_equal(zip_file_get_external_attributes(zip, i, 0, &system, &attributes), 0);
  assert_int_equal(attributes >> 16, 0100644);
  assert_int_equal(zip_file_extra_fields_count(zip, i, ZIP_FL_CENTRAL), 0);
  assert_int_equal(zip_file_extra_fields_count(zip, i, ZIP_FL_LOCAL), 0);
}

static void test_files_come_back(void **state) {
  (void)state;
  arena a = unit_arena();
  struct temp t;
  assert_true(temp_open(&t));
  assert_int_equal(write_zip(&t, &a, "a.zip", -1), OS_OK);
  zip_t *zip = zip_open(temp_path(&t, &a, "a.zip").s, ZIP_RDONLY, NULL);
  assert_non_null(zip);
  assert_int_equal(zip_get_num_entries(zip, 0), FILES);
  for (zip_uint64_t i = 0; i < FILES; i++) {
    check_file(zip, i);
  }
  assert_int_equal(zip_close(zip), 0);
  assert_true(temp_close(&t));
}

static void test_same_bytes_anywhere(void **state) {
  (void)state;
  static const char *const zones[] = {"UTC", "Asia/Kathmandu", "America/Los_Angeles"};
  arena a = unit_arena();
  struct temp t;
  assert_true(temp_open(&t));
  assert_int_equal(write_zip(&t, &a, "a.zip", -1), OS_OK);
  str first = written(&t, &a, "a.zip");
  for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
    setenv("TZ", zones[i], 1);
    tzset();
    /* Over what was there, too. */
    assert_int_equal(write_zip(&t, &a, i == 0 ? "a.zip" : "b.zip", -1), OS_OK);
    assert_str_equal(written(&t, &a, i == 0 ? "a.zip" : "b.zip"), first);
  }
  unsetenv("TZ");
  assert_true(temp_close(&t));
}

/* The folder holds what it held, and nothing half. */
static void test_failures_leave_the_old_one(void **state) {
  (void)state;
  arena a = unit_arena();
  struct temp t;
  assert_true(temp_open(&t));
  assert_int_equal(os_write(t.dir, STR("a.zip"), STR("old")), OS_OK);
  assert_int_equal(os_dir_make_at(t.dir, STR("folder.zip")), OS_OK);
  assert_int_equal(write_zip(&t, &a, "a.zip", 1), OS_CLOSED);
  struct made m = {.bytes = texts, .fails = -1};
  struct archive archive = {.paths = paths, .count = FILES, .read = give, .ctx = &m};
  assert_int_equal(archive_write(temp_path(&t, &a, "none/b.zip"), &archive, a), OS_NOT_FOUND);
  m.next = 0;
  assert_int_not_equal(archive_write(temp_path(&t, &a, "folder.zip"), &archive, a), OS_OK);
  assert_str_equal(written(&t, &a, "a.zip"), STR("old"));
  struct os_entry *entries;
  ptrdiff_t count;
  assert_int_equal(os_list(t.dir, STR(""), &a, &entries, &count), OS_OK);
  assert_int_equal(count, 2);
  assert_true(temp_close(&t));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_files_come_back),
      cmocka_unit_test(test_same_bytes_anywhere),
      cmocka_unit_test(test_failures_leave_the_old_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
