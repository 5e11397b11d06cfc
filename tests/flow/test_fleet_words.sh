#!/bin/bash
# What staff read on their page when a kiosk and its fleet server do not get on: a clock in 1970 and one in 2100, an
# authority that was rotated, followed and missed, a server that was set up anew, a kiosk that was revoked, one whose
# certificate has ended. A real steward over TLS against the double of hawkBit writes the word; the real kiosk, started
# on the same state directory, shows the sentence on the page behind the PIN.
# Runs with the proofs.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
told=$dir/once
. tests/flow/fleet_rig
kioskctl=$bin/kioskctl
apart() { env LD_PRELOAD="$PWD/build/${B:-release}/tests/clock_apart.so" CLOCK_APART="$1" "${@:2}"; } # SECONDS COMMAND...
apart $((-200 * 86400)) sh tests/flow/ca "$dir/ca" # the authority is older than the system that believes it
cat "$dir/ca/ca.pem" "$dir/ca/other-ca.pem" >"$dir/both.pem"
printf '[kiosk]\nname = k7\nlanguages = vi\n[devices]\nkeypad = sim:\nscanner = sim:\n' >"$dir/kiosk.ini"
mkdir "$dir/k7"
echo 280519 | "$kioskctl" staff pin --state "$dir/k7" >/dev/null
touch -d '-100 days' "$dir/epoch"
built=$(stat -c %Y "$dir/epoch")

