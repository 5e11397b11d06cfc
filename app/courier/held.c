#include "app/courier/held.h"

#include <stdio.h>
#include <string.h>

#include "app/courier/verdict.h"

#define ASK_AGAIN_MS  1000
#define FAILURES_MOST 2
#define PAPER_MOST    (16 * 1024 * 1024) /* bytes, as RECORD_PAPER_BYTES */
#define PAGES_MOST    50
#define DIGITS        "0123456789"

void held_forget(struct held *h)
{
    explicit_bzero(h, sizeof *h);
    h->next_ms = -1;
}

bool held_begin(struct held *h, const char *text, int64_t now_ms)
{
    char uuid[40] = "";
    char number[HELD_NUMBER + 2] = "";
    int words = sscanf(text, "%39s %14s", uuid, number);
    const bool again = words == 2 && strcmp(number, "again") == 0;
    if (again) {
        number[0] = '\0';
        words = 1;
    }
    if (words < 1 || strlen(uuid) != sizeof h->uuid - 1 ||
        (words == 2 &&
         (strlen(number) != HELD_NUMBER - 1 || strspn(number, DIGITS) != HELD_NUMBER - 1))) {
        return false;
    }
    if (again || strcmp(h->uuid, uuid) != 0 || strcmp(h->number, number) != 0 ||
        h->told.state == HELD_OFFLINE) {
        held_forget(h);
        memcpy(h->uuid, uuid, sizeof h->uuid);
        memcpy(h->number, number, sizeof h->number);
        h->told.state = HELD_ASKING;
        h->next_ms = now_ms;
    }
    explicit_bzero(number, sizeof number);
    return true;
}

int64_t held_wait_ms(const struct held *h, int64_t now_ms)
{
    if (h->uuid[0] == '\0' || h->next_ms < 0) {
        return -1;
    }
    return h->next_ms > now_ms ? h->next_ms - now_ms : 0;
}

void held_request(struct held *h, const char *citizen, struct http_request *ret_request)
{
    snprintf(h->path, sizeof h->path, "/applications/%.36s/held", h->uuid);
    *ret_request = (struct http_request){.method = "GET", .path = h->path};
    if (h->number[0] != '\0') {
        ret_request->headers[0] = (struct http_header){"Identity-Checked", "officer"};
        ret_request->headers[1] = (struct http_header){"Citizen-Number", h->number};
    } else if (citizen[0] != '\0') {
        ret_request->headers[0] = (struct http_header){"Citizen-Authorization", citizen};
    }
}

/* Whole, or not at all: half a value is another value. */
static bool copy_whole(char *out, size_t cap, const char *text)
{
    copy_words(out, cap, text);
    return strcmp(out, text) == 0;
}

static bool is_ref(const char *ref)
{
    for (const char *c = ref; *c != '\0'; c++) {
        if (*c <= ' ' || *c > '~') {
            return false;
        }
    }
    return ref[0] == '/' && ref[strlen(ref) - 1] != '/';
}

static bool is_date(const char *text)
{
    return strlen(text) == 10 && strspn(text, DIGITS "-") == 10 && strspn(text, DIGITS) == 4 &&
           text[4] == '-' && strspn(text + 5, DIGITS) == 2 && text[7] == '-' &&
           strspn(text + 8, DIGITS) == 2;
}

static bool is_type(const char *type)
{
    return strcmp(type, "image/jpeg") == 0 || strcmp(type, "image/png") == 0 ||
           strcmp(type, "application/pdf") == 0;
}

static int whole(const json_t *o, const char *name, json_int_t most)
{
    const json_int_t n = json_integer_value(json_object_get(o, name));
    return n > 0 && n <= most ? (int)n : 0;
}

static bool take_paper(const json_t *o, struct portal_held_item *item)
{
    const char *sha256 = json_text(o, "sha256");
    item->paper = true;
    item->size = whole(o, "size", PAPER_MOST);
    item->pages = whole(o, "pages", PAGES_MOST);
    return item->size > 0 && item->pages > 0 && is_type(json_text(o, "type")) &&
           strlen(sha256) == 64 && strspn(sha256, DIGITS "abcdef") == 64 &&
           copy_whole(item->type, sizeof item->type, json_text(o, "type")) &&
           copy_whole(item->sha256, sizeof item->sha256, sha256) &&
           copy_whole(item->value, sizeof item->value, json_text(o, "name"));
}

static bool take_item(const json_t *o, struct portal_held_item *item)
{
    const char *kind = json_text(o, "kind");
    const char *number = json_text(o, "file_number");
    const bool good =
        is_ref(json_text(o, "ref")) &&
        copy_whole(item->ref, sizeof item->ref, json_text(o, "ref")) &&
        is_number_text(json_text(o, "procedure"), sizeof item->procedure) &&
        copy_whole(item->procedure, sizeof item->procedure, json_text(o, "procedure")) &&
        (number[0] == '\0' || is_number_text(number, sizeof item->file_number)) &&
        copy_whole(item->file_number, sizeof item->file_number, number) &&
        is_date(json_text(o, "date")) &&
        copy_whole(item->date, sizeof item->date, json_text(o, "date"));
    if (!good || strcmp(kind, "paper") == 0) {
        return good && take_paper(o, item);
    }
    return strcmp(kind, "answer") == 0 && json_text(o, "value")[0] != '\0' &&
           copy_whole(item->value, sizeof item->value, json_text(o, "value"));
}

static bool take(struct held *h, const json_t *o)
{
    const json_t *list = json_object_get(o, "held");
    if (strcmp(json_text(o, "uuid"), h->uuid) != 0 || !json_is_array(list)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(list) && h->told.count < PORTAL_HELD_MAX; i++) {
        struct portal_held_item *item = &h->told.items[h->told.count];
        memset(item, 0, sizeof *item);
        h->told.count += take_item(json_array_get(list, i), item);
    }
    h->told.state = HELD_KNOWN;
    return true;
}

static bool take_refusal(struct held *h, int status, const json_t *o)
{
    if (status != 403 && status != 404) {
        return false;
    }
    if (json_text(o, "error")[0] == '\0') {
        return false;
    }
    h->told.state = status == 403 ? HELD_SIGN_IN : HELD_NONE;
    return true;
}

void held_heard(struct held *h, struct err why, const struct http_answer *answer, int64_t now_ms)
{
    if (h->told.state != HELD_ASKING) {
        return;
    }
    json_t *o =
        failed(why) ? NULL : json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, NULL);
    const bool taken = json_is_object(o) &&
                       (answer->status == 200 ? take(h, o) : take_refusal(h, answer->status, o));
    json_decref(o);
    h->failures++;
    h->next_ms = taken || h->failures >= FAILURES_MOST ? -1 : now_ms + ASK_AGAIN_MS;
    if (!taken && h->failures >= FAILURES_MOST) {
        h->told.state = HELD_OFFLINE;
    }
}
