#!/bin/sh
# The practice portal over real lines: every row of the rest contract, every fault, TLS, restarts.
# Prints "ok NAME" and "not ok NAME". Uses the portal of build/$B (release).
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
portal=build/${B:-release}/practice-portal
# In memory, where there is some: it is killed here, but the power stays on.
[ -w /dev/shm ] && dir=$(mktemp -d -p /dev/shm) || dir=$(mktemp -d)
pid=

stop() {
    if [ -n "$pid" ]; then
        kill "$pid"
        wait "$pid"
        status=$?
        pid=
        return $status
    fi
}
finish() {
    stop
    rm -rf "$dir"
}
trap finish EXIT

# start OPTION... : a portal on a free port; sets $url
start() {
    : >"$dir/out"
    "$portal" --listen 127.0.0.1:0 --data "$dir/data" "$@" >"$dir/out" 2>"$dir/err" &
    pid=$!
    until_listening "$dir/out" && return 0
    echo "# the portal did not start: $(cat "$dir/err")"
    return 1
}

hash_of() {
    sha256sum "$1" | cut -c1-64
}

# member NAME : a text or number member of the last answer
member() {
    sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\).*/\1/p" "$dir/answer"
}

# ask CURL-OPTION... : prints the status, keeps the answer; 000 and curl's exit when there is none
ask() {
    : >"$dir/answer"
    curl -s --max-time 20 -o "$dir/answer" -D "$dir/headers" -w '%{http_code}' "$@"
    echo " $?" >"$dir/exit"
}
# patient ADDRESS : a public page, asked for again while there were too many from here
patient() {
    for _ in $(seq 20); do
        [ "$(ask "$1")" = 429 ] || return 0
        sleep "$(sed -n 's/^Retry-After: \([0-9]*\).*/\1/p' "$dir/headers")"
    done
}
curl_exit() {
    tr -d ' ' <"$dir/exit"
}

# record UUID TOKEN PAPER-SHA256 PAPER-SIZE : writes $dir/UUID.json
record() {
    token=$(printf %s "$2" | sha256sum | cut -c1-64)
    slip=$(printf %s "123456789012" | sha256sum | cut -c1-64)
    papers='{"ref":"/data/papers/marriage","handed_in":true}'
    [ -n "$3" ] && papers="{\"ref\":\"/data/papers/birth_notice\",\"name\":\"birth_notice.jpg\",\"type\":\"image/jpeg\",\"size\":$4,\"sha256\":\"$3\",\"pages\":1},$papers"
    cat >"$dir/$1.json" <<END
{"format":"rong-application/1","uuid":"$1","procedure":"1.001193","form":{"id":"birth","version":"1","sha256":"$slip"},
"instance":"<data id=\\"birth\\"><child><name>Rơ Châm H'Lan</name></child></data>","papers":[$papers],
"open":[{"ref":"/data/number","by":"officer"}],"language":"vi","filed_at":"2026-11-23T09:24:00+07:00",
"kiosk":"K07","firmware":"test","packs":[],"consent":{"notice":"1","heard":"vi","at":"2026-11-23T09:20:00+07:00","optional":[{"id":"sms","given":false}]},
"identity":{"source":"typed","warnings":[]},"assisted":false,"receipt":{"token_sha256":"$token","slip_sha256":"$slip"}}
END
}

# put UUID [CURL-OPTION...] : hands in $dir/UUID.json
put() {
    id=$1
    shift
    ask -X PUT -H 'Content-Type: application/json' -H "Idempotency-Key: $id" \
        --data-binary "@$dir/$id.json" "$@" "$url/applications/$id"
}

# put_paper UUID SHA256 FILE
put_paper() {
    ask -X PUT -H 'Content-Type: image/jpeg' --data-binary "@$3" "$url/applications/$1/papers/$2"
}

stored() {
    curl -s "$url/api/applications" | grep -o "\"uuid\":\"$1\",\"sha256\"" | wc -l | tr -d ' '
}

uuid_n() {
    printf '00000000-0000-4000-8000-%012d' "$1"
}

token_n() {
    printf 'ABCDEFGHJKMNPQRSTVWXYZ%04d' "$1"
}

dd if=/dev/urandom of="$dir/paper.jpg" bs=1024 count=300 2>/dev/null
paper=$(hash_of "$dir/paper.jpg")
size=$(wc -c <"$dir/paper.jpg" | tr -d ' ')

