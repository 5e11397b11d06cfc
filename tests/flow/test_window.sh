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
