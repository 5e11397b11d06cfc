#!/bin/bash
# kioskctl language: what it reports of the tree, and of a folder that somebody works on.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
kioskctl=build/${B:-release}/kioskctl
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

"$kioskctl" language report >"$dir/report" 2>"$dir/err"
check the_tree_is_reported_without_a_complaint "$?:$(head -c 300 "$dir/err")" 0:
messages=$(grep -hoE '^MSG_[A-Z0-9_]+ ' assets/languages/vi/*.msg | sort -u | wc -l)
for language in assets/languages/*/name; do
    code=$(basename "$(dirname "$language")")
    case $code in
    vi | en) echo "$code 0 0 0 0 0 $messages $messages $messages 0 $messages" ;;
    *) echo "$code $messages 0 0 0 0 0 0 0 0 $messages" ;;
    esac
done | sort >"$dir/want"
awk '/^$/ {exit} NR > 2 {print $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11}' "$dir/report" | sort >"$dir/got"
check every_message_of_every_language_is_counted "$(diff "$dir/want" "$dir/got")" ""
check a_screen_is_counted_by_what_stands_on_it "$(awk '$1 == "summary" {print $2, $3}' "$dir/report")" \
    "$(grep -cE $'\t''(.* )?summary( |$)' assets/languages/screens.tsv) $(grep -cE $'\t''(.* )?summary( |$)' assets/languages/screens.tsv)"
check what_no_person_says_is_told "$(grep -c '^[a-z-]*: no person says any of the 10' "$dir/report")" 8

# Texts of forms, procedures and routes are messages too: as they stand there now.
mkdir -p "$dir/content/vi" "$dir/content/en"
python3 -B assets/tools/content_messages.py "$dir/content" assets/forms assets/data/routes
for file in vi/content.msg en/content.msg content.tsv; do
    check "the_forms_texts_are_in_${file//[.\/]/_}" "$(cmp "$dir/content/$file" "assets/languages/$file" 2>&1 && echo same || echo 'make content')" same
done

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

# Which sentences failed: a kiosk's table, the largest first, few people as "<5".
"$kioskctl" language counts --state "$dir" >"$dir/out" 2>"$dir/err"
check a_kiosk_without_visits_has_no_counts "$?:$(head -c 300 "$dir/err"):$(grep -c 'counts nothing yet' "$dir/out")" 0::1
printf '# sentences 1 since 2026-11-01: x\n-\t-\t0\t0\t0\t0\t9\t0\njra\tneed\t4\t0\t0\t1\t0\t0\nvi\tMSG_YES\t20\t5\t0\t0\t0\t0\n' >"$dir/sentences.tsv"
"$kioskctl" language counts --state "$dir" >"$dir/out" 2>"$dir/err"
check what_failed_most_comes_first "$?:$(head -c 300 "$dir/err"):$(tail -3 "$dir/out" | tr -s ' ' | tr '\n' /)" \
    "0::vi 20 5 0 0 0 0 MSG_YES/jra <5 0 0 <5 0 0 need/- 0 0 0 0 9 0 (more than the table holds)/"
check one_language_alone "$("$kioskctl" language counts jra --state "$dir" | grep -c 'MSG_YES\|need$')" 1
echo no table >"$dir/sentences.tsv"
"$kioskctl" language counts --state "$dir" >/dev/null 2>"$dir/err"
check what_is_no_table_is_told "$?:$(grep -c 'cannot be read' "$dir/err")" 1:1
"$kioskctl" language counts >/dev/null 2>&1
check counts_need_a_state_directory "$?" 2

