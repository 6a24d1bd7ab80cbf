#ifndef UI_ROWS_LOG_SAY_H
#define UI_ROWS_LOG_SAY_H

/* Drafts and changes in words. */

#include "registry/change.h"

enum { LOG_OCTETS = 200 };

/* "LABTEST 65280", "Lab error 50000", "_lab SRV/_lab". */
const char *draft_called(const struct draft *draft, char out[LOG_OCTETS]);

/* "added LABTEST 65280 to RR TYPEs". */
const char *logged_says(const struct logged *row, char out[LOG_OCTETS]);

/* "2026-11-21 09:12" of 2026-11-21T09:12:00Z. */
const char *logged_when(const struct logged *row, char out[20]);

/* The newest row of an action; NULL: it is not in the log. */
const struct logged *log_row(const struct change_log *log, int64_t group);

/* The newest row about a draft; NULL: it is not in the log. */
const struct logged *log_of_draft(const struct change_log *log, int64_t id);

#endif
