#!/bin/bash
# Paper runs out at each of N points of a slip, by every level of printer (A: process ids, B: in order, C: status
# only). She waits until staff have loaded paper and asks for the slip again, or goes home and another citizen
# comes. Most of a visit is waiting for a printer, so the levels and each way run side by side.
# usage: paper_ends.sh full|short            [N=40, LEVELS="A B C"; short: 2 points of A, one each way]
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
full=$1
if [ "${full:-full}" != short ] && [ -z "${WAY:-}" ]; then
    logs=$(mktemp -d)
    trap 'rm -rf "$logs"' EXIT
    for level in ${LEVELS:-A B C}; do
        for way in 0 1; do
            WAY=$way LEVELS=$level "$0" full >"$logs/$level$way" 2>&1 || echo "$level$way" >>"$logs/bad" &
        done
    done
    wait
    cat "$logs"/[ABC][01]
    [ ! -e "$logs/bad" ]
    exit
fi
if [ "${full:-full}" = short ]; then n=${N:-2} levels=${LEVELS:-A}; else n=${N:-40} levels=${LEVELS:-A B C}; fi
bin=build/${B:-release}
dir=$(mktemp -d)
export RIG=$dir/rig RETRY_MS=100 HERE=$PWD PRINTER=$dir/printer
printer=
trap 'kill $printer 2>/dev/null; tests/flow/rig stop; [ -n "${KEEP:-}" ] && echo "# kept: $dir" || rm -rf "$dir"' EXIT

# What the play asks of the world: the printer hears its faults on a line and stays the same machine.
cat >"$dir/world" <<'END'
#!/bin/sh
pieces() { grep -c '^printed' "$PRINTER/log"; }
[ "$1" = printer ] || exec "$HERE/tests/flow/rig" "$@"
set -- $2
case $1 in
called) exec "$HERE/tests/flow/rig" officer "Chị Thủy" ;; # fails when nobody called
still) sleep 0.2; [ "$(pieces)" -eq 0 ] ;;
pieces)
    for _ in $(seq 250); do
        [ "$(pieces)" -ge "$2" ] && break
        sleep 0.02
    done
    [ "$(pieces)" -eq "$2" ]
    ;;
*)
    told=$(grep -c '^told' "$PRINTER/log")
    echo "$*" >"$PRINTER/line"
    for _ in $(seq 250); do
        [ "$(grep -c '^told' "$PRINTER/log")" -gt "$told" ] && exit 0
        sleep 0.02
    done
    exit 1
    ;;
esac
END
chmod +x "$dir/world"
switch_on() { # LEVEL
    kill $printer 2>/dev/null
    wait $printer 2>/dev/null
    rm -rf "$PRINTER"
    mkdir -p "$PRINTER"
    mkfifo "$PRINTER/line"
    "$bin/tests/virtual_printer" --listen "unix:$PRINTER/sock" --out "$PRINTER/slip.escpos" --level "$1" \
        <> "$PRINTER/line" >"$PRINTER/log" 2>&1 &
    printer=$!
    for _ in $(seq 200); do
        [ -S "$PRINTER/sock" ] && break
        sleep 0.02
    done
    rm -f "$RIG"/state/printer.*
}
visit() { # NAME: plays $dir/NAME.play
    tests/flow/script "$dir/$1.play" vi >"$dir/script.play"
    "$bin/kiosk" --state "$RIG/state" --config "$dir/kiosk.ini" --headless --play "$dir/script.play" --out "$dir/out" \
        --rig "$dir/world" --now 2026-11-23T09:24:00+07:00 >"$dir/said" 2>&1
}
rows() { # of piece number $1
    sed -n "s/^printed $1, \([0-9]*\) rows/\1/p" "$PRINTER/log"
}
address() { # what the QR of piece number $1 says, one line even where it stands twice
    zbarimg --raw -q "$PRINTER/slip$([ "$1" = 1 ] || echo "-$1").png" 2>/dev/null | sort -u
}
tests/flow/rig start || exit 1
# Forty slips and their copies within an hour are more than a kiosk gives by itself.
cat >"$dir/kiosk.ini" <<END
[kiosk]
name = desk
public_url = $(tr 'a-z' 'A-Z' <"$RIG/address")
[devices]
printer = escpos:unix:$PRINTER/sock
scanner = sim:
camera = sim:tests/fixtures/papers/sharp.jpg
[limits]
applications = 120
prints = 120
END
sent='tap go
expect state received
expect screen outcome
wait speech'
# The clock stands while a printer takes its own seconds: four each, at most, and nothing once it is done.
failed='expect printed 0
wait 1s
expect printed 0
wait 1s
expect printed 0
wait 500ms
expect printed 0
wait 500ms
expect printed 0
wait 500ms
expect printed 0
WHY
expect text Bà con đã cầm được phiếu chưa?
fault printer called
expect printed 0'
cat >"$dir/well.play" <<END
shots off
include to-check
$sent
expect printed 1
tap print-again
expect printed 2
END
switch_on A
visit well
whole=$(rows 1)
copy=$(rows 2)
check a_slip_and_its_copy_come_out_whole "$([ "${whole:-0}" -gt 500 ] && [ "${copy:-0}" -gt "${whole:-0}" ] && echo yes)" yes
[ "$bad" = 0 ] || { cat "$dir/said"; exit 1; }

