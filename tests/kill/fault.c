/* What can go wrong beside the program when it saves: a full disk, a file or folder that may not be written,
 * a file that is gone or another one, a lock. Each is one clear line and exit status 3, and the file is as it
 * was. */
#include "support/run.h"

#include "ui/cli/save.h"

#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static int make(void **state)
{
    struct runner *runner = calloc(1, sizeof *runner);

    assert_non_null(runner);
    runner_make(runner);
    runner->environment[0] = "DNSREG_AUTHOR=alice";

    struct ran ran = RUN(runner, "draft", "add", "rrtype", "65300", "FIRST");
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    *state = runner;
    return 0;
}

static int unmake(void **state)
{
    runner_remove(*state);
    free(*state);
    return 0;
}

struct copy {
    char *octets;
    size_t len;
};

static struct copy copy_of(const struct runner *runner)
{
    char path[512];
    struct copy copy;
    copy.octets = file_read(sandbox_path(&runner->box, "registry.db", path), &copy.len);
    return copy;
}

static void assert_as_before(const struct runner *runner, struct copy *before)
{
    struct copy after = copy_of(runner);
    assert_int_equal(after.len, before->len);
    assert_memory_equal(after.octets, before->octets, after.len);
    free(after.octets);
    free(before->octets);
}

/* A save that must fail with these words. */
static void assert_fails(const struct runner *runner, const char *words)
{
    char meaning[401];

    memset(meaning, 'm', sizeof meaning - 1);
    meaning[sizeof meaning - 1] = '\0';
    struct ran ran = RUN(runner, "draft", "add", "rrtype", "65301", "SECOND", "--meaning", meaning);
    assert_refused(&ran, 3);
    if (!strstr(ran.err, words))
        fail_msg("it said \"%s\", not \"%s\"", ran.err, words);
    ran_free(&ran);
}

static struct draft draft_second(const struct model *model)
{
    return (struct draft){ .registry = model_registry(model, "rrtype"),
                           .record = { .numeric = true, .low = 65301, .high = 65301, .mnemonic = "SECOND" } };
}

/* No file may grow beyond the octets that the registry file has: the journal cannot be written whole. */
static void a_size_limit_is_an_error_and_not_a_death(void **state)
{
    const struct runner *runner = *state;
    struct copy before = copy_of(runner);
    struct rlimit old, low;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    for (rlim_t size = 0; size <= before.len; size += before.len / 3 + 4096) {
        char notes[3200];
        low = old;
        low.rlim_cur = size > 2048 ? size : 2048;
        memset(notes, 'n', sizeof notes - 1);
        notes[sizeof notes - 1] = '\0';
        /* what the test itself keeps of the program's output must fit too */
        (void)signal(SIGXFSZ, SIG_IGN);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
        struct ran ran = RUN(runner, "draft", "add", "rrtype", "65301", "SECOND", "--note", notes);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
        (void)signal(SIGXFSZ, SIG_DFL);
        if (ran.status == 0) { /* a larger limit may be enough: then it was saved whole */
            struct ran undo = RUN(runner, "draft", "remove", "rrtype", "SECOND");
            assert_int_equal(undo.status, 0);
            ran_free(&undo);
            free(before.octets);
            before = copy_of(runner);
        } else {
            struct ran next =
                RUN(runner, "draft", "list"); /* a journal that could not be played then is now */
            struct copy now = copy_of(runner);
            ran_free(&next);
            assert_refused(&ran, 3);
            assert_true(size < before.len);
            assert_non_null(strstr(ran.err, "nothing was changed"));
            assert_non_null(strstr(ran.err, "ulimit -f"));
            assert_memory_equal(now.octets, before.octets, before.len);
            free(now.octets);
        }
        ran_free(&ran);
    }
    free(before.octets);
}

