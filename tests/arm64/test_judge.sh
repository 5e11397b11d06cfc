#!/bin/sh
# tests/arm64/judge with a list of its own: what is excused, what is not, and that the list cannot hold what passes.
# Prints "ok NAME" and "not ok NAME".
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
judge=$PWD/tests/arm64/judge
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
unset COSTS
cd "$dir" || exit 1
mkdir -p tests/arm64 tests/flow build/arm64/run/tests build/arm64/judged
says() { # PROGRAM LINES... EXIT: what such a program is told to be, in one line
    name=$1
    shift
    { echo '#!/bin/sh'; while [ $# -gt 1 ]; do echo "echo '$1'"; shift; done; echo "$1"; } >"build/arm64/run/tests/$name"
    chmod +x "build/arm64/run/tests/$name"
    ln -sf "$judge" "build/arm64/judged/$name"
    "build/arm64/judged/$name" >out 2>&1
    echo "$? $(grep -E '^(not )?ok ' out | tr '\n' ';')"
}
cat >tests/arm64/cannot <<'END'
# a remark
test_a sandbox QEMU has none
test_a fast speed: 5 ms
test_b * it needs a module
test_f * speed: its clock is the desk's
test_e locked hollow: QEMU locks nothing
END
check what_passes_is_passed_on "$(says test_c 'ok one' 'ok two' 'exit 0')" '0 ok one;ok two;'
check what_fails_and_is_not_named_fails "$(says test_c 'ok one' 'not ok two' 'exit 1')" '1 ok one;not ok two;'
check what_is_named_is_excused "$(says test_a 'ok one' 'not ok sandbox' 'ok fast' 'exit 1')" '0 ok one;'
check its_reason_is_said "$(grep -c '^# skipped sandbox: QEMU has none$' out)" 1
check another_failure_beside_it_is_not "$(says test_a 'not ok one' 'not ok sandbox' 'ok fast' 'exit 1')" '1 not ok one;'
check what_is_named_and_passes_fails "$(says test_a 'ok one' 'ok sandbox' 'ok fast' 'exit 0')" '1 ok one;not ok sandbox;'
check speed_is_not_judged "$(says test_a 'not ok sandbox' 'not ok fast' 'exit 1')" '0 '
check nor_is_all_of_a_program_that_runs_by_the_clock "$(says test_f 'ok one' 'not ok two' 'exit 1')" '0 ok one;'
check but_that_it_ends_is "$(says test_f 'ok one' 'kill -ABRT $$')" '1 ok one;not ok test_f;'
check a_name_that_no_test_has_fails "$(says test_a 'ok fast' 'exit 0')" '1 not ok sandbox;'
check what_passes_and_shows_nothing_must_be_named \
    "$(says test_c '# this kernel cannot lock' 'ok locked' 'ok two' 'exit 0')" '1 not ok locked;ok two;'
check named_so_it_is_not_counted "$(says test_e '# this kernel cannot lock' 'ok locked' 'ok two' 'exit 0')" '0 ok two;'
check and_must_be_taken_out_when_it_shows_something "$(says test_e 'ok locked' 'exit 0')" '1 not ok locked;'
check a_program_that_dies_fails "$(says test_c 'ok one' 'kill -ABRT $$')" '1 ok one;not ok test_c;'
check dying_is_not_excused_by_a_name "$(says test_a 'not ok sandbox' 'ok fast' 'kill -SEGV $$')" '1 not ok test_a;'
check a_whole_that_fails_is_rightly_named "$(says test_b 'ok one' 'not ok two' 'exit 1')" '0 ok one;ok test_b_is_rightly_named_in_the_list;'
check a_whole_that_passes_fails "$(says test_b 'ok one' 'exit 0')" '1 ok one;not ok test_b;'
cat >tests/flow/test_d.sh <<'END'
#!/bin/sh
echo "ok of_$B"
END
chmod +x tests/flow/test_d.sh
ln -s "$judge" build/arm64/judged/test_d.sh
check a_script_finds_its_programs_where_they_run "$(build/arm64/judged/test_d.sh)" 'ok of_arm64/run'
exit $bad
