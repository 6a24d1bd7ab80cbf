#define _GNU_SOURCE /* memfd_create */
#include "fuzz/program.h"

#include "base/text.h"
#include "fuzz/fuzz.h"
#include "support/sandbox.h"
#include "ui/app/app.h"
#include "ui/cli/cli.h"
#include "ui/cli/session.h"
#include "ui/term/input.h"

#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Made once a process. */
static struct {
    struct sandbox box;
    char path[512];
    uint8_t *octets;
    size_t len;
    pid_t owner;
    sqlite3_stmt *json_valid;
} here;

/* ---- the file ---- */

static void remove_all(void)
{
    sqlite3 *db = sqlite3_db_handle(here.json_valid);
    (void)sqlite3_finalize(here.json_valid);
    (void)sqlite3_close(db);
    free(here.octets);
    if (here.owner == getpid())
        sandbox_remove(&here.box);
}

static void remove_beside(const char *path)
{
    static const char *const ends[] = { "-journal", "-wal", "-shm" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char beside[600];
        snprintf(beside, sizeof beside, "%s%s", path, ends[i]);
        (void)unlink(beside);
    }
}

/* What the program itself does in a new file, so that every table of the user's has a row. */
static void fill(const char *path)
{
    static const char *const lines[][8] = {
        { "draft", "add", "rrtype", "65301", "BAZ", "--note=asked Ann" },
        { "draft", "propose", "rrtype", "FOO", "--meaning=a proposal" },
        { "registry", "add", "mine", "0-15=Private Use", "16-31=Experimental Use" },
        { "draft", "add", "mine", "3", "THREE" },
        { "draft", "add", "rrtype", "65302", "GONE" },
        { "undo" },
    };
    static const char own[] = "INSERT INTO squatter(registry, low, high, who, source) VALUES ('rrtype', "
                              "65400, 65401, 'bob', 'a lab');"
                              "INSERT INTO document(id, title) VALUES ('ours-1', 'A paper of ours')";
    sqlite3 *db = NULL;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t n = 0;
        while (n < 8 && lines[i][n])
            n++;
        fuzz_verb(path, lines[i], n, &(struct fuzz_call){ .columns = 80 });
    }

    fuzz_must(sqlite3_open(path, &db) == SQLITE_OK && sqlite3_exec(db, own, NULL, NULL, NULL) == SQLITE_OK,
              "rows of one's own can be added by hand");
    (void)sqlite3_close(db);
}

static void make(void)
{
    sqlite3 *db = NULL;
    sandbox_make(&here.box);
    here.owner = getpid();
    (void)atexit(remove_all);
    (void)sandbox_path(&here.box, "fuzz.db", here.path);

    /* the names are text, not bits of a message, whatever the runner's locale is */
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    (void)setenv("HOME", here.box.folder, 1);
    (void)unsetenv("XDG_STATE_HOME");
    (void)unsetenv("XDG_DATA_HOME");
    (void)setenv("DNSREG_AUTHOR", "bob", 1);
    (void)setenv("DNSREG_NOW", "2026-11-21T09:12:00Z", 1);
    fuzz_must(sqlite3_open(":memory:", &db) == SQLITE_OK &&
                  sqlite3_prepare_v2(db, "SELECT json_valid(?)", -1, &here.json_valid, NULL) == SQLITE_OK,
              "SQLite reads JSON");

    fill(here.path);
    char *octets = file_read(here.path, &here.len);
    here.octets = (uint8_t *)octets;
}

const uint8_t *fuzz_file_octets(size_t *len)
{
    if (!here.owner)
        make();
    *len = here.len;
    return here.octets;
}

const char *fuzz_file_of(const uint8_t *octets, size_t len)
{
    remove_beside(here.path);
    file_write(here.path, octets, len);
    return here.path;
}

const char *fuzz_file(void)
{
    size_t len;
    const uint8_t *octets = fuzz_file_octets(&len);
    return fuzz_file_of(octets, len);
}

/* ---- verbs ---- */

/* The length of a sequence that sets a color, ESC [ 1 ; 34 m; 0: it is something else. */
static size_t color_len(const char *at, size_t len)
{
    size_t n = 2;
    if (len < 3 || at[0] != '\033' || at[1] != '[')
        return 0;
    while (n < len && ((at[n] >= '0' && at[n] <= '9') || at[n] == ';'))
        n++;
    return n < len && at[n] == 'm' ? n + 1 : 0;
}

static void must_be_safe(const char *octets, size_t len, bool color)
{
    for (size_t at = 0, n; at < len; at += n) {
        uint32_t cp;
        n = color ? color_len(octets + at, len - at) : 0;
        if (n > 0)
            continue;
        n = text_next(octets + at, len - at, &cp);
        if (cp == '\n' || cp == '\t')
            continue;
        fuzz_must(cp >= 0x20 && (cp < 0x7F || cp > 0x9F) && cp <= 0x10FFFF,
                  "no octet of an answer is a control");
        fuzz_must(!(cp >= 0x202A && cp <= 0x202E) && !(cp >= 0x2066 && cp <= 0x2069),
                  "nothing turns the text around");
        fuzz_must(cp < 0x2028 || cp > 0x2029, "no line ends unseen");
    }
}

