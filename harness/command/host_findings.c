/* SPDX-License-Identifier: MIT */
/* The host as /proc and /sys tell it. Each row says what it means for verdicts and times. */
#include "pool/host_load.h"
#include "command/findings.h"
#include "lang/gcc/gcc.h"
#include "lang/compile/build.h"
#include "lang/language.h"
#include "pool/cores.h"
#include "pool/own_limits.h"
#include "winnow/cleanup.h"
#include "winnow/sandbox.h"

#include <limits.h>
#include <sched.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

/* The first line of a small file; false, and "", when there is none. */
static bool read_line(const char *path, char *out, size_t size)
{
    cleanup_file FILE *file = fopen(path, "re");

    out[0] = '\0';
    if (!file || !fgets(out, (int)size, file))
        return false;
    out[strcspn(out, "\n")] = '\0';
    return true;
}

static void about_kernel(struct findings *f)
{
    struct utsname name;

    uname(&name);
    finding_found(findings_add(f, "kernel", true), "%.60s %.60s", name.sysname, name.release);
}

static void about_namespaces(struct findings *f)
{
    static const char *const names[] = {"pid", "mnt", "net", "ipc", "uts", "user", "cgroup"};
    char line[64], missing[64] = "";
    struct finding *finding;
    bool refused;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[64];
        size_t n = strlen(missing);

        snprintf(path, sizeof path, "/proc/self/ns/%s", names[i]);
        if (access(path, F_OK) < 0)
            snprintf(missing + n, sizeof missing - n, " %s", names[i]);
    }
    refused =
        (read_line("/proc/sys/user/max_user_namespaces", line, sizeof line) &&
         strcmp(line, "0") == 0) ||
        (read_line("/proc/sys/kernel/unprivileged_userns_clone", line, sizeof line) &&
         strcmp(line, "0") == 0) ||
        (read_line("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", line, sizeof line) &&
         strcmp(line, "1") == 0);
    finding = findings_add(f, "namespaces", !missing[0] && !refused);
    finding_found(finding, "%s%s%s", missing[0] ? "missing:" : "all seven kinds", missing,
                  refused ? ", unprivileged ones forbidden" : "");
    if (refused)
        finding_means(finding, "isolation user cannot be had", "");
}

/* Adds the controllers that a mount line of cgroup v1 names (proc_pid_mountinfo(5)). */
static void add_v1(const char *line, char *out, size_t size)
{
    static const char *const wanted[] = {"memory", "pids", "cpuacct"};
    const char *tail = strstr(line, " - cgroup ");

    for (size_t i = 0; tail && i < sizeof wanted / sizeof *wanted; i++) {
        size_t n = strlen(out);

        if (strstr(tail, wanted[i]))
            snprintf(out + n, size - n, " %s", wanted[i]);
    }
}

static void about_cgroups(struct findings *f)
{
    cleanup_file FILE *mounts = fopen("/proc/self/mountinfo", "re");
    char line[4096], v1[128] = "", v2[256] = "";
    bool has_v2 = false;
    struct finding *finding;

    while (mounts && fgets(line, sizeof line, mounts)) {
        char point[256], path[300];

        add_v1(line, v1, sizeof v1);
        if (!strstr(line, " - cgroup2 ") || sscanf(line, "%*s %*s %*s %*s %255s", point) != 1)
            continue;
        has_v2 = true;
        snprintf(path, sizeof path, "%.250s/cgroup.controllers", point);
        read_line(path, v2, sizeof v2);
    }
    finding = findings_add(f, "cgroups", v1[0] || strstr(v2, "memory"));
    finding_found(finding, "%s%.120s%s%s%.60s", v1[0] ? "v1:" : "no v1", v1,
                  has_v2 ? "; v2:" : "; no v2", has_v2 && v2[0] ? " " : "",
                  has_v2 && !v2[0] ? " without controllers" : v2);
    if (!finding->good)
        finding_means(finding, "memory is measured per process, not for all that a program starts",
                      "mount -t cgroup2 none /sys/fs/cgroup (in a container: start it with a "
                      "writable cgroup)");
}

static void about_landlock(struct findings *f)
{
    int abi = sandbox_landlock_abi();
    struct finding *finding = findings_add(f, "Landlock", abi > 0);

    finding_found(finding, abi > 0 ? "version %d" : "none", abi);
    if (abi == 0)
        finding_means(finding, "isolation basic needs root, and does not hide readable files",
                      "boot with lsm=landlock,... on the kernel's command line");
}

static void about_seccomp(struct findings *f)
{
    char line[256];
    bool good = read_line("/proc/sys/kernel/seccomp/actions_avail", line, sizeof line) &&
                strstr(line, "kill_process") && strstr(line, "user_notif");
    struct finding *finding = findings_add(f, "seccomp", good);

    finding_found(finding, "%s", good ? "filters that kill and that name the call" : "too old");
    if (!good)
        finding_means(finding, "no level can be had", "Linux 5.0 or newer is needed");
}

static void about_swap(struct findings *f)
{
    cleanup_file FILE *swaps = fopen("/proc/swaps", "re");
    char line[256];
    int lines = 0;
    struct finding *finding;

    while (swaps && fgets(line, sizeof line, swaps))
        lines++;
    finding = findings_add(f, "swap", lines <= 1);
    finding_found(finding, "%s", lines <= 1 ? "off" : "on");
    if (lines > 1)
        finding_means(finding, "a program that is swapped out is slow for no fault of its own",
                      "swapoff -a");
}