contract_rows() {
    a=$(uuid_n 1)
    record "$a" "$(token_n 1)" "$paper" "$size"
    check an_unknown_application_is_404 "$(ask "$url/applications/$a")" 404
    check the_first_put_is_201 "$(put "$a")" 201
    check it_echoes_the_uuid "$(member uuid)" "$a"
    check it_echoes_the_hash_of_the_very_bytes "$(member sha256)" "$(hash_of "$dir/$a.json")"
    check it_names_the_missing_paper "$(grep -c "papers_missing\":\[\"$paper" "$dir/answer")" 1
    check no_file_number_while_a_paper_is_missing "$(grep -c file_number "$dir/answer")" 0
    check the_same_bytes_again_are_200 "$(put "$a")" 200
    check a_wrong_paper_hash_is_422 "$(put_paper "$a" "$(hash_of "$0")" "$dir/paper.jpg")" 422
    check it_says_hash_mismatch "$(member error)" hash-mismatch
    check the_first_paper_is_201 "$(put_paper "$a" "$paper" "$dir/paper.jpg")" 201
    check the_paper_is_echoed "$(member sha256) $(member size)" "$paper $size"
    check the_paper_again_is_200 "$(put_paper "$a" "$paper" "$dir/paper.jpg")" 200
    check get_is_200 "$(ask "$url/applications/$a")" 200
    number=$(member file_number)
    check the_file_number_starts_with_thu \
        "$(echo "$number" | grep -cE '^THU-[0-9]{6}-[0-9]{6}$')" 1
    check the_state_is_told_in_words "$(member state) $(member state_text)" "1 Mới đăng ký"
    put "$a" >/dev/null
    check the_number_stays "$(member file_number)" "$number"
    sed 's/H.Lan/Khac/' "$dir/$a.json" >"$dir/other" && cp "$dir/$a.json" "$dir/kept" &&
        cp "$dir/other" "$dir/$a.json"
    check other_bytes_are_409 "$(put "$a") $(member error)" "409 conflict"
    cp "$dir/kept" "$dir/$a.json"
    check the_first_bytes_were_kept "$(put "$a")" 200
    check the_list_holds_it_once "$(stored "$a")" 1
}

refusals() {
    b=$(uuid_n 2)
    cp "$dir/$(uuid_n 1).json" "$dir/$b.json"
    check a_uuid_other_than_the_path_is_422 "$(put "$b") $(member field)" "422 uuid"
    echo '{"format":' >"$dir/$b.json"
    check broken_json_is_400 "$(put "$b") $(member error)" "400 bad-json"
    record "$b" "$(token_n 2)"
    sed -i 's/"consent"/"no-consent"/' "$dir/$b.json"
    check a_missing_member_is_422_and_named "$(put "$b") $(member field)" "422 consent"
    record "$b" "$(token_n 2)"
    sed -i 's#</child>##' "$dir/$b.json"
    check an_instance_that_is_no_xml_is_422 "$(put "$b") $(member field)" "422 instance"
    i=0
    while [ $i -lt 40 ]; do
        printf '['
        i=$((i + 1))
    done >"$dir/$b.json"
    check json_too_deep_is_400 "$(put "$b")" 400
    head -c 1100000 /dev/zero | tr '\0' ' ' >"$dir/$b.json"
    check json_above_1_mib_is_413 "$(put "$b")" 413
    record "$b" "$(token_n 2)"
    check a_put_without_its_key_is_400 \
        "$(ask -X PUT -H 'Content-Type: application/json' --data-binary "@$dir/$b.json" \
            "$url/applications/$b")" 400
    check a_text_is_no_paper \
        "$(ask -X PUT -H 'Content-Type: text/plain' --data-binary "@$dir/paper.jpg" \
            "$url/applications/$b/papers/$paper")" 422
    check a_bad_uuid_is_400 "$(ask "$url/applications/ABC")" 400
    check delete_is_405 "$(ask -X DELETE "$url/applications/$b")" 405
    check nothing_of_it_was_stored "$(stored "$b")" 0
}

many_at_once() {
    c=$(uuid_n 3)
    record "$c" "$(token_n 3)"
    set --
    for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
        curl -s -o /dev/null -w '%{http_code}\n' -X PUT -H 'Content-Type: application/json' \
            -H "Idempotency-Key: $c" --data-binary "@$dir/$c.json" "$url/applications/$c" \
            >"$dir/put.$i" &
        set -- "$@" $!
    done
    wait "$@"
    check twelve_puts_at_once_make_one_application "$(stored "$c")" 1
    check exactly_one_of_them_is_201 \
        "$(cat "$dir"/put.* | sort | uniq -c | tr -s ' ' | tr '\n' ';')" " 11 200; 1 201;"
}

