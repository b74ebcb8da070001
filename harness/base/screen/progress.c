/* SPDX-License-Identifier: MIT */
#include "base/screen/progress.h"
#include "base/clock.h"
#include "base/buf.h"
#include "winnow/cleanup.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NAME_WIDTH = 8 }; /* of a stage's name, at least */

static const nsec_t shortest = 1 * NSEC_PER_SEC; /* a speed over less time is noise */
static const nsec_t half_window = 15 * NSEC_PER_SEC;

void progress_init(struct progress *progress)
{
    const char *terminal = getenv("TERM"), *no_colour = getenv("NO_COLOR");

    memset(progress, 0, sizeof *progress);
    /* A dumb terminal cannot erase a line. */
    progress->on = isatty(STDERR_FILENO) == 1 && !(terminal && strcmp(terminal, "dumb") == 0);
    progress->colour = progress->on && !(no_colour && *no_colour);
}

double progress_fraction(uint64_t done, uint64_t total)
{
    return total > 0 ? (double)done / (double)total : -1;
}

/* The longest text that does not wrap: a wrapped line cannot be cleared. */
static int line_width(void)
{
    struct winsize size;

    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1 : 79;
}

/* The stage's name stands out; colours take no room on the line. */
static void print_line(const struct progress *progress, const struct buf *line)
{
    int width = line_width(), name = width < NAME_WIDTH ? width : NAME_WIDTH;

    if (progress->colour)
        fprintf(stderr, "\r\033[K\033[1m%.*s\033[0m%.*s", name, buf_str(line), width - name,
                buf_str(line) + NAME_WIDTH);
    else
        fprintf(stderr, "\r\033[K%.*s", width, buf_str(line));
    fflush(stderr);
}

static void add_time_left(struct buf *line, double seconds)
{
    if (seconds < 99)
        buf_addf(line, ", %.0f s left", seconds);
    else if (seconds < 99 * 60.0)
        buf_addf(line, ", %.0f min left", seconds / 60);
    else if (seconds < 1e7)
        buf_addf(line, ", %.0f h left", seconds / 3600);
}

static void add_speed(struct buf *line, const struct progress *p, const struct progress_mark *now)
{
    double seconds = (double)(now->time - p->since.time) / (double)NSEC_PER_SEC;
    double advance = now->fraction - p->since.fraction;
    double rate = (double)(now->done - p->since.done) / seconds;
    bool known = now->time - p->since.time >= shortest;

    if (known && rate > 0)
        buf_addf(line, ", %.*f/s", rate < 10, rate);
    if (now->fraction < 0)
        return;
    buf_addf(line, ", %.0f %%", now->fraction * 100);
    if (known && advance > 0)
        add_time_left(line, (1 - now->fraction) / advance * seconds);
}

/* A stage begins with its first line. Speed is measured over the last half minute at most. */
static void move_marks(struct progress *p, const char *stage, const struct progress_mark *now)
{
    if (p->stage != stage || now->done < p->since.done || now->fraction < p->since.fraction) {
        p->stage = stage;
        p->since = p->next = *now;
    }
    if (now->time - p->next.time >= half_window) {
        p->since = p->next;
        p->next = *now;
    }
}

void progress_show(struct progress *progress, const char *stage, uint64_t done, double fraction,
                   const char *fmt, ...)
{
    cleanup_with(buf_release) struct buf line = BUF_INIT(4096);
    struct progress_mark now = {.done = done, .fraction = fraction};
    char text[512];
    va_list ap;

    if (!progress->on)
        return;
    now.time = clock_now();
    /* The first line of a stage is shown however short the stage is. */
    if (progress->shown && progress->stage == stage &&
        now.time - progress->last < NSEC_PER_SEC / 10)
        return;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    move_marks(progress, stage, &now);
    buf_addf(&line, "%-*s %s", NAME_WIDTH, stage, text);
    add_speed(&line, progress, &now);
    print_line(progress, &line);
    progress->last = now.time;
    progress->shown = true;
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = false;
}
