/*
 * Functions that stay apart. A browser compiles what turns out to be hot a second time while it
 * runs, function by function, and takes longer the larger they are. So what is rarely called, or
 * hot in itself, is not to become a part of its caller: the first run of a cost table takes a
 * tenth less time.
 */
#ifndef FINGERPOST_CORE_APART_H
#define FINGERPOST_CORE_APART_H

#define APART __attribute__((noinline))

#endif
