#include "platform/sim/portal/headers.h"

#include <stdio.h>

#include "platform/sim/portal/resumable.h"

#define PAGE_SOURCES                                                                               \
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "                \
    "frame-ancestors 'none'; form-action "

static void add_policy(struct MHD_Response *m, enum portal_policy policy)
{
    static const char *const sources[] = {
        [POLICY_PAGE] = PAGE_SOURCES "'none'",
        [POLICY_OFFICE] = PAGE_SOURCES "'self'",
        /* What browsers wrap around a picture or a PDF has styles of its own. */
        [POLICY_PAPER] = "default-src 'none'; img-src 'self'; object-src 'self'; "
                         "style-src 'unsafe-inline'; frame-ancestors 'none'",
    };
    if (policy != POLICY_NONE) {
        MHD_add_response_header(m, "X-Robots-Tag", "noindex, nofollow");
        MHD_add_response_header(m, "Referrer-Policy", "no-referrer");
        MHD_add_response_header(m, "Vary", "Accept-Language");
        MHD_add_response_header(m, "Content-Security-Policy", sources[policy]);
    }
}

static void add_number(struct MHD_Response *m, const char *name, int64_t value)
{
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)value);
    MHD_add_response_header(m, name, number);
}

static void add_tus(struct MHD_Response *m, const struct portal_reply *r)
{
    MHD_add_response_header(m, "Tus-Resumable", RESUMABLE_VERSION);
    if (r->tus_options > 0) {
        MHD_add_response_header(m, "Tus-Version", RESUMABLE_VERSION);
        MHD_add_response_header(m, "Tus-Extension", "creation,termination");
        add_number(m, "Tus-Max-Size", r->tus_options);
    }
    if (r->upload_offset >= 0) {
        add_number(m, "Upload-Offset", r->upload_offset);
    }
    if (r->upload_length >= 0) {
        add_number(m, "Upload-Length", r->upload_length);
    }
}

void headers_add(struct MHD_Response *m, const struct portal_reply *r)
{
    if (r->type != NULL) {
        MHD_add_response_header(m, "Content-Type", r->type);
    }
    if (r->allow != NULL) {
        MHD_add_response_header(m, "Allow", r->allow);
    }
    if (r->location[0] != '\0') {
        MHD_add_response_header(m, "Location", r->location);
    }
    if (r->retry_text[0] != '\0') {
        MHD_add_response_header(m, "Retry-After", r->retry_text);
    } else if (r->retry_after >= 0) {
        add_number(m, "Retry-After", r->retry_after);
    }
    if (r->proxy != NULL) {
        MHD_add_response_header(m, "Proxy-Authenticate", r->proxy);
    }
    if (r->accept_length > 0) {
        MHD_add_response_header(m, "X-OpenRosa-Version", "1.0");
        add_number(m, "X-OpenRosa-Accept-Content-Length", r->accept_length);
    }
    if (r->tus) {
        add_tus(m, r);
    }
    if (r->challenge) {
        MHD_add_response_header(m, "WWW-Authenticate", "Bearer");
    }
    if (r->etag[0] != '\0') {
        MHD_add_response_header(m, "ETag", r->etag);
    }
    MHD_add_response_header(m, "Cache-Control", "no-store");
    MHD_add_response_header(m, "X-Content-Type-Options", "nosniff");
    for (int i = 0; i < 2; i++) {
        if (r->cookie[i][0] != '\0') {
            MHD_add_response_header(m, "Set-Cookie", r->cookie[i]);
        }
    }
    add_policy(m, r->policy);
}
