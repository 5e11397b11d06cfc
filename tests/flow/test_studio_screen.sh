#!/bin/bash
# The recording studio on the screen, behind the staff gate, by touch and by the ring of keys, with a
# microphone that hears files: refused, recorded, heard again, kept; a power cut costs nothing; a
# sentence is reviewed; what was recorded goes out as a pack.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
. tests/flow/studio_desk
told=$dir/told

mkdir "$dir/state" "$dir/mic"
pin "$dir/state"
reviewed_folder
desk bring $code --from "$dir/folder" >/dev/null
desk person $code --role voice --name 'Nguyễn Thị Lan' --dialect 'không ai nói' --place 'phòng thử' --since 2026-11-20
desk person $code --role reviewer --name 'Nguyễn Lan' --dialect 'không ai nói' --place 'phòng thử' --since 2026-11-20
desk list $code >"$dir/list"
tests/flow/studio_voices.py "$dir/voices" 2 <"$dir/list"
cp "$dir/voices/bad/$(file 3)" "$dir/mic/1.wav" # silent
cp "$dir/voices/good/$(file 1)" "$dir/mic/2.wav"
cp "$dir/voices/good/$(file 2)" "$dir/mic/3.wav"
printf '[kiosk]\nlanguages = vi\n[devices]\nkeypad = sim:\nmicrophone = sim:%s\n' "$dir/mic" >"$dir/kiosk.ini"
play() { # NAME: plays $dir/NAME.play
    "$bin/kiosk" --state "$dir/state" --config "$dir/kiosk.ini" --headless --play "$dir/$1.play" \
        --out "$dir/$1" --now 2026-11-27T09:24:00+07:00 --seed 1 >"$dir/told" 2>&1
}
cat >"$dir/door" <<'END'
# Not by a short rest; the gate asks for the PIN.
shots off
expect screen welcome
wait speech
hold @40,40 1000
expect screen welcome
include staff
tap go
tap staff.voices
expect screen studio
END
tests/flow/script "$dir/door" >"$dir/door.play"
cat "$dir/door.play" - >"$dir/record.play" <<END
wait speech
tap studio.$code
expect screen studio-work
expect text Đã thu 0 trên
expect text Còn 1 câu chờ duyệt
tap studio.record
expect screen studio-people
tap person.1
expect screen studio-record
expect text Thu câu 1 trên
wait speech
fault microphone unplugged
tap go
expect text Máy chưa có micrô
wait speech
expect heard MSG_STUDIO_NO_MICROPHONE
fault microphone well
tap go
expect text Máy đang nghe
wait 4s
tap go
expect text Máy không nghe thấy tiếng nói
wait speech
expect heard MSG_STUDIO_SILENT
tap go
wait 12s
tap go
expect text Câu này nghe rõ
wait speech
expect heard MSG_STUDIO_GOOD
tap studio.hear
wait speech
expect heard $(file 1 | cut -d. -f1)
tap go
expect text Thu câu 2 trên
wait speech
# The second one by keys: right begins, right stops, right keeps.
keys right
wait speech
keys right
expect text Máy đang nghe
wait 12s
keys right
expect text Câu này nghe rõ
wait speech
keys right
expect text Thu câu 3 trên
END
play record
check two_are_recorded_by_touch_and_by_keys "$?:$(desk status | grep -o '2 of')" "0:2 of"
[ "$bad" = 0 ] || tail -3 "$dir/told" | sed 's/^/# /'
check what_was_read_is_heard_again_in_its_own_voice "$(awk -F'\t' -v m="$(file 1 | cut -d. -f1)" '$4 == m && $3 == "'$code'" {print "own"; exit}' "$dir/record/heard.txt")" own
check nothing_is_said_while_the_microphone_listens "$(grep -c 'MSG_STUDIO_LISTENING' "$dir/record/heard.txt")" 0

