#include "platform/sim/fleet/feedback.h"

#include <ctype.h>
#include <string.h>

#include "platform/sim/fleet/action.h"
#include "platform/sim/fleet/deployment.h"

static const char *const executions[] = {"closed",   "proceeding", "canceled", "scheduled",
                                         "rejected", "resumed",    "download", "downloaded"};
static const char *const results[] = {"success", "failure", "none"};

/* The literal of that name; NULL when it is none. */
static const char *one_of(const json_t *value, const char *const *words, size_t count)
{
    const char *text = json_string_value(value);
    for (size_t i = 0; text != NULL && i < count; i++) {
        if (strcmp(words[i], text) == 0) {
            return words[i];
        }
    }
    return NULL;
}

/* True when the character reference after a '&' is one jsoup takes for a mistake: a known name or a
 * number without its ';', an unknown name with it. */
static bool bad_reference(const char *at)
{
    static const char *const known[] = {"lt", "gt", "amp", "quot", "copy", "reg", "nbsp"};
    if (*at == '#') {
        const char *digits = at + 1 + (at[1] == 'x' ? 1 : 0);
        const size_t count = strspn(digits, "0123456789abcdefABCDEF");
        return count == 0 || digits[count] != ';';
    }
    size_t count = 0;
    while (isalnum((unsigned char)at[count])) {
        count++;
    }
    bool named = false;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        named = named || (strlen(known[i]) == count && strncmp(known[i], at, count) == 0);
    }
    return count > 0 && named != (at[count] == ';');
}

/* hawkBit asks jsoup whether the text is valid without any tag allowed, and jsoup counts its
 * parser's errors too: a '<' is always one of them or a tag. */
bool said_is_markup(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '<' || (*at == '&' && bad_reference(at + 1))) {
            return true;
        }
    }
    return false;
}

/* -1 when it is not there; false when it is there and no number. */
static bool number_of(const json_t *value, int64_t *ret_number)
{
    *ret_number = json_is_integer(value) ? json_integer_value(value) : -1;
    return value == NULL || json_is_null(value) || json_is_integer(value);
}

static enum said_verdict read_details(json_t *details, struct said *said)
{
    size_t i = 0;
    json_t *one = NULL;
    enum said_verdict verdict = SAID_WELL;
    if (details == NULL || json_is_null(details)) {
        return SAID_WELL;
    }
    if (!json_is_array(details)) {
        return SAID_UNREADABLE;
    }
    json_array_foreach(details, i, one)
    {
        if (!json_is_string(one)) {
            return SAID_UNREADABLE;
        }
        verdict = said_is_markup(json_string_value(one)) ? SAID_MARKUP : verdict;
    }
    said->details = details;
    return verdict;
}

enum said_verdict said_read(const json_t *body, struct said *ret_said)
{
    const json_t *status = json_object_get(body, "status");
    const json_t *result = json_object_get(status, "result");
    const json_t *progress = json_object_get(result, "progress");
    struct said said = {
        .execution = one_of(json_object_get(status, "execution"), executions,
                            sizeof executions / sizeof executions[0]),
        .finished = one_of(json_object_get(result, "finished"), results,
                           sizeof results / sizeof results[0]),
    };
    const bool numbers = number_of(json_object_get(status, "code"), &said.code) &&
                         number_of(json_object_get(progress, "cnt"), &said.count) &&
                         number_of(json_object_get(progress, "of"), &said.of) &&
                         number_of(json_object_get(body, "timestamp"), &said.reported);
    const enum said_verdict verdict = read_details(json_object_get(status, "details"), &said);
    *ret_said = said;
    return said.execution == NULL || said.finished == NULL || !numbers ? SAID_UNREADABLE : verdict;
}

const char *said_of_deployment(const char *execution, const char *finished)
{
    static const char *const map[][2] = {{"canceled", "CANCELED"},
                                         {"rejected", "WARNING"},
                                         {"download", "DOWNLOAD"},
                                         {"downloaded", "DOWNLOADED"}};
    if (strcmp(execution, "closed") == 0) {
        return strcmp(finished, "failure") == 0 ? "ERROR" : "FINISHED";
    }
    for (size_t i = 0; i < sizeof map / sizeof map[0]; i++) {
        if (strcmp(execution, map[i][0]) == 0) {
            return map[i][1];
        }
    }
    return "RUNNING";
}

