/* Diagnostics for programs: one JSON object, or the lines that GitHub turns into annotations. */
#include "core/json.h"
#include "core/utf8.h"
#include "diag/kind.h"

/* --- JSON ----------------------------------------------------------------- */

static void json_int(str lead, ptrdiff_t value, buf *out) {
  buf_str(out, lead);
  buf_int(out, value);
}

static void json_place(struct sources *src, span at, buf *out) {
  struct place beg = sources_at(src, at);
  if (beg.line == 0) {
    buf_str(out, STR("\"path\":null,\"line\":null,\"column\":null,"
                     "\"end_line\":null,\"end_column\":null"));
    return;
  }
  struct place end = sources_at(src, (span){at.file, at.end, at.end});
  json_member(out, STR("\"path\":"), sources_path(src, at.file));
  json_int(STR(",\"line\":"), beg.line, out);
  json_int(STR(",\"column\":"), beg.column, out);
  json_int(STR(",\"end_line\":"), end.line, out);
  json_int(STR(",\"end_column\":"), end.column, out);
}

static void json_notes(struct sources *src, const struct diag_note *notes, buf *out) {
  buf_str(out, STR(",\"notes\":["));
  for (const struct diag_note *note = notes; note; note = note->next) {
    buf_str(out, note == notes ? STR("{") : STR(",{"));
    json_place(src, note->at, out);
    json_member(out, STR(",\"message\":"), note->text);
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
}

static str level_word(uint8_t level, str word_of_note) {
  return level == LEVEL_ERROR ? STR("error") : level == LEVEL_WARN ? STR("warning") : word_of_note;
}

static void json_diag(const struct diags *ds, struct sources *src, const struct diag *d, buf *out) {
  const struct diag_kind *kind = diag_kind_of(d->id);
  json_member(out, STR("{\"code\":"), kind->code);
  json_member(out, STR(",\"name\":"), kind->name);
  json_member(out, STR(",\"level\":"), level_word(ds->level[d->id], STR("note")));
  buf_byte(out, ',');
  json_place(src, d->at, out);
  json_member(out, STR(",\"message\":"), kind->message);
  json_member(out, STR(",\"subject\":"), d->subject);
  json_member(out, STR(",\"detail\":"), d->detail);
  json_member(out, STR(",\"reason\":"), kind->reason);
  json_member(out, STR(",\"hint\":"), diag_hint_of(d));
  json_notes(src, d->notes, out);
  buf_byte(out, '}');
}

void diags_print_json(const struct diags *ds, struct sources *src, buf *out) {
  str between = STR("\n");
  buf_str(out, STR("{\"diagnostics\":["));
  for (ptrdiff_t i = 0; i < ds->count; i++) {
    if (ds->level[ds->items[i].id] != LEVEL_OFF) {
      buf_str(out, between);
      json_diag(ds, src, &ds->items[i], out);
      between = STR(",\n");
    }
  }
  json_int(STR("],\n\"errors\":"), diags_count(ds, LEVEL_ERROR), out);
  json_int(STR(",\"warnings\":"), diags_count(ds, LEVEL_WARN), out);
  json_int(STR(",\"notes\":"), diags_count(ds, LEVEL_NOTE), out);
  json_int(STR(",\"dropped\":"), ds->dropped, out);
  buf_str(out, STR("}\n"));
}

/* --- GitHub ---------------------------------------------------------------- */

/* As %XX: '%', control characters, and those that `also` end this part of a line. */
static void github_text(str text, str also, buf *out) {
  static const char digits[] = "0123456789ABCDEF";
  for (ptrdiff_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.s[i];
    if (c < 0x20 || c == 0x7F || c == '%' || str_find(also, text.s[i]) >= 0) {
      buf_byte(out, '%');
      buf_byte(out, digits[c >> 4]);
      buf_byte(out, digits[c & 15]);
    } else {
      buf_byte(out, text.s[i]);
    }
  }
}

enum { GITHUB_TEXT_MAX = 4096 }; /* a longer annotation is cut by GitHub itself */

/* Path and place as properties, "file=…,line=…,col=…,"; nothing when nowhere. */
static void github_place(struct sources *src, span at, buf *out) {
  struct place place = sources_at(src, at);
  if (place.line == 0) {
    return;
  }
  buf_str(out, STR("file="));
  github_text(sources_path(src, at.file), STR(":,"), out);
  buf_str(out, STR(",line="));
  buf_int(out, place.line);
  buf_str(out, STR(",col="));
  buf_int(out, place.column);
  buf_byte(out, ',');
}

static void github_diag(const struct diags *ds, struct sources *src, const struct diag *d,
                        buf *out) {
  char memory[GITHUB_TEXT_MAX];
  buf sentence = buf_over(memory, GITHUB_TEXT_MAX);
  diag_sentence(d, &sentence);
  buf_str(&sentence, diag_hint_of(d).n ? STR("\n") : STR(""));
  text_show(diag_hint_of(d), &sentence);

  buf_str(out, STR("::"));
  buf_str(out, level_word(ds->level[d->id], STR("notice")));
  buf_byte(out, ' ');
  github_place(src, d->at, out);
  buf_str(out, STR("title="));
  buf_str(out, diag_code(d->id));
  buf_byte(out, ' ');
  buf_str(out, diag_name(d->id));
  buf_str(out, STR("::"));
  github_text(buf_text(&sentence), STR(""), out);
  buf_byte(out, '\n');
}

void diags_print_github(const struct diags *ds, struct sources *src, buf *out) {
  for (ptrdiff_t i = 0; i < ds->count; i++) {
    if (ds->level[ds->items[i].id] != LEVEL_OFF) {
      github_diag(ds, src, &ds->items[i], out);
    }
  }
  if (ds->dropped) {
    buf_str(out, STR("::notice ::"));
    buf_int(out, ds->dropped);
    buf_str(out, STR(" more diagnostics not shown\n"));
  }
}
