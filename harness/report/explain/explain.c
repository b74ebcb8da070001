/* SPDX-License-Identifier: MIT */
#include "report/explain/explain.h"
#include "base/screen/terminal.h"
#include "report/explain/story.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <string.h>

enum { EXCERPT = 160 /* bytes of an input or output */, INPUTS_SHOWN = 3, INPUTS_LISTED = 20 };

/* A line of the story; its parts come from strangers. */
#define TELL(label, ...) (printf("%-11s ", label), terminal_printf(stdout, __VA_ARGS__))

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static bool verdict_is(const struct story *story, const char *verdict)
{
    const struct json_slice *value = json_find(&story->candidate.members, "verdict");

    return value && json_slice_is(*value, verdict);
}

static void tell_program(const struct story *story)
{
    cleanup_free char *language = json_text(&story->candidate.members, "language");

    bool is_copy = strcmp(story->id, story->program) != 0;

    TELL("candidate", "%s, in %s%s%s\n", story->id, or_empty(language),
         is_copy ? ", a copy of " : "", is_copy ? story->program : "");
    if (story->copy_count == 1)
        TELL("copies", "none: no other candidate is this program\n");
    else
        TELL("copies", "%" PRIu64 " candidates are this program: %s%s\n", story->copy_count,
             buf_str(&story->copies), story->copy_count > 10 ? ", …" : "");
}

static void tell_compile(const struct story *story)
{
    cleanup_free char *detail = json_text(&story->candidate.members, "detail");

    if (verdict_is(story, "CE"))
        TELL("compile", "does not compile: %s\n", or_empty(detail));
    else
        TELL("compile", "compiles\n");
}

static void tell_case(const struct judgement *one)
{
    terminal_printf(stdout, "            %-4s %8.2f ms %7.1f MiB  %s%s%s\n",
                    verdict_name(one->verdict), (double)one->cpu / 1e6,
                    (double)one->memory / (double)MIB, one->test, one->detail[0] ? ": " : "",
                    one->detail);
}

static void tell_measures(const struct story *story)
{
    const struct json_members *members = &story->candidate.members;
    cleanup_free char *cpu = json_text(members, "cpu_ms"),
                      *memory = json_text(members, "memory_kib");

    TELL("", "at most %s ms of CPU time and %s KiB on those that it ran\n", or_empty(cpu),
         or_empty(memory));
}

static void tell_examples(const struct story *story, const struct judgement *examples)
{
    const struct json_members *members = &story->candidate.members;
    cleanup_free char *verdict = json_text(members, "verdict"), *test = json_text(members, "test"),
                      *detail = json_text(members, "detail");

    if (verdict_is(story, "CE"))
        return;
    if (verdict_is(story, "AC"))
        TELL("examples", "passes all of them\n");
    else
        TELL("examples", "%s at %s: %s\n", or_empty(verdict), test ? test : "no test",
             or_empty(detail));
    if (!examples)
        tell_measures(story);
    for (size_t i = 0; examples && i < examples->case_count; i++)
        tell_case(&examples->cases[i]);
}

static void tell_cluster(const struct story *story)
{
    cleanup_with(json_members_release) struct json_members cluster = {0}, counts = {0};
    const struct json_slice *list = json_find(&story->report.members, "counts");
    struct err err = {0};
    uint64_t size;

    if (!verdict_is(story, "AC")) {
        TELL("cluster", "none: only programs that pass all examples are clustered\n");
    } else if (!story_object(story, "clusters", story_cluster(story), &cluster)) {
        TELL("cluster", "none: it came after the survivors that --max-survivors lets in\n");
    } else {
        if (list)
            json_read_members(&counts, list->at, list->len, &err);
        size = finished_number(&cluster, "size");
        TELL("cluster", "%" PRIu64 " of %" PRIu64 ", with %" PRIu64 " candidate%s\n",
             story_cluster(story), finished_number(&counts, "clusters"), size,
             size == 1 ? "" : "s");
    }
}

/* ---- what sets its cluster apart from the first one */

/* The text, with what is no letter as in C; cut. The caller frees it. */
static char *excerpt(const struct json_members *members)
{
    cleanup_free char *text = json_text(members, "text");
    struct buf out = BUF_INIT(8 * EXCERPT);
    size_t length = text ? strnlen(text, EXCERPT) : 0;

    while (length > 0 && text && ((unsigned char)text[length] & 0xc0) == 0x80)
        length--; /* not in the middle of a character */
    if (!text || terminal_escape(&out, text, length) < 0 ||
        (length < finished_number(members, "bytes") && buf_adds(&out, " …") < 0)) {
        buf_release(&out);
        return NULL;
    }
    return out.data ? out.data : strdup("");
}

static bool has_number(const struct json_members *members, const char *key, uint64_t number)
{
    cleanup_with(json_members_release) struct json_members list = {0};
    const struct json_slice *value = json_find(members, key);
    struct err err = {0};

    if (!value || json_read_elements(&list, value->at, value->len, &err) <= 0)
        return false;
    for (size_t i = 0; i < list.count; i++)
        if (strtoull(list.list[i].value.at, NULL, 10) == number)
            return true;
    return false;
}

static void tell_output(const struct json_members *output, uint64_t cluster)
{
    cleanup_free char *text = excerpt(output), *verdict = json_text(output, "verdict");

    if (text)
        terminal_printf(
            stdout, "              cluster %" PRIu64 " prints \"%s\"%s\n", cluster, text,
            verdict && strcmp(verdict, "WA") == 0 ? ", which the validator rejects" : "");
    else
        terminal_printf(stdout, "              cluster %" PRIu64 ": %s\n", cluster,
                        or_empty(verdict));
}

