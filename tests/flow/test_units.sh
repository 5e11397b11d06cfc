#!/bin/sh
# How exposed the three services of the appliance are, as systemd judges their units without running
# them, and what must not get lost in them. Prints "ok NAME" and "not ok NAME".
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
bad=0
check() { # NAME COMMAND...
    name=$1
    shift
    if out=$("$@" 2>&1); then
        echo "ok $name"
    else
        echo "not ok $name"
        echo "$out" | sed 's/^/# /'
        bad=1
    fi
}
exposed_at_most() { # UNIT TENTHS
    line=$(systemd-analyze security --offline=true --no-pager "image/units/rong-$1.service" 2>&1 |
        grep 'Overall exposure level')
    score=$(echo "$line" | sed -E 's/.*: ([0-9]+\.[0-9]) .*/\1/')
    echo "# rong-$1: $score of at most $(($2 / 10)).$(($2 % 10))" >&3
    [ -n "$score" ] && [ "$(echo "$score" | tr -d .)" -le "$2" ]
}
has() { # UNIT LINE
    grep -qx "$2" "image/units/rong-$1.service" || { echo "rong-$1.service lacks $2" && false; }
}
exec 3>&1
check courier_is_exposed_at_most_1_5 exposed_at_most courier 15
check kiosk_is_exposed_at_most_1_0 exposed_at_most kiosk 10
check steward_is_exposed_at_most_2_0 exposed_at_most steward 20
# That it does is shown by tests/flow/test_window.sh; here, that the appliance asks for it.
check the_unit_watches_the_screen has kiosk WatchdogSec=20s
check it_is_the_screen_itself_that_says_so has kiosk Type=notify
check the_kiosk_has_no_network has kiosk PrivateNetwork=yes
for unit in kiosk courier steward; do
    check "${unit}_is_its_own_user" has $unit "User=rong-$unit"
    check "${unit}_shares_the_group" has $unit Group=rong
    check "${unit}_leaves_no_core" has $unit LimitCORE=0
    check "${unit}_comes_back_always" has $unit Restart=always
done
# The wish to be shut down: watched where the kiosk puts it, and gone before the machine is.
wish=/var/lib/rong$(sed -n 's/^#define MACHINE_OFF "\(.*\)"$/\1/p' platform/linux/machine_linux.h)
check somebody_watches_for_the_wish_to_be_shut_down \
    grep -qx "PathExists=$wish" image/units/rong-poweroff.path
check it_is_taken_away_before_the_machine_ends test "$(sed -n 's/^ExecStart=//p' \
    image/units/rong-poweroff.service | head -1)" = "/usr/bin/rm -f $wish"
# The wish to be started anew, of the steward.
wish=/var/lib/rong$(sed -n 's/^#define ORDERS_RESTART "\(.*\)"$/\1/p' platform/linux/orders_linux.h)
check somebody_watches_for_the_wish_to_be_restarted \
    grep -qx "PathExists=$wish" image/units/rong-restart.path
check and_takes_it_away_before_the_machine_ends test "$(sed -n 's/^ExecStart=//p' \
    image/units/rong-restart.service | head -1)" = "/usr/bin/rm -f $wish"
# What the screen asks iwd is what the bus lets it ask, and no more.
allowed=$(grep -ohE 'send_member="[A-Za-z]+"' image/tree/usr/share/dbus-1/system.d/rong-wifi.conf | cut -d'"' -f2 | sort -u | xargs)
asked=$(cat platform/linux/wifi_iwd.c platform/linux/wifi_world.c | tr -s ' \n' ' ' |
    grep -oE '(IWD "\.[A-Za-z]+"|DBus\.(Properties|ObjectManager)"), *"[A-Za-z]+"' | sed -E 's/.*"([A-Za-z]+)"$/\1/' |
    grep -vx Scanning | sort -u | xargs) # which is a property
check the_bus_allows_what_the_driver_asks test "$allowed" = "$asked"
# The steward's other wishes, and what of RAUC it may ask: what its driver asks, and never Mark.
for wish in AGAIN CLOCK; do
    name=$(sed -n "s/^#define ORDERS_$wish *\"\/run\/\([a-z]*\)\".*/\1/p" platform/linux/orders_linux.h)
    check "somebody_watches_for_the_wish_$name" grep -qx "PathExists=/var/lib/rong/run/$name" "image/units/rong-$name.path"
done
check and_takes_it_away_before_the_screen_ends test "$(sed -n 's/^ExecStart=//p' image/units/rong-again.service | head -1)" = \
    "/usr/bin/rm -f /var/lib/rong/run/again"
