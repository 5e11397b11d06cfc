#include "platform/sim/portal/details.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "platform/sim/portal/ledger_office.h"
#include "platform/sim/portal/rest.h"
#include "platform/sim/portal/words.h"

#define STATE_PAPERS 5

/* "Bearer ...". */
static enum issuer_who token_of(struct portal *p, const struct portal_request *q)
{
    static const char scheme[] = "Bearer ";
    const char *given = q->citizen;
    return given != NULL && strncasecmp(given, scheme, strlen(scheme)) == 0
               ? issuer_who(&p->issuer, given + strlen(scheme), q->now)
               : ISSUER_NOBODY;
}

bool details_signed_in(struct portal *p, const struct portal_request *q)
{
    return token_of(p, q) != ISSUER_NOBODY;
}

static enum issuer_who who_asks(struct portal *p, const struct portal_request *q)
{
    const bool checked = q->checked != NULL && strcmp(q->checked, "officer") == 0;
    return checked ? ISSUER_HER : token_of(p, q);
}

bool details_allowed(struct portal *p, const struct portal_request *q,
                     struct portal_reply *ret_reply)
{
    switch (who_asks(p, q)) {
    case ISSUER_HER:
        return true;
    case ISSUER_STRANGER:
        rest_refuse(ret_reply, 403, "not-hers", "", "this file is another citizen's");
        return false;
    case ISSUER_NOBODY:
        break;
    }
    rest_refuse(ret_reply, 403, "sign-in", "", "send a citizen's token, or Identity-Checked");
    return false;
}

/* The officer writes one missing paper a line. */
static json_t *asked_json(const struct ledger_entry *e)
{
    json_t *list = json_array();
    const char *at = e->state == STATE_PAPERS ? e->reason : "";
    while (*at != '\0') {
        size_t size = strcspn(at, "\r\n");
        if (size > 0) {
            json_array_append_new(list, json_pack("{s:o}", "name", json_stringn(at, size)));
        }
        at += size;
        at += strspn(at, "\r\n");
    }
    return list;
}

static json_t *result_json(const struct ledger_result *r)
{
    return json_pack("{s:s, s:s, s:s}", "text", r->text, "type", r->type, "sha256", r->sha256);
}

static struct err results_json(struct ledger *l, const char *uuid, json_t *ret_list)
{
    int count = 0;
    struct ledger_result *results = calloc(LEDGER_RESULTS_MAX, sizeof *results);
    if (results == NULL) {
        return ERR(ERR_FULL, ENOMEM, "details: memory");
    }
    const struct err e = ledger_results(l, uuid, results, &count);
    for (int i = 0; i < count && !failed(e); i++) {
        json_array_append_new(ret_list, result_json(&results[i]));
    }
    free(results);
    return e;
}

void details_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                    struct portal_reply *ret_reply)
{
    struct ledger_entry entry;
    char text[80];
    if (!rest_only_read(q, ret_reply)) {
        return;
    }
    if (!details_allowed(p, q, ret_reply)) {
        return;
    }
    struct err e = ledger_find(p->ledger, uuid, &entry);
    json_t *results = json_array();
    if (!failed(e)) {
        e = results_json(p->ledger, uuid, results);
    }
    if (failed(e)) {
        json_decref(results);
        if (e.code == ERR_NOT_FOUND) {
            rest_refuse(ret_reply, 404, "unknown", "", "");
        } else {
            rest_trouble(ret_reply, e);
        }
        return;
    }
    words_state(entry.state, entry.state_text, text, sizeof text);
    reply_json(ret_reply, 200,
               json_pack("{s:s, s:i, s:s, s:s, s:o, s:o}", "uuid", uuid, "state", entry.state,
                         "state_text", text, "reason", entry.reason, "asked", asked_json(&entry),
                         "results", results));
}
