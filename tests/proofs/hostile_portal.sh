#!/bin/sh
# The real courier against a portal that lies, over TCP: faults drawn by a seed, then answers spoilt by
# a seed, then peace. Every application must be there once, whole, under the number its kiosk was told.
# Then the same with kill -9 of the courier at random while more is saved beside it.
# The same check must find a portal that doubles, one that forgets, and one that swaps numbers.
# usage: hostile_portal.sh full|short     SEED=N repeats a run, KEEP=1 keeps what is left of it
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
seed=${SEED:-$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')}
seed=$((seed % 900000)) # a value of a fault has six digits
if [ "$1" = full ]; then
    most_s=1500
else
    most_s=90
fi
# In memory, where there is some: that writing lasts is proven elsewhere.
[ -w /dev/shm ] && root=$(mktemp -d -p /dev/shm) || root=$(mktemp -d)
portal=
paper= # bytes of each application's, when it is not the example's
began=$(date +%s)

trap 'end_portal; [ -n "${KEEP:-}" ] && echo "# kept: $root" || rm -rf "$root"' EXIT
trap 'exit 1' INT TERM

# world NAME : a portal and an empty kiosk of their own in $dir
world() {
    end_portal
    dir=$root/$1
    mkdir "$dir"
    told=$dir/courier.err
    start_portal
    courier # makes the box key that applications are sealed to
}
# One pass: everything that is not there yet is tried once.
courier() {
    "$bin/courier" --state "$dir/state" --portal "$url" --adapter "$adapter" \
        --credentials "$root/credentials" --unit H21 --once >>"$dir/courier.out" 2>>"$dir/courier.err"
}
put() {
    # shellcheck disable=SC2086 # none, or one number
    "$bin/tests/put_applications" "$dir/state" "$1" $paper >>"$dir/put" 2>>"$dir/put.err"
}
order() {
    curl -s -o /dev/null --data "$1" "$url/practice/fault"
}
ask() { # DATABASE SQL
    sqlite3 -cmd '.timeout 10000' "$dir/$1" "$2"
}
# made [NAME] : how many faults of that name, or of any, were made
made() {
    curl -s -X POST "$url/practice/made" | tr '{,}' '\n\n\n' | grep "^\"${1:-}" | awk -F: '{n += $2} END {print n + 0}'
}
# Nothing is left to do for these: received, or (OpenRosa gives no numbers) sent.
done_state() {
    [ "$adapter" = openrosa ] && echo 2 || echo 3
}
left() {
    ask state/outbox.db "SELECT count(*) FROM application WHERE state <> $(done_state)"
}
# until COUNT NAME APPLICATIONS : passes until so many faults were made, with new work when it runs out
until_made() {
    while [ "$(made "$2")" -lt "$1" ] && [ $(($(date +%s) - began)) -lt $most_s ]; do
        [ "$(left)" -gt $(($3 / 10)) ] || put "$3"
        for _ in 1 2 3 4; do
            courier
        done
        passes=$((passes + 4))
    done
}
# What refused three times waits for a person: here is one.
peace() {
    curl -s -o /dev/null --data clear "$url/practice/fault"
    for _ in $(seq 20); do
        for id in $(ask state/outbox.db "SELECT uuid FROM application WHERE state = 4"); do
            held=$((held + 1))
            "$bin/kioskctl" outbox retry "$id" --state "$dir/state" >/dev/null 2>>"$dir/courier.err"
        done
        [ "$(left)" = 0 ] && break
        courier
    done
}

# What the kiosks were told: uuid|hash of what was filed|number.
told() {
    case $adapter in
    openrosa) ask state/outbox.db "SELECT uuid, uuid, '' FROM application WHERE state = 2" ;;
    *) ask state/outbox.db "SELECT uuid, lower(hex(record_sha256)), file_number FROM application WHERE state = 3" ;;
    esac
}
# The same of what the portal has, a line for each time it has it. In a submission its own uuid stands
# for the hash; a dossier has the record among its files.
there() {
    case $adapter in
    rest) set -- application "a.sha256" ;;
    openrosa) set -- application "substr(CAST(a.body AS TEXT), instr(CAST(a.body AS TEXT), '>uuid:') + 6, 36)" ;;
    igate) set -- application "(SELECT group_concat(p.sha256) FROM paper p WHERE p.uuid = a.uuid AND p.type = 'application/json')" ;;
    esac
    number=a.file_number
    [ "$adapter" = openrosa ] && number="''"
    ask portal/portal.db "SELECT a.uuid, $2, $number FROM application a UNION ALL SELECT c.uuid, $2, c.file_number FROM copy c JOIN application a ON a.uuid = c.uuid"
}
# Applications without the paper they name, or with one too many.
missing() {
    case $adapter in
    rest) ask portal/portal.db "SELECT count(*) FROM named n WHERE NOT EXISTS (SELECT 1 FROM paper p WHERE p.uuid = n.uuid AND p.sha256 = n.sha256)" ;;
    *) ask portal/portal.db "SELECT count(*) FROM application a WHERE (SELECT count(*) FROM attachment t JOIN paper p ON p.uuid = t.uuid AND p.sha256 = t.sha256 WHERE t.uuid = a.uuid AND p.type = 'image/jpeg') <> 1" ;;
    esac
}

