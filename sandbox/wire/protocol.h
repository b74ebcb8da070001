/* SPDX-License-Identifier: MIT */
/*
 * The messages between winnow and a cell's init, over a SOCK_SEQPACKET pair: one request, one answer,
 * each with descriptors. Both sides are built together, but each checks what it receives: a malformed
 * message is a judge error, never a verdict.
 */
#ifndef SANDBOX_PROTOCOL_H
#define SANDBOX_PROTOCOL_H

#include "winnow/sandbox.h"

#include <stdint.h>
#include <sys/types.h>

enum {
    WIRE_ARGS_MAX = 64,      /* arguments, the terminator not counted */
    WIRE_VARIABLES_MAX = 16, /* of the environment, beside the fixed ones */
    WIRE_TEXT_MAX = 16384,   /* bytes of arguments and names, NULs included */
    WIRE_FILES_MAX = 100,    /* files for the work directory */
    WIRE_NAME_MAX = RUN_FILE_NAME_MAX,
    WIRE_FDS_MAX = 4 + WIRE_FILES_MAX,
};

/* The stages of a cell's set-up and of a run: an answer names the one that failed. */
#define STAGE_LIST(X)                                                                              \
    X(NONE, "no stage")                                                                            \
    X(NAMESPACES, "new namespaces")                                                                \
    X(CGROUP, "joining the cgroup")                                                                \
    X(USER_MAP, "mapping the user")                                                                \
    X(ROOT, "building the root")                                                                   \
    X(WORK, "preparing the work directory")                                                        \
    X(PRIVILEGES, "giving up privileges")                                                          \
    X(REQUEST, "reading the request")                                                              \
    X(COUNTERS, "resetting the counters")                                                          \
    X(CLONE, "starting a process")                                                                 \
    X(CHDIR, "entering the work directory")                                                        \
    X(LIMITS, "setting limits")                                                                    \
    X(OOM, "offering the program to the OOM killer first")                                         \
    X(IDENTITY, "changing to the spare uid")                                                       \
    X(SIGNALS, "resetting signals")                                                                \
    X(FILTER, "installing the filter")                                                             \
    X(EXEC, "executing the program")                                                               \
    X(SUPERVISE, "watching the program")                                                           \
    X(PRODUCT, "handing the product back")

enum stage {
#define STAGE_ENUM(symbol, words) STAGE_##symbol,
    STAGE_LIST(STAGE_ENUM)
#undef STAGE_ENUM
        STAGE_COUNT
};

const char *stage_words(enum stage stage);

/* A request. Its descriptors: stdin, stdout, stderr, [program], files…. */
struct wire_request {
    uint32_t size; /* sizeof this struct: refuses a request of another build */
    uint32_t profile;
    uint32_t has_program, has_product, product_is_directory, has_start_in, has_warm;
    uint32_t arg_count, file_count, variable_count;
    uint32_t
        text_size; /* arguments, file names, product, start, modules, file to wait at, variables; each NUL-ended */
    struct limits limits;
    char text[WIRE_TEXT_MAX];
};

/* An answer. stage != STAGE_NONE: the cell failed, and the other fields but `error` mean nothing. */
struct wire_answer {
    uint32_t size;
    uint32_t stage;
    int32_t error; /* errno of the failed stage */
    uint32_t end;  /* enum run_end */
    int32_t code;
    int32_t call_nr; /* RUN_FORBIDDEN_CALL */
    uint64_t call_args[6];
    int64_t start, cpu, wall, delayed, memory,
        output; /* these and the next two: see struct run_result */
    uint32_t memory_unsure;
    uint32_t warm;
    uint32_t has_product;
};

/* A parsed request; the pointers point into the wire_request. */
struct request_view {
    const char *argv[WIRE_ARGS_MAX + 1];
    const char *variables[WIRE_VARIABLES_MAX + 1];
    const char *file_names[WIRE_FILES_MAX];
    const char *product; /* or NULL */
    bool product_is_directory;
    const char *start_in;        /* or NULL */
    const char *warm, *waits_at; /* both or none NULL */
    int fds[WIRE_FDS_MAX];
    int fd_count;
    int program_fd; /* or -1; it and file_fds are elements of fds */
    const int *file_fds;
};

/* Checks and serialises a request. Fails with ERR_JUDGE when it is invalid or too large. */
int wire_pack(struct wire_request *wire, int fds[WIRE_FDS_MAX], int *fd_count,
              const struct run_request *request, struct err *err);

/* Parses `length` received bytes; 0, or -1 when they are malformed. */
int wire_unpack(struct request_view *view, const struct wire_request *wire, size_t length,
                const int *fds, int fd_count);

/* True when the answer is well-formed: known stage and end, no negative figures. */
bool wire_answer_ok(const struct wire_answer *answer, size_t length);

/* One message with descriptors. Both return the byte count, 0 at the end of file, or -1 + errno. */
ssize_t wire_send(int socket, const void *bytes, size_t n, const int *fds, int fd_count);
ssize_t wire_receive(int socket, void *bytes, size_t n, int *fds, int fd_room, int *fd_count);

/*
 * Receives an answer and checks it. 1: *answer is filled, and *product is the descriptor that came
 * with it, which the caller closes, or -1. 0: the other end is closed. -1 + errno: not an answer.
 */
int wire_receive_answer(int socket, struct wire_answer *answer, int *product);

#endif
