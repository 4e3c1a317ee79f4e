/*
 * The walk over content/: each file by its path, kinds told apart by place and
 * ending, names checked, links and devices refused. Hidden files (.name) and
 * editors' copies (name~) are passed over in silence.
 */
#ifndef FINGERPOST_LOAD_WALK_H
#define FINGERPOST_LOAD_WALK_H

#include "load/content.h"

/* Fills c->files, folder by folder, each sorted. `shown` stands before each path in messages. */
void walk_content(const struct loader *l, str shown, struct content *c);

#endif
