#ifndef UI_CLI_MESSAGE_JSON_H
#define UI_CLI_MESSAGE_JSON_H

/* Messages as `decode`, `encode` and `mask` give them: JSON, or lines of text. */

#include "base/json.h"
#include "dns/message/message.h"
#include "ui/cli/context.h"

/* A message and what is said of it beside its octets. */
struct message_said {
    const struct dns_message *message;
    const struct dns_names *names;
    const char *form;    /* in which it was pasted: "xxd"; NULL: as octets */
    struct out *scratch; /* memory, used again and again for texts of any length */
};

/* The object's members, within an object that is open. */
void message_json(struct json *json, const struct message_said *said);

/* "findings": an array. */
void dns_findings_json(struct json *json, const struct dns_findings *findings);

/* Lines: what the header says, the records, the findings. */
void message_print(const struct verb_context *context, const struct message_said *said);
void findings_print(const struct verb_context *context, const struct dns_findings *findings);

#endif
