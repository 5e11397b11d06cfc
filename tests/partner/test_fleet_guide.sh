#!/bin/bash
# The fleet guide (image/fleet/GUIDE.md) as it stands there: its commands are taken out and run in order, by one
# engineer in a scratch folder, against the double of hawkBit over TLS, Debian's VictoriaMetrics, and kiosks that this
# script plays. Only hosts are others: fleet.gialai.example is the double's line, port 8428 a free one, /srv/rong its folder.
# What it asks of the guide: a block ```sh runs, ```sh not-run is said before to be "not run by the test";
# <!-- says: TEXT --> behind a block: it was printed there; <!-- test: WORDS -->: what kiosks and servers do meanwhile.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
root=$PWD
dir=$(mktemp -d)
trap 'kill $(cat "$dir"/*.pid 2>/dev/null) 2>/dev/null; rm -rf "$dir"' EXIT
mkdir -p "$dir/home/fleet" "$dir/out"
ln -s "$root" "$dir/home/rong"
for program in victoria-metrics vmalert rauc jq mksquashfs veritysetup; do
    command -v $program >/dev/null || PATH=$PATH:/usr/sbin command -v $program >/dev/null || check "${program}_is_there" no yes
done
[ "$bad" = 0 ] || exit 1

# --- the guide as one script ---------------------------------------------------------------------------
python3 - image/fleet/GUIDE.md "$dir" <<'END'
import re, sys
out, block, said, number = [], None, "", 0
left, unsaid, says = 0, 0, []
text = open(sys.argv[1], encoding="utf-8").read().split("\n")
for line in text:
    if block is not None:
        if line == "```":
            if block[0] == "sh":
                number += 1
                out.append("begin %d\n%s" % (number, "\n".join(block[1:])))
            block, said = None, ""
        else:
            block.append(line)
    elif line.startswith("```"):
        kind = line[3:]
        if kind == "sh not-run":
            left += 1
            unsaid += "not run by the test" not in said.lower()
        block = [kind]
    elif line.startswith("<!-- test: "):
        out.append("begin played\n" + line[len("<!-- test: "):-len(" -->")])
    elif line.startswith("<!-- says: "):
        says.append("%d\t%s" % (number, line[len("<!-- says: "):-len(" -->")]))
    else:
        said = said + "\n" + line if line.strip() or said.strip() else line
