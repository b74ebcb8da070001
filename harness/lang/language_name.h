/* SPDX-License-Identifier: MIT */
/* What people, judges and data sets call the languages; language.c has the table of languages. */
#ifndef HARNESS_LANG_LANGUAGE_NAME_H
#define HARNESS_LANG_LANGUAGE_NAME_H

/*
 * The name in the table ("cpp") of the language that the text means, or NULL. The text is read as
 * words and versions, and case does not matter: "C++17", "GNU C++17 (64)", "C++ 17 (gcc 12.2)",
 * "Python (PyPy 3.10-v7.3.12)". Each word outside of parentheses must be known: "C++/CLI" is no C++.
 * A standard of C or C++ gives the row that compiles it ("cpp17"); the standard that is the usual one here gives the row
 * without ("cpp" for "C++20"), so that equal programs are the same program.
 */
const char *language_name_find(const char *text);

#endif
