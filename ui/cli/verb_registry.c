/* Registries of the user's own: for the codes of a private protocol, under the same rules as all others. */

#include "base/number.h"
#include "base/text.h"
#include "db/change.h"
#include "ui/cli/rows.h"
#include "ui/cli/session.h"
#include "ui/cli/verbs.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what they are ---- */

static void own_json(struct json *json, const struct table *table)
{
    json_begin_object(json);
    json_text_at(json, "registry", table->registry->id);
    json_text_at(json, "title", table->registry->title);
    json_number_at(json, "width", table->registry->width);
    json_text_at(json, "as_of", table->as_of);
    json_number_at(json, "drafts", table->n_drafts);
    json_key(json, "ranges");
    json_begin_array(json);
    for (size_t i = 0; i < table->n_ranges; i++) {
        json_begin_object(json);
        json_number_at(json, "low", table->ranges[i].low);
        json_number_at(json, "high", table->ranges[i].high);
        json_text_at(json, "policy", table->ranges[i].policy);
        json_text_at(json, "use", word_of(use_words, (int)table->ranges[i].use));
        json_end_object(json);
    }

    json_end_array(json);
    json_end_object(json);
}

static const struct column own_columns[] = {
    { "registry", 20, false, false }, { "title", 30, false, false }, { "bits", 4, true, false },
    { "as of", 10, false, false },    { "drafts", 6, true, false },  { "ranges", 0, false, false },
};

static void own_print(struct print *print, const struct table *table)
{
    char width[16], drafts[24];
    struct out ranges = out_to_memory();

    snprintf(width, sizeof width, "%u", table->registry->width);
    snprintf(drafts, sizeof drafts, "%zu", table->n_drafts);
    for (size_t i = 0; i < table->n_ranges; i++)
        out_format(&ranges, "%s%" PRIu64 "-%" PRIu64 " %s", i ? "; " : "", table->ranges[i].low,
                   table->ranges[i].high, table->ranges[i].policy);

    out_char(&ranges, '\0');
    print_cell(print, PAINT_MINE, table->registry->id);
    print_cell(print, PAINT_PLAIN, table->registry->title);
    print_cell(print, PAINT_FAINT, width);
    print_cell(print, PAINT_FAINT, table->as_of);
    print_cell(print, PAINT_PLAIN, drafts);
    print_cell(print, PAINT_FAINT, ranges.octets);
    out_free(&ranges);
}

static bool is_own(const struct table *table, const char *id)
{
    return !table->registry->page && (!id || strcmp(table->registry->id, id) == 0);
}

/* The one called id; NULL: all of them. Returns how many there are. */
static size_t answer_each(const struct verb_context *context, const struct model *model, const char *id,
                          struct json *json)
{
    struct print print = print_begin(own_columns, sizeof own_columns / sizeof *own_columns);
    size_t n = 0;

    for (size_t i = 0; i < model->n_tables; i++) {
        if (!is_own(&model->tables[i], id))
            continue;
        n++;
        if (context->options->json)
            own_json(json, &model->tables[i]);
        else
            own_print(&print, &model->tables[i]);
    }

    print_end(&print, context);
    return n;
}

/* The one called id, as the file has it now; another one may have changed it again. */
static bool answer_one(const struct verb_context *context, const char *id, struct err *err)
{
    const struct model *model = context_model(context, err);
    struct json json = json_to(context->out, context->terminal);
    if (!model)
        return false;
    if (answer_each(context, model, id, &json) == 0) {
        context_note(context, "another one removed it at once; `dnsreg log` says who");
        return context_answer_nothing(context);
    }

    if (context->options->json)
        json_done(&json);
    return true;
}

/* ---- reading one ---- */

/* As the file takes them. */
enum { MOST_ID = 32, MOST_TITLE = 60, MOST_POLICY = 100, MOST_RANGES = 256 };

