#!/usr/bin/env bash
# Takes one day's weather at the three airports, by hour and for the day.
#
#   weather.sh DS DATA OUTPUT
#
#   DS      the day: 2013-01-01 to 2013-12-31 (of the last day there is no weather)
#   DATA    the folder that fetch.sh filled
#   OUTPUT  a folder; gets weather.db with the tables by_hour and by_day, which weather.sql describes
set -euo pipefail

fail() {
    printf 'weather.sh: %s\n' "$*" >&2
    exit 1
}

[[ $# -eq 3 ]] || fail "expected DS DATA OUTPUT, got $# arguments."
ds=$1 data=$2 output=$3
[[ $ds =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || fail "'$ds' is not a day such as 2013-01-01."
[[ -f $data/weather.csv ]] || fail "there is no weather.csv in $data: has fetch run?"

mkdir -p -- "$output"
WEATHER_CSV=$data/weather.csv sqlite3 -batch -bail -init /dev/null -cmd ".parameter set :ds \"'$ds'\"" \
    "$output/weather.db" < "$(dirname -- "$0")/weather.sql"
