#ifndef DB_MERGE_H
#define DB_MERGE_H

#include "db/sql.h"

/* Brings the shipped rows of a writable file up to those of this program, if the program's are newer. One
 * transaction: on false, with err, the file is as it was. */
bool store_merge(struct store *store, struct err *err);

#endif
