/* SPDX-License-Identifier: MIT */
#include "base/stream/spool.h"
#include "base/file.h"

#include <errno.h>
#include <unistd.h>

enum { WAITING_MAX = 256 * 1024 };

int spool_open(struct spool *spool, struct err *err)
{
    *spool = (struct spool){.fd = file_scratch(err),
                            .waiting = BUF_INIT(WAITING_MAX + (size_t)UINT32_MAX)};
    return spool->fd < 0 ? -1 : 0;
}

void spool_close(struct spool *spool)
{
    if (spool->fd >= 0)
        close(spool->fd);
    spool->fd = -1;
    buf_release(&spool->waiting);
}

static int flush_waiting(struct spool *spool, struct err *err)
{
    size_t length = spool->waiting.len;

    if (file_flush(spool->fd, &spool->waiting, 0, "writing scratch data (free space in $TMPDIR)",
                   err) < 0)
        return -1;
    spool->flushed += length;
    return 0;
}

int spool_add(struct spool *spool, const void *bytes, size_t n, struct spool_place *place,
              struct err *err)
{
    uint64_t at = spool->flushed + spool->waiting.len;

    if (n > UINT32_MAX)
        return err_set(err, ERR_JUDGE, "too much scratch data at once");
    if (buf_add(&spool->waiting, bytes, n) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (spool->waiting.len >= WAITING_MAX && flush_waiting(spool, err) < 0)
        return -1;
    *place = (struct spool_place){.at = at, .len = (uint32_t)n};
    return 0;
}

int spool_get(struct spool *spool, struct spool_place place, struct buf *out, struct err *err)
{
    if (spool->waiting.len > 0 && flush_waiting(spool, err) < 0)
        return -1;
    buf_clear(out);
    if (buf_reserve(out, place.len) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    while (out->len < place.len) {
        ssize_t n = pread(spool->fd, out->data + out->len, place.len - out->len,
                          (off_t)(place.at + out->len));

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return err_sys(err, ERR_JUDGE, "reading scratch data");
        out->len += (size_t)n;
    }
    out->data[out->len] = '\0';
    return 0;
}
