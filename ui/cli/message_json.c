#include "ui/cli/message_json.h"

#include "dns/rdata/rdata.h"

/* {"code":5,"mnemonic":"CNAME"} */
static void code_json(struct json *json, const char *key, const struct dns_names *names, const char *registry,
                      uint64_t code, const char *in)
{
    json_key(json, key);
    json_begin_object(json);
    json_number_at(json, "code", code);
    json_text_at(json, "mnemonic", dns_name(names, registry, code, in));
    json_end_object(json);
}

static void place_json(struct json *json, const char *key, size_t offset)
{
    if (offset == DNS_NOWHERE)
        json_null_at(json, key);
    else
        json_number_at(json, key, offset);
}

static void field_json(struct json *json, const struct header *header, enum header_field_id id)
{
    if (header_has(header, id))
        json_number_at(json, header_fields[id].id, header_get(header, id));
    else
        json_null_at(json, header_fields[id].id);
}

/* "header": an object; `rcode_context` as dns_rcode_context gives it. */
static void header_json(struct json *json, const struct header *header, const struct dns_names *names,
                        const char *rcode_context)
{
    json_key(json, "header");
    json_begin_object(json);
    for (enum header_field_id id = HEADER_ID; id <= HEADER_RCODE; id++) {
        const struct header_field *field = &header_fields[id];
        if (id == HEADER_QR) {
            if (header_has(header, HEADER_RCODE))
                json_number_at(json, "flags", header->word[1]);
            else
                json_null_at(json, "flags");
        }
        if (field->registry && header_has(header, id))
            code_json(json, field->id, names, field->registry, header_get(header, id),
                      id == HEADER_RCODE ? rcode_context : NULL);
        else
            field_json(json, header, id);
    }

    json_key(json, "counts");
    json_begin_array(json);
    for (enum header_field_id id = HEADER_QDCOUNT; id <= HEADER_ARCOUNT; id++) {
        json_begin_object(json);
        json_text_at(json, "name", header_count_name(header, id));
        json_key(json, "value");
        if (header_has(header, id))
            json_number(json, header_get(header, id));
        else
            json_null(json);
        json_end_object(json);
    }

    json_end_array(json);
    json_end_object(json);
}

void dns_findings_json(struct json *json, const struct dns_findings *findings)
{
    json_key(json, "findings");
    json_begin_array(json);
    for (size_t i = 0; i < findings->n; i++) {
        const struct dns_finding *finding = &findings->at[i];
        json_begin_object(json);
        place_json(json, "offset", finding->offset);
        json_text_at(json, "rule", finding->rule);
        json_text_at(json, "severity", dns_severity_word(finding->severity));
        json_text_at(json, "section", finding->section);
        json_text_at(json, "text", finding->text);
        json_end_object(json);
    }

    json_end_array(json);
    if (findings->more > 0)
        json_number_at(json, "more_findings", findings->more);
}

/* The flags that have a name, and the rest of them as one number. */
static void edns_flags_json(struct json *json, const struct dns_names *names, uint16_t flags)
{
    uint16_t unknown = flags;

    json_key(json, "flags");
    json_begin_array(json);
    for (unsigned bit = 0; bit < 16; bit++) {
        const uint16_t mask = (uint16_t)(0x8000U >> bit);
        const char *name = flags & mask ? dns_name(names, "edns-flag", bit, NULL) : NULL;
        if (name) {
            json_text(json, name);
            unknown &= (uint16_t)~mask;
        }
    }

    json_end_array(json);
    json_number_at(json, "z", unknown);
}

/* An OPT record in its own terms. `size` is what its size is called. */
static void edns_json(struct json *json, const struct message_said *said, const struct dns_edns *edns,
                      const char *size)
{
    const uint8_t *octets = said->message->octets;
    size_t at = edns->options;
    struct dns_option option;

    json_key(json, "edns");
    json_begin_object(json);
    json_number_at(json, size, edns->udp_size);
    json_number_at(json, "version", edns->version);
    edns_flags_json(json, said->names, edns->flags);
    json_key(json, "options");
    json_begin_array(json);
    while (dns_option_next(octets, edns, &at, &option)) {
        json_begin_object(json);
        json_number_at(json, "code", option.code);
        json_text_at(json, "mnemonic", dns_name(said->names, "edns-option", option.code, NULL));
        json_hex_at(json, "hex", octets + option.data, option.length);
        said->scratch->len = 0;
        (void)option_text(octets, &option, said->names, said->scratch);
        out_char(said->scratch, '\0');
        json_text_at(json, "text", said->scratch->octets);
        json_end_object(json);
    }

    json_end_array(json);
    json_end_object(json);
}

/* RDATA as one text, and its fields. */
static void rdata_json(struct json *json, const struct message_said *said, const struct dns_record *record)
{
    struct rdata_part parts[RDATA_PARTS];
    size_t n = 0;

    said->scratch->len = 0;
    (void)rdata_text(said->message, record, dns_rdata_class(said->message, record), said->names,
                     said->scratch, parts, &n);
    out_char(said->scratch, '\0');
    json_text_at(json, "rdata", said->scratch->octets);
    json_key(json, "rdata_fields");
    json_begin_array(json);
    for (size_t i = 0; i < n; i++) {
        char *text = said->scratch->octets + parts[i].text;
        char *end = text + parts[i].text_length;
        const char kept = *end;
        *end = '\0'; /* for as long as it is written: the text goes on with the next field */
        json_begin_object(json);
        json_text_at(json, "name", parts[i].name);
        json_number_at(json, "offset", parts[i].offset);
        json_number_at(json, "length", parts[i].length);
        json_text_at(json, "text", parts[i].text_length > 0 ? text : NULL);
        json_end_object(json);
        *end = kept;
    }
    json_end_array(json);
}

