/* SPDX-License-Identifier: MIT */
/* What this host can isolate and measure, what that means, and what to do about the rest. */
#include "base/screen/columns.h"
#include "base/json/json_writer.h"
#include "base/screen/terminal.h"
#include "command/command.h"
#include "command/findings.h"
#include "winnow/cleanup.h"

#include <stdarg.h>
#include <string.h>

struct finding *findings_add(struct findings *f, const char *what, bool good)
{
    struct finding *finding = &f->list[f->count < FINDINGS_MAX ? f->count++ : FINDINGS_MAX - 1];

    memset(finding, 0, sizeof *finding);
    snprintf(finding->what, sizeof finding->what, "%s", what);
    finding->good = good;
    return finding;
}

void finding_found(struct finding *finding, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(finding->found, sizeof finding->found, fmt, ap);
    va_end(ap);
}

void finding_means(struct finding *finding, const char *meaning, const char *remedy)
{
    snprintf(finding->meaning, sizeof finding->meaning, "%s", meaning);
    snprintf(finding->remedy, sizeof finding->remedy, "%s", remedy);
}

static const struct level {
    enum isolation level;
    const char *meaning; /* when it can be had */
    const char *remedy;  /* when it cannot */
} levels[] = {
    {ISOLATION_FULL,
     "the strongest: exact memory, time and processes of everything a program starts",
     "start winnow as root, where cgroups with memory, pids and cpu(acct) can be made"},
    {ISOLATION_USER, "the same walls without privileges; exact numbers where a cgroup is delegated",
     "sysctl user.max_user_namespaces=10000; where they exist, also "
     "kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0"},
    {ISOLATION_BASIC, "for containers that forbid namespaces: solutions are one process, read only",
     "Linux 5.13 or newer with landlock among the lsm= of its command line, or root"},
};

/* Opens the level for real, its limits tried: the only test that counts. */
static bool probe_level(struct findings *f, const struct level *level)
{
    struct sandbox *sandbox = NULL;
    struct sandbox_facts facts;
    struct err err = {0};
    char what[48];
    bool good = sandbox_open(&sandbox, level->level, &err) == 0;
    struct finding *finding;

    snprintf(what, sizeof what, "isolation %s", isolation_name(level->level));
    finding = findings_add(f, what, good);
    if (!good) {
        finding_found(finding, "no: %.180s", err.msg);
        finding_means(finding, "", level->remedy);
        return false;
    }
    sandbox_describe(sandbox, &facts);
    finding_found(finding, "limits tried and held, %s",
                  facts.cgroup_version == 1   ? "cgroup v1"
                  : facts.cgroup_version == 2 ? "cgroup v2"
                                              : "no cgroup");
    finding_means(finding, facts.limits_note[0] ? facts.limits_note : level->meaning, "");
    sandbox_close(sandbox);
    return true;
}

static int print_json(const struct findings *f, bool usable, struct err *err)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT(BUF_CAP_DOCUMENT);
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
        json_field_string(&w, "meaning", f->list[i].meaning);
        json_field_string(&w, "remedy", f->list[i].remedy);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    return json_print(&w, err);
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
    putchar('\n');
    for (size_t i = 0; i < f->count; i++) {
        if (f->list[i].meaning[0])
            terminal_printf(stdout, "%s: %s\n", f->list[i].what, f->list[i].meaning);
        if (f->list[i].remedy[0])
            terminal_printf(stdout, "%s: to mend it: %s\n", f->list[i].what, f->list[i].remedy);
    }
    return 0;
}

int command_doctor(const struct settings *settings, const struct arguments *arguments,
                   struct err *err)
{
    struct findings f = {.count = 0};
    bool strong = false, limits_suffice;

    (void)arguments;
    limits_suffice = findings_about_own_limits(&f);
    for (size_t i = 0; limits_suffice && i < sizeof levels / sizeof *levels; i++)
        if (probe_level(&f, &levels[i]) && levels[i].level != ISOLATION_BASIC)
            strong = true;
    findings_about_host(&f);
    if ((settings->json ? print_json(&f, strong, err) : print_people(&f, err)) < 0)
        return -1;
    return strong ? EXIT_DONE : EXIT_NOT_AS_ASKED;
}
