/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/json/json_writer.h"
#include "base/screen/terminal.h"
#include "command/command.h"
#include "stage/inputs/inputs.h"
#include "base/remark.h"
#include "winnow/cleanup.h"

static int print_one(const struct made_input *input, size_t number, bool json, struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(BUF_CAP_DOCUMENT);
    cleanup_with(buf_release) struct buf line = BUF_INIT(BUF_CAP_DOCUMENT);
    struct json_writer w;

    if (file_read_fd(input->fd, &bytes, err) < 0)
        return -1;
    if (!json) {
        terminal_printf(stdout, "--- %zu: %s\n", number, input->origin);
        terminal_write(stdout, buf_str(&bytes), bytes.len);
        return 0;
    }
    json_writer_init(&w, &line, JSON_LINE);
    json_begin_object(&w);
    json_field_uint64(&w, "number", number);
    json_field_string(&w, "origin", input->origin);
    json_key(&w, "input");
    json_string_n(&w, buf_str(&bytes), bytes.len);
    json_end_object(&w);
    return json_print(&w, err);
}

static int deliver(const struct made_inputs *inputs, const struct settings *settings,
                   struct err *err)
{
    size_t removed;

    if (settings->out_dir && file_make_dirs(settings->out_dir, err) < 0)
        return -1;
    for (size_t i = 0; i < inputs->count; i++) {
        if (settings->out_dir &&
            made_input_write(&inputs->list[i], settings->out_dir, i + 1, err) < 0)
            return -1;
        if ((!settings->out_dir || settings->json) &&
            print_one(&inputs->list[i], i + 1, settings->json, err) < 0)
            return -1;
    }
    if (settings->out_dir && (removed = made_inputs_trim(settings->out_dir, inputs->count + 1)) > 0)
        remark(settings->remarks, "%s: removed %zu inputs of an earlier run", settings->out_dir,
               removed);
    if (settings->out_dir && !settings->json)
        terminal_printf(stdout, "%zu inputs in %s\n", inputs->count, settings->out_dir);
    return 0;
}

int command_inputs(const struct settings *settings, const struct arguments *arguments,
                   struct err *err)
{
    cleanup_with(session_close) struct session session = {0};
    cleanup_with(made_inputs_release) struct made_inputs inputs = {0};

    if (session_open(&session, settings, arguments->words[0], err) < 0 ||
        inputs_make(&inputs, &session, settings->inputs, NULL, err) < 0)
        return -1;
    progress_end(&session.progress);
    if (inputs.rejected > 0)
        remark(settings->remarks, "proposals turned down by the input validator: %zu",
               inputs.rejected);
    if (!settings->inputs_dir && inputs.count < settings->inputs)
        remark(settings->remarks, "only %zu of %u inputs could be made", inputs.count,
               settings->inputs);
    return deliver(&inputs, settings, err) < 0 ? -1 : EXIT_DONE;
}
