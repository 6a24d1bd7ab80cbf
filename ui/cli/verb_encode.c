#include "base/json.h"
#include "base/text.h"
#include "dns/judge/message_judge.h"
#include "registry/key.h"
#include "ui/cli/dns_names.h"
#include "ui/cli/message_json.h"
#include "ui/cli/print.h"
#include "ui/cli/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTIONS_OCTETS = 4096,
    EDNS_SIZE = 1232, /* what fits every path: DNS Flag Day 2020 */
    HEADER_RCODE_MOST = 15,
    OPTION_COOKIE = 10,
    RCODE_MOST = 4095,
    QTYPE_A = 1,
    NAME_LONGEST = 255,
    QUESTION_FIXED = 4,
    OPT_OCTETS = 11,
};

/* The message as the words build it. */
struct building {
    const struct model *model;
    struct header header;
    bool counted[HEADER_FIELDS]; /* counts that were given: what is written does not change them */
    const struct header_field *update_count; /* one that was given by its name under UPDATE; NULL: none */
    const char *update_count_said;
    bool has_question, has_opt;
    uint8_t qname[NAME_LONGEST];
    size_t qname_octets;
    unsigned qtype, qclass;
    unsigned rcode; /* all twelve bits */
    const char *rcode_said;
    unsigned version, size;
    unsigned edns_flags;
    uint8_t options[OPTIONS_OCTETS];
    size_t options_octets;
};

static bool has_context(const struct assignment *assignment, const char *context)
{
    return !assignment->context || strstr(assignment->context, context) != NULL;
}

/* The record that a registry of the edition calls so, else a draft; of RCODEs the one that a message can
 * have. */
static const struct assignment *called(const struct model *model, const char *registry_id, const char *name)
{
    const struct registry *registry = model_registry(model, registry_id);
    const struct table *table = registry ? model_table(model, registry) : NULL;
    const struct assignment *found = NULL;

    for (size_t i = 0; table && i < table->n_assignments; i++) {
        const struct assignment *assignment = &table->assignments[i];
        if (!assignment->numeric || !assignment_is_called(assignment, name))
            continue;
        if (!found || !has_context(found, "header"))
            found = assignment;
    }

    for (size_t i = 0; table && i < table->n_drafts && !found; i++)
        if (table->drafts[i].record.numeric && assignment_is_called(&table->drafts[i].record, name))
            found = &table->drafts[i].record;
    return found;
}

/* A number in any of its forms, or a name in the registry. */
static bool read_code(const struct building *building, const char *registry, const char *value, unsigned most,
                      unsigned *code, struct err *err)
{
    const char *of = NULL;
    const struct number number = key_number(value, &of);
    if (number.form != NUMBER_NONE && (!of || (registry && strcmp(of, registry) == 0))) {
        if (number.value > most)
            return err_set(err, ERR_USAGE, "%s does not fit: the most is %u", value, most);
        *code = (unsigned)number.value;
        return true;
    }

    const struct assignment *assignment = registry ? called(building->model, registry, value) : NULL;
    if (!assignment)
        return err_set(err, ERR_USAGE,
                       registry ? "%s is no number, and no %s of %s has that name" : "%s is no number", value,
                       registry, building->model->edition.id);

    *code = (unsigned)assignment->low;
    return true;
}

static bool set_rcode(struct building *building, const char *value, struct err *err)
{
    const struct assignment *assignment = called(building->model, "rcode", value);
    if (assignment && !has_context(assignment, "header") && !has_context(assignment, "opt"))
        return err_set(err, ERR_USAGE, "%s is an error of TSIG or TKEY; no header and no OPT carries it",
                       value);
    building->rcode_said = value;
    return read_code(building, "rcode", value, RCODE_MOST, &building->rcode, err);
}

static bool set_flags(struct building *building, const char *value, struct err *err)
{
    unsigned flags = 0;
    if (!read_code(building, NULL, value, UINT16_MAX, &flags, err))
        return false;
    building->header.word[1] = (uint16_t)flags;
    building->rcode = flags & HEADER_RCODE_MOST;
    building->rcode_said = value;
    return true;
}

static bool set_qname(struct building *building, const char *value, struct err *err)
{
    building->qname_octets = dns_name_write(value, building->qname);
    building->has_question = true;
    return building->qname_octets > 0 ||
           err_set(err, ERR_USAGE, "%s is no domain name: labels of 1 to 63 octets, 255 in all", value);
}

static bool set_qtype(struct building *building, const char *value, struct err *err)
{
    building->has_question = true;
    return read_code(building, "rrtype", value, UINT16_MAX, &building->qtype, err);
}

static bool set_qclass(struct building *building, const char *value, struct err *err)
{
    building->has_question = true;
    return read_code(building, "class", value, UINT16_MAX, &building->qclass, err);
}

static bool set_edns(struct building *building, const char *value, struct err *err)
{
    building->has_opt = true;
    return read_code(building, NULL, value, UINT8_MAX, &building->version, err);
}

