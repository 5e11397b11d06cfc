#include "platform/linux/courier_socket_wire.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "platform/linux/courier_socket_held.h"

static const char *const kinds[] = {"status",    "check",  "officer", "call",    "coming",
                                    "nevermind", "try",    "signin",  "signout", "fee",
                                    "queue",     "upload", "file",    "held"};
static const char *const stages[] = {"unknown", "saved", "sent", "received", "held"};

#define COUNT_OF(list) ((int)(sizeof(list) / sizeof(list)[0]))

/* Errors that travel; any other becomes "io". */
static const enum err_code errors[] = {ERR_NONE,        ERR_IO,        ERR_TIMEOUT, ERR_FULL,
                                       ERR_OFFLINE,     ERR_NOT_FOUND, ERR_CORRUPT, ERR_VERSION,
                                       ERR_UNSUPPORTED, ERR_BAD_INPUT, ERR_REFUSED, ERR_CANCELLED};

static int index_of(const char *word, const char *const *list, int count)
{
    for (int i = 0; word != NULL && i < count; i++) {
        if (strcmp(list[i], word) == 0) {
            return i;
        }
    }
    return -1;
}

static size_t dump(json_t *o, char *out, size_t cap)
{
    const size_t size = o == NULL ? 0 : json_dumpb(o, out, cap, JSON_COMPACT);
    json_decref(o);
    return size <= cap ? size : 0;
}

size_t wire_put_question(const struct wire_question *q, char *out, size_t cap)
{
    json_t *o = q->cancel
                    ? json_pack("{s:i, s:b}", "id", q->id, "cancel", 1)
                    : json_pack("{s:i, s:s, s:s, s:i}", "id", q->id, "kind", kinds[q->question],
                                "text", q->text, "deadline_ms", q->deadline_ms);
    return dump(o, out, cap);
}

static void put_told(json_t *o, const struct portal_answer *a)
{
    if (a->portal_state > 0) {
        json_object_set_new(o, "portal_state", json_integer(a->portal_state));
        json_object_set_new(o, "papers_asked", json_boolean(a->papers_asked));
        json_object_set_new(o, "reasoned", json_boolean(a->reasoned));
        json_object_set_new(o, "results", json_integer(a->results));
    }
}

static const char *const phones[] = {"none",    "asking", "waiting", "signed",
                                     "expired", "denied", "offline", "refused"};
static const char *const fees[] = {"none",    "asking", "waiting", "paid",
                                   "expired", "failed", "offline"};
static const char *const queues[] = {"none", "asking", "given", "closed", "offline"};

static const char *const hers[] = {"none", "asking", "known", "sign-in", "not-hers", "offline"};
static const char *const links[] = {"none", "asking", "waiting", "taken", "expired", "offline"};

static json_t *file_object(const struct portal_file *f)
{
    json_t *asked = json_array();
    json_t *results = json_array();
    for (int i = 0; i < f->asked_count; i++) {
        json_array_append_new(asked, json_pack("{s:s}", "text", f->asked[i]));
    }
    for (int i = 0; i < f->result_count; i++) {
        json_array_append_new(
            results, json_pack("{s:s, s:b}", "text", f->results[i], "file", (int)f->has_file[i]));
    }
    return json_pack("{s:s, s:i, s:s, s:b, s:i, s:s, s:o, s:o, s:s, s:s, s:i}", "state",
                     hers[f->state], "portal_state", f->portal_state, "state_text", f->state_text,
                     "papers_asked", (int)f->papers_asked, "results_there", f->results_there,
                     "reason", f->reason, "asked", asked, "results", results, "link",
                     links[f->link], "address", f->address, "seconds_left", f->seconds_left);
}

static const char *const uploads[] = {"none",   "asking", "waiting", "joined",  "finished",
                                      "taking", "taken",  "over",    "offline", "refused"};

