#!/bin/bash
# What a command from afar brings, to its end: `log` and `screenshot`, signed, given by a double of hawkBit over TLS,
# obeyed by the steward, taken of the real kiosk in its window (confined as in the field), put at the fleet, and opened
# there. Nothing is taken of a visit. The fifteenth behaviour of app/steward/AFAR.md.
# Runs with the proofs.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
told=$dir/once
target=client # as its certificate says
. tests/flow/fleet_rig
kioskctl=$bin/kioskctl
unset DISPLAY WAYLAND_DISPLAY
export SDL_AUDIODRIVER=dummy CURL_HOME=$dir
soon() { # COMMAND...: within some seconds
    for _ in $(seq "${most:-100}"); do
        "$@" && return 0
        sleep 0.1
    done
    return 1
}

# --- the kiosk --------------------------------------------------------------------------------------------
mkdir "$dir/keys"
"$kioskctl" log key "$dir/keys" >"$dir/line"
{
    printf '[kiosk]\nname = client\n[screen]\ndim_after_s = 0\n[idle]\nwarning_s = 20\nanswer_s = 10\n'
    sed -n '/^\[log\]/,$p' "$dir/line"
} >"$dir/kiosk.ini"
Xvfb -displayfd 3 -fbdir "$dir" -screen 0 1080x1920x24 -nolisten tcp 3>"$dir/display" >"$dir/xvfb.log" 2>&1 &
beside="${beside:-} $!"
soon test -s "$dir/display" || { cat "$dir/xvfb.log"; exit 1; }
DISPLAY=:$(cat "$dir/display")
export DISPLAY
touch_at() { python3 tests/flow/x_touch.py "$DISPLAY" "$1" "$2"; }
panel() { cp "$dir/Xvfb_screen0" "$dir/$1"; }
like() { # PANEL [PNG]: of a hundred pixels, those that are the same now, or in the picture
    python3 - "$dir/$1" "${2:-$dir/Xvfb_screen0}" <<'END'
import struct, sys, zlib
def pixels(path):
    b = open(path, "rb").read()
    if not b.startswith(b"\x89PNG"):
        size, colors = struct.unpack(">I", b[:4])[0], struct.unpack(">I", b[76:80])[0]
        at = size + colors * 12
        return [b[at + i * 4 : at + i * 4 + 3][::-1] for i in range(0, 1080 * 1920, 97)]
    at, data = 8, b""
    while at < len(b):
        length, kind = struct.unpack(">I4s", b[at : at + 8])
        data += b[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    raw = zlib.decompress(data)
    assert len(raw) == 1920 * (1080 * 3 + 1) and not any(raw[:: 1080 * 3 + 1])
    return [raw[i // 1080 * 3241 + 1 + i % 1080 * 3 :][:3] for i in range(0, 1080 * 1920, 97)]
a, b = pixels(sys.argv[1]), pixels(sys.argv[2])
print(sum(x == y for x, y in zip(a, b)) * 100 // len(a))
END
}
is_like() { [ "$(like "$1")" -ge 90 ]; }
is_other() { [ "$(like "$1")" -le 85 ]; }
panel empty
"$bin/kiosk" --state "$dir/real" --config "$dir/kiosk.ini" >"$dir/kiosk.log" 2>&1 &
beside="$beside $!"
soon test -S "$dir/real/run/kiosk.sock"
soon is_other empty
sleep 2 # what it opens with is painted
panel welcome
check the_kiosk_is_confined "$(grep -c 'event=CONFINED' "$dir/kiosk.log")" 1

# --- the fleet --------------------------------------------------------------------------------------------
sh tests/flow/ca "$dir/ca"
echo "cacert = \"$dir/ca/ca.pem\"" >"$dir/.curlrc"
"$kioskctl" pack key "$dir/operator" >/dev/null
start_double --tls "$dir/ca/good.pem" "$dir/ca/good.key" --client-ca "$dir/ca/ca.pem"
order targets '{"id":"client"}' >/dev/null
steward() { # OPTION...: its exit
    timeout 120 "$bin/steward" --state "$dir/real" --config "$dir/kiosk.ini" --ddi "$url/DEFAULT/controller/v1/{name}" \
        --ca "$dir/ca/ca.pem" --cert "$dir/ca/client.pem" --key "$dir/ca/client.key" --operator-key "$dir/operator.pub" \
        --outgoing "$url/outgoing" --bus "unix:path=$dir/bus" --os-release "$dir/os-release" --boot one --night 0-0 --countdown 0 \
        --reserve 1 --pace 50 --once "$@" >"$dir/once" 2>&1
    echo $?
}
give() { # KIND [OPTION...]: a command, signed, verified and assigned; $number is its id
    local kind=$1
    shift
    "$kioskctl" command "$kind" --kiosk client --key "$dir/operator" -o "$dir/$made.command" "$@" >/dev/null
    verified=$("$kioskctl" command verify "$dir/$made.command" --key "$dir/operator.pub" --kiosk client | grep -c "$kind for client")
    number=$(sed -n 's/^id = //p' "$dir/$made.command")
    offer 1 command forced "$made.command"
}
code() { order "actions/$action" | grep -o '"code":7[0-9]*' | tail -1 | cut -d: -f2; }
arrived() { ls "$dir/fleet/outgoing/client" 2>/dev/null | sed "s/$number/ID/" | xargs; }
left() { ls "$dir/real/outgoing" 2>/dev/null | sed "s/$number/ID/" | xargs; }

# --- a log, over a line that drops --------------------------------------------------------------------------
order faults 'outgoing:reset:1' >/dev/null
give log
check a_log_is_taken_and_told "$verified $(steward) $(state) $(code) $(said 'taken, goes to the fleet')" "1 0 FINISHED 701 1"
check a_line_that_drops_leaves_it_here "$(arrived) / $(left)" " / ID-log.ronglog"
check then_it_goes_whole "$(steward) $(arrived) / $(left)" "0 ID-log.ronglog / "
check and_the_fleet_s_key_opens_it \
    "$("$kioskctl" log open "$dir/fleet/outgoing/client/$number-log.ronglog" --key "$dir/keys/log.key" --to "$dir/read" | grep -c 'files in')" 1
check what_it_holds_is_proved "$("$kioskctl" log verify --state "$dir/read" | grep -c '^kiosk: ok')" 1
rm -r "$dir/fleet/outgoing/client"

# --- a picture ------------------------------------------------------------------------------------------------
give screenshot
check a_picture_is_taken_and_goes "$verified $(steward) $(state) $(code) $(arrived) / $(left)" "1 0 FINISHED 701 ID-screen.png / "
alike=$(like welcome "$dir/fleet/outgoing/client/$number-screen.png")
check it_is_what_the_panel_shows "$([ "$alike" -ge 90 ] && echo so || echo "$alike")" so
soon is_like welcome
check and_the_kiosk_was_not_held "$?" 0
rm -r "$dir/fleet/outgoing/client"

# --- never of a visit -----------------------------------------------------------------------------------------
touch_at 288 990
soon is_other welcome
give screenshot
check in_a_visit_none_is_taken "$verified $(steward) $(state) $(arrived) / $(left)" "1 1 DOWNLOADED  / "
steward >/dev/null
check nor_when_it_is_asked_again "$(state) $(arrived) / $(left)" "DOWNLOADED  / "
most=900 soon is_like welcome # she went
check the_welcome_page_is_back "$?" 0
check then_it_is_taken "$(steward) $(state) $(code) $(arrived) / $(left)" "0 FINISHED 701 ID-screen.png / "
alike=$(like welcome "$dir/fleet/outgoing/client/$number-screen.png")
check of_the_welcome_page "$([ "$alike" -ge 90 ] && echo so || echo "$alike")" so
touch_at 288 990
soon is_other welcome
give screenshot --hours 1 --now "$(date -u -d '-1 hour +6 seconds' +%FT%TZ)"
asked=$(steward; state)
sleep 7
check at_its_end_the_command_ends_with_its_sentence "$(echo "$asked" | xargs) $(steward) $(state) $(code) $(said 'this command has expired')" \
    "1 DOWNLOADED 0 ERROR 711 1"
rm -r "$dir/fleet/outgoing/client"

# --- what the server says no to -----------------------------------------------------------------------------------
order faults 'outgoing:status=403:1' >/dev/null
give log
check what_is_refused_is_kept_and_not_sent_again "$(steward) $(steward) $(arrived) / $(left) $(grep -c 'refused' "$dir/once")" \
    "0 0  / ID-log.ronglog.refused 0"
put() { # NAME: as whom it puts; the status
    curl -s -o /dev/null -w '%{http_code}' --cert "$dir/ca/client.pem" --key "$dir/ca/client.key" -T "$dir/line" "$url/outgoing/$1/x.png"
}
check a_kiosk_puts_under_its_own_name_alone "$(put client) $(put client) $(put other)" "201 204 401"
check each_picture_is_a_line_of_the_log "$(grep -c event=SEEN_AFAR "$dir/kiosk.log")" 2
check nothing_of_them_is_in_the_logs "$(grep -ac "$number" "$dir/once" "$dir/kiosk.log" | cut -d: -f2 | xargs)" "0 0"
end_double
exit $bad
