/* The table of settings, and what of it may be set from afar. */
#include "app/settings_rows.h"

#include <string.h>

#include "app/settings.h"
#include "app/staff/site.h"
#include "tests/check.h"

TEST(every_row_is_found_by_its_key)
{
    int count = 0;
    for (const struct setting_row *row = NULL; (row = setting_row_at(count)) != NULL; count++) {
        CHECK(setting_row_find(row->key) == row);
        CHECK(strchr(row->key, '.') != NULL);
    }
    CHECK(count > 80 && count <= SETTING_ROWS_MAX);
    CHECK(setting_row_at(-1) == NULL);
    CHECK(setting_row_find("kiosk") == NULL);
    CHECK_STR(setting_row_words(setting_row_find("portal.adapter")), "rest igate openrosa");
    CHECK(setting_row_words(setting_row_find("kiosk.name")) == NULL);
}

/* Two masters of one key would take turns. */
TEST(nothing_the_setup_asks_for_is_set_from_afar)
{
    static char text[SITE_BYTES];
    char key[128];
    char section[32] = "";
    struct settings s;
    struct buf out;
    int seen = 0;
    settings_default(&s);
    s.network_usb = true;
    buf_init(&out, text, sizeof text);
    site_text(&s, &out);
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        if (line[0] == '[') {
            (void)snprintf(section, sizeof section, "%.*s", (int)strcspn(line + 1, "]"), line + 1);
        } else if (line[0] != ';') {
            (void)snprintf(key, sizeof key, "%s.%.*s", section, (int)strcspn(line, " ="), line);
            CHECK(setting_row_find(key) != NULL);
            CHECK(!settings_remote(key));
            seen++;
        }
    }
    CHECK(seen > 20);
}

TEST(what_could_lock_a_kiosk_out_or_lead_data_elsewhere_is_not_set_from_afar)
{
    static const char *const never[] = {"kiosk.",   "portal.", "devices.", "log.",
                                        "network.", "fleet.",  "queue."};
    for (int i = 0; setting_row_at(i) != NULL; i++) {
        const struct setting_row *row = setting_row_at(i);
        for (size_t n = 0; n < sizeof never / sizeof never[0]; n++) {
            const bool counter = strcmp(row->key, "kiosk.counter") == 0;
            CHECK(counter || !row->remote || strncmp(row->key, never[n], strlen(never[n])) != 0);
        }
    }
    CHECK(!settings_remote("signin.issuer"));
    CHECK(settings_remote("sound.call_again_s"));
    CHECK(settings_remote("kiosk.counter"));
    CHECK(!settings_remote("no.such"));
}

/* Both ends of each range, each word: the kiosk reads them all. */
TEST(every_value_from_afar_can_be_set)
{
    struct settings s;
    struct setting_problem problem;
    char value[SETTING_TEXT];
    settings_default(&s);
    for (int i = 0; setting_row_at(i) != NULL; i++) {
        const struct setting_row *row = setting_row_at(i);
        if (row->remote && row->type == SETTING_IS_NUMBER && setting_row_words(row) == NULL) {
            (void)snprintf(value, sizeof value, "%d", row->min);
            CHECK(!failed(settings_set(&s, row->key, value, &problem)));
            (void)snprintf(value, sizeof value, "%d", row->max);
            CHECK(!failed(settings_set(&s, row->key, value, &problem)));
        }
    }
}

int main(void)
{
    RUN(every_row_is_found_by_its_key);
    RUN(nothing_the_setup_asks_for_is_set_from_afar);
    RUN(what_could_lock_a_kiosk_out_or_lead_data_elsewhere_is_not_set_from_afar);
    RUN(every_value_from_afar_can_be_set);
    return check_done();
}
