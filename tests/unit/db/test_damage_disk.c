/* What a disk may do to a file: bits that flip, pages of nothing, of noise, or of another place, an end that
 * is missing. Whatever it did: the shipped rows that are read are those that were shipped, or it is said that
 * something is wrong.
 *
 *   test_damage_disk [FLIPS PAGES [SEED]] */
#include "support/sandbox.h"

#include "db/store.h"
#include "registry/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PAGE = 4096 };

static unsigned long flips = 240, pages = 80;
static uint64_t seed = 20261201;

/* ---- all that is shipped, as one number ---- */

static void add_text(uint64_t *sum, const char *text)
{
    for (; text && *text; text++)
        *sum = (*sum ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
    *sum = (*sum ^ (text ? 0x1F : 0x1E)) * UINT64_C(0x100000001B3);
}

static void add_number(uint64_t *sum, uint64_t number)
{
    char text[32];

    snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    add_text(sum, text);
}

static void add_range(uint64_t *sum, const struct range *range)
{
    const char *const texts[] = { range->said, range->policy, range->section, range->printed };
    const uint64_t numbers[] = { range->numeric, range->low,   range->high, range->has_second,
                                 range->low2,    range->high2, range->use,  range->categories };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add_text(sum, texts[i]);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        add_number(sum, numbers[i]);
}

static void add_assignment(uint64_t *sum, const struct assignment *a)
{
    const char *const texts[] = { a->key,     a->key2,       a->context, a->mnemonic,
                                  a->meaning, a->registered, a->expires, a->note };
    const uint64_t numbers[] = { a->numeric, a->low,      a->high,   a->has_second, a->low2,
                                 a->high2,   a->category, a->status, a->inferred };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add_text(sum, texts[i]);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        add_number(sum, numbers[i]);
    for (size_t i = 0; i < a->n_references; i++) {
        add_text(sum, a->references[i].kind);
        add_text(sum, a->references[i].target);
        add_text(sum, a->references[i].shown);
    }
    for (size_t i = 0; i < a->n_aliases; i++)
        add_text(sum, a->aliases[i]);
}

static void add_table(uint64_t *sum, const struct table *table)
{
    add_text(sum, table->registry->id);
    add_text(sum, table->as_of);
    for (size_t i = 0; i < table->n_ranges; i++)
        add_range(sum, &table->ranges[i]);
    for (size_t i = 0; i < table->n_assignments; i++)
        add_assignment(sum, &table->assignments[i]);
}

static void add_shared(uint64_t *sum, const struct model *model)
{
    for (size_t i = 0; i < model->n_registries; i++) {
        const struct registry *r = &model->registries[i];
        const char *const texts[] = { r->id,         r->page,  r->iana_id, r->title,
                                      r->iana_title, r->group, r->space,   r->documents };

        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            add_text(sum, texts[k]);
        add_number(sum, r->kind * 1000 + r->width * 10 + r->bits_from_lsb);
        add_number(sum, r->names);
    }
    for (size_t i = 0; i < model->n_editions; i++) {
        const struct edition *e = &model->editions[i];
        const char *const texts[] = { e->id, e->title, e->form, e->generic, e->process, e->policies };

        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            add_text(sum, texts[k]);
    }
    for (size_t i = 0; i < model->n_documents; i++) {
        const struct document *d = &model->documents[i];
        const char *const texts[] = { d->id, d->title, d->date, d->relation, d->other };

        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            add_text(sum, texts[k]);
    }
    for (size_t i = 0; i < model->n_policies; i++) {
        const struct policy *p = &model->policies[i];
        const char *const texts[] = { p->policy, p->brief, p->aliases, p->asks };

        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            add_text(sum, texts[k]);
    }
    for (size_t i = 0; i < model->n_squatters; i++) {
        const struct squatter *s = &model->squatters[i];

        add_text(sum, s->registry);
        add_text(sum, s->who);
        add_text(sum, s->source);
        add_number(sum, s->low);
        add_number(sum, s->high);
    }
}

static uint64_t sum_of(const struct model *model)
{
    uint64_t sum = UINT64_C(0xCBF29CE484222325);

    add_shared(&sum, model);
    for (size_t i = 0; i < model->n_tables; i++)
        add_table(&sum, &model->tables[i]);
    return sum;
}

/* ---- one damaged file ---- */

static const char *const editions[] = { "iana", "rfc6195" };

enum { EDITIONS = sizeof editions / sizeof *editions };

struct tally {
    unsigned right, said, refused, mended, wrong; /* wrong: and nothing said so */
};

struct whole {
    char path[512];
    unsigned char *octets;
    size_t len;
    uint64_t sums[EDITIONS];
    struct tally tally;
};

/* Reads each edition. False: an answer is wrong, and nothing said so. `mend`: as the program does where it
 * may write. */
static bool is_right_or_said(struct whole *whole, bool mend)
{
    struct err err = { 0 };
    struct store *store = store_open(&(struct store_place){ .path = whole->path, .read_only = !mend }, &err);
    bool ok = true, refused = !store, said = store && store_fault(store);

    for (size_t i = 0; store && i < EDITIONS; i++) {
        struct model *model = store_load(store, editions[i], &err);

        if (model && model->damaged && mend && store_mend(store, &err)) {
            model_free(model);
            model = store_load(store, editions[i], &err);
            whole->tally.mended++;
        }
        refused |= !model;
        said |= model && model->damaged;
        ok &= !model || model->damaged || sum_of(model) == whole->sums[i];
        model_free(model);
    }
    if (refused && (err.kind == ERR_NONE || !err.text[0]))
        ok = false;
    store_close(store);
    if (refused)
        whole->tally.refused++;
    else if (said)
        whole->tally.said++;
    else
        whole->tally.right++;
    return ok;
}

static uint64_t draw(uint64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (seed >> 16) % below;
}

static void try_file(struct whole *whole, const unsigned char *octets, size_t len, const char *what)
{
    for (int mend = 0; mend < 2; mend++) {
        file_write(whole->path, octets, len);
        if (!is_right_or_said(whole, mend != 0)) {
            print_message("%s%s: a wrong answer, and not a word\n", what, mend ? ", mended" : "");
            whole->tally.wrong++;
        }
    }
}

/* ---- the tests ---- */

static int make(void **state)
{
    struct whole *whole = calloc(1, sizeof *whole);
    struct err err = { 0 };

    assert_non_null(whole);
    struct sandbox *box = calloc(1, sizeof *box);
    assert_non_null(box);
    sandbox_make(box);
    struct store *store =
        store_open(&(struct store_place){ .path = sandbox_path(box, "r.db", whole->path) }, &err);
    assert_non_null(store);
    for (size_t i = 0; i < EDITIONS; i++) {
        struct model *model = store_load(store, editions[i], &err);

        assert_non_null(model);
        assert_null(model->damaged);
        whole->sums[i] = sum_of(model);
        model_free(model);
    }
    store_close(store);
    whole->octets = (unsigned char *)file_read(whole->path, &whole->len);
    free(box);
    *state = whole;
    return 0;
}

static int unmake(void **state)
{
    struct whole *whole = *state;
    struct sandbox box;

    snprintf(box.folder, sizeof box.folder, "%.*s", (int)(strrchr(whole->path, '/') - whole->path),
             whole->path);
    sandbox_remove(&box);
    print_message("%u right, %u said to be damaged, %u refused; %u mended\n", whole->tally.right,
                  whole->tally.said, whole->tally.refused, whole->tally.mended);
    free(whole->octets);
    free(whole);
    return 0;
}

static void a_flipped_bit_gives_no_wrong_answer(void **state)
{
    struct whole *whole = *state;
    unsigned char *octets = malloc(whole->len);

    assert_non_null(octets);
    memcpy(octets, whole->octets, whole->len);
    for (unsigned long i = 0; i < flips; i++) {
        size_t at = draw(whole->len), bit = draw(8);
        char what[80];

        snprintf(what, sizeof what, "bit %zu of octet %zu flipped", bit, at);
        octets[at] ^= (unsigned char)(1U << bit);
        try_file(whole, octets, whole->len, what);
        octets[at] = whole->octets[at];
    }
    free(octets);
    assert_int_equal(whole->tally.wrong, 0);
}

static void a_damaged_page_gives_no_wrong_answer(void **state)
{
    struct whole *whole = *state;
    unsigned char *octets = malloc(whole->len);
    size_t n = whole->len / PAGE;

    assert_non_null(octets);
    for (unsigned long i = 0; i < pages; i++) {
        size_t page = draw(n), other = draw(n), len = whole->len;
        unsigned char *at = octets + page * PAGE;
        static const char *const kinds[] = { "nothing", "noise", "another page", "changed for another",
                                             "the end" };
        char what[80];

        memcpy(octets, whole->octets, len);
        snprintf(what, sizeof what, "page %zu is %s (%zu)", page, kinds[i % 5], other);
        switch (i % 5) {
        case 0:
            memset(at, 0, PAGE);
            break;
        case 1:
            for (size_t k = 0; k < PAGE; k++)
                at[k] = (unsigned char)draw(256);
            break;
        case 2:
            memcpy(at, whole->octets + other * PAGE, PAGE);
            break;
        case 3:
            memcpy(at, whole->octets + other * PAGE, PAGE);
            memcpy(octets + other * PAGE, whole->octets + page * PAGE, PAGE);
            break;
        default:
            len = page * PAGE + draw(PAGE);
        }
        if (len > 0) /* a file of no octets is a new one */
            try_file(whole, octets, len, what);
    }
    free(octets);
    assert_int_equal(whole->tally.wrong, 0);
}

/* Of one table, the leaves are then out of order, and each is sound by itself. */
static void neighbouring_pages_exchanged_give_no_wrong_answer(void **state)
{
    struct whole *whole = *state;
    unsigned char *octets = malloc(whole->len);
    size_t n = whole->len / PAGE;

    assert_non_null(octets);
    memcpy(octets, whole->octets, whole->len);
    for (size_t page = 1; page + 1 < n; page++) { /* the first is the file's own */
        unsigned char *at = octets + page * PAGE;
        const unsigned char *sound = whole->octets + page * PAGE;
        char what[80];

        snprintf(what, sizeof what, "page %zu is changed for the next", page);
        memcpy(at, sound + PAGE, PAGE);
        memcpy(at + PAGE, sound, PAGE);
        try_file(whole, octets, whole->len, what);
        memcpy(at, sound, 2 * (size_t)PAGE);
    }
    free(octets);
    assert_int_equal(whole->tally.wrong, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_flipped_bit_gives_no_wrong_answer, make, unmake),
        cmocka_unit_test_setup_teardown(a_damaged_page_gives_no_wrong_answer, make, unmake),
        cmocka_unit_test_setup_teardown(neighbouring_pages_exchanged_give_no_wrong_answer, make, unmake),
    };

    if (argc > 2) {
        flips = strtoul(argv[1], NULL, 10);
        pages = strtoul(argv[2], NULL, 10);
    }
    if (argc > 3)
        seed = strtoull(argv[3], NULL, 10) | 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