# The two languages of the tests (tests/tools/pseudo_languages.py), read as a pack is.
pseudo=build/pseudo
"$kioskctl" language report --pack $pseudo >"$dir/report" 2>"$dir/err"
check the_languages_of_the_tests_are_recorded_whole "$?:$(head -c 300 "$dir/err"):$(grep -c 'a person says every core sentence' "$dir/report"):$(awk -v m="$messages" '$5 == m && $10 == m' "$dir/report" | wc -l)" 0::2:2
unused() { # CODE: letters of it that no text of the tests' language has
    cat $pseudo/languages/qaa-x-"$1"/*.msg | LC_ALL=C.UTF-8 awk -v letters="$(sed -n 's/^letters = //p' assets/languages/"$1"/letters)" '
        {text = text tolower($0) "\n"} END {n = split(letters, l, " "); for (i = 1; i <= n; i++) if (!index(text, l[i])) print l[i]}'
}
check every_letter_of_both_alphabets_is_used "$(unused jra)$(unused bdq)" ""
letters() { LC_ALL=C.UTF-8 awk -F' = ' '$1 !~ /say$/ {gsub(/\xcc\x86|\\n/, "", $2); n += length($2)} END {print n}' "$@"; }
longer=$(($(letters $pseudo/languages/qaa-x-jra/*.msg) * 100 / $(letters assets/languages/vi/*.msg)))
check they_are_two_fifths_longer "$([ $longer -ge 138 ] && [ $longer -le 160 ] && echo yes || echo $longer)" yes
check every_text_of_them_is_marked "$(grep -h '^MSG' $pseudo/languages/qaa-x-*/*.msg | grep -vc '= ⁅.*⁆$')" 0

# Out, in, and the same again.
cp -r $pseudo "$dir/copy"
for code in qaa-x-jra qaa-x-bdq; do
    "$kioskctl" language export $code --pack $pseudo -o "$dir/$code.csv"
    check "a_sheet_of_${code}_comes_back_unchanged" "$("$kioskctl" language import $code "$dir/$code.csv" --pack "$dir/copy" 2>&1 | tail -c 300)" \
        "$code: $messages rows with a text, 0 of them new or changed; 0 without one, 0 refused"
    check "and_leaves_every_file_of_${code}_as_it_was" "$(diff -r $pseudo/languages/$code "$dir/copy/languages/$code" && echo same)" same
done
# Into an empty folder: all of it comes, as it was read; recordings count where the clips are.
code=qaa-x-jra
mkdir -p "$dir/new/languages/$code"
cp $pseudo/languages/$code/name $pseudo/languages/$code/letters "$dir/new/languages/$code"
cp $pseudo/clips-$code.pak "$dir/new"
"$kioskctl" language import $code "$dir/$code.csv" --pack "$dir/new" >"$dir/out" 2>"$dir/err"
check an_empty_folder_takes_a_whole_sheet "$?:$(head -c 300 "$dir/err"):$(cut -d, -f1 <"$dir/out")" "0::$code: $messages rows with a text"
"$kioskctl" language export $code --pack "$dir/new" -o "$dir/again.csv"
check nothing_is_lost_on_the_way "$(cmp "$dir/$code.csv" "$dir/again.csv" && echo same)" same
sed -i 's/^\(MSG_YES,.*\),recorded,nobody,/\1,recorded,,/; s/^\(MSG_NO,.*,\)⁅/\1[⁅/' "$dir/again.csv"
cp -r "$dir/new" "$dir/before"
"$kioskctl" language import $code "$dir/again.csv" --pack "$dir/new" >"$dir/out" 2>"$dir/err"
status=$?
row() { grep -n "^$1," "$dir/again.csv" | cut -d: -f1; }
check refused_rows_are_named "$status:$(grep -c 'column reviewer: it is empty' "$dir/err"):$(grep -c "line $(row MSG_NO)), column text: letter 1, \"\[\"" "$dir/err"):$(grep -o '[0-9]* refused' "$dir/out")" "1:1:1:2 refused"
check refused_rows_change_nothing "$(diff -r "$dir/before" "$dir/new" && echo same)" same
"$kioskctl" language export klingon >/dev/null 2>"$dir/err"
check what_is_no_language_is_not_exported "$?:$(grep -c 'klingon' "$dir/err")" 1:1

