#!/bin/bash
# Debian's swupdate takes updates from the double of hawkBit: signed, over a line that is cut, cancelled.
# Its quirks: an id that is a number, `time` for `timestamp`, deploymentBase read twice, and the last
# word only after it is started anew with -c.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
command -v swupdate >/dev/null || {
    echo "# swupdate is not installed: apt-get install swupdate"
    echo "not ok swupdate_is_there"
    exit 1
}
dir=$(mktemp -d)
trap 'end_double; rm -rf "$dir"' EXIT
order() { # REST [JSON]
    curl -s ${2:+--data-binary "$2"} "$url/double/$1"
}
told=$dir/swupdate.log
token=0123456789abcdef0123456789abcdef

# --- an update as Debian's build wants it: signed by a certificate ------------------------------------
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$dir/key.pem" -out "$dir/cert.pem" -days 30 \
    -subj "/CN=an update of a test" -addext extendedKeyUsage=emailProtection \
    -addext keyUsage=digitalSignature 2>/dev/null
update() { # VERSION: $dir/VERSION.swu, which puts a file at $dir/installed
    local work=$dir/make-$1
    mkdir "$work"
    head -c 400000 /dev/urandom >"$work/payload"
    cat >"$work/sw-description" <<DESCRIPTION
software =
{
    version = "$1";
    hardware-compatibility: [ "1.0" ];
    files: ( { filename = "payload"; path = "$dir/installed"; type = "rawfile";
               sha256 = "$(sha256sum <"$work/payload" | cut -d' ' -f1)"; } );
}
DESCRIPTION
    (cd "$work" && openssl cms -sign -in sw-description -out sw-description.sig -signer "$dir/cert.pem" \
        -inkey "$dir/key.pem" -outform DER -nosmimecap -binary &&
        printf '%s\n' sw-description sw-description.sig payload | cpio -o -H crc 2>/dev/null >"$dir/$1.swu")
}
assign() { # VERSION [MORE]: its action
    local artifact
    artifact=$(curl -s -T "$dir/$1.swu" "$url/double/artifacts/$1.swu" | sed 's/^{"id":\([0-9]*\),.*/\1/')
    order distributions "{\"name\":\"kiosk\",\"version\":\"$1\",\"modules\":[{\"part\":\"os\",\"version\":\"$1\",\"artifacts\":[$artifact]}]}" >"$dir/made"
    order assign "{\"distribution\":$(sed 's/^{"id":\([0-9]*\),.*/\1/' "$dir/made"),\"target\":\"board\"${2:+,$2}}" |
        sed 's/.*\[\([0-9]*\)\].*/\1/'
}
state() { # ACTION
    order "actions/$1" | sed 's/^{[^}]*"state":"\([A-Z_]*\)","active":\([01]\).*/\1 \2/'
}
said() { # ACTION: what the device said, one word a status
    order "actions/$1" | grep -o '"channel":"[a-z]*","execution":"[a-z]*","finished":"[a-z]*"' |
        sed 's/[^:]*:"\([a-z]*\)",[^:]*:"\([a-z]*\)",[^:]*:"\([a-z]*\)"/\1:\2:\3/' | uniq | tr '\n' ' '
}
cat >"$dir/swupdate.cfg" <<CONFIG
globals : { loglevel = 5; };
identify : ( { name = "board"; value = "test 1"; } );
CONFIG
# Runs swupdate until the log has TEXT, at most a minute.
device() { # TEXT [SURICATTA-OPTION...]
    local text=$1
    shift
    : >"$told"
    # A status that nobody listens to any more ends it by SIGPIPE, if it may.
    (trap '' PIPE && cd "$dir" && exec env TMPDIR="$dir" swupdate -f "$dir/swupdate.cfg" -H board:1.0 -k "$dir/cert.pem" -l 5 \
        -u "-t DEFAULT -u $url -i board -k $token -w 1 $*") >"$told" 2>&1 &
    local pid=$!
    for _ in $(seq 300); do
        grep -qF -- "$text" "$told" && break
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.2
    done
    kill "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
    grep -cF -- "$text" "$told" | sed 's/^[1-9][0-9]*$/seen/'
}
for version in 2.0 3.0 4.0 5.0; do
    update $version
done
pending="is pending testing" # installed; to be told after a restart
idle="No pending action on server"

start_double
order targets "{\"id\":\"board\",\"token\":\"$token\",\"sleep\":\"00:00:01\"}" >/dev/null
first=$(assign 2.0 '"type":"forced"')
check it_installs "$(device "$pending")" seen
check what_it_installed_is_what_was_offered "$(cmp "$dir/installed" "$dir/make-2.0/payload" && echo same)" same
check it_told_how_far_it_is "$(said "$first")" "deployment:proceeding:none "
check it_is_not_over_before_it_runs "$(state "$first" | cut -d' ' -f2)" 1
check after_a_restart_it_says_success "$(device "$idle" -c 2)" seen
check the_action_is_finished "$(state "$first")" "FINISHED 0"
check the_last_word_was_closed "$(said "$first")" "deployment:proceeding:none deployment:closed:success "
check it_told_what_it_is "$(order targets/board | grep -o '"attributes":{[^}]*}')" '"attributes":{"board":"test 1"}'
check it_is_in_step "$(order targets/board | grep -c '"status":"in_sync"')" 1

# --- over a line that is cut every 100,000 bytes, a double that was restarted ------------------------
end_double
port=${url##*:}
start_double --fault artifact:cut=100000:3
second=$(assign 3.0 '"type":"soft"')
check it_installs_over_a_bad_line "$(device "$pending")" seen
check and_nothing_is_missing "$(cmp "$dir/installed" "$dir/make-3.0/payload" && echo same)" same
check the_line_was_cut "$(order faults | grep -o '"cut":[0-9]*')" '"cut":3'
check a_failed_start_is_told "$(device "$idle" -c 3)" seen
check the_action_is_an_error "$(state "$second")" "ERROR 0"
check nothing_is_assigned_then "$(order targets/board | grep -o '"assigned":[a-z0-9]*')" '"assigned":null'

# --- cancelled before it began; wrongly signed -------------------------------------------------------
third=$(assign 4.0 '"type":"forced"')
order "actions/$third" '{"cancel":true}' >/dev/null
check it_is_asked_to_stop "$(device "$idle")" seen
check it_accepted "$(state "$third")" "CANCELED 0"
check by_closed "$(said "$third")" "cancel:closed:success "
check nothing_was_installed "$(cmp "$dir/installed" "$dir/make-3.0/payload" && echo same)" same
printf x | dd of="$dir/5.0.swu" bs=1 seek=300 conv=notrunc 2>/dev/null
fourth=$(assign 5.0 '"type":"forced"')
check a_spoilt_one_is_refused "$(device "$idle")" seen
check and_told "$(said "$fourth" | grep -c 'deployment:closed:failure')" 1
check so_it_is_an_error "$(state "$fourth")" "ERROR 0"
check still_nothing_was_installed "$(cmp "$dir/installed" "$dir/make-3.0/payload" && echo same)" same
exit $bad
