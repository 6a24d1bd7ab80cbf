#ifndef SCREENS_OTHERS_H
#define SCREENS_OTHERS_H

#include <stdbool.h>

/* What somebody else, bob, does to the file meanwhile: "class 65281 LABNET" is a new draft, or another
 * mnemonic for the one that is there, all else of which stays; "class 65281 - meaning=a lab" is another field
 * of it; or it is removed. */
void others_change(const char *database, const char *what, bool removes);

/* bob removes a registry of his own. */
void others_forget(const char *database, const char *registry);

/* bob takes the newest action back. */
void others_undo(const char *database);

#endif
