#include "app/courier/citizen.h"

#include <stdlib.h>
#include <string.h>

#include "tests/check.h"

#define ONE "00000000-0000-4000-8000-000000000001"
#define TWO "00000000-0000-4000-8000-000000000002"

static struct citizens c;
static char token[SIGNIN_TOKEN];

TEST(a_token_is_for_one_application_until_it_is_there)
{
    memset(&c, 0, sizeof c);
    citizens_keep(&c, ONE, "secret-one", 1000);
    CHECK(citizens_token(&c, ONE, 999, token));
    CHECK_STR(token, "secret-one");
    CHECK(!citizens_token(&c, TWO, 0, token));
    CHECK_STR(token, "");
    CHECK(!citizens_token(&c, "", 0, token));
    citizens_sent(&c, ONE, true);
    CHECK(!citizens_token(&c, ONE, 0, token));
    CHECK(citizens_taken(&c, ONE));
    citizens_sent(&c, ONE, false); /* a repeat without it takes nothing back */
    CHECK(citizens_taken(&c, ONE));
    citizens_forget(&c, ONE);
    CHECK(!citizens_taken(&c, ONE));
}

static bool holds(const char *text)
{
    const char *at = (const char *)&c;
    for (size_t i = 0; i + strlen(text) <= sizeof c; i++) {
        if (memcmp(at + i, text, strlen(text)) == 0) {
            return true;
        }
    }
    return false;
}

TEST(a_token_whose_time_is_over_is_wiped)
{
    memset(&c, 0, sizeof c);
    citizens_keep(&c, ONE, "secret-one", 1000);
    CHECK(holds("secret"));
    citizens_tick(&c, 999);
    CHECK(holds("secret"));
    citizens_tick(&c, 1000);
    CHECK(!holds("secret"));
    citizens_keep(&c, ONE, "secret-one", 1000);
    CHECK(!citizens_token(&c, ONE, 1000, token));
    CHECK(!holds("secret"));
}

TEST(the_oldest_makes_room_and_the_same_application_has_one)
{
    char uuid[37];
    memset(&c, 0, sizeof c);
    for (int i = 0; i < CITIZENS + 1; i++) {
        snprintf(uuid, sizeof uuid, "00000000-0000-4000-8000-%012d", i);
        citizens_keep(&c, uuid, "t", 1000);
        citizens_keep(&c, uuid, "t", 1000);
    }
    CHECK(!citizens_token(&c, "00000000-0000-4000-8000-000000000000", 0, token));
    CHECK(citizens_token(&c, ONE, 0, token));
    CHECK(citizens_token(&c, uuid, 0, token));
    citizens_keep(&c, "a uuid that is longer than any uuid ever was", "t", 1000);
    CHECK(citizens_token(&c, ONE, 0, token));
}

int main(void)
{
    RUN(a_token_is_for_one_application_until_it_is_there);
    RUN(a_token_whose_time_is_over_is_wiped);
    RUN(the_oldest_makes_room_and_the_same_application_has_one);
    return check_done();
}