# Compares both sides and sets lost, doubled, mixed, false_acks, strange, missing.
compare() {
    told | sort >"$dir/told"
    there | sort >"$dir/there"
    sort "$dir/put" | grep -E '^.{36}$' >"$dir/saved"
    cut -d'|' -f1 "$dir/there" | sort >"$dir/there.uuids"
    cut -d'|' -f1 "$dir/told" | sort >"$dir/told.uuids"
    lost=$(comm -23 "$dir/saved" "$dir/there.uuids" | wc -l)
    doubled=$(uniq -d "$dir/there.uuids" | wc -l)
    false_acks=$(comm -23 "$dir/told.uuids" "$dir/there.uuids" | wc -l)
    mixed=$(comm -23 "$dir/told" "$dir/there" | wc -l)
    strange=$(comm -13 "$dir/saved" "$dir/there.uuids" | wc -l)
    missing=$(missing)
}

# judge NAME : what must hold in the end
judge() {
    check "$1_nothing_is_left_unsent" "$(left)" 0
    check "$1_nothing_is_lost" "$lost" 0
    check "$1_nothing_is_doubled" "$doubled" 0
    check "$1_nothing_is_mixed_up" "$mixed" 0
    check "$1_nothing_is_acknowledged_that_is_not_there" "$false_acks" 0
    check "$1_nothing_is_there_that_was_not_saved" "$strange" 0
    check "$1_no_paper_is_missing" "$missing" 0
}

# hostile ADAPTER FAULTY SPOILT : so many faulty exchanges, then so many malformed answers
hostile() {
    adapter=$1 faulty=$2 spoilt=$3
    held=0 passes=0
    some=$((faulty / 15 + 10)) many=$((spoilt / 15 + 10))
    world "$adapter"
    order "any:chaos=$seed"
    order "answer:chaos=$((seed + 1))"
    put "$some"
    until_made "$faulty" '' "$some"
    faults=$(made)
    curl -s -o /dev/null --data clear "$url/practice/fault"
    order "any:malformed=$seed"
    put "$many"
    until_made "$spoilt" malformed "$many"
    answers=$(made malformed)
    peace
    compare
    echo "# $adapter, seed $seed: $(wc -l <"$dir/saved" | tr -d ' ') applications, $passes passes, $faults faulty exchanges of $(curl -s -X POST "$url/practice/made" | tr ',' '\n' | grep -vc ':0}*$') kinds, $answers malformed answers, $held times held for a person, $(($(date +%s) - began)) s"
    echo "# lost $lost, doubled $doubled, mixed up $mixed, acknowledged but not there $false_acks"
    check "${adapter}_at_least_${faulty}_faulty_exchanges" "$([ "$faults" -ge "$faulty" ] && echo yes)" yes
    check "${adapter}_at_least_${spoilt}_malformed_answers" "$([ "$answers" -ge "$spoilt" ] && echo yes)" yes
    judge "$adapter"
}

# large FAULTY : papers that come in parts, and so many faulty exchanges
large() {
    adapter=rest paper=8500000
    held=0 passes=0
    world large
    order "any:chaos=$seed"
    order "answer:chaos=$((seed + 1))"
    put 3
    until_made "$1" '' 3
    faults=$(made)
    peace
    came=$(curl -s -X POST "$url/practice/uploads" | sed 's/.*"bytes"://; s/}//')
    compare
    echo "# large papers, seed $seed: $(wc -l <"$dir/saved" | tr -d ' ') applications of $paper bytes, $came bytes in parts, $passes passes, $faults faulty exchanges, $held times held for a person, $(($(date +%s) - began)) s"
    check "large_at_least_${1}_faulty_exchanges" "$([ "$faults" -ge "$1" ] && echo yes)" yes
    check large_papers_came_in_parts "$([ "$came" -ge "$paper" ] && echo yes)" yes
    judge large
    paper=
}

