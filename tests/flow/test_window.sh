#!/bin/bash
# The real window under Xvfb: the first picture comes without anybody touching anything, and SIGTERM
# ends the kiosk in order. The panel's pixels are read from Xvfb's own frame buffer file.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
dir=$(mktemp -d)
server=
kiosk=
trap 'kill $kiosk $server 2>/dev/null; wait 2>/dev/null; rm -rf "$dir"' EXIT
unset DISPLAY WAYLAND_DISPLAY
export SDL_AUDIODRIVER=dummy

soon() { # COMMAND...: within ten seconds
    for _ in $(seq 200); do
        "$@" && return 0
        sleep 0.05
    done
    return 1
}

colours() { # of the panel, at most 100 counted
    python3 - "$dir/Xvfb_screen0" <<'END'
import struct, sys
screen = open(sys.argv[1], "rb").read()
header, = struct.unpack(">I", screen[:4])
entries, = struct.unpack(">I", screen[76:80])
pixels = screen[header + 12 * entries:]
seen = set()
for at in range(0, len(pixels) - 3, 4 * 37):
    seen.add(pixels[at:at + 4])
    if len(seen) == 100:
        break
print(len(seen))
END
}
unlike() { # A B: how many of a hundred pixels differ
    python3 -c 'import sys
a, b = (open(f, "rb").read()[4096::97 * 4] for f in sys.argv[1:3])
print(sum(x != y for x, y in zip(a, b)) * 100 // len(a))' "$1" "$2"
}
painted() { [ "$(colours)" -ge 20 ]; }

Xvfb -displayfd 3 -fbdir "$dir" -screen 0 1080x1920x24 -nolisten tcp 3>"$dir/display" >"$dir/xvfb.log" 2>&1 &
server=$!
soon test -s "$dir/display" || { cat "$dir/xvfb.log"; exit 1; }
DISPLAY=:$(cat "$dir/display")
export DISPLAY
check an_empty_panel_has_one_colour "$(colours)" 1
"build/${B:-release}/kiosk" --state "$dir/state" >"$dir/kiosk.log" 2>&1 &
kiosk=$!
check the_first_picture_waits_for_nobody "$(soon painted && echo shown)" shown
kill -TERM "$kiosk"
soon bash -c "! kill -0 $kiosk 2>/dev/null"
check sigterm_ends_it_at_once $? 0
wait "$kiosk"
check and_in_order $? 0
kiosk=

# The supervisor's watchdog: petted while the printer's thread hangs on a printer that never answers, and
# not while the screen itself hangs.
python3 - "$dir/notify" "$dir/told" "$dir/printer" <<'END' &
import os, shutil, signal, socket, sys, time
told = open(sys.argv[2], "wb", buffering=0)
folder = os.path.dirname(sys.argv[1])


def look():  # it says that it serves: it is stopped there, and what is seen is kept
    kiosk = int(open(folder + "/pid").read())
    os.kill(kiosk, signal.SIGSTOP)
    time.sleep(0.5)  # the server paints what it was given
    shutil.copy(folder + "/Xvfb_screen0", folder + "/ready")
    os.kill(kiosk, signal.SIGCONT)


notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
notify.bind(sys.argv[1])
printer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
printer.bind(sys.argv[3])
printer.listen(0)  # taken in by the kernel, read by nobody
while True:
    what = notify.recv(200)
    if what == b"READY=1":
        look()
    told.write(what + b"\n")
END
listener=$!
trap 'kill -CONT $kiosk 2>/dev/null; kill $kiosk $listener $server 2>/dev/null; wait 2>/dev/null; rm -rf "$dir"' EXIT
soon test -S "$dir/printer"
NOTIFY_SOCKET=$dir/notify WATCHDOG_USEC=400000 "build/${B:-release}/kiosk" --state "$dir/state" \
    --printer "escpos:unix:$dir/printer" >"$dir/kiosk.log" 2>&1 &
kiosk=$!
echo "$kiosk" >"$dir/pid"
pets() { grep -c '^WATCHDOG=1$' "$dir/told"; }
petted() { [ "$(pets)" -ge "$1" ]; }
soon grep -q '^READY=1$' "$dir/told"
check it_says_that_it_serves $? 0
sleep 1
cp "$dir/Xvfb_screen0" "$dir/welcome"
# A line about the printer may have come since; the page of the start would differ by a third.
check once_it_is_seen_and_not_while_it_starts "$([ "$(unlike "$dir/ready" "$dir/welcome")" -le 20 ] && echo seen)" seen
soon petted 8
check a_printer_that_hangs_starves_no_watchdog $? 0
# Only the screen's thread hangs: its panel takes a picture and never says that it has it. Every other
# thread of the kiosk lives; none of them may pet in its stead.
kill -STOP "$server"
still() { [ "$(pets)" = "$1" ] && return 0; last=$(pets); sleep 0.5; [ "$(pets)" = "$last" ]; }
soon still none
before=$(pets)
sleep 1
check a_screen_that_hangs_pets_nobody "$(($(pets) - before))" 0
check though_no_thread_of_it_is_stopped "$(cat /proc/"$kiosk"/task/*/stat | sed 's/.*) //' | cut -c1 | grep -c '[Tt]')" 0
check and_it_has_others_that_could "$([ "$(ls /proc/"$kiosk"/task | wc -l)" -gt 2 ] && echo others)" others
kill -CONT "$server"
soon petted $((before + 2))
check a_panel_that_comes_back_is_petted_for_again $? 0
kill -TERM "$kiosk"
wait "$kiosk"
check it_says_that_it_ends "$(tail -1 "$dir/told")" STOPPING=1
kiosk=

# A stuck screen is started anew, and nothing of who stood there is left on it.
kill "$listener"
python3 tests/flow/supervisor.py "$dir/watch" "$dir/happened" 1500000 "build/${B:-release}/kiosk" \
    --state "$dir/state" >"$dir/kiosk.log" 2>&1 &
supervisor=$!
trap 'kill -CONT $server 2>/dev/null; kill -KILL $(sed -n "s/^start //p" "$dir/happened" | tail -1) 2>/dev/null; kill $supervisor $server 2>/dev/null; wait 2>/dev/null; rm -rf "$dir"' EXIT
happened() { [ -s "$dir/happened" ] && [ "$(grep -c "^$1" "$dir/happened")" -ge "${2:-1}" ]; }
panel() { cp "$dir/Xvfb_screen0" "$dir/$1"; }
differs() { panel now && [ "$(unlike "$dir/$1" "$dir/now")" -ge 8 ]; }
soon happened READY=1
soon painted
sleep 1
panel welcome
python3 tests/flow/x_touch.py "$DISPLAY" 288 990
soon differs welcome
check somebody_is_on_her_way $? 0
sleep 1
panel hers
kill -STOP "$server"
soon happened killed
check a_stuck_screen_is_killed $? 0
kill -CONT "$server"
soon happened start 2 && soon happened READY=1 2
check and_started_anew $? 0
soon bash -c "! cmp -s '$dir/Xvfb_screen0' '$dir/hers'"
back() { panel now && [ "$(unlike "$dir/welcome" "$dir/now")" -le 4 ] && [ "$(unlike "$dir/hers" "$dir/now")" -ge 8 ]; }
soon back
check it_is_the_welcome_again_and_not_her_page $? 0
sleep 1.6 # longer than the watchdog waits
check and_it_stays "$(grep -c '^killed' "$dir/happened")" 1
kill "$supervisor"
wait "$supervisor"
check its_end_is_in_order "$(tail -1 "$dir/happened")" "ended 0"
