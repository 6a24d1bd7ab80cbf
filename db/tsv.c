#include "db/tsv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool tsv_fail(const struct tsv *tsv, struct err *err, const char *what, const char *detail)
{
    return err_set(err, ERR_USAGE, "%s:%u: %s%s%s", tsv->path, tsv->number, what, detail ? ": " : "",
                   detail ? detail : "");
}

/* Parts `line` at its tabs. Returns how many fields there are; TSV_COLUMNS + 1 for too many. */
static size_t part(char *line, const char *fields[TSV_COLUMNS])
{
    size_t n = 0;

    line[strcspn(line, "\n")] = '\0';
    for (;;) {
        char *tab = strchr(line, '\t');
        if (n == TSV_COLUMNS)
            return n + 1;
        fields[n++] = line;
        if (!tab)
            return n;
        *tab = '\0';
        line = tab + 1;
    }
}

uint64_t tsv_digest(uint64_t digest, const char *text)
{
    for (; *text; text++)
        digest = (digest ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
    return digest;
}

bool tsv_open(struct tsv *tsv, const char *folder, const char *name, struct err *err)
{
    *tsv = (struct tsv){ 0 };
    snprintf(tsv->path, sizeof tsv->path, "%s/%s", folder, name);
    tsv->file = fopen(tsv->path, "r");
    if (!tsv->file)
        return err_set(err, ERR_ENV, "%s: cannot be opened", tsv->path);

    tsv->number = 1;
    if (getline(&tsv->head, &tsv->head_size, tsv->file) < 0 || ferror(tsv->file))
        return tsv_fail(tsv, err, "no line of column names", NULL);
    tsv->columns = part(tsv->head, tsv->names);
    if (tsv->columns > TSV_COLUMNS)
        return tsv_fail(tsv, err, "too many columns", NULL);
    return true;
}

bool tsv_next(struct tsv *tsv, struct err *err)
{
    do {
        const bool got = getline(&tsv->line, &tsv->line_size, tsv->file) >= 0;
        if (ferror(tsv->file)) /* what it got may be half a line */
            return tsv_fail(tsv, err, "cannot be read", strerror(errno));
        if (!got)
            return false;
        tsv->number++;
    } while (tsv->line[0] == '#' || tsv->line[0] == '\n');
    if (tsv->digest)
        *tsv->digest = tsv_digest(*tsv->digest, tsv->line);
    if (part(tsv->line, tsv->fields) != tsv->columns)
        return tsv_fail(tsv, err, "not as many columns as the first line", NULL);
    return true;
}

const char *tsv_field(const struct tsv *tsv, const char *name, struct err *err)
{
    for (size_t i = 0; i < tsv->columns; i++)
        if (strcmp(tsv->names[i], name) == 0)
            return tsv->fields[i][0] ? tsv->fields[i] : NULL;
    (void)tsv_fail(tsv, err, "no such column", name);
    return NULL;
}

void tsv_close(struct tsv *tsv)
{
    if (tsv->file)
        (void)fclose(tsv->file);
    free(tsv->head);
    free(tsv->line);
    *tsv = (struct tsv){ 0 };
}
