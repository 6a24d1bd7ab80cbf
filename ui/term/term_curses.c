#include "ui/term/term.h"

#include "base/memory.h"
#include "base/rescue.h"
#include "base/text.h"
#include "ui/kit/copy.h"
#include "ui/term/input.h"
#include "ui/term/signals.h"
#include "ui/term/term_wait.h"

#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

/* From <term.h>, which would also make macros of words like "columns". */
int setupterm(const char *name, int fd, int *found);

/* Key codes of our own; curses has none this high. */
enum { CODE_PASTE = 0x7001, CODE_PASTE_END, CODE_SYNC = 0x7777 };

enum { ESCAPE_MS = 50 };

struct term {
    SCREEN *curses;
    struct input input;
    struct signal_masks masks;
    enum depth depth;
    bool ascii;
    bool sync, sync_due; /* tests only: a barrier is wanted, and has to be answered after the next screen */
    bool resized;        /* EV_RESIZE is owed */
    bool consumed;       /* something was read since this was cleared */
    bool away;           /* the terminal is given back for now: nothing is drawn */
    const char *paste_on, *paste_off; /* NULL: the terminal has no bracketed paste */
    const char *cursor_on;            /* likewise */
    bool clipboard;
    struct clicks clicks;
};

/* ---- open and close ---- */

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

static void send_octets(const char *octets, size_t len)
{
    while (len > 0) {
        ssize_t n = write(STDOUT_FILENO, octets, len);
        if (n <= 0)
            return;
        octets += n;
        len -= (size_t)n;
    }
}

static void send_text(const char *text)
{
    if (text)
        send_octets(text, strlen(text));
}

/* A capability that may be extended; NULL if the terminal has none. */
static const char *capability(const char *name)
{
    const char *value = tigetstr(name);
    return (intptr_t)value == -1 ? NULL : value;
}

static bool good_terminal(struct err *err)
{
    int found = 0;
    const char *name = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_set(err, ERR_ENV, "the explorer needs a terminal on standard input and output");
    if (!name || !*name)
        return err_set(err, ERR_ENV,
                       "TERM is not set: it has to name the terminal, as in TERM=xterm-256color");
    if (setupterm(NULL, STDOUT_FILENO, &found) != OK) {
        char shown[64];
        (void)text_safe(shown, sizeof shown, name, strlen(name));
        return err_set(err, ERR_ENV, "TERM is %s, which is not in the terminal database here%s", shown,
                       found < 0 ? " (there is none)" : "");
    }
    if (!capability("cup") || !capability("clear"))
        return err_set(err, ERR_ENV, "a terminal of type %s cannot place its cursor", name);
    return true;
}

static void start_colours(struct term *term)
{
    term->depth = DEPTH_NONE;
    if (is_set("NO_COLOR") || !has_colors() || start_color() == ERR)
        return;
    bool defaults = use_default_colors() == OK;
    term->depth = COLORS >= 256 ? DEPTH_256 : COLORS >= 16 ? DEPTH_16 : DEPTH_8;
    for (int role = 0; role < ROLES; role++) {
        struct style style = theme_style(term->depth, (enum role)role, LOOK_PLAIN);
        int foreground = style.foreground < 0 && !defaults ? COLOR_WHITE : style.foreground;
        int background = style.background < 0 && !defaults ? COLOR_BLACK : style.background;
        (void)init_pair((short)(role + 1), (short)foreground, (short)background);
    }
}

static void fit_size(struct term *term)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col)
        (void)resizeterm(size.ws_row < SCREEN_MOST ? size.ws_row : SCREEN_MOST,
                         size.ws_col < SCREEN_MOST ? size.ws_col : SCREEN_MOST);
    term->resized = true;
}

/* There is no time to ask curses, so the sequences are those that all terminals with such modes share. */
static const struct rescue rescue = {
    .fd = STDOUT_FILENO,
    .leave = "\033[?2004l\033[?1006;1000l\033[?1l\033>\033[0m\033[?1049l\033[?25h\r",
    .words = "dnsreg: ended in the middle of a screen, out of memory; what was saved is kept\n",
};

/* Modes that curses does not set, after those that it does. */
static void take_modes(struct term *term)
{
    rescue_begin(&rescue);
    (void)clearok(curscr, TRUE);
    send_text(term->paste_on);
}

