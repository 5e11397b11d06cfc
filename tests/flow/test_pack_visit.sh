#!/bin/bash
# What a pack brings is seen and heard by a citizen without a new build: a language of its own, and a
# recording in the place of the machine's voice. A pack that was changed on the disk is left out.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
code=qaa-x-jra

"$bin/kioskctl" pack key "$dir/key" >/dev/null
pack() { # FOLDER NAME: built and installed
    printf 'name = %s\nversion = 1\nmade = 2026-11-26\nexpires = 2099-11-26\nmin_firmware = 1\n' "$2" >"$1/pack.ini"
    "$bin/kioskctl" pack build "$1" --key "$dir/key" -o "$dir/$2.pack" >/dev/null &&
        "$bin/kioskctl" pack install "$dir/$2.pack" --key "$dir/key.pub" --state "$dir/state" >/dev/null
}
visit() { # NAME LANGUAGES: plays $dir/NAME.play
    printf '[kiosk]\nlanguages = %s\n' "$2" >"$dir/kiosk.ini"
    "$bin/kiosk" --state "$dir/state" --config "$dir/kiosk.ini" --scanner sim: --packs-key "$dir/key.pub" --headless \
        --play "$dir/$1.play" --out "$dir/$1" --now 2026-11-26T09:24:00+07:00 --seed 1 >"$dir/$1.out" 2>&1
}
text_of() { sed -n "s/^$1 = //p" build/pseudo/languages/$code/*.msg; }
content() { sed -n "s/^\(MSG_T_[0-9A-F]*\) = $1\$/\1/p" assets/languages/vi/content.msg; } # TEXT: its message
land='Đất đai: bà con muốn làm gì?' book='Sổ đỏ của bà con bị sao?' lost='Bị mất' # of assets/data/routes/land.ini
asked=$(awk '/id="\/data\/requester\/QuanHe:label"/ {getline; gsub(/^ *<value>|<\/value> *$/, ""); print; exit}' assets/forms/1.001193/form.xml)
heard() { # VISIT MESSAGE: language, whether it fell back, ms of the clip
    awk -F'\t' -v m="$2" '$4 == m {print $3 ($0 ~ /FALLBACK/ ? " FALLBACK" : ""); exit}' "$dir/$1/heard.txt"
}
mkdir "$dir/state" "$dir/folder" "$dir/voice"
# Without a courier's key nothing could be kept, and no form is offered.
"$bin/courier" --state "$dir/state" --portal http://127.0.0.1:9 --adapter rest --once >/dev/null 2>&1
[ -s "$dir/state/box.pub" ] || echo "# the courier made no key"
cat >"$dir/before.play" <<END
expect screen welcome
END
visit before "vi,$code"
check a_language_without_its_pack_is_not_known "$?:$(grep -c "'$code' is neither built in nor in a pack" "$dir/before.out")" 2:1

cp -r build/pseudo/languages build/pseudo/clips-qaa-x-*.pak "$dir/folder"
pack "$dir/folder" tests
cat >"$dir/own.play" <<END
expect screen welcome
tap lang.$code
expect screen need
expect text $(text_of MSG_NEED_TITLE)
wait speech
expect heard MSG_NEED_TITLE
tap need.land
expect screen route
expect text $(text_of "$(content "$land")")
wait speech
expect heard $(content "$land")
tap answer.1
expect screen route
expect text $(text_of "$(content "$book")")
expect text $(text_of "$(content "$lost")")
wait speech
expect heard $(content "$lost")
tap back
expect screen route
tap back
expect screen need
tap need.birth
tap find.1
expect screen summary
expect text $(text_of "$(content 'Đăng ký khai sinh')")
wait speech
expect heard $(content 'Đăng ký khai sinh')
tap go
tap consent.needed
tap go
card 064195000002||Ksor H'Mẫu|31121995|Nữ|Buôn Thử, Ia Hiao, Phú Thiện, Gia Lai|01072022
tap pick.24061
expect screen question-one
expect text $(text_of "$(content "$asked")")
expect text $(text_of "$(content 'Mẹ')")
wait speech
expect heard $(content "$asked")
expect heard $(content 'Mẹ')
END
visit own "vi,$code"
check its_words_are_shown_and_said "$?:$(heard own MSG_NEED_TITLE)" "0:$code"
check those_of_forms_and_procedures_too "$(for text in 'Đăng ký khai sinh' "$asked" 'Mẹ'; do heard own "$(content "$text")"; done | sort -u)" "$code"
check those_of_routes_too "$(for text in "$land" "$book" "$lost"; do heard own "$(content "$text")"; done | sort -u)" "$code"
check nothing_of_them_fell_back "$(awk -F'\t' '$2 == "route" && /FALLBACK/ {print $4}' "$dir/own/heard.txt" | sort -u)" ""
check and_what_it_counts "$(awk -F'\t' -v l=$code '$2 == "summary" && $4 == "MSG_QUESTIONS" && $3 == l && !/FALLBACK/ {n++} END {print (n >= 2)}' "$dir/own/heard.txt")" 1
[ "$bad" = 0 ] || tail -3 "$dir/own.out" | sed 's/^/# /'

# Of a question that leads to the procedure one answer is not translated: that one is Vietnamese, is seen
# and heard to be, and counted; the rest of the page is as before.
mkdir "$dir/lacks"
cp -r build/pseudo/languages build/pseudo/clips-$code.pak "$dir/lacks"
rm -r "$dir/lacks/languages/qaa-x-bdq"
sed -i "/^$(content "$lost") /d" "$dir/lacks/languages/$code/content.msg" "$dir/lacks/languages/$code/state"
cat >"$dir/route.play" <<END
expect screen welcome
tap lang.$code
expect screen need
tap need.land
expect screen route
wait speech
tap answer.1
expect screen route
expect text $lost
expect text $(text_of MSG_FALLBACK_MARK)
wait speech
expect heard $(content "$book")
expect heard $(content "$lost")
wait 300s
expect screen welcome
END
(
    cp -rp "$dir/state" "$dir/kept" && rm -r "$dir/state" && mkdir "$dir/state" && pack "$dir/lacks" lacks
    visit route "vi,$code"
    echo "$?:$(heard route "$(content "$book")"):$(awk -F'\t' -v m="$(content "$lost")" '$2 == "route" && $4 == m {print $5, $6; n++} n == 2 {exit}' "$dir/route/heard.txt" | paste -sd,)" >"$dir/route.got"
    "$bin/kioskctl" language counts "$code" --state "$dir/state" >"$dir/route.counts"
    rm -r "$dir/state" && mv "$dir/kept" "$dir/state"
)
check an_answer_that_is_not_translated_is_vietnamese "$(cat "$dir/route.got")" "0:$code:(fallback) CUE,$lost FALLBACK"
check and_is_counted "$(grep -c "$(content "$lost")" "$dir/route.counts"):$(grep -c "$(content "$book")" "$dir/route.counts")" 1:0

# Of another only the greeting is recorded: it greets, and its tile says how far it is.
first=qaa-x-bdq
mkdir "$dir/first"
cp -r build/pseudo/languages build/pseudo/clips-$first.pak "$dir/first"
rm -r "$dir/first/languages/$code"
sed -i '/^MSG_/{/^MSG_WELCOME_GREETING /!d}' "$dir/first/languages/$first/state"
cat >"$dir/greets.play" <<END
expect screen welcome
wait speech
tap lang.$first
expect screen language-not-ready
END
(
    cp -rp "$dir/state" "$dir/kept" && rm -r "$dir/state" && mkdir "$dir/state" && pack "$dir/first" first
    visit greets "vi,$first"
    echo "$?:$(awk -F'\t' -v l=$first '$2 == "welcome" && $3 == l {print $4 ($0 ~ /FALLBACK/ ? " FALLBACK" : ""); exit}' "$dir/greets/heard.txt")" >"$dir/greets.got"
    rm -r "$dir/state" && mv "$dir/kept" "$dir/state"
)
check a_language_with_a_greeting_alone_greets "$(cat "$dir/greets.got")" 0:MSG_WELCOME_GREETING

# One sentence of Vietnamese, recorded; the rest is said as before.
sentence=$(sed -n 's/^MSG_NEED_TITLE = //p' assets/languages/vi/screens.msg)
printf 'S\t%s\n' "$sentence" >"$dir/one.list"
build/tools/clip_pack vi tone 70 /dev/null "$dir/cache" "$dir/one.list" "$dir/voice/clips-vi.pak" >/dev/null
cat >"$dir/plain.play" <<END
expect screen welcome
tap lang.vi
expect screen need
wait speech
expect heard MSG_NEED_TITLE
END
length() { awk -F'\t' '$4 == "MSG_NEED_TITLE" {print $NF; exit}' "$dir/$1/heard.txt" | grep -oE '[0-9]+$'; }
visit plain "vi,$code"
cp "$dir/plain.play" "$dir/recorded.play"
pack "$dir/voice" voice
visit recorded "vi,$code"
check a_recording_takes_the_place_of_the_machine "$?:$([ "$(length recorded)" -lt 700 ] && [ "$(length plain)" -gt 1000 ] && echo shorter || echo "$(length recorded) $(length plain)")" 0:shorter
check and_what_was_not_recorded_is_said_as_before "$(awk -F'\t' '$4 != "MSG_NEED_TITLE" {print $4, $6}' "$dir/plain/heard.txt" | sort | cksum)" \
    "$(awk -F'\t' '$4 != "MSG_NEED_TITLE" {print $4, $6}' "$dir/recorded/heard.txt" | sort | cksum)"

printf X | dd of="$dir/state/packs/voice.pack" bs=1 seek=900 conv=notrunc status=none
cp "$dir/plain.play" "$dir/changed.play"
visit changed "vi,$code"
check a_pack_changed_on_the_disk_is_left_out "$?:$(grep -c 'packs/voice.pack: it is not signed by the key of this kiosk' "$dir/changed.out"):$([ "$(length changed)" -gt 1000 ] && echo machine)" 0:1:machine
exit $bad
