#ifndef SUPPORT_REAL_H
#define SUPPORT_REAL_H

/* The shipped registries, read from the image inside the program: no file is touched. */

#include "registry/row.h"

/* Each model is loaded once and lives until real_free. */
const struct model *real_model(const char *edition);
const struct table *real_table(const char *edition, const char *registry); /* NULL: not covered */
int real_free(void **state);                                               /* a cmocka group teardown */

/* Every edition's id, ended by NULL. */
extern const char *const real_editions[];

/* The only row, or the first of two, at a code; the test fails if there is none. */
struct row real_row(const char *edition, const char *registry, uint64_t code);
/* The record with this mnemonic, key or second key; the test fails if there is none. */
const struct assignment *real_record(const char *edition, const char *registry, const char *name);
/* How many records stand at the code. */
size_t real_records_at(const char *edition, const char *registry, uint64_t code);
/* Does the record cite the document? */
bool cites_document(const struct assignment *a, const char *target);

#endif
