#define _GNU_SOURCE
#include "app/studio/kit.h"

#include "tests/unit/studio_world.h"
#include "tests/unit/voice_world.h"

#define TEXTS "MSG_YES = ab ab ab ab\nMSG_NO = bo bo\n"

static struct kit kit;
static struct kit_wish wish;

static struct err carry_out(enum studio_wish what)
{
    wish.wish = what;
    kit_carry_out(&kit, &wish);
    return wish.error;
}

/* A kiosk whose language was brought and of which one sentence is reviewed. */
static void begin(void)
{
    int came = 0;
    studio_begin(TEXTS);
    CHECK(!failed(studio_bring(NULL, &came)));
    CHECK(!failed(desk_review(&studio.desk, MSG_YES, true, &studio_reviewer, "2026-11-26")));
    wish = (struct kit_wish){.dir = &studio.dir,
                             .state = studio.state,
                             .language = "qaa",
                             .person = studio_voice,
                             .today = "2026-11-27",
                             .expires = "2028-11-27"};
    CHECK(!failed(carry_out(STUDIO_OPEN)));
    CHECK(!failed(carry_out(STUDIO_LANGUAGE)));
    CHECK_INT(kit.desk.prompts.count, 1);
}

static void hear(int voice_ms)
{
    voice_begin(500);
    voice_speak(voice_ms, 6000);
    voice_rest(500);
    memcpy(kit.heard, voice_samples, voice_count * sizeof kit.heard[0]);
    kit.count = voice_count;
}

TEST(a_good_take_is_on_the_disk_and_what_was_heard_is_forgotten)
{
    begin();
    hear(1200);
    CHECK(!failed(carry_out(STUDIO_STOP)));
    CHECK_INT(wish.fault, RECORDING_GOOD);
    CHECK_INT(kit.count, 0);
    bool clean = true;
    for (size_t i = 0; i < voice_count; i++) {
        clean = clean && kit.heard[i] == 0;
    }
    CHECK(clean);
    CHECK(!failed(carry_out(STUDIO_LANGUAGE)));
    CHECK_INT(kit.desk.states[0], SHELF_TAKEN);
    CHECK(!failed(carry_out(STUDIO_HEAR)));
    CHECK(clip_ms(&kit.clip) >= 1200 && clip_ms(&kit.clip) <= 1400);
    CHECK(!failed(carry_out(STUDIO_KEEP)));
    CHECK_INT(kit.desk.states[0], SHELF_KEPT);
    scratch_close();
}

TEST(a_refused_take_leaves_the_one_before)
{
    begin();
    hear(1200);
    CHECK(!failed(carry_out(STUDIO_STOP)));
    CHECK(!failed(carry_out(STUDIO_KEEP)));
    memset(kit.heard, 0, sizeof kit.heard[0] * AUDIO_RATE);
    kit.count = AUDIO_RATE;
    CHECK(!failed(carry_out(STUDIO_STOP)));
    CHECK_INT(wish.fault, RECORDING_SILENT);
    CHECK(!failed(carry_out(STUDIO_LANGUAGE)));
    CHECK_INT(kit.desk.states[0], SHELF_KEPT);
    scratch_close();
}

TEST(what_is_not_recorded_cannot_be_heard_or_go_out)
{
    begin();
    CHECK_INT(carry_out(STUDIO_HEAR).code, ERR_NOT_FOUND);
    CHECK_INT(carry_out(STUDIO_ISSUE).code, ERR_NOT_FOUND);
    scratch_close();
}

TEST(sentences_are_reviewed_and_recordings_go_out)
{
    begin();
    wish.message = MSG_NO;
    wish.person = studio_reviewer;
    CHECK(!failed(carry_out(STUDIO_REFUSE)));
    CHECK(kit.desk.refused[MSG_NO]);
    CHECK(!failed(carry_out(STUDIO_APPROVE)));
    CHECK_INT(folder_state(&kit.desk.folder, MSG_NO), STATE_REVIEWED);
    wish.person = studio_voice;
    hear(1200);
    wish.prompt = prompts_find(&kit.desk.prompts, clip_id("qaa", "ab ab ab ab", 11));
    CHECK(!failed(carry_out(STUDIO_STOP)) && !failed(carry_out(STUDIO_KEEP)));
    CHECK(!failed(carry_out(STUDIO_ISSUE)));
    CHECK_INT(wish.issued.clips, 1);
    CHECK_INT(wish.issued.version, 1);
    CHECK(strstr(studio_text("out-qaa/pack.ini"), "expires = 2028-11-27") != NULL);
    scratch_close();
}

int main(void)
{
    RUN(a_good_take_is_on_the_disk_and_what_was_heard_is_forgotten);
    RUN(a_refused_take_leaves_the_one_before);
    RUN(what_is_not_recorded_cannot_be_heard_or_go_out);
    RUN(sentences_are_reviewed_and_recordings_go_out);
    return check_done();
}
