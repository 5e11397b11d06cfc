#!/bin/bash
# The recording studio from files: twenty sentences of a language that nobody speaks are recorded, three
# are refused for what is wrong with them, and what was recorded is heard on another kiosk by way of a
# signed pack, without a build. Reviewing: who answers for a sentence is written into its state.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
. tests/flow/studio_desk
told=$dir/out
studio() { desk "$@" >"$dir/out" 2>"$dir/err"; }

mkdir "$dir/state" "$dir/state2" "$dir/state3"
studio status
check a_desk_without_languages_says_so "$?:$(grep -c 'no language was brought' "$dir/out")" 0:1
reviewed_folder
studio bring $code --from "$dir/folder"
sentences=$(cut -f3 "$dir/out" | cut -d' ' -f1)
check a_language_is_brought "$?:$([ "${sentences:-0}" -gt 500 ] && echo many):$(grep -c '0 recordings came' "$dir/out")" 0:many:1
studio bring klingon --from "$dir/folder"
check what_is_no_language_is_told "$?:$(grep -c 'no language klingon' "$dir/err")" 1:1

# Who reads agreed to it before.
studio person $code --role voice --name 'Người thử' --dialect 'không ai nói' --place 'phòng thử' --since 2026-11-20
check a_voice_is_entered $? 0
studio person $code --role reviewer --name 'Người duyệt' --dialect 'không ai nói' --place 'phòng thử' --since 2026-11-20
check a_reviewer_is_entered $? 0
studio person $code --role voice --name 'Người thử' --dialect 'không ai nói' --place 'phòng thử' --since hôm-qua
check a_consent_without_a_day_is_refused "$?:$(grep -c 'day of consent' "$dir/err")" 1:1

"$bin/kioskctl" studio list $code --state "$dir/state" >"$dir/list"
check the_list_names_a_file_for_every_sentence "$?:$(wc -l <"$dir/list"):$(cut -f1 "$dir/list" | sort | uniq -d | wc -l)" "0:$sentences:0"
check the_core_path_comes_first "$(head -1 "$dir/list" | cut -f1,2 | tr '\t' ' ')" "MSG_WELCOME_GREETING.wav to record"
check what_nobody_answers_for_is_not_read "$(grep -c '^MSG_YES\.wav' "$dir/list")" 0
tests/flow/studio_voices.py "$dir/voices" 20 <"$dir/list"

