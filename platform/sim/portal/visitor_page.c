#include "platform/sim/portal/visitor_page.h"

#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/rest.h"

#define PAGE_MAX (256 * 1024)

static void put_place(void *self, struct html *w, const char *name)
{
    const struct visitor_page *p = self;
    if (strcmp(name, "title") == 0) {
        html_word(w, p->title);
    } else if (strcmp(name, "body") == 0) {
        p->body(p->self);
    } else if (strcmp(name, "sign-out") != 0) { /* nobody is signed in */
        html_word(w, name);
    }
}

void visitor_page_answer(struct visitor_page *p, int status, struct portal_reply *r)
{
    struct buf out;
    char *storage = malloc(PAGE_MAX);
    if (storage == NULL) {
        rest_trouble(r, ERR(ERR_FULL, 1, "page: memory"));
        return;
    }
    buf_init(&out, storage, PAGE_MAX);
    p->html.out = &out;
    const struct err e = html_fill(&p->html, "office.html", put_place, p);
    if (failed(e)) {
        rest_trouble(r, e);
    } else {
        reply_set(r, status, "text/html; charset=utf-8", out.data, out.len);
        r->policy = POLICY_OFFICE;
    }
    free(storage);
}
