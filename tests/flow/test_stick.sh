#!/bin/bash
# Packs by a stick (image/tree/usr/lib/rong/packs), as usr/lib/rong/stick calls it: judged by the key that root keeps, taken
# once and only upwards, refused with their sentence. Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/stick" "$dir/state" "$dir/folder"
"$bin/kioskctl" pack key "$dir/key" >/dev/null
"$bin/kioskctl" pack key "$dir/other" >/dev/null
pack() { # FILE VERSION [KEY]: lies on the stick
    printf 'name = %s\nversion = %d\nmade = 2026-11-28\nexpires = 2099-11-28\nmin_firmware = 2\n' "${1%%-*}" "$2" >"$dir/folder/pack.ini"
    printf '[idle]\nwarning_s = 60\n' >"$dir/folder/settings.ini"
    "$bin/kioskctl" pack build "$dir/folder" --key "$dir/${3:-key}" -o "$dir/stick/$1.pack" >/dev/null
}
plugged() { # [KEY]: what is said, in one line; the stick is empty afterwards
    PATH=$PWD/$bin:$PATH sh image/tree/usr/lib/rong/packs "$dir/state" "$dir/stick" "${1:-$dir/key.pub}" 2>&1 | tr '\n' '|'
    rm -f "$dir"/stick/*
}
in_use() { "$bin/kioskctl" pack list --state "$dir/state" --key "$dir/key.pub" 2>&1 | grep -o '[a-z]*\.pack.version [0-9]*' | sort | tr '\t\n' ' |'; }
check a_stick_without_packs_says_nothing "$(plugged)" ''
pack xa-1 1
check a_pack_is_taken "$(plugged | grep -c '^xa-1.pack: xa version 1, until 2099-11-28: [^|]*|$') $(in_use)" '1 xa.pack version 1|'
pack xa-2 2
pack xb-7 7
touch "$dir/stick/rong-site.ini" "$dir/stick/notes.txt"
check all_that_lie_there_are "$(plugged | grep -c '^xa-2.pack: xa version 2, [^|]*|xb-7.pack: xb version 7, [^|]*|$') $(in_use)" \
    '1 xa.pack version 2|xb.pack version 7|'
pack xa-2 2
check the_same_again_changes_nothing "$(plugged | grep -c refused) $(in_use)" '0 xa.pack version 2|xb.pack version 7|'
pack xa-3 3 other
check one_of_a_foreign_key_is_refused "$(plugged) $(in_use)" \
    'xa-3.pack: the key did not sign this file, or it was changed since: fetch it anew; refused| xa.pack version 2|xb.pack version 7|'
pack xa-1 1
pack xb-8 8
check an_older_one_is_refused_and_the_next_is_taken \
    "$(plugged | grep -c '^xa-1.pack: [^|]*is no older[^|]*(in use: version 2); refused|xb-8.pack: xb version 8, [^|]*|$') $(in_use)" \
    '1 xa.pack version 2|xb.pack version 8|'
pack xb-9 9
truncate -s -1 "$dir/stick/xb-9.pack"
check one_that_was_cut_short_is_refused "$(plugged | grep -c '; refused|$') $(in_use)" '1 xa.pack version 2|xb.pack version 8|'
pack xa-4 4
check a_kiosk_without_a_key_takes_none "$(plugged "$dir/none.pub") $(in_use)" \
    'xa-4.pack: this kiosk was told of no key for packs; refused| xa.pack version 2|xb.pack version 8|'
pack xa-5 5 other
mv "$dir/stick/xa-5.pack" "$dir/stick/$(printf 'x\033[31m').pack"
check its_name_is_no_word_to_a_terminal "$(plugged | tr -cd '\033' | wc -c)" 0
# As usr/lib/rong/stick does it: by the steward's user, before an update, and what came of it lies on the stick.
check the_stick_asks_it_as_the_steward "$(grep -c '^packs=$(setpriv --reuid=rong-steward --regid=rong --clear-groups --no-new-privs /usr/lib/rong/packs /var/lib/rong "$folder" ' \
    image/tree/usr/lib/rong/stick)" 1
check before_an_update "$(grep -n 'lib/rong/packs \|^if . -e "$folder/rong-update.raucb"' image/tree/usr/lib/rong/stick | cut -d: -f2 | cut -c1-5 | tr '\n' ' ')" \
    'packs if [  '
exit $bad
