#ifndef LINE_LINE_H
#define LINE_LINE_H

/* A line of text as a value. Fields, prompts and searches hold a struct line; one editor serves them all.
 * Between two keys nothing of a line stays in the editor, only the kill buffer, which the lines share. */

#include "line/key.h"

#define LINE_OCTETS 1024

struct line {
    char text[LINE_OCTETS]; /* UTF-8 with its NUL, one line, only what text_is_safe allows */
    uint16_t len;           /* octets */
    uint16_t cursor;        /* octets before it, always between two characters */
};

struct line_editor;

/* Cheap: the library behind it wakes at the first key. */
struct line_editor *line_editor_new(void);
void line_editor_free(struct line_editor *editor);

/* Gives the line one key. False: editing has no use for this key and the line is as it was, so it may mean
 * something else (Enter, Tab, Up, ^R and the like). A key that would make the line too long changes nothing.
 * Never blocks. */
bool line_key(struct line_editor *editor, struct line *line, const struct key *key);

/* The line becomes these octets, cursor at the end. Newlines and tabs become spaces, what may not stand in a
 * line and octets that are not UTF-8 become U+FFFD. False: it did not fit and the tail was left out. */
bool line_set(struct line *line, const char *octets, size_t len);

/* The same, at the cursor: what a paste does. Nothing is inserted if not all of it fits. */
bool line_insert(struct line *line, const char *octets, size_t len);

#endif
