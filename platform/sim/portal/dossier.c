#include "platform/sim/portal/dossier.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/intake.h"

enum shape { TEXT, NUMBER, STAMP, ARRAY, OBJECT };

struct rule {
    const char *name;
    enum shape shape;
};

static const struct rule dossier_rules[] = {
    {"MaHoSo", TEXT},          {"MaTTHC", TEXT},
    {"ChuHoSo", TEXT},         {"LoaiDoiTuong", NUMBER},
    {"MaDonViTiepNhan", TEXT}, {"NgayNop", STAMP},
    {"ThanhPhanHoSo", ARRAY},  {"ThongTinNguoiNop", OBJECT},
};
static const struct rule person_rules[] = {{"TenNguoiNop", TEXT}};
static const struct rule part_rules[] = {
    {"TenThanhPhanHoSo", TEXT}, {"SoLuong", NUMBER}, {"LoaiBan", NUMBER}};
static const struct rule file_rules[] = {
    {"IdGiayTo", TEXT}, {"TenGiayTo", TEXT}, {"HashTepTin", TEXT}};

#define COUNT_OF(list) (int)(sizeof(list) / sizeof(list)[0])

struct check {
    struct ledger *ledger;
    struct dossier *d;
    char *why;
    size_t why_cap;
};

static bool say(struct check *c, const char *member, const char *wrong)
{
    snprintf(c->why, c->why_cap, "%s: %s", member, wrong);
    return false;
}

/* "2026-11-23 09:24:00". */
static bool is_stamp(const char *text)
{
    static const char shape[] = "dddd-dd-dd dd:dd:dd";
    for (size_t i = 0; i < sizeof shape; i++) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != shape[i]) {
            return false;
        }
    }
    return true;
}

static const char *shape_wrong(const json_t *value, enum shape shape)
{
    switch (shape) {
    case TEXT:
        return json_is_string(value) && json_string_value(value)[0] != '\0'
                   ? NULL
                   : "it must be a text that is not empty";
    case NUMBER:
        return json_is_integer(value) ? NULL : "it must be a whole number";
    case STAMP:
        return json_is_string(value) && is_stamp(json_string_value(value))
                   ? NULL
                   : "it must be a time like 2026-11-23 09:24:00";
    case ARRAY:
        return json_is_array(value) ? NULL : "it must be an array";
    case OBJECT:
        return json_is_object(value) ? NULL : "it must be an object";
    }
    return "unknown shape";
}

static bool members_ok(struct check *c, const json_t *o, const struct rule *rules, int count)
{
    for (int i = 0; i < count; i++) {
        const json_t *value = json_object_get(o, rules[i].name);
        const char *wrong = value == NULL ? "it is missing" : shape_wrong(value, rules[i].shape);
        if (wrong != NULL) {
            return say(c, rules[i].name, wrong);
        }
    }
    return true;
}

/* The record of a kiosk may be one of the files: it has its uuid and the public page's token. */
static void look_for_record(struct check *c, const char *id)
{
    char *bytes = NULL;
    size_t size = 0;
    if (!failed(ledger_upload_json(c->ledger, id, &bytes, &size))) {
        intake_peek(bytes, size, &c->d->record);
        free(bytes);
    }
}

static bool file_ok(struct check *c, const json_t *file)
{
    char sha256[SHA256_HEX];
    const char *id = intake_text(file, "IdGiayTo");
    if (!members_ok(c, file, file_rules, COUNT_OF(file_rules))) {
        return false;
    }
    if (c->d->file_count == IGATE_FILES_MAX) {
        return say(c, "GiayToDinhKem", "there are more than 64 files");
    }
    if (strlen(id) >= sizeof c->d->files[0] || failed(ledger_find_upload(c->ledger, id, sha256))) {
        return say(c, "IdGiayTo", "no file was uploaded under it");
    }
    if (strcmp(sha256, intake_text(file, "HashTepTin")) != 0) {
        return say(c, "HashTepTin", "the file uploaded has another hash");
    }
    snprintf(c->d->files[c->d->file_count++], sizeof c->d->files[0], "%s", id);
    look_for_record(c, id);
    return true;
}

static bool parts_ok(struct check *c, const json_t *parts)
{
    size_t i = 0;
    size_t k = 0;
    const json_t *part = NULL;
    const json_t *file = NULL;
    json_array_foreach(parts, i, part)
    {
        const json_t *files = json_object_get(part, "GiayToDinhKem");
        if (!members_ok(c, part, part_rules, COUNT_OF(part_rules))) {
            return false;
        }
        json_array_foreach(files, k, file)
        {
            if (!file_ok(c, file)) {
                return false;
            }
        }
    }
    return true;
}

static bool dossier_ok(struct check *c, const json_t *o)
{
    const json_int_t kind = json_integer_value(json_object_get(o, "LoaiDoiTuong"));
    const char *reference = intake_text(o, "MaThamChieu");
    if (!members_ok(c, o, dossier_rules, COUNT_OF(dossier_rules)) ||
        !members_ok(c, json_object_get(o, "ThongTinNguoiNop"), person_rules,
                    COUNT_OF(person_rules))) {
        return false;
    }
    if (kind < 0 || kind > 2) {
        return say(c, "LoaiDoiTuong", "it must be 0, 1 or 2");
    }
    if (strlen(intake_text(o, "MaHoSo")) > 23 || strlen(intake_text(o, "MaTTHC")) > 23) {
        return say(c, "MaHoSo", "it was not drawn for this MaTTHC");
    }
    if (reference[0] != '\0' && !portal_is_uuid(reference)) {
        return say(c, "MaThamChieu", "it must be a lower-case UUID");
    }
    snprintf(c->d->number, sizeof c->d->number, "%s", intake_text(o, "MaHoSo"));
    snprintf(c->d->procedure, sizeof c->d->procedure, "%s", intake_text(o, "MaTTHC"));
    if (!parts_ok(c, json_object_get(o, "ThanhPhanHoSo"))) {
        return false;
    }
    const char *uuid = reference[0] != '\0' ? reference : c->d->record.uuid;
    snprintf(c->d->uuid, sizeof c->d->uuid, "%s", uuid);
    if (uuid[0] == '\0') {
        portal_uuid_from(c->d->number, c->d->uuid);
    }
    return true;
}

struct err dossier_read(const char *body, size_t size, struct ledger *ledger,
                        struct dossier *ret_dossier, char *why, size_t why_cap)
{
    memset(ret_dossier, 0, sizeof *ret_dossier);
    struct check c = {ledger, ret_dossier, why, why_cap};
    json_t *o =
        intake_depth_ok(body, size) ? json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL) : NULL;
    bool ok = json_is_object(o);
    if (!ok) {
        snprintf(why, why_cap, "the body must be one JSON object");
    } else {
        ok = dossier_ok(&c, o);
    }
    json_decref(o);
    return ok ? ERR_OK : ERR(ERR_BAD_INPUT, 400, "dossier: refused");
}
