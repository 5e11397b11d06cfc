#!/bin/sh
# Visits without end on one kiosk with its courier, portal and printer: whole, abandoned, in two languages, in
# large letters; memory, descriptors and mappings must not grow. The kiosk's clock runs 100 times as fast or faster.
# At rest after 1,000 visits kiosk and courier hold within 2 % what they held after 50, and no more descriptors.
# usage: soak.sh full|short   HOURS=72 MINUTES=20 of real time, and until VISITS=1000 were made
cd "$(dirname "$0")/../.." || exit 1
bin=build/${B:-release}
if [ "$1" = full ]; then
    seconds=$(awk -v h="${HOURS:-0}" -v m="${MINUTES:-20}" 'BEGIN {print int(h > 0 ? h * 3600 : m * 60)}')
    most=1
    visits_wanted=${VISITS:-1000}
else # warming up is most of it, and more on a machine that has other work (10.9 % once, -2.4 and -1.3 alone)
    seconds=24
    most=20
    visits_wanted=${VISITS:-0}
fi
dir=$(mktemp -d)
export RIG=$dir/rig RETRY_MS=100
trap 'kill $kiosk 2>/dev/null; tests/flow/rig stop; rm -rf "$dir"' EXIT
kiosk=
# Two whole visits and one that somebody leaves in the middle, with what they hear and hours between them.
round() {
    tests/flow/script tests/flow/tour.play vi
    printf '%s\n' 'wait 20m'
    tests/flow/planted residue | grep -vE '^(residue|portal)' | sed '1,/^expect screen welcome/d; /^expect state received/,$d'
    printf '%s\n' 'wait 10m' 'expect screen welcome'
    tests/flow/script tests/flow/tour.play en
    printf '%s\n' 'wait 60m' 'expect screen welcome'
}
# Nine of ten are of people who hear nothing to its end, one after the other: most of the time goes into speech.
{
    echo 'shots off'
    round
    echo 'residue rest'
    for _ in 1 2 3 4 5 6 7 8 9; do
        round | grep -vE '^wait (speech|20m|60m)$'
        echo 'residue rest'
    done
    echo 'again 1000000000'
} | grep -vE '^(shot |expect printed|expect heard)' >"$dir/soak.play"
# tests/flow/rig, but "residue rest" notes what the kiosk that runs it and the courier hold while nobody is there.
cat >"$dir/rig_of_rests" <<'END'
#!/bin/sh
[ "$1" = residue ] || exec tests/flow/rig "$@"
for who in "kiosk $PPID" "courier $(cat "$RIG/courier.pid")"; do
    pid=${who#* }
    echo "${who% *} $(awk '/^(Rss|Pss|Pss_Anon):/ {print $2}' "/proc/$pid/smaps_rollup" | tr '\n' ' ')$(ls "/proc/$pid/fd" | wc -l)"
done >>"$RIG/rests"
END
chmod +x "$dir/rig_of_rests"
tests/flow/rig start || exit 1
: >"$RIG/rests"
visits_made() { # three a round
    echo $(($(wc -l <"$RIG/rests") / 2 * 3))
}
printf '[kiosk]\nname = desk\npublic_url = %s\n' "$(tr 'a-z' 'A-Z' <"$RIG/address")" >"$dir/kiosk.ini"
"$bin/kiosk" --state "$RIG/state" --config "$dir/kiosk.ini" --headless --scanner sim: --printer "escpos:unix:$RIG/printer.sock" \
    --camera sim:tests/fixtures/papers/sharp.jpg --rig "$dir/rig_of_rests" --play "$dir/soak.play" >"$dir/said" 2>&1 &
kiosk=$!
courier=$(cat "$RIG/courier.pid")
start=$(date +%s)
while { [ $(($(date +%s) - start)) -lt "$seconds" ] || [ "$(visits_made)" -lt "$visits_wanted" ]; } && kill -0 $kiosk 2>/dev/null; do
    for name in kiosk courier; do
        eval "pid=\$$name"
        echo "$name $(($(date +%s) - start)) $(awk '/^VmRSS/ {print $2}' "/proc/$pid/status") $(ls "/proc/$pid/fd" | wc -l) $(wc -l <"/proc/$pid/maps")"
    done >>"$dir/samples"
    sleep $((seconds / 200 + 1))
done
seconds=$(($(date +%s) - start))
cp "$dir/samples" "$dir/said" "$RIG/rests" out/proof/ 2>/dev/null
visits=$(curl -s "$(cat "$RIG/address")/api/applications" | grep -o '"uuid":"[^"]*","sha256"' | wc -l)
bad=0
say() { # NAME WHETHER
    [ "$2" = 0 ] && echo "ok $1" && return
    echo "not ok $1"
    bad=1
}
kill -0 $kiosk 2>/dev/null
say soak_plays_to_the_end $?
[ "$visits" -gt 1 ]
say soak_applications_arrive $?
# The mean of the second quarter beside that of the last: the first warms up. Of descriptors and mappings the fewest:
# some are open for the moment of a sending, what is never given back stays.
awk -v seconds="$seconds" -v most=$most '
    function fewest(of, n) {if (!($1 in of) || n < of[$1]) of[$1] = n}
    $2 >= seconds / 4 && $2 < seconds / 2 {early[$1] += $3; earlier[$1]++; fewest(fd, $4); fewest(maps, $5)}
    $2 >= seconds * 3 / 4 {late[$1] += $3; later[$1]++; fewest(last, $4); fewest(last_maps, $5)}
    END {
        for (name in late) {
            a = early[name] / earlier[name]; b = late[name] / later[name]; growth = (b - a) / a * 100
            printf "# %s: %.0f KiB in the second quarter, %.0f in the last: %+.2f %%; descriptors %d, then %d; mappings %d, then %d\n", name, a, b, growth, fd[name], last[name], maps[name], last_maps[name]
            if (growth >= most || last[name] > fd[name] || last_maps[name] > maps[name] + 4) bad = 1
        }
        exit bad
    }' "$dir/samples"
say soak_nothing_grows $?
# The mean of ten rounds each, of which one is heard to its end. When another program ends that mapped the same
# libraries, PSS grows and RSS does not; when this one takes memory, both do: so the lesser growth is judged.
rests() { # how kiosk and courier were at rest after 50 visits and after the last ones
    awk -v early=$(((50 + 2) / 3)) -v window=10 '
    {round = ++rounds[$1]; rss[$1, round] = $2; pss[$1, round] = $3; own[$1, round] = $4; fds[$1, round] = $5}
    function mean(of, who, from,    sum, i) {
        for (i = from; i < from + window; i++) sum += of[who, i]
        return sum / window
    }
    function fewest(who, from,    least, i) {
        for (i = from; i < from + window; i++) if (i == from || fds[who, i] < least) least = fds[who, i]
        return least
    }
    END {
        for (who in rounds) {
            last = rounds[who] - window + 1
            if (last < early + window) continue
            grown = mean(pss, who, last) - mean(pss, who, early)
            rss_grown = mean(rss, who, last) - mean(rss, who, early)
            growth = (rss_grown < grown ? rss_grown : grown) / mean(pss, who, early) * 100
            more = fewest(who, last) - fewest(who, early)
            printf "# %s at rest: PSS %.0f KiB after %d visits, %.0f after %d (RSS %+.0f KiB, its own %.0f, then %.0f): %+.2f %%, limit 2 %%; descriptors %+d, limit 0\n", \
                who, mean(pss, who, early), early * 3, mean(pss, who, last), rounds[who] * 3, rss_grown, mean(own, who, early), mean(own, who, last), growth, more
            if (growth > 2 || more > 0) bad = 1
        }
        exit bad
    }' "$RIG/rests"
}
if [ "$(visits_made)" -ge "$visits_wanted" ] && [ "$visits_wanted" -ge 120 ]; then
    rests
    say soak_memory_and_descriptors_after_${visits_wanted}_visits_are_those_after_50 $?
else
    rests
    echo "# $(visits_made) visits: memory and descriptors after 1,000 are judged by the full soak"
    [ "$visits_wanted" -eq 0 ]
    say soak_makes_its_visits $?
fi
# Of ten rounds of two applications and an abandoned visit one also waits 90 minutes, and each 10.
echo "# $visits applications, $((visits / 20 * (90 + 9 * 10) / 60)) h of the kiosk's time and more in $seconds s"
exit $bad
