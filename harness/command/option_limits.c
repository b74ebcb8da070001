/* SPDX-License-Identifier: MIT */
#include "command/option_limits.h"
#include "compare/checker.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int option_set_time_limit(struct settings *s, const char *option, const char *value,
                          struct err *err)
{
    char *end;
    double t = strtod(value, &end);

    if (!isdigit((unsigned char)value[0]) || *end || !isfinite(t) || t < 0.001 || t > 3600)
        return err_set(err, ERR_INPUT, "%s wants seconds from 0.001 to 3600, not '%.80s'", option,
                       value);
    s->asked.time_limit = llround(t * (double)NSEC_PER_SEC);
    return 0;
}

/* "256" (MiB), "64K", "1.5GiB", "512 mb". All of them are powers of 1024. */
static int set_size(bytes_t *field, const char *option, const char *value, double most_mib,
                    struct err *err)
{
    static const char units[] = "kmg";
    char *end;
    double size = strtod(value, &end);
    const char *unit;

    end += strspn(end, " ");
    unit = *end ? strchr(units, tolower((unsigned char)*end)) : &units[1];
    if (unit && *end) {
        size *= unit == units ? 1 / 1024.0 : unit == units + 1 ? 1 : 1024;
        end += strcasecmp(end + 1, "b") == 0 || strcasecmp(end + 1, "ib") == 0 ? strlen(end) : 1;
    }
    if (!isdigit((unsigned char)value[strspn(value, ".")]) || strpbrk(value, "xX") || !unit ||
        *end || !(size >= 1 / 1024.0) || size > most_mib)
        return err_set(err, ERR_INPUT,
                       "%s wants a size such as 256 (MiB), 512K, 64M or 2G, at most %.0fG, not "
                       "'%.80s'",
                       option, most_mib / 1024, value);
    *field = llround(size * (double)MIB);
    return 0;
}

int option_set_memory_limit(struct settings *s, const char *option, const char *value,
                            struct err *err)
{
    return set_size(&s->asked.memory_limit, option, value, 1048576, err);
}

int option_set_output_limit(struct settings *s, const char *option, const char *value,
                            struct err *err)
{
    return set_size(&s->asked.output_limit, option, value, 65536, err);
}

int option_set_float_tolerance(struct settings *s, const char *option, const char *value,
                               struct err *err)
{
    size_t n = strspn(value, "0123456789.eE+-");
    char *end;
    double tolerance = strtod(value, &end);

    if (n == 0 || value[n] || *end || !isfinite(tolerance) || tolerance < 0)
        return err_set(err, ERR_INPUT, "%s wants a number such as 1e-6, not '%.80s'", option,
                       value);
    s->asked.float_tolerance = value;
    return 0;
}

int option_set_checker(struct settings *s, const char *option, const char *value, struct err *err)
{
    if (!checker_by_name(value))
        return checker_unknown(value, err) < 0 ? err_wrap(err, "%s", option) : -1;
    s->asked.checker = value;
    return 0;
}
