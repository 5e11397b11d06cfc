#!/bin/sh
# After goodbye and the portal's word nothing of a citizen is left in the memory of kiosk and
# courier, in the state folder, in logs and temporary files. The same search during the visit finds
# the names, so it can find. Prints "ok NAME" and "not ok NAME".
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
export RIG=$dir/rig
export TMPDIR=$dir/tmp
trap 'tests/flow/rig stop; [ -n "${KEEP:-}" ] && echo "# kept: $dir" || rm -rf "$dir"' EXIT
mkdir -p "$RIG" "$TMPDIR"
tests/flow/planted names >"$RIG/planted"
tests/flow/planted residue >"$dir/visit.play"
grep -v ^hex "$RIG/planted" >"$dir/words"
touch "$dir/before"
tests/flow/rig start || exit 1
"$bin/kiosk" --state "$RIG/state" --headless --language vi --printer "escpos:unix:$RIG/printer.sock" \
    --scanner sim: --camera sim:tests/fixtures/papers/sharp.jpg --play "$dir/visit.play" \
    --rig tests/flow/rig --seed "$$" >"$dir/kiosk.log" 2>&1
check the_visit_ends_on_the_welcome_screen "$? $(grep wanted "$dir/kiosk.log")" "0 "
places() { # LABEL WHO: how many places in memory hold something
    awk -v who="$2" '$1 == who {n += $(NF - 1)} END {print n + 0}' "$RIG/residue-$1"
}
found() {
    [ "$(places "$@")" -gt 0 ] && echo yes || echo no
}
searched() { # LABEL WHO
    grep -c "^$2 " "$RIG/residue-$1"
}
missed() { # LABEL WHO: what was not found
    sed -n "s/^$2 '\(.*\)': 0 places/\1/p" "$RIG/residue-$1" | tr '\n' ' '
}
all=$(wc -l <"$RIG/planted")
check the_search_finds_a_name_while_it_is_typed "$(found typed kiosk)" yes
check before_goodbye_it_finds_everything "$(missed sent kiosk)" ""
check the_search_finds_what_the_courier_sends "$(found sending courier)" yes
for when in left abandoned; do
    check "nothing_is_${when}_in_the_kiosk" "$(places $when kiosk) of $(searched $when kiosk)" "0 of $all"
    check "nothing_is_${when}_in_the_courier" "$(places $when courier) of $(searched $when courier)" "0 of $all"
done
[ "$bad" = 0 ] || grep -hv ': 0 places' "$RIG/residue-left" "$RIG/residue-abandoned" | head -40
tests/flow/rig stop
# The portal and the printer are not ours: what they hold is what they were given.
in_files() {
    LC_ALL=C grep -rlaFf "$dir/words" "$@" 2>/dev/null | grep -vE "^$RIG/(portal/|planted|residue|printer/)" | sort
}
check the_portal_has_it "$(LC_ALL=C grep -rlaF 0917326548 "$RIG/portal" | head -1 | wc -l)" 1
check nothing_is_left_in_the_state_folder "$(in_files "$RIG/state")" ""
check nothing_is_left_in_the_logs "$(in_files "$dir/kiosk.log" "$RIG"/*.log)" ""
# Another run of this test has a rig of its own in /tmp; another checkout holds the script itself, and so does the
# list that tests/lint/limits makes of every file.
check nothing_is_left_in_temporary_files "$(in_files "$TMPDIR"; find /tmp /var/tmp -xdev -newer "$dir/before" -type f ! -path "$dir/*" ! -path "/tmp/tmp.*/rig/*" \
        ! -path "/tmp/tmp.*/*.play" ! -path "/tmp/tmp.*/words" \
        ! -path "*/tests/flow/*" ! -path "/tmp/rong-limits.*" -size -64M 2>/dev/null |
    xargs -r grep -laF -e "H'Znâo" -e 0917326548 2>/dev/null)" ""
check no_paper_is_left "$(find "$RIG/state/papers" -type f | wc -l)" 0
exit $bad
