/* Pages from her own phone, step by step on the kiosk: the courier's answers are the test's. With
 * the form of every kind, on the question that asks for a paper. */
#include <stdlib.h>

#include "app/draft.h"
#include "app/form/procedure.h"
#include "app/papers.h"
#include "app/steps.h"
#include "platform/port_files.h"

#define APP_STORAGE ((size_t)16 << 20)
#include "tests/unit/app_world.h"

#define ADDRESS "https://dvc.example/U/0123456789ABCDEFGHJKMNPQRS"
#define HASH    "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"

static struct procedure kinds = {.code = "kinds", .form = "kinds.xml"};

static struct err no_media(void *context, const char *name, const char **ret_bytes,
                           size_t *ret_size)
{
    (void)context, (void)name, (void)ret_bytes, (void)ret_size;
    return ERR(ERR_NOT_FOUND, 0, "test: media");
}

static struct err read_form(void *context, const struct procedure *procedure, const char **ret_xml,
                            size_t *ret_size, struct form_media *ret_media)
{
    struct file_bytes file;
    (void)context, (void)procedure;
    *ret_media = (struct form_media){NULL, no_media};
    const struct err e = files_linux()->ops->map("tests/fixtures/forms/kinds.xml", &file);
    if (!failed(e)) {
        *ret_xml = file.bytes;
        *ret_size = file.size;
    }
    return e;
}

static const struct upload_seen *seen(void)
{
    return &app.visit->upload;
}

static const char *asked(void)
{
    static char text[65];
    app_ask_text(&app, PORTAL_UPLOAD, text);
    return text + 37; /* behind the UUID */
}

/* On the question of the paper. */
static void begin(void)
{
    app_begin((struct app_world){.form = read_form});
    intend(INTENT_LANGUAGE, 0);
    app.visit->procedure = &kinds;
    app.screen = SCREEN_CONSENT;
    intend(INTENT_CONSENT, 0);
    intend(INTENT_NEXT, 0);
    CHECK(app.visit->form != NULL);
    step_open_page(&app, form_find(app.visit->form, "/data/paper"), &fx);
    CHECK_INT(app.screen, SCREEN_QUESTION);
}

static void open_upload(void)
{
    begin();
    intend(INTENT_UPLOAD, UPLOAD_ACT_OPEN);
    CHECK_INT(app.screen, SCREEN_UPLOAD);
    CHECK(did(FX_ASK, PORTAL_UPLOAD));
    CHECK_STR(asked(), "1 look 0");
}

static void tell(const struct portal_upload *told)
{
    const struct portal_answer a = {.question = PORTAL_UPLOAD, .upload = *told};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &a});
}

/* So many pages, the first with this id; each has a small picture to be had. */
static struct portal_upload stands(enum portal_upload_state state, int first, int count)
{
    struct portal_upload u = {.state = state,
                              .number = seen()->number,
                              .seconds_left = 299,
                              .check = 42,
                              .coming = -1,
                              .count = count};
    if (state == UPLOAD_WAITING) {
        snprintf(u.address, sizeof u.address, ADDRESS);
    }
    for (int i = 0; i < count; i++) {
        u.pages[i] = (struct portal_upload_page){.id = first + i, .size = 1000, .thumb = true};
        snprintf(u.pages[i].sha256, sizeof u.pages[i].sha256, HASH);
    }
    return u;
}

static void told(enum portal_upload_state state, int count)
{
    const struct portal_upload u = stands(state, 1, count);
    tell(&u);
}

static void away(enum err_code code)
{
    const struct portal_answer a = {.question = PORTAL_UPLOAD, .error = ERR(code, 0, "test")};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &a});
}

static bool asks_on(void)
{
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    return did(FX_ASK, PORTAL_UPLOAD);
}

TEST(an_address_is_shown_as_a_square_code_and_waited_at)
{
    open_upload();
    CHECK_INT(seen()->state, UPLOAD_ASKING);
    now += 100;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!did(FX_ASK, PORTAL_UPLOAD)); /* one question at a time */
    told(UPLOAD_WAITING, 0);
    CHECK_STR(seen()->address, ADDRESS);
    CHECK(seen()->qr_side > 0);
    CHECK_INT(seen()->minutes, 5);
    CHECK(did(FX_SPEAK, 0));
    CHECK(asks_on());
    const unsigned revision = app.revision;
    told(UPLOAD_WAITING, 0); /* the same: neither painted nor said again */
    CHECK(!did(FX_SPEAK, 0));
    CHECK_INT(app.revision, revision);
}

