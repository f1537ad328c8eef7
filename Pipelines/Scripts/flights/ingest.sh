#!/usr/bin/env bash
# Takes one day's flights out of the year's.
#
#   ingest.sh DS DATA OUTPUT
#
#   DS      the day: 2013-01-01 to 2013-12-31
#   DATA    the folder that fetch.sh filled
#   OUTPUT  a folder; gets flights.csv: the header and the day's lines, unchanged
set -euo pipefail

fail() {
    printf 'ingest.sh: %s\n' "$*" >&2
    exit 1
}

[[ $# -eq 3 ]] || fail "expected DS DATA OUTPUT, got $# arguments."
ds=$1 data=$2 output=$3
[[ $ds =~ ^([0-9]{4})-([0-9]{2})-([0-9]{2})$ ]] || fail "'$ds' is not a day such as 2013-01-01."
[[ -f $data/flights.csv ]] || fail "there is no flights.csv in $data: has fetch run?"

# A line begins with year, month and day, without leading zeros: no need to split the other 30 MB into fields.
prefix="${BASH_REMATCH[1]},$((10#${BASH_REMATCH[2]})),$((10#${BASH_REMATCH[3]})),"

mkdir -p -- "$output"
awk -v prefix="$prefix" '
    NR == 1 || index($0, prefix) == 1
    END { exit NR == 0 }
' < "$data/flights.csv" > "$output/flights.csv"

[[ $(wc -l < "$output/flights.csv") -gt 1 ]] || {
    rm -- "$output/flights.csv"
    fail "there are no flights on $ds: the data is of 2013."
}
