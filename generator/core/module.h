/*
 * The parts of a WebAssembly module. In a module each opcode stands among numbers of many kinds:
 * locals, constants, offsets. Sorted by kind they deflate to five sixths. host/split.c sorts
 * them while the program is built, wasm/join.c makes the same bytes of them in the browser:
 *
 *   counts     how many functions there are, and how many bytes come before their section: each
 *              in two bytes, the lower one first
 *   opcodes    of all functions; MODULE_ODD before one whose alignment is not its own
 *   fields     what follows the opcodes, kind by kind, in the order of their numbers: the fields
 *              of a kind in the order of their opcodes
 *   the rest   the module before the section of functions, then what comes after it
 *
 * The shape of an opcode says what follows it. A letter is the kind of that field, too:
 *
 *   .   nothing                     e   nothing: it is the end of a block
 *   b   a block's type              j   a label             t   labels, behind their count
 *   f   a function                  g   a global, or a memory
 *   l   a local: its place in a list of all, from which the last one used moves to the front
 *   c   a constant (i32): of kind MODULE_CONSTANT + the opcode that comes next
 *   d   a constant (i64)            x   a constant of 8 bytes
 *   r   other bytes, behind their count, which is no part of the module
 *   0   to 3: an alignment, left out where it is this one, else of kind n; and an offset, kind m
 *   !   not known here: host/split.c fails
 *
 * Each function starts with a field of kind h: the number of groups of its locals, and of each
 * group a count and a type. Where counts and locals have to be small, they take one byte.
 *
 * Source of the format: https://webassembly.github.io/spec/core/binary/
 */
#ifndef FINGERPOST_CORE_MODULE_H
#define FINGERPOST_CORE_MODULE_H

/* By opcode from 0. Of those behind, the ones from MODULE_LONG on are r, all others nothing. */
#define MODULE_SHAPES \
  "..bbb.!!!!!ejjt."  \
  "fr!!!!!!!!..!!!!"  \
  "lllgg!!!23230011"  \
  "0011222323010"     \
  "12ggcd!x"

enum {
  MODULE_ODD = 255,    /* no opcode */
  MODULE_LONG = 0xfc,  /* opcodes of several bytes: from this one on */
  MODULE_SECTION = 10, /* of functions */
  MODULE_SMALL = 128,  /* small numbers are below */
  MODULE_CONSTANT = 256,
  MODULE_KINDS = 512
};

#endif
