#!/bin/sh
# Who is believed over TLS: every certificate that will not do, on either side, with curl as a witness
# and with the courier, who must keep what it has. Prints "ok NAME" and "not ok NAME".
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
[ -w /dev/shm ] && dir=$(mktemp -d -p /dev/shm) || dir=$(mktemp -d)
keys=$dir/keys
portal=

trap 'end_portal; rm -rf "$dir"' EXIT

told=$dir/once
# start CERTIFICATE OPTION... : a portal that shows it; sets $url
start() {
    cert=$1
    shift
    end_portal
    start_portal --tls "$keys/$cert.pem" "$keys/$cert.key" "$@"
}
# look OPTION... : curl's exit and the status of a public file
look() {
    curl -s -o /dev/null -w '%{exitcode} %{http_code}' --cacert "$keys/ca.pem" "$@" "$url/applications/$id"
}
# send OPTION... : the courier's exit, the row's state, how often the portal has it
send() {
    "$bin/courier" --state "$dir/state" --portal "$url" --ca "$keys/ca.pem" --once "$@" >"$dir/once" 2>&1
    echo "$? $(sqlite3 "$dir/state/outbox.db" "SELECT state FROM application WHERE uuid = '$id'") $(
        sqlite3 "$dir/portal/portal.db" "SELECT count(*) FROM application WHERE uuid = '$id'")"
}
# why : the word the courier keeps with the application, which the kiosk tells
why() {
    sqlite3 "$dir/state/outbox.db" "SELECT last_reason FROM application WHERE uuid = '$id'"
}
# refused CERTIFICATE CURL'S-EXIT WORD : the portal shows it, nobody goes in, and the courier knows why
refused() {
    start "$1"
    check "a_server_certificate_that_is_${1}_stops_curl" "$(look)" "$2 000"
    check "and_with_${1}_the_courier_keeps_what_it_has" "$(send)" "1 0 0"
    check "and_says_of_${1}_why" "$(why)" "$3"
}

tests/flow/ca "$keys"
start good
"$bin/courier" --state "$dir/state" --portal "$url" --once >"$dir/once" 2>&1 # makes the box key
id=$("$bin/tests/put_applications" "$dir/state" 1 20000 2>"$dir/put.err")
refused expired 60 cert-over
refused future 60 cert-early
refused wrong-host 60 cert-host
refused foreign 60 cert-foreign
refused self 60 cert-foreign
start good --old-tls
check tls_1_0_is_spoken_by_who_wants_it \
    "$(look --tlsv1.0 --tls-max 1.0 --ciphers DEFAULT@SECLEVEL=0)" "0 404"
check but_not_by_curl_as_it_is "$(look)" "35 000"
check and_not_by_the_courier "$(send)" "1 0 0"
check it_says_that_no_tls_came_about "$(why)" no-tls
url=$(echo "$url" | sed 's/127.0.0.1/no-such-portal.invalid/')
check a_name_that_leads_nowhere_is_no_portal "$(send)" "1 0 0"
check and_is_told_as_such "$(why)" no-name
end_portal
check nobody_there_is_another_thing "$(url=https://127.0.0.1:1 && send) $(why)" "1 0 0 offline"

start good --client-ca "$keys/ca.pem"
check without_a_certificate_a_client_is_not_heard "$(look)" "0 403"
check neither_is_the_courier "$(send)" "1 0 0"
check one_that_cannot_be_read_is_the_kiosks_own_fault "$(send --cert "$keys/none.pem" --key "$keys/none.key") $(why)" "1 0 0 own-cert"
check with_an_expired_one_not "$(send --cert "$keys/client-expired.pem" --key "$keys/client-expired.key")" "1 0 0"
check with_a_foreign_one_not "$(send --cert "$keys/client-foreign.pem" --key "$keys/client-foreign.key")" "1 0 0"
check curl_is_heard_with_a_good_one "$(look --cert "$keys/client.pem" --key "$keys/client.key")" "0 404"
check so_is_the_courier "$(send --cert "$keys/client.pem" --key "$keys/client.key")" "0 3 1"

start good
id=$("$bin/tests/put_applications" "$dir/state" 1 20000 2>"$dir/put.err")
for fault in answer:unclean:2 answer:reset:1; do
    curl -s -o /dev/null --cacert "$keys/ca.pem" --data "$fault" "$url/practice/fault"
done
for _ in 1 2 3 4 5; do
    sent=$(send)
done
check answers_cut_off_inside_tls_are_none "$sent $(curl -s --cacert "$keys/ca.pem" -X POST \
    "$url/practice/made" | grep -c '"reset":1.*"unclean":2')" "0 3 1 1"
exit $bad
