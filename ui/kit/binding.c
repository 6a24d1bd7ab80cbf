#include "ui/kit/binding.h"

#include <string.h>

/* Takes the next word of keys; *len 0 at the end. Returns where it begins. */
static const char *word(const char **keys, size_t *len)
{
    const char *begin = *keys + strspn(*keys, " ");
    *len = strcspn(begin, " ");
    *keys = begin + *len;
    return begin;
}

const struct binding *binding_find(const struct binding *table, const struct key *key, bool typing)
{
    char name[KEY_OCTETS];
    if (typing && key_is_text(key))
        return NULL;

    size_t name_len = strlen(key_text(key, name));
    for (; table && table->keys; table++) {
        size_t len = 0;
        const char *keys = table->keys;
        for (const char *at = word(&keys, &len); len > 0; at = word(&keys, &len)) {
            if (len == name_len && memcmp(at, name, len) == 0)
                return table;
        }
    }

    return NULL;
}

bool binding_key(const struct binding *binding, bool typing, struct key *key)
{
    size_t len = 0;
    const char *keys = binding->keys;
    for (const char *at = word(&keys, &len); len > 0; at = word(&keys, &len)) {
        if (key_parse(at, len, key) && !(typing && key_is_text(key)))
            return true;
    }
    return false;
}

bool binding_each(const struct binding *binding, void (*each)(void *context, const struct key *key),
                  void *context)
{
    size_t len = 0;
    const char *keys = binding->keys;

    for (const char *at = word(&keys, &len); len > 0; at = word(&keys, &len)) {
        struct key key;
        if (!key_parse(at, len, &key))
            return false;
        each(context, &key);
    }
    return true;
}
