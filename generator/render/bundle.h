/*
 * Pages of a site as parts of one document.
 *
 * A page is rendered as it is published, and what stands in its <main> is moved: every id and
 * what names one gets the page's name in front of it, links to pages become fragments, pictures
 * and downloads become data. The grammar of fragments is "#PAGE~ANCHOR?STATE", where PAGE is the
 * page's path without ".html". This works on finished pages, not on what makes them, so that
 * whatever a template, a guide or a chart writes is moved alike.
 *
 * What is around <main> comes from the first page, once. Scripts and style sheets are not
 * moved but named, since a document needs each of them once.
 */
#ifndef FINGERPOST_RENDER_BUNDLE_H
#define FINGERPOST_RENDER_BUNDLE_H

#include "core/sha256.h"
#include "render/render.h"

struct bundle_book {
  const struct site *site;
  map outputs;        /* path to output */
  const bool *within; /* by output: whether this page is part of the bundle */
  int32_t first;      /* the page that opens, and gives the frame */
  bool alone;         /* there is no other: no navigation, and links lead to the site, or nowhere */
};

/* `within` as above. */
struct bundle_book bundle_book(const struct site *site, const bool *within, int32_t first,
                               arena *perm);

/* Where pictures and downloads come from. */
struct bundle_source {
  /* The data: URL of a file that is published, or empty: it stays behind. */
  str (*data_url)(void *ctx, int32_t output, arena *perm);
  void *ctx;
};

/* What a page becomes. */
struct bundle_part {
  str html; /* <div class="page"> with all in it; empty: the page has no <main> */
  /*
   * Scripts and style sheets that it asks for, in order: a line "OUTPUT ATTRIBUTES" each, the
   * latter those of its <script> that begin with data-, with a space before each.
   */
  str wants;
};

/* `page`: the bytes of this output as render_page gives them. */
struct bundle_part bundle_part(const struct bundle_book *book, int32_t output, str page,
                               const struct bundle_source *from, arena *perm);

/* A script or a style sheet, which stands in the document. */
struct bundle_inset {
  bool sheet;
  str attrs; /* of its tag, with a space before each */
  str text;
};
/* False: its text would end the element that it stands in. */
bool bundle_inset_fits(const struct bundle_inset *inset);

/* The pages in order, and the hashes of their <div>. */
struct bundle_manifest {
  const int32_t *pages;
  ptrdiff_t count;
  const struct sha256 *hashes; /* by output */
};

/* What the document around the pages holds beside what the first page has around <main>. */
struct bundle_head {
  str policy;  /* the content security policy: hashes of what follows, and no address */
  str styles;  /* <style> elements */
  str scripts; /* <script> elements, the last of the body; first the manifest, which is data */
  str copy;    /* what is said of this copy, behind the pages; the caller's */
};
struct bundle_head bundle_head(const struct bundle_book *book, const struct bundle_inset *insets,
                               ptrdiff_t count, const struct bundle_manifest *manifest,
                               arena *perm);

struct bundle_frame {
  str before, after; /* the pages */
};
/* `page`: the bytes of the first one. */
struct bundle_frame bundle_frame(const struct bundle_book *book, str page,
                                 const struct bundle_head *head, const struct bundle_source *from,
                                 arena *perm);

#endif
