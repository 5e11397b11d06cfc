#!/bin/bash
# The forms that are checked in are what their sources give, byte for byte, by the converter of npm's
# cht-conf; and a plain sheet, by somebody who knows nothing of our columns, becomes a form.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
build="python3 assets/tools/form_build.py"
kioskctl=build/${B:-release}/kioskctl
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

check() { # NAME GOT WANT
    if [ "$2" = "$3" ]; then
        echo "ok $1"
    else
        echo "# got '$2', want '$3'"
        echo "not ok $1"
    fi
}

# A workbook as an officer saves it: labels only, one language. ROW CELL VALUE changes one cell.
workbook() { # FILE [CELL VALUE]
    python3 - "$(assets/tools/converter)/site-packages" "$@" <<'END'
import sys
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
    book["survey"][cell] = value or None
book.save(sys.argv[2])
END
}

made() { # FILE: what the officer is told, without the folder
    $build --into "$dir/forms" new "$dir/$1" 9.999999 2>&1 | sed "s|$dir/||g"
}

$build check

workbook "$dir/don.xlsx"
check a_plain_workbook_becomes_a_form "$(made don.xlsx | grep -v warning)" \
    "forms/source/9.999999.md
forms/9.999999/form.xml
forms/9.999999/procedure.ini"
check what_could_be_better_is_told_by_its_row "$(made don.xlsx | grep warning | head -1)" \
    "don.xlsx: row 2: warning: the field is required without required_message; say in words what is needed"
check it_can_be_filled "$(printf '%s\n' '{"op":"set","ref":"/data/ho_ten","value":"Siu Thử"}' \
    '{"op":"set","ref":"/data/so_con","value":"2"}' '{"op":"set","ref":"/data/co_the","value":"co"}' \
    '{"op":"set","ref":"/data/ngay_cap","value":"2022-05-10"}' \
    '{"op":"set","ref":"/data/con[1]/ten_con","value":"H Lan"}' '{"op":"submit"}' |
    "$kioskctl" form run --now 2026-11-23T08:00:00+07:00 --seed 1 "$dir/forms/9.999999/form.xml" |
    grep -c '"ok":true')" 6
check its_source_is_text_that_gives_the_same "$($build --into "$dir/forms" check)" \
    "ok form_9.999999_is_what_its_source_gives"

wrong() { # NAME CELL VALUE WANT
    workbook "$dir/bad.xlsx" "$2" "$3"
    check "$1" "$(made bad.xlsx | grep '^bad' | grep -v warning | cut -c1-90)" "$4"
}
wrong an_unknown_type_is_told_by_its_row A4 integr \
    'bad.xlsx: row 4: the type "integr" is none a kiosk asks; use text, integer, date, select_o'
wrong an_unknown_name_is_told_by_its_row F6 "\${co_thee} = 'co'" \
    'bad.xlsx: row 6: there is no question named "co_thee"; check its spelling'
wrong a_missing_list_is_told_by_its_row A5 "select_one co_khon" \
    'bad.xlsx: row 5: the sheet "choices" has no list_name "co_khon"'
wrong a_bad_name_is_told_by_its_row B4 "so con" \
    "bad.xlsx: row 4: Invalid question name 'so con'. Names must begin with a letter, colon, or"
wrong a_wrong_rule_is_told_by_its_row G4 ". >= = 0" \
    'bad.xlsx: row 4: constraint: a name is expected here (column 6)'
check a_file_that_is_no_workbook_is_said "$(echo x >"$dir/no.xlsx"; made no.xlsx | cut -c1-50)" \
    "no.xlsx: this is not an .xlsx workbook (File is no"
