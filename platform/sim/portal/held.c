#include "platform/sim/portal/held.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "platform/sim/portal/details.h"
#include "platform/sim/portal/instance.h"
#include "platform/sim/portal/intake.h"
#include "platform/sim/portal/ledger_citizen.h"
#include "platform/sim/portal/ledger_whole.h"
#include "platform/sim/portal/rest.h"

#define FILES_MOST 64 /* of all citizens that are looked at, the newest */
#define OF_HERSELF "/requester/"
#define NUMBER     "SoDinhDanh"
#define KINSHIP    "QuanHe" /* to the child of that application, not of herself */

/* Whose application it is. */
struct holder {
    bool signed_in;
    char number[HELD_NUMBER + 1]; /* "" = not known */
};

static bool is_number(const char *text)
{
    return text != NULL && strlen(text) == HELD_NUMBER && strspn(text, "0123456789") == HELD_NUMBER;
}

static json_t *record_of(struct ledger *l, const char *uuid)
{
    char *body = NULL;
    size_t size = 0;
    const struct err e = ledger_body(l, uuid, &body, &size);
    json_t *o = failed(e) ? NULL : json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
    free(body);
    return o;
}

/* The number she gave about herself; "" when there is none. */
static void number_in(const json_t *record, char ret_number[HELD_NUMBER + 1])
{
    struct instance_reader r;
    struct instance_leaf leaf;
    ret_number[0] = '\0';
    instance_begin(&r, intake_text(record, "instance"));
    while (ret_number[0] == '\0' && instance_next(&r, &leaf)) {
        const char *at = strstr(leaf.path, OF_HERSELF NUMBER);
        if (at != NULL && is_number(leaf.value)) {
            memcpy(ret_number, leaf.value, HELD_NUMBER + 1);
        }
    }
}

/* An application is hers: she signed in for both, or she gave the number an officer saw. */
static bool is_hers(const struct holder *h, const struct ledger_entry *e, const json_t *record)
{
    char number[HELD_NUMBER + 1];
    if (h->signed_in) {
        return e->signed_in;
    }
    number_in(record, number);
    return h->number[0] != '\0' && strcmp(h->number, number) == 0;
}

static bool is_there(const json_t *list, const char *ref)
{
    size_t i = 0;
    const json_t *o = NULL;
    json_array_foreach(list, i, o)
    {
        if (strcmp(intake_text(o, "ref"), ref) == 0) {
            return true;
        }
    }
    return false;
}

static void add(json_t *list, const struct ledger_entry *e, const char *kind, const char *ref,
                json_t *own)
{
    char day[16];
    struct tm local;
    const time_t at = (time_t)(e->received_at / 1000) + (time_t)7 * 3600;
    gmtime_r(&at, &local);
    strftime(day, sizeof day, "%Y-%m-%d", &local);
    json_object_set_new(own, "kind", json_string(kind));
    json_object_set_new(own, "ref", json_string(ref));
    json_object_set_new(own, "procedure", json_string(e->procedure));
    json_object_set_new(own, "file_number", json_string(e->file_number));
    json_object_set_new(own, "date", json_string(day));
    json_array_append_new(list, own);
}

static void add_answers(json_t *list, const struct ledger_entry *e, const json_t *record)
{
    struct instance_reader r;
    struct instance_leaf leaf;
    instance_begin(&r, intake_text(record, "instance"));
    while (json_array_size(list) < HELD_MOST && instance_next(&r, &leaf)) {
        if (strstr(leaf.path, OF_HERSELF) != NULL && strstr(leaf.path, KINSHIP) == NULL &&
            leaf.value[0] != '\0' && !is_there(list, leaf.path)) {
            add(list, e, "answer", leaf.path, json_pack("{s:s}", "value", leaf.value));
        }
    }
}

static bool is_stored(const struct ledger_paper *papers, int count, const char *sha256)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(papers[i].sha256, sha256) == 0) {
            return papers[i].stored;
        }
    }
    return false;
}

/* A paper of the record; of one that came in several files all of it. */
static json_t *paper_json(const json_t *o, const struct ledger_whole *whole)
{
    if (whole != NULL) {
        return json_pack("{s:s, s:s, s:s, s:I, s:i}", "name", intake_text(o, "name"), "type",
                         "application/pdf", "sha256", whole->sha256, "size",
                         (json_int_t)whole->size, "pages", whole->pages);
    }
    return json_pack("{s:s, s:s, s:s, s:O, s:O}", "name", intake_text(o, "name"), "type",
                     intake_text(o, "type"), "sha256", intake_text(o, "sha256"), "size",
                     json_object_get(o, "size"), "pages", json_object_get(o, "pages"));
}

