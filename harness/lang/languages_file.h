/* SPDX-License-Identifier: MIT */
/*
 * languages.json, in which a user changes rows of the table of languages or adds some:
 *
 *     {"languages": [
 *         {"name": "java", "prefix": "/opt/jdk-21"},
 *         {"name": "zig", "extensions": ["zig"], "source_name": "main.zig",
 *          "compile": ["/opt/zig/zig", "build-exe", "-O", "ReleaseFast", "-femit-bin=program", "{sources}"],
 *          "product": "program", "run": ["./program"], "run_profile": "native"}]}
 *
 * A row has the fields that `winnow languages --json` shows; those that it does not have are the table's. What only says how
 * things are here (`installed`, `version`, `user`) is ignored, so that a row of that output can be taken as it is.
 * The words of commands are passed on as they are: there is no shell.
 */
#ifndef HARNESS_LANG_LANGUAGES_FILE_H
#define HARNESS_LANG_LANGUAGES_FILE_H

#include "base/remark.h"
#include "winnow/err.h"

/*
 * Reads the file, or with NULL $XDG_CONFIG_HOME/winnow/languages.json, else ~/.config/winnow/languages.json, if it is there; a remark
 * says which was used. From now on language_at gives its rows too, and those whose toolchain is found in /usr/local/bin.
 * ERR_INPUT names the file, the line and the field; then nothing has changed. To be called before anything asks for a
 * language, whose rows live until languages_unload.
 */
int languages_load(const char *path, const struct remarks *remarks, struct err *err);
void languages_unload(void);

#endif
