#!/bin/bash
# The forms that are checked in are what their sources give, byte for byte, by the converter of npm's
# cht-conf; and a plain sheet, by somebody who knows nothing of our columns, becomes a form.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
build="python3 assets/tools/form_build.py"
kioskctl=build/${B:-release}/kioskctl
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# A workbook as an officer saves it: labels only, one language. CELL VALUE changes one cell.
workbook() { # FILE [CELL|SHEET!CELL VALUE]
    python3 - "$(assets/tools/converter)/site-packages" "$@" <<'END'
import datetime, sys
sys.path.insert(0, sys.argv[1])
import openpyxl
book = openpyxl.Workbook()
rows = {"survey": [
    ["type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message"],
    ["text", "ho_ten", "Họ và tên của bà con?", "Như trên thẻ", "yes"],
    [],
    ["integer", "so_con", "Bà con có mấy con?", None, True, None, ". >= 0 and . <= 20", "Từ 0 đến 20"],
    ["select_one co_khong", "co_the", "Bà con có thẻ căn cước không?", None, "yes"],
    ["date", "ngay_cap", "Thẻ cấp ngày nào?", None, None, "${co_the} = 'co'", ". <= today()"],
    ["begin repeat", "con", "Con"], ["text", "ten_con", "Con tên là gì?"], ["end repeat"],
    ["note", "xong", "Cảm ơn ${ho_ten}"]],
    "choices": [["list_name", "name", "label"], ["co_khong", "co", "Có"], ["co_khong", "khong", "Không"]],
    "settings": [["form_title", "version"], ["Đơn thử", 2026112601]]}
for name, lines in rows.items():
    sheet = book.create_sheet(name)
    for line in lines:
        sheet.append(line) if line else sheet.append([None])
del book["Sheet"]
for cell, value in [sys.argv[3:5]] if len(sys.argv) > 3 else []:
    sheet, _, cell = ("survey!" + cell).rpartition("!")
    sheet = book[sheet.split("!")[-1]]
    if cell == "title":
        sheet.title = "_"
        sheet.title = value
    elif cell == "merge":
        sheet.merge_cells(value)
    else:
        sheet[cell] = datetime.date.fromisoformat(value[1:]) if value[:1] == "@" else value or None
book.save(sys.argv[2])
END
}

made() { # FILE: what the officer is told, without the folder
    $build --into "$dir/forms" new "$dir/$1" 1.001699 2>&1 | sed "s|$dir/||g"
}

$build check

workbook "$dir/don.xlsx"
check a_plain_workbook_becomes_a_form "$(made don.xlsx | grep -v warning)" \
    "forms/source/1.001699.md
forms/1.001699/form.xml
forms/1.001699/procedure.ini"
kioskctl=build/${B:-release}/kioskctl
"$kioskctl" pack key "$dir/packs.key" >/dev/null
packed() { # FOLDER OUT: the workbook as a signed pack
    assets/tools/form_pack "$dir/don.xlsx" 1.001699 "$dir/$1" >/dev/null 2>&1 &&
        "$kioskctl" pack build "$dir/$1" --key "$dir/packs.key" -o "$dir/$2" >/dev/null
}
packed packed one.pack && packed packed-again two.pack
check it_becomes_a_signed_pack "$("$kioskctl" pack verify "$dir/one.pack" --key "$dir/packs.key.pub" 2>&1 | grep -o 'whole, signed, and sound')" \
    "whole, signed, and sound"
check the_same_sheet_gives_the_same_pack "$(cmp "$dir/one.pack" "$dir/two.pack" && echo same)" same
assets/tools/form_pack tests/fixtures/commune/nha-rong.xlsx 9.000001 "$dir/own" nha-rong >/dev/null 2>&1
rm -f "$dir/own/pack.ini"
check a_communes_own_sheet_becomes_its_own_procedure "$(diff -r "$dir/own" tests/fixtures/commune/folder && echo same)" same
check what_could_be_better_is_told_by_its_row "$(made don.xlsx | grep required_message | head -1)" \
    "don.xlsx: survey rows 2, 4, 5: warning: the field is required without required_message; say in words what is needed"
