/* Times programs on a pseudo-terminal and as whole processes, in one run, as ratios: the machine's own speed
 * cancels out.
 *
 *   bench DNSREG FLOOR FOLDER    FLOOR-linked stands beside FLOOR; FOLDER is scratch; a git repository is the
 * working directory, for tig
 *
 * first screen   from fork to the last line of the first screen on libvterm's, median of 151
 * key to paint   from a key to the last octet of the frame it causes, median of 200
 * process        from fork to exit with the output read, median of 101
 * stream         the same, over 30,000 messages and on one core, median of 5
 * The programs take turns in an order drawn anew each round, and the span that holds eight of ten runs stands
 * beside each median. A peer that is not installed is "not here". Nothing fails for being slow: the figures
 * are for people to read. */

#include "figures.h"
#include "messages.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

enum {
    ROWS = 24,
    COLUMNS = 80,
    FRAMES = 151,
    KEYS = 200,
    PROCESSES = 101,
    STREAMS = 5,
    STREAM_TIMES = 2500, /* of a dozen messages: 30,000 */
    QUIET_MS = 30,
    PATIENCE_MS = 5000,
    MOST_PROGRAMS = 8
};

struct child {
    pid_t pid;
    int master;
    VTerm *vterm;
    VTermScreen *screen;
};

static bool start(struct child *child, char *const argv[])
{
    struct winsize size = { .ws_row = ROWS, .ws_col = COLUMNS };

    child->pid = forkpty(&child->master, NULL, NULL, &size);
    if (child->pid == 0) {
        (void)setenv("TERM", "xterm-256color", 1);
        (void)setenv("LC_ALL", "C.UTF-8", 1);
        (void)execvp(argv[0], argv);
        _exit(127);
    }

    child->vterm = vterm_new(ROWS, COLUMNS);
    vterm_set_utf8(child->vterm, 1);
    child->screen = vterm_obtain_screen(child->vterm);
    vterm_screen_enable_altscreen(child->screen, 1);
    vterm_screen_reset(child->screen, 1);
    return child->pid > 0;
}

static void stop(struct child *child)
{
    (void)kill(child->pid, SIGKILL);
    (void)waitpid(child->pid, NULL, 0);
    (void)close(child->master);
    vterm_free(child->vterm);
}

/* Feeds what comes within wait_ms to the screen; 0: nothing came, -1: the program is gone. */
static int feed(struct child *child, int wait_ms)
{
    char octets[65536];
    struct pollfd fd = { .fd = child->master, .events = POLLIN };
    if (poll(&fd, 1, wait_ms) <= 0)
        return 0;

    ssize_t n = read(child->master, octets, sizeof octets);
    if (n <= 0)
        return -1;
    (void)vterm_input_write(child->vterm, octets, (size_t)n);
    return 1;
}

static bool shows(struct child *child, const char *needle)
{
    char text[ROWS * COLUMNS * 4 + 1];
    VTermRect all = { 0, ROWS, 0, COLUMNS };
    size_t len = vterm_screen_get_text(child->screen, text, sizeof text - 1, all);
    text[len] = '\0';
    return strstr(text, needle) != NULL;
}

static long peak_kib(pid_t pid)
{
    char path[64], line[256];
    long kib = 0;

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmHWM: %ld", &kib) == 1)
            break;

    if (file)
        (void)fclose(file);
    return kib;
}

/* Milliseconds to the text; a negative number: it never came. */
static double wait_for(struct child *child, const char *needle, double begun)
{
    while (!shows(child, needle)) {
        int fed = feed(child, PATIENCE_MS);
        if (fed <= 0)
            return -1;
    }
    return now_ms() - begun;
}

/* A program to be timed, and what was found. */
struct program {
    const char *name;
    char *const *argv;
    const char
        *needle; /* stands on its first screen as low as anything does; NULL: it is no screen program */
    struct figures first, keys;
    long kib;
    const char *from; /* its standard input; NULL: ours, and any core */
    bool missing;
};

static void time_first(struct program *program)
{
    struct child child;
    double begun = now_ms(), ms = -1;

    if (!program->missing && start(&child, program->argv)) {
        ms = wait_for(&child, program->needle, begun);
        stop(&child);
    }

    program->missing = ms < 0;
    figures_take(&program->first, ms);
}

