#ifndef UI_LAB_LAB_PANE_H
#define UI_LAB_LAB_PANE_H

/* What pane_lab.c, pane_figure.c and lab_*.c share: the pane's state, and where its parts are. */

#include "ui/kit/copy.h"
#include "ui/kit/list.h"
#include "ui/lab/lab_view.h"
#include "ui/lab/pane_value.h"

enum lab_part { PART_DRAWING, PART_HEX, PART_MESSAGE, PART_FINDINGS, LAB_PARTS };

struct lab_pane {
    struct lab lab;
    enum lab_part part; /* with the focus */
    struct list lines, findings;
    uint32_t open;            /* offset of the record whose parts are shown; 0: none */
    char from[32];            /* "packet 13", if it came from a capture */
    size_t captured;          /* which message of the capture came last, from 1; 0: none */
    const char *form;         /* of the last paste: "xxd"; NULL: typed */
    struct value_asked asked; /* what a pane on top asks about */
    bool holds;               /* a header to compare with */
    struct header held;
    char copied[COPY_MOST];
};

/* Where things are; a part without rows is not drawn. One function says so to drawing and to the mouse. */
struct lab_layout {
    struct rect hex;      /* names, digits, carets */
    struct rect drawing;  /* the RFC's */
    bool boxes, tall;     /* its boxes are drawn, the flags alone else; each count has its own row */
    struct rect words;    /* the chosen field: beside the drawing, or in two lines below it */
    struct rect sentence; /* the rule above it is the message's */
    struct rect lines;    /* the message's */
    struct rect findings; /* the rule above it is theirs */
};
struct lab_layout lab_layout(const struct lab_pane *pane, struct rect area);

/* Brings the lists into agreement with what there is. */
void lab_fit_lists(struct lab_pane *pane, const struct lab_view *view, const struct lab_layout *layout);

/* What has the focus. */
struct lab_target lab_chosen(const struct lab_pane *pane, const struct lab_view *view);

/* Can the bits of the word be seen one by one? */
bool lab_shows_bits(const struct lab_layout *layout, uint32_t bit);

/* The digits of the hex line: the header's twelve octets, then a window on the octets behind it. */
struct hex_line {
    uint32_t from;   /* first nibble of the window */
    uint32_t window; /* nibbles that it shows */
};
struct hex_line hex_line_of(const struct lab_pane *pane, const struct lab_target *target, int columns);
/* Column of a nibble; -1: not in sight. */
int hex_column(const struct hex_line *line, uint32_t nibble);

/* Each draws one part. */
void lab_draw_hex(const struct lab_pane *pane, const struct lab_view *view, const struct lab_target *target,
                  struct rect at, struct screen *screen);
void lab_draw_figure(const struct lab_pane *pane, const struct lab_view *view,
                     const struct lab_target *target, const struct lab_layout *layout, struct screen *screen);

/* The bit of the header drawn at a place; HEADER_BITS: none. */
uint32_t lab_figure_bit(const struct lab_layout *layout, int row, int column);

/* All of it. */
void lab_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen);

#endif
