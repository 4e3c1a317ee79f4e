#include "model/config.h"

struct raw_config {
  str title, description, language, base_url, edit_url, home;
  uint32_t nav, checks, limits, strings, theme;
};

struct raw_theme {
  str accent, logo;
};

struct raw_limits {
  int64_t page_seconds, page_megabytes;
};

static const struct field config_keys[] = {
    {STR_INIT("title"), FIELD_TEXT, offsetof(struct raw_config, title), true},
    {STR_INIT("description"), FIELD_TEXT, offsetof(struct raw_config, description), false},
    {STR_INIT("language"), FIELD_TEXT, offsetof(struct raw_config, language), false},
    {STR_INIT("base_url"), FIELD_TEXT, offsetof(struct raw_config, base_url), false},
    {STR_INIT("edit_url"), FIELD_TEXT, offsetof(struct raw_config, edit_url), false},
    {STR_INIT("home"), FIELD_TEXT, offsetof(struct raw_config, home), false},
    {STR_INIT("nav"), FIELD_NODE, offsetof(struct raw_config, nav), false},
    {STR_INIT("checks"), FIELD_NODE, offsetof(struct raw_config, checks), false},
    {STR_INIT("limits"), FIELD_NODE, offsetof(struct raw_config, limits), false},
    {STR_INIT("strings"), FIELD_NODE, offsetof(struct raw_config, strings), false},
    {STR_INIT("theme"), FIELD_NODE, offsetof(struct raw_config, theme), false},
};

static const struct field theme_keys[] = {
    {STR_INIT("accent"), FIELD_TEXT, offsetof(struct raw_theme, accent), false},
    {STR_INIT("logo"), FIELD_TEXT, offsetof(struct raw_theme, logo), false},
};

static const struct field limit_keys[] = {
    {STR_INIT("page_seconds"), FIELD_INT, offsetof(struct raw_limits, page_seconds), false},
    {STR_INIT("page_megabytes"), FIELD_INT, offsetof(struct raw_limits, page_megabytes), false},
};

/* Letters, digits and hyphens, two letters first: enough to be safe in `lang`. */
static bool is_language(str tag) {
  for (ptrdiff_t i = 0; i < tag.n; i++) {
    bool inner = i > 1 && (byte_is_digit(tag.s[i]) || tag.s[i] == '-');
    if (!byte_is_alpha(tag.s[i]) && !inner) {
      return false;
    }
  }
  return tag.n >= 2 && tag.n <= 35; /* the longest tag that RFC 5646 plans for */
}

static void refuse_value(const struct fields_reader *r, str key, str hint) {
  fields_refuse(r, D_FIELD_VALUE, ynode_get(r->doc, Y_ROOT, key, NULL), hint);
}

static void read_addresses(const struct fields_reader *r, const struct raw_config *raw,
                           struct config *c) {
  if (raw->base_url.n > 0) {
    if (field_is_web(raw->base_url)) {
      bool slash = str_ends(raw->base_url, STR("/"));
      c->base_url = arena_join(r->perm, raw->base_url, slash ? STR("") : STR("/"));
    } else {
      refuse_value(r, STR("base_url"), STR("Write the whole address: https://docs.example.org/."));
    }
  }
  if (raw->edit_url.n > 0) {
    bool usable = field_is_web(raw->edit_url) && str_search(raw->edit_url, STR("{path}")) >= 0;
    if (usable) {
      c->edit_url = raw->edit_url;
    } else {
      refuse_value(r, STR("edit_url"),
                   STR("Write an address that holds {path}: "
                       "https://git.example.org/site/edit/main/content/{path}."));
    }
  }
}

static void read_check(const struct fields_reader *r, uint32_t key) {
  str name = ynode_text(r->doc, key);
  uint32_t value = r->doc->nodes[key].child;
  int id = diag_named(name);
  if (id < 0) {
    str names[DIAG_COUNT];
    ptrdiff_t count = 0;
    for (int i = 0; i < DIAG_COUNT; i++) {
      if (!diag_is_fixed((diag_id)i)) {
        names[count++] = diag_name((diag_id)i);
      }
    }
    struct diag *d = fields_refuse(r, D_FIELD_UNKNOWN, key, STR(""));
    diag_suggest(r->diags, d, name, names, count);
    return;
  }
  diag_level level;
  bool word = r->doc->nodes[value].kind == Y_SCALAR;
  if (!word || !diag_level_parse(ynode_text(r->doc, value), &level)) {
    fields_refuse(r, D_FIELD_VALUE, value, STR("Write off, note, warn or error."));
  } else if (diag_is_fixed((diag_id)id)) {
    fields_refuse(r, D_CHECK_FIXED, key, STR(""));
  } else {
    r->diags->level[id] = (uint8_t)level;
  }
}

