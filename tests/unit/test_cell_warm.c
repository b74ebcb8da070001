/* SPDX-License-Identifier: MIT */
/*
 * Forks of a waiting interpreter against new interpreters: the programs of tests/warm must print the
 * same on stdout and stderr, byte for byte, and end in the same way. And no run finds anything of an
 * earlier one, whatever that did to the waiting interpreter.
 */
#include "lang/python/modules.h"
#include "tests/unit/cell_fixture.h"

#include <limits.h>
#include <sys/resource.h>

static const char *const argv[] = {"/usr/bin/python3", "main.py", NULL};

/* One source, as the file main.py of the request. */
struct script {
    struct run_file file;
    char modules[PYTHON_MODULES_MAX];
};

static void request_script(struct world *w, struct script *script, const char *source, size_t n)
{
    script->file = (struct run_file){"main.py", file_memfd("main.py", source, n, NULL)};
    python_modules(source, n, script->modules);
    w->request.profile = PROFILE_INTERPRETER;
    w->request.program_fd = -1;
    w->request.files = &script->file;
    w->request.file_count = 1;
    w->request.limits.memory = 256 * MIB;
    w->request.limits.output = w->request.limits.file_size = 256 * KIB;
    w->request.limits.processes = 16;
    w->input = "a line\nanother line\nthe rest";
}

static void try_script(struct world *w, const char *source, bool warm)
{
    struct script script;

    request_script(w, &script, source, strlen(source));
    w->request.warm = warm ? script.modules : NULL;
    run_argv(w, argv);
    close(script.file.fd);
}

static void run_script(struct world *w, const char *source, bool warm)
{
    try_script(w, source, warm);
    assert_int_equal(w->result.warm, warm);
}

static void assert_prints(struct world *w, const char *source, const char *words)
{
    run_script(w, source, true);
    assert_ended(w, RUN_EXITED, 0);
    assert_string_equal(said(w), words);
}

struct outcome {
    enum run_end end;
    int code;
    char call[160];
    struct buf out, complaints;
};

static void take_outcome(struct world *w, struct outcome *outcome)
{
    outcome->end = w->result.end;
    /* Of a run that a limit ended, it says only how fast the kernel was. */
    outcome->code =
        w->result.end == RUN_EXITED || w->result.end == RUN_SIGNALED ? w->result.code : 0;
    memcpy(outcome->call, w->result.call, sizeof outcome->call);
    outcome->out = w->out;
    outcome->complaints = w->complaints;
    w->out = w->complaints = (struct buf)BUF_INIT((size_t)4 * MIB);
}

static bool same_text(const char *name, const char *what, const struct buf *fresh,
                      const struct buf *forked)
{
    size_t at = 0;

    if (fresh->len == forked->len && memcmp(fresh->data, forked->data, fresh->len) == 0)
        return true;
    while (at < fresh->len && at < forked->len && fresh->data[at] == forked->data[at])
        at++;
    print_error("%s: %s differs at byte %zu\n--- anew:\n%.500s\n--- forked:\n%.500s\n", name, what,
                at, buf_str((struct buf *)(uintptr_t)fresh) + at,
                buf_str((struct buf *)(uintptr_t)forked) + at);
    return false;
}

static bool same_outcome(const char *name, struct outcome *fresh, struct outcome *forked)
{
    bool same = same_text(name, "stdout", &fresh->out, &forked->out) &
                same_text(name, "stderr", &fresh->complaints, &forked->complaints);

    if (fresh->end == forked->end && fresh->code == forked->code &&
        strcmp(fresh->call, forked->call) == 0)
        return same;
    print_error("%s: ended with %d, %d %s, not %d, %d %s\n", name, forked->end, forked->code,
                forked->call, fresh->end, fresh->code, fresh->call);
    return false;
}

