#!/bin/bash
# The whole visit, from the first page to the receipt, in every way the kiosk can be used: by keys on a dark
# screen, by two switches, by touch-and-listen, with large letters in each theme, in landscape, in both
# pseudo-languages, by keys in English, by keys on a dark screen in a pseudo-language (way-*.play). What the portal holds afterwards is the same each time. make test plays
# those of QUICK; `tests/proof ways` all. One: make flow-ways ONLY=way-switches.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
QUICK="way-keypad-dark way-listening way-large-hc way-qaa-x-jra"
only=${ONLY:-${WAYS:-$QUICK}}

# What the portal stored, but for what a number and a moment are.
stored() {
    python3 - "$1/application.json" <<'END'
import json, re, sys
all = json.load(open(sys.argv[1]))["applications"]
a = all[0] if all else {"record": {"instance": ""}, "papers": []}
print(len(all), re.sub(r"<(\w+:)?instanceID>.*?</(\w+:)?instanceID>|<(ended|begun)>.*?</(ended|begun)>", "", a["record"]["instance"]),
      sorted(p["sha256"] for p in a["papers"]))
END
}
heard_in() { # LANGUAGE: almost all of it was
    check "${way}_was_heard_in_it" "$(awk -F'\t' -v l="$1" '$3 == l {n++} END {print (n > 100)}' "out/flow/$way/heard.txt")" 1
}
play() { # NAME
    out=out/flow/$1
    said=$(tests/flow/play "tests/flow/$1.play" "$out" 2>&1 | grep -a -v '^level=\|^ *[0-9]* [ ]*[a-z-]* [ ]*[^ ]')
    check "$1" "$said" ""
    check "${1}_leaves_the_same_application" "$(stored "$out" | sha256sum)" "$(stored out/flow/way-plain | sha256sum)"
    check "${1}_was_all_spoken" "$(cat "$out/missing.txt")" ""
}

if [ ! -s out/flow/way-plain/application.json ] || [ -z "${ONLY:-}" ]; then
    tests/flow/play tests/flow/tour.play out/flow/way-plain >/dev/null 2>&1
    check the_plain_visit_left_one_application "$(stored out/flow/way-plain | cut -d' ' -f1)" 1
fi
for way in $only; do
    case $way in
    way-landscape) KIOSK_ARGS='--size 1920x1080' play $way ;;
    way-*qaa-*)
        code=qaa-${way##*qaa-}
        TILE=$code PACK=build/pseudo SETTINGS="languages = vi,$code" play $way
        heard_in "$code"
        ;;
    way-*-en) TILE=en play $way && heard_in en ;;
    *) play $way ;;
    esac
done
exit $bad
