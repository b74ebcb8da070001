#!/bin/sh
# SPDX-License-Identifier: MIT
# Evaluates samples on a Slurm cluster: a job array of SHARDS tasks, and a job that merges them when all have ended.
#
#     submit.sh SUITE SAMPLES OUT [SHARDS]       OUT is on a file system that all nodes share
#
# CPUS (default 4) are for each shard. Other options of sbatch come from its own variables: SBATCH_PARTITION, SBATCH_ACCOUNT, ….
set -eu
[ $# -ge 3 ] || { echo "usage: submit.sh SUITE SAMPLES OUT [SHARDS]" >&2; exit 2; }
here=$(dirname "$(realpath "$0")")
SUITE=$(realpath "$1") SAMPLES=$(realpath "$2")
mkdir -p "$3"
OUT=$(realpath "$3")
export SUITE SAMPLES OUT
last=$((${4:-16} - 1))

array=$(sbatch --parsable --array="0-$last" --cpus-per-task="${CPUS:-4}" --output="$OUT/shard-%a.log" "$here/eval.sbatch")
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes --output="$OUT/merge.log" "$here/merge.sbatch")
echo "shards: job array $array; report: job $merge, into $OUT/report.json"
