#include "db/code.h"

#include "base/number.h"

#include <stdio.h>
#include <string.h>

/* "71-98", "0x0041". */
static bool read_span(const char *text, uint64_t *low, uint64_t *high)
{
    char copy[64];

    snprintf(copy, sizeof copy, "%s", text);
    char *dash = strchr(copy, '-');
    if (dash)
        *dash++ = '\0';

    struct number a = number_read(copy);
    struct number b = dash ? number_read(dash) : a;
    *low = a.value;
    *high = b.value;
    return a.form != NUMBER_NONE && b.form != NUMBER_NONE && !a.too_big && !b.too_big;
}

/* "01000001" covers the first octets that begin with these bits. */
static bool read_pattern(const char *text, struct code *code)
{
    size_t len = strlen(text);
    uint64_t bits = 0;
    if (len == 0 || len > 8 || strspn(text, "01") != len)
        return false;

    for (size_t i = 0; i < len; i++)
        bits = bits * 2 + (text[i] == '1');
    code->numeric = true;
    code->low = bits << (8 - len);
    code->high = code->low + (UINT64_C(1) << (8 - len)) - 1;
    snprintf(code->key, sizeof code->key, "%s", text);
    return true;
}

/* "SRV/_tcp", "CDS/1", "/0", "1/16": the parts that are numbers become low and high. */
static bool read_pair(const char *text, bool numbers, struct code *code)
{
    const char *slash = strchr(text, '/');
    size_t first = slash ? (size_t)(slash - text) : 0;
    char head[256];

    if (!slash || first >= sizeof head)
        return numbers && (code->numeric = read_span(text, &code->low, &code->high));

    snprintf(head, sizeof head, "%.*s", (int)first, text);
    if (!numbers) {
        snprintf(code->key, sizeof code->key, "%s", head);
        snprintf(code->key2, sizeof code->key2, "%s", slash + 1);
        return head[0] && slash[1];
    }

    code->numeric = true;
    if (read_span(head, &code->low, &code->high))
        return code->has_second = read_span(slash + 1, &code->low2, &code->high2);
    snprintf(code->key, sizeof code->key, "%s", head);
    return read_span(slash + 1, &code->low, &code->high);
}

bool code_read(const char *kind, bool numbers, bool range, const char *text, struct code *code)
{
    *code = (struct code){ 0 };
    if (!text)
        return range && !numbers;
    if (strcmp(kind, "text") == 0) {
        snprintf(code->key, sizeof code->key, "%s", text);
        return true;
    }
    if (strcmp(kind, "pair") == 0)
        return read_pair(text, numbers, code);
    if (strcmp(kind, "pattern") == 0 && !range)
        return read_pattern(text, code);

    return code->numeric = read_span(text, &code->low, &code->high);
}
