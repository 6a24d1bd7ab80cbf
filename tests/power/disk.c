#include "power/disk.h"

#include "base/memory.h"
#include "support/sandbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

enum { SECTOR = 512, NO_FILE = -1, ROOT = 0 };

/* A file or folder; it stays when it has lost its last name. */
struct inode {
    uint64_t number;
    bool folder;
    unsigned char *octets; /* as they were synced last */
    size_t len, capacity;
    uint64_t hash; /* of them */
};

struct entry {
    long folder, file;
    char name[256];
};

struct entries {
    struct entry *at;
    size_t n, capacity;
};

struct call {
    enum record_op op;
    long file, folder, to_folder; /* indexes into the inodes */
    char *name, *to;
    size_t at, len;
    unsigned char *data;
};

struct disk {
    struct inode *inodes; /* the first is the folder that is watched */
    size_t n_inodes, inodes_capacity;
    struct entries entries; /* the names that are synced */
    struct call *calls;
    size_t n_calls, calls_capacity, done;
    size_t *pending, n_pending, pending_capacity;
    bool said;
};

uint32_t lot_next(uint64_t *lot)
{
    *lot ^= *lot << 13;
    *lot ^= *lot >> 7;
    *lot ^= *lot << 17;
    return (uint32_t)(*lot >> 32);
}

/* ---- files and names ---- */

/* Adds a file of no octets; the number may have been another's before. */
static long inode_new(struct disk *disk, uint64_t number, bool folder)
{
    disk->inodes = array_grow(disk->inodes, &disk->inodes_capacity, disk->n_inodes + 1, sizeof *disk->inodes);
    disk->inodes[disk->n_inodes] =
        (struct inode){ .number = number, .folder = folder, .hash = octets_hash(NULL, 0) };
    return (long)disk->n_inodes++;
}

static long inode_find(const struct disk *disk, uint64_t number)
{
    for (size_t i = disk->n_inodes; i-- > 0;)
        if (disk->inodes[i].number == number)
            return (long)i;
    return NO_FILE;
}

static struct entry *entry_find(const struct entries *entries, long folder, const char *name)
{
    for (size_t i = 0; i < entries->n; i++)
        if (entries->at[i].folder == folder && strcmp(entries->at[i].name, name) == 0)
            return &entries->at[i];
    return NULL;
}

static void entry_remove(struct entries *entries, long folder, const char *name)
{
    struct entry *entry = entry_find(entries, folder, name);
    if (entry)
        *entry = entries->at[--entries->n];
}

static void entry_put(struct entries *entries, long folder, const char *name, long file)
{
    entry_remove(entries, folder, name);
    entries->at = array_grow(entries->at, &entries->capacity, entries->n + 1, sizeof *entries->at);
    struct entry *entry = &entries->at[entries->n++];
    *entry = (struct entry){ .folder = folder, .file = file };
    snprintf(entry->name, sizeof entry->name, "%s", name);
}

static bool is_name_op(enum record_op op)
{
    return op == RECORD_CREATE || op == RECORD_MKDIR || op == RECORD_LINK || op == RECORD_UNLINK ||
           op == RECORD_RENAME;
}

static void do_name(struct entries *entries, const struct call *call)
{
    const struct entry *old = entry_find(entries, call->folder, call->name);
    if (call->op == RECORD_UNLINK) {
        entry_remove(entries, call->folder, call->name);
    } else if (call->op == RECORD_RENAME) {
        long file = old ? old->file : NO_FILE;
        entry_remove(entries, call->folder, call->name);
        if (file != NO_FILE)
            entry_put(entries, call->to_folder, call->to, file);
    } else if (call->name[0]) {
        entry_put(entries, call->folder, call->name, call->file);
    }
}

/* ---- octets ---- */

static void set_len(struct inode *file, size_t len)
{
    if (len > file->len) {
        file->octets = array_grow(file->octets, &file->capacity, len, 1);
        memset(file->octets + file->len, 0, len - file->len);
    }
    file->len = len;
}

static void do_data(struct inode *file, const struct call *call)
{
    if (call->op == RECORD_TRUNCATE) {
        set_len(file, call->at);
        return;
    }
    if (call->at + call->len > file->len)
        set_len(file, call->at + call->len);
    memcpy(file->octets + call->at, call->data, call->len);
}

