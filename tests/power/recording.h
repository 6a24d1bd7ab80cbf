#ifndef POWER_RECORDING_H
#define POWER_RECORDING_H

/* What the shim writes down of a process, call by call, and how it is told what to do. */

#include <stdint.h>

/* The environment of a process that the shim is loaded in. Without a folder it does nothing. */
#define SHIM_FOLDER                                                                                          \
    "DNSREG_TEST_FOLDER" /* only what lies in this folder counts; a path without links in it */
#define SHIM_RECORD  "DNSREG_TEST_RECORD"  /* a file outside of it that gets the recording; it is added to */
#define SHIM_KILL_AT "DNSREG_TEST_KILL_AT" /* SIGKILL just before call N, the first is 1 */
#define SHIM_TORN    "DNSREG_TEST_TORN"    /* set: call N, if it writes, is done for its first half */

/* One for each call that counts, also for those that failed: the Nth of a recording is call N. */
enum record_op {
    RECORD_FAILED,
    RECORD_CREATE,   /* folder, name, file; a file without a name has none */
    RECORD_MKDIR,    /* folder, name, file */
    RECORD_WRITE,    /* file, at, len, and the octets */
    RECORD_TRUNCATE, /* file, at: how long it is now; also what grew without being written */
    RECORD_SYNC,     /* file, which may be a folder */
    RECORD_UNLINK,   /* folder, name */
    RECORD_LINK,     /* folder, name, file */
    RECORD_RENAME,   /* folder, name; to_folder, to */
    RECORD_SAID,     /* a write to standard output: what came before was acknowledged */
};

/* Behind it stand name_len octets of the name, to_len of the other, and len octets of data. Files and folders
 * are known by their inode numbers. */
struct record {
    uint32_t op, name_len, to_len, unused;
    uint64_t file, folder, to_folder, at, len;
};

#endif
