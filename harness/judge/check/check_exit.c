/* SPDX-License-Identifier: MIT */
/*
 * The check "exit": the candidate was put together with its tests, in one process, and a launcher of ours that ends
 * them. An exit status would prove nothing: any part of the program can end it with 0. So the run's stdin
 * is a token, random bytes that are new for each run. The launcher reads it before the candidate's code runs, leaves
 * an empty stdin, and prints the token when the tests have ended. AC: the exit status is 0, and the token is in
 * the output, wherever that is: no other part of the program can print it.
 *
 * A run that failed by itself is WA where what it said is the words of a failed assertion, else RTE.
 */
#include "base/file.h"
#include "judge/check/check.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

enum { TOKEN_BYTES = 16, TOKEN_LENGTH = 2 * TOKEN_BYTES };

struct exit_token {
    int fd;
    char text[TOKEN_LENGTH + 1];
};

static int make_text(char *text, struct err *err)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[TOKEN_BYTES];

    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        return err_sys(err, ERR_JUDGE, "random bytes");
    for (size_t i = 0; i < sizeof bytes; i++) {
        *text++ = digits[bytes[i] >> 4];
        *text++ = digits[bytes[i] & 15];
    }
    *text = '\0';
    return 0;
}

static int begin_exit(struct check *check, struct run *run, struct err *err)
{
    struct exit_token *token = calloc(1, sizeof *token);

    if (!token)
        return err_set(err, ERR_JUDGE, "out of memory");
    token->fd = -1;
    check->state = token;
    if (make_text(token->text, err) < 0)
        return -1;
    token->fd = file_memfd("input", token->text, TOKEN_LENGTH, err);
    run->input_fd = token->fd;
    return token->fd < 0 ? -1 : 0;
}

static int find_token(const struct check *check, bool *found, struct err *err)
{
    const struct exit_token *token = check->state;
    cleanup_with(map_release) struct map output = {0};

    if (map_fd(&output, check->output_fd, err) < 0)
        return -1;
    *found = memmem(output.data, output.len, token->text, TOKEN_LENGTH) != NULL;
    return 0;
}

/* Of the languages' own assertions, and of MBXP's tests, which throw texts. */
static bool says_assertion(const char *detail)
{
    static const char *const words[] = {
        "did not pass", "failed to pass", "Error at ", "AssertionError",        "Assertion",
        "assertion",    "Failed assert",  "not equal", "the tests did not hold"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(detail, words[i]))
            return true;
    return false;
}

static void start_exit(struct check *check)
{
    struct judgement *judgement = check->judgement;
    struct err err = {0};
    bool found = true;

    if (judgement->verdict == VERDICT_AC && find_token(check, &found, &err) < 0)
        judgement_set(judgement, VERDICT_JE, "%s", err.msg);
    else if (!found)
        judgement_set(judgement, VERDICT_RTE, "the program ended before its tests did");
    else if (judgement->verdict == VERDICT_RTE && says_assertion(judgement->detail))
        judgement->verdict = VERDICT_WA;
    check->done(check, CHECK_SETTLED);
}

static void release_exit(struct check *check)
{
    struct exit_token *token = check->state;

    if (token->fd >= 0)
        close(token->fd);
    free(token);
}

const struct check_kind check_exit = {.name = "exit",
                                      .source_can_wait = true,
                                      .begin = begin_exit,
                                      .start = start_exit,
                                      .release = release_exit};
