/* What is reported fits hawkBit's limits, whatever was set. */
#include "app/steward/reported.h"

#include <stdio.h>
#include <string.h>

#include "tests/check.h"

static struct reported rows;
static char text[65536];

static void add(struct desired *d, const char *key, const char *value, enum desired_why why)
{
    struct desired_key *k = &d->keys[d->count++];
    (void)snprintf(k->key, sizeof k->key, "%s", key);
    (void)snprintf(k->value, sizeof k->value, "%s", value);
    k->why = why;
}

static const char *json(void)
{
    struct buf out;
    buf_init(&out, text, sizeof text);
    reported_json(&rows, &out);
    CHECK(!out.full);
    return text;
}

TEST(without_settings_the_version_is_none)
{
    reported_settings(NULL, &rows);
    CHECK_STR(json(), "\"settings.version\":\"0\"");
}

TEST(version_counts_refused_and_set_keys_are_told)
{
    struct desired d = {.version = 12, .issued = 1795845600, .expires = 1798437600, .hash = "ab"};
    add(&d, "send.wait_s", "9", DESIRED_SET);
    add(&d, "kiosk.name", "K99", DESIRED_LOCAL);
    add(&d, "no.such", "1", DESIRED_UNKNOWN);
    reported_settings(&d, &rows);
    reported_offer(DESIRED_SAME, &rows);
    CHECK_STR(json(),
              "\"settings.version\":\"12\",\"settings.issued\":\"2026-11-28T06:00:00Z\","
              "\"settings.expires\":\"2026-12-28T06:00:00Z\",\"settings.hash\":\"ab\","
              "\"settings.set\":\"1\",\"settings.refused\":\"2\","
              "\"settings.refused.kiosk.name\":\"not remote\","
              "\"settings.refused.no.such\":\"unknown\",\"settings.set.send.wait_s\":\"9\"");
    reported_offer(DESIRED_UNSIGNED, &rows);
    CHECK(strstr(json(), "\"settings.offer\":\"these settings are not signed") != NULL);
}

TEST(more_than_fits_is_left_out_and_refused_keys_come_first)
{
    struct desired d = {.version = 1};
    char key[SIGNED_KEY];
    for (int i = 0; i < DESIRED_KEYS; i++) {
        (void)snprintf(key, sizeof key, "%.*s.%u", 58,
                       "a-key-as-long-as-a-key-can-be-and-then-a-little-longer-still-it-goes",
                       (unsigned)i % 1000U);
        add(&d, key, "x", i < 70 ? DESIRED_SET : DESIRED_UNKNOWN);
    }
    reported_settings(&d, &rows);
    CHECK_INT(rows.count, REPORTED_MOST);
    int refused = 0;
    for (int i = 0; i < rows.count; i++) {
        CHECK(strlen(rows.rows[i].key) <= 128 && strlen(rows.rows[i].value) <= 128);
        refused += strstr(rows.rows[i].key, "settings.refused.") != NULL;
    }
    CHECK_INT(refused, DESIRED_KEYS - 70);
}

TEST(values_are_text_of_json)
{
    struct desired d = {.version = 1};
    add(&d, "a.b", "xã \"Ia\\Hrung\" <b>&\x01", DESIRED_SET);
    reported_settings(&d, &rows);
    CHECK(strstr(json(), "\"settings.set.a.b\":\"xã \\\"Ia\\\\Hrung\\\" b\"") != NULL);
}

int main(void)
{
    RUN(without_settings_the_version_is_none);
    RUN(version_counts_refused_and_set_keys_are_told);
    RUN(more_than_fits_is_left_out_and_refused_keys_come_first);
    RUN(values_are_text_of_json);
    return check_done();
}
