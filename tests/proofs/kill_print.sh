#!/bin/bash
# kill -9 of the kiosk anywhere in the middle of a slip, N times. Started again it knows from its journal
# what became of the slip, says so, prints nothing by itself and cuts off what is left in the printer; the
# next citizen gets a slip of her own and whole. usage: kill_print.sh full|short      [N=40; short: 2]
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
[ "${1:-full}" = short ] && n=${N:-2} || n=${N:-40}
bin=build/${B:-release}
dir=$(mktemp -d)
export RIG=$dir/rig RETRY_MS=100
trap 'kill -9 $kiosk 2>/dev/null; tests/flow/rig stop; [ -n "${KEEP:-}" ] && echo "# kept: $dir" || rm -rf "$dir"' EXIT
RANDOM=${SEED:-$$}
kiosk=
kiosk() { # SCRIPT
    exec "$bin/kiosk" --state "$RIG/state" --config "$dir/kiosk.ini" --headless --scanner sim: --printer "escpos:unix:$RIG/printer.sock" \
        --camera sim:tests/fixtures/papers/sharp.jpg --play "$1"
}
journal=$RIG/state/print.journal
said() { # NUMBER: what the journal says of a slip
    sed -n "s/^$1 \([a-z-]*\) .*/\1/p" "$journal" 2>/dev/null | tr '\n' ' '
}
pieces() { # rows of every piece of paper that was cut
    sed -n 's/^printed [0-9]*, \([0-9]*\) rows/\1/p' "$RIG/printer.log"
}
until_more_pieces_than() { # NUMBER
    for _ in $(seq 200); do
        [ "$(pieces | wc -l)" -gt "$1" ] && break
        sleep 0.03
    done
}
# More is filed here within an hour than a kiosk takes.
printf '[limits]\napplications = 120\nprints = 120\n' >"$dir/kiosk.ini"
# A touch nobody needs: the play then waits for the printer, up to four seconds each.
{
    tests/flow/planted kill9
    printf '%s\n' 'tap tool.replay' 'tap tool.replay' 'tap tool.replay' 'tap tool.replay' 'expect printed 1'
} >"$dir/visit.play"
# The kiosk that starts again has time to look at its printer, and as it stands there all day, to look again
# where it was still busy with what the line held.
{
    printf '%s\n' 'expect screen welcome' 'say welcome'
    for _ in 1 2 3 4; do
        printf '%s\n' 'wait 6s' 'hold @40,40 1000'
    done
} >"$dir/again.play"
tests/flow/rig start || exit 1
tests/flow/rig printer slow
slip=0
torn=0
scraps=0
wrong=
i=0
while [ "$i" -lt "$n" ]; do
    i=$((i + 1))
    slip=$((slip + 1))
    before=$(pieces | wc -l)
    (kiosk "$dir/visit.play") >"$dir/said" 2>"$dir/kiosk.log" &
    kiosk=$!
    for _ in $(seq 1000); do
        [ -n "$(said $slip)" ] && break
        sleep 0.03
    done
    sleep "0.$(printf %03d $((RANDOM % 1000)))"
    {
        kill -9 $kiosk
        wait $kiosk
    } 2>/dev/null
    left=$(said $slip)
    sleep 3 # the slow printer takes what the line still holds, and then answers
    half=$(pieces | wc -l)
    (kiosk "$dir/again.play") >"$dir/again" 2>"$dir/again.log"
    grep -q ^welcome "$dir/again" || wrong="$wrong no welcome after slip $slip;"
    if [ "$left" = "sending " ]; then
        torn=$((torn + 1))
        until_more_pieces_than "$half"
        [ "$(said $slip)" = "sending unknown " ] || wrong="$wrong slip $slip: $(said $slip);"
        grep -q "PRINT_UNKNOWN a=$slip b=1" "$dir/again.log" || wrong="$wrong slip $slip not told;"
        # None where the kill came before the first row: what was on paper and stayed there would make the
        # next slip longer, which is looked at below.
        cut=$(($(pieces | wc -l) - half))
        [ $cut -le 1 ] || wrong="$wrong slip $slip left $cut pieces;"
        scraps=$((scraps + cut))
    fi
    [ "$half" -le $((before + 1)) ] || wrong="$wrong slip $slip was printed on by itself;"
    before=$(pieces | wc -l)
    slip=$((slip + 1))
    (kiosk "$dir/visit.play") >"$dir/said" 2>"$dir/kiosk.log"
    until_more_pieces_than "$before"
    [ "$(said $slip)" = "sending confirmed " ] || wrong="$wrong slip $slip of the next: $(said $slip);"
    [ "$(pieces | tail -n +$((before + 1)))" = "$(sed -n 's/.*PRINT_\(DONE\|UNPROVED\) a=\([0-9]*\) .*/\2/p' "$dir/kiosk.log")" ] ||
        wrong="$wrong slip $slip is not whole, or not the only one: $(pieces | tail -n +$((before + 1)));"
done
check a_half_printed_slip_is_cut_off_and_never_finished "$wrong" ""
check most_were_killed_in_the_middle "$([ $((torn * 2)) -ge "$n" ] && [ $((scraps * 2)) -ge "$n" ] && echo yes)" yes
check the_journal_holds_numbers_and_words_only "$(tr -d '0-9 \n' <"$journal" | sed -E 's/(sending|confirmed|unknown|not-printed)//g')" ""
echo "# $n kills while a slip was printed, $torn of them in its middle, $scraps with rows on paper, which were cut off; $slip slips, $(pieces | wc -l) pieces of paper"
exit $bad
