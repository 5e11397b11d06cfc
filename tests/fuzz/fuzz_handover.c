/* What a portal answers about pages from a phone: followed or refused, and what is kept of it fits
 * the kiosk. The first line is the step's letter ('b' begin, 'l' look, 's' small picture, 't' take,
 * 'e' end) and the status; the body follows. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/courier/handover.h"

#define UUID "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define HASH "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"
#define BEGUN                                                                                      \
    "{\"state\":\"waiting\",\"pages\":[],\"expires_in\":300,\"check\":42,"                         \
    "\"address\":\"https://a.b/U/1\"}"
#define ONE_PAGE                                                                                   \
    "{\"state\":\"joined\",\"pages\":[{\"id\":7,\"sha256\":\"" HASH                                \
    "\",\"size\":5}],\"expires_in\":900,\"check\":42}"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct handover_asked h;
static struct portal_upload told;

static void must(bool good)
{
    if (!good) {
        abort();
    }
}

static void wish(const char *text)
{
    must(!failed(handover_wish(&h, text, 1000, &told)));
}

static void hear(const struct http_answer *answer)
{
    struct http_request r;
    handover_request(&h, &r);
    must(strncmp(r.path, "/applications/" UUID "/phone", 56) == 0);
    handover_heard(&h, r.path, ERR_OK, answer, 1000);
}

static void hear_good(const char *body)
{
    const struct http_answer good = {.status = 200, .body = body, .size = strlen(body)};
    hear(&good);
}

/* As far as the step before the one that is answered. */
static void lead_to(char step)
{
    memset(&h, 0, sizeof h);
    handover_forget(&h);
    wish(UUID " 1 look");
    if (step != 'b') {
        hear_good(BEGUN);
    }
    if (step == 's' || step == 't') {
        hear_good(ONE_PAGE);
    }
    if (step == 't' || step == 'e') {
        wish(step == 't' ? UUID " 1 take" : UUID " 1 end");
    }
}

static void judge_pages(void)
{
    must(told.count >= 0 && told.count <= PORTAL_PAGES);
    for (int i = 0; i < told.count; i++) {
        must(told.pages[i].id > 0 && told.pages[i].size > 0);
        must(strlen(told.pages[i].sha256) == 64 &&
             strspn(told.pages[i].sha256, "0123456789abcdef") == 64);
    }
    must(told.thumb == NULL || (told.thumb_size > 0 && told.thumb_size <= PORTAL_THUMB_BYTES));
}

static void judge(char step)
{
    const bool shown = told.state == UPLOAD_WAITING;
    must(memchr(told.address, '\0', sizeof told.address) != NULL);
    must(!shown || strncmp(told.address, "http", 4) == 0);
    for (const char *at = told.address; *at != '\0'; at++) {
        must(*at > ' ' && *at <= '~');
    }
    must(told.check == 0 || (told.check >= 10 && told.check <= 99));
    must(told.coming >= -1 && told.coming <= 100);
    must(told.seconds_left >= 0 && told.seconds_left <= 86400);
    must(step == 't' || told.state != UPLOAD_TAKING);
    must(told.number == 1);
    judge_pages();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = memchr(data, '\n', size);
    if (end == NULL || end - data != 4 || strchr("blste", (int)data[0]) == NULL || data[0] == 0) {
        return 0;
    }
    const char step = (char)data[0];
    const size_t head = 5;
    struct http_answer answer = {.status = (data[1] - '0') * 100 + (data[2] - '0') * 10 +
                                           (data[3] - '0')};
    char *body = malloc(size - head + 1);
    answer.size = size - head;
    memcpy(body, data + head, answer.size);
    body[answer.size] = '\0';
    answer.body = body;
    lead_to(step);
    hear(&answer);
    if (step == 'e') {
        must(h.ending_count <= 1 && h.uuid[0] == '\0');
    } else {
        wish(step == 't' ? UUID " 1 take" : UUID " 1 thumb 7");
        judge(step);
    }
    free(body);
    return 0;
}
