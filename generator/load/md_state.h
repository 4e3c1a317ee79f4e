/* The pieces of what is known of a page: see md.h. */
#ifndef FINGERPOST_LOAD_MD_STATE_H
#define FINGERPOST_LOAD_MD_STATE_H

#include <cmark-gfm.h>

#include "core/map.h"
#include "load/md_address.h"
#include "load/page.h"

struct md_ref {
  enum page_ref_kind kind;
  str target;
  str text;
  span at;
};

struct md_heading {
  str id;
  str text;
  int32_t level;
  bool title;
  span at;
};

/* An id of the page, made from a heading or named by it. */
struct md_anchor {
  str id;
  span at;      /* of the name, when a heading named it */
  bool taken;   /* a heading has it; else it is only reserved by a {#name} below */
  int32_t next; /* the number that makes the next one unique */
};

struct md_anchors {
  struct md_anchor *items;
  ptrdiff_t count;
  ptrdiff_t cap;
  map by_id; /* index in items */
};

/* An id that the front matter lists under `sources`. */
struct md_source {
  str id;
  span at;
  int32_t note; /* its number in the notes, or 0 */
};

struct md_sources {
  struct md_source *items;
  ptrdiff_t count;
  ptrdiff_t cap;
  map by_id; /* index in items */
};

/* A footnote in the order of first use: one of the page's own, or a source. */
struct md_note {
  cmark_node *definition; /* NULL: a source */
  int32_t source;         /* index in the sources */
  int32_t uses;           /* links to it so far */
};

struct md_notes {
  struct md_note *items;
  ptrdiff_t count;
  ptrdiff_t cap;
  cmark_node **definitions; /* by the library's number, from 1 */
  int32_t *note_of;         /* likewise: number in the notes, or 0 */
  ptrdiff_t definition_count;
};

/* The outermost link that the walk is in. */
struct md_link_state {
  enum md_address address;
  str url;
  ptrdiff_t ref; /* -1: none */
  bool silent;   /* has no text */
  bool refused;  /* only its text is written */
};

/* The heading that is the page's title: how much there was before it. */
struct md_title_state {
  bool inside;
  ptrdiff_t out;
  ptrdiff_t holes;
  ptrdiff_t refs;
  uint32_t words;
};

/* A hole for a number that goes on in another text behind a line end. */
struct md_hole_state {
  cmark_node *last; /* where it ends; NULL: none */
  ptrdiff_t end;    /* in that text */
  ptrdiff_t count;  /* of the page so far */
};

/* Figures written out in the sentence that the walk is in: see md_literal.h. */
struct md_literal_state {
  bool wanted;    /* the page quotes a cost table */
  bool cited;     /* the sentence names another source */
  int32_t quotes; /* around this node */
  struct md_ref *items;
  ptrdiff_t count;
  ptrdiff_t cap;
};

/* The table that the walk is in. */
struct md_table_state {
  int32_t number;    /* of tables so far */
  int32_t before;    /* the same where :::table began */
  bool sortable;     /* within :::table sortable */
  str caption;       /* of the next table; may be empty */
  const str *orders; /* of its rows by each column; NULL: it is not sorted */
  int32_t columns;
  const uint8_t *alignment; /* of each column: l, c, r or 0 */
  int32_t column;           /* of the cell */
  bool header;              /* the row is the table's first */
  bool body;                /* <tbody> has begun */
};

#endif