static void class_json(struct json *json, const struct message_said *said, const struct dns_record *record)
{
    char text[CLASS_TEXT_OCTETS];
    const bool top = record->class & CLASS_TOP;

    json_key(json, "class");
    json_begin_object(json);
    json_number_at(json, "code", record->class);
    if (top && (said->message->rules.multicast || record->class == (CLASS_TOP | CLASS_IN)))
        json_text_at(json, "mnemonic", dns_class_text(said->message, record, said->names, text));
    else
        json_text_at(json, "mnemonic", dns_name(said->names, "class", record->class, NULL));
    json_end_object(json);
}

static void record_json(struct json *json, const struct message_said *said, const struct dns_record *record)
{
    const struct dns_message *message = said->message;
    const bool question = record->section == SECTION_QUESTION;
    const bool opt = record->type == TYPE_OPT && !question;
    const char *means = dns_update_means(message, record);
    char name[NAME_TEXT_OCTETS];

    json_begin_object(json);
    json_number_at(json, "offset", record->offset);
    json_number_at(json, "section_index", record->index);
    (void)dns_name_text(message->octets, message->n, record->offset, name);
    json_text_at(json, "name", name);
    code_json(json, "type", said->names, "rrtype", record->type, NULL);
    if (opt)
        json_null_at(json, "class");
    else
        class_json(json, said, record);

    if (opt || question)
        json_null_at(json, "ttl");
    else
        json_number_at(json, "ttl", record->ttl);

    if (question) {
        json_null_at(json, "rdlength");
        json_null_at(json, "rdata");
    } else {
        json_number_at(json, "rdlength", record->rdlength);
        rdata_json(json, said, record);
    }

    if (opt) {
        struct dns_edns edns;
        dns_edns_of(record, &edns);
        edns_json(json, said, &edns, "size");
    }

    if (means)
        json_text_at(json, "means", means);
    json_end_object(json);
}

static void sections_json(struct json *json, const struct message_said *said)
{
    const struct dns_message *message = said->message;
    size_t at = 0;

    json_key(json, "sections");
    json_begin_array(json);
    for (enum dns_section section = SECTION_QUESTION; section < SECTIONS; section++) {
        json_begin_object(json);
        json_text_at(json, "name", header_section_name(&message->header, dns_section_count(section)));
        json_key(json, "records");
        json_begin_array(json);
        for (; at < message->n_records && message->records[at].section == section; at++)
            record_json(json, said, &message->records[at]);
        json_end_array(json);
        json_end_object(json);
    }
    json_end_array(json);
}

/* Only of DSO messages. */
static void tlvs_json(struct json *json, const struct message_said *said)
{
    const struct dns_message *message = said->message;
    size_t at = 0;
    struct dns_tlv tlv;

    if (dns_field(message, HEADER_OPCODE) != OPCODE_DSO)
        return;

    json_key(json, "tlvs");
    json_begin_array(json);
    while (dns_tlv_next(message, &at, &tlv)) {
        json_begin_object(json);
        json_number_at(json, "offset", tlv.offset);
        code_json(json, "type", said->names, "dso", tlv.type, NULL);
        json_number_at(json, "length", tlv.length);
        json_hex_at(json, "hex", message->octets + tlv.data, tlv.length);
        json_end_object(json);
    }
    json_end_array(json);
}

static void error_json(struct json *json, const char *key, const struct message_said *said,
                       const struct dns_error_field *error, const char *in)
{
    if (error->there)
        code_json(json, key, said->names, "rcode", error->code, in);
    else
        json_null_at(json, key);
}

void message_json(struct json *json, const struct message_said *said)
{
    const struct dns_message *message = said->message;
    char sentence[MESSAGE_SAY_OCTETS];

    json_number_at(json, "octets", message->n);
    json_hex_at(json, "hex", message->octets, message->n);
    json_text_at(json, "form", said->form);
    json_text_at(json, "summary", dns_message_say(message, said->names, sentence));
    header_json(json, &message->header, said->names,
                message->rcode == dns_field(message, HEADER_RCODE) ? dns_rcode_context(message) : "header");
    if (message->has_edns || message->rcode != dns_field(message, HEADER_RCODE))
        code_json(json, "extended_rcode", said->names, "rcode", message->rcode, dns_rcode_context(message));
    else
        json_null_at(json, "extended_rcode");

    if (message->has_edns)
        edns_json(json, said, &message->edns, "udp_size");
    else
        json_null_at(json, "edns");

    error_json(json, "tsig_error", said, &message->tsig, "tsig");
    error_json(json, "tkey_error", said, &message->tkey, "tkey");
    sections_json(json, said);
    tlvs_json(json, said);
    json_bool_at(json, "complete", message->complete);
    place_json(json, "stopped_at", message->stopped ? message->stopped_at : DNS_NOWHERE);
    dns_findings_json(json, &message->findings);
}
