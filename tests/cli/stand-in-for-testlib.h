/* SPDX-License-Identifier: MIT */
/*
 * NOT testlib. A few lines that keep to its calling convention and exit codes, for the tests of winnow, which
 * must not depend on what a machine has: they put it beside programs under testlib's name. The real
 * one is at github.com/MikeMirzayanov/testlib.
 */
#ifndef STAND_IN_FOR_TESTLIB
#define STAND_IN_FOR_TESTLIB

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>

enum TResult { _ok = 0, _wa = 1, _pe = 2, _fail = 3, _dirt = 4, _points = 7, _unexpected_eof = 8 };

static std::ifstream inf, ouf, ans;
static std::ofstream tout;

[[noreturn]] static void quitf(int result, const char *format, ...)
{
    static const char *const names[] = {"ok ", "wrong answer ", "wrong output format ", "FAIL "};
    va_list args;

    fputs(result < 4 ? names[result] : "", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(result);
}

#define _pc(percent) (50 + (percent))

/* CHECKER INPUT OUTPUT ANSWER [REPORT] */
static void registerTestlibCmd(int argc, char **argv)
{
    if (argc < 4 || argc > 5)
        quitf(_fail, "program must be run with input, output and answer");
    inf.open(argv[1]);
    ouf.open(argv[2]);
    ans.open(argv[3]);
    if (!inf || !ouf || !ans)
        quitf(_fail, "a file is not there");
}

/* INTERACTOR INPUT OUTPUT [ANSWER]; talks on stdin and stdout */
static void registerInteraction(int argc, char **argv)
{
    if (argc < 3 || argc > 5)
        quitf(_fail, "program must be run with input and output");
    inf.open(argv[1]);
    tout.open(argv[2]);
    if (!inf || !tout)
        quitf(_fail, "a file is not there");
}

static void registerGen(int argc, char **argv, int)
{
    unsigned seed = 1;

    for (int i = 1; i < argc; i++)
        for (const char *c = argv[i]; *c; c++)
            seed = seed * 31 + (unsigned)*c;
    srand(seed);
}

#endif
