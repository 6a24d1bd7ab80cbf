#include "db/draft_id.h"

#include <sha2.h>
#include <string.h>

static void draft_id(sqlite3_context *context, int n, sqlite3_value **values)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    unsigned char sum[SHA256_DIGEST_LENGTH];
    char id[DRAFT_ID_LETTERS];
    SHA2_CTX sha;

    SHA256Init(&sha);
    for (int i = 0; i < n; i++) {
        const unsigned char *text = sqlite3_value_text(values[i]);

        if (i > 0)
            SHA256Update(&sha, (const uint8_t *)"\n", 1);
        if (text)
            SHA256Update(&sha, text, strlen((const char *)text));
    }
    SHA256Final(sum, &sha);
    for (unsigned i = 0; i < DRAFT_ID_LETTERS; i++) {
        unsigned bit = i * 5, pair = (unsigned)sum[bit / 8] << 8 | sum[bit / 8 + 1];

        id[i] = letters[pair >> (11 - bit % 8) & 31];
    }
    sqlite3_result_text(context, id, sizeof id, SQLITE_TRANSIENT);
}

int draft_id_register(sqlite3 *db)
{
    return sqlite3_create_function(db, "draft_id", 4, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                   NULL, draft_id, NULL, NULL);
}

int draft_id_unregister(sqlite3 *db)
{
    return sqlite3_create_function(db, "draft_id", 4, SQLITE_UTF8, NULL, NULL, NULL, NULL);
}
