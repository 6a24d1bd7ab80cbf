#ifndef DB_IMAGE_H
#define DB_IMAGE_H

/* The registry file as this program ships it, inside the program: what mkimage made. */

#include <stddef.h>

extern const unsigned char image_begin[], image_end[];

#endif
