/*
 * From a map of YAML to a struct, by a table of its keys.
 *
 *     static const struct field keys[] = {
 *         {STR_INIT("title"), FIELD_TEXT, offsetof(struct config, title), true},
 *     };
 *     fields_read(&r, Y_ROOT, keys, 1, &config);
 *
 * Unknown keys get "did you mean", wrong types and missing required keys their
 * place; a required key that is misspelt is one fault, not two. A key that is absent,
 * or was wrong, leaves its member as it was.
 */
#ifndef FINGERPOST_MODEL_FIELDS_H
#define FINGERPOST_MODEL_FIELDS_H

#include "load/yaml.h"

enum field_kind {
  FIELD_TEXT,  /* str: one line or a block, never empty */
  FIELD_INT,   /* int64_t: decimal digits, a minus sign in front if need be */
  FIELD_BOOL,  /* bool: true or false */
  FIELD_DATE,  /* str: an ISO day that exists, 2026-11-21 */
  FIELD_TEXTS, /* struct texts: a list of texts */
  FIELD_NODE   /* uint32_t: any value, read by the caller */
};

struct field {
  str name;
  enum field_kind kind;
  size_t offset;
  bool required;
};

struct texts {
  str *items;
  uint32_t *nodes; /* where each stands */
  ptrdiff_t count;
};

struct fields_reader {
  const struct ydoc *doc;
  struct diags *diags;
  arena *perm;
};

/* False: the node is not a map. */
bool fields_read(const struct fields_reader *r, uint32_t node, const struct field *keys, int count,
                 void *out);

/* A diagnostic at a node, with what was expected there as its hint. */
struct diag *fields_refuse(const struct fields_reader *r, diag_id id, uint32_t node, str hint);

/* The address at the key `url` of a map, or an empty one, with a diagnostic when it is none. */
str fields_url(const struct fields_reader *r, uint32_t node, str url);

/* Strict readers of single values; false when the text is none. */
bool field_int(str text, int64_t *ret_value);
bool field_is_date(str text);
/* http:// or https://, and something behind it. */
bool field_is_web(str text);

#endif
