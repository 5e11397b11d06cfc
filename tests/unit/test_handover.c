/* Pages from her own phone as the courier follows them: what is asked of the portal, in which
 * order, and what its answers, which may be anything, make of it. */
#include "app/courier/handover.h"

#include <stdlib.h>
#include <string.h>

#include "tests/check.h"

#define UUID    "00000000-0000-4000-8000-000000000001"
#define OTHER   "00000000-0000-4000-8000-000000000002"
#define PHONE   "/applications/" UUID "/phone"
#define ADDRESS "https://dvc.example/U/0123456789ABCDEFGHJKMNPQRS"
#define HASH    "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"
#define WAITING                                                                                    \
    "{\"state\":\"waiting\",\"number\":1,\"pages\":[],\"expires_in\":300,\"check\":42,"            \
    "\"address\":\"" ADDRESS "\"}"
#define PAGE(id)     "{\"id\":" #id ",\"sha256\":\"" HASH "\",\"size\":1000}"
#define JOINED(list) "{\"state\":\"joined\",\"pages\":[" list "],\"expires_in\":900,\"check\":42}"

static struct handover_asked h;
static struct portal_upload told;
static struct http_request request;
static int64_t now;

static enum err_code wish(const char *text)
{
    return handover_wish(&h, text, now, &told).code;
}

static void look(void)
{
    CHECK_INT(wish(UUID " 1 look"), ERR_NONE);
}

/* The next question is due and is this one. */
static void asks(const char *method, const char *path)
{
    CHECK_INT(handover_wait_ms(&h, now), 0);
    handover_request(&h, &request);
    CHECK_STR(request.method, method);
    CHECK_STR(request.path, path);
}

static void says(int status, const char *body)
{
    const struct http_answer answer = {.status = status, .body = body, .size = strlen(body)};
    handover_heard(&h, h.path, ERR_OK, &answer, now);
}

static void no_line(void)
{
    const struct http_answer none = {.status = 0};
    handover_heard(&h, h.path, ERR(ERR_OFFLINE, 0, "test"), &none, now);
}

/* An address waits. */
static void begin(void)
{
    handover_forget(&h);
    memset(&h, 0, sizeof h);
    handover_forget(&h);
    now = 50000;
    look();
    CHECK_INT(told.state, UPLOAD_ASKING);
    asks("PUT", PHONE "/1");
    CHECK_STR((const char *)request.body, "{}");
    says(201, WAITING);
    look();
}

static void later(int64_t ms)
{
    now += ms;
    handover_request(&h, &request);
}

TEST(an_address_is_asked_for_once_and_counted_down)
{
    begin();
    CHECK_INT(told.state, UPLOAD_WAITING);
    CHECK_STR(told.address, ADDRESS);
    CHECK_INT(told.seconds_left, 300);
    CHECK_INT(told.check, 42);
    CHECK_INT(told.coming, -1);
    CHECK_INT(handover_wait_ms(&h, now), 1200);
    now += 1200;
    asks("GET", PHONE "/1");
    says(200, "{\"state\":\"waiting\",\"pages\":[],\"expires_in\":200,\"check\":42}");
    look();
    CHECK_STR(told.address, ADDRESS); /* told once, kept */
    CHECK_INT(told.seconds_left, 200);
    now += 200000;
    look();
    CHECK_INT(told.state, UPLOAD_OVER); /* nobody is sent to an address that is over */
    CHECK_STR(told.address, "");
    now -= 1;
    look();
    CHECK_INT(told.seconds_left, 1);
}

TEST(a_phone_that_joined_is_followed_and_small_pictures_come_in_turn_with_looking)
{
    begin();
    later(1200);
    says(200, JOINED(PAGE(7) "," PAGE(8)));
    look();
    CHECK_INT(told.state, UPLOAD_JOINED);
    CHECK_STR(told.address, ""); /* no second phone is invited */
    CHECK_INT(told.count, 2);
    CHECK_STR(told.pages[1].sha256, HASH);
    CHECK(!told.pages[0].thumb && told.thumb == NULL);
    asks("GET", PHONE "/1/pages/7/small");
    CHECK_STR(request.accept, "image/jpeg");
    says(200, "picture 7");
    asks("GET", PHONE "/1");
    says(200, JOINED(PAGE(7) "," PAGE(8)));
    asks("GET", PHONE "/1/pages/8/small");
    says(404, "");
    CHECK_INT(handover_wait_ms(&h, now), 1200); /* not at once again: it may be gone */
    CHECK_INT(wish(UUID " 1 thumb 7"), ERR_NONE);
    CHECK(told.pages[0].thumb && !told.pages[1].thumb);
    CHECK(told.thumb_size == 9 && memcmp(told.thumb, "picture 7", 9) == 0);
    CHECK_INT(wish(UUID " 1 thumb 8"), ERR_NONE);
    CHECK(told.thumb == NULL);
}

