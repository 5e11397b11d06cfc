#!/bin/bash
# The double of hawkBit on real lines: each trouble it can make, TLS and certificates, what it keeps when
# it is killed, and five hundred devices at once. That it answers as hawkBit does: tests/partner/test_ddi.sh.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
program=build/${B:-release}/tests/fleet-double
dir=$(mktemp -d)
trap 'end_double; rm -rf "$dir"' EXIT
order() { # REST [JSON]
    curl -s ${2:+--data-binary "$2"} "$url/double/$1"
}
json='Content-Type: application/json'
base() { echo "$url/DEFAULT/controller/v1/k1"; }
closed='{"status":{"execution":"closed","result":{"finished":"success"}}}'
file=softwaremodules/1/artifacts/fw.bin
# One request under a fault: "STATUS CURL-EXIT BYTES".
under() { # FAULT REST [CURL-OPTION...]
    local rest=$2
    [ -n "$1" ] && order faults "$1" >/dev/null
    shift 2
    local got
    got=$(curl -s -m 20 -o "$dir/body" -D "$dir/head" -w '%{http_code} %{exitcode} %{size_download}' \
        -H "$json" "$@" "$(base)/$rest")
    curl -s -X DELETE "$url/double/faults"
    echo "$got"
}
heads() { # HEADER: its value in the last answer
    sed -n "s/^$1: *\(.*\)\r/\1/Ip" "$dir/head"
}

start_double --anonymous
head -c 300000 /dev/urandom >"$dir/fw.bin"
order targets '{"id":"k1"}' >/dev/null
curl -s -T "$dir/fw.bin" "$url/double/artifacts/fw.bin" >"$dir/made"
check an_artifact_is_taken_with_its_hash "$(grep -o '"sha256":"[0-9a-f]*"' "$dir/made")" \
    "\"sha256\":\"$(sha256sum <"$dir/fw.bin" | cut -d' ' -f1)\""
check an_artifact_is_taken_by_its_path "$(order artifacts "{\"path\":\"$dir/fw.bin\",\"filename\":\"again.bin\"}" |
    grep -o '"id":2,"filename":"again.bin","size":300000')" '"id":2,"filename":"again.bin","size":300000'
order distributions '{"name":"d","version":"1","modules":[{"part":"os","version":"1","artifacts":[1]}]}' >/dev/null
order assign '{"distribution":1,"target":"k1"}' >/dev/null

# --- troubles -----------------------------------------------------------------------------------------
for status in 401 403 404 409 410 423 429 500 502 503; do
    check "status_$status" "$(under "poll:status=$status:1" '' | cut -d' ' -f1,2)" "$status 0"
done
check a_conflict_has_hawkbits_words "$(under poll:status=409:1 '' >/dev/null; grep -o 'concurrentModification' "$dir/body")" concurrentModification
check only_so_many "$(order faults 'poll:status=503:2'; for _ in 1 2 3; do curl -s -o "$dir/body" -w '%{http_code} ' "$(base)"; done)" "503 503 200 "
check another_kind_is_left_alone "$(under artifact:status=500:1 '' | cut -d' ' -f1)" 200
check another_target_is_left_alone "$(under poll@k2:status=500:1 '' | cut -d' ' -f1)" 200
check come_again_in_seconds "$(under poll:retry-after=120:1 '' | cut -d' ' -f1; heads Retry-After)" "503
120"
check come_again_at_a_date "$(under poll:retry-after=date:1 '' >/dev/null; heads Retry-After | grep -c ' GMT$')" 1
check come_again_some_time "$(under poll:retry-after=text:1 '' >/dev/null; heads Retry-After)" soon
check to_another_host "$(under poll:redirect=http://127.0.0.1:9:1 '' | cut -d' ' -f1; heads Location)" "302
http://127.0.0.1:9/DEFAULT/controller/v1/k1/"
check a_sign_in_page "$(under poll:html:1 '' | cut -d' ' -f1; heads Content-Type)" "200
text/html"
check nothing_in_it "$(under poll:empty:1 '')" "200 0 0"
check a_reset "$(under poll:reset:1 '' | cut -d' ' -f1,2)" "000 56"
check a_reset_after_it_was_done "$(under feedback:then-reset:1 deploymentBase/1/feedback -d "${closed/closed/proceeding}" | cut -d' ' -f1,2
    order actions/1 | grep -c '"execution":"proceeding"')" "000 56
1"
start=$(date +%s%N)
check a_stall "$(under poll:stall=600ms:1 '' | cut -d' ' -f1)" 200
check it_took_so_long "$((($(date +%s%N) - start) / 1000000 >= 600))" 1
no_json() { python3 -c 'import json, sys
try: json.load(open(sys.argv[1], "rb")); print("json")
except ValueError: print("none")' "$dir/body"; }
check json_that_is_none "$(under deployment:malformed:1 deploymentBase/1 | cut -d' ' -f1; no_json)" "200
none"
check half_of_it "$(under deployment:truncated:1 deploymentBase/1 | cut -d' ' -f1,2; no_json)" "200 0
none"
check a_hash_of_something_else "$(under deployment:wrong-hash:1 deploymentBase/1 >/dev/null
    grep -c "$(sha256sum <"$dir/fw.bin" | cut -d' ' -f1)" "$dir/body")" 0
