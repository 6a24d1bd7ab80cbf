/* The rules that look at the name. RR TYPEs and CLASSes share one space of names because a line of a master
 * file may leave out the class and the TTL: one word must not be both (RFC 3597 section 5). */
#include "registry/rule_parts.h"

#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", letters[] = "abcdefghijklmnopqrstuvwxyz",
                  digits[] = "0123456789";

/* ---- what a name may look like ---- */

/* The expressions of the editions: [A-Z][A-Z0-9-]* in RFC 5395; from RFC 6195 on the last character is no
 * hyphen, so the shortest name has two. */
static bool has_rr_form(const char *form, const char *name)
{
    size_t len = strlen(name);
    if (len == 0 || !strchr(capitals, name[0]))
        return false;
    for (size_t i = 0; i < len; i++)
        if (!strchr(capitals, name[i]) && !strchr(digits, name[i]) && name[i] != '-')
            return false;
    return strcmp(form, "rfc6195") != 0 || (len > 1 && name[len - 1] != '-');
}

/* RFC 9460 section 14.3.1. */
static bool has_svcb_form(const char *name)
{
    if (text_prefix(name, "key") || text_prefix(name, "invalid"))
        return false;
    for (size_t i = 0; name[i]; i++)
        if (!strchr(letters, name[i]) && !strchr(digits, name[i]) && name[i] != '-')
            return false;
    return name[0] != '\0';
}

/* RFC 1035 section 2.3.4: labels of 1 to 63 octets, 255 in all with their lengths. */
static bool has_domain_form(const char *name)
{
    size_t label = 0, len = strlen(name);

    for (size_t i = 0; i < len; i++) {
        if (name[i] == ' ')
            return false;
        label = name[i] == '.' ? 0 : label + 1;
        if (label > 63 || (name[i] == '.' && (i == 0 || name[i - 1] == '.')))
            return false;
    }
    return len > 0 && len <= 253 + (size_t)(name[len - 1] == '.');
}

/* RFC 8552 section 1.1: one label, of 63 octets at most, that begins with an underscore. */
static bool has_underscored_form(const char *name)
{
    size_t len = strlen(name);
    return name[0] == '_' && len > 1 && len <= 63 && strcspn(name, "./ ") == len;
}

/* `(TYPE|CLASS)[0-9]*` of RFC 6895: the names that RFC 3597 gives to every code. */
static bool is_generic(const char *name)
{
    size_t prefix = text_prefix(name, "TYPE") ? 4 : text_prefix(name, "CLASS") ? 5 : 0;
    return prefix > 0 && strspn(name + prefix, digits) == strlen(name + prefix);
}

/* ---- who has the name already ---- */

struct holder {
    const struct registry *registry;
    const struct assignment *record;
    const struct draft *draft; /* NULL: a row of the edition */
};

static bool held_in(const struct rule_case *rule_case, const struct table *table, const char *name,
                    struct holder *holder)
{
    const struct draft *draft = rule_case->draft;
    bool is_own = table->registry == rule_case->table->registry;

    holder->registry = table->registry;
    for (size_t i = 0; i < table->n_assignments; i++) {
        const struct assignment *a = &table->assignments[i];
        bool is_modified = is_own && draft->modifies && a->numeric && a->low <= draft->record.low &&
                           draft->record.low <= a->high;
        holder->record = a;
        holder->draft = NULL;
        if (!is_modified && assignment_is_called(a, name))
            return true;
    }

    for (size_t i = 0; i < table->n_drafts; i++) {
        holder->draft = &table->drafts[i];
        holder->record = &holder->draft->record;
        if ((draft->id == 0 || holder->draft->id != draft->id) && holder->record->mnemonic &&
            text_equal(holder->record->mnemonic, name))
            return true;
    }
    return false;
}

/* Held in another registry of the same space of names. */
static bool held_beside(const struct rule_case *rule_case, const char *name, struct holder *holder)
{
    const struct registry *own = rule_case->table->registry;

    for (size_t i = 0; own->space && i < rule_case->model->n_tables; i++) {
        const struct table *table = &rule_case->model->tables[i];
        if (table->registry != own && table->registry->space &&
            strcmp(table->registry->space, own->space) == 0 && held_in(rule_case, table, name, holder))
            return true;
    }
    return false;
}

/* "CLASS 1", "3 of EDNS options", "CLASS 65280 in a draft of ann"; as `name` if it goes by another one. */
static const char *say_holder(const struct holder *holder, const char *name, char said[160])
{
    const char *id = holder->registry->id, *own = holder->record->mnemonic;
    char code[DRAFT_CODE_OCTETS], also[80] = "";
    struct draft shown = { .registry = holder->registry, .kind = DRAFT_PROPOSAL, .record = *holder->record };
    struct draft_text text;
    const char *author = holder->draft && holder->draft->author ? holder->draft->author : "";

    draft_say(&shown, &text, code);
    if (own && !text_equal(own, name))
        snprintf(also, sizeof also, ", %s", own);
    snprintf(said, 160, "%s%.60s%s%s%s%s%.30s",
             strcmp(id, "rrtype") == 0  ? "RR TYPE "
             : strcmp(id, "class") == 0 ? "CLASS "
                                        : "",
             code, holder->registry->space ? "" : " of ",
             holder->registry->space ? "" : holder->registry->title, also,
             !holder->draft ? ""
             : author[0]    ? " in a draft of "
                            : " in a draft",
             author);

    return said;
}

