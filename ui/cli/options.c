#include "ui/cli/options.h"

#include "base/text.h"

#include <string.h>

const struct option_row option_rows[] = {
    { "color", '\0', "WHEN", "colour the text: always, never, auto (a terminal without NO_COLOR)" },
    { "db", '\0', "FILE", "the registry file" },
    { "edition", 'e', "ID", "the edition in force; `dnsreg editions` lists them" },
    { "help", 'h', NULL, "what a verb does, or the list of verbs" },
    { "json", '\0', NULL, "one JSON value on standard output" },
    { "read-only", '\0', NULL, "never write" },
    { "version", '\0', NULL, "the program's version" },
};
const size_t n_option_rows = sizeof option_rows / sizeof *option_rows;

/* Those that are no fields. */
static const struct option_row own_rows[] = {
    [OPTION_MODIFIES - DRAFT_FIELDS] = { "modifies", '\0', NULL, "a proposal to change what is assigned" },
    [OPTION_SUBMISSION - DRAFT_FIELDS] = { "submission", '\0', "SUBMISSION",
                                           "of a proposal: new, or modification (as --modifies)" },
    [OPTION_OVERTAKEN -
        DRAFT_FIELDS] = { "overtaken", '\0', NULL, "only drafts whose code or name is assigned since" },
    [OPTION_TITLE - DRAFT_FIELDS] = { "title", '\0', "TEXT", "what the registry is called; its id" },
    [OPTION_WIDTH - DRAFT_FIELDS] = { "width", '\0', "BITS", "how wide its codes are; 16" },
    [OPTION_LINES - DRAFT_FIELDS] = { "lines", '\0', NULL, "one message a line, one JSON object a line" },
    [OPTION_PAIR -
        DRAFT_FIELDS] = { "pair", '\0', NULL, "a query and its response, checked against each other" },
    [OPTION_PCAP -
        DRAFT_FIELDS] = { "pcap", '\0', "FILE", "every DNS message of a capture; - is standard input" },
};

struct option_row own_option_row(unsigned option)
{
    const struct draft_field_row *field = &draft_fields[option < DRAFT_FIELDS ? option : 0];
    if (option >= DRAFT_FIELDS)
        return own_rows[option - DRAFT_FIELDS];
    return (struct option_row){ field->option, '\0', field->value, field->help };
}

static bool is_called(const struct option_row *row, const char *word, size_t len)
{
    if (word[1] != '-')
        return len == 2 && row->letter && row->letter == word[1];
    return strlen(row->name) == len - 2 && strncmp(row->name, word + 2, len - 2) == 0;
}

bool option_called(const char *word, size_t len, struct option_row *row, unsigned *own)
{
    *own = OWN_OPTIONS;
    if (len < 2 || word[0] != '-')
        return false;
    for (size_t i = 0; i < n_option_rows; i++) {
        *row = option_rows[i];
        if (is_called(row, word, len))
            return true;
    }

    for (*own = 0; *own < OWN_OPTIONS; ++*own) {
        *row = own_option_row(*own);
        if (is_called(row, word, len))
            return true;
    }
    return false;
}

static bool set_color(struct options *options, const char *value, struct err *err)
{
    static const char *const words[] = {
        [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], value) == 0) {
            options->color = (enum color_when)i;
            return true;
        }
    return err_set(err, ERR_USAGE, "--color takes always, never or auto, not %s", text_brief(value).text);
}

static bool set_option(struct options *options, const struct option_row *row, const char *value,
                       struct err *err)
{
    if (value && strcmp(row->name, "color") == 0)
        return set_color(options, value, err);

    if (strcmp(row->name, "db") == 0)
        options->db = value;
    else if (strcmp(row->name, "edition") == 0)
        options->edition = value;
    else if (strcmp(row->name, "help") == 0)
        options->help = true;
    else if (strcmp(row->name, "json") == 0)
        options->json = true;
    else if (strcmp(row->name, "read-only") == 0)
        options->read_only = true;
    else
        options->version = true;

    return true;
}

static bool set_own(struct options *options, unsigned own, const char *value, struct err *err)
{
    options->given |= OPTION_BIT(own);
    if (own < DRAFT_FIELDS)
        options->draft.at[own] = value;
    else if (own == OPTION_TITLE)
        options->title = value;
    else if (own == OPTION_WIDTH)
        options->width = value;
    else if (own == OPTION_PCAP)
        options->pcap = value;
    else if (own == OPTION_OVERTAKEN || own == OPTION_LINES || own == OPTION_PAIR)
        return true;                                       /* that it stands there says all */
    else if (!value || strcmp(value, "modification") == 0) /* --modifies has none */
        options->draft.modifies = true;
    else if (strcmp(value, "new") == 0)
        options->draft.modifies = false;
    else
        return err_set(err, ERR_USAGE, "--submission takes new or modification, not %s",
                       text_brief(value).text);

    return true;
}

/* Takes the option at argv[*at]; moves *at onto its value if that is an argument of its own. */
static bool take_option(int argc, const char *const argv[], int *at, struct options *options, struct err *err)
{
    const char *text = argv[*at];
    bool is_long = text[1] == '-';
    size_t len = is_long ? strcspn(text, "=") : 2;
    const char *rest = text + len; /* "=value", or what stands behind the letter */
    const char *value = NULL;
    struct option_row row;
    unsigned own;

    if (!option_called(text, len, &row, &own))
        return err_set(err, ERR_USAGE, "no option is called %s; an operand that begins with - goes behind --",
                       text_brief(text).text);
    if (!row.value && *rest)
        return err_set(err, ERR_USAGE, "%s: --%s takes no value", text_brief(text).text, row.name);

    if (row.value && *rest)
        value = is_long ? rest + 1 : rest;
    else if (row.value && *at + 1 < argc)
        value = argv[++*at];
    if (row.value && !value)
        return err_set(err, ERR_USAGE, "--%s wants a value: %s", row.name, row.value);
    return own < OWN_OPTIONS ? set_own(options, own, value, err) : set_option(options, &row, value, err);
}

struct options options_default(void)
{
    return (struct options){ .edition = "iana" };
}

bool options_read(int argc, const char *const argv[], struct options *options, const char *operands[],
                  size_t *n_operands, struct err *err)
{
    bool ended = false;

    *n_operands = 0;
    for (int i = 0; i < argc; i++) {
        const char *text = argv[i];
        if (ended || text[0] != '-' || text[1] == '\0') /* a lone - is an operand */
            operands[(*n_operands)++] = text;
        else if (strcmp(text, "--") == 0)
            ended = true;
        else if (!take_option(argc, argv, &i, options, err))
            return false;
    }

    return true;
}
