/* Every change of a file is killed at each of its calls, and its power is cut after each of them. What is
 * then found must be sound; it says what it said before or what it says afterwards, and the latter once that
 * was acknowledged; the next start works with it, and leaves no file behind that was not there.
 *
 *   power FIXTURE                  a part of the calls and of the states, always the same   power FIXTURE
 * long [CHANGE]    all calls, or of more than a hundred a part, and many more states */
#include "power/changes.h"
#include "power/disk.h"

#include "base/memory.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum fault { FAULT_TORN, FAULT_LOST, FAULT_REFUSED, FAULT_LITTER, FAULTS };

static const char *const fault_words[FAULTS] = { "torn", "lost", "refused", "with litter" };

struct tally {
    unsigned long states, acknowledged, faults[FAULTS];
    char first[FAULTS][400];
};

struct effort {
    const char *fixture, *only; /* NULL: all changes */
    bool longer;
    struct tally kills, cuts;
};

/* One change, and what its file says before it, once it was opened, and after it. */
struct trial {
    const struct change *change;
    struct effort *effort;
    struct runner runner;
    struct sandbox aside;
    struct image before;
    char *was, *opened, *is;
    char *names; /* that a start after the change leaves in the folder */
    struct disk *disk;
    uint64_t *seen; /* hashes of states that were judged */
    size_t n_seen, seen_capacity;
    unsigned long judged;
    char told[4][600];
};

/* ---- running ----------------------------------------------------------------------------------- */

/* What the next runs see; `kill_at` 0: they are left alone. */
static void tell(struct trial *trial, const char *recording, size_t kill_at, bool torn)
{
    const char **at = trial->runner.environment;
    char *told = trial->told[0];

    memset(at, 0, sizeof trial->runner.environment);
    *at++ = "DNSREG_AUTHOR=alice";
    *at++ = "DNSREG_NOW=2026-11-21T09:12:00Z";
    snprintf(told, sizeof trial->told[0], "KEEP=%s/%s", trial->runner.box.folder,
             trial->change->subject->file);
    *at++ = told;
    if (trial->change->with & WITH_HOME)
        *at++ = "DNSREG_DB";
    if (!recording && kill_at == 0)
        return;

    snprintf(trial->told[1], sizeof trial->told[1], SHIM_FOLDER "=%s", trial->runner.box.folder);
    *at++ = trial->told[1];
    if (recording)
        snprintf(trial->told[2], sizeof trial->told[2], SHIM_RECORD "=%s", recording);
    else
        snprintf(trial->told[2], sizeof trial->told[2], SHIM_KILL_AT "=%zu", kill_at);

    *at++ = trial->told[2];
    *at++ = "LD_PRELOAD=" POWER_SHIM;
    if (torn)
        *at++ = SHIM_TORN "=1";
}

/* Runs a line that must work. */
static void must(struct trial *trial, const char *line)
{
    struct ran ran = change_run(trial->change, &trial->runner, line);
    if (ran.status != 0 || ran.out_len == 0)
        fail_msg("%s: %s: status %d, %s", trial->change->name, line, ran.status, ran.err);
    ran_free(&ran);
}

static char *names_now(const struct trial *trial)
{
    struct image image = image_read(trial->runner.box.folder);
    char *names = image_names(&image);
    image_free(&image);
    return names;
}

/* Does the recording hold all that was done? What the shim does not know shows here. */
static void check_recording(struct trial *trial, struct disk *disk)
{
    struct image real = image_read(trial->runner.box.folder), replayed;

    while (disk_advance(disk))
        ;
    unsigned char *kept = memory_take(disk_pending(disk) + 1);
    memset(kept, FATE_KEPT, disk_pending(disk));
    replayed = disk_after(disk, &(struct cut){ .fates = kept });
    assert_int_equal(image_hash(&real), image_hash(&replayed));
    assert_true(disk_said(disk));
    free(kept);
    image_free(&real);
    image_free(&replayed);
}

