#!/bin/sh
# Debian's Vietnamese word list (hunspell-vi) through kioskctl type: every syllable in Telex and VNI, with
# the old and the new place of the tone, its keys in every order, in upper case, and taken back. A list of
# one's own (keys TAB text, Telex) is measured beside it: TYPING_CASES=FILE.
ctl=build/${B:-release}/kioskctl
words=${HUNSPELL_VI:-/usr/share/hunspell/vi_VN.dic}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
. tests/check.sh

python3 tests/partner/typing.py "$words" >"$dir/all"
for method in telex vni; do
    for place in old new; do
        awk -F'\t' -v m=$method -v p=$place '$3 == m && $4 == p' "$dir/all" >"$dir/part"
        cut -f5 "$dir/part" | "$ctl" type --method $method --$place-tone | paste "$dir/part" -
    done
done >"$dir/typed"

check the_list_was_read "$(awk 'END { print (NR > 200000) }' "$dir/typed")" 1
check every_syllable_comes_out_right "$(awk -F'\t' '$1 == "syllable" && $6 != $7' "$dir/typed" | head -3)" ''
awk -F'\t' '$1 == "other" && $6 != $7 { print $6 }' "$dir/typed" | sort -u >"$dir/others"
check of_all_others_only_those_listed_do_not \
    "$(cat "$dir/others")" "$(grep -v '^#' tests/partner/typing_others.tsv | cut -f1 | sort)"
awk -F'\t' '{ all[$1 " " $3 " " $4 " " $2]++; right[$1 " " $3 " " $4 " " $2] += $6 == $7 }
    END { for (k in all) print "# hunspell-vi " k ": " right[k] " of " all[k] }' "$dir/typed" | sort
awk '{ n++ } END { print "# hunspell-vi: " n " sequences" }' "$dir/typed"

if [ -n "${TYPING_CASES:-}" ]; then
    cut -f1 "$TYPING_CASES" | "$ctl" type | paste "$TYPING_CASES" - >"$dir/cases"
    awk -F'\t' '{ n++; ok += $2 == $3 } $2 != $3 { print "# " $1 " gives " $3 ", not " $2 }
        END { print "# cases: " ok " of " n; print (ok * 100 >= n * 98 ? "ok" : "not ok") " 98_of_100_cases" }' "$dir/cases"
fi
exit $bad
