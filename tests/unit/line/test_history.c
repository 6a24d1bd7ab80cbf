#include "line/history.h"
#include "line/line.h"
#include "support/sandbox.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void newest_first(void **state)
{
    struct history *history = history_new(NULL);

    (void)state;
    assert_null(history_nth(history, 0));
    history_add(history, "a");
    history_add(history, "b");
    history_add(history, "");
    history_add(history, "  ");
    history_add(history, "c\nd");
    history_add(history, "\xff");
    history_add(history, "a  "); /* moves to the front */
    assert_int_equal(history_count(history), 2);
    assert_string_equal(history_nth(history, 0), "a");
    assert_string_equal(history_nth(history, 1), "b");
    assert_null(history_nth(history, 2));
    history_add(history, history_nth(history, 1)); /* its own text */
    assert_string_equal(history_nth(history, 0), "b");
    assert_true(history_save(history, NULL)); /* nowhere to go */
    history_free(history);
}

static void the_last_are_kept(void **state)
{
    struct history *history = history_new(NULL);
    char line[LINE_OCTETS + 8];

    (void)state;
    for (int i = 0; i < 3 * HISTORY_MOST; i++) {
        snprintf(line, sizeof line, "what %d", i);
        history_add(history, line);
    }

    assert_int_equal(history_count(history), HISTORY_MOST);
    assert_string_equal(history_nth(history, 0), line);
    snprintf(line, sizeof line, "what %d", 2 * HISTORY_MOST);
    assert_string_equal(history_nth(history, HISTORY_MOST - 1), line);
    memset(line, 'x', sizeof line - 1);
    line[LINE_OCTETS] = '\0';
    history_add(history, line); /* one too long */
    assert_string_not_equal(history_nth(history, 0), line);
    line[LINE_OCTETS - 1] = '\0';
    history_add(history, line);
    assert_string_equal(history_nth(history, 0), line);
    history_free(history);
}

static void kept_in_a_file(void **state)
{
    struct sandbox box;
    struct stat is;
    struct err err = { 0 };
    char path[512];

    (void)state;
    sandbox_make(&box);
    (void)sandbox_path(&box, "history", path);

    struct history *history = history_new(path);
    history_add(history, "list");
    history_add(history, "what 日本");
    assert_true(history_save(history, &err));
    history_free(history);
    assert_int_equal(stat(path, &is), 0);
    assert_int_equal(is.st_mode & 0777, 0600);
    assert_int_equal(sandbox_count(&box), 1); /* nothing temporary is left */
    history = history_new(path);
    assert_int_equal(history_count(history), 2);
    assert_string_equal(history_nth(history, 0), "what 日本");
    assert_string_equal(history_nth(history, 1), "list");
    history_free(history);
    sandbox_remove(&box);
}

/* What a program that was killed left beside it goes; what one that runs is writing stays, and that
 * is said. */
static void written_beside_it_first(void **state)
{
    static const char left[] = "left by one that was killed\n";
    struct sandbox box;
    struct err err = { 0 };
    char path[512], beside[512];
    int gate[2], status;
    char c;
    (void)state;
    sandbox_make(&box);
    file_write(sandbox_path(&box, "history.new", beside), left, sizeof left - 1);
    struct history *history = history_new(sandbox_path(&box, "history", path));
    history_add(history, "list");
    assert_true(history_save(history, &err));
    assert_int_equal(sandbox_count(&box), 1);

    file_write(beside, left, sizeof left - 1);
    assert_int_equal(pipe(gate), 0);
    pid_t other = fork();
    assert_true(other >= 0);
    if (other == 0) {
        struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
        int fd = open(beside, O_WRONLY);
        if (fcntl(fd, F_SETLK, &whole) != 0 || write(gate[1], "!", 1) != 1)
            _exit(1);
        for (;;)
            (void)pause();
    }
    assert_int_equal(read(gate[0], &c, 1), 1);
    assert_false(history_save(history, &err));
    assert_non_null(strstr(err.text, path));
    assert_int_equal(sandbox_count(&box), 2);
    (void)kill(other, SIGKILL);
    assert_int_equal(waitpid(other, &status, 0), other);
    assert_true(WIFSIGNALED(status));
    assert_true(history_save(history, &err));
    assert_int_equal(sandbox_count(&box), 1);

    (void)close(gate[0]);
    (void)close(gate[1]);
    history_free(history);
    sandbox_remove(&box);
}

