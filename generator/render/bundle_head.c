#include "render/bundle_move.h"

/* In any case of its letters. */
static bool holds(str text, str needle) {
  for (ptrdiff_t at = 0; at + needle.n <= text.n; at++) {
    ptrdiff_t same = 0;
    while (same < needle.n && byte_lower(text.s[at + same]) == needle.s[same]) {
      same++;
    }
    if (same == needle.n) {
      return true;
    }
  }
  return false;
}

bool bundle_inset_fits(const struct bundle_inset *inset) {
  return inset->sheet ? !holds(inset->text, STR("</style"))
                      : !holds(inset->text, STR("</script")) && !holds(inset->text, STR("<!--"));
}

static void put_source(buf *out, str text) {
  struct sha256 hash = sha256_of(text);
  buf_str(out, STR(" '"));
  sha256_source(&hash, out);
  buf_byte(out, '\'');
}

static void put_sources(buf *out, const struct bundle_inset *insets, ptrdiff_t count, bool sheets) {
  for (ptrdiff_t i = 0; i < count; i++) {
    if (insets[i].sheet == sheets) {
      put_source(out, insets[i].text);
    }
  }
}

static str policy_of(const struct bundle_inset *insets, ptrdiff_t count, arena *perm) {
  buf out = buf_open(perm);
  buf_str(&out, STR("default-src 'none'; script-src"));
  put_sources(&out, insets, count, false);
  buf_str(&out, STR(" 'wasm-unsafe-eval'; style-src"));
  put_sources(&out, insets, count, true);
  buf_str(&out, STR("; img-src data:; base-uri 'none'; form-action 'none'"));
  return buf_close(&out, perm);
}

static str elements_of(const struct bundle_inset *insets, ptrdiff_t count, bool sheets,
                       arena *perm) {
  str tag = sheets ? STR("style") : STR("script");
  buf out = buf_open(perm);
  for (ptrdiff_t i = 0; i < count; i++) {
    if (insets[i].sheet != sheets) {
      continue;
    }
    buf_byte(&out, '<');
    buf_str(&out, tag);
    buf_str(&out, insets[i].attrs);
    buf_byte(&out, '>');
    buf_str(&out, insets[i].text);
    buf_str(&out, STR("</"));
    buf_str(&out, tag);
    buf_str(&out, STR(">\n"));
  }
  return buf_close(&out, perm);
}

/* Names of pages are portable, so that nothing in them has to be escaped. */
static str manifest_of(const struct bundle_book *book, const struct bundle_manifest *m,
                       arena *perm) {
  buf out = buf_open(perm);
  buf_str(&out, STR("<script type=\"application/json\" id=\"Manifest\">{"));
  for (ptrdiff_t i = 0; i < m->count; i++) {
    buf_str(&out, i == 0 ? STR("\n\"") : STR(",\n\""));
    buf_str(&out, bundle_name(book->site->outputs[m->pages[i]].path));
    buf_str(&out, STR("\":\""));
    sha256_source(&m->hashes[m->pages[i]], &out);
    buf_byte(&out, '"');
  }
  buf_str(&out, STR("}</script>\n"));
  return buf_close(&out, perm);
}

struct bundle_head bundle_head(const struct bundle_book *book, const struct bundle_inset *insets,
                               ptrdiff_t count, const struct bundle_manifest *manifest,
                               arena *perm) {
  str data = manifest_of(book, manifest, perm);
  return (struct bundle_head){
      .policy = policy_of(insets, count, perm),
      .styles = elements_of(insets, count, true, perm),
      .scripts = arena_join(perm, data, elements_of(insets, count, false, perm)),
  };
}