static void time_keys(struct program *program)
{
    struct child child;
    if (program->missing || !start(&child, program->argv))
        return;

    (void)wait_for(&child, program->needle, now_ms());
    while (feed(&child, QUIET_MS) > 0)
        ;
    for (int i = 0; i < KEYS; i++) {
        double begun = now_ms(), last = begun;
        if (write(child.master, i % 2 ? "k" : "j", 1) < 0)
            break;
        while (feed(&child, last == begun ? 200 : 3) > 0)
            last = now_ms();
        figures_take(&program->keys, last - begun);
    }

    program->kib = peak_kib(child.pid);
    stop(&child);
}

/* In the child: its input, one core, and no warnings among the figures. */
static void read_from(const char *path)
{
    const int in = open(path, O_RDONLY);
    cpu_set_t core;
    CPU_ZERO(&core);
    CPU_SET(0, &core);
    (void)sched_setaffinity(0, sizeof core, &core);
    if (in < 0 || dup2(in, STDIN_FILENO) < 0 || !freopen("/dev/null", "w", stderr))
        _exit(126);
}

static void time_process(struct program *program)
{
    int ends[2], status;
    double begun = now_ms();
    char octets[65536];

    if (program->missing || pipe(ends) != 0)
        return;

    pid_t pid = fork();
    if (pid == 0) {
        (void)dup2(ends[1], STDOUT_FILENO);
        (void)close(ends[0]);
        if (program->from)
            read_from(program->from);
        (void)execvp(program->argv[0], program->argv);
        _exit(127);
    }

    (void)close(ends[1]);
    while (read(ends[0], octets, sizeof octets) > 0)
        ;
    (void)close(ends[0]);
    (void)waitpid(pid, &status, 0);
    program->missing = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    figures_take(&program->first, now_ms() - begun);
}

static bool make_floor(const char *path, const char *lines)
{
    sqlite3 *db;
    bool ok = sqlite3_open(path, &db) == SQLITE_OK &&
              sqlite3_exec(db,
                           "CREATE TABLE floor (code INTEGER PRIMARY KEY, name TEXT);"
                           "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499)"
                           "INSERT INTO floor SELECT i, 'a name that stands in row ' || i FROM n",
                           NULL, NULL, NULL) == SQLITE_OK;
    FILE *file = fopen(lines, "w");

    (void)sqlite3_close(db);
    for (int i = 0; file && i < 500; i++)
        (void)fprintf(file, "%6d  a name that stands in row %d\n", i, i);
    return file && fclose(file) == 0 && ok;
}

/* One run of each in turn, so that what else the machine does falls on all of them alike, and in another
 * order each round: whoever follows the same long run every time finds a faster machine than the others. */
static void measure(struct program *programs, size_t n, int runs, void (*time_one)(struct program *))
{
    struct program *order[MOST_PROGRAMS];
    unsigned seed = 1;

    for (size_t i = 0; i < n; i++)
        order[i] = &programs[i];
    for (int run = 0; run < runs; run++) {
        for (size_t left = n; left > 0; left--) {
            const size_t drawn = (size_t)rand_r(&seed) % left;
            struct program *program = order[drawn];
            order[drawn] = order[left - 1];
            order[left - 1] = program;
            time_one(program);
        }
    }
}

/* Median, the span that holds eight of ten, and the ratio to the first program's median. */
static void print_all(struct program *programs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct program *p = &programs[i];
        if (p->missing) {
            (void)printf("%-22s not here\n", p->name);
            continue;
        }
        figures_print(p->name, &p->first, &programs[0].first);
        if (p->needle)
            (void)printf(" %9.3f ms %8.1f MiB", figures_share(&p->keys, 50), (double)p->kib / 1024);
        (void)putchar('\n');
    }
}

