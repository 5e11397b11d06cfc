#include "platform/sim/portal_script.h"

#include <stdio.h>
#include <string.h>

#define WAITING_MAX 16

static void note(struct portal_script *s, enum portal_question question, const char *text)
{
    static const char *const names[] = {"status",    "check",  "officer", "call",    "coming",
                                        "nevermind", "try",    "signin",  "signout", "fee",
                                        "queue",     "upload", "file"};
    const size_t used = strlen(s->heard);
    snprintf(s->heard + used, sizeof s->heard - used, "%s %s\n", names[question], text);
}

static struct portal_step step_of(struct portal_script *s)
{
    if (s->count == 0) {
        return (struct portal_step){.fault = PORTAL_IS_GONE};
    }
    const int i = s->next < s->count ? s->next++ : s->count - 1;
    return s->steps[i];
}

static struct err ask(struct port_portal *port, enum portal_question question, const char *text,
                      int deadline_ms, int *ret_id)
{
    struct portal_script *s = (struct portal_script *)port;
    const struct portal_step step = step_of(s);
    if (strlen(text) > 64 || deadline_ms < 0) {
        return ERR(ERR_BAD_INPUT, 0, "portal: the question is too long");
    }
    if (s->waiting_count == WAITING_MAX) {
        return ERR(ERR_FULL, 0, "portal: too many questions at once");
    }
    note(s, question, text);
    struct portal_answer a = step.answer;
    uint64_t ready = s->now_ms;
    if (step.fault == PORTAL_IS_SILENT || step.fault == PORTAL_IS_LATE) {
        a = (struct portal_answer){.error = ERR(ERR_TIMEOUT, 0, "portal: the courier is silent")};
        ready += (uint64_t)deadline_ms;
    } else if (step.fault != PORTAL_ANSWERS) {
        a = (struct portal_answer){.error = ERR(ERR_OFFLINE, 0, "portal: no courier")};
    } else if (a.error.at == NULL) {
        a.error = ERR_OK;
    }
    a.id = ++s->last_id;
    a.question = question;
    s->waiting[s->waiting_count].answer = a;
    s->waiting[s->waiting_count++].ready_ms = ready;
    *ret_id = a.id;
    return ERR_OK;
}

static void forget(struct portal_script *s, int i)
{
    s->waiting_count--;
    memmove(&s->waiting[i], &s->waiting[i + 1],
            (size_t)(s->waiting_count - i) * sizeof s->waiting[0]);
}

static bool take(struct port_portal *port, struct portal_answer *ret_answer)
{
    struct portal_script *s = (struct portal_script *)port;
    for (int i = 0; i < s->waiting_count; i++) {
        if (s->waiting[i].ready_ms <= s->now_ms) {
            *ret_answer = s->waiting[i].answer;
            forget(s, i);
            return true;
        }
    }
    return false;
}

static void cancel(struct port_portal *port, int id)
{
    struct portal_script *s = (struct portal_script *)port;
    for (int i = 0; i < s->waiting_count; i++) {
        if (s->waiting[i].answer.id == id) {
            forget(s, i);
            return;
        }
    }
}

static int wait_fd(struct port_portal *port)
{
    (void)port;
    return -1;
}

static void close_port(struct port_portal *port)
{
    (void)port;
}

void portal_script_init(struct portal_script *s)
{
    static const struct port_portal_ops ops = {"sim", ask, take, cancel, wait_fd, close_port};
    memset(s, 0, sizeof *s);
    s->port.ops = &ops;
}

void portal_script_add(struct portal_script *s, struct portal_step step)
{
    if (s->count < PORTAL_SCRIPT_STEPS) {
        s->steps[s->count++] = step;
    }
}
