#!/usr/bin/env bash
# Counts the cat GIFs that were served, over the days FIRST to LAST.
#
#   find.sh FIRST LAST LOGS OUTPUT
#
#   FIRST, LAST  datestamps, both included: 2016-04-20 2016-04-26
#   LOGS         a folder of request logs, ds=YYYY-MM-DD.tsv; days without a log are passed over
#   OUTPUT       a folder; gets cat_gifs.tsv: count and url, the most popular first, no header
#
# A cat GIF is a GET answered with 200 whose url, up to a "?", has "cat" in it and ends in ".gif".
# Urls are counted whole: the same GIF with another query is another url.
set -euo pipefail
export LC_ALL=C # the same order on every machine

fail() {
    printf 'find.sh: %s\n' "$*" >&2
    exit 1
}

[[ $# -eq 4 ]] || fail "expected FIRST LAST LOGS OUTPUT, got $# arguments."
first=$1 last=$2 logs=$3 output=$4
day='^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
[[ $first =~ $day && $last =~ $day ]] || fail "'$first' and '$last' must be days such as 2016-04-26."
[[ -d $logs ]] || fail "there is no folder of request logs at $logs."

found=()
for log in "$logs"/ds=*.tsv; do
    ds=${log##*/ds=} ds=${ds%.tsv}
    # Datestamps sort as text.
    [[ -f $log && ! $ds < $first && ! $ds > $last ]] && found+=("$log")
done
[[ ${#found[@]} -gt 0 ]] || fail "no request log of $first to $last in $logs (ds=YYYY-MM-DD.tsv)."

mkdir -p -- "$output"
# The logs come through a pipe because awk would read a file name with "=" in it as an assignment.
cat -- "${found[@]}" |
    awk -F '\t' '
        $2 == "GET" && $4 == 200 && $3 ~ /^[^?]*cat[^?]*\.gif([?]|$)/ { count[$3]++ }
        END { for (url in count) print count[url] "\t" url }
    ' |
    sort -t $'\t' -k1,1nr -k2,2 > "$output/cat_gifs.tsv"
