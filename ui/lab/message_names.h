#ifndef UI_LAB_MESSAGE_NAMES_H
#define UI_LAB_MESSAGE_NAMES_H

/* What codes in messages are called: as the edition in force says, and of a registry that it does not cover,
 * as IANA's says today. RFC 2929 knows no EDNS options, and a message from then on has them. */

#include "dns/header/names.h"
#include "ui/kit/pane.h"

/* The registries that most of a message's names come from: they are looked up once. */
enum { MESSAGE_TABLES = 6 };

struct message_names {
    const struct model *model, *otherwise; /* NULL: IANA's is not read yet */
    const struct table *tables[MESSAGE_TABLES];
};

/* Lives no longer than the models of ctx. */
struct message_names message_names_of(const struct ctx *ctx);

/* What src/dns asks by: `names` outlives it. */
struct dns_names message_dns_names(const struct message_names *names);

/* The registry with this id; NULL: neither edition covers it. */
const struct table *message_table(const struct message_names *names, const char *registry);

#endif
