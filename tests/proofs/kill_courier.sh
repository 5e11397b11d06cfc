#!/bin/sh
# kill -9 of the courier at random while a faulty portal stores and drops lines, and of whoever saves.
# usage: kill_courier.sh full|short
[ "$1" = full ] && n=50 || n=5
exec "$(dirname "$0")/../flow/kill9.sh" $n