/* PyPy misses /proc/cpuinfo, which cells do not have, as soon as it starts. */
static void forget_warning(struct buf *complaints)
{
    static const char warning[] = "Warning: cannot find your CPU L2 cache size in /proc/cpuinfo\n";
    size_t n = sizeof warning - 1;

    if (complaints->len < n || memcmp(complaints->data, warning, n) != 0)
        return;
    memmove(complaints->data, complaints->data + n, complaints->len - n);
    complaints->len -= n;
}

/* Runs the program once in a new interpreter and twice in a fork. */
static bool compare(struct world *w, const char *const *interpreter, const char *name)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT((size_t)MIB);
    struct outcome outcomes[3];
    struct script script;
    char path[300];
    bool same = true;

    snprintf(path, sizeof path, "tests/warm/%s", name);
    assert_int_equal(file_read(path, &source, &w->err), 0);
    request_script(w, &script, source.data ? source.data : "", source.len);
    w->request.limits.cpu = 100 * NSEC_PER_SEC;
    w->request.limits.wall = 200 * NSEC_PER_SEC;
    for (int i = 0; i < 3; i++) {
        w->request.warm = i ? script.modules : NULL;
        run_argv(w, interpreter);
        if (w->result.warm != (i > 0)) {
            print_error("%s: run %d is %sforked\n", name, i, w->result.warm ? "" : "not ");
            same = false;
        }
        take_outcome(w, &outcomes[i]);
        forget_warning(&outcomes[i].complaints);
    }
    for (int i = 1; i < 3; i++)
        same &= same_outcome(name, &outcomes[0], &outcomes[i]);
    for (int i = 0; i < 3; i++) {
        buf_release(&outcomes[i].out);
        buf_release(&outcomes[i].complaints);
    }
    close(script.file.fd);
    return same;
}

/*
 * AddressSanitizer does not instrument interpreters, and winnow's own code does the same for every
 * program, so a few programs are enough under it.
 */
#ifdef __SANITIZE_ADDRESS__
enum { COMPARED_ONE_IN = 10 };
#else
enum { COMPARED_ONE_IN = 1 };
#endif

static void compare_all(struct world *w, const char *const *interpreter)
{
    cleanup_dir DIR *dir = opendir("tests/warm");
    const struct dirent *entry;
    int programs = 0, different = 0;

    assert_non_null(dir);
    while ((entry = readdir(dir))) {
        const char *dot = strrchr(entry->d_name, '.');

        if (!dot || strcmp(dot, ".py") != 0)
            continue;
        if (programs++ % COMPARED_ONE_IN == 0)
            different += !compare(w, interpreter, entry->d_name);
    }
    assert_true(programs > 50);
    assert_int_equal(different, 0);
}

static void a_fork_does_what_a_fresh_interpreter_does(void **state)
{
    WORLD(w);
    compare_all(w, argv);
}

static void so_does_a_fork_of_pypy(void **state)
{
    static const char *const pypy[] = {"/usr/bin/pypy3", "main.py", NULL};
    WORLD(w);

    if (access(pypy[0], X_OK) == 0)
        compare_all(w, pypy);
}

/* The address in the message differs between a fork and a fresh interpreter. */
static void a_scan_left_open_is_reported_at_the_end(void **state)
{
    WORLD(w);
    assert_prints(w,
                  "import os, warnings\n"
                  "warnings.simplefilter('always')\n"
                  "names = os.scandir('.')\n"
                  "print(next(names).name)\n",
                  "main.py\n");
    assert_non_null(strstr(buf_str(&w->complaints), "ResourceWarning: unclosed scandir iterator"));
}

/* The page faults of a process whose script ends while `kept` is alive. */
static long faults_at_the_end(struct world *w, const char *kept)
{
    char source[200];

    snprintf(source, sizeof source,
             "import os\n"
             "kept = %s\n"
             "pid = os.fork()\n"
             "if pid: print(os.wait4(pid, 0)[2].ru_minflt)\n",
             kept);
    run_script(w, source, true);
    assert_ended(w, RUN_EXITED, 0);
    return strtol(said(w), NULL, 10);
}

