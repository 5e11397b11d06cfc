#include "platform/sim/fleet/auth.h"

#include <string.h>

#include "platform/sim/serve/digest.h"

/* What follows the scheme's word in an Authorization header; NULL when it is another scheme. */
static const char *after(const char *header, const char *scheme)
{
    const size_t size = strlen(scheme);
    return header != NULL && strncasecmp(header, scheme, size) == 0 && header[size] == ' '
               ? header + size + 1
               : NULL;
}

static bool by_token(const struct call *c)
{
    char wanted[160];
    const char *token = after(c->q->authorization, "TargetToken");
    return token != NULL && token[0] != '\0' &&
           store_text(c->store, wanted, sizeof wanted, "SELECT token FROM target WHERE id = ?", "s",
                      c->place->target) &&
           portal_same_secret(token, wanted);
}

static bool by_gateway(const struct call *c)
{
    const char *token = after(c->q->authorization, "GatewayToken");
    return token != NULL && c->fleet->gateway_token != NULL &&
           portal_same_secret(token, c->fleet->gateway_token);
}

/* A certificate shown to ourselves, or one a proxy has seen. */
static bool by_certificate(const struct call *c)
{
    const struct fleet_request *q = c->q;
    if (c->fleet->certificates && strcmp(q->certificate, c->place->target) == 0) {
        return true;
    }
    return c->fleet->proxy_issuer != NULL && q->proxy_id != NULL && q->proxy_issuer != NULL &&
           strcmp(q->proxy_id, c->place->target) == 0 &&
           strcasecmp(q->proxy_issuer, c->fleet->proxy_issuer) == 0;
}

bool auth_allows(const struct call *c)
{
    const struct fleet *f = c->fleet;
    const int64_t refuse =
        store_number(c->store, 0, "SELECT refuse FROM target WHERE id = ?", "s", c->place->target);
    const bool ours = c->place->kind == PLACE_OUTGOING || /* has no tenant */
                      strcmp(c->place->tenant, f->tenant) == 0;
    if (!ours || !(f->anonymous || by_token(c) || by_gateway(c) || by_certificate(c))) {
        answer_empty(c->r, 401);
        return false;
    }
    if (refuse != 0) {
        if (refuse == 401) {
            answer_empty(c->r, 401);
        } else {
            answer_status(c->r, (int)refuse);
        }
        return false;
    }
    return true;
}

void auth_register(const struct call *c)
{
    char token[33];
    portal_random_hex(token, sizeof token - 1);
    store_run(c->store,
              "INSERT OR IGNORE INTO target(id, name, token, created) VALUES(?1, ?1, ?2, ?3)",
              "ssi", c->place->target, token, c->q->now);
    store_run(c->store,
              "UPDATE target SET polled = ?, address = ?, status = CASE status WHEN 'unknown' THEN "
              "'registered' ELSE status END WHERE id = ?",
              "iss", c->q->now, c->q->visitor, c->place->target);
}

bool auth_known(const struct call *c)
{
    const bool known = store_number(c->store, 0, "SELECT count(*) FROM target WHERE id = ?", "s",
                                    c->place->target) == 1;
    if (!known) {
        answer_mishap(c->r, MISHAP_NOT_FOUND);
    }
    return known;
}