#define BAD_PAGE(quality) "{\"id\":7,\"sha256\":\"" HASH "\",\"size\":1000,\"quality\":" quality "}"

TEST(how_well_a_page_can_be_read_is_told_and_what_nobody_knows_claims_nothing)
{
    begin();
    later(1200);
    says(200, JOINED(BAD_PAGE("\"blurred\"") "," PAGE(8)));
    look();
    CHECK_INT(told.pages[0].quality, PHOTO_BLURRED);
    CHECK_INT(told.pages[1].quality, PHOTO_GOOD); /* a portal that does not measure */
    static const char *const strange[] = {JOINED(BAD_PAGE("\"smudged\"")), JOINED(BAD_PAGE("7")),
                                          JOINED(BAD_PAGE("\"\""))};
    for (int i = 0; i < 3; i++) {
        do {
            later(1200);
        } while (strstr(request.path, "small") != NULL && (says(404, ""), true));
        says(200, strange[i]);
        look();
        CHECK_INT(told.pages[0].quality, PHOTO_GOOD);
    }
}

TEST(a_small_picture_that_is_too_large_is_none)
{
    static char large[PORTAL_THUMB_BYTES + 2];
    for (int more = 0; more < 2; more++) {
        memset(large, 'x', sizeof large);
        large[PORTAL_THUMB_BYTES + more] = '\0';
        begin();
        later(1200);
        says(200, JOINED(PAGE(7)));
        asks("GET", PHONE "/1/pages/7/small");
        says(200, large);
        CHECK_INT(wish(UUID " 1 thumb 7"), ERR_NONE);
        CHECK_INT(told.thumb_size, more == 0 ? PORTAL_THUMB_BYTES : 0);
    }
}

/* More pages come and go than there is room for small pictures. */
TEST(pages_that_went_make_room)
{
    char body[300], path[100], small[20];
    begin();
    later(1200);
    for (int id = 1; id <= 3 * PORTAL_PAGES; id++) {
        snprintf(body, sizeof body, JOINED("{\"id\":%d,\"sha256\":\"" HASH "\",\"size\":5}"), id);
        says(200, body);
        snprintf(path, sizeof path, PHONE "/1/pages/%d/small", id);
        asks("GET", path);
        snprintf(small, sizeof small, "picture %d", id);
        says(200, small);
        snprintf(body, sizeof body, UUID " 1 thumb %d", id);
        CHECK_INT(wish(body), ERR_NONE);
        CHECK(told.thumb != NULL && memcmp(told.thumb, small, strlen(small)) == 0);
        asks("GET", PHONE "/1");
    }
}

TEST(pages_are_taken_once_and_only_what_says_so_is_taken)
{
    begin();
    later(1200);
    says(200, JOINED(PAGE(7)));
    CHECK_INT(wish(UUID " 1 take"), ERR_NONE);
    CHECK_INT(told.state, UPLOAD_TAKING);
    asks("POST", PHONE "/1/take");
    says(200, JOINED(PAGE(7))); /* not what was asked for */
    CHECK_INT(wish(UUID " 1 take"), ERR_NONE);
    CHECK_INT(told.state, UPLOAD_TAKING);
    now += 1200;
    asks("POST", PHONE "/1/take");
    no_line();
    now += 1200;
    asks("POST", PHONE "/1/take");
    says(200, "{\"state\":\"taken\",\"pages\":[" PAGE(7) "]}");
    CHECK_INT(wish(UUID " 1 take"), ERR_NONE);
    CHECK_INT(told.state, UPLOAD_TAKEN);
    CHECK_INT(told.count, 1);
    CHECK_INT(handover_wait_ms(&h, now), -1);
}

TEST(a_portal_without_such_a_thing_and_one_that_forgot_it_are_told_apart)
{
    static const struct {
        int status, first, then;
    } rows[] = {{404, UPLOAD_REFUSED, UPLOAD_OVER},
                {405, UPLOAD_REFUSED, UPLOAD_OVER},
                {409, UPLOAD_OVER, UPLOAD_OVER}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        handover_forget(&h);
        now += 10;
        look();
        asks("PUT", PHONE "/1");
        says(rows[i].status, "{}");
        look();
        CHECK_INT(told.state, rows[i].first);
        CHECK_INT(handover_wait_ms(&h, now), -1);
        begin();
        later(1200);
        says(rows[i].status, "{}");
        look();
        CHECK_INT(told.state, rows[i].then);
        CHECK_STR(told.address, "");
    }
}

