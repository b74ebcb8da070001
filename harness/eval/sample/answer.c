/* SPDX-License-Identifier: MIT */
#include "eval/sample/answer.h"
#include "candidate/fence.h"

#include <ctype.h>
#include <string.h>

/* ---- stop words */

/* The next character of a word, in which \n, \r, \t and \\ stand for one. */
static char next_char(const char **word)
{
    static const char names[] = "nrt\\", means[] = "\n\r\t\\";
    const char *name = **word == '\\' && (*word)[1] ? strchr(names, (*word)[1]) : NULL;
    char c = name ? means[name - names] : **word;

    *word += name ? 2 : 1;
    return c;
}

static bool begins_with(const char *text, const char *word)
{
    while (*word)
        if (*text++ != next_char(&word))
            return false;
    return true;
}

static void cut_at_stop(char *text, const struct settings *settings)
{
    for (; *text; text++)
        for (size_t i = 0; i < settings->stop_word_count; i++)
            if (begins_with(text, settings->stop_words[i])) {
                *text = '\0';
                return;
            }
}

/* ---- fenced blocks */

static bool has_word(const char *text, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = text; (at = strstr(at, word)); at++) {
        bool begins = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');

        if (begins && !isalnum((unsigned char)at[length]) && at[length] != '_')
            return true;
    }
    return false;
}

/* What goes on in a function's body is indented; what has the function anew names it. */
static bool stands_alone(const char *text, const struct task *task)
{
    text += strspn(text, "\r\n");
    return *text != ' ' && *text != '\t' && task->entry_point && has_word(text, task->entry_point);
}

/* The prompt, which may have imports and helpers, with something in its function's body. */
static int add_closed_prompt(struct buf *out, const char *prompt)
{
    const char *end = prompt + strlen(prompt), *line;
    int indent;

    while (end > prompt && isspace((unsigned char)end[-1]))
        end--;
    for (line = end; line > prompt && line[-1] != '\n'; line--)
        ;
    indent = (int)strspn(line, " \t");
    return buf_addf(out, "%s\n%.*spass\n", prompt, indent ? indent : 4, indent ? line : "    ");
}

/* Only the lines that make names of other files known. */
static int add_imports(struct buf *out, const char *prompt)
{
    static const char *const words[] = {"#include", "using namespace ", "import "};

    for (const char *line = prompt; *line;) {
        size_t length = strcspn(line, "\n");

        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (strncmp(line, words[i], strlen(words[i])) == 0 &&
                (buf_add(out, line, length) < 0 || buf_addc(out, '\n') < 0))
                return -1;
        line += length + (line[length] == '\n');
    }
    return 0;
}

static int add_surroundings(struct buf *out, const struct task *task,
                            const struct language *language)
{
    static const char *const importing[] = {"c", "cpp", "java"};

    if (language->find_modules && *task->prompt)
        return add_closed_prompt(out, task->prompt);
    for (size_t i = 0; i < sizeof importing / sizeof *importing; i++)
        if (language_is(language, importing[i]))
            return add_imports(out, task->prompt);
    return 0;
}

int answer_program(const struct task *task, struct sample *sample, const struct language *language,
                   const struct settings *settings, struct buf *out, enum answer_kind *kind,
                   struct err *err)
{
    char info[FENCE_INFO];
    size_t length = strlen(sample->text);
    bool fenced =
        settings->extract != EXTRACT_NONE && fence_unwrap(sample->text, &length, language, info);

    *kind = fenced                               ? ANSWER_FENCED
            : settings->extract == EXTRACT_FENCE ? ANSWER_EMPTY
                                                 : ANSWER_TEXT;
    if (!sample->whole && !fenced)
        cut_at_stop(sample->text, settings);
    if (!sample->whole && fenced && stands_alone(sample->text, task)) {
        sample->whole = true;
        if (add_surroundings(out, task, language) < 0)
            return err_set(err, ERR_INPUT, "the program is larger than %zu MiB", out->cap >> 20);
    }
    return task_source(task, sample->text, sample->whole, language->find_modules != NULL, out, err);
}
