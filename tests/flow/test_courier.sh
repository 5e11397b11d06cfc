#!/bin/sh
# The courier against the practice portal over TCP and TLS: faults, the line off and on, what is
# refused, what is said, what is left behind. Prints "ok NAME" and "not ok NAME".
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
portal=
courier=

end_courier() {
    [ -n "$courier" ] && kill "$courier" && wait "$courier"
    status=$?
    courier=
    return $status
}
finish() {
    end_courier
    end_portal
    rm -rf "$dir"
}
trap finish EXIT

start_courier() {
    "$bin/courier" --state "$dir/state" --portal "$url" --retry-base-ms 200 "$@" >"$dir/courier.out" 2>"$dir/courier.err" &
    courier=$!
    for _ in $(seq 600); do
        [ -s "$dir/courier.out" ] && break
        sleep 0.05
    done
}
once() {
    "$bin/courier" --state "$dir/state" --portal "$url" --once "$@" >"$dir/once" 2>&1
    echo $?
}
put() {
    "$bin/tests/put_applications" "$dir/state" 1 "${1:-20000}" 2>"$dir/put.err"
}
state_of() {
    sqlite3 "$dir/state/outbox.db" "SELECT state FROM application WHERE uuid='$1'"
}
arrives() { # UUID SECONDS
    for _ in $(seq $(($2 * 10))); do
        [ "$(state_of "$1")" = 3 ] && echo yes && return
        sleep 0.1
    done
    echo no
}
comes_back() { # UUID: it was tried, and is saved again
    for _ in $(seq 300); do
        [ "$(sqlite3 "$dir/state/outbox.db" "SELECT state, attempts > 0 FROM application WHERE uuid='$1'")" = "0|1" ] &&
            echo yes && return
        sleep 0.1
    done
    state_of "$1"
}
times_there() {
    curl -s ${ca:+--cacert "$ca"} "$url/api/applications" | grep -o "\"uuid\":\"$1\",\"sha256\"" | wc -l | tr -d ' '
}

# --- once -------------------------------------------------------------------------------------
start_portal
port=${url##*:} # kept from now on
check once_on_a_fresh_folder_has_nothing_left "$(once)" 0
id=$(put 300000)
check once_sends_and_says_so "$(once) $(cat "$dir/once" | grep -c '1 received')" "0 1"
check it_is_there_once "$(times_there "$id")" 1
check its_paper_is_there "$(curl -s "$url/api/applications" | grep -o '"papers":\[{"sha256":"[0-9a-f]*","type":"image/jpeg","size":300000' | wc -l | tr -d ' ')" 1
end_portal
id=$(put)
check without_a_portal_once_is_1_and_says_why "$(once) $(grep -c '1 left: the portal cannot be reached' "$dir/once")" "1 1"
start_portal
check and_0_when_it_is_back "$(once) $(times_there "$id")" "0 1"

# --- a large paper ----------------------------------------------------------------------------
# Ten megabytes; the line is cut after five, the portal killed and back: only the rest goes.
uploads() { # MEMBER
    curl -s -X POST "$url/practice/uploads" | tr '{,}' '\n\n\n' | sed -n "s/^\"$1\"://p"
}
papers_of() { # UUID: its papers, hash and size
    sqlite3 "$dir/portal/portal.db" "SELECT sha256, size FROM paper WHERE uuid='$1'"
}
id=$(put 10000000)
curl -s -o /dev/null --data body:break=5000:1 "$url/practice/fault"
curl -s -o /dev/null --data body:reset:1000 "$url/practice/fault"
start_courier
for _ in $(seq 300); do
    [ "$(uploads bytes)" -ge 5120000 ] && break
    sleep 0.1
done
end_courier
check it_is_begun_and_no_paper_yet "$(uploads open) $(papers_of "$id")" "1 "
kill -9 "$portal"
wait "$portal" 2>/dev/null
came=$(sqlite3 "$dir/portal/portal.db" 'SELECT sum(length(bytes)) FROM part')
check a_cut_line_leaves_what_had_come "$([ "$came" -ge 5120000 ] && [ "$came" -lt 9000000 ] && echo yes)" yes
start_portal
check the_next_try_ends_it "$(once) $(state_of "$id") $(times_there "$id") $(uploads open)" "0 3 1 0"
check and_only_the_rest_came "$(uploads bytes)" $((10000000 - came))
check the_whole_is_what_the_kiosk_saved "$(papers_of "$id")" "$(curl -s "$url/api/applications" | grep -o "\"uuid\":\"$id\".*" | grep -o '"type":"image/jpeg","size":10000000,"sha256":"[0-9a-f]*"' | head -1 | cut -d'"' -f10)|10000000"
id=$(put 10000000)
curl -s -o /dev/null --data any:status=404:1 "$url/practice/fault"
check a_portal_without_uploads_gets_it_whole "$(once) $(state_of "$id") $(uploads bytes) $(papers_of "$id" | cut -d'|' -f2)" "0 3 $((10000000 - came)) 10000000"

