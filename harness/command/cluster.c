/* SPDX-License-Identifier: MIT */
#include "base/screen/columns.h"
#include "command/command.h"
#include "report/report.h"
#include "select/select.h"
#include "stage/pipeline.h"
#include "winnow/cleanup.h"

static int add_members(struct columns *c, const struct record *r, const struct cluster *cluster,
                       struct err *err)
{
    enum { SHOWN = 6 };
    cleanup_with(buf_release) struct buf room = BUF_INIT(BUF_CAP_LINE);
    cleanup_with(buf_release) struct buf list = BUF_INIT(BUF_CAP_DOCUMENT);

    for (size_t m = 0; m < cluster->count && m < SHOWN; m++) {
        const char *id;

        if (record_survivor_id(r, cluster->members[m], &room, &id, err) < 0)
            return -1;
        buf_addf(&list, "%s%.40s", m ? " " : "", id);
    }
    if (cluster->count > SHOWN)
        buf_addf(&list, " and %zu more", cluster->count - SHOWN);
    columns_add(c, COLUMN_PLAIN, "%s", buf_str(&list));
    return 0;
}

static int print_people(const struct record *r, struct err *err)
{
    cleanup_with(columns_release) struct columns c;

    columns_init(&c, "rrrl");
    columns_add(&c, COLUMN_DIM, "rank");
    columns_add(&c, COLUMN_DIM, "size");
    columns_add(&c, COLUMN_DIM, "distinct");
    columns_add(&c, COLUMN_DIM, "members");
    for (size_t i = 0; i < r->clustered.count; i++) {
        const struct cluster *cluster = &r->clustered.clusters[i];

        columns_add(&c, COLUMN_PLAIN, "%zu", i + 1);
        columns_add(&c, COLUMN_PLAIN, "%llu", (unsigned long long)cluster->size);
        columns_add(&c, COLUMN_PLAIN, "%zu", cluster->count);
        if (add_members(&c, r, cluster, err) < 0)
            return -1;
    }
    return columns_print(&c, stdout) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

static int print_json(const struct record *r, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);

    if (report_clusters_json(&text, r, err) < 0)
        return -1;
    fwrite(buf_str(&text), 1, text.len, stdout);
    return 0;
}

int command_cluster(const struct settings *settings, const struct arguments *arguments,
                    struct err *err)
{
    cleanup_with(pipeline_release) struct pipeline p;
    const struct pipeline_request request = {.settings = settings,
                                             .paths = arguments->words,
                                             .path_count = (size_t)arguments->count,
                                             .end = PIPELINE_CLUSTER};

    if (pipeline_run(&p, &request, err) < 0)
        return -1;
    if ((settings->json ? print_json(&p.record, err) : print_people(&p.record, err)) < 0)
        return -1;
    return report_all_judged(&p.record, err) < 0 ? -1 : EXIT_DONE;
}
