#include "app/settings.h"

#include <string.h>

#include "tests/check.h"
#include "tests/unit/settings_same.h"

TEST(defaults_print_and_parse_back_to_themselves)
{
    struct settings first;
    struct settings second;
    struct setting_problem problem;
    char text[16384];
    struct buf out;
    settings_default(&first);
    buf_init(&out, text, sizeof text);
    settings_print(&first, &out);
    CHECK(!out.full);
    memset(&second, 0, sizeof second);
    CHECK(!failed(settings_parse(&second, text, &problem)));
    CHECK(settings_same(&first, &second));
    CHECK_INT(first.width, 1080);
    CHECK_STR(first.languages, "vi,jra,bdq,en");
}

static int line_of(const char *text, struct setting_problem *problem)
{
    struct settings s;
    settings_default(&s);
    const struct settings before = s;
    const struct err e = settings_parse(&s, text, problem);
    CHECK_INT(e.code, ERR_BAD_INPUT);
    CHECK(settings_same(&before, &s));
    return problem->line;
}

TEST(bad_lines_are_named_with_what_to_do)
{
    struct setting_problem p;
    CHECK_INT(line_of("[kiosk]\nname = a\nplase = b\n", &p), 3);
    CHECK_STR(p.message, "'kiosk.plase' is not a setting; did you mean kiosk.place?");
    CHECK_INT(line_of("[screen]\nwidth = wide\n", &p), 2);
    CHECK_STR(p.message, "screen.width must be a whole number from 320 to 4096; 'wide' is not.");
    CHECK_INT(line_of("[screen]\nwidth = 5000\n", &p), 2);
    CHECK_INT(line_of("[kiosk]\npractice = maybe\n", &p), 2);
    CHECK_INT(line_of("[kiosk]\ncommune = 12\n", &p), 2);
    CHECK_INT(line_of("[kiosk]\nname =;\n", &p), 2);
    CHECK_STR(p.message,
              "kiosk.name may not hold ';' (it begins a comment) or control characters.");
    CHECK_INT(line_of("[devices]\nprinter_dots = 400\n", &p), 2);
    CHECK(strstr(p.message, "384") != NULL && strstr(p.message, "576") != NULL);
    CHECK_INT(line_of("[kiosk\n", &p), 1);
    CHECK(strlen(p.message) > 0);
}

TEST(languages_are_read_in_order)
{
    struct settings s;
    char code[LANGUAGE_CODE];
    settings_default(&s);
    CHECK_STR(settings_language(&s, 0, code), "vi");
    CHECK_STR(settings_language(&s, 3, code), "en");
    CHECK(settings_language(&s, 4, code) == NULL);
    CHECK(settings_language_first(&s, "en"));
    CHECK_STR(s.languages, "en,vi,jra,bdq");
    CHECK(settings_language_first(&s, "en"));
    CHECK(!settings_language_first(&s, "rad"));
    CHECK_STR(s.languages, "en,vi,jra,bdq");
}

int main(void)
{
    RUN(defaults_print_and_parse_back_to_themselves);
    RUN(bad_lines_are_named_with_what_to_do);
    RUN(languages_are_read_in_order);
    return check_done();
}
