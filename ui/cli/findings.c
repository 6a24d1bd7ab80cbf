#include "ui/cli/findings.h"

#include "registry/code_names.h"
#include "ui/cli/print.h"

#include <string.h>

void findings_json(struct json *json, const struct findings *findings)
{
    json_begin_array(json);
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->at[i];
        json_begin_object(json);
        json_text_at(json, "rule", finding->rule->id);
        json_text_at(json, "severity", word_of(severity_words, (int)finding->severity));
        json_text_at(json, "section", finding->section[0] ? finding->section : NULL);
        json_text_at(json, "text", finding->text);
        json_text_at(json, "suggestion", finding->suggestion[0] ? finding->suggestion : NULL);
        json_end_object(json);
    }
    json_end_array(json);
}

void check_json(const struct verb_context *context, const struct model *model, const struct draft *draft,
                const struct findings *findings)
{
    struct json json = json_to(context->out, context->terminal);
    struct draft_text text;
    char code[DRAFT_CODE_OCTETS];

    draft_say(draft, &text, code);
    json_begin_object(&json);
    json_text_at(&json, "verdict", findings_refuse(findings) ? "refused" : "allowed");
    json_text_at(&json, "edition", model->edition.id);
    json_text_at(&json, "registry", draft->registry->id);
    json_text_at(&json, "key", code);
    json_text_at(&json, "kind", text.at[DRAFT_KIND]);
    json_key(&json, "findings");
    findings_json(&json, findings);
    json_end_object(&json);
    json_done(&json);
}

/* On a terminal a sentence has a line of its own; in a pipe a finding is a line. */
static void print_finding(const struct verb_context *context, const struct finding *finding)
{
    static const enum paint paints[] = {
        [SEVERITY_ERROR] = PAINT_CLOSED, [SEVERITY_WARNING] = PAINT_PRIVATE, [SEVERITY_INFO] = PAINT_FAINT
    };

    const char *severity = word_of(severity_words, (int)finding->severity);
    const char *between = context->terminal ? "\n         " : "\t";
    print_text(context, paints[finding->severity], severity);
    if (context->terminal)
        out_format(context->out, "%*s%-18s ", (int)(9 - strlen(severity)), "", finding->rule->id);
    else
        out_format(context->out, "\t%s\t", finding->rule->id);
    print_text(context, PAINT_FAINT, finding->section);
    out_text(context->out, between);
    print_text(context, PAINT_PLAIN, finding->text);
    if (!context->terminal || finding->suggestion[0])
        out_format(context->out, "%s%s", between, context->terminal ? "try " : "");
    print_text(context, PAINT_NAME, finding->suggestion);
    out_char(context->out, '\n');
}

void check_text(const struct verb_context *context, const struct model *model, const struct draft *draft,
                const struct findings *findings)
{
    const char *between = context->terminal ? "  " : "\t";
    const char *name = record_name(&draft->record);
    struct draft_text text;
    char code[DRAFT_CODE_OCTETS];

    draft_say(draft, &text, code);
    for (size_t i = 0; i < findings->n; i++)
        print_finding(context, &findings->at[i]);
    print_text(context, findings_refuse(findings) ? PAINT_CLOSED : PAINT_FREE,
               findings_refuse(findings) ? "refused" : "allowed");
    out_format(context->out, "%s%s%s", between, draft->registry->id, between);
    print_text(context, PAINT_PLAIN, code);
    out_text(context->out, between);
    print_text(context, PAINT_NAME, name ? name : "-");
    out_format(context->out, "%s%s%s%s\n", between, text.at[DRAFT_KIND], between, model->edition.id);
}
