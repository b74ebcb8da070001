/* SPDX-License-Identifier: MIT */
/* A checktestdata grammar as trees of commands and expressions. */
#ifndef HARNESS_CTD_GRAMMAR_H
#define HARNESS_CTD_GRAMMAR_H

#include "base/arena.h"
#include "ctd/regex.h"
#include "ctd/value.h"
#include "winnow/err.h"

enum expr_op {
    EXPR_CONSTANT,
    EXPR_VARIABLE, /* the arguments are its indices */
    EXPR_NEGATE,
    EXPR_CALCULATE, /* `symbol` of two */
    EXPR_STRLEN,
    /* Tests from here on. */
    EXPR_COMPARE, /* `symbol`: < > l g e n, as in token.h */
    EXPR_NOT,
    EXPR_AND,
    EXPR_OR,
    EXPR_MATCH,
    EXPR_ISEOF,
    EXPR_UNIQUE,  /* the arguments are variables without indices */
    EXPR_INARRAY, /* a value, and a variable without indices */
};

struct expr {
    enum expr_op op;
    char symbol;
    unsigned line, height; /* of the tree; evaluation is recursive */
    struct value value;    /* EXPR_CONSTANT */
    size_t variable;       /* EXPR_VARIABLE: its number */
    struct expr *args;     /* a list */
    struct expr *next;
    struct expr *next_constant;
};

enum command_op {
    COMMAND_SPACE,
    COMMAND_NEWLINE,
    COMMAND_EOF,
    COMMAND_INT,    /* low, high, [variable] */
    COMMAND_FLOAT,  /* low, high, [variable] */
    COMMAND_FLOATP, /* low, high, fewest and most decimals, [variable] */
    COMMAND_STRING,
    COMMAND_REGEX, /* pattern, [variable] */
    COMMAND_ASSERT,
    COMMAND_SET, /* variable, value, variable, value, … */
    COMMAND_UNSET,
    COMMAND_REP,  /* count */
    COMMAND_REPI, /* variable, count */
    COMMAND_WHILE,
    COMMAND_WHILEI,
    COMMAND_IF,
    COMMAND_ELSE, /* these two end a list, and are in no tree */
    COMMAND_END,
};

enum float_form { FLOAT_ANY, FLOAT_FIXED, FLOAT_SCIENTIFIC };

struct command {
    enum command_op op;
    enum float_form form;
    unsigned line;
    struct expr *args;         /* a list; an optional variable that is not given is absent */
    struct regex *regex;       /* of a constant pattern; the grammar's */
    struct command *separator; /* or NULL */
    struct command *body, *otherwise;
    struct command *next;
    struct command *next_regex; /* all that have one */
};

struct ctd_variable {
    const char *name; /* the arena's */
    bool is_count;    /* how often something is repeated: draws prefer small ones */
    bool is_unique;   /* UNIQUE asks for it alone: draws avoid what was drawn */
};

enum { CTD_VARIABLES_MAX = 1000 };

struct ctd {
    char *path; /* for messages */
    struct arena arena;
    struct command *commands;
    struct command *regexes;
    struct expr *constants; /* all of them, since their values are to be released */
    struct ctd_variable variables[CTD_VARIABLES_MAX];
    size_t variable_count;
};

/* The name of a command: "INT". */
const char *command_name(enum command_op op);

/* Reads the text into an empty grammar. ERR_INPUT: "line 3: what is wrong". */
int grammar_parse(struct ctd *grammar, const char *text, size_t length, struct err *err);

#endif