/* Py_FinalizeEx writes to nearly all pages shared with the waiting process, and so copies them. */
static void only_what_has_no_finaliser_skips_the_full_end(void **state)
{
    static const char *const full[] = {"(open(0), 1)", "[(x for x in 'ab')]",
                                       "type('T', (), {'__de' 'l__': id})"};
    static const char *const plain[] = {"1", "[type('T', (), {})()]",
                                        "__import__('io').BytesIO(b'1')", "{len: os}"};
    long most = 0, least = LONG_MAX;
    WORLD(w);

    for (size_t i = 0; i < sizeof full / sizeof *full; i++) {
        long faults = faults_at_the_end(w, full[i]);

        least = faults < least ? faults : least;
    }
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        long faults = faults_at_the_end(w, plain[i]);

        most = faults > most ? faults : most;
    }
    print_message("faults: %ld, with the full end %ld\n", most, least);
    assert_true(most > 0 && most * 2 < least);
}

static void a_run_leaves_nothing_in_the_next(void **state)
{
    static const char look[] = "import sys, os, random, collections\n"
                               "print(hasattr(sys, 'mark'), hasattr(collections, 'mark'), "
                               "'MARK' in os.environ, os.listdir('.'), print.__name__, "
                               "sys.getrecursionlimit(), len(os.listdir('/proc/self/fd')))\n";
    static const char clean[] = "False False False ['main.py'] print 1000 4\n";
    WORLD(w);

    assert_prints(w, look, clean);
    assert_prints(w,
                  "import sys, os, random, collections\n"
                  "sys.mark = collections.mark = 1\n"
                  "os.environ['MARK'] = '1'\n"
                  "open('left', 'w').write('x')\n"
                  "import builtins\n"
                  "builtins.print = len\n"
                  "sys.setrecursionlimit(77)\n"
                  "os.dup2(1, 20)\n",
                  "");
    assert_prints(w, look, clean);
}

static void random_numbers_differ_from_run_to_run(void **state)
{
    static const char draw[] = "import random\nprint(random.getrandbits(200))\n";
    char first[100];
    WORLD(w);

    run_script(w, draw, true);
    snprintf(first, sizeof first, "%s", said(w));
    assert_true(strlen(first) > 40);
    run_script(w, draw, true);
    assert_string_not_equal(said(w), first);
}

/* Kills, stops, interrupts and tries to look into everything that it can find. */
static void attack(struct world *w, const char *deed)
{
    char source[600];

    snprintf(source, sizeof source,
             "import os, signal, resource\n"
             "me = os.getpid()\n"
             "for pid in range(1, me + 50):\n"
             "    if pid == me: continue\n"
             "    try: %s\n"
             "    except OSError: pass\n"
             "print('done')\n",
             deed);
    try_script(w, source, true);
    assert_ended(w, RUN_EXITED, 0);
    assert_string_equal(said(w), "done\n");
}

static void whatever_is_done_to_the_one_that_waits_the_next_run_is_right(void **state)
{
    static const char *const deeds[] = {
        "os.kill(pid, signal.SIGKILL)",
        "os.kill(pid, signal.SIGSTOP)",
        "os.kill(pid, signal.SIGINT)",
        "os.kill(pid, signal.SIGTERM)",
        "[os.kill(pid, s) for s in range(1, 65) if s not in (9, 19)]",
        "os.kill(pid, signal.SIGSTOP), os.kill(pid, signal.SIGCONT)",
        "os.setpriority(os.PRIO_PROCESS, pid, 19)",
        "resource.prlimit(pid, resource.RLIMIT_CPU, (1, 1))",
        "resource.prlimit(pid, resource.RLIMIT_NOFILE, (5, 5))",
        "os.sched_setaffinity(pid, [0])",
        "print('ESCAPED', open(f'/proc/{pid}/mem', 'rb+'))",
        "print('ESCAPED', open(f'/proc/{pid}/environ').read())",
        "print('ESCAPED', os.listdir(f'/proc/{pid}/fd'))",
        "print('ESCAPED', os.open(f'/proc/{pid}/oom_score_adj', os.O_WRONLY))",
    };
    static const char good[] =
        "import os, sys\nprint(sum(map(len, sys.stdin)), os.sched_getaffinity(0) "
        "== set(range(os.cpu_count())), os.getpriority(os.PRIO_PROCESS, 0))\n";
    char expected[40];
    WORLD(w);

    snprintf(expected, sizeof expected, "28 True %d\n", getpriority(PRIO_PROCESS, 0));
    assert_prints(w, good, expected);
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
        attack(w, deeds[i]);
        try_script(w, good, true); /* anew, if what was killed still was about to die */
        assert_ended(w, RUN_EXITED, 0);
        assert_string_equal(said(w), expected);
    }
}