static json_t *upload_of(const struct portal_upload *u)
{
    json_t *pages = json_array();
    for (int i = 0; i < u->count && i < PORTAL_PAGES; i++) {
        json_array_append_new(pages, json_pack("{s:i, s:s, s:i, s:b, s:s}", "id", u->pages[i].id,
                                               "sha256", u->pages[i].sha256, "size",
                                               u->pages[i].size, "thumb", u->pages[i].thumb,
                                               "quality", paper_quality_word(u->pages[i].quality)));
    }
    json_t *o = json_pack("{s:s, s:i, s:s, s:i, s:i, s:i, s:o}", "state", uploads[u->state],
                          "number", u->number, "address", u->address, "seconds_left",
                          u->seconds_left, "check", u->check, "coming", u->coming, "pages", pages);
    if (o != NULL && u->thumb != NULL) {
        json_object_set_new(o, "thumb_of", json_integer(u->thumb_of));
        json_object_set_new(o, "thumb_size", json_integer(u->thumb_size));
    }
    return o;
}

/* Sign-in, fee, number and upload are objects of their own. */
static json_t *aside_of(const struct portal_answer *a)
{
    switch (a->question) {
    case PORTAL_SIGN_IN:
        return json_pack("{s:s, s:s, s:s, s:s, s:i}", "state", phones[a->sign_in.state], "code",
                         a->sign_in.code, "address", a->sign_in.address, "whole", a->sign_in.whole,
                         "seconds_left", a->sign_in.seconds_left);
    case PORTAL_FEE:
        return json_pack("{s:s, s:I, s:s, s:s, s:s, s:i}", "state", fees[a->fee.state], "dong",
                         (json_int_t)a->fee.dong, "payload", a->fee.payload, "reference",
                         a->fee.reference, "receiver", a->fee.receiver, "seconds_left",
                         a->fee.seconds_left);
    case PORTAL_QUEUE:
        return json_pack("{s:s, s:s, s:i, s:i, s:i}", "state", queues[a->queue.state], "number",
                         a->queue.number, "counter", a->queue.counter, "ahead", a->queue.ahead,
                         "minutes", a->queue.minutes);
    case PORTAL_FILE:
        return file_object(&a->file);
    case PORTAL_HELD:
        return wire_held_object(&a->held);
    case PORTAL_UPLOAD:
        return upload_of(&a->upload);
    case PORTAL_STATUS:
    case PORTAL_CHECK:
    case PORTAL_OFFICER:
    case PORTAL_CALL:
    case PORTAL_COMING:
    case PORTAL_NEVERMIND:
    case PORTAL_TRY:
    case PORTAL_SIGN_OUT:
        break;
    }
    return NULL;
}

size_t wire_put_answer(const struct portal_answer *a, char *out, size_t cap)
{
    json_t *o =
        failed(a->error)
            ? json_pack("{s:i, s:s}", "id", a->id, "error", err_name(a->error.code))
            : json_pack("{s:i, s:s, s:s, s:s, s:s, s:b}", "id", a->id, "kind", kinds[a->question],
                        "stage", stages[a->stage], "file_number", a->file_number, "state_text",
                        a->state_text, "online", a->online ? 1 : 0);
    if (o != NULL && !failed(a->error) && a->trouble[0] != '\0') {
        json_object_set_new(o, "trouble", json_string(a->trouble));
    }
    if (o != NULL && !failed(a->error) && a->coming) {
        json_object_set_new(o, "coming", json_true());
        json_object_set_new(o, "officer", json_string(a->officer));
    }
    if (o != NULL && !failed(a->error) && a->desk_closed) {
        json_object_set_new(o, "closed", json_true());
        json_object_set_new(o, "until", json_string(a->until));
    }
    if (o != NULL && !failed(a->error) && a->dated) {
        json_object_set_new(o, "clock_off_s", json_integer((json_int_t)a->clock_off_s));
    }
    if (o != NULL && !failed(a->error) && a->away) {
        json_object_set_new(o, "away", json_true());
    }
    if (o != NULL && !failed(a->error) && a->unsent_30_days > 0) {
        json_object_set_new(o, "unsent_30_days", json_integer(a->unsent_30_days));
        json_object_set_new(o, "unsent_90_days", json_integer(a->unsent_90_days));
    }
    if (o != NULL && !failed(a->error)) {
        put_told(o, a);
        json_t *aside = aside_of(a);
        if (aside != NULL) {
            json_object_set_new(o, kinds[a->question], aside);
        }
        if (a->signed_in) {
            json_object_set_new(o, "signed_in", json_true());
        }
    }
    return dump(o, out, cap);
}

