#!/bin/bash
# On every screen, by every way of asking and of reaching, exactly those clips are heard, in that order, that
# tests/golden/heard says (tests/golden/README.md tells how to read it): finger, touch-and-listen, keypad,
# switches, dark screen; Vietnamese, English and both pseudo-languages. What is heard now is left in
# out/golden/heard. Nothing here writes a golden.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
out=out/golden/heard
mkdir -p $out
with_screen() { # FILE: each line behind the name of its screen
    awk '/^== / {screen = substr($0, 4); next} {print screen ": " $0}' "$1"
}
for want in tests/golden/heard/*.txt tests/golden/heard/*.digests; do
    file=$(basename "$want")
    language=${file%.*}
    tests/golden/heard_now "$language" "$out/$language"
    status=$?
    if [ $status = 0 ] && cmp -s "$want" "$out/$file"; then
        echo "ok heard_in_$language"
    else
        diff <(with_screen "$want") <(with_screen "$out/$file") |
            sed -n 's/^[<>]/# &/p' | cut -c1-300 | head -20
        echo "# meant? read it, then make golden-update ONLY=heard"
        bad=1
        echo "not ok heard_in_$language"
    fi
    wrong=$(with_screen "$out/$language.txt" | grep -a -w 'MISSING\|nothing is done\|acts at once')
    [ -z "$wrong" ] && echo "ok nothing_is_without_a_clip_or_an_act_in_$language" || {
        echo "$wrong" | sed 's/^/# /' | cut -c1-300 | head
        bad=1
        echo "not ok nothing_is_without_a_clip_or_an_act_in_$language"
    }
done
# Keys come to every page but those where nothing can be chosen yet; the second switch is learned as the first.
for language in vi en qaa-x-jra qaa-x-bdq; do
    without=$(awk '/^== / {if (page != "" && !ring) print page; page = $2; ring = 0}
        /^ring:|^tries up:|^zone dark.next:/ {ring = 1} END {if (!ring) print page}' "$out/$language.txt" | tr -d '\n')
    check "every_page_is_gone_over_by_keys_in_$language" "$without" "18-out-of-service,56-starting,59-looked-after,59b-looked-after-restarts,63d-which-switch-then,18b-power-low,18c-too-hot,18d-no-touch,"
    check "pages_were_many_in_$language" "$(($(grep -a -c '^== ' "$out/$language.txt") > 300))" 1
done
exit $bad
