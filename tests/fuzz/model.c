#include "fuzz/model.h"

#include "db/store.h"
#include "fuzz/fuzz.h"

const struct model *fuzz_model(void)
{
    static struct model *loaded;

    if (!loaded) {
        const struct store_place place = { .path = DNSREG_SOURCE "/tests/fuzz/no-such-file.db",
                                           .read_only = true };
        struct err err = { 0 };
        struct store *store = store_open(&place, &err);
        loaded = store ? store_load(store, "iana", &err) : NULL;
        fuzz_must(loaded != NULL, err.text);
        store_close(store);
    }

    return loaded;
}
