#!/bin/sh
# kill -9 of kiosk right after send and of the courier between. usage: kill_kiosk.sh full|short
[ "$1" = full ] && n=50 || n=5
exec "$(dirname "$0")/../flow/kill9_kiosk.sh" $n