/* Runs the change and keeps what it did. */
static void record(struct trial *trial)
{
    char recording[512];

    trial->disk = disk_watch(trial->runner.box.folder);
    struct disk *twin = disk_watch(trial->runner.box.folder);
    tell(trial, sandbox_path(&trial->aside, "recording", recording), 0, false);
    must(trial, trial->change->line);
    tell(trial, NULL, 0, false);
    disk_read(trial->disk, recording);
    disk_read(twin, recording);
    check_recording(trial, twin);
    disk_free(twin);
}

static void begin(struct trial *trial)
{
    struct runner *runner = &trial->runner;
    const struct subject *subject = trial->change->subject;
    char *folder;
    sandbox_make(&runner->box);
    sandbox_make(&trial->aside);
    folder = realpath(runner->box.folder, NULL); /* as the shim and SQLite see it */
    assert_non_null(folder);
    snprintf(runner->box.folder, sizeof runner->box.folder, "%s", folder);
    free(folder);

    tell(trial, NULL, 0, false);
    change_prepare(trial->change, runner, trial->effort->fixture);
    trial->before = image_read(runner->box.folder);
    trial->was = change_read(trial->change, runner);
    must(trial, subject->look);
    trial->opened = change_read(trial->change, runner);

    image_write(&trial->before, runner->box.folder);
    record(trial);
    trial->is = change_read(trial->change, runner);
    assert_string_not_equal(trial->is, trial->was);
    must(trial, subject->look);
    trial->names = names_now(trial);
}

static void end(struct trial *trial)
{
    disk_free(trial->disk);
    image_free(&trial->before);
    free(trial->was);
    free(trial->opened);
    free(trial->is);
    free(trial->names);
    free(trial->seen);
    sandbox_remove(&trial->runner.box);
    sandbox_remove(&trial->aside);
}

/* ---- judging ----------------------------------------------------------------------------------- */

static void blame(struct tally *tally, enum fault fault, const struct trial *trial, const char *where,
                  const char *what)
{
    if (tally->faults[fault]++ == 0)
        snprintf(tally->first[fault], sizeof tally->first[fault], "%s, %s: %.200s", trial->change->name,
                 where, what);
}

/* Is it one of what it may say? */
static bool judge_words(struct trial *trial, struct tally *tally, const char *says, bool must_be_new,
                        const char *where)
{
    bool is_new = strcmp(says, trial->is) == 0;
    bool sound = is_new || strcmp(says, trial->was) == 0 || strcmp(says, trial->opened) == 0;
    if (!sound)
        blame(tally, FAULT_TORN, trial, where, says);
    else if (must_be_new && !is_new)
        blame(tally, FAULT_LOST, trial, where, says);
    return sound && (is_new || !must_be_new);
}

/* What it says before a start, which may do the change again. */
static bool judge_before(struct trial *trial, struct tally *tally, bool must_be_new, const char *where)
{
    char *says = change_read(trial->change, &trial->runner);
    bool good = judge_words(trial, tally, says, must_be_new, where);
    free(says);
    return good;
}

/* Runs a line on what was found. False: it would not, or it is unsound now. */
static bool judge_line(struct trial *trial, struct tally *tally, const char *line, const char *where)
{
    struct ran ran = change_run(trial->change, &trial->runner, line);
    char *says = change_read(trial->change, &trial->runner);
    bool torn = strncmp(says, "torn", 4) == 0, good = ran.status == 0 && !torn;

    if (torn)
        blame(tally, FAULT_TORN, trial, where, says);
    else if (!good)
        blame(tally, FAULT_REFUSED, trial, where, ran.err);

    free(says);
    ran_free(&ran);
    return good;
}

/* The next start, and what it leaves. A journal in which nothing stands is no harm: the next change
 * takes it. */
static void judge_start(struct trial *trial, struct tally *tally, bool must_be_new, const char *where)
{
    const struct subject *subject = trial->change->subject;
    bool good = judge_line(trial, tally, subject->look, where);
    char *says = change_read(trial->change, &trial->runner), *names = names_now(trial);

    if (good && subject->promised)
        good = judge_words(trial, tally, says, must_be_new, where);
    if (good && (trial->effort->longer || trial->judged++ % 8 == 0 || strcmp(names, trial->names) != 0)) {
        good = judge_line(trial, tally, subject->write, where);
        free(names);
        names = names_now(trial);
    }

    if (good && strcmp(names, trial->names) != 0)
        blame(tally, FAULT_LITTER, trial, where, names);
    free(says);
    free(names);
}

