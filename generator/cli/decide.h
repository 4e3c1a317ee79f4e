/* Walking a decision on the command line. */
#ifndef FINGERPOST_CLI_DECIDE_H
#define FINGERPOST_CLI_DECIDE_H

#include "cli/yaml_file.h"
#include "core/decide_value.h"
#include "core/num.h"
#include "model/decisions.h"
#include "render/said.h"

struct decide_session {
  const struct decision *decision;
  struct decide engine;
  arena scratch;
  bool is_why;       /* --why */
  struct site *site; /* nothing but this decision and its cost table; NULL: it has none */
};

/* The decision of a file, and its cost table if it names one; their faults are printed.
 * EXIT_CONTENT: it cannot be used. */
enum exit_code decide_open_file(str path, struct decision *ret_decision,
                                struct decision_tables *ret_tables, arena *perm, arena scratch);
/* Of the decision of a session, with its table. */
void decide_take_table(struct decide_session *s, struct decision *d,
                       const struct decision_tables *tables, arena *perm);
/* What its texts say after these lines of decide_run. */
struct said decide_said(const struct decide_session *s, str lines, arena *perm);
/* The lines of decide_run for a state; `a` is not the session's scratch memory. */
str decide_output(const struct decide_session *s, str state, arena *a);
const struct decision_question *decide_question_of(const struct decision *d, str id);
const struct decision_outcome *decide_outcome_of(const struct decision *d, str id);

/* The lines of decide_explain; for a person; as a member of a JSON object, a list of lists. */
str decide_why(const struct decide_session *s, str state, arena *a);
void decide_print_why(const struct decide_session *s, str lines, buf *out);
void decide_json_why(str lines, buf *out);

/* The result, or the open question and what is still possible, for a person. */
void decide_print(const struct said *s, buf *out);

/* Asks in the terminal, one question after the other, until the result stands. */
enum exit_code decide_interview(struct decide_session *s, arena *perm);

#endif
