/* text_safe and text_clip over any octets: what comes out is safe, bounded, and never cut inside a
 * character. */
#include "fuzz/fuzz.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM = 16 * 4096 + 1 };

static void check_safe(const char *text)
{
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        uint32_t cp = 0;
        at += text_next(text + at, len - at, &cp);
        fuzz_must(cp != TEXT_BAD, "whole characters");
        fuzz_must(text_is_safe(cp), "safe characters");
    }
}

static void check_cut(const char *whole, const uint8_t *octets, size_t len, size_t size)
{
    char *cut = malloc(size);

    fuzz_must(cut != NULL, "memory");
    fuzz_must(text_safe(cut, size, (const char *)octets, len) == strlen(whole),
              "the length does not depend on the room");
    fuzz_must(strlen(cut) < size, "room for the NUL");
    fuzz_must(strncmp(cut, whole, strlen(cut)) == 0, "a head of the whole");
    check_safe(cut);
    free(cut);
}

static void check_clip(const char *whole, size_t columns, size_t size, const char *mark)
{
    char *clipped = malloc(size);

    fuzz_must(clipped != NULL, "memory");
    size_t used = text_clip(clipped, size, whole, columns, mark);
    fuzz_must(strlen(clipped) < size, "room for the NUL");
    fuzz_must(used <= columns, "no more columns than asked");
    fuzz_must(used == text_columns(clipped), "the columns it says");
    check_safe(clipped);
    free(clipped);
}

int fuzz_one(const uint8_t *octets, size_t len)
{
    static char whole[ROOM];

    static const char *const marks[] = { "\xE2\x80\xA6", "~", "" };
    if (len > 4096)
        len = 4096;
    fuzz_must(text_safe(whole, sizeof whole, len ? (const char *)octets : "", len) == strlen(whole),
              "it fits");
    check_safe(whole);
    for (size_t size = 1; size < 40; size += 3)
        check_cut(whole, octets ? octets : (const uint8_t *)"", len, size);
    for (size_t columns = 0; columns < 30; columns += 7)
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
            check_clip(whole, columns, 4096, marks[m]);
            check_clip(whole, columns, 1 + columns % 9, marks[m]);
        }

    return 0;
}
