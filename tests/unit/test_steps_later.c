#define _GNU_SOURCE /* memmem */
/* An application set aside and taken up again, step by step; the disk is played by the test. */
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/form/procedure.h"
#include "app/later.h"
#include "app/papers.h"
#include "app/steps.h"
#define APP_STORAGE ((size_t)16 << 20)
#include "tests/unit/app_world.h"

#define NOW_DAY      20780 /* of happen() */
#define FORM         FORM_WITH("")
#define PRIVATE_FORM FORM_WITH(" kiosk:private=\"true\"")
#define FORM_WITH(name)                                                                            \
    "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "    \
    "xmlns:kiosk=\"urn:rong:form\"><h:head><h:title>T</h:title><model><instance><data id=\"t\" "   \
    "version=\"1\"><name/><paper/>"                                                                \
    "<other/></data></instance><bind nodeset=\"/data/name\" type=\"string\"" name "/>"             \
    "<bind nodeset=\"/data/paper\" type=\"binary\"/><bind nodeset=\"/data/other\" type=\"binary\"" \
    "/></model></h:head><h:body><input ref=\"/data/name\"><label>N</label></input>"                \
    "<upload ref=\"/data/paper\" mediatype=\"image/*\"><label>P</label></upload>"                  \
    "<upload ref=\"/data/other\" mediatype=\"image/*\"><label>O</label></upload>"                  \
    "</h:body></h:html>"

static const struct procedure procedure = {
    .code = "1.001193", .title = "T", .form = "form.xml", .from = "", .until = ""};
static struct catalogue_entry row = {.code = "1.001193", .form = &procedure, .successor = -1};
static const struct catalogue catalogue = {.entries = &row, .count = 1};
static const char *form_xml = FORM;
static char kept_text[4096];
static size_t kept_size;
static char code[LATER_CODE];
static uint8_t page[700];

static struct err read_form(void *context, const struct procedure *p, const char **ret_xml,
                            size_t *ret_size, struct form_media *ret_media)
{
    (void)context;
    (void)p;
    *ret_xml = form_xml;
    *ret_size = strlen(form_xml);
    *ret_media = (struct form_media){NULL, NULL};
    return ERR_OK;
}

static void done(enum later_job what, enum err_code error)
{
    happen((struct event){
        .kind = HAPPENED_LATER, .number = (int)what, .error = ERR(error, 0, "test")});
}

static form_node node_of(const char *ref)
{
    return form_find(app.visit->form, ref);
}

/* On CHECK, with an answer, a paper of one page and one for the counter. */
static void begin_form(void)
{
    struct form_problem problem;
    app_begin((struct app_world){.form = read_form});
    app.catalogue = &catalogue;
    intend(INTENT_LANGUAGE, 0);
    app.visit->procedure = &procedure;
    app.visit->consents[0] = true;
    app.visit->consent_at = 1795400000;
    app.visit->typed_id = true;
    (void)snprintf(app.visit->id_digits, sizeof app.visit->id_digits, "064195000002");
    CHECK(step_load_form(&app));
    CHECK(!failed(form_set(app.visit->form, node_of("/data/name"), "Siu Thử", &problem)));
    memset(page, 'j', sizeof page);
    const struct still still = {.bytes = page, .size = sizeof page, .verdict = 2};
    CHECK(!failed(papers_keep(&app, node_of("/data/paper"), 0, &still)));
    CHECK(!failed(form_set(app.visit->form, node_of("/data/paper"), "paper.jpg", &problem)));
    papers_of(app.visit, node_of("/data/other"))->handed_in = true;
    app.screen = SCREEN_CHECK;
}

static void begin(void)
{
    form_xml = FORM;
    begin_form();
}

/* Set aside, with what went to the disk and onto the slip kept here. */
static void keep_it(void)
{
    intend(INTENT_LATER, 0);
    CHECK_INT(app.screen, SCREEN_LATER);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_LATER, LATER_KEEP));
    CHECK(app.visit->later.size < sizeof kept_text);
    kept_size = app.visit->later.size;
    memcpy(kept_text, app.visit->later.text, kept_size);
    memcpy(code, app.visit->later.code, sizeof code);
    done(LATER_KEEP, ERR_NONE);
    CHECK(did(FX_PRINT, PRINT_LATER));
    CHECK(app.visit->later.kept);
}

static void set_aside(void)
{
    begin();
    keep_it();
}

static void scan(const char *payload)
{
    happen((struct event){.kind = HAPPENED_SCAN, .text = payload});
}

