/*
 * The content folder: which files there are, and what their syntax says.
 *
 * Loading has two steps, because site.yaml sets the budgets of the second:
 * content_open walks content/ and reads its YAML files; content_parse parses
 * all guides in worker processes. Names and places that cannot be published are
 * diagnostics of the walk. Everything lives on the arena that is passed; the
 * bodies of pages stay in the pool's temporary files until they are rendered.
 */
#ifndef FINGERPOST_LOAD_CONTENT_H
#define FINGERPOST_LOAD_CONTENT_H

#include "core/map.h"
#include "host/pool.h"
#include "load/image.h"
#include "load/page.h"

enum {
  CONTENT_DEPTH_MAX = 12,      /* folders below content/; more is a loop or a mistake */
  CONTENT_NAME_MAX = 120,      /* bytes of one name: Windows allows 260 for a whole path */
  CONTENT_ASSET_MAX = 64 << 20 /* bytes of an image or download: larger ones belong elsewhere */
};

enum content_kind {
  CONTENT_GUIDE,    /* guides/.../NAME.md */
  CONTENT_CONFIG,   /* site.yaml, sources.yaml, glossary.yaml */
  CONTENT_DECISION, /* decisions/NAME.yaml */
  CONTENT_COST,     /* costs/NAME.yaml */
  CONTENT_PART,     /* guides/.../_NAME.md: taken in by pages, none of its own */
  CONTENT_ASSET     /* anything else below guides/: published when a page refers to it */
};

struct content_file {
  str path; /* relative to content/, '/' between folders */
  enum content_kind kind;
  int32_t source;         /* in the source map */
  int32_t page;           /* guides: index into pages, else -1 */
  struct ydoc doc;        /* decisions and cost tables; count 0 when it could not be read */
  struct image_size size; /* of a picture that is shown, once measured; 0: not known */
};

struct content {
  os_dir folder;              /* content/ */
  struct content_file *files; /* in the order of the walk: folder by folder, sorted */
  ptrdiff_t count;
  ptrdiff_t cap;
  map by_path;             /* path to index in files */
  struct ydoc site;        /* site.yaml; count 0 when it has faults of its own */
  struct ydoc sources;     /* sources.yaml; likewise, or when there is none */
  struct ydoc glossary;    /* glossary.yaml; likewise */
  struct terms terms;      /* what it lists: for the caller to set before pages are parsed */
  bool sources_faulty;     /* it has faults of its own: nothing can be said about ids */
  int32_t *guides;         /* file index of each page */
  struct page_view *pages; /* head is NULL for a page that could not be read: its fault was told */
  ptrdiff_t page_count;
  struct pool *bodies;
};

/* What loading needs everywhere. */
struct loader {
  arena *perm;
  struct sources *sources;
  struct diags *diags;
};

/* `site` holds content/; `prefix` is what the user would type before it ("" or "docs/"). */
bool content_open(const struct loader *l, os_dir site, str prefix, struct content *ret_content);

struct content_budget {
  int jobs;
  int64_t page_milliseconds;
  ptrdiff_t page_bytes;
  void (*progress)(void *ctx, ptrdiff_t done, ptrdiff_t count);
  void *progress_ctx;
};

/* False when no worker could be started; faults of pages are diagnostics. */
bool content_parse(const struct loader *l, struct content *c, const struct content_budget *budget);
/*
 * Makes a diagnostic of each asset (by file index) that is too large or cannot be read,
 * and measures pictures; a damaged one is a diagnostic, too.
 */
void content_check_assets(const struct loader *l, struct content *c, const int32_t *files,
                          ptrdiff_t count);
/* The body of a page, aligned, pushed on `perm`. */
str content_body(const struct content *c, ptrdiff_t page, arena *perm);
/* The source of a page's part, as the places in its record count them: 0 is the page. */
int32_t content_part_source(const struct content *c, const struct page_view *v, uint32_t part);
void content_close(struct content *c);

/* Hidden files (.name) and editors' copies (name~), which are passed over in silence. */
bool content_name_is_hidden(str name);
/*
 * Whether a name may become part of an address: lower-case letters, digits,
 * '-', '_' and '.', not first '.' or '-', not last '.', no device of Windows.
 */
bool content_name_is_portable(str name);
/* The same for every part of a path. */
bool content_path_is_portable(str path);

#endif
