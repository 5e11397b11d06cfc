#include "app/scanner_code.h"

#include "tests/check.h"

TEST(what_sets_a_scanner_up_is_known)
{
    static const char *const codes[] = {
        "nls0006010",    "NLS0006000;",
        "@SETUPE1;",     "@SETUPE0",
        "@FACDEF;",      "@SETUPE1;%%SpecCode8A",
        "^#SC^3030001",  "^3PAPHHF.",
        "%%SpecCode8A",  "@MENU_OPTO@ZZ@U2@OTPO_UNEM@",
        "S_CMD_000A",    "\x16M\rPAPHHF.",
        "$P,CIFEN00,Ar", "]C1nls0006010",
        "]Q1@SETUPE1;",
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (!scanner_code_is(codes[i])) {
            printf("# %s\n", codes[i]);
        }
        CHECK(scanner_code_is(codes[i]));
    }
}

TEST(what_a_paper_carries_is_none)
{
    static const char *const papers[] = {
        "",
        "]",
        "]Q",
        "]Q1",
        "064195000002||Ksor H'Mẫu|31121995|Nữ|Buôn Thử, Gia Lai|01072022",
        "nls",
        "nls000601", /* too short, as the next is too long */
        "nls00060101",
        "NLSX006010",
        "@example", /* a name on some page */
        "@AB12;",
        "https://dvc.gov.vn/H/@SETUPE1;",
        "GD4640000000001|4e677579e1bb856e",
        "8934563138165", /* of a parcel */
        "^2",
        "$100",
        "50% off",
        "S-CMD-1",
        "RONG-GIU/46F3EE39/20794/YNJVE2KRB92EG61HSN1HRMVH02",
    };
    for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++) {
        if (scanner_code_is(papers[i])) {
            printf("# %s\n", papers[i]);
        }
        CHECK(!scanner_code_is(papers[i]));
    }
}

int main(void)
{
    RUN(what_sets_a_scanner_up_is_known);
    RUN(what_a_paper_carries_is_none);
    return check_done();
}
