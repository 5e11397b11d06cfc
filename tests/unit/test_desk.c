#define _GNU_SOURCE
#include "app/studio/desk.h"

#include "tests/unit/studio_world.h"

#define TEXTS "MSG_YES = ab\nMSG_NO = bo\nMSG_BACK = ob ba\n"

static struct desk *const d = &studio.desk;
static int came;

static void begin(void)
{
    studio_begin(TEXTS);
    CHECK(!failed(studio_bring(NULL, &came)));
}

static void approve_all(void)
{
    CHECK(!failed(desk_review(d, MSG_YES, true, &studio_reviewer, "2026-11-27")));
    CHECK(!failed(desk_review(d, MSG_NO, true, &studio_reviewer, "2026-11-27")));
    CHECK(!failed(desk_review(d, MSG_BACK, true, &studio_reviewer, "2026-11-27")));
}

TEST(an_empty_desk_has_nothing_and_is_no_error)
{
    studio_begin(TEXTS);
    CHECK_INT(d->codes.count, 0);
    CHECK_INT(d->people.count, 0);
    CHECK_INT(desk_language(d, "qaa").code, ERR_NOT_FOUND);
    CHECK_INT(studio_bring(NULL, &came).code, ERR_NONE);
    CHECK_INT(d->codes.count, 1);
    struct folder_files files;
    struct folder_source source;
    CHECK(!failed(folder_files_open(&files, studio.dir.files, studio.from, &source)));
    CHECK_INT(desk_bring(d, &source, "qab", NULL, &came).code, ERR_NOT_FOUND);
    CHECK(failed(desk_bring(d, &source, "../qaa", NULL, &came)));
    scratch_close();
}

TEST(drafts_are_reviewed_one_after_another)
{
    begin();
    CHECK_INT(d->prompts.count, 0);
    int seen = 0;
    enum message_id id = MSG_NONE;
    while ((id = desk_unreviewed(d, id)) != MSG_NONE && seen < 10) {
        CHECK(!failed(desk_review(d, id, true, &studio_reviewer, "2026-11-27")));
        CHECK_INT(folder_state(&d->folder, id), STATE_REVIEWED);
        seen++;
    }
    CHECK_INT(seen, 3);
    CHECK_INT(d->prompts.count, 3);
    CHECK(strstr(studio_text("qaa/state"),
                 "MSG_YES = reviewed | 2026-11-27 | Reader | nowhere | ") != NULL);
    scratch_close();
}

TEST(a_refused_sentence_waits_to_be_written_anew)
{
    begin();
    CHECK(!failed(desk_review(d, MSG_NO, false, &studio_reviewer, "2026-11-27")));
    CHECK_STR(studio_text("qaa/refused"), "MSG_NO | 2026-11-27 | Reader\n");
    CHECK(d->refused[MSG_NO]);
    CHECK(desk_unreviewed(d, MSG_NO) != MSG_NO);
    /* Refused again on another day, and then somebody answers for it. */
    CHECK(!failed(desk_review(d, MSG_NO, false, &studio_reviewer, "2026-11-28")));
    CHECK_STR(studio_text("qaa/refused"), "MSG_NO | 2026-11-28 | Reader\n");
    CHECK(!failed(desk_review(d, MSG_NO, true, &studio_reviewer, "2026-11-29")));
    CHECK_STR(studio_text("qaa/refused"), "");
    CHECK(!d->refused[MSG_NO]);
    CHECK_INT(desk_review(d, MSG_UNDERSTOOD, true, &studio_reviewer, "2026-11-29").code,
              ERR_NOT_FOUND);
    scratch_close();
}

TEST(a_reviewed_one_that_is_refused_is_read_no_more)
{
    begin();
    approve_all();
    CHECK_INT(d->prompts.count, 3);
    CHECK(!failed(desk_review(d, MSG_NO, false, &studio_reviewer, "2026-11-28")));
    CHECK_INT(folder_state(&d->folder, MSG_NO), STATE_DRAFT);
    CHECK_INT(d->prompts.count, 2);
    scratch_close();
}

TEST(work_goes_on_where_it_stopped)
{
    begin();
    approve_all();
    CHECK_INT(desk_next(d, 0), 0);
    studio_take(0, 1000);
    CHECK(!failed(desk_keep(d, 0, &studio_voice, "2026-11-27")));
    CHECK_INT(d->done, 1);
    studio_take(1, 1000);
    /* The power is gone; another start. */
    CHECK(studio_open());
    CHECK(!failed(desk_language(d, "qaa")));
    CHECK_INT(d->done, 1);
    CHECK_INT(d->states[0], SHELF_KEPT);
    CHECK_INT(d->states[1], SHELF_TAKEN);
    CHECK_INT(desk_next(d, 0), 1);
    CHECK_INT(desk_next(d, 2), 2);
    CHECK(!failed(desk_keep(d, 1, &studio_voice, "2026-11-27")));
    studio_take(2, 1000);
    CHECK(!failed(desk_keep(d, 2, &studio_voice, "2026-11-27")));
    CHECK_INT(desk_next(d, 0), -1);
    CHECK_INT(d->done, 3);
    scratch_close();
}

TEST(newer_texts_keep_what_was_answered_and_read_of_the_old_ones)
{
    begin();
    approve_all();
    const int yes = prompts_find(&d->prompts, clip_id("qaa", "ab", 2));
    CHECK(yes >= 0);
    studio_take(yes, 1000);
    CHECK(!failed(desk_keep(d, yes, &studio_voice, "2026-11-27")));
    studio_file("a.msg", "MSG_YES = ab\nMSG_NO = bobo\nMSG_BACK = ob ba\nMSG_UNDERSTOOD = abab\n");
    CHECK(!failed(studio_bring(NULL, &came)));
    CHECK_INT(folder_state(&d->folder, MSG_YES), STATE_REVIEWED);
    CHECK_INT(folder_state(&d->folder, MSG_BACK), STATE_REVIEWED);
    CHECK_INT(folder_state(&d->folder, MSG_NO), STATE_DRAFT);
    CHECK_INT(folder_state(&d->folder, MSG_UNDERSTOOD), STATE_DRAFT);
    CHECK_INT(d->prompts.count, 2);
    CHECK_INT(d->done, 1);
    CHECK_STR(d->folder.messages[MSG_YES].row.reviewer, "Reader");
    scratch_close();
}

TEST(people_are_entered_and_stay)
{
    struct person bad = studio_voice;
    begin();
    CHECK(!failed(desk_person(d, &studio_voice)));
    CHECK(!failed(desk_person(d, &studio_reviewer)));
    bad.since[0] = 'x';
    CHECK_INT(desk_person(d, &bad).code, ERR_BAD_INPUT);
    CHECK(studio_open());
    CHECK_INT(d->people.count, 2);
    CHECK_STR(people_at(&d->people, "qaa", PERSON_REVIEWER, 0)->name, "Reader");
    scratch_close();
}

int main(void)
{
    RUN(an_empty_desk_has_nothing_and_is_no_error);
    RUN(drafts_are_reviewed_one_after_another);
    RUN(a_refused_sentence_waits_to_be_written_anew);
    RUN(a_reviewed_one_that_is_refused_is_read_no_more);
    RUN(work_goes_on_where_it_stopped);
    RUN(newer_texts_keep_what_was_answered_and_read_of_the_old_ones);
    RUN(people_are_entered_and_stay);
    return check_done();
}
