#include "app/steward/pack_offers.h"

#include <stdio.h>
#include <string.h>

#include "app/pack/pack_file.h"
#include "app/steward/ddi_line.h"

#define FLUSH ((int64_t)4 << 20)

_Static_assert(sizeof((struct pack_offers *)NULL)->origin == DDI_ORIGIN, "an origin fits");

static void say(const struct pack_offers *o, const char *name, const char *words)
{
    char line[DDI_DETAIL];
    char plain[DDI_DETAIL];
    (void)snprintf(line, sizeof line, "%.40s%s%.150s", name, name[0] == '\0' ? "" : ": ", words);
    ddi_plain(line, plain);
    if (o->params.say != NULL) {
        o->params.say("packs offered", plain);
    }
}

struct err pack_offers_init(struct pack_offers *o, const struct pack_offers_params *params,
                            const struct arena *arena)
{
    *o = (struct pack_offers){.params = *params, .arena = *arena};
    return ddi_origin(params->url, o->origin)
               ? ERR_OK
               : ERR(ERR_BAD_INPUT, 0, "pack offers: the portal's address is none");
}

/* --- one exchange ----------------------------------------------------------------------------- */

/* The path of a link to the portal's own host. */
static bool path_of(const struct pack_offers *o, const char *href, char out[DDI_HREF + 1])
{
    char origin[DDI_ORIGIN];
    if (!ddi_origin(href, origin) || strcmp(origin, o->origin) != 0) {
        return false;
    }
    const char *host = strstr(href, "://") + 3;
    const char *path = host + strcspn(host, "/?");
    (void)snprintf(out, DDI_HREF + 1, "%s%s", path[0] == '/' ? "" : "/", path);
    return true;
}

static struct err get(struct pack_offers *o, const char *href, struct http_sink *sink,
                      struct http_answer *ret_answer)
{
    char path[DDI_HREF + 1];
    if (!path_of(o, href, path)) {
        return ERR(ERR_REFUSED, 0, "pack offers: a link to another host");
    }
    const struct http_request r = {.method = "GET",
                                   .path = path,
                                   .accept = sink != NULL ? "*/*" : "text/xml, application/xml",
                                   .sink = sink,
                                   .headers = {{"X-OpenRosa-Version", "1.0"}}};
    struct port_http *http = o->params.http;
    const struct err e = http->ops->exchange(http, &r, o->params.stop, ret_answer);
    if (failed(e)) {
        return e;
    }
    return ret_answer->status == 200
               ? ERR_OK
               : ERR(ERR_REFUSED, ret_answer->status, "pack offers: the portal does not give it");
}

/* --- a file ----------------------------------------------------------------------------------- */

struct fetching {
    struct http_sink sink; /* first: the sink is this struct */
    struct port_part *part;
    int64_t size, since;
};

static struct err begin(struct http_sink *sink, const struct http_answer *head)
{
    (void)sink;
    return head->status == 200
               ? ERR_OK
               : ERR(ERR_REFUSED, head->status, "pack offers: another answer than the file");
}

static struct err take_piece(struct http_sink *sink, const void *bytes, size_t size)
{
    struct fetching *f = (struct fetching *)sink;
    f->size += (int64_t)size;
    f->since += (int64_t)size;
    if (f->size > (int64_t)PACK_MAX) {
        return ERR(ERR_FULL, 0, "pack offers: it is larger than a pack may be");
    }
    struct err e = f->part->ops->append(f->part, bytes, size);
    if (!failed(e) && f->since >= FLUSH) {
        f->since = 0;
        e = f->part->ops->flush(f->part);
    }
    return e;
}

static struct err fetch(struct pack_offers *o, const char *href)
{
    struct http_answer a = {0};
    struct port_part *part = o->params.part;
    struct fetching f = {.sink = {begin, take_piece}, .part = part};
    int64_t there = 0;
    struct err e = part->ops->open(part, o->params.folder, PACK_OFFERS_FILE ".part", 0, &there);
    e = failed(e) ? e : get(o, href, &f.sink, &a);
    if (failed(e)) {
        part->ops->close(part);
        return e;
    }
    return part->ops->finish(part, PACK_OFFERS_FILE);
}

/* Whether it need not come again: it is used, or it will never be. What this disk refused may. */
static bool is_settled(enum reason reason)
{
    return reason != REASON_INSTALL && reason != REASON_NO_ROOM;
}

static struct err take(struct pack_offers *o, const struct form_pack *p)
{
    char fact[PACK_TITLE + 8];
    char known[JOURNAL_TEXT];
    char path[DIR_PATH_MAX];
    char handle[PLAN_HANDLE] = "";
    char why[DDI_DETAIL] = "";
    (void)snprintf(fact, sizeof fact, "pack:%.*s", PACK_TITLE, p->name);
    struct err e = action_journal_fact(o->params.journal, fact, known);
    if (failed(e) || strcmp(known, p->hash) == 0) {
        return e;
    }
    e = fetch(o, p->href);
    if (failed(e)) {
        return e;
    }
    (void)snprintf(path, sizeof path, "%.480s/" PACK_OFFERS_FILE, o->params.folder);
    const enum reason reason = o->params.take_pack(o->params.context, path, handle, why);
    say(o, p->name, reason == REASON_DONE ? "taken" : why);
    return is_settled(reason) ? action_journal_set_fact(o->params.journal, fact, p->hash)
                              : ERR(ERR_IO, 0, "pack offers: it could not be stored");
}

/* --- a turn ----------------------------------------------------------------------------------- */

static struct err ask(struct pack_offers *o)
{
    char href[DDI_HREF];
    struct form_pack list[FORM_LIST_PACKS];
    struct http_answer a = {0};
    int count = 0;
    const int length = snprintf(href, sizeof href, "%s/formList", o->params.url);
    if (length < 0 || length >= (int)sizeof href) {
        return ERR(ERR_FULL, 0, "pack offers: the address is too long");
    }
    struct err e = get(o, href, NULL, &a);
    e = failed(e) ? e : form_list_manifest(&o->arena, a.body, a.size, href);
    if (e.code == ERR_NOT_FOUND) {
        return ERR_OK; /* it offers none */
    }
    e = failed(e) ? e : get(o, href, NULL, &a);
    e = failed(e) ? e : form_list_packs(&o->arena, a.body, a.size, list, &count);
    for (int i = 0; i < count && !failed(e); i++) {
        e = take(o, &list[i]);
    }
    return e;
}

int64_t pack_offers_turn(struct pack_offers *o, int64_t now_ms)
{
    if (now_ms < o->next_ms) {
        return o->next_ms - now_ms;
    }
    const struct err e = ask(o);
    o->fails = failed(e) ? o->fails + 1 : 0;
    if (failed(e)) {
        say(o, "", e.at);
    }
    int64_t hours = 1;
    for (int i = 1; i < o->fails && hours < PACK_OFFERS_LONGEST_S; i++) {
        hours *= 2;
    }
    hours = hours < PACK_OFFERS_LONGEST_S ? hours : PACK_OFFERS_LONGEST_S;
    o->next_ms = now_ms + hours * PACK_OFFERS_EVERY_MS;
    return o->next_ms - now_ms;
}
