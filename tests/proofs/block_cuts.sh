#!/bin/sh
# Power cuts below the file system: outbox and courier live a day on ext4 over a loop device over nbdfuse
# over nbdkit, whose plugin notes every write and flush; then what cuts would have left is mounted and
# looked at. The same with SQLite's synchronous=NORMAL must lose. Needs root, loop devices and FUSE:
# without them it says so, and that is no pass. usage: block_cuts.sh full|short   (N=10000 for more)
cd "$(dirname "$0")/../.." || exit 1
[ "$1" = full ] && n=${N:-2100} || n=${N:-60}
skip() {
    echo "# skipped, which proves nothing: $1"
    exit 1
}
[ "$(id -u)" = 0 ] || skip "needs root"
[ -c /dev/loop-control ] || skip "needs loop devices"
[ -c /dev/fuse ] || skip "needs FUSE"
tests/setup block || skip "its packages could not be installed"
make -s --no-print-directory build/${B:-release}/tests/block_cuts build/${B:-release}/tests/write_log.so || exit 1
bin=$PWD/build/${B:-release}/tests
dir=$(mktemp -d)
fuse=
loop=
stop_disk() {
    mountpoint -q "$dir/mnt" && umount "$dir/mnt"
    [ -z "$loop" ] || losetup -d "$loop"
    loop=
    ! mountpoint -q "$dir/nbd" || umount "$dir/nbd" || fusermount3 -u "$dir/nbd"
    [ -z "$fuse" ] || wait "$fuse" 2>/dev/null
    fuse=
}
trap 'stop_disk; rm -rf "$dir"' EXIT

# One day on a disk that is noted: NAME SEED [careless]
day() {
    dd if=/dev/zero of="$dir/$1.before" bs=1M count=56 status=none
    mkfs.ext4 -q -J size=4 "$dir/$1.before" || return 1
    cp "$dir/$1.before" "$dir/$1.image"
    mkdir -p "$dir/mnt"
    mkdir "$dir/nbd" 2>/dev/null
    nbdfuse "$dir/nbd" --command nbdkit -s --exit-with-parent "$bin/write_log.so" image="$dir/$1.image" \
        log="$dir/$1.log" >"$dir/nbd.out" 2>&1 &
    fuse=$!
    for _ in $(seq 100); do
        [ -f "$dir/nbd/nbd" ] && break
        sleep 0.05
    done
    loop=$(losetup -f --show "$dir/nbd/nbd") && mount -o noatime "$loop" "$dir/mnt" || {
        sed 's/^/# /' "$dir/nbd.out"
        return 1
    }
    "$bin/block_cuts" live "$dir/mnt/state" "$dir/$1.log" "$dir/$1.marks" "$2" $3
    lived=$?
    stop_disk
    return $lived
}

bad=0
good=0
days=3
for seed in $(seq $days); do
    if day "day$seed" "$seed" &&
        "$bin/block_cuts" cut "$dir/day$seed.before" "$dir/day$seed.log" "$dir/day$seed.marks" "$dir/mnt" $((n / days)); then
        good=$((good + 1))
    fi
    rm -f "$dir/day$seed".*
done
[ $good = $days ] && echo "ok no_cut_below_the_file_system_does_harm" || {
    echo "not ok no_cut_below_the_file_system_does_harm"
    bad=1
}
day careless 1 careless &&
    "$bin/block_cuts" cut "$dir/careless.before" "$dir/careless.log" "$dir/careless.marks" "$dir/mnt" 60
[ $? = 3 ] && echo "ok with_synchronous_normal_the_same_rig_loses" || {
    echo "not ok with_synchronous_normal_the_same_rig_loses"
    bad=1
}
exit $bad
