#ifndef SUPPORT_OPENING_H
#define SUPPORT_OPENING_H

/* A registry file opened as the program does, for tests of what may become of that. */

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct store;

/* Octets of the registry file that the program holds. */
size_t image_size(void);

/* NULL with err, which is empty at first. The caller closes it. */
struct store *open_at(const char *path, bool read_only, struct err *err);

/* Opens and reads: what every verb does. */
bool usable(const char *path, bool read_only, struct err *err);

#endif
