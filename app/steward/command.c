#include "app/steward/command.h"

#include <stdio.h>
#include <string.h>

#include "app/steward/moment.h"

static const char *const kinds[COMMAND_KINDS] = {
    [COMMAND_RESTART] = "restart", [COMMAND_LOCK] = "lock",          [COMMAND_UNLOCK] = "unlock",
    [COMMAND_LOG] = "log",         [COMMAND_PICTURE] = "screenshot",
};

const char *command_kind_word(enum command_kind kind)
{
    return kind >= 0 && kind < COMMAND_KINDS ? kinds[kind] : "";
}

enum command_kind command_kind_of(const char *word)
{
    int kind = 0;
    while (kind < COMMAND_KINDS && strcmp(kinds[kind], word) != 0) {
        kind++;
    }
    return (enum command_kind)kind;
}

int command_code(enum command_word word)
{
    return 700 + (int)word;
}

const char *command_sentence(enum command_word word)
{
    static const char *const sentences[COMMAND_WORDS] = {
        [COMMAND_BEGUN] = "the command was begun",
        [COMMAND_DONE] = "the command was done",
        [COMMAND_NOT_NOW] = "somebody is at the kiosk; it is tried again until the command expires",
        [COMMAND_FAILED] = "the command could not be done",
        [COMMAND_CUT_OFF] = "the kiosk was started anew in the middle of it; it may have been done",
        [COMMAND_NOT_ONE] = "this is no command for a kiosk",
        [COMMAND_NEWER] = "a newer firmware is needed to read this command",
        [COMMAND_UNSIGNED] = "this command is not signed by the operator's key, or was changed",
        [COMMAND_MALFORMED] = "a line of this command is not as it must be",
        [COMMAND_UNKNOWN] = "this firmware knows no such command",
        [COMMAND_OTHER] = "this command is for another kiosk",
        [COMMAND_EXPIRED] = "this command has expired",
        [COMMAND_EARLY] = "this command is of a later hour than this clock shows",
        [COMMAND_LONG] = "this command would be good for longer than seven days",
        [COMMAND_USED] = "this command was used once already",
        [COMMAND_NO_STORE] = "the list of used commands cannot be read or written",
        [COMMAND_NO_KEY] = "this kiosk has no log.key to seal its log to",
    };
    return word >= 0 && word < COMMAND_WORDS ? sentences[word] : "";
}

static bool take_text(const char *value, char *out, size_t room)
{
    const size_t length = strlen(value);
    if (out[0] != '\0' || length >= room) {
        return false;
    }
    (void)memcpy(out, value, length + 1);
    return true;
}

static bool take_id(const char *value, char id[COMMAND_ID])
{
    return strlen(value) == COMMAND_ID - 1 && strspn(value, "0123456789abcdef") == COMMAND_ID - 1 &&
           take_text(value, id, COMMAND_ID);
}

struct reading {
    struct command command;
    char kind[16];
};

static bool take(const struct signed_line *l, struct reading *r)
{
    struct command *c = &r->command;
    return strcmp(l->key, "kiosk") == 0     ? take_text(l->value, c->kiosk, sizeof c->kiosk)
           : strcmp(l->key, "id") == 0      ? take_id(l->value, c->id)
           : strcmp(l->key, "kind") == 0    ? take_text(l->value, r->kind, sizeof r->kind)
           : strcmp(l->key, "issued") == 0  ? c->issued == 0 && moment_read(l->value, &c->issued)
           : strcmp(l->key, "expires") == 0 ? c->expires == 0 && moment_read(l->value, &c->expires)
                                            : false;
}

static enum command_word read_opened(struct err e, struct signed_text *t,
                                     struct command *ret_command)
{
    struct reading r = {.kind = ""};
    struct signed_line line;
    bool good = true;
    if (failed(e)) {
        return e.code == ERR_VERSION   ? COMMAND_NEWER
               : e.code == ERR_REFUSED ? COMMAND_UNSIGNED
                                       : COMMAND_NOT_ONE;
    }
    while (good && signed_text_next(t, &line)) {
        good = take(&line, &r);
    }
    if (!good || t->bad || r.command.kiosk[0] == '\0' || r.command.id[0] == '\0' ||
        r.kind[0] == '\0' || r.command.issued == 0 || r.command.expires <= r.command.issued) {
        return COMMAND_MALFORMED;
    }
    r.command.kind = command_kind_of(r.kind);
    *ret_command = r.command;
    return r.command.kind == COMMAND_KINDS ? COMMAND_UNKNOWN : COMMAND_BEGUN;
}

enum command_word command_read(const char *bytes, size_t size, const uint8_t key[SEAL_KEY],
                               struct command *ret_command)
{
    struct signed_text t;
    const struct err e = signed_text_open(&t, "command", bytes, size, key);
    return read_opened(e, &t, ret_command);
}

enum command_word command_read_draft(const char *bytes, size_t size, struct command *ret_command)
{
    struct signed_text t;
    const struct err e = signed_text_draft(&t, "command", bytes, size);
    return read_opened(e, &t, ret_command);
}

enum command_word command_judge(const struct command *c, const char *kiosk, int64_t now)
{
    return strcmp(c->kiosk, kiosk) != 0              ? COMMAND_OTHER
           : c->expires - c->issued > COMMAND_LONG_S ? COMMAND_LONG
           : now > c->expires                        ? COMMAND_EXPIRED
           : c->issued > now + COMMAND_AHEAD         ? COMMAND_EARLY
                                                     : COMMAND_BEGUN;
}

bool command_needs_hold(enum command_kind kind)
{
    return kind == COMMAND_RESTART;
}

bool command_brings(enum command_kind kind)
{
    return kind == COMMAND_LOG || kind == COMMAND_PICTURE;
}