TEST(without_a_line_the_first_question_gives_up_and_later_ones_only_after_three)
{
    handover_forget(&h);
    now += 10;
    look();
    asks("PUT", PHONE "/1");
    no_line();
    look();
    CHECK_INT(told.state, UPLOAD_OFFLINE);
    CHECK_INT(handover_wait_ms(&h, now), -1); /* she asks again, under another number */
    begin();
    for (int i = 1; i <= 3; i++) {
        later(1200);
        no_line();
        look();
        CHECK_INT(told.state, i < 3 ? UPLOAD_WAITING : UPLOAD_OFFLINE);
    }
    CHECK_INT(handover_wait_ms(&h, now), 6000);
    later(6000);
    says(200, JOINED(""));
    look();
    CHECK_INT(told.state, UPLOAD_JOINED); /* the line is back */
}

TEST(an_answer_that_is_none_counts_as_no_answer)
{
    static const char *const rows[] = {
        "",
        "[]",
        "null",
        "{}",
        "{\"state\":\"joined\"}",
        "{\"state\":\"dancing\",\"pages\":[]}",
        "{\"state\":\"joined\",\"pages\":{}}",
        "{\"state\":\"joined\",\"pages\":[1]}",
        "{\"state\":\"joined\",\"pages\":[],\"state\":\"taken\"}",
        "{\"state\":\"joined\",\"pages\":[],\"expires_in\":-1}",
        "{\"state\":\"joined\",\"pages\":[],\"expires_in\":86401}",
        "{\"state\":\"joined\",\"pages\":[],\"expires_in\":\"60\"}",
        "{\"state\":\"joined\",\"pages\":[],\"check\":9}",
        "{\"state\":\"joined\",\"pages\":[],\"check\":100}",
        "{\"state\":\"joined\",\"pages\":[],\"coming\":101}",
        "{\"state\":\"joined\",\"pages\":[{\"id\":0,\"sha256\":\"" HASH "\",\"size\":1}]}",
        "{\"state\":\"joined\",\"pages\":[{\"id\":1,\"sha256\":\"" HASH "\",\"size\":0}]}",
        "{\"state\":\"joined\",\"pages\":[{\"id\":1,\"sha256\":\"" HASH "\",\"size\":67108865}]}",
        "{\"state\":\"joined\",\"pages\":[{\"id\":1,\"sha256\":\"" HASH "0\",\"size\":1}]}",
        "{\"state\":\"joined\",\"pages\":[{\"id\":1,\"sha256\":\"short\",\"size\":1}]}",
        JOINED(PAGE(1) "," PAGE(2) "," PAGE(3) "," PAGE(4) "," PAGE(5) "," PAGE(6) "," PAGE(
            7) "," PAGE(8) "," PAGE(9) "," PAGE(10) "," PAGE(11)),
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin();
        later(1200);
        says(200, rows[i]);
        look();
        if (told.state != UPLOAD_WAITING || told.count != 0) {
            printf("# row %zu: %s\n", i, rows[i]);
        }
        CHECK_INT(told.state, UPLOAD_WAITING);
        CHECK_INT(told.count, 0);
        CHECK_INT(h.failures, 1);
    }
}

TEST(an_address_is_shown_only_when_a_phone_can_open_it)
{
    static const char *const rows[] = {"",
                                       "ftp://dvc.example/U/1",
                                       "https://dvc.example/U/ 1",
                                       "https://dvc.example/U/\\u0007",
                                       "javascript:alert(1)",
                                       "https://dvc.example/\\u00e9"};
    char body[600], longer[300];
    for (size_t i = 0; i <= sizeof rows / sizeof rows[0]; i++) {
        const bool last = i == sizeof rows / sizeof rows[0];
        memset(longer, 'a', sizeof longer);
        memcpy(longer, "https://", 8);
        longer[PORTAL_ADDRESS] = '\0';
        snprintf(body, sizeof body,
                 "{\"state\":\"waiting\",\"pages\":[],\"expires_in\":300,\"check\":42,"
                 "\"address\":\"%s\"}",
                 last ? longer : rows[i]);
        handover_forget(&h);
        now += 10;
        look();
        asks("PUT", PHONE "/1");
        says(201, body);
        look();
        CHECK_INT(told.state, UPLOAD_OFFLINE);
        CHECK_STR(told.address, "");
    }
}