static void to_slip(void)
{
    app_begin((struct app_world){.form = read_form});
    app.catalogue = &catalogue;
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_SLIP, 0);
    CHECK_INT(app.screen, SCREEN_SLIP);
}

static void open_it(void)
{
    to_slip();
    scan(code);
    CHECK(did(FX_LATER, LATER_OPEN));
    memcpy(app.visit->later.text, kept_text, kept_size);
    app.visit->later.size = kept_size;
    done(LATER_OPEN, ERR_NONE);
}

TEST(it_is_set_aside_and_nothing_that_opens_it_stays)
{
    char again[LATER_CODE];
    set_aside();
    CHECK_INT(app.visit->later.text[0], 0); /* wiped once it is written */
    CHECK(app.visit->later.qr_side > 0);
    intend(INTENT_NEXT, 0); /* not before the slip is out, or is known not to come */
    CHECK_INT(app.screen, SCREEN_LATER);
    happen((struct event){.kind = HAPPENED_PRINT_FAILED, .slip = PRINT_LATER});
    CHECK(app.visit->later.print_failed);
    CHECK_INT(app.visit->later.copies, 0); /* nothing came out: the next one is the first */
    intend(INTENT_PRINT, 0);
    CHECK(did(FX_PRINT, PRINT_LATER));
    happen((struct event){.kind = HAPPENED_PRINT_FAILED,
                          .slip = PRINT_LATER,
                          .error = ERR(ERR_UNKNOWN_OUTCOME, 0, "test")});
    CHECK(app.visit->later.unsure && !app.visit->later.print_failed);
    CHECK_INT(app.visit->later.copies, 1); /* it may be out: the next one is a copy */
    intend(INTENT_PRINT, 0);
    CHECK(did(FX_PRINT, PRINT_LATER) && !app.visit->later.unsure);
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_LATER, .proof = PROOF_ANSWERED});
    CHECK_INT(app.visit->later.copies, 2);
    memcpy(again, app.visit->later.code, sizeof again);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_GOODBYE);
    CHECK(app.visit == NULL && arena.used == 0);
    CHECK(app.take_along.slip);
    CHECK(memmem(app_storage, sizeof app_storage, again, strlen(again)) == NULL);
}

/* What she is asked, answered. */
static void answer_year(const char *year)
{
    CHECK_INT(app.screen, SCREEN_YEAR);
    for (; *year != '\0'; year++) {
        intend(INTENT_KEY, *year - '0');
    }
    intend(INTENT_NEXT, 0);
}

TEST(a_wrong_year_opens_nothing_and_the_third_lets_the_slip_rest)
{
    static const char *const wrong[] = {"1994", "0000", "2195"};
    set_aside();
    open_it();
    intend(INTENT_NEXT, 0);
    answer_year("199"); /* not before there are four */
    CHECK_INT(app.visit->has_problem, false);
    intend(INTENT_KEY, KEY_CLEAR);
    for (int i = 0; i < 3; i++) {
        CHECK(app.visit->form == NULL);
        answer_year(wrong[i]);
        CHECK(i == 2 || app.visit->has_problem);
        CHECK_STR(app.visit->later.year, "");
    }
    CHECK_INT(app.screen, SCREEN_SLIP);
    CHECK_INT(app.notice, MSG_YEAR_RESTS);
    CHECK_INT(app.visit->later.text[0], 0);
    CHECK(!did(FX_LATER, LATER_DROP)); /* nothing is lost */
    intend(INTENT_DISMISS, 0);
    scan(code);
    CHECK_INT(app.notice, MSG_YEAR_RESTS);
    CHECK(!did(FX_LATER, LATER_OPEN));
    intend(INTENT_DISMISS, 0);
    now += LATER_GUARD_REST_MS;
    scan(code);
    CHECK(did(FX_LATER, LATER_OPEN));
}

TEST(without_a_known_year_nothing_is_asked)
{
    begin();
    app.visit->typed_id = false;
    memset(app.visit->id_digits, 0, sizeof app.visit->id_digits);
    app.visit->no_papers = true;
    keep_it();
    open_it();
    CHECK_INT(app.visit->later.born, 0);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_LATER, LATER_PAGE));
}

