#include "app/sound/recording.h"

#include <stdlib.h>

#include "tests/check.h"
#include "tests/unit/voice_world.h"

#define LETTERS 30 /* of a text that takes 2 s */

static struct recording facts;

static void usual(double level)
{
    voice_begin(500);
    voice_speak(2000, level);
    voice_rest(500);
}

static const char *judged(void)
{
    return recording_fault_name(recording_judge(voice_samples, voice_count, LETTERS, &facts));
}

TEST(a_clear_voice_is_found_where_it_is)
{
    usual(8000);
    voice_noise(30);
    CHECK_STR(judged(), "good");
    CHECK(facts.first >= 24000 - 960 && facts.first <= 24000 + 960);
    CHECK(facts.end >= 120000 - 4800 && facts.end <= 120000 + 960);
    CHECK(facts.voice_ms >= 1900 && facts.voice_ms <= 2020);
    CHECK(facts.voice_db - facts.around_db > 30);
    CHECK_INT(facts.clipped, 0);
}

TEST(a_voice_in_a_dead_quiet_room_is_good)
{
    usual(8000);
    CHECK_STR(judged(), "good");
}

TEST(silence_and_a_whisper_are_no_voice)
{
    voice_begin(3000);
    CHECK_STR(judged(), "silent");
    voice_begin(3000);
    voice_noise(20);
    CHECK_STR(judged(), "silent");
    usual(60);
    CHECK_STR(judged(), "silent");
    voice_begin(5);
    CHECK_STR(judged(), "silent");
}

TEST(a_voice_over_the_scale_is_clipped)
{
    usual(60000);
    CHECK_STR(judged(), "clipped");
    CHECK(facts.clipped > 5);
    usual(15000);
    CHECK_STR(judged(), "good");
}

TEST(noise_within_twenty_decibels_is_too_much)
{
    usual(8000);
    voice_noise(1200);
    CHECK_STR(judged(), "noisy");
    usual(8000);
    voice_noise(100);
    CHECK_STR(judged(), "good");
    voice_begin(3000);
    voice_noise(9000);
    CHECK_STR(judged(), "noisy");
}

TEST(a_voice_without_its_ends_is_cut)
{
    voice_begin(0);
    voice_speak(2000, 8000);
    voice_rest(500);
    CHECK_STR(judged(), "cut");
    voice_begin(500);
    voice_speak(2000, 8000);
    CHECK_STR(judged(), "cut");
}

TEST(the_length_is_held_to_the_text)
{
    usual(8000);
    CHECK_INT(recording_judge(voice_samples, voice_count, 70, &facts), RECORDING_SHORT);
    CHECK_INT(recording_judge(voice_samples, voice_count, 1, &facts), RECORDING_LONG);
    CHECK_INT(recording_judge(voice_samples, voice_count, 3, &facts), RECORDING_GOOD);
    CHECK_INT(recording_judge(voice_samples, voice_count, 55, &facts), RECORDING_GOOD);
    CHECK(facts.least_ms < 2000 && facts.most_ms > 2000);
    CHECK_INT(recording_judge(voice_samples, voice_count, 100000, &facts), RECORDING_SHORT);
    CHECK_INT(facts.most_ms, LEVEL_SECONDS * 1000);
}

/* A click in the quiet before is neither voice nor kept. */
TEST(a_click_is_no_voice)
{
    usual(8000);
    for (int i = 0; i < 200; i++) {
        voice_samples[9600 + i] = (int16_t)(i % 2 == 0 ? 9000 : -9000);
    }
    CHECK_STR(judged(), "good");
    CHECK(facts.first > 20000);
}

TEST(silence_is_cut_and_both_ends_are_nothing)
{
    static int16_t out[LEVEL_SAMPLES];
    usual(8000);
    voice_noise(30);
    CHECK_STR(judged(), "good");
    const size_t n = recording_cut(voice_samples, voice_count, &facts, out, LEVEL_SAMPLES);
    CHECK_INT(n, facts.end - facts.first + RECORDING_FRONT + RECORDING_TAIL);
    CHECK(out[0] == 0 && out[n - 1] == 0);
    CHECK(memcmp(out + 2000, voice_samples + facts.first - RECORDING_FRONT + 2000, 96000) == 0);
    CHECK_INT(recording_cut(voice_samples, voice_count, &facts, out, 500), 500);
}

TEST(every_fault_says_what_to_do_in_words_of_its_own)
{
    for (int i = 0; i < RECORDING_FAULTS; i++) {
        const enum message_id sentence = recording_sentence((enum recording_fault)i);
        CHECK(sentence != MSG_NONE && recording_fault_name((enum recording_fault)i)[0] != '\0');
        for (int j = 0; j < i; j++) {
            CHECK(recording_sentence((enum recording_fault)j) != sentence);
        }
    }
    CHECK(recording_sentence(RECORDING_FAULTS) == MSG_NONE);
}

int main(void)
{
    RUN(a_clear_voice_is_found_where_it_is);
    RUN(a_voice_in_a_dead_quiet_room_is_good);
    RUN(silence_and_a_whisper_are_no_voice);
    RUN(a_voice_over_the_scale_is_clipped);
    RUN(noise_within_twenty_decibels_is_too_much);
    RUN(a_voice_without_its_ends_is_cut);
    RUN(the_length_is_held_to_the_text);
    RUN(a_click_is_no_voice);
    RUN(silence_is_cut_and_both_ends_are_nothing);
    RUN(every_fault_says_what_to_do_in_words_of_its_own);
    return check_done();
}