static bool next_item(void *context, int wait_ms, struct item *item);
static size_t next_octets(void *context, int wait_ms, char *out, size_t size);

struct term *term_open(struct err *err)
{
    (void)setlocale(LC_CTYPE, "");
    if (!good_terminal(err))
        return NULL;

    struct term *term = memory_take(sizeof *term);
    signals_take(&term->masks);
    rescue_begin(&rescue);
    term->curses = newterm(NULL, stdout, stdin);
    if (!term->curses) {
        (void)err_set(err, ERR_ENV, "a terminal of type %s cannot be used", getenv("TERM"));
        rescue_end();
        signals_give(&term->masks);
        free(term);
        return NULL;
    }
    (void)endwin(); /* until then curses writes at every move of its cursor, not once a screen */
    term->input.source = (struct input_source){ .next = next_item, .octets = next_octets, .context = term };
    term->ascii = is_set("DNSREG_ASCII") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    term->sync = is_set("DNSREG_TEST_SYNC");
    term->paste_on = capability("BE");
    term->paste_off = capability("BD");
    term->cursor_on = capability("cnorm");
    term->clipboard = capability("Ms") != NULL;
    (void)raw();
    (void)noecho();
    (void)nonl();
    (void)set_escdelay(ESCAPE_MS);
    (void)keypad(stdscr, TRUE);
    (void)nodelay(stdscr, TRUE);
    (void)typeahead(-1);
    (void)define_key("\033[200~", CODE_PASTE);
    (void)define_key("\033[201~", CODE_PASTE_END);
    if (term->sync)
        (void)define_key("\033[7777~", CODE_SYNC);
    start_colours(term);
    term_mouse(term, !is_set("NO_MOUSE"));
    fit_size(term);
    term->resized = false;
    take_modes(term);
    return term;
}

void term_leave(struct term *term)
{
    if (term->away)
        return;
    term->away = true;
    if (rescue_is_front(STDOUT_FILENO)) {
        (void)set_term(term->curses);
        send_text(term->paste_off);
        (void)curs_set(1);
        (void)mvhline(LINES - 1, 0, ' ', COLS); /* the shell goes on here, if there is one screen only */
        (void)refresh();
        (void)endwin();
        send_text(term->cursor_on); /* to some terminals it belongs to the screen that is left */
    }
    rescue_end(); /* curses puts back what it asked the terminal for at first: that may be another by now */
}

void term_return(struct term *term)
{
    (void)set_term(term->curses);
    term->away = false;
    rescue_begin(&rescue);
    if (!isendwin())
        (void)endwin(); /* left while another job had the terminal */
    take_modes(term);
    fit_size(term);
}

void term_close(struct term *term)
{
    if (!term)
        return;
    term_leave(term);
    signals_give(&term->masks);
    delscreen(term->curses);
    input_free(&term->input);
    free(term);
}

/* In the background the terminal is another job's: it stops again at once, as a program that writes there
 * would be stopped. What ends the program is heard first; then the terminal stays as it is. */
void term_suspend(struct term *term)
{
    bool stopped;
    term_leave(term);
    do
        stopped = signals_stop(&term->masks);
    while (stopped && !signals_waiting() && !rescue_is_front(STDOUT_FILENO));
    if (!signals_waiting())
        term_return(term);
}

int term_ending(void)
{
    return signals_waiting();
}

/* ---- events ---- */

/* The codes of curses. */
static const struct {
    int code;
    enum key_code key;
    bool shift;
} codes[] = {
    { KEY_UP, K_UP, false },       { KEY_DOWN, K_DOWN, false },   { KEY_LEFT, K_LEFT, false },
    { KEY_RIGHT, K_RIGHT, false }, { KEY_HOME, K_HOME, false },   { KEY_END, K_END, false },
    { KEY_PPAGE, K_PGUP, false },  { KEY_NPAGE, K_PGDN, false },  { KEY_IC, K_INSERT, false },
    { KEY_DC, K_DELETE, false },   { KEY_ENTER, K_ENTER, false }, { KEY_BACKSPACE, K_BACKSPACE, false },
    { KEY_BTAB, K_TAB, true },     { KEY_SLEFT, K_LEFT, true },   { KEY_SRIGHT, K_RIGHT, true },
    { KEY_SR, K_UP, true },        { KEY_SF, K_DOWN, true },      { KEY_SHOME, K_HOME, true },
    { KEY_SEND, K_END, true },     { KEY_SDC, K_DELETE, true }
};

