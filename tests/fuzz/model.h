#ifndef FUZZ_MODEL_H
#define FUZZ_MODEL_H

#include "registry/model.h"

/* The shipped registries, read once; they live until the end. */
const struct model *fuzz_model(void);

#endif
