/* SPDX-License-Identifier: MIT */
#include "command/command.h"
#include "report/candidate_lines.h"
#include "report/report.h"
#include "select/select.h"
#include "stage/pipeline.h"
#include "winnow/cleanup.h"

#include <unistd.h>

/* Whoever trains with the verdicts, or watches them, has each as soon as the order allows. */
static int print_known(void *context, struct record *record, struct err *err)
{
    return candidate_lines_write(context, record->roster, STDOUT_FILENO, err);
}

int command_filter(const struct settings *settings, const struct arguments *arguments,
                   struct err *err)
{
    cleanup_with(pipeline_release) struct pipeline p;
    struct candidate_lines lines = {.counts = false};
    const struct pipeline_request request = {.settings = settings,
                                             .paths = arguments->words,
                                             .path_count = (size_t)arguments->count,
                                             .end = PIPELINE_FILTER,
                                             .watch = {.known = print_known, .context = &lines}};

    if (pipeline_run(&p, &request, err) < 0)
        return -1;
    return report_all_judged(&p.record, err) < 0 ? -1 : EXIT_DONE;
}