check it_can_be_filled "$(printf '%s\n' '{"op":"set","ref":"/data/ho_ten","value":"Siu Thử"}' \
    '{"op":"set","ref":"/data/so_con","value":"2"}' '{"op":"set","ref":"/data/co_the","value":"co"}' \
    '{"op":"set","ref":"/data/ngay_cap","value":"2022-05-10"}' \
    '{"op":"set","ref":"/data/con[1]/ten_con","value":"H Lan"}' '{"op":"submit"}' |
    "$kioskctl" form run --now 2026-11-23T08:00:00+07:00 --seed 1 "$dir/forms/1.001699/form.xml" |
    grep -c '"ok":true')" 6
check its_source_is_text_that_gives_the_same "$($build --into "$dir/forms" check)" \
    "ok form_1.001699_is_what_its_source_gives"

wrong() { # NAME CELL VALUE WANT: refused so, at its sheet, row and column; nothing is written
    workbook "$dir/bad.xlsx" "$2" "$3"
    check "$1" "$($build --into "$dir/none" new "$dir/bad.xlsx" 1.001699 2>&1 | sed "s|$dir/||g" |
        grep '^bad' | grep -v warning | cut -c1-110)" "$4"
}
wrong an_unknown_type A4 integr \
    'bad.xlsx: survey row 4, column type: the type "integr" is none a kiosk asks; did you mean "integer"? Types: te'
wrong an_unknown_name F6 "\${co_thee} = 'co'" \
    'bad.xlsx: survey row 6, column relevant: there is no question named "co_thee"; did you mean "co_the"?'
wrong a_missing_list A5 "select_one co_khon" \
    'bad.xlsx: survey row 5, column type: the sheet "choices" has no list_name "co_khon"; did you mean "co_khong"?'
wrong a_bad_name B4 "số con" \
    'bad.xlsx: survey row 4, column name: "số con" is no name: letters, digits and _ only; write "so_con"'
wrong no_name B4 "" \
    'bad.xlsx: survey row 4, column name: the name is missing; write one with letters, digits and _'
wrong no_label C4 "" 'bad.xlsx: survey row 4, column label: what the person is asked is missing; write it'
wrong no_label_of_a_choice 'choices!C3' "" \
    'bad.xlsx: choices row 3, column label: what the person chooses is missing; write it'
wrong the_same_choice_twice 'choices!B3' co \
    'bad.xlsx: choices row 3, column name: "co" is in row 2 already; give it another name'
wrong a_misspelled_column F1 relevent \
    'bad.xlsx: survey row 1, column "relevent": this column is not known; did you mean "relevant"?'
wrong a_column_in_capitals 'choices!C1' Label \
    'bad.xlsx: choices row 1, column "Label": this column is not known; did you mean "label"?'
wrong a_misspelled_label C1 lable \
    'bad.xlsx: survey row 1, column "lable": this column is not known; did you mean "label"?'
wrong an_unknown_language D1 "hint::Tieng Viet" \
    'bad.xlsx: survey row 1, column "hint::Tieng Viet": "Tieng Viet" is no language; did you mean "hint::vi"?'
wrong a_column_nobody_knows D1 zzz \
    'bad.xlsx: survey row 1, column "zzz": this column is not known; mend its name or take it out'
wrong words_beside_the_table L4 "xem lại" \
    'bad.xlsx: survey row 4: "xem lại" stands in a column without a name; name the column or take it out'
wrong a_missing_version 'settings!B2' "" \
    'bad.xlsx: settings row 2, column version: the version is missing; write ten digits, the date and two more: 202'
wrong a_version_that_is_no_date 'settings!B2' 1 \
    'bad.xlsx: settings row 2, column version: "1" is no version; write ten digits, the date and two more: 20261126'
wrong no_settings 'settings!title' cai_dat \
    'bad.xlsx: there are no settings; a sheet "settings" has the columns form_title and version, and one row: Khai '
wrong a_group_without_its_end A9 note \
    'bad.xlsx: survey row 9, column name: the name is missing; write one with letters, digits and _
