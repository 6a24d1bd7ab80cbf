#ifndef DNS_COPY_COPY_FORM_H
#define DNS_COPY_COPY_FORM_H

/* What the writers of copied forms share. For the copy*.c files alone. */

#include "dns/copy/copy.h"
#include "dns/message/message.h"

typedef void copy_writer(const struct copy_source *source, struct out *out);

copy_writer copy_dig, copy_dnspython; /* copy_tool.c */

/* The message read anew; free with dns_message_free, then free. */
struct dns_message *copy_message(const struct copy_source *source);

#endif