/* What is wrong in the file is left out, and the rest is read. */
static void bad_lines(void **state)
{
    static const char octets[] = "good\n\n \n\033[2J\nto\0o\n\xff\xfe\n\xc2\x9b\nalso good\r\nlast\ncut";
    struct sandbox box;
    char path[512], *large = malloc(3U << 20);

    (void)state;
    assert_non_null(large);
    sandbox_make(&box);
    (void)sandbox_path(&box, "history", path);
    file_write(path, octets, sizeof octets - 1);

    struct history *history = history_new(path);
    assert_int_equal(history_count(history), 2);
    assert_string_equal(history_nth(history, 0), "last");
    assert_string_equal(history_nth(history, 1), "good");
    history_free(history);
    memset(large, 'x', 3U << 20);
    memcpy(large + (3U << 20) - 6, "\nlast\n", 6);
    file_write(path, large, 3U << 20);
    history = history_new(path);
    assert_int_equal(history_count(history), 1);
    assert_string_equal(history_nth(history, 0), "last");
    history_free(history);
    free(large);
    sandbox_remove(&box);
}

/* A file that is no file, or cannot be written: an empty history, and an error that says so. */
static void no_file(void **state)
{
    struct sandbox box;
    struct err err = { 0 };
    char path[512], fifo[512];

    (void)state;
    sandbox_make(&box);
    struct history *history = history_new(sandbox_path(&box, "none/history", path));
    history_add(history, "list");
    assert_false(history_save(history, &err));
    assert_int_equal(err.kind, ERR_ENV);
    assert_non_null(strstr(err.text, path));
    history_free(history);
    assert_int_equal(mkfifo(sandbox_path(&box, "fifo", fifo), 0600), 0);
    history = history_new(fifo); /* does not wait for a writer */
    assert_int_equal(history_count(history), 0);
    history_free(history);
    history = history_new(box.folder);
    assert_int_equal(history_count(history), 0);
    history_free(history);
    sandbox_remove(&box);
}

/* A file that is there and cannot be read holds lines that nobody has seen: none goes. The memory of a
 * process is a regular file whose first octet cannot be read. */
static void an_unreadable_file_stays(void **state)
{
    static const char *const targets[] = { "/proc/self/mem", "/", "/dev/zero", "history" };
    struct sandbox box;
    char path[512], target[32];
    (void)state;
    sandbox_make(&box);
    (void)sandbox_path(&box, "history", path);
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct err err = { 0 };
        assert_int_equal(symlink(targets[i], path), 0);
        struct history *history = history_new(path);
        history_add(history, "list");
        assert_false(history_save(history, &err));
        assert_non_null(strstr(err.text, "cannot be read"));
        assert_int_equal(readlink(path, target, sizeof target), strlen(targets[i]));
        assert_int_equal(sandbox_count(&box), 1);
        assert_int_equal(history_count(history), 1); /* it can still be called back */
        history_free(history);
        assert_int_equal(unlink(path), 0);
    }
    sandbox_remove(&box);
}

static void its_place(void **state)
{
    struct sandbox box;
    struct stat is;
    char path[HISTORY_PATH], wanted[512], folder[512];

    (void)state;
    sandbox_make(&box);
    assert_int_equal(setenv("HOME", box.folder, 1), 0);
    assert_int_equal(unsetenv("XDG_STATE_HOME"), 0);
    assert_string_equal(history_place(path), sandbox_path(&box, ".local/state/dnsreg/history", wanted));
    assert_int_equal(stat(sandbox_path(&box, ".local/state/dnsreg", folder), &is), 0);
    assert_int_equal(is.st_mode & 0777, 0700);
    assert_int_equal(setenv("XDG_STATE_HOME", sandbox_path(&box, "state", folder), 1), 0);
    assert_string_equal(history_place(path), sandbox_path(&box, "state/dnsreg/history", wanted));
    assert_int_equal(setenv("XDG_STATE_HOME", "relative", 1), 0);
    assert_string_equal(history_place(path), sandbox_path(&box, ".local/state/dnsreg/history", wanted));
    sandbox_remove(&box);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newest_first),
        cmocka_unit_test(the_last_are_kept),
        cmocka_unit_test(kept_in_a_file),
        cmocka_unit_test(written_beside_it_first),
        cmocka_unit_test(bad_lines),
        cmocka_unit_test(no_file),
        cmocka_unit_test(an_unreadable_file_stays),
        cmocka_unit_test(its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
