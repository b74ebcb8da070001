/* SPDX-License-Identifier: MIT */
#include "pool/slot.h"
#include "base/file.h"
#include "pool/cores.h"

#include <sys/epoll.h>
#include <unistd.h>

/* Room in the work directory. */
static const bytes_t work_bytes[JOB_CELLS] = {
    [JOB_CELL_RUN] = 64 * MIB,
    [JOB_CELL_COMPILE] = 512 * MIB, /* a compiler's temporary files and product */
    [JOB_CELL_JUDGE] = 512 * MIB,   /* copies of a test's input and answer */
};

static const struct outputs no_outputs = {-1, -1, -1};

void slot_init(struct job_slot *slot, const struct slot_env *env, unsigned index)
{
    slot->env = env;
    slot->index = index;
    slot->outputs = no_outputs;
    for (int kind = 0; kind < JOB_CELLS; kind++)
        slot->cells[kind] = (struct slot_cell){.slot = slot, .kind = (enum job_cell)kind};
}

void outputs_close(struct outputs *outputs)
{
    const int fds[] = {outputs->stdout_fd, outputs->stderr_fd, outputs->partner_stderr_fd};

    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    *outputs = no_outputs;
}

struct outputs slot_take_outputs(struct job_slot *slot)
{
    struct outputs taken = slot->outputs;

    slot->outputs = no_outputs;
    return taken;
}

static void close_cell(struct slot_cell *place)
{
    if (!place->cell)
        return;
    loop_remove_watch(place->slot->env->loop, &place->watch);
    cell_close(place->cell);
    place->cell = NULL;
}

void slot_release(struct job_slot *slot)
{
    for (int kind = 0; kind < JOB_CELLS; kind++)
        close_cell(&slot->cells[kind]);
    outputs_close(&slot->outputs);
}

void slot_close_cells(struct job_slot *slot, const struct job *job)
{
    close_cell(&slot->cells[job->cell]);
    if (job->prepare_partner)
        close_cell(&slot->cells[JOB_CELL_JUDGE]);
}

static bool has_part_in(const struct job *job, enum job_cell kind)
{
    return job && (job->cell == kind || (job->prepare_partner && kind == JOB_CELL_JUDGE));
}

void slot_close_products(struct job_slot *slot)
{
    for (int kind = 0; kind < JOB_CELLS; kind++) {
        if (slot->results[kind].product_fd >= 0)
            close(slot->results[kind].product_fd);
        slot->results[kind].product_fd = -1;
    }
}

static void cell_ready(struct loop_watch *watch)
{
    struct slot_cell *place = (struct slot_cell *)watch;
    struct job_slot *slot = place->slot;
    const struct slot_env *env = slot->env;
    struct err err = {0};
    bool is_begun = cell_is_begun(place->cell);

    if (is_begun && cell_is_ready(place->cell, &err) == 0)
        return;
    /* Else an idle cell only becomes readable when it has died: it is opened anew when it is needed. */
    if (!has_part_in(slot->job, place->kind)) {
        close_cell(place);
        return;
    }
    if (is_begun) {
        env->cannot_open(env->pool, slot, &err);
        return;
    }
    if (cell_finish(place->cell, &slot->results[place->kind], &err) < 0) {
        slot_close_products(slot);
        env->ended(env->pool, slot, &err);
    } else if (--slot->awaited == 0) {
        env->ended(env->pool, slot, NULL);
    }
}

static int open_cell(struct slot_cell *place, struct err *err)
{
    const struct slot_env *env = place->slot->env;
    int core = cores_for(place->slot->index, env->slots);

    if (place->cell)
        return 0;
    if (cell_begin(&place->cell, env->sandbox, work_bytes[place->kind], core,
                   place->kind == JOB_CELL_COMPILE ? env->shown : NULL, err) < 0)
        return -1;
    place->watch = (struct loop_watch){
        .fd = cell_fd(place->cell), .quiet = true, .event = EPOLLIN, .ready = cell_ready};
    if (loop_add_watch(env->loop, &place->watch, err) == 0)
        return 0;
    cell_close(place->cell); /* the loop does not watch it, so it cannot be used */
    place->cell = NULL;
    return -1;
}

int slot_open_cells(struct job_slot *slot, const struct job *job, struct err *err)
{
    if (open_cell(&slot->cells[job->cell], err) < 0)
        return -1;
    /* What is compiled will be run; where the cell cannot be had, that run says so. */
    if (job->cell == JOB_CELL_COMPILE)
        (void)open_cell(&slot->cells[JOB_CELL_RUN], &(struct err){0});
    return job->prepare_partner ? open_cell(&slot->cells[JOB_CELL_JUDGE], err) : 0;
}

static int make_outputs(struct outputs *outputs, const struct job *job, struct err *err)
{
    outputs->stdout_fd = file_memfd_empty("stdout", err);
    outputs->stderr_fd = outputs->stdout_fd < 0 ? -1 : file_memfd_empty("stderr", err);
    if (outputs->stderr_fd < 0 || file_reserve(outputs->stdout_fd, job->reserve, err) < 0 ||
        file_reserve(outputs->stderr_fd, job->reserve, err) < 0)
        return -1;
    if (job->prepare_partner)
        outputs->partner_stderr_fd = file_memfd_empty("stderr", err);
    return job->prepare_partner && outputs->partner_stderr_fd < 0 ? -1 : 0;
}

/* The partner first, so that it is there when the job's own program begins to talk. */
static int start_partner(struct job_slot *slot, struct job *job, struct err *err)
{
    struct run_request request = {.program_fd = -1, .stderr_fd = slot->outputs.partner_stderr_fd};

    if (job->prepare_partner(job, &request, err) < 0)
        return -1;
    return cell_start(slot->cells[JOB_CELL_JUDGE].cell, &request, err);
}

int slot_start(struct job_slot *slot, struct job *job, struct err *err)
{
    struct run_request request = {.program_fd = -1};
    int rc;

    for (int kind = 0; kind < JOB_CELLS; kind++)
        slot->results[kind].product_fd = -1;
    if (make_outputs(&slot->outputs, job, err) < 0)
        return 1;
    request.stdout_fd = slot->outputs.stdout_fd; /* unless `prepare` has a pipe */
    request.stderr_fd = slot->outputs.stderr_fd;
    rc = job->prepare(job, &request, err);
    if (rc == JOB_LATER && !job->waited)
        return JOB_LATER;
    if (rc != 0)
        return 1;
    if (job->prepare_partner && start_partner(slot, job, err) < 0)
        return -1;
    if (cell_start(slot->cells[job->cell].cell, &request, err) < 0)
        return -1;
    slot->awaited = job->prepare_partner ? 2 : 1;
    slot->job = job;
    if (job->started)
        job->started(job);
    return 0;
}