TEST(pages_that_come_are_told_and_each_gets_its_small_picture)
{
    open_upload();
    told(UPLOAD_WAITING, 0);
    told(UPLOAD_JOINED, 0);
    CHECK(did(FX_SPEAK, 0));
    CHECK_INT(seen()->check, 42);
    told(UPLOAD_JOINED, 2);
    CHECK(did(FX_CUE, CUE_WOVEN) && did(FX_SAY, MSG_UPLOAD_CAME));
    CHECK_INT(seen()->count, 2);
    CHECK(asks_on());
    CHECK_STR(asked(), "1 thumb 1");
    told(UPLOAD_JOINED, 2);
    CHECK(!did(FX_SAY, MSG_UPLOAD_CAME));
    CHECK(asks_on());
    CHECK_STR(asked(), "1 thumb 2"); /* in turn, though the first has none yet */
    app.visit->upload.pages[0].thumb = app_storage;
    told(UPLOAD_JOINED, 3);
    CHECK(seen()->pages[0].thumb == app_storage); /* the picture stays with its page */
    struct portal_upload changed = stands(UPLOAD_JOINED, 1, 3);
    changed.pages[0].sha256[0] = '9'; /* turned on the phone */
    tell(&changed);
    CHECK(seen()->pages[0].thumb == NULL);
}

TEST(pages_go_along_only_when_she_says_so_and_the_portal_agrees)
{
    open_upload();
    intend(INTENT_UPLOAD, UPLOAD_ACT_USE); /* nothing is there */
    CHECK(!did(FX_ASK, PORTAL_UPLOAD) && !seen()->using);
    told(UPLOAD_WAITING, 0);
    told(UPLOAD_JOINED, 2);
    intend(INTENT_UPLOAD, UPLOAD_ACT_USE);
    CHECK_STR(asked(), "1 take 0");
    CHECK(did(FX_ASK, PORTAL_UPLOAD));
    intend(INTENT_UPLOAD, UPLOAD_ACT_USE); /* twice is once */
    CHECK(!did(FX_ASK, PORTAL_UPLOAD));
    told(UPLOAD_TAKING, 2);
    CHECK(asks_on());
    CHECK_STR(asked(), "1 take 0");
    CHECK_INT(app.screen, SCREEN_UPLOAD);
    told(UPLOAD_TAKEN, 2);
    CHECK_INT(app.screen, SCREEN_QUESTION);
    const struct visit_paper *paper = papers_find(app.visit, app.visit->page);
    CHECK(paper != NULL && paper->page_count == 2);
    CHECK_STR(paper->pages[1].sha256, HASH);
    CHECK(paper->pages[0].from_phone && paper->pages[0].size == 1000);
    CHECK_INT(paper->chosen, paper->pages[0].id);
    struct form_question q;
    CHECK(app_question(&app, &q) && q.value != NULL && q.value[0] != '\0'); /* it is answered */
    told(UPLOAD_TAKEN, 2); /* late: not once more */
    CHECK_INT(paper->page_count, 2);
}

TEST(pages_too_large_for_one_paper_are_told_before_the_portal_takes_them)
{
    open_upload();
    told(UPLOAD_WAITING, 0);
    struct portal_upload large = stands(UPLOAD_JOINED, 1, 2);
    large.pages[1].size = (settings.paper_mb << 20) - 1000;
    tell(&large);
    intend(INTENT_UPLOAD, UPLOAD_ACT_USE);
    CHECK_INT(app.notice, MSG_UPLOAD_TOO_LARGE);
    CHECK(!seen()->using && !did(FX_ASK, PORTAL_UPLOAD));
    told(UPLOAD_JOINED, 1); /* she took one out on the phone */
    intend(INTENT_UPLOAD, UPLOAD_ACT_USE);
    CHECK(seen()->using);
}

TEST(a_blurred_picture_is_said_at_once_and_stops_her_once)
{
    open_upload();
    told(UPLOAD_WAITING, 0);
    told(UPLOAD_JOINED, 0);
    struct portal_upload blurred = stands(UPLOAD_JOINED, 1, 2);
    blurred.pages[1].quality = PHOTO_BLURRED;
    tell(&blurred);
    CHECK(did(FX_SAY, MSG_UPLOAD_BLURRED) && did(FX_CUE, CUE_CANNOT));
    CHECK(!did(FX_SAY, MSG_UPLOAD_CAME));
    intend(INTENT_UPLOAD, UPLOAD_ACT_USE);
    CHECK_INT(app.notice, MSG_UPLOAD_BLURRED);
    CHECK(!seen()->using && !did(FX_ASK, PORTAL_UPLOAD));
    struct portal_upload another = stands(UPLOAD_JOINED, 1, 3);
    another.pages[1].quality = another.pages[2].quality = PHOTO_BLURRED;
    tell(&another); /* the sentence was heard: that it is the same one is enough */
    CHECK(did(FX_SAY, MSG_UPLOAD_CAME_SAME) && !did(FX_SAY, MSG_UPLOAD_BLURRED));
    tell(&blurred); /* the same pages: nothing is said again */
    CHECK(!did(FX_SAY, MSG_UPLOAD_BLURRED));
    intend(INTENT_UPLOAD, UPLOAD_ACT_USE); /* her choice holds */
    CHECK(seen()->using);
    blurred.state = UPLOAD_TAKEN;
    tell(&blurred);
    const struct visit_paper *paper = papers_find(app.visit, app.visit->page);
    CHECK(paper != NULL && paper->page_count == 2);
    CHECK_INT(paper->pages[1].verdict, PHOTO_BLURRED);
    CHECK(papers_doubtful(app.visit, app.visit->page) == NULL); /* she was told */
}

