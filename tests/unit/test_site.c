/* What a set-up keeps comes back as it was; what nobody may write is refused. */
#define _GNU_SOURCE
#include <string.h>

#include "app/staff/site.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"
#include "tests/unit/settings_same.h"

static struct settings chosen(void)
{
    struct settings s;
    settings_default(&s);
    (void)strcpy(s.name, "K07");
    (void)strcpy(s.place, "Phường Diên Hồng");
    (void)strcpy(s.commune, "23557");
    (void)strcpy(s.languages, "vi,bdq");
    (void)strcpy(s.printer, "escpos:/dev/usb/lp0");
    (void)strcpy(s.portal_url, "https://portal.example/api");
    (void)strcpy(s.portal_adapter, "igate");
    s.width = 1920;
    s.height = 1080;
    s.rotation = 270;
    s.um_per_px = 277;
    s.light = 60;
    s.printer_dots = 384;
    (void)strcpy(s.keyboard, "evdev:/dev/input/by-path/usb-1-event-kbd");
    (void)strcpy(s.beacon, "relay:/dev/ttyUSB1");
    s.volume = 2;
    s.camera_dpi = 231;
    s.network_usb = true;
    return s;
}

TEST(what_was_chosen_is_what_the_next_start_reads)
{
    char text[SITE_BYTES];
    struct buf out;
    struct setting_problem problem;
    struct port_dir dir = dir_linux();
    const struct settings want = chosen();
    struct settings got;
    buf_init(&out, text, sizeof text);
    site_text(&want, &out);
    CHECK(!out.full);
    CHECK(!failed(site_keep(&dir, scratch_root, text, out.len)));
    settings_default(&got);
    CHECK(!failed(site_read(files_linux(), scratch_root, &got, &problem)));
    CHECK(settings_same(&want, &got));
}

TEST(without_a_file_nothing_changes)
{
    struct setting_problem problem;
    struct settings before;
    struct settings after;
    settings_default(&before);
    after = before;
    CHECK(!failed(site_read(files_linux(), "/nowhere", &after, &problem)));
    CHECK(settings_same(&before, &after));
}

TEST(a_damaged_file_is_told_by_its_line)
{
    struct setting_problem problem;
    struct settings s;
    struct port_dir dir = dir_linux();
    static const char text[] = "[kiosk]\nname = K07\n[screen]\nrotation = 12\n";
    settings_default(&s);
    CHECK(!failed(site_keep(&dir, scratch_root, text, sizeof text - 1)));
    CHECK_INT(site_read(files_linux(), scratch_root, &s, &problem).code, ERR_BAD_INPUT);
    CHECK_INT(problem.line, 4);
    CHECK_STR(s.name, "kiosk");
}

TEST(the_longest_answers_have_room)
{
    char text[SITE_BYTES];
    struct buf out;
    struct settings s = chosen();
    char *const texts[] = {s.name,       s.place,   s.languages, s.public_url,
                           s.portal_url, s.printer, s.scanner,   s.camera,
                           s.keypad,     s.jack,    s.touch,     s.portal_adapter};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        memset(texts[i], 'x', SETTING_TEXT - 1);
        texts[i][SETTING_TEXT - 1] = '\0';
    }
    buf_init(&out, text, sizeof text);
    site_text(&s, &out);
    CHECK(!out.full);
}

TEST(an_address_has_a_scheme_and_a_host)
{
    CHECK(site_is_address("http://127.0.0.1:8780"));
    CHECK(site_is_address("HTTPS://dichvucong.gialai.example/rest"));
    static const char *const wrong[] = {"",           "dichvucong.example", "ftp://a",
                                        "http://",    "https://",           "http:///a",
                                        "http://a b", "http://a;b"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK(!site_is_address(wrong[i]));
    }
}

int main(void)
{
    (void)scratch_open();
    RUN(what_was_chosen_is_what_the_next_start_reads);
    RUN(without_a_file_nothing_changes);
    RUN(a_damaged_file_is_told_by_its_line);
    RUN(the_longest_answers_have_room);
    RUN(an_address_has_a_scheme_and_a_host);
    scratch_close();
    return check_done();
}