static bool is_json(const char *octets, size_t len)
{
    (void)sqlite3_bind_text(here.json_valid, 1, octets, (int)len, SQLITE_STATIC);
    bool valid = sqlite3_step(here.json_valid) == SQLITE_ROW && sqlite3_column_int(here.json_valid, 0) == 1;
    (void)sqlite3_reset(here.json_valid);
    return valid;
}

/* One value, in as many lines as a terminal is given; or a value a line. */
static void must_be_json(const char *octets, size_t len, bool terminal, bool lines)
{
    if (!lines)
        fuzz_must(len > 0 && octets[len - 1] == '\n' && is_json(octets, len), "an answer is one JSON value");
    for (const char *at = octets, *end = octets + len; at < end && !terminal;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        fuzz_must(newline != NULL && is_json(at, (size_t)(newline - at)), "each line is one JSON value");
        at = newline + 1;
    }
}

/* What stands on standard input is a file: it can be read once more by who looks ahead. */
static void give(const char *octets, size_t len)
{
    const int fd = memfd_create("given", 0);
    fuzz_must(fd >= 0 && (len == 0 || write(fd, octets, len) == (ssize_t)len), "standard input can be made");
    (void)lseek(fd, 0, SEEK_SET);
    fuzz_must(dup2(fd, STDIN_FILENO) == STDIN_FILENO, "standard input can be given");
    (void)close(fd);
    rewind(stdin);
}

void fuzz_verb(const char *path, const char *const words[], size_t n, const struct fuzz_call *call)
{
    struct options options = options_default();
    const char **operands = calloc(n + 1, sizeof *operands);
    struct out out = out_to_memory(), notes = out_to_memory();
    struct err err = { 0 };
    size_t n_operands = 0;
    fuzz_must(operands != NULL, "there is memory");

    if (options_read((int)n, words, &options, operands, &n_operands, &err) && n_operands + options.help > 0 &&
        !options.version) {
        const struct surroundings surroundings = { .out = &out,
                                                   .notes = &notes,
                                                   .terminal = call->terminal,
                                                   .utf8 = call->utf8,
                                                   .color = call->color && call->terminal,
                                                   .columns = call->columns };
        const struct store_place place = { .path = path, .read_only = options.read_only };
        struct session *session = session_new(&place);
        const bool lines = (options.given & (OPTION_BIT(OPTION_LINES) | OPTION_BIT(OPTION_PCAP))) ||
                           (n_operands > 0 && strcmp(operands[0], "shell") == 0);
        give(call->given, call->given_len);
        int status = cli_run(session, &surroundings, &options, operands, n_operands, &err);

        fuzz_must(status >= 0 && status <= 3, "the exit status is 0 to 3");
        fuzz_must(status < 2 || err.kind == ERR_NONE || (int)err.kind == status,
                  "the status is that of the error");
        fuzz_must(err.kind == ERR_NONE || err.text[0], "a refusal says why");
        fuzz_must(lines || err.kind == ERR_NONE || out.len == 0, "a refusal answers nothing");
        must_be_safe(out.octets, out.len, surroundings.color || options.color == COLOR_ALWAYS);
        if (options.json && err.kind == ERR_NONE && !options.help && strcmp(operands[0], "help") != 0)
            must_be_json(out.octets, out.len, call->terminal, lines);
        (void)session_damage(session);
        session_free(session);
    }

    out_free(&out);
    out_free(&notes);
    free(operands);
}

