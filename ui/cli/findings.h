#ifndef UI_CLI_FINDINGS_H
#define UI_CLI_FINDINGS_H

/* What the rules found, as verbs print it. */

#include "base/json.h"
#include "registry/rule.h"
#include "ui/cli/context.h"

/* The list of them: [{"rule","severity","section","text","suggestion"}]. */
void findings_json(struct json *json, const struct findings *findings);

/* {"verdict","edition","registry","key","kind","findings":[{"rule","severity","section",
 * "text","suggestion"}]}: the whole value of a verb that was refused, or
 * that only asked. */
void check_json(const struct verb_context *context, const struct model *model, const struct draft *draft,
                const struct findings *findings);

/* A line for each finding, then the verdict. */
void check_text(const struct verb_context *context, const struct model *model, const struct draft *draft,
                const struct findings *findings);

#endif
