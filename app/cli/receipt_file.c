#include "app/cli/receipt_file.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "app/citizen/date.h"
#include "platform/base/nearest.h"

enum field_kind { FIELD_TEXT, FIELD_NUMBER, FIELD_SWITCH, FIELD_TIME, FIELD_STAGE };

struct field {
    const char *name;
    enum field_kind kind;
    bool needed;
    size_t at; /* of facts */
    const char *form;
};

#define AT(member) offsetof(struct receipt_facts, member)
static const struct field fields[] = {
    {"stage", FIELD_STAGE, true, AT(stage), "saved, sent, received or held"},
    {"slip_code", FIELD_TEXT, true, AT(slip_code), "12 digits in quotes"},
    {"url", FIELD_TEXT, true, AT(url), "a text"},
    {"file_number", FIELD_TEXT, false, AT(file_number), "a text"},
    {"procedure", FIELD_TEXT, true, AT(procedure), "a text"},
    {"beside", FIELD_TEXT, false, AT(beside), "a text"},
    {"icon", FIELD_TEXT, false, AT(icon), "a text"},
    {"result_when", FIELD_TEXT, false, AT(result_when), "a text"},
    {"when_beside", FIELD_TEXT, false, AT(when_beside), "a text"},
    {"centre", FIELD_TEXT, true, AT(centre), "a text"},
    {"kiosk", FIELD_TEXT, true, AT(kiosk), "a text"},
    {"printed_at", FIELD_TIME, true, AT(printed_at), "a time such as 2026-11-23T09:31:00+07:00"},
    {"copy", FIELD_NUMBER, false, AT(copy), "a number from 0 to 99"},
    {"practice", FIELD_SWITCH, false, AT(practice), "true or false"},
    {"language", FIELD_TEXT, false, AT(language), "a text"},
};
#define FIELDS (sizeof fields / sizeof fields[0])

static const char example[] = "{\n"
                              "  \"stage\": \"received\",\n"
                              "  \"slip_code\": \"427158901263\",\n"
                              "  \"url\": \"HTTP://127.0.0.1:8780/H/0123456789ABCDEFGHJKMNPQRS\",\n"
                              "  \"file_number\": \"THU-261123-000042\",\n"
                              "  \"procedure\": \"Đăng ký khai sinh\",\n"
                              "  \"icon\": \"birth\",\n"
                              "  \"result_when\": \"Trong ngày\",\n"
                              "  \"centre\": \"Xã Ia Hrung, Gia Lai\",\n"
                              "  \"kiosk\": \"K07\",\n"
                              "  \"printed_at\": \"2026-11-23T09:31:00+07:00\",\n"
                              "  \"copy\": 0,\n"
                              "  \"practice\": true,\n"
                              "  \"language\": \"vi\"\n"
                              "}\n";

const char *receipt_file_example(void)
{
    return example;
}

static bool read_stage(const char *word, enum portal_stage *ret_stage)
{
    static const char *const words[] = {
        [STAGE_SAVED] = "saved",
        [STAGE_SENT] = "sent",
        [STAGE_RECEIVED] = "received",
        [STAGE_HELD] = "held",
    };
    for (int i = STAGE_SAVED; word != NULL && i <= STAGE_HELD; i++) {
        if (strcmp(words[i], word) == 0) {
            *ret_stage = (enum portal_stage)i;
            return true;
        }
    }
    return false;
}

/* "2026-11-23T09:31:00+07:00" to Unix seconds and minutes east of Greenwich. */
static bool read_time(const char *text, struct receipt_facts *facts)
{
    struct date day;
    char date[11] = {0};
    int hour = 0;
    int minute = 0;
    int second = 0;
    int offset_hour = 0;
    int offset_minute = 0;
    char sign = 0;
    int used = 0;
    if (text == NULL || strlen(text) != 25 ||
        sscanf(text + 10, "T%2d:%2d:%2d%c%2d:%2d%n", &hour, &minute, &second, &sign, &offset_hour,
               &offset_minute, &used) != 6 ||
        used != 15 || (sign != '+' && sign != '-')) {
        return false;
    }
    memcpy(date, text, 10);
    if (!date_parse(date, &day) || !date_is_whole(day) || hour > 23 || minute > 59 || second > 59 ||
        offset_hour > 14 || offset_minute > 59) {
        return false;
    }
    facts->offset_minutes = (offset_hour * 60 + offset_minute) * (sign == '-' ? -1 : 1);
    facts->printed_at = (int64_t)date_to_days(day) * 86400 + hour * 3600 + minute * 60 + second -
                        (int64_t)facts->offset_minutes * 60;
    return true;
}

static bool read_field(const struct field *f, const json_t *value, struct receipt_facts *facts)
{
    void *place = (char *)facts + f->at;
    switch (f->kind) {
    case FIELD_TEXT:
        *(const char **)place = json_string_value(value);
        return json_is_string(value);
    case FIELD_NUMBER:
        *(int *)place = (int)json_integer_value(value);
        return json_is_integer(value) && json_integer_value(value) >= 0 &&
               json_integer_value(value) <= 99;
    case FIELD_SWITCH:
        *(bool *)place = json_is_true(value);
        return json_is_boolean(value);
    case FIELD_TIME:
        return read_time(json_string_value(value), facts);
    case FIELD_STAGE:
        return read_stage(json_string_value(value), place);
    }
    return false;
}

static bool known(const char *name, char *ret_why, size_t why_size)
{
    const char *names[FIELDS];
    for (size_t i = 0; i < FIELDS; i++) {
        names[i] = fields[i].name;
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    const char *near = nearest(name, names, (int)FIELDS);
    (void)snprintf(ret_why, why_size, "'%s' is not a field of a receipt%s%s; see --example", name,
                   near == NULL ? "" : "; did you mean ", near == NULL ? "" : near);
    return false;
}

static bool read_fields(json_t *document, struct receipt_facts *facts, char *ret_why,
                        size_t why_size)
{
    const char *name = NULL;
    json_t *value = NULL;
    bool good = json_is_object(document);
    if (!good) {
        (void)snprintf(ret_why, why_size, "the record is one JSON object; see --example");
    }
    json_object_foreach(document, name, value)
    {
        good = good && known(name, ret_why, why_size);
    }
    for (size_t i = 0; i < FIELDS && good; i++) {
        value = json_object_get(document, fields[i].name);
        good = value == NULL ? !fields[i].needed : read_field(&fields[i], value, facts);
        if (!good) {
            (void)snprintf(ret_why, why_size, "%s \"%s\": give %s; see --example",
                           value == NULL ? "missing" : "not understood:", fields[i].name,
                           fields[i].form);
        }
    }
    return good;
}

struct err receipt_file_read(const char *text, size_t size, struct receipt_file *ret_file,
                             char *ret_why, size_t why_size)
{
    json_error_t where;
    json_t *document = json_loadb(text, size, JSON_REJECT_DUPLICATES, &where);
    if (document == NULL) {
        (void)snprintf(ret_why, why_size, "line %d, column %d: not JSON (%s); see --example",
                       where.line, where.column, where.text);
        return ERR(ERR_BAD_INPUT, 0, "receipt record");
    }
    struct receipt_file file = {.facts = {.language = "vi"}, .document = document};
    if (!read_fields(document, &file.facts, ret_why, why_size)) {
        receipt_file_free(&file);
        return ERR(ERR_BAD_INPUT, 0, "receipt record");
    }
    *ret_file = file;
    return ERR_OK;
}

void receipt_file_free(struct receipt_file *file)
{
    json_decref(file->document);
    *file = (struct receipt_file){0};
}
