#include "dns/message/message.h"

#include "dns/header/sentence.h"

#include <stdio.h>
#include <string.h>

static unsigned records_in(const struct dns_message *message, enum dns_section section, uint16_t type)
{
    unsigned n = 0;
    for (size_t i = 0; i < message->n_records; i++)
        n += message->records[i].section == section && (type == TYPE_ANY || message->records[i].type == type);
    return n;
}

static void say_question(struct sentence *sentence, const struct dns_message *message,
                         const struct dns_names *names)
{
    char name[NAME_TEXT_OCTETS], type[DNS_CODE_OCTETS], class[CLASS_TEXT_OCTETS];
    const struct dns_record *question = dns_question(message);
    if (!question)
        return;

    (void)dns_name_text(message->octets, message->n, question->offset, name);
    say(sentence, " %s %s%s", dns_field(message, HEADER_OPCODE) == OPCODE_UPDATE ? "of zone" : "for", name,
        dns_field(message, HEADER_OPCODE) == OPCODE_UPDATE ? "" : " ");
    if (dns_field(message, HEADER_OPCODE) != OPCODE_UPDATE)
        say(sentence, "%s", dns_name_or(names, "rrtype", question->type, "TYPE", type));
    if (question->class != CLASS_IN)
        say(sentence, " %s", dns_class_text(message, question, names, class));
}

static void say_rcode(struct sentence *sentence, const struct dns_message *message,
                      const struct dns_names *names)
{
    const char *name = dns_name(names, "rcode", message->rcode, dns_rcode_context(message));
    const char *means = rcode_means(
        message->rcode, message->complete || message->tsig.there ? dns_rcode_context(message) : NULL);

    if (name)
        say(sentence, ": %s", name);
    else
        say(sentence, ": RCODE %u", message->rcode);

    if (means && message->rcode != 0)
        say(sentence, " (%s)", means);
    if (!message->has_rcode)
        say(sentence, ", unless an OPT says more");
}

/* The errors that TSIG (RFC 8945) and TKEY (RFC 2930) have beside the RCODE. */
static void say_error(struct sentence *sentence, const struct dns_error_field *error, const char *record,
                      const char *in, const struct dns_names *names)
{
    if (!error->there || error->code == 0)
        return;
    const char *name = dns_name(names, "rcode", error->code, in);
    say(sentence, "; %s error %u%s%s", record, error->code, name ? " " : "", name ? name : "");
}

/* What NoError and the sections say together (RFC 2308 section 2). */
static void say_answer(struct sentence *sentence, const struct dns_message *message)
{
    const unsigned answers = records_in(message, SECTION_ANSWER, TYPE_ANY);
    const unsigned soa = records_in(message, SECTION_AUTHORITY, TYPE_SOA);
    const unsigned ns = records_in(message, SECTION_AUTHORITY, TYPE_NS);

    if (answers > 0) {
        say(sentence, "; %u answer%s", answers, answers == 1 ? "" : "s");
        return;
    }
    if (message->rcode != 0 || !message->complete || dns_field(message, HEADER_QDCOUNT) == 0)
        return;

    if (ns > 0 && soa == 0 && !dns_field(message, HEADER_AA)) {
        char name[NAME_TEXT_OCTETS];
        const struct dns_record *record = message->records;
        while (record->section != SECTION_AUTHORITY || record->type != TYPE_NS)
            record++;
        (void)dns_name_text(message->octets, message->n, record->offset, name);
        if (strcmp(name, ".") == 0 && !dns_field(message, HEADER_RA))
            say(sentence, "; a referral to the root: the server is lame here");
        else
            say(sentence, "; a referral to the servers of %s", name);
    } else if (!dns_field(message, HEADER_TC)) {
        say(sentence, "; NODATA: the name has no such records");
    }
}

static void say_recursion(struct sentence *sentence, const struct dns_message *message)
{
    const bool asked = dns_field(message, HEADER_RD), offered = dns_field(message, HEADER_RA);
    if (!dns_field(message, HEADER_QR))
        say(sentence, "%s", asked ? "; recursion is asked for" : "; no recursion is asked for");
    else if (asked)
        say(sentence, "; recursion was asked for and is %soffered", offered ? "" : "not ");
    else if (offered)
        say(sentence, "; recursion is offered");
}

