#include "platform/sim/portal/intake.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "platform/sim/portal/markup.h"

enum shape { TEXT, SHA256, STAMP, XML, OBJECT, ARRAY, FLAG };

struct rule {
    const char *name;
    enum shape shape;
};

static const struct rule record_rules[] = {
    {"format", TEXT},    {"uuid", TEXT},       {"procedure", TEXT}, {"form", OBJECT},
    {"instance", XML},   {"papers", ARRAY},    {"open", ARRAY},     {"language", TEXT},
    {"filed_at", STAMP}, {"kiosk", TEXT},      {"firmware", TEXT},  {"packs", ARRAY},
    {"consent", OBJECT}, {"identity", OBJECT}, {"assisted", FLAG},  {"receipt", OBJECT},
};
static const struct rule form_rules[] = {{"id", TEXT}, {"version", TEXT}, {"sha256", SHA256}};
static const struct rule consent_rules[] = {
    {"notice", TEXT}, {"heard", TEXT}, {"at", STAMP}, {"optional", ARRAY}};
static const struct rule identity_rules[] = {{"source", TEXT}, {"warnings", ARRAY}};
static const struct rule receipt_rules[] = {{"token_sha256", SHA256}, {"slip_sha256", SHA256}};
static const struct rule paper_rules[] = {
    {"ref", TEXT}, {"name", TEXT}, {"type", TEXT}, {"sha256", SHA256}};
static const struct rule open_rules[] = {{"ref", TEXT}, {"by", TEXT}};

#define COUNT_OF(list) (int)(sizeof(list) / sizeof(list)[0])

/* Fills a refusal but for its message, which the caller writes into the builder returned; field may
 * be "". */
static struct buf refusal_begin(struct refusal *r, int status, const char *error, const char *field)
{
    struct buf message;
    r->status = status;
    r->error = error;
    snprintf(r->field, sizeof r->field, "%s", field);
    buf_init(&message, r->message, sizeof r->message);
    return message;
}

const char *intake_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text == NULL ? "" : text;
}

const char *intake_paper_literal(const char *type)
{
    static const char *const types[] = {"image/jpeg", "image/png", "application/pdf"};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(type, types[i]) == 0) {
            return types[i];
        }
    }
    return NULL;
}

bool intake_paper_type(const char *type)
{
    return intake_paper_literal(type) != NULL;
}

/* "2026-11-23T09:24:00+07:00" or with Z. */
static bool is_stamp(const char *text)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd";
    size_t len = strlen(shape);
    if (strlen(text) < len + 1) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != shape[i]) {
            return false;
        }
    }
    text += len;
    return strcmp(text, "Z") == 0 || ((*text == '+' || *text == '-') && strlen(text) == 6);
}

/* NULL when the value has the shape, else what it should have been. */
static const char *shape_wrong(const json_t *value, enum shape shape)
{
    const char *text = json_string_value(value);
    switch (shape) {
    case TEXT:
        return text != NULL && *text != '\0' ? NULL : "it must be a text that is not empty";
    case SHA256:
        return text != NULL && portal_is_sha256(text) ? NULL
                                                      : "it must be 64 lower-case hex digits";
    case STAMP:
        return text != NULL && is_stamp(text) ? NULL
                                              : "it must be a time like "
                                                "2026-11-23T09:24:00+07:00";
    case XML:
        return text == NULL ? "it must be a text" : markup_check(text);
    case OBJECT:
        return json_is_object(value) ? NULL : "it must be an object";
    case ARRAY:
        return json_is_array(value) ? NULL : "it must be an array";
    case FLAG:
        return json_is_boolean(value) ? NULL : "it must be true or false";
    }
    return "unknown shape";
}

/* Checks the members of one object; `inside` is its own name with a dot, or "". */
static bool members_ok(const json_t *object, const char *inside, const struct rule *rules,
                       int rule_count, struct refusal *ret_refusal)
{
    for (int i = 0; i < rule_count; i++) {
        const json_t *value = json_object_get(object, rules[i].name);
        const char *wrong = value == NULL ? "it is missing" : shape_wrong(value, rules[i].shape);
        if (wrong != NULL) {
            char field[64];
            snprintf(field, sizeof field, "%s%s", inside, rules[i].name);
            struct buf m = refusal_begin(ret_refusal, 422, "bad-field", field);
            buf_printf(&m, "%s: %s", field, wrong);
            return false;
        }
    }
    return true;
}

