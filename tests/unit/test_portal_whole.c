/* A paper that came in several files becomes one PDF at the practice portal. */
#include "platform/sim/portal/whole.h"

#include <stdlib.h>
#include <string.h>

#include "platform/linux/pdf_file.h"
#include "platform/linux/pdf_pictures.h"
#include "platform/port_files.h"
#include "platform/sim/portal/ledger_citizen.h"
#include "platform/sim/portal/ledger_office.h"
#include "platform/sim/portal/ledger_whole.h"
#include "tests/unit/portal_world.h"

#define UUID "00000000-0000-4000-8000-000000000001"
#define REF  "/data/papers/p"

static struct portal_world w;
static struct file_bytes sharp, turned, land;
static uint8_t kiosk[1 << 21], first[1 << 20], second[1 << 20];
static size_t kiosk_size, first_size, second_size;
static char papers[3][SHA256_HEX]; /* the kiosk's of two pages, two of one page by phone */

static struct picture_page page_of(const struct file_bytes *f)
{
    return (struct picture_page){(const uint8_t *)f->bytes, f->size};
}

static void put_file(const uint8_t *bytes, size_t size)
{
    bool is_new = false;
    CHECK(!failed(
        ledger_put_paper(w.portal.ledger, UUID, "application/pdf", bytes, size, w.now, &is_new)));
}

/* The record; of the kiosk's file `of_kiosk` is told beside its hash, and so on. */
static void put_record(const char *of_kiosk, const char *of_first, const char *of_second)
{
    char body[1200];
    snprintf(body, sizeof body,
             "{\"uuid\":\"" UUID "\",\"papers\":[{\"ref\":\"" REF "\",\"sha256\":\"%s\"%s},"
             "{\"ref\":\"" REF "\",\"sha256\":\"%s\"%s},{\"ref\":\"" REF
             "\",\"sha256\":\"%s\"%s}]}",
             papers[0], of_kiosk, papers[1], of_first, papers[2], of_second);
    const struct ledger_record record = {.uuid = UUID,
                                         .body = body,
                                         .size = strlen(body),
                                         .token_sha256 = UUID,
                                         .papers = papers,
                                         .paper_count = 3,
                                         .procedure = "1.001193"};
    enum ledger_put result;
    CHECK(!failed(ledger_put_record(w.portal.ledger, &record, w.now, &result)));
}

static void begin(void)
{
    const struct picture_page two[] = {page_of(&sharp), page_of(&turned)};
    const struct picture_page one = page_of(&land), other = page_of(&sharp);
    portal_world_begin(&w);
    CHECK(!failed(image_pdf_write(two, 2, 200, kiosk, sizeof kiosk, &kiosk_size)));
    CHECK(!failed(image_pdf_write(&one, 1, 200, first, sizeof first, &first_size)));
    CHECK(!failed(image_pdf_write(&other, 1, 200, second, sizeof second, &second_size)));
    portal_sha256_hex(kiosk, kiosk_size, papers[0]);
    portal_sha256_hex(first, first_size, papers[1]);
    portal_sha256_hex(second, second_size, papers[2]);
}

static void put_files(void)
{
    put_file(kiosk, kiosk_size);
    put_file(first, first_size);
    put_file(second, second_size);
}

/* The whole paper's pages, in found[]; -1 = there is none. Its bytes are the caller's. */
static struct picture_page found[8];

static int whole_pages(char **ret_bytes)
{
    struct ledger_whole wholes[LEDGER_PAPERS_MAX];
    int count = 0;
    char type[20];
    size_t size = 0;
    *ret_bytes = NULL;
    CHECK(!failed(ledger_wholes(w.portal.ledger, UUID, wholes, &count)));
    const struct ledger_whole *whole = ledger_whole_of(wholes, count, REF);
    if (whole == NULL ||
        failed(ledger_paper_bytes(w.portal.ledger, UUID, whole->sha256, type, ret_bytes, &size))) {
        return -1;
    }
    CHECK_STR(type, "application/pdf");
    CHECK_INT(whole->size, size);
    const int pages = pdf_pictures((const uint8_t *)*ret_bytes, size, found, 8);
    CHECK_INT(whole->pages, pages);
    return pages;
}

static bool is_file(int i, const struct file_bytes *file)
{
    return found[i].size == file->size && memcmp(found[i].jpeg, file->bytes, file->size) == 0;
}

