#define _GNU_SOURCE /* nftw, memmem */
#include "tests/unit/igate_portal.h"

static void check_there_once(void)
{
    CHECK_INT(row().state, OUTBOX_RECEIVED);
    CHECK_STR(row().file_number, server.number);
    CHECK_INT(server.dossiers, 1);
    CHECK_INT(server.doubles, 0);
    CHECK_INT(bodies_of("/api/dossiers"), 1);
    CHECK_INT(bodies_of("/api/upload"), 4);
}

TEST(token_number_files_dossier_and_it_is_received)
{
    begin(100);
    CHECK_INT(round_of(false).received, 1);
    check_there_once();
    CHECK_STR(row().file_number, "H21-1");
    CHECK_STR(row().state_text, "M\xE1\xBB\x9Bi");
    CHECK_INT(w.exchanges, 7);
    CHECK_INT(server.tokens, 1);
    CHECK(strstr(w.http.heard, "secret") == NULL);
    world_close();
}

/* Whatever happens to whichever exchange, before or after the server took it, with the courier
 * dying on the way: one dossier, made of the same bytes. */
TEST(no_fault_at_any_exchange_loses_or_doubles_it)
{
    for (size_t i = 0; i < 2 * PASSING_FAULTS; i++) {
        for (int at = 1; at <= 7; at++) {
            begin(100);
            fault_at(at, 1, passing_faults[i / 2], i % 2 == 1);
            round_of(false);
            CHECK(!row().at_rest);
            restart_courier();
            CHECK(rounds_to_rest(20) < 20);
            check_there_once();
            /* A number once learnt is kept; a create that arrived is never sent again. */
            CHECK_INT(server.numbers, at == 2 && i % 2 == 1 ? 2 : 1);
            CHECK_INT(server.creates, 1);
            world_close();
        }
    }
}

TEST(a_token_that_ran_out_is_renewed_once_and_the_same_bytes_go_again)
{
    begin(3);
    CHECK_INT(round_of(false).received, 1);
    check_there_once();
    CHECK_INT(server.tokens, 2);
    CHECK_INT(server.uploads, 4);
    world_close();
    begin(100);
    round_of(false);
    CHECK_INT(server.tokens, 1);
    wait_s(571); /* of 600: not trusted to its last second */
    const char *reason = "";
    CHECK(courier_check(&w.courier, &reason));
    CHECK_INT(server.tokens, 2);
    world_close();
}

TEST(tokens_nobody_takes_close_the_gate)
{
    begin(0);
    round_of(false);
    CHECK_STR(row().last_reason, "unauthorized");
    CHECK_INT(server.tokens, 1);
    CHECK_INT(row().state, OUTBOX_SAVED);
    const int exchanges = w.exchanges;
    wait_s(60);
    round_of(false);
    CHECK_INT(w.exchanges, exchanges);
    world_close();
}

TEST(refused_credentials_are_of_the_whole_kiosk)
{
    static const struct credentials wrong = {"kiosk-07", "wrong"};
    begin(100);
    courier_close(&w.courier);
    w.credentials = &wrong;
    open_courier();
    round_of(false);
    CHECK_STR(row().last_reason, "unauthorized");
    CHECK_INT(row().state, OUTBOX_SAVED);
    CHECK_INT(w.exchanges, 1);
    world_close();
}

/* A number of ours that the portal never heard from us belongs to somebody else. */
TEST(a_number_that_is_anothers_is_for_a_person_who_may_let_it_begin_anew)
{
    begin(100);
    server.taken = true;
    server.reference = "6ba7b811-9dad-41d1-80b4-00c04fd430c8";
    snprintf(server.number, sizeof server.number, "H21-1");
    round_of(false);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_STR(row().last_reason, "taken");
    CHECK_STR(row().file_number, "");
    wait_s(3600);
    CHECK(!failed(outbox_retry(w.kiosk, EXAMPLE_UUID, 0)));
    round_of(false); /* asks once more and is told the same */
    CHECK_INT(row().state, OUTBOX_SAVED);
    CHECK_STR(row().last_reason, "taken");
    server.taken = false;
    server.reference = NULL;
    wait_s(3600);
    CHECK_INT(round_of(false).received, 1);
    CHECK_STR(row().file_number, "H21-2");
    world_close();
}

/* One spoilt answer says that our number is another's: it stays ours, and there is one dossier. */
TEST(one_answer_that_names_another_lets_nothing_begin_anew)
{
    static char spoilt[] = "{\"code\":\"OK\",\"MaHoSo\":\"H21-1\",\"MaThamChieu\":"
                           "\"6ba7b811-9dad-41d1-80b4-00c04fd430c8\"}";
    begin(100);
    for (int again = 0; again < 2; again++) {
        /* The answer to the create, then the one to the question for its number. */
        fault_at(again == 0 ? 7 : 1, 1, (struct http_step){.error = ERR(ERR_TIMEOUT, 28, "test")},
                 true);
        round_of(false);
        CHECK_INT(row().state, OUTBOX_SAVED);
        wait_s(60);
    }
    fault_at(1, 1, say(200, spoilt), true);
    round_of(false);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_STR(row().last_reason, "taken");
    wait_s(60);
    CHECK(!failed(outbox_retry(w.kiosk, EXAMPLE_UUID, 0)));
    CHECK_INT(round_of(false).received, 1);
    check_there_once();
    CHECK_INT(server.creates, 1);
    world_close();
}