open(sys.argv[2] + "/blocks", "w").write("\n".join(out) + "\nbegin over\n")
open(sys.argv[2] + "/says", "w").write("".join(s + "\n" for s in says))
print("%d %d %d" % (number, left, unsaid), file=open(sys.argv[2] + "/counts", "w"))
END
read -r blocks left unsaid <"$dir/counts"
port=$(python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

# --- what happens meanwhile, elsewhere ------------------------------------------------------------------
cat >"$dir/elsewhere" <<'END'
begin() {
    echo "$1" >>"$dir/reached"
    exec >"$dir/out/$1" 2>&1
}
servers_start() {
    "$root/build/$B/tests/fleet-double" --listen 127.0.0.1:0 --data "$dir/double" --tls authority/server.pem authority/server.key \
        --client-ca authority/fleet-ca.pem >"$dir/double.out" 2>"$dir/double.err" &
    echo $! >"$dir/double.pid"
    . "$root/tests/check.sh"
    until_listening "$dir/double.out"
    echo "connect-to = \"fleet.gialai.example:443:${url#https://}\"" >"$HOME/.curlrc"
    for _ in $(seq 200); do
        curl -sf "http://127.0.0.1:$port/health" >/dev/null && return
        sleep 0.1
    done
    return 1
}
kiosk() { # NAME CURL-OPTION... REST: its request
    local name=$1
    shift
    local rest=${*: -1}
    curl -sS --fail-with-body --cacert authority/fleet-ca.pem --cert "stick/rong-$name.pem" --key "state-$name/identity.key" \
        -H 'Content-Type: application/json' "${@:1:$#-1}" "https://fleet.gialai.example/DEFAULT/controller/v1/$name$rest"
}
kiosk_polls() { # NAME
    kiosk "$1" ''
    kiosk "$1" -X PUT -d '{"mode":"replace","data":{"version":"2026.11.1","slot":"A","commune":"Ia Grai"}}' /configData
}
kiosks_enrolled() { # NAME...
    local name group=ia-grai
    for name; do
        mkdir -p "state-$name"
        sh "$RONG/image/tree/usr/lib/rong/enrol" "state-$name" stick "$name"
        openssl x509 -req -in "stick/rong-$name.csr" -CA authority/fleet-ca.pem -CAkey authority/fleet-ca.key -CAcreateserial \
            -days 365 -extfile authority/ca.cnf -extensions kiosk -out "stick/rong-$name.pem"
        hawkbit POST targets "[{\"controllerId\": \"$name\", \"name\": \"$name\", \"group\": \"$group\"}]"
        group=pleiku
        kiosk_polls "$name"
    done
}
bundle_built() { # VERSION: as image/build ends, with little in it
    mkdir -p "$dir/slot" "$dir/signing"
    cp release/ca.pem release/release.pem release/release.key "$dir/signing/"
    head -c 300000 /dev/urandom >"$dir/slot/root.img"
    head -c 100000 /dev/urandom >"$dir/slot/boot.img"
    (cd "$RONG" && PATH=$PATH:/usr/sbin SOURCE_DATE_EPOCH=1790000000 image/bundle "$dir/slot" "$1" "$dir/signing" "$HOME/fleet/rong-$1.raucb")
}
kiosks_say() { # NAME success|failure: it fetches what it is given whole, and says how that ended
    local base link said=success details=
    link=$(kiosk "$1" '' | jq -r '._links.deploymentBase.href')
    base=${link#*/controller/v1/"$1"}
    kiosk "$1" "$base" >"$dir/deployment"
    link=$(jq -r '.deployment.chunks[0].artifacts[0]._links.download.href' "$dir/deployment")
    kiosk "$1" "${link#*/controller/v1/"$1"}" >"$dir/fetched"
    [ "$(sha256sum <"$dir/fetched" | cut -c1-64)" = "$(jq -r '.deployment.chunks[0].artifacts[0].hashes.sha256' "$dir/deployment")" ]
    [ "$2" = success ] || said='failure' details=',"code":40,"details":["rolled back from 2026.12.1 to 2026.11.1"]'
    kiosk "$1" -d "{\"status\":{\"execution\":\"closed\",\"result\":{\"finished\":\"$said\"}$details}}" "${base%%\?*}/feedback"
}
kiosk_logs() { # NAME: its real steward seals the log, at a double of its own; what that leaves is put at the fleet
    local name=$1 said aside number
    printf 'expect screen welcome\nquit\n' >"$dir/quit.play"
    printf '[kiosk]\nname = %s\n[log]\n%s\n' "$name" "$(grep -h '^key = ' "$dir"/out/* | head -1)" >"$dir/$name.ini"
    echo 0123456789abcdef0123456789abcdef >"$dir/token"
    "$root/build/$B/kiosk" --headless --play "$dir/quit.play" --state "state-$name" --out "$dir/played" --config "$dir/$name.ini"
    "$root/build/$B/tests/fleet-double" --listen 127.0.0.1:0 --data "$dir/aside" --anonymous >"$dir/aside.out" 2>&1 &
    echo $! >"$dir/aside.pid"
    . "$root/tests/check.sh"
    until_listening "$dir/aside.out"
    aside=$url
    curl -sS -d "{\"id\":\"$name\"}" "$aside/double/targets"
    curl -sS -T k07-log.command "$aside/double/artifacts/log.command"
    curl -sS -d '{"name":"log","version":"1","modules":[{"part":"command","version":"1","artifacts":[1]}]}' "$aside/double/distributions"
    curl -sS -d "{\"distribution\":1,\"target\":\"$name\",\"type\":\"forced\"}" "$aside/double/assign"
    "$root/build/$B/steward" --state "state-$name" --config "$dir/$name.ini" --ddi "$aside/DEFAULT/controller/v1/{name}" \
        --token "$dir/token" --operator-key sign/operator.key.pub --bus "unix:path=$dir/none" --boot one --reserve 1 --pace 50 --once
    for said in "state-$name"/outgoing/*-log.ronglog; do
        kiosk_puts "$name" "$said"
    done
}
kiosk_puts() { # NAME FILE
    curl -sS --fail-with-body --cacert authority/fleet-ca.pem --cert "stick/rong-$1.pem" --key "state-$1/identity.key" -T "$2" \
        "https://fleet.gialai.example/outgoing/$1/${2##*/}"
}
kiosks_tell() { # a minute ago; K03 two hours before that
    local at=$((($(date +%s) - 60) * 1000)) name
    for name in K01 K02 K07; do
        printf 'rong_up{kiosk="%s"} 1 %s\nrong_build_info{kiosk="%s",version="2026.12.1"} 1 %s\n' $name $at $name $at
    done >"$dir/told"
    printf 'rong_up{kiosk="K03"} 1 %s\n' $((at - 7200000)) >>"$dir/told"
    curl -sS --fail-with-body --data-binary "@$dir/told" "http://127.0.0.1:$port/api/v1/import/prometheus"
    curl -sS "http://127.0.0.1:$port/internal/force_flush"
    jobs -p >"$dir/victoria.pid"
}
END
{
    printf 'set -eE -o pipefail\nroot=%q dir=%q port=%q B=%q\n' "$root" "$dir" "$port" "${B:-release}"
    cat "$dir/elsewhere"
    sed "s/127\.0\.0\.1:8428/127.0.0.1:$port/g; s|/srv/rong/outgoing|$dir/double/outgoing|g" "$dir/blocks"
    echo 'jobs -p >"$dir/victoria.pid"'
} >"$dir/script"
(cd "$dir/home/fleet" && env -u RONG HOME="$dir/home" CURL_HOME="$dir/home" PATH="$root/build/${B:-release}:$PATH" \
    timeout 1500 bash "$dir/script") 2>"$dir/err"
check the_guide_goes_through_to_its_end "$? $(tail -1 "$dir/reached")" "0 over"
if [ "$(tail -1 "$dir/reached")" != over ]; then
    echo "# it ends in block $(tail -1 "$dir/reached"): $(tail -5 "$dir/out/$(tail -1 "$dir/reached")" | tr '\n' ' ')"
fi
check every_block_was_run "$(grep -c '^[0-9]' "$dir/reached")" "$blocks"
check what_is_not_run_is_said_with_its_reason "$unsaid of $left" "0 of 5"
while IFS=$'\t' read -r number text; do
    check "block_${number}_says_what_the_guide_means" "$(grep -cF -- "$text" "$dir/out/$number" | sed 's/^[1-9].*/there/')" there
done <"$dir/says"

# --- what it says of others -----------------------------------------------------------------------------
check each_alarm_has_its_row "$(diff <(sed -n 's/^ *- alert: //p' image/fleet/alerts.yml | sort) \
    <(sed -n '/^| alarm /,$s/^| \([A-Z][A-Za-z]*\) |.*/\1/p' image/fleet/GUIDE.md | sort))" ""
check each_metric_has_a_panel "$(grep -oE '"rong_[a-z_]+"' app/steward/metrics.h | tr -d '"' | while read -r name; do
    grep -q "$name" image/fleet/dashboard.json || echo "$name"
done)" rong_disk_size_bytes
check each_file_it_names_is_there "$(grep -oE '\$RONG/[a-z][A-Za-z0-9_./-]*' image/fleet/GUIDE.md | sort -u | sed 's|\$RONG/||' |
    grep -v '^out/' | while read -r file; do [ -e "$file" ] || echo "$file"; done)" ""
exit $bad