check no_sha256 "$(under deployment:no-sha256:1 deploymentBase/1 >/dev/null; grep -c '"sha1"' "$dir/body"; grep -c sha256 "$dir/body")" "1
0"
check another_size "$(under deployment:size=17:1 deploymentBase/1 >/dev/null; grep -o '"size":[0-9]*' "$dir/body")" '"size":17'
check links_to_a_stranger "$(under deployment:foreign=http://cdn.invalid:1 deploymentBase/1 >/dev/null
    grep -o 'http://[^/]*' "$dir/body" | sort -u)" "http://cdn.invalid"
check a_cut "$(under artifact:cut=65536:1 "$file")" "200 18 65536"
check a_part_is_cut_too "$(under artifact:cut=65536:1 "$file" -r 100000-)" "206 18 65536"
check less_than_that_is_whole "$(under artifact:cut=65536:1 "$file" -r 299000-)" "206 0 1000"
: >"$dir/got"
for _ in 1 2 3 4 5 6; do # a client that goes on where it was cut
    curl -s -r "$(stat -c %s "$dir/got")-" "$(base)/$file" -o "$dir/piece" 2>/dev/null
    cat "$dir/piece" >>"$dir/got"
    [ "$(stat -c %s "$dir/got")" -lt 300000 ] || break
done
check it_can_be_gone_on_with "$(cmp "$dir/got" "$dir/fw.bin" && echo same)" same
check an_end_that_does_not_come "$(order faults artifact:endless:1; curl -s -m 20 "$(base)/$file" | head -c 3000000 >"$dir/body"
    stat -c %s "$dir/body"; cmp -n 300000 "$dir/body" "$dir/fw.bin" && echo "as long as it is true")" "3000000
as long as it is true"
check a_spoilt_body "$(under artifact:corrupt:1 "$file"; cmp -l "$dir/body" "$dir/fw.bin" | wc -l)" "200 0 300000
74"
check spoilt_in_the_same_places_as_a_part "$(under artifact:corrupt:1 "$file" -r 5000-; cmp -l "$dir/body" <(tail -c +5001 "$dir/fw.bin") | wc -l)" "206 0 295000
72"
check everything_for_a_part "$(under artifact:no-range:1 "$file" -r 100-199)" "200 0 300000"
tag=$(curl -sI "$(base)/$file" | sed -n 's/^ETag: *\(.*\)\r/\1/p')
check another_tag "$(under artifact:etag:1 "$file" -r 100-199 | cut -d' ' -f1; [ "$(heads ETag)" = "$tag" ]; echo $?)" "206
1"
check it_is_not_what_was_begun "$(under artifact:etag:1 "$file" -r 100-199 -H "If-Match: $tag" | cut -d' ' -f1)" 412
check it_comes_whole_then "$(under artifact:etag:1 "$file" -r 100-199 -H "If-Range: $tag")" "200 0 300000"
start=$(date +%s%N)
check a_slow_body "$(under artifact:slow=20000:1 "$file" -r 0-9999)" "206 0 10000"
check it_took_half_a_second "$((($(date +%s%N) - start) / 1000000 >= 400))" 1
check a_fault_that_is_none "$(order faults poll:melt | grep -c effect)" 1
check it_counts_its_troubles "$(order faults | grep -o '"then-reset":1,"stall":1')" '"then-reset":1,"stall":1'
check it_tells_of_all_in_its_help "$("$program" --help | grep -cE '^  (status|retry-after|redirect|cut|endless|no-range|etag|foreign|stall|slow) ')" 10
check a_wrong_option_is_refused "$("$program" --listen 127.0.0.1:0 --data "$dir/x" --fault poll:melt 2>/dev/null; echo $?)" 2

# --- killed -------------------------------------------------------------------------------------------
curl -s -o /dev/null -H "$json" -d "$closed" "$(base)/deploymentBase/1/feedback"
end_double -KILL
wait 2>/dev/null
start_double --anonymous
check what_it_was_told_is_there_after_a_kill "$(order actions/1 | grep -o '"state":"FINISHED","active":0')" '"state":"FINISHED","active":0'
check no_upload_is_left "$(find "$dir/fleet" -name 'incoming-*' | wc -l)" 0

