#ifndef SUPPORT_SANDBOX_H
#define SUPPORT_SANDBOX_H

/* A folder of a test's own under $TMPDIR, and what tests do with files in it. */

#include <stdbool.h>
#include <stddef.h>

struct sandbox {
    char folder[256];
};

/* Makes the folder; the test fails if it cannot. */
void sandbox_make(struct sandbox *box);
/* Removes it with all it holds. */
void sandbox_remove(struct sandbox *box);

/* Set-up and teardown of cmocka's: one in *state. */
int sandbox_start(void **state);
int sandbox_stop(void **state);

/* folder/name, in a buffer of the caller's. */
const char *sandbox_path(const struct sandbox *box, const char *name, char path[512]);

/* How many names stand in the folder. */
size_t sandbox_count(const struct sandbox *box);

bool file_exists(const char *path);
void file_write(const char *path, const void *octets, size_t len);
/* A copy of a file. */
void file_copy(const char *from, const char *to);
/* The whole file, ended by a NUL that *len does not count; the caller frees it. */
char *file_read(const char *path, size_t *len);

#endif
