/* SPDX-License-Identifier: MIT */
/*
 * Runs a target on the files named, without libFuzzer: "ok FILE" for each file without a finding. The
 * first finding ends the program.
 */
#include "base/file.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>

enum { INPUT_MAX = 1 << 20 };

static int replay(const char *path)
{
    struct buf buf = BUF_INIT(INPUT_MAX);
    struct feed all;
    struct err err;
    void *exact;

    if (file_read(path, &buf, &err) < 0) {
        fprintf(stderr, "%s\n", err.msg);
        return -1;
    }
    all = (struct feed){(const uint8_t *)buf_str(&buf), buf.len};
    exact = feed_exact(&all, &buf.len);
    LLVMFuzzerTestOneInput(exact, buf.len);
    free(exact);
    buf_release(&buf);
    return 0;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (replay(argv[i]) < 0)
            return 2;
        printf("ok %s\n", argv[i]);
        fflush(stdout);
    }
    return 0;
}
