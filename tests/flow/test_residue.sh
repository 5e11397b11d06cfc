#!/bin/sh
# After goodbye and the portal's word nothing of a citizen is left in the memory of kiosk and
# courier, in the state folder, in logs and temporary files. The same search during the visit finds
# the names, so it can find. Prints "ok NAME" and "not ok NAME".
cd "$(dirname "$0")/../.." || exit 1
bin=build/${B:-release}
dir=$(mktemp -d)
export RIG=$dir/rig
export TMPDIR=$dir/tmp
trap 'tests/flow/rig stop; [ -n "${KEEP:-}" ] && echo "# kept: $dir" || rm -rf "$dir"' EXIT
mkdir -p "$RIG" "$TMPDIR"
bad=0
check() { # NAME GOT WANTED
    if [ "$2" = "$3" ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        echo "# got '$2', want '$3'"
        bad=1
    fi
}
cat >"$RIG/planted" <<END
H'Gluĕ
Kpuih
H'Znâo
Bwưih
bwuih
064195007193
0917326548
END
touch "$dir/before"
tests/flow/rig start || exit 1
"$bin/kiosk" --state "$RIG/state" --headless --language vi --printer "escpos:unix:$RIG/printer.sock" \
    --scanner sim: --camera sim:tests/fixtures/papers/sharp.jpg --play tests/flow/residue.play \
    --rig tests/flow/rig --seed "$$" >"$dir/kiosk.log" 2>&1
check the_visit_ends_on_the_welcome_screen "$? $(tail -1 "$dir/kiosk.log" | cut -c1-200)" "0 "
places() { # LABEL WHO: how many places in memory hold something
    awk -v who="$2" '$1 == who {n += $(NF - 1)} END {print n + 0}' "$RIG/residue-$1"
}
[ "$(places typed kiosk)" -gt 0 ] && found=yes || found=no
check the_search_finds_a_name_while_it_is_typed "$found" yes
check nothing_is_left_in_the_kiosk "$(places left kiosk)" 0
check nothing_is_left_in_the_courier "$(places left courier)" 0
check the_kiosk_was_searched_for_every_name "$(grep -c '^kiosk ' "$RIG/residue-left")" "$(wc -l <"$RIG/planted")"
[ "$bad" = 0 ] || grep -v ': 0 places' "$RIG/residue-left" | head -40
tests/flow/rig stop
# The portal and the printer are not ours: what they hold is what they were given.
in_files() {
    LC_ALL=C grep -rlaFf "$RIG/planted" "$@" 2>/dev/null | grep -vE "^$RIG/(portal/|planted|residue|printer/)" | sort
}
check the_portal_has_it "$(LC_ALL=C grep -rlaF 0917326548 "$RIG/portal" | head -1 | wc -l)" 1
check nothing_is_left_in_the_state_folder "$(in_files "$RIG/state")" ""
check nothing_is_left_in_the_logs "$(in_files "$dir/kiosk.log" "$RIG"/*.log)" ""
check nothing_is_left_in_temporary_files "$(in_files "$TMPDIR"; find /tmp /var/tmp -xdev -newer "$dir/before" -type f ! -path "$dir/*" -size -64M 2>/dev/null |
    xargs -r grep -laF -e "H'Znâo" -e 0917326548 2>/dev/null)" ""
check no_paper_is_left "$(find "$RIG/state/papers" -type f | wc -l)" 0
exit $bad
