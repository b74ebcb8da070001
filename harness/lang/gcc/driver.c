/* SPDX-License-Identifier: MIT */
#include "lang/gcc/driver.h"
#include "lang/gcc/gcc.h"
#include "lang/gcc/preamble.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    COMMANDS_MAX = 16, /* a standard has one each */
    SIGHTINGS = 1,     /* it costs as much as the driver of one compile */
};

static const bytes_t largest_log = 64 * KIB;

struct command {
    struct hash128 key;
    struct made_file file; /* what `gcc -###` printed */
    bool is_read;
    char *text; /* of the words of `steps` */
    struct driver_steps steps;
};

struct driver {
    struct file_maker *maker;
    struct hash128 toolchain;
    struct command *commands[COMMANDS_MAX];
    size_t count;
};

int driver_open(struct driver **out, struct file_maker *maker, struct hash128 toolchain,
                struct err *err)
{
    struct driver *driver = calloc(1, sizeof *driver);

    if (!driver)
        return err_set(err, ERR_JUDGE, "out of memory");
    driver->maker = maker;
    driver->toolchain = toolchain;
    *out = driver;
    return 0;
}

void driver_close(struct driver *driver)
{
    if (!driver)
        return;
    for (size_t i = 0; i < driver->count; i++) {
        free(driver->commands[i]->text);
        free(driver->commands[i]);
    }
    free(driver);
}

/* ---- what `gcc -###` prints */

/*
 * Takes a word, in place, of a line such as ` cc1 -quiet "-std=gnu17" -o -`: quoted, a backslash before a quote, a
 * backslash and a dollar (gcc.cc, execute). NULL: the line ends here.
 */