static bool set_size(struct building *building, const char *value, struct err *err)
{
    building->has_opt = true;
    return read_code(building, NULL, value, UINT16_MAX, &building->size, err);
}

/* An EDNS option: its data in hex, or none. */
static bool add_option(struct building *building, unsigned code, const char *hex, struct err *err)
{
    const size_t n = strlen(hex) / 2;
    uint8_t *to = building->options + building->options_octets;
    if (strlen(hex) % 2 || building->options_octets + 4 + n > OPTIONS_OCTETS)
        return err_set(err, ERR_USAGE, "the data of an option is whole octets in hex, %d of them at most",
                       OPTIONS_OCTETS - 4);

    to[0] = (uint8_t)(code >> 8);
    to[1] = (uint8_t)code;
    to[2] = (uint8_t)(n >> 8);
    to[3] = (uint8_t)n;
    for (size_t i = 0; i < n; i++) {
        const int high = text_hex(hex[2 * i]), low = text_hex(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return err_set(err, ERR_USAGE, "%s is no hex", hex);
        to[4 + i] = (uint8_t)(high << 4 | low);
    }

    building->options_octets += 4 + n;
    building->has_opt = true;
    return true;
}

/* An option by its code or name, with its data in hex behind a colon: "100", "100:00ff", "nsid". */
static bool set_option(struct building *building, const char *value, struct err *err)
{
    const char *colon = strchr(value, ':');
    char code[64];
    unsigned number = 0;
    snprintf(code, sizeof code, "%.*s", (int)(colon && colon - value < 63 ? colon - value : 63), value);
    return read_code(building, "edns-option", code, UINT16_MAX, &number, err) &&
           add_option(building, number, colon ? colon + 1 : "", err);
}

static bool set_edns_flags(struct building *building, const char *value, struct err *err)
{
    unsigned flags = 0;
    if (!read_code(building, NULL, value, UINT16_MAX, &flags, err))
        return false;
    building->has_opt = true;
    building->edns_flags |= flags;
    return true;
}

/* Words with a value that are no fields of the header. */
static const struct word_row {
    const char *name;
    bool (*set)(struct building *, const char *, struct err *);
} word_rows[] = {
    { "flags", set_flags }, { "rcode", set_rcode },   { "qname", set_qname },
    { "qtype", set_qtype }, { "qclass", set_qclass }, { "edns", set_edns },
    { "size", set_size },   { "option", set_option }, { "ednsflags", set_edns_flags },
};

static bool set_field(struct building *building, const struct header_field *field, const char *name,
                      const char *value, struct err *err)
{
    const enum header_field_id id = (enum header_field_id)(field - header_fields);
    unsigned code = 0;
    if (!read_code(building, field->registry, value, (1U << field->width) - 1, &code, err))
        return false;

    building->counted[id] = true;
    if (!text_equal(name, field->id) && !text_equal(name, field->name)) {
        building->update_count = field;
        building->update_count_said = value;
    }
    return header_set(&building->header, id, code);
}

/* A word that stands alone: a flag, an RCODE, an OpCode, an EDNS flag or option; in this order. */
static bool set_bare(struct building *building, const char *word, struct err *err)
{
    const struct header_field *field = header_field_called(word);
    if (field && field->width == 1)
        return header_set(&building->header, (enum header_field_id)(field - header_fields), 1);
    if (field)
        return err_set(err, ERR_USAGE, "%s wants a value: %s=1", word, word);
    if (called(building->model, "rcode", word))
        return set_rcode(building, word, err);

    const struct assignment *assignment = called(building->model, "opcode", word);
    if (assignment)
        return header_set(&building->header, HEADER_OPCODE, (unsigned)assignment->low);
    assignment = called(building->model, "edns-flag", word);
    if (assignment) {
        building->edns_flags |= 0x8000U >> assignment->low;
        building->has_opt = true;
        return true;
    }

    assignment = called(building->model, "edns-option", word);
    if (assignment && assignment->low == OPTION_COOKIE)
        return err_set(err, ERR_USAGE, "a client cookie has 8 octets: cookie=0102030405060708");
    if (assignment)
        return add_option(building, (unsigned)assignment->low, "", err);
    return err_set(err, ERR_USAGE, "%s is no flag, RCODE, OpCode, EDNS flag or option of %s", word,
                   building->model->edition.id);
}

static bool set_word(struct building *building, const char *word, struct err *err)
{
    const char *equals = strchr(word, '=');
    const struct assignment *option;
    char name[64];

    if (!equals)
        return set_bare(building, word, err);

    snprintf(name, sizeof name, "%.*s", (int)(equals - word < 63 ? equals - word : 63), word);
    for (size_t i = 0; i < sizeof word_rows / sizeof *word_rows; i++)
        if (text_equal(word_rows[i].name, name))
            return word_rows[i].set(building, equals + 1, err);

    const struct header_field *field = header_field_called(name);
    if (field)
        return set_field(building, field, name, equals + 1, err);
    option = called(building->model, "edns-option", name);
    if (option)
        return add_option(building, (unsigned)option->low, equals + 1, err);
    return err_set(err, ERR_USAGE, "no field is called %s; `dnsreg help encode` shows what may stand here",
                   name);
}

/* ---- from words to octets ---- */

static void put_word(uint8_t **at, unsigned value)
{
    *(*at)++ = (uint8_t)(value >> 8);
    *(*at)++ = (uint8_t)value;
}

/* Counts follow what is written unless they were given. */
static void count(struct building *building, enum header_field_id id, unsigned n)
{
    if (!building->counted[id])
        (void)header_set(&building->header, id, n);
}

static bool split_rcode(struct building *building, struct err *err)
{
    if (building->rcode > HEADER_RCODE_MOST && !building->has_opt)
        return err_set(err, ERR_USAGE,
                       "RCODE %u (%s) needs the upper bits of an OPT, and there is none: add edns=0",
                       building->rcode, building->rcode_said);
    return header_set(&building->header, HEADER_RCODE, building->rcode & HEADER_RCODE_MOST);
}

/* Do the counts that were given fit what is written, by name and by what they leave out? */
static bool check_counts(const struct building *building, struct err *err)
{
    const struct header_field *named = building->update_count;
    if (named && header_get(&building->header, HEADER_OPCODE) != OPCODE_UPDATE)
        return err_set(err, ERR_USAGE, "a count has that name under UPDATE alone: write %s=%s, or add update",
                       named->id, building->update_count_said);
    if (building->has_question && building->counted[HEADER_QDCOUNT] &&
        header_get(&building->header, HEADER_QDCOUNT) == 0)
        return err_set(err, ERR_USAGE, "%s=0 says that there is no question: drop it, or drop the question",
                       header_count_name(&building->header, HEADER_QDCOUNT));
    if (building->has_opt && building->counted[HEADER_ARCOUNT] &&
        header_get(&building->header, HEADER_ARCOUNT) == 0)
        return err_set(err, ERR_USAGE, "%s=0 says that there is no OPT: drop it, or drop what makes the OPT",
                       header_count_name(&building->header, HEADER_ARCOUNT));
    return true;
}

static size_t put_all(struct building *building, uint8_t *octets)
{
    uint8_t *at = octets + HEADER_OCTETS;

    if (building->has_question) {
        count(building, HEADER_QDCOUNT, 1);
        memcpy(at, building->qname, building->qname_octets);
        at += building->qname_octets;
        put_word(&at, building->qtype);
        put_word(&at, building->qclass);
    }

    if (building->has_opt) {
        count(building, HEADER_ARCOUNT, 1);
        *at++ = 0;
        put_word(&at, TYPE_OPT);
        put_word(&at, building->size);
        *at++ = (uint8_t)(building->rcode >> 4);
        *at++ = (uint8_t)building->version;
        put_word(&at, building->edns_flags);
        put_word(&at, (unsigned)building->options_octets);
        memcpy(at, building->options, building->options_octets);
        at += building->options_octets;
    }

    (void)header_octets(&building->header, octets);
    return (size_t)(at - octets);
}

static bool write_message(const struct verb_context *context, const uint8_t *octets, size_t n,
                          struct err *err)
{
    struct out scratch = out_to_memory();
    struct json json = json_to(context->out, context->terminal);
    const struct model *model;
    struct name_book *book;

    if (!context_names(context, &book, &model, err))
        return false;

    struct dns_names names = name_book_names(book);
    struct header_rules rules = header_rules_of(model->edition.id);
    struct dns_message *message = memory_take(sizeof *message);
    dns_message_read(octets, n, &names, &rules, message);
    json_begin_object(&json);
    message_json(&json, &(struct message_said){ .message = message, .names = &names, .scratch = &scratch });
    json_end_object(&json);
    json_done(&json);
    dns_message_free(message);
    free(message);
    name_book_free(book);
    out_free(&scratch);

    return true;
}

bool verb_encode(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    uint8_t octets[HEADER_OCTETS + NAME_LONGEST + QUESTION_FIXED + OPT_OCTETS + OPTIONS_OCTETS];
    struct building *building = memory_take(sizeof *building);
    size_t n = 0;

    building->model = context_model(context, err);
    building->header.nibbles = HEADER_NIBBLES;
    building->qname_octets = 1;
    building->qtype = QTYPE_A;
    building->qclass = CLASS_IN;
    building->size = EDNS_SIZE;

    bool done = building->model != NULL;
    for (size_t i = 0; i < context->n_operands && done; i++)
        done = set_word(building, context->operands[i], err);
    done = done && split_rcode(building, err) && check_counts(building, err);
    if (done)
        n = put_all(building, octets);
    free(building);
    if (!done)
        return false;

    *outcome = OUTCOME_YES;
    if (context->options->json)
        return write_message(context, octets, n, err);
    for (size_t i = 0; i < n; i++)
        out_format(context->out, "%02x", octets[i]);
    out_char(context->out, '\n');
    return true;
}
