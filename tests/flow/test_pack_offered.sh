#!/bin/bash
# Packs by the portal's OpenRosa form list: the steward fetches those that are others than it had, and judges them as
# any other; what the portal no longer offers stays. Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
told=$dir/once
trap 'end_portal; end_double; rm -rf "$dir"' EXIT
"$bin/kioskctl" pack key "$dir/key" >/dev/null
"$bin/kioskctl" pack key "$dir/other" >/dev/null
mkdir "$dir/folder" "$dir/offered"
pack() { # VERSION [KEY]: offered from now on
    printf 'name = xa\nversion = %d\nmade = 2026-11-28\nexpires = 2099-11-28\nmin_firmware = 2\n' "$1" >"$dir/folder/pack.ini"
    printf '[idle]\nwarning_s = 60\n' >"$dir/folder/settings.ini"
    "$bin/kioskctl" pack build "$dir/folder" --key "$dir/${2:-key}" -o "$dir/offered/xa.pack" >/dev/null
}
start_double --anonymous
fleet=$url
start_portal --packs "$dir/offered" --token secret
echo secret >"$dir/known"
# A new process asks at once; the fleet has nothing for it.
ask() { # [OPTION]...: what was said of packs, without the time
    timeout 120 "$bin/steward" --state "$dir/state" --ddi "$fleet/DEFAULT/controller/v1/k1" --packs-key "$dir/key.pub" --bus unix:path=/none \
        --boot boot-1 --night 0-0 --reserve 1 --pace 50 --once --forms "$url/key/{token}" --forms-credentials "$dir/known" "$@" >"$dir/once" 2>&1
    sed -n 's/^steward: packs offered: //p' "$dir/once"
}
version() { "$bin/kioskctl" pack list --state "$dir/state" --key "$dir/key.pub" 2>&1 | grep -o 'xa.pack.version [0-9]*' | tr '\t' ' '; }
pack 1
check a_pack_that_is_offered_is_taken "$(ask) $(version)" 'xa: taken xa.pack version 1'
check the_same_is_not_fetched_again "$(ask)" ''
pack 2 other
check one_of_another_key_is_refused "$(ask) $(version)" 'xa: the key did not sign this file, or it was changed since: fetch it anew xa.pack version 1'
check and_not_fetched_again "$(ask)" ''
pack 2
check the_next_takes_over "$(ask) $(version)" 'xa: taken xa.pack version 2'
pack 1
check an_older_one_does_not "$(ask | grep -c 'is no older') $(version)" '1 xa.pack version 2'
rm "$dir/offered/xa.pack"
check what_is_no_longer_offered_stays "$(ask) $(version)" ' xa.pack version 2'
check a_portal_that_does_not_know_us_is_told "$(echo wrong >"$dir/known"; ask)" 'pack offers: the portal does not give it'
check the_token_is_in_no_word "$(grep -c 'wrong\|secret' "$dir/once")" 0
# A portal is another's server: over TLS it shows a certificate of its own authority, and no other of it is believed.
echo secret >"$dir/known"
tests/flow/ca "$dir/keys"
end_portal
start_portal --packs "$dir/offered" --token secret --tls "$dir/keys/good.pem" "$dir/keys/good.key"
pack 3
check a_portal_of_an_authority_that_is_not_ours_is_not_asked "$(ask --forms-ca "$dir/keys/other-ca.pem" | grep -c taken) $(version)" \
    '0 xa.pack version 2'
check by_its_own_authority_it_is "$(ask --forms-ca "$dir/keys/ca.pem") $(version)" 'xa: taken xa.pack version 3'
exit $bad
