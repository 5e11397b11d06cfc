#!/bin/bash
# 10,000 mutated packs (short: 200) handed to an installation: changed, cut, grown, spliced of two signed ones, with
# tables and names that lead elsewhere, signed by somebody else. None is taken, none brings the program down, and
# what is in use stays. `packs` does the same in memory and signs each anew. And one folder is one pack, byte for byte.
# usage: pack_mutants.sh full|short   COUNT= SEED=
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
kioskctl=build/${B:-release}/kioskctl
[ "${1:-full}" = full ] && count=${COUNT:-10000} || count=${COUNT:-200}
dir=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
trap '[ -n "${KEEP:-}" ] && echo "# kept: $dir" || rm -rf "$dir"' EXIT
told=$dir/err
code=1.009999
folder() { # NAME VERSION: a pack's folder with a form of ours under a code of its own, its row, its tile, and settings
    mkdir -p "$dir/$1/forms"
    cp -rL assets/forms/1.004837 "$dir/$1/forms/$code"
    sed -i "s/^code = .*/code = $code/; /^title.en/d; /^until/d" "$dir/$1/forms/$code/procedure.ini"
    printf 'name = tests\nversion = %s\nmade = 2026-11-26\nexpires = 2027-11-26\nmin_firmware = 2\n' "$2" >"$dir/$1/pack.ini"
    printf 'code,name_vi,sector,days,fee_vnd,components,confidence,source,form\n%s,T,Hộ tịch,3,,tờ khai,A,S1,yes\n' \
        $code >"$dir/$1/procedures.csv"
    printf 'support\tprocedure\t%s\n' $code >"$dir/$1/needs.tsv"
    printf '[idle]\nwarning_s = %s\n' "$((60 + $2))" >"$dir/$1/settings.ini"
}
folder old 1
folder new 2
folder again 2
touch -d 2001-01-01 "$dir"/again/*
"$kioskctl" pack key "$dir/key" >/dev/null
"$kioskctl" pack key "$dir/stranger" >/dev/null
for name in old new again; do
    "$kioskctl" pack build "$dir/$name" --key "$dir/key" -o "$dir/$name.pack" >/dev/null 2>"$dir/err" || echo "# $name was not built"
done
"$kioskctl" pack build "$dir/new" --key "$dir/stranger" -o "$dir/other.pack" >/dev/null
check built_twice_it_is_the_same "$(cmp "$dir/new.pack" "$dir/again.pack" && echo same)" same
start=$(date +%s)
python3 tests/tools/pack_mutants.py "$kioskctl" "$dir" "$count" ${SEED:-} >"$dir/out" 2>"$dir/err"
grep -E '^#|^wrong' "$dir/out" | sed 's/^wrong/# wrong/'
echo "# $(wc -c <"$dir/new.pack") bytes each; $(($(date +%s) - start)) s"
check none_is_taken_and_none_brings_it_down "$(tail -1 "$dir/out")" "mutants $count taken 0 wrong 0"
exit $bad
