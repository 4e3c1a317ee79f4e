#include "model/tools.h"

#include "model/cost_anchor.h"

void tools_build(struct site *site, arena *perm) {
  site->tools = NEW(perm, struct tool, site->decision_count + site->cost_count);
  for (ptrdiff_t i = 0; i < site->decision_count; i++) {
    const struct decision *d = &site->decisions[i];
    site->tools[site->tool_count++] = (struct tool){
        .path = d->path,
        .out = d->out,
        .title = d->title,
        .description = d->description,
        .source = d->source,
        .nav = NONE,
    };
  }
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    const struct cost_table *c = &site->costs[i];
    site->tools[site->tool_count++] = (struct tool){
        .path = c->path,
        .out = c->out,
        .title = c->title,
        .description = c->description,
        .source = c->source,
        .nav = NONE,
    };
  }
  for (ptrdiff_t i = 0; i < site->tool_count; i++) {
    map_add(&site->tool_by_path, perm, site->tools[i].path, (int32_t)i);
  }
}

int32_t tool_at(const struct site *site, str path) {
  int32_t tool = map_get(&site->tool_by_path, path);
  return tool == MAP_NONE ? NONE : tool;
}

static bool decision_has_anchor(const struct decision *d, str anchor) {
  str id = str_sub(anchor, 2, anchor.n);
  for (ptrdiff_t i = 0; i < d->question_count && str_starts(anchor, STR("q-")); i++) {
    bool there = d->questions[i].reached || d->image.n == 0; /* else its own faults were told */
    if (there && str_eq(d->questions[i].id, id)) {
      return true;
    }
  }
  for (ptrdiff_t i = 0; i < d->outcome_count && str_starts(anchor, STR("o-")); i++) {
    if (str_eq(d->outcomes[i].id, id)) {
      return true;
    }
  }
  for (ptrdiff_t i = 0; i < d->threshold_count && str_starts(anchor, STR("t-")); i++) {
    if (str_eq(d->thresholds[i].id, id)) {
      return true;
    }
  }
  return false;
}

static bool has_anchor(const struct site *site, int32_t tool, str anchor) {
  if (tool < site->decision_count) {
    return decision_has_anchor(&site->decisions[tool], anchor);
  }
  return cost_has_anchor(&site->costs[tool - site->decision_count], anchor);
}

bool tool_state(str fragment, str *ret_state) {
  str place;
  return str_cut(fragment, '?', &place, ret_state);
}

bool tool_has_place(const struct site *site, int32_t tool, str fragment) {
  str anchor = fragment;
  str state;
  bool is_state = str_cut(fragment, '?', &anchor, &state);
  if (anchor.n == 0) {
    return true;
  }
  bool asks = tool < site->decision_count && str_starts(anchor, STR("q-"));
  return (!is_state || asks) && has_anchor(site, tool, anchor);
}