static void about_aslr(struct findings *f)
{
    char line[16];
    struct finding *finding = findings_add(f, "address layout", true);

    read_line("/proc/sys/kernel/randomize_va_space", line, sizeof line);
    finding_found(finding, "%s", strcmp(line, "0") == 0 ? "fixed" : "random");
    finding_means(finding, "cells fix it for what they run: a program does the same every time",
                  "");
}

static void about_huge_pages(struct findings *f)
{
    char line[64];
    bool there = read_line("/sys/kernel/mm/transparent_hugepage/enabled", line, sizeof line);
    bool always = there && strstr(line, "[always]");
    struct finding *finding = findings_add(f, "huge pages", !always);

    finding_found(finding, "%s", there ? line : "not available");
    if (always)
        finding_means(finding, "memory is rounded up to 2 MiB here and there: peaks vary",
                      "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled");
}

static void about_frequency(struct findings *f)
{
    char line[64];
    bool there =
        read_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", line, sizeof line);
    bool good = strcmp(line, "powersave") != 0;
    struct finding *finding = findings_add(f, "CPU frequency", good);

    finding_found(finding, "%s", there ? line : "not visible (a virtual machine, most likely)");
    if (!good)
        finding_means(finding, "a program's time depends on what ran before it",
                      "cpupower frequency-set -g performance");
}

static void about_cores(struct findings *f)
{
    cpu_set_t cores;
    struct finding *finding = findings_add(f, "cores", true);

    CPU_ZERO(&cores);
    sched_getaffinity(0, sizeof cores, &cores);
    finding_found(finding, "%d usable of %ld", CPU_COUNT(&cores), sysconf(_SC_NPROCESSORS_ONLN));
    finding_means(finding, "one run at a time on each, unless -j says otherwise", "");
}

static void about_linker(struct findings *f)
{
    bool gold = gcc_linker_options() != NULL;
    struct finding *finding = findings_add(f, "linker", gold);

    finding_found(finding, "%s", gold ? "gold" : "ld");
    if (!gold)
        finding_means(finding, "linking takes three times as long as with gold",
                      "apt install binutils (it has gold up to Debian 12)");
}

/* Over a fifth of a second: what it was since boot says little about now. */
static void about_load(struct findings *f)
{
    struct host_load before = host_load_now(), after;
    int stolen, waited;
    struct finding *finding;

    nanosleep(&(struct timespec){.tv_nsec = 200 * NSEC_PER_MS}, NULL);
    after = host_load_now();
    stolen = host_load_stolen(&before, &after);
    waited = host_load_waited(&before, &after);
    finding = findings_add(f, "other load", !host_load_is_high(host_load_since(&before)));
    if (waited < 0)
        finding_found(finding, "%d %% of a core stolen just now", stolen < 0 ? 0 : stolen);
    else
        finding_found(finding, "%d %% of a core stolen, programs waited %d %% of the time just now",
                      stolen < 0 ? 0 : stolen, waited);
    if (!finding->good)
        finding_means(
            finding, "runs take longer than they need; those near a limit are measured again alone",
            "judge when nothing else runs, or with a smaller -j");
}

static void about_needed_languages(struct findings *f)
{
    const struct language *l;

    for (size_t i = 0; (l = language_at(i)); i++) {
        bool good = language_is_installed(l);
        const char *tool = language_tool(l);
        cleanup_free char *real = realpath(tool, NULL);
        struct finding *finding;
        char remedy[96];

        if (l->optional)
            continue;
        finding = findings_add(f, l->title, good);
        finding_found(finding, "%s%.180s", good ? "" : "missing: ", real ? real : tool);
        snprintf(remedy, sizeof remedy, "apt install %s", l->package);
        if (!good)
            finding_means(finding, "candidates in it cannot be judged", remedy);
    }
}

/* All the others in one row. */
static void about_other_languages(struct findings *f)
{
    struct finding *finding = findings_add(f, "other languages", true);
    const struct language *l;
    char here[400] = "", missing[400] = "";

    for (size_t i = 0; (l = language_at(i)); i++) {
        char *list = language_is_installed(l) ? here : missing;
        size_t n = strlen(list);

        if (l->optional && !l->family)
            snprintf(list + n, sizeof here - n, "%s%s", n ? " " : "", l->name);
    }
    finding_found(finding, "%s", here[0] ? here : "none");
    if (missing[0])
        finding_means(finding, missing, "make languages, or see `winnow languages`");
}

static void about_languages(struct findings *f)
{
    about_needed_languages(f);
    about_other_languages(f);
}

bool findings_about_own_limits(struct findings *f)
{
    /* The defaults of the package format, which compilers need most of. */
    const struct limit_needs usual = {.cpu = 60 * NSEC_PER_SEC,
                                      .memory = 2048 * MIB,
                                      .file = BUILD_FILE_MAX,
                                      .slots = cores_count()};
    struct err err = {0};
    bool good = own_limits_check(&usual, &err) == 0;
    struct finding *finding = findings_add(f, "inherited limits", good);
    char *remedy = strstr(err.msg, "sudo");

    finding_found(finding, "%s", good ? "high enough" : err.msg);
    if (!good)
        finding_means(finding, "nothing can run: they hold for winnow and for all that it starts",
                      remedy ? remedy : "");
    return good;
}

void findings_about_host(struct findings *f)
{
    about_namespaces(f);
    about_cgroups(f);
    about_landlock(f);
    about_seccomp(f);
    about_languages(f);
    about_kernel(f);
    about_cores(f);
    about_linker(f);
    about_frequency(f);
    about_load(f);
    about_swap(f);
    about_huge_pages(f);
    about_aslr(f);
}
