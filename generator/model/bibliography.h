/*
 * sources.yaml: what guides cite.
 *
 *     S1: {title: Choosing the right approach, author: …, publisher: …,
 *          url: "https://…", date: 2026-03-24, kind: article}
 */
#ifndef FINGERPOST_MODEL_BIBLIOGRAPHY_H
#define FINGERPOST_MODEL_BIBLIOGRAPHY_H

#include "model/site.h"

void bibliography_build(struct site *site, struct diags *ds, arena *perm);

#endif
