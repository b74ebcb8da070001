/* SPDX-License-Identifier: MIT */
#include "judge/check/relay.h"
#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { FLOW_BYTES = 65536 };

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void unwatch(struct relay_flow *flow)
{
    if (flow->watched)
        loop_remove_watch(flow->relay->loop, &flow->watch);
    flow->watched = false;
}

/* What one writes gives the other the turn; only the candidate's matters. */
static void note_turn(const struct relay_flow *flow, bool of_candidate)
{
    const struct relay *relay = flow->relay;

    if (relay->turn && (flow == &relay->flows[RELAY_CANDIDATE]) != of_candidate)
        relay->turn(relay, of_candidate);
}

/* With its stdin at the end, the candidate has nobody to wait for. */
static void end_flow(struct relay_flow *flow)
{
    note_turn(flow, true);
    unwatch(flow);
    close_end(&flow->from);
    close_end(&flow->to);
}

static void flow_ready(struct loop_watch *watch);

/* Waits until the flow's next step is possible: to write what is there, else to read more. */
static int watch_flow(struct relay_flow *flow, struct err *err)
{
    flow->writing = flow->begin < flow->end;
    flow->watch = (struct loop_watch){.fd = flow->writing ? flow->to : flow->from,
                                      .quiet = true,
                                      .event = flow->writing ? EPOLLOUT : EPOLLIN,
                                      .ready = flow_ready};
    if (loop_add_watch(flow->relay->loop, &flow->watch, err) < 0)
        return -1;
    flow->watched = true;
    return 0;
}

static void note_flow(const struct relay_flow *flow, ssize_t n)
{
    struct relay *relay = flow->relay;

    if (relay->transcript && n > 0)
        transcript_add(relay->transcript, (enum transcript_side)(flow - relay->flows), clock_now(),
                       flow->bytes, (size_t)n);
}

/* Reads what is there. False: nothing more will come. */
static bool read_flow(struct relay_flow *flow)
{
    ssize_t n = read(flow->from, flow->bytes, FLOW_BYTES);

    if (n < 0)
        return errno == EAGAIN || errno == EINTR;
    if (n > 0)
        note_turn(flow, false);
    note_flow(flow, n);
    flow->begin = 0;
    flow->end = (size_t)n;
    flow->total += n;
    if (flow->total > flow->limit) {
        flow->over = true;
        flow->over_at = clock_now();
    }
    return n > 0 && !flow->over;
}

/* Writes as much as the reader takes; throws it away if there is no reader any more. */
static void write_flow(struct relay_flow *flow)
{
    ssize_t n = 0;

    if (flow->begin < flow->end && flow->to >= 0)
        n = write(flow->to, flow->bytes + flow->begin, flow->end - flow->begin);
    if (n > 0) {
        flow->begin += (size_t)n;
        note_turn(flow, true);
    }
    if (n < 0 && errno != EAGAIN && errno != EINTR)
        close_end(&flow->to);
    if (flow->to < 0)
        flow->begin = flow->end;
}

static void flow_ready(struct loop_watch *watch)
{
    struct relay_flow *flow = (struct relay_flow *)watch;
    bool was_writing = flow->writing;

    if (!was_writing && !read_flow(flow)) {
        end_flow(flow);
        return;
    }
    if (was_writing)
        unwatch(flow); /* write_flow may close what is watched */
    write_flow(flow);
    if (!was_writing && flow->begin == flow->end)
        return; /* all passed on: the next bytes are awaited already */
    unwatch(flow);
    if (watch_flow(flow, NULL) < 0)
        end_flow(flow); /* the programs see the ends of their pipes */
}

static int open_pipe(int *read_end, int *write_end, int *ours, struct err *err)
{
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) < 0)
        return err_sys(err, ERR_JUDGE, "pipe");
    *read_end = ends[0];
    *write_end = ends[1];
    if (fcntl(*ours, F_SETFL, fcntl(*ours, F_GETFL) | O_NONBLOCK) < 0)
        return err_sys(err, ERR_JUDGE, "pipe");
    return 0;
}

static int open_flow(struct relay *relay, int side, bytes_t limit, struct err *err)
{
    struct relay_flow *flow = &relay->flows[side];
    int other = 1 - side;

    flow->limit = limit;
    flow->bytes = malloc(FLOW_BYTES);
    if (!flow->bytes)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (open_pipe(&flow->from, &relay->stdout_fd[side], &flow->from, err) < 0 ||
        open_pipe(&relay->stdin_fd[other], &flow->to, &flow->to, err) < 0)
        return -1;
    return watch_flow(flow, err);
}

int relay_open(struct relay *relay, struct loop *loop, const bytes_t limits[RELAY_SIDES],
               struct err *err)
{
    *relay = (struct relay){.loop = loop};
    for (int side = 0; side < RELAY_SIDES; side++) {
        relay->flows[side].relay = relay;
        relay->flows[side].from = relay->flows[side].to = -1;
        relay->stdin_fd[side] = relay->stdout_fd[side] = -1;
    }
    for (int side = 0; side < RELAY_SIDES; side++) {
        if (open_flow(relay, side, limits[side], err) < 0) {
            relay_close(relay);
            return -1;
        }
    }
    return 0;
}

void relay_started(struct relay *relay)
{
    for (int side = 0; side < RELAY_SIDES; side++) {
        close_end(&relay->stdin_fd[side]);
        close_end(&relay->stdout_fd[side]);
    }
}

/*
 * What a program wrote last may still be in its pipe when both have ended: the other one cannot read it, but
 * the transcript is to have it. One read: a pipe holds no more.
 */
static void note_rest(struct relay_flow *flow)
{
    if (flow->relay->transcript && flow->from >= 0 && flow->bytes)
        note_flow(flow, read(flow->from, flow->bytes, FLOW_BYTES));
}

void relay_close(struct relay *relay)
{
    if (!relay->loop)
        return;
    relay_started(relay);
    for (int side = 0; side < RELAY_SIDES; side++) {
        note_rest(&relay->flows[side]);
        end_flow(&relay->flows[side]);
        free(relay->flows[side].bytes);
        relay->flows[side].bytes = NULL;
    }
}