static char *take_word(char **at)
{
    char *word, *to, *from = *at;
    bool quoted;

    from += strspn(from, " ");
    if (*from == '\0')
        return NULL;
    quoted = *from == '"';
    from += quoted;
    for (word = to = from; *from && *from != (quoted ? '"' : ' '); from++) {
        if (quoted && *from == '\\' && from[1])
            from++;
        *to++ = *from;
    }
    *at = from + (*from != '\0');
    *to = '\0';
    return word;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* The place of the first word from `i` on that is so, or the words' end. */
static size_t find_word(const char *const *words, size_t i, const char *wanted)
{
    while (words[i] && strcmp(words[i], wanted) != 0)
        i++;
    return i;
}

static bool is_start_file(const char *word)
{
    return strncmp(base_name(word), "crt", 3) == 0;
}

/* Whether the words are of a compile of DRIVER_SOURCE to the standard output. */
static bool check_compile(struct driver_steps *steps)
{
    size_t out = find_word(steps->compile, 0, "-o");

    steps->source = find_word(steps->compile, 0, DRIVER_SOURCE);
    return steps->compile[0][0] == '/' && steps->compile[steps->source] && steps->compile[out] &&
           steps->compile[out + 1] && strcmp(steps->compile[out + 1], "-") == 0;
}

static bool check_assemble(struct driver_steps *steps, const char *product)
{
    size_t out = find_word(steps->assemble, 0, "-o");

    if (!steps->assemble[out] || !steps->assemble[out + 1] || steps->assemble[out + 2])
        return false;
    steps->assemble[0] = "/usr/bin/as";
    steps->assemble[out + 1] = product;
    steps->assemble[out + 2] = DRIVER_ASSEMBLER;
    return out + 3 <= DRIVER_WORDS_MAX;
}

/* collect2 starts gold with its own words but this one. */
static bool check_link(struct driver_steps *steps)
{
    const char **words = steps->link;
    size_t gold = find_word(words, 0, "-fuse-ld=gold"), i = 1;

    if (!words[gold])
        return false;
    words[0] = "/usr/bin/ld.gold";
    for (; words[gold]; gold++)
        words[gold] = words[gold + 1];
    while (words[i] && !is_start_file(words[i]))
        i++;
    /* The object file is a temporary one, and the only object file that is no start file. */
    for (; words[i]; i++)
        if (!is_start_file(words[i]) && words[i][0] == '/' && strstr(base_name(words[i]), ".o"))
            break;
    if (!words[i])
        return false;
    steps->object = i;
    words[i] = DRIVER_OBJECT;
    while (words[i] && !is_start_file(words[i]))
        i++;
    steps->behind = i;
    return words[i] && !words[find_word(words, 0, "-plugin")];
}

/* Fills the words of the line; false: too many. */
static bool take_words(const char *words[DRIVER_WORDS_MAX + 1], char *line)
{
    size_t n = 0;

    for (const char *word; (word = take_word(&line)); n++) {
        if (n == DRIVER_WORDS_MAX)
            return false;
        if (strcmp(word, "|") == 0) /* -pipe: the next command reads it */
            break;
        words[n] = word;
    }
    words[n] = NULL;
    return n > 1;
}

/* Lines that begin with a blank are commands; there must be these three and no other. */
static bool read_commands(struct driver_steps *steps, char *text, const char *product)
{
    const struct {
        const char *name, **words;
    } wanted[] = {{"cc1", steps->compile}, {"as", steps->assemble}, {"collect2", steps->link}};
    enum { STEPS = sizeof wanted / sizeof *wanted };
    size_t n = 0;

    for (char *line, *rest = text; (line = strsep(&rest, "\n"));) {
        if (*line != ' ')
            continue;
        if (n == STEPS || !take_words(wanted[n].words, line) ||
            strcmp(base_name(wanted[n].words[0]), wanted[n].name) != 0)
            return false;
        n++;
    }
    return n == STEPS && check_compile(steps) && check_assemble(steps, product) &&
           check_link(steps);
}

/* ---- commands */

static bool has_word(const char *const *command, const char *wanted)
{
    return command[find_word(command, 0, wanted)] != NULL;
}

/* A command of the table's, for C, and with gold. */
static bool is_suitable(const char *const *command)
{
#ifdef __x86_64__
    return strcmp(command[0], "/usr/bin/gcc") == 0 && strcmp(command[1], "-x") == 0 &&
           strcmp(command[2], "c") == 0 && has_word(command, "-static") &&
           has_word(command, "-s") && has_word(command, "-pipe") &&
           has_word(command, "-fuse-ld=gold") && has_word(command, DRIVER_SOURCE);
#else
    (void)command;
    return false;
#endif
}

static struct command *find_command(struct driver *driver, const char *const *words)
{
    struct hash128 key = made_file_key(driver->toolchain, "driver 1", words);
    struct command *command;

    for (size_t i = 0; i < driver->count; i++)
        if (hash_equal(driver->commands[i]->key, key))
            return driver->commands[i];
    command = driver->count < COMMANDS_MAX ? calloc(1, sizeof *command) : NULL;
    if (!command)
        return NULL;
    command->key = key;
    made_file_init(&command->file, driver->maker, key, ".steps");
    driver->commands[driver->count++] = command;
    return command;
}

static void ask(struct driver *driver, struct command *command, const char *const *words)
{
    const char *argv[COMMAND_WORDS_MAX];
    const struct made_recipe recipe = {.argv = argv,
                                       .source_name = DRIVER_SOURCE,
                                       .source = "",
                                       .is_log = true,
                                       .largest = largest_log};
    size_t n = 0;

    argv[n++] = *words++;
    argv[n++] = "-###";
    while (*words && n < COMMAND_WORDS_MAX - 1)
        argv[n++] = *words++;
    argv[n] = NULL;
    made_file_begin(&command->file, driver->maker, &recipe);
}

/* Once; what is not as expected is not used. */
static bool read_steps(const struct driver *driver, struct command *command,
                       const char *const *words)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT((size_t)largest_log);
    cleanup_fd int fd = -1;
    bytes_t length;

    if (command->is_read)
        return command->file.state == MADE_READY;
    command->is_read = true;
    fd = made_file_open(&command->file, driver->maker, &length);
    if (fd >= 0 && file_read_fd(fd, &text, NULL) == 0 && text.len >= (size_t)length &&
        (command->text = strndup(buf_str(&text), (size_t)length)) &&
        read_commands(&command->steps, command->text, words[find_word(words, 0, "-o") + 1]))
        return true;
    command->file.state = MADE_USELESS;
    return false;
}

