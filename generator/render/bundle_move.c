#include "render/bundle_move.h"

#include "core/path.h"

str bundle_name(str path) {
  return str_ends(path, STR(".html")) ? str_sub(path, 0, path.n - STR(".html").n) : path;
}

void move_put(struct mover *m, str text) {
  if (text.n > 0) {
    *GROW(m->perm, m->pieces, m->piece_count, m->piece_cap) = text;
  }
}

str move_join(const str *pieces, ptrdiff_t count, arena *perm) {
  ptrdiff_t size = 0;
  for (ptrdiff_t i = 0; i < count; i++) {
    size += pieces[i].n;
  }
  buf out = buf_new(perm, size + 1);
  for (ptrdiff_t i = 0; i < count; i++) {
    buf_str(&out, pieces[i]);
  }
  return buf_text(&out);
}

/* --- ids --------------------------------------------------------------------- */

/* Attributes that hold an id or several. */
static bool names_ids(str attr) {
  static const str names[] = {
      STR_INIT("id"),
      STR_INIT("for"),
      STR_INIT("headers"),
      STR_INIT("list"),
      STR_INIT("form"),
      STR_INIT("popovertarget"),
      STR_INIT("commandfor"),
      STR_INIT("aria-labelledby"),
      STR_INIT("aria-describedby"),
      STR_INIT("aria-controls"),
      STR_INIT("aria-owns"),
      STR_INIT("aria-details"),
      STR_INIT("aria-flowto"),
      STR_INIT("aria-errormessage"),
      STR_INIT("aria-activedescendant"),
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (str_eq(attr, names[i])) {
      return true;
    }
  }
  return false;
}

static bool is_radio(const struct markup_tag *tag) {
  const struct markup_attr *type = markup_attr(tag, STR("type"));
  return type != NULL && str_eq(type->value, STR("radio"));
}

/* Of these only one in a document is open, or chosen. */
static bool names_group(const struct markup_tag *tag, str attr) {
  return str_eq(attr, STR("name")) && (str_eq(tag->name, STR("details")) || is_radio(tag));
}

static void put_ids(struct mover *m, str value) {
  str rest = value;
  while (rest.n > 0) {
    bool is_first = rest.s == value.s;
    str word = str_take(&rest, ' ');
    move_put(m, is_first ? STR("") : STR(" "));
    if (word.n > 0) {
      move_put(m, m->name);
      move_put(m, STR("~"));
      move_put(m, word);
    }
  }
}

/* --- addresses --------------------------------------------------------------- */

static bool holds_address(str attr) {
  return str_eq(attr, STR("href")) || str_eq(attr, STR("src")) || str_eq(attr, STR("poster")) ||
         str_eq(attr, STR("xlink:href")) || str_eq(attr, STR("data-page"));
}

/* With a scheme, or with another host. */
static bool leads_out(str address) {
  ptrdiff_t colon = str_find(address, ':');
  ptrdiff_t slash = str_find(address, '/');
  ptrdiff_t sharp = str_find(address, '#');
  bool before = colon >= 0 && (slash < 0 || colon < slash) && (sharp < 0 || colon < sharp);
  return before || str_starts(address, STR("//"));
}

static int32_t output_at(const struct mover *m, str path) {
  arena scratch = *m->perm;
  str whole;
  bool inside = path_join(&scratch, m->path, path, &whole);
  if (inside && (whole.n == 0 || str_ends(whole, STR("/")))) {
    whole = arena_join(&scratch, whole, STR("index.html"));
  }
  return inside ? map_get(&m->book->outputs, whole) : MAP_NONE;
}

static void put_fragment(struct mover *m, str name, str fragment) {
  move_put(m, STR("#"));
  move_put(m, name);
  move_put(m, fragment.n > 0 && fragment.s[0] != '?' ? STR("~") : STR(""));
  move_put(m, fragment);
}

static void put_attr(struct mover *m, const struct markup_attr *attr, str first, str rest) {
  move_put(m, attr->name);
  move_put(m, STR("=\""));
  move_put(m, first);
  move_put(m, rest);
  move_put(m, STR("\""));
}

/* A place in this very page. In the frame it is one of the frame. */
static void put_own(struct mover *m, const struct markup_attr *attr, str fragment) {
  if (m->name.n > 0) {
    move_put(m, attr->name);
    move_put(m, STR("=\""));
    put_fragment(m, m->name, fragment);
    move_put(m, STR("\""));
  } else if (fragment.n > 0 && str_eq(fragment, m->main_id)) {
    put_attr(m, attr, STR("#"), STR("All"));
  } else {
    move_put(m, attr->whole);
  }
}

