#!/bin/bash
# What is wrong from outside: each is said in one clear sentence (what, where, what to do), and
# everything is kept.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=$PWD/build/${B:-release}
dir=$(mktemp -d)
export RIG=$dir/rig
trap 'tests/flow/rig stop; rm -rf "$dir"' EXIT

kiosk() { # SCRIPT: plays it on the state of the rig
    "$bin/kiosk" --state "$RIG/state" --config "$dir/kiosk.ini" --headless --play "$1" \
        --out "$dir/out" --rig tests/flow/rig --seed "$2" 2>&1
}

stored() { # how many applications the portal has
    curl -fsS "$(cat "$RIG/address")/api/applications" | grep -o '"puts"' | wc -l
}

await() { # NUMBER: until so many are at the portal
    for _ in $(seq 150); do
        [ "$(stored)" = "$1" ] && break
        sleep 0.1
    done
    stored
}

# --- a form that is none, and one that is nearly one ---
sed 's|</h:body>||' assets/forms/1.001193/form.xml >"$dir/form.xml"
check a_malformed_form_is_refused_with_its_line "$("$bin/kioskctl" form check "$dir/form.xml" |
    sed "s|$dir/||" | grep -c -E '^form\.xml:[0-9]+: .*not well-formed XML: .*; repair it there$')" 1
head -c 20000 assets/forms/1.001193/form.xml >"$dir/form.xml"
check half_a_form_is_refused_with_one "$("$bin/kioskctl" form check "$dir/form.xml" >"$dir/said"; echo $?) $(wc -l <"$dir/said")" "1 1"

# --- settings ---
printf '[kiosk]\nnaem = desk\n' >"$dir/bad.ini"
check an_unknown_setting_is_named "$("$bin/kiosk" --config "$dir/bad.ini" --print-config 2>&1 | sed "s|$dir/||" | grep -v '^level\|^ *[0-9]*  [a-z]')" \
    "kiosk: bad.ini:2: 'kiosk.naem' is not a setting; did you mean kiosk.name?"
printf '[screen]\nwidth = wide\n' >"$dir/bad.ini"
check a_wrong_value_is_named "$("$bin/kiosk" --config "$dir/bad.ini" --print-config 2>&1 | sed "s|$dir/||" | grep -v '^level\|^ *[0-9]*  [a-z]')" \
    "kiosk: bad.ini:2: screen.width must be a whole number from 320 to 4096; 'wide' is not."

# --- a visit while the portal talks nonsense ---
tests/flow/rig start || exit 1
cat >"$dir/kiosk.ini" <<END
[kiosk]
name = desk
public_url = $(tr a-z A-Z <"$RIG/address")
[devices]
printer = escpos:unix:$RIG/printer.sock
scanner = sim:
camera = sim:tests/fixtures/papers/sharp.jpg
END
expand() { # the lines of a script with its parts
    while read -r verb rest; do
        if [ "$verb" = include ]; then
            expand <"tests/flow/parts/$rest.play"
        else
            echo "$verb $rest"
        fi
    done
}
expand >"$dir/garbage.play" <<'END'
include to-check
tap go
wait 9s
expect screen outcome
expect state saved
expect text chỉ chưa gửi được
include end
END
tests/flow/rig portal any:garbage
check a_portal_of_garbage_ends_in_kept_safe "$(kiosk "$dir/garbage.play" 11 | grep -v '^level\|^ *[0-9]*  [a-z]')" ""
waits() { "$bin/kioskctl" outbox list --state "$RIG/state" 2>/dev/null | grep -c saved; }
for _ in $(seq 50); do # it may just be trying
    [ "$(waits)" = 1 ] && break
    sleep 0.1
done
check and_the_courier_says_why "$(waits)" 1
tests/flow/rig portal clear
tests/flow/rig courier off
tests/flow/rig courier on
check and_sends_it_once_the_portal_talks_sense "$(await 1)" 1

# --- a printer that takes everything and answers nothing ---
expand >"$dir/silent.play" <<'END'
include to-check
fault printer silent
tap go
expect state received
expect screen outcome
wait 20s
scene
END
kiosk "$dir/silent.play" 12 >"$dir/silent.txt"
check a_silent_printer_ends_with_the_code_or_a_slip "$(grep -c 'slip-code' "$dir/silent.txt")" 1
tests/flow/rig printer ok

# --- a truncated database: kept aside, the rest read again, the next visit works ---
tests/flow/rig portal off
kiosk "$dir/garbage.play" 13 >"$dir/said"
tests/flow/rig courier off
before=$("$bin/kioskctl" outbox list --state "$RIG/state" 2>/dev/null | wc -l)
cp "$RIG/state/outbox.db" "$dir/whole.db"
truncate -s 9000 "$RIG/state/outbox.db"
echo quit >"$dir/quit.play"
check a_truncated_database_is_said_in_one_sentence "$(kiosk "$dir/quit.play" 14 | sed "s|$RIG/||" | grep -v '^level\|^ *[0-9]*  [a-z]')" \
    "kiosk: state/outbox.db was damaged; it is kept as outbox.db.damaged-1 and a fresh one holds every row that could be read."
check and_kept_to_the_byte "$(stat -c %s "$RIG/state/outbox.db.damaged-1")" 9000
tests/flow/rig portal on
tests/flow/rig courier on
expand >"$dir/next.play" <<'END'
include to-check
tap go
expect state received
include end
END
check and_the_next_visit_arrives "$(kiosk "$dir/next.play" 15 | grep -v '^level\|^ *[0-9]*  [a-z]')" ""
check nothing_that_was_there_was_lost_from_sight "$before" 3