/* Sectors of the write by lot; all of them where the lot has it so. */
static void do_torn(struct inode *file, const struct call *call, uint64_t *lot)
{
    for (size_t from = call->at, end = call->at + call->len; from < end;) {
        size_t to = (from / SECTOR + 1) * SECTOR;
        to = to < end ? to : end;
        if (lot_next(lot) % 2 == 0) {
            struct call part = *call;
            part.at = from;
            part.len = to - from;
            part.data = call->data + (from - call->at);
            do_data(file, &part);
        }
        from = to;
    }
}

/* The write is lost, but not that the file has grown: what lies there is whatever lay on the disk. */
static void do_noise(struct inode *file, const struct call *call, uint64_t *lot)
{
    size_t from = file->len > call->at ? file->len : call->at;
    if (from >= call->at + call->len)
        return;
    set_len(file, call->at + call->len);
    for (; from < file->len; from++)
        file->octets[from] = (unsigned char)lot_next(lot);
}

/* ---- the beginning ---- */

struct disk *disk_watch(const char *folder)
{
    struct disk *disk = memory_take(sizeof *disk);
    struct image image = image_read(folder);
    struct stat at;

    assert_int_equal(stat(folder, &at), 0);
    (void)inode_new(disk, at.st_ino, true);
    for (size_t i = 0; i < image.n; i++) {
        const struct image_file *file = &image.files[i];
        char path[512], above[512];
        const char *slash = strrchr(file->path, '/');
        snprintf(path, sizeof path, "%s/%s", folder, file->path);
        assert_int_equal(lstat(path, &at), 0);
        long made = inode_new(disk, at.st_ino, file->folder);
        snprintf(above, sizeof above, "%.*s", (int)(strrchr(path, '/') - path), path);
        set_len(&disk->inodes[made], file->len);
        if (file->len > 0)
            memcpy(disk->inodes[made].octets, file->octets, file->len);
        disk->inodes[made].hash = file->hash;
        assert_int_equal(stat(above, &at), 0);
        entry_put(&disk->entries, inode_find(disk, at.st_ino), slash ? slash + 1 : file->path, made);
    }

    image_free(&image);
    return disk;
}

void disk_free(struct disk *disk)
{
    for (size_t i = 0; i < disk->n_inodes; i++)
        free(disk->inodes[i].octets);
    for (size_t i = 0; i < disk->n_calls; i++) {
        free(disk->calls[i].name);
        free(disk->calls[i].to);
        free(disk->calls[i].data);
    }

    free(disk->inodes);
    free(disk->entries.at);
    free(disk->calls);
    free(disk->pending);
    free(disk);
}

static void *taken(const char **at, const char *end, size_t len)
{
    char *copy = memory_take(len + 1);
    assert_true((size_t)(end - *at) >= len);
    memcpy(copy, *at, len);
    *at += len;
    return copy;
}

void disk_read(struct disk *disk, const char *recording)
{
    size_t len;
    char *octets = file_read(recording, &len);
    const char *at = octets, *end = octets + len;

    while (at < end) {
        struct record record;
        struct call call = { 0 };
        assert_true((size_t)(end - at) >= sizeof record);
        memcpy(&record, at, sizeof record);
        at += sizeof record;
        call.op = (enum record_op)record.op;
        call.name = taken(&at, end, record.name_len);
        call.to = taken(&at, end, record.to_len);
        call.data = taken(&at, end, record.len);
        call.at = record.at;
        call.len = record.len;
        call.folder = inode_find(disk, record.folder);
        call.to_folder = inode_find(disk, record.to_folder);
        call.file = call.op == RECORD_CREATE || call.op == RECORD_MKDIR
                        ? inode_new(disk, record.file, call.op == RECORD_MKDIR)
                        : inode_find(disk, record.file);
        disk->calls = array_grow(disk->calls, &disk->calls_capacity, disk->n_calls + 1, sizeof *disk->calls);
        disk->calls[disk->n_calls++] = call;
    }
    free(octets);
}

size_t disk_calls(const struct disk *disk)
{
    return disk->n_calls;
}

enum record_op disk_op(const struct disk *disk, size_t call)
{
    return disk->calls[call].op;
}

/* ---- going on ---- */

/* What is pending of this file, or of the names in this folder, is on the disk now. */
static void sync_inode(struct disk *disk, long synced)
{
    size_t kept = 0;

    for (size_t i = 0; i < disk->n_pending; i++) {
        const struct call *call = &disk->calls[disk->pending[i]];
        bool named = is_name_op(call->op);
        if (named ? call->folder == synced || (call->op == RECORD_RENAME && call->to_folder == synced)
                  : call->file == synced) {
            if (named)
                do_name(&disk->entries, call);
            else
                do_data(&disk->inodes[call->file], call);
        } else {
            disk->pending[kept++] = disk->pending[i];
        }
    }

    disk->n_pending = kept;
    if (synced != NO_FILE)
        disk->inodes[synced].hash = octets_hash(disk->inodes[synced].octets, disk->inodes[synced].len);
}

