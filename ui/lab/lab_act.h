#ifndef UI_LAB_LAB_ACT_H
#define UI_LAB_LAB_ACT_H

/* The actions of the lab: what pane_lab.c has keys for. */

#include "ui/lab/lab_pane.h"

enum lab_action {
    KEY_FLIP = 1,
    KEY_UP,
    KEY_DOWN,
    KEY_VALUE,
    KEY_PICK,
    KEY_HEX,
    KEY_PASTE,
    KEY_COPY,
    KEY_PRESET,
    KEY_COMPARE,
    KEY_FIGURE,
    KEY_CAPTURE,
    KEY_NEXT,
    KEY_BEFORE,
    KEY_UNDO,
    KEY_REDO,
    KEY_UNDO_ALL,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_ROW_UP,
    KEY_ROW_DOWN,
    KEY_FIELD_BACK,
    KEY_FIELD_ON,
    KEY_OCTET_BACK,
    KEY_OCTET_ON,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_HOME,
    KEY_END,
    KEY_ENTER,
    KEY_RUB,
    KEY_DELETE,
    KEY_INSERT,
    KEY_PART,
    KEY_PART_BACK,
    KEY_LEAVE,
};

/* What an action has to do with. */
struct doing {
    struct lab_pane *pane;
    const struct ctx *ctx;
    const struct lab_view *view;
    struct lab_layout layout;
    struct lab_target target;
    int action;
};

/* ---- lab_moves.c ---- */

/* The list that has the focus; NULL: the figure or the hex has it. */
struct list *lab_list(struct lab_pane *pane);

struct effects lab_go(struct doing *doing);
struct effects lab_go_side(struct doing *doing);
struct effects lab_go_part(struct doing *doing);
struct effects lab_go_hex(struct doing *doing);
struct effects lab_open_line(struct doing *doing);
struct effects lab_leave(struct doing *doing);

/* The chosen record as the RFCs draw it. */
struct effects lab_show_figure(struct doing *doing);

/* What the mouse does in the area. True: a click hit something, which has the focus now. */
bool lab_mouse(struct lab_pane *pane, const struct ctx *ctx, const struct mouse *mouse);

/* ---- lab_edits.c ---- */

struct effects lab_flip(struct doing *doing);
struct effects lab_step(struct doing *doing);
struct effects lab_ask_value(struct doing *doing);
struct effects lab_ask_paste(struct doing *doing);
struct effects lab_take_back(struct doing *doing);
struct effects lab_rub(struct doing *doing);

/* The field that is chosen, or a bit of it, takes a value. */
struct effects lab_set(struct doing *doing, uint32_t bit, unsigned width, uint64_t value);

/* A paste becomes the message, or what is wrong with it is said. */
struct effects lab_take_paste(struct lab_pane *pane, const struct paste *paste);

/* Another message, from `form`: nothing of the one before is chosen. */
void lab_begin_anew(struct lab_pane *pane, const char *form);

/* This header is held beside what becomes of it, or let go. */
struct effects lab_compare(struct doing *doing);

/* ---- lab_lists.c ---- */

struct effects lab_ask_preset(struct doing *doing);
struct effects lab_ask_copy(struct doing *doing);

/* The messages of a capture: their list, or the path of one; the next of them, or the one before. */
struct effects lab_ask_capture(struct doing *doing);
struct effects lab_step_capture(struct doing *doing);

/* A message of the open capture, from 1, becomes the one in the lab. */
void lab_take_captured(struct lab_pane *pane, const struct ctx *ctx, size_t number);

/* What a pane that was on top gave back. */
struct effects lab_answered(struct doing *doing, const char *text);

#endif
