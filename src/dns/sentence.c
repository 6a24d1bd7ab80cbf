#include "dns/sentence.h"

#include <stdarg.h>
#include <stdio.h>

struct sentence sentence_in(char *text, size_t size)
{
    text[0] = '\0';
    return (struct sentence){ text, size, 0 };
}

void say(struct sentence *sentence, const char *format, ...)
{
    const size_t left = sentence->size - sentence->used;
    va_list args;
    int n;
    va_start(args, format);
    n = vsnprintf(sentence->text + sentence->used, left, format, args);
    va_end(args);
    if (n > 0)
        sentence->used += (size_t)n < left ? (size_t)n : left - 1;
}