static bool curses_key(int code, struct key *key)
{
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (codes[i].code == code) {
            *key = (struct key){ .code = codes[i].key, .shift = codes[i].shift };
            return true;
        }
    if (code > KEY_F0 && code <= KEY_F(12)) {
        *key = (struct key){ .code = (enum key_code)(K_F1 + (code - KEY_F(1))) };
        return true;
    }
    const char *name = code > KEY_MAX ? keyname(code) : NULL;
    return name && input_named_key(name, key);
}

/* Octets by getch, not characters by get_wch: that one loses what follows an octet that is not UTF-8. */
static bool next_item(void *context, int wait_ms, struct item *item)
{
    struct term *term = context;
    while (!signals_waiting()) { /* what comes from a terminal may never end */
        int code = getch();
        if (code == ERR && wait_ms > 0 && wait_readable(wait_ms)) {
            wait_ms = 0;
            code = getch();
        }
        if (code == ERR)
            return false;
        term->consumed = true;
        *item = (struct item){ .kind = ITEM_OTHER, .code = code };
        if (code < 0x100) {
            item->kind = ITEM_OCTET;
            item->octet = (unsigned char)code;
            return true;
        }
        if (code == CODE_PASTE)
            item->kind = ITEM_PASTE;
        if (code == CODE_PASTE || code == CODE_SYNC || code == KEY_MOUSE)
            return true;
        if (curses_key(code, &item->key)) {
            item->kind = ITEM_KEY;
            return true;
        }
    }
    return false;
}

/* Inside of a paste. curses reads octet by octet and has read none after the marker, so the terminal has them
 * all. */
static size_t next_octets(void *context, int wait_ms, char *out, size_t size)
{
    const struct term *term = context;
    return wait_octets(&term->masks, wait_ms, out, size);
}

static bool mouse_event(struct term *term, struct event *event)
{
    MEVENT now;
    if (getmouse(&now) != OK)
        return false;
    struct mouse mouse = { .row = now.y, .column = now.x };
    if (now.bstate & BUTTON4_PRESSED)
        mouse.kind = MOUSE_WHEEL_UP;
    else if (now.bstate & BUTTON5_PRESSED)
        mouse.kind = MOUSE_WHEEL_DOWN;
    else if (!(now.bstate & BUTTON1_PRESSED))
        return false;
    clicks_note(&term->clicks, &mouse, event->now_ms);
    event->kind = EV_MOUSE;
    event->u.mouse = mouse;
    return true;
}

/* What the signals said since the last time. */
static bool signal_event(struct term *term, struct event *event)
{
    unsigned got = signals_got(&term->masks);
    int status = signals_status(got);
    if (status) {
        event->kind = EV_END;
        event->u.status = status;
        return true;
    }
    if ((got & SIGNAL_CONT) && !rescue_is_front(STDOUT_FILENO)) {
        got |= SIGNAL_STOP;
    } else if (got & SIGNAL_CONT) { /* after a stop we did not see: the modes are anybody's */
        (void)endwin();
        take_modes(term);
    }
    if (got & (SIGNAL_WINCH | SIGNAL_CONT))
        fit_size(term);
    if (got & SIGNAL_STOP) {
        event->kind = EV_STOP;
        return true;
    }
    if (!term->resized)
        return false;
    term->resized = false;
    event->kind = EV_RESIZE;
    event->u.size = term_size(term);
    return true;
}

/* A key, a paste or the mouse, if one is there. */
static bool input_event(struct term *term, struct event *event)
{
    struct item item;
    while (input_next(&term->input, &item)) {
        if (item.kind == ITEM_KEY) {
            event->kind = EV_KEY;
            event->u.key = item.key;
            return true;
        }
        if (item.kind == ITEM_PASTE) {
            event->kind = EV_PASTE;
            event->u.paste = term->input.paste;
            return true;
        }
        if (item.code == CODE_SYNC) {
            term->sync_due = true;
            event->kind = EV_TICK;
            return true;
        }
        if (item.code == KEY_MOUSE && mouse_event(term, event))
            return true;
    }
    return false;
}

