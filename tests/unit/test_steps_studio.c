/* The studio's pages as steps: what is touched, what is wished, what comes back. */
#include "app/steps.h"
#include "tests/unit/app_world.h"

static struct desk desk;
static struct pin_answer right = {.word = PIN_RIGHT};
static struct issue_result issued = {.version = 3, .clips = 40};

static void begin(void)
{
    app_begin((struct app_world){0});
    memset(&desk, 0, sizeof desk);
    (void)snprintf(desk.codes.list[0], FOLDER_CODE, "qaa");
    desk.codes.count = 1;
    (void)snprintf(desk.code, FOLDER_CODE, "qaa");
    desk.people.list[0] = (struct person){.language = "qaa", .role = PERSON_VOICE, .name = "A"};
    desk.people.list[1] = (struct person){.language = "qaa", .role = PERSON_REVIEWER, .name = "B"};
    desk.people.count = 2;
    desk.prompts.count = 3;
    for (int i = 0; i < 3; i++) {
        desk.prompts.list[i] = (struct prompt){.message = MSG_YES, .text = "ab"};
    }
    desk.states[0] = SHELF_KEPT;
    desk.folder.messages[MSG_NO].text = "bo";
    desk.folder.rest = STATE_DRAFT;
}

static void answer(struct err e, enum recording_fault fault)
{
    happen((struct event){.kind = HAPPENED_STUDIO,
                          .error = e,
                          .number = (int)fault,
                          .desk = &desk,
                          .issued = &issued});
}

static void well(void)
{
    answer(ERR_OK, RECORDING_GOOD);
}

static void open_studio(void)
{
    begin();
    intend(INTENT_STAFF, 0);
    CHECK_INT(app_sheet(&app), SHEET_GATE);
    happen((struct event){.kind = HAPPENED_PIN, .pin = &right});
    CHECK_INT(app_sheet(&app), SHEET_STUDIO);
    CHECK(did(FX_STUDIO, STUDIO_OPEN));
    CHECK(!studio_is_readable(&app.studio));
    well();
    CHECK(studio_is_readable(&app.studio));
    intend(INTENT_PICK, 0);
    CHECK(did(FX_STUDIO, STUDIO_LANGUAGE));
    CHECK_STR(app.studio.language, "qaa");
    well();
    CHECK_INT(app_sheet(&app), SHEET_STUDIO_WORK);
}

static void open_record(void)
{
    open_studio();
    intend(INTENT_STUDIO, ACT_RECORD);
    CHECK_INT(app_sheet(&app), SHEET_STUDIO_PEOPLE);
    intend(INTENT_PICK, 0);
    CHECK_INT(app_sheet(&app), SHEET_STUDIO_RECORD);
    CHECK_INT(app.studio.prompt, 1); /* the first without a recording */
    CHECK_STR(studio_person(&app.studio)->name, "A");
}

TEST(each_sentence_is_shown_on_its_screen)
{
    static const uint8_t picture[3];
    open_record();
    CHECK(did(FX_STUDIO, STUDIO_SHOW) && !app.studio.waits);
    happen((struct event){.kind = HAPPENED_SHOWN, .picture = picture, .argument = 1, .number = 1});
    CHECK(app.studio.picture == picture && app.studio.picture_width == 1);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_STUDIO, STUDIO_SHOW) && app.studio.picture == NULL);
}

TEST(only_the_gate_leads_there_and_only_from_the_welcome_page)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_STAFF, 0);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    begin();
    intend(INTENT_STUDIO, ACT_RECORD);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    intend(INTENT_STAFF, 0);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK(!did(FX_STUDIO, STUDIO_OPEN));
}

TEST(a_sentence_is_recorded_judged_and_kept)
{
    open_record();
    intend(INTENT_STUDIO, ACT_TAKE);
    CHECK(did(FX_STUDIO, STUDIO_START) && did(FX_HUSH, 0));
    CHECK(!app.studio.listens);
    well();
    CHECK(app.studio.listens);
    happen((struct event){.kind = HAPPENED_HEARD, .number = 7});
    CHECK_INT(app.studio.level, 7);
    intend(INTENT_STUDIO, ACT_TAKE);
    CHECK(did(FX_STUDIO, STUDIO_STOP));
    CHECK(studio_is_readable(&app.studio)); /* judging changes nothing of it */
    answer(ERR_OK, RECORDING_NOISY);
    CHECK(app.studio.judged && app.studio.fault == RECORDING_NOISY && !app.studio.listens);
    intend(INTENT_STUDIO, ACT_TAKE);
    CHECK(!app.studio.judged);
    well();
    intend(INTENT_STUDIO, ACT_TAKE);
    answer(ERR_OK, RECORDING_GOOD);
    CHECK(app.studio.judged && app.studio.fault == RECORDING_GOOD);
    intend(INTENT_STUDIO, ACT_HEAR);
    CHECK(did(FX_STUDIO, STUDIO_HEAR));
    well();
    intend(INTENT_STUDIO, ACT_KEEP);
    CHECK(did(FX_STUDIO, STUDIO_KEEP) && !studio_is_readable(&app.studio));
    desk.states[1] = SHELF_KEPT;
    well();
    CHECK_INT(app.studio.prompt, 2);
    CHECK(!app.studio.judged);
}

