#!/bin/bash
# A steward that is told to stop does so at once, also while a server of figures answers by drops: systemd would kill
# it after twenty seconds, and a kill counts as a crash. Its first figures go at a random moment of a minute.
# Runs with the proofs.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
trap 'kill ${drops:-} ${steward:-} 2>/dev/null; end_double; rm -rf "$dir"' EXIT
python3 - >"$dir/drops" <<'END' &
import socket, sys, time
s = socket.socket()
s.bind(("127.0.0.1", 0))
s.listen()
print(s.getsockname()[1], flush=True)
c, _ = s.accept()
print("asked", flush=True)
c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
while True:
    c.sendall(b"drop " * 4)
    time.sleep(0.5)
END
drops=$!
start_double --anonymous
mkdir -p "$dir/state/run"
for _ in $(seq 200); do
    [ -s "$dir/drops" ] && break
    sleep 0.05
done
"$bin/steward" --state "$dir/state" --ddi "$url/DEFAULT/controller/v1/k1" --metrics "http://127.0.0.1:$(head -1 "$dir/drops")" \
    --bus unix:path=/none --boot boot-1 >"$dir/out" 2>&1 &
steward=$!
for _ in $(seq 900); do
    grep -q asked "$dir/drops" && break
    sleep 0.1
done
check its_figures_are_on_the_way "$(grep -c asked "$dir/drops")" 1
sleep 2
start=$(date +%s%N)
kill -TERM $steward
wait $steward
status=$?
took=$((($(date +%s%N) - start) / 1000000))
steward=
check it_ends_well "$status" 0
check and_at_once "$([ $took -lt 5000 ] && echo so || echo "$took ms")" so
exit $bad
