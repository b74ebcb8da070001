/* SPDX-License-Identifier: MIT */
/* What this host can isolate and measure, and what to do about the rest. A first version. */
#include "base/columns.h"
#include "base/json_writer.h"
#include "command/command.h"
#include "lang/language.h"
#include "winnow/cleanup.h"

#include <sched.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { FINDINGS_MAX = 24 };

struct finding {
    char what[48];
    char found[256];
    char remedy[256]; /* "" when nothing is to be done */
    bool good;
};

struct findings {
    struct finding list[FINDINGS_MAX];
    size_t count;
};

static struct finding *add(struct findings *f, const char *what, bool good)
{
    struct finding *finding = &f->list[f->count < FINDINGS_MAX ? f->count++ : FINDINGS_MAX - 1];

    memset(finding, 0, sizeof *finding);
    snprintf(finding->what, sizeof finding->what, "%s", what);
    finding->good = good;
    return finding;
}

/* Opens the level for real, which is the only test that counts. */
static bool probe_level(struct findings *f, enum isolation level)
{
    struct sandbox *sandbox = NULL;
    struct sandbox_facts facts;
    struct err err = {0};
    char what[48];
    bool good = sandbox_open(&sandbox, level, &err) == 0;
    struct finding *finding;

    snprintf(what, sizeof what, "isolation %s", isolation_name(level));
    finding = add(f, what, good);
    if (!good) {
        snprintf(finding->found, sizeof finding->found, "no: %.240s", err.msg);
        snprintf(finding->remedy, sizeof finding->remedy, "%s",
                 level == ISOLATION_FULL
                     ? "run as root with cgroup memory, pids and cpu available"
                     : "allow user namespaces: sysctl user.max_user_namespaces=10000, and "
                       "kernel.unprivileged_userns_clone=1 or "
                       "kernel.apparmor_restrict_unprivileged_userns=0 where they exist");
        return false;
    }
    sandbox_describe(sandbox, &facts);
    snprintf(finding->found, sizeof finding->found, "yes%s%s%.200s",
             facts.cgroup_version == 1   ? ", cgroup v1"
             : facts.cgroup_version == 2 ? ", cgroup v2"
                                         : ", no cgroup",
             facts.limits_note[0] ? ": " : "", facts.limits_note);
    sandbox_close(sandbox);
    return true;
}

static void probe_languages(struct findings *f)
{
    for (size_t i = 0; language_at(i); i++) {
        const struct language *l = language_at(i);
        bool good = access(l->compile[0], X_OK) == 0;
        struct finding *finding = add(f, l->title, good);

        snprintf(finding->found, sizeof finding->found, "%s%s",
                 good ? "" : "missing: ", l->compile[0]);
        if (!good)
            snprintf(finding->remedy, sizeof finding->remedy, "apt install %s",
                     strrchr(l->compile[0], '/') + 1);
    }
}

/* The first line of a small file, or "" when there is none. */
static void read_line(const char *path, char *out, size_t size)
{
    cleanup_file FILE *file = fopen(path, "re");

    out[0] = '\0';
    if (file && fgets(out, (int)size, file))
        out[strcspn(out, "\n")] = '\0';
}

static void probe_host(struct findings *f)
{
    struct utsname name;
    char line[128];
    cpu_set_t cores;
    struct finding *finding;

    uname(&name);
    finding = add(f, "kernel", true);
    snprintf(finding->found, sizeof finding->found, "%.60s %.60s", name.sysname, name.release);
    CPU_ZERO(&cores);
    sched_getaffinity(0, sizeof cores, &cores);
    finding = add(f, "cores", true);
    snprintf(finding->found, sizeof finding->found, "%d usable", CPU_COUNT(&cores));
    read_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", line, sizeof line);
    finding = add(f, "CPU frequency", strcmp(line, "powersave") != 0);
    snprintf(finding->found, sizeof finding->found, "%.100s",
             line[0] ? line : "governor not visible (a virtual machine, most likely)");
    if (!finding->good)
        snprintf(finding->remedy, sizeof finding->remedy,
                 "cpupower frequency-set -g performance: times will vary less");
    read_line("/sys/kernel/mm/transparent_hugepage/enabled", line, sizeof line);
    finding = add(f, "huge pages", true);
    snprintf(finding->found, sizeof finding->found, "%.100s", line[0] ? line : "not available");
}

static void probe_swap(struct findings *f)
{
    cleanup_file FILE *swaps = fopen("/proc/swaps", "re");
    char line[256];
    int lines = 0;
    struct finding *finding;

    while (swaps && fgets(line, sizeof line, swaps))
        lines++;
    finding = add(f, "swap", lines <= 1);
    snprintf(finding->found, sizeof finding->found, "%s", lines <= 1 ? "off" : "on");
    if (lines > 1)
        snprintf(finding->remedy, sizeof finding->remedy,
                 "swapoff -a: a program that swaps is slow, and memory limits blur");
}

static int print_json(const struct findings *f, bool usable, struct err *err)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT(SIZE_MAX / 2);
    struct json_writer w;

    json_writer_init(&w, &out, JSON_PRETTY);
    json_begin_object(&w);
    json_field_int64(&w, "schema_version", 1);
    json_field_bool(&w, "usable", usable);
    json_field_array(&w, "findings");
    for (size_t i = 0; i < f->count; i++) {
        json_begin_object(&w);
        json_field_string(&w, "what", f->list[i].what);
        json_field_bool(&w, "good", f->list[i].good);
        json_field_string(&w, "found", f->list[i].found);
        json_field_string(&w, "remedy", f->list[i].remedy);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    if (json_finish(&w, err) < 0)
        return -1;
    fwrite(buf_str(&out), 1, out.len, stdout);
    return 0;
}

static int print_people(const struct findings *f, struct err *err)
{
    cleanup_with(columns_release) struct columns c;

    columns_init(&c, "lll");
    for (size_t i = 0; i < f->count; i++) {
        columns_add(&c, f->list[i].good ? COLUMN_GOOD : COLUMN_BAD, "%s",
                    f->list[i].good ? "ok" : "--");
        columns_add(&c, COLUMN_PLAIN, "%s", f->list[i].what);
        columns_add(&c, COLUMN_PLAIN, "%s", f->list[i].found);
    }
    if (columns_print(&c, stdout) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < f->count; i++)
        if (f->list[i].remedy[0])
            printf("\n%s: %s\n", f->list[i].what, f->list[i].remedy);
    return 0;
}

int command_doctor(const struct settings *settings, const struct arguments *arguments,
                   struct err *err)
{
    struct findings f = {.count = 0};
    bool full, user;

    (void)arguments;
    full = probe_level(&f, ISOLATION_FULL);
    user = probe_level(&f, ISOLATION_USER);
    probe_languages(&f);
    probe_host(&f);
    probe_swap(&f);
    if ((settings->json ? print_json(&f, full || user, err) : print_people(&f, err)) < 0)
        return -1;
    return full || user ? EXIT_DONE : EXIT_NOT_AS_ASKED;
}
