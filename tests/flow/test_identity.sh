#!/bin/bash
# kioskctl identity: a key of the kiosk's own, a request that OpenSSL's command line takes, certificates
# that fit or are refused with a sentence. Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
kioskctl=${KIOSKCTL:-build/${B:-release}/kioskctl}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/state" "$dir/other"
request() { "$kioskctl" identity request --state "$dir/$1" --name "$2" -o "$dir/$3" 2>&1 | sed "s|$dir/||g"; }
ca() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=$1" -keyout "$dir/$1.key" -out "$dir/$1.pem" 2>/dev/null; }
sign() { # CSR CA OUT [extendedKeyUsage] [DAYS]
    openssl x509 -req -in "$dir/$1" -CA "$dir/$2.pem" -CAkey "$dir/$2.key" -days "${5:-365}" -out "$dir/$3" \
        -extfile <(echo "extendedKeyUsage = ${4:-clientAuth}") 2>/dev/null
}
install() { "$kioskctl" identity install "$dir/$1" --state "$dir/state" --name "${2:-K07}" --ca "$dir/fleet.pem" ${3:+--now "$3"} 2>&1 | sed "s|$dir/||g; s/until [0-9TZ:-]*, [0-9]* days/until/"; }

check a_request_is_written "$(request state K07 K07.csr)" 'K07.csr: a request for K07; the fleet'"'"'s authority signs it. The key stays here.'
check the_key_is_for_its_owner_alone "$(stat -c %a "$dir/state/identity.key")" 400
check it_is_of_the_curve "$(openssl pkey -in "$dir/state/identity.key" -noout -text | grep -c 'P-256')" 1
check others_take_the_request "$(openssl req -in "$dir/K07.csr" -verify -noout -subject 2>/dev/null)" 'subject=CN = K07'
request state K07 again.csr >/dev/null
check the_key_stays_the_same "$(for f in K07 again; do openssl req -in "$dir/$f.csr" -noout -pubkey; done | sort -u | wc -l)" 4
ca fleet
ca foreign
sign K07.csr fleet K07.pem
check a_certificate_is_installed "$(install K07.pem)" 'K07.pem: for K07 until; kept as identity.pem'
sign again.csr fleet new.pem
check the_next_lies_beside_it "$(install new.pem)" 'new.pem: for K07 until; kept as identity.new.pem'
check and_the_first_is_as_it_was "$(cmp "$dir/K07.pem" "$dir/state/identity.pem" && echo same)" same
refused() { check "$1" "$(install "$2" "${4:-K07}" "${5:-}")" "identity: $2: $3"; }
request other K07 other.csr >/dev/null
sign other.csr fleet other.pem
refused another_kiosks_key other.pem "this certificate is of another key than this kiosk's"
refused another_name K07.pem 'this certificate is of another kiosk' K08
sign K07.csr foreign foreign-K07.pem
refused another_authority foreign-K07.pem "this certificate is not of the fleet's authority, or not for a client"
sign K07.csr fleet server.pem serverAuth
refused one_for_servers server.pem "this certificate is not of the fleet's authority, or not for a client"
refused one_that_has_ended K07.pem 'this certificate has ended' K07 2050-01-01T00:00:00Z
refused one_before_its_time K07.pem 'this certificate is not good yet; look at the clock' K07 1970-01-01T00:00:00Z
echo rubbish >"$dir/rubbish.pem"
refused no_certificate rubbish.pem 'this is no certificate (PEM)'
refused a_request_is_none K07.csr 'this is no certificate (PEM)'
rm -f "$dir/state/identity.key"
refused without_a_key K07.pem 'this kiosk has no key yet: `kioskctl identity request` makes it'
exit $bad
