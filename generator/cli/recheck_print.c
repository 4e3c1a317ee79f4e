#include "cli/recheck.h"
#include "core/json.h"

static const struct {
  str kind;
  str lead, middle, end; /* around what, from and to */
} words[] = {
    {STR_INIT("question-gone"), STR_INIT("there is no question "), STR_INIT(" any more: "),
     STR_INIT("")},
    {STR_INIT("question-new"), STR_INIT("now asked: "), STR_INIT(""), STR_INIT("")},
    {STR_INIT("question-renamed"), STR_INIT("renamed: "), STR_INIT(": "), STR_INIT(" -> ")},
    {STR_INIT("answer-renamed"), STR_INIT("renamed answer: "), STR_INIT(": "), STR_INIT(" -> ")},
    {STR_INIT("answer-invalid"), STR_INIT("no longer an answer: "), STR_INIT(": "), STR_INIT("")},
    {STR_INIT("answer-refused"), STR_INIT("refused now: "), STR_INIT(": "), STR_INIT(": ")},
    {STR_INIT("limit-moved"), STR_INIT("limit moved: "), STR_INIT(": "), STR_INIT(" -> ")},
    {STR_INIT("limit-gone"), STR_INIT("there is no limit "), STR_INIT(" any more: "), STR_INIT("")},
    {STR_INIT("version"), STR_INIT("new version of "), STR_INIT(": "), STR_INIT(" -> ")},
    {STR_INIT("content"), STR_INIT("changed without a new version: "), STR_INIT(": "),
     STR_INIT(" -> ")},
};

static const str statuses[] = {
    [RECHECK_SAME] = STR_INIT("same"),     [RECHECK_DIFFERS] = STR_INIT("differs"),
    [RECHECK_OPEN] = STR_INIT("open"),     [RECHECK_GONE] = STR_INIT("gone"),
    [RECHECK_FAULTY] = STR_INIT("faulty"),
};

/* Titles where today's site still has them; ids of others as they were written. */
static void print_titles(const struct recheck *c, str ids, buf *out) {
  for (bool is_first = true; ids.n > 0; is_first = false) {
    str id = str_take(&ids, ',');
    str title = id;
    for (ptrdiff_t i = 0; c->decision != NULL && i < c->decision->outcome_count; i++) {
      const struct decision_outcome *o = &c->decision->outcomes[i];
      title = str_eq(o->id, id) ? o->title : title;
    }
    buf_str(out, is_first ? STR("") : STR(" or "));
    text_show(typed_part(title), out);
  }
}

static void print_change(const struct recheck_change *c, buf *out) {
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!str_eq(words[i].kind, c->kind)) {
      continue;
    }
    buf_str(out, STR("  - "));
    buf_str(out, words[i].lead);
    text_show(typed_part(c->what), out);
    buf_str(out, words[i].middle);
    text_show(typed_part(c->from), out);
    buf_str(out, words[i].end);
    text_show(typed_part(c->to), out);
    buf_byte(out, '\n');
  }
}

static void print_one(const struct recheck *c, buf *out) {
  text_show(c->path, out);
  buf_str(out, STR(": "));
  buf_str(out, statuses[c->status]);
  if (c->status == RECHECK_FAULTY) {
    buf_str(out, STR(": no record that can be read\n"));
    return;
  }
  if (c->status == RECHECK_GONE) {
    buf_str(out, STR(": there is no decision "));
    text_show(typed_part(c->record.decision), out);
    buf_str(out, STR(" any more; it gave "));
  } else {
    buf_str(out, c->status == RECHECK_SAME ? STR(": ") : STR(": was "));
  }
  print_titles(c, c->record.result, out);
  if (c->status == RECHECK_DIFFERS) {
    buf_str(out, STR(", now "));
    print_titles(c, c->now, out);
  } else if (c->status == RECHECK_OPEN) {
    buf_str(out, STR(", now more has to be answered"));
  }
  buf_byte(out, '\n');
  for (ptrdiff_t i = 0; i < c->change_count; i++) {
    print_change(&c->changes[i], out);
  }
}

void recheck_print(const struct recheck *all, ptrdiff_t count, buf *out) {
  ptrdiff_t of[RECHECK_FAULTY + 1] = {0};
  for (ptrdiff_t i = 0; i < count; i++) {
    print_one(&all[i], out);
    of[all[i].status]++;
  }
  buf_int(out, count);
  buf_str(out, count == 1 ? STR(" record:") : STR(" records:"));
  bool is_first = true;
  for (int i = 0; i <= RECHECK_FAULTY; i++) {
    if (of[i] > 0) {
      buf_str(out, is_first ? STR(" ") : STR(", "));
      buf_int(out, of[i]);
      buf_byte(out, ' ');
      buf_str(out, statuses[i]);
      is_first = false;
    }
  }
  buf_byte(out, '\n');
}

static void print_ids(str lead, str ids, buf *out) {
  buf_str(out, lead);
  for (bool is_first = true; ids.n > 0; is_first = false) {
    json_member(out, is_first ? STR("") : STR(","), str_take(&ids, ','));
  }
  buf_byte(out, ']');
}

static void print_one_json(const struct recheck *c, buf *out) {
  json_member(out, STR("{\"file\":"), c->path);
  json_member(out, STR(",\"status\":"), statuses[c->status]);
  json_member(out, STR(",\"decision\":"), c->record.decision);
  json_member(out, STR(",\"version\":"), c->record.version);
  print_ids(STR(",\"then\":["), c->record.result, out);
  print_ids(STR(",\"now\":["), c->now, out);
  buf_str(out, STR(",\"changes\":["));
  for (ptrdiff_t i = 0; i < c->change_count; i++) {
    json_member(out, i > 0 ? STR(",{\"kind\":") : STR("{\"kind\":"), c->changes[i].kind);
    json_member(out, STR(",\"what\":"), c->changes[i].what);
    json_member(out, STR(",\"from\":"), c->changes[i].from);
    json_member(out, STR(",\"to\":"), c->changes[i].to);
    buf_byte(out, '}');
  }
  buf_str(out, STR("]}"));
}

void recheck_print_json(const struct recheck *all, ptrdiff_t count, buf *out) {
  buf_str(out, STR("{\"records\":["));
  for (ptrdiff_t i = 0; i < count; i++) {
    buf_str(out, i > 0 ? STR(",") : STR(""));
    print_one_json(&all[i], out);
  }
  buf_str(out, STR("]}\n"));
}
