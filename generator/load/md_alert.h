/*
 * Alerts as GitHub writes them: a quote whose first line is [!NOTE] alone. Notes,
 * tips and warnings in containers look the same.
 */
#ifndef FINGERPOST_LOAD_MD_ALERT_H
#define FINGERPOST_LOAD_MD_ALERT_H

#include "load/md.h"
#include "load/md_mark.h"

/* False: the quote is an ordinary one. An unknown word in its first line is a diagnostic. */
bool md_alert_enter(struct md *md, cmark_node *quote);
bool md_alert_leave(struct md *md, cmark_node *quote);
/* Moves the place in a paragraph that was just begun behind the line that made an alert. */
void md_alert_skip(struct md *md, cmark_node *paragraph);

/* Writers of containers with the name of an alert: see md_kind.h. */
void md_aside_open(struct md *md, const struct md_mark *mark);
void md_aside_titled(struct md *md, const struct md_mark *mark);
void md_aside_close(struct md *md, const struct md_mark *mark);

#endif