TEST(files_of_one_paper_are_one_pdf_in_the_order_that_is_told)
{
    char *bytes = NULL;
    begin();
    put_files();
    CHECK(!failed(whole_bind(&w.portal, UUID))); /* its record is not here */
    CHECK_INT(whole_pages(&bytes), -1);
    put_record(",\"pages\":2", ",\"pages\":1,\"page\":4", ",\"pages\":1,\"page\":1");
    CHECK(!failed(whole_bind(&w.portal, UUID)));
    CHECK_INT(whole_pages(&bytes), 4);
    CHECK(is_file(0, &sharp) && is_file(1, &sharp) && is_file(2, &turned) && is_file(3, &land));
    free(bytes);
    CHECK(!failed(whole_bind(&w.portal, UUID))); /* once, however often */
    struct ledger_paper all[LEDGER_PAPERS_MAX];
    int count = 0;
    CHECK(!failed(ledger_papers(w.portal.ledger, UUID, all, &count)));
    CHECK_INT(count, 4); /* the files stay, the record names them */
    portal_world_end(&w);
}

TEST(the_list_tells_which_one_was_made_of_the_others)
{
    begin();
    put_files();
    put_record(",\"pages\":2", ",\"pages\":1,\"page\":3", ",\"pages\":1,\"page\":4");
    CHECK(!failed(whole_bind(&w.portal, UUID)));
    struct err e;
    size_t i = 0;
    int told = 0;
    json_t *list = whole_list(w.portal.ledger, UUID, &e), *o = NULL;
    CHECK(!failed(e));
    CHECK_INT(json_array_size(list), 4);
    json_array_foreach(list, i, o)
    {
        const bool whole = json_object_get(o, "pages") != NULL;
        told += whole;
        CHECK(json_is_true(json_object_get(o, "named")) == !whole);
        CHECK(!whole || json_integer_value(json_object_get(o, "pages")) == 4);
    }
    CHECK_INT(told, 1);
    json_decref(list);
    portal_world_end(&w);
}

TEST(a_page_she_turned_is_turned)
{
    char *bytes = NULL;
    begin();
    put_files();
    put_record(",\"pages\":2", ",\"pages\":1,\"page\":3,\"turned\":90", ",\"pages\":1,\"page\":4");
    CHECK(!failed(whole_bind(&w.portal, UUID)));
    CHECK_INT(whole_pages(&bytes), 4);
    CHECK(is_file(0, &sharp) && is_file(1, &turned) && !is_file(2, &land) && is_file(3, &sharp));
    free(bytes);
    portal_world_end(&w);
}

TEST(while_a_file_is_missing_nothing_is_bound)
{
    char *bytes = NULL;
    begin();
    put_record(",\"pages\":2", ",\"pages\":1,\"page\":3", ",\"pages\":1,\"page\":4");
    put_file(kiosk, kiosk_size);
    put_file(first, first_size);
    CHECK(!failed(whole_bind(&w.portal, UUID)));
    CHECK_INT(whole_pages(&bytes), -1);
    put_file(second, second_size);
    CHECK(!failed(whole_bind(&w.portal, UUID)));
    CHECK_INT(whole_pages(&bytes), 4);
    free(bytes);
    portal_world_end(&w);
}

TEST(what_tells_no_order_or_another_number_of_pages_stays_as_it_is)
{
    static const char *const wrong[][3] = {
        {",\"pages\":2", ",\"pages\":1", ",\"pages\":1"},                       /* no order */
        {",\"pages\":2", ",\"pages\":1,\"page\":3", ",\"pages\":1,\"page\":5"}, /* a gap */
        {",\"pages\":2", ",\"pages\":1,\"page\":3", ",\"pages\":1,\"page\":3"}, /* twice */
        {",\"pages\":3", ",\"pages\":1,\"page\":4", ",\"pages\":1,\"page\":5"}, /* a lie */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char *bytes = NULL;
        begin();
        put_files();
        put_record(wrong[i][0], wrong[i][1], wrong[i][2]);
        CHECK(!failed(whole_bind(&w.portal, UUID)));
        CHECK_INT(whole_pages(&bytes), -1);
        free(bytes);
        portal_world_end(&w);
    }
}

int main(void)
{
    CHECK(!failed(files_linux()->ops->map("tests/fixtures/papers/sharp.jpg", &sharp)));
    CHECK(!failed(files_linux()->ops->map("tests/fixtures/papers/turned.jpg", &turned)));
    CHECK(!failed(files_linux()->ops->map("tests/fixtures/papers/small.jpg", &land)));
    RUN(files_of_one_paper_are_one_pdf_in_the_order_that_is_told);
    RUN(the_list_tells_which_one_was_made_of_the_others);
    RUN(a_page_she_turned_is_turned);
    RUN(while_a_file_is_missing_nothing_is_bound);
    RUN(what_tells_no_order_or_another_number_of_pages_stays_as_it_is);
    return check_done();
}
