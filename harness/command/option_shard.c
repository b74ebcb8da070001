/* SPDX-License-Identifier: MIT */
#include "command/option_shard.h"
#include "eval/shard/shard.h"

int option_set_shard(struct settings *s, const char *option, const char *value, struct err *err)
{
    return shard_parse(&s->shard, value, err) < 0 ? err_wrap(err, "%s", option) : 0;
}