# New work when it runs out, and before the first: the courier makes the tables wait until then.
put_more() {
    [ "$(left 2>>"$dir/err" || echo 0)" -gt 20 ] 2>>"$dir/err" || put 40
}

# killed ADAPTER KILLS : so many kills of a courier at work, faults and spoilt answers by turns
killed() {
    adapter=$1
    held=0 kills=0 by_itself=0 turn=0
    world "$adapter-killed"
    while [ "$kills" -lt "$2" ] && [ "$by_itself" -lt 10 ] && [ $(($(date +%s) - began)) -lt $most_s ]; do
        if [ $((turn % 10)) -eq 0 ]; then
            curl -s -o /dev/null --data clear "$url/practice/fault"
            [ $((turn % 20)) -eq 0 ] && order "any:chaos=$((seed + turn))" && order "answer:chaos=$((seed + turn + 1))"
            [ $((turn % 20)) -eq 10 ] && order "any:malformed=$((seed + turn))"
        fi
        turn=$((turn + 1))
        put_more &
        putter=$!
        "$bin/courier" --state "$dir/state" --portal "$url" --adapter "$adapter" --retry-base-ms 20 \
            --credentials "$root/credentials" --unit H21 >>"$dir/courier.out" 2>>"$dir/courier.err" &
        alive=$!
        sleep "0.$(printf %03d $((20 + ($(od -An -N2 -tu2 /dev/urandom) % 200))))"
        kill -9 $alive 2>/dev/null
        wait $alive 2>/dev/null
        [ $? = 137 ] && kills=$((kills + 1)) || by_itself=$((by_itself + 1))
        wait $putter
    done
    faults=$(made)
    peace
    compare
    echo "# $adapter: $kills kills of a courier at work, $(wc -l <"$dir/saved" | tr -d ' ') applications, $faults faulty exchanges or malformed answers, $held times held for a person, $(($(date +%s) - began)) s"
    echo "# lost $lost, doubled $doubled, mixed up $mixed, acknowledged but not there $false_acks"
    check "${adapter}_at_least_$2_kills" "$([ "$kills" -ge "$2" ] && echo yes)" yes
    check "${adapter}_the_courier_never_ended_by_itself" "$by_itself" 0
    check "${adapter}_troubles_were_met_between_the_kills" "$([ "$faults" -ge "$2" ] && echo yes)" yes
    judge "${adapter}_killed"
}

# planted NAME SPEC... : the same check with a portal that has a bug
planted() {
    name=$1
    shift
    world "$name"
    for spec in "$@"; do
        order "$spec"
    done
    put 8
    courier
    curl -s -o /dev/null --data clear "$url/practice/fault"
    courier
    compare
    echo "# planted $name: lost $lost, doubled $doubled, mixed up $mixed, acknowledged but not there $false_acks"
}

printf 'kiosk\nsecret\n' >"$root/credentials"
chmod 600 "$root/credentials"
if [ "$1" = full ]; then
    hostile rest 5000 20000
    hostile openrosa 2000 1000
    hostile igate 2000 4000
    large 200
    killed rest 500
    killed openrosa 250
    killed igate 250
else
    hostile rest 300 600
    hostile openrosa 60 30
    hostile igate 60 60
    large 20
    killed rest 12
    killed openrosa 6
    killed igate 6
fi
adapter=rest
planted double any:double answer:wrong-uuid # whose answers are not believed, so that records come again
check a_portal_that_doubles_is_caught "$([ "$doubled" -gt 0 ] && echo yes)" yes
planted forget any:forget=1h
check a_portal_that_forgets_is_caught "$([ "$lost" -gt 0 ] && [ "$false_acks" -gt 0 ] && echo yes)" yes
world swap
put 4
courier
ask portal/portal.db "UPDATE application SET file_number = 'x' || file_number; UPDATE application SET file_number = (SELECT substr(b.file_number, 2) FROM application b WHERE b.id = application.id % 4 + 1)" 2>>"$dir/err"
compare
check numbers_that_are_swapped_are_caught "$([ "$mixed" -gt 0 ] && echo yes)" yes
exit $bad
