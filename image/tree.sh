#!/bin/sh
# usage: image/tree.sh LEAN TREE VERSION KEYS     as root, at the top of the source
# The root folder of a slot: the lean base, image/tree over it, our programs by `make install`, users, units.
set -eu
lean=$1
tree=$2
version=$3
keys=$4
rm -rf "$tree"
mkdir -p "$tree"
tar -C "$tree" --numeric-owner -xf "$lean/tree.tar"
cp -r --no-preserve=ownership image/tree/. "$tree/"
make -s --no-print-directory install DESTDIR="$(realpath "$tree")"
install -m 755 "$lean/splash" "$tree/usr/lib/rong/splash"
install -m 644 "$lean/splash.ppm" "$lean/stopped.ppm" "$tree/usr/share/rong/"
for user in rong-kiosk rong-courier rong-steward; do
    grep -q "^$user:" "$tree/etc/passwd" || chroot "$tree" useradd -r -M -N -s /usr/sbin/nologin -d /nonexistent \
        -g "$(grep -q '^rong:' "$tree/etc/group" || chroot "$tree" groupadd -r rong; echo rong)" "$user"
done
rm -f "$tree"/etc/passwd- "$tree"/etc/group- "$tree"/etc/shadow- "$tree"/etc/gshadow- "$tree"/etc/subuid* "$tree"/etc/subgid*
chroot "$tree" usermod -p '!*' -s /usr/sbin/nologin root 2>/dev/null || true
rm -f "$tree"/etc/passwd- "$tree"/etc/group- "$tree"/etc/shadow- "$tree"/etc/gshadow- "$tree"/etc/.pwd.lock
# useradd notes the day; a shadow file must not tell when it was built.
sed -i -E 's/^([^:]*:[^:]*):[0-9]+:/\1:19700:/' "$tree/etc/shadow"
rm -f "$tree/usr/lib/tmpfiles.d/provision.conf" "$tree/usr/lib/tmpfiles.d/home.conf"
: >"$tree/etc/machine-id"
ln -sf /run/systemd/resolve/resolv.conf "$tree/etc/resolv.conf"
ln -sf ../proc/self/mounts "$tree/etc/mtab"
ln -sf /usr/share/zoneinfo/Asia/Ho_Chi_Minh "$tree/etc/localtime" 
mkdir -p "$tree/data" "$tree/etc/rauc"
cp "$keys/ca.pem" "$tree/etc/rauc/keyring.pem"
# What a fleet's folder brings beside it (image/fleet/GUIDE.md, section 1); a development image has none.
for file in fleet-ca.pem forms-ca.pem packs.pub fleet.pub operator.pub steward.env kiosk.env; do
    [ ! -e "$keys/$file" ] || install -m 0644 "$keys/$file" "$tree/etc/rong/$file"
done
printf 'NAME="Rong"\nPRETTY_NAME="Rong %s"\nID=rong\nID_LIKE=debian\nVERSION_ID=%s\n' "$version" "$version" >"$tree/usr/lib/os-release"
ln -sf ../usr/lib/os-release "$tree/etc/os-release"
# Nobody logs in here; where one could, this would stand, and these would hold.
echo 'This machine is for the public and its officers. Access without permission is forbidden and is logged.' |
    tee "$tree/etc/issue" >"$tree/etc/issue.net"
sed -i -E -e 's/^#? *(PASS_MAX_DAYS).*/\1 365/' -e 's/^#? *(PASS_MIN_DAYS).*/\1 1/' -e 's/^#? *(UMASK)[[:space:]].*/\1 027/' \
    -e 's/^#? *(SHA_CRYPT_M(IN|AX)_ROUNDS).*/\1 640000/' "$tree/etc/login.defs"
