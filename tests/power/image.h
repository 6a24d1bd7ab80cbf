#ifndef POWER_IMAGE_H
#define POWER_IMAGE_H

/* All that stands in a folder, in memory: to put it back as it was, and to compare it. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct image_file {
    char *path; /* below the folder */
    bool folder;
    unsigned char *octets;
    size_t len;
    uint64_t hash; /* of the octets */
    bool borrowed; /* they are somebody else's, and stay */
};

struct image {
    struct image_file *files; /* in the order of their paths, folders too */
    size_t n, capacity;
};

/* Reads the folder. The caller frees it. */
struct image image_read(const char *folder);
void image_free(struct image *image);

/* Adds a file or a folder; the image owns the path and the octets from then on. image_sort when all
 * are in. */
void image_add(struct image *image, struct image_file file);
void image_sort(struct image *image);

/* Makes the folder hold this and nothing else. */
void image_write(const struct image *image, const char *folder);

/* The same number for the same octets; for the same names with the same octets. */
uint64_t octets_hash(const unsigned char *octets, size_t len);
uint64_t image_hash(const struct image *image);

/* The names, with a blank before each: " registry.db registry.db-journal". The caller frees it. */
char *image_names(const struct image *image);

#endif