# Every figure of the report is counted anew by a program that shares nothing with it; of a language half
# way, too: rows gone, texts gone, changed after they were signed, read and not recorded, checked in the field.
count() { # LANGUAGES CLIPS REPORT
    python3 -B tests/tools/count_languages.py "$1" "$2" assets/languages/screens.tsv assets/languages/core <"$3" 2>&1 | tail -5 | sed "s#^[0-9]\{3,\} figures#many figures#"
}
"$kioskctl" language report >"$dir/report"
check every_figure_of_the_tree_is_right "$(count assets/languages build/assets "$dir/report")" "many figures compared, 0 wrong"
"$kioskctl" language report --pack $pseudo >"$dir/report"
check every_figure_of_the_tests_languages_is_right "$(count $pseudo/languages $pseudo "$dir/report")" "many figures compared, 0 wrong"
cp -rL $pseudo "$dir/half"
awk '!/^MSG_/ {print; next} {n++} n % 7 == 1 {sub("recorded", "reviewed")} n % 7 == 2 {sub("recorded", "field-checked")}
    n % 7 == 3 {sub(/.$/, "0")} n % 7 != 4 {print}' $pseudo/languages/qaa-x-jra/state >"$dir/half/languages/qaa-x-jra/state"
sed -i '/^MSG_OFFICER_TITLE/d' "$dir/half/languages/qaa-x-jra/"*.msg "$dir/half/languages/qaa-x-jra/state"
said_in() { # CODE MSG: what is said, as its folder has it
    sed -n "s/^$2\(\.say\)\? = //p" "$dir/half/languages/$1"/*.msg | tail -1
}
for code in qaa-x-jra qaa-x-bdq; do
    python3 -B tests/tools/drop_clip.py "$dir/half/clips-$code.pak" "$(said_in $code MSG_IDLE_TITLE)" "$dir/half/clips-$code.pak"
done
"$kioskctl" language report --pack "$dir/half" >"$dir/report" 2>/dev/null
check every_figure_of_a_language_half_way_is_right "$(count "$dir/half/languages" "$dir/half" "$dir/report")" "many figures compared, 0 wrong"
check it_is_half_way "$(awk '$1 == "qaa-x-jra" {print ($2 > 0) ($3 > 200) ($4 > 200) ($5 > 200) ($6 > 200) ($7 == 0); exit}' "$dir/report")" 111111

# One clip gone: the message and its screen are told, in every language. Of the tree the same is said by the
# test of every message (unit-speech), which reads the clips wherever they are.
gone() { grep 'has no clip' "$dir/report"; }
check a_clip_that_is_gone_is_told_with_its_screen "$(gone | grep qaa-x-bdq)" "qaa-x-bdq: MSG_IDLE_TITLE has no clip; it stands on dialog"
for code in vi en; do
    mkdir -p "$dir/gone-$code/pack"
    ln -sf "$PWD"/assets/* "$PWD"/build/assets/* "$dir/gone-$code/" 2>/dev/null
    ln -s "$PWD/assets/languages" "$dir/gone-$code/pack/languages"
    ln -sf "$PWD"/build/assets/clips-*.pak "$dir/gone-$code/pack/"
    rm "$dir/gone-$code/clips-$code.pak" "$dir/gone-$code/pack/clips-$code.pak"
    text=$(sed -n 's/^MSG_NEED_TITLE = //p' assets/languages/$code/*.msg)
    python3 -B tests/tools/drop_clip.py build/assets/clips-$code.pak "$text" "$dir/gone-$code/clips-$code.pak"
    cp "$dir/gone-$code/clips-$code.pak" "$dir/gone-$code/pack/"
    "$kioskctl" language report --pack "$dir/gone-$code/pack" >"$dir/report" 2>/dev/null
    check "a_clip_of_${code}_that_is_gone_is_told_with_its_screen" "$(gone)" "$code: MSG_NEED_TITLE has no clip; it stands on need studio-cover"
    RONG_ASSETS=$dir/gone-$code build/${B:-release}/tests/test_speech >"$dir/out" 2>&1
    check "and_fails_the_test_of_every_message_in_$code" "$?:$(grep -o '^# MSG_NEED_TITLE has no clip of its own in [a-z]*\|it stands on need studio-cover$' "$dir/out" | tr '\n' '/'):$(grep -c '^not ok every_message_has_its_clips' "$dir/out")" \
        "1:# MSG_NEED_TITLE has no clip of its own in $code/it stands on need studio-cover/:1"
done
"$kioskctl" language report >"$dir/report"
check no_clip_is_gone "$(gone)" ""
"$kioskctl" language report --pack $pseudo >"$dir/report"
check nor_one_of_the_tests_languages "$(gone)" ""
exit $bad
