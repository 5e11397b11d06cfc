#!/bin/bash
# kioskctl form and xpath from outside, with the birth form and forms that are wrong.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
kioskctl=build/${B:-release}/kioskctl
form=assets/forms/1.001193/form.xml
now=2026-11-23T08:00:00+07:00
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# Answers of a mother who scanned no card, one "ref value" a line, as operations.
answers() {
    while read -r ref value; do
        echo "{\"op\":\"set\",\"ref\":\"/data/$ref\",\"value\":\"$value\"}"
    done <<'ANSWERS'
requester/HoVaTenC Rơ Châm H'Yên
requester/SoDinhDanhC 064301000123
requester/NgayCapDDC 2022-05-10
requester/nycNoiCuTru_TrongNuoc_Xa 23563
requester/QuanHe me
child/nksLoaiKhaiSinh chi_me
child/HoTenKS Rơ Châm H'Lan
child/NgaySinhChon 2026-11-16
child/GioiTinhKS nu
child/NoiSinhKieu tram_y_te
child/nksNoiSinh_TrongNuoc_Xa 23563
papers/GiayMangTheo me
mother/NamSinhMeKS 2001
mother/DanTocMeKS 10
child/QueQuanTheo me
child/nksQueQuan_TrongNuoc_Xa 23563
copies/CapBanSao khong
papers/birth_notice birth_notice.jpg
ANSWERS
    echo '{"op":"submit"}'
}

drive() {
    "$kioskctl" form run --now $now --seed 1 "$@" $form
}

check every_form_is_inside_the_profile "$(
    "$kioskctl" form check --strict assets/forms/*/form.xml | grep -v ': warning: '; echo "${PIPESTATUS[0]}"
)" 0
sed '0,/<= today()/s//<= todaay()/; 0,/&lt;= today()/s//\&lt;= todaay()/' $form >"$dir/bad.xml"
check a_wrong_form_is_refused_with_line_and_path "$(
    "$kioskctl" form check --media "$(dirname $form)" "$dir/bad.xml" |
        grep -v ': warning: ' | sed -E "s|$dir/||; s/:[0-9]+:/:N:/; s/(todaay\(\)).*/\1/"
)" "bad.xml:N: /h:html/h:head/model/bind[@nodeset='/data/requester/NgayCapDDC']: constraint: the function todaay()"
check a_finding_is_also_json "$(
    "$kioskctl" form check --json --media "$(dirname $form)" "$dir/bad.xml" | head -1 |
        python3 -c 'import json, sys; print(*json.loads(sys.stdin.readline()))'
)" "file line path kind message"
check a_missing_file_is_said "$("$kioskctl" form check nothing.xml; echo $?)" \
    "nothing.xml:0: : the file cannot be read; check its name
