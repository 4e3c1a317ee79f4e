/*
 * Footnotes: the page's own and the sources that it cites, numbered together in
 * the order of their first use, with links to and fro.
 */
#ifndef FINGERPOST_LOAD_MD_NOTE_H
#define FINGERPOST_LOAD_MD_NOTE_H

#include "load/md.h"

/* Finds the footnotes that the library put at the document's end. */
void md_notes_open(struct md *md, cmark_node *document);
/* Writes a reference to the footnote that the library gave this number. */
void md_note_cite(struct md *md, int32_t number);
void md_source_cite(struct md *md, int32_t source);
/* Writes the links from the note that is being written back to the text. */
void md_note_back(struct md *md);
/* Writes all notes that were cited. */
void md_notes_write(struct md *md);
/* Complains about footnotes that nothing refers to. */
void md_notes_check(struct md *md, cmark_node *document);

#endif
