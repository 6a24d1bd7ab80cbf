#include "db/digest.h"

#include <stddef.h>

/* Each step can be undone, so two rows that differ in one column never meet. */
static uint64_t mix(uint64_t digest, uint64_t word)
{
    digest = (digest ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return digest ^ digest >> 29;
}

/* Eight octets at a time, in one order on every machine: a file may move from one to another. */
static uint64_t mix_text(uint64_t digest, const unsigned char *text, size_t len)
{
    uint64_t word = 0;

    digest = mix(digest, len);
    for (size_t i = 0; i < len; i++) {
        word |= (uint64_t)text[i] << i % 8 * 8;
        if (i % 8 == 7 || i + 1 == len) {
            digest = mix(digest, word);
            word = 0;
        }
    }

    return digest;
}

uint64_t digest_row(sqlite3_stmt *row, int from, uint64_t with)
{
    const int columns = sqlite3_column_count(row);
    uint64_t digest = mix(with, 1);

    for (int i = from; i < columns; i++) {
        const int type = sqlite3_column_type(row, i);
        digest = mix(digest, (uint64_t)type);
        if (type == SQLITE_INTEGER) {
            digest = mix(digest, (uint64_t)sqlite3_column_int64(row, i));
        } else if (type != SQLITE_NULL) {
            const unsigned char *text = sqlite3_column_text(row, i); /* as UTF-8, whatever the file's */
            digest = mix_text(digest, text, (size_t)sqlite3_column_bytes(row, i));
        }
    }

    return digest;
}
