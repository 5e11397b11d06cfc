#!/bin/bash
# Words and colours of packs take effect on a kiosk that runs, at its welcome screen; colours that could not be read
# are refused. Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
code=qaa-x-jra
told=$dir/out.txt
"$bin/kioskctl" pack key "$dir/key" >/dev/null
export PACKS_KEY=$dir/key.pub RIG=$dir/rig
mkdir -p "$dir/rig/state" "$dir/words" "$dir/colours"
build() { # FOLDER NAME VERSION
    printf 'name = %s\nversion = %s\nmade = 2026-11-28\nexpires = 2099-11-28\nmin_firmware = 2\n' "$2" "$3" >"$1/pack.ini"
    "$bin/kioskctl" pack build "$1" --key "$dir/key" -o "$dir/$2-$3.pack" 2>"$dir/said"
}
# Of the first version one sentence is not translated yet.
cp -r build/pseudo/languages build/pseudo/clips-$code.pak "$dir/words"
rm -r "$dir/words/languages/qaa-x-bdq"
cp -r "$dir/words/languages" "$dir/whole"
title=$(sed -n 's/^\(MSG_T_[0-9A-F]*\) = Đất đai: bà con muốn làm gì?$/\1/p' assets/languages/vi/content.msg)
sed -i "/^$title /d" "$dir/words/languages/$code"/*.msg "$dir/words/languages/$code/state"
build "$dir/words" words 1 >/dev/null
rm -r "$dir/words/languages" && mv "$dir/whole" "$dir/words/languages"
build "$dir/words" words 2 >/dev/null
printf 'light\troof\t101A40\n' >"$dir/colours/tokens.tsv"
check colours_are_taken_into_a_pack "$(build "$dir/colours" colours 1 >/dev/null; echo $?)" 0
mkdir "$dir/grey"
printf 'light\tink\tC0C0C0\n' >"$dir/grey/tokens.tsv"
check those_that_could_not_be_read_are_not "$(build "$dir/grey" grey 1 >/dev/null; echo $?):$(grep -c 'tokens.tsv: light: ink on .* and needs 7.00' "$dir/said" | sed 's/[1-9][0-9]*/told/')" 1:told

"$bin/kioskctl" pack install "$dir/words-1.pack" --key "$dir/key.pub" --state "$dir/rig/state" >/dev/null
"$bin/courier" --state "$dir/rig/state" --portal http://127.0.0.1:9 --adapter rest --once >/dev/null 2>&1
printf '[kiosk]\nlanguages = vi,%s\n' $code >"$dir/kiosk.ini"
text=$(sed -n "s/^$title = //p" build/pseudo/languages/$code/*.msg)
visit() { printf 'expect screen welcome\nwait speech\ntap lang.%s\nexpect screen need\ntap need.land\nexpect screen route\nexpect %s %s\nwait 400s\nexpect screen welcome\n' $code "$1" "$text"; }
{
    echo 'shots off'
    visit absent
    echo "pack install $dir/words-2.pack"
    echo 'wait 30s'
    visit text
    echo "pack install $dir/colours-1.pack"
    printf 'wait 30s\nwait 30s\nwait 30s\nexpect screen welcome\nshot coloured\n' # a thread of its own reads it: some real time passes
    printf 'pack withdraw colours\nwait 30s\nexpect screen welcome\nshot plain\n'
    visit text
    echo 'pack withdraw words'
    echo 'wait 30s'
    visit text # it stays until the next start: the screen may be in it
} >"$dir/live.play"
"$bin/kiosk" --state "$dir/rig/state" --config "$dir/kiosk.ini" --packs-key "$dir/key.pub" --headless --rig tests/flow/rig \
    --play "$dir/live.play" --out "$dir/out" --now 2026-11-28T09:24:00+07:00 --seed 1 >"$dir/out.txt" 2>&1
check words_come_while_it_runs "$?:$(grep -c 'languages change with the next start' "$dir/out.txt")" 0:1
painted() { # SHOT: whether the colour of the pack is seen
    python3 - "$dir"/out/shots/*-"$1".png <<'END'
import struct, sys, zlib
data, at, body = open(sys.argv[1], "rb").read(), 8, b""
while at < len(data):
    size, kind = struct.unpack(">I4s", data[at:at + 8])
    if kind == b"IHDR":
        width, height = struct.unpack(">II", data[at + 8:at + 16])
    body += data[at + 8:at + 8 + size] if kind == b"IDAT" else b""
    at += size + 12
raw, row, seen = zlib.decompress(body), bytes(width * 3), 0
for y in range(height):
    kind, line = raw[y * (width * 3 + 1)], bytearray(raw[y * (width * 3 + 1) + 1:(y + 1) * (width * 3 + 1)])
    for x in range(len(line)):
        a, b, c = (line[x - 3] if x > 2 else 0), row[x], (row[x - 3] if x > 2 else 0)
        near = min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
        line[x] = line[x] + (0, a, b, (a + b) // 2, near)[kind] & 255
    row = bytes(line)
    seen += sum(row[x:x + 3] == b"\x10\x1a\x40" for x in range(0, len(row), 30))
    if y > 400:
        break
print("seen" if seen > 100 else "none" if seen == 0 else seen)
END
}
check colours_come_and_go "$(painted coloured) $(painted plain)" 'seen none'
exit $bad
