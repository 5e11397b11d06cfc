#!/bin/bash
# A new procedure reaches a kiosk that runs: its pack is installed while nobody is there, it is offered, filled in
# and sent, and withdrawn again, without a restart; what was filled in under it and could not be sent yet is sent
# after that. A pack whose first visit ends in a crash, or whose form cannot be read, is undone by itself.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
code=1.009999

"$bin/kioskctl" pack key "$dir/key" >/dev/null
export PACKS_KEY=$dir/key.pub
make_pack() { # VERSION TITLE: $dir/v$VERSION.pack, the form of a guardian under a code that no firmware has
    mkdir -p "$dir/pack/forms"
    rm -rf "$dir/pack/forms/$code"
    cp -rL assets/forms/1.004837 "$dir/pack/forms/$code"
    sed -i "s/^code = .*/code = $code/; s/^title = .*/title = $2/; /^title.en/d; /^until/d" "$dir/pack/forms/$code/procedure.ini"
    printf 'name = xa\nversion = %d\nmade = 2026-11-26\nexpires = 2099-11-26\nmin_firmware = 2\n' "$1" >"$dir/pack/pack.ini"
    printf 'code,name_vi,sector,days,fee_vnd,components,confidence,source,form\n%s,%s,Hộ tịch,3,,tờ khai,A,S1,yes\n' \
        "$code" "$2" >"$dir/pack/procedures.csv"
    printf 'support\tprocedure\t%s\n' "$code" >"$dir/pack/needs.tsv"
    printf '[idle]\nwarning_s = 60\n' >"$dir/pack/settings.ini"
    "$bin/kioskctl" pack build "$dir/pack" --key "$dir/key" -o "$dir/v$1.pack" >/dev/null
}
search() { # WORDS: from the welcome screen to what is found first
    printf 'expect screen welcome\nwait speech\ntap lang.vi\nexpect screen need\nwait speech\ntap find\nexpect screen search\ntype %s\nwait 1s\n' "$1"
}
played() { # NAME: plays $dir/NAME.play on a state directory of its own; its folder is $dir/NAME
    RETRY_MS=200 KIOSK_ARGS="--packs-key $dir/key.pub" tests/flow/play "$dir/$1.play" "$dir/$1" >"$dir/$1.out" 2>&1
}
trial() { sed -n "s/^$2 = //p" "$dir/$1/rig/state/packs/xa.trial" 2>/dev/null; }

make_pack 1 'Xin cấp Quoăk Xoèng'
make_pack 2 'Xin cấp Quoăk Xoèng mới'
"$bin/kioskctl" pack build "$dir/pack" --key "$dir/key" -o "$dir/again.pack" >/dev/null
check built_twice_it_is_the_same "$(cmp "$dir/v2.pack" "$dir/again.pack" && echo same)" same

# The lines of the guardian's visit from its summary on, up to where it was sent.
visit=$(sed -n '/^expect screen summary/,/^expect state received/p' tests/flow/tour-1.004837.play | sed '$d')
{
    search 'quoak xoeng'
    echo 'expect absent Quoăk Xoèng'
    echo 'wait 300s'
    echo 'expect screen welcome'
    echo "pack install $dir/v1.pack"
    echo 'wait 30s'
    search 'quoak xoeng'
    echo 'expect text Xin cấp Quoăk Xoèng'
    echo 'tap find.1'
    echo "$visit"
    printf 'expect state received\nexpect screen outcome\nwait speech\ntap end\nexpect screen rating\ntap skip\nexpect screen goodbye\nwait 30s\n'
    echo 'expect screen welcome'
    echo 'portal off'
    search 'quoak xoeng'
    echo 'tap find.1'
    echo "$visit"
    printf 'wait 9s\nexpect screen outcome\nexpect state saved\nwait speech\ntap end\nexpect screen rating\ntap skip\nexpect screen goodbye\nwait 30s\n'
    echo 'expect screen welcome'
    echo 'pack withdraw xa'
    echo 'wait 30s'
    search 'quoak xoeng'
    echo 'expect absent Quoăk Xoèng'
    echo 'wait 300s'
    echo 'expect screen welcome'
    echo 'portal on'
    echo 'courier off'
    echo 'courier once'
} >"$dir/runs.play"
played runs
check a_pack_comes_and_goes_while_the_kiosk_runs "$?:$(grep -c 'packs: 1 in use from now on' "$dir/runs.out" "$dir/runs/rig"/*.log 2>/dev/null | awk -F: '{n += $2} END {print n}')" 0:1
[ "$bad" = 0 ] || tail -5 "$dir/runs.out" | sed 's/^/# /'
# Both are at the portal, the one too that was saved under a pack that is gone.
check both_were_sent_and_say_which_pack "$(grep -o '"packs": *\[ *{ *"name": *"xa", *"version": *"1"' "$dir/runs/application.json" | wc -l)" 2
check it_was_proved_by_the_visit "$(trial runs state)" proved

