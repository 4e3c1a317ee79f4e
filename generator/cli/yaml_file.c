#include "cli/yaml_file.h"

#include "cli/session.h"
#include "core/path.h"

enum exit_code yaml_file_open(struct yaml_file *f, str path, arena *perm) {
  *f = (struct yaml_file){.sources = {.perm = perm}};
  diags_init(&f->diags, perm);
  str folder = path_folder(path);
  str text = STR("");
  os_dir dir;
  os_status status = os_dir_open(folder.n == 0 ? STR(".") : folder, &dir);
  if (status == OS_OK) {
    status = os_read(dir, path_name(path), YAML_BYTES_MAX, perm, &text);
    os_dir_close(dir);
  }
  if (status != OS_OK) {
    complain(arena_join(perm, STR("cannot read the file: "), os_status_text(status)), path);
    return EXIT_USAGE;
  }
  int32_t source = sources_add(&f->sources, path, text);
  if (!yaml_parse(text, (span){.file = source}, &f->diags, perm, &f->doc)) {
    f->doc.count = 0; /* keys that were lost with the fault would be found missing */
  } else if (f->doc.count <= Y_ROOT) {
    diag_add(&f->diags, D_FIELD_MISSING, (span){.file = source}, STR("title"));
  }
  return EXIT_FINE;
}

void yaml_file_report(struct yaml_file *f, arena scratch) {
  buf out = buf_open(&scratch);
  struct diag_style style = {.format = DIAG_TEXT, .color = session_wants_color(OS_STDERR)};
  diags_print(&f->diags, &f->sources, style, &out);
  os_print(OS_STDERR, buf_text(&out));
}