# --- the loop ---------------------------------------------------------------------------------
# One that was killed may hold the lock for a moment more.
flock "$state/run/courier.lock" sleep 0.7 &
sleep 0.2
check what_a_dying_one_still_holds_is_waited_for "$(once)" 0
wait $!
start_courier
id=$(put)
check what_is_saved_is_sent_at_once "$(arrives "$id" 15)" yes
check the_second_courier_is_refused "$(once) $(grep -c 'another courier' "$dir/once")" "1 1"
end_portal
id=$(put)
check with_the_line_off_it_stays_saved "$(comes_back "$id")" yes
start_portal
check when_the_line_is_back_it_arrives "$(arrives "$id" 60) $(times_there "$id")" "yes 1"
for fault in answer:reset:2 accept:then-reset:2 headers:close:2 body:reset:2 any:status=503:2 \
    any:status=429:1 any:garbage:2 any:garbage=json:2 any:captive:2 any:captive=html:2 \
    answer:wrong-uuid:2 answer:wrong-hash:2 answer:then-reset:3 any:retry-after=1:1; do
    curl -s -o "$dir/reply" -X POST --data "$fault" "$url/practice/fault"
    id=$(put)
    check "through_$(echo "$fault" | tr ':=' '__')_it_arrives_once" "$(arrives "$id" 60) $(times_there "$id")" "yes 1"
    curl -s -o "$dir/reply" -X POST --data clear "$url/practice/fault"
done
end_courier
check on_sigterm_it_ends_with_0 $? 0
end_portal

# --- the number comes later -------------------------------------------------------------------
start_portal --number-delay 2
id=$(put)
check once_waits_for_no_number "$(once) $(state_of "$id") $(grep -c '1 sent, waiting for the file number' "$dir/once")" "0 2 1"
curl -s -o "$dir/reply" --data "$id 42" "$url/practice/state"
start_courier
check the_number_is_fetched "$(arrives "$id" 30)" yes
check with_the_state_the_officers_page_moved_it_to "$("$bin/kioskctl" outbox show "$id" --state "$dir/state" |
    sed -n 's/^portal says  //p')" "Trạng thái 42 (chưa rõ)"
end_courier
end_portal

# --- tokens -----------------------------------------------------------------------------------
start_portal --token sesame
id=$(put)
check without_a_token_it_is_left "$(once) $(grep -c 'refuses this kiosk' "$dir/once")" "1 1"
echo sesame >"$dir/token"
check with_the_token_it_goes "$(once --credentials "$dir/token") $(state_of "$id")" "0 3"
check portal_check_says_no_without_it "$("$bin/kioskctl" portal check --portal "$url" --adapter rest >"$dir/said"; echo $?) $(grep -c '^no: the portal refuses' "$dir/said")" "1 1"
check portal_check_says_yes_with_it "$("$bin/kioskctl" portal check --portal "$url" --credentials "$dir/token" >"$dir/said"; echo $?) $(grep -c '^yes' "$dir/said")" "0 1"
end_portal
check portal_check_says_no_when_it_is_off "$("$bin/kioskctl" portal check --portal "$url" >"$dir/said"; echo $?) $(grep -c '^no: the portal cannot be reached' "$dir/said")" "1 1"

