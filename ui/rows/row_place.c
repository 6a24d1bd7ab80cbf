#include "ui/rows/row_place.h"

#include "base/text.h"

#include <stdio.h>

struct spot spot_of(const struct row *row)
{
    struct spot spot = { 0 };
    char key[ROW_KEY_OCTETS];
    const char *said = row ? row_key(row, key) : NULL;

    if (!row)
        return spot;

    spot.low = row->numeric ? row->low : 0;
    snprintf(spot.key, sizeof spot.key, "%s", said ? said : "");
    snprintf(spot.context, sizeof spot.context, "%s", row_context(row) ? row_context(row) : "");
    return spot;
}

static unsigned likeness(const struct spot *spot, const struct row *row)
{
    char key[ROW_KEY_OCTETS];
    const char *said = row_key(row, key);
    const char *context = row_context(row);
    bool here = row->numeric && row->low <= spot->low && spot->low <= row->high;

    if (spot->key[0] && said && text_equal(said, spot->key))
        return row->numeric && !here ? 2 : 4;
    if (!here || (spot->key[0] && !registry_tiles(row->registry)))
        return 0;

    return text_equal(context ? context : "", spot->context) ? 3 : 2;
}

int spot_find(const struct spot *spot, const struct rows *rows)
{
    unsigned best = 0;
    int at = 0;

    for (size_t i = 0; i < rows->n; i++) {
        unsigned like = likeness(spot, &rows->at[i]);
        if (like > best) {
            best = like;
            at = (int)i;
        }
    }
    return at;
}
