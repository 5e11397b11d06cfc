#!/bin/bash
# A content pack from the fleet's server to the real kiosk: the real steward fetches it from the double of hawkBit,
# hands it over while nobody is there, and reports it only after the first visit went well with it, or failed.
# Runs with the proofs.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
told=$dir/once
kiosk_pid=
trap 'end_double; kill $kiosk_pid 2>/dev/null; rm -rf "$dir"' EXIT
code=1.009999
token=0123456789abcdef0123456789abcdef

"$bin/kioskctl" pack key "$dir/key" >/dev/null
"$bin/kioskctl" pack key "$dir/other" >/dev/null
echo $token >"$dir/token"
start_double
export FLEET=$url FLEET_TOKEN=$dir/token PACKS_KEY=$dir/key.pub
make_pack() { # VERSION TITLE [EXPIRES [KEY]]: $dir/v$VERSION.pack, the form of a guardian under a code of its own
    mkdir -p "$dir/pack/forms"
    rm -rf "$dir/pack/forms/$code"
    cp -rL assets/forms/1.004837 "$dir/pack/forms/$code"
    sed -i "s/^code = .*/code = $code/; s/^title = .*/title = $2/; /^title.en/d; /^until/d" "$dir/pack/forms/$code/procedure.ini"
    printf 'name = xa\nversion = %d\nmade = 2026-11-26\nexpires = %s\nmin_firmware = 2\n' "$1" "${3:-2099-11-26}" >"$dir/pack/pack.ini"
    printf 'code,name_vi,sector,days,fee_vnd,components,confidence,source,form\n%s,%s,Hộ tịch,3,,tờ khai,A,S1,yes\n' \
        "$code" "$2" >"$dir/pack/procedures.csv"
    printf 'support\tprocedure\t%s\n' "$code" >"$dir/pack/needs.tsv"
    "$bin/kioskctl" pack build "$dir/pack" --key "$dir/${4:-key}" -o "$dir/v$1.pack" >/dev/null
}
search() { # WORDS: from the welcome screen to what is found first
    printf 'expect screen welcome\nwait speech\ntap lang.vi\nexpect screen need\nwait speech\ntap find\nexpect screen search\ntype %s\nwait 1s\n' "$1"
}
leave() { printf 'wait 300s\nexpect screen welcome\n'; }
played() { # NAME: plays $dir/NAME.play as the kiosk NAME of the fleet; its folder is $dir/NAME
    tests/flow/fleet kiosk "$1" $token
    FLEET_ID=$1 RETRY_MS=200 KIOSK_ARGS="--packs-key $dir/key.pub" tests/flow/play "$dir/$1.play" "$dir/$1" >"$dir/$1.out" 2>&1
}
trial() { sed -n "s/^$2 = //p" "$dir/$1/rig/state/packs/xa.trial" 2>/dev/null; }
ended() { # NAME WORDS: how it ended as the server has it, and whether it was told so
    echo "$(tests/flow/fleet state "$1"):$(tests/flow/fleet said "$1" "$2" && echo said)"
}
once() { # NAME STATE-DIRECTORY: the steward alone, as often as it takes
    for _ in 1 2 3; do
        timeout 120 "$bin/steward" --state "$2" --ddi "$FLEET/DEFAULT/controller/v1/$1" --token "$dir/token" --packs-key "$dir/key.pub" \
            --night 0-0 --reserve 1 --pace 50 --bus unix:path=/none --boot boot-1 --once >"$dir/once" 2>&1 && break
    done
}
for version in 1 2 3; do make_pack $version "Xin cấp Quoăk Xoèng $version"; done

