# What test scripts share; sourced at the top of the tree: . tests/check.sh
bad=0 # `exit $bad` tells a caller
told= # a file whose last lines help to understand a failure
check() { # NAME GOT WANTED
    if [ "$2" = "$3" ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        echo "# got '$2', want '$3'${told:+; $(tail -3 "$told" 2>/dev/null | tr '\n' ' ')}"
        bad=1
    fi
}
until_listening() { # FILE: until a server has written there where it listens; sets $url
    for _ in $(seq 600); do
        url=$(sed -n 's/^listening //p' "$1")
        [ -n "$url" ] && return 0
        sleep 0.05
    done
    return 1
}
# A practice portal of $bin on $dir/portal, at $port where that is set; sets $portal and $url.
start_portal() { # OPTION...
    : >"$dir/portal.out"
    "$bin/practice-portal" --listen "127.0.0.1:${port:-0}" --data "$dir/portal" --control "$@" >"$dir/portal.out" 2>"$dir/portal.err" &
    portal=$!
    until_listening "$dir/portal.out" || echo "# the portal did not start: $(cat "$dir/portal.err")"
}
end_portal() {
    [ -n "${portal:-}" ] && kill "$portal" 2>/dev/null && wait "$portal" 2>/dev/null
    portal=
}
# A double of hawkBit on $dir/fleet, at $port where that is set; sets $double and $url.
start_double() { # OPTION...
    : >"$dir/double.out"
    "build/${B:-release}/tests/fleet-double" --listen "127.0.0.1:${port:-0}" --data "$dir/fleet" "$@" >"$dir/double.out" 2>"$dir/double.err" &
    double=$!
    until_listening "$dir/double.out" || echo "# the double did not start: $(cat "$dir/double.err")"
}
end_double() { # [SIGNAL]: $ends grows by its exit status and how often a sanitizer spoke
    [ -n "${double:-}" ] || return 0
    kill ${1:+"$1"} "$double" 2>/dev/null
    wait "$double" 2>/dev/null
    ends="${ends:-}$? $(grep -c Sanitizer "$dir/double.err");"
    double=
}