studio record $code --approve --name 'Ai đó' "$dir"/voices/good/*.wav
check only_a_voice_that_agreed_is_approved "$?:$(grep -c 'is no voice' "$dir/err")" 1:1
studio record $code --approve --name 'Người thử' "$dir"/voices/good/*.wav
check twenty_sentences_are_recorded "$?:$(tail -1 "$dir/out")" "0:$code: 20 recorded, 0 refused; 20 of $sentences sentences have a recording"
check each_is_as_loud_as_all_clips "$(awk -F'[\t, ]+' '/approved/ {for (i = 1; i < NF; i++) {if ($(i + 1) == "LUFS") l = $i; if ($(i + 1) == "dBTP") p = $i}
    n += l >= -17 && l <= -15 && p <= -1.5} END {print n}' "$dir/out")" 20
studio record $code --approve --name 'Người thử' "$dir"/voices/bad/*.wav
check three_are_refused_for_the_right_reasons "$?:$(cut -f2 "$dir/out" | sed '$d' | sort | tr '\n' ' '):$(tail -1 "$dir/out" | grep -o '3 refused; 20 of')" \
    "1:clipped noisy silent :3 refused; 20 of"
check each_refusal_says_what_to_do "$(grep -cE 'Is the microphone on|Sit a hand further|Close the door' "$dir/out")" 3
longest=$dir/voices/$(awk -F'\t' '{print length($3) "\t" $1}' "$dir/list" | sort -n | tail -1 | cut -f2)
cp "$dir/voices/good/$(ls -rS "$dir/voices/good" | head -1)" "$longest"
studio record $code "$longest"
check a_length_that_does_not_fit_is_refused "$?:$(cut -f2 "$dir/out" | head -1)" 1:short
cp "$dir/voices/good/MSG_NEED_TITLE.wav" "$dir/voices/MSG_NOBODY_KNOWS.wav"
studio record $code "$dir/voices/MSG_NOBODY_KNOWS.wav"
check a_file_of_no_sentence_is_told "$?:$(cut -f2 "$dir/out" | head -1)" 1:no-prompt
studio status
check the_next_program_goes_on_where_this_one_stopped "$(grep -o "20 of $sentences recorded	1 to review" "$dir/out" | wc -l)" 1

# Out, signed elsewhere, installed on another kiosk.
studio export $code -o "$dir/out-folder" --expires 2099-11-27
check it_goes_out_as_the_folder_of_a_pack "$?:$(grep -o 'version 1, 20 recordings' "$dir/out")" "0:version 1, 20 recordings"
check who_read_is_said_in_it "$(grep -c ' | 2026-11-27 | Người thử | không ai nói | phòng thử$' "$dir/out-folder/languages/$code/voices")" 20
check what_is_recorded_is_in_that_state "$(grep -c ' = recorded | ' "$dir/out-folder/languages/$code/state")" "$(grep -o '[0-9]* sentences recorded whole' "$dir/out" | cut -d' ' -f1)"
"$bin/kioskctl" pack key "$dir/key" >/dev/null
"$bin/kioskctl" pack build "$dir/out-folder" --key "$dir/key" -o "$dir/voice.pack" >"$dir/out" 2>"$dir/err" &&
    "$bin/kioskctl" pack install "$dir/voice.pack" --key "$dir/key.pub" --state "$dir/state2" >"$dir/out" 2>>"$dir/err"
check it_is_signed_and_installed "$?:$(head -c 300 "$dir/err")" 0:
text_of() { sed -n "s/^$1 = //p" "$dir/folder/languages/$code"/*.msg; }
cat >"$dir/heard.play" <<END
expect screen welcome
tap lang.$code
expect screen need
expect text $(text_of MSG_NEED_TITLE)
wait speech
expect heard MSG_NEED_TITLE
END
printf '[kiosk]\nlanguages = vi,%s\n' $code >"$dir/kiosk.ini"
"$bin/kiosk" --state "$dir/state2" --config "$dir/kiosk.ini" --packs-key "$dir/key.pub" --headless \
    --play "$dir/heard.play" --out "$dir/heard" --now 2026-11-27T09:24:00+07:00 --seed 1 >"$dir/out" 2>&1
check it_is_heard_in_a_visit "$?:$(awk -F'\t' '$4 == "MSG_NEED_TITLE" {print $3 ($0 ~ /FALLBACK/ ? " FALLBACK" : ""); exit}' "$dir/heard/heard.txt")" "0:$code"
samples=$(($(stat -c %s "$dir/voices/good/MSG_NEED_TITLE.wav") / 96)) # ms with a second of quiet
length=$(awk -F'\t' '$4 == "MSG_NEED_TITLE" {print $NF; exit}' "$dir/heard/heard.txt" | grep -oE '[0-9]+$')
check and_it_is_the_recording_without_its_quiet "$([ "${length:-0}" -gt $((samples - 1000)) ] && [ "${length:-0}" -lt $((samples - 800)) ] && echo yes || echo "$length of $samples")" yes
check what_is_not_recorded_falls_back "$(grep -q FALLBACK "$dir/heard/heard.txt" && echo yes)" yes

# A pack comes back with what was recorded elsewhere.
"$bin/kioskctl" studio bring $code --from "$dir/voice.pack" --key "$dir/key.pub" --state "$dir/state3" >"$dir/out" 2>"$dir/err"
check a_pack_brings_its_recordings "$?:$(grep -o '20 recordings came along' "$dir/out")" "0:20 recordings came along"
"$bin/kioskctl" pack key "$dir/other" >/dev/null
"$bin/kioskctl" studio bring $code --from "$dir/voice.pack" --key "$dir/other.pub" --state "$dir/state3" >/dev/null 2>"$dir/err"
check a_pack_of_somebody_else_is_refused "$?:$(grep -c 'did not sign' "$dir/err")" 1:1
check equal_recordings_give_equal_packs "$("$bin/kioskctl" studio export $code -o "$dir/again" --expires 2099-11-27 --state "$dir/state3" --today 2026-11-27 >/dev/null &&
    cmp "$dir/again/clips-$code.pak" "$dir/out-folder/clips-$code.pak" && echo same)" same

# Reviewing.
row() { sed -n "s/^$1 = //p" "$dir/state/studio/$code/state"; }
studio review $code MSG_YES --name 'Ai đó'
check only_a_reviewer_answers_for_words "$?:$(grep -c 'is no reviewer' "$dir/err")" 1:1
studio review $code MSG_YES --name 'Người duyệt'
check a_sentence_gets_name_and_day "$?:$(row MSG_YES | cut -d'|' -f1-4)" "0:reviewed | 2026-11-27 | Người duyệt | không ai nói "
check and_may_be_read_from_then_on "$("$bin/kioskctl" studio list $code --state "$dir/state" | grep -c '^MSG_YES\.wav')" 1
studio review $code MSG_NO --refuse --name 'Người duyệt'
check a_refused_one_is_a_draft_again "$?:$(row MSG_NO):$(cat "$dir/state/studio/$code/refused")" "0:draft:MSG_NO | 2026-11-27 | Người duyệt"
studio status
check and_is_named_to_whoever_writes_it_anew "$(grep -c "$code	MSG_NO	to be written anew" "$dir/out")" 1
studio bring $code --from "$dir/folder"
check newer_texts_leave_what_was_reviewed_here "$?:$(row MSG_YES | cut -d'|' -f1-3):$(grep -c '0 recordings' "$dir/out")" "0:reviewed | 2026-11-27 | Người duyệt :1"
check and_what_was_recorded_here "$("$bin/kioskctl" studio status --state "$dir/state" | grep -c '20 of ')" 1
exit $bad
