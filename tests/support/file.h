#ifndef SUPPORT_FILE_H
#define SUPPORT_FILE_H

/* A registry file of a test's own, and the words in which tests change it. */

#include "support/sandbox.h"

#include "db/change.h"
#include "registry/draft.h"

#define TEST_NOW "2026-11-21T09:12:00Z"

struct file {
    struct sandbox box;
    char path[512];
    struct store *store;
    struct model *model; /* as it was when it was asked for last */
};

int file_make(void **state); /* cmocka set-up: *state is a struct file * */
int file_unmake(void **state);

/* The newest rows of `iana`; frees those of before. */
const struct model *file_model(struct file *file);

/* A private draft of the registry, as the model has it; id 0. */
struct draft draft_of(struct file *file, const char *registry, uint64_t code, const char *mnemonic);

/* One action of "alice": fails the test unless it is answered so. */
struct put_result put(struct file *file, const struct draft *draft, enum put want);
struct put_result take_out(struct file *file, int64_t id, int64_t rev, enum put want);
int64_t undo(struct file *file, bool redo, enum put want); /* the group that it took; 0: none */

/* One number that the file answers, asked over a connection of its own. */
long long file_number(const struct file *file, const char *sql);
/* Runs statements over a connection of its own, as another program would. */
void file_run(const struct file *file, const char *sql);

#endif
