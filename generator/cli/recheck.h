/* Old records against today's site: what would be decided otherwise now, and why. */
#ifndef FINGERPOST_CLI_RECHECK_H
#define FINGERPOST_CLI_RECHECK_H

#include "cli/session.h"
#include "model/record.h"

enum recheck_status {
  RECHECK_SAME,    /* the answers lead where they did */
  RECHECK_DIFFERS, /* they lead elsewhere */
  RECHECK_OPEN,    /* they lead nowhere yet: more has to be answered */
  RECHECK_GONE,    /* the decision is no longer on the site */
  RECHECK_FAULTY   /* no record: there are diagnostics */
};

/* What is not as it was. `from` and `to` may be empty. */
struct recheck_change {
  str kind; /* "limit-moved", for programs; see recheck_print.c */
  str what; /* the question's wording, or an id */
  str from, to;
};

struct recheck {
  str path;
  enum recheck_status status;
  struct record record;
  const struct decision *decision; /* NULL: gone, or faulty */
  str now;                         /* ids joined by ',' */
  struct recheck_change *changes;
  ptrdiff_t change_count, change_cap;
};

/* Sets everything behind the record. */
void recheck_compare(struct recheck *c, const struct site *site, arena *perm, arena scratch);

void recheck_print(const struct recheck *all, ptrdiff_t count, buf *out);
void recheck_print_json(const struct recheck *all, ptrdiff_t count, buf *out);

#endif
