#!/bin/bash
# The steward against a double of hawkBit over TCP and TLS, with a pretence of RAUC, logind and systemd on a
# bus of its own and one of the kiosk on its socket: the behaviours that a fleet needs (README of app/steward).
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
told=$dir/once
. tests/flow/fleet_rig
echo $token >"$dir/token"
start_double
order targets "{\"id\":\"k1\",\"token\":\"$token\"}" >/dev/null

# --- an update ----------------------------------------------------------------------------------------
offer 2.0 os forced
check what_is_left_is_a_restart "$(steward)" 1
check it_was_installed_once_and_the_machine_restarts "$(rauc count)" "installs=1 reboots=1"
check nothing_is_reported_before_a_proven_start "$(state) $(said '"finished":"success"')" "RUNNING 0"
check the_kiosk_was_asked_and_shown_a_countdown "$(grep -c '"countdown":0' "$dir/kiosk.asked")" 1
rauc boot >/dev/null
boots=2
boot=boot-2
check a_start_that_is_not_judged_is_not_reported "$(steward) $(state)" "1 RUNNING"
rauc health active >/dev/null
check then_it_is "$(steward) $(state)" "0 FINISHED"
check resumed_is_the_first_word_after_a_restart "$(order "actions/$action" | grep -c resumed)" 1
check its_attributes_are_told "$(order targets/k1 | grep -o '"version":"2.0"' | head -1)" '"version":"2.0"'
check a_second_look_finds_nothing "$(steward)" 0

# --- a version that does not stay ---------------------------------------------------------------------
offer 2.1 os forced
steward >/dev/null
rauc falls on >/dev/null
machine_starts
rauc falls off >/dev/null
check a_version_that_fell_is_told_as_fallen "$(steward) $(state) $(said 'rolled back from 2.1 to 2.0')" "0 ERROR 1"
offer 2.2 os forced
rauc fault breaks >/dev/null
check words_like_html_do_not_wedge_the_action "$(steward) $(state) $(said 'Failed updating slot  rootfs.1    more')" "0 ERROR 1"
rauc fault none >/dev/null

# --- what is refused ----------------------------------------------------------------------------------
offer 1.5 os forced
check older_is_refused "$(steward) $(state) $(said '"code":15')" "0 ERROR 1"
bundle unsigned.raucb 2.3 unsigned
offer 2.3 os forced unsigned.raucb
check unsigned_is_refused "$(steward) $(state) $(said '"code":30')" "0 ERROR 1"
bundle other.raucb 2.9
offer 2.3 os forced other.raucb
check another_version_than_announced_is_refused "$(steward) $(state) $(said '"code":32')" "0 ERROR 1"
offer 1 command forced
check a_command_is_refused "$(steward) $(state) $(said '"code":14')" "0 ERROR 1"
order faults deployment:no-sha256:1 >/dev/null
offer 2.3 os forced
check no_sha256_no_update "$(steward) $(state) $(said '"code":11')" "0 ERROR 1"
check none_of_these_was_installed "$(rauc count)" "installs=3 reboots=2"

# --- lines that lie -----------------------------------------------------------------------------------
fetched() { # FAULT...: fetched only; $got is the exit and the state
    local fault code
    for fault; do
        order faults "$fault" >/dev/null
    done
    offer "3.$made" os downloadonly
    code=1
    for _ in $(seq 30); do
        code=$(steward)
        [ "$code" = 0 ] && break
    done
    curl -s -X DELETE "$url/double/faults"
    got="$code $(state)"
}
counted() { # EFFECT: how often the double made it
    order faults | grep -o "\"$1\":[0-9]*" | head -1 | cut -d: -f2
}
fetched artifact:cut=65536
check a_line_that_is_cut_every_64_kib "$got" "0 DOWNLOADED"
fetched artifact:cut=65536:1 artifact:no-range:1
check all_of_it_for_a_part "$got" "0 DOWNLOADED"
fetched artifact:cut=65536:1 artifact:etag:1
check another_tag "$got" "0 DOWNLOADED"
fetched artifact:endless:1
check no_end "$got" "0 DOWNLOADED"
fetched artifact:corrupt:1
check spoilt_once "$got" "0 DOWNLOADED"
fetched artifact:corrupt:2
check spoilt_twice "$got $(said '"code":21')" "0 ERROR 1"
fetched artifact:status=404:1
check no_such_file "$got $(said '"code":20')" "0 ERROR 1"
fetched poll:status=503:1 deployment:truncated:1 artifact:status=503:1 feedback:status=429:1
check a_server_that_falters "$got" "0 DOWNLOADED"
fetched feedback:then-reset:3
check a_word_that_arrived_and_was_not_answered "$got" "0 DOWNLOADED"
check each_of_these_was_met "$(for effect in cut no-range etag endless corrupt truncated then-reset; do
    [ "$(counted $effect)" -gt 0 ] || echo $effect
done)" ""
check nothing_else_lies_there "$(find "$dir/state/fleet" -name '*.part' | wc -l)" 0