/* ---- a name that would do ---- */

static bool would_do(const struct rule_case *rule_case, const char *name)
{
    const struct registry *registry = rule_case->table->registry;
    const char *form = rule_case->model->edition.form;
    struct holder holder;

    if (strlen(name) > draft_fields[DRAFT_MNEMONIC].most)
        return false;
    if (registry->names == NAME_RR && (!has_rr_form(form, name) || is_generic(name)))
        return false;
    if (registry->names == NAME_SVCB_KEY && !has_svcb_form(name))
        return false;

    return name[0] && !held_in(rule_case, rule_case->table, name, &holder) &&
           !held_beside(rule_case, name, &holder);
}

/* The letter of the other case; a digit as it is; a hyphen for anything else. */
static char folded(char c, const char *from, const char *to)
{
    const char *at = strchr(from, c);
    if (at)
        return to[at - from];
    if (strchr(to, c) || strchr(digits, c))
        return c;
    return '-';
}

/* What is left of the name when all that no name of the registry has is mended. */
static void mend(const struct rule_case *rule_case, const char *name, char mended[64])
{
    enum name_kind names = rule_case->table->registry->names;
    size_t len = 0;
    char last = '\0';

    for (; *name && len < 63; name++) {
        char c = *name;
        if (names == NAME_RR)
            c = folded(c, letters, capitals);
        else if (names == NAME_SVCB_KEY)
            c = folded(c, capitals, letters);
        if (names != NAME_FREE && (last == '\0' || last == '-') && c == '-')
            continue;
        if (names != NAME_FREE && last == '\0' && strchr(digits, c))
            continue;
        mended[len++] = last = c;
    }

    while (names != NAME_FREE && len > 0 && mended[len - 1] == '-')
        len--;
    mended[len] = '\0';
}

/* The nearest name that passes every rule for names; NULL: none comes to mind. */
static const char *near_name(const struct rule_case *rule_case, const char *name, char near[64])
{
    static const char *const capital[] = { "%s", "%sX", "%s-LAB", "%s2", "%s3", "%s4" };
    static const char *const small[] = { "%s", "x-%s", "%s-x", "%s-lab", "%s2", "%s3" };
    bool is_small = rule_case->table->registry->names == NAME_SVCB_KEY;
    char mended[64];
    if (strlen(name) > sizeof mended - 8) /* no room for anything behind it */
        return NULL;

    mend(rule_case, name, mended);
    for (size_t i = 0; mended[0] && i < sizeof capital / sizeof *capital; i++) {
        const char *tail = strstr(is_small ? small[i] : capital[i], "%s") + 2;
        snprintf(near, 64, "%s%.*s%s", is_small && small[i][0] == 'x' ? "x-" : "", (int)sizeof mended - 8,
                 mended, tail);
        if (would_do(rule_case, near))
            return near;
    }

    return NULL;
}

/* ---- mnemonic-form ---- */

static void judge_rr_form(const struct rule_case *rule_case, const char *name, struct findings *findings)
{
    const char *form = rule_case->model->edition.form;
    bool is_free = strcmp(form, "free") == 0;
    char section[SECTION_OCTETS], near[64];

    /* RFC 2929 gives no form: what RFC 5395 refuses has no future, but is no fault yet */
    if (has_rr_form(is_free ? "rfc5395" : form, name))
        return;
    if (is_free)
        finding_add(
            findings, rule_case->rule, SEVERITY_WARNING, DRAFT_MNEMONIC, "RFC 5395 3.1",
            near_name(rule_case, name, near),
            "%s has no form that RFC 5395 and later allow: capitals, digits and hyphens, a letter first",
            text_brief(name).text);
    else
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_MNEMONIC,
                    rule_section(rule_case, NULL, section), near_name(rule_case, name, near),
                    strcmp(form, "rfc6195") == 0
                        ? "%s is no mnemonic: two or more capitals, digits and hyphens, a letter "
                          "first, no hyphen last"
                        : "%s is no mnemonic: capitals, digits and hyphens, a letter first",
                    text_brief(name).text);
}

/* Is the word a TYPE that the first part of a pair may be: known, drafted, generic, or `*` for all? */
static bool is_type(const struct rule_case *rule_case, const char *word)
{
    const struct table *table = model_table_called(rule_case->model, "rrtype");
    struct holder holder;
    return !table || strcmp(word, "*") == 0 || (is_generic(word) && word[4]) ||
           held_in(rule_case, table, word, &holder);
}

