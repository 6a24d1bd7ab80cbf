#ifndef REGISTRY_FLAGS_H
#define REGISTRY_FLAGS_H

/* Sixteen bits, read as the header's flags word. */

#include "registry/model.h"

/* "QR=1 OpCode=0 Query AA=1 ..." with the names of the edition. Returns buffer. */
const char *flags_said(const struct model *model, uint16_t flags, char *buffer, size_t size);

#endif