wrong=
torn=0
for level in $levels; do
    for i in $(seq "$n"); do
        [ "${WAY:-$((i % 2))}" = $((i % 2)) ] || continue # only one of the ways
        row=$((whole * i / n))
        [ "$row" -gt 0 ] || row=1
        cat >"$dir/waits.play" <<END
shots off
include to-check
fault printer paper-out $row
$sent
$failed
fault printer mend
fault printer still
wait 4s
expect printed 0
fault printer pieces 1
wait 4s
expect printed 0
tap slip.no
tap tool.replay
tap tool.replay
expect printed 1
expect text Phiếu đã in xong
fault printer pieces 2
END
        cat >"$dir/leaves.play" <<END
shots off
include to-check
fault printer paper-out $row
$sent
$failed
tap slip.no
expect printed 0
expect text Bà con dùng mã này thay phiếu.
include end
expect text Cán bộ: máy in hết giấy
expect printed 0
fault printer mend
fault printer still
wait 6s
expect printed 0
fault printer pieces 1
include to-check
$sent
tap tool.replay
tap tool.replay
expect printed 1
fault printer pieces 2
END
        way=waits
        want=$copy
        if [ $((i % 2)) = 0 ]; then
            way=leaves
            want=$whole
        fi
        # One that answers nothing while its buffer is full cannot say what it needs.
        if [ "$level" = C ]; then
            # Nor what became of the copy: that is asked as well.
            sed -i "s/^WHY$/expect printed 0/; s/: máy in hết giấy//; s/^expect text Phiếu đã in xong$/expect text Bà con đã cầm được phiếu chưa?/" "$dir/$way.play"
        else
            sed -i "s/^WHY$/wait 6s\nawait text nhưng máy hết giấy in/" "$dir/$way.play"
        fi
        switch_on "$level"
        visit $way || wrong="$wrong $level $row $way: line $(grep -o "[0-9]*: wanted.*" "$dir/said") after $(rows 1) rows;"
        [ "$(rows 2)" = "$want" ] || wrong="$wrong $level $row $way: the slip has $(rows 2) rows, not $want;"
        first=$(address 1)
        second=$(address 2)
        [ -n "$second" ] || wrong="$wrong $level $row $way: no address on the slip;"
        if [ -n "$first" ]; then
            [ $way = waits ] && same=yes || same=no
            [ "$([ "$first" = "$second" ] && echo yes || echo no)" = $same ] || wrong="$wrong $level $row $way: whose slip is it;"
        fi
        torn=$((torn + 1))
    done
done
check wherever_paper_ends_nobody_gets_a_foreign_slip_and_one_or_a_marked_copy_comes_out "$wrong" ""
echo "# paper ended $torn times in a slip of $whole rows, on printers $levels; the copy has $copy"
exit $bad