TEST(an_answer_to_what_was_given_up_changes_nothing)
{
    begin();
    later(1200);
    const struct http_answer answer = {
        .status = 200, .body = JOINED(""), .size = sizeof JOINED("") - 1};
    handover_heard(&h, "/applications/" OTHER "/phone/1", ERR_OK, &answer, now);
    look();
    CHECK_INT(told.state, UPLOAD_WAITING);
    CHECK_INT(wish(UUID " 2 look"), ERR_NONE); /* a new code: the one before it is over */
    CHECK_INT(told.state, UPLOAD_ASKING);
    CHECK_STR(told.address, "");
    handover_heard(&h, PHONE "/1", ERR_OK, &answer, now);
    CHECK_INT(wish(UUID " 2 look"), ERR_NONE);
    CHECK_INT(told.state, UPLOAD_ASKING);
    asks("PUT", PHONE "/2");
}

TEST(what_was_given_up_is_told_to_the_portal_until_it_knows)
{
    begin();
    CHECK_INT(wish(UUID " 1 end"), ERR_NONE);
    CHECK_INT(told.state, UPLOAD_OVER);
    CHECK_STR(h.uuid, "");
    asks("DELETE", PHONE "/1");
    no_line();
    CHECK_INT(handover_wait_ms(&h, now), 5000);
    now += 5000;
    asks("DELETE", PHONE "/1");
    says(503, "");
    now += 5000;
    asks("DELETE", PHONE "/1");
    says(200, "{}");
    CHECK_INT(handover_wait_ms(&h, now), -1);
    CHECK_INT(wish(UUID " 0 end"), ERR_NONE);
    for (int i = 0; i < 3; i++) {
        asks("DELETE", PHONE);
        no_line();
        now += 5000;
    }
    CHECK_INT(handover_wait_ms(&h, now), -1); /* then it is left to its own end */
}

TEST(a_forgotten_visit_leaves_nothing_but_its_endings)
{
    static const char end[] = UUID " 0 end";
    begin();
    later(1200);
    says(200, JOINED(PAGE(7)));
    asks("GET", PHONE "/1/pages/7/small");
    says(200, "her picture");
    for (int i = 0; i < HANDOVER_ENDINGS + 2; i++) {
        CHECK_INT(wish(end), ERR_NONE);
    }
    CHECK_INT(h.ending_count, HANDOVER_ENDINGS);
    handover_forget(&h);
    CHECK_INT(h.ending_count, HANDOVER_ENDINGS);
    CHECK_STR(h.endings[0].uuid, UUID);
    const uint8_t *bytes = (const uint8_t *)h.thumbs;
    for (size_t i = 0; i < sizeof h.thumbs; i++) {
        CHECK(bytes[i] == 0);
    }
}

TEST(a_wish_that_is_none_is_refused)
{
    static const char *const rows[] = {"",
                                       "look",
                                       UUID,
                                       UUID " 1",
                                       UUID " 0 look",
                                       UUID " 1000 look",
                                       UUID " -1 end",
                                       "short 1 look",
                                       UUID " x look"};
    begin();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_INT(wish(rows[i]), ERR_BAD_INPUT);
    }
    look();
    CHECK_INT(told.state, UPLOAD_WAITING);
}

int main(void)
{
    RUN(an_address_is_asked_for_once_and_counted_down);
    RUN(a_phone_that_joined_is_followed_and_small_pictures_come_in_turn_with_looking);
    RUN(how_well_a_page_can_be_read_is_told_and_what_nobody_knows_claims_nothing);
    RUN(a_small_picture_that_is_too_large_is_none);
    RUN(pages_that_went_make_room);
    RUN(pages_are_taken_once_and_only_what_says_so_is_taken);
    RUN(a_portal_without_such_a_thing_and_one_that_forgot_it_are_told_apart);
    RUN(without_a_line_the_first_question_gives_up_and_later_ones_only_after_three);
    RUN(an_answer_that_is_none_counts_as_no_answer);
    RUN(an_address_is_shown_only_when_a_phone_can_open_it);
    RUN(an_answer_to_what_was_given_up_changes_nothing);
    RUN(what_was_given_up_is_told_to_the_portal_until_it_knows);
    RUN(a_forgotten_visit_leaves_nothing_but_its_endings);
    RUN(a_wish_that_is_none_is_refused);
    return check_done();
}
