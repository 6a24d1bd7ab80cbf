#ifndef DB_CODE_H
#define DB_CODE_H

/* The column `code` of the data files: its forms are in db/data/README.md. */

#include <stdbool.h>
#include <stdint.h>

struct code {
    bool numeric, has_second;
    uint64_t low, high, low2, high2;
    char key[256], key2[256]; /* empty: none */
};

/* Reads text in the form of a registry's kind ("number", "bit", "pattern", "text", "pair"). numbers: the
 * registry has a width. range: a policy range, whose code is empty where keys are no numbers, and which spans
 * octets where they are patterns. False: unreadable. */
bool code_read(const char *kind, bool numbers, bool range, const char *text, struct code *code);

#endif
