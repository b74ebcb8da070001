/* SPDX-License-Identifier: MIT */
#include "command/command.h"
#include "report/candidate_lines.h"
#include "report/report.h"
#include "select/select.h"
#include "stage/pipeline.h"
#include "winnow/cleanup.h"

#include <unistd.h>

int command_filter(const struct settings *settings, const struct arguments *arguments,
                   struct err *err)
{
    cleanup_with(pipeline_release) struct pipeline p;

    if (pipeline_run(&p, settings, arguments->words[0], arguments->words[1], PIPELINE_FILTER, NULL,
                     err) < 0)
        return -1;
    if (candidate_lines_write(p.record.roster, STDOUT_FILENO, err) < 0)
        return -1;
    return report_all_judged(&p.record, err) < 0 ? -1 : EXIT_DONE;
}
