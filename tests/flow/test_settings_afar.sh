#!/bin/bash
# kioskctl settings and command: drafts checked, signed, judged as a kiosk would. Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
kioskctl=build/${B:-release}/kioskctl
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$kioskctl" pack key "$dir/fleet" >/dev/null
"$kioskctl" pack key "$dir/other" >/dev/null
draft() { # FILE LINES
    printf 'rong-desired 1\ngroup = ia-grai\nversion = 12\nissued = 2026-11-28T06:00:00Z\nexpires = 2026-12-28T06:00:00Z\n%b' "$2" >"$dir/$1"
}
sign() { "$kioskctl" settings sign "$dir/$1" --key "$dir/fleet" -o "$dir/$1.settings" 2>&1; echo "$?"; }
verify() { "$kioskctl" settings verify "$@" --now 2026-12-01T00:00:00Z 2>&1 | sed "s|$dir/||g"; }

check what_may_be_set_is_listed "$("$kioskctl" settings keys | grep -c '^[a-z_.]*	[^	]*	.')" "$("$kioskctl" settings keys | wc -l)"
check and_what_could_lock_a_kiosk_out_is_not "$("$kioskctl" settings keys | grep -cE '^(kiosk\.name|portal|devices|log)')" 0
draft good 'sound.call_again_s = 30\nscreen.theme = hc\n'
check a_draft_is_signed "$(sign good | sed "s|$dir/||")" "good.settings: version 12 for group ia-grai, 2 keys: signed
0"
check and_holds "$(verify "$dir/good.settings" --key "$dir/fleet.pub" --group ia-grai)" \
    'good.settings: version 12 for group ia-grai, 2 keys: whole, signed, and all keys can be set'
check not_for_another_kiosk "$(verify "$dir/good.settings" --key "$dir/fleet.pub" --kiosk K07)" \
    'settings: good.settings: these settings are for another kiosk or group'
check not_by_another_key "$(verify "$dir/good.settings" --key "$dir/other.pub")" \
    "settings: good.settings: these settings are not signed by the fleet's key, or were changed"
check not_after_its_time "$("$kioskctl" settings verify "$dir/good.settings" --key "$dir/fleet.pub" --now 2027-01-01T00:00:00Z 2>&1 | sed 's/.*: //')" \
    'these settings have expired'
# The kiosk reads it after what was set at its own screen, and only what is signed and for it.
mkdir "$dir/state"
cp "$dir/good.settings" "$dir/state/remote.ini"
printf '[fleet]\ngroup = ia-grai\n[sound]\ncall_again_s = 7\n' >"$dir/kiosk.ini"
shown() { build/${B:-release}/kiosk --print-config --state "$dir/state" --config "$dir/kiosk.ini" "$@" 2>&1 | grep -E '^call_again_s|^kiosk: ' | sed "s|$dir/||g"; }
check the_kiosk_uses_it "$(shown --fleet-key "$dir/fleet.pub")" 'call_again_s = 30'
check only_with_the_key "$(shown)" 'call_again_s = 7'
check only_of_that_key "$(shown --fleet-key "$dir/other.pub")" 'kiosk: state/remote.ini: remote: damaged (corrupt); settings from afar are not used.
call_again_s = 7'
sed -i 's/ia-grai/ia-pa/' "$dir/kiosk.ini"
check only_in_that_group "$(shown --fleet-key "$dir/fleet.pub" | tail -1)" 'call_again_s = 7'
sed -i 's/= 30/= 31/' "$dir/good.settings"
check not_when_changed "$(verify "$dir/good.settings" --key "$dir/fleet.pub" | sed 's/.*: //')" \
    "these settings are not signed by the fleet's key, or were changed"
draft bad 'sound.call_agin_s = 30\nsend.wait_s = 99\nkiosk.name = K08\n'
check what_a_kiosk_would_refuse_is_not_signed "$(sign bad | sed "s|.*$dir/bad: ||")" \
    "'sound.call_agin_s' is not a setting; did you mean sound.call_again_s?
send.wait_s must be a whole number from 1 to 60; '99' is not.
kiosk.name is set at the kiosk itself, never from afar.
1"
check and_nothing_is_written "$(ls "$dir" | grep -c bad.settings)" 0
draft broken 'sound.call_again_s=30\n'
check a_broken_line_is_named "$(sign broken | grep -c 'broken:6: a line is')" 1

order() { "$kioskctl" command "$@" --kiosk K07 --now 2026-11-28T06:00:00Z 2>&1 | sed "s|$dir/||g"; }
check a_command_is_made "$(order lock --key "$dir/fleet" -o "$dir/lock" | sed 's/id [0-9a-f]\{32\}$/id/')" \
    'lock: lock for K07, once, until 2026-11-28T18:00:00Z, id'
check and_holds_too "$(order verify "$dir/lock" --key "$dir/fleet.pub" | sed 's/id [0-9a-f]\{32\}/id/')" \
    'lock: lock for K07, until 2026-11-28T18:00:00Z, id: whole and signed; a kiosk does it once'
order lock --key "$dir/fleet" -o "$dir/again" >/dev/null
check no_two_have_one_id "$(grep -h '^id' "$dir/lock" "$dir/again" | sort -u | wc -l)" 2
check a_command_is_no_settings "$(verify "$dir/lock" --key "$dir/fleet.pub" | sed 's/.*: //')" 'these are no settings for kiosks'
"$kioskctl" command shell --kiosk K07 --key "$dir/fleet" -o "$dir/x" 2>/dev/null
check no_other_kind_is_made "$?:$(ls "$dir/x" 2>/dev/null)" 2:
"$kioskctl" command lock --kiosk K07 --key "$dir/fleet" -o "$dir/x" --hours 169 2>/dev/null
check nor_one_for_longer_than_a_week "$?" 2
exit $bad