page() {
    check the_public_page_opens "$(ask "$url/H/$(token_n 1)")" 200
    check it_is_vietnamese "$(grep -c 'lang="vi"' "$dir/answer" | sed 's/^[1-9].*/yes/')" yes
    check it_shows_received "$(grep -c 'Cổng đã nhận hồ sơ' "$dir/answer")" 1
    check it_shows_the_file_number "$(grep -c "$number" "$dir/answer")" 1
    check it_bears_the_practice_mark "$(grep -c 'BẢN THỬ – KHÔNG CÓ GIÁ TRỊ' "$dir/answer")" 1
    check it_shows_nothing_of_a_person "$(grep -ciE "H'Lan|Rơ Châm|K07|birth_notice|$a" "$dir/answer")" 0
    check it_asks_not_to_be_indexed "$(grep -ci '^x-robots-tag: noindex' "$dir/headers")" 1
    check it_sends_no_referrer "$(grep -ci '^referrer-policy: no-referrer' "$dir/headers")" 1
    small=$(token_n 1 | tr 'A-Z' 'a-z')
    check small_letters_open_it_too "$(ask "$url/H/$small")" 200
    check english_by_header \
        "$(ask -H 'Accept-Language: en-GB,en;q=0.9,vi;q=0.5' "$url/H/$(token_n 1)")$(grep -c \
            'The portal received your file' "$dir/answer")" 2001
    check english_by_address \
        "$(ask "$url/H/$(token_n 1)?lang=en")$(grep -c 'Where is my file' "$dir/answer" |
            sed 's/^[1-9].*/ yes/')" "200 yes"
    check an_unknown_token_is_404 "$(ask "$url/H/$(token_n 99)")" 404
    check it_may_still_be_at_the_kiosk "$(grep -c 'còn nằm trong máy' "$dir/answer")" 1
    check a_strange_token_is_404 "$(ask "$url/H/%2e%2e%2fportal.db")" 404
    check the_style_sheet_is_there "$(ask "$url/assets/portal.css")" 200
    check the_contract_is_published "$(ask "$url/openapi.yaml") $(head -c 8 "$dir/answer")" \
        "200 openapi:"
    check the_root_is_404 "$(ask "$url/")" 404
    # One curl, one line: 75 of them take longer on a busy machine than the limiter forgives.
    curl -s -o /dev/null -w '%{http_code}\n' "$url/H/$(token_n 98)?[1-75]" >"$dir/many"
    many=$(grep -c 429 "$dir/many")
    check the_page_is_rate_limited "$([ "$many" -gt 0 ] && echo yes)" yes
}

# exchange UUID FILE : the options of curl for one PUT of UUID's record, its answer into FILE
exchange() {
    set -- "$dir/$1.json" "$url/applications/$1" "$2" "$1"
    printf '%s\n' next silent 'max-time = 20' 'write-out = "%{http_code} %{exitcode} "' \
        "output = $3" 'request = PUT' 'header = "Content-Type: application/json"' 'header = "Expect:"' \
        "header = \"Idempotency-Key: $4\"" "data-binary = \"@$1\"" "url = $2"
}

# fault NAME SPEC STATUS EXIT STORED : one PUT meets one fault, then the next one is honest. One curl
# for all four, so that a line that is left open is used again; not the first one's, because curl
# repeats by itself what an old line loses.
fault_id=100
fault() {
    fault_id=$((fault_id + 1))
    f=$(uuid_n $fault_id)
    sed "s/$pattern/$f/" "$dir/$pattern.json" >"$dir/$f.json"
    {
        printf '%s\n' silent 'output = /dev/null' 'write-out = "%{http_code} "' "data = \"$2\"" \
            "url = $url/practice/fault" 'header = "Connection: close"'
        exchange "$f" "$dir/lie"
        printf '%s\n' next silent 'write-out = "%{http_code} "' "output = /dev/null" \
            "url = $url/applications/$f"
        # A line closed on one side ends for the client before the portal has stored anything.
        [ "$5" = 0 ] || printf '%s\n' fail 'retry = 20' retry-all-errors 'retry-delay = 1'
        exchange "$f" "$dir/answer"
    } >"$dir/exchanges"
    : >"$dir/lie"
    curl -K "$dir/exchanges" -D "$dir/headers" >"$dir/codes"
    read -r order status exit stored then rest <"$dir/codes"
    check "$1" "$order $status $exit" "200 $3 $4"
    check "$1, stored $5" "$stored" "$([ "$5" = 1 ] && echo 200 || echo 404)"
    check "$1, then once" "$then $(member sha256)" \
        "$([ "$5" = 1 ] && echo 200 || echo 201) $(hash_of "$dir/$f.json")"
}

