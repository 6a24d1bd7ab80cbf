#ifndef REGISTRY_ROW_H
#define REGISTRY_ROW_H

/* Rows: what `list` prints and Browse shows. The rows of a registry of numbers tile its whole space: assigned
 * rows, and free rows cut at every policy edge. They are computed here, never stored. */

#include "registry/model.h"

struct row {
    const struct registry *registry;
    const struct assignment *assignment; /* NULL: no record stands here, the range speaks */
    const struct range *range;           /* NULL: no policy covers it */
    const struct draft *draft;           /* the user's own row; assignment is then its record */
    bool numeric;                        /* low and high hold */
    uint64_t low, high;
    bool has_second; /* low2 and high2 hold (a pair of numbers) */
    uint64_t low2, high2;
    enum status status;
    bool whole_range; /* a policy range as it stands, assigned codes and all: what `what "Expert Review"`
                         answers */
    uint64_t free;    /* of a whole range: codes still open to applications */
};

struct rows {
    struct row *at;
    size_t n, capacity;
};

/* What the range says of a code that no record takes; a NULL range: unassigned. */
enum status range_status(const struct range *range);

void rows_add(struct rows *rows, const struct row *row);
void rows_free(struct rows *rows);

/* The rows of `rows` that stand at a code. Returns the index of the first and, in *n, how many there are
 * (RCODE 16 has two); n 0: none, the index is then where it would stand. */
size_t rows_at(const struct rows *rows, uint64_t code, size_t *n);

/* What a row says. Texts live in the model; NULL: nothing. */
const char *row_mnemonic(const struct row *row);
const char *row_meaning(const struct row *row);
const char *row_policy(const struct row *row);
const char *row_context(const struct row *row);
const char *row_section(const struct row *row);
unsigned row_categories(const struct row *row); /* an assignment's own, else what the range admits */
bool row_is_free(const struct row *row);        /* unassigned, and open to applications */

/* How many codes of a free row nobody has: of a pair of numbers (cookie method and size), the first numbers
 * of which no second one is taken. 0: the row is not free, or has no numbers. */
uint64_t row_free_codes(const struct row *row);

/* Parts of the key that are not a number, for a pair both parts: {"SRV","_tcp"}, {"CDS","1"}, {"1","16"}.
 * `buffer` holds numbers that become text. Returns how many there are: 0 for numbers and bits. */
enum { ROW_KEY_OCTETS = 512, ROW_CODE_OCTETS = 48 };

size_t row_keys(const struct row *row, const char *keys[2], char buffer[ROW_KEY_OCTETS]);

/* The key as one text: "01000001", "SRV _tcp"; NULL for numbers and bits. */
const char *row_key(const struct row *row, char buffer[ROW_KEY_OCTETS]);

/* Hex as wide as the registry, upper case: 0x0041, 0xFF00-0xFFFE; of bits, the mask (0x7800). NULL: no
 * number. */
const char *row_hex(const struct row *row, char buffer[ROW_CODE_OCTETS]);

/* The bits of a row in a registry of bits, as a mask; 0: the registry is another, or the row has none. */
uint64_t row_mask(const struct row *row);

/* Decimal: 65, 71-98. NULL: no number. */
const char *row_decimal(const struct row *row, char buffer[ROW_CODE_OCTETS]);

/* What a person calls the place: decimal, else the key; of a draft that has neither yet, "tbd". */
const char *row_code(const struct row *row, char buffer[ROW_KEY_OCTETS]);

#endif
