#ifndef SCREENS_OTHERS_H
#define SCREENS_OTHERS_H

#include <stdbool.h>

/* What somebody else, bob, does to the file meanwhile: "class 65281 LABNET" is a new draft, or another
 * mnemonic for the one that is there; or it is removed. */
void others_change(const char *database, const char *what, bool removes);

#endif