static void judge_key_form(const struct rule_case *rule_case, struct findings *findings)
{
    const struct registry *registry = rule_case->table->registry;
    const struct assignment *record = &rule_case->draft->record;
    char section[SECTION_OCTETS], near[64];

    rule_section(rule_case, NULL, section);
    if (registry->kind == KEY_PAIR && record->key && !is_type(rule_case, record->key))
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE, section, NULL, "%s is no RR TYPE",
                    text_brief(record->key).text);

    if (registry->names == NAME_UNDERSCORE && record->key2 && !has_underscored_form(record->key2)) {
        const char *type = record->key ? record->key : "";
        int len = snprintf(near, sizeof near, "%s/_%s", type, record->key2);
        bool would_do = len < (int)sizeof near && has_underscored_form(near + strlen(type) + 1);
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE, section, would_do ? near : NULL,
                    "%s is no underscored name: one label, which begins with _ and goes on",
                    text_brief(record->key2).text);
    }

    if (registry->names == NAME_DOMAIN && record->key && !has_domain_form(record->key))
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE, "RFC 1035 2.3.4", NULL,
                    "%s is no domain name: labels of 1 to 63 octets, 253 in all",
                    text_brief(record->key).text);
}

/* A modification keeps the name that is there. */
static void judge_kept_name(const struct rule_case *rule_case, const char *name, struct findings *findings)
{
    const struct assignment *record = draft_taken_by(rule_case->table, rule_case->draft);
    char section[SECTION_OCTETS];
    if (!record || !record->numeric)
        return;

    for (size_t i = 0; i < rule_case->table->n_assignments; i++) {
        const struct assignment *a = &rule_case->table->assignments[i];
        if (a->numeric && a->low == record->low && a->mnemonic && text_equal(a->mnemonic, name))
            return;
    }

    finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_MNEMONIC,
                rule_section(rule_case, NULL, section), record->mnemonic,
                "a modification keeps the name that is there: %s",
                record->mnemonic ? record->mnemonic : "none");
}

void rule_mnemonic_form(const struct rule_case *rule_case, struct findings *findings)
{
    const struct draft *draft = rule_case->draft;
    enum name_kind names = rule_case->table->registry->names;
    const char *name = draft->record.mnemonic;
    char section[SECTION_OCTETS], near[64];

    judge_key_form(rule_case, findings);
    if (name && draft->modifies)
        judge_kept_name(rule_case, name, findings);
    else if (name && names == NAME_RR)
        judge_rr_form(rule_case, name, findings);
    else if (!name && names == NAME_RR && draft->kind == DRAFT_PRIVATE)
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_MNEMONIC,
                    rule_section(rule_case, NULL, section), NULL, "a draft for private use needs a mnemonic");
    else if (name && names == NAME_SVCB_KEY && !has_svcb_form(name))
        finding_add(
            findings, rule_case->rule, SEVERITY_ERROR, DRAFT_MNEMONIC, "RFC 9460 14.3.1",
            near_name(rule_case, name, near),
            "%s is no name of a key: small letters, digits and hyphens, and neither key nor invalid first",
            text_brief(name).text);
}

/* ---- the others ---- */

void rule_mnemonic_disjoint(const struct rule_case *rule_case, struct findings *findings)
{
    const char *name = rule_case->draft->record.mnemonic;
    bool is_free = strcmp(rule_case->model->edition.form, "free") == 0;
    char section[SECTION_OCTETS], near[64], said[160];
    struct holder holder;

    /* `*` and ANY are in both of old: a modification of theirs keeps them */
    if (!name || rule_case->draft->modifies || !held_beside(rule_case, name, &holder))
        return;
    finding_add(findings, rule_case->rule, is_free ? SEVERITY_WARNING : SEVERITY_ERROR, DRAFT_MNEMONIC,
                is_free ? "RFC 5395 3.1" : rule_section(rule_case, NULL, section),
                near_name(rule_case, name, near), "%s is %s; RR TYPEs and CLASSes share one space of names%s",
                text_brief(name).text, say_holder(&holder, name, said), is_free ? " from RFC 5395 on" : "");
}

void rule_mnemonic_unique(const struct rule_case *rule_case, struct findings *findings)
{
    const char *name = rule_case->draft->record.mnemonic;
    char section[SECTION_OCTETS], near[64], said[160];
    struct holder holder;

    if (!name || !held_in(rule_case, rule_case->table, name, &holder))
        return;

    finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_MNEMONIC,
                rule_section(rule_case, NULL, section), near_name(rule_case, name, near), "%s is %s",
                text_brief(name).text, say_holder(&holder, name, said));
}

void rule_mnemonic_generic(const struct rule_case *rule_case, struct findings *findings)
{
    const char *name = rule_case->draft->record.mnemonic, *generic = rule_case->model->edition.generic;
    bool is_refused = strcmp(generic, "refused") == 0;
    char section[SECTION_OCTETS], near[64];

    if (!name || rule_case->table->registry->names != NAME_RR || strcmp(generic, "allowed") == 0 ||
        !is_generic(name))
        return;

    finding_add(
        findings, rule_case->rule, is_refused ? SEVERITY_ERROR : SEVERITY_WARNING, DRAFT_MNEMONIC,
        is_refused ? rule_section(rule_case, NULL, section) : "RFC 3597 5", near_name(rule_case, name, near),
        "%s reads as the generic name of a code, as TYPE and CLASS with a number do", text_brief(name).text);
}
