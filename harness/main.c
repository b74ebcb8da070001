/* SPDX-License-Identifier: MIT */
/* The street door: finds the command, parses its options, prints the one error. */
#include "command/command.h"
#include "base/screen/terminal.h"
#include "winnow/cleanup.h"
#include "winnow/version.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>

static const struct command {
    const char *name;
    const char *words; /* its arguments, for help */
    int least, most;   /* how many of them; most < 0: any number */
    unsigned groups;   /* of options */
    command_run *run;
    const char *help;
} commands[] = {
    {"run", "PROBLEM CANDIDATES...", 0, -1, OPTIONS_OF_RUN, command_run_all,
     "filter, cluster and select: at most ten submissions out of any number"},
    {"compare", "DIR...", 1, -1, OPTIONS_COMMON | OPTIONS_JSON, command_compare,
     "what each rule of --select would have submitted in finished runs, and solved"},
    {"filter", "PROBLEM CANDIDATES...", 2, -1, OPTIONS_COMMON | OPTIONS_JSON | OPTIONS_FILTER,
     command_filter, "one JSON line per candidate: its verdict on the examples"},
    {"cluster", "PROBLEM CANDIDATES...", 2, -1,
     OPTIONS_COMMON | OPTIONS_JSON | OPTIONS_FILTER | OPTIONS_INPUTS | OPTIONS_CLUSTER,
     command_cluster, "the survivors, grouped by what they print on generated inputs"},
    {"inputs", "PROBLEM [CANDIDATES...]", 1, -1,
     OPTIONS_COMMON | OPTIONS_JSON | OPTIONS_FILTER | OPTIONS_INPUTS | OPTIONS_CLUSTER |
         OPTIONS_OUT,
     command_inputs, "the generated inputs; with candidates those that tell survivors apart"},
    {"judge", "[PROBLEM] SOURCE...", 1, -1, OPTIONS_COMMON | OPTIONS_JSON | OPTIONS_JUDGE,
     command_judge, "verdict of each source on all test data, case by case"},
    {"verify", "PROBLEM...", 1, -1, OPTIONS_COMMON | OPTIONS_JSON | OPTIONS_VERIFY, command_verify,
     "every labelled submission of packages against its label, and their data"},
    {"stress", "PROBLEM GOOD SUSPECT...", 3, -1,
     OPTIONS_COMMON | OPTIONS_JSON | OPTIONS_OUT | OPTIONS_STRESS, command_stress,
     "inputs on which suspects fail and a good program does not, made small"},
    {"eval", "SUITE SAMPLES...", 2, -1, OPTIONS_OF_EVAL, command_eval,
     "a benchmark's samples judged by its tests: pass@k, and what failed"},
    {"merge", "DIR...", 1, -1, OPTIONS_JSON | OPTIONS_OUT, command_merge,
     "the report of `eval`, from its shards in these directories"},
    {"import", "FROM TO", 2, 2, OPTIONS_COMMON, command_import,
     "a problem in another layout, written as a package"},
    {"languages", "", 0, 0, OPTIONS_JSON, command_languages,
     "the languages that are judged here, their versions, and what is not installed"},
    {"doctor", "", 0, 0, OPTIONS_JSON, command_doctor,
     "what this host can isolate and measure, and what to do about the rest"},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static void print_overview(FILE *out)
{
    fputs("winnow: keeps the candidate programs worth submitting\n\nusage: winnow COMMAND ...\n\n",
          out);
    for (int i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-9s %-23s %s\n", commands[i].name, commands[i].words, commands[i].help);
    fputs(
        "\nPROBLEM is a package (ICPC/Kattis layout; a directory, .zip or .kpp), a folder of *.in "
        "with\n*.ans or *.out, or what Competitive Companion or cph write.\nCANDIDATES is JSON, lines or an array (also .gz, .zst, .xz; - for stdin), "
        "a\ndirectory of sources or of such files, or one source; several are read in turn.\n`winnow COMMAND --help` lists a command's options.\n",
        out);
}

static void print_help(const struct command *command)
{
    printf("usage: winnow %s [options]%s%s\n\n%s\n\n", command->name, *command->words ? " " : "",
           command->words, command->help);
    options_help(stdout, command->groups | OPTIONS_LANGUAGES);
}

static void print_remark(void *context, const char *sentence)
{
    (void)context;
    terminal_printf(stderr, "winnow: %s\n", sentence);
}

static int usage(const struct command *command, int count, struct err *err)
{
    return err_set(err, ERR_INPUT, "%s wants %s, not %d argument%s (see `winnow %s --help`)",
                   command->name, command->most == 0 ? "no arguments" : command->words, count,
                   count == 1 ? "" : "s", command->name);
}

static int run(const struct command *command, int argc, char **argv, struct err *err)
{
    static const struct remarks remarks = {.take = print_remark};
    struct settings settings = SETTINGS_DEFAULT;
    cleanup_free const char **words = calloc((size_t)argc + 1, sizeof *words);
    cleanup_free struct given_option *given = calloc((size_t)argc + 1, sizeof *given);
    struct arguments arguments = {.words = words, .given = given};

    if (!words || !given)
        return err_set(err, ERR_JUDGE, "out of memory");
    settings.remarks = &remarks;
    if (options_parse(&settings, &arguments, argc, argv, command->groups | OPTIONS_LANGUAGES, err) <
        0)
        return -1;
    if (arguments.help) {
        print_help(command);
        return EXIT_DONE;
    }
    if (arguments.count < command->least || (command->most >= 0 && arguments.count > command->most))
        return usage(command, arguments.count, err);
    return command->run(&settings, &arguments, err);
}

static const struct command *find(const char *name)
{
    for (int i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

/* Results that did not get out are no results: a full disk must not look like success. */
static int flush_results(struct err *err)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return 0;
    return err_sys(err, errno == EPIPE ? ERR_READER_GONE : ERR_JUDGE, "writing results");
}

/*
 * A standard descriptor that came closed would be given to the next file we open, and results
 * would be written into that. What stands in for it refuses, as the closed one would have.
 */
static int fill_standard_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
            return -1;
    return 0;
}

/* What is asked of winnow itself, not of a command. */
static bool answer_about_itself(const char *word)
{
    bool help = strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0;

    if (help)
        print_overview(stdout);
    else if (strcmp(word, "--version") == 0)
        puts("winnow " WINNOW_VERSION);
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    const struct command *command = argc > 1 ? find(argv[1]) : NULL;
    struct err err = {0};
    int code;

    if (fill_standard_descriptors() < 0)
        return ERR_JUDGE;
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write: we tidy up before we end */
    signal(SIGXFSZ, SIG_IGN); /* so is a file that has reached the limit of files (ulimit -f) */
    if (argc > 1 && answer_about_itself(argv[1])) {
        code = EXIT_DONE;
    } else if (command) {
        code = run(command, argc - 1, argv + 1, &err);
    } else {
        if (argc > 1)
            terminal_printf(stderr, "winnow: unknown command '%.80s'\n", argv[1]);
        print_overview(stderr);
        return ERR_INPUT;
    }
    if (code >= 0 && flush_results(&err) < 0)
        code = -1;
    if (code >= 0)
        return code;
    err_ensure(&err);
    if (err.kind != ERR_READER_GONE) /* head(1) has what it wants: nothing is wrong */
        print_remark(NULL, err.msg);
    return (int)err.kind;
}
