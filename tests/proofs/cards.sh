#!/bin/bash
# Every card vector through kioskctl card: one line of the figures each. usage: cards.sh full|short
cd "$(dirname "$0")/../.." || exit 1
bin=build/${B:-release}
vectors=tests/fixtures/cccd_qr_vectors.tsv
declare -A seen
bad=0
v01=$(awk -F'\t' '$1 == "V01" { print $3 }' $vectors)
# The payload of a vector; two cannot be written in a text file and are built from the first.
payload_of() { # ID TEXT
    case $1 in
    V27) echo "${v01/Làng Mẫu/$(head -c 2000 /dev/zero | tr '\0' x)}" ;;
    V28) echo "${v01/Th/$'\xff'}" ;;
    *) printf '%b\n' "$2" ;;
    esac
}
while IFS=$'\t' read -r id expect payload _; do
    case $id in \#*) continue ;; esac
    got=$(payload_of "$id" "$payload" | "$bin/kioskctl" card --now 2026-11-23 |
        sed -E 's/^\{"result":"([a-z]+)","reasons":\[("([a-z0-9-]+)")?\].*/\1:\3/; s/:$//')
    if [ "$got" = "$expect" ]; then
        echo "ok card_$id"
    else
        echo "not ok card_$id"
        echo "# got $got, want $expect"
        bad=1
    fi
    seen[${got%%:*}]=$((${seen[${got%%:*}]:-0} + 1))
done <$vectors
for word in "${!seen[@]}"; do
    echo "# $word: ${seen[$word]}"
done
exit $bad
