#ifndef BASE_ERR_H
#define BASE_ERR_H

/* What went wrong in the environment: a file, the terminal, memory, or what the user typed.
 * An answer ("not found", "refused") is never an error: it has a result of its own. */

#include <stdbool.h>

enum err_kind {
    ERR_NONE = 0,
    ERR_USAGE = 2, /* bad usage or unreadable input; the number is the exit status */
    ERR_ENV = 3,   /* database, file, terminal, memory */
};

struct err {
    enum err_kind kind;
    char text[512]; /* one line: what, where, what to do next */
};

/* Fills *err (which may be NULL) and returns false, so that a function can end in `return err_set(...)`.
 * The first error stands: a second call on the same err changes nothing. */
bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
