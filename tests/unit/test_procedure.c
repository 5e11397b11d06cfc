#include "app/form/procedure.h"

#include <string.h>

#include "tests/check.h"

static uint8_t storage[16384];
static struct arena arena;
static struct procedure p;
static struct procedure_problem problem;

static struct err read_text(const char *text)
{
    arena_init(&arena, storage, sizeof storage);
    return procedure_read(&arena, text, &p, &problem);
}

static const char good[] = "[procedure]\ncode = 1.115353\nalias = 1.012818\ntitle = Sổ đỏ\n"
                           "questions = 20\nfrom = 2026-07-01\nuntil = 2026-12-31\n"
                           "[bring.1]\ntitle = Sổ\n[bring.2]\nicon = id-card\ntitle = Thẻ\n";

TEST(a_procedure_answers_to_every_code_it_has)
{
    CHECK(!failed(read_text(good)));
    CHECK(procedure_has_code(&p, "1.115353"));
    CHECK(procedure_has_code(&p, "1.012818"));
    CHECK(procedure_has_code(&p, "1.012818.000.00.00.H21"));
    CHECK(!procedure_has_code(&p, "1.11535"));
    CHECK(!procedure_has_code(&p, "1.1153530"));
    CHECK_INT(p.questions, 20);
    CHECK_INT(p.bring_count, 2);
    CHECK_STR(p.bring[1].icon, "id-card");
    CHECK_STR(p.bring[0].icon, "document");
}

TEST(it_is_offered_between_its_days)
{
    CHECK(!failed(read_text(good)));
    CHECK(!procedure_offered(&p, "2026-06-30"));
    CHECK(procedure_offered(&p, "2026-07-01"));
    CHECK(procedure_offered(&p, "2026-12-31"));
    CHECK(!procedure_offered(&p, "2027-01-01"));
}

TEST(what_was_withdrawn_is_never_offered)
{
    CHECK(!failed(read_text("[procedure]\ncode = 1\ntitle = a\nstate = withdrawn\n")));
    CHECK(!procedure_offered(&p, "2026-11-23"));
    CHECK(!failed(read_text("[procedure]\ncode = 1\ntitle = a\nstate = offered\n")));
    CHECK(procedure_offered(&p, "2026-11-23"));
    CHECK(failed(read_text("[procedure]\ncode = 1\ntitle = a\nstate = maybe\n")));
}

TEST(mistakes_are_named_by_line)
{
    CHECK(failed(read_text("[procedure]\ncode = 1\ntitel = x\n")));
    CHECK_INT(problem.line, 3);
    CHECK_STR(problem.message, "titel: unknown key of [procedure]; see assets/README.md");
    CHECK(failed(read_text("[procedure]\ncode = 1\nquestions = many\n")));
    CHECK_STR(problem.message, "questions: a number from 1 to 99");
    CHECK(failed(read_text("[procedure]\ncode = 1\n")));
    CHECK(strstr(problem.message, "title") != NULL);
    CHECK(failed(read_text("[bring.2]\ntitle = x\n")));
    CHECK_INT(problem.line, 2);
    CHECK(failed(read_text("[proc]\na = b\n")));
}

TEST(another_language_says_what_it_has)
{
    CHECK(!failed(read_text("[procedure]\ntitle.en = Land certificate\ncode = 1.115353\n"
                            "title = Sổ đỏ\nfee = Không mất tiền\n[bring.1]\ntitle = Sổ\n"
                            "detail = Bản chính\ntitle.en = The certificate\n")));
    const struct procedure *en = procedure_in(&p, "en");
    CHECK_STR(p.title, "Sổ đỏ");
    CHECK_STR(p.language, "vi");
    CHECK_STR(en->language, "en");
    CHECK_STR(en->title, "Land certificate");
    CHECK_STR(en->fee, "Không mất tiền");
    CHECK_STR(en->code, "1.115353");
    CHECK_STR(en->bring[0].title, "The certificate");
    CHECK_STR(en->bring[0].detail, "Bản chính");
    CHECK_STR(en->bring[0].icon, "document");
    CHECK(procedure_in(&p, "vi") == &p);
    CHECK(procedure_in(&p, "jra") == &p);
    CHECK(procedure_in(NULL, "en") == NULL);
    CHECK(failed(read_text("[procedure]\ncode = 1\ntitle = x\ncode.en = 2\n")));
    CHECK_STR(problem.message, "code.en: not a text of [procedure] in another language");
    CHECK(failed(read_text("[procedure]\ncode = 1\ntitle = x\ntitle.a-language-too-long = y\n")));
}

int main(void)
{
    RUN(another_language_says_what_it_has);
    RUN(a_procedure_answers_to_every_code_it_has);
    RUN(it_is_offered_between_its_days);
    RUN(what_was_withdrawn_is_never_offered);
    RUN(mistakes_are_named_by_line);
    return check_done();
}
