/* Without a fuzzer: runs the target over the files of its corpus, then over inputs from a fixed seed. The
 * same each time.
 *
 *   fuzz_TARGET CORPUS-FOLDER [INPUTS [SEED]]
 *
 * An input is a file of the corpus with octets changed, cut or doubled, or words strung together. */
#include "fuzz/fuzz.h"

#include "base/memory.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 4096 };

struct corpus {
    uint8_t *at[256];
    size_t len[256], n;
};

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_one(struct corpus *corpus, const char *folder, const char *name)
{
    char path[1024];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    if (!file)
        return;

    corpus->at[corpus->n] = memory_take(LONGEST);
    corpus->len[corpus->n] = fread(corpus->at[corpus->n], 1, LONGEST, file);
    corpus->n++;
    (void)fclose(file);
}

/* In the order of their names, so that every machine runs the same inputs. */
static void read_corpus(struct corpus *corpus, const char *folder)
{
    char *names[256];
    size_t n = 0;
    DIR *open = opendir(folder);

    if (!open)
        return;

    for (const struct dirent *entry = readdir(open); entry && n < 256; entry = readdir(open))
        if (entry->d_name[0] != '.')
            names[n++] = strdup(entry->d_name);

    (void)closedir(open);
    qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; i < n; i++) {
        read_one(corpus, folder, names[i]);
        free(names[i]);
    }
}

/* Changes some of input[0..len): single octets, or a piece of another file of the corpus over it. Returns the
 * length. */
static size_t change(const struct corpus *corpus, uint32_t *seed, uint8_t input[LONGEST], size_t len)
{
    static const uint8_t telling[] = { 0,   '\n', '\t', 0x1B, ' ',  '-',  '_',  '.', '*',
                                       '/', '0',  '9',  0x7F, 0x80, 0xC2, 0xE2, 0xFF };
    unsigned times = 1 + next_random(seed) % 8;

    while (times-- > 0) {
        size_t at = len > 0 ? next_random(seed) % (len + 1) : 0;
        const size_t other = corpus->n > 0 ? next_random(seed) % corpus->n : 0;
        uint32_t what = next_random(seed) % 4;
        if (what == 0 && len > 0) {
            len = at;
        } else if (what == 1 && at < LONGEST && corpus->n > 0) {
            size_t n = corpus->len[other] < LONGEST - at ? corpus->len[other] : LONGEST - at;
            memcpy(input + at, corpus->at[other], n);
            len = at + n > len ? at + n : len;
        } else if (at < LONGEST) {
            input[at] = what == 2 ? telling[next_random(seed) % sizeof telling] : (uint8_t)next_random(seed);
            len = at + 1 > len ? at + 1 : len;
        }
    }

    return len;
}

/* A copy of the exact length, so that the sanitizer sees each octet read beyond it. */
static void give(const uint8_t *octets, size_t len)
{
    uint8_t *copy = malloc(len ? len : 1);
    if (!copy)
        abort();
    if (len > 0)
        memcpy(copy, octets, len);
    (void)fuzz_one(copy, len);
    free(copy);
}

int main(int argc, char **argv)
{
    struct corpus corpus = { 0 };
    const unsigned long inputs = argc > 2 ? strtoul(argv[2], NULL, 10) : 2000;
    uint32_t seed = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 6195;

    if (argc < 2 || seed == 0) {
        (void)fprintf(stderr, "usage: %s CORPUS-FOLDER [INPUTS [SEED]]\n", argv[0]);
        return 2;
    }

    read_corpus(&corpus, argv[1]);
    if (corpus.n == 0) {
        (void)fprintf(stderr, "%s holds no file\n", argv[1]);
        return 2;
    }

    give(NULL, 0);
    for (size_t i = 0; i < corpus.n; i++)
        give(corpus.at[i], corpus.len[i]);
    for (unsigned long i = 0; i < inputs; i++) {
        uint8_t input[LONGEST] = { 0 };
        const size_t from = next_random(&seed) % corpus.n;
        memcpy(input, corpus.at[from], corpus.len[from]);
        give(input, change(&corpus, &seed, input, corpus.len[from]));
    }

    (void)printf("%zu files and %lu inputs\n", corpus.n, inputs);
    for (size_t i = 0; i < corpus.n; i++)
        free(corpus.at[i]);
    return 0;
}