rm -rf "$tree"/etc/motd "$tree"/etc/update-motd.d "$tree"/etc/init.d "$tree"/etc/rc?.d "$tree"/etc/rcS.d "$tree"/etc/skel
cp image/units/*.service image/units/*.path image/units/*.timer "$tree/usr/lib/systemd/system/"
# Rules for what an appliance has not: seats, tablets, sensors, media changers.
for rule in 60-autosuspend 60-cdrom_id 60-evdev 60-fido-id 60-infiniband 60-persistent-storage-tape 60-sensor 64-btrfs 70-camera \
    70-joystick 70-mouse 70-memory 70-touchpad 71-seat 73-seat-late 75-probe_mtd 81-net-dhcp 85-regulatory 90-iocost; do
    rm -f "$tree/usr/lib/udev/rules.d/$rule.rules"
done
# Wi-Fi is asked by the screen alone: no command line for it, nobody starts it by asking, no old start script.
rm -f "$tree/usr/bin/iwctl" "$tree/usr/bin/iwmon" "$tree/usr/share/dbus-1/system-services/net.connman.iwd.service"
# The screen waits for its data and its panel, not for names, time and what else sysinit.target means (tree/usr/lib/systemd/system).
for unit in systemd-resolved systemd-timesyncd; do
    sed -i '/^Before=/s/ *sysinit\.target//' "$tree/usr/lib/systemd/system/$unit.service"
done
find "$tree/usr/lib/systemd/system-generators" -type f ! -name systemd-fstab-generator -delete
# The time is never before this.
touch "$tree/usr/lib/clock-epoch"
mkdir -p "$tree/usr/lib/systemd/system/multi-user.target.wants"
systemctl --root="$tree" -q preset-all 2>/dev/null || true
find "$tree/etc/systemd/system" -type l -delete
for unit in rong-data rong-kiosk rong-courier rong-steward rong-network rong-egress rong-health rong-report nftables systemd-networkd systemd-timesyncd systemd-resolved; do
    systemctl --root="$tree" -q enable $unit.service 2>/dev/null
done
systemctl --root="$tree" -q enable rong-poweroff.path rong-restart.path rong-again.path rong-clock.path rong-egress.path rong-egress.timer 2>/dev/null
for unit in getty.target getty@tty1.service serial-getty@ttyS0.service console-getty.service ctrl-alt-del.target autovt@.service \
    debug-shell.service emergency.service rescue.service systemd-firstboot.service systemd-networkd-wait-online.service apt-daily.timer apt-daily-upgrade.timer \
    dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer systemd-ask-password-wall.path systemd-ask-password-console.path \
    sys-kernel-config.mount sys-fs-fuse-connections.mount modprobe@configfs.service modprobe@fuse.service modprobe@efi_pstore.service modprobe@loop.service dev-hugepages.mount dev-mqueue.mount \
    systemd-pstore.service systemd-machine-id-commit.service systemd-update-done.service ldconfig.service systemd-hwdb-update.service \
    systemd-remount-fs.service systemd-boot-system-token.service sane-d.socket saned.socket saned@.service systemd-networkd.socket \
    systemd-rfkill.service systemd-rfkill.socket systemd-update-utmp.service systemd-update-utmp-runlevel.service grub-common.service \
    systemd-journal-flush.service systemd-random-seed.service systemd-sysusers.service systemd-binfmt.service systemd-repart.service \
    proc-sys-fs-binfmt_misc.automount systemd-initctl.socket systemd-user-sessions.service sys-kernel-debug.mount sys-kernel-tracing.mount; do
    ln -sf /dev/null "$tree/etc/systemd/system/$unit"
done
ln -sf /usr/lib/systemd/system/multi-user.target "$tree/etc/systemd/system/default.target"
# A circle in the order of units is broken at the start by leaving one of them out, now this one, now that one.
said=$(systemd-analyze --root="$(realpath "$tree")" --man=no verify multi-user.target 2>&1 | grep -i 'cycle' || true)
[ -z "$said" ] || { echo "image: $said" >&2; exit 1; }
# What cannot be checked here is not found out on a kiosk without a firewall.
chroot "$tree" /usr/sbin/nft -c -f /etc/nftables.conf
python3 -B image/sbom.py "$lean/about" "$tree/usr/share/rong/sbom.spdx.json" "$version"
rm -rf "$tree"/tmp/* "$tree"/var/tmp/* "$tree"/run/* "$tree"/root/.[a-z]* "$tree"/dev/*
