#!/bin/sh
# The appliance built twice from two clean clones of the same commit in two folders, without a cache: Debian, programs and what
# is spoken anew each time. Root, boot, bundle and disk are the same bytes. Needs root and twenty minutes; the same for short.
cd "$(dirname "$0")/../.." || exit 1
top=$PWD
work=$(mktemp -d /var/tmp/rong-twice.XXXXXX) || exit 1
trap 'rm -rf "$work"' EXIT
tests/setup run image
image/keys "$work/keys" # one fleet, one key
for time in one two; do
    git clone -q "$top" "$work/$time" || exit 1
    began=$(date +%s)
    CCACHE_DISABLE=1 KEYS=$work/keys SQUEEZE=${SQUEEZE:-} make -s --no-print-directory -C "$work/$time" image >"$work/$time.log" 2>&1 || { tail -20 "$work/$time.log"; exit 1; }
    echo "# build $time: $(($(date +%s) - began)) s"
done
sed 's/^/# /' "$work/one/out/image/figures.txt"
bundle=$(basename "$work"/one/out/image/rong-*.raucb)
for file in build/image/slot/root.img build/image/slot/boot.img "out/image/$bundle" out/image/disk.img out/image/sbom.spdx.json; do
    name=$(basename "$file" | tr -c 'a-z0-9\n' _)
    if cmp "$work/one/$file" "$work/two/$file"; then echo "ok the_same_twice_$name"; else echo "not ok the_same_twice_$name"; fi
done