static void read_checks(const struct fields_reader *r, uint32_t node) {
  if (r->doc->nodes[node].kind != Y_MAP) {
    fields_refuse(r, D_FIELD_TYPE, node, STR("Write names and levels: {unlinked-page: off}."));
    return;
  }
  for (uint32_t k = r->doc->nodes[node].child; k != Y_NONE; k = r->doc->nodes[k].next) {
    read_check(r, k);
  }
}

struct bounds {
  str key;
  int64_t low, high;
};

/* Takes over a value within its bounds; anything else is a diagnostic. */
static void take_limit(const struct fields_reader *r, uint32_t map_node, struct bounds b,
                       int64_t value, int64_t *out) {
  if (value >= b.low && value <= b.high) {
    *out = value;
    return;
  }
  buf hint = buf_open(r->perm);
  buf_str(&hint, STR("Write a number from "));
  buf_int(&hint, b.low);
  buf_str(&hint, STR(" to "));
  buf_int(&hint, b.high);
  buf_byte(&hint, '.');
  fields_refuse(r, D_FIELD_VALUE, ynode_get(r->doc, map_node, b.key, NULL),
                buf_close(&hint, r->perm));
}

static void read_limits(const struct fields_reader *r, uint32_t node, struct config *c) {
  struct raw_limits raw = {.page_seconds = c->page_seconds, .page_megabytes = c->page_megabytes};
  if (!fields_read(r, node, limit_keys, 2, &raw)) {
    return;
  }
  take_limit(r, node, (struct bounds){STR("page_seconds"), 1, CONFIG_SECONDS_MAX}, raw.page_seconds,
             &c->page_seconds);
  take_limit(r, node,
             (struct bounds){STR("page_megabytes"), CONFIG_MEGABYTES_MIN, CONFIG_MEGABYTES_MAX},
             raw.page_megabytes, &c->page_megabytes);
}

static void read_theme(const struct fields_reader *r, uint32_t node, struct config *c) {
  struct raw_theme raw = {.logo = STR("")};
  if (!fields_read(r, node, theme_keys, 2, &raw)) {
    return;
  }
  if (raw.accent.n > 0) {
    uint32_t at = ynode_get(r->doc, node, STR("accent"), NULL);
    struct accent accent;
    if (!accent_read(raw.accent, &accent)) {
      fields_refuse(r, D_FIELD_VALUE, at, STR("Write a colour as #rgb or #rrggbb, in quotes."));
      return;
    }
    accent_judge(&accent, r, at);
    c->accent = accent_rules(&accent, r->perm);
  }
  c->logo = raw.logo;
  c->logo_node = ynode_get(r->doc, node, STR("logo"), NULL);
}

void config_read(const struct ydoc *doc, struct diags *ds, arena *perm, struct config *ret_config) {
  struct config *c = ret_config;
  *c = (struct config){
      .language = STR("en"),
      .page_seconds = CONFIG_SECONDS_DEFAULT,
      .page_megabytes = CONFIG_MEGABYTES_DEFAULT,
      .doc = doc,
  };
  struct fields_reader r = {.doc = doc, .diags = ds, .perm = perm};
  if (doc->count <= Y_ROOT) {
    return;
  }
  struct raw_config raw = {.title = STR("")};
  int count = (int)(sizeof config_keys / sizeof config_keys[0]);
  if (!fields_read(&r, Y_ROOT, config_keys, count, &raw)) {
    return;
  }
  c->title = raw.title;
  c->description = raw.description;
  c->home = raw.home;
  c->home_node = ynode_get(doc, Y_ROOT, STR("home"), NULL);
  c->nav = raw.nav;
  c->strings = raw.strings;
  if (raw.language.n > 0 && !is_language(raw.language)) {
    refuse_value(&r, STR("language"), STR("Write a language tag such as en, de or pt-BR."));
  } else if (raw.language.n > 0) {
    c->language = raw.language;
  }
  read_addresses(&r, &raw, c);
  if (raw.checks != Y_NONE) {
    read_checks(&r, raw.checks);
  }
  if (raw.limits != Y_NONE) {
    read_limits(&r, raw.limits, c);
  }
  if (raw.theme != Y_NONE) {
    read_theme(&r, raw.theme, c);
  }
}
