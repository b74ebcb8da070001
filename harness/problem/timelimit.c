/* SPDX-License-Identifier: MIT */
#include "problem/timelimit.h"
#include "base/buf.h"
#include "base/file.h"
#include "problem/number.h"
#include "problem/place.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#define INI_NAME "domjudge-problem.ini"

/* The file's text, or *found = false. A NUL byte would hide what follows it, so it is refused. */
static int read_if_there(const struct loading *loading, const char *name, struct buf *text,
                         bool *found, struct err *err)
{
    cleanup_free char *path = NULL;
    enum place place;

    if (parts_path(&path, loading->base, name, err) < 0 ||
        place_look(loading->root, path, &place, err) < 0)
        return -1;
    *found = place != PLACE_NONE;
    if (!*found)
        return 0;
    if (file_read(path, text, err) < 0)
        return -1;
    if (text->len > 0 && memchr(text->data, '\0', text->len))
        return err_set(err, ERR_INPUT, "%s: a NUL byte in a text file", path);
    return 0;
}

static int take_claim(const struct loading *loading, const char *name, size_t line,
                      const char *number, struct time_claim *out, struct err *err)
{
    if (number_positive(number, TIME_LIMIT_MOST, &out->seconds, err) < 0)
        return err_wrap(err, "%s/%s:%zu: time limit", loading->base, name, line);
    out->given = true;
    snprintf(out->where, sizeof out->where, "%s:%zu", name, line);
    return 0;
}

static int read_dot_timelimit(const struct loading *loading, struct time_claim *out,
                              struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(4096);
    bool found;

    if (read_if_there(loading, ".timelimit", &text, &found, err) < 0)
        return -1;
    return found ? take_claim(loading, ".timelimit", 1, buf_str(&text), out, err) : 0;
}

/* Cuts blanks at both ends. */
static char *trim(char *text)
{
    size_t n;

    while (isspace((unsigned char)*text))
        text++;
    for (n = strlen(text); n > 0 && isspace((unsigned char)text[n - 1]); n--)
        text[n - 1] = '\0';
    return text;
}

static char *unquote(char *text)
{
    size_t n = strlen(text);

    if (n >= 2 && (text[0] == '\'' || text[0] == '"') && text[n - 1] == text[0]) {
        text[n - 1] = '\0';
        text++;
    }
    return text;
}

/* One `key = value` line. special_run and special_compare name custom programs. */
static int take_ini_line(const struct loading *loading, char *line, size_t number,
                         struct time_claim *out, struct err *err)
{
    char *equals = strchr(line, '=');
    const char *key, *value;

    if (!equals || strchr(";#[", *trim(line)))
        return 0;
    *equals = '\0';
    key = trim(line);
    value = unquote(trim(equals + 1));
    if (strcmp(key, "timelimit") == 0)
        return take_claim(loading, INI_NAME, number, value, out, err);
    if ((strcmp(key, "special_run") == 0 || strcmp(key, "special_compare") == 0) && *value)
        return err_set(err, ERR_INPUT,
                       "%s/%s:%zu: %s: custom and interactive validation are not supported yet",
                       loading->base, INI_NAME, number, key);
    return 0;
}

static int read_ini(const struct loading *loading, struct time_claim *out, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(65536);
    size_t number = 1;
    bool found;

    if (read_if_there(loading, INI_NAME, &text, &found, err) < 0)
        return -1;
    for (char *line = text.data, *next; line; line = next, number++) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (take_ini_line(loading, line, number, out, err) < 0)
            return -1;
    }
    return 0;
}

/* What the package does not state of the rule. */
static void fill_rule(struct time_rule *rule, bool modern)
{
    static const struct time_rule legacy = {5, 2, NSEC_PER_SEC}, of_2025 = {2, 1.5, NSEC_PER_SEC};
    const struct time_rule *defaults = modern ? &of_2025 : &legacy;

    if (rule->ac_to_time_limit <= 0)
        rule->ac_to_time_limit = defaults->ac_to_time_limit;
    if (rule->time_limit_to_tle <= 0)
        rule->time_limit_to_tle = defaults->time_limit_to_tle;
    if (rule->resolution == 0)
        rule->resolution = defaults->resolution;
}

nsec_t timelimit_compute(const struct time_rule *rule, nsec_t slowest)
{
    double steps = (double)slowest * rule->ac_to_time_limit / (double)rule->resolution;
    double whole = ceil(steps - 1e-9); /* a product that is not exact is no reason for a step */

    return (whole < 1 ? 1 : llround(whole)) * rule->resolution;
}

nsec_t timelimit_tle(const struct time_rule *rule, nsec_t limit)
{
    return llround((double)limit * rule->time_limit_to_tle);
}

int timelimit_load(struct loading *loading, const struct time_claim *yaml, struct err *err)
{
    struct time_claim claims[3] = {*yaml};
    const struct time_claim *first = NULL;

    fill_rule(&loading->problem->time_rule, loading->modern);
    if (read_dot_timelimit(loading, &claims[1], err) < 0 || read_ini(loading, &claims[2], err) < 0)
        return -1;
    for (size_t i = 0; i < 3; i++) {
        if (!claims[i].given)
            continue;
        if (!first)
            first = &claims[i];
        if (fabs(first->seconds - claims[i].seconds) > 1e-9)
            return err_set(err, ERR_INPUT, "%s: the time limits disagree: %s says %g s, %s %g s",
                           loading->base, first->where, first->seconds, claims[i].where,
                           claims[i].seconds);
    }
    if (!first)
        return 0;
    loading->problem->time_limit = llround(first->seconds * (double)NSEC_PER_SEC);
    loading->problem->time_limit_given = true;
    if (loading->problem->time_limit == 0)
        return err_set(err, ERR_INPUT, "%s: %s: the time limit is too small", loading->base,
                       first->where);
    return 0;
}