TEST(a_picture_taken_again_on_the_phone_takes_its_place_without_a_word_against_it)
{
    open_upload();
    told(UPLOAD_WAITING, 0);
    struct portal_upload dark = stands(UPLOAD_JOINED, 1, 1);
    dark.pages[0].quality = PHOTO_DARK;
    tell(&dark);
    intend(INTENT_UPLOAD, UPLOAD_ACT_USE);
    CHECK_INT(app.notice, MSG_UPLOAD_DARK);
    struct portal_upload again = stands(UPLOAD_JOINED, 1, 1);
    again.pages[0].sha256[0] = 'b'; /* the same page, another picture */
    tell(&again);
    CHECK(did(FX_SAY, MSG_UPLOAD_CAME) && did(FX_CUE, CUE_WOVEN));
    CHECK(!seen()->pages[0].doubted);
    intend(INTENT_UPLOAD, UPLOAD_ACT_USE);
    CHECK(seen()->using);
}

TEST(on_the_question_a_page_from_her_phone_is_turned_here_and_a_still_by_the_machine)
{
    open_upload();
    told(UPLOAD_WAITING, 0);
    told(UPLOAD_JOINED, 1);
    intend(INTENT_UPLOAD, UPLOAD_ACT_USE);
    told(UPLOAD_TAKEN, 1);
    const struct visit_paper *paper = papers_find(app.visit, app.visit->page);
    CHECK(paper != NULL);
    CHECK(!did(FX_PREVIEW, paper->pages[0].id)); /* there is nothing here to be decoded */
    intend(INTENT_TURN_PAGE, paper->pages[0].id);
    CHECK(!did(FX_TURN, paper->pages[0].id));
    CHECK_INT(paper->pages[0].quarters, 1);
    intend(INTENT_CAPTURE, paper->pages[0].id); /* taken anew, by the camera */
    CHECK(did(FX_CAMERA, 0));
}

TEST(going_back_gives_it_up_at_the_portal_too)
{
    open_upload();
    told(UPLOAD_WAITING, 0);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_QUESTION);
    CHECK(did(FX_ASK, PORTAL_UPLOAD));
    CHECK_STR(asked(), "1 end 0");
    told(UPLOAD_JOINED, 1); /* a late answer opens nothing */
    CHECK_INT(app.screen, SCREEN_QUESTION);
    CHECK_INT(seen()->state, UPLOAD_NONE);
    intend(INTENT_UPLOAD, UPLOAD_ACT_OPEN);
    CHECK_STR(asked(), "2 look 0"); /* another one */
}

TEST(whatever_goes_wrong_is_said_and_another_code_can_be_had)
{
    static const enum portal_upload_state wrong[] = {UPLOAD_OVER, UPLOAD_OFFLINE, UPLOAD_REFUSED};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        open_upload();
        told(UPLOAD_WAITING, 0);
        told(UPLOAD_JOINED, 1);
        intend(INTENT_UPLOAD, UPLOAD_ACT_USE);
        told(wrong[i], 0);
        CHECK_INT(seen()->state, wrong[i]);
        CHECK(did(FX_CUE, CUE_CANNOT) && did(FX_SPEAK, 0));
        CHECK(!seen()->using);
        CHECK(asks_on() == (wrong[i] == UPLOAD_OFFLINE)); /* the line may come back */
        intend(INTENT_UPLOAD, UPLOAD_ACT_OPEN);
        CHECK_INT(seen()->state, UPLOAD_ASKING);
        CHECK_STR(asked(), "2 look 0");
        const struct portal_upload late = {.state = UPLOAD_JOINED, .number = 1, .coming = -1};
        tell(&late); /* of the code before it */
        CHECK_INT(seen()->state, UPLOAD_ASKING);
    }
}