TEST(without_a_microphone_it_says_so)
{
    open_record();
    intend(INTENT_STUDIO, ACT_TAKE);
    answer(ERR_OK, RECORDING_NO_MICROPHONE);
    CHECK(!app.studio.listens && app.studio.judged);
    CHECK_INT(app.studio.fault, RECORDING_NO_MICROPHONE);
}

TEST(a_microphone_that_goes_is_judged_by_itself)
{
    open_record();
    intend(INTENT_STUDIO, ACT_TAKE);
    well();
    happen((struct event){.kind = HAPPENED_HEARD, .argument = 1});
    CHECK(did(FX_STUDIO, STUDIO_STOP) && !app.studio.listens);
}

TEST(leaving_closes_the_microphone)
{
    open_record();
    intend(INTENT_STUDIO, ACT_TAKE);
    well();
    intend(INTENT_BACK, 0);
    CHECK(did(FX_STUDIO, STUDIO_CANCEL));
    CHECK_INT(app_sheet(&app), SHEET_STUDIO_PEOPLE);
    intend(INTENT_PICK, 0);
    intend(INTENT_STUDIO, ACT_TAKE);
    well();
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_STUDIO, STUDIO_CANCEL));
    CHECK_INT(app.studio.prompt, 2);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.studio.prompt, 0); /* round and round */
}

TEST(while_it_works_nothing_else_is_begun)
{
    open_record();
    intend(INTENT_STUDIO, ACT_KEEP);
    intend(INTENT_STUDIO, ACT_TAKE);
    CHECK(!did(FX_STUDIO, STUDIO_START));
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.studio.prompt, 1);
}

TEST(a_disk_that_refuses_is_said_and_nothing_moves)
{
    open_record();
    intend(INTENT_STUDIO, ACT_KEEP);
    answer(ERR(ERR_IO, 5, "test: disk"), RECORDING_GOOD);
    CHECK(app.studio.failed);
    CHECK_INT(app.studio.prompt, 1);
    intend(INTENT_STUDIO, ACT_KEEP);
    CHECK(!app.studio.failed && did(FX_STUDIO, STUDIO_KEEP));
}

TEST(drafts_are_reviewed_until_none_is_left)
{
    open_studio();
    intend(INTENT_STUDIO, ACT_REVIEW);
    intend(INTENT_PICK, 0);
    CHECK_INT(app_sheet(&app), SHEET_STUDIO_REVIEW);
    CHECK_INT(app.studio.message, MSG_NO);
    CHECK_STR(studio_person(&app.studio)->name, "B");
    intend(INTENT_STUDIO, ACT_SAMPLE);
    CHECK(did(FX_SAY, MSG_NO));
    intend(INTENT_STUDIO, ACT_REFUSE);
    CHECK(did(FX_STUDIO, STUDIO_REFUSE));
    desk.refused[MSG_NO] = true;
    well();
    CHECK_INT(app.studio.message, MSG_NONE);
}

TEST(what_went_out_is_told)
{
    open_studio();
    intend(INTENT_STUDIO, ACT_ISSUE);
    CHECK(did(FX_STUDIO, STUDIO_ISSUE));
    well();
    CHECK_INT(app.studio.issued.version, 3);
    CHECK_INT(app.studio.issued.clips, 40);
}

/* Nobody comes back: the welcome page again, the microphone closed with the wipe. */
TEST(a_studio_that_is_left_closes)
{
    open_record();
    intend(INTENT_STUDIO, ACT_TAKE);
    well();
    now += 200000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK(did(FX_WIPE, 0));
    CHECK(app.studio.desk == NULL && !app.studio.listens);
    well(); /* what was still under way changes nothing */
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK(app.studio.desk == NULL);
}

int main(void)
{
    RUN(each_sentence_is_shown_on_its_screen);
    RUN(only_the_gate_leads_there_and_only_from_the_welcome_page);
    RUN(a_sentence_is_recorded_judged_and_kept);
    RUN(without_a_microphone_it_says_so);
    RUN(a_microphone_that_goes_is_judged_by_itself);
    RUN(leaving_closes_the_microphone);
    RUN(while_it_works_nothing_else_is_begun);
    RUN(a_disk_that_refuses_is_said_and_nothing_moves);
    RUN(drafts_are_reviewed_until_none_is_left);
    RUN(what_went_out_is_told);
    RUN(a_studio_that_is_left_closes);
    return check_done();
}