faults() {
    pattern=$(uuid_n 100)
    record "$pattern" "$(token_n 100)"
    fault a_reset_before_the_body headers:reset:1 000 56 0
    fault a_reset_in_the_body body:reset:1 000 56 0
    fault a_line_that_breaks_in_the_body any:break=0:1 000 56 0
    fault a_reset_instead_of_the_answer answer:reset:1 000 56 1
    fault a_polite_close headers:close:1 000 52 0
    fault a_close_after_storing answer:close:1 000 52 1
    fault a_line_closed_on_one_side any:half-close:1 000 52 1
    fault stored_then_dropped accept:then-reset:1 000 56 1
    fault a_status any:status=500:1 500 0 0
    fault a_status_after_storing answer:status=502:1 502 0 1
    fault a_busy_portal any:retry-after=7:1 503 0 0
    fault busy_for_no_time any:retry-after=0:1 503 0 0
    fault busy_for_less_than_none any:retry-after=-1:1 503 0 0
    fault busy_until_a_date answer:retry-after=date:1 503 0 1
    fault busy_until_long_ago any:retry-after=past:1 503 0 0
    fault busy_for_ten_years any:retry-after=years:1 503 0 0
    fault busy_for_some_words any:retry-after=text:1 503 0 0
    curl -s -o /dev/null --data any:retry-after=7:1 "$url/practice/fault"
    check it_says_when_to_come_again "$(put "$f")$(grep -ci '^retry-after: 7' "$dir/headers")" 5031
    fault html_instead_of_json answer:garbage:1 200 0 1
    check it_is_html "$(grep -c '<h1>' "$dir/lie")" 1
    fault broken_json any:garbage=json:1 200 0 0
    fault a_captive_portal any:captive:1 302 0 0
    fault a_captive_page any:captive=html:1 200 0 0
    fault a_portal_that_moved any:moved:1 308 0 0
    fault moved_after_storing answer:moved:1 308 0 1
    fault a_proxy any:proxy:1 407 0 0
    fault a_storm any:storm=1:1 429 0 0
    fault a_maintenance_page any:maintenance:1 503 0 0
    fault a_retired_contract any:retired:1 410 0 0
    fault still_running any:running:1 409 0 1
    fault deleted_they_say any:deleted:1 409 0 1
    check in_the_words_of_odk_central "$(grep -c 'You may not resubmit it' "$dir/lie")" 1
    fault nothing_at_all any:empty:1 200 0 0
    fault nothing_after_storing answer:empty:1 200 0 1
    fault json_called_html any:type:1 201 0 1
    fault half_a_json any:truncated:1 201 0 1
    fault deep_json any:deep:1 201 0 1
    check it_is_deep "$(head -c 100000 "$dir/lie" | tr -dc '[' | wc -c | grep -c '^99...$')" 1
    fault members_twice any:duplicate-keys:1 201 0 1
    check two_uuids "$(grep -c '"uuid":.*"uuid":' "$dir/lie")" 1
    fault a_nul any:nul:1 201 0 1
    check it_holds_nul "$(tr -dc '\000' <"$dir/lie" | wc -c | tr -d ' ')" 1
    fault no_utf8 any:utf8:1 201 0 1
    fault huge_numbers any:huge-number:1 201 0 1
    fault a_mutation any:malformed=7:1 201 0 1
    cp "$dir/lie" "$dir/first_lie"
    check it_is_no_good_answer "$([ "$(wc -c <"$dir/lie")" != "$(wc -c <"$dir/answer")" ] ||
        ! cmp -s "$dir/lie" "$dir/answer" && echo yes)" yes
    fault cut_in_the_first_header any:cut:1 201 56 1
    fault cut_after_the_headers any:cut=headers:1 201 56 1
    fault cut_in_the_body answer:cut=body:1 201 56 1
    fault an_end_without_goodbye any:unclean:1 201 0 1
    fault a_drip any:drip=1ms:1 201 0 1
    fault interim_answers_first any:interim:1 201 0 1
    fault interim_answers_only any:interim=only:1 103 52 1
    fault no_length any:length:1 201 0 1
    fault a_length_too_short any:length=short:1 201 0 1
    fault a_length_too_long any:length=long:1 201 18 1
    fault two_lengths any:length=twice:1 201 18 1
    fault a_negative_length any:length=negative:1 201 8 1
    fault a_length_in_words any:length=text:1 201 8 1
    fault a_huge_length any:length=huge:1 201 0 1
    fault chunks_of_garbage any:chunks:1 201 56 1
    fault a_huge_chunk any:chunks=huge:1 201 56 1
    fault chunks_without_end any:chunks=unended:1 201 18 1
    fault headers_of_a_gigabyte any:giant-header:1 201 56 1
    fault a_gzip_bomb any:gzip-bomb=8:1 201 0 1
    check it_unpacks_to_as_much "$(gzip -dc <"$dir/lie" 2>/dev/null | wc -c | sed 's/^83.....$/yes/')" yes
    fault a_line_hung_up_on_the_next any:hang-up:1 201 0 1
    fault http_2_all_at_once any:goaway:1 000 1 0
    fault a_stall_then_all_is_well body:stall=300ms:1 201 0 1
    fault a_slow_answer answer:slow=500ms:1 201 0 1
    fault a_slow_reader body:slow=500ms:1 201 0 1
    fault a_wrong_uuid any:wrong-uuid:1 201 0 1
    check it_is_another_uuid "$([ "$(sed -n 's/.*"uuid":"\([^"]*\).*/\1/p' "$dir/lie")" != "$f" ] &&
        echo yes)" yes
    fault a_wrong_hash any:wrong-hash:1 201 0 1
    check it_is_another_hash "$(grep -c "$(hash_of "$dir/$f.json")" "$dir/lie")" 0
    check so_far_nothing_is_there_twice "$(curl -s "$url/api/applications" |
        grep -o '{"uuid":"[^"]*' | sort | uniq -d | wc -l | tr -d ' ')" 0
    curl -s -o /dev/null --data any:double:1 "$url/practice/fault"
    check a_portal_without_idempotency_stores_it_twice "$(put "$f") $(stored "$f")" "200 2"
    curl -s -o /dev/null --data accept:reset:1 "$url/practice/fault"
    check a_line_reset_at_once "$(ask "$url/openapi.yaml")" 000
    check only_once "$(ask "$url/openapi.yaml")" 200
    check a_bad_spec_is_refused "$(ask --data any:explode "$url/practice/fault")" 400
    curl -s -o /dev/null --data any:status=503 "$url/practice/fault"
    check a_fault_without_count_stays "$(put "$f")$(put "$f")$(put "$f")" 503503503
    curl -s -o /dev/null --data clear "$url/practice/fault"
    check until_it_is_cleared "$(put "$f")" 200
    curl -s -o /dev/null -X POST "$url/practice/off"
    check switched_off_every_line_is_reset "$(put "$f")" 000
    check switched_off_the_page_too "$(ask "$url/H/$(token_n 1)")" 000
    curl -s -o /dev/null -X POST "$url/practice/on"
    check switched_on_it_answers "$(put "$f")" 200
    check an_officer_may_ask_for_papers "$(ask --data "$f 5" "$url/practice/state")" 200
    ask "$url/applications/$f" >/dev/null
    check the_state_is_told "$(member state) $(member state_text)" "5 Yêu cầu bổ sung giấy tờ"
    tag=$(curl -s -D - -o "$dir/reply" "$url/applications/$f" | sed -n 's/^ETag: \(.*\)\r$/\1/p')
    check who_knows_the_answer_gets_304 "$(ask -H "If-None-Match: $tag" "$url/applications/$f") $(wc -c <"$dir/answer")" "304 0"
    check who_knows_another_gets_it "$(ask -H 'If-None-Match: "0"' "$url/applications/$f")" 200
    ask --data "$f 42 Chờ xã khác" "$url/practice/state" >/dev/null
    ask "$url/applications/$f" >/dev/null
    check an_unknown_state_comes_with_its_words "$(member state) $(member state_text)" \
        "42 Chờ xã khác"
}