/* A disk of 1 MiB that something else has filled. */
static void a_full_disk_is_one_line(void **state)
{
    const struct runner *runner = *state;
    char disk[512], from[512], path[600], filler[600];
    struct copy before = copy_of(runner), after;
    char noise[512];

    (void)sandbox_path(&runner->box, "disk", disk);
    (void)mkdir(disk, 0700);
    if (mount("tmpfs", disk, "tmpfs", 0, "size=2m") != 0) {
        print_message("not here: only root may mount a small disk\n");
        free(before.octets);
        skip();
    }

    (void)sandbox_path(&runner->box, "registry.db", from);
    snprintf(path, sizeof path, "%s/registry.db", disk);
    file_write(path, before.octets, before.len);
    snprintf(filler, sizeof filler, "%s/filler", disk);

    FILE *fill = fopen(filler, "w");
    assert_non_null(fill);
    (void)setvbuf(fill, NULL, _IONBF, 0);
    memset(noise, 0, sizeof noise);
    while (fwrite(noise, sizeof noise, 1, fill) == 1)
        ;
    (void)fclose(fill);

    struct ran ran = RUN(runner, "--db", path, "draft", "add", "rrtype", "65301", "SECOND");
    after.octets = file_read(path, &after.len);
    assert_int_equal(umount(disk), 0);
    assert_refused(&ran, 3);
    assert_non_null(strstr(ran.err, "registry.db: the disk is full; "));
    assert_int_equal(after.len, before.len);
    assert_memory_equal(after.octets, before.octets, before.len);
    free(after.octets);
    free(before.octets);
    ran_free(&ran);
}

/* A disk with room for octets and for no more names: for the file itself, then for its journal. */
static void a_disk_with_room_for_no_more_files_is_one_line(void **state)
{
    const struct runner *runner = *state;

    static const char *const rooms[] = { "nr_inodes=1", "nr_inodes=2" }; /* the folder has one */
    char disk[512], from[512], path[600];
    (void)sandbox_path(&runner->box, "disk", disk);
    (void)sandbox_path(&runner->box, "registry.db", from);
    snprintf(path, sizeof path, "%s/registry.db", disk);
    (void)mkdir(disk, 0700);
    for (size_t i = 0; i < 2; i++) {
        if (mount("tmpfs", disk, "tmpfs", 0, rooms[i]) != 0) {
            print_message("not here: only root may mount a small disk\n");
            skip();
        }
        if (i == 1)
            file_copy(from, path);
        struct ran ran = RUN(runner, "--db", path, "draft", "add", "rrtype", "65301", "SECOND");
        assert_int_equal(umount(disk), 0);
        assert_refused(&ran, 3);
        if (!strstr(ran.err, i ? "room for no more files" : "cannot be made") || !strstr(ran.err, "df -i"))
            fail_msg("it said \"%s\"", ran.err);
        ran_free(&ran);
    }
}

/* ---- permissions ------------------------------------------------------------------------------- */

/* A process that is not root saves, over a file and folder of its own with these modes. Root would pass by
 * every mode, so it becomes somebody else. */
