#!/bin/bash
# kioskctl's own commands from outside: bytes on standard input, words on standard output.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
kioskctl=build/${B:-release}/kioskctl
vectors=tests/fixtures/cccd_qr_vectors.tsv

# result, or result:reason, of the payload on standard input
verdict() {
    "$kioskctl" card --now 2026-11-23 | sed -E \
        's/^\{"result":"([a-z]+)","reasons":\[("([a-z0-9-]+)")?\].*/\1:\3/; s/:$//'
}

wrong=0
while IFS=$'\t' read -r id expect payload _; do
    case $id in V27 | V28 | \#*) continue ;; esac
    got=$(printf '%b\n' "$payload" | verdict)
    if [ "$got" != "$expect" ]; then
        echo "# $id: got $got, want $expect"
        wrong=$((wrong + 1))
    fi
done <$vectors
check every_card_vector_is_judged_as_written "$wrong" 0

v01=$(awk -F'\t' '$1 == "V01" { print $3 }' $vectors)
check a_long_payload_is_rejected "$(
    echo "${v01/Làng Mẫu/$(head -c 2000 /dev/zero | tr '\0' x)}" | verdict
)" reject:length
check a_broken_encoding_is_rejected "$(echo "${v01/Th/$'\xff'}" | verdict)" reject:utf8
check the_old_address_leads_to_a_unit_of_today "$(
    echo "$v01" | "$kioskctl" card | grep -o '"commune":{"result":"exact","code":"23767"'
)" '"commune":{"result":"exact","code":"23767"'
check a_split_unit_is_asked_about "$(
    echo "${v01/Ia Hrung, Ia Grai, Gia Lai/Canh Liên, Vân Canh, Bình Định}" |
        "$kioskctl" card | grep -o '"commune":{"result":"ask"'
)" '"commune":{"result":"ask"'
check it_works_from_any_directory "$(
    tool=$PWD/$kioskctl
    cd / && echo "$v01" | "$tool" card | cut -c1-15
)" '{"result":"ok",'

check telex_is_the_default "$(echo 'nguowif hoaf' | "$kioskctl" type)" 'người hòa'
check vni_and_new_tone_place "$(echo 'hoa2' | "$kioskctl" type --method vni --new-tone)" 'hoà'
check lines_stay_in_step "$(printf 'as\n\n\xff\ndd\n' | "$kioskctl" type 2>/dev/null | tr '\n' /)" 'á//�/đ/'
check a_wrong_byte_is_told_with_its_line "$(printf 'as\nvieejt\xff nam\n' | "$kioskctl" type 2>&1 >/dev/null)" \
    'type: line 2: not UTF-8; each wrong byte is written as U+FFFD'
check and_the_rest_of_its_line_is_typed "$(printf 'vieejt\xff nams' | "$kioskctl" type 2>/dev/null)" 'việt� nám'
check a_line_of_any_length_is_typed "$(yes 'nguowif' | head -30000 | tr '\n' ' ' | "$kioskctl" type |
    tr ' ' '\n' | sort | uniq -c | xargs)" '1 30000 người'
"$kioskctl" tyep >/dev/null 2>&1
check an_unknown_command_ends_with_two $? 2
check and_names_the_nearest "$("$kioskctl" tyep 2>&1 | grep -o 'did you mean type')" 'did you mean type'
check wrong_use_says_where_help_is_and_ends_with_two "$(
    for use in 'card x' 'devices x' 'form check' 'form list x' 'form run' 'form validate' log officer receipt search \
        'selftest x' staff studio 'studio x' 'type x' xpath; do
        words=$("$kioskctl" $use 2>&1 >/dev/null </dev/null)
        [ "$? $(echo "$words" | grep -c "^kioskctl ${use% x}: .*[.?] See kioskctl ${use% x} --help\.$")" = "2 1" ] || echo "$use: $words"
    done
)" ""
check search_tells_code_title_score "$("$kioskctl" search --limit 1 dk khai sinh)" \
    "$(printf '1.001193\tĐăng ký khai sinh\t999')"
check search_takes_either_code "$("$kioskctl" search --limit 1 1.012818 | cut -f1,3)" \
    "$(printf '1.115353\t1000')"
check form_list_tells_code_title_kind_languages "$("$kioskctl" form list | head -1 | cut -f1-3)" \
    "$(printf '1.001193\tĐăng ký khai sinh\tfillable')"
check form_list_offers_nothing_repealed "$("$kioskctl" form list | grep -c '^1.012818')" 0
check form_list_knows_every_procedure "$("$kioskctl" form list | awk -F'\t' '
    NF == 4 && ($3 == "fillable" || $3 == "information-only") && $4 ~ /^vi/ {n++} END {print (n >= 388)}')" 1
"$kioskctl" officer 2>/dev/null
check officer_needs_a_state_folder $? 2
"$kioskctl" officer --state /nonexistent "Chị Thủy" 2>/dev/null
check officer_without_a_courier_fails $? 1
staff=$(mktemp -d)
check a_staff_pin_comes_from_standard_input "$(echo 280519 | "$kioskctl" staff pin --state "$staff" && cut -c1-24 "$staff/staff.pin")" \
    "$(printf 'the PIN is set; it holds from now on\n$argon2id$v=19$m=65536,t')"
echo 123456 | "$kioskctl" staff pin --state "$staff" 2>/dev/null
check a_staff_pin_anybody_guesses_is_refused $? 1
"$kioskctl" staff pin 280519 --state "$staff" 2>/dev/null </dev/null
check a_staff_pin_is_no_argument $? 2
"$kioskctl" staff province --state "$staff" >"$staff/office"
check the_secret_is_kept_as_it_was_told "$(cmp "$staff/office" "$staff/staff.province" && stat -c %a "$staff/staff.province")" 640
check a_code_has_eight_digits "$("$kioskctl" staff code officer 48291307 <"$staff/office" | grep -c '^[0-9]\{8\}$')" 1
"$kioskctl" staff code officer 4829 <"$staff/office" 2>/dev/null
check a_number_has_eight_digits $? 1
echo 280519 | "$kioskctl" staff code officer 48291307 2>/dev/null
check another_line_is_no_secret $? 1
"$kioskctl" staff code chief 48291307 --state "$staff" <"$staff/office" 2>/dev/null
check a_code_is_for_a_role $? 2
rm -rf "$staff"
