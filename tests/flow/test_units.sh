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
# Nothing in a unit is misspelt or unknown; that its program is not installed here is no fault.
said=$(systemd-analyze verify image/units/*.service image/units/*.path image/units/*.timer 2>&1 | grep 'rong-' | grep -v 'is not executable')
check every_line_of_a_unit_is_known test -z "$said"
[ -z "$said" ] || echo "$said" | sed 's/^/# /'
exit $bad