static bool one_of(const char *text, const char *const *words, const char *field,
                   struct refusal *ret_refusal)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(text, words[i]) == 0) {
            return true;
        }
    }
    struct buf m = refusal_begin(ret_refusal, 422, "bad-field", field);
    buf_printf(&m, "%s: not one of the words allowed", field);
    return false;
}

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* Absent, or which page of its paper a file is, and by how much it is to be turned. */
static bool place_ok(const json_t *paper, const char *inside, struct refusal *ret_refusal)
{
    const json_t *page = json_object_get(paper, "page"), *turned = json_object_get(paper, "turned");
    const json_int_t degrees = json_integer_value(turned);
    if (page != NULL && (json_integer_value(page) < 1 || json_integer_value(page) > 50)) {
        struct buf m = refusal_begin(ret_refusal, 422, "bad-field", inside);
        buf_printf(&m, "%spage: it must be 1 to 50", inside);
        return false;
    }
    if (turned != NULL && degrees != 90 && degrees != 180 && degrees != 270) {
        struct buf m = refusal_begin(ret_refusal, 422, "bad-field", inside);
        buf_printf(&m, "%sturned: it must be 90, 180 or 270", inside);
        return false;
    }
    return true;
}

static bool paper_ok(const json_t *paper, int index, struct intake *in, struct refusal *ret_refusal)
{
    char inside[32];
    snprintf(inside, sizeof inside, "papers[%d].", index);
    if (json_is_true(json_object_get(paper, "handed_in"))) {
        return members_ok(paper, inside, paper_rules, 1, ret_refusal);
    }
    if (!members_ok(paper, inside, paper_rules, COUNT_OF(paper_rules), ret_refusal)) {
        return false;
    }
    const json_t *size = json_object_get(paper, "size");
    if (!json_is_integer(size) || json_integer_value(size) < 0 ||
        json_integer_value(size) > INTAKE_PAPER_MAX) {
        struct buf m = refusal_begin(ret_refusal, 422, "bad-field", inside);
        buf_printf(&m, "%ssize: it must be bytes, at most %d", inside, INTAKE_PAPER_MAX);
        return false;
    }
    if (!intake_paper_type(text_of(paper, "type"))) {
        struct buf m = refusal_begin(ret_refusal, 422, "bad-field", inside);
        buf_printf(&m, "%stype: it must be image/jpeg, image/png or application/pdf", inside);
        return false;
    }
    if (!place_ok(paper, inside, ret_refusal)) {
        return false;
    }
    snprintf(in->papers[in->paper_count++], SHA256_HEX, "%s", text_of(paper, "sha256"));
    return true;
}

static bool papers_ok(const json_t *papers, struct intake *in, struct refusal *ret_refusal)
{
    size_t i = 0;
    const json_t *paper = NULL;
    if (json_array_size(papers) > LEDGER_PAPERS_MAX) {
        struct buf m = refusal_begin(ret_refusal, 422, "bad-field", "papers");
        buf_printf(&m, "papers: more than %d", LEDGER_PAPERS_MAX);
        return false;
    }
    json_array_foreach(papers, i, paper)
    {
        if (!paper_ok(paper, (int)i, in, ret_refusal)) {
            return false;
        }
    }
    return true;
}

static bool open_ok(const json_t *open, struct refusal *ret_refusal)
{
    static const char *const by[] = {"officer", "paper", NULL};
    size_t i = 0;
    const json_t *item = NULL;
    json_array_foreach(open, i, item)
    {
        char inside[32];
        snprintf(inside, sizeof inside, "open[%d].", (int)i);
        if (!members_ok(item, inside, open_rules, COUNT_OF(open_rules), ret_refusal) ||
            !one_of(text_of(item, "by"), by, "open.by", ret_refusal)) {
            return false;
        }
    }
    return true;
}

static bool parts_ok(const json_t *record, struct refusal *ret_refusal)
{
    static const char *const sources[] = {"card", "typed", "phone", "officer", "none", NULL};
    const json_t *identity = json_object_get(record, "identity");
    return members_ok(json_object_get(record, "form"), "form.", form_rules, COUNT_OF(form_rules),
                      ret_refusal) &&
           members_ok(json_object_get(record, "consent"), "consent.", consent_rules,
                      COUNT_OF(consent_rules), ret_refusal) &&
           members_ok(identity, "identity.", identity_rules, COUNT_OF(identity_rules),
                      ret_refusal) &&
           one_of(text_of(identity, "source"), sources, "identity.source", ret_refusal) &&
           members_ok(json_object_get(record, "receipt"), "receipt.", receipt_rules,
                      COUNT_OF(receipt_rules), ret_refusal) &&
           open_ok(json_object_get(record, "open"), ret_refusal);
}

/* Absent, or the application that asked for these papers. */
static bool supplements_ok(const json_t *record, struct intake *in, struct refusal *ret_refusal)
{
    const json_t *value = json_object_get(record, "supplements");
    const char *uuid = json_string_value(value);
    if (value == NULL) {
        return true;
    }
    if (uuid == NULL || !portal_is_uuid(uuid) || strcmp(uuid, in->uuid) == 0) {
        struct buf m = refusal_begin(ret_refusal, 422, "bad-field", "supplements");
        buf_printf(&m, "supplements: it must be the UUID of another application");
        return false;
    }
    snprintf(in->supplements, sizeof in->supplements, "%s", uuid);
    return true;
}