static json_t *load(const char *bytes, size_t size)
{
    json_t *o = size > WIRE_MAX ? NULL : json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL);
    if (o != NULL && !json_is_object(o)) {
        json_decref(o);
        return NULL;
    }
    return o;
}

static bool get_int(const json_t *o, const char *name, int min, int *ret_n)
{
    const json_t *value = json_object_get(o, name);
    const json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n < min || n > 0x7FFFFFFF) {
        return false;
    }
    *ret_n = (int)n;
    return true;
}

/* A member's text when it fits; an absent one is "". */
static bool get_text(const json_t *o, const char *name, char *out, size_t cap)
{
    const json_t *value = json_object_get(o, name);
    const char *text = value == NULL ? "" : json_string_value(value);
    if (text == NULL || strlen(text) >= cap) {
        return false;
    }
    for (const char *c = text; *c != '\0'; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7F) {
            return false;
        }
    }
    snprintf(out, cap, "%s", text);
    return true;
}

/* A member's number; an absent one is 0. */
static bool get_count(const json_t *o, const char *name, int *ret_n)
{
    *ret_n = 0;
    return json_object_get(o, name) == NULL || get_int(o, name, 0, ret_n);
}

static bool read_question(const json_t *o, struct wire_question *q)
{
    if (!get_int(o, "id", 0, &q->id)) {
        return false;
    }
    q->cancel = json_is_true(json_object_get(o, "cancel"));
    if (q->cancel) {
        return true;
    }
    const char *kind = json_string_value(json_object_get(o, "kind"));
    const int i = index_of(kind, kinds, COUNT_OF(kinds));
    q->known = i >= 0;
    q->question = (enum portal_question)(i >= 0 ? i : 0);
    return kind != NULL && get_int(o, "deadline_ms", 0, &q->deadline_ms) &&
           get_text(o, "text", q->text, sizeof q->text);
}

struct err wire_get_question(const char *bytes, size_t size, struct wire_question *ret_question)
{
    struct wire_question q = {.id = 0};
    json_t *o = load(bytes, size);
    const bool good = o != NULL && read_question(o, &q);
    json_decref(o);
    if (!good) {
        return ERR(ERR_BAD_INPUT, 0, "socket: no question");
    }
    *ret_question = q;
    return ERR_OK;
}

static struct err error_of(const char *name)
{
    for (int i = 0; i < COUNT_OF(errors); i++) {
        if (strcmp(err_name(errors[i]), name) == 0) {
            return ERR(errors[i], 0, "courier: answered");
        }
    }
    return ERR(ERR_IO, 0, "courier: answered");
}

