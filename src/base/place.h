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

/* Opens a regular file, or a link to one, and waits for nobody; it is closed on exec, and what is made is for
 * this user alone. -1: errno says why not. What is no file is not touched, since opening a pipe would wait
 * for ever and opening a device may do anything: *instead is then what it is, "a pipe"; else NULL. */
int place_open(const char *path, int flags, const char **instead);

/* "a pipe", "a socket", "a device", "a folder"; NULL: a regular file, or nothing is there. */
const char *place_is_instead(const char *path);

#endif
