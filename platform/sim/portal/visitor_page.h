/* The frame of a page for who has no name at the portal: a phone that signs in, who pays, who takes
 * a result. */
#ifndef PLATFORM_SIM_PORTAL_VISITOR_PAGE_H
#define PLATFORM_SIM_PORTAL_VISITOR_PAGE_H

#include "platform/sim/portal/html.h"
#include "platform/sim/portal/routes.h"

struct visitor_page {
    struct html html;
    const char *title;        /* key of its word */
    void (*body)(void *self); /* writes into html what the page is about */
    void *self;
};

/* Answers with the page, or with the trouble there was in writing it. */
void visitor_page_answer(struct visitor_page *p, int status, struct portal_reply *r);

#endif
