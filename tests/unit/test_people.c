#include "app/studio/people.h"

#include "tests/check.h"

static struct people people;

static const char file[] = "# who agreed to it\n"
                           "qaa | voice | Nay H'Thử | nowhere | the test room | 2026-11-20\n"
                           "\n"
                           "qaa | reviewer | Ksor Thử | nowhere | the test room | 2026-11-21\n"
                           "qab | voice | Nay H'Thử | elsewhere | the test room | 2026-11-22\n";

TEST(people_are_read_by_language_and_role)
{
    CHECK(!failed(people_read(file, strlen(file), &people)));
    CHECK_INT(people.count, 3);
    const struct person *p = people_at(&people, "qaa", PERSON_VOICE, 0);
    CHECK(p != NULL);
    CHECK_STR(p->name, "Nay H'Thử");
    CHECK_STR(p->dialect, "nowhere");
    CHECK_STR(p->since, "2026-11-20");
    CHECK(people_at(&people, "qaa", PERSON_VOICE, 1) == NULL);
    CHECK(people_find(&people, "qaa", PERSON_REVIEWER, "Ksor Thử") != NULL);
    CHECK(people_find(&people, "qaa", PERSON_REVIEWER, "Nay H'Thử") == NULL);
    CHECK_STR(people_find(&people, "qab", PERSON_VOICE, "Nay H'Thử")->dialect, "elsewhere");
}

TEST(what_is_written_is_read_again)
{
    char text[2000];
    struct buf out;
    struct people again;
    CHECK(!failed(people_read(file, strlen(file), &people)));
    buf_init(&out, text, sizeof text);
    people_write(&people, &out);
    CHECK(!failed(people_read(out.data, out.len, &again)));
    CHECK_INT(again.count, 3);
    CHECK(memcmp(&again.list[1], &people.list[1], sizeof again.list[1]) == 0);
}

TEST(a_line_that_is_none_is_told_by_its_number)
{
    static const char *const bad[] = {
        "qaa | voice | A | b | c\n",
        "qaa | singer | A | b | c | 2026-11-20\n",
        "qaa | voice |  | b | c | 2026-11-20\n",
        "qaa | voice | A | b | c | 20.11.2026\n",
        "qaa | voice | A | b | c | 2026-11-20 | more\n",
        "a-code-that-is-too-long-for-one | voice | A | b | c | 2026-11-20\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "# one\n%s", bad[i]);
        const struct err e = people_read(text, strlen(text), &people);
        CHECK_INT(e.code, ERR_BAD_INPUT);
        CHECK_INT(e.os, 2);
    }
}

TEST(a_person_takes_her_own_place_and_the_room_has_an_end)
{
    struct person p = {
        .language = "qaa", .name = "A", .dialect = "b", .place = "c", .since = "2026-11-20"};
    people.count = 0;
    CHECK(person_fault(&p) == NULL);
    CHECK(!failed(people_put(&people, &p)));
    (void)snprintf(p.since, sizeof p.since, "2026-12-01");
    CHECK(!failed(people_put(&people, &p)));
    CHECK_INT(people.count, 1);
    CHECK_STR(people.list[0].since, "2026-12-01");
    while (people.count < PEOPLE_MAX) {
        (void)snprintf(p.name, sizeof p.name, "A%d", people.count);
        CHECK(!failed(people_put(&people, &p)));
    }
    (void)snprintf(p.name, sizeof p.name, "one more");
    CHECK_INT(people_put(&people, &p).code, ERR_FULL);
}

TEST(words_with_bars_or_line_breaks_are_refused)
{
    struct person p = {
        .language = "qaa", .name = "A | B", .dialect = "b", .place = "c", .since = "2026-11-20"};
    CHECK(person_fault(&p) != NULL);
    (void)snprintf(p.name, sizeof p.name, "A\nB");
    CHECK(person_fault(&p) != NULL);
    (void)snprintf(p.name, sizeof p.name, "A");
    (void)snprintf(p.language, sizeof p.language, "../x");
    CHECK(person_fault(&p) != NULL);
}

int main(void)
{
    RUN(people_are_read_by_language_and_role);
    RUN(what_is_written_is_read_again);
    RUN(a_line_that_is_none_is_told_by_its_number);
    RUN(a_person_takes_her_own_place_and_the_room_has_an_end);
    RUN(words_with_bars_or_line_breaks_are_refused);
    return check_done();
}