/* Something on the way repeated our create: the first answer we see says that it is there. */
TEST(a_refusal_that_is_really_success_is_told_by_our_reference)
{
    begin(100);
    server.reference = EXAMPLE_UUID;
    fault_at(7, 1, say(409, "{\"code\":\"DUPLICATE\"}"), true);
    CHECK_INT(round_of(false).received, 1);
    check_there_once();
    world_close();
}

/* The same where the portal does not name us: a person looks, and her retry asks by the number. */
TEST(without_a_reference_a_person_tells_whose_it_is)
{
    begin(100);
    fault_at(7, 1, say(409, "{\"code\":\"DUPLICATE\"}"), true);
    round_of(false);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_STR(row().last_reason, "whose-file");
    CHECK(!failed(outbox_retry(w.kiosk, EXAMPLE_UUID, 0)));
    CHECK_INT(round_of(false).received, 1);
    check_there_once();
    CHECK_INT(server.creates, 1);
    world_close();
}

/* The number is in use, the portal says, and knows no file of it: it is not ours, and nobody's. */
TEST(a_number_in_use_of_which_there_is_no_file_is_for_a_person)
{
    begin(100);
    server.taken = true;
    for (int i = 0; i < 3; i++) {
        CHECK_INT(row().state, OUTBOX_SAVED);
        round_of(true);
        CHECK_STR(row().last_reason, "conflict");
    }
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_INT(server.dossiers, 0);
    world_close();
}

/* It did not arrive, was asked for, sent again, and repeated on the way: what is there is ours. */
TEST(what_was_sent_before_is_ours_without_a_reference)
{
    begin(100);
    fault_at(7, 1, (struct http_step){.error = ERR(ERR_UNKNOWN_OUTCOME, 56, "test")}, false);
    round_of(false);
    CHECK_INT(server.dossiers, 0);
    fault_at(2, 1, say(409, "{\"code\":\"DUPLICATE\"}"), true); /* behind the question */
    wait_s(60);
    CHECK_INT(round_of(false).received, 1);
    check_there_once();
    world_close();
}

/* Both halves of a kiosk's state from different backups. */
TEST(a_dossier_frozen_for_another_key_is_for_a_person)
{
    static const uint8_t plain[16] = {0};
    static uint8_t sealed[128];
    struct seal_public other;
    struct seal_secret ignored;
    size_t size = 0;
    begin(100);
    fault_at(7, 1, (struct http_step){.error = ERR(ERR_UNKNOWN_OUTCOME, 56, "test")}, false);
    round_of(false);
    seal_pair(&other, &ignored);
    CHECK(!failed(seal_box(&other, plain, sizeof plain, sealed, sizeof sealed, &size)));
    CHECK(!failed(store_run(&w.courier.queue.store, "UPDATE request SET words=?1 WHERE n=5",
                            BIND(BIND_BLOB(sealed, size)), NULL)));
    round_of(true);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_STR(row().last_reason, "changed");
    CHECK_INT(server.creates, 0);
    world_close();
}

/* Whether it was lost cannot be read: nothing is sent until it can. */
TEST(a_queue_that_cannot_be_read_sends_nothing)
{
    struct courier_report report;
    begin(100);
    fault_at(7, 1, (struct http_step){.error = ERR(ERR_UNKNOWN_OUTCOME, 56, "test")}, true);
    round_of(false);
    const int before = w.exchanges;
    CHECK(!failed(
        store_run(&w.courier.queue.store, "ALTER TABLE lost RENAME TO l", BIND_NOTHING, NULL)));
    CHECK_INT(courier_round(&w.courier, true, &report).code, ERR_IO);
    CHECK_INT(w.exchanges, before);
    CHECK(!failed(
        store_run(&w.courier.queue.store, "ALTER TABLE l RENAME TO lost", BIND_NOTHING, NULL)));
    CHECK_INT(round_of(true).received, 1);
    check_there_once();
    world_close();
}

TEST(the_dossier_goes_to_the_centres_unit)
{
    begin(100);
    world_extras.unit = "H21.12.34";
    restart_courier();
    CHECK_INT(round_of(false).received, 1);
    CHECK_STR(server.unit, "H21.12.34");
    world_close();
}

