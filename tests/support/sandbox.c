#define _XOPEN_SOURCE 700 /* nftw */
#include "support/sandbox.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

void sandbox_make(struct sandbox *box)
{
    const char *temporary = getenv("TMPDIR");
    snprintf(box->folder, sizeof box->folder, "%s/dnsreg-test.XXXXXX",
             temporary && temporary[0] == '/' ? temporary : "/tmp");
    assert_non_null(mkdtemp(box->folder));
}

static int remove_one(const char *path, const struct stat *at, int kind, struct FTW *where)
{
    (void)at;
    (void)kind;
    (void)where;
    return remove(path);
}

void sandbox_remove(struct sandbox *box)
{
    (void)nftw(box->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int sandbox_start(void **state)
{
    struct sandbox *box = calloc(1, sizeof *box);

    assert_non_null(box);
    sandbox_make(box);
    *state = box;
    return 0;
}

int sandbox_stop(void **state)
{
    sandbox_remove(*state);
    free(*state);
    return 0;
}

const char *sandbox_path(const struct sandbox *box, const char *name, char path[512])
{
    snprintf(path, 512, "%s/%s", box->folder, name);
    return path;
}

size_t sandbox_count(const struct sandbox *box)
{
    size_t n = 0;
    DIR *folder = opendir(box->folder);

    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            n++;

    (void)closedir(folder);
    return n;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

void file_write(const char *path, const void *octets, size_t len)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(octets, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

char *file_read(const char *path, size_t *len)
{
    struct stat at;
    FILE *file = fopen(path, "r");

    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &at), 0);
    char *octets = malloc((size_t)at.st_size + 1);
    assert_non_null(octets);
    *len = fread(octets, 1, (size_t)at.st_size, file);
    octets[*len] = '\0';
    (void)fclose(file);
    return octets;
}

void file_copy(const char *from, const char *to)
{
    size_t len;
    char *octets = file_read(from, &len);
    file_write(to, octets, len);
    free(octets);
}