static void judge(struct trial *trial, struct tally *tally, const struct image *found, bool must_be_new,
                  const char *where)
{
    tally->states++;
    tally->acknowledged += must_be_new;
    tell(trial, NULL, 0, false);
    image_write(found, trial->runner.box.folder);
    if (!trial->change->subject->promised || strcmp(trial->was, trial->opened) != 0) {
        if (!judge_before(trial, tally, must_be_new, where))
            return;
        image_write(found, trial->runner.box.folder);
    }

    judge_start(trial, tally, must_be_new, where);
    if (trial->effort->longer && tally->states % 250 == 0)
        print_message("%-28s %s\n", trial->change->name, where);
}

/* ---- killed ------------------------------------------------------------------------------------ */

static void kill_at(struct trial *trial, size_t call, bool torn)
{
    char where[64];

    snprintf(where, sizeof where, "killed %s call %zu", torn ? "half-way in" : "before", call);
    image_write(&trial->before, trial->runner.box.folder);
    tell(trial, NULL, call, torn);

    struct ran ran = change_run(trial->change, &trial->runner, trial->change->line);
    if (ran.status != (call <= disk_calls(trial->disk) ? 128 + SIGKILL : 0))
        fail_msg("%s, %s: status %d, %s", trial->change->name, where, ran.status, ran.err);

    struct image found = image_read(trial->runner.box.folder);
    judge(trial, &trial->effort->kills, &found, ran.out_len > 0, where);
    image_free(&found);
    ran_free(&ran);
}

/* Writes that follow one another: in a short run their first and their last stand for them, in a long one
 * some. */
static bool is_passed_over(const struct trial *trial, size_t call)
{
    const struct disk *disk = trial->disk;
    size_t n = disk_calls(disk);
    bool between = call > 0 && call + 1 < n && disk_op(disk, call - 1) == RECORD_WRITE &&
                   disk_op(disk, call) == RECORD_WRITE && disk_op(disk, call + 1) == RECORD_WRITE;
    return between && (!trial->effort->longer || call % (1 + n / 100) != 0);
}

static void kill_everywhere(struct trial *trial)
{
    for (size_t i = 0; i < disk_calls(trial->disk); i++) {
        if (is_passed_over(trial, i))
            continue;
        kill_at(trial, i + 1, false);
        if (disk_op(trial->disk, i) == RECORD_WRITE)
            kill_at(trial, i + 1, true);
    }
    kill_at(trial, disk_calls(trial->disk) + 1, false);
}

/* ---- without power ----------------------------------------------------------------------------- */

static bool is_new_state(struct trial *trial, uint64_t hash)
{
    for (size_t i = 0; i < trial->n_seen; i++)
        if (trial->seen[i] == hash)
            return false;
    trial->seen = array_grow(trial->seen, &trial->seen_capacity, trial->n_seen + 1, sizeof *trial->seen);
    trial->seen[trial->n_seen++] = hash;
    return true;
}

static void cut_so(struct trial *trial, size_t done, const struct cut *cut, const char *how)
{
    struct image found = disk_after(trial->disk, cut);
    bool must_be_new = disk_said(trial->disk) && trial->change->subject->promised;
    char where[96];
    snprintf(where, sizeof where, "power cut after call %zu, %s", done, how);
    if (is_new_state(trial, image_hash(&found) * 2 + must_be_new))
        judge(trial, &trial->effort->cuts, &found, must_be_new, where);
    image_free(&found);
}

/* Names and data each lost or kept; if `but` is one of them, it alone has the other fate. */
static void cut_plainly(struct trial *trial, size_t done, unsigned char *fates, size_t but)
{
    static const char *const hows[] = { "nothing", "names", "data", "all" };
    for (unsigned kept = 0; kept < 4; kept++) {
        char how[64];
        for (size_t i = 0; i < disk_pending(trial->disk); i++) {
            bool keep = (kept & (disk_is_name(trial->disk, i) ? 1 : 2)) != 0;
            fates[i] = keep != (i == but) ? FATE_KEPT : FATE_LOST;
        }
        snprintf(how, sizeof how, but < disk_pending(trial->disk) ? "%s kept, but for %zu" : "%s kept",
                 hows[kept], but);
        cut_so(trial, done, &(struct cut){ .fates = fates }, how);
    }
}