/* A file number is printed and spoken: nothing but letters, digits and . - / may be in it. */
static bool number_ok(const char *text)
{
    return text[strspn(
               text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-/")] == '\0';
}

/* What her phone reads, and a QR: printable ASCII. */
static bool get_ascii(const json_t *o, const char *name, char *out, size_t cap)
{
    if (!get_text(o, name, out, cap)) {
        return false;
    }
    for (const char *c = out; *c != '\0'; c++) {
        if ((unsigned char)*c > '~') {
            return false;
        }
    }
    return true;
}

static bool get_word(const json_t *o, const char *const *words, int count, int *ret_index)
{
    *ret_index = index_of(json_string_value(json_object_get(o, "state")), words, count);
    return *ret_index >= 0;
}

static bool read_sign_in(const json_t *o, struct portal_sign_in *p)
{
    int state = 0;
    const bool good = get_word(o, phones, COUNT_OF(phones), &state) &&
                      get_ascii(o, "code", p->code, sizeof p->code) &&
                      get_ascii(o, "address", p->address, sizeof p->address) &&
                      get_ascii(o, "whole", p->whole, sizeof p->whole) &&
                      get_count(o, "seconds_left", &p->seconds_left);
    p->state = (enum portal_phone)state;
    return good && (p->state != PHONE_WAITING || (p->code[0] != '\0' && p->address[0] != '\0'));
}

static bool read_fee(const json_t *o, struct portal_fee *f)
{
    int state = 0;
    int dong = 0;
    const bool good = get_word(o, fees, COUNT_OF(fees), &state) && get_count(o, "dong", &dong) &&
                      get_ascii(o, "payload", f->payload, sizeof f->payload) &&
                      get_text(o, "reference", f->reference, sizeof f->reference) &&
                      number_ok(f->reference) &&
                      get_text(o, "receiver", f->receiver, sizeof f->receiver) &&
                      get_count(o, "seconds_left", &f->seconds_left);
    f->state = (enum portal_fee_state)state;
    f->dong = dong;
    return good && (f->state != FEE_WAITING || (f->payload[0] != '\0' && dong > 0));
}

static bool read_queue(const json_t *o, struct portal_queue *q)
{
    int state = 0;
    const bool good = get_word(o, queues, COUNT_OF(queues), &state) &&
                      get_text(o, "number", q->number, sizeof q->number) && number_ok(q->number) &&
                      get_count(o, "counter", &q->counter) && get_int(o, "ahead", -1, &q->ahead) &&
                      get_count(o, "minutes", &q->minutes);
    q->state = (enum portal_queue_state)state;
    return good && (q->state != QUEUE_GIVEN || q->number[0] != '\0');
}

static bool read_lists(const json_t *o, struct portal_file *f)
{
    const json_t *asked = json_object_get(o, "asked");
    const json_t *results = json_object_get(o, "results");
    if (json_array_size(asked) > PORTAL_ASKED_MAX ||
        json_array_size(results) > PORTAL_RESULTS_MAX) {
        return false;
    }
    f->asked_count = (int)json_array_size(asked);
    f->result_count = (int)json_array_size(results);
    bool good = true;
    for (int i = 0; i < f->asked_count; i++) {
        const json_t *one = json_array_get(asked, (size_t)i);
        good =
            good && json_is_object(one) && get_text(one, "text", f->asked[i], sizeof f->asked[i]);
    }
    for (int i = 0; i < f->result_count; i++) {
        const json_t *one = json_array_get(results, (size_t)i);
        good = good && json_is_object(one) &&
               get_text(one, "text", f->results[i], sizeof f->results[i]);
        f->has_file[i] = json_is_true(json_object_get(one, "file"));
    }
    return good;
}

static bool read_file(const json_t *o, struct portal_file *f)
{
    int state = 0;
    const int link =
        index_of(json_string_value(json_object_get(o, "link")), links, COUNT_OF(links));
    const bool good = link >= 0 && get_word(o, hers, COUNT_OF(hers), &state) &&
                      get_count(o, "portal_state", &f->portal_state) &&
                      get_text(o, "state_text", f->state_text, sizeof f->state_text) &&
                      get_count(o, "results_there", &f->results_there) &&
                      get_text(o, "reason", f->reason, sizeof f->reason) &&
                      get_ascii(o, "address", f->address, sizeof f->address) &&
                      get_count(o, "seconds_left", &f->seconds_left) && read_lists(o, f);
    f->state = (enum portal_hers)state;
    f->link = (enum portal_link)link;
    f->papers_asked = json_is_true(json_object_get(o, "papers_asked"));
    return good && (f->link != LINK_WAITING || f->address[0] != '\0');
}

static bool read_upload_page(const json_t *o, struct portal_upload_page *page)
{
    const char *quality = json_string_value(json_object_get(o, "quality"));
    page->thumb = json_is_true(json_object_get(o, "thumb"));
    page->quality = paper_quality_of(quality != NULL ? quality : "");
    return get_int(o, "id", 1, &page->id) && get_int(o, "size", 1, &page->size) &&
           get_text(o, "sha256", page->sha256, sizeof page->sha256) &&
           strspn(page->sha256, "0123456789abcdef") == PORTAL_SHA256 - 1;
}

static bool read_upload_pages(const json_t *list, struct portal_upload *u)
{
    const size_t count = json_array_size(list);
    if (!json_is_array(list) || count > PORTAL_PAGES) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!read_upload_page(json_array_get(list, i), &u->pages[i])) {
            return false;
        }
    }
    u->count = (int)count;
    return true;
}

