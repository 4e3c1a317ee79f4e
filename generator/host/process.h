/*
 * The machine around the process: memory, clocks, environment, terminal.
 */
#ifndef FINGERPOST_HOST_PROCESS_H
#define FINGERPOST_HOST_PROCESS_H

#include "core/arena.h"
#include "host/status.h"

/*
 * Memory: a reserved range of addresses whose pages exist once touched. The
 * arena of the whole program comes from one such range. An empty arena when
 * the system refuses.
 */
arena os_reserve(ptrdiff_t bytes);
/* Gives the touched pages behind `a.at` back to the system; they read as zero again. */
void os_trim(arena a);
/* Ends a reservation: the whole range, as os_reserve gave it. */
void os_release(arena a);
/*
 * What a program's core_oom is to call. Says so on the terminal and exits with
 * 3; in a worker process of a pool it says nothing and exits with the code by
 * which the pool knows that the item wanted too much.
 */
_Noreturn void os_out_of_memory(ptrdiff_t want);

/* Monotonic time in nanoseconds: for progress lines, never for content. */
int64_t os_nanoseconds(void);
/* Days since 1970-01-01 in UTC: for `check --today` alone. */
int64_t os_today(void);
/* Processors that this process may use, at least 1. */
int os_processors(void);
/* The number of this process: for names of temporary folders, never for content. */
int64_t os_process(void);
/* An environment variable, or an empty slice. */
str os_env(str name);

typedef enum { OS_STDOUT = 1, OS_STDERR = 2 } os_stream;

/* Writes all of it; a closed pipe or full disk is reported, not fatal. */
os_status os_print(os_stream stream, str text);
bool os_is_terminal(os_stream stream);
/* The next line of standard input, without its end; false when there is none. */
bool os_read_line(arena *perm, str *ret_line);

#endif
