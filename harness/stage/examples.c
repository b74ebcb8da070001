/* SPDX-License-Identifier: MIT */
#include "stage/examples.h"
#include "base/file.h"

#include <stdlib.h>

enum { LARGEST_EXAMPLE = 64 << 20 };

static int read_input(struct buf *out, const struct test_data *data, struct err *err)
{
    *out = (struct buf)BUF_INIT(LARGEST_EXAMPLE);
    if (data->path)
        return file_read(data->path, out, err);
    return buf_add(out, data->bytes, data->length) < 0
               ? err_set(err, ERR_INPUT, "an example of more than %d bytes", LARGEST_EXAMPLE)
               : 0;
}

int examples_read(struct examples *out, const struct problem *problem, struct err *err)
{
    size_t count = problem->sample_count;
    struct examples made = {.texts = calloc(count + 1, sizeof *made.texts),
                            .list = calloc(count + 1, sizeof *made.list)};
    int rc = made.texts && made.list ? 0 : err_set(err, ERR_JUDGE, "out of memory");

    for (size_t i = 0; rc == 0 && i < count; i++) {
        struct buf *text = &made.texts[made.count];

        if (problem->samples[i].is_static)
            continue; /* it has no input */
        rc = read_input(text, &problem->samples[i].input, err);
        made.list[made.count++] = (struct example){.data = buf_str(text), .len = text->len};
    }
    if (rc < 0)
        examples_release(&made);
    else
        *out = made;
    return rc;
}

void examples_release(struct examples *examples)
{
    for (size_t i = 0; i < examples->count; i++)
        buf_release(&examples->texts[i]);
    free(examples->texts);
    free(examples->list);
    *examples = (struct examples){.count = 0};
}
