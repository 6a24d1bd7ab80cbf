#ifndef DB_LIBRARY_H
#define DB_LIBRARY_H

/* The library: what the program ships beside the registry file. It lies in the program, is only ever read,
 * and is opened when it is asked for; nothing of it is in the user's file. Today: IANA's pages as received,
 * the newest of each. */

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct library;

/* NULL with err: out of memory. The caller closes it. */
struct library *library_open(struct err *err);
void library_close(struct library *library);

/* A page as IANA gave it. Texts live until library_close, or until the next page is asked for. */
struct library_page {
    const char *page, *as_of, *sha256; /* "dns-parameters", "2026-08-20", 64 hex digits over xml */
    const unsigned char *xml;
    size_t len;
};

/* The newest text of the page; false: there is none, or, with err, the library cannot be read. */
bool library_page(struct library *library, const char *page, struct library_page *found, struct err *err);

#endif