allowed=$(grep -ohE 'send_member="[A-Za-z]+"' image/tree/usr/share/dbus-1/system.d/de.pengutronix.rauc.conf | cut -d'"' -f2 | sort -u | xargs)
asked=$({ tr -s ' \n' ' ' <platform/linux/slots_rauc.c | grep -oE 'INSTALLER, "[A-Za-z]+"' | grep -vE '"(Progress)"' # a property
    echo 'PROPERTIES, "Get"'; } | sed -E 's/.*"([A-Za-z]+)"$/\1/' | sort -u | xargs)
check the_bus_allows_what_the_steward_asks_of_rauc test "$allowed" = "$asked"
check and_never_that_it_marks test "${allowed#*Mark}" = "$allowed"
check the_policies_are_xml xmllint --noout --nonet image/tree/usr/share/dbus-1/system.d/*.conf
check the_program_is_installed grep -qE '^INSTALLED := .*\bsteward\b' Makefile
check without_a_fleet_it_does_not_start has steward ConditionPathExists=/data/fleet/steward.env
# The rules, with numbers for users that are not here: they are read, and the steward has its own addresses alone.
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=900
cp image/tree/etc/nftables.conf "$dir/rules"
for user in systemd-network systemd-timesync systemd-resolve rong-courier rong-steward root; do
    n=$((n + 1))
    sed -i "s/\"$user\"/$n/g" "$dir/rules"
done
if [ "$(id -u)" = 0 ] && nft list tables >/dev/null 2>&1; then
    check the_firewall_is_read nft -c -f "$dir/rules"
fi
check the_steward_reaches_its_fleet_alone test "$(grep -c 'meta skuid "rong-steward"' image/tree/etc/nftables.conf)" = \
    "$(grep -c 'meta skuid "rong-steward" ip daddr . tcp dport @fleet accept' image/tree/etc/nftables.conf)"
# The clock goes forward only, and only to where a true one can be.
most=$(($(sed -n 's/^#define CLOCK_LEAST ((int64_t)\([0-9]*\))$/\1/p' app/clock_judge.h) + 10 * 365 * 86400))
touch -d @1790000000 "$dir/epoch"
put_forward() { # TEXT: what is set, or why not
    printf '%s\n' "$1" >"$dir/wish"
    RONG_EPOCH=$dir/epoch RONG_NOW=1795000000 RONG_KEPT=$dir/kept RONG_SET=echo sh image/tree/usr/lib/rong/clock "$dir/wish"
    [ ! -e "$dir/wish" ] || echo 'it is still wished'
}
check it_is_put_forward test "$(put_forward 1795000100)" = 'clock: put forward by 100 s'
check never_back test "$(put_forward 1794999999)" = 'clock: it does not go back'
check not_before_the_image test "$(put_forward 1789999999)" = 'clock: no true clock shows that'
check not_beyond_any_true_clock test "$(put_forward "$most") $(put_forward 99999999999999999999)" = \
    'clock: no true clock shows that clock: no true clock shows that'
check not_by_words test "$(put_forward '@0; reboot') $(put_forward '')" = 'clock: this is no second clock: this is no second'
touch "$dir/kept"
check not_where_the_network_keeps_it test "$(put_forward 1795000100)" = 'clock: the network keeps it'
# Who manages the kiosk, from one signed file: all of it, or nothing is changed.
mkdir "$dir/site"
fleet() { # LINES: what is said; the folder is $dir/site
    printf '# rong-fleet\n%b' "$1" >"$dir/rong-fleet"
    sh image/tree/usr/lib/rong/fleet "$dir/rong-fleet" "$dir/site"
}
cert='-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
key=$(printf '%064d' 7)
check a_fleet_is_taken_over test "$(fleet "DDI=https://f.example/DEFAULT/controller/v1/{name}\nMETRICS=https://m.example\nOUTGOING=https://o.example/outgoing\nPACKS=$key\n$cert")" = \
    'fleet: taken over'
check its_files_are_there_and_the_owner_s_to_write test "$(cd "$dir/site" && stat -c '%n %a' * | xargs)" = \
    'by-stick 644 fleet-ca.pem 644 kiosk.env 644 packs.pub 644 steward.env 644'
check the_screen_believes_its_keys test "$(cat "$dir/site/kiosk.env")" = "KIOSK_OPTIONS=--packs-key $dir/site/packs.pub"
check its_address_is_where_the_unit_reads_it test "$(cat "$dir/site/steward.env")" = 'DDI=https://f.example/DEFAULT/controller/v1/{name}
STEWARD_OPTIONS=--metrics https://m.example --outgoing https://o.example/outgoing '
for bad_one in "DDI=http://f.example\n$cert" "DDI=https://f.example/\$(reboot)\n$cert" 'DDI=https://f.example\n' "DDI=https://f.example\nFLEET=12\n$cert" \
    "DDI=https://f.example\nNIGHT=22-5;x\n$cert" "DDI=https://f.example\nOUTGOING=https://o.example --token /etc/shadow\n$cert"; do
    check "another_is_refused_$((n += 1))" test "$(fleet "$bad_one" | grep -c 'nothing was changed') $(grep -c m.example "$dir/site/steward.env")" = '1 1'
done
# ... and the portal whose form list offers packs: its address, its own authority, what it knows the kiosk by.
portal_cert=$(echo "$cert" | sed 's/MIIB/MIIC/')
check a_portal_s_list_is_taken_over test "$(fleet "DDI=https://f.example/{name}\nFORMS=https://p.example/v1/key/{token}\nFORMS_TOKEN=a1b2!\$\nNIGHT=22-5\nPACKS=$key\n${cert}FORMS_CA\n$portal_cert")" = \
    'fleet: taken over'
check its_address_and_its_authority_are_the_steward_s_to_use test "$(tail -1 "$dir/site/steward.env")" = \
    "STEWARD_OPTIONS=--forms https://p.example/v1/key/{token} --forms-ca $dir/site/forms-ca.pem --forms-credentials $dir/site/forms-token --night 22-5"
check each_has_its_own_authority test "$(sed -n 2p "$dir/site/fleet-ca.pem") $(sed -n 2p "$dir/site/forms-ca.pem") $(grep -c BEGIN "$dir/site/fleet-ca.pem")" = \
    'MIIB MIIC 1'
check what_it_is_known_by_is_for_nobody_else test "$(stat -c %a "$dir/site/forms-token") $(cat "$dir/site/forms-token")" = '600 a1b2!$'
for bad_one in "FORMS=http://p.example\n" "FORMS=https://p.example --token /etc/shadow\n" "FORMS=https://p.example/{token}\n" "FORMS=https://p.example/{token}/v1\n" \
    "FORMS=https://p.example/{token}\nFORMS_TOKEN=a b\n"; do
    check "another_list_is_refused_$((n += 1))" test "$(fleet "DDI=https://f.example\n$bad_one$cert" | grep -c 'nothing was changed') $(grep -c p.example/v1 "$dir/site/steward.env")" = '1 1'
done
# Where the firewall lets whom go: of both files the hosts alone, and what the name servers say of them.
mkdir -p "$dir/bin" "$dir/root/run/systemd/resolve" "$dir/root/etc/rong" "$dir/root/var/lib/rong" "$dir/root/data/fleet"
printf '#!/bin/sh\ncat >>"%s/nft"\n' "$dir" >"$dir/bin/nft"
printf '#!/bin/sh\necho "$2" | sed -n -e "s/^f\\.example$/10.0.0.1 STREAM/p" -e "s/^p\\.example$/10.0.0.2 STREAM/p" -e "s/^c\\.example$/10.0.0.3 STREAM/p"\n' >"$dir/bin/getent"
chmod +x "$dir/bin/nft" "$dir/bin/getent"
printf '[portal]\nurl = https://c.example\n' >"$dir/root/var/lib/rong/site.ini"
check it_is_taken_over_once_more test "$(fleet "DDI=https://f.example/{name}\nFORMS=https://p.example:8443/v1/key/{token}\nFORMS_TOKEN=ab\n${cert}FORMS_CA\n$portal_cert")" = \
    'fleet: taken over'
cp "$dir/site/steward.env" "$dir/root/data/fleet/"
check the_steward_may_go_to_its_fleet_and_to_the_portal_of_the_list test "$(RONG_ROOT=$dir/root PATH=$dir/bin:$PATH sh image/tree/usr/lib/rong/egress)" = \
    'egress: portal 10.0.0.3 . 443
egress: fleet 10.0.0.1 . 443, 10.0.0.2 . 8443'
check and_that_is_what_the_firewall_is_told test "$(grep -c 'add element inet rong fleet { 10.0.0.1 . 443, 10.0.0.2 . 8443 }' "$dir/nft")" = 1
check without_a_list_it_is_forgotten test "$(fleet "DDI=https://f.example\n$cert") $(ls "$dir/site" | grep -c forms) $(grep -c forms "$dir/site/steward.env")" = \
    'fleet: taken over 0 0'
# Nothing in a unit is misspelt or unknown; that its program is not installed here is no fault.
said=$(systemd-analyze verify image/units/*.service image/units/*.path image/units/*.timer 2>&1 | grep 'rong-' | grep -v 'is not executable')
check every_line_of_a_unit_is_known test -z "$said"
[ -z "$said" ] || echo "$said" | sed 's/^/# /'
exit $bad