1"
check a_missing_list_is_said "$(
    "$kioskctl" form check --media "$dir" $form | grep -o 'warning: the list communes.csv is missing'
    "$kioskctl" form check --strict --media "$dir" $form | grep -o ': the list communes.csv is missing'
    echo "${PIPESTATUS[0]}"
)" "warning: the list communes.csv is missing
: the list communes.csv is missing
1"
sed '0,/calculate="/s//calculate="concat(\/data\/nowhere, 1) + /' $form >"$dir/name.xml"
check a_name_that_is_not_there_is_warned_of_and_strictly_refused "$(
    for strict in "" --strict; do
        "$kioskctl" form check $strict --media "$(dirname $form)" "$dir/name.xml" |
            grep -o ': \(warning: \)\?calculate: there is no field nowhere, so'
        echo "${PIPESTATUS[0]}"
    done
)" ": warning: calculate: there is no field nowhere, so
0
: calculate: there is no field nowhere, so
1"
check what_no_source_was_read_for_is_marked_for_the_officer "$(
    awk -F'\t' '$2 == "1.115353" && /chưa đối chiếu/ {print $4}' build/gen/portal-labels.tsv
)" /data/certificate/SaiGi
check the_list_of_procedures_tells_which_can_be_filled "$(
    "$kioskctl" form list | grep -P '\tfillable\t' | sort
)" "$(for ini in $(grep -L '^state = withdrawn' assets/forms/*/procedure.ini); do
    printf '%s\t%s\tfillable\tvi,en\n' "$(basename "$(dirname "$ini")")" "$(sed -n 's/^title = //p' "$ini" | head -1)"
done | sort)"

answers | drive >"$dir/run"
tail -1 "$dir/run" | python3 -c '
import json, sys
open(sys.argv[1], "w").write(json.loads(sys.stdin.readline())["instance"])' "$dir/instance.xml"
check a_whole_birth_registration_can_be_submitted "$(grep -v '"ok":true' "$dir/run" |
    sed 's|$|: a new question? its answer goes into answers() above|'; grep -c '"ok":true' "$dir/run")" \
    "$(answers | wc -l)"
check what_was_submitted_validates "$(
    "$kioskctl" form validate --now $now "$dir/instance.xml" $form; echo $?
)" 0
sed 's|<GioiTinhKS>nu<|<GioiTinhKS>x<|' "$dir/instance.xml" >"$dir/wrong.xml"
check a_changed_answer_does_not_validate "$(
    "$kioskctl" form validate --now $now "$dir/wrong.xml" $form; echo $?
)" "/data/child/GioiTinhKS: type
1"
sed 's|<GioiTinhKS>nu</GioiTinhKS>||' "$dir/instance.xml" >"$dir/lost.xml"
check a_lost_answer_does_not_validate "$(
    "$kioskctl" form validate --now $now "$dir/lost.xml" $form | head -c 26
)" "/data/child/GioiTinhKS: re"
answers | drive >"$dir/again"
check equal_runs_give_equal_bytes "$(cmp "$dir/run" "$dir/again" && echo same)" same
check submit_tells_what_is_missing "$(
    echo '{"op":"submit"}' | drive | grep -o '"ref":"/data/child/HoTenKS","kind":"required"'
)" '"ref":"/data/child/HoTenKS","kind":"required"'
check garbage_lines_are_refused_and_the_run_goes_on "$(
    { printf 'garbage\n[1]\n\n\377\n{"op":1}\n{"op":"dance"}\n{"op":"set"}\n{"op":"add"}\n'
        printf '{"op":"set","ref":"/data/child/HoTenKS","value":5}\n{"op":"remove","ref":"/"}\n'
        head -c 2000000 /dev/zero | tr '\0' '['
        printf '\n{"op":"state"}\n'; } | drive | grep -o '^{"ok":[a-z]*' | sort | uniq -c | xargs
)" '11 {ok:false 1 {ok:true'

# --- repeats, wide pages, long answers ---
html="<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'
xmlns:jr='http://openrosa.org/javarosa'><h:head><h:title>T</h:title><model><instance><data id='t'>"
{
    echo "$html<p jr:template=''><a/><q jr:template=''><b/></q></p>"
    printf '<w%d/>' $(seq 300)
    echo "</data></instance>"
    printf "<bind nodeset='/data/w%d' required='true()'/>" $(seq 300)
    echo "</model></h:head><h:body><group appearance='field-list'>"
    printf "<input ref='/data/w%d'><label>W</label></input>" $(seq 300 | sed 's/.*/&/')
    echo "</group><group ref='/data/p'><label>P</label><repeat nodeset='/data/p'><input ref='/data/p/a'>
<label>A</label></input><group ref='/data/p/q'><label>Q</label><repeat nodeset='/data/p/q'><input
ref='/data/p/q/b'><label>B</label></input></repeat></group></repeat></group></h:body></h:html>"
} >"$dir/wide.xml"
ops() { printf '%s\n' "$@" | "$kioskctl" form run --now $now --seed 1 "$dir/wide.xml"; }
check next_tells_every_problem_of_the_page "$(ops '{"op":"next"}' | grep -o '"kind":"required"' | wc -l)" 300
check a_repeat_is_added_by_its_reference_and_removed_by_its_instance "$(
    ops '{"op":"add","ref":"/data/p"}' '{"op":"add","ref":"/data/p"}' \
        '{"op":"add","ref":"/data/p[2]/q"}' '{"op":"remove","ref":"/data/p[1]"}' '{"op":"state"}' |
        tail -1 | grep -o '"ref":"/data/[^w"]*"' | xargs
)" 'ref:/data/p[1] ref:/data/p[1]/a ref:/data/p[1]/q[1] ref:/data/p[1]/q[1]/b ref:/data/meta ref:/data/meta/instanceID'
check repeats_stand_where_the_form_writes_them "$(
    ops '{"op":"add","ref":"/data/p"}' '{"op":"state"}' | tail -1 | grep -o '"ref":"/data/[^"]*"' | head -1
)" '"ref":"/data/p[1]"'
check a_long_answer_is_kept_whole "$(
    ops "{\"op\":\"set\",\"ref\":\"/data/w1\",\"value\":\"$(printf 'ư%.0s' $(seq 10000))\"}" |
        grep -o 'ư' | wc -l
)" 10000

printf '<a><b>3</b><b>4</b></a>' >"$dir/a.xml"
{
    echo "$html<p/><c/></data></instance><instance id='l' src='jr://file-csv/list.csv'/>"
    echo "</model></h:head><h:body>"
    for pair in "p " "c [province=/data/p]"; do
        echo "<select1 ref='/data/${pair%% *}'><label>L</label><itemset
nodeset=\"instance('l')/root/item${pair#* }\"><value ref='name'/><label ref='label'/></itemset></select1>"
    done
    echo "</h:body></h:html>"
} >"$dir/long.xml"
awk 'BEGIN {print "name,label,province,district"; for (i = 0; i < 12600; i++) print "c" i ",Xã " i ",c" i % 63 ",d" i % 630}' \
    >"$dir/list.csv"
check a_list_of_63000_fields_is_offered_whole_and_filtered "$(
    printf '%s\n' '{"op":"set","ref":"/data/p","value":"c5"}' '{"op":"next"}' |
        "$kioskctl" form run "$dir/long.xml" | awk '{print gsub(/"value":"c[0-9]+","label"/, "")}' | xargs
)" "12600 200"

check xpath_prints_type_and_value "$("$kioskctl" xpath "$dir/a.xml" 'sum(/a/b)')" \
    "$(printf 'number\t7')"
check xpath_takes_a_context_node "$("$kioskctl" xpath "$dir/a.xml" '. + 1' --ref '/a/b[2]')" \
    "$(printf 'number\t5')"
check xpath_has_a_clock "$("$kioskctl" xpath "$dir/a.xml" 'today()' --now $now)" \
    "$(printf 'string\t2026-11-23')"
check xpath_refuses_with_exit_1 "$("$kioskctl" xpath "$dir/a.xml" '@b'; echo $?)" \
    "$(printf 'error\tattributes cannot be read; use an element (column 1)\n1')"
