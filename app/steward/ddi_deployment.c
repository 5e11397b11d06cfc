#include "app/steward/ddi_deployment.h"

#include <stdio.h>
#include <string.h>

#include "app/outbox/seal.h"
#include "app/steward/ddi_json.h"

static const char *const parts[] = {"os", "pack", "config", "command"};

const char *ddi_part_name(enum ddi_part part)
{
    return part < DDI_UNKNOWN ? parts[part] : "unknown";
}

static enum ddi_part part_of(const char *word)
{
    int i = 0;
    while (i < DDI_UNKNOWN && strcmp(parts[i], word) != 0) {
        i++;
    }
    return (enum ddi_part)i;
}

static bool take_urge(const json_t *d, const char *name, enum ddi_urge *ret_urge)
{
    static const char *const words[] = {"skip", "attempt", "forced"};
    char word[16];
    if (!ddi_json_text(d, name, word, sizeof word)) {
        return false;
    }
    for (int i = 0; i < 3; i++) {
        if (strcmp(word, words[i]) == 0) {
            *ret_urge = (enum ddi_urge)i;
            return true;
        }
    }
    return false;
}

static bool take_window(const json_t *d, enum ddi_window *ret_window)
{
    char word[16];
    if (!ddi_json_text(d, "maintenanceWindow", word, sizeof word)) {
        return false;
    }
    *ret_window = word[0] == '\0'                  ? DDI_NO_WINDOW
                  : strcmp(word, "available") == 0 ? DDI_WINDOW_OPEN
                                                   : DDI_WINDOW_SHUT;
    return word[0] == '\0' || strcmp(word, "available") == 0 || strcmp(word, "unavailable") == 0;
}

static bool take_hash(const json_t *artifact, char ret_hash[DDI_HASH])
{
    if (!ddi_json_text(json_object_get(artifact, "hashes"), "sha256", ret_hash, DDI_HASH)) {
        return false;
    }
    for (char *at = ret_hash; *at != '\0'; at++) {
        *at = (char)(*at >= 'A' && *at <= 'F' ? *at - 'A' + 'a' : *at);
    }
    return strlen(ret_hash) == DDI_HASH - 1 && strspn(ret_hash, "0123456789abcdef") == DDI_HASH - 1;
}

static enum ddi_fault take_artifact(const json_t *artifact, struct ddi_file *f)
{
    const json_t *size = json_object_get(artifact, "size");
    if (!json_is_object(artifact) ||
        !ddi_json_text(artifact, "filename", f->name, sizeof f->name) || f->name[0] == '\0' ||
        !json_is_integer(size) || json_integer_value(size) < 1 ||
        !ddi_json_link(artifact, "download", f->href)) {
        return DDI_MISSHAPEN;
    }
    /* hawkBit names the plain one otherwise, and alone when the server has no TLS. */
    if (f->href[0] == '\0' &&
        (!ddi_json_link(artifact, "download-http", f->href) || f->href[0] == '\0')) {
        return DDI_MISSHAPEN;
    }
    f->size = json_integer_value(size);
    if (f->size > DDI_FILE_MAX) {
        return DDI_TOO_LARGE;
    }
    return take_hash(artifact, f->sha256) ? DDI_SOUND : DDI_NO_HASH;
}

static enum ddi_fault take_chunk(const json_t *chunk, struct ddi_deployment *d)
{
    char part[32];
    struct ddi_file f = {.size = 0};
    const json_t *artifacts = json_object_get(chunk, "artifacts");
    if (!json_is_object(chunk) || !ddi_json_text(chunk, "part", part, sizeof part) ||
        !ddi_json_text(chunk, "version", f.version, sizeof f.version)) {
        return DDI_MISSHAPEN;
    }
    if (json_is_true(json_object_get(chunk, "encrypted"))) {
        return DDI_ENCRYPTED;
    }
    if (!json_is_array(artifacts) || json_array_size(artifacts) == 0) {
        return DDI_EMPTY;
    }
    f.part = part_of(part);
    for (size_t i = 0; i < json_array_size(artifacts); i++) {
        const enum ddi_fault fault =
            d->count >= DDI_FILES ? DDI_TOO_MANY : take_artifact(json_array_get(artifacts, i), &f);
        if (fault != DDI_SOUND) {
            return fault;
        }
        d->files[d->count++] = f;
    }
    return DDI_SOUND;
}

static bool take_all(const json_t *root, bool confirmation, struct ddi_deployment *d)
{
    const json_t *body = json_object_get(root, confirmation ? "confirmation" : "deployment");
    const json_t *chunks = json_object_get(body, "chunks");
    if (!json_is_object(body) || !ddi_json_text(root, "id", d->id, sizeof d->id) ||
        !ddi_id_is_fine(d->id) || !take_urge(body, "download", &d->download) ||
        !take_urge(body, "update", &d->update) || !take_window(body, &d->window)) {
        return false;
    }
    d->fault = json_is_array(chunks) && json_array_size(chunks) > 0 ? DDI_SOUND : DDI_EMPTY;
    for (size_t i = 0; d->fault == DDI_SOUND && i < json_array_size(chunks); i++) {
        d->fault = take_chunk(json_array_get(chunks, i), d);
    }
    return true;
}

struct err ddi_deployment_read(const char *text, size_t size, bool confirmation,
                               struct ddi_deployment *ret_deployment)
{
    json_t *root = ddi_json_object(text, size);
    memset(ret_deployment, 0, sizeof *ret_deployment);
    const bool good = root != NULL && take_all(root, confirmation, ret_deployment);
    json_decref(root);
    if (!good) {
        memset(ret_deployment, 0, sizeof *ret_deployment);
    }
    return good ? ERR_OK : ERR(ERR_BAD_INPUT, 0, "ddi: this is no deployment");
}

void ddi_content_add(char content[DDI_CONTENT], const struct ddi_file *f)
{
    char text[DDI_CONTENT + DDI_VERSION + DDI_HASH + 64];
    uint8_t hash[SEAL_HASH];
    const int length = snprintf(text, sizeof text, "%s %d %s %s %lld", content, (int)f->part,
                                f->version, f->sha256, (long long)f->size);
    seal_hash(text, (size_t)length, hash);
    seal_hex(hash, content);
}
