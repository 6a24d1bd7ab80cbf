#ifndef FUZZ_PROGRAM_H
#define FUZZ_PROGRAM_H

/* The program around a registry file, in one process, for targets over whole verbs and over the explorer:
 * each call aborts where what they promise does not hold.
 *
 * Everything lies in one folder under $TMPDIR, which goes when the process ends in order; bob is the author,
 * and it is always 2026-11-21. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The path of the registry file, with the octets it was made with: two drafts, one action that was undone,
 * and a registry and a squatter of bob's own. Nothing lies beside it. */
const char *fuzz_file(void);

/* Those octets; they live until the process ends. */
const uint8_t *fuzz_file_octets(size_t *len);

/* The same path, holding these octets. */
const char *fuzz_file_of(const uint8_t *octets, size_t len);

/* How a verb is called: on a terminal or not, and how wide it is. */
struct fuzz_call {
    const char *given; /* what it reads on standard input */
    size_t given_len;
    bool terminal, color, utf8;
    unsigned columns;
};

/* Runs one command line. Its exit status is 0 to 3; a refusal says why and answers nothing; no octet of an
 * answer controls a terminal, unless it sets colors that were asked for; with --json each line of an answer
 * is one value, and there is one, but of verbs that answer line by line. */
void fuzz_verb(const char *path, const char *const words[], size_t n, const struct fuzz_call *call);

/* A set of verbs that between them read and print every table of the file, as text and as JSON. */
void fuzz_verbs_all(const char *path);

/* Opens the explorer and gives it what a terminal would send: octets are keys and, between ESC [ 200 ~ and
 * ESC [ 201 ~, pastes; 0xFF and two octets more is a size, 0xFE and three more the mouse, 0xFD a file that
 * somebody changed, 0xFC time that passed. After each the whole screen is drawn, and each cell of it may
 * reach a terminal. A file that cannot be opened is said to be so. */
void fuzz_explore(const char *path, const uint8_t *octets, size_t len);

#endif