void term_next(struct term *term, int timeout_ms, int extra_fd, struct event *event)
{
    int64_t until = timeout_ms < 0 ? -1 : term_now() + timeout_ms;
    int ready = 0;
    (void)set_term(term->curses);
    for (;;) {
        *event = (struct event){ .kind = EV_TICK, .now_ms = term_now() };
        /* Signals first: what was pending before a key is read happened before it. */
        if (signal_event(term, event))
            return;
        term->consumed = false;
        if (input_event(term, event))
            return;
        if ((ready & READY_INPUT) && !term->consumed &&
            !signals_waiting()) { /* readable and nothing to read: the terminal is gone */
            event->kind = EV_END;
            event->u.status = 129;
            return;
        }
        if (ready & READY_EXTRA)
            event->kind = EV_WAKE;
        if ((ready & READY_EXTRA) || (until >= 0 && event->now_ms >= until))
            return;
        ready = wait_ready(&term->masks, until, extra_fd);
    }
}

struct size term_size(const struct term *term)
{
    (void)set_term(term->curses);
    return (struct size){ .rows = LINES, .columns = COLS };
}

bool term_ascii(const struct term *term)
{
    return term->ascii;
}

/* A cell for curses. The terminal's library and ours must agree about the width, or the row would shift. */
static int draw_cell(const struct term *term, const struct cell *cell, cchar_t *out)
{
    wchar_t text[CELL_MARKS + 2] = { (wchar_t)cell->cp };
    struct style style = theme_style(term->depth, (enum role)cell->role, (enum look)cell->look);
    attr_t attributes =
        (style.bold ? A_BOLD : 0) | (style.underline ? A_UNDERLINE : 0) | (style.reverse ? A_REVERSE : 0);
    int width = cell->width, n = 1;
    if (term->ascii ? cell->cp > 0x7E : wcwidth((wchar_t)cell->cp) != width) {
        text[0] = term->ascii ? L'?' : 0xFFFD;
        width = 1;
    } else {
        for (int i = 0; i < CELL_MARKS && cell->marks[i]; i++) {
            if (!term->ascii && wcwidth((wchar_t)cell->marks[i]) == 0)
                text[n++] = (wchar_t)cell->marks[i];
        }
    }
    int pair = term->depth == DEPTH_NONE || style.foreground < 0 ? 0 : cell->role + 1;
    (void)setcchar(out, text, attributes, (short)pair, NULL);
    return width;
}

static void draw_row(const struct term *term, const struct screen *screen, int row)
{
    for (int column = 0; column < screen->columns && column < COLS;) {
        const struct cell *cell = screen_at(screen, row, column);
        cchar_t drawn;
        int width = cell->width ? draw_cell(term, cell, &drawn) : 0;
        if (width > 0)
            (void)mvadd_wchnstr(row, column, &drawn, 1);
        for (width = width > 0 ? width : 0; width < cell->width; width++)
            (void)mvaddch(row, column + width, ' ');
        column += cell->width > 0 ? cell->width : 1;
    }
}

void term_present(struct term *term, const struct screen *screen)
{
    if (term->away)
        return;
    (void)set_term(term->curses);
    (void)erase();
    for (int row = 0; row < screen->rows && row < LINES; row++)
        draw_row(term, screen, row);
    (void)curs_set(screen->cursor_row >= 0 ? 1 : 0);
    if (screen->cursor_row >= 0)
        (void)move(screen->cursor_row, screen->cursor_column);
    (void)refresh();
    if (term->sync_due) {
        term->sync_due = false;
        send_text("\033]7777;sync\a");
    }
}

void term_mouse(struct term *term, bool on)
{
    (void)set_term(term->curses);
    (void)mouseinterval(0); /* curses would wait for a click to become a double one */
    (void)mousemask(on ? (mmask_t)(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED) : 0, NULL);
}

bool term_copy(struct term *term, const char *text, size_t len)
{
    if (!term->clipboard || len > COPY_MOST)
        return false;
    char *sequence = copy_sequence(text, len);
    send_text(sequence);
    free(sequence);
    return true;
}

const char *term_library(void)
{
    return curses_version();
}
