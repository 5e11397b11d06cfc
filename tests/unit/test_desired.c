/* Settings from afar: read whole, judged by whose and when, each key by itself. */
#include "app/steward/desired.h"

#include <stdio.h>
#include <string.h>

#include "app/steward/moment.h"
#include "tests/check.h"

#define HEAD "version = 12\nissued = 2026-11-28T06:00:00Z\nexpires = 2026-12-28T06:00:00Z\n"
#define FINE "rong-desired 1\nkiosk = K07\n" HEAD "sound.call_again_s = 30\n"

static uint8_t public[SEAL_KEY], seed[SEAL_KEY];
static struct desired d;
static int line;

static enum desired_word read_signed(const char *draft)
{
    char text[SIGNED_TEXT_MAX];
    size_t size = 0;
    CHECK(!failed(signed_text_sign(draft, strlen(draft), seed, text, sizeof text, &size)));
    return desired_read(text, size, public, &d, &line);
}

static int64_t at(const char *moment)
{
    int64_t seconds = 0;
    CHECK(moment_read(moment, &seconds));
    return seconds;
}

TEST(what_is_signed_is_read)
{
    CHECK_INT(read_signed(FINE "touch.listen = yes\nscreen.theme = hc\n"), DESIRED_TAKEN);
    CHECK_STR(d.kiosk, "K07");
    CHECK_STR(d.group, "");
    CHECK_INT(d.version, 12);
    CHECK_INT(d.issued, at("2026-11-28T06:00:00Z"));
    CHECK_INT(d.count, 3);
    CHECK_INT(desired_refused(&d), 0);
    CHECK_INT(strlen(d.hash), 64);
    CHECK_INT(read_signed("rong-desired 1\ngroup = ia-grai\n" HEAD), DESIRED_TAKEN);
    CHECK_STR(d.group, "ia-grai");
    CHECK_INT(d.count, 0);
}

TEST(an_unsigned_or_changed_text_is_refused)
{
    char text[SIGNED_TEXT_MAX];
    size_t size = 0;
    CHECK(!failed(signed_text_sign(FINE, strlen(FINE), seed, text, sizeof text, &size)));
    text[strlen("rong-desired 1\nkiosk = K0")] = '8';
    CHECK_INT(desired_read(text, size, public, &d, NULL), DESIRED_UNSIGNED);
    CHECK_INT(desired_read(FINE, strlen(FINE), public, &d, NULL), DESIRED_NOT_ONE);
    CHECK_INT(desired_read("", 0, public, &d, NULL), DESIRED_NOT_ONE);
    CHECK_INT(read_signed("rong-command 1\nkiosk = K07\n" HEAD), DESIRED_NOT_ONE);
    CHECK_INT(read_signed("rong-desired 2\nkiosk = K07\n" HEAD), DESIRED_NEWER);
}

TEST(signed_nonsense_is_refused_whole)
{
    static const char *const bad[] = {
        "rong-desired 1\n" HEAD,
        "rong-desired 1\nkiosk = K07\ngroup = ia-grai\n" HEAD,
        "rong-desired 1\nkiosk = K07\nkiosk = K07\n" HEAD,
        FINE "version = 13\n",
        FINE "sound.call_again_s = 31\n",
        FINE "nosection = 1\n",
        FINE "broken\n",
        "rong-desired 1\nkiosk = K07\nversion = 0\nissued = 2026-11-28T06:00:00Z\n"
        "expires = 2026-12-28T06:00:00Z\n",
        "rong-desired 1\nkiosk = K07\nversion = 1x\nissued = 2026-11-28T06:00:00Z\n"
        "expires = 2026-12-28T06:00:00Z\n",
        "rong-desired 1\nkiosk = K07\nversion = 1\nissued = 2026-11-28\n"
        "expires = 2026-12-28T06:00:00Z\n",
        "rong-desired 1\nkiosk = K07\nversion = 1\nissued = 2026-12-28T06:00:00Z\n"
        "expires = 2026-11-28T06:00:00Z\n",
        "rong-desired 1\nkiosk = a-name-that-is-much-longer-than-any-kiosk-has\n" HEAD};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        d.version = 77;
        CHECK_INT(read_signed(bad[i]), DESIRED_MALFORMED);
        CHECK_INT(d.version, 77);
    }
    CHECK_INT(read_signed(FINE "broken\n"), DESIRED_MALFORMED);
    CHECK_INT(line, 7);
}

TEST(a_key_that_is_refused_is_named_and_the_others_are_taken)
{
    struct settings s;
    settings_default(&s);
    CHECK_INT(read_signed(FINE "sound.volme = 6\nportal.url = https://evil.example\n"
                               "send.wait_s = 999\nidle.warning_s = 90\nkiosk.name = K08\n"),
              DESIRED_TAKEN);
    CHECK_INT(d.count, 6);
    CHECK_INT(desired_refused(&d), 4);
    CHECK_INT(d.keys[1].why, DESIRED_UNKNOWN);
    CHECK_INT(d.keys[2].why, DESIRED_LOCAL);
    CHECK_INT(d.keys[3].why, DESIRED_VALUE);
    CHECK_INT(d.keys[5].why, DESIRED_LOCAL);
    CHECK_INT(desired_apply(&d, &s), 2);
    CHECK_INT(s.call_again_s, 30);
    CHECK_INT(s.idle_warning_s, 90);
    CHECK_INT(s.send_wait_s, 8);
    CHECK_STR(s.portal_url, "");
    CHECK_STR(s.name, "kiosk");
}