# --- whom it meets, and as whom ------------------------------------------------------------------------
serve() { # SERVER-CERTIFICATE: the double, always at one port; who asks is known by a certificate
    start_double --tls "$dir/ca/$1.pem" "$dir/ca/$1.key" --client-ca "$dir/ca/ca.pem"
    port=${url##*:}
}
manage() { curl -s --cacert "$dir/both.pem" --data-binary "$1" "$url/double/targets" >/dev/null; } # JSON
line() { # AUTHORITIES: sets $program
    program=("$bin/steward" --state "$dir/k7" --config "$dir/kiosk.ini" --ddi "$url/DEFAULT/controller/v1/{name}" --ca "$1"
        --bus "unix:path=$dir/bus" --os-release "$dir/os-release" --boot one --epoch "$dir/epoch" --night 0-0 --pace 50)
}
asks() { # [AUTHORITIES [SECONDS]]: once, with a clock so far from the machine's; its exit, the word and the clock
    line "${1:-$dir/ca/ca.pem}"
    apart "${2:-0}" timeout 120 "${program[@]}" --once >"$dir/once" 2>&1
    echo "$? $(word) $(sed -n 's/^clock = //p' "$dir/k7/fleet.state")"
}
word() { sed -n 's/^word = //p' "$dir/k7/fleet.state"; }
wished() { # the second to which the clock is to be put forward, taken away
    cat "$dir/k7/run/clock" 2>/dev/null
    rm -f "$dir/k7/run/clock"
}
sign() { # OUT FROM TO: the kiosk's request
    echo 'extendedKeyUsage = clientAuth' >"$dir/k7.ext"
    openssl ca -batch -notext -config "$dir/ca/ca.db/config" -startdate "$2" -enddate "$3" -extfile "$dir/k7.ext" \
        -in "$dir/k7/identity.csr" -out "$dir/$1" 2>/dev/null
}
day() { date -u -d "$1" +%Y%m%d%H%M%SZ; }

# --- what staff read -----------------------------------------------------------------------------------
staff_read() { # NAME: what comes on standard input is expected of their page
    { printf 'shots off\nexpect screen welcome\nwait speech\ninclude staff\nwait 6s\n'; cat; } >"$dir/script"
    tests/flow/script "$dir/script" >"$dir/staff.play"
    "$bin/kiosk" --state "$dir/k7" --config "$dir/kiosk.ini" --headless --play "$dir/staff.play" --out "$dir/out" \
        --now "$(date +%Y-%m-%dT09:24:00+07:00)" --seed 1 >"$dir/played" 2>&1
    local status=$?
    check "$1" "$status" 0
    [ $status = 0 ] || tail -3 "$dir/played" | sed 's/^/# /'
}
none='expect absent Máy chủ quản lý
expect absent máy chủ quản lý
expect absent Chứng thư'
off='Giờ máy khác giờ của máy chủ quản lý. Gọi kỹ thuật chỉnh giờ máy.'

# --- a kiosk whose server knows it -----------------------------------------------------------------------
serve good
asks >/dev/null # its key and its request are made
sign own.pem "$(day '-200 days')" "$(day '+300 days')"
"$kioskctl" identity install "$dir/own.pem" --state "$dir/k7" --name k7 --ca "$dir/ca/ca.pem" >/dev/null
manage '{"id":"k7","sleep":"00:00:01"}'
check a_kiosk_that_is_known_is_well "$(asks) $(asks)" '0 well right 0 well right'
wished >/dev/null
staff_read and_its_staff_read_nothing_of_it <<<"$none"

# --- the clock ---------------------------------------------------------------------------------------------
now=$(date +%s)
check in_1970_it_is_to_be_put_to_where_the_system_was_built "$(asks '' $((86400 - now))) $(wished)" "1 well wrong $built"
staff_read staff_read_of_a_clock_in_1970 <<<"await text $off"
check from_there_to_where_the_server_says "$(asks '' $((built - now))) $(($(wished) - now < 600))" '0 well wrong 1'
check and_then_it_is_right "$(asks)" '0 well right'
staff_read and_staff_read_it_no_more <<<"$none"
check a_clock_in_2100_is_not_put_back "$(asks '' $((4102444800 + 86400 - now))) $(wished)" '1 well wrong '
staff_read staff_read_of_a_clock_in_2100 <<<"await text $off"
check it_was_set_by_hand "$(asks)" '0 well right'
end_double

# --- another authority ---------------------------------------------------------------------------------------
serve foreign
check who_believes_both_follows_the_next_authority "$(asks "$dir/both.pem")" '0 well right'
staff_read and_its_staff_read_nothing_of_that <<<"$none"
check who_missed_it_says_nothing_of_one_answer "$(asks)" '1 well right'
line "$dir/ca/ca.pem"
"${program[@]}" >"$dir/once" 2>&1 &
beside=$!
for _ in $(seq 240); do
    [ "$(word)" = untrusted ] && break
    sleep 0.5
done
kill $beside
wait $beside 2>/dev/null
check but_of_the_third "$(word) $(grep -c '^steward: poll: ' "$dir/once")" 'untrusted 3'
staff_read staff_read_that_the_authority_is_strange <<<'await text Máy chủ quản lý đưa chứng thư lạ. Gọi kỹ thuật.'
end_double
serve good
check it_is_forgotten_with_the_first_answer "$(asks)" '0 well right'

# --- a server set up anew ------------------------------------------------------------------------------------
end_double
rm -rf "$dir/fleet"
serve good
check a_server_that_was_set_up_anew_is_noticed "$(asks)" '0 lost right'
staff_read staff_read_that_the_server_is_new <<<'await text Máy chủ quản lý vừa dựng lại. Mai còn dòng này thì báo kỹ thuật.'

# --- who it is not any more -----------------------------------------------------------------------------------
manage '{"id":"k7","refuse":401}'
check a_revoked_kiosk_knows_it "$(asks)" '1 revoked right'
staff_read staff_read_that_it_was_revoked <<<'await text Máy chủ quản lý không nhận máy này. Gọi kỹ thuật.'
sign ended.pem "$(day '-200 days')" "$(day '-3 days +2 hours')"
cp "$dir/ended.pem" "$dir/k7/identity.pem"
check a_certificate_that_has_ended_is_told_first "$(asks)" '1 cert-over right'
staff_read staff_read_that_the_certificate_has_ended <<<'await text Chứng thư máy hết hạn 3 ngày, không có bản mới. Gọi kỹ thuật.'
end_double
exit $bad
