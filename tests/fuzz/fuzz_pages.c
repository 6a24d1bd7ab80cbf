/* A registry file that a disk has changed, and then every verb and the explorer over it.
 *
 * An input is a row of changes of four octets each: a place (two), how many octets (one), and what they
 * become (one): that octet, or with a length above 200 all that follows is lost. */
#include "fuzz/fuzz.h"

#include "fuzz/program.h"

#include <stdlib.h>
#include <string.h>

int fuzz_one(const uint8_t *octets, size_t len)
{
    static const uint8_t keys[] = "jjjGl?\033/a\r\0335jjG1E\033:log\r\033";
    size_t file_len;
    const uint8_t *sound = fuzz_file_octets(&file_len);
    uint8_t *file = malloc(file_len);
    fuzz_must(file != NULL, "there is memory");
    memcpy(file, sound, file_len);

    /* the places lie spread over the file, those of its first page as they are */
    for (const uint8_t *at = octets; at + 4 <= octets + len; at += 4) {
        const size_t place = ((size_t)at[0] << 8) + at[1];
        const size_t where = (place < 4096 ? place : place * 61) % file_len;
        if (at[2] > 200) {
            file_len = where;
            break;
        }
        for (size_t i = 0; i < at[2] && where + i < file_len; i++)
            file[where + i] = at[3];
    }
    const char *path = fuzz_file_of(file, file_len);
    fuzz_explore(path, keys, sizeof keys - 1);
    fuzz_verbs_all(path);
    free(file);
    return 0;
}
