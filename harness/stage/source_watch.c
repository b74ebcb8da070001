/* SPDX-License-Identifier: MIT */
#include "stage/source_watch.h"
#include "base/clock.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { SETTLE = 100 * NSEC_PER_MS };

struct watched {
    int directory; /* inotify's number for it */
    char *name;    /* of the source in it; NULL: all files in the directory are the source */
};

struct source_watch {
    struct loop_watch events;  /* first */
    struct loop_timer settled; /* set once something has changed */
    struct session *session;
    struct watched *list;
    size_t count;
    bool changed, done;
};

static void source_settled(struct loop_timer *timer)
{
    struct source_watch *w =
        (struct source_watch *)(void *)((char *)timer - offsetof(struct source_watch, settled));

    w->done = true;
}

/* What editors keep beside a source: ".sol.cpp.swp", "sol.cpp~". */
static bool is_editors_own(const char *name)
{
    size_t n = strlen(name);

    return n == 0 || name[0] == '.' || name[n - 1] == '~';
}

static bool concerns(const struct watched *watched, const struct inotify_event *event)
{
    const char *name = event->len > 0 ? event->name : "";

    if (event->wd != watched->directory)
        return false;
    return watched->name ? strcmp(watched->name, name) == 0 : !is_editors_own(name);
}

static void take_event(struct source_watch *w, const struct inotify_event *event)
{
    bool is_news = (event->mask & IN_Q_OVERFLOW) != 0;

    for (size_t i = 0; i < w->count; i++)
        is_news |= concerns(&w->list[i], event);
    if (!is_news || w->changed)
        return;
    w->changed = true;
    w->settled = (struct loop_timer){.due = clock_now() + SETTLE, .expired = source_settled};
    loop_add_timer(service_loop(w->session->service), &w->settled);
}

static void events_ready(struct loop_watch *watch)
{
    struct source_watch *w = (struct source_watch *)watch;
    _Alignas(struct inotify_event) char bytes[4096];
    ssize_t n = read(w->events.fd, bytes, sizeof bytes);

    for (ssize_t at = 0; at < n;) {
        const struct inotify_event *event =
            (const struct inotify_event *)(const void *)(bytes + at);

        take_event(w, event);
        at += (ssize_t)(sizeof *event + event->len);
    }
}

/* The directory of "sol.cpp" is "."; of "/sol.cpp" it is "/". */
static int add_source(struct source_watch *w, const char *path, struct err *err)
{
    struct watched *watched = &w->list[w->count];
    const char *slash = strrchr(path, '/');
    cleanup_free char *directory = NULL;

    if (file_is_directory(path))
        directory = strdup(path);
    else
        directory = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : strdup(".");
    if (!directory)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (!file_is_directory(path) && !(watched->name = strdup(slash ? slash + 1 : path)))
        return err_set(err, ERR_JUDGE, "out of memory");
    w->count++;
    watched->directory = inotify_add_watch(w->events.fd, directory, IN_CLOSE_WRITE | IN_MOVED_TO);
    return watched->directory < 0 ? err_sys(err, ERR_INPUT, "watching %s", directory) : 0;
}

static int open_events(struct source_watch *w, const struct judged_file *files, size_t count,
                       struct err *err)
{
    w->events = (struct loop_watch){
        .fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK), .event = EPOLLIN, .ready = events_ready};
    w->list = calloc(count + 1, sizeof *w->list);
    if (w->events.fd < 0)
        return err_sys(err, ERR_JUDGE, "inotify");
    if (!w->list)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++)
        if (add_source(w, files[i].path, err) < 0)
            return -1;
    return 0;
}

int source_watch_open(struct source_watch **out, struct session *session,
                      const struct judged_file *files, size_t count, struct err *err)
{
    struct source_watch *w = calloc(1, sizeof *w);

    if (!w)
        return err_set(err, ERR_JUDGE, "out of memory");
    w->session = session;
    if (open_events(w, files, count, err) < 0) {
        source_watch_close(w);
        return -1;
    }
    *out = w;
    return 0;
}

void source_watch_close(struct source_watch *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < w->count; i++)
        free(w->list[i].name);
    free(w->list);
    if (w->events.fd >= 0)
        close(w->events.fd);
    free(w);
}

int source_watch_wait(struct source_watch *w, struct err *err)
{
    struct loop *loop = service_loop(w->session->service);
    int rc = loop_add_watch(loop, &w->events, err);

    if (rc < 0)
        return -1;
    w->changed = w->done = false;
    while (rc >= 0 && !w->done)
        rc = jobs_step(w->session->pool, JOBS_WAIT, err);
    loop_remove_watch(loop, &w->events);
    loop_remove_timer(loop, &w->settled);
    return rc < 0 ? -1 : 0;
}
