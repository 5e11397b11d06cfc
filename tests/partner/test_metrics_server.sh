#!/bin/sh
# A day without a line, then the real VictoriaMetrics of Debian behind a line that asks for the
# kiosk's certificate: each sample is there once, with its own time. Prints "ok NAME", "not ok NAME".
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
ring=build/${B:-release}/tests/ring_push
dir=$(mktemp -d)
server= proxy=
end_server() { [ -z "$server" ] || { kill "$server"; wait "$server"; } 2>/dev/null; server=; }
trap 'end_server; [ -z "$proxy" ] || kill "$proxy"; rm -rf "$dir"' EXIT
free_port() { python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
port=$(free_port) outer=$(free_port)

start_server() { # DATA OPTION...
    data=$1
    shift
    victoria-metrics -storageDataPath "$dir/$data" -httpListenAddr "127.0.0.1:$port" -retentionPeriod 12 "$@" >"$dir/server.log" 2>&1 &
    server=$!
    for _ in $(seq 200); do
        curl -sf "http://127.0.0.1:$port/health" >/dev/null && return
        sleep 0.1
    done
    echo "# no server: $(tail -1 "$dir/server.log")"
}
push() { # URL [CA CERT KEY]: until nothing waits or it is refused
    for _ in $(seq 100); do
        "$ring" "$dir/ring" GL-1 push "$@" >"$dir/pushed" 2>"$dir/why" || return 1
        grep -q '^waiting 0 ' "$dir/pushed" && return 0
    done
    return 1
}
# "SAMPLES TIMES FIRST LAST" of a series, what is in between being one a minute.
told() { # SERIES
    curl -s "http://127.0.0.1:$port/internal/force_flush"
    curl -sG "http://127.0.0.1:$port/api/v1/export" --data-urlencode "match[]=$1" | python3 -c '
import json, sys
values, times = [], []
for line in sys.stdin:
    one = json.loads(line)
    values += one["values"]
    times += [t // 1000 for t in one["timestamps"]]
even = all(b - a == 60 for a, b in zip(times, times[1:]))
print(len(times), len(set(times)), times[0] if times else "-", times[-1] if times else "-",
      "each minute" if even else "uneven", values == [i + 1 for i in range(len(values))])'
}

# --- without a line -----------------------------------------------------------------------------------
minutes=1500
first=$(($(date +%s) / 900 * 900 - 2 * 86400))
last=$((first + (minutes - 1) * 60))
mkdir "$dir/ring"
"$ring" "$dir/ring" GL-1 put "$first" "$minutes" >/dev/null || exit 1
check nobody_answers "$(push "http://127.0.0.1:$port"; cut -d: -f2- "$dir/why" | grep -c offline) $(cat "$dir/pushed")" "1 waiting $minutes lost 0"
cp -a "$dir/ring" "$dir/before"
echo "# $minutes minutes take $(cat "$dir"/ring/ring.* | wc -c) bytes on the kiosk's disk"

# --- with one that wants its certificate --------------------------------------------------------------
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$dir/ca.key" -out "$dir/ca.pem" -days 2 -subj /CN=fleet-ca 2>/dev/null
for who in 127.0.0.1 GL-1; do
    openssl req -newkey rsa:2048 -nodes -keyout "$dir/$who.key" -subj "/CN=$who" 2>/dev/null |
        openssl x509 -req -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial -days 2 -out "$dir/$who.pem" \
            -extfile /dev/fd/3 2>/dev/null 3<<END
subjectAltName=IP:127.0.0.1
END
done
start_server one -dedup.minScrapeInterval=1ms
socat "OPENSSL-LISTEN:$outer,bind=127.0.0.1,reuseaddr,fork,cert=$dir/127.0.0.1.pem,key=$dir/127.0.0.1.key,cafile=$dir/ca.pem,verify=1" \
    "TCP:127.0.0.1:$port" 2>/dev/null &
proxy=$!
sleep 1
push "https://127.0.0.1:$outer" "$dir/ca.pem"
check without_a_certificate_nothing_is_taken "$(cat "$dir/pushed")" "waiting $minutes lost 0"
check with_it_all_is_taken "$(push "https://127.0.0.1:$outer" "$dir/ca.pem" "$dir/GL-1.pem" "$dir/GL-1.key"; cat "$dir/pushed" "$dir/why")" "waiting 0 lost 0"
once="$minutes $minutes $first $last each minute"
check each_minute_is_there_once "$(told 'rong_boots_total{kiosk="GL-1"}')" "$once True"
check each_label_too "$(told 'rong_health_grade{kiosk="GL-1",part="paper"}' | cut -d' ' -f1-6)" "$once"
check what_is_told_on_the_quarter "$(told 'rong_outbox_waiting' | cut -d' ' -f1-4)" "$((minutes / 15)) $((minutes / 15)) $first $((first + (minutes / 15 - 1) * 900))"

# --- the answer was lost, so all of it comes once more ------------------------------------------------
rm -r "$dir/ring" && cp -a "$dir/before" "$dir/ring"
check the_same_is_sent_again "$(push "http://127.0.0.1:$port"; cat "$dir/pushed")" "waiting 0 lost 0"
check and_is_there_once "$(told 'rong_boots_total{kiosk="GL-1"}')" "$once True"
end_server
start_server one -dedup.minScrapeInterval=1ms
check after_its_restart_too "$(told 'rong_boots_total{kiosk="GL-1"}')" "$once True"
end_server

# Without that option the server shows both: the guide must name it, and this test would see it go.
start_server two
for _ in 1 2; do
    rm -r "$dir/ring" && cp -a "$dir/before" "$dir/ring"
    push "http://127.0.0.1:$port"
done
check without_the_option_twice "$(told 'rong_boots_total{kiosk="GL-1"}' | cut -d' ' -f1,2)" "$((2 * minutes)) $minutes"
end_server

# --- what judges the figures --------------------------------------------------------------------------
check the_rules_are_rules "$(vmalert -dryRun -rule image/fleet/alerts.yml >"$dir/rules" 2>&1; echo $?)" 0
sed 's/> 0$/> > 0/' image/fleet/alerts.yml >"$dir/wrong.yml"
check a_wrong_rule_is_seen "$(vmalert -dryRun -rule "$dir/wrong.yml" >"$dir/rules" 2>&1; [ $? -ne 0 ] && echo seen)" seen
exit $bad