/* A picture, or a file to download, under the name that it has on the site. */
static bool put_data(struct mover *m, const struct markup_tag *tag, const struct markup_attr *attr,
                     int32_t output) {
  str url = m->from->data_url(m->from->ctx, output, m->perm);
  if (url.n == 0) {
    return false;
  }
  put_attr(m, attr, url, STR(""));
  if (str_eq(tag->name, STR("a")) && markup_attr(tag, STR("download")) == NULL) {
    static const struct markup_attr download = {.name = STR_INIT("download")};
    move_put(m, STR(" "));
    put_attr(m, &download, path_name(m->book->site->outputs[output].path), STR(""));
  }
  return true;
}

/* What is not in the bundle is linked to where it is published, if that is known. */
static void put_away(struct mover *m, const struct markup_attr *attr, int32_t output,
                     str fragment) {
  str base = m->book->site->config.base_url;
  if (base.n == 0 || output == MAP_NONE) {
    return;
  }
  move_put(m, attr->name);
  move_put(m, STR("=\""));
  move_put(m, base);
  move_put(m, m->book->site->outputs[output].path);
  move_put(m, fragment.n > 0 ? STR("#") : STR(""));
  move_put(m, fragment);
  move_put(m, STR("\""));
}

static void put_address(struct mover *m, const struct markup_tag *tag,
                        const struct markup_attr *attr) {
  str path = attr->value;
  str fragment = STR("");
  str_cut(attr->value, '#', &path, &fragment);
  if (leads_out(attr->value)) {
    move_put(m, attr->whole);
    return;
  }
  if (path.n == 0) {
    put_own(m, attr, fragment);
    return;
  }
  int32_t output = output_at(m, path);
  if (output != MAP_NONE && m->book->within[output]) {
    move_put(m, attr->name);
    move_put(m, STR("=\""));
    put_fragment(m, bundle_name(m->book->site->outputs[output].path), fragment);
    move_put(m, STR("\""));
  } else if (output == MAP_NONE || !put_data(m, tag, attr, output)) {
    put_away(m, attr, output, fragment);
  }
}

bool move_want(struct mover *m, str address, str attrs) {
  int32_t output = leads_out(address) ? MAP_NONE : output_at(m, address);
  if (output == MAP_NONE) {
    return false;
  }
  buf line = buf_new(m->perm, attrs.n + 16);
  buf_int(&line, output);
  buf_byte(&line, ' ');
  buf_str(&line, attrs);
  buf_byte(&line, '\n');
  *GROW(m->perm, m->wants, m->want_count, m->want_cap) = buf_text(&line);
  return true;
}

/* --- tags -------------------------------------------------------------------- */

/* Scripts that a page loads when it needs them. */
static void want_later(struct mover *m, str addresses) {
  while (addresses.n > 0) {
    move_want(m, str_take(&addresses, ' '), STR(""));
  }
}

/* "url(#clip)", as drawings have it. */
static bool names_part(str value) {
  return str_starts(value, STR("url(#"));
}

static bool is_moved(const struct mover *m, const struct markup_tag *tag,
                     const struct markup_attr *attr) {
  bool named = names_ids(attr->name) || names_group(tag, attr->name) || names_part(attr->value);
  bool framed = m->name.n == 0 && str_eq(attr->name, STR("aria-current"));
  return holds_address(attr->name) || str_eq(attr->name, STR("data-load")) || framed ||
         (m->name.n > 0 && named);
}

static void put_moved(struct mover *m, const struct markup_tag *tag,
                      const struct markup_attr *attr) {
  if (holds_address(attr->name)) {
    put_address(m, tag, attr);
  } else if (str_eq(attr->name, STR("data-load"))) {
    want_later(m, attr->value);
  } else if (str_eq(attr->name, STR("aria-current")) && m->name.n == 0) {
    return; /* which page is shown is not known here */
  } else if (names_part(attr->value)) {
    move_put(m, attr->name);
    move_put(m, STR("=\"url(#"));
    move_put(m, m->name);
    move_put(m, STR("~"));
    move_put(m, str_sub(attr->value, STR("url(#").n, attr->value.n));
    move_put(m, STR("\""));
  } else {
    move_put(m, attr->name);
    move_put(m, STR("=\""));
    put_ids(m, attr->value);
    move_put(m, STR("\""));
  }
}

void move_tag(struct mover *m, const struct markup_tag *tag) {
  const char *done = tag->whole.s;
  for (int i = 0; i < tag->count; i++) {
    const struct markup_attr *attr = &tag->attrs[i];
    if (is_moved(m, tag, attr)) {
      move_put(m, (str){done, attr->whole.s - done});
      ptrdiff_t before = m->piece_count;
      put_moved(m, tag, attr);
      if (m->piece_count == before) {
        m->pieces[before - 1].n--; /* the space in front of it goes, too */
      }
      done = attr->whole.s + attr->whole.n;
    }
  }
  move_put(m, (str){done, tag->whole.s + tag->whole.n - done});
}
