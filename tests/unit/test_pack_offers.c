/* Packs by a portal's form list: fetched when they are others, judged by who judges, asked for
 * slowly where that fails. */
#define _GNU_SOURCE /* nftw */
#include "app/steward/pack_offers.h"

#include "platform/linux/part_file.h"
#include "platform/port_files.h"
#include "platform/sim/http_script.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define BASE "https://portal.example/v1/key/T/projects/1"
#define HOUR PACK_OFFERS_EVERY_MS

static struct port_dir dir;
static struct action_journal journal;
static struct part_file part;
static struct http_script http;
static struct pack_offers offers;
static uint8_t storage[FORM_LIST_ROOM];
static const char *hash, *file_host;
static int list_status, file_status, fetched, taken;
static size_t cut;
static enum reason verdict;
static char last[DDI_DETAIL];

static struct http_step answer(struct http_script *s, const struct http_request *request)
{
    static char text[1024];
    (void)s;
    CHECK_STR(request->headers[0].name, "X-OpenRosa-Version");
    if (strstr(request->path, "/formList") != NULL) {
        snprintf(text, sizeof text,
                 "<xforms><xform><formID>rong-packs</formID><manifestUrl>" BASE
                 "/manifest</manifestUrl></xform></xforms>");
        return (struct http_step){.status = list_status, .body = text};
    }
    if (strstr(request->path, "/manifest") != NULL) {
        snprintf(text, sizeof text,
                 "<manifest><mediaFile><filename>xa.pack</filename><hash>%s</hash><downloadUrl>"
                 "https://%s/xa.pack</downloadUrl></mediaFile></manifest>",
                 hash, file_host);
        return (struct http_step){.status = 200, .body = text};
    }
    CHECK_STR(request->path, "/xa.pack");
    fetched++;
    return (struct http_step){.status = file_status, .body = "the pack", .cut = cut};
}

static enum reason take_pack(void *context, const char *path, char ret_handle[PLAN_HANDLE],
                             char ret_why[DDI_DETAIL])
{
    struct file_bytes file = {0};
    (void)context;
    (void)ret_handle;
    taken++;
    CHECK(!failed(files_linux()->ops->map(path, &file)));
    CHECK(file.size == 8 && memcmp(file.bytes, "the pack", 8) == 0);
    files_linux()->ops->unmap(&file);
    snprintf(ret_why, DDI_DETAIL, "not this one");
    return verdict;
}

static void say(const char *what, const char *detail)
{
    CHECK_STR(what, "packs offered");
    snprintf(last, sizeof last, "%s", detail);
}

static void open_offers(void)
{
    struct arena arena;
    arena_init(&arena, storage, sizeof storage);
    part_file_init(&part);
    const struct pack_offers_params params = {.http = &http.port,
                                              .url = BASE,
                                              .part = &part.port,
                                              .folder = scratch("offered"),
                                              .journal = &journal,
                                              .take_pack = take_pack,
                                              .say = say};
    CHECK(!failed(pack_offers_init(&offers, &params, &arena)));
}

static void begin(void)
{
    struct plan plan;
    scratch_open_in_memory();
    dir = dir_linux();
    CHECK(!failed(action_journal_open(&journal, &dir, scratch_root, &plan)));
    http_script_init(&http);
    http.answer = answer;
    hash = "md5:1";
    file_host = "portal.example";
    list_status = file_status = 200;
    fetched = taken = 0;
    cut = 0;
    verdict = REASON_DONE;
    last[0] = '\0';
    open_offers();
}

static void end(void)
{
    action_journal_close(&journal);
    http.port.ops->close(&http.port);
    scratch_close();
}

TEST(a_pack_is_fetched_once_and_again_when_it_is_another)
{
    begin();
    CHECK_INT(pack_offers_turn(&offers, 1000), HOUR);
    CHECK_INT(taken, 1);
    CHECK_STR(last, "xa: taken");
    CHECK_INT(pack_offers_turn(&offers, 2000), HOUR - 1000); /* not due */
    CHECK_INT(pack_offers_turn(&offers, 1000 + HOUR), HOUR);
    CHECK_INT(fetched, 1);
    open_offers(); /* the program starts anew */
    CHECK_INT(pack_offers_turn(&offers, 0), HOUR);
    CHECK_INT(fetched, 1);
    hash = "md5:2";
    CHECK_INT(pack_offers_turn(&offers, HOUR), HOUR);
    CHECK_INT(taken, 2);
    end();
}

TEST(one_that_is_refused_does_not_come_again_and_one_the_disk_refused_does)
{
    begin();
    verdict = REASON_SIGNATURE;
    CHECK_INT(pack_offers_turn(&offers, 0), HOUR);
    CHECK_STR(last, "xa: not this one");
    CHECK_INT(pack_offers_turn(&offers, HOUR), HOUR);
    CHECK_INT(taken, 1);
    hash = "md5:2";
    verdict = REASON_INSTALL;
    CHECK_INT(pack_offers_turn(&offers, 2 * HOUR), HOUR);
    CHECK_INT(pack_offers_turn(&offers, 3 * HOUR), 2 * HOUR); /* slower and slower */
    CHECK_INT(taken, 3);
    verdict = REASON_DONE;
    CHECK_INT(pack_offers_turn(&offers, 5 * HOUR), HOUR);
    CHECK_INT(taken, 4);
    end();
}

TEST(what_fails_is_told_and_tried_less_and_less_often)
{
    int64_t now = 0;
    begin();
    list_status = 503;
    for (int i = 0; i < 10; i++) {
        now += pack_offers_turn(&offers, now);
    }
    CHECK_INT(now, (1 + 2 + 4 + 8 + 16 + 5 * 24) * HOUR);
    CHECK_STR(last, "pack offers: the portal does not give it");
    list_status = 200;
    file_status = 404;
    now += pack_offers_turn(&offers, now);
    CHECK_INT(taken, 0);
    file_status = 200;
    cut = 3;
    now += pack_offers_turn(&offers, now);
    CHECK_INT(taken, 0);
    cut = 0;
    CHECK_INT(pack_offers_turn(&offers, now), HOUR);
    CHECK_INT(taken, 1);
    end();
}

TEST(a_link_elsewhere_is_not_followed)
{
    begin();
    file_host = "evil.example";
    (void)pack_offers_turn(&offers, 0);
    CHECK_INT(fetched + taken, 0);
    CHECK_STR(last, "pack offers: a link to another host");
    const struct pack_offers_params none = {.url = "portal.example"};
    CHECK_INT(pack_offers_init(&offers, &none, &offers.arena).code, ERR_BAD_INPUT);
    end();
}

int main(void)
{
    RUN(a_pack_is_fetched_once_and_again_when_it_is_another);
    RUN(one_that_is_refused_does_not_come_again_and_one_the_disk_refused_does);
    RUN(what_fails_is_told_and_tried_less_and_less_often);
    RUN(a_link_elsewhere_is_not_followed);
    return check_done();
}
