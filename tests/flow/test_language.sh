#!/bin/bash
# kioskctl language: what it reports of the tree, and of a folder that somebody works on.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
kioskctl=build/${B:-release}/kioskctl
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

"$kioskctl" language report >"$dir/report" 2>"$dir/err"
check the_tree_is_reported_without_a_complaint "$?:$(cat "$dir/err")" 0:
messages=$(grep -hoE '^MSG_[A-Z0-9_]+ ' assets/languages/vi/*.msg | sort -u | wc -l)
for language in assets/languages/*/name; do
    code=$(basename "$(dirname "$language")")
    want="$messages 0 0 0 0 0 0 0 0 $messages"
    case $code in vi | en) want="0 0 0 0 0 $messages $messages $messages 0 $messages" ;; esac
    check "every_message_of_${code}_is_counted" "$(awk -v c="$code" '$1 == c {print $2, $3, $4, $5, $6, $7, $8, $9, $10, $11; exit}' "$dir/report")" "$want"
done
check a_screen_is_counted_by_what_stands_on_it "$(awk '$1 == "summary" {print $2, $3}' "$dir/report")" \
    "$(grep -cE $'\t''(.* )?summary( |$)' assets/languages/screens.tsv) $(grep -cE $'\t''(.* )?summary( |$)' assets/languages/screens.tsv)"
check what_no_person_says_is_told "$(grep -c '^[a-z-]*: no person says any of the 10' "$dir/report")" 8

mkdir -p "$dir/pack/languages/qaa"
cp assets/languages/jra/letters "$dir/pack/languages/qaa"
printf 'name = Qaa\nvietnamese = Qaa\nstrip = comb\nsource = a test\nstate = draft\n' >"$dir/pack/languages/qaa/name"
printf 'MSG_YES = [a\nMSG_NO = ĕ\xcc\x82\n' >"$dir/pack/languages/qaa/a.msg"
"$kioskctl" language report --pack "$dir/pack" >"$dir/report" 2>"$dir/err"
check a_wrong_text_is_told_with_file_and_line "$?:$(grep -c "languages/qaa/a.msg:1: MSG_YES: .*typing font" "$dir/err"):$(grep -c 'qaa/a.msg:2: MSG_NO: .*write ê̆' "$dir/err")" 1:1:1
"$kioskctl" language report --pack "$dir" >/dev/null 2>"$dir/err"
check a_folder_without_languages_is_told "$?:$(grep -c 'holds no languages' "$dir/err")" 1:1
"$kioskctl" language report klingon >/dev/null 2>"$dir/err"
check a_language_that_is_none_is_told "$?:$(grep -c 'no language klingon' "$dir/err")" 1:1
"$kioskctl" language reprot >/dev/null 2>"$dir/err"
check a_wrong_word_is_refused "$?" 2
check the_help_has_an_example "$("$kioskctl" language --help | grep -c 'kioskctl language report$')" 1
exit $bad
