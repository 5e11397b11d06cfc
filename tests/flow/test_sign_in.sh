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
# What the portal holds of her from an earlier application: hers by her token now and then.
python3 - "$dir" >"$dir/earlier.json" <<'END'
import json, hashlib, sys
h = lambda b: hashlib.sha256(b).hexdigest()
paper = b"a paper of hers"
open(sys.argv[1] + "/paper", "wb").write(paper)
print(json.dumps({"format": "rong-application/1", "uuid": "00000000-0000-4000-8000-000000000001", "procedure": "1.001193",
    "form": {"id": "birth", "version": "1", "sha256": h(b"form")},
    "instance": "<data><requester><SoDienThoai>0905000001</SoDienThoai></requester></data>",
    "papers": [{"ref": "/data/papers/p", "name": "p.jpg", "type": "image/jpeg", "size": len(paper), "sha256": h(paper), "pages": 1}],
    "open": [], "language": "vi", "filed_at": "2026-11-23T09:24:00+07:00", "kiosk": "K07", "firmware": "test", "packs": [],
    "consent": {"notice": "1", "heard": "vi", "at": "2026-11-23T09:20:00+07:00", "optional": []},
    "identity": {"source": "phone", "sign_in": "phone", "warnings": []}, "assisted": False,
    "receipt": {"token_sha256": h(b"t"), "slip_sha256": h(b"s")}}))
END
earlier=00000000-0000-4000-8000-000000000001
held() { # UUID [NUMBER]: what is told, once it is
    ask held "$1" state >/dev/null
    ask held "$1" items | python3 -c 'import ast, sys; print("; ".join(str(i["paper"]) + " " + i["ref"] + " " + i["procedure"] for i in ast.literal_eval(sys.stdin.read())))'
}
check nothing_is_held_of_her_yet "$(ask held $uuid state) $(ask held $uuid items)" "known []"
device=$(page --data 'client_id=kiosk' "$url/oauth/device_authorization")
code2=$(echo "$device" | sed 's/.*"user_code":"\([^"]*\)".*/\1/')
token2=$(page "$url/phone?code=$code2" | sed -n 's/.*name="token" value="\([0-9a-f]*\)".*/\1/p' | head -1)
page --data "token=$token2&code=$code2&do=agree" "$url/phone" >/dev/null
citizen=$(page --data "client_id=kiosk&grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=$(echo "$device" | sed 's/.*"device_code":"\([^"]*\)".*/\1/')" "$url/oauth/token" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
check an_earlier_one_is_filed "$(page -o /dev/null -w '%{http_code}' -X PUT -H "Idempotency-Key: $earlier" -H "Citizen-Authorization: Bearer $citizen" -H 'Content-Type: application/json' --data-binary "@$dir/earlier.json" "$url/applications/$earlier")" 201
check with_its_paper "$(page -o /dev/null -w '%{http_code}' -X PUT -H 'Content-Type: image/jpeg' --data-binary "@$dir/paper" "$url/applications/$earlier/papers/$(sha256sum <"$dir/paper" | cut -c1-64)")" 201
check that_is_received "$(page "$url/applications/$earlier" | grep -c THU-)" 1
# Asked once a visit: the next citizen's question is another one.
later=6ba7b810-9dad-41d1-80b4-00c04fd430ca
check who_did_not_sign_in_is_told_nothing "$(ask held $later state)" sign-in
code=$(ask signin $later code)
token=$(page "$url/phone?code=$code" | sed -n 's/.*name="token" value="\([0-9a-f]*\)".*/\1/p' | head -1)
page --data "token=$token&code=$code&do=agree" "$url/phone" >/dev/null
check she_signs_in_for_another_one "$(ask signin $later state waiting)" signed
check she_is_offered_what_she_gave_before "$(held $later)" "True /data/papers/p 1.001193; False /data/requester/SoDienThoai 1.001193"
check another_number_an_officer_saw_has_nothing "$(ask held "$later 052190001234" state) $(ask held "$later 052190001234" items)" "known []"
check she_goes_and_it_is_forgotten "$(ask signout '') $(ask held $later state)" "answered sign-in"
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