void fuzz_verbs_all(const char *path)
{
    static const char *const lines[][7] = {
        { "what", "65" },
        { "what", "BAZ", "rfc8914", "private" },
        { "search", "a" },
        { "list" },
        { "list", "rrtype" },
        { "list", "mine" },
        { "show", "rrtype", "65301" },
        { "show", "mine", "3" },
        { "check", "rrtype", "next", "QUX" },
        { "draft", "list" },
        { "draft", "show", "rrtype", "BAZ" },
        { "registry", "list" },
        { "editions" },
        { "diff", "rfc6195", "iana" },
        { "log" },
        { "draft", "set", "rrtype", "BAZ", "--note=again" },
        { "undo" },
        { "draft", "remove", "rrtype", "BAZ" },
        { "registry", "remove", "mine" },
        { "undo" },
        { "redo" },
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        for (int json = 0; json < 2; json++) {
            const char *words[8] = { "--json" };
            size_t n = 0;
            while (n < 7 && lines[i][n]) {
                words[n + 1] = lines[i][n];
                n++;
            }
            fuzz_verb(path, words + !json, n + (size_t)json,
                      &(struct fuzz_call){ .terminal = i % 2, .color = i % 2, .utf8 = true, .columns = 80 });
        }
}

/* ---- the explorer ---- */

struct sent {
    const uint8_t *at, *end;
    struct size size;
};

enum other { OTHER_SIZE, OTHER_MOUSE, OTHER_NEWS, OTHER_TIME };

static bool next_octet(struct sent *sent, unsigned char *octet)
{
    if (sent->at == sent->end)
        return false;
    *octet = *sent->at++;
    return true;
}

static bool next_item(void *context, int wait_ms, struct item *item)
{
    static const char paste[] = "\033[200~";
    const size_t len = sizeof paste - 1;
    struct sent *sent = context;

    (void)wait_ms;
    if ((size_t)(sent->end - sent->at) >= len && memcmp(sent->at, paste, len) == 0) {
        sent->at += len;
        *item = (struct item){ .kind = ITEM_PASTE };
        return true;
    }

    *item = (struct item){ .kind = ITEM_OCTET };
    if (!next_octet(sent, &item->octet))
        return false;
    if (item->octet >= 0xFC) { /* no octet of UTF-8 */
        item->kind = ITEM_OTHER;
        item->code = 0xFF - item->octet;
    }
    return true;
}

static size_t next_octets(void *context, int wait_ms, char *out, size_t size)
{
    struct sent *sent = context;
    const size_t left = (size_t)(sent->end - sent->at), n = left < size ? left : size;
    (void)wait_ms;
    if (n > 0)
        memcpy(out, sent->at, n);
    sent->at += n;
    return n;
}

/* Sizes go a little beyond what a screen may be, and below nothing. */
static void other_event(struct sent *sent, int code, struct event *event)
{
    unsigned char a = 0, b = 0, c = 0;

    switch ((enum other)code) {
    case OTHER_SIZE:
        (void)next_octet(sent, &a);
        (void)next_octet(sent, &b);
        event->kind = EV_RESIZE;
        event->u.size = (struct size){ a == 0xFF ? 1100 : a - 1, b - 1 };
        break;
    case OTHER_MOUSE:
        (void)next_octet(sent, &a);
        (void)next_octet(sent, &b);
        (void)next_octet(sent, &c);
        event->kind = EV_MOUSE;
        event->u.mouse = (struct mouse){ .kind = (enum mouse_kind)(a % 4), .row = b - 2, .column = c - 2 };
        break;
    case OTHER_NEWS:
        event->kind = EV_WAKE;
        break;
    case OTHER_TIME:
        event->kind = EV_TICK;
        break;
    }
}

static void must_be_drawn(const struct screen *screen, bool ascii)
{
    fuzz_must(screen && screen->cells, "there is a screen");
    fuzz_must(screen->cursor_row < screen->rows &&
                  (screen->cursor_row < 0 ||
                   (screen->cursor_column >= 0 && screen->cursor_column < screen->columns)),
              "the cursor stands on the screen");
    for (int row = 0; row < screen->rows; row++)
        for (int column = 0; column < screen->columns;) {
            const struct cell *cell = screen_at(screen, row, column);
            fuzz_must(cell->width >= 1 && cell->width <= 2, "a character has its columns");
            fuzz_must(text_is_safe(cell->cp) && text_width(cell->cp) == cell->width,
                      "a cell may reach a terminal");
            fuzz_must(!ascii || cell->cp < 0x7F, "without UTF-8 all is ASCII");
            for (int i = 0; i < CELL_MARKS && cell->marks[i]; i++)
                fuzz_must(text_is_safe(cell->marks[i]) && text_width(cell->marks[i]) == 0,
                          "a mark takes no column");
            column += cell->width;
            fuzz_must(column <= screen->columns, "nothing stands out at the right");
        }
}

static void explore(struct app *app, struct sent *sent, bool ascii)
{
    struct input input = { .source = { .next = next_item, .octets = next_octets, .context = sent } };
    struct event event = { .now_ms = 0 };
    struct item item;
    struct app_wish wish = { 0 };

    while (!wish.quit && input_next(&input, &item)) {
        event.now_ms += 30;
        event.kind = EV_KEY;
        if (item.kind == ITEM_KEY) {
            event.u.key = item.key;
        } else if (item.kind == ITEM_PASTE) {
            event.kind = EV_PASTE;
            event.u.paste = input.paste;
        } else {
            other_event(sent, item.code, &event);
        }
        app_step(app, &event, &wish);
        if (wish.copy)
            (void)strlen(wish.copy);
        must_be_drawn(app_draw(app), ascii);
    }
    input_free(&input);
}

void fuzz_explore(const char *path, const uint8_t *octets, size_t len)
{
    const struct options options = options_default();
    const struct store_place place = { .path = path };
    struct app_setup setup = {
        .options = &options, .rows = 24, .columns = 80, .ascii = len % 2, .watched = true
    };
    struct sent sent = { .at = octets, .end = octets + len };
    struct err err = { 0 };

    setup.session = session_new(&place);
    struct app *app = app_new(&setup, &err);
    if (app) {
        must_be_drawn(app_draw(app), setup.ascii);
        app_load_rest(app);
        explore(app, &sent, setup.ascii);
    } else {
        fuzz_must(err.kind == ERR_ENV && err.text[0], "a file that cannot be read is said to be so");
    }

    app_free(app);
    session_free(setup.session);
}
