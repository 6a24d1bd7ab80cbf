#ifndef DB_IMAGE_H
#define DB_IMAGE_H

/* The registry file as this program ships it, inside the program: what mkimage made. */

#include <stddef.h>

/* In a section that cannot be written, but not const: sqlite3_deserialize takes no const pointer. */
extern unsigned char image_begin[], image_end[];

/* "RELEASE<TAB>DIGEST\n": the program's release, and a digest of what the image was made from. The image's
 * meta table has the same. */
extern const char image_stamp[];

#endif
