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
    order_make(NULL, &desk.order);
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
    CHECK_INT(app_sheet(&app), SHEET_STAFF);
    intend(INTENT_STAFF_ACT, ACT_VOICES);
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
    happen((struct event){
        .kind = HAPPENED_SHOWN, .picture = picture, .argument = 1, .number = 1, .text = "need"});
    CHECK(app.studio.picture == picture && app.studio.picture_width == 1);
    CHECK_STR(app.studio.place, "need");
    intend(INTENT_STUDIO, ACT_SKIP);
    CHECK(did(FX_STUDIO, STUDIO_SHOW) && app.studio.picture == NULL);
    CHECK_STR(app.studio.place, "");
}

TEST(only_the_gate_leads_there_and_only_from_the_welcome_page)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_STAFF, 0);
    happen((struct event){.kind = HAPPENED_PIN, .pin = &right});
    intend(INTENT_STAFF_ACT, ACT_VOICES); /* a visit lies underneath */
    CHECK_INT(app_sheet(&app), SHEET_STAFF);
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
    intend(INTENT_STUDIO, ACT_SKIP);
    CHECK(did(FX_STUDIO, STUDIO_CANCEL));
    CHECK_INT(app.studio.prompt, 2);
    intend(INTENT_STUDIO, ACT_SKIP);
    CHECK_INT(app.studio.prompt, 0); /* round and round */
    intend(INTENT_STUDIO, ACT_PREVIOUS);
    CHECK_INT(app.studio.prompt, 2);
}

/* The one large act, which the right key of the keypad is: sentence after sentence by it alone. */
TEST(the_large_act_is_what_comes_next)
{
    open_record();
    CHECK_INT(studio_next_act(&app.studio), ACT_TAKE);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_STUDIO, STUDIO_START));
    well();
    CHECK_INT(studio_next_act(&app.studio), ACT_TAKE);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_STUDIO, STUDIO_STOP));
    answer(ERR_OK, RECORDING_NOISY);
    CHECK_INT(studio_next_act(&app.studio), ACT_TAKE); /* again */
    intend(INTENT_NEXT, 0);
    well();
    intend(INTENT_NEXT, 0);
    desk.states[1] = SHELF_TAKEN;
    answer(ERR_OK, RECORDING_GOOD);
    CHECK_INT(studio_next_act(&app.studio), ACT_KEEP);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_STUDIO, STUDIO_KEEP));
    desk.states[1] = SHELF_KEPT;
    well();
    CHECK_INT(app.studio.prompt, 2);
    intend(INTENT_STUDIO, ACT_PREVIOUS);
    CHECK_INT(studio_next_act(&app.studio), ACT_SKIP); /* there is nothing to do */
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.studio.prompt, 2);
}

TEST(the_screens_are_counted_and_lead_to_what_is_missing)
{
    open_studio();
    intend(INTENT_STUDIO, ACT_COVER);
    CHECK(did(FX_STUDIO, STUDIO_COVER));
    CHECK_INT(app_sheet(&app), SHEET_STUDIO_WORK); /* until it is counted */
    well();
    CHECK_INT(app_sheet(&app), SHEET_STUDIO_COVER);
    intend(INTENT_PAGE, 1);
    CHECK_INT(app.studio.page, 1);
    intend(INTENT_PAGE, -1);
    intend(INTENT_PAGE, -1);
    CHECK_INT(app.studio.page, 0);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app_sheet(&app), SHEET_STUDIO_PEOPLE);
    CHECK(!app.studio.reviews);
}

static void type(const char *letters)
{
    for (; *letters != '\0'; letters++) {
        const char name[] = {'k', 'e', 'y', '-', *letters, '\0'};
        intend(INTENT_KEY, layout_find_name(app.studio.composer.layer, name));
    }
}

TEST(a_person_is_entered_only_after_the_last_question)
{
    open_studio();
    intend(INTENT_STUDIO, ACT_REVIEW);
    intend(INTENT_STUDIO, ACT_ADD);
    CHECK_INT(app_sheet(&app), SHEET_STUDIO_PERSON);
    intend(INTENT_NEXT, 0); /* nothing was typed */
    CHECK_INT(app.studio.part, PART_NAME);
    type("an");
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.studio.part, PART_DIALECT);
    type("b");
    intend(INTENT_BACK, 0); /* and the answer is kept both ways */
    CHECK_STR(app.studio.typed, "An");
    intend(INTENT_NEXT, 0);
    CHECK_STR(app.studio.typed, "B");
    intend(INTENT_NEXT, 0);
    type("c");
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.studio.part, PART_AGREED);
    intend(INTENT_KEY, 0); /* no keys here */
    CHECK(!did(FX_STUDIO, STUDIO_PERSON));
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_STUDIO, STUDIO_PERSON));
    CHECK_STR(app.studio.entered.name, "An");
    CHECK_STR(app.studio.entered.dialect, "B");
    CHECK_STR(app.studio.entered.place, "C");
    well();
    CHECK_INT(app_sheet(&app), SHEET_STUDIO_PEOPLE);
    CHECK(app.studio.reviews);
}

TEST(a_person_that_cannot_be_kept_is_still_there_to_try_again)
{
    open_studio();
    intend(INTENT_STUDIO, ACT_RECORD);
    intend(INTENT_STUDIO, ACT_ADD);
    for (int i = 0; i < 3; i++) {
        type("a");
        intend(INTENT_NEXT, 0);
    }
    intend(INTENT_NEXT, 0);
    answer(ERR(ERR_FULL, 0, "test: people"), RECORDING_GOOD);
    CHECK(app.studio.failed);
    CHECK_INT(app_sheet(&app), SHEET_STUDIO_PERSON);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_STUDIO, STUDIO_PERSON));
}

