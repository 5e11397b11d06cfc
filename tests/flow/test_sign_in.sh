#!/bin/sh
# Signing in on a phone over TLS, by the courier's own socket: the code, the phone's page, the token that
# stays in memory; and an issuer whose certificate will not do. Prints "ok NAME" and "not ok NAME".
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
[ -w /dev/shm ] && dir=$(mktemp -d -p /dev/shm) || dir=$(mktemp -d)
keys=$dir/keys
portal=
courier=
uuid=6ba7b810-9dad-41d1-80b4-00c04fd430c8

leave() {
    [ -z "$courier" ] || kill "$courier" 2>/dev/null
    end_portal
    rm -rf "$dir"
}
trap leave EXIT

ask() { # KIND TEXT [FIELD]: one question; with a field until the state is none of those that wait
    python3 - "$dir/state/run/courier.sock" "$@" <<'END'
import json, socket, sys, time
s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
s.connect(sys.argv[1])
for n in range(60):
    s.send(json.dumps({"id": n, "kind": sys.argv[2], "text": sys.argv[3], "deadline_ms": 2000}).encode())
    a = json.loads(s.recv(65536))
    got = a.get(sys.argv[2], a)
    if len(sys.argv) < 5 or got.get("state") not in ("asking", sys.argv[5] if len(sys.argv) > 5 else "asking"):
        break
    time.sleep(0.2)
print(a.get("error") or (got.get(sys.argv[4]) if len(sys.argv) > 4 else "answered"))
END
}

begin() { # CERTIFICATE: the portal shows it; a courier beside it
    end_portal
    [ -z "$courier" ] || { kill "$courier"; wait "$courier" 2>/dev/null; }
    start_portal --tls "$keys/$1.pem" "$keys/$1.key"
    rm -f "$dir/courier.log"
    "$bin/courier" --state "$dir/state" --portal "$url" --ca "$keys/ca.pem" >"$dir/courier.log" 2>&1 &
    courier=$!
    for _ in $(seq 100); do
        grep -q '^courier: ready' "$dir/courier.log" && break
        sleep 0.05
    done
}

tests/flow/ca "$keys"
mkdir -p "$dir/state/run"
begin good
check the_code_comes_over_tls "$(ask signin $uuid state)" waiting
check her_phone_is_sent_to_tls "$(ask signin $uuid address)" "$url/phone"
code=$(ask signin $uuid code)
check the_code_is_in_two_groups "$(echo "$code" | sed 's/[A-Z]/x/g')" xxxx-xxxx
page() { curl -sS --cacert "$keys/ca.pem" -b "$dir/jar" -c "$dir/jar" "$@"; }
token=$(page "$url/phone?code=$code" | sed -n 's/.*name="token" value="\([0-9a-f]*\)".*/\1/p' | head -1)
check the_page_speaks_english_too "$(page "$url/phone?code=$code&lang=en" | grep -c 'I agree')" 1
check the_phone_agrees "$(page --data "token=$token&code=$code&do=agree" "$url/phone" | grep -c 'data-said="phone.agreed"')" 1
check the_kiosk_is_told "$(ask signin $uuid state waiting)" signed
check but_never_a_code_again "$(ask signin $uuid code)" ""
# The token, 48 hex digits, is nowhere on the disk and in no log.
check nothing_of_it_is_on_the_disk "$(grep -r -a -l -w -E '[0-9a-f]{48}' "$dir/state" "$dir/courier.log")" ""
check she_goes "$(ask signout '')" answered
check the_next_one_begins_anew "$(ask signin 6ba7b810-9dad-41d1-80b4-00c04fd430c9 state)" waiting
check no_fee_is_invented "$(ask fee $uuid state)" none
check without_a_queue_system_the_kiosk_counts "$(ask queue 'KEY any' state)" none
# Whoever calls for an officer there is on the portal's desk: language and page, nothing of her.
calls() {
    for _ in $(seq 40); do
        page -X POST "$url/practice/calls" | grep -q "$1" && break
        sleep 0.1
    done
    page -X POST "$url/practice/calls"
}
check an_officer_is_called "$(ask officer 'jra question')" answered
check the_portal_knows_who_is_needed_where "$(calls jra)" '[{"kiosk":"kiosk","language":"jra","page":"question"}]'
check nobody_is_needed_any_more "$(ask nevermind '')" answered
check the_portal_knows_that_too "$(calls '^\[\]')" '[]'
for certificate in expired foreign wrong-host; do
    begin $certificate
    check "an_issuer_whose_certificate_is_${certificate}_is_none" "$(ask signin $uuid state)" offline
done