# --- TLS --------------------------------------------------------------------------------------
make_ca() { # NAME
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$1" \
        -addext 'subjectAltName=IP:127.0.0.1' -keyout "$dir/$1.key" -out "$dir/$1.pem" 2>/dev/null
}
make_ca real
make_ca other
start_portal --tls "$dir/real.pem" "$dir/real.key"
ca=$dir/real.pem
id=$(put)
check a_foreign_certificate_is_refused "$(once --ca "$dir/other.pem") $(state_of "$id") $(times_there "$id")" "1 0 0"
check the_systems_authorities_do_not_know_it "$(once) $(state_of "$id")" "1 0"
check with_the_right_one_it_goes "$(once --ca "$dir/real.pem") $(times_there "$id")" "0 1"
check plain_http_to_a_tls_port_is_left "$(url=http://127.0.0.1:$port; put >/dev/null; once)" 1
end_portal
ca=

# --- words and wrong use ----------------------------------------------------------------------
check help_is_0 "$("$bin/courier" --help >"$dir/said"; echo $?) $(grep -c examples "$dir/said")" "0 1"
check version_is_0 "$("$bin/courier" --version >"$dir/said"; echo $?)" 0
check an_unknown_option_is_2_with_a_suggestion "$("$bin/courier" --portl x 2>"$dir/said"; echo $?) $(grep -c 'did you mean --portal' "$dir/said")" "2 1"
check no_state_is_2 "$("$bin/courier" --portal http://x 2>"$dir/said"; echo $?)" 2
check igate_without_credentials_is_2 "$("$bin/courier" --state "$dir/state" --portal http://x --adapter igate 2>"$dir/said"; echo $?)" 2
check a_bad_address_is_1 "$("$bin/courier" --state "$dir/state" --portal portal.example --once 2>"$dir/said"; echo $?)" 1
"$bin/kioskctl" outbox list --state "$dir/state" >"$dir/list"
check outbox_list_has_every_row "$(wc -l <"$dir/list")" "$(sqlite3 "$dir/state/outbox.db" 'SELECT count(*) FROM application')"
check outbox_list_tells_nothing_of_a_citizen "$(grep -c "H'Lan" "$dir/list")" 0
check outbox_show_knows_one "$("$bin/kioskctl" outbox show "$id" --state "$dir/state" | grep -c 'THU-')" 1
check outbox_show_refuses_a_stranger "$("$bin/kioskctl" outbox show nobody --state "$dir/state" 2>"$dir/said"; echo $?)" 1
check outbox_retry_of_a_received_one_is_refused "$("$bin/kioskctl" outbox retry "$id" --state "$dir/state" 2>"$dir/said"; echo $?)" 1
left=$(awk -F'\t' '$2 == "saved" {print $1}' "$dir/list" | head -1)
check outbox_retry_of_a_waiting_one_is_taken "$("$bin/kioskctl" outbox retry "$left" --state "$dir/state" >"$dir/said"; echo $?)" 0
check outbox_without_a_verb_is_2 "$("$bin/kioskctl" outbox 2>"$dir/said"; echo $?)" 2
check outbox_of_an_empty_folder_is_1 "$("$bin/kioskctl" outbox list --state "$dir/nowhere" 2>"$dir/said"; echo $?)" 1

# --- what is left behind ----------------------------------------------------------------------
start_portal
check the_rest_goes "$(once)" 0
check no_name_is_on_this_kiosks_disk "$(grep -rlE "H'Lan|Ch..?m" "$dir/state" "$dir"/courier.* "$dir"/once | wc -l)" 0
check no_paper_is_left "$(find "$dir/state/papers" -type f | wc -l)" 0
check the_secret_key_is_the_couriers "$(stat -c %a "$dir/state/box.key")" 400

# --- damage -----------------------------------------------------------------------------------
sqlite3 "$dir/state/outbox.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >"$dir/said"
truncate -s 5000 "$dir/state/outbox.db"
check a_damaged_outbox_is_said_and_left "$(once) $(grep -c damaged "$dir/once")" "1 1"
id=$(put)
check the_kiosk_keeps_it_aside "$(ls "$dir/state" | grep -c 'outbox.db.damaged-1$')" 1
check and_goes_on "$(once) $(times_there "$id")" "0 1"
exit $bad
