#define _GNU_SOURCE /* nftw */
#include "app/courier/desk.h"

#include "app/outbox/box_key.h"
#include "app/outbox/outbox_inside.h"
#include "tests/check.h"
#include "tests/unit/record_example.h"
#include "tests/unit/scratch.h"

#define UUID "6ba7b810-9dad-41d1-80b4-00c04fd430c8"

static int officers;

static void note(enum event_id id, int64_t a, int64_t b)
{
    (void)a;
    (void)b;
    officers += id == EV_OFFICER_CALLED;
}

static struct portal_answer ask(struct courier_desk *d, enum portal_question q, const char *text)
{
    struct portal_answer a = {.id = -1};
    courier_desk_answer(d, q, text, &a);
    CHECK_INT(a.question, q);
    return a;
}

TEST(status_follows_the_row)
{
    static const enum portal_stage stages[] = {STAGE_SAVED,    STAGE_SAVED, STAGE_SENT,
                                               STAGE_RECEIVED, STAGE_HELD,  STAGE_SAVED};
    struct courier_desk d;
    struct port_dir dir = dir_linux();
    struct seal_secret key;
    struct outbox *o = NULL;
    scratch_open();
    courier_desk_init(&d, scratch_root, NULL);
    CHECK_INT(ask(&d, PORTAL_STATUS, UUID).stage, STAGE_UNKNOWN);
    CHECK_INT(ask(&d, PORTAL_STATUS, UUID).error.code, ERR_NONE);
    CHECK(!failed(box_key_open(&dir, scratch_root, &key)));
    CHECK(!failed(outbox_open(&o, scratch_root)));
    const struct record r = record_example(UUID);
    CHECK(!failed(outbox_put(o, &r)));
    for (int state = 0; state < 6; state++) {
        CHECK(!failed(store_run(&o->store,
                                "UPDATE application SET state=?1, file_number='THU-7',"
                                " state_text='x'",
                                BIND(BIND_INT(state)), NULL)));
        const struct portal_answer a = ask(&d, PORTAL_STATUS, UUID);
        CHECK_INT(a.stage, stages[state]);
        CHECK_STR(a.file_number, "THU-7");
        CHECK_STR(a.state_text, "x");
    }
    courier_desk_close(&d);
    outbox_close(o);
}

TEST(check_repeats_what_the_last_exchange_said_and_officers_are_noted)
{
    struct courier_desk d;
    scratch_open();
    courier_desk_init(&d, scratch_root, note);
    CHECK(!ask(&d, PORTAL_CHECK, "").online);
    courier_desk_set_online(&d, true);
    CHECK(ask(&d, PORTAL_CHECK, "").online);
    CHECK_INT(ask(&d, PORTAL_OFFICER, "jra").error.code, ERR_NONE);
    CHECK_INT(officers, 1);
    courier_desk_close(&d);
}

TEST(somebody_comes_only_to_a_call_that_is_open)
{
    struct courier_desk d;
    scratch_open();
    courier_desk_init(&d, scratch_root, note);
    CHECK_INT(ask(&d, PORTAL_COMING, "Chị Thủy").error.code, ERR_NOT_FOUND);
    CHECK(!ask(&d, PORTAL_OFFICER, "jra").coming);
    CHECK(!ask(&d, PORTAL_CALL, "").coming);
    CHECK_INT(ask(&d, PORTAL_COMING, "Chị Thủy").error.code, ERR_NONE);
    CHECK(ask(&d, PORTAL_CALL, "").coming);
    CHECK_STR(ask(&d, PORTAL_CALL, "").officer, "Chị Thủy");
    CHECK(!ask(&d, PORTAL_OFFICER, "vi").coming); /* the next call begins anew */
    CHECK(!ask(&d, PORTAL_CALL, "").coming);
    CHECK_INT(ask(&d, PORTAL_NEVERMIND, "").error.code, ERR_NONE);
    CHECK_INT(ask(&d, PORTAL_COMING, "").error.code, ERR_NOT_FOUND);
    courier_desk_close(&d);
}

TEST(a_name_too_long_to_show_is_somebody)
{
    struct courier_desk d;
    scratch_open();
    courier_desk_init(&d, scratch_root, NULL);
    CHECK_INT(ask(&d, PORTAL_OFFICER, "vi").error.code, ERR_NONE); /* nobody notes it */
    CHECK_INT(ask(&d, PORTAL_COMING, "a name that is longer than any officer's, ever, anywhere")
                  .error.code,
              ERR_NONE);
    CHECK(ask(&d, PORTAL_CALL, "").coming);
    CHECK_STR(ask(&d, PORTAL_CALL, "").officer, "");
    courier_desk_close(&d);
}

TEST(a_wish_to_try_at_once_is_left_for_the_courier)
{
    struct courier_desk d;
    scratch_open();
    courier_desk_init(&d, scratch_root, NULL);
    CHECK(!d.hurry);
    CHECK_INT(ask(&d, PORTAL_TRY, "").error.code, ERR_NONE);
    CHECK(d.hurry);
    courier_desk_close(&d);
}

TEST(an_outbox_set_aside_or_of_another_version_is_noticed)
{
    struct courier_desk d;
    struct port_dir dir = dir_linux();
    struct seal_secret key;
    struct outbox *o = NULL;
    const struct record r = record_example(UUID);
    int n = 0;
    scratch_open();
    courier_desk_init(&d, scratch_root, NULL);
    CHECK(!failed(box_key_open(&dir, scratch_root, &key)));
    CHECK(!failed(outbox_open(&o, scratch_root)) && !failed(outbox_put(o, &r)));
    CHECK_INT(ask(&d, PORTAL_STATUS, UUID).stage, STAGE_SAVED);
    outbox_close(o);
    CHECK(!failed(store_set_aside(&dir, scratch("outbox.db"), &n)));
    CHECK_INT(ask(&d, PORTAL_STATUS, UUID).stage, STAGE_UNKNOWN); /* not of the one that is gone */
    CHECK(!failed(outbox_open(&o, scratch_root)));
    CHECK_INT(ask(&d, PORTAL_STATUS, UUID).stage, STAGE_SAVED);
    courier_desk_close(&d);
    CHECK(!failed(store_run(&o->store, "PRAGMA user_version=99", BIND_NOTHING, NULL)));
    CHECK(!failed(store_run(&o->store, "PRAGMA application_id=99", BIND_NOTHING, NULL)));
    outbox_close(o);
    CHECK_INT(ask(&d, PORTAL_STATUS, UUID).error.code, ERR_VERSION);
    courier_desk_close(&d);
}

int main(void)
{
    RUN(status_follows_the_row);
    RUN(check_repeats_what_the_last_exchange_said_and_officers_are_noted);
    RUN(somebody_comes_only_to_a_call_that_is_open);
    RUN(a_name_too_long_to_show_is_somebody);
    RUN(a_wish_to_try_at_once_is_left_for_the_courier);
    RUN(an_outbox_set_aside_or_of_another_version_is_noticed);
    scratch_close();
    return check_done();
}
