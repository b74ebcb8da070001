#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs the Debian packages of the languages named, or of all, and says first how large they are.
set -eu
packages=$(build/winnow languages --json | python3 -c '
import json, sys
wanted = sys.argv[1:]
known = {one["name"]: one for one in json.load(sys.stdin)["languages"]}
unknown = [name for name in wanted if name not in known]
if unknown:
    sys.exit("languages: unknown: " + " ".join(unknown) + " (see winnow languages)")
print(" ".join(one["package"] for name, one in known.items()
               if not one["installed"] and (not wanted or name in wanted)))' "$@")
[ -n "$packages" ] || { echo "languages: all of them are installed"; exit 0; }
echo "languages: $packages"
# shellcheck disable=SC2086 # a list of words
LC_ALL=C apt-get install --no-install-recommends --assume-no $packages 2>/dev/null | grep -E '^(Need to get|After this)' || true
# shellcheck disable=SC2086
exec tests/deps.sh $packages
