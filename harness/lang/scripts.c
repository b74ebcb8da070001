/* SPDX-License-Identifier: MIT */
#include "lang/scripts.h"
#include "lang/gcc/gcc.h"

/* Without these bash looks for its user, as tar does for names: through a socket, which no cell allows. */
#define ENVIRONMENT "export HOME=/work SHELL=/bin/sh\n"

/* What build prints is for people, and a compiler's errors are read from stderr. */
static const char build[] =
    ENVIRONMENT "set -e\n"
                "cd " SCRIPTS_DIRECTORY "\n"
                "if [ -e build ]; then ./build >&2 </dev/null; fi\n"
                "if ! [ -f run ]; then echo 'build made no file run' >&2; exit 1; fi\n"
                "chmod a+rx run || :\n"
                "cd ..\n"
                "exec tar --numeric-owner -cf program.tar " SCRIPTS_DIRECTORY "\n";

/* tar -m: times of files cannot be set in a cell. */
static const char run[] =
    ENVIRONMENT "tar --numeric-owner -xmf program.tar --strip-components=1 && exec ./run \"$@\"";

const char scripts_run_elsewhere[] =
    ENVIRONMENT "cd .. && tar --numeric-owner -xmf program.tar --strip-components=1 && "
                "cd \"$OLDPWD\" && exec ../run \"$@\"";

static const char *const build_words[] = {"/bin/sh", "-c", build, NULL};
static const char *const run_words[] = {"/bin/sh", "-c", run, "run", NULL};
static const char *const no_extensions[] = {NULL};

/* A script may start any program of the cell, which is what the compiler's profile allows. */
const struct language language_scripts = {
    .name = "scripts",
    .title = "build and run scripts",
    .extensions = no_extensions,
    .source_name = "source",
    .compile = build_words,
    .compile_profile = PROFILE_COMPILER,
    .product = "program.tar",
    .run = run_words,
    .run_profile = PROFILE_COMPILER,
    .first_error = gcc_first_error,
};
