/*
 * Addresses: what a link or picture may lead to, and where in plain text one begins.
 */
#ifndef FINGERPOST_LOAD_MD_ADDRESS_H
#define FINGERPOST_LOAD_MD_ADDRESS_H

#include "core/arena.h"

enum md_address {
  ADDRESS_EMPTY,
  ADDRESS_LOCAL,    /* relative, a fragment, or from the root of the server */
  ADDRESS_WEB,      /* http:// or https:// */
  ADDRESS_MAIL,     /* mailto: */
  ADDRESS_HALF_WEB, /* //host or http:path: depends on where the page lies */
  ADDRESS_OTHER     /* any other scheme */
};

/*
 * The kind of an address as browsers will take it. `ret_clean` gets it without
 * what they skip: spaces and controls at both ends, tabs and line ends inside.
 */
enum md_address md_address_of(str url, arena *perm, str *ret_clean);

/* Whether `word` is `lower`, which is written in lower case, in any case of its own. */
bool md_is_word(str word, str lower);

/* The most bytes of a host name, by RFC 1035; it also bounds what is read in vain. */
enum { MD_HOST_MAX = 253 };

struct md_literal_link {
  ptrdiff_t beg;
  ptrdiff_t end;
  bool bare; /* begins with "www.": the scheme is missing */
};

/*
 * Whether the ':' or '.' at `at` belongs to a link written out in plain text
 * that does not begin before `floor`: http://, https:// or www. at the start of
 * a word, a host, and then everything up to a space, less the punctuation that
 * ends a sentence and a bracket that was opened before.
 */
bool md_link_in_text(str text, ptrdiff_t at, ptrdiff_t floor, struct md_literal_link *ret_link);

#endif
