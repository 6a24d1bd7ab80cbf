#ifndef BASE_PLACE_H
#define BASE_PLACE_H

/* Where a user's files lie, by the XDG Base Directory rules. */

#include <stdbool.h>
#include <stddef.h>

/* The path of "dnsreg/NAME" under $variable if that is absolute, else under the home directory's `otherwise`
 * (".local/share"). False: there is no home to keep it in, or the path is too long. */
bool place_of(const char *variable, const char *otherwise, const char *name, char *path, size_t size);

/* Makes the folders above path that are missing, for this user alone. What cannot be made shows when the file
 * is. */
void place_make_folders(const char *path);

#endif