static void what_outlives_its_run_is_killed(void **state)
{
    WORLD(w);
    for (int i = 0; i < 3; i++) {
        assert_prints(w,
                      "import os, time\n"
                      "if os.fork() == 0:\n"
                      "    os.setsid()\n"
                      "    if os.fork() == 0: time.sleep(60)\n"
                      "    time.sleep(60)\n"
                      "print('parent')\n",
                      "parent\n");
        assert_true(w->result.wall < 2 * NSEC_PER_SEC);
        assert_prints(w,
                      "import os\n"
                      "print(sum(name.isdigit() for name in os.listdir('/proc')))\n",
                      "1\n");
    }
}

static void limits_hold(void **state)
{
    WORLD(w);
    run_script(w, "while True: pass\n", true);
    assert_int_equal(w->result.end, RUN_CPU_LIMIT);
    run_script(w, "import time\ntime.sleep(100)\n", true);
    assert_int_equal(w->result.end, RUN_WALL_LIMIT);
    /* To touch so much memory may take seconds on a host whose page faults are slow. */
    w->request.limits.cpu = 60 * NSEC_PER_SEC;
    w->request.limits.wall = 120 * NSEC_PER_SEC;
    run_script(w, "x = bytearray(400 << 20)\nx[::4096] = b'1' * len(x[::4096])\n", true);
    assert_int_equal(w->result.end, RUN_MEMORY_LIMIT);
    run_script(w, "while True: print('x' * 1000)\n", true);
    assert_int_equal(w->result.end, RUN_OUTPUT_LIMIT);
    run_script(w, "import os\nwhile True:\n    os.fork()\n", true);
    assert_true(w->result.end != RUN_EXITED || w->result.code != 0);
    assert_prints(w, "print('alive')\n", "alive\n");
}

static void other_limits_need_another_interpreter(void **state)
{
    static const char stack[] =
        "import resource\nprint(resource.getrlimit(resource.RLIMIT_STACK)[0])\n";
    WORLD(w);

    w->request.limits.stack = 8 * MIB;
    assert_prints(w, stack, "8388608\n");
    w->request.limits.stack = 16 * MIB;
    assert_prints(w, stack, "16777216\n");
    w->request.limits.stack = 8 * MIB;
    assert_prints(w, stack, "8388608\n");
}

/* More kinds of interpreters than places: some are ended, and all when the cell is closed. */
static void there_is_room_for_so_many(void **state)
{
    WORLD(w);
    for (int i = 0; i < 40; i++) {
        w->request.limits.stack = (1 + i % 11) * MIB;
        assert_prints(w, "import re\nprint(re.__name__)\n", "re\n");
    }
}

static void what_cannot_wait_is_started_anew(void **state)
{
    static const char *const other[] = {"/usr/bin/python3", "-c", "print(6 * 7)", NULL};
    struct script script;
    WORLD(w);

    request_script(w, &script, "", 0);
    w->request.warm = "no_such_module_anywhere";
    for (int i = 0; i < 3; i++) {
        run_argv(w, other); /* never looks at a script */
        assert_false(w->result.warm);
        assert_string_equal(said(w), "42\n");
    }
    close(script.file.fd);
}

