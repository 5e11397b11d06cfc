#!/bin/bash
# A restart waits for nobody to be served (kioskctl hold), on the real kiosk in its window, confined as in the field, which
# sleeps while nobody touches it: it is woken by who asks.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
server=
kiosk=
trap 'kill $kiosk $server 2>/dev/null; wait 2>/dev/null; rm -rf "$dir"' EXIT
unset DISPLAY WAYLAND_DISPLAY
export SDL_AUDIODRIVER=dummy
soon() { # COMMAND...: within some seconds
    for _ in $(seq 50); do
        "$@" && return 0
        sleep 0.1
    done
    return 1
}
printf '[screen]\ndim_after_s = 0\n' >"$dir/kiosk.ini" # every picture is of the same light
begin() {
    "$bin/kiosk" --state "$dir/state" --config "$dir/kiosk.ini" >"$dir/kiosk.log" 2>&1 &
    kiosk=$!
    soon test -S "$dir/state/run/kiosk.sock"
}
hold() { "$bin/kioskctl" hold --state "$dir/state" "$@" 2>"$dir/said"; }
unlike() { # A B: how many of a hundred pixels differ
    python3 -c 'import sys
a, b = (open(f, "rb").read()[4096::97 * 4] for f in sys.argv[1:3])
print(sum(x != y for x, y in zip(a, b)) * 100 // len(a))' "$1" "$2"
}
panel() { cp "$dir/Xvfb_screen0" "$dir/$1"; }
differs() { sleep 0.2 && panel now && [ "$(unlike "$dir/$1" "$dir/now")" -ge 8 ]; }
like() { sleep 0.2 && panel now && [ "$(unlike "$dir/$1" "$dir/now")" -le 4 ]; }

Xvfb -displayfd 3 -fbdir "$dir" -screen 0 1080x1920x24 -nolisten tcp 3>"$dir/display" >"$dir/xvfb.log" 2>&1 &
server=$!
soon test -s "$dir/display" || { cat "$dir/xvfb.log"; exit 1; }
DISPLAY=:$(cat "$dir/display")
export DISPLAY
panel empty
begin
check it_listens $? 0
soon differs empty
sleep 2 # what it opens with is painted
panel welcome
before=$(date +%s%N)
hold --wait 0 -- true
check it_is_granted_where_nobody_is "$? $(cat "$dir/said")" "0 kioskctl hold: the kiosk is held"
check and_the_sleeping_kiosk_answers_within_a_second "$((($(date +%s%N) - before) / 1000000000))" 0
check it_was_confined "$(grep -c 'event=CONFINED' "$dir/kiosk.log")" 1

"$bin/kioskctl" hold --state "$dir/state" -- sh -c "echo \$\$ >$dir/begun; exec sleep 100" 2>"$dir/said" &
holder=$!
soon test -s "$dir/begun"
soon differs welcome
check the_page_says_so $? 0
sleep 0.5
panel held
python3 tests/flow/x_touch.py "$DISPLAY" 288 990
sleep 1
like held
check a_touch_begins_nothing $? 0
kill -KILL "$holder"
wait "$holder" 2>"$dir/killed"
soon like welcome
check who_is_killed_holds_nothing $? 0
kill -KILL "$(cat "$dir/begun")"
python3 tests/flow/x_touch.py "$DISPLAY" 288 990
soon differs welcome
check and_then_she_begins $? 0
hold --wait 3
check in_a_visit_it_is_refused "$? $(tail -1 "$dir/said")" "1 kioskctl hold: it was waited for long enough; the kiosk is busy (visit)"
hold --wait 0 -- sh -c 'exit 3'
check but_what_was_ordered_is_done_in_the_end $? 3

# A screen that hangs, and none at all: neither keeps a restart away.
kill -STOP "$kiosk"
before=$(date +%s)
hold --wait 3600 -- true
check a_stuck_kiosk_keeps_nothing_away "$? $(cat "$dir/said")" "0 kioskctl hold: no kiosk answers"
took=$(($(date +%s) - before))
check after_a_quarter_of_a_minute "$([ $took -ge 14 ] && [ $took -le 24 ] && echo so)" so
kill -CONT "$kiosk"
kill -TERM "$kiosk"
wait "$kiosk"
check it_ends_in_order $? 0
kiosk=
check and_leaves_no_socket "$(ls "$dir/state/run")" ""
hold --countdown 3601
check a_countdown_is_an_hour_at_most $? 2