TEST(the_slip_brings_everything_back)
{
    set_aside();
    open_it();
    CHECK_INT(app.screen, SCREEN_RESUME);
    CHECK_STR(app.visit->later.procedure, "1.001193");
    CHECK_INT(app.visit->later.answers, 2);
    CHECK(app.visit->form == NULL); /* no answer before she says that it is hers */
    intend(INTENT_NEXT, 0);
    CHECK(app.visit->form == NULL);
    answer_year("1995");
    CHECK(did(FX_LATER, LATER_PAGE));
    CHECK(app.visit->later.room_size == sizeof page);
    memcpy(app.visit->later.room, page, sizeof page);
    app.visit->later.page_size = sizeof page;
    done(LATER_PAGE, ERR_NONE);
    CHECK_INT(app.screen, SCREEN_CHECK);
    struct form_question q;
    CHECK(!failed(form_question(app.visit->form, node_of("/data/name"), &q)));
    CHECK_STR(q.value, "Siu Thử");
    CHECK_INT(papers_pages(app.visit, node_of("/data/paper")), 1);
    CHECK(papers_handed_in(app.visit, node_of("/data/other")));
    const struct visit_paper *paper = papers_find(app.visit, node_of("/data/paper"));
    CHECK(paper->pages[0].size == sizeof page &&
          memcmp(paper->pages[0].bytes, page, sizeof page) == 0);
    CHECK_INT(paper->pages[0].verdict, 2);
    CHECK(app.visit->consents[0] && app.visit->typed_id && app.visit->consent_at == 1795400000);
    app.screen = SCREEN_SENDING; /* once it is in the outbox, the other one goes */
    happen((struct event){.kind = HAPPENED_STORED});
    CHECK(did(FX_LATER, LATER_DROP));
    CHECK_STR(app.visit->later.place.name, "");
}

TEST(set_aside_once_more_the_older_slip_goes_and_only_then)
{
    struct later_place first;
    set_aside();
    first = app.visit->later.place;
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_LATER, .proof = PROOF_ANSWERED});
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_CHECK);
    intend(INTENT_LATER, 0);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_LATER, LATER_KEEP) && !did(FX_LATER, LATER_DROP));
    done(LATER_KEEP, ERR_FULL);
    CHECK_INT(app.notice, MSG_LATER_NO_ROOM);
    CHECK(memcmp(&app.visit->later.place, &first, sizeof first) == 0);
    intend(INTENT_DISMISS, 0);
    intend(INTENT_NEXT, 0);
    done(LATER_KEEP, ERR_NONE);
    CHECK(did(FX_LATER, LATER_DROP));
    CHECK_INT(app.visit->later.copies, 0); /* another slip, with another code */
    CHECK(memcmp(&app.visit->later.old, &first, sizeof first) == 0);
}

/* Taken up again, with a paper of the portal's that could not be kept. */
TEST(its_phones_count_on_and_the_question_of_check_comes_behind_the_notice)
{
    static struct portal_held_item item = {.paper = true, .type = "image/png"};
    form_xml = PRIVATE_FORM;
    begin_form();
    app.visit->upload.number = 2;
    app.visit->offers.list[0].item = item;
    app.visit->offers.count = 1;
    papers_of(app.visit, node_of("/data/other"))->handed_in = false;
    papers_of(app.visit, node_of("/data/other"))->held = 1;
    keep_it();
    open_it();
    intend(INTENT_NEXT, 0);
    answer_year("1995");
    memcpy(app.visit->later.room, page, sizeof page);
    app.visit->later.page_size = sizeof page;
    done(LATER_PAGE, ERR_NONE);
    CHECK_INT(app.screen, SCREEN_CHECK);
    CHECK_INT(app.visit->upload.number, 2); /* the portal has seen 1 and 2 of this uuid */
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    CHECK_INT(app.notice, MSG_LATER_LEFT_OUT);
    intend(INTENT_DISMISS, 0);
    CHECK_INT(app.overlay, OVERLAY_READ_ALOUD);
    intend(INTENT_READ, 0);
    CHECK_INT(app.overlay, OVERLAY_NONE);
    CHECK(app.visit->asked_private);
}

TEST(a_slip_that_opens_nothing_gets_a_sentence)
{
    static const struct {
        enum err_code error;
        enum message_id words;
    } rows[] = {{ERR_NOT_FOUND, MSG_LATER_GONE},
                {ERR_CORRUPT, MSG_LATER_BROKEN},
                {ERR_IO, MSG_LATER_BROKEN},
                {ERR_FULL, MSG_LATER_NO_ROOM},
                {ERR_TIMEOUT, MSG_LATER_DISK_BUSY}};
    set_aside();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        to_slip();
        scan(code);
        done(LATER_OPEN, rows[i].error);
        CHECK_INT(app.screen, SCREEN_SLIP);
        CHECK_INT(app.notice, rows[i].words);
        CHECK_STR(app.visit->later.place.name, "");
    }
    to_slip();
    scan("RONG-GIU/00000000/20790/0123456789ABCDEFGHJKMNPQRS");
    CHECK_INT(app.notice, MSG_LATER_ELSEWHERE);
    intend(INTENT_DISMISS, 0);
    char old[LATER_CODE];
    char tag[9];
    later_tag(settings.place, settings.name, tag);
    later_code(tag, NOW_DAY, "0123456789ABCDEFGHJKMNPQRS", old);
    clock_judge_told(&app.clock, 0); /* the portal says the same day */
    scan(old);
    CHECK_INT(app.notice, MSG_LATER_EXPIRED);
    intend(INTENT_DISMISS, 0);
    CHECK_INT(app.visit->lookup.wrong, 0); /* none of these is a guess */
}

