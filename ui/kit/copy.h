#ifndef UI_KIT_COPY_H
#define UI_KIT_COPY_H

#include <stddef.h>

/* More than this is not sent to a clipboard: terminals drop it, or stand still. */
enum { COPY_MOST = 64 * 1024 };

/* The sequence that asks a terminal to put text on its clipboard (OSC 52). The caller frees it. */
char *copy_sequence(const char *text, size_t len);

#endif
