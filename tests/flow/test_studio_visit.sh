#!/bin/bash
# A whole round of the recording studio, from a microphone that hears files, by keys alone, on the
# kiosk's own screen: a language that nobody speaks has a voice of marked tones; twenty of its
# sentences are read by a person who is entered there, three are refused for what is wrong with them;
# the pack goes out, is signed, installed on another kiosk over the one before, and a citizen hears
# the recordings in place of the tones, without a build.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
. tests/flow/studio_desk
now=2026-11-27T09:24:00+07:00

mkdir "$dir/state" "$dir/other" "$dir/mic" "$dir/clips"
pin "$dir/state"
"$bin/kioskctl" pack key "$dir/key" >/dev/null
kiosk() { # STATE NAME: plays $dir/NAME.play
    "$bin/kiosk" --state "$dir/$1" --config "$dir/$1.ini" --packs-key "$dir/key.pub" --headless \
        --play "$dir/$2.play" --out "$dir/$2" --now $now --seed 1 >"$dir/$2.out" 2>&1
}
printf '[kiosk]\nlanguages = vi\n[devices]\nkeypad = sim:\nmicrophone = sim:%s\n' "$dir/mic" >"$dir/state.ini"
printf '[kiosk]\nlanguages = vi,%s\n[devices]\nscanner = sim:\n' $code >"$dir/other.ini"

# The voice of tones comes as a pack; what it says goes on to both kiosks.
mkdir "$dir/tones"
cp -r build/pseudo/languages "$dir/tones"
rm -rf "$dir/tones/languages/qaa-x-bdq"
cp build/pseudo/clips-$code.pak "$dir/tones"
printf 'name = tones\nversion = 1\nmade = 2026-11-26\nexpires = 2099-11-26\nmin_firmware = 1\n' >"$dir/tones/pack.ini"
"$bin/kioskctl" pack build "$dir/tones" --key "$dir/key" -o "$dir/tones.pack" >"$dir/out" 2>&1
desk bring $code --from "$dir/tones.pack" --key "$dir/key.pub" >"$dir/out" 2>&1
check a_language_of_tones_is_brought "$?:$(grep -c 'recordings came along' "$dir/out")" 0:1
desk list $code >"$dir/list"
sentences=$(wc -l <"$dir/list")
tests/flow/studio_voices.py "$dir/voices" 20 <"$dir/list"
sed -n '5p;10p;15p' "$dir/list" | tests/flow/studio_voices.py "$dir/wrong" 0

# The play: the door, a person, then sentence by sentence: right begins, right stops, right keeps,
# right goes on. Before the fifth, tenth and fifteenth something is wrong.
heard=0
hears() { # FILE: the microphone's next; $seconds it takes
    heard=$((heard + 1))
    cp "$1" "$dir/mic/$(printf %02d.wav $heard)"
    seconds=$(($(stat -c %s "$1") / 96000 + 2))
}
refused() { # FILE WORDS MESSAGE
    hears "$1"
    seconds=$((seconds - ${4:-0}))
    printf 'tap studio.take\nexpect text Máy đang nghe\nwait %ds\nkeys right\nexpect text %s\nwait speech\nexpect heard %s\n' \
        $seconds "$2" "$3"
}
{
    cat <<END
shots off
by keys
expect screen welcome
keys left right left right left right
expect screen staff-pin
wait speech
type 280519
tap go
expect screen staff
wait speech
tap go
expect screen staff-menu
wait speech
tap staff.voices
expect screen studio
wait speech
tap studio.$code
expect screen studio-work
tap studio.issue
expect text Đã xuất bản số 1, có $sentences câu
tap studio.record
expect screen studio-people
expect text Máy chưa ghi tên ai
tap studio.add
expect screen studio-person
type Nguyễn Thị Lan
tap go
expect text Người ấy nói giọng vùng nào
type Không Ai Nói
tap go
type Phòng Thử
tap go
expect text Người ấy đồng ý chưa
expect text Nguyễn Thị Lan
keys right
expect screen studio-people
wait speech
tap person.1
expect screen studio-record
END
    for i in $(seq 20); do
        echo "expect text Thu câu $i trên $sentences"
        echo 'wait speech'
        case $i in
        5) refused "$dir/wrong/bad/$(file 5)" 'Máy không nghe thấy tiếng nói' MSG_STUDIO_SILENT ;;
        10) refused "$dir/wrong/bad/$(file 10)" 'Tiếng to quá nên bị rè' MSG_STUDIO_CLIPPED ;;
        15) refused "$dir/wrong/bad/$(file 15)" 'Chung quanh ồn quá' MSG_STUDIO_NOISY 3 ;; # noise to the end
        esac
        hears "$dir/voices/good/$(file "$i")"
        case $i in 5 | 10 | 15) echo 'keys right' ;; *) echo 'tap studio.take' ;; esac
        printf 'expect text Máy đang nghe\nwait %ds\nkeys right\nexpect text Câu này nghe rõ\nwait speech\n' $seconds
        [ "$i" != 1 ] || printf 'tap studio.hear\nwait speech\nexpect heard %s\n' "$(file 1 | cut -d. -f1)"
        printf 'keys right\nexpect text Câu này đã thu và giữ rồi\nwait speech\nkeys right\n'
    done
    cat <<END