struct asked {
    struct registry registry;
    struct range *ranges;
    size_t n, capacity;
};

/* The policies that keep a range for something else than applications (RFC 8126 sections 4.1 and 4.2, and
 * what registries call Reserved and Closed), by the whole of their words; every other one leaves it open. */
static const struct own_policy {
    const char *said, *policy;
    enum use use;
} own_policies[] = {
    { "Private Use", "Private Use", USE_PRIVATE },
    { "Private", "Private Use", USE_PRIVATE },
    { "Experimental Use", "Experimental Use", USE_EXPERIMENTAL },
    { "Experimental", "Experimental Use", USE_EXPERIMENTAL },
    { "Reserved", "Reserved", USE_RESERVED },
    { "Closed", "Closed", USE_CLOSED },
};

static void add_range(struct asked *asked, uint64_t low, uint64_t high, const char *policy)
{
    asked->ranges = array_grow(asked->ranges, &asked->capacity, asked->n + 1, sizeof *asked->ranges);
    struct range *range = &asked->ranges[asked->n++];
    *range = (struct range){ .numeric = true, .low = low, .high = high, .policy = policy, .use = USE_OPEN };
    for (size_t i = 0; i < sizeof own_policies / sizeof *own_policies; i++)
        if (text_equal(policy, own_policies[i].said)) {
            range->policy = own_policies[i].policy;
            range->use = own_policies[i].use;
        }
}

/* Says of which ranges nobody knows the policy: they are open, which a misspelt "Private Use"
 * should not be. */
static void say_unknown(const struct verb_context *context, const struct model *model,
                        const struct asked *asked)
{
    struct out said = out_to_memory();
    size_t n = 0;

    for (size_t i = 0; i < asked->n; i++) {
        const struct range *range = &asked->ranges[i];
        if (range->use != USE_OPEN || model_policy(model, range->policy))
            continue;
        if (n < 3)
            out_format(&said, "%s%" PRIu64 "-%" PRIu64 " is open to proposals under %s", n ? "; " : "",
                       range->low, range->high, text_brief(range->policy).text);
        n++;
    }

    out_char(&said, '\0');
    if (n > 3)
        context_note(context, "%s; and %zu more under policies that no document defines", said.octets, n - 3);
    else if (n > 0)
        context_note(context, "%s", said.octets);
    out_free(&said);
}

/* "128-255=Private Use", "0=Reserved". */
static bool read_range(struct asked *asked, const char *text, struct err *err)
{
    char low[80], high[80];
    const char *fault, *equals = strchr(text, '='), *dash = strchr(text, '-');
    if (!equals || !equals[1] || (size_t)(equals - text) >= sizeof low)
        return err_set(err, ERR_USAGE, "%s is no range: write LOW-HIGH=POLICY, as \"128-255=Private Use\"",
                       text_brief(text).text);

    if (!dash || dash > equals)
        dash = equals;
    snprintf(low, sizeof low, "%.*s", (int)(dash - text), text);
    snprintf(high, sizeof high, "%.*s", dash == equals ? 0 : (int)(equals - dash - 1), dash + 1);

    struct number from = number_read(low);
    struct number to = dash == equals ? from : number_read(high);
    if (from.form == NUMBER_NONE || to.form == NUMBER_NONE || from.value > to.value)
        return err_set(err, ERR_USAGE, "%s is no range: write LOW-HIGH=POLICY, as \"128-255=Private Use\"",
                       text_brief(text).text);
    if (to.too_big || to.value > registry_top(&asked->registry))
        return err_set(err, ERR_USAGE, "%s is wider than %u bits, whose last code is %" PRIu64,
                       text_brief(text).text, asked->registry.width, registry_top(&asked->registry));

    fault = text_fault(equals + 1, MOST_POLICY);
    if (fault)
        return err_set(err, ERR_USAGE, "the policy %s %s: one line of at most %d octets of UTF-8",
                       text_brief(equals + 1).text, fault, MOST_POLICY);

    add_range(asked, from.value, to.value, equals + 1);
    return true;
}

