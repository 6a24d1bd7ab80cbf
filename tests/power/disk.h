#ifndef POWER_DISK_H
#define POWER_DISK_H

/* What may lie on a disk after the power went, call by call of a recording. What was synced is there; of what
 * came later any part may be: a write, a sector of it, or nothing; a name that was made, removed or changed
 * since its folder was synced stands or does not, whatever became of its file. A rename happens whole. */

#include "power/image.h"
#include "power/recording.h"

struct disk;

/* The folder as it is, all of it synced. The caller frees it. */
struct disk *disk_watch(const char *folder);
void disk_free(struct disk *disk);

/* Takes the calls of a recording that began with that folder. */
void disk_read(struct disk *disk, const char *recording);

size_t disk_calls(const struct disk *disk);
enum record_op disk_op(const struct disk *disk, size_t call); /* from 0 on */

/* Goes on by one call. False: there is none left. */
bool disk_advance(struct disk *disk);
/* Has the program acknowledged by now what it was to do? */
bool disk_said(const struct disk *disk);

/* The calls that are not synced yet, in their order; is the nth about a name? */
size_t disk_pending(const struct disk *disk);
bool disk_is_name(const struct disk *disk, size_t nth);

enum fate { FATE_LOST, FATE_KEPT, FATE_TORN /* a write: sectors by lot; other calls: kept */ };

struct cut {
    const unsigned char *fates; /* of each pending call */
    uint64_t lot;
    bool noise; /* where a file grew, and what was written there is lost, lie octets of somebody else */
};

/* What is found after the cut. The caller frees it. */
struct image disk_after(const struct disk *disk, const struct cut *cut);

/* The next number of a lot: the same on every machine. */
uint32_t lot_next(uint64_t *lot);

#endif
