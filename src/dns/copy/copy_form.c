#include "dns/copy/copy_form.h"

#include "base/memory.h"
#include "dns/judge/message_judge.h"

struct dns_message *copy_message(const struct copy_source *source)
{
    struct dns_message *message = memory_take(sizeof *message);
    dns_message_read(source->octets, source->n, source->names, &source->rules, message);
    return message;
}