TEST(why_a_key_is_refused_is_said_with_what_to_do)
{
    struct setting_problem why;
    char longest[200];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    CHECK_INT(desired_try("sound.call_agin_s", "1", &why), DESIRED_UNKNOWN);
    CHECK(strstr(why.message, "did you mean sound.call_again_s?") != NULL);
    CHECK_INT(desired_try("kiosk.name", "K08", &why), DESIRED_LOCAL);
    CHECK_STR(why.message, "kiosk.name is set at the kiosk itself, never from afar.");
    CHECK_INT(desired_try("send.wait_s", "61", &why), DESIRED_VALUE);
    CHECK_STR(why.message, "send.wait_s must be a whole number from 1 to 60; '61' is not.");
    CHECK_INT(desired_try("screen.theme", "pink", &why), DESIRED_VALUE);
    CHECK_INT(desired_try("screen.theme", longest, &why), DESIRED_VALUE);
    CHECK(why.message[0] != '\0');
    CHECK_INT(desired_try("screen.theme", "hc", &why), DESIRED_SET);
    CHECK_STR(why.message, "");
    CHECK_STR(desired_why_word(DESIRED_UNKNOWN), "unknown");
    CHECK_STR(desired_why_word(DESIRED_LOCAL), "not remote");
    CHECK_STR(desired_why_word(DESIRED_VALUE), "bad value");
}

TEST(whose_and_when_decide)
{
    struct desired use;
    struct desired_who who = {.kiosk = "K07", .group = "", .now = at("2026-11-28T08:00:00Z")};
    CHECK_INT(read_signed(FINE), DESIRED_TAKEN);
    CHECK_INT(desired_judge(&d, &who), DESIRED_TAKEN);
    who.kiosk = "K08";
    CHECK_INT(desired_judge(&d, &who), DESIRED_OTHER);
    who.kiosk = "K07";
    who.now = at("2026-12-28T06:00:01Z");
    CHECK_INT(desired_judge(&d, &who), DESIRED_EXPIRED);
    who.now = at("2026-11-27T05:59:59Z");
    CHECK_INT(desired_judge(&d, &who), DESIRED_EARLY);
    who.now = at("1970-01-01T00:00:00Z");
    CHECK_INT(desired_judge(&d, &who), DESIRED_EARLY);
    who.now = at("2026-11-27T06:00:00Z");
    CHECK_INT(desired_judge(&d, &who), DESIRED_TAKEN);
    use = d;
    who.use = &use;
    CHECK_INT(desired_judge(&d, &who), DESIRED_SAME);
    CHECK_INT(read_signed(FINE "send.wait_s = 9\n"), DESIRED_TAKEN);
    CHECK_INT(desired_judge(&d, &who), DESIRED_OLDER); /* one version, two texts */
    use.version = 13;
    CHECK_INT(desired_judge(&d, &who), DESIRED_OLDER);
    use.version = 11;
    CHECK_INT(desired_judge(&d, &who), DESIRED_TAKEN);
}

TEST(a_group_is_for_its_kiosks_and_no_group_for_none)
{
    struct desired_who who = {.kiosk = "K07", .group = "ia-grai", .now = 1795845600};
    CHECK_INT(read_signed("rong-desired 1\ngroup = ia-grai\n" HEAD), DESIRED_TAKEN);
    CHECK_INT(desired_judge(&d, &who), DESIRED_TAKEN);
    who.group = "ia-pa";
    CHECK_INT(desired_judge(&d, &who), DESIRED_OTHER);
    who.group = "";
    CHECK_INT(desired_judge(&d, &who), DESIRED_OTHER);
    who.kiosk = "ia-grai";
    CHECK_INT(desired_judge(&d, &who), DESIRED_OTHER);
}

TEST(each_word_is_a_sentence)
{
    for (int i = 0; i < DESIRED_WORDS; i++) {
        CHECK(strlen(desired_sentence((enum desired_word)i)) > 20);
        CHECK(strlen(desired_sentence((enum desired_word)i)) <= 128); /* as it is reported */
    }
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    seal_sign_pair(public, seed);
    RUN(what_is_signed_is_read);
    RUN(an_unsigned_or_changed_text_is_refused);
    RUN(signed_nonsense_is_refused_whole);
    RUN(a_key_that_is_refused_is_named_and_the_others_are_taken);
    RUN(why_a_key_is_refused_is_said_with_what_to_do);
    RUN(whose_and_when_decide);
    RUN(a_group_is_for_its_kiosks_and_no_group_for_none);
    RUN(each_word_is_a_sentence);
    return check_done();
}
