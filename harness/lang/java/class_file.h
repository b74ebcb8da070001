/* SPDX-License-Identifier: MIT */
/* What a Java class file says of itself (Java Virtual Machine Specification, chapter 4). */
#ifndef HARNESS_LANG_JAVA_CLASS_FILE_H
#define HARNESS_LANG_JAVA_CLASS_FILE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the class has a `public static void main(String[])`. The bytes are a stranger's; of ones that
 * are no class file the answer is false.
 */
bool class_file_has_main(const void *bytes, size_t n);

#endif