# desk PATH [CURL-OPTION...] : the officer's page, with her cookies kept
desk() {
    path=$1
    shift
    ask -b "$dir/jar" -c "$dir/jar" "$@" "$url/officer$path"
}
token() {
    sed -n 's/.*name="token" value="\([0-9a-f]*\)".*/\1/p' "$dir/answer" | head -1
}
has() {
    grep -c "$1" "$dir/answer"
}

officer() {
    g=$(uuid_n 50)
    record "$g" "$(token_n 50)" "$paper" "$size"
    put "$g" >/dev/null
    put_paper "$g" "$paper" "$dir/paper.jpg" >/dev/null
    pin=$(sed -n 's/^officer .*practice PIN \([0-9]\{6\}\)$/\1/p' "$dir/out")
    check the_practice_pin_is_printed_once "$(grep -c "$pin" "$dir/out")" 1
    check without_signing_in_one_is_led_to_the_door \
        "$(desk "") $(sed -n 's/^Location: //p' "$dir/headers" | tr -d '\r')" "303 /officer/sign-in"
    check its_cookie_is_for_the_server_alone \
        "$(grep -c '^Set-Cookie: officer=.*HttpOnly; SameSite=Strict' "$dir/headers")" 1
    check a_file_too "$(desk "/file/$g")" 303
    check its_papers_too "$(desk "/file/$g/papers/$paper")" 303
    check the_door_opens "$(desk /sign-in)" 200
    check no_script_may_run "$(grep -c "^Content-Security-Policy: default-src 'none'" "$dir/headers")" 1
    t=$(token)
    check without_its_token_nobody_enters "$(desk /sign-in -d "pin=$pin")" 403
    check with_a_wrong_pin_neither "$(desk /sign-in -d "token=$t&pin=x")" 403
    check with_the_pin_one_does "$(desk /sign-in -d "token=$t&pin=$pin")" 303
    check the_list_shows_the_file "$(desk "")$(has "$g")" 2001
    check a_search_finds_it "$(desk "?q=$(curl -s "$url/applications/$g" | sed -n \
        's/.*"file_number":"\([^"]*\).*/\1/p')")$(has "$g")" 2001
    check the_file_shows_what_was_filed "$(desk "/file/$g")$(has "H&#39;Lan\|H&apos;Lan\|H'Lan")" 2001
    check it_bears_the_practice_mark_too "$(has 'BẢN THỬ – KHÔNG CÓ GIÁ TRỊ')" 1
    t=$(token)
    check its_paper_is_given "$(desk "/file/$g/papers/$paper") $(hash_of "$dir/answer")" "200 $paper"
    check more_papers_need_a_reason "$(desk "/file/$g/move" -d "token=$t&revision=0&state=5")" 422
    check a_move_of_a_stranger_is_refused \
        "$(ask -d "token=$t&revision=0&state=2" "$url/officer/file/$g/move")" 403
    check with_a_reason_it_is_moved \
        "$(desk "/file/$g/move" -d "token=$t&revision=0&state=5" --data-urlencode "reason=Thiếu giấy")" 303
    ask "$url/applications/$g" >/dev/null
    check the_contract_tells_state_and_reason "$(member state) $(member reason)" "5 Thiếu giấy"
    patient "$url/H/$(token_n 50)"
    check the_public_page_tells_the_stage_only "$(has 'data-stage="papers"')$(has 'Thiếu giấy')" 10
    check the_same_form_again_moves_nothing \
        "$(desk "/file/$g/move" -d "token=$t&revision=0&state=4")" 409
    check the_move_is_undone "$(desk "/file/$g/undo" -d "token=$t&revision=1")" 303
    ask "$url/applications/$g" >/dev/null
    check undone_is_told_too "$(member state) $(has reason)" "1 0"
    printf '%%PDF-1.4 pretended' >"$dir/result.pdf"
    desk "/file/$g/move" -d "token=$t&revision=2&state=2" >/dev/null
    desk "/file/$g/move" -d "token=$t&revision=3&state=4" >/dev/null
    check a_text_is_no_result "$(desk "/file/$g/move" -F "token=$t" -F revision=4 -F state=9 \
        -F "file=@$0")" 422
    check a_result_is_given_along "$(desk "/file/$g/move" -F "token=$t" -F revision=4 -F state=9 \
        -F "result=xong" -F "file=@$dir/result.pdf")" 303
    result=$(hash_of "$dir/result.pdf")
    ask "$url/applications/$g" >/dev/null
    check the_contract_names_it "$(has "\"results\":.*\"text\":\"xong\".*$result")" 1
    check and_gives_it "$(ask "$url/applications/$g/results/$result") $(hash_of "$dir/answer")" \
        "200 $result"
    head -c 9000000 /dev/zero >"$dir/large"
    check a_result_too_large_is_413 "$(desk "/file/$g/move" -F "token=$t" -F revision=5 -F state=10 \
        -F "file=@$dir/large")" 413
    check a_submission_is_shown_too "$(desk "/file/$(uuid_n 60)")$(has '<dt>/data/n')" 2001
    check and_a_dossier "$(desk "/file/$(uuid_n 61)")$(has "$paper")" 2001
    check signing_out "$(desk /sign-out -d "token=$t")$(desk "")" 303303
    check the_pin_is_in_no_other_line "$(cat "$dir/out" "$dir/err" | grep -c "$pin")" 1
}

