#!/bin/bash
# 500 stewards (short: 20), each with its own journal, slots and figures, against one double of hawkBit and one
# VictoriaMetrics of Debian, under a clock that goes SPEED times as fast: a roll-out by waves, an outage of both
# servers of 30 minutes, and how they come back. No request comes faster than is stated (README of app/steward), and
# every sample of every metric is there once as the fleet guide has the server set up. The server runs without that
# option first: it shows what is repeated behind a lost answer, no more. And 50,000 schedules in time of their own.
# usage: fleet_500.sh full|short   N= SPEED= OUTAGE=seconds of the kiosks' time
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
command -v victoria-metrics >/dev/null || tests/setup partner || exit 1
if [ "${1:-full}" = full ]; then
    n=${N:-500} speed=${SPEED:-20} outage=${OUTAGE:-1800} each=25 province=50000 waves=(1 10 50 100)
else
    n=${N:-20} speed=${SPEED:-100} outage=${OUTAGE:-600} each=5 province=5000 waves=(10 100)
fi
base=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d) # hundreds of journals: flushing them is not what this is about
dir=$base
crowd=()
server=
told=$dir/crowd.err
finish() {
    [ ${#crowd[@]} -eq 0 ] || kill "${crowd[@]}" 2>/dev/null
    [ -z "$server" ] || kill "$server" 2>/dev/null
    end_double
    wait 2>/dev/null
    [ -n "${KEEP:-}" ] && echo "# kept: $dir" || rm -rf "$dir"
}
trap finish EXIT
free_port() { python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
figures=$(free_port)
start_figures() { # [OPTION]
    victoria-metrics -storageDataPath "$dir/figures" -httpListenAddr "127.0.0.1:$figures" -retentionPeriod 12 \
        "$@" -memory.allowedPercent=20 >>"$dir/figures.log" 2>&1 &
    server=$!
    for _ in $(seq 600); do
        curl -sf "http://127.0.0.1:$figures/health" >/dev/null && return
        sleep 0.1
    done
    echo "# no server of figures: $(tail -1 "$dir/figures.log")"
}
order() { # REST [JSON]
    curl -s ${2:+--data-binary "$2"} "$url/double/$1"
}
rest() { # SECONDS of the kiosks' time
    python3 -c "import time; time.sleep($1 / $speed)"
}
until_said() { # SECONDS COMMAND...: until it is true, at most that long of the kiosks' time
    local end=$(($(date +%s%N) / 1000000 + $1 * 1000 / speed))
    shift
    while [ $(($(date +%s%N) / 1000000)) -lt $end ]; do
        "$@" && return 0
        sleep 0.5
    done
    return 1
}
memory() { # PID...: MiB at most, all together
    local sum=0 pid
    for pid; do
        sum=$((sum + $(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$pid/status")))
    done
    echo $((sum / 1024))
}

# --- what comes back --------------------------------------------------------------------------------------
value() { # FILE NAME
    sed -n "s/^$2 //p" "$1"
}
for how in line power hurry; do
    "$bin/tests/reconnect" $province 300 1800 $how >"$dir/reconnect.$how"
    echo "# $province kiosks, 30 minutes without a server, $how: requests a second at most $(value "$dir/reconnect.$how" before_most) before," \
        "$(value "$dir/reconnect.$how" away_most) meanwhile, $(value "$dir/reconnect.$how" after_most) after; half are heard after" \
        "$(value "$dir/reconnect.$how" half_s) s, 99 % after $(value "$dir/reconnect.$how" most_s), all after $(value "$dir/reconnect.$how" all_s)"
done
"$bin/tests/reconnect" $province 300 300 line >"$dir/reconnect.short"
echo "# ... 5 minutes without one: $(value "$dir/reconnect.short" away_most) meanwhile, $(value "$dir/reconnect.short" after_most) after; all after $(value "$dir/reconnect.short" all_s) s"
ceiling=$((province / 30))
check nobody_comes_back_sooner_than_after_30_s "$(cat "$dir"/reconnect.* | awk '$1 == "shortest_ms" && $2 < 30000')" ""
check everybody_comes_back "$(cat "$dir"/reconnect.* | awk '$1 == "all_s" && ($2 < 0 || $2 > 3700)')" ""
check a_silent_server_is_asked_less_than_once_in_30_s_of_each "$(cat "$dir"/reconnect.* | awk -v most=$ceiling '$1 == "away_most" && $2 > most')" ""
check after_30_minutes_they_come_no_thicker_than_on_any_day "$(($(value "$dir/reconnect.line" after_most) <= 3 * province / 300))" 1
check nor_when_all_hear_of_their_line_in_one_moment "$(($(value "$dir/reconnect.hurry" after_most) <= 3 * province / 300)) $(($(value "$dir/reconnect.hurry" all_s) <= 330))" "1 1"

# --- the fleet --------------------------------------------------------------------------------------------
start_double --anonymous
port=${url##*:}
start_figures
python3 -c "import json; print(json.dumps([{'id': 'k%d' % i, 'group': 'all'} for i in range(1, $n + 1)]))" >"$dir/all"
curl -s -o /dev/null --data-binary @"$dir/all" "$url/double/targets"
head -c 200000 /dev/urandom >"$dir/update.raucb"
curl -s -o /dev/null -T "$dir/update.raucb" "$url/double/artifacts/update.raucb"
order distributions '{"name":"rong","version":"2.0","modules":[{"part":"os","version":"2.0","artifacts":[1]}]}' >/dev/null
since=$(($(date +%s) - 4 * 86400))
for ((first = 1; first <= n; first += each)); do
    mkdir -p "$dir/state$first"
    count=$((n - first + 1 < each ? n - first + 1 : each))
    "$bin/tests/fleet_crowd" "$dir/state$first" $first $count "$url" "http://127.0.0.1:$figures" "$speed" $since "$dir/log.$first" \
        >"$dir/crowd.$first" 2>>"$dir/crowd.err" &
    crowd+=($!)
done
all_polled() { [ "$(order counters | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["targets"]))')" = "$n" ]; }
until_said 3600 all_polled
check all_of_them_came "$(all_polled && echo yes)" yes

# --- by waves ---------------------------------------------------------------------------------------------
order rollouts "{\"name\":\"r\",\"distribution\":1,\"type\":\"forced\",\"group\":\"all\",\"start\":true,\"success\":100,\"error\":50,\"waves\":[$(printf '{"percent":%s},' "${waves[@]}" | sed 's/,$//')]}" >"$dir/made"
rolled() { # true when it is over; notes every state that is seen
    order rollouts/1 >>"$dir/rollout"
    echo >>"$dir/rollout"
    tail -1 "$dir/rollout" | grep -q '"state":"finished","created"'
}
start=$(date +%s)
until_said 14400 rolled
echo "# waves of $(grep -o '\[[0-9, ]*\]' "$dir/made"): over after $((($(date +%s) - start) * speed / 60)) minutes of the kiosks' time"
check the_rollout_is_over "$(rolled && echo yes)" yes
check a_wave_begins_when_the_one_before_is_done "$(python3 - "$dir/rollout" <<'EOF2'
import json, sys
for line in open(sys.argv[1]):
    waves = [{} if w["actions"] is None else w["actions"] for w in json.loads(line)["waves"]]
    for one, next in zip(waves, waves[1:]):
        if set(one) - {"FINISHED"} and set(next) - {"SCHEDULED"}:
            print("a wave began too soon:", waves)
EOF2
)" ""

# --- an outage --------------------------------------------------------------------------------------------
mark() { python3 -c "import time; print(int(time.monotonic() * 1000 * $speed))"; }
quiet=$(mark)
rest 900
away=$(mark)
end_double
kill "$server" && wait "$server" 2>/dev/null
gone=$(mark)
rest "$outage"
came=$(mark)
start_figures
start_double --anonymous
back=$(mark)
all_heard() {
    cat "$dir"/log.* | awk -v back="$back" '$2 > back && $4 > 0 && $6 == "poll" {if (!($5 in seen)) {seen[$5]; n++}} END {print n + 0}' | grep -qx "$n"
}
until_said 5400 all_heard
all_heard
heard=$?
last=$(mark)
memories="fleet-double $(memory $double) MiB, VictoriaMetrics $(memory $server) MiB, $n stewards $(memory "${crowd[@]}") MiB"
kill "${crowd[@]}"
wait "${crowd[@]}" 2>/dev/null
crowd=()
cat "$dir"/log.* >"$dir/log"
check all_of_them_are_heard_again "$heard" 0
check none_ended_by_itself "$(cat "$dir/crowd.err")" ""
echo "# at most $memories"
python3 - "$dir/log" "$n" "$quiet" "$away" "$back" "$last" >"$dir/rates" <<'EOF2'
import collections, sys
path, n, quiet, away, back, last = sys.argv[1], *map(int, sys.argv[2:])
reads, writes, figures = collections.Counter(), collections.Counter(), collections.Counter()
polls, heard = {}, {}
shortest, by = None, collections.Counter()
for line in open(path):
    words = line.split()
    if len(words) != 6:
        continue
    due, at, method, status, kiosk, what = int(words[0]), int(words[1]), words[2], int(words[3]), words[4], words[5]
    if what == "restart":
        polls.pop(kiosk, None)  # its first poll is drawn anew
        continue
    (figures if what == "figures" else reads if method == "GET" else writes)[due // 1000] += 1
    by[what] += 1
    if what == "poll":
        if kiosk in polls and (shortest is None or at - polls[kiosk] < shortest):
            shortest = at - polls[kiosk]
        polls[kiosk] = at
        if at > back and status > 0:
            heard.setdefault(kiosk, (at - back) // 1000)
def most(counts, begin, end):
    return max([v for s, v in counts.items() if begin <= s * 1000 < end] or [0])
times = sorted(heard.values())
print(f"# {sum(by.values())} requests: " + ", ".join(f"{v} {k}" for k, v in by.items()))
for name, begin, end in (("on a quiet day", quiet, away), ("without a server", away, back), ("after it", back, last)):
    print(f"# {name}: at most {most(reads, begin, end)} reads, {most(writes, begin, end)} writes and, to the other server, "
          f"{most(figures, begin, end)} of figures a second of the kiosks' time")
if times:
    print(f"# heard again: half after {times[len(times) // 2]} s, 99 % after {times[len(times) * 99 // 100]} s, all after {times[-1]} s")
print(f"shortest {shortest}")
print(f"reads {max(reads.values())} writes {max(writes.values())}")
minutes = (away - quiet) / 60000
print(f"figures {max(figures.values())} each {sum(v for s, v in figures.items() if quiet <= s * 1000 < away) / n / minutes:.2f}")
EOF2
grep '^#' "$dir/rates"
check no_kiosk_that_runs_asks_twice_within_30_s "$(($(sed -n 's/^shortest //p' "$dir/rates") >= 30000))" 1
check never_more_than_hawkbit_lets_one_address_ask "$(awk '/^reads/ {print ($2 <= 200 && $4 <= 50)}' "$dir/rates")" 1
# Nobody limits the other server, so the bound is ours: a fifth of the kiosks in one second (500: 50 were seen in the first
# of an outage, 31 on a quiet day); on a quiet day each comes once a minute, and again for the answers that were lost.
check figures_come_once_a_minute_and_never_from_a_fifth_at_once "$(awk -v n="$n" '/^figures/ {print ($2 <= n / 5 + 5), ($4 <= 1.2)}' "$dir/rates")" "1 1"
check every_kiosk_runs_the_new_version_by_one_installation "$(cat "$dir"/crowd.[0-9]* | awk '{print $2, $3, $4}' | sort | uniq -c | tr -s ' ')" " $n 2.0 1 1"

# --- every figure once ------------------------------------------------------------------------------------
check nothing_waits_or_was_lost "$(cat "$dir"/crowd.[0-9]* | awk '{waits += $6; lost += $7} END {print waits, lost}')" "0 0"
export_to() { # FILE
    curl -s "http://127.0.0.1:$figures/internal/force_flush"
    curl -sG "http://127.0.0.1:$figures/api/v1/export" --data-urlencode 'match[]={__name__=~"rong_.+"}' >"$1"
}
export_to "$dir/export.raw"
kill "$server" && wait "$server" 2>/dev/null
option=$(grep -o -- '-dedup[^ "]*' image/fleet/GUIDE.md | sort -u)
check the_guide_names_one_option "$(echo "$option" | wc -w)" 1
start_figures "$option"
export_to "$dir/export.guide"
python3 - "$dir" "$gone" "$came" >"$dir/figures.out" <<'EOF2'
import collections, glob, gzip, json, sys
dir, gone, came = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
minutes, made = {}, collections.Counter()
for path in glob.glob(f"{dir}/crowd.[0-9]*"):
    for line in open(path):
        words = line.split()
        minutes[words[0]] = int(words[4])
for path in glob.glob(f"{dir}/state*/made"):
    for line in open(path):
        name, samples = line.split()
        made[name] += int(samples)
again = {"lost": 0, "none": 0}  # samples in deliveries whose answer was lost on purpose; in others a server may have had
for path in glob.glob(f"{dir}/state*/unheard"):
    with open(path, "rb") as f:
        while head := f.readline():
            why, at, size = head.split()
            body = gzip.decompress(f.read(int(size)))
            if not gone < int(at) < came:
                again[why.decode()] += body.count(b"\n")

def read(path):
    """By name: samples, and how many differ; of rong_up by kiosk; series, and how many are not in order."""
    there, differ, up, series, uneven = collections.Counter(), collections.Counter(), collections.Counter(), 0, 0
    for line in open(path):
        one = json.loads(line)
        name, times = one["metric"]["__name__"], one["timestamps"]
        series += 1
        there[name] += len(times)
        differ[name] += len(set(times))
        uneven += times != sorted(times)
        if name == "rong_up":
            up[one["metric"]["kiosk"]] += len(set(times))
    return there, differ, up, series, uneven

raw, differ, up, series, uneven = read(f"{dir}/export.raw")
guide, once, up_once, _, uneven_once = read(f"{dir}/export.guide")
doubles = sum(raw.values()) - sum(differ.values())
print(f"# {sum(made.values())} samples of {len(made)} metrics made by {len(minutes)} kiosks in {sum(minutes.values())} minutes; "
      f"{series} series are there")
print(f"# {doubles} samples are there twice on a server without the guide's option: {again['lost']} were repeated because their "
      f"answer was lost on purpose, at most {again['none']} more could be")
def wrong(got):
    return "".join(f" {n}: {got[n]} for {made[n]}" for n in sorted(set(made) | set(got)) if got[n] != made[n])
print("kiosks", sum(up[k] != m or up_once[k] != m for k, m in minutes.items()), "uneven", uneven + uneven_once)
print("there" + wrong(differ))
print("once" + wrong(guide))
print("metrics", len(made))
print("doubles", "as repeated" if again["lost"] <= doubles <= sum(again.values()) else doubles, "some" if again["lost"] else "none")
EOF2
grep '^#' "$dir/figures.out"
check every_minute_of_every_kiosk_is_there "$(grep '^kiosks' "$dir/figures.out")" "kiosks 0 uneven 0"
check none_of_the_metrics_of_its_table_is_left_out "$(sed -n 's/^metrics //p' "$dir/figures.out")" "$(grep -c '^    X(METRIC_' app/steward/metrics.h)"
check every_sample_of_every_metric_is_there "$(grep '^there' "$dir/figures.out")" there
check none_is_twice_that_was_not_repeated "$(grep '^doubles' "$dir/figures.out")" "doubles as repeated some"
check as_the_guide_has_it_every_sample_is_there_once "$(grep '^once' "$dir/figures.out")" once
exit $bad
