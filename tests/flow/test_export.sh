#!/bin/bash
# Two kiosks and a stick: what one cannot send goes to the other, which sends it once; what is taken
# back is sent from the first and not doubled. Killed on the way it is repeated.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
out=out/flow/export
rm -rf "$out"
mkdir -p "$out/stick" "$out/spoilt"
export RIG=$PWD/$out/rig
A=$RIG/state
C=$out/other # the other kiosk

outbox() { # STATE VERB...: what it says and its status, in one line
    state=$1
    shift
    "$bin/kioskctl" outbox "$@" --state "$state" 2>&1 | tr '\n' ' '
    echo "${PIPESTATUS[0]}"
}
has() { # TEXT WORDS
    case $1 in *"$2"*) echo yes ;; *) echo "$1" ;; esac
}
states() { # STATE: how many in which
    "$bin/kioskctl" outbox list --state "$1" 2>/dev/null | cut -f2 | sort | uniq -c | awk '{printf "%s%s %s", s, $1, $2; s = ", "}'
}
there() { # how many applications the portal has
    curl -fsS "$(cat "$RIG/address")/api/applications" | grep -o '"uuid":"[0-9a-f-]*","sha256"' | wc -l | tr -d ' '
}
once() { # STATE
    "$bin/courier" --state "$1" --portal "$(cat "$RIG/address" 2>/dev/null || echo http://127.0.0.1:9)" --once >"$out/once" 2>&1
    echo $?
}
served() { # COMMAND...: with the first kiosk's courier beside it, whose line is cut
    "$bin/courier" --state "$A" --portal http://127.0.0.1:9 >"$out/courier" 2>&1 &
    courier=$!
    "$@"
    kill "$courier"
    wait "$courier" 2>/dev/null
}
rows() { # COUNT STATE: as a kiosk saves them
    "$bin/courier" --state "$2" --portal http://127.0.0.1:9 --once >/dev/null 2>&1
    "$bin/tests/put_applications" "$2" "$1" >"$out/put" 2>&1
}

mkdir -p "$RIG"
rows 3 "$A"
rows 0 "$C"
check three_wait "$(states "$A")" "3 saved"
cp "$C/box.pub" "$out/stick/box.pub"
ids=$("$bin/kioskctl" outbox list --state "$A" 2>/dev/null | cut -f1)
first=${ids%%$'\n'*}

theirs=$("$bin/kioskctl" outbox key --state "$C" | sed -n 's/^key *//p')
said=$(outbox "$A" export "$out/stick" --to "$out/stick/box.pub" --wait 1)
check its_key_is_named_at_both "$(has "$said" "$theirs")" yes
check without_a_courier_it_says_so "$(has "$said" 'is it running on this kiosk? 3 stay here unchanged')" yes
check and_changes_nothing "$(states "$A") $(ls "$out/stick")" "3 saved box.pub"
check its_own_key_is_refused "$(has "$(outbox "$A" export "$out/stick" --to "$A/box.pub")" "this kiosk's own key; the other's is needed. 1")" yes
check no_stick_is_said "$(has "$(outbox "$A" export "$out/none" --to "$out/stick/box.pub")" 'is the stick mounted? 1')" yes
check no_key_is_said "$(has "$(outbox "$A" export "$out/stick" --to "$out/once")" 'copy box.pub of the other kiosk')" yes
check one_that_is_not_here_is_named "$(has "$(served outbox "$A" export "$out/stick" --to "$out/stick/box.pub" 6ba7b999-9dad-41d1-80b4-00c04fd430c8)" 'there is no application 6ba7b999')" yes

# Killed at any moment, then repeated.
for ms in 0.01 0.05 0.1 0.2; do
    "$bin/courier" --state "$A" --portal http://127.0.0.1:9 >"$out/courier" 2>&1 &
    courier=$!
    "$bin/kioskctl" outbox export "$out/stick" --to "$out/stick/box.pub" --state "$A" >/dev/null 2>&1 &
    ctl=$!
    sleep $ms
    kill -9 $ctl $courier
    wait $ctl $courier 2>/dev/null
