#!/bin/sh
# Every lint finds what it is there for: each planted violation, in a copy of the tree, must be
# refused, and the copy without it must not. Prints "ok NAME" and "not ok NAME".
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
git ls-files -z | tar -c --null -T - 2>/dev/null | tar -x -C "$dir"
cd "$dir" || exit 1
git init -q . && git add -A && git -c user.name=t -c user.email=t@t commit -qm copy
bad=0

# refused NAME WORDS LINT... : the lint fails and says WORDS
refused() {
    name=$1
    words=$2
    shift 2
    if out=$("$@" 2>&1); then
        echo "not ok $name"
        echo "# nothing was found"
        bad=1
    elif echo "$out" | grep -qF -e "$words"; then
        echo "ok $name"
    else
        echo "not ok $name"
        echo "# no word of '$words' in: $out" | head -5
        bad=1
    fi
    git checkout -q . && git clean -qfd && git reset -q --hard
}

# clean NAME LINT... : the untouched copy passes
clean() {
    name=$1
    shift
    if out=$("$@" 2>&1); then
        echo "ok $name"
    else
        echo "not ok $name"
        echo "# $out" | head -5
        bad=1
    fi
}

add_line() { # FILE LINE
    printf '%s\n' "$2" >>"$1"
    git add -A
}

languages() {
    clean languages_pass_an_untouched_tree tests/lint/languages
    add_line assets/languages/jra/a.msg 'MSG_YES = abc'
    refused a_text_that_nobody_answers_for 'jra/a.msg:1: nobody answers for this text' tests/lint/languages
    add_line assets/languages/bdq/a.msg 'MSG_YES = abc'
    add_line assets/languages/bdq/state 'MSG_YES = synthetic | 2026-11-26 | nobody | here | 0123456789abcdef'
    refused a_machine_does_not_speak_for_them 'bdq/a.msg:1: nobody answers for this text' tests/lint/languages
    add_line assets/languages/rad/state '* = draft'
    refused nor_is_all_of_it_a_draft 'rad/state: * = draft' tests/lint/languages
    sed -i '/^source/d' assets/languages/hre/name
    refused a_name_has_a_source 'hre/name: its own name has a source' tests/lint/languages
    add_line assets/data/routes/land.ini 'title.jra = abc'
    refused a_route_has_no_reviewer 'routes/land.ini' tests/lint/languages
    add_line app/app.c '/* ƀ */'
    refused their_letters_stand_where_they_are_expected 'app/app.c' tests/lint/languages
}

layers() {
    clean layers_pass_an_untouched_tree tests/lint/layers
    add_line platform/base/buf.c '#include "app/view.h"'
    refused base_must_not_look_up 'base knows nobody' tests/lint/layers
    add_line platform/port_clock.h '#include "platform/linux/rig.h"'
    refused a_port_names_no_implementation 'a port names no implementation' tests/lint/layers
    add_line platform/sim/printer_sim.c '#include "app/view.h"'
    refused a_platform_must_not_look_up 'platform must not look up' tests/lint/layers
    add_line app/view.c '#include "ui/layout.h"'
    refused app_must_not_see_ui 'app sees ports only' tests/lint/layers
    add_line app/view.c '#include "platform/linux/http_curl.h"'
    refused app_must_not_see_linux 'app sees ports only' tests/lint/layers
    add_line ui/layout.c '#include "platform/sdl/text_ttf.h"'
    refused ui_must_not_see_sdl 'ui sees ports only' tests/lint/layers
    add_line ui/screens/need.c '#include "ui/draw.h"'
    refused a_screen_paints_nothing 'screens emit view nodes' tests/lint/layers
    add_line ui/screens/need.c 'void f(void) { draw_add(0, 0); }'
    refused text_is_painted_by_nodes 'painted text without a node' tests/lint/layers
}