TEST(who_left_meanwhile_is_not_called_back)
{
    open_studio();
    intend(INTENT_STUDIO, ACT_COVER);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_STUDIO);
    well();
    CHECK_INT(app_sheet(&app), SHEET_STUDIO);
    intend(INTENT_PICK, 0);
    step_sheet(&app, SHEET_DISPLAY, &fx);
    well();
    CHECK_INT(app_sheet(&app), SHEET_DISPLAY);
}

TEST(another_page_over_it_ends_the_recording)
{
    open_record();
    intend(INTENT_STUDIO, ACT_TAKE);
    well();
    step_sheet(&app, SHEET_DISPLAY, &fx);
    happen((struct event){.kind = HAPPENED_HEARD, .number = 5});
    CHECK(did(FX_STUDIO, STUDIO_CANCEL) && !app.studio.listens);
}

/* What a hand or a worker may do next, whatever came before. */
static void do_anything(unsigned dice)
{
    static const enum recording_fault faults[] = {RECORDING_GOOD, RECORDING_NOISY,
                                                  RECORDING_NO_MICROPHONE};
    const int way = (int)(dice % 9);
    const int more = (int)(dice / 9 % 64);
    if (way < 3) {
        intend(INTENT_STUDIO, more % (ACT_ADD + 1));
    } else if (way == 3) {
        intend(INTENT_PICK, more % 3);
    } else if (way == 4) {
        intend(INTENT_NEXT, 0);
    } else if (way == 5) {
        intend(more % 4 == 0   ? INTENT_BACK
               : more % 4 == 1 ? INTENT_PAGE
                               : INTENT_KEY,
               more % 2 == 0 ? more : -1);
    } else if (way == 6) {
        happen((struct event){.kind = HAPPENED_HEARD, .number = more % 11, .argument = more > 60});
    } else if (app.studio.waits) {
        answer(more % 7 == 0 ? ERR(ERR_IO, 5, "test: disk") : ERR_OK, faults[more % 3]);
    }
}

TEST(whatever_is_done_in_whatever_order_its_facts_hold)
{
    unsigned dice = 1;
    int seen[SHEET_COUNT] = {0};
    open_studio();
    for (int i = 0; i < 200000; i++) {
        dice = dice * 1664525u + 1013904223u;
        const struct studio *s = &app.studio;
        if (!step_sheet_is_open(&app, SHEET_STUDIO)) {
            open_studio();
        }
        do_anything(dice >> 8);
        seen[app_sheet(&app)]++;
        if (s->prompt < 0 || s->prompt >= desk.prompts.count || app.sheets.count > SHEET_COUNT ||
            (s->listens && !step_sheet_is_open(&app, SHEET_STUDIO)) || s->page < 0 ||
            s->part > PART_AGREED || strlen(s->typed) >= sizeof s->typed) {
            CHECK(false);
            return;
        }
    }
    for (int sheet = SHEET_STUDIO; sheet <= SHEET_STUDIO_REVIEW; sheet++) {
        CHECK(seen[sheet] > 0);
    }
}

TEST(while_it_works_nothing_else_is_begun)
{
    open_record();
    intend(INTENT_STUDIO, ACT_KEEP);
    intend(INTENT_STUDIO, ACT_TAKE);
    CHECK(!did(FX_STUDIO, STUDIO_START));
    intend(INTENT_STUDIO, ACT_SKIP);
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

/* A pack that lies there stands after the languages; what came of it is said until the next wish.
 */
TEST(a_pack_is_brought_or_refused)
{
    static const struct bring_result came = {.refusal = BRING_TAKEN, .languages = 1, .clips = 7};
    open_studio();
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_STUDIO);
    (void)snprintf(desk.offered.names[0], DESK_PACK_NAME, "a.pack");
    desk.offered.count = 1;
    intend(INTENT_PICK, 2); /* none such */
    CHECK(!app.studio.waits);
    intend(INTENT_PICK, 1);
    CHECK(did(FX_STUDIO, STUDIO_BRING));
    CHECK_INT(app.studio.pack, 0);
    happen((struct event){.kind = HAPPENED_STUDIO, .desk = &desk, .brought = &came});
    CHECK(app.studio.brings && app.studio.brought.clips == 7);
    CHECK_INT(app_sheet(&app), SHEET_STUDIO);
    intend(INTENT_PICK, 0);
    CHECK(did(FX_STUDIO, STUDIO_LANGUAGE));
    CHECK(!app.studio.brings);
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
    RUN(the_large_act_is_what_comes_next);
    RUN(the_screens_are_counted_and_lead_to_what_is_missing);
    RUN(a_person_is_entered_only_after_the_last_question);
    RUN(a_person_that_cannot_be_kept_is_still_there_to_try_again);
    RUN(who_left_meanwhile_is_not_called_back);
    RUN(another_page_over_it_ends_the_recording);
    RUN(whatever_is_done_in_whatever_order_its_facts_hold);
    RUN(while_it_works_nothing_else_is_begun);
    RUN(a_disk_that_refuses_is_said_and_nothing_moves);
    RUN(drafts_are_reviewed_until_none_is_left);
    RUN(what_went_out_is_told);
    RUN(a_pack_is_brought_or_refused);
    RUN(a_studio_that_is_left_closes);
    return check_done();
}