static int compare_ranges(const void *left, const void *right)
{
    const struct range *a = left, *b = right;
    return (a->low > b->low) - (a->low < b->low);
}

/* What no range names is Reserved: a code that nobody thought of is nobody's. No range at all is private use
 * throughout. */
static bool fill_gaps(struct asked *asked, struct err *err)
{
    uint64_t top = registry_top(&asked->registry), next = 0;
    size_t given = asked->n;
    if (given == 0) {
        add_range(asked, 0, top, "Private Use");
        return true;
    }

    qsort(asked->ranges, given, sizeof *asked->ranges, compare_ranges);
    for (size_t i = 0; i < given; i++) {
        uint64_t low = asked->ranges[i].low, high = asked->ranges[i].high;
        if (i > 0 && low < next)
            return err_set(err, ERR_USAGE, "two ranges overlap at %" PRIu64, low);
        if (low > next)
            add_range(asked, next, low - 1, "Reserved");
        next = high + 1;
    }

    if (next <= top)
        add_range(asked, next, top, "Reserved");
    qsort(asked->ranges, asked->n, sizeof *asked->ranges, compare_ranges);
    return true;
}

static bool is_id(const char *text)
{
    size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return text[0] >= 'a' && text[0] <= 'z' && text[len] == '\0' && len <= MOST_ID;
}

/* Does the word mean something else where a registry is named: a verb, a verb's word, an edition, a code? */
static bool is_spoken_for(const struct verb_table *verbs, const struct model *model, const char *word)
{
    static const char *const others[] = { "next", "tbd", "list", "all" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i], word) == 0)
            return true;

    for (size_t i = 0; i < verbs->n; i++)
        if (strcmp(verbs->at[i].name, word) == 0 || verb_word(&verbs->at[i], word))
            return true;
    return model_edition(model, word) != NULL;
}

static bool read_title(const char *title, const char *id, struct asked *asked, struct err *err)
{
    const char *fault = title ? text_fault(title, MOST_TITLE) : NULL;
    asked->registry.title = title ? title : id;
    if (title && !title[strspn(title, " ")])
        fault = "is empty";
    return !fault || err_set(err, ERR_USAGE, "the title %s %s: one line of 1 to %d octets of UTF-8",
                             text_brief(title).text, fault, MOST_TITLE);
}

static bool read_asked(const struct verb_context *context, const struct model *model, struct asked *asked,
                       struct err *err)
{
    const char *width = context->options->width, *id = context->operands[0];
    struct number bits = number_read(width ? width : "16");
    if (!is_id(id))
        return err_set(err, ERR_USAGE,
                       "%s is no id: a small letter, then small letters, digits and -, %d at most",
                       text_brief(id).text, MOST_ID);
    if (is_spoken_for(context->verbs, model, id))
        return err_set(err, ERR_USAGE, "%s means something else to dnsreg; take another id", id);
    if (bits.form == NUMBER_NONE || bits.value < 1 || bits.value > 62)
        return err_set(err, ERR_USAGE, "--width takes 1 to 62 bits, not %s", text_brief(width).text);

    asked->registry = (struct registry){ .id = id, .kind = KEY_NUMBER, .width = (unsigned)bits.value };
    if (!read_title(context->options->title, id, asked, err))
        return false;
    for (size_t i = 1; i < context->n_operands; i++)
        if (!read_range(asked, context->operands[i], err))
            return false;
    if (!fill_gaps(asked, err))
        return false;

    return asked->n <= MOST_RANGES ||
           err_set(err, ERR_USAGE, "%zu ranges, with the Reserved ones between them; %d are the most",
                   asked->n, MOST_RANGES);
}

/* ---- changing ---- */

