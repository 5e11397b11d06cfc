#!/bin/bash
# The builder of clip packs: what was spoken is kept, what was kept badly is spoken again, and two
# builds at once leave a whole pack. A language without a grammar, so that only the list is spoken.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
pack() { # OUT [LIST]
    build/tools/clip_pack qps vi 130 "$dir/say" "$dir/cache" "${2:-$dir/list}" "$1" 2>>"$dir/said"
}
command -v espeak-ng >/dev/null || { echo "not ok espeak-ng is there"; exit 1; }
printf 'S\tChào bà con\nW\tmột\n' >"$dir/list"
: >"$dir/say"
check a_list_is_spoken "$(pack "$dir/first.pak" | grep -c ' 2 clips')" 1
check each_clip_is_kept "$(ls "$dir/cache" | wc -l)" 2
kept=$(ls "$dir"/cache/* | head -1)
: >"$kept"
pack "$dir/second.pak" >/dev/null
check a_kept_clip_without_bytes_is_spoken_again "$(cmp "$dir/first.pak" "$dir/second.pak" && echo same)" same
rm -r "$dir/cache"
(pack "$dir/both.pak" >/dev/null) &
other=$!
pack "$dir/both.pak" >/dev/null
status=$?
wait $other
check two_builds_at_once_both_end_well "$status $?" "0 0"
check and_leave_a_whole_pack "$(cmp "$dir/first.pak" "$dir/both.pak" && echo same)" same
check nothing_half_written_stays "$(ls "$dir" "$dir/cache" | grep -c '\.[0-9]*$')" 0
check a_list_that_is_not_there_is_named "$(pack "$dir/no.pak" "$dir/none"; echo $?) $(grep -c 'cannot read.*/none' "$dir/said")" "1 1"
exit $bad