# submit FILE... : the submission $dir/x.xml with these files beside it, by OpenRosa
submit() {
    for f in "$@"; do
        set -- "$@" -F "$f=@$dir/$f"
        shift
    done
    ask -H 'X-OpenRosa-Version: 1.0' -F "xml_submission_file=@$dir/x.xml;type=text/xml" "$@" \
        "$url/submission"
}
gate() {
    path=$1
    shift
    ask -H "Authorization: Bearer $bearer" "$@" "$url$path"
}
dossier() {
    printf '{"MaHoSo":"%s","MaTTHC":"1.001193","ChuHoSo":"An","LoaiDoiTuong":0,"MaDonViTiepNhan":"H21","NgayNop":"2026-11-26 09:00:00","MaThamChieu":"%s","ThongTinNguoiNop":{"TenNguoiNop":"An"},"ThanhPhanHoSo":[{"TenThanhPhanHoSo":"x","SoLuong":1,"LoaiBan":2,"GiayToDinhKem":[{"IdGiayTo":"%s","TenGiayTo":"x","HashTepTin":"%s"}]}]}' \
        "$1" "$2" "$3" "$4" >"$dir/dossier.json"
    gate /api/dossiers -H 'Content-Type: application/json' --data-binary "@$dir/dossier.json"
}

