#include "line/completion.h"

#include <stdlib.h>

void completion_free(struct completion *completion)
{
    free(completion->words);
    arena_free(&completion->arena);
    *completion = (struct completion){ 0 };
}
