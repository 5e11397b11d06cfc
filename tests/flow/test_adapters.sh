#!/bin/sh
# The same applications by all three adapters, over TCP and over TLS with certificates on both sides,
# through a fault each: the portal's ledger has each once. Prints "ok NAME" and "not ok NAME".
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d) # flushing a disk is not what this is about
portal=

finish() {
    end_portal
    rm -rf "$dir"
}
trap finish EXIT

fault() {
    curl -s -o "$dir/reply" --data "$1" "$url/practice/fault"
}
once() { # ADAPTER OPTION...: the state directory is the adapter's own
    adapter=$1
    shift
    "$bin/courier" --state "$dir/$adapter" --portal "$url" --adapter "$adapter" --credentials "$dir/$adapter.secret" --once "$@" >"$dir/once" 2>&1
    echo $?
}
put() { # ADAPTER
    "$bin/tests/put_applications" "$dir/$1" 1 30000 2>"$dir/put.err"
}
row() { # ADAPTER COLUMNS
    sqlite3 -separator ' ' "$dir/$1/outbox.db" "SELECT $2 FROM application ORDER BY seq DESC LIMIT 1"
}
ledger() { # UUID: adapter, how often it is there, how many papers of 30,000 bytes
    curl -s "$url/api/applications" | python3 -c '
import json, sys
found = [a for a in json.load(sys.stdin)["applications"] if a["uuid"] == sys.argv[1]]
papers = [p for a in found for p in a["papers"] if p["size"] == 30000]
print(*[a["adapter"] for a in found], len(found), len(papers))' "$1"
}
check_said() { # ADAPTER: what portal check answers
    "$bin/kioskctl" portal check --portal "$url" --adapter "$1" --credentials "$dir/$1.secret" >"$dir/said"
    echo $? "$(sed -n 's/:.*//p;1q' "$dir/said")"
}

echo sesame >"$dir/rest.secret"
echo sesame >"$dir/openrosa.secret"
printf 'kiosk-07\nsesame\n' >"$dir/igate.secret"
printf 'kiosk-07\nwrong\n' >"$dir/wrong.secret"
start_portal --token sesame --accept-length 31000
for adapter in rest openrosa igate; do
    mkdir "$dir/$adapter"
    once $adapter >"$dir/said" # makes its key
    id=$(put $adapter)
    check "${adapter}_portal_check_says_yes" "$(check_said $adapter)" "0 yes"
    fault answer:reset:1
    check "${adapter}_goes_through_a_lost_answer" "$(once $adapter)" 0
    check "${adapter}_is_there_once_with_its_paper" "$(ledger "$id")" "$adapter 1 1"
    check "${adapter}_leaves_nothing_here" "$(row $adapter 'sealed IS NULL') $(find "$dir/$adapter/papers" -type f | wc -l) $(sqlite3 "$dir/$adapter/courier.db" 'SELECT count(*) FROM request')" "1 0 0"
done
check rest_is_received "$(row rest 'state, length(file_number)>4')" "3 1"
check igate_is_received "$(row igate 'state, length(file_number)>4')" "3 1"
check openrosa_is_sent_and_at_rest "$(row openrosa 'state, file_number, last_reason')" "2  at-rest"
check openrosa_has_nothing_left "$(once openrosa) $(grep -c waiting "$dir/once")" "0 0"
# An officer moves both; the kiosk's next question brings it back.
for adapter in rest igate; do
    curl -s -o "$dir/reply" --data "$(row $adapter uuid) 5" "$url/practice/state"
    sqlite3 "$dir/$adapter/outbox.db" 'UPDATE told SET ask_ms=0'
    check "${adapter}_brings_back_that_papers_are_asked_for" "$(once $adapter) $(sqlite3 -separator ' ' "$dir/$adapter/outbox.db" 'SELECT t.state, papers_asked, ask_ms>0, state_text FROM told t JOIN application USING(uuid)')" \
        "0 5 1 1 Yêu cầu bổ sung giấy tờ"
done
check openrosa_is_asked_nothing "$(sqlite3 "$dir/openrosa/outbox.db" 'SELECT count(*) FROM told')" 0
cp "$dir/wrong.secret" "$dir/igate.secret"
check igate_says_wrong_credentials "$(check_said igate)" "1 no"
check openrosa_tells_a_stranger "$("$bin/kioskctl" portal check --portal "$url/api/applications?" --adapter openrosa 2>"$dir/err"; echo $?)" 2
fault any:captive=html:1
check openrosa_tells_a_login_page "$(check_said openrosa) $(grep -c 'login page' "$dir/said")" "1 no 1"
id=$(put openrosa)
check openrosas_key_may_lie_in_the_path "$("$bin/courier" --state "$dir/openrosa" --portal "$url/v1/key/{token}/projects/1" --adapter openrosa --credentials "$dir/openrosa.secret" --once >"$dir/once"; echo $?) $(ledger "$id")" "0 openrosa 1 1"
check no_secret_is_in_what_it_wrote "$(grep -rl sesame "$dir/once" "$dir"/rest "$dir"/igate "$dir"/openrosa | wc -l)" 0
end_portal

# --- certificates on both sides -----------------------------------------------------------------
make_ca() { # NAME
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$1" \
        -addext 'subjectAltName=IP:127.0.0.1' -keyout "$dir/$1.key" -out "$dir/$1.pem" 2>/dev/null
}
make_ca portal
make_ca kiosk
openssl s_server -accept 127.0.0.1:0 -cert "$dir/portal.pem" -key "$dir/portal.key" -CAfile "$dir/kiosk.pem" \
    -Verify 1 -verify_return_error -www >"$dir/tls" 2>&1 &
portal=$!
for _ in $(seq 600); do
    port=$(sed -n 's/^ACCEPT .*://p' "$dir/tls")
    [ -n "$port" ] && break
    sleep 0.05
done
tls_says() { # OPTION...: how the server's page is judged; it is no portal, but it is reached
    "$bin/kioskctl" portal check --portal "https://127.0.0.1:$port" --adapter rest "$@" >"$dir/said"
    grep -c 'not the portal' "$dir/said"
}
check with_its_certificate_the_kiosk_is_let_in "$(tls_says --ca "$dir/portal.pem" --cert "$dir/kiosk.pem" --key "$dir/kiosk.key")" 1
check without_one_it_is_not "$(tls_says --ca "$dir/portal.pem")" 0
check with_anothers_it_is_not "$(tls_says --ca "$dir/portal.pem" --cert "$dir/portal.pem" --key "$dir/portal.key")" 0
check an_unpinned_server_is_not_believed "$(tls_says --ca "$dir/kiosk.pem" --cert "$dir/kiosk.pem" --key "$dir/kiosk.key")" 0

# --- wrong use ----------------------------------------------------------------------------------
check an_adapter_nobody_knows_is_2 "$("$bin/courier" --state "$dir/rest" --portal http://x --adapter fhir 2>"$dir/said"; echo $?)" 2
check igate_needs_a_secret "$(head -1 "$dir/wrong.secret" >"$dir/igate.secret"; once igate) $(grep -c 'second line' "$dir/once")" "1 1"
exit $bad
