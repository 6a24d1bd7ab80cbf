#ifndef UI_CLI_DECODE_LINES_H
#define UI_CLI_DECODE_LINES_H

/* `decode --lines`: one message a line of standard input, one JSON object a line, for as many as there are.
 * Room is taken once and used again. */

#include "dns/message/message.h"
#include "ui/cli/context.h"

/* Reads `from` to its end. An empty line is counted and skipped; one that is no message gives
 * {"line":n,"error":...}; then it returns false with err. *outcome is no if a message was cut or
 * malformed. */
bool decode_lines(const struct verb_context *context, int from, const struct dns_names *names,
                  const struct header_rules *rules, enum outcome *outcome, struct err *err);

#endif
