#!/usr/bin/env bash
# Sums up each airline's delays over the days FIRST to LAST.
#
#   aggregate.sh FIRST LAST OUTPUT DATABASE...
#
#   FIRST, LAST  datestamps, both included: 2013-01-04 2013-01-10
#   OUTPUT       a folder; gets delays.db with the table delays, which aggregate.sql describes
#   DATABASE...  the flights.db files that clean.sh wrote, each once; those that do not exist are passed over,
#                as are flights of days before FIRST or after LAST
set -euo pipefail

fail() {
    printf 'aggregate.sh: %s\n' "$*" >&2
    exit 1
}

[[ $# -ge 4 ]] || fail "expected FIRST LAST OUTPUT DATABASE..., got $# arguments."
first=$1 last=$2 output=$3
shift 3
day='^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
[[ $first =~ $day && $last =~ $day ]] || fail "'$first' and '$last' must be days such as 2013-01-10."

cleaned=()
for database; do
    [[ -f $database ]] && cleaned+=("$database")
done
[[ ${#cleaned[@]} -gt 0 ]] || fail "no day of $first to $last is cleaned: none of the $# databases exists."

# Brings the days together in one temporary table. One is attached at a time: SQLite has room for ten.
gather() {
    local quote="'" database
    echo 'CREATE TEMP TABLE outcomes (ds, carrier, outcome, dep_delay, arr_delay);'
    for database in "${cleaned[@]}"; do
        cat <<SQL
ATTACH '${database//$quote/$quote$quote}' AS day;
INSERT INTO outcomes SELECT ds, carrier, 'flown', dep_delay, arr_delay FROM day.flights;
INSERT INTO outcomes SELECT ds, carrier, reason, NULL, NULL FROM day.dropped;
DETACH day;
SQL
    done
    echo "DELETE FROM outcomes WHERE ds NOT BETWEEN '$first' AND '$last';"
}

mkdir -p -- "$output"
{
    gather
    cat -- "$(dirname -- "$0")/aggregate.sql"
} | sqlite3 -batch -bail -init /dev/null "$output/delays.db"
