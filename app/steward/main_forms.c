#include "app/steward/main_forms.h"

#include <stdio.h>
#include <string.h>

#include "platform/linux/http_curl.h"

#define FOREVER ((int64_t)24 * 3600 * 1000)

static struct err open_line(struct steward_forms *f)
{
    char origin[DDI_ORIGIN];
    bool in_path = false;
    struct err e = ERR_OK;
    if (f->credentials != NULL) {
        e = credentials_read(f->credentials, &f->known);
    }
    e = failed(e) ? e
                  : credentials_address(&f->known, f->url, f->address, sizeof f->address, &in_path);
    if (failed(e) || !ddi_origin(f->address, origin)) {
        return failed(e) ? e : ERR(ERR_BAD_INPUT, 0, "--forms is no address of a portal");
    }
    const bool shown = f->credentials != NULL && !in_path;
    const bool named = shown && f->known.secret[0] != '\0';
    const struct http_curl_params params = {.url = origin,
                                            .ca = f->ca,
                                            .token = shown ? f->known.token : NULL,
                                            .password = named ? f->known.secret : NULL,
                                            .agent = "rong-steward"};
    return http_curl_open(&f->http, &params);
}

struct err steward_forms_open(struct steward_forms *f, struct pack_taker *taker,
                              struct action_journal *journal, const atomic_bool *stop,
                              void (*say)(const char *what, const char *detail))
{
    static uint8_t storage[FORM_LIST_ROOM]; /* pages are taken when used */
    struct arena arena;
    if (f->url == NULL) {
        return ERR_OK;
    }
    struct err e = open_line(f);
    if (failed(e)) {
        return e;
    }
    part_file_init(&f->part);
    arena_init(&arena, storage, sizeof storage);
    /* A folder of its own: the steward tidies the fleet's. */
    (void)snprintf(f->folder, sizeof f->folder, "%.480s/offered", taker->state);
    const struct pack_offers_params params = {.http = f->http,
                                              .url = f->address,
                                              .part = &f->part.port,
                                              .folder = f->folder,
                                              .journal = journal,
                                              .stop = stop,
                                              .take_pack = steward_take_pack,
                                              .context = taker,
                                              .say = say};
    e = pack_offers_init(&f->offers, &params, &arena);
    f->open = !failed(e);
    return e;
}

int64_t steward_forms_turn(struct steward_forms *f, int64_t now_ms)
{
    return f->open ? pack_offers_turn(&f->offers, now_ms) : FOREVER;
}

void steward_forms_close(struct steward_forms *f)
{
    if (f->http != NULL) {
        f->http->ops->close(f->http);
    }
    explicit_bzero(&f->known, sizeof f->known);
    explicit_bzero(f->address, sizeof f->address);
}