const char *said_of_cancel(const char *execution, const char *finished)
{
    if (strcmp(execution, "closed") == 0) {
        return strcmp(finished, "failure") == 0 ? "ERROR" : "CANCELED";
    }
    return strcmp(execution, "rejected") == 0   ? "CANCEL_REJECTED"
           : strcmp(execution, "canceled") == 0 ? "WARNING"
                                                : "RUNNING";
}

/* Reads the body; false after it answered 400. */
static bool read_body(const struct call *c, json_t **ret_body, struct said *ret_said)
{
    *ret_body = json_loadb(c->q->body, c->q->size, 0, NULL);
    const enum said_verdict verdict = said_read(*ret_body, ret_said);
    if (verdict != SAID_WELL) {
        answer_mishap(c->r, verdict == SAID_MARKUP ? MISHAP_CONSTRAINT : MISHAP_NOT_READABLE);
    }
    return verdict == SAID_WELL;
}

/* False after it answered that there is no room for another status. */
static bool has_room(const struct call *c, const struct action *a, const struct said *said)
{
    if (json_array_size(said->details) <= ACTION_MESSAGES && action_has_room(c->store, a)) {
        return true;
    }
    answer_mishap(c->r, MISHAP_QUOTA);
    c->r->status = c->fleet->quota_status;
    return false;
}

static void note(const struct call *c, const struct action *a, const struct said *said,
                 const char *state, const char *channel)
{
    const struct note n = {.state = state,
                           .channel = channel,
                           .execution = said->execution,
                           .finished = said->finished,
                           .code = said->code,
                           .count = said->count,
                           .of = said->of,
                           .reported = said->reported,
                           .messages = said->details};
    action_note(c->store, a, &n, c->q->now);
}

static void hear_deployment(struct call *c, struct action *a, const struct said *said)
{
    const char *state = said_of_deployment(said->execution, said->finished);
    const bool last = strcmp(said->execution, "closed") == 0;
    if (!last && !has_room(c, a, said)) {
        return;
    }
    note(c, a, said, state, "deployment");
    if (strcmp(state, "ERROR") == 0) {
        action_fail(c->store, a, c->q->now);
    } else if (strcmp(state, "FINISHED") == 0 ||
               (strcmp(state, "DOWNLOADED") == 0 && strcmp(a->type, "downloadonly") == 0)) {
        action_finish(c->store, a, state, c->q->now);
    } else if (!action_cancelled(a) && strcmp(state, "CANCELED") != 0) {
        action_turn(c->store, a, state, true, c->q->now);
    }
    answer_empty(c->r, 200);
}

void feedback_deployment(struct call *c)
{
    struct action a;
    struct said said;
    json_t *body = NULL;
    if (read_body(c, &body, &said) && deployment_action(c, &a)) {
        if (action_is(&a, "WAIT_FOR_CONFIRMATION")) {
            answer_empty(c->r, 404);
        } else if (!a.active) {
            answer_empty(c->r, 410);
        } else {
            hear_deployment(c, &a, &said);
        }
    }
    json_decref(body);
}

static void hear_cancel(struct call *c, struct action *a, const struct said *said)
{
    const char *state = said_of_cancel(said->execution, said->finished);
    const bool accepted = strcmp(state, "CANCELED") == 0;
    const bool refused = strcmp(state, "ERROR") == 0 || strcmp(state, "CANCEL_REJECTED") == 0;
    if (!accepted && !refused && !has_room(c, a, said)) {
        return;
    }
    note(c, a, said, state, "cancel");
    if (accepted && a->active) {
        action_quit(c->store, a, c->q->now);
    } else if (refused && a->active) {
        action_turn(c->store, a, "RUNNING", true, c->q->now);
    }
    answer_empty(c->r, 200);
}

void feedback_cancel(struct call *c)
{
    struct action a;
    struct said said;
    json_t *body = NULL;
    if (read_body(c, &body, &said) && deployment_action(c, &a)) {
        if (action_cancelled(&a)) {
            hear_cancel(c, &a, &said);
        } else {
            answer_mishap(c->r, MISHAP_NOT_CANCELABLE);
        }
    }
    json_decref(body);
}
