#!/bin/bash
# The list behind every tile is heard through within thirty seconds, in each language that is spoken:
# a person who does not read must not wait longer for the last row.
cd "$(dirname "$0")/../.." || exit 1
kiosk=build/${B:-release}/kiosk
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# Tiles that lead to questions have no list.
tiles=$(awk -F'\t' '!/^#/ && $2 == "procedure" {print $1}' assets/data/needs.tsv | uniq)
{
    printf 'expect screen welcome\nwait speech\ntap lang.LANGUAGE\nexpect screen need\nwait speech\n'
    for tile in $tiles; do
        printf 'tap need.%s\nexpect screen list\nwait speech\ntap back\nexpect screen need\nwait speech\n' "$tile"
    done
    echo quit
} >"$dir/script"

# Seconds of each visit to the list: from its first clip to the end of its last.
seconds() { # HEARD
    awk -F'\t' '
    function told() {
        if (begun) {
            print end - from
        }
        begun = 0
    }
    $2 != "list" {told(); next}
    $6 == "CUE" {next}
    {
        if (!begun) {
            from = $1
        }
        begun = 1
        split($NF, ms, " ")
        end = $1 + ms[1] / 1000
    }
    END {told()}' "$1"
}

for language in vi en; do
    name=the_list_of_every_tile_is_heard_within_thirty_seconds_$language
    sed "s/LANGUAGE/$language/" "$dir/script" >"$dir/$language.play"
    if ! "$kiosk" --headless --state "$dir/state-$language" --play "$dir/$language.play" \
        --out "$dir/$language" --now 2026-11-23T09:24:00+07:00 >"$dir/log" 2>&1; then
        tail -3 "$dir/log" | sed 's/^/# /'
        echo "not ok $name"
        continue
    fi
    seconds "$dir/$language/heard.txt" >"$dir/seconds"
    slow=$(awk '$1 > 30' "$dir/seconds" | tr '\n' ' ')
    echo "# $(wc -l <"$dir/seconds") lists, the longest $(sort -n "$dir/seconds" | tail -1) s"
    if [ "$(wc -l <"$dir/seconds")" = "$(echo "$tiles" | wc -w)" ] && [ -z "$slow" ]; then
        echo "ok $name"
    else
        echo "# over thirty seconds: $slow"
        echo "not ok $name"
    fi
done
