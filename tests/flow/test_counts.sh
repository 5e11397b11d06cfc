#!/bin/sh
# What the count of instructions says (tests/bench/counts.py): that a scenario grew, and by which function,
# of a real program slowed on purpose and of written accounts; that every scenario has landed.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# A program that tidies and sorts; what it is slowed by is told to the compiler.
cat >"$dir/shelf.c" <<'END'
#include <stdlib.h>
#include <string.h>
static unsigned char books[4096], aside[4096];
__attribute__((noinline)) static unsigned tidy(unsigned sum)
{
    for (int turn = 0; turn < 10 * (1 + SLOW_TIDY); turn++) {
        for (unsigned i = 0; i < sizeof books; i++) {
            sum = sum * 31 + books[i];
            __asm__ volatile("" : "+r"(sum));
        }
    }
    return sum;
}
__attribute__((noinline)) static void carry(void)
{
    for (int turn = 0; turn < 400 * (1 + SLOW_CARRY); turn++) {
        memmove(aside, books, sizeof books - (size_t)turn % 2);
        __asm__ volatile("" ::: "memory");
    }
}
__attribute__((noinline)) static void weigh(unsigned sum)
{
    for (unsigned i = 0; i < 20000; i++) {
        books[(sum + i) % sizeof books]++;
    }
}
__attribute__((noinline)) static void measured(void)
{
    weigh(tidy(7));
    carry();
    __asm__ volatile("" ::: "memory");
}
int main(int argc, char **argv)
{
    memset(books, argc, sizeof books);
    if (argc < 2 || strcmp(argv[1], "never") != 0) {
        measured();
    }
    return 0;
}
END

rows() { # NAME SLOW_TIDY SLOW_CARRY [ARGUMENT]: what it costs, into NAME.tsv
    ${CC:-gcc} -O2 -g -fno-builtin-memmove -D SLOW_TIDY="$2" -D SLOW_CARRY="$3" "$dir/shelf.c" -o "$dir/shelf" || return 1
    valgrind -q --tool=callgrind --callgrind-out-file="$dir/$1.callgrind" --collect-atstart=no '--toggle-collect=measured*' \
        --dump-line=no --compress-strings=no --compress-pos=no "$dir/shelf" ${4:-} 2>"$dir/$1.log" || return 1
    { echo '# with these tools'; python3 tests/bench/counts.py sum shelf "$dir/$1.callgrind"; } >"$dir/$1.tsv" 2>"$dir/$1.log"
}
says() { # LANDED NOW: what became of the scenario, and which function is named first
    python3 tests/bench/counts.py compare "$dir/$1.tsv" "$dir/$2.tsv" | sed -n '1s/^\([a-z]*\):.* %\(: [a-z_]*\)\{0,1\}.*/\1\2/p'
}
rows plain 0 0 && rows again 0 0 && rows tidies 1 0 && rows carries 0 1
check the_program_was_counted $? 0
check equal_programs_count_alike "$(says plain again)" same
check the_slowed_function_is_named "$(says plain tidies)" 'grew: tidy'
check what_a_library_was_asked_for_names_who_asked "$(says plain carries)" 'grew: carry'
check what_shrank_is_told "$(says tidies plain)" shrank
rows never 0 0 never
grep -q 'shelf never came to what is counted' "$dir/never.log"
check a_scenario_that_is_never_reached_is_no_zero $? 0

# Written accounts: three per cent and a little more; static functions of one name in two files.
account() { # COST_OF_FIRST COST_OF_SECOND COST_OF_LIBRARY
    cat <<END
version: 1
cmd:  /somewhere/kiosk --play x
positions: line
events: Ir

ob=/somewhere/kiosk
fl=./app/first.c
fn=put
0 $1
cfi=./app/second.c
cfn=put
calls=3 0
0 $2
fl=./app/second.c
fn=put
0 $(($2 - $3))
cob=/usr/lib/libother.so
cfi=???
cfn=other
calls=1 0
0 $3
ob=/usr/lib/libother.so
fl=???
fn=other
0 $3
END
}
written() { # NAME COST...
    name=$1
    shift
    account "$@" >"$dir/$name.callgrind"
    { echo '# with these tools'; python3 tests/bench/counts.py sum shelf "$dir/$name.callgrind"; } >"$dir/$name.tsv"
}
written landed 500000 500000 100000
check work_self_and_inclusive "$(grep put "$dir/landed.tsv" | tr '\t\n' '  ')" \
    'shelf put (app/first.c) 500000 500000 1000000 shelf put (app/second.c) 500000 400000 500000 '
check the_whole_and_what_is_ours "$(grep '	all	' "$dir/landed.tsv" | tr '\t' ' ')" 'shelf all 1000000 900000 1000000'
written little 500000 526000 100000
check less_than_three_per_cent_is_the_same "$(says landed little)" same
written more 500000 531000 100000
python3 tests/bench/counts.py compare "$dir/landed.tsv" "$dir/more.tsv" >"$dir/told"
check more_is_not "$(head -1 "$dir/told")" \
    'grew: shelf, 1,031,000 instructions, 1,000,000 landed, +3.4 %: put (app/second.c) +31,000'
check and_it_is_counted "$(tail -1 "$dir/told")" '# 1 grew'
written hidden 500000 500000 60000
check a_library_that_shrank_hides_nothing "$(says landed hidden)" 'grew: put'
sed 's/^# with .*/# with others/' "$dir/landed.tsv" >"$dir/others.tsv"
python3 tests/bench/counts.py compare "$dir/others.tsv" "$dir/landed.tsv" >"$dir/told"
check other_tools_are_told "$(grep -c '^tools: landed with others; counted here with these tools: what differs may come from that alone$' "$dir/told")" 1

# What is counted has landed.
{ "$bin/tests/scenarios"; printf 'visit\nstart\n'; } | sort >"$dir/scenarios"
awk -F'\t' '$2 == "all" {print $1}' tests/bench/counts.tsv | sort | diff "$dir/scenarios" - >"$dir/differ"
check every_scenario_has_landed "$(cat "$dir/differ")" ''
exit $bad
