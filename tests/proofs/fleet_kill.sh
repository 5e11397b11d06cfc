#!/bin/bash
# A steward, and the kiosk its packs are tried at, killed with kill -9 at 1,000 points (short: 30) of updates, switches
# of packs, first visits and what undoes one: at every one of them what runs and the pack in use are whole and old or
# new, the steward's next word of what it had begun is "resumed", and its last is what happened, once. Updates that
# fall, packs that fail in their visit or are not ours are among them, a server that loses words and cuts lines, too.
# usage: fleet_kill.sh full|short   KILLS= SEED= (a run again: what is drawn is the same, the machine's times are not)
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
[ "${1:-full}" = full ] && kills=${KILLS:-1000} || kills=${KILLS:-30}
dir=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d) # a kill takes nothing from the disk: flushing is not what this is about
trap 'end_double; [ -n "${KEEP:-}" ] && echo "# kept: $dir" || rm -rf "$dir"' EXIT
start_double --anonymous
mkdir "$dir/kiosk"
start=$(date +%s)
python3 tests/tools/fleet_kill.py "$dir/kiosk" "$url" "$bin" "$kills" ${SEED:-} >"$dir/out" 2>"$dir/err"
told=$dir/err
grep '^#' "$dir/out"
grep '^wrong' "$dir/out" | sed 's/^/# /'
echo "# $(($(date +%s) - start)) s"
check "killed_so_often_it_is_always_at_old_or_new_and_rightly_told" "$(tail -1 "$dir/out")" "kills $kills wrong 0"
[ "$kills" -lt 300 ] ||
    check "the_kiosk_was_killed_in_each_part_of_a_trial" "$(grep "^# the pack's trial" "$dir/out" | grep -oE 'loading|waiting|visited|proved|undone' | tr '\n' ' ')" \
        "loading proved undone visited waiting "
[ "$kills" -lt 300 ] ||
    check "each_state_of_the_journal_was_met" "$(grep -c '^# the journal' "$dir/out") $(grep '^# the journal' "$dir/out" | grep -cE '[:,] 0 [a-z]')" "1 0"
exit $bad
