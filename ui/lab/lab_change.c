#include "ui/lab/lab_change.h"

#include "dns/header/compare.h"

#include <stdio.h>
#include <string.h>

/* "3 NXDomain", or that it is not there. */
static void say_value(const struct lab_view *view, const struct header *header, enum header_field_id id,
                      const struct header_field *field, char text[64])
{
    const unsigned value = header_value(header, field);
    const char *name =
        field->registry ? dns_name(&view->names, field->registry, value, id == HEADER_RCODE ? "header" : NULL)
                        : NULL;

    if (!header_has(header, id))
        snprintf(text, 64, "not there");
    else
        snprintf(text, 64, "%u%s%s", value, name ? " " : "", name ? name : "");
}

/* The flags word as a whole, or how many octets there are. */
static void say_several(const struct lab *lab, const struct lab_view *view, const struct header *before,
                        const struct header *now, size_t n, char *text, size_t size)
{
    struct header_difference differences[HEADER_FIELDS];
    struct header flags = *before;
    char octets[LAB_OCTETS_TEXT];

    flags.word[1] = now->word[1];
    size_t others = header_differ(&flags, now, &view->names, &view->message.rules, differences);
    if (n > 0 && others == 0)
        snprintf(text, size, "flags were %04x; now %04x.", before->word[1], now->word[1]);
    else
        snprintf(text, size, now->nibbles > before->nibbles ? "The message grew to %s." : "%s now.",
                 lab_octets_said(lab->n / 2, lab->n % 2 != 0, octets));
}

void lab_change_say(const struct lab *lab, const struct lab_view *view, const struct header *before,
                    char *text, size_t size)
{
    const struct header now = lab_header(lab);
    struct header_difference differences[HEADER_FIELDS];
    const size_t n = header_differ(before, &now, &view->names, &view->message.rules, differences);
    const enum header_field_id id = n == 1 ? differences[0].field : HEADER_FIELDS;
    char was[64], is[64];

    if (lab->n == 0) {
        snprintf(text, size, "Nothing is left.");
        return;
    }
    if (id == HEADER_FIELDS) {
        say_several(lab, view, before, &now, n, text, size);
        return;
    }

    struct header_field field = header_field_in(&now, &view->names, &view->message.rules, id);
    say_value(view, before, id, &field, was);
    say_value(view, &now, id, &field, is);
    if (field.word == 1)
        snprintf(text, size, "%s was %s; now %s, flags %04x.", field.name, was, is, now.word[1]);
    else
        snprintf(text, size, "%s was %s; now %s.", field.name, was, is);
}

void lab_pasted_say(const struct pasted *pasted, bool cut, char *text, size_t size)
{
    char octets[LAB_OCTETS_TEXT];
    size_t used = (size_t)snprintf(text, size, "%s: %s", pasted->form,
                                   lab_octets_said(pasted->n, pasted->half, octets));

    if (pasted->skipped > 0 && used < size)
        used += (size_t)snprintf(text + used, size - used, ", from %zu on, behind %s", pasted->skipped,
                                 pasted->envelope[0] ? pasted->envelope : "what is no message");

    if (pasted->header_only && pasted->findings.n == 0 && used < size)
        used += (size_t)snprintf(text + used, size - used, ", the header alone");
    if (cut && used < size)
        used += (size_t)snprintf(text + used, size - used, "; what was behind 1 MiB is left out");
    if (pasted->findings.n > 0 && used < size)
        used += (size_t)snprintf(text + used, size - used, "; %s", pasted->findings.at[0].text);
    if (used < size)
        snprintf(text + used, size - used, ". u takes it back.");
}
