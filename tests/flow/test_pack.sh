#!/bin/bash
# kioskctl pack: built the same twice, judged whole, installed by one switch, refused with a sentence.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
kioskctl=build/${B:-release}/kioskctl
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

about() { # VERSION EXPIRES
    printf 'name = tests\nversion = %s\nmade = 2026-11-26\nexpires = %s\nmin_firmware = 1\n' "$1" "$2"
}
make_folder() { # FOLDER VERSION EXPIRES
    mkdir -p "$1"
    cp -r build/pseudo/languages build/pseudo/clips-qaa-x-*.pak "$1"
    about "$2" "$3" >"$1/pack.ini"
}
install() { "$kioskctl" pack install "$1" --key "$dir/key.pub" --state "$dir/state" --today 2026-11-26; }
mkdir "$dir/state"

"$kioskctl" pack key "$dir/key" >/dev/null
check a_key_is_for_its_owner_alone "$(stat -c %a "$dir/key"):$(wc -c <"$dir/key.pub")" 600:65
check a_key_is_never_written_over "$("$kioskctl" pack key "$dir/key" >/dev/null 2>&1 || echo "$?")" 1

make_folder "$dir/one" 1 2027-11-26
make_folder "$dir/again" 1 2027-11-26
touch -d 2001-01-01 "$dir"/again/*
for folder in one again; do "$kioskctl" pack build "$dir/$folder" --key "$dir/key" -o "$dir/$folder.pack" >/dev/null; done
check the_same_files_give_the_same_bytes "$(cmp "$dir/one.pack" "$dir/again.pack" && echo same)" same
check a_whole_one_is_said_to_be "$("$kioskctl" pack verify "$dir/one.pack" --key "$dir/key.pub" --today 2026-11-26 | sed 's/.*: //')" 'whole, signed, and sound'

install "$dir/one.pack" >/dev/null
about 2 2027-11-26 >"$dir/one/pack.ini"
"$kioskctl" pack build "$dir/one" --key "$dir/key" -o "$dir/two.pack" >/dev/null
install "$dir/two.pack" >"$dir/out"
check a_newer_one_takes_over_and_the_one_before_is_kept "$?:$(cmp "$dir/two.pack" "$dir/state/packs/tests.pack" && cmp "$dir/one.pack" "$dir/state/packs/tests.before" && ls "$dir/state/packs" | wc -l)" 0:3
check the_list_tells_what_is_there "$("$kioskctl" pack list --state "$dir/state" --key "$dir/key.pub" | grep 'tests.pack' | cut -f2,5,6 | sed 's/([0-9]*)//g')" \
    "$(printf 'version 2\tsigned\tqaa-x-bdq qaa-x-jra clips:qaa-x-bdq clips:qaa-x-jra')"

refused() { # NAME FILE WORDS
    install "$2" >"$dir/out" 2>"$dir/err"
    check "$1" "$?:$(grep -c -- "$3" "$dir/err"):$(cmp "$dir/two.pack" "$dir/state/packs/tests.pack" && echo kept)" 1:1:kept
}
refused an_older_one_is_refused "$dir/one.pack" 'is no older: .*version 2'
head -c 100000 "$dir/two.pack" >"$dir/short.pack"
refused one_cut_short_is_refused "$dir/short.pack" 'cut short'
cp "$dir/two.pack" "$dir/changed.pack"
printf X | dd of="$dir/changed.pack" bs=1 seek=200000 conv=notrunc status=none
refused a_changed_one_is_refused "$dir/changed.pack" 'the key did not sign this file'
"$kioskctl" pack key "$dir/other" >/dev/null
"$kioskctl" pack build "$dir/one" --key "$dir/other" -o "$dir/other.pack" >/dev/null
refused one_of_another_key_is_refused "$dir/other.pack" 'the key did not sign this file'
about 3 2026-11-25 >"$dir/one/pack.ini"
"$kioskctl" pack build "$dir/one" --key "$dir/key" -o "$dir/old.pack" >/dev/null
refused one_whose_day_is_over_is_refused "$dir/old.pack" 'its last day is over'
refused what_is_no_pack_is_refused Makefile 'not a pack'
refused a_file_that_is_not_there_is_told "$dir/none.pack" 'cannot be read'

unbuilt() { # NAME WORDS: what is in $dir/bad is not built
    "$kioskctl" pack build "$dir/bad" --key "$dir/key" -o "$dir/bad.pack" >"$dir/out" 2>"$dir/err"
    check "$1" "$?:$(grep -c -- "$2" "$dir/err"):$(ls "$dir/bad.pack" 2>/dev/null)" 1:1:
    rm -rf "$dir/bad"
}
make_folder "$dir/bad" 1 2027-11-26
sed -i 's/^MSG_YES = /&x/' "$dir/bad/languages/qaa-x-jra/common.msg"
unbuilt a_text_that_was_changed_after_it_was_read_is_told 'MSG_YES: letter 1, "x"'
make_folder "$dir/bad" 1 2027-11-26
mkdir "$dir/bad/forms"
touch "$dir/bad/forms/form.xml"
unbuilt a_file_that_no_pack_has_is_told 'forms/form.xml: no file of a pack'
make_folder "$dir/bad" 1 2027-11-26
rm "$dir/bad/pack.ini"
unbuilt a_pack_that_says_nothing_of_itself_is_told 'there is no pack.ini'
"$kioskctl" pack install "$dir/two.pack" >/dev/null 2>"$dir/err"
check what_is_needed_is_said "$?:$(grep -c 'install needs --key FILE' "$dir/err")" 2:1
exit $bad
