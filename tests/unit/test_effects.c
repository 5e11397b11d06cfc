/* What is asked of the portal of a person: only the latest question's answer may come. */
#include "ui/effects.h"

#include <string.h>

#include "tests/check.h"
#include "ui/shell.h"

static struct shell shell;
static struct app app;
static struct visit visit;
static int asked, cancelled;

static struct err ask(struct port_portal *p, enum portal_question question, const char *text,
                      int deadline_ms, int *ret_id)
{
    (void)p;
    (void)question;
    (void)text;
    (void)deadline_ms;
    *ret_id = ++asked;
    return ERR_OK;
}

static void cancel(struct port_portal *p, int id)
{
    (void)p;
    cancelled = id;
}

TEST(an_answer_to_an_older_number_never_comes)
{
    static const struct port_portal_ops ops = {.name = "test", .ask = ask, .cancel = cancel};
    static struct port_portal portal = {.ops = &ops};
    const struct effects held = {.list = {{FX_ASK, PORTAL_HELD}}, .count = 1};
    const struct effects other = {.list = {{FX_ASK, PORTAL_STATUS}}, .count = 1};
    app.visit = &visit;
    shell.app = &app;
    shell.ports.portal = &portal;
    effects_carry_out(&shell, &held);
    CHECK_INT(cancelled, 0);
    effects_carry_out(&shell, &other);
    CHECK_INT(cancelled, 0);
    effects_carry_out(&shell, &held);
    CHECK_INT(cancelled, 1);
    effects_carry_out(&shell, &held);
    CHECK_INT(cancelled, 3);
}

int main(void)
{
    RUN(an_answer_to_an_older_number_never_comes);
    return check_done();
}