/* The kernel counts queued signals per uid, so they would count against every later run. */
static void signals_for_the_one_that_waits_do_not_pile_up(void **state)
{
    static const char flood[] = "import os\n"
                                "for pid in range(2, os.getpid()):\n"
                                "    try:\n"
                                "        for i in range(1000): os.kill(pid, 40)\n"
                                "    except OSError: pass\n"
                                "print('done')\n";
    static const char count[] =
        "for line in open('/proc/self/status'):\n"
        "    if line.startswith('SigQ'): print(line.split()[1].split('/')[0])\n";
    WORLD(w);

    assert_prints(w, "print(1)\n", "1\n");
    assert_prints(w, flood, "done\n");
    run_script(w, count, true);
    assert_true(isdigit((unsigned char)*said(w)));
    assert_true(strtol(said(w), NULL, 10) < 100); /* others of the same uid may have some */
}

/* A waiting interpreter holds some megabytes. A run that kills it may not use them beyond its limit. */
static void killing_those_that_wait_gains_no_memory(void **state)
{
    static const char greedy[] = "import os, time\n"
                                 "for pid in range(2, os.getpid() + 50):\n"
                                 "    if pid == os.getpid(): continue\n"
                                 "    try: os.kill(pid, 9)\n"
                                 "    except OSError: pass\n"
                                 "time.sleep(0.1)\n"
                                 "x = bytearray(258 << 20)\n"
                                 "x[::4096] = b'1' * len(x[::4096])\n"
                                 "print('more than the limit')\n";
    WORLD(w);

    w->request.limits.cpu = 60 * NSEC_PER_SEC; /* only the memory limit is under test */
    w->request.limits.wall = 120 * NSEC_PER_SEC;
    for (int own = 0; own < 2; own++) {
        for (int i = 1; i <= 8; i++) {
            w->request.limits.stack = i * 8 * MIB;
            assert_prints(w, "print(1)\n", "1\n");
        }
        run_script(w, greedy, own);
        assert_int_equal(w->result.end, RUN_MEMORY_LIMIT);
    }
    assert_prints(w, "print('alive')\n", "alive\n");
}

/* An interpreter that does not wait has no filter, so the script must not be there yet. */
static void what_does_not_wait_finds_nothing_of_the_candidates(void **state)
{
    static const char *const other[] = {"/usr/bin/python3", "-c", "exec(open('main.py').read())",
                                        NULL};
    static const char source[] = "import os\n"
                                 "print(os.listdir('.'))\n"
                                 "open('was_here', 'w')\n";
    struct script script;
    WORLD(w);

    request_script(w, &script, source, sizeof source - 1);
    w->request.warm = "";
    for (int i = 0; i < 2; i++) {
        run_argv(w, other);
        assert_false(w->result.warm);
        assert_string_equal(said(w), "['main.py']\n");
    }
    close(script.file.fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_CELL(a_fork_does_what_a_fresh_interpreter_does),
        IN_CELL(so_does_a_fork_of_pypy),
        IN_CELL(a_scan_left_open_is_reported_at_the_end),
        IN_CELL(only_what_has_no_finaliser_skips_the_full_end),
        IN_CELL(a_run_leaves_nothing_in_the_next),
        IN_CELL(random_numbers_differ_from_run_to_run),
        IN_CELL(whatever_is_done_to_the_one_that_waits_the_next_run_is_right),
        IN_CELL(what_outlives_its_run_is_killed),
        IN_CELL(limits_hold),
        IN_CELL(other_limits_need_another_interpreter),
        IN_CELL(there_is_room_for_so_many),
        IN_CELL(what_cannot_wait_is_started_anew),
        IN_CELL(signals_for_the_one_that_waits_do_not_pile_up),
        IN_CELL(killing_those_that_wait_gains_no_memory),
        IN_CELL(what_does_not_wait_finds_nothing_of_the_candidates),
    };

    return RUN_AT_ALL_LEVELS("waiting interpreters", tests);
}
