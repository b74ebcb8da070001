/* SPDX-License-Identifier: MIT */
/* What a file is that does not hold candidates as winnow reads them. */
#include "candidate/pool.h"

#include <string.h>
#include <strings.h>

const char *pool_foreign(const char *bytes, size_t n)
{
    static const struct {
        const char *magic, *words;
        size_t at, len;
    } kinds[] = {
        {"PAR1", "a Parquet file", 0, 4},
        {"PK\3\4", "a zip archive", 0, 4},
        {"ARROW1", "an Arrow file", 0, 6},
        {"\xff\xff\xff\xff", "an Arrow stream", 0, 4},
        {"BZh", "bzip2 data", 0, 3},
        {"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", 0, 6},
        {"ustar", "a tar archive", 257, 5},
        {"\x04\x22\x4d\x18", "lz4 data", 0, 4},
        {"SQLite format 3", "an SQLite file", 0, 15},
        {"Rar!", "a RAR archive", 0, 4},
        {"\xff\xfe", "UTF-16 text", 0, 2},
        {"\xfe\xff", "UTF-16 text", 0, 2},
        {"\x80\x04\x95", "a Python pickle", 0, 3},
        {"\x80\x05\x95", "a Python pickle", 0, 3},
        {"\x89HDF", "an HDF5 file", 0, 4},
        {"\x7f"
         "ELF",
         "an ELF program", 0, 4},
        {"%PDF", "a PDF file", 0, 4},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (n >= kinds[i].at + kinds[i].len &&
            memcmp(bytes + kinds[i].at, kinds[i].magic, kinds[i].len) == 0)
            return kinds[i].words;
    return NULL;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && strcasecmp(text + n - m, end) == 0;
}

const char *pool_look(const char *name, const char *bytes, size_t n)
{
    size_t blanks = 0;
    const char *line_end;

    while (blanks < n && memchr(" \t\r\n\xef\xbb\xbf", bytes[blanks], 7))
        blanks++;
    if (blanks == n)
        return "nothing but blanks";
    if (bytes[blanks] == '{' || bytes[blanks] == '[')
        return bytes[blanks] == '{' ? "JSON" : "a JSON array";
    line_end = memchr(bytes + blanks, '\n', n - blanks);
    if (ends_with(name, ".csv") || ends_with(name, ".tsv") ||
        memchr(bytes, ',', line_end ? (size_t)(line_end - bytes) : n))
        return "CSV or other text that is not JSON";
    return "text that is not JSON";
}
