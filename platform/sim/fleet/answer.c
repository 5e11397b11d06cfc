#include "platform/sim/fleet/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REPOSITORY "org.eclipse.hawkbit.repository.exception."

static const struct {
    int status;
    const char *exception, *code, *message;
    bool first; /* the one that is meant where a fault names the status alone */
} mishaps[] = {
    [MISHAP_GENERIC] = {500, "org.eclipse.hawkbit.exception.GenericSpServerException",
                        "hawkbit.server.error.repo.genericError", "unknown error occurred", true},
    [MISHAP_NOT_FOUND] = {404, REPOSITORY "EntityNotFoundException",
                          "hawkbit.server.error.repo.entityNotFound",
                          "The given entity does not exist in the repository", true},
    [MISHAP_NOT_READABLE] = {400, "org.eclipse.hawkbit.rest.exception.MessageNotReadableException",
                             "hawkbit.server.error.rest.body.notReadable",
                             "The given request body is not well formed", true},
    [MISHAP_CONSTRAINT] = {400, "jakarta.validation.ConstraintViolationException",
                           "hawkbit.server.error.repo.constraintViolation",
                           "The given entity cannot be saved due to Constraint Violation", false},
    [MISHAP_ATTRIBUTES] = {400, REPOSITORY "InvalidTargetAttributeException",
                           "hawkbit.server.error.repo.invalidTargetAttributes",
                           "The given target attributes are invalid", false},
    [MISHAP_QUOTA] = {429, REPOSITORY "AssignmentQuotaExceededException",
                      "hawkbit.server.error.quota.tooManyEntries",
                      "Too many entries have been inserted.", true},
    [MISHAP_NOT_CANCELABLE] = {405, REPOSITORY "CancelActionNotAllowedException",
                               "hawkbit.server.error.action.notCancelable",
                               "The action is not in canceling state.", false},
    [MISHAP_AUTO_CONFIRM] = {409, REPOSITORY "AutoConfirmationAlreadyActiveException",
                             "hawkbit.server.error.repo.autoConfAlreadyActive",
                             "Auto confirmation is already active", false},
    [MISHAP_NOT_ASSIGNED] = {404, REPOSITORY "SoftwareModuleNotAssignedToTargetException",
                             "hawkbit.server.error.repo.entityNotFound",
                             "The software module is not assigned to the target.", false},
    [MISHAP_CONCURRENT] = {409, REPOSITORY "ConcurrentModificationException",
                           "hawkbit.server.error.repo.concurrentModification",
                           "The given entity has been changed by another user/session", true},
    [MISHAP_LOCKED] = {423, REPOSITORY "LockedException", "hawkbit.server.error.locked",
                       "Entry is locked. Could not be functionally modified", true},
    [MISHAP_FORBIDDEN] = {403, REPOSITORY "InsufficientPermissionException",
                          "hawkbit.server.error.insufficientPermission", "Insufficient Permission",
                          true},
};

void answer_init(struct fleet_reply *r)
{
    memset(r, 0, sizeof *r);
    r->status = 404;
    r->file = -1;
}

void answer_done(struct fleet_reply *r)
{
    free(r->body);
    r->body = NULL;
    r->size = 0;
    if (r->file >= 0) {
        close(r->file);
    }
    r->file = -1;
}

static void set_body(struct fleet_reply *r, int status, const char *type, char *body)
{
    answer_done(r);
    r->status = body == NULL ? 500 : status;
    r->type = type;
    r->body = body;
    r->size = body == NULL ? 0 : strlen(body);
}

void answer_json(struct fleet_reply *r, int status, json_t *value)
{
    set_body(r, status, "application/hal+json;charset=UTF-8", json_dumps(value, JSON_COMPACT));
    json_decref(value);
}

void answer_text(struct fleet_reply *r, int status, const char *type, const char *text)
{
    set_body(r, status, type, strdup(text));
}

void answer_empty(struct fleet_reply *r, int status)
{
    answer_done(r);
    r->status = status;
    r->type = NULL;
}

void answer_mishap(struct fleet_reply *r, enum mishap mishap)
{
    answer_json(r, mishaps[mishap].status,
                json_pack("{s:s,s:s,s:s}", "exceptionClass", mishaps[mishap].exception, "errorCode",
                          mishaps[mishap].code, "message", mishaps[mishap].message));
    r->type = "application/json";
}

void answer_status(struct fleet_reply *r, int status)
{
    for (size_t i = 0; i < sizeof mishaps / sizeof mishaps[0]; i++) {
        if (mishaps[i].first && mishaps[i].status == status) {
            answer_mishap(r, (enum mishap)i);
            return;
        }
    }
    if (status >= 502 && status <= 504) {
        answer_text(r, status, "text/html",
                    "<html><head><title>Gateway</title></head><body>The proxy has no answer."
                    "</body></html>\n");
        return;
    }
    answer_empty(r, status);
}

void answer_encode(char *out, size_t cap, const char *text)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    size_t at = strlen(out);
    for (; *text != '\0' && at + 4 < cap; text++) {
        const bool as_it_is = strchr(plain, *text) != NULL;
        at +=
            (size_t)snprintf(out + at, cap - at, as_it_is ? "%c" : "%%%02X", (unsigned char)*text);
    }
}
