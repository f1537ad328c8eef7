#!/usr/bin/env bash
# Writes the page: one bar for each cat GIF.
#
#   post.sh DS INPUT OUTPUT
#
#   DS      the day that the page is for: 2016-04-26
#   INPUT   the cats.tsv that dump.sh wrote
#   OUTPUT  a folder; gets index.html, which needs no other file
set -euo pipefail
export LC_ALL=C # a decimal point in the bars, whatever the country

fail() {
    printf 'post.sh: %s\n' "$*" >&2
    exit 1
}

[[ $# -eq 3 ]] || fail "expected DS INPUT OUTPUT, got $# arguments."
ds=$1 input=$2 output=$3
[[ $ds =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || fail "'$ds' is not a day such as 2016-04-26."
[[ -f $input ]] || fail "there is no file $input: has dump run for this day?"

# The table's rows. A bar's length is relative to the first row, the most popular.
rows() {
    awk -F '\t' '
        # Visitors choose what is in a url, so nothing of it may reach the page as markup.
        function escaped(text) {
            gsub(/&/, "\\&amp;", text)
            gsub(/</, "\\&lt;", text)
            gsub(/>/, "\\&gt;", text)
            gsub(/"/, "\\&quot;", text)
            return text
        }
        NR == 1 { next }
        NR == 2 { most = $1 }
        {
            printf "<tr><td><code>%s</code>", escaped($2)
            printf "<div class=\"bar\" style=\"width: %.1f%%\"></div></td>", 100 * $1 / most
            printf "<td class=\"count\">%d</td></tr>\n", $1
        }
        END { if (NR < 2) print "<tr><td>No cats this week.</td><td></td></tr>" }
    ' < "$input"
}

mkdir -p -- "$output"
{
    cat <<HTML
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>Cat GIFs, $ds</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fdfaf5; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-weight: 600; margin-bottom: 0; }
p { color: #666; margin-top: 0; }
table { width: 100%; border-collapse: collapse; }
td { padding: 0.5rem 0; border-top: 1px solid #e8e0d5; vertical-align: top; }
code { font-size: 0.85rem; overflow-wrap: anywhere; }
.bar { height: 0.5rem; border-radius: 0.25rem; background: #e8833a; }
.count { text-align: right; padding-left: 1rem; font-variant-numeric: tabular-nums; }
</style>
</head>
<body>
<h1>Cat GIFs, $ds</h1>
<p>The most requested of the seven days that end here.</p>
<table>
HTML
    rows
    cat <<'HTML'
</table>
</body>
</html>
HTML
} > "$output/index.html"
