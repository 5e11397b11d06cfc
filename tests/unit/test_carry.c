/* Two kiosks and a stick between them, by the buttons of staff's page. */
#define _GNU_SOURCE /* nftw */
#include "app/staff/carry.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/export_world.h"

static struct carry c;

static struct carry_place place(void)
{
    return (struct carry_place){&disk, files_linux(), scratch("stick")};
}

TEST(a_key_goes_one_way_and_applications_the_other)
{
    begin();
    put(UUID2);
    const struct carry_place p = place();
    carry_key(there, &p, &c);
    CHECK_INT(c.word, CARRY_KEY_OUT);
    char compared[BUNDLE_FINGERPRINT];
    memcpy(compared, c.fingerprint, sizeof compared);
    carry_begin(here, &p, NOW, &c);
    CHECK_INT(c.word, CARRY_SEALING);
    CHECK_STR(c.fingerprint, compared); /* two people see the same */
    CHECK(c.waiting == 2 && c.done == 0);
    CHECK_INT(state_of(here, UUID), OUTBOX_SAVED); /* the courier has not looked yet */
    CHECK(!failed(seal_next()));
    carry_step(here, &p, &c);
    CHECK(c.word == CARRY_SEALING && c.done == 1 && c.waiting == 1);
    CHECK(!failed(seal_next()));
    carry_step(here, &p, &c);
    CHECK(c.word == CARRY_WRITTEN && c.done == 2 && c.stays == 0);
    CHECK_INT(state_of(here, UUID), OUTBOX_EXPORTED);
    carry_take(there, &p, NOW, &c);
    CHECK(c.word == CARRY_TAKEN && c.done == 2 && c.stays == 0);
    CHECK_INT(state_of(there, UUID), OUTBOX_SAVED);
    CHECK_INT(state_of(there, UUID2), OUTBOX_SAVED);
    end();
}

TEST(a_stick_that_is_not_there_or_holds_no_key_changes_nothing)
{
    begin();
    struct carry_place p = place();
    carry_begin(here, &p, NOW, &c);
    CHECK_INT(c.word, CARRY_NO_KEY);
    p.stick = "/nowhere";
    carry_begin(here, &p, NOW, &c);
    CHECK_INT(c.word, CARRY_NO_STICK);
    carry_key(here, &p, &c);
    CHECK_INT(c.word, CARRY_NO_STICK);
    carry_take(here, &p, NOW, &c);
    CHECK_INT(c.word, CARRY_NO_STICK);
    CHECK_INT(state_of(here, UUID), OUTBOX_SAVED);
    end();
}

TEST(its_own_key_is_refused)
{
    begin();
    const struct carry_place p = place();
    carry_key(here, &p, &c);
    carry_begin(here, &p, NOW, &c);
    CHECK_INT(c.word, CARRY_OWN_KEY);
    CHECK_INT(state_of(here, UUID), OUTBOX_SAVED);
    end();
}

TEST(a_stick_pulled_out_is_told_and_the_next_one_gets_the_rest)
{
    begin();
    const struct carry_place p = place();
    const struct carry_place gone = {&disk, files_linux(), "/nowhere"};
    carry_key(there, &p, &c);
    carry_begin(here, &p, NOW, &c);
    CHECK(!failed(seal_next()));
    carry_step(here, &gone, &c);
    CHECK_INT(c.word, CARRY_NO_STICK);
    carry_begin(here, &p, NOW, &c); /* sealed already: only written */
    CHECK(c.word == CARRY_WRITTEN && c.done == 1);
    end();
}

TEST(a_bundle_for_a_third_kiosk_stays_on_the_stick)
{
    begin();
    const struct carry_place p = place();
    export(UUID);
    carry_take(here, &p, NOW, &c); /* it is for the other one */
    CHECK(c.word == CARRY_TAKEN && c.done == 0 && c.stays == 1);
    end();
}

TEST(a_wish_that_nobody_seals_is_no_success)
{
    begin();
    const struct carry_place p = place();
    int dropped = 0;
    carry_key(there, &p, &c);
    carry_begin(here, &p, NOW, &c);
    CHECK(!failed(outbox_export_cancel(here, &there_key, &dropped)) && dropped == 1);
    carry_step(here, &p, &c);
    CHECK(c.word == CARRY_FAILED && c.done == 0 && c.stays == 1);
    end();
}

int main(void)
{
    RUN(a_key_goes_one_way_and_applications_the_other);
    RUN(a_stick_that_is_not_there_or_holds_no_key_changes_nothing);
    RUN(its_own_key_is_refused);
    RUN(a_stick_pulled_out_is_told_and_the_next_one_gets_the_rest);
    RUN(a_bundle_for_a_third_kiosk_stays_on_the_stick);
    RUN(a_wish_that_nobody_seals_is_no_success);
    scratch_close();
    return check_done();
}