bad.xlsx: survey row 9, column label: what the person is asked is missing; write it'
wrong a_repeat_that_does_not_end A7 "begin group" \
    'bad.xlsx: survey row 9, column type: end group is expected here: "con" of row 7 is a begin group; write each e'
wrong an_end_too_many A10 "end group" \
    'bad.xlsx: survey row 10, column type: this end group has no begin before it; take the row out'
wrong merged_cells merge C4:C5 \
    'bad.xlsx: survey row 4, column label: merged cells; part them, and write into each its own words'
wrong a_formula C4 '="a"&"b"' \
    'bad.xlsx: survey row 4, column label: a formula; paste its value (Paste special, Values)'
wrong a_date_where_words_belong D4 @2026-11-26 \
    'bad.xlsx: survey row 4, column hint: a date of Excel; make the cell text (Format, Cells, Text) and write the w'
wrong a_date_where_a_rule_belongs G6 @1900-03-01 \
    "bad.xlsx: survey row 6, column constraint: a date of Excel; write the rule as text, the day in it as date('190"
wrong required_in_other_words E4 có \
    'bad.xlsx: survey row 4, column required: "có" is not understood; write yes, or leave it empty'

rule() { # NAME CELL RULE WHAT
    column=relevant
    [ "${2%?}" = G ] && column=constraint
    wrong "$1" "$2" "$3" "bad.xlsx: survey row ${2#?}, column $column: $4"
}
rule a_question_without_its_sign F6 "co_the = 'co'" "co_the is a question; write \${co_the}"
rule a_value_without_quotes F6 "\${co_the} = co" "co is neither a question nor quoted; write 'co'"
rule two_equal_signs F6 "\${co_the} == 'co'" "== is not understood; write ="
rule unequal_of_another_program F6 "\${co_the} <> 'co'" "<> is not understood; write !="
rule a_sign_of_print G4 ". ≥ 0" "≥ is not understood; write >="
rule capitals F6 "\${co_the} = 'co' OR \${so_con} > 2" "OR is not understood; write or"
rule semicolons F6 "if(\${so_con} > 2; true(); false())" "; is not understood; write ,"
rule a_typesetters_quote F6 "\${co_the} = ‘co’" "the quote ‘ is a typesetter's; write '"
rule an_open_brace F6 "\${co_the = 'co'" "\${ is not closed; write \${co_the}"
rule an_open_quote F6 "\${co_the} = 'co" "a quote is not closed: 'co"
rule an_open_bracket G4 "(. >= 0" "a ( is not closed, write its ): (. >= 0"
rule a_day_as_people_write_it G6 ". >= 01/01/1900" "01/01/1900 is no date here; write date('1900-01-01')"
rule a_quoted_day G6 ". >= date('1/12/1900')" "date('1/12/1900') is no date here; write date('1900-12-01')"
wrong what_only_the_kiosk_finds G4 ". >= = 0" \
    'bad.xlsx: survey row 4: constraint: a name is expected here (at "= 0")'

workbook "$dir/image.xlsx" 'choices!D1' image
python3 - "$(assets/tools/converter)/site-packages" "$dir/image.xlsx" <<'END'
import sys
sys.path.insert(0, sys.argv[1])
import openpyxl
book = openpyxl.load_workbook(sys.argv[2])
book["choices"]["D2"] = "house.png"
book.save(sys.argv[2])
END
check an_unknown_picture "$(made image.xlsx)" \
    'image.xlsx: choices row 2, column image: assets/icons has no "house"; did you mean "home.png"?'

workbook "$dir/begin.xlsx" C10 "\${ho_ten} và \${so_con} người con, máy cảm ơn bà con đã khai đủ."
check words_that_begin_with_an_answer_are_kept "$(REPLACE=1 made begin.xlsx >/dev/null
    grep -c '<output value="/data/ho_ten"/> và <output value="/data/so_con"/> người con' "$dir/forms/1.001699/form.xml")" 1
