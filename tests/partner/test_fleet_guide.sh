#!/bin/bash
# The fleet guide (image/fleet/GUIDE.md) as it stands there: its commands are taken out and run in order, by one
# engineer in a scratch folder, against the double of hawkBit behind Debian's nginx with the guide's own nginx.conf, Debian's
# VictoriaMetrics and vmalert, kiosks that this script plays, and the real steward of some of them. Others are only hosts, ports and
# the folders of the server (`as_here` below), and the alarms are looked at each second. Without root: sudo, systemctl, apt-get,
# chown and adduser are functions that do, or see to, what is asked of them.
# What it asks of the guide: a block ```sh runs; ```sh not-run TARGET is said before to be "not run by the test", holds but the
# building of an image, and TARGET of the Makefile, named there too, builds one;
# <!-- says: TEXT --> behind a block: it was printed there; <!-- test: WORDS -->: what kiosks and servers do meanwhile.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
root=$PWD
dir=$(mktemp -d)
ends() { # what was begun, and what that still writes
    local pids
    pids=$(cat "$dir"/*.pid 2>/dev/null | xargs)
    if [ -n "$pids" ]; then
        kill $pids 2>/dev/null
        for _ in $(seq 50); do
            ps -o stat= -p "${pids// /,}" | grep -q '^[^Z]' || break
            sleep 0.1
        done
    fi
    rm -rf "$dir"
}
trap ends EXIT
mkdir -p "$dir/home/fleet" "$dir/out" "$dir/ours" "$dir/var" "$dir/out-image" "$dir"/etc/{nginx/conf.d,default,systemd/system}
PATH=$PATH:/usr/sbin
ln -s "$root" "$dir/home/rong"
for program in nginx victoria-metrics vmalert rauc jq mksquashfs veritysetup; do
    command -v $program >/dev/null || check "${program}_is_there" no yes
done
[ "$bad" = 0 ] || exit 1

# --- the guide as one script ---------------------------------------------------------------------------
python3 - image/fleet/GUIDE.md "$dir" <<'END'
import re, sys
out, block, said, number = [], None, "", 0
unsaid, says = [], []
makefile = open("Makefile", encoding="utf-8").read()


def another_runs(target, said, commands):
    recipe = re.search(r"^%s:.*\n((?:\t.*\n)+)" % re.escape(target or "-"), makefile, re.M)
    return (recipe and re.search(r"\$\(MAKE\) .*\bimage$", recipe[1], re.M) and "not run by the test" in said.lower()
            and "`make %s`" % target in said
            and all(re.fullmatch(r"sudo KEYS=\S+ VERSION=\S+ make -C \S+ image", c) for c in commands))


text = open(sys.argv[1], encoding="utf-8").read().split("\n")
for line in text:
    if block is not None:
        if line == "```":
            if block[0] == "sh":
                number += 1
                out.append("begin %d\n%s" % (number, "\n".join(block[1:])))
            elif block[0].startswith("sh") and not another_runs(block[0][len("sh not-run "):], said, block[1:]):
                unsaid.append(block[1])
            block, said = None, ""
        else:
            block.append(line)
    elif line.startswith("```"):
        block = [line[3:]]
    elif line.startswith("<!-- test: "):
        out.append("begin played\n" + line[len("<!-- test: "):-len(" -->")])
    elif line.startswith("<!-- says: "):
        says.append("%d\t%s" % (number, line[len("<!-- says: "):-len(" -->")]))
    else:
        said = said + "\n" + line if line.strip() or said.strip() else line
open(sys.argv[2] + "/blocks", "w").write("\n".join(out) + "\nbegin over\n")
open(sys.argv[2] + "/says", "w").write("".join(s + "\n" for s in says))
print(number, file=open(sys.argv[2] + "/blocks.count", "w"))
open(sys.argv[2] + "/unsaid", "w").write("".join(u + "\n" for u in unsaid))
END
read -r port tls hawkbit mail watcher <<<"$(python3 -c 'import socket
all = [socket.socket() for _ in range(5)]
[s.bind(("127.0.0.1", 0)) for s in all]
print(*(s.getsockname()[1] for s in all))')"

# --- the server's files, and the guide, with what is another here -----------------------------------------
as_here() {
    sed -e "s/127\.0\.0\.1:8428/127.0.0.1:$port/g; s/127\.0\.0\.1:8080/127.0.0.1:$hawkbit/; s/127\.0\.0\.1:9093/127.0.0.1:$mail/" \
        -e "s/127\.0\.0\.1:8880/127.0.0.1:$watcher/; s/listen 443 ssl;/listen 127.0.0.1:$tls ssl;/; s|10\.20\.0\.0/24|127.0.0.1|" \
        -e "s|/srv/rong|$dir/srv/rong|g; s|\([ \"]\)/etc/|\1$dir/etc/|g; s|=/var/lib/|=$dir/var/|; s/interval: 1m/interval: 1s/" \
        -e "s|\"\$RONG/image/fleet/|\"$dir/ours/|; s|\"\$RONG\"/out/image|$dir/out-image|; s|\"\$RONG\" rong-2026|$dir/tagged rong-2026|" \
        -e 's/subjectAltName = DNS:fleet.gialai.example/&,IP:127.0.0.1/' "$@"
}
for file in nginx.conf alerts.yml; do
    as_here image/fleet/$file >"$dir/ours/$file"
done
# Debian's own file around it; each temporary folder of its is the server's as well.
sed -e "s|/etc/nginx/conf.d|$dir/etc/nginx/conf.d|; s|/var/log/nginx|$dir|; s|/run/nginx.pid|$dir/nginx.pid|; /-enabled/d" \
    -e "s/^user .*/user $(id -un) $(id -gn);/" \
    -e "/^http {/a $(for part in client_body proxy fastcgi uwsgi scgi; do echo -n "${part}_temp_path $dir/var/$part; "; done)" \
    /etc/nginx/nginx.conf >"$dir/etc/nginx/nginx.conf"
# A source with a version before, for the guide's way back to it.
git init -q "$dir/tagged"
(cd "$dir/tagged" && cp "$root/Makefile" . && git add Makefile &&
    git -c user.name=test -c user.email=test@example commit -qm before && git tag v2026.11.1)

# --- what happens meanwhile, elsewhere ------------------------------------------------------------------
cat >"$dir/elsewhere" <<'END'
begin() {
    echo "$1" >>"$dir/reached"
    exec >>"$dir/out/$1" 2>&1
}
held() { # NAME GOT WANTED: judged when all is over
    printf '%s\034%s\034%s\n' "$1" "${2//$'\n'/ }" "$3" >>"$dir/held"
}
patiently() { # COMMAND...: until it is so, a minute and more at the most
    for _ in $(seq 750); do
        ! "$@" || return 0
        sleep 0.1
    done
    return 1
}
sudo() { "$@"; }
apt-get() { # install PACKAGE...: they are
    local package
    for package in "${@:2}"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" | grep -qx installed
        sed -n '/^\[partner\]/,/^$/p' "$root/packages.txt" | grep -qx "$package"
    done
}
chown() { # USER:GROUP FOLDER: which are there; here all is one user's
    getent passwd "${1%:*}"
    getent group "${1#*:}"
    [ -d "$2" ]
}
adduser() { getent group "$2"; } # USER GROUP
nginx() { command nginx -c "$dir/etc/nginx/nginx.conf" "$@"; }
systemctl() { # as the units of Debian, and the guide's own, have it
    local before line
    case $* in
    'restart victoria-metrics nginx')
        . "$dir/etc/default/victoria-metrics"
        victoria-metrics $ARGS >"$dir/victoria.log" 2>&1 &
        echo $! >"$dir/victoria.pid"
        nginx -g 'daemon on; master_process on;'
        ;;
    'reload nginx') # done when those who know the list of before are gone
        before=$(pgrep -P "$(cat "$dir/nginx.pid")" | tr '\n' ',')
        nginx -g 'daemon on; master_process on;' -s reload
        patiently eval '! ps -p "${before%,}" >/dev/null'
        ;;
    'enable --now vmalert')
        held its_unit_is_one "$(systemd-analyze verify "$dir/etc/systemd/system/vmalert.service" 2>&1 | grep vmalert)" ''
        line=$(sed -e ':a' -e '/\\$/{N;s/\\\n//;ba' -e '}' "$dir/etc/systemd/system/vmalert.service" | sed -n 's/^ExecStart=//p')
        $line >"$dir/vmalert.log" 2>&1 &
        echo $! >"$dir/vmalert.pid"
        ;;
    *) return 1 ;;
    esac
}
servers_started() { # beside them hawkBit, and who would mail an alarm
    "$root/build/$B/tests/fleet-double" --listen "127.0.0.1:$hawkbit" --data "$dir/double" --proxy-issuer rong \
        >"$dir/double.out" 2>"$dir/double.err" &
    echo $! >"$dir/double.pid"
    . "$root/tests/check.sh"
    until_listening "$dir/double.out"
    python3 - "$mail" "$dir/alarms" <<'ALERTMANAGER' &
import http.server, sys
class Taker(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        told = self.rfile.read(int(self.headers["Content-Length"]))
        open(sys.argv[2], "ab").write(self.path.encode() + b" " + told + b"\n")
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
    def log_message(self, *words):
        pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Taker).serve_forever()
ALERTMANAGER
    echo $! >"$dir/mail.pid"
    echo "connect-to = \"fleet.gialai.example:443:127.0.0.1:$tls\"" >"$HOME/.curlrc"
    patiently curl -sf "http://127.0.0.1:$port/health"
}
told() { # LINE...: figures, of a minute ago
    printf "%s $((($(date +%s) - 60) * 1000))\n" "$@" >"$dir/told"
    curl -sS --fail-with-body --data-binary "@$dir/told" "http://127.0.0.1:$port/api/v1/import/prometheus"
    curl -sS "http://127.0.0.1:$port/internal/force_flush"
}
an_application_waits() { # KIOSK: for more than thirty days
    told "rong_outbox_oldest_seconds{kiosk=\"$1\"} 2700000"
}
kiosk() { # NAME CURL-OPTION... REST: its request
    local name=$1
    shift
    local rest=${*: -1}
    curl -sS --fail-with-body --cacert authority/fleet-ca.pem --cert "stick/rong-$name.pem" --key "state-$name/identity.key" \
        -H 'Content-Type: application/json' "${@:1:$#-1}" "https://fleet.gialai.example/DEFAULT/controller/v1/$name$rest"
}
kiosk_polls() { # NAME
    kiosk "$1" ''
    kiosk "$1" -X PUT -d '{"mode":"replace","data":{"version":"2026.11.1","slot":"A","commune":"Ia Grai"}}' /configData
}
signed() { # NAME AUTHORITY
    openssl x509 -req -in "stick/rong-$1.csr" -CA "authority/$2.pem" -CAkey "authority/$2.key" -CAcreateserial \
        -days 365 -extfile authority/ca.cnf -extensions kiosk -out "stick/rong-$1.pem"
}
enrolled() { # NAME
    mkdir -p "state-$1"
    sh "$RONG/image/tree/usr/lib/rong/enrol" "state-$1" stick "$1"
    signed "$1" fleet-ca
    sh "$RONG/image/tree/usr/lib/rong/enrol" "state-$1" stick "$1" authority/fleet-ca.pem
}
kiosks_enrolled() { # NAME...
    local name group=ia-grai
    for name; do
        enrolled "$name"
        hawkbit POST targets "[{\"controllerId\": \"$name\", \"name\": \"$name\", \"group\": \"$group\"}]"
        group=pleiku
        kiosk_polls "$name"
    done
}
code() { # CURL-OPTION...: what the server answers
    curl -sS -o "$dir/answer" -w '%{http_code} ' --cacert authority/fleet-ca.pem "$@" || true
}
fleet=https://fleet.gialai.example
three() { # KIOSK CURL-OPTION...: hawkBit, figures, the folder of logs
    local name=$1
    shift
    code "$@" "$fleet/DEFAULT/controller/v1/$name"
    code "$@" -d 'rong_up{kiosk="T"} 1' "$fleet/api/v1/import/prometheus"
    code "$@" -T stick/rong-K07.pem "$fleet/outgoing/$name/00ff-log.ronglog"
}
the_server_lets_in() { # NAME: it, in its own place, and nobody else
    local own=(--cert "stick/rong-$1.pem" --key "state-$1/identity.key") at=$dir/srv/rong/outgoing
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$1" -keyout "$dir/self.key" -out "$dir/self.pem"
    held who_shows_no_certificate_is_nobody "$(three "$1")" '401 401 401 '
    held who_shows_one_of_another_authority_too "$(three "$1" --cert "$dir/self.pem" --key "$dir/self.key")" '401 401 401 '
    held a_kiosk_of_the_fleet_is_heard "$(three "$1" "${own[@]}")" '200 204 201 '
    held what_it_hands_over_lies_there_whole "$(cmp stick/rong-K07.pem "$at/$1/00ff-log.ronglog" && echo so; ls -A "$at/.part")" so
    held and_who_reads_it_may_remove_it "$(stat -c %A "$at/$1" "$at/$1/00ff-log.ronglog" | cut -c1-7 | xargs)" 'drwxrwx -rw-rw-'
    held it_may_hand_it_over_again "$(code "${own[@]}" -T stick/rong-K07.pem "$fleet/outgoing/$1/00ff-log.ronglog")" '204 '
    held nothing_is_read_back_or_removed "$(code "${own[@]}" "$fleet/outgoing/$1/00ff-log.ronglog"
        code "${own[@]}" -X DELETE "$fleet/outgoing/$1/00ff-log.ronglog")" '403 403 '
    held no_other_name_or_place_is_taken "$(code "${own[@]}" -T stick/rong-K07.pem "$fleet/outgoing/$1/00ff-log.sh/x"
        code "${own[@]}" -T stick/rong-K07.pem --path-as-is "$fleet/outgoing/$1/../K07/00ff-log.ronglog"
        ls "$at")" "405 403 $1"
    held another_s_place_is_not_its_own "$(three K07 "${own[@]}")" '401 204 403 '
    held nor_when_it_says_that_it_is_another "$(code "${own[@]}" -H 'X-Controller-Id: K07' -H 'X-Authority: rong' \
        "$fleet/DEFAULT/controller/v1/K07")" '401 '
    held orders_are_given_at_a_desk "$(code "$fleet/rest/v1/targets"
        code --interface 127.0.0.2 "$fleet/rest/v1/targets")" '200 403 '
    rm -r "${at:?}/$1"
}
its_steward() { # NAME OPTION...: called as image-keys/steward.env has it, of which only the host is another
    local name=$1 rest
    shift
    printf '[kiosk]\nname = %s\n[log]\n%s\n' "$name" "$(grep -h '^key = ' "$dir"/out/* | head -1)" >"$dir/$name.ini"
    rest=$(sed "s|fleet\.gialai\.example|127.0.0.1:$tls|g; s/^DDI=/--ddi /; s/^STEWARD_OPTIONS=//" image-keys/steward.env)
    exec "$root/build/$B/steward" --state "state-$name" --config "$dir/$name.ini" $rest --ca image-keys/fleet-ca.pem \
        --operator-key sign/operator.key.pub --bus "unix:path=$dir/none" --boot one --reserve 1 --pace 50 "$@"
}
bundle_built() { # VERSION SOURCE: as image/build ends, with little in it
    local to=$2/out/image
    [ "$2" != "$RONG" ] || to=$dir/out-image
    mkdir -p "$dir/slot" "$to"
    to=$(cd "$to" && pwd)
    head -c 300000 /dev/urandom >"$dir/slot/root.img"
    head -c 100000 /dev/urandom >"$dir/slot/boot.img"
    (cd "$RONG" && SOURCE_DATE_EPOCH=1790000000 image/bundle "$dir/slot" "$1" "$HOME/fleet/image-keys" "$to/rong-$1.raucb")
}
kiosks_say() { # NAME success|failure: it fetches what it is given whole, and says how that ended
    local base link said=success details=
    link=$(kiosk "$1" '' | jq -r '._links.deploymentBase.href')
    base=${link#*/controller/v1/"$1"}
    kiosk "$1" "$base" >"$dir/deployment"
    link=$(jq -r '.deployment.chunks[0].artifacts[0]._links.download.href' "$dir/deployment")
    kiosk "$1" "${link#*/controller/v1/"$1"}" >"$dir/fetched"
    [ "$(sha256sum <"$dir/fetched" | cut -c1-64)" = "$(jq -r '.deployment.chunks[0].artifacts[0].hashes.sha256' "$dir/deployment")" ]
    [ "$2" = success ] || said='failure' details=',"code":40,"details":["rolled back from 2026.12.1 to 2026.11.1"]'
    kiosk "$1" -d "{\"status\":{\"execution\":\"closed\",\"result\":{\"finished\":\"$said\"}$details}}" "${base%%\?*}/feedback"
}
kiosk_logs() { # NAME: its real steward takes what is given, seals the log and hands it over
    printf 'expect screen welcome\nquit\n' >"$dir/quit.play"
    printf '[kiosk]\nname = %s\n' "$1" >"$dir/$1.ini"
    "$root/build/$B/kiosk" --headless --play "$dir/quit.play" --state "state-$1" --out "$dir/played" --config "$dir/$1.ini"
    for _ in 1 2 3 4 5 6; do # those before it were called off, and each is told so
        (its_steward "$1" --once) || true
        ! ls "$dir/srv/rong/outgoing/$1" || break
    done
    held nothing_of_it_is_left_at_the_kiosk "$(ls "state-$1/outgoing")" ''
    held its_figures_arrive_too "$(patiently figures "$1" >/dev/null && echo so)" so
}
heard() { # NAME: whether its real steward is
    (its_steward "$1" --once >"$dir/word" 2>&1) || true
    sed -n 's/^steward: poll: //p' "$dir/word"
}
waiting=00112233445566778899aabbccddeeff-log.ronglog
kiosk_is_heard() { # NAME
    mkdir -p "state-$1/outgoing"
    held before_that_it_is_heard "$(three "$1" --cert "stick/rong-$1.pem" --key "state-$1/identity.key")$(heard "$1")" '200 204 201 '
    echo sealed >"state-$1/outgoing/$waiting"
}
kiosk_is_refused() { # NAME
    held a_stolen_kiosk_is_nobody "$(three "$1" --cert "stick/rong-$1.pem" --key "state-$1/identity.key")" '401 401 401 '
    held its_steward_is_told_so "$(heard "$1")$(ls "state-$1/outgoing")" "401$waiting"
    held nobody_else_is "$(three K01 --cert stick/rong-K01.pem --key state-K01/identity.key)" '200 204 201 '
}
taken() { # NAME: whether its newer certificate was, and whether it was refused (identity_pair.c)
    sed -n 4p "state-$1/identity.state" | awk '{print ($7 ? "taken" : "not taken") ($8 ? ", refused" : "")}'
}
kiosk_is_early() { # NAME: with a certificate of an authority that the server does not know yet
    enrolled "$1"
    held a_certificate_is_taken "$(heard "$1")" ''
    signed "$1" fleet-ca2
    sh "$RONG/image/tree/usr/lib/rong/enrol" "state-$1" stick "$1" image-keys/fleet-ca.pem
    held one_of_a_new_authority_is_refused "$(heard "$1") $(taken "$1")" '401 not taken, refused'
    held and_the_old_one_serves "$(heard "$1") $(taken "$1")" ' not taken, refused'
}
kiosk_shows_the_new_one() { # NAME
    held one_of_the_new_authority_is_taken "$(heard "$1") $(taken "$1")" ' taken'
}
alarm() { grep -q "\"alertname\":\"$1\".*\"kiosk\":\"$2\".*\"what_to_do\"" "$dir/alarms"; }
figures() { # KIOSK: there are some of it
    curl -sS "http://127.0.0.1:$port/internal/force_flush"
    curl -sS -G "http://127.0.0.1:$port/api/v1/export" --data-urlencode "match[]=rong_up{kiosk=\"$1\"}" | grep -F '"values":[1'
}
kiosks_tell() { # a minute ago; K03 two hours before that
    local name
    held an_alarm_is_rung "$(patiently alarm ApplicationUnsentForThirtyDays K09 && echo so)" so
    for name in K01 K02 K07; do
        told "rong_up{kiosk=\"$name\"} 1" "rong_build_info{kiosk=\"$name\",version=\"2026.12.1\"} 1"
    done
    printf 'rong_up{kiosk="K03"} 1 %s\n' $((($(date +%s) - 7260) * 1000)) >"$dir/told"
    curl -sS --fail-with-body --data-binary "@$dir/told" "http://127.0.0.1:$port/api/v1/import/prometheus"
    curl -sS "http://127.0.0.1:$port/internal/force_flush"
}
END
{
    printf 'set -eE -o pipefail\nroot=%q dir=%q port=%q tls=%q hawkbit=%q mail=%q B=%q\n' "$root" "$dir" "$port" "$tls" "$hawkbit" "$mail" "${B:-release}"
    cat "$dir/elsewhere"
    as_here "$dir/blocks"
} >"$dir/script"
(cd "$dir/home/fleet" && env -u RONG HOME="$dir/home" CURL_HOME="$dir/home" PATH="$root/build/${B:-release}:$PATH" \
    timeout 1500 bash "$dir/script") 2>"$dir/err"
check the_guide_goes_through_to_its_end "$? $(tail -1 "$dir/reached")" "0 over"
if [ "$(tail -1 "$dir/reached")" != over ]; then
    echo "# it ends in block $(tail -1 "$dir/reached"): $(tail -5 "$dir/out/$(tail -1 "$dir/reached")" | tr '\n' ' ')"
fi
check every_block_was_run "$(grep -c '^[0-9]' "$dir/reached")" "$(cat "$dir/blocks.count")"
check what_is_not_run_here_another_test_runs "$(cat "$dir/unsaid")" ""
while IFS=$'\034' read -r name got wanted; do
    check "$name" "$got" "$wanted"
done <"$dir/held"
while IFS=$'\t' read -r number text; do
    check "block_${number}_says_what_the_guide_means" "$(grep -cF -- "$text" "$dir/out/$number" | sed 's/^[1-9].*/there/')" there
done <"$dir/says"

# --- what it says of others -----------------------------------------------------------------------------
check each_alarm_has_its_row "$(diff <(sed -n 's/^ *- alert: //p' image/fleet/alerts.yml | sort) \
    <(sed -n '/^| alarm /,$s/^| \([A-Z][A-Za-z]*\) |.*/\1/p' image/fleet/GUIDE.md | sort))" ""
check each_metric_has_a_panel "$(grep -oE '"rong_[a-z_]+"' app/steward/metrics.h | tr -d '"' | while read -r name; do
    grep -q "$name" image/fleet/dashboard.json || echo "$name"
done)" rong_disk_size_bytes
check each_file_it_names_is_there "$(grep -oE '\$RONG/[a-z][A-Za-z0-9_./-]*' image/fleet/GUIDE.md | sort -u | sed 's|\$RONG/||' |
    grep -v '^out/' | while read -r file; do [ -e "$file" ] || echo "$file"; done)" ""
exit $bad