static void assert_forbidden(const struct runner *runner, mode_t file, mode_t folder, const char *words)
{
    enum { SOMEBODY = 65534 };

    char path[512];
    int status;
    (void)sandbox_path(&runner->box, "registry.db", path);
    if (getuid() == 0) {
        assert_int_equal(chown(path, SOMEBODY, SOMEBODY), 0);
        assert_int_equal(chown(runner->box.folder, SOMEBODY, SOMEBODY), 0);
    }
    assert_int_equal(chmod(path, file), 0);
    assert_int_equal(chmod(runner->box.folder, folder), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const struct store_place place = { .path = path };
        struct err err = { 0 };
        struct saved saved;
        const struct model *model;
        if (getuid() == 0 && (setgid(SOMEBODY) != 0 || setuid(SOMEBODY) != 0))
            _exit(2);
        (void)setenv("DNSREG_AUTHOR", "somebody", 1);
        struct session *session = session_new(&place);
        model = session_model(session, "iana", &err); /* it is read all the same */
        if (!model)
            _exit(3);
        struct draft draft = draft_second(model);
        if (session_save(session, &draft, "iana", &saved, &err))
            _exit(4);
        (void)fprintf(stderr, "%s\n", err.text);
        _exit(strstr(err.text, words) && !strchr(err.text, '\n') ? 0 : 5);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(runner->box.folder, 0700), 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void a_file_that_may_not_be_written_says_so(void **state)
{
    const struct runner *runner = *state;
    struct copy before = copy_of(runner);
    assert_forbidden(runner, 0400, 0700, "may not be written");
    assert_as_before(runner, &before);
}

/* The journal of a change stands beside the file. */
static void a_folder_that_may_not_be_written_says_so(void **state)
{
    const struct runner *runner = *state;
    struct copy before = copy_of(runner);
    assert_forbidden(runner, 0600, 0500, "its folder");
    assert_as_before(runner, &before);
}

static void read_only_says_so(void **state)
{
    const struct runner *runner = *state;
    struct copy before = copy_of(runner);

    static const char *const verbs[][5] = { { "draft", "add", "rrtype", "next", "SECOND" },
                                            { "draft", "remove", "rrtype", "FIRST" },
                                            { "undo" },
                                            { "redo" },
                                            { "registry", "add", "mine" } };
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        struct ran ran =
            RUN(runner, "--read-only", verbs[i][0], verbs[i][1], verbs[i][2], verbs[i][3], verbs[i][4]);
        assert_refused(&ran, 3);
        assert_non_null(strstr(ran.err, "--read-only"));
        ran_free(&ran);
    }
    assert_as_before(runner, &before);
}

static void a_lock_is_waited_for_and_then_said(void **state)
{
    const struct runner *runner = *state;
    struct copy before = copy_of(runner);
    char path[512];
    sqlite3 *other = NULL;

    assert_int_equal(sqlite3_open(sandbox_path(&runner->box, "registry.db", path), &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_fails(runner, "locked");
    (void)sqlite3_close(other);
    assert_as_before(runner, &before);
}

/* ---- in one process, as the explorer is -------------------------------------------------------- */

/* Opens, lets `happen` come over the file, and saves. */
static void assert_moved(const struct runner *runner, void (*happen)(const char *path, const char *aside))
{
    char path[512], aside[512];
    const struct store_place place = { .path = sandbox_path(&runner->box, "registry.db", path) };
    struct session *session = session_new(&place);
    struct err err = { 0 };
    const struct model *model = session_model(session, "iana", &err);
    struct draft draft;
    struct saved saved;

    assert_non_null(model);
    draft =
        (struct draft){ .registry = model_registry(model, "rrtype"),
                        .record = { .numeric = true, .low = 65301, .high = 65301, .mnemonic = "SECOND" } };
    happen(path, sandbox_path(&runner->box, "aside.db", aside));
    assert_false(session_save(session, &draft, "iana", &saved, &err));
    assert_int_equal(err.kind, ERR_ENV);
    if (!strstr(err.text, "removed or replaced"))
        fail_msg("it said \"%s\"", err.text);
    assert_null(strchr(err.text, '\n'));
    assert_ptr_equal(session_model(session, "iana", &err), model); /* it is all there still */
    session_free(session);
}

static void remove_it(const char *path, const char *aside)
{
    (void)aside;
    assert_int_equal(unlink(path), 0);
}

static void replace_it(const char *path, const char *aside)
{
    size_t len;
    char *octets = file_read(path, &len);
    file_write(aside, octets, len);
    assert_int_equal(rename(aside, path), 0);
    free(octets);
}

static void a_file_that_is_removed_takes_no_save(void **state)
{
    const struct runner *runner = *state;
    char path[512];
    assert_moved(runner, remove_it);
    assert_false(file_exists(sandbox_path(&runner->box, "registry.db", path)));
}

static void a_file_that_is_replaced_takes_no_save(void **state)
{
    const struct runner *runner = *state;
    struct copy before = copy_of(runner);
    assert_moved(runner, replace_it);
    assert_as_before(runner, &before);
}

int main(void)
{
#define IN_A_BOX(test) cmocka_unit_test_setup_teardown(test, make, unmake)
    const struct CMUnitTest tests[] = {
        IN_A_BOX(a_size_limit_is_an_error_and_not_a_death),
        IN_A_BOX(a_full_disk_is_one_line),
        IN_A_BOX(a_disk_with_room_for_no_more_files_is_one_line),
        IN_A_BOX(a_file_that_may_not_be_written_says_so),
        IN_A_BOX(a_folder_that_may_not_be_written_says_so),
        IN_A_BOX(read_only_says_so),
        IN_A_BOX(a_lock_is_waited_for_and_then_said),
        IN_A_BOX(a_file_that_is_removed_takes_no_save),
        IN_A_BOX(a_file_that_is_replaced_takes_no_save),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