bool disk_advance(struct disk *disk)
{
    const struct call *call = &disk->calls[disk->done];
    if (disk->done >= disk->n_calls)
        return false;

    if (call->op == RECORD_SAID) {
        disk->said = true;
    } else if (call->op == RECORD_SYNC) {
        sync_inode(disk, call->file);
    } else if (call->op != RECORD_FAILED) {
        assert_true(is_name_op(call->op) ? call->folder != NO_FILE : call->file != NO_FILE);
        disk->pending =
            array_grow(disk->pending, &disk->pending_capacity, disk->n_pending + 1, sizeof *disk->pending);
        disk->pending[disk->n_pending++] = disk->done;
    }

    disk->done++;
    return true;
}

bool disk_said(const struct disk *disk)
{
    return disk->said;
}

size_t disk_pending(const struct disk *disk)
{
    return disk->n_pending;
}

bool disk_is_name(const struct disk *disk, size_t nth)
{
    return is_name_op(disk->calls[disk->pending[nth]].op);
}

/* ---- the cut ---- */

static struct inode content_after(const struct disk *disk, long file, const struct cut *cut)
{
    const struct inode *synced = &disk->inodes[file];
    struct inode after = { .octets = malloc(synced->len + 1),
                           .len = synced->len,
                           .capacity = synced->len + 1 };
    uint64_t lot = (cut->lot + (uint64_t)file * 2654435761u) | 1;

    assert_non_null(after.octets);
    if (synced->len > 0)
        memcpy(after.octets, synced->octets, synced->len);
    for (size_t i = 0; i < disk->n_pending; i++) {
        const struct call *call = &disk->calls[disk->pending[i]];
        if (is_name_op(call->op) || call->file != file)
            continue;
        if (call->op == RECORD_WRITE && cut->fates[i] != FATE_KEPT && cut->noise)
            do_noise(&after, call, &lot);
        if (call->op == RECORD_WRITE && cut->fates[i] == FATE_TORN)
            do_torn(&after, call, &lot);
        else if (cut->fates[i] != FATE_LOST)
            do_data(&after, call);
    }

    after.hash = octets_hash(after.octets, after.len);
    return after;
}

/* Has the file more or other octets than were synced? */
static bool is_touched(const struct disk *disk, long file)
{
    for (size_t i = 0; i < disk->n_pending; i++)
        if (!is_name_op(disk->calls[disk->pending[i]].op) && disk->calls[disk->pending[i]].file == file)
            return true;
    return false;
}

static void add_folder(struct image *image, const struct disk *disk, const struct entries *entries,
                       long folder, const char *below, const struct cut *cut)
{
    for (size_t i = 0; i < entries->n; i++) {
        const struct entry *entry = &entries->at[i];
        struct image_file file = { 0 };
        char path[512];
        if (entry->folder != folder)
            continue;
        snprintf(path, sizeof path, "%s%s%s", below, below[0] ? "/" : "", entry->name);
        file.path = strdup(path);
        file.folder = disk->inodes[entry->file].folder;
        if (!file.folder) {
            const bool touched = is_touched(disk, entry->file);
            const struct inode after =
                touched ? content_after(disk, entry->file, cut) : disk->inodes[entry->file];
            file.octets = after.octets;
            file.len = after.len;
            file.hash = after.hash;
            file.borrowed = !touched;
        }
        image_add(image, file);
        if (file.folder)
            add_folder(image, disk, entries, entry->file, path, cut);
    }
}

struct image disk_after(const struct disk *disk, const struct cut *cut)
{
    struct entries entries = { 0 };
    struct image image = { 0 };

    for (size_t i = 0; i < disk->entries.n; i++)
        entry_put(&entries, disk->entries.at[i].folder, disk->entries.at[i].name, disk->entries.at[i].file);
    for (size_t i = 0; i < disk->n_pending; i++) {
        const struct call *call = &disk->calls[disk->pending[i]];
        if (is_name_op(call->op) && cut->fates[i] != FATE_LOST)
            do_name(&entries, call);
    }

    add_folder(&image, disk, &entries, ROOT, "", cut);
    image_sort(&image);
    free(entries.at);
    return image;
}