static void say_update(struct sentence *sentence, const struct dns_message *message)
{
    const unsigned prerequisites = records_in(message, SECTION_ANSWER, TYPE_ANY);
    const unsigned updates = records_in(message, SECTION_AUTHORITY, TYPE_ANY);
    say(sentence, ": %u prerequisite%s, %u update%s", prerequisites, prerequisites == 1 ? "" : "s", updates,
        updates == 1 ? "" : "s");
}

static void say_dso(struct sentence *sentence, const struct dns_message *message,
                    const struct dns_names *names)
{
    size_t at = 0;
    struct dns_tlv tlv;
    char code[DNS_CODE_OCTETS], text[TLV_TEXT_OCTETS];

    for (unsigned i = 0; dns_tlv_next(message, &at, &tlv) && i < 4; i++) {
        say(sentence, "%s %s", i ? "," : ":", dns_name_or(names, "dso", tlv.type, "type ", code));
        if (dns_tlv_text(message, &tlv, text))
            say(sentence, " (%s)", text);
    }
}

const char *dns_message_say(const struct dns_message *message, const struct dns_names *names,
                            char text[MESSAGE_SAY_OCTETS])
{
    struct sentence sentence = sentence_in(text, MESSAGE_SAY_OCTETS);
    const unsigned opcode = dns_field(message, HEADER_OPCODE);
    const bool response = dns_field(message, HEADER_QR);
    char kind[DNS_CODE_OCTETS];

    if (!header_has(&message->header, HEADER_RCODE))
        return header_say(&message->header, names, &message->rules, text);

    if (response && dns_field(message, HEADER_AA) &&
        !header_has_long_z(&message->header, names, &message->rules))
        say(&sentence, "authoritative ");

    if (opcode == OPCODE_QUERY)
        say(&sentence, "%s", response ? "response" : "query");
    else
        say(&sentence, "%s %s", dns_name_or(names, "opcode", opcode, "OpCode ", kind),
            response                                                     ? "response"
            : opcode == OPCODE_DSO && dns_field(message, HEADER_ID) == 0 ? "unidirectional message"
                                                                         : "request");

    say_question(&sentence, message, names);
    if (response) {
        say_rcode(&sentence, message, names);
        say_error(&sentence, &message->tsig, "TSIG", "tsig", names);
        say_error(&sentence, &message->tkey, "TKEY", "tkey", names);
    } else if (opcode == OPCODE_UPDATE) {
        say_update(&sentence, message);
    }

    if (opcode == OPCODE_DSO)
        say_dso(&sentence, message, names);
    if (opcode == OPCODE_QUERY) {
        if (response)
            say_answer(&sentence, message);
        say_recursion(&sentence, message);
    }

    if (dns_field(message, HEADER_TC) && response &&
        !header_has_long_z(&message->header, names, &message->rules))
        say(&sentence, "; truncated, ask again over TCP");

    if (!message->complete)
        say(&sentence, "; incomplete");
    return text;
}

const char *dns_class_text(const struct dns_message *message, const struct dns_record *record,
                           const struct dns_names *names, char text[CLASS_TEXT_OCTETS])
{
    const bool question = record->section == SECTION_QUESTION, multicast = message->rules.multicast;
    char code[DNS_CODE_OCTETS];

    if (!(record->class & CLASS_TOP) || (!multicast && record->class != (CLASS_TOP | CLASS_IN)))
        snprintf(text, CLASS_TEXT_OCTETS, "%s", dns_name_or(names, "class", record->class, "CLASS", code));
    else
        snprintf(text, CLASS_TEXT_OCTETS, "%s + %s%s",
                 dns_name_or(names, "class", record->class & (uint16_t)~CLASS_TOP, "CLASS", code),
                 question ? "QU" : "cache-flush", multicast ? "" : ", if mDNS");
    return text;
}