# --- it comes, is tried, stands; another one fails in its first visit ----------------------------------
visit=$(sed -n '/^expect screen summary/,/^expect state received/p' tests/flow/tour-1.004837.play)
{
    echo 'fleet steward'
    search 'quoak xoeng'
    echo 'expect absent Quoăk Xoèng'
    # Offered while somebody is served: it is fetched, and waits.
    echo "fleet offer $dir/v1.pack 1"
    echo 'await fleet said fetched and verified'
    echo 'expect screen search'
    echo 'pack absent xa'
    leave
    echo 'fleet steward'
    echo 'await fleet trial waiting'
    echo 'fleet is RUNNING'
    search 'quoak xoeng'
    echo 'expect text Quoăk Xoèng 1'
    echo 'fleet is RUNNING'
    echo 'tap find.1'
    echo "$visit"
    printf 'expect screen outcome\nwait speech\ntap end\nexpect screen rating\ntap skip\nexpect screen goodbye\nwait 30s\n'
    echo 'expect screen welcome'
    echo 'await fleet is FINISHED'
    # The next one is spoilt on the disk; and the steward is killed while it is on trial.
    echo "fleet offer $dir/v2.pack 2"
    echo 'await fleet said waits for a first visit'
    echo 'await fleet trial waiting'
    echo 'fleet kill'
    search 'quoak xoeng'
    echo 'expect text Quoăk Xoèng 2'
    echo 'pack spoil xa'
    printf 'tap find.1\nexpect screen summary\nwait speech\ntap go\nexpect screen consent\nwait speech\ntap consent.needed\ntap go\nwait 400s\n'
    printf 'expect screen welcome\nwait 30s\n'
    echo 'fleet is RUNNING'
    echo 'fleet steward'
    echo 'await fleet is ERROR'
    search 'quoak xoeng'
    echo 'expect text Quoăk Xoèng 1'
} >"$dir/runs.play"
SPOIL=$(grep -abo '<h:html' "$dir/v2.pack" | head -1 | cut -d: -f1) played runs
check a_pack_is_handed_over_tried_and_only_then_reported "$?" 0
[ "$bad" = 0 ] || { tail -5 "$dir/runs.out"; tail -5 "$dir/runs/rig/steward.log"; } | sed 's/^/# /'
check the_failure_says_what_failed "$(ended runs 'a form of it did not load in the first visit: undone'):$(trial runs why)" ERROR:said:form
check with_a_number_of_its_own "$(ended runs '"code":41')" ERROR:said
check and_after_the_kill_it_said_so "$(ended runs resumed)" ERROR:said

# --- the kiosk dies in the first visit -----------------------------------------------------------------
{
    echo 'fleet steward'
    echo "fleet offer $dir/v3.pack 3"
    echo 'await fleet trial waiting'
    search 'quoak xoeng'
    printf 'tap find.1\nexpect screen summary\npack kill\n'
} >"$dir/dies.play"
played dies
check nothing_is_reported_of_a_trial_that_is_open "$(trial dies state):$(tests/flow/fleet state dies)" visited:RUNNING
{
    search 'quoak xoeng'
    echo 'expect absent Quoăk Xoèng'
} >"$dir/after.play"
"$bin/kiosk" --state "$dir/dies/rig/state" --packs-key "$dir/key.pub" --headless --play "$dir/after.play" \
    --now 2026-11-27T09:24:00+07:00 --seed 1 >"$dir/dies.after" 2>&1
check the_next_start_undoes_it "$?:$(trial dies state)" 0:undone
once dies "$dir/dies/rig/state"
check and_the_server_is_told "$(ended dies 'the kiosk ended in the first visit with it: undone')" ERROR:said

# --- what is refused, each with its number and a sentence ----------------------------------------------
mkdir -p "$dir/state/run"
echo '{"granted":true,"seconds":60}' >"$dir/kiosk"
python3 tests/tools/fake_kiosk.py "$dir/state/run/kiosk.sock" "$dir/kiosk" >"$dir/kiosk.out" 2>&1 &
kiosk_pid=$!
for _ in $(seq 400); do
    [ -s "$dir/kiosk.out" ] && break
    sleep 0.05
done
tests/flow/fleet kiosk refuses $token
refused() { # NAME FILE VERSION CODE WORDS
    tests/flow/fleet offer "$2" "$3" target refuses
    once refuses "$dir/state"
    check "$1" "$(ended refuses "\"code\":$4") $(ended refuses "$5") $(ls "$dir/state/packs" 2>/dev/null | wc -l)" "ERROR:said ERROR:said $packs"
}
packs=0
make_pack 4 'Xoèng' 2099-11-26 other
refused one_of_another_key "$dir/v4.pack" 4 30 'the key did not sign this file'
head -c 40000 "$dir/v1.pack" >"$dir/short.pack"
refused one_cut_short "$dir/short.pack" 1 33 'cut short'
make_pack 5 'Xoèng' 2026-11-27
refused one_whose_day_is_over "$dir/v5.pack" 5 34 'its last day is over'
"$bin/kioskctl" pack install "$dir/v3.pack" --key "$dir/key.pub" --state "$dir/state" >/dev/null
packs=2
refused an_older_one "$dir/v2.pack" 2 15 'is no older: raise version'
cp "$dir/dies/rig/state/packs/xa.trial" "$dir/state/packs/"
"$bin/kioskctl" pack withdraw xa --state "$dir/state" >/dev/null
packs=3
refused one_that_failed_here "$dir/v3.pack" 3 41 'this very pack failed here and was undone'
exit $bad
