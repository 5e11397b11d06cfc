#!/bin/sh
# Days of a centre's life: citizens and troubles drawn from a seed against the real app, outbox and courier.
# usage: simulation.sh full|short   N=SESSIONS SEED=FIRST; a failing seed: build/release/tests/simulate --seed S
cd "$(dirname "$0")/../.." || exit 1
simulate=build/${B:-release}/tests/simulate
if [ "$1" = full ]; then
    sessions=${N:-50000}
    centre=2500
    first=${SEED:-$(($(date +%s) * 1000))}
else
    sessions=${N:-200}
    centre=100
    first=${SEED:-1}
fi
export simulate centre
planted=150
rare=$((centre * 3 / 2)) # somebody who wants hers back at the wrong moment, a stick that loses power
out=$(mktemp)
trap 'rm -f "$out"' EXIT
start=$(date +%s)
seq "$first" $((first + (sessions + centre - 1) / centre - 1)) |
    xargs -P 2 -n 1 sh -c '"$simulate" --sessions "$centre" --seed "$0"' >"$out"
cat "$out"
bad=$(grep -c '^not ok' "$out")
# What never happened proves nothing.
if grep -qE ' [1-9][0-9]* done elsewhere' "$out"; then
    echo "ok some_went_to_another_kiosk_for_good"
else
    echo "not ok some_went_to_another_kiosk_for_good"
    bad=$((bad + 1))
fi
# What is broken on purpose must be seen.
for bug in says-saved new-key believes no-flush sends-on hasty sends-away loose-stick comes-back; do
    case $bug in sends-on | hasty | loose-stick | comes-back) n=$rare ;; *) n=$planted ;; esac
    if "$simulate" --sessions "$n" --seed "$first" --plant $bug >"$out"; then
        echo "not ok a_planted_bug_is_seen_$bug"
        bad=$((bad + 1))
    else
        echo "ok a_planted_bug_is_seen_$bug"
        grep '^# .*[a-z] ' "$out" | tail -1 | sed "s/^# /# $bug: /"
    fi
done
echo "# $sessions sessions from seed $first in $(($(date +%s) - start)) s"
exit "$bad"