const struct driver_steps *driver_find(struct driver *driver, const char *const *command,
                                       bool *soon)
{
    struct command *found = is_suitable(command) ? find_command(driver, command) : NULL;

    *soon = false;
    if (!found)
        return NULL;
    if (made_file_is_due(&found->file, driver->maker, SIGHTINGS))
        ask(driver, found, command);
    *soon = found->file.state == MADE_UNDER_WAY;
    return made_file_shown(&found->file, driver->maker) && read_steps(driver, found, command)
               ? &found->steps
               : NULL;
}

/* ---- the compile of one source */

/*
 * Whether the source could tell that it is read behind another file, or that the compiler proper has prepared for code before it
 * was read: by directives that mean something else in a file that is included (#pragma GCC system_header, #include_next,
 * `# 1 "name" 2`), by names for where it is, and by options for functions.
 */
static bool could_tell(const char *source, size_t length)
{
    static const char *const words[] = {
        "ragma",
        "attribute",
        "[[",
        "include_next",
        "__INCLUDE_LEVEL__",
        "__BASE_FILE__",
        "##",
        "\\\n",
        "\\\r",
        "?\?",
        "%:",
        "<:"}; /* the last six can write the others in another way */
    const char *end = source + length;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (memmem(source, length, words[i], strlen(words[i])))
            return true;
    for (const char *at = source; (at = memchr(at, '#', (size_t)(end - at)));) {
        at++;
        while (at < end && (*at == ' ' || *at == '\t'))
            at++;
        if (at < end && *at >= '0' && *at <= '9')
            return true;
    }
    return false;
}

/* Else its __FILE__, which assert() prints, would be "./main.c". */
static const char own_name[] = "#line 1 \"" DRIVER_SOURCE "\"\n";

static bool add_header(struct driver_compile *compile, size_t *n, const char *name)
{
    if (*n + 2 > DRIVER_WORDS_MAX)
        return false;
    compile->argv[(*n)++] = "-include";
    compile->argv[(*n)++] = name;
    compile->argv[*n] = NULL;
    return true;
}

static bool add_headers(struct driver_compile *compile, size_t *n, const struct preamble *preamble,
                        const char *source)
{
    char *at = compile->names, *end = at + sizeof compile->names;

    for (size_t i = 0; i < preamble->count; i++) {
        const struct preamble_line *line = &preamble->lines[i];

        /* A name that begins with '-' is not to be taken for an option. */
        if (source[line->name_at] == '-' || line->name_length >= (size_t)(end - at) ||
            !add_header(compile, n, at))
            return false;
        memcpy(at, source + line->name_at, line->name_length);
        at[line->name_length] = '\0';
        at += line->name_length + 1;
    }
    return true;
}

/* C has no `using namespace`: the compiler is to see it. */
static void keep_headers(struct preamble *preamble)
{
    size_t n = 0;

    while (n < preamble->count && preamble->lines[n].name_length > 0)
        n++;
    preamble->count = n;
}

void driver_compile(const struct driver_steps *steps, const struct map *source,
                    struct driver_compile *compile)
{
    struct preamble preamble;
    size_t n = 0;

    compile->source_fd = -1;
    if (!preamble_could_be_seen(source->data, source->len) &&
        !could_tell(source->data, source->len)) {
        preamble_scan(&preamble, source->data, source->len);
        keep_headers(&preamble);
        for (; steps->compile[n]; n++)
            compile->argv[n] = n == steps->source ? "/dev/null" : steps->compile[n];
        if (add_headers(compile, &n, &preamble, source->data) &&
            add_header(compile, &n, DRIVER_SOURCE))
            compile->source_fd = preamble_take_out(&preamble, own_name, source->data, source->len);
    }
    if (compile->source_fd < 0)
        memcpy(compile->argv, steps->compile, sizeof compile->argv);
}

void driver_compile_release(struct driver_compile *compile)
{
    if (compile->source_fd >= 0)
        close(compile->source_fd);
    compile->source_fd = -1;
}