cat "$dir/door.play" - >"$dir/again.play" <<END
tap studio.$code
expect text Đã thu 2 trên
tap studio.cover
expect screen studio-cover
expect text Chào và chọn tiếng
expect text 2 trên
wait speech
expect heard MSG_STUDIO_CORE_LEFT
tap page.down
tap page.down
expect text Giấy cần mang
tap back
expect screen studio-work
tap studio.record
tap person.1
expect text Thu câu 3 trên
tap studio.skip
expect text Thu câu 4 trên
tap studio.previous
tap studio.previous
expect text Câu này đã thu và giữ rồi
tap studio.take
expect text Máy đang nghe
tap studio.previous
expect text Máy đang nghe
tap back
tap back
expect screen studio-work
tap studio.review
tap person.1
expect screen studio-review
wait speech
tap studio.approve
expect text Không còn câu nào chờ duyệt
tap back
tap back
tap studio.issue
expect text Đã xuất bản số 1, có 2 câu
wait speech
expect heard MSG_STUDIO_ISSUED
tap back
tap back
tap back
tap back
expect screen welcome
END
play again
check another_start_goes_on_where_this_one_stopped $? 0
[ "$bad" = 0 ] || tail -3 "$dir/told" | sed 's/^/# /'
check the_reviewer_answers_for_the_sentence "$(sed -n 's/^MSG_YES = //p' "$dir/state/studio/$code/state" | cut -d'|' -f1-3)" "reviewed | 2026-11-27 | Nguyễn Lan "
"$bin/kioskctl" pack key "$dir/key" >/dev/null
check what_goes_out_is_the_folder_of_a_pack "$("$bin/kioskctl" pack build "$dir/state/studio/out-$code" --key "$dir/key" -o "$dir/out.pack" 2>&1 | grep -c "studio-$code version 1")" 1

# A pack that lies in its place is offered: not signed by who signs packs it is refused, else taken in
# with what was recorded elsewhere.
"$bin/kioskctl" pack key "$dir/other" >/dev/null
mkdir -p "$dir/desk2/studio/in"
pin "$dir/desk2"
"$bin/kioskctl" pack build "$dir/state/studio/out-$code" --key "$dir/other" -o "$dir/desk2/studio/in/a-other.pack" >/dev/null
cp "$dir/out.pack" "$dir/desk2/studio/in/b-ours.pack"
cat "$dir/door.play" - >"$dir/bring.play" <<END
expect text Máy chưa có tiếng nào để thu
expect text Nhận gói a-other
wait speech
tap studio.in.1
expect text Gói này không có chữ ký máy tin được
wait speech
expect heard MSG_STUDIO_BRING_UNSIGNED
tap studio.in.2
expect text Đã nhận 1 tiếng, có 2 câu thu sẵn
wait speech
expect heard MSG_STUDIO_BROUGHT
tap studio.$code
expect screen studio-work
expect text Đã thu 2 trên
END
"$bin/kiosk" --state "$dir/desk2" --config "$dir/kiosk.ini" --packs-key "$dir/key.pub" --headless --play "$dir/bring.play" \
    --out "$dir/bring" --now 2026-11-27T09:24:00+07:00 --seed 1 >"$dir/told" 2>&1
check a_pack_is_taken_in_on_the_screen "$?:$("$bin/kioskctl" studio status --state "$dir/desk2" | grep -o '2 of')" "0:2 of"
[ "$bad" = 0 ] || tail -3 "$dir/told" | sed 's/^/# /'

# By keys alone from the welcome page, and home when nobody is there.
cat >"$dir/keys.play" <<'END'
shots off
expect screen welcome
keys left right left right left right
expect screen staff-pin
wait speech
type 280519
tap go
expect screen staff
tap go
tap staff.voices
expect screen studio
wait speech
wait 190s
expect screen welcome
END
play keys
check the_gate_opens_by_keys_and_a_left_studio_closes $? 0
[ "$bad" = 0 ] || tail -3 "$dir/told" | sed 's/^/# /'
exit $bad
