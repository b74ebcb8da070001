/* SPDX-License-Identifier: MIT */
/* The commands that stand for text, over an input that is read. */
#include "ctd/machine.h"

#include <stdio.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char peek_at(const char *at, const char *end)
{
    return at < end ? *at : '\0';
}

/* What stands at a place of the input, for a message. */
static const char *found_at(const struct machine *m, const char *at, char out[32])
{
    if (at >= m->end)
        return "the end of the file";
    if (*at == '\n')
        return "the end of the line";
    if (*at == ' ')
        return "a space";
    snprintf(out, 32, *at > ' ' && *at <= '~' ? "'%c'" : "byte 0x%02x", (unsigned char)*at);
    return out;
}

static int expected(struct machine *m, const struct command *command, const char *at,
                    const char *what)
{
    char found[32];

    return machine_reject(m, command->line, at, "expected %s, found %s", what,
                          found_at(m, at, found));
}

static void move_to(struct machine *m, const char *to)
{
    for (const char *c = m->at; (c = memchr(c, '\n', (size_t)(to - c))); c++) {
        m->line++;
        m->line_start = c + 1;
    }
    m->at = to;
}

static int read_byte(struct machine *m, const struct command *command, char wanted,
                     const char *what)
{
    if (m->at == m->end || *m->at != wanted)
        return expected(m, command, m->at, what);
    move_to(m, m->at + 1);
    return 0;
}

/* low <= number <= high. */
static int check_bounds(struct machine *m, const struct command *command,
                        const struct value *number, const char *at)
{
    char shown[VALUE_TEXT], low_text[VALUE_TEXT], high_text[VALUE_TEXT];
    struct value low, high = {.kind = VALUE_NONE};
    int below = 0, above = 0, failed = 0;

    if (machine_evaluate(m, command->args, &low) < 0)
        return -1;
    if (machine_evaluate(m, command->args->next, &high) < 0)
        failed = -1;
    else if (!value_compare(&low, number, &below) || !value_compare(number, &high, &above) ||
             (command->op == COMMAND_INT && (low.kind != VALUE_INT || high.kind != VALUE_INT)))
        failed =
            machine_break(m, command->line, "the bounds of %s are no %s", command_name(command->op),
                          command->op == COMMAND_INT ? "integers" : "numbers");
    else if (below > 0 || above > 0)
        failed = machine_reject(m, command->line, at, "%s is not from %s to %s",
                                value_text(number, shown), value_text(&low, low_text),
                                value_text(&high, high_text));
    value_release(&low);
    value_release(&high);
    return failed;
}

/* The number from `from` to the machine's place is checked, and assigned. */
static int take_number(struct machine *m, const struct command *command, const char *from,
                       const char *to)
{
    const struct expr *variable = command_variable(command);
    struct value number;

    if (!value_parse(&number, from, (size_t)(to - from)))
        return machine_break(m, command->line, "a number that is too long to be read");
    if (command->op != COMMAND_INT)
        value_make_float(&number);
    if (machine_spend(m, command->line, 2 * value_weight(&number)) < 0 ||
        check_bounds(m, command, &number, from) < 0) {
        value_release(&number);
        return -1;
    }
    move_to(m, to);
    if (variable)
        return machine_assign(m, variable, &number);
    value_release(&number);
    return 0;
}

/* 0|-?[1-9][0-9]* */
static int read_int(struct machine *m, const struct command *command)
{
    const char *at = m->at + (peek_at(m->at, m->end) == '-'), *digits = at;

    while (is_digit(peek_at(at, m->end)))
        at++;
    if (at == digits)
        return expected(m, command, digits, "a digit");
    if (*digits == '0' && (at > digits + 1 || digits > m->at))
        return machine_reject(m, command->line, m->at,
                              digits > m->at ? "-0 is no integer" : "an integer has leading zeros");
    return take_number(m, command, m->at, at);
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)? in pieces. */
struct float_text {
    const char *digits, *point, *exponent, *end; /* point, exponent: or NULL */
};

