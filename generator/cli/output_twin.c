#include "cli/cost_print.h"
#include "cli/output.h"
#include "core/json.h"
#include "model/cost_csv.h"
#include "render/twin.h"
#include "write/script.h"

/* A cost table as it stands: what its engine says, in the form that the output has. */
static str cost_text(const struct cost_table *t, enum output_kind kind, str schema, arena *perm) {
  char *end = perm->end;
  perm->end = perm->at + (end - perm->at) / 2;
  arena scratch = {perm->end, end};
  struct cost engine;
  str text = STR("");
  if (cost_open(t->image, &engine)) {
    struct cost_session *session = cost_start(&engine, &scratch);
    buf b = buf_open(perm);
    if (kind != OUTPUT_ROWS) { /* which have holes in the place of results */
      cost_run(session, STR(""), scratch, &b);
    }
    if (kind == OUTPUT_JSON) {
      cost_claims(session, scratch, &b);
    }
    str lines = buf_close(&b, perm);
    str version = cost_version(t, cost_hash(session, scratch), perm);
    buf out = buf_open(perm);
    if (kind == OUTPUT_CSV || kind == OUTPUT_ROWS) {
      cost_csv(t, version, lines, scratch, &out);
    } else {
      cost_print_page_json(t, schema, lines, &out);
    }
    text = buf_close(&out, perm);
    text = kind == OUTPUT_ROWS ? script_text(t->id, STR("rows"), text, perm) : text;
  }
  perm->end = end;
  return text;
}

os_status output_twin(const struct session *s, const struct output *o, arena *perm,
                      str *ret_bytes) {
  const struct site *site = &s->site;
  const struct output *page = &site->outputs[o->index];
  struct page_context p = {.site = site, .path = page->path, .nav = NONE, .perm = perm};
  if (o->kind == OUTPUT_TWIN) {
    str body;
    if (!output_body(s, page, perm, &body)) {
      return OS_FAILED;
    }
    *ret_bytes = render_twin(site, page, body, perm);
  } else if (page->kind == OUTPUT_DECISION) {
    *ret_bytes = render_decision_json(&p, &site->decisions[page->index]);
  } else {
    str schema = page_url(&p, STR("static/cost.schema.json"));
    *ret_bytes = cost_text(&site->costs[page->index], o->kind, schema, perm);
  }
  return OS_OK;
}