static void cut_by_lot(struct trial *trial, size_t done, unsigned char *fates, uint64_t *lot)
{
    for (size_t i = 0; i < disk_pending(trial->disk); i++)
        fates[i] = (unsigned char)(lot_next(lot) % 3);
    cut_so(trial, done, &(struct cut){ .fates = fates, .lot = lot_next(lot), .noise = lot_next(lot) % 2 },
           "by lot");
}

static void cut_after(struct trial *trial, size_t done, uint64_t *lot)
{
    const unsigned singles = trial->effort->longer ? 6 : 0, lots = trial->effort->longer ? 10 : 2;
    size_t n = disk_pending(trial->disk);
    unsigned char *fates = memory_take(n + 1);

    cut_plainly(trial, done, fates, SIZE_MAX);
    for (unsigned i = 0; n > 0 && i < singles; i++)
        cut_plainly(trial, done, fates, lot_next(lot) % n);
    for (unsigned i = 0; n > 0 && i < lots; i++)
        cut_by_lot(trial, done, fates, lot);
    free(fates);
}

static void cut_everywhere(struct trial *trial)
{
    uint64_t lot = 20261121;
    size_t done = 0;
    do {
        if (done == 0 || !is_passed_over(trial, done - 1))
            cut_after(trial, done, &lot);
        done++;
    } while (disk_advance(trial->disk));
}

/* ---- all of them ------------------------------------------------------------------------------- */

static void every_change(void **state)
{
    struct effort *effort = *state;
    for (size_t i = 0; i < n_changes; i++) {
        struct trial trial = { .change = &changes[i], .effort = effort };
        unsigned long kills = effort->kills.states, cuts = effort->cuts.states;
        if (effort->only && strcmp(effort->only, changes[i].name) != 0)
            continue;
        begin(&trial);
        kill_everywhere(&trial);
        cut_everywhere(&trial);
        print_message("%-28s %4zu calls, %4lu kills, %5lu states after power loss\n", trial.change->name,
                      disk_calls(trial.disk), effort->kills.states - kills, effort->cuts.states - cuts);
        end(&trial);
    }
}

static void check_tally(const struct tally *tally, const char *what)
{
    unsigned long faults = 0;

    print_message("%lu states %s, %lu of them acknowledged:", tally->states, what, tally->acknowledged);
    for (size_t i = 0; i < FAULTS; i++) {
        print_message(" %lu %s", tally->faults[i], fault_words[i]);
        faults += tally->faults[i];
    }

    print_message("\n");
    for (size_t i = 0; i < FAULTS; i++)
        if (tally->faults[i] > 0)
            print_message("first %s: %s\n", fault_words[i], tally->first[i]);

    assert_true(tally->acknowledged > 0);
    assert_int_equal(faults, 0);
}

static void a_kill_loses_nothing(void **state)
{
    check_tally(&((struct effort *)*state)->kills, "after a kill");
}

static void a_power_loss_loses_nothing_that_was_acknowledged(void **state)
{
    check_tally(&((struct effort *)*state)->cuts, "after power loss");
}

int main(int argc, char **argv)
{
    struct effort effort = { .longer = argc > 2 && strcmp(argv[2], "long") == 0,
                             .only = argc > 3 ? argv[3] : NULL };
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(every_change, &effort),
        cmocka_unit_test_prestate(a_kill_loses_nothing, &effort),
        cmocka_unit_test_prestate(a_power_loss_loses_nothing_that_was_acknowledged, &effort),
    };

    if (argc < 2) {
        (void)fprintf(stderr, "usage: power FIXTURE [long [CHANGE]]\n");
        return 2;
    }

    effort.fixture = argv[1];
    if (access("/dev/shm", W_OK) == 0) /* the disk is the recording: no real one is waited for */
        (void)setenv("TMPDIR", "/dev/shm", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
