#include "dns/header/sentence.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

struct sentence sentence_in(char *text, size_t size)
{
    text[0] = '\0';
    return (struct sentence){ text, size, 0 };
}

static void append(struct sentence *sentence, const char *text, size_t len)
{
    const size_t room = sentence->size - sentence->used - 1;
    const size_t n = len < room ? len : room;
    memcpy(sentence->text + sentence->used, text, n);
    sentence->used += n;
    sentence->text[sentence->used] = '\0';
}

static void add_number(struct sentence *sentence, unsigned number)
{
    char digits[10];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    append(sentence, digits + at, sizeof digits - at);
}

/* Every message that is read has its sentence: vsnprintf was a tenth of the time of decode --lines. */
void say(struct sentence *sentence, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    while (*format) {
        const size_t plain = strcspn(format, "%");
        append(sentence, format, plain);
        format += plain;
        if (strncmp(format, "%s", 2) == 0) {
            const char *text = va_arg(args, const char *);
            append(sentence, text, strlen(text));
        } else if (strncmp(format, "%u", 2) == 0) {
            add_number(sentence, va_arg(args, unsigned));
        } else {
            assert(*format == '\0'); /* nothing else is said */
            break;
        }
        format += 2;
    }
    va_end(args);
}
