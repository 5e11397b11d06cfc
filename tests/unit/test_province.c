/* A code of the province opens one lock of one role once; tries are few, counted before they are
 * judged, over any restart. */
#define _GNU_SOURCE /* nftw */
#include "app/staff/province.h"

#include <string.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct port_dir disk;
static struct port_random seeded;
static struct province_store store;
static char secret[SEAL_HEX];

static void begin(void)
{
    disk = dir_linux();
    seeded = random_seeded(7);
    store = (struct province_store){&disk, scratch_open_in_memory(), &seeded};
    CHECK(!failed(province_make(&store, secret)));
}

static const char *code_of(enum staff_role role, const char *number)
{
    static char code[PROVINCE_TEXT];
    CHECK(!failed(province_code(secret, role, number, code)));
    return code;
}

static const char *wrong_code(enum staff_role role, const char *number)
{
    static char code[PROVINCE_TEXT];
    snprintf(code, sizeof code, "%s", code_of(role, number));
    code[7] = code[7] == '0' ? '1' : '0';
    return code;
}

static void put_file(const char *name, const char *text)
{
    FILE *f = fopen(scratch(name), "w");
    CHECK(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

/* The figure is that of Python's hmac: int.from_bytes(hmac.new(bytes.fromhex("00" * 31 + "2a"),
 * b"RONG-MO/officer/48291307", "sha256").digest()[:8], "big") % 10 ** 8. */
TEST(the_code_is_that_of_another_program)
{
    static const char key[] = "000000000000000000000000000000000000000000000000000000000000002a";
    char code[PROVINCE_TEXT];
    CHECK(!failed(province_code(key, STAFF_OFFICER, "48291307", code)));
    CHECK_STR(code, "20664427");
    CHECK_INT(province_code(key, STAFF_OFFICER, "4829130", code).code, ERR_BAD_INPUT);
    CHECK_INT(province_code(key, STAFF_OFFICER, "4829 307", code).code, ERR_BAD_INPUT);
    CHECK_INT(province_code(key + 1, STAFF_OFFICER, "48291307", code).code, ERR_BAD_INPUT);
}

TEST(without_a_secret_there_is_none)
{
    begin();
    store.state = scratch_open_in_memory();
    CHECK_INT(province_look(&store).word, PROVINCE_NONE);
    CHECK_INT(province_check(&store, STAFF_OFFICER, "12345678").word, PROVINCE_NONE);
}

TEST(a_right_code_opens_once_and_for_its_role_alone)
{
    begin();
    const struct province_answer a = province_look(&store);
    CHECK_INT(a.word, PROVINCE_READY);
    CHECK_INT(a.tries, PROVINCE_TRIES);
    CHECK_STR(province_look(&store).number, a.number); /* it stays while nobody used it */
    CHECK(strcmp(code_of(STAFF_OFFICER, a.number), "") != 0);
    CHECK_INT(province_check(&store, STAFF_TECHNICIAN, code_of(STAFF_OFFICER, a.number)).word,
              PROVINCE_WRONG);
    CHECK_INT(province_check(&store, STAFF_OFFICER, code_of(STAFF_OFFICER, a.number)).word,
              PROVINCE_RIGHT);
    const struct province_answer next = province_look(&store);
    CHECK(strcmp(next.number, a.number) != 0);
    CHECK_INT(next.tries, PROVINCE_TRIES);
    CHECK_INT(province_check(&store, STAFF_OFFICER, code_of(STAFF_OFFICER, a.number)).word,
              PROVINCE_WRONG);
}

TEST(ten_wrong_ones_close_it_until_a_new_secret)
{
    begin();
    const struct province_answer a = province_look(&store);
    for (int i = 1; i < PROVINCE_TRIES; i++) {
        const struct province_answer w =
            province_check(&store, STAFF_OFFICER, wrong_code(STAFF_OFFICER, a.number));
        CHECK_INT(w.word, PROVINCE_WRONG);
        CHECK_INT(w.tries, PROVINCE_TRIES - i);
        CHECK_STR(w.number, a.number);
    }
    CHECK_INT(province_check(&store, STAFF_OFFICER, "").word, PROVINCE_CLOSED); /* counts, too */
    CHECK_INT(province_check(&store, STAFF_OFFICER, code_of(STAFF_OFFICER, a.number)).word,
              PROVINCE_CLOSED);
    CHECK_STR(province_look(&store).number, "");
    char before[SEAL_HEX];
    memcpy(before, secret, sizeof before);
    CHECK(!failed(province_make(&store, secret)) && strcmp(before, secret) != 0);
    CHECK_INT(province_look(&store).tries, PROVINCE_TRIES);
}

TEST(a_try_that_cannot_be_counted_is_not_judged)
{
    begin();
    const struct province_answer a = province_look(&store);
    char right[PROVINCE_TEXT];
    snprintf(right, sizeof right, "%s", code_of(STAFF_OFFICER, a.number));
    for (int step = 1; step < 40; step++) {
        struct port_dir bad = dir_faulty(&disk, step, ERR_FULL);
        const struct province_store on_bad = {&bad, store.state, &seeded};
        const struct province_answer got = province_check(&on_bad, STAFF_OFFICER, right);
        if (got.word == PROVINCE_RIGHT) {
            CHECK(strcmp(province_look(&store).number, a.number) != 0);
            CHECK(step > 4);
            return;
        }
        CHECK_INT(got.word, PROVINCE_BROKEN);
        put_file("staff.code", ""); /* as it stood before */
        char line[32];
        snprintf(line, sizeof line, "%s 0\n", a.number);
        put_file("staff.code", line);
    }
    CHECK(false); /* it never came to be judged */
}

TEST(damaged_files_open_nothing)
{
    static const char *const counts[] = {"",
                                         "12345678\n",
                                         "1234567 0\n",
                                         "12345678 0",
                                         "1234567a 0\n",
                                         "12345678 -1\n",
                                         "12345678 0 0\n"};
    begin();
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        put_file("staff.code", counts[i]);
        CHECK_INT(province_check(&store, STAFF_OFFICER, code_of(STAFF_OFFICER, "12345678")).word,
                  PROVINCE_BROKEN);
    }
    put_file("staff.code", "12345678 0\n");
    CHECK_INT(province_look(&store).word, PROVINCE_READY);
    put_file("staff.province", "00\n");
    CHECK_INT(province_look(&store).word, PROVINCE_BROKEN);
}

int main(void)
{
    RUN(the_code_is_that_of_another_program);
    RUN(without_a_secret_there_is_none);
    RUN(a_right_code_opens_once_and_for_its_role_alone);
    RUN(ten_wrong_ones_close_it_until_a_new_secret);
    RUN(a_try_that_cannot_be_counted_is_not_judged);
    RUN(damaged_files_open_nothing);
    scratch_close();
    return check_done();
}
