#!/bin/bash
# What the running kiosk and courier may do where no unit confines them: no port is open, what the
# kernel's Landlock can forbid is forbidden and told, nothing of them can be dumped.
# Prints "ok NAME" and "not ok NAME".
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
export RIG=$dir/rig
kiosk=
trap 'kill $kiosk 2>/dev/null; tests/flow/rig stop; rm -rf "$dir"' EXIT
# The sockets of a process that are in a list of the kernel (state 0A: listening), one a line.
sockets() { # PID STATE LIST...
    pid=$1 state=$2
    shift 2
    find "/proc/$pid/fd" -lname 'socket:*' -printf '%l\n' | tr -cd '0-9\n' >"$dir/inodes"
    for list in "$@"; do
        [ -r "/proc/$pid/net/$list" ] && awk -v state="$state" -v list="$list" '
            NR == FNR {mine[$1] = 1; next}
            ($4 == state || state == "any") && $10 in mine {print list, $2}' "$dir/inodes" "/proc/$pid/net/$list"
    done
}
limit() { # PID
    awk '/^Max core file size/ {print $5, $6}' "/proc/$1/limits"
}
tests/flow/rig start || exit 1
SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy "$bin/kiosk" --state "$RIG/state" --scanner none: \
    --printer "escpos:unix:$RIG/printer.sock" --camera none: >"$dir/kiosk.log" 2>&1 &
kiosk=$!
for _ in $(seq 600); do
    grep -q STARTED "$dir/kiosk.log" && break
    sleep 0.05
done
courier=$(cat "$RIG/courier.pid")
portal=$(cat "$RIG/portal.pid")
check the_search_sees_the_port_of_the_portal "$(sockets "$portal" 0A tcp tcp6 | wc -l)" 1
check no_port_of_the_courier_is_open "$(sockets "$courier" 0A tcp tcp6)$(sockets "$courier" any udp udp6 raw raw6)" ""
check the_kiosk_has_no_socket_of_a_network "$(sockets $kiosk any tcp tcp6 udp udp6 raw raw6)" ""
check the_kiosk_says_how_it_is_confined "$(grep -c 'event=CONFINED a=[1-9]\|event=NOT_CONFINED' "$dir/kiosk.log")" 1
check the_courier_says_how_it_is_confined "$(grep -c 'event=CONFINED a=[1-9]\|event=NOT_CONFINED' "$RIG/courier.log")" 1
for who in kiosk courier; do
    pid=${!who}
    check "${who}_gains_no_rights" "$(sed -n 's/^NoNewPrivs:\t//p' "/proc/$pid/status")" 1
    check "${who}_leaves_no_core" "$(limit "$pid")" "0 0"
done
check the_arena_of_a_citizen_is_locked "$([ "$(awk '/^VmLck/ {print $2}' /proc/$kiosk/status)" -ge 30000 ] && echo yes)" yes
printf '%s\n' 'expect screen welcome' 'say here' >"$dir/welcome.play"
"$bin/kiosk" --state "$dir/state" --headless --scanner sim: --printer none: --camera none: \
    --play "$dir/welcome.play" >"$dir/said" 2>&1
check a_played_visit_is_confined_and_works "$(grep -c '^here' "$dir/said") $(grep -c 'CONFINED' "$dir/said")" "1 1"
exit $bad
