/* What staff are told of the fleet: the worst first, and no file that the steward did not write. */
#define _GNU_SOURCE
#include "app/steward/steward_word.h"

#include <string.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define NOW INT64_C(1795845600)

static struct fleet_facts well(void)
{
    return (struct fleet_facts){
        .shows = true, .credential = CREDENTIAL_FINE, .days_left = 200, .now_s = NOW};
}

static void says(const struct fleet_facts *f, enum fleet_word word, int number)
{
    const struct fleet_state s = steward_word_of(f);
    CHECK_STR(steward_word_name(s.word), steward_word_name(word));
    CHECK_INT(s.number, number);
}

TEST(each_trouble_has_its_word_and_the_worst_is_told)
{
    struct fleet_facts f = well();
    says(&f, FLEET_WELL, 0);
    f.away_ms = FLEET_AWAY_MS + 86400000;
    says(&f, FLEET_AWAY, 4);
    f.credential = CREDENTIAL_ENDS_SOON;
    f.days_left = 12;
    says(&f, FLEET_CERT_SOON, 12);
    f.frozen_days = 91;
    says(&f, FLEET_FROZEN, 91);
    f.ended_code = 15;
    f.ended_s = NOW - 60;
    says(&f, FLEET_REFUSED, 15);
    f.lost_s = NOW - 60;
    says(&f, FLEET_LOST, 0);
    f.credential = CREDENTIAL_FALLEN;
    f.refused = true; /* the new one was; the old one serves */
    says(&f, FLEET_CERT_FELL, 12);
    f.credential = CREDENTIAL_NONE;
    says(&f, FLEET_REVOKED, 0);
    f.doubts = FLEET_DOUBTS - 1;
    says(&f, FLEET_REVOKED, 0);
    f.doubts = FLEET_DOUBTS; /* what it said before it was another is older */
    says(&f, FLEET_UNTRUSTED, 0);
    f.days_left = -3;
    says(&f, FLEET_CERT_OVER, 3);
    f.clock_wrong = true; /* then it may as well not be over */
    says(&f, FLEET_UNTRUSTED, 0);
    f.doubts = 0;
    says(&f, FLEET_REVOKED, 0);
    CHECK(steward_word_of(&f).clock_wrong);
}

static int doubts(int before, enum http_away away, bool clock_kept)
{
    const struct http_answer a = {.away = away};
    return steward_word_doubts(before, ERR(ERR_OFFLINE, 60, "test"), &a, clock_kept);
}

TEST(a_server_is_doubted_by_its_certificate_alone_until_it_is_believed)
{
    const struct http_answer a = {.status = 401};
    CHECK_INT(doubts(0, HTTP_AWAY_FOREIGN, false), 1);
    CHECK_INT(doubts(1, HTTP_AWAY_HOST, false), 2);
    CHECK_INT(doubts(1, HTTP_AWAY_LINE, true), 1); /* nobody was there: it may still be another */
    CHECK_INT(doubts(1, HTTP_AWAY_TLS, true), 1);
    CHECK_INT(doubts(2, HTTP_AWAY_FOREIGN, false), FLEET_DOUBTS);
    CHECK_INT(doubts(FLEET_DOUBTS, HTTP_AWAY_FOREIGN, false), FLEET_DOUBTS);
    CHECK_INT(doubts(1, HTTP_AWAY_OVER, true), 2); /* its dates, by a clock that somebody keeps */
    CHECK_INT(doubts(1, HTTP_AWAY_EARLY, true), 2);
    CHECK_INT(doubts(1, HTTP_AWAY_OVER, false), 1); /* ... by one that may be wrong */
    CHECK_INT(doubts(FLEET_DOUBTS, HTTP_AWAY_REFUSED, true), 0);
    CHECK_INT(steward_word_doubts(2, ERR(ERR_TIMEOUT, 28, "test"), &a, true), 2);
    CHECK_INT(steward_word_doubts(FLEET_DOUBTS, ERR_OK, &a, true), 0); /* whatever it says */
}

TEST(what_is_long_past_is_not_told)
{
    struct fleet_facts f = well();
    f.ended_code = 15;
    f.ended_s = NOW - FLEET_KEPT_S;
    f.lost_s = NOW - FLEET_LOST_S;
    says(&f, FLEET_WELL, 0);
    f.ended_s = f.lost_s = NOW + 10; /* the clock was put back */
    says(&f, FLEET_WELL, 0);
}

TEST(a_token_is_no_certificate)
{
    struct fleet_facts f = {.days_left = -20000, .credential = CREDENTIAL_NONE, .now_s = NOW};
    says(&f, FLEET_WELL, 0);
    f.refused = true;
    says(&f, FLEET_REVOKED, 0);
}

TEST(every_word_comes_back_and_nothing_else_does)
{
    static const char *const others[] = {
        "",
        "rong-fleet 1\n",
        "rong-fleet 2\nword = well\nnumber = 0\nclock = right\n",
        "rong-fleet 1\nword = good\nnumber = 0\nclock = right\n",
        "rong-fleet 1\nword = well\nnumber = -1\nclock = right\n",
        "rong-fleet 1\nword = well\nnumber = 0\nclock = right\nmore",
        "rong-fleet 1\nword = well\nnumber = 99999999999999999999\nclock = right\n"};
    char text[FLEET_BYTES];
    for (int i = 0; i < FLEET_WORDS; i++) {
        const struct fleet_state s = {(enum fleet_word)i, 7, i % 2 == 0};
        steward_word_write(&s, text);
        const struct fleet_state back = steward_word_read(text, strlen(text));
        CHECK_INT(back.word, i);
        CHECK_INT(back.number, 7);
        CHECK_INT(back.clock_wrong, s.clock_wrong);
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        CHECK_INT(steward_word_read(others[i], strlen(others[i])).word, FLEET_UNKNOWN);
    }
}

TEST(it_lies_in_the_state_directory)
{
    struct port_dir dir = dir_linux();
    const struct fleet_state s = {FLEET_FROZEN, 120, false};
    (void)scratch_open();
    CHECK_INT(steward_word_load(dir.files, scratch_root).word, FLEET_UNKNOWN);
    CHECK(!failed(steward_word_keep(&dir, scratch_root, &s)));
    CHECK_INT(steward_word_load(dir.files, scratch_root).number, 120);
    scratch_close();
}

int main(void)
{
    RUN(each_trouble_has_its_word_and_the_worst_is_told);
    RUN(a_server_is_doubted_by_its_certificate_alone_until_it_is_believed);
    RUN(what_is_long_past_is_not_told);
    RUN(a_token_is_no_certificate);
    RUN(every_word_comes_back_and_nothing_else_does);
    RUN(it_lies_in_the_state_directory);
    return check_done();
}
