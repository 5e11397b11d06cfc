#!/bin/bash
# On every screen, by every way of asking, exactly those clips are heard, in that order, that
# tests/golden/heard/LANGUAGE.txt says (tests/tools/transcripts.c tells how to read it). What is heard now is
# left in out/golden/heard. Nothing here writes a golden.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
out=out/golden/heard
mkdir -p $out
with_screen() { # FILE: each line behind the name of its screen
    awk '/^== / {screen = substr($0, 4); next} {print screen ": " $0}' "$1"
}
for want in tests/golden/heard/*.txt; do
    language=$(basename "$want" .txt)
    build/${B:-release}/tests/transcripts "$language" >"$out/$language.txt"
    status=$?
    if [ $status = 0 ] && cmp -s "$want" "$out/$language.txt"; then
        echo "ok heard_in_$language"
    else
        diff <(with_screen "$want") <(with_screen "$out/$language.txt") |
            sed -n 's/^[<>]/# &/p' | cut -c1-300 | head -20
        echo "# meant? read it, then make golden-update ONLY=heard"
        echo "not ok heard_in_$language"
    fi
    missing=$(grep -a -c -w MISSING "$out/$language.txt")
    [ "$missing" = 0 ] && echo "ok nothing_is_without_a_clip_in_$language" || {
        with_screen "$out/$language.txt" | grep -a -w MISSING | sed 's/^/# /' | cut -c1-300 | head
        echo "not ok nothing_is_without_a_clip_in_$language"
    }
done