/* Ends what store_begin began, and says a refusal. The session's models stay as they were, unless another
 * one's change came first: then they are gone, and with them what the caller had of them. */
static bool end_change(const struct verb_context *context, struct store *store, bool ok,
                       const struct put_result *result, enum outcome *outcome, struct err *err)
{
    *outcome = ok && result->put == PUT_DONE ? OUTCOME_YES : OUTCOME_NO;
    if (*outcome == OUTCOME_YES)
        ok = store_commit(store, err);
    store_rollback(store);
    if (ok && *outcome == OUTCOME_NO)
        context_note(context, "%s",
                     result->put == PUT_REFUSED ? result->fault : "another one removed it meanwhile");

    if (ok && *outcome == OUTCOME_NO && result->put != PUT_REFUSED)
        session_refresh(context->session);
    return ok;
}

static bool begin_change(const struct verb_context *context, struct store **store, char at[SESSION_TIME],
                         struct err *err)
{
    *store = session_store(context->session, err);
    session_now(at);
    return *store && store_begin(*store, at, session_author(context->session), err);
}

bool verb_registry_add(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *model = context_model(context, err);
    struct store *store;
    struct asked asked = { 0 };
    struct put_result result = { 0 };
    char at[SESSION_TIME], date[11];
    bool ok = model && read_asked(context, model, &asked, err);

    *outcome = OUTCOME_NO;
    if (ok && model_registry(model, asked.registry.id)) {
        context_note(context, "there is a registry called %s; take another id", asked.registry.id);
    } else if (ok && model_registry(model, asked.registry.title)) {
        context_note(context, "there is a registry called %s; take another title", asked.registry.title);
    } else if (ok) {
        ok = begin_change(context, &store, at, err);
        snprintf(date, sizeof date, "%.10s", at);
        ok = ok &&
             end_change(context, store,
                        store_put_registry(store, &asked.registry, asked.ranges, asked.n, date, &result, err),
                        &result, outcome, err);
    }

    if (ok && *outcome == OUTCOME_YES)
        say_unknown(context, model, &asked);
    free(asked.ranges);
    if (ok && *outcome == OUTCOME_YES) {
        session_refresh(context->session);
        return answer_one(context, context->operands[0], err);
    }
    return ok && context_answer_nothing(context);
}

bool verb_registry_remove(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *model = context_model(context, err);
    const char *name = context->operands[0];
    const struct registry *registry = model ? model_registry(model, name) : NULL;
    struct store *store;
    struct put_result result = { 0 };
    char at[SESSION_TIME];
    bool ok = true;

    *outcome = OUTCOME_NO;
    if (!model)
        return false;
    if (!registry)
        return err_set(err, ERR_USAGE, "no registry is called %s; `dnsreg registry list` lists your own",
                       text_brief(name).text);

    if (registry->page) {
        context_note(context, "%s is IANA's; only a registry of your own is removed", registry->id);
    } else if (model_table(model, registry)->n_drafts > 0) {
        context_note(context, "%s still has drafts; `dnsreg draft list %s` lists them", registry->id,
                     registry->id);
    } else {
        ok = begin_change(context, &store, at, err) &&
             end_change(context, store,
                        store_remove_registry(store, registry->id, at, session_author(context->session),
                                              &result, err),
                        &result, outcome, err);
    }
    if (!ok || *outcome == OUTCOME_NO)
        return ok && context_answer_nothing(context);

    ok = answer_one(context, registry->id, err); /* as it was: the model is the one of before */
    session_refresh(context->session);
    return ok;
}

bool verb_registry_list(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *model = context_model(context, err);
    struct json json = json_to(context->out, context->terminal);

    *outcome = OUTCOME_YES;
    if (!model)
        return false;
    if (context->options->json)
        json_begin_array(&json);
    (void)answer_each(context, model, NULL, &json);
    if (context->options->json) {
        json_end_array(&json);
        json_done(&json);
    }

    return true;
}
