/* Writing what stands within paragraphs, headings and cells. */
#ifndef FINGERPOST_LOAD_MD_INLINE_H
#define FINGERPOST_LOAD_MD_INLINE_H

#include "load/md.h"

/* md_text.c: words, with the links and citations that the library does not know. */
void md_text_write(struct md *md, cmark_node *node);

/* md_inline.c */
void md_code_span_write(struct md *md, cmark_node *node);
void md_soft_break_write(struct md *md, cmark_node *node);
void md_line_break_write(struct md *md, cmark_node *node);
void md_emphasis_enter(struct md *md, cmark_node *node);
void md_emphasis_leave(struct md *md, cmark_node *node);
void md_strong_enter(struct md *md, cmark_node *node);
void md_strong_leave(struct md *md, cmark_node *node);
void md_strike_enter(struct md *md, cmark_node *node);
void md_strike_leave(struct md *md, cmark_node *node);
void md_note_reference_write(struct md *md, cmark_node *node);

/* md_link.c: links and pictures. */
void md_link_enter(struct md *md, cmark_node *node);
void md_link_leave(struct md *md, cmark_node *node);
void md_image_write(struct md *md, cmark_node *node);
/* A link to the web; the caller closes <a>. */
void md_web_link_open(struct md *md, str url, str title);

#endif