keys left left
expect screen studio-work
wait speech
tap studio.cover
expect screen studio-cover
expect text Đủ cả
wait speech
keys left
tap studio.issue
expect text Đã xuất bản số 2, có $sentences câu
wait speech
expect heard MSG_STUDIO_ISSUED
END
} >"$dir/record.play"
kiosk state record
check twenty_are_recorded_by_keys_and_three_refused "$?:$heard" 0:23
[ "$bad" = 0 ] || tail -3 "$dir/record.out" | sed 's/^/# /'
voices=$dir/state/studio/out-$code/languages/$code/voices
check each_has_the_name_of_who_read_it "$(grep -c ' | 2026-11-27 | Nguyễn Thị Lan | Không Ai Nói | Phòng Thử$' "$voices")" 20
check nothing_but_the_twenty_has "$(grep -c . "$voices")" 20

# How loud they are, by who did not make them.
"$bin/tests/clips_out" "$dir/state/studio/out-$code/clips-$code.pak" "$dir/clips" >"$dir/ids"
recorded=$(cut -d' ' -f1 "$voices" | sed "s|.*|$dir/clips/&.wav|")
tests/flow/loudness.py $recorded >"$dir/loud"
check all_are_as_loud_as_they_should_be "$(awk -F'\t' '$2 >= -17 && $2 <= -15 && $3 <= -1.5 {n++} END {print n + 0 " of " NR}' "$dir/loud")" "20 of 20"
awk -F'\t' 'NR == 1 || $2 < l {l = $2} NR == 1 || $2 > h {h = $2} NR == 1 || $3 > p {p = $3} END {printf "# %s .. %s LUFS, at most %s dBTP\n", l, h, p}' "$dir/loud"

# Another kiosk: the tones first, then the recordings over them.
install() { # PACK: signed by the province, brought there
    "$bin/kioskctl" pack install "$1" --key "$dir/key.pub" --state "$dir/other" >"$dir/out" 2>&1
}
studio_pack() { # FOLDER FILE
    "$bin/kioskctl" pack build "$1" --key "$dir/key" -o "$2" >"$dir/out" 2>&1
}
"$bin/courier" --state "$dir/other" --portal http://127.0.0.1:9 --adapter rest --once >/dev/null 2>&1
cat >"$dir/before.play" <<END
shots off
expect screen welcome
wait speech
tap lang.$code
expect screen need
wait speech
tap tool.replay
wait speech
tap tool.language
expect screen languages
wait speech
tap back
tap tool.call
expect screen officer
wait speech
tap back
expect screen need
wait speech
wait 122s
wait 4s
tap idle.stay
tap need.birth
tap find.1
expect screen summary
tap go
tap consent.needed
tap go
card 064195000002||Ksor H'Mẫu|31121995|Nữ|Làng Mẫu, Canh Liên, Vân Canh, Bình Định|01072022
expect screen address
wait speech
END
cp "$dir/before.play" "$dir/after.play"
studio_pack "$dir/tones" "$dir/first.pack"
sed 's/^name = tones/name = studio-'$code'/' -i "$dir/tones/pack.ini"
studio_pack "$dir/tones" "$dir/first.pack" && install "$dir/first.pack"
check the_tones_are_installed $? 0
kiosk other before
check and_heard $? 0
[ "$bad" = 0 ] || tail -3 "$dir/before.out" | sed 's/^/# /'
studio_pack "$dir/state/studio/out-$code" "$dir/second.pack" && install "$dir/second.pack"
check the_recordings_are_installed_over_them $? 0
stamp=$(stat -c %Y "$bin/kiosk")
kiosk other after
check and_heard_without_a_build "$?:$(stat -c %Y "$bin/kiosk")" "0:$stamp"
[ "$bad" = 0 ] || tail -3 "$dir/after.out" | sed 's/^/# /'

# Message, clip and its length of what was heard in the language itself.
heard_of() { awk -F'\t' -v l=$code '$3 == l && !/FALLBACK/ {split($NF, ms, " of "); print $6 "\t" ms[2] + 0}' "$dir/$1/heard.txt" | sort -u; }
heard_of before >"$dir/heard.before"
heard_of after >"$dir/heard.after"
lengths() { # as the recordings have them: id, ms
    cut -d' ' -f1 "$voices" | grep -F -f - "$dir/ids" | cut -f1,2 | sort -u
}
lengths >"$dir/recorded"
both=$(comm -12 "$dir/heard.after" "$dir/recorded" | wc -l)
check recordings_are_heard_in_the_visit "$([ "$both" -ge 8 ] && echo many || echo "$both")" many
check none_of_them_is_a_tone_any_more "$(cut -f1 "$dir/recorded" | grep -F -f - "$dir/heard.after" | comm -23 - "$dir/recorded" | wc -l)" 0
tones=$(cut -f1 "$dir/recorded" | grep -F -f - -c "$dir/heard.before")
check before_they_were_tones "$(comm -12 "$dir/heard.before" "$dir/recorded" | wc -l):$([ "$tones" -ge 8 ] && echo many || echo "$tones")" 0:many
check the_other_sentences_have_their_tones_still "$(comm -12 "$dir/heard.before" "$dir/heard.after" | grep -c .)" "$(($(wc -l <"$dir/heard.after") - both))"
exit $bad
