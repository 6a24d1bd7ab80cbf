/* Times programs on a pseudo-terminal and as whole processes, in one run, as ratios: the machine's own speed
 * cancels out.
 *
 *   bench DNSREG FLOOR FOLDER    FOLDER is scratch; a git repository is the working directory, for tig
 *
 * first screen   from fork to the awaited text on libvterm's screen, median of 21
 * key to paint   from a key to the last octet of the frame it causes, median of 200
 * process        from fork to exit with the output read, median of 101
 * A peer that is not installed is "not here". Nothing fails for being slow: the figures are for people to
 * read. */

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
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

enum { ROWS = 24, COLUMNS = 80, FRAMES = 21, KEYS = 200, PROCESSES = 101, QUIET_MS = 30, PATIENCE_MS = 5000 };

struct child {
    pid_t pid;
    int master;
    VTerm *vterm;
    VTermScreen *screen;
};

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *figures, size_t n)
{
    qsort(figures, n, sizeof *figures, compare);
    return n ? figures[n / 2] : 0;
}

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
    ssize_t n;
    if (poll(&fd, 1, wait_ms) <= 0)
        return 0;
    n = read(child->master, octets, sizeof octets);
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
    FILE *file;
    (void)snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    file = fopen(path, "r");
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

struct frame_figures {
    double first_ms, key_ms;
    long kib;
};

static bool measure_screen(char *const argv[], const char *needle, struct frame_figures *figures)
{
    double first[FRAMES], keys[KEYS];
    struct child child;
    for (int i = 0; i < FRAMES; i++) {
        double begun = now_ms();
        if (!start(&child, argv))
            return false;
        first[i] = wait_for(&child, needle, begun);
        figures->kib = peak_kib(child.pid);
        if (first[i] < 0 || i + 1 < FRAMES)
            stop(&child);
        if (first[i] < 0)
            return false;
    }
    while (feed(&child, QUIET_MS) > 0)
        ;
    for (int i = 0; i < KEYS; i++) {
        double begun = now_ms(), last = begun;
        if (write(child.master, i % 2 ? "k" : "j", 1) < 0)
            break;
        while (feed(&child, last == begun ? 200 : 3) > 0)
            last = now_ms();
        keys[i] = last - begun;
    }
    figures->kib = peak_kib(child.pid);
    stop(&child);
    figures->first_ms = median(first, FRAMES);
    figures->key_ms = median(keys, KEYS);
    return true;
}

static double measure_process(char *const argv[])
{
    double figures[PROCESSES];
    for (int i = 0; i < PROCESSES; i++) {
        int ends[2], status;
        double begun = now_ms();
        char octets[65536];
        pid_t pid;
        if (pipe(ends) != 0)
            return -1;
        pid = fork();
        if (pid == 0) {
            (void)dup2(ends[1], STDOUT_FILENO);
            (void)close(ends[0]);
            (void)execvp(argv[0], argv);
            _exit(127);
        }
        (void)close(ends[1]);
        while (read(ends[0], octets, sizeof octets) > 0)
            ;
        (void)close(ends[0]);
        (void)waitpid(pid, &status, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            return -1;
        figures[i] = now_ms() - begun;
    }
    return median(figures, PROCESSES);
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

static void print_screen(const char *name, char *const argv[], const char *needle, double *floor)
{
    struct frame_figures figures = { 0 };
    if (!measure_screen(argv, needle, &figures)) {
        (void)printf("%-22s not here\n", name);
        return;
    }
    if (*floor == 0)
        *floor = figures.first_ms;
    (void)printf("%-22s %8.2f ms %6.2f x %10.3f ms %8.1f MiB\n", name, figures.first_ms,
                 figures.first_ms / *floor, figures.key_ms, (double)figures.kib / 1024);
}

static void print_process(const char *name, char *const argv[], double *peer)
{
    double ms = measure_process(argv);
    if (ms < 0) {
        (void)printf("%-22s not here\n", name);
        return;
    }
    if (*peer == 0)
        *peer = ms;
    (void)printf("%-22s %8.2f ms %6.2f x\n", name, ms, ms / *peer);
}

int main(int argc, char **argv)
{
    char floor_db[4096], lines[4096], db[4096];
    double floor = 0, peer = 0;
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
    (void)snprintf(floor_db, sizeof floor_db, "%s/floor.db", argv[3]);
    (void)snprintf(lines, sizeof lines, "%s/lines", argv[3]);
    (void)snprintf(db, sizeof db, "%s/dnsreg.db", argv[3]);
    (void)remove(floor_db);
    if (!make_floor(floor_db, lines)) {
        (void)fprintf(stderr, "bench: %s cannot be written\n", argv[3]);
        return 3;
    }
    (void)measure_process((char *[]){ argv[1], "--db", db, "editions", NULL }); /* makes the file */
    (void)printf("%-22s %11s %8s %13s %12s\n", "on a terminal, 80x24", "first", "of floor", "key to paint",
                 "peak memory");
    print_screen("floor", (char *[]){ argv[2], floor_db, NULL }, "in row 22", &floor);
    print_screen("dnsreg", (char *[]){ argv[1], "--db", db, NULL }, "RR TYPEs", &floor);
    print_screen("less", (char *[]){ "less", lines, NULL }, "in row 22", &floor);
    print_screen("tig", (char *[]){ "tig", NULL }, "[main]", &floor);
    (void)printf("\n%-22s %11s %8s\n", "whole process", "median", "of peer");
    print_process("sqlite3 FILE select", (char *[]){ "sqlite3", db, question, NULL }, &peer);
    print_process("dnsreg what 65", (char *[]){ argv[1], "--db", db, "what", "65", NULL }, &peer);
    print_process("dnsreg --version", (char *[]){ argv[1], "--version", NULL }, &peer);
    return 0;
}
