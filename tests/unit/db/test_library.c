/* The library: IANA's pages as received. */
#include "db/image.h"
#include "db/library.h"
#include "db/store.h"

#include <setjmp.h>
#include <sha2.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Every page of the registries is there, of the date that the registries are of, octet for octet. */
static void every_page_is_there(void **state)
{
    struct err err = { 0 };
    struct store *store = store_open(&(struct store_place){ .path = "/nowhere.db", .read_only = true }, &err);
    struct model *model = store_load(store, "iana", &err);
    struct library *library = library_open(&err);
    size_t with_page = 0;

    (void)state;
    assert_non_null(model);
    assert_non_null(library);
    for (size_t i = 0; i < model->n_tables; i++) {
        const struct table *table = &model->tables[i];
        struct library_page page;
        char sum[SHA256_DIGEST_STRING_LENGTH], title[200];

        if (!library_page(library, table->registry->page, &page, &err))
            fail_msg("%s is not there", table->registry->page);
        assert_string_equal(page.as_of, table->as_of);
        assert_string_equal(SHA256Data(page.xml, page.len, sum), page.sha256);
        assert_int_equal(memcmp(page.xml, "<?xml", 5), 0);
        snprintf(title, sizeof title, "<registry id=\"%s\"", table->registry->iana_id);
        char *text = strndup((const char *)page.xml, page.len);
        if (!strstr(text, title))
            fail_msg("%s has no %s", page.page, title);
        free(text);
        with_page++;
    }
    assert_int_equal(with_page, 55);
    library_close(library);
    model_free(model);
    store_close(store);
}

static void a_page_that_is_not_there_is_no_error(void **state)
{
    struct err err = { 0 };
    struct library *library = library_open(&err);
    struct library_page page;

    (void)state;
    assert_false(library_page(library, "service-names", &page, &err));
    assert_int_equal(err.kind, ERR_NONE);
    library_close(library);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_is_there),
        cmocka_unit_test(a_page_that_is_not_there_is_no_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
