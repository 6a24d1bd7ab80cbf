#ifndef DB_IMAGE_H
#define DB_IMAGE_H

/* What the build puts inside the program: the registry file as it ships it (mkimage), the texts of each
 * version of the schema (mkschema), and the library (mklibrary). */

#include <stddef.h>

/* In a section that cannot be written, but not const: sqlite3_deserialize takes no const pointer. */
extern unsigned char image_begin[], image_end[];

/* "RELEASE<TAB>DIGEST\n": the program's release, and a digest of what the image was made from. The image's
 * meta table has the same. */
extern const char image_stamp[];

/* What mkschema wrote; guard_next_object reads it. */
extern const char image_schema[];

/* A SQLite file that is only read; library_open opens it. */
extern unsigned char library_begin[], library_end[];

#endif
