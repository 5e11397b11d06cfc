/* A provincial system of two dozen lines, for tests of the courier that speaks igate. The including
 * file defines _GNU_SOURCE first. */
#ifndef TESTS_UNIT_IGATE_PORTAL_H
#define TESTS_UNIT_IGATE_PORTAL_H

#include "tests/unit/courier_world.h"

/* A provincial system: tokens of some uses, numbers, files by their hash, dossiers by number. */
static struct {
    int tokens, uses_left, uses; /* uses of a token */
    int numbers, uploads, creates, dossiers, doubles;
    bool files[4];
    char number[40];       /* of the dossier */
    const char *reference; /* whose it says it is, or NULL */
    bool taken;            /* it refuses every number */
    char unit[16];         /* the dossier was for */
} server;

static const struct credentials client = {"kiosk-07", "very secret"};
static struct parcel parcel;
static char json[16384];

static bool authorized(const struct http_request *r)
{
    char want[32];
    snprintf(want, sizeof want, "Bearer token-%d", server.tokens);
    const bool good = r->headers[0].name != NULL &&
                      strcmp(r->headers[0].name, "Authorization") == 0 &&
                      strcmp(r->headers[0].value, want) == 0 && server.uses_left > 0;
    server.uses_left -= good;
    return good;
}

static struct http_step token(const struct http_request *r)
{
    static const char want[] =
        "grant_type=client_credentials&client_id=kiosk-07&client_secret=very%20secret";
    if (r->size != strlen(want) || memcmp(r->body, want, r->size) != 0) {
        return say(400, "{\"error\":\"invalid_client\"}");
    }
    server.uses_left = server.uses;
    snprintf(w.answer, sizeof w.answer, "{\"access_token\":\"token-%d\",\"expires_in\":600}",
             ++server.tokens);
    return say(200, w.answer);
}

static bool holds(const struct http_request *r, const char *text)
{
    return memmem(r->body, r->size, text, strlen(text)) != NULL;
}

static struct http_step take_file(const struct http_request *r)
{
    for (int i = 0; i < 4; i++) {
        const char *content = i == 0 ? json : example_files[i - 1];
        if (holds(r, content)) {
            server.files[i] = true;
            snprintf(w.answer, sizeof w.answer, "{\"IdTepTin\":\"file-%d\",\"HashTepTin\":\"%s\"}",
                     ++server.uploads, i == 0 ? parcel.sha256 : parcel.papers[i - 1].sha256);
            return say(200, w.answer);
        }
    }
    return say(400, "{\"code\":\"BAD_REQUEST\"}");
}

static struct http_step dossier(int status, const char *code)
{
    snprintf(w.answer, sizeof w.answer,
             "{\"code\":\"%s\",\"MaHoSo\":\"%s\",\"MaThamChieu\":\"%s\",\"TrangThai\":1,"
             "\"TenTrangThai\":\"M\xE1\xBB\x9Bi\"}",
             code, server.number, server.reference == NULL ? "" : server.reference);
    return say(status, w.answer);
}

static struct http_step take_dossier(const struct http_request *r)
{
    const char *at = memmem(r->body, r->size, "\"MaHoSo\":\"", 10);
    server.creates++;
    CHECK(at != NULL && server.files[0] && server.files[1] && server.files[2] && server.files[3]);
    const char *unit = memmem(r->body, r->size, "\"MaDonViTiepNhan\":\"", 19);
    CHECK(unit != NULL);
    snprintf(server.unit, sizeof server.unit, "%.*s", (int)strcspn(unit + 19, "\""), unit + 19);
    char number[40];
    snprintf(number, sizeof number, "%.*s", (int)strcspn(at + 10, "\""), at + 10);
    if (server.taken || strcmp(number, server.number) == 0) {
        return dossier(409, "DUPLICATE");
    }
    server.doubles += server.dossiers++ > 0;
    snprintf(server.number, sizeof server.number, "%s", number);
    return dossier(200, "OK");
}

static struct http_step portal(const struct http_request *r)
{
    if (strcmp(r->path, "/token") == 0) {
        return token(r);
    }
    if (!authorized(r)) {
        return say(401, "{\"code\":\"UNAUTHORIZED\"}");
    }
    if (strcmp(r->path, "/api/next-code?MaTTHC=1.001193") == 0) {
        snprintf(w.answer, sizeof w.answer, "{\"code\":\"OK\",\"MaHoSo\":\"H21-%d\"}",
                 ++server.numbers);
        return say(200, w.answer);
    }
    if (strcmp(r->path, "/api/upload") == 0) {
        return take_file(r);
    }
    if (strcmp(r->path, "/api/dossiers") == 0) {
        return take_dossier(r);
    }
    const bool known =
        server.number[0] != '\0' && strcmp(r->path + strlen("/api/dossiers/"), server.number) == 0;
    return known ? dossier(200, "OK") : say(404, "{\"code\":\"NOT_FOUND\"}");
}

static void begin(int uses)
{
    static struct record r;
    memset(&server, 0, sizeof server);
    server.uses = uses;
    r = record_of_pages(EXAMPLE_UUID);
    parcel = parcel_of(&r, json, sizeof json);
    world_open(&adapter_igate, &client, portal);
    save();
}

#endif
