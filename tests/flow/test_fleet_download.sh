#!/bin/bash
# A steward fetches a file of the double of hawkBit over lines that are cut every 64 KiB, answers that are all of
# it where a part was asked for, files that changed, bodies without end, hashes and sizes that are not the file's:
# no byte twice where none has to be, one clean second try, and memory that does not grow with the file.
# Runs beside others. MIB=size of the file (2)
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
told=$dir/once
trap 'end_double; rm -rf "$dir"' EXIT
size=$((${MIB:-2} * 1048576))
mkdir -p "$dir/slots" "$dir/state"
for pair in booted=A next=A whole-A=1.0 good_at=0 boot=boot-1; do
    echo "${pair#*=}" >"$dir/slots/${pair%%=*}"
done
echo 0 >"$dir/slots/slot-A"
start_double --anonymous
order() { # REST [JSON]
    curl -s ${2:+--data-binary "$2"} "$url/double/$1"
}
order targets '{"id":"k1"}' >/dev/null
order settings '{"sleep":"23:59:59"}' >/dev/null # a poll in between ends a piece, and would count as one
made=0
most=0
# fetch FILE FAULT...: offers FILE as the next version, to be fetched only; $got is the exit, the server's state and
# how often and how many bytes of it the double gave; $memory what the steward had at most, KiB
fetch() {
    local file=$1 fault before
    shift
    made=$((made + 1))
    cp "$file" "$dir/f$made"
    echo $made >>"$dir/f$made" # another content each time, or it would be there already
    curl -s -o /dev/null -T "$dir/f$made" "$url/double/artifacts/f$made"
    order distributions "{\"name\":\"d\",\"version\":\"2.$made\",\"modules\":[{\"part\":\"os\",\"version\":\"2.$made\",\"artifacts\":[$made]}]}" >/dev/null
    action=$(order assign "{\"distribution\":$made,\"target\":\"k1\",\"type\":\"downloadonly\"}" | sed 's/.*\[\([0-9]*\)\].*/\1/')
    curl -s -X DELETE "$url/double/counters" >/dev/null
    for fault; do
        order faults "$fault" >/dev/null
    done
    timeout 400 "$bin/tests/fleet_kiosk" "$dir/state" "$dir/slots" "$url/DEFAULT/controller/v1/k1" /dev/null 500 >"$dir/once" 2>&1
    got="$? $(order "actions/$action" | grep -o '"state":"[A-Z_]*"' | head -1 | cut -d'"' -f4)"
    memory=$(sed -n 's/^memory //p' "$dir/once")
    most=$((${memory:-0} > most ? ${memory:-0} : most))
    curl -s -X DELETE "$url/double/faults" >/dev/null
    read -r gets bytes < <(order counters | python3 -c 'import json, sys
c = json.load(sys.stdin)
print(c["kinds"]["artifact"], c["targets"]["k1"]["bytes"])')
}
code() { # that the action ended with
    order "actions/$action" | grep -o '"code":[0-9]*' | tail -1 | cut -d: -f2
}
whole=$((size + 2)) # with the line that makes it another file, for nine of them
about() { # BYTES WANTED: whether no more than 64 KiB were sent beside them: answers to polls and the like
    echo $(($1 >= $2 && $1 < $2 + 65536))
}
head -c $size /dev/urandom >"$dir/large"
head -c 65536 /dev/urandom >"$dir/small"

fetch "$dir/small"
check a_small_file_comes "$got" "0 DOWNLOADED"
little=$memory
fetch "$dir/large"
check a_large_one_comes "$got" "0 DOWNLOADED"
fetch "$dir/large" artifact:cut=65536
check cut_every_64_kib_it_comes "$got" "0 DOWNLOADED"
check it_came_in_so_many_pieces "$gets" $((whole / 65536 + 1))
check and_no_byte_came_twice "$(about "$bytes" "$whole")" 1
for at in 1 $((size / 131072)) $((size / 65536 - 1)); do # pieces of 64 KiB that came before
    fetch "$dir/large" artifact:cut=$((at * 65536)):1 artifact:no-range:1
    check "all_of_it_for_a_part_after_$at" "$got $gets $(about "$bytes" $((size + at * 65536)))" "0 DOWNLOADED 2 1"
    fetch "$dir/large" artifact:cut=$((at * 65536)):1 artifact:etag:1
    check "another_tag_after_$at" "$got $((gets <= 3))" "0 DOWNLOADED 1"
done
fetch "$dir/large" artifact:endless:1
check a_body_without_end_is_left "$got $gets" "0 DOWNLOADED 2"
fetch "$dir/large" artifact:endless:2
check a_second_time_that_is_the_end "$got $gets $(code)" "0 ERROR 2 21"
fetch "$dir/large" artifact:corrupt:1
check another_content_is_fetched_once_more "$got $gets" "0 DOWNLOADED 2"
fetch "$dir/large" artifact:corrupt:2
check a_second_time_that_is_the_end_too "$got $gets $(code)" "0 ERROR 2 21"
fetch "$dir/large" deployment:wrong-hash:1
check a_hash_of_something_else "$got $gets $(code)" "0 ERROR 2 21"
fetch "$dir/large" deployment:size=1024:1
check a_size_of_something_else "$got $gets $(code)" "0 ERROR 2 21"
fetch "$dir/large" deployment:size=1073741825:1
check more_than_a_gibibyte_is_not_asked_for "$got $gets $(code)" "0 ERROR 0 12"
check nothing_lies_there_but_what_was_to_be_kept "$(find "$dir/state/fleet" -name '*.part' 2>/dev/null | wc -l)" 0
case ${B:-release} in
asan | tsan) ;;
*) check memory_does_not_grow_with_the_file "$((most < little + 2048))" 1 ;;
esac
echo "# $((size / 1048576)) MiB each; memory at most (VmHWM) $little KiB for 64 KiB, $most KiB for all of these"
end_double
exit $bad