TEST(a_number_that_was_over_before_it_was_asked_for_is_stepped_over_unseen)
{
    static const char *const next[] = {"2 look 0",  "4 look 0",  "8 look 0",   "16 look 0",
                                       "32 look 0", "64 look 0", "128 look 0", "256 look 0"};
    open_upload();
    told(UPLOAD_ASKING, 0); /* the courier is about it */
    const unsigned revision = app.revision;
    for (int i = 0; i < 3; i++) {
        told(UPLOAD_OVER, 0);
        CHECK_INT(seen()->state, UPLOAD_ASKING);
        CHECK(did(FX_ASK, PORTAL_UPLOAD));
        CHECK(!did(FX_SPEAK, 0) && !did(FX_CUE, CUE_CANNOT));
        CHECK_STR(asked(), next[i]);
    }
    CHECK_INT(app.revision, revision); /* she saw none of it */
    told(UPLOAD_WAITING, 0);
    CHECK_STR(seen()->address, ADDRESS);
    CHECK(did(FX_SPEAK, 0));
    told(UPLOAD_OVER, 0); /* one that stood on the page is over in front of her */
    CHECK_INT(seen()->state, UPLOAD_OVER);
    CHECK(did(FX_CUE, CUE_CANNOT) && did(FX_SPEAK, 0));
    intend(INTENT_UPLOAD, UPLOAD_ACT_OPEN); /* hers is the number after it */
    CHECK_STR(asked(), "9 look 0");
    open_upload();
    for (int i = 0; i < 8; i++) {
        told(UPLOAD_OVER, 0);
        CHECK_STR(asked(), next[i]);
    }
    told(UPLOAD_OVER, 0); /* a portal that ends whatever it is asked for */
    CHECK_INT(seen()->state, UPLOAD_OVER);
    CHECK(did(FX_SPEAK, 0));
}

TEST(without_a_courier_it_is_offline_and_without_the_question_refused)
{
    open_upload();
    away(ERR_OFFLINE);
    CHECK_INT(seen()->state, UPLOAD_OFFLINE);
    CHECK(did(FX_CUE, CUE_CANNOT) && did(FX_SPEAK, 0));
    away(ERR_TIMEOUT);
    CHECK(!did(FX_SPEAK, 0)); /* said already */
    CHECK(asks_on());
    told(UPLOAD_WAITING, 0);
    CHECK_INT(seen()->state, UPLOAD_WAITING);
    away(ERR_UNSUPPORTED);
    CHECK_INT(seen()->state, UPLOAD_REFUSED);
    CHECK(!asks_on());
}

TEST(an_address_too_long_for_a_square_code_is_none)
{
    open_upload();
    struct portal_upload u = stands(UPLOAD_WAITING, 1, 0);
    u.address[0] = '\0';
    app.visit->upload.address[0] = 'x'; /* another one stood there */
    tell(&u);
    CHECK_INT(seen()->state, UPLOAD_REFUSED);
}

TEST(a_centre_may_do_without_phones_and_a_visit_has_only_so_many_pages)
{
    begin();
    settings.papers_phone = false;
    intend(INTENT_UPLOAD, UPLOAD_ACT_OPEN);
    CHECK_INT(app.screen, SCREEN_QUESTION);
    settings.papers_phone = true;
    struct visit_paper *paper = papers_of(app.visit, app.visit->page);
    CHECK(paper != NULL);
    paper->page_count = PHONE_PAGES_MAX - PORTAL_PAGES + 1;
    for (int i = 0; i < paper->page_count; i++) {
        paper->pages[i] = (struct paper_page){.id = i + 1, .from_phone = true};
    }
    intend(INTENT_UPLOAD, UPLOAD_ACT_OPEN);
    CHECK_INT(app.screen, SCREEN_QUESTION);
    CHECK(!did(FX_ASK, PORTAL_UPLOAD));
    CHECK_INT(app.notice, MSG_PAPER_NO_ROOM);
}

int main(void)
{
    RUN(an_address_is_shown_as_a_square_code_and_waited_at);
    RUN(pages_that_come_are_told_and_each_gets_its_small_picture);
    RUN(pages_go_along_only_when_she_says_so_and_the_portal_agrees);
    RUN(pages_too_large_for_one_paper_are_told_before_the_portal_takes_them);
    RUN(a_blurred_picture_is_said_at_once_and_stops_her_once);
    RUN(a_picture_taken_again_on_the_phone_takes_its_place_without_a_word_against_it);
    RUN(on_the_question_a_page_from_her_phone_is_turned_here_and_a_still_by_the_machine);
    RUN(going_back_gives_it_up_at_the_portal_too);
    RUN(whatever_goes_wrong_is_said_and_another_code_can_be_had);
    RUN(a_number_that_was_over_before_it_was_asked_for_is_stepped_over_unseen);
    RUN(without_a_courier_it_is_offline_and_without_the_question_refused);
    RUN(an_address_too_long_for_a_square_code_is_none);
    RUN(a_centre_may_do_without_phones_and_a_visit_has_only_so_many_pages);
    return check_done();
}