/* The cluster's own among the outputs. */
static bool find_output(const struct json_members *outputs, uint64_t cluster,
                        struct json_members *out)
{
    struct err err = {0};

    for (size_t i = 0; i < outputs->count; i++) {
        json_members_release(out);
        if (json_read_members(out, outputs->list[i].value.at, outputs->list[i].value.len, &err) >
                0 &&
            has_number(out, "clusters", cluster))
            return true;
    }
    return false;
}

struct telling {
    const struct story *story;
    size_t told;
};

/* A line of disagreements.jsonl, if the two clusters print different things there. */
static int tell_disagreement(void *context, const struct json_members *line, struct err *err)
{
    struct telling *t = context;
    cleanup_with(json_members_release) struct json_members outputs = {0}, own = {0}, best = {0},
                                                           input = {0};
    const struct json_slice *list = json_find(line, "outputs");
    uint64_t cluster = story_cluster(t->story);
    cleanup_free char *text = excerpt(line), *origin = NULL;

    if (!list || json_read_elements(&outputs, list->at, list->len, err) <= 0 ||
        !find_output(&outputs, cluster, &own) || !find_output(&outputs, 1, &best) ||
        has_number(&own, "clusters", 1))
        return 0;
    story_object(t->story, "inputs", finished_number(line, "input"), &input);
    origin = json_text(&input, "origin");
    terminal_printf(stdout, "            input %" PRIu64 " (%s): \"%s\"\n",
                    finished_number(line, "input"), or_empty(origin), or_empty(text));
    tell_output(&best, 1);
    tell_output(&own, cluster);
    return ++t->told == INPUTS_SHOWN;
}

static void tell_numbers(const struct json_members *outcomes, const struct json_members *best)
{
    size_t count = 0;

    for (size_t input = 1; input <= outcomes->count; input++)
        if (story_differs(outcomes, best, input) && count++ < INPUTS_LISTED)
            printf("%s%zu", count > 1 ? ", " : "", input);
    printf(count > INPUTS_LISTED ? ", … (%zu in all)\n" : "\n", count);
}

/* The lines of the file, and where none of them tells the two clusters apart the one that was made for them. */
static int tell_disagreements(const struct story *story, const char *apart, struct err *err)
{
    cleanup_with(json_members_release) struct json_members line = {0};
    struct telling telling = {.story = story};

    if (finished_find(NULL, story->dir, "disagreements.jsonl", tell_disagreement, &telling, err) <
        0)
        return -1;
    if (telling.told > 0 || !*apart)
        return 0;
    return json_read_members(&line, apart, strcspn(apart, "\n"), err) < 0 ||
                   tell_disagreement(&telling, &line, err) < 0
               ? -1
               : 0;
}

static int tell_apart(const struct story *story, const char *apart, struct err *err)
{
    cleanup_with(json_members_release) struct json_members outcomes = {0}, best = {0};
    const struct json_slice *own = json_find(&story->outcomes.members, "outcomes");
    const struct json_slice *others = json_find(&story->best_outcomes.members, "outcomes");

    if (story_cluster(story) <= 1 || !own || !others)
        return 0;
    if (json_read_elements(&outcomes, own->at, own->len, err) < 0 ||
        json_read_elements(&best, others->at, others->len, err) < 0)
        return -1;
    TELL("apart", "differs from cluster 1 on these of the inputs that both ran: ");
    tell_numbers(&outcomes, &best);
    return tell_disagreements(story, apart, err);
}

/* ---- the choice */

static void tell_pick(const struct json_members *pick)
{
    cleanup_free char *file = json_text(pick, "file"), *verdict = json_text(pick, "verdict"),
                      *test = json_text(pick, "test"), *detail = json_text(pick, "detail");

    TELL("choice", "submission %" PRIu64 ", %s\n", finished_number(pick, "rank"), or_empty(file));
    if (verdict)
        TELL("secret", "%s%s%s%s%s\n", verdict, test ? " at " : "", or_empty(test),
             detail && *detail ? ": " : "", or_empty(detail));
}

/* Why it is none: the cluster has another one, or none at all. */
static void tell_no_pick(const struct story *story)
{
    cleanup_with(json_members_release) struct json_members pick = {0};

    for (uint64_t i = 1; story_object(story, "submissions", i, &pick); i++) {
        if (finished_number(&pick, "cluster") == story_cluster(story)) {
            cleanup_free char *id = json_text(&pick, "id");

            TELL("choice",
                 "not submitted: of its cluster %s was chosen, as submission %" PRIu64 "\n",
                 or_empty(id), finished_number(&pick, "rank"));
            return;
        }
        json_members_release(&pick);
    }
    TELL("choice", "not submitted: the choice ended before its cluster\n");
}

static void tell_choice(const struct story *story)
{
    cleanup_with(json_members_release) struct json_members pick = {0};

    if (story_cluster(story) == 0) {
        TELL("choice", "not submitted\n");
        return;
    }
    for (uint64_t i = 1; story_object(story, "submissions", i, &pick); i++) {
        const struct json_slice *id = json_find(&pick, "id");

        if (id && json_slice_is(*id, story->program)) {
            tell_pick(&pick);
            return;
        }
        json_members_release(&pick);
    }
    tell_no_pick(story);
}

int explain_candidate(const char *dir, const char *id, const struct explain_more *more,
                      struct err *err)
{
    cleanup_with(story_release) struct story story;

    if (story_read(&story, dir, id, err) < 0)
        return -1;
    tell_program(&story);
    tell_compile(&story);
    tell_examples(&story, more->examples);
    tell_cluster(&story);
    if (tell_apart(&story, more->apart, err) < 0)
        return -1;
    tell_choice(&story);
    return 0;
}