static void add_papers(struct ledger *l, json_t *list, const struct ledger_entry *e,
                       const json_t *record)
{
    struct ledger_paper stored[LEDGER_PAPERS_MAX];
    struct ledger_whole wholes[LEDGER_PAPERS_MAX];
    int count = 0;
    int bound = 0;
    size_t i = 0;
    const json_t *o = NULL;
    if (failed(ledger_papers(l, e->uuid, stored, &count)) ||
        failed(ledger_wholes(l, e->uuid, wholes, &bound))) {
        return;
    }
    json_array_foreach(json_object_get(record, "papers"), i, o)
    {
        const char *ref = intake_text(o, "ref");
        if (json_array_size(list) < HELD_MOST && !is_there(list, ref) &&
            is_stored(stored, count, intake_text(o, "sha256"))) {
            add(list, e, "paper", ref, paper_json(o, ledger_whole_of(wholes, bound, ref)));
        }
    }
}

/* The uuids of the newest applications, the newest first. */
static int newest(struct ledger *l, char (*ret_uuids)[37])
{
    char(*all)[37] = calloc(FILES_MOST, sizeof *all);
    char at[37] = "";
    int count = 0;
    while (all != NULL && ledger_next(l, at, at)) {
        memcpy(all[count++ % FILES_MOST], at, sizeof at);
    }
    const int most = count < FILES_MOST ? count : FILES_MOST;
    for (int i = 0; i < most; i++) {
        memcpy(ret_uuids[i], all[(count - 1 - i) % FILES_MOST], sizeof at);
    }
    free(all);
    return most;
}

/* What each of her other applications gives: a list for `list`, or her papers for `uuid`. */
static struct err walk(struct portal *p, const char *uuid, const struct holder *h, int64_t now,
                       json_t *list)
{
    char uuids[FILES_MOST][37];
    struct err e = ledger_settle(p->ledger, now);
    const int count = newest(p->ledger, uuids);
    for (int i = 0; i < count && !failed(e); i++) {
        struct ledger_entry entry;
        json_t *record = record_of(p->ledger, uuids[i]);
        if (strcmp(uuids[i], uuid) != 0 && record != NULL &&
            !failed(ledger_find(p->ledger, uuids[i], &entry)) && entry.file_number[0] != '\0' &&
            is_hers(h, &entry, record)) {
            if (list != NULL) {
                add_papers(p->ledger, list, &entry, record);
                add_answers(list, &entry, record);
            } else {
                e = ledger_take_papers(p->ledger, uuid, entry.uuid, now);
            }
        }
        json_decref(record);
    }
    return e;
}

void held_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                 struct portal_reply *ret_reply)
{
    struct holder h = {.number = ""};
    if (!rest_only_read(q, ret_reply)) {
        return;
    }
    if (!details_allowed(p, q, ret_reply)) {
        return;
    }
    if (!details_signed_in(p, q) && !is_number(q->citizen_number)) {
        rest_refuse(ret_reply, 422, "bad-header", "Citizen-Number",
                    "send the number that was seen");
        return;
    }
    h.signed_in = details_signed_in(p, q);
    memcpy(h.number, h.signed_in ? "" : q->citizen_number, h.signed_in ? 1 : sizeof h.number);
    json_t *list = json_array();
    const struct err e = walk(p, uuid, &h, q->now, list);
    if (failed(e)) {
        json_decref(list);
        rest_trouble(ret_reply, e);
    } else {
        reply_json(ret_reply, 200, json_pack("{s:s, s:o}", "uuid", uuid, "held", list));
    }
}

struct err held_join(struct portal *p, const char *uuid, bool signed_in, int64_t now)
{
    struct holder h = {.signed_in = signed_in};
    json_t *record = record_of(p->ledger, uuid);
    const char *how = intake_text(json_object_get(record, "identity"), "sign_in");
    if (!signed_in && strcmp(how, "officer") == 0) {
        number_in(record, h.number);
    }
    json_decref(record);
    return h.signed_in || h.number[0] != '\0' ? walk(p, uuid, &h, now, NULL) : ERR_OK;
}