done
check after_kills_it_is_repeated "$(served outbox "$A" export "$out/stick" --to "$out/stick/box.pub" | tail -c 2)" 0
check all_are_exported "$(states "$A")" "3 exported"
check the_list_says_that_they_are_away "$(has "$(outbox "$A" list)" '3 went to another kiosk and are not known to have arrived')" yes
check each_has_a_bundle "$(ls "$out/stick" | grep -c '\.rong$')" 3
check and_once_more_is_the_same "$(has "$(served outbox "$A" export "$out/stick" --to "$out/stick/box.pub")" '3 exported to')" yes
check one_says_where_it_is "$(has "$(outbox "$A" show "$first")" "to the kiosk with the key $theirs; retry ID takes it back")" yes
check it_is_not_withdrawn_here "$(has "$(outbox "$A" withdraw "$first" --yes)" 'withdraw it there. Nothing was changed. 1')" yes

# One whose paper is damaged holds up nobody.
paper=$A/papers/$(ls "$A/papers" | head -n 1)
cp "$paper" "$out/paper"
truncate -s 10 "$paper"
check a_damaged_one_is_named_the_others_written "$(has "$(served outbox "$A" export "$out/stick" --to "$out/stick/box.pub")" "2 exported to $out/stick, 1 not 1")" yes
check and_the_list_tells_of_it "$(has "$(outbox "$A" list)" '1 exported, but not written to a stick')" yes
cat "$out/paper" >"$paper"
check and_with_its_paper_again_it_is_written "$(served outbox "$A" export "$out/stick" --to "$out/stick/box.pub" | tail -c 2)" 0

tests/flow/rig portal on
check the_first_never_sends_it "$(once "$A") $(there)" "0 0"

cp "$out/stick/"*.rong "$out/spoilt/"
truncate -s 900 "$out/spoilt/$first.rong"
for ms in 0.01 0.03; do # killed while it takes them in
    "$bin/kioskctl" outbox import "$out/spoilt" --state "$C" >/dev/null 2>&1 &
    ctl=$!
    sleep $ms
    kill -9 $ctl
    wait $ctl 2>/dev/null
done
check a_spoilt_one_is_refused "$(has "$(outbox "$C" import "$out/spoilt")" 'it is cut short or damaged: export it again. ')" yes
check the_others_came "$(states "$C")" "2 saved"
mkdir -p "$out/odd"
echo none >"$out/odd/$(printf 'a\033[2Jb\302\233c.rong')"
check an_odd_name_moves_no_cursor "$(outbox "$C" import "$out/odd" | cut -d. -f1-2)" "kioskctl outbox: a?[2Jb??c.rong was not taken in: it is no exported application"
check the_wrong_kiosk_is_told "$(has "$(outbox "$A" import "$out/stick")" "this kiosk's is another")" yes
check an_empty_folder_is_told "$(has "$(outbox "$C" import "$A")" 'holds no exported application')" yes
check all_are_taken_in "$(has "$(outbox "$C" import "$out/stick")" '1 imported, 2 here already 0')" yes
check twice_is_once "$(has "$(outbox "$C" import "$out/stick")" '0 imported, 3 here already 0') $(states "$C")" "yes 3 saved"
check the_other_sends_each_once "$(once "$C") $(there)" "0 3"
check and_has_the_numbers "$(states "$C")" "3 received"

# The first takes one back although the other sent it: one application is one file.
check to_take_back_is_asked "$(has "$(echo no | outbox "$A" retry "$first")" 'nothing was changed. 1')" yes
check taken_back "$(has "$(echo yes | outbox "$A" retry "$first")" 'is taken back and will be tried from here at once 0')" yes
check it_is_one_file "$(once "$A") $(there)" "0 3"
check and_has_its_number "$(has "$("$bin/kioskctl" outbox list --state "$A" 2>/dev/null | grep "$first")" received)" yes

# What the other kiosk has needs no copy here.
second=$(echo "$ids" | sed -n 2p)
check to_be_done_is_asked "$(has "$(echo no | outbox "$A" done "$second")" 'nothing was changed. 1')" yes
check done_deletes_what_lies_here "$(has "$(echo yes | outbox "$A" done "$second")" 'is done here: its content is deleted, the other kiosk sends it 0')" yes
check retry_then_says_why_not "$(has "$(outbox "$A" retry "$second" --yes)" 'is done here: its content is deleted, the other kiosk has it. Nothing was changed. 1')" yes
check only_what_was_exported_is_done "$(has "$(outbox "$A" done "$first" --yes)" 'only what was exported is done so. Nothing was changed. 1')" yes
tests/flow/rig stop
