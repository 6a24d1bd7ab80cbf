#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

/* Memory in two shapes: arenas, for what lives and dies together, and arrays that grow.
 * Running out of memory ends the program with one line and exit status 3: no caller could do better, and
 * every change that was acknowledged is in the file already. */

#include <stddef.h>

struct arena {
    struct arena_block *blocks; /* newest first */
};

/* Zeroed memory of `size` octets, aligned for any type; lives until arena_free. */
void *arena_take(struct arena *arena, size_t size);

/* A copy of text, packed without alignment; NULL gives NULL. */
const char *arena_text(struct arena *arena, const char *text);

void arena_free(struct arena *arena);

/* Makes room for `need` items of `size` octets: returns `items`, perhaps moved, with *capacity at least
 * `need`. What is new is zeroed. Free with free(). */
void *array_grow(void *items, size_t *capacity, size_t need, size_t size);

/* malloc, zeroed, that does not return NULL. */
void *memory_take(size_t size);

#endif