/* The small picture itself comes beside the message. */
static bool read_upload(const json_t *o, struct portal_upload *u)
{
    int state = 0;
    const bool good =
        get_word(o, uploads, COUNT_OF(uploads), &state) && get_count(o, "number", &u->number) &&
        get_ascii(o, "address", u->address, sizeof u->address) &&
        get_count(o, "seconds_left", &u->seconds_left) && get_count(o, "check", &u->check) &&
        u->check <= 99 && get_int(o, "coming", -1, &u->coming) && u->coming <= 100 &&
        get_count(o, "thumb_of", &u->thumb_of) && get_count(o, "thumb_size", &u->thumb_size) &&
        u->thumb_size <= PORTAL_THUMB_BYTES && read_upload_pages(json_object_get(o, "pages"), u);
    u->state = (enum portal_upload_state)state;
    return good && (u->state != UPLOAD_WAITING || u->address[0] != '\0');
}

static bool read_aside(const json_t *o, struct portal_answer *a)
{
    const json_t *aside = json_object_get(o, kinds[a->question]);
    a->signed_in = json_is_true(json_object_get(o, "signed_in"));
    return a->question == PORTAL_SIGN_IN  ? read_sign_in(aside, &a->sign_in)
           : a->question == PORTAL_FEE    ? read_fee(aside, &a->fee)
           : a->question == PORTAL_QUEUE  ? read_queue(aside, &a->queue)
           : a->question == PORTAL_UPLOAD ? read_upload(aside, &a->upload)
           : a->question == PORTAL_FILE   ? read_file(aside, &a->file)
           : a->question == PORTAL_HELD   ? wire_held_read(aside, &a->held)
                                          : true;
}

static bool read_answer(const json_t *o, struct portal_answer *a)
{
    const char *error = json_string_value(json_object_get(o, "error"));
    if (!get_int(o, "id", 0, &a->id)) {
        return false;
    }
    if (error != NULL) {
        a->error = error_of(error);
        return failed(a->error);
    }
    const int kind =
        index_of(json_string_value(json_object_get(o, "kind")), kinds, COUNT_OF(kinds));
    const int stage =
        index_of(json_string_value(json_object_get(o, "stage")), stages, COUNT_OF(stages));
    if (kind < 0 || stage < 0 || !json_is_boolean(json_object_get(o, "online"))) {
        return false;
    }
    a->question = (enum portal_question)kind;
    a->stage = (enum portal_stage)stage;
    a->online = json_is_true(json_object_get(o, "online"));
    a->dated = json_is_integer(json_object_get(o, "clock_off_s"));
    a->clock_off_s = json_integer_value(json_object_get(o, "clock_off_s"));
    a->coming = json_is_true(json_object_get(o, "coming"));
    a->desk_closed = json_is_true(json_object_get(o, "closed"));
    a->away = json_is_true(json_object_get(o, "away"));
    a->papers_asked = json_is_true(json_object_get(o, "papers_asked"));
    a->reasoned = json_is_true(json_object_get(o, "reasoned"));
    return get_text(o, "officer", a->officer, sizeof a->officer) &&
           get_text(o, "until", a->until, sizeof a->until) && portal_until_ok(a->until) &&
           get_text(o, "trouble", a->trouble, sizeof a->trouble) &&
           get_text(o, "file_number", a->file_number, sizeof a->file_number) &&
           number_ok(a->file_number) &&
           get_text(o, "state_text", a->state_text, sizeof a->state_text) &&
           get_count(o, "portal_state", &a->portal_state) && get_count(o, "results", &a->results) &&
           get_count(o, "unsent_30_days", &a->unsent_30_days) &&
           get_count(o, "unsent_90_days", &a->unsent_90_days) && read_aside(o, a);
}

struct err wire_get_answer(const char *bytes, size_t size, struct portal_answer *ret_answer)
{
    struct portal_answer a = {.error = ERR_OK};
    json_t *o = load(bytes, size);
    const bool good = o != NULL && read_answer(o, &a);
    json_decref(o);
    if (!good) {
        return ERR(ERR_BAD_INPUT, 0, "socket: no answer");
    }
    *ret_answer = a;
    return ERR_OK;
}
