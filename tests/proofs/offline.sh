#!/bin/sh
# The line off, an application saved and said to be kept, the line on: it arrives exactly once, and the
# page behind its code says so. usage: offline.sh full|short
cd "$(dirname "$0")/../.." || exit 1
[ "$1" = full ] && n=10 || n=2
bin=build/${B:-release}
dir=$(mktemp -d)
export RIG=$dir/rig
trap 'tests/flow/rig stop; rm -rf "$dir"' EXIT
{
    tests/flow/planted kill9 | sed '/^say sending/,$d'
    printf '%s\n' 'portal off' 'tap go' 'expect saved' 'wait 30s' 'expect screen outcome' \
        'expect state saved' 'portal on' 'expect state received' 'say arrived'
} >"$dir/visit.play"
tests/flow/rig start || exit 1
bad=0
i=0
while [ "$i" -lt "$n" ]; do
    i=$((i + 1))
    "$bin/kiosk" --state "$RIG/state" --headless --scanner sim: --printer none: \
        --camera sim:tests/fixtures/papers/sharp.jpg --rig tests/flow/rig --play "$dir/visit.play" \
        >"$dir/said" 2>>"$dir/kiosk.err"
    uuid=$(sed -n 's/^saved //p' "$dir/said")
    curl -s "$(cat "$RIG/address")/api/applications" >"$dir/list"
    times=$(grep -o "\"uuid\":\"$uuid\",\"sha256\"" "$dir/list" | wc -l)
    if grep -q '^arrived' "$dir/said" && [ "$times" = 1 ]; then
        echo "ok offline_$i"
    else
        echo "not ok offline_$i"
        echo "# at the portal $times times; $(grep wanted "$dir/said")"
        bad=1
    fi
done
all=$(grep -o '{"uuid":"[^"]*","sha256"' "$dir/list" | wc -l)
if [ "$all" = "$n" ]; then
    echo "ok offline_all_and_no_more"
else
    echo "not ok offline_all_and_no_more"
    bad=1
fi
echo "# $n visits with the line off while sending; $all applications at the portal"
exit $bad