# --- nobody is disturbed ------------------------------------------------------------------------------
echo '{"granted":false,"why":"visit"}' >"$dir/kiosk"
offer 4.0 os forced
check a_visit_is_not_disturbed "$(steward) $(state) $(rauc count)" "1 DOWNLOADED installs=3 reboots=2"
order "actions/$action" '{"cancel":true}' >/dev/null
check a_cancellation_in_time_is_granted "$(steward) $(state)" "0 CANCELED"
check and_what_came_is_gone "$(find "$dir/state/fleet" -type f | wc -l)" 0
echo '{"granted":true,"seconds":60}' >"$dir/kiosk"
hour=$((($(date -u +%-H) + 7 + 2) % 24)) # in Vietnam, in two hours
offer 4.1 os soft
check what_may_wait_waits_for_the_night "$(steward --night "$hour-$(((hour + 1) % 24))") $(tail -1 "$dir/once")" \
    "1 steward: left: wait-idle"
check a_kill_changes_nothing "$(steward --night "$hour-$(((hour + 1) % 24))") $(said '"execution":"resumed"')" "1 1"
check the_night_comes "$(rauc slow 5; steward) $(rauc count)" "ok
1 installs=4 reboots=3"
machine_starts
check a_soft_update_is_through "$(steward) $(state)" "0 FINISHED"

# --- killed, cancelled too late -----------------------------------------------------------------------
rauc slow 4 >/dev/null
offer 4.2 os forced
line
"${program[@]}" --token "$dir/token" >"$dir/once" 2>&1 &
for _ in $(seq 200); do
    [ "$(rauc count)" = "installs=5 reboots=3" ] && break
    sleep 0.1
done
kill -KILL $!
wait $! 2>/dev/null
order "actions/$action" '{"cancel":true}' >/dev/null
check a_cancellation_too_late_is_refused "$(steward) $(said rejected) $(state)" "1 1 RUNNING"
check the_installation_was_not_begun_again "$(rauc count)" "installs=5 reboots=4"
machine_starts
check and_the_update_is_through "$(steward) $(state)" "0 FINISHED"

# --- the last word ------------------------------------------------------------------------------------
order faults feedback:status=503:6 >/dev/null
offer 1 command forced
steward >/dev/null
kept=$(sqlite3 "$dir/state/steward.db" 'SELECT state FROM plan')
curl -s -X DELETE "$url/double/faults"
check the_last_word_is_kept_and_comes "$kept $(steward) $(state)" "9 0 ERROR"
extra=',"confirm":true'
offer 5.0 os downloadonly
extra=
check a_confirmation_is_given "$(steward; steward) $(state)" "1
0 DOWNLOADED"

# --- TLS ----------------------------------------------------------------------------------------------
end_double
sh tests/flow/ca "$dir/ca"
id=client
rm -rf "$dir/state/steward.db"*
secure() { # SERVER-CERTIFICATE CLIENT-CERTIFICATE: the steward's word on the poll, "" = it was heard
    start_double --tls "$dir/ca/$1.pem" "$dir/ca/$1.key" --client-ca "$dir/ca/ca.pem"
    line
    timeout 60 "${program[@]}" --ca "$dir/ca/ca.pem" --cert "$dir/ca/$2.pem" --key "$dir/ca/$2.key" >"$dir/once" 2>&1
    sed -n 's/^steward: poll: //p' "$dir/once"
    end_double
}
check a_certificate_of_the_fleet_is_heard "$(secure good client)" ""
for name in expired future wrong-host foreign self; do
    check "a_server_that_is_${name}_is_not_believed" "$(secure $name client)" "http: the portal's certificate is not trusted"
done
check a_kiosk_of_another_authority_is_not_heard "$(secure good client-foreign | grep -c .)" 1
# Whose TLS refuses the kiosk's certificate, before and after the handshake is over on its own side.
insisting() { # TLS-VERSION CLIENT-CERTIFICATE: the steward's word on the poll
    openssl s_server -accept 127.0.0.1:0 -cert "$dir/ca/good.pem" -key "$dir/ca/good.key" -CAfile "$dir/ca/ca.pem" -Verify 2 \
        -verify_return_error "-tls$1" -www >"$dir/insists" 2>&1 &
    local server=$!
    for _ in $(seq 200); do
        port=$(sed -n 's/^ACCEPT 127.0.0.1:\([0-9]*\)$/\1/p' "$dir/insists")
        [ -n "$port" ] && break
        sleep 0.05
    done
    url=https://127.0.0.1:$port
    line
    timeout 60 "${program[@]}" --ca "$dir/ca/ca.pem" --cert "$dir/ca/$2.pem" --key "$dir/ca/$2.key" >"$dir/once" 2>&1
    kill $server
    wait $server 2>/dev/null
    sed -n 's/^steward: poll: //p' "$dir/once"
}
for version in 1_2 1_3; do
    for name in client-foreign client-expired; do
        check "tls_${version}_refuses_a_${name}" "$(insisting $version $name)" "http: the portal does not take this kiosk's certificate"
    done
done
exit $bad
