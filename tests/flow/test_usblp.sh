#!/bin/sh
# The receipt printer on /dev/usb/lpN, played by umockdev (tests/tools/usblp_scripted.c).
scripted=usblp_scripted
. "$(dirname "$0")/scripted_run"
