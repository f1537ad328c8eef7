#!/usr/bin/env bash
# Keeps the ten most popular cat GIFs, with a header.
#
#   dump.sh INPUT OUTPUT
#
#   INPUT   the cat_gifs.tsv that find.sh wrote
#   OUTPUT  a folder; gets cats.tsv
set -euo pipefail

fail() {
    printf 'dump.sh: %s\n' "$*" >&2
    exit 1
}

[[ $# -eq 2 ]] || fail "expected INPUT OUTPUT, got $# arguments."
input=$1 output=$2
[[ -f $input ]] || fail "there is no file $input: has find run for this day?"

mkdir -p -- "$output"
{
    printf 'count\turl\n'
    head -n 10 -- "$input"
} > "$output/cats.tsv"