# --- five hundred at once -----------------------------------------------------------------------------
python3 -c 'import json; print(json.dumps([{"id": "d%d" % i, "group": "all"} for i in range(500)]))' >"$dir/all"
curl -s -o /dev/null --data-binary @"$dir/all" "$url/double/targets"
order rollouts '{"name":"r","distribution":1,"group":"all","start":true,"waves":[{"percent":2},{"percent":100}],"success":100}' >/dev/null
check a_wave_of_ten "$(order rollouts/1 | grep -o '"actions":{[^}]*}' | tr '\n' ' ')" '"actions":{"RUNNING":10} "actions":{"SCHEDULED":490} '
order actions >"$dir/actions"
# Every device does the same at once: two programs of 250 lines each, which curl can hold open.
together() { # REST-WITH-ACTION [LINE-OF-CONFIG...]: how many answered with which status
    local rest=$1 part
    shift
    for part in 0 1; do
        python3 - "$url/DEFAULT/controller/v1" "$rest" "$part" "$dir/actions" "$@" >"$dir/config$part" <<'PYTHON'
import json, sys
base, rest, part, actions, *lines = sys.argv[1:]
mine = [a for a in json.load(open(actions)) if a["target"][0] == "d" and int(a["target"][1:]) % 2 == int(part)]
print("\nnext\n".join("\n".join(['url="%s/%s/%s"' % (base, a["target"], rest.replace("ACTION", str(a["id"]))),
    "output=/dev/null", "silent", 'write-out="%{http_code}\\n"', *lines]) for a in mine))
PYTHON
        curl -s -Z --parallel-immediate --parallel-max 250 -K "$dir/config$part" >"$dir/codes$part" 2>/dev/null &
    done
    wait %+ %- 2>/dev/null
    sort "$dir/codes0" "$dir/codes1" | uniq -c | tr -s ' ' | tr '\n' ';'
}
curl -s -X DELETE "$url/double/counters"
start=$(date +%s%N)
check five_hundred_poll "$(together '')" " 500 200;"
polled=$((($(date +%s%N) - start) / 1000000))
ids=$(python3 -c 'import json, sys
print(*[a["id"] for a in json.load(open(sys.argv[1])) if a["state"] == "RUNNING"])' "$dir/actions")
for id in $ids; do
    who=$(order "actions/$id" | sed 's/.*"target":"\(d[0-9]*\)".*/\1/')
    curl -s -o /dev/null -H "$json" -d "$closed" "$url/DEFAULT/controller/v1/$who/deploymentBase/$id/feedback"
done
check the_second_wave_begins "$(order rollouts/1 | grep -o '"actions":{[^}]*}' | tr '\n' ' ')" '"actions":{"FINISHED":10} "actions":{"RUNNING":490} '
start=$(date +%s%N)
check five_hundred_download "$(together "$file" 'range="0-"')" " 500 206;"
loaded=$((($(date +%s%N) - start) / 1000000))
start=$(date +%s%N)
check the_others_finish "$(together deploymentBase/ACTION/feedback "header=\"$json\"" "data=\"${closed//\"/\\\"}\"")" " 490 200; 10 410;"
ended=$((($(date +%s%N) - start) / 1000000))
check the_roll_out_is_over "$(order rollouts/1 | grep -o '"state":"finished","created"')" '"state":"finished","created"'
check every_byte_is_counted "$(order counters | python3 -c 'import json, sys
c = json.load(sys.stdin)
print(c["kinds"]["artifact"], c["bytes"] - sum(t["bytes"] for t in c["targets"].values()) >= 0, c["targets"]["d7"]["requests"], c["targets"]["d7"]["bytes"] > 300000)')" "500 True 3 True"
memory=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$double/status")
case ${B:-release} in
asan | tsan) ;;
*) check its_memory_is_bounded "$((memory < 100000))" 1 ;;
esac
echo "# 500 polls in $polled ms, 500 downloads of 300,000 bytes in $loaded ms, 500 last words in $ended ms; at most $((memory / 1024)) MiB"
end_double

# --- TLS ----------------------------------------------------------------------------------------------
sh tests/flow/ca "$dir/ca"
start_double --tls "$dir/ca/good.pem" "$dir/ca/good.key" --client-ca "$dir/ca/ca.pem"
tls() { # NAME [CURL-OPTION...]: the status of a poll of the target NAME
    local who=$1
    shift
    curl -s -o "$dir/body" -w '%{http_code}' --cacert "$dir/ca/ca.pem" "$@" "$url/DEFAULT/controller/v1/$who"
}
with() { # CERTIFICATE
    echo "--cert $dir/ca/$1.pem --key $dir/ca/$1.key"
}
check a_certificate_of_its_name "$(tls client $(with client))" 200
check links_are_tls "$(grep -o 'https://[^/]*' "$dir/body" | sort -u)" "$url"
check a_certificate_of_another_name "$(tls k1 $(with client))" 401
check no_certificate "$(tls client)" 401
check a_certificate_of_another_authority "$(tls client-foreign $(with client-foreign))" 401
check a_certificate_that_is_over "$(tls client-expired $(with client-expired))" 401
token=$(curl -s --cacert "$dir/ca/ca.pem" "$url/double/targets/k1" | sed 's/.*"token":"\([^"]*\)".*/\1/')
check a_token_will_do_too "$(tls k1 -H "Authorization: TargetToken $token")" 200
end_double
check it_always_ended_well "$ends" "137 0;0 0;0 0;"
exit $bad