/* Nobody vouches for the day: whether it is still here is seen when it is opened. */
TEST(no_slip_has_run_out_by_a_clock_nobody_vouches_for)
{
    char old[LATER_CODE];
    char tag[9];
    to_slip();
    later_tag(settings.place, settings.name, tag);
    later_code(tag, NOW_DAY, "0123456789ABCDEFGHJKMNPQRS", old);
    scan(old);
    CHECK(did(FX_LATER, LATER_OPEN));
}

TEST(set_aside_while_the_day_is_not_known_it_has_none)
{
    struct later_place read;
    char tag[9];
    begin();
    happen((struct event){.kind = HAPPENED_TICK, .now_s = 2147400000}); /* it stands in 2038 */
    CHECK_INT(clock_judge_doubt(&app.clock), CLOCK_JUMPED);
    intend(INTENT_LATER, 0);
    happen((struct event){.kind = HAPPENED_INTENT, .intent = INTENT_NEXT, .now_s = 2147400000});
    CHECK_INT(app.visit->later.day, LATER_UNDATED);
    later_tag(settings.place, settings.name, tag);
    CHECK_INT(later_code_read(app.visit->later.code, tag, 30000, &read), LATER_OURS);
    CHECK_STR(read.name, app.visit->later.place.name);
}

TEST(a_form_that_changed_since_is_not_filled_with_old_answers)
{
    set_aside();
    open_it();
    form_xml = "<h:html xmlns=\"http://www.w3.org/2002/xforms\" "
               "xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><h:title>T</h:title><model>"
               "<instance><data id=\"t\" version=\"2\"><name/></data></instance></model></h:head>"
               "<h:body><input ref=\"/data/name\"><label>N</label></input></h:body></h:html>";
    intend(INTENT_NEXT, 0);
    answer_year("1995");
    CHECK_INT(app.screen, SCREEN_SLIP);
    CHECK_INT(app.notice, MSG_LATER_FORM);
    CHECK(app.visit->form == NULL);
    open_it();
    app.catalogue = NULL; /* the procedure is gone */
    intend(INTENT_NEXT, 0);
    answer_year("1995");
    CHECK_INT(app.notice, MSG_LATER_FORM);
}

TEST(who_it_is_not_leaves_it_where_it_is)
{
    set_aside();
    open_it();
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_SLIP);
    CHECK(!did(FX_LATER, LATER_DROP));
    CHECK_INT(app.visit->later.text[0], 0);
}

TEST(what_is_no_such_text_is_refused)
{
    static const char *const rows[] = {"", "rong-later/1", "rong-later/2\nprocedure 1 1\n",
                                       "rong-later/1\nelse\n", "rong-later/1\nprocedure\n"};
    char found[16];
    int answers = 0;
    size_t size = 7;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK(!later_outline(rows[i], strlen(rows[i]), found, &answers));
        later_page_size(rows[i], strlen(rows[i]), 0, &size);
        CHECK_INT((int)size, 0);
    }
}

int main(void)
{
    RUN(it_is_set_aside_and_nothing_that_opens_it_stays);
    RUN(a_wrong_year_opens_nothing_and_the_third_lets_the_slip_rest);
    RUN(without_a_known_year_nothing_is_asked);
    RUN(the_slip_brings_everything_back);
    RUN(set_aside_once_more_the_older_slip_goes_and_only_then);
    RUN(its_phones_count_on_and_the_question_of_check_comes_behind_the_notice);
    RUN(a_slip_that_opens_nothing_gets_a_sentence);
    RUN(no_slip_has_run_out_by_a_clock_nobody_vouches_for);
    RUN(set_aside_while_the_day_is_not_known_it_has_none);
    RUN(a_form_that_changed_since_is_not_filled_with_old_answers);
    RUN(who_it_is_not_leaves_it_where_it_is);
    RUN(what_is_no_such_text_is_refused);
    return check_done();
}