card() { # NAME FIELD WANT: row 5, yes or no, is filled from the card
    workbook "$dir/card.xlsx" D1 bind::kiosk:card
    python3 - "$(assets/tools/converter)/site-packages" "$dir/card.xlsx" "$2" <<'END'
import sys
sys.path.insert(0, sys.argv[1])
import openpyxl
book = openpyxl.load_workbook(sys.argv[2])
book["survey"]["D2"] = None
book["survey"]["D5"] = sys.argv[3]
book.save(sys.argv[2])
END
    check "$1" "$($build --into "$dir/none" new "$dir/card.xlsx" 1.001699 2>&1 | sed "s|$dir/||g" | grep -v warning)" "$3"
}
card a_list_of_other_words_than_the_cards sex \
    'card.xlsx: survey row 5, column bind::kiosk:card: the card says male or female; the choices of "co_khong" must be named so'
card a_field_no_card_has age \
    'card.xlsx: survey row 5, column bind::kiosk:card: the card has no field "age"; write one of: name, id, birth, sex, issued, commune, detail'

cat >"$dir/commune.md" <<'END'
## survey
| type | name | like | label | label::en |
|---|---|---|---|---|
| | xa | commune | Bà con ở xã nào? | Which commune? |
## settings
| form_title | version |
|---|---|
| Đơn thử | 2026112601 |
END
check lists_of_ours_come_with_it "$($build --into "$dir/listed" new "$dir/commune.md" 1.001699 2>&1 | grep -c form.xml
    ls "$dir/listed/1.001699")" "1
communes.csv
form.xml
procedure.ini"

told() { # NAME CELL VALUE WANT: taken, with a warning
    workbook "$dir/odd.xlsx" "$2" "$3"
    check "$1" "$(REPLACE=1 made odd.xlsx | grep "^odd.*${4:12:20}")" "$4"
}
told a_value_no_list_has F6 "\${co_the} = 'Có'" \
    'odd.xlsx: survey row 6, column relevant: warning: the list "co_khong" has no name "Có"; did you mean "co"?'
told a_repeat_nobody_can_name B7 con \
    'odd.xlsx: survey row 7, column short: warning: the kiosk cannot say what one of these is called; write it here, in one word ("con")'
told a_long_label C4 "Bà con cho máy biết năm nay trong nhà mình có tất cả mấy người con còn nhỏ?" \
    'odd.xlsx: survey row 4, column label: warning: 75 letters, at most 60 are easily read; say it shorter'
workbook "$dir/cap.xlsx" title Survey
check a_sheet_in_capitals_is_read "$(REPLACE=1 made cap.xlsx | grep -c '^forms')" 3

REPLACE=1 made don.xlsx >/dev/null
before=$(cat "$dir"/forms/source/* "$dir"/forms/1.001699/form.xml | sha256sum)
workbook "$dir/other.xlsx" C4 "Mấy con?"
check a_form_that_exists_is_not_thrown_away "$(made other.xlsx | grep already)" \
    "1.001699 already has a form (forms/source/1.001699.md), and this file gives another; change that one and run \`make forms\`, or add REPLACE=1, which throws it away"
check it_is_untouched "$(cat "$dir"/forms/source/* "$dir"/forms/1.001699/form.xml | sha256sum)" "$before"
check the_same_file_again_is_no_loss "$(made don.xlsx | grep -c '^forms')" 3
check she_may_replace_it "$(REPLACE=1 made other.xlsx >/dev/null; grep -c 'Mấy con?' "$dir/forms/source/1.001699.md")" 1
check a_refused_file_writes_nothing "$(ls "$dir/none" 2>&1 | grep -c source)" 0
check a_code_of_no_procedure_is_refused "$($build --into "$dir/none" new "$dir/don.xlsx" 9.999999 2>&1)" \
    "9.999999: no procedure has this code; assets/data/procedures.csv has them in its first column (grep its name there)"
check a_file_that_is_no_workbook_is_said "$(echo x >"$dir/no.xlsx"; made no.xlsx | cut -c1-50)" \
    "no.xlsx: this is not an .xlsx workbook (File is no"
