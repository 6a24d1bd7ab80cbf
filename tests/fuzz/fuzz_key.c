/* number_read, key_number and key_find over any word, in a registry of every kind. */
#include "fuzz/fuzz.h"

#include "fuzz/model.h"
#include "registry/key.h"

#include <stdlib.h>

static void check_number(const char *text)
{
    struct number number = number_read(text);
    const char *registry;
    if (number.form == NUMBER_NONE)
        return;
    fuzz_must(number.digits > 0, "a number has digits");
    fuzz_must(!number.too_big || number.value == UINT64_MAX, "too big is the largest");
    fuzz_must(key_number(text, &registry).value == number.value, "a number is a code");
}

int fuzz_one(const uint8_t *octets, size_t len)
{
    static const char *const registries[] = { "rrtype",        "rcode",       "header",
                                              "label",         "special-use", "underscored",
                                              "cookie-method", "doq-error",   "dsync" };
    char *text = fuzz_text(octets, len);
    check_number(text);
    for (size_t i = 0; i < sizeof registries / sizeof *registries; i++) {
        const struct registry *registry = model_registry(fuzz_model(), registries[i]);
        struct rows rows = { 0 };
        enum key_result result = key_find(model_table(fuzz_model(), registry), text, &rows);
        fuzz_must((result == KEY_FOUND) == (rows.n > 0), "found means rows");
        for (size_t k = 0; k < rows.n; k++)
            fuzz_must(rows.at[k].registry == registry, "rows of the registry asked");
        rows_free(&rows);
    }

    free(text);
    return 0;
}
