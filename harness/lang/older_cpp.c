/* SPDX-License-Identifier: MIT */
#include "lang/older_cpp.h"
#include "lang/language_rows.h"

/* The row of C++, but for the standard. It shares no precompiled headers: few sources need it. */
const struct language language_cpp14 = {
    .name = "cpp14",
    .title = "C++ (g++, gnu++14, -O2)",
    .package = "g++",
    .source_name = "main.cpp",
    .compile = WORDS("/usr/bin/g++", "-x", "c++", "-std=gnu++14", "-O2", "-static", "-pipe", "-s",
                     "-DONLINE_JUDGE", "-fmax-errors=20", LINKER, "-o", "program", MAIN_SOURCE),
    GCC_ROW,
};
