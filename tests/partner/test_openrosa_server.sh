#!/bin/sh
# A birth registration, filled in at a kiosk without a line, goes to an OpenRosa server: once, and a
# second time from a copy of the same kiosk, which the server must take for the same. To be run against
# a real ODK Central or KoboToolbox, in whose project assets/forms/1.001193/form.xml is published:
#   tests/partner/test_openrosa_server.sh https://HOST/v1/key/{token}/projects/N TOKENFILE
# Without an address the practice portal stands in for it. Prints "ok NAME" and "not ok NAME".
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
export RIG=$dir/rig
portal=
trap 'tests/flow/rig stop; end_portal; rm -rf "$dir"' EXIT
told=$dir/sent

# --- saved without a line -----------------------------------------------------------------------------
{
    tests/flow/planted kill9 | sed '/^say sending/,$d'
    printf '%s\n' 'courier off' 'tap go' 'expect saved' 'wait 30s' 'expect screen outcome' 'expect state saved'
} >"$dir/visit.play"
tests/flow/rig start || exit 1
"$bin/kiosk" --state "$RIG/state" --headless --scanner sim: --printer none: \
    --camera sim:tests/fixtures/papers/sharp.jpg --rig tests/flow/rig --play "$dir/visit.play" >"$dir/said" 2>"$dir/kiosk.err"
tests/flow/rig stop
uuid=$(sed -n 's/^saved //p' "$dir/said")
check a_registration_is_saved "${#uuid}" 36
cp -a "$RIG/state" "$dir/first"
cp -a "$RIG/state" "$dir/second"

# --- sent ---------------------------------------------------------------------------------------------
if [ $# -eq 0 ]; then
    echo sesame >"$dir/token"
    start_portal --token sesame
    set -- "$url/v1/key/{token}/projects/1" "$dir/token"
else
    echo "# $1: its project must show one submission, uuid:$uuid, with its picture"
fi
send() { # STATE
    "$bin/courier" --state "$1" --portal "$to" --adapter openrosa ${credentials:+--credentials "$credentials"} --once >"$dir/sent" 2>&1
    echo "$? $(sqlite3 -separator ' ' "$1/outbox.db" 'SELECT state, last_reason, sealed IS NULL FROM application')"
}
to=$1 credentials=${2:-}
check the_server_is_known "$("$bin/kioskctl" portal check --portal "$to" --adapter openrosa ${credentials:+--credentials "$credentials"} >"$dir/sent"; echo $?)" 0
check it_is_taken "$(send "$dir/first")" "0 2 at-rest 1"
check the_same_once_more_is_taken_for_the_same "$(send "$dir/second")" "0 2 at-rest 1"
[ -z "$portal" ] || check it_is_there_once_with_its_picture "$(curl -s "$url/api/applications" |
    python3 -c 'import json, sys
for a in json.load(sys.stdin)["applications"]:
    print(a["uuid"], a["adapter"], [p["type"] for p in a["papers"]])')" "$uuid openrosa ['application/pdf']"
exit $bad