/* Absent, or how an officer helped and who, by role and number. */
static bool assistance_ok(const json_t *record, struct refusal *ret_refusal)
{
    static const struct rule rules[] = {{"how", TEXT}, {"role", TEXT}};
    static const char *const ways[] = {"helped", "taken-over", NULL};
    static const char *const roles[] = {"officer", "manager", NULL};
    const json_t *a = json_object_get(record, "assistance");
    const json_t *number = json_object_get(a, "number");
    if (a == NULL) {
        return true;
    }
    if (!members_ok(a, "assistance.", rules, COUNT_OF(rules), ret_refusal) ||
        !one_of(text_of(a, "how"), ways, "assistance.how", ret_refusal) ||
        !one_of(text_of(a, "role"), roles, "assistance.role", ret_refusal)) {
        return false;
    }
    if (number != NULL && (json_integer_value(number) < 1 || json_integer_value(number) > 9999)) {
        struct buf m = refusal_begin(ret_refusal, 422, "bad-field", "assistance.number");
        buf_printf(&m, "assistance.number: it must be 1 to 9999");
        return false;
    }
    return true;
}

static bool record_ok(const json_t *record, struct intake *in, struct refusal *ret_refusal)
{
    static const char *const formats[] = {"rong-application/1", NULL};
    if (!members_ok(record, "", record_rules, COUNT_OF(record_rules), ret_refusal) ||
        !one_of(text_of(record, "format"), formats, "format", ret_refusal)) {
        return false;
    }
    if (!portal_is_uuid(text_of(record, "uuid"))) {
        struct buf m = refusal_begin(ret_refusal, 422, "bad-field", "uuid");
        buf_printf(&m, "uuid: it must be a lower-case UUID");
        return false;
    }
    if (!parts_ok(record, ret_refusal) || !assistance_ok(record, ret_refusal) ||
        !papers_ok(json_object_get(record, "papers"), in, ret_refusal)) {
        return false;
    }
    snprintf(in->uuid, sizeof in->uuid, "%s", text_of(record, "uuid"));
    snprintf(in->token_sha256, sizeof in->token_sha256, "%s",
             text_of(json_object_get(record, "receipt"), "token_sha256"));
    return supplements_ok(record, in, ret_refusal);
}

bool intake_depth_ok(const char *body, size_t size)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < size; i++) {
        if (quoted && body[i] == '\\') {
            i++;
        } else if (quoted) {
            quoted = body[i] != '"';
        } else if (body[i] == '"') {
            quoted = true;
        } else if (body[i] == '{' || body[i] == '[') {
            depth++;
        } else if (body[i] == '}' || body[i] == ']') {
            depth--;
        }
        if (depth > INTAKE_DEPTH) {
            return false;
        }
    }
    return true;
}

struct err intake_check(const char *body, size_t size, struct intake *ret_intake,
                        struct refusal *ret_refusal)
{
    json_error_t where;
    struct intake in = {.paper_count = 0};
    if (!intake_depth_ok(body, size)) {
        struct buf m = refusal_begin(ret_refusal, 400, "bad-json", "");
        buf_printf(&m, "more than %d arrays and objects deep", INTAKE_DEPTH);
        return ERR(ERR_BAD_INPUT, 400, "intake: depth");
    }
    json_t *record = json_loadb(body, size, JSON_REJECT_DUPLICATES, &where);
    if (record == NULL) {
        struct buf m = refusal_begin(ret_refusal, 400, "bad-json", "");
        buf_printf(&m, "not JSON at line %d, column %d", where.line, where.column);
        return ERR(ERR_BAD_INPUT, 400, "intake: not JSON");
    }
    bool ok = json_is_object(record);
    if (!ok) {
        struct buf m = refusal_begin(ret_refusal, 400, "bad-json", "");
        buf_printf(&m, "the body must be one JSON object");
    } else {
        ok = record_ok(record, &in, ret_refusal);
    }
    json_decref(record);
    if (!ok) {
        return ERR(ERR_BAD_INPUT, ret_refusal->status, "intake: refused");
    }
    *ret_intake = in;
    return ERR_OK;
}

void intake_peek(const char *body, size_t size, struct intake_peek *peek)
{
    if (size < 2 || body[0] != '{' || !intake_depth_ok(body, size)) {
        return;
    }
    json_t *o = json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
    const char *format = text_of(o, "format");
    const char *uuid = text_of(o, "uuid");
    const char *token = text_of(json_object_get(o, "receipt"), "token_sha256");
    const char *code = text_of(o, "procedure");
    if (format != NULL && strcmp(format, "rong-application/1") == 0 && uuid != NULL &&
        portal_is_uuid(uuid) && token != NULL && portal_is_sha256(token) && code != NULL) {
        memcpy(peek->uuid, uuid, sizeof peek->uuid);
        memcpy(peek->token_sha256, token, sizeof peek->token_sha256);
        snprintf(peek->procedure, sizeof peek->procedure, "%s", code);
    }
    json_decref(o);
}