static int scan_float(struct machine *m, const struct command *command, struct float_text *f)
{
    const char *at = m->at + (peek_at(m->at, m->end) == '-');

    *f = (struct float_text){.digits = at};
    while (is_digit(peek_at(at, m->end)))
        at++;
    if (at == f->digits)
        return expected(m, command, at, "a digit");
    if (*f->digits == '0' && at > f->digits + 1)
        return machine_reject(m, command->line, m->at, "a number has leading zeros");
    if (peek_at(at, m->end) == '.') {
        f->point = at++;
        if (!is_digit(peek_at(at, m->end)))
            return expected(m, command, at, "a digit behind the point");
        while (is_digit(peek_at(at, m->end)))
            at++;
    }
    if (command->form != FLOAT_FIXED && (peek_at(at, m->end) | 0x20) == 'e') {
        f->exponent = at++;
        at += peek_at(at, m->end) == '+' || peek_at(at, m->end) == '-';
        if (!is_digit(peek_at(at, m->end)))
            return expected(m, command, at, "a digit of the exponent");
        while (is_digit(peek_at(at, m->end)))
            at++;
    } else if (command->form == FLOAT_SCIENTIFIC) {
        return expected(m, command, at, "an exponent");
    }
    f->end = at;
    return 0;
}

/* FLOATP bounds the number of decimals, and wants one digit other than 0 before the point of 1.5e3. */
static int check_decimals(struct machine *m, const struct command *command,
                          const struct float_text *f)
{
    const char *mantissa_end = f->exponent ? f->exponent : f->end;
    long decimals = f->point ? mantissa_end - f->point - 1 : 0, bounds[2];

    if (machine_decimals(m, command, bounds) < 0)
        return -1;
    if (f->exponent && (*f->digits == '0' || f->point != f->digits + 1))
        return machine_reject(m, command->line, m->at,
                              "scientific notation wants one digit, not 0, before a point");
    if (decimals < bounds[0] || decimals > bounds[1])
        return machine_reject(m, command->line, m->at, "%ld decimals are not from %ld to %ld",
                              decimals, bounds[0], bounds[1]);
    return 0;
}

static int read_float(struct machine *m, const struct command *command)
{
    struct float_text f;

    if (scan_float(m, command, &f) < 0 ||
        (command->op == COMMAND_FLOATP && check_decimals(m, command, &f) < 0))
        return -1;
    return take_number(m, command, m->at, f.end);
}

static int read_string(struct machine *m, const struct command *command)
{
    char shown[VALUE_TEXT], found[32];
    size_t i = 0, length;
    struct value text;

    if (machine_evaluate(m, command->args, &text) < 0)
        return -1;
    if (text.kind != VALUE_STRING) {
        value_release(&text);
        return machine_break(m, command->line, "STRING wants a string");
    }
    length = text.is.string.length;
    while (i < length && m->at + i < m->end && m->at[i] == text.is.string.text[i])
        i++;
    if (i < length)
        machine_reject(m, command->line, m->at, "expected %s, found %s at its byte %zu",
                       value_text(&text, shown), found_at(m, m->at + i, found), i + 1);
    else
        move_to(m, m->at + length);
    value_release(&text);
    return i < length ? -1 : machine_spend(m, command->line, length / 8);
}

static int match_regex(struct machine *m, const struct command *command, struct regex *regex)
{
    const struct expr *variable = command_variable(command);
    int64_t length = regex_match(regex, m->at, (size_t)(m->end - m->at), &m->steps);
    struct value matched;

    if (length == REGEX_TOO_LONG)
        return machine_spend(m, command->line, UINT64_MAX);
    if (length < 0)
        return expected(m, command, m->at, "what the REGEX describes");
    matched = value_of_string(m->at, (size_t)length);
    move_to(m, m->at + length);
    return variable ? machine_assign(m, variable, &matched) : 0;
}

int machine_read(struct machine *m, const struct command *command)
{
    switch ((int)command->op) {
    case COMMAND_SPACE:
        return read_byte(m, command, ' ', "a space");
    case COMMAND_NEWLINE:
        return read_byte(m, command, '\n', "the end of the line");
    case COMMAND_EOF:
        return m->at == m->end ? 0 : expected(m, command, m->at, "the end of the file");
    case COMMAND_INT:
        return read_int(m, command);
    case COMMAND_STRING:
        return read_string(m, command);
    case COMMAND_REGEX:
        return machine_with_regex(m, command, match_regex);
    default:
        return read_float(m, command);
    }
}
