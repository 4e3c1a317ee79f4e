#include "render/record.h"

#include "core/day.h"
#include "core/num.h"

enum { DIGITS = 15 /* all that a double tells apart */ };

void record_escape(buf *out, str text) {
  bool is_space = false;
  for (ptrdiff_t i = 0; i < text.n; i++) {
    char c = text.s[i];
    if (byte_is_space(c)) {
      buf_str(out, is_space ? STR("") : STR(" "));
    } else {
      buf_str(out, str_find(STR("\\`*_[]<>#|~"), c) >= 0 ? STR("\\") : STR(""));
      buf_byte(out, c);
    }
    is_space = byte_is_space(c);
  }
}

static void write_threshold(const struct decision_threshold *t, buf *out) {
  buf_str(out, STR("  "));
  buf_str(out, t->id);
  buf_str(out, STR(": "));
  if (t->is_day) {
    day_print(out, (int64_t)t->value);
  } else {
    num_print_grouped(out, t->value, DIGITS);
  }
  buf_byte(out, '\n');
}

void record_front(const struct decision *d, buf *out) {
  buf_str(out, STR("---\nstatus: proposed\ndate:\ndecision-makers:\nfingerpost-record: "));
  buf_int(out, RECORD_FORMAT);
  buf_str(out, STR("\ndecision: "));
  buf_str(out, d->id);
  buf_str(out, STR("\nversion: "));
  buf_str(out, d->version);
  buf_str(out, STR("\nhash: "));
  buf_hex(out, record_hash(d), 16);
  buf_str(out, d->threshold_count > 0 ? STR("\nlimits:\n") : STR("\n"));
  for (ptrdiff_t i = 0; i < d->threshold_count; i++) {
    write_threshold(&d->thresholds[i], out);
  }
  buf_str(out, STR("state: \""));
}

void record_title(const struct decision *d, buf *out) {
  buf_str(out, STR("# "));
  record_escape(out, d->title);
  buf_str(out, STR(": "));
}

void record_context(const struct decision *d, buf *out) {
  buf_str(out, STR("\n\n## Context and Problem Statement\n\n"));
  if (d->description.n > 0) {
    record_escape(out, d->description);
    buf_str(out, STR("\n\n"));
  }
  buf_str(out, STR("These answers were given to version "));
  buf_str(out, d->version);
  buf_str(out, STR(" of this decision.\n\n## Decision Drivers\n\n"));
}

void record_options(const struct decision *d, buf *out) {
  buf_str(out, STR("\n## Considered Options\n\n"));
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    if (d->outcomes[i].reached) {
      buf_str(out, STR("* "));
      record_escape(out, d->outcomes[i].title);
      buf_byte(out, '\n');
    }
  }
  buf_str(out, STR("\n## Decision Outcome\n\n"));
}