# The first visit ends with the kiosk: the next start takes it back, and will not have it again.
visit_and_die() { # VERSION
    echo "pack install $dir/v$1.pack"
    echo 'wait 30s'
    search 'quoak xoeng'
    printf 'tap find.1\nexpect screen summary\npack kill\n'
}
visit_and_die 1 >"$dir/dies.play"
played dies
check a_kiosk_that_dies_leaves_the_trial_open "$([ $? = 0 ] || echo died):$(trial dies state)" died:visited
again() { # NAME: the kiosk again, on what that play left
    "$bin/kiosk" --state "$dir/$1/rig/state" --packs-key "$dir/key.pub" --headless --play "$dir/after.play" \
        --now 2026-11-27T09:24:00+07:00 --seed 1 >"$dir/$1.after" 2>&1
}
{
    search 'quoak xoeng'
    echo 'expect absent Quoăk Xoèng'
} >"$dir/after.play"
again dies
check the_next_start_undoes_it "$?:$(trial dies state):$(trial dies why):$(ls "$dir/dies/rig/state/packs" | tr '\n' ' ')" \
    "0:undone:crashed:xa.newest xa.trial "
"$bin/kioskctl" pack install "$dir/v1.pack" --key "$dir/key.pub" --state "$dir/dies/rig/state" >"$dir/out" 2>&1
check and_it_is_not_taken_again "$?:$(grep -c 'failed here and was undone' "$dir/out")" 1:1
"$bin/kioskctl" pack install "$dir/v2.pack" --key "$dir/key.pub" --state "$dir/dies/rig/state" >"$dir/out" 2>&1
check a_newer_one_is "$?:$(grep -c 'version 2.*installed' "$dir/out")" 0:1

# The disk spoils a form that is in use: the visit says that it cannot, and what was before is back.
{
    echo "pack install $dir/v1.pack"
    echo 'wait 30s'
    search 'quoak xoeng'
    printf 'wait 300s\nexpect screen welcome\n'
    echo "pack install $dir/v2.pack"
    echo 'wait 30s'
    search 'quoak xoeng'
    echo 'expect text Quoăk Xoèng mới'
    echo 'pack spoil xa'
    printf 'tap find.1\nexpect screen summary\nwait speech\ntap go\nexpect screen consent\nwait speech\ntap consent.needed\ntap go\nwait 400s\n'
    echo 'expect screen welcome'
    echo 'wait 30s'
    search 'quoak xoeng'
    echo 'expect text Quoăk Xoèng'
    echo 'expect absent Quoăk Xoèng mới'
} >"$dir/spoiled.play"
SPOIL=$("$bin/kioskctl" pack list --state "$dir/dies/rig/state" >/dev/null; grep -abo '<h:html' "$dir/v2.pack" | head -1 | cut -d: -f1) \
    played spoiled
check a_form_that_does_not_load_is_undone "$?:$(trial spoiled why)" 0:form
[ "$bad" = 0 ] || tail -5 "$dir/spoiled.out" | sed 's/^/# /'
exit $bad
