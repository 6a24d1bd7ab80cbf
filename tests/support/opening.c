#include "support/opening.h"

#include "db/image.h"
#include "db/store.h"

size_t image_size(void)
{
    return (size_t)(image_end - image_begin);
}

struct store *open_at(const char *path, bool read_only, struct err *err)
{
    *err = (struct err){ 0 };
    return store_open(&(struct store_place){ .path = path, .read_only = read_only }, err);
}

bool usable(const char *path, bool read_only, struct err *err)
{
    struct store *store = open_at(path, read_only, err);
    struct model *model = store ? store_load(store, "iana", err) : NULL;
    bool ok = model && model->n_tables == 55;
    model_free(model);
    store_close(store);
    return ok;
}
