/* SPDX-License-Identifier: MIT */
#include "record/numbered_files.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/*
 * Two digits or more, a dot, letters; and the same with ".tmp." and digits behind, which is the name
 * of the file that file_replace leaves when winnow is killed.
 */
static bool is_numbered(const char *name)
{
    static const char temporary[] = ".tmp.";
    size_t digits = strspn(name, "0123456789");
    const char *p = name + digits;

    if (digits < 2 || *p != '.' || !isalpha((unsigned char)p[1]))
        return false;
    p += 1 + strspn(p + 1, "abcdefghijklmnopqrstuvwxyz");
    if (strncmp(p, temporary, sizeof temporary - 1) == 0)
        p += sizeof temporary - 1 + strspn(p + sizeof temporary - 1, "0123456789");
    return *p == '\0';
}

int numbered_files_begin(const char *dir, const struct remarks *remarks, struct err *err)
{
    const char *stranger = NULL;
    size_t count, strangers = 0;
    char **names;

    if (file_make_dirs(dir, err) < 0 || file_list(dir, &names, &count, err) < 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        cleanup_free char *file = file_join(dir, names[i]);

        if (file && is_numbered(names[i]) && unlink(file) == 0)
            continue;
        stranger = stranger ? stranger : names[i];
        strangers++;
    }
    if (strangers > 0)
        remark(remarks, "%s: left as found, as winnow did not write them: %s%s (%zu in all)", dir,
               stranger, strangers > 1 ? " and others" : "", strangers);
    file_list_free(names, count);
    return 0;
}
