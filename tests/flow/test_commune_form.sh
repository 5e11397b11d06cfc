#!/bin/bash
# A new form for one commune: an Excel sheet becomes a signed pack, reaches three of five kiosks by their group, is
# filled in on one of them, and is withdrawn from all, while each kiosk goes on running. Five kiosks, five stewards and
# one double of hawkBit; the kiosk it is filled in on has a courier and the practice portal, too.
# Runs with the proofs.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
five='ia-hiao-1 ia-hiao-2 ia-hiao-3 pleiku-1 pleiku-2'
pids=
trap 'for k in $five; do RIG=$dir/$k/rig tests/flow/rig stop; done; end_double; kill $pids 2>/dev/null; rm -rf "$dir"' EXIT
token=0123456789abcdef0123456789abcdef
title='Xin dùng nhà rông'
card="card 064195000002||Ksor H'Mẫu|31121995|Nữ|Buôn Thử, Ia Hiao, Phú Thiện, Gia Lai|01072022"

# --- from the sheet to a signed pack ------------------------------------------------------------------
"$bin/kioskctl" pack key "$dir/key" >/dev/null
if [ -x build/converter/package/bin/xls2xform-medic ]; then # else what it gave (tests/partner/test_sources.sh)
    assets/tools/form_pack tests/fixtures/commune/nha-rong.xlsx 9.000001 "$dir/folder" nha-rong >/dev/null
else
    cp -r tests/fixtures/commune/folder "$dir/folder"
fi
printf 'name = nha-rong\nversion = 1\nmade = 2026-11-28\nexpires = 2099-11-28\nmin_firmware = 2\n' >"$dir/folder/pack.ini"
"$bin/kioskctl" pack build "$dir/folder" --key "$dir/key" -o "$dir/nha-rong-1.pack" >/dev/null
check an_excel_sheet_became_a_signed_pack "$("$bin/kioskctl" pack verify "$dir/nha-rong-1.pack" --key "$dir/key.pub" | sed 's/.*: //')" 'whole, signed, and sound'
# Withdrawn by its next version, which brings nothing.
mkdir "$dir/nothing"
printf 'name = nha-rong\nversion = 2\nmade = 2026-11-28\nexpires = 2099-11-28\nmin_firmware = 1\n' >"$dir/nothing/pack.ini"
"$bin/kioskctl" pack build "$dir/nothing" --key "$dir/key" -o "$dir/nha-rong-2.pack" >/dev/null

# --- five kiosks ---------------------------------------------------------------------------------------
echo $token >"$dir/token"
start_double
export FLEET=$url FLEET_TOKEN=$dir/token PACKS_KEY=$dir/key.pub RETRY_MS=200
for k in $five; do tests/flow/fleet kiosk "$k" $token "${k%-?}"; done
tests/flow/fleet offer "$dir/nha-rong-1.pack" 1 group ia-hiao

search() { printf 'expect screen welcome\nwait speech\ntap lang.vi\nexpect screen need\ntap find\nexpect screen search\ntype nha rong\nwait 1s\n'; }
leave() { printf 'wait 400s\nexpect screen welcome\n'; }
there() { printf 'await fleet newest 1\nawait fleet trial waiting\nfleet is RUNNING\n'; search; printf 'expect text %s\n' "$title"; }
gone() { # it is withdrawn, and the visit after that proves it
    printf 'await fleet newest 2\nawait fleet trial waiting\n'
    search
    printf 'expect absent %s\n' "$title"
    leave
    printf 'await fleet is FINISHED\n'
}
{
    printf 'shots off\nfleet steward\n'
    there
    printf 'tap find.1\nexpect screen summary\ntap go\nexpect screen consent\ntap consent.needed\ntap go\nexpect screen identity\n%s\ntap pick.24061\n' "$card"
    printf "expect screen question-text\ntype Ksor H'Mẫu\ntap go\nexpect screen question-one\ntap choice.le\ntap go\n"
    printf 'expect screen question-date\ntype 01122026\ntap go\nexpect screen question-number\ntype 60\ntap go\n'
    printf 'expect screen question-note\ntap go\nexpect screen check\ntap go\nexpect state received\n'
    printf 'expect screen outcome\nwait speech\ntap end\nexpect screen rating\ntap skip\nexpect screen goodbye\nwait 30s\nexpect screen welcome\n'
    printf 'await fleet is FINISHED\nsay proved\n'
    gone
} >"$dir/fills.play"
{
    printf 'shots off\nfleet steward\n'
    there
    leave
    printf 'await fleet is FINISHED\nsay proved\n'
    gone
} >"$dir/has.play"
{
    printf 'shots off\nfleet steward\n'
    search
    printf 'expect absent %s\n' "$title"
    leave
    printf 'say without\n'
    gone
} >"$dir/lacks.play"

