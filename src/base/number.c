#include "base/number.h"

#include <stddef.h>

static unsigned digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (unsigned)(c - 'a') + 10;
    if (c >= 'A' && c <= 'F')
        return (unsigned)(c - 'A') + 10;
    return 99;
}

static const struct form {
    enum number_form form;
    char letter; /* behind the 0, either case; NUL: no prefix */
    unsigned base;
} forms[] = {
    { NUMBER_HEX, 'x', 16 },
    { NUMBER_BINARY, 'b', 2 },
    { NUMBER_DECIMAL, '\0', 10 },
};

struct number number_read(const char *text)
{
    const struct number none = { 0 };
    struct number number = { 0 };
    const struct form *form = forms;

    while (form->letter && !(text[0] == '0' && (text[1] | 0x20) == form->letter))
        form++;
    if (form->letter)
        text += 2;
    for (; *text; text++) {
        unsigned digit = digit_value(*text);
        if (digit >= form->base)
            return none;
        if (number.value > (UINT64_MAX - digit) / form->base)
            number.too_big = true;
        number.value = number.value * form->base + digit;
        number.digits++;
    }
    if (number.digits == 0)
        return none;

    if (number.too_big)
        number.value = UINT64_MAX;
    number.form = form->form;
    return number;
}
