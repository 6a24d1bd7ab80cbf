#include "power/image.h"

#include "base/memory.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

void image_add(struct image *image, struct image_file file)
{
    image->files = array_grow(image->files, &image->capacity, image->n + 1, sizeof *image->files);
    image->files[image->n++] = file;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct image_file *)a)->path, ((const struct image_file *)b)->path);
}

void image_sort(struct image *image)
{
    if (image->n > 1)
        qsort(image->files, image->n, sizeof *image->files, by_path);
}

void image_free(struct image *image)
{
    for (size_t i = 0; i < image->n; i++) {
        free(image->files[i].path);
        if (!image->files[i].borrowed)
            free(image->files[i].octets);
    }
    free(image->files);
    *image = (struct image){ 0 };
}

/* ---- a folder ---- */

static char *joined(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = memory_take(size);
    snprintf(path, size, "%s%s%s", folder, folder[0] && name[0] ? "/" : "", name);
    return path;
}

static void read_file(const char *path, struct image_file *file, size_t len)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    assert_true(fd >= 0);
    file->octets = malloc(len + 1); /* large: not written twice */
    assert_non_null(file->octets);
    while (file->len < len) {
        ssize_t n = read(fd, file->octets + file->len, len - file->len);
        assert_true(n > 0);
        file->len += (size_t)n;
    }

    file->hash = octets_hash(file->octets, len);
    (void)close(fd);
}

static void read_folder(struct image *image, const char *root, const char *below)
{
    char *path = joined(root, below);
    DIR *folder = opendir(path);

    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        struct image_file file = { 0 };
        struct stat at;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        file.path = joined(below, entry->d_name);
        char *full = joined(root, file.path);
        assert_int_equal(lstat(full, &at), 0);
        file.folder = S_ISDIR(at.st_mode);
        if (file.folder)
            read_folder(image, root, file.path);
        else
            read_file(full, &file, (size_t)at.st_size);
        image_add(image, file);
        free(full);
    }

    (void)closedir(folder);
    free(path);
}

struct image image_read(const char *folder)
{
    struct image image = { 0 };
    read_folder(&image, folder, "");
    image_sort(&image);
    return image;
}

static int remove_one(const char *path, const struct stat *at, int kind, struct FTW *where)
{
    (void)at;
    (void)kind;
    return where->level == 0 ? 0 : remove(path);
}

void image_write(const struct image *image, const char *folder)
{
    assert_int_equal(nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
    for (size_t i = 0; i < image->n; i++) { /* a folder sorts before what it holds */
        const struct image_file *file = &image->files[i];
        char *path = joined(folder, file->path);
        int fd;
        if (file->folder) {
            assert_int_equal(mkdir(path, 0700), 0);
        } else {
            fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
            assert_true(fd >= 0);
            if (file->len > 0)
                assert_int_equal(write(fd, file->octets, file->len), (ssize_t)file->len);
            (void)close(fd);
        }
        free(path);
    }
}

/* ---- comparing ---- */

/* Eight octets at a time: a file has some hundred thousand. */
static uint64_t mix(uint64_t hash, const void *octets, size_t len)
{
    const unsigned char *at = octets;

    while (len > 0) {
        uint64_t word = 0;
        size_t n = len < sizeof word ? len : sizeof word;
        memcpy(&word, at, n);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
        at += n;
        len -= n;
    }

    return hash;
}

uint64_t octets_hash(const unsigned char *octets, size_t len)
{
    return mix(len + 1, octets, len);
}

uint64_t image_hash(const struct image *image)
{
    uint64_t hash = 1;

    for (size_t i = 0; i < image->n; i++) {
        const struct image_file *file = &image->files[i];
        const uint64_t of[] = { file->folder, file->hash, strlen(file->path) };
        hash = mix(hash, of, sizeof of);
        hash = mix(hash, file->path, strlen(file->path));
    }
    return hash;
}

char *image_names(const struct image *image)
{
    char *names = NULL;
    size_t len;
    FILE *text = open_memstream(&names, &len);

    assert_non_null(text);
    for (size_t i = 0; i < image->n; i++)
        (void)fprintf(text, " %s", image->files[i].path);
    (void)fclose(text);
    return names;
}