other_adapters() {
    e=$(uuid_n 60)
    printf '<data id="birth"><meta><instanceID>uuid:%s</instanceID></meta><n>An</n></data>' "$e" \
        >"$dir/x.xml"
    check openrosa_head_says_what_it_takes \
        "$(ask -I -H 'X-OpenRosa-Version: 1.0' "$url/submission")$(grep -ci \
            '^x-openrosa-version: 1.0\|^x-openrosa-accept-content-length: 100000000' "$dir/headers")" 2042
    check a_submission_is_201 "$(submit paper.jpg)" 201
    check with_other_files_too "$(cp "$dir/x.xml" "$dir/two.bin" && submit two.bin)" 201
    check the_same_again_too "$(submit paper.jpg two.bin)" 201
    check without_its_version_it_is_400 "$(ask -F "xml_submission_file=@$dir/x.xml" "$url/submission")" 400
    check it_is_stored_once "$(stored "$e")" 1
    ask "$url/api/applications" >/dev/null
    check with_both_files_by_name \
        "$(grep -c "\"name\":\"paper.jpg\",\"sha256\":\"$paper\"},{\"name\":\"two.bin\"" "$dir/answer")" 1
    check under_the_hash_of_its_very_bytes "$(grep -c "$e\",\"sha256\":\"$(hash_of "$dir/x.xml")" "$dir/answer")" 1
    sed -i 's/An/Ba/' "$dir/x.xml"
    check other_xml_is_409 "$(submit) $(grep -c 'different XML' "$dir/answer")" "409 1"

    bearer=$(curl -s -d 'grant_type=client_credentials&client_id=k&client_secret=s' "$url/token" |
        sed -n 's/.*"access_token":"\([^"]*\).*/\1/p')
    check igate_gives_a_number "$(gate '/api/next-code?MaTTHC=1.001193')" 200
    first=$(member MaHoSo)
    gate '/api/next-code?MaTTHC=1.001193' >/dev/null
    check and_never_the_same "$([ "$first" != "$(member MaHoSo)" ] && echo yes)" yes
    check a_file_is_uploaded "$(gate /api/upload -F "file=@$dir/paper.jpg") $(member HashTepTin)" \
        "200 $paper"
    id=$(member IdTepTin)
    check a_dossier_is_created "$(dossier "$first" "$(uuid_n 61)" "$id" "$paper") $(member MaHoSo)" \
        "200 $first"
    check a_second_time_it_is_409 "$(dossier "$first" "$(uuid_n 61)" "$id" "$paper") $(member code)" \
        "409 DUPLICATE"
    check its_state_is_told "$(gate "/api/dossiers/$first") $(member TenTrangThai)" "200 Mới đăng ký"
    check an_unknown_one_is_404 "$(gate /api/dossiers/X) $(member code)" "404 NOT_FOUND"
    check an_unknown_file_is_400 "$(dossier "$first" "$(uuid_n 61)" TEP-0 "$paper")$(has IdGiayTo)" 4001
    check the_dossier_is_listed_once "$(stored "$(uuid_n 61)")" 1
    bearer=x
    check a_wrong_token_is_401 "$(gate "/api/dossiers/$first")" 401
}

