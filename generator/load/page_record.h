/*
 * What a page record is made of: see page.h, which opens and makes them.
 */
#ifndef FINGERPOST_LOAD_PAGE_RECORD_H
#define FINGERPOST_LOAD_PAGE_RECORD_H

#include <stdint.h>

struct page_slice { /* into the head's blob */
  uint32_t at, n;
};

/* In order. A heading of level 1 that begins the page is its title, and is not in the body. */
struct page_heading {
  struct page_slice id;   /* anchor, unique within the page */
  struct page_slice text; /* plain text */
  uint32_t level;         /* 1 to 6 as written */
  uint32_t title;         /* 1: the page's title, which the template shows; not in the body */
  uint32_t part;          /* the file: 0 the page's own, n the n-th of its parts */
  uint32_t beg, end;      /* span of its text there */
};

enum page_ref_kind {
  REF_LINK = 1, /* [text](target) */
  REF_IMAGE,    /* ![alt](target) */
  REF_SOURCE,   /* [^S1]: target is an id of sources.yaml */
  REF_NUMBER,   /* {{total prompt}}: target is what stands in the braces */
  REF_LITERAL,  /* 0.75 USD, where there is a table: target is the number, text "USD", "$", "P" */
  REF_TOOL,     /* :::decision id, :::calculator id: target is its path, text the id */
  REF_WEB,      /* [text](https://target): it stands in the HTML as it is, without a hole */
  REF_TERM,     /* the first use of the glossary's term `target` */
  REF_ENTRY     /* :::glossary: the entry of the term `target` */
};

struct page_ref {
  uint32_t kind;
  struct page_slice target; /* destination, entities and escapes resolved, as written otherwise */
  struct page_slice text;   /* link text or alternative text, plain */
  uint32_t part;            /* the file, as above; links in it are relative to it */
  uint32_t beg, end;        /* where a caret should stand: the destination, else the link */
};

enum page_hole_kind {
  HOLE_URL = 1, /* inside href="" or src="": the URL of ref, relative to the page, escaped */
  HOLE_SOURCE,  /* the citation of ref's source, as HTML */
  HOLE_NUMBER,  /* the number of ref, as a link to where it comes from */
  HOLE_FIGURE,  /* likewise, inside a link: without one of its own */
  HOLE_TOOL,    /* a card with the essentials of ref's decision or cost table */
  HOLE_SIZE,    /* inside <img>: width and height of ref's picture, where they are known */
  HOLE_ENTRY,   /* in the glossary's list, behind a definition: where ref's term is used */
  HOLE_WORD,    /* what the site's language says for the enum page_word in ref, up to {number} */
  HOLE_WORD_END /* the rest of it; the number itself stands between the two, in the HTML */
};

/* What pages say by themselves within a text: load knows no language. */
enum page_word {
  WORD_NOTE, /* titles of what stands apart, unless the author gave one */
  WORD_TIP,
  WORD_IMPORTANT,
  WORD_WARNING,
  WORD_CAUTION,
  WORD_DANGER,
  WORD_DETAILS,
  WORD_TASK,         /* a check box that has no text */
  WORD_SECTION_LINK, /* the link beside a heading */
  WORD_NOTES,        /* the section of footnotes */
  WORD_NOTE_BACK,    /* the link from a note to where it is cited; with a number */
  WORD_TABLE,        /* a table without a caption */
  WORD_TABLE_NUMBER, /* the second and further ones; with a number */
  WORD_SORTED_UP,    /* said when a table is sorted; "#" is the column */
  WORD_SORTED_DOWN,
  WORD_COUNT
};

struct page_hole {
  uint32_t at;        /* offset in the body's html before which it stands; ascending */
  uint32_t kind, ref; /* ref: index of the reference that fills it, or the word */
};

struct page_diag { /* a diagnostic of the page itself; see diag.h */
  uint32_t id, part, beg, end;
  struct page_slice subject, detail, hint;
  uint32_t note_part, note_beg, note_end; /* one note at most; note_text.n == 0: none */
  struct page_slice note_text;
};

struct page_head {
  uint32_t version;
  uint32_t size;                         /* of the whole head */
  uint32_t nodes, headings, refs, diags; /* counts */
  uint32_t parts;                        /* likewise: paths below content/ of other files */
  uint32_t blob;                         /* bytes */
  uint32_t yaml_text, yaml_text_n;       /* slice of the blob that holds the scalars */
  struct page_slice summary;             /* plain text of the first paragraph, cut at a word */
  uint32_t words;                        /* of body text, code not counted */
  uint32_t body_beg;                     /* first byte behind the front matter */
};

struct page_body {
  uint32_t size;        /* of the whole body part */
  uint32_t holes, html; /* how many, and bytes */
  uint32_t refs;        /* references that holes may name: those of the head */
  uint32_t twin_holes;  /* likewise of the twin, which is Markdown */
  uint32_t twin;
};

#endif