/* A number that only seemed to be minted is refused for good: her retry gets another. */
TEST(after_a_refusal_a_persons_retry_begins_with_a_new_number)
{
    begin(100);
    for (int i = 0; i < 3; i++) {
        CHECK_INT(row().state, OUTBOX_SAVED);
        /* The create, and later the question before it and the create. */
        fault_at(i == 0 ? 7 : 2, 1, say(400, "{\"code\":\"BAD_REQUEST\"}"), false);
        round_of(true);
    }
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_INT(server.creates, 0);
    CHECK_INT(server.numbers, 1);
    CHECK(!failed(outbox_retry(w.kiosk, EXAMPLE_UUID, 0)));
    CHECK_INT(round_of(true).received, 1);
    CHECK_STR(row().file_number, "H21-2");
    CHECK_INT(server.dossiers, 1);
    world_close();
}

/* What was sent is not known any more: another number could be a second dossier. */
TEST(after_a_lost_queue_a_person_must_look)
{
    begin(100);
    fault_at(7, 1, (struct http_step){.error = ERR(ERR_UNKNOWN_OUTCOME, 56, "test")}, true);
    round_of(false);
    CHECK_INT(server.dossiers, 1);
    courier_close(&w.courier);
    CHECK(truncate(scratch("courier.db"), 700) == 0);
    (void)unlink(scratch("courier.db-wal"));
    open_courier();
    wait_s(60);
    round_of(false);
    CHECK_INT(row().state, OUTBOX_HELD);
    CHECK_STR(row().last_reason, "queue-lost");
    CHECK_INT(server.numbers, 1);
    server.number[0] = '\0'; /* she looked, and it is not there */
    server.dossiers = 0;
    CHECK(!failed(outbox_retry(w.kiosk, EXAMPLE_UUID, 0)));
    CHECK_INT(round_of(false).received, 1);
    CHECK_STR(row().file_number, "H21-2");
    world_close();
}

TEST(an_application_saved_after_the_loss_just_goes)
{
    begin(100);
    courier_close(&w.courier);
    CHECK(truncate(scratch("courier.db"), 700) == 0);
    (void)unlink(scratch("courier.db-wal"));
    open_courier();
    CHECK_INT(round_of(false).received, 1);
    world_close();
}

/* The frozen dossier is sealed: nothing of her is readable in courier.db. */
TEST(what_is_frozen_is_sealed)
{
    static char bytes[1 << 20];
    begin(100);
    fault_at(7, 1, (struct http_step){.error = ERR(ERR_UNKNOWN_OUTCOME, 56, "test")}, false);
    round_of(false);
    static const char *const names[] = {"courier.db", "courier.db-wal"};
    for (int i = 0; i < 2; i++) {
        FILE *f = fopen(scratch(names[i]), "rb");
        const size_t size = f == NULL ? 0 : fread(bytes, 1, sizeof bytes, f);
        CHECK(f != NULL);
        CHECK(memmem(bytes, size, "H'Lan", 5) == NULL);
        CHECK(memmem(bytes, size, "064190000001", 12) == NULL);
        if (f != NULL) {
            fclose(f);
        }
    }
    world_close();
}

TEST(a_busy_portal_is_left_alone_for_the_time_it_names)
{
    begin(100);
    fault_at(2, 1, (struct http_step){.status = 429, .retry_after_s = 120}, false);
    round_of(false);
    const int exchanges = w.exchanges;
    wait_s(119);
    round_of(false);
    CHECK_INT(w.exchanges, exchanges);
    CHECK(courier_wait_ms(&w.courier) <= 1000);
    wait_s(1);
    CHECK_INT(round_of(false).received, 1);
    world_close();
}

int main(void)
{
    RUN(token_number_files_dossier_and_it_is_received);
    RUN(no_fault_at_any_exchange_loses_or_doubles_it);
    RUN(a_token_that_ran_out_is_renewed_once_and_the_same_bytes_go_again);
    RUN(tokens_nobody_takes_close_the_gate);
    RUN(refused_credentials_are_of_the_whole_kiosk);
    RUN(a_number_that_is_anothers_is_for_a_person_who_may_let_it_begin_anew);
    RUN(one_answer_that_names_another_lets_nothing_begin_anew);
    RUN(a_refusal_that_is_really_success_is_told_by_our_reference);
    RUN(without_a_reference_a_person_tells_whose_it_is);
    RUN(a_number_in_use_of_which_there_is_no_file_is_for_a_person);
    RUN(what_was_sent_before_is_ours_without_a_reference);
    RUN(a_dossier_frozen_for_another_key_is_for_a_person);
    RUN(a_queue_that_cannot_be_read_sends_nothing);
    RUN(the_dossier_goes_to_the_centres_unit);
    RUN(after_a_refusal_a_persons_retry_begins_with_a_new_number);
    RUN(after_a_lost_queue_a_person_must_look);
    RUN(an_application_saved_after_the_loss_just_goes);
    RUN(what_is_frozen_is_sealed);
    RUN(a_busy_portal_is_left_alone_for_the_time_it_names);
    scratch_close();
    return check_done();
}
