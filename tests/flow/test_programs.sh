#!/bin/bash
# What every program owes the person who types its name, and kioskctl's devices and selftest on a
# whole desk: portal, courier, printer, a kiosk that ran once.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=$PWD/build/${B:-release}
dir=$(mktemp -d)
export RIG=$dir/rig SDL_AUDIODRIVER=dummy
trap 'tests/flow/rig stop; rm -rf "$dir"' EXIT

# The screen has no network: it brings no library that could open one.
check kiosk_links_no_network_library \
    "$(readelf -d "$bin/kiosk" | grep -cE 'NEEDED.*(curl|ssl|gnutls)')" 0
check courier_links_no_picture_library "$(readelf -d "$bin/courier" | grep -cE 'NEEDED.*(SDL|png|jpeg)')" 0

for program in kiosk courier kioskctl practice-portal; do
    name=${program//-/_}
    check "${name}_helps_with_examples_from_any_directory" \
        "$(cd / && "$bin/$program" --help | grep -c '^examples:'; echo "${PIPESTATUS[0]}")" "$(printf '1\n0')"
    check "${name}_tells_its_version" \
        "$("$bin/$program" --version | grep -cE "^$program [0-9a-z.-]+$")" 1
    wrong=$("$bin/$program" --hepl 2>&1)
    check "${name}_refuses_an_unknown_option_with_two" $? 2
    check "${name}_names_the_nearest_option" "$(grep -o 'did you mean --help' <<<"$wrong")" \
        'did you mean --help'
done

cat >"$dir/kiosk.ini" <<END
[kiosk]
name = test
[devices]
printer = escpos:unix:$RIG/printer.sock
scanner = sim:
camera = sim:$PWD/tests/fixtures/papers/sharp.jpg
END
check a_printed_configuration_reads_back_the_same "$(
    "$bin/kiosk" --config "$dir/kiosk.ini" --print-config >"$dir/whole.ini"
    "$bin/kiosk" --config "$dir/whole.ini" --print-config | diff - "$dir/whole.ini" && echo same
)" same
sed 's/^camera/camra/' "$dir/kiosk.ini" >"$dir/wrong.ini"
wrong=$("$bin/kiosk" --config "$dir/wrong.ini" --print-config 2>&1)
check an_unknown_setting_is_named_with_its_line_and_the_nearest \
    "$(grep -o "wrong.ini:6: 'devices.camra' is not a setting; did you mean devices.camera?" <<<"$wrong" | wc -l)" 1

check devices_tells_every_kind "$("$bin/kioskctl" devices | cut -d' ' -f1 | sort -u | tr '\n' ' ')" \
    'audio beacon camera jack keyboard keypad microphone printer reader scanner switches touch wifi '
verdicts() { # what is not ok, in one line
    "$bin/kioskctl" selftest --state "$RIG/state" --config "$dir/kiosk.ini" 2>/dev/null |
        awk '{ if ($0 !~ /  ok  /) print }' | tr '\n' '|'
}
tests/flow/rig start
echo quit >"$dir/quit.play"
"$bin/kiosk" --state "$RIG/state" --config "$dir/kiosk.ini" --headless --play "$dir/quit.play" >/dev/null 2>&1
"$bin/kioskctl" selftest --state "$RIG/state" --config "$dir/kiosk.ini" >"$dir/well.txt" 2>/dev/null
check selftest_of_a_well_desk_ends_with_zero $? 0
check and_names_every_device_and_store "$(awk '/  ok  / { print $1 }' "$dir/well.txt" | tr '\n' ' ')" \
    'settings printer beacon wifi scanner keypad switches keyboard jack touch camera sound microphone assets outbox box courier '
tests/flow/rig printer paper-out
check no_paper_says_what_to_do "$(verdicts)" 'printer     no  no paper: put in a roll|'
tests/flow/rig printer ok
tests/flow/rig courier off
check no_courier_says_what_to_do "$(verdicts)" \
    'courier     no  does not answer: start it; until then everything is kept here|'