FLEET_ID=ia-hiao-1 KIOSK_ARGS="--packs-key $dir/key.pub" tests/flow/play "$dir/fills.play" "$dir/ia-hiao-1" >"$dir/ia-hiao-1.out" 2>&1 &
pids=$!
kiosk() { # NAME PLAY: without a portal; what is filled in could be kept
    mkdir -p "$dir/$1/rig/state"
    "$bin/courier" --state "$dir/$1/rig/state" --portal http://127.0.0.1:9 --adapter rest --once >/dev/null 2>&1
    RIG=$dir/$1/rig FLEET_ID=$1 "$bin/kiosk" --state "$dir/$1/rig/state" --packs-key "$dir/key.pub" --headless --rig tests/flow/rig \
        --play "$dir/$2.play" --now 2026-11-28T09:24:00+07:00 --seed 1 >"$dir/$1.out" 2>&1 &
    pids="$pids $!"
}
for k in ia-hiao-2 ia-hiao-3; do kiosk $k has; done
for k in pleiku-1 pleiku-2; do kiosk $k lacks; done

said() { cat "$dir"/*.out | grep -cx "$1"; } # WORD
for _ in $(seq 900); do
    [ "$(said proved)$(said without)" = 32 ] && break
    # shellcheck disable=SC2086
    [ "$(ps -o pid= -p "$(echo $pids | tr ' ' ,)" | wc -l)" = 5 ] || break
    sleep 1
done
check it_reached_three_of_five "$(said proved) have it, $(said without) do not" '3 have it, 2 do not'
check and_only_their_disks "$(ls -d "$dir"/*/rig/state/packs/nha-rong.pack | sed "s|$dir/||; s|/.*||" | tr '\n' ' ')" 'ia-hiao-1 ia-hiao-2 ia-hiao-3 '
for group in ia-hiao pleiku; do tests/flow/fleet offer "$dir/nha-rong-2.pack" 2 group $group; done
ends=
for pid in $pids; do
    wait "$pid"
    ends="$ends$? "
done
check it_was_withdrawn_from_all "$ends" '0 0 0 0 0 '
[ "$bad" = 0 ] || tail -n 3 "$dir"/*.out "$dir"/*/rig/steward.log | sed 's/^/# /'
check the_server_knows "$(for k in $five; do tests/flow/fleet state "$k"; done | sort | uniq -c | tr -s ' ')" ' 5 FINISHED'
check no_kiosk_was_started_again "$(for k in $five; do grep -c 'event=STARTED' "$dir/$k.out"; done | tr '\n' ' ')" '1 1 1 1 1 '
check they_changed_over_while_they_ran "$(for k in $five; do grep -c 'packs: 1 in use from now on' "$dir/$k.out"; done | tr '\n' ' ')" '2 2 2 1 1 '
check what_was_filled_in_is_at_the_portal "$(grep -o '"packs": *\[ *{ *"name": *"nha-rong", *"version": *"1"' "$dir/ia-hiao-1/application.json" | wc -l):$(grep -c '<ho_ten>Ksor H.*Mẫu</ho_ten><viec>le</viec><ngay>2026-12-01</ngay><so_nguoi>60</so_nguoi>' "$dir/ia-hiao-1/application.json")" 1:1
exit $bad