limits() {
    clean refusals_pass_an_untouched_tree tests/lint/refusals
    sed -i 's/a quote is not closed/a quote stays open/' app/form/xpath_operand.c
    refused a_refusal_that_the_profile_does_not_list 'no row for: a quote stays open' tests/lint/refusals
    clean limits_pass_an_untouched_tree tests/lint/limits
    yes '/* line */' | head -501 >app/long.h
    git add -A
    refused a_file_of_501_lines 'app/long.h: 501 lines' tests/lint/limits
    { echo 'int f(void)'; echo '{'; yes '    x();' | head -61; echo '}'; } >app/main_long.c
    git add -A
    refused a_function_of_61_lines 'function of 61 lines' tests/lint/limits
    yes 'line' | head -61 >app/README.md
    git add -A
    refused a_readme_of_61_lines '61 lines, at most 60' tests/lint/limits
    echo 'int untested;' >app/untested.c
    git add -A
    refused a_module_without_a_test 'no tests/unit/test_untested.c' tests/lint/limits
    add_line app/view.c "/* TO""DO: later */"
    refused an_unfinished_mark 'unfinished' tests/lint/limits
    add_line app/view.c "/* see /wo""rk/notes */"
    refused a_path_of_one_machine 'a path of one machine' tests/lint/limits
    add_line app/view.c "#define ND""EBUG"
    refused asserts_taken_out 'asserts stay on' tests/lint/limits
    add_line tests/lint/tested_elsewhere 'app/gone.c tests/unit/test_view.c'
    refused a_promise_about_a_module_that_is_gone 'app/gone.c' tests/lint/limits
    add_line tests/lint/tested_elsewhere 'app/view.c tests/unit/test_gone.c'
    refused a_promise_of_a_test_that_is_gone 'test_gone.c' tests/lint/limits
}

# calls FILE CODE WORDS NAME : an object compiled from CODE as FILE is refused by tests/lint/symbols
calls() {
    mkdir -p "$dir/objects/$(dirname "$1")"
    printf '%s\n' "$2" >"$1"
    gcc -Og -w -fno-builtin -c "$1" -o "$dir/objects/${1%.c}.o" || exit 1
    refused "$4" "$3" tests/lint/symbols "$dir/objects"
    rm -rf "$dir/objects"
}

symbols() {
    calls app/view.c 'void strcpy(); void f(void) { strcpy(); }' 'banned strcpy' a_banned_function
    calls app/view.c 'void time(); void f(void) { time(); }' 'banned time' the_hour_past_the_port
    calls app/view.c 'void malloc(); void f(void) { malloc(); }' 'calls malloc' the_heap_in_app
    calls ui/layout.c 'void SDL_Init(); void f(void) { SDL_Init(); }' 'calls SDL_Init' sdl_in_ui
    calls app/view.c 'void sqlite3_open(); void f(void) { sqlite3_open(); }' \
        'calls sqlite3_open' a_library_outside_its_door
}

tidy() {
    tests/lint/tidy platform/base/buf.c >/dev/null 2>&1 && echo "ok tidy_passes_a_clean_file" || {
        echo "not ok tidy_passes_a_clean_file"
        bad=1
    }
    add_line platform/base/buf.c 'int divide(int a); int divide(int a) { int b = 0; return a / b; }'
    refused a_division_by_zero DivideZero tests/lint/tidy platform/base/buf.c
    add_line platform/base/buf.c 'int open_brace(int a); int open_brace(int a) { if (a) return 1; return 2; }'
    refused an_if_without_braces braces-around tests/lint/tidy platform/base/buf.c
    add_line platform/base/buf.c 'int   spaced ;'
    refused a_file_not_formatted 'clang-format' \
        clang-format --dry-run -Werror platform/base/buf.c
}

layers
languages
limits
symbols
if command -v clang-tidy >/dev/null && command -v clang-format >/dev/null; then
    tidy
else
    echo "# clang-tidy is not installed: its part is proved by make lint's own machine"
fi
exit $bad