/* Messages by the ten thousand. */
static void time_streams(char *dnsreg, char *db, const char *folder)
{
    char lines[4096], capture[4096];
    snprintf(lines, sizeof lines, "%s/messages.hex", folder);
    snprintf(capture, sizeof capture, "%s/messages.pcap", folder);
    struct program streams[] = {
        { .name = "tshark -T json",
          .argv = (char *[]){ "tshark", "-n", "-r", capture, "-T", "json", NULL },
          .from = capture },
        { .name = "dnsreg decode --lines",
          .argv = (char *[]){ dnsreg, "--db", db, "decode", "--lines", NULL },
          .from = lines },
        { .name = "dnsreg decode --pcap",
          .argv = (char *[]){ dnsreg, "--db", db, "decode", "--pcap", capture, NULL },
          .from = capture },
    };

    enum { ALL = sizeof streams / sizeof *streams };

    if (!bench_write_lines(lines, STREAM_TIMES) || !bench_write_capture(capture, STREAM_TIMES)) {
        (void)fprintf(stderr, "bench: %s cannot be written\n", folder);
        return;
    }
    measure(streams, ALL, STREAMS, time_process);
    (void)printf("\n%-22s %10s %16s %9s\n", "30,000 messages", "median", "8 of 10", "of peer");
    print_all(streams, ALL);
}

int main(int argc, char **argv)
{
    char floor_db[4096], lines[4096], db[4096], linked[4096];
    char question[] =
        "SELECT a.registry, a.low, a.high, a.mnemonic, a.meaning, a.status FROM assignment a JOIN "
        "edition_snapshot e ON e.snapshot = a.snapshot WHERE e.edition = 'iana' AND 65 BETWEEN a.low AND "
        "a.high UNION ALL SELECT p.registry, p.low, p.high, NULL, p.policy, p.use FROM policy_range p JOIN "
        "edition_snapshot e ON e.snapshot = p.snapshot WHERE e.edition = 'iana' AND 65 BETWEEN p.low AND "
        "p.high";
    if (argc != 4) {
        (void)fputs("usage: bench DNSREG FLOOR FOLDER\n", stderr);
        return 2;
    }
    snprintf(floor_db, sizeof floor_db, "%s/floor.db", argv[3]);
    snprintf(lines, sizeof lines, "%s/lines", argv[3]);
    snprintf(db, sizeof db, "%s/dnsreg.db", argv[3]);
    snprintf(linked, sizeof linked, "%s-linked", argv[2]);
    (void)remove(floor_db);
    if (!make_floor(floor_db, lines)) {
        (void)fprintf(stderr, "bench: %s cannot be written\n", argv[3]);
        return 3;
    }
    struct program screens[] = {
        { .name = "floor", .argv = (char *[]){ argv[2], floor_db, NULL }, .needle = "in row 23" },
        { .name = "dnsreg", .argv = (char *[]){ argv[1], "--db", db, NULL }, .needle = "q quit" },
        { .name = "floor, linked as it",
          .argv = (char *[]){ linked, floor_db, NULL },
          .needle = "in row 23" },
        { .name = "less", .argv = (char *[]){ "less", lines, NULL }, .needle = "in row 22" },
        { .name = "tig", .argv = (char *[]){ "tig", NULL }, .needle = "[main]" },
    };
    struct program processes[] = {
        { .name = "sqlite3 FILE select", .argv = (char *[]){ "sqlite3", db, question, NULL } },
        { .name = "dnsreg what 65", .argv = (char *[]){ argv[1], "--db", db, "what", "65", NULL } },
        { .name = "dnsreg --version", .argv = (char *[]){ argv[1], "--version", NULL } },
    };

    enum { SCREENS = sizeof screens / sizeof *screens, WHOLE = sizeof processes / sizeof *processes };
    struct program maker = { .argv = (char *[]){ argv[1], "--db", db, "editions", NULL } };
    time_process(&maker); /* makes the file */
    measure(screens, SCREENS, FRAMES, time_first);
    measure(screens, SCREENS, 1, time_keys);
    (void)printf("%-22s %10s %16s %9s %12s %12s\n", "on a terminal, 80x24", "first", "8 of 10", "of floor",
                 "key to paint", "peak memory");
    print_all(screens, SCREENS);
    measure(processes, WHOLE, PROCESSES, time_process);
    (void)printf("\n%-22s %10s %16s %9s\n", "whole process", "median", "8 of 10", "of peer");
    print_all(processes, WHOLE);
    time_streams(argv[1], db, argv[3]);
    return 0;
}
