#include "app/form/procedure.h"

#include <string.h>

#include "tests/check.h"

static uint8_t storage[8192];
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

int main(void)
{
    RUN(a_procedure_answers_to_every_code_it_has);
    RUN(it_is_offered_between_its_days);
    RUN(mistakes_are_named_by_line);
    return check_done();
}
