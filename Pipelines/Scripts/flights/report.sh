#!/usr/bin/env bash
# Writes the day's report: delays by airline, and the weather that they met.
#
#   report.sh DS DELAYS WEATHER DATA OUTPUT
#
#   DS       the day that the report is for: 2013-01-10
#   DELAYS   the delays.db that aggregate.sh wrote
#   WEATHER  the weather.db that weather.sh wrote
#   DATA     the folder that fetch.sh filled, for the airlines' names
#   OUTPUT   a folder; gets report.md
set -euo pipefail

fail() {
    printf 'report.sh: %s\n' "$*" >&2
    exit 1
}

[[ $# -eq 5 ]] || fail "expected DS DELAYS WEATHER DATA OUTPUT, got $# arguments."
ds=$1 delays=$2 weather=$3 data=$4 output=$5
[[ $ds =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || fail "'$ds' is not a day such as 2013-01-10."
[[ -f $delays ]] || fail "there is no file $delays: has aggregate run for this day?"
[[ -f $weather ]] || fail "there is no file $weather: has weather run for this day?"
[[ -f $data/airlines.csv ]] || fail "there is no airlines.csv in $data: has fetch run?"

mkdir -p -- "$output"
quote="'"
AIRLINES_CSV=$data/airlines.csv sqlite3 -batch -bail -init /dev/null -readonly \
    -cmd ".parameter set :ds \"'$ds'\"" \
    -cmd "ATTACH '${weather//$quote/$quote$quote}' AS weather" \
    "$delays" < "$(dirname -- "$0")/report.sql" > "$output/report.md"
