#!/usr/bin/env bash
# Sorts a day's flights into those that were flown and those that were not; clean.sql says which is which.
#
#   clean.sh INPUT OUTPUT
#
#   INPUT   the flights.csv that ingest.sh wrote
#   OUTPUT  a folder; gets flights.db with the tables flights and dropped
set -euo pipefail

fail() {
    printf 'clean.sh: %s\n' "$*" >&2
    exit 1
}

[[ $# -eq 2 ]] || fail "expected INPUT OUTPUT, got $# arguments."
input=$1 output=$2
[[ -f $input ]] || fail "there is no file $input: has ingest run for this day?"

mkdir -p -- "$output"
FLIGHTS_CSV=$input sqlite3 -batch -bail -init /dev/null "$output/flights.db" < "$(dirname -- "$0")/clean.sql"