restarts() {
    before=$(curl -s "$url/api/applications" | sha256sum)
    curl -s --data body:stall=30s "$url/practice/fault" >/dev/null
    curl -s -o /dev/null --max-time 5 -X PUT -H 'Content-Type: image/jpeg' \
        --data-binary "@$dir/paper.jpg" "$url/applications/$(uuid_n 7)/papers/$paper" &
    slow=$!
    sleep 0.3
    began=$(date +%s)
    stop
    check sigterm_ends_it_cleanly $? 0
    check even_during_a_stall "$([ $(($(date +%s) - began)) -lt 10 ] && echo yes)" yes
    wait $slow
    start
    check everything_is_there_after_a_restart "$(curl -s "$url/api/applications" | sha256sum)" \
        "$before"
    check without_control_there_are_no_orders "$(ask --data clear "$url/practice/fault")" 405
    kill -9 "$pid"
    wait "$pid" 2>/dev/null
    pid=
    start
    check and_after_a_kill "$(curl -s "$url/api/applications" | sha256sum)" "$before"
    stop
}

other_ways() {
    start --token geheim --number-delay 2
    d=$(uuid_n 4)
    record "$d" "$(token_n 4)"
    check without_the_token_it_is_401 "$(put "$d")" 401
    check with_a_wrong_one_too "$(put "$d" -H 'Authorization: Bearer geheiX')" 401
    check with_the_right_one_201 "$(put "$d" -H 'Authorization: Bearer geheim')" 201
    check the_number_comes_later "$(grep -c file_number "$dir/answer")" 0
    ask "$url/H/$(token_n 4)" >/dev/null
    check the_page_says_it_came "$(grep -c 'Hồ sơ đã tới cổng' "$dir/answer")" 1
    for _ in $(seq 200); do
        ask -H 'Authorization: Bearer geheim' "$url/applications/$d" >/dev/null
        grep -q file_number "$dir/answer" && break
        sleep 0.1
    done
    check and_get_tells_it "$(member file_number | cut -c1-4)" THU-
    stop

    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
        -subj /CN=practice-ca -keyout "$dir/ca.key" -out "$dir/ca.pem" 2>/dev/null
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost \
        -keyout "$dir/key.pem" -out "$dir/csr.pem" 2>/dev/null
    printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >"$dir/ext"
    openssl x509 -req -in "$dir/csr.pem" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial \
        -days 2 -extfile "$dir/ext" -out "$dir/cert.pem" 2>/dev/null
    start --tls "$dir/cert.pem" "$dir/key.pem" --control
    check with_tls_the_address_is_https "$(echo "$url" | cut -c1-8)" https://
    check a_kiosk_that_knows_the_ca_gets_in "$(put "$d" --cacert "$dir/ca.pem")" 200
    check one_that_does_not_stays_out "$(put "$d") $(curl_exit)" "000 60"
    curl -s -o /dev/null --cacert "$dir/ca.pem" --data answer:reset:1 "$url/practice/fault"
    check a_reset_inside_tls "$(put "$d" --cacert "$dir/ca.pem")" 000
    stop

    "$portal" --listen 127.0.0.1:0 --data "$dir/data" --tls "$dir/cert.pem" "$dir/none" \
        >/dev/null 2>"$dir/err"
    check a_missing_key_is_said "$? $(grep -c 'cannot be read' "$dir/err")" "1 1"
    "$portal" --listen nowhere --data "$dir/data" >/dev/null 2>"$dir/err"
    check a_bad_address_is_refused "$?" 2
    mkdir "$dir/broken"
    head -c 5000 /dev/urandom >"$dir/broken/portal.db"
    was=$(hash_of "$dir/broken/portal.db")
    "$portal" --listen 127.0.0.1:0 --data "$dir/broken" >/dev/null 2>"$dir/err"
    check a_damaged_database_is_said "$? $(grep -c 'does not read' "$dir/err")" "1 1"
    check and_kept_as_it_is "$(hash_of "$dir/broken/portal.db")" "$was"
}

start --control || exit 1
contract_rows
refusals
many_at_once
faults
page
other_adapters
officer
restarts
other_ways
exit $bad
