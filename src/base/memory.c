#include "base/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_OCTETS = 32 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    alignas(max_align_t) unsigned char octets[];
};

static void *checked(void *memory)
{
    if (!memory) {
        (void)fputs("dnsreg: out of memory\n", stderr);
        exit(3); /* not _Exit: who has the terminal gives it back */
    }
    return memory;
}

void *memory_take(size_t size)
{
    return checked(calloc(1, size ? size : 1));
}

/* `size` octets at a multiple of `align`, which is a power of two. */
static void *take_at(struct arena *arena, size_t size, size_t align)
{
    struct arena_block *block = arena->blocks;
    size_t at = block ? (block->used + align - 1) & ~(align - 1) : 0;

    if (!block || at > block->size || block->size - at < size) {
        size_t room = size > BLOCK_OCTETS ? size : BLOCK_OCTETS;
        block = memory_take(sizeof *block + room);
        block->size = room;
        block->next = arena->blocks;
        arena->blocks = block;
        at = 0;
    }

    block->used = at + size;
    return block->octets + at;
}

void *arena_take(struct arena *arena, size_t size)
{
    return take_at(arena, size ? size : 1, alignof(max_align_t));
}

const char *arena_text(struct arena *arena, const char *text)
{
    if (!text)
        return NULL;
    size_t size = strlen(text) + 1;
    return memcpy(take_at(arena, size, 1), text, size);
}

void arena_free(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
}

void *array_grow(void *items, size_t *capacity, size_t need, size_t size)
{
    size_t grown = *capacity ? *capacity : 16;
    if (need <= *capacity)
        return items;

    while (grown < need)
        grown *= 2;
    if (grown > SIZE_MAX / size)
        (void)checked(NULL);
    items = checked(realloc(items, grown * size));
    memset((unsigned char *)items + *capacity * size, 0, (grown - *capacity) * size);
    *capacity = grown;
    return items;
}
