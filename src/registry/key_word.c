#include "registry/key_word.h"

#include "base/text.h"

#include <string.h>

static const struct generic {
    const char *prefix, *registry;
} generics[] = { { "TYPE", "rrtype" }, { "CLASS", "class" } };

struct number key_number(const char *word, const char **registry)
{
    for (size_t i = 0; i < sizeof generics / sizeof *generics; i++) {
        struct number number = { 0 };
        if (text_prefix(word, generics[i].prefix))
            number = number_read(word + strlen(generics[i].prefix));
        *registry = generics[i].registry;
        if (number.form == NUMBER_DECIMAL)
            return number;
    }
    *registry = NULL;
    return number_read(word);
}

bool key_pattern(const char *word, uint64_t *octet)
{
    size_t len = strlen(word);
    if (len < 2 || len > 8 || strspn(word, "01") != len)
        return false;
    *octet = 0;
    for (size_t i = 0; i < 8; i++)
        *octet = *octet * 2 + (i < len && word[i] == '1');
    return true;
}

bool key_same_name(const char *name, const char *other)
{
    size_t len = strlen(name), other_len = strlen(other);

    len -= len > 1 && name[len - 1] == '.';
    other_len -= other_len > 1 && other[other_len - 1] == '.';
    if (len != other_len)
        return false;

    for (size_t i = 0; i < len; i++)
        if (text_lower(name[i]) != text_lower(other[i]))
            return false;
    return true;
}
