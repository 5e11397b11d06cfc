/* The way provincial processing systems take a file (LGSP/NDXP, as VNPT iGate): a token for the
 * kiosk's credentials, the next file number, every paper uploaded for an id and a hash, then the
 * dossier (NopHoSo) that names them. The record itself goes along as the first file, so that
 * nothing a citizen answered depends on what NopHoSo has fields for, and its hash comes back.
 *
 * Assumptions, until a province says otherwise:
 *  - The paths of paths[] below: what is known names the steps, not their addresses.
 *  - THE SERVER REFUSES A SECOND CREATE WITH THE SAME FILE NUMBER, and a minted number is ours
 *    alone. A create whose outcome is unknown is followed by a question for that number before it
 *    is repeated; without the assumption two creates crossing on a slow line could be two files.
 *  - MaThamChieu, our uuid, is ours alone: a system that does not know it leaves it out of its
 *    answers; one that does tells us whose file has our number.
 *  - It has no address that adds papers to a dossier, and none that tells what it holds of a
 * citizen: a supplement is not sent as a second dossier (application_is_whole) but waits for a
 * person, and PORTAL_HELD is answered as unsupported.
 *  - Uploads and numbers without a dossier are of no consequence: a lost answer wastes one. */
#include <stdio.h>
#include <string.h>

#include "app/courier/multipart.h"
#include "app/courier/nophoso.h"
#include "app/courier/verdict.h"

enum path { PATH_TOKEN, PATH_CODE, PATH_UPLOAD, PATH_DOSSIERS };
static const char *const paths[] = {
    [PATH_TOKEN] = "/token",
    [PATH_CODE] = "/api/next-code?MaTTHC=",
    [PATH_UPLOAD] = "/api/upload",
    [PATH_DOSSIERS] = "/api/dossiers",
};

/* Exchange 0 mints the number, 1 uploads the record, then one for each paper, the last creates. */
#define MINT   0
#define UPLOAD 1

/* --- parcel to exchanges ---------------------------------------------------------------------- */

static struct exchange begin(enum exchange_kind kind, const char *method, const struct parcel *p)
{
    struct exchange x = {.kind = kind, .method = method};
    snprintf(x.uuid, sizeof x.uuid, "%s", p->uuid);
    return x;
}

static struct err mint(const struct errand *e, struct exchange *ret_exchange)
{
    struct application a;
    struct exchange x = begin(EXCHANGE_FIRST, "GET", e->parcel);
    const struct err error = application_open(e->parcel, &a);
    if (failed(error)) {
        return error;
    }
    const char *code = application_text(&a, "procedure");
    const bool whole = application_is_whole(&a);
    const bool good = whole && code[0] != '\0' && is_number_text(code, 32);
    snprintf(x.path, sizeof x.path, "%s%s", paths[PATH_CODE], good ? code : "");
    application_close(&a);
    *ret_exchange = x;
    return good    ? ERR_OK
           : whole ? ERR(ERR_BAD_INPUT, 0, "igate: the procedure has no code")
                   : ERR(ERR_BAD_INPUT, 0, "igate: a supplement, or papers of another portal");
}

/* File 0 is the record, the others the papers. */
static struct err upload(const struct errand *e, int file, struct buf *words,
                         struct exchange *ret_exchange)
{
    const struct parcel *p = e->parcel;
    struct application a;
    struct exchange x = begin(EXCHANGE_PAPER, "POST", p);
    struct err error = application_open(p, &a);
    if (failed(error)) {
        return error;
    }
    struct multipart m = multipart_begin(&x, words, p->sha256);
    char name[NOPHOSO_FILE];
    nophoso_file_name(&a, p, file, name);
    snprintf(x.path, sizeof x.path, "%s", paths[PATH_UPLOAD]);
    if (file == 0) {
        snprintf(x.sha256, sizeof x.sha256, "%s", p->sha256);
        multipart_part(&m, "file", name, "application/json");
        multipart_record(&m, p);
    } else {
        snprintf(x.sha256, sizeof x.sha256, "%s", p->papers[file - 1].sha256);
        multipart_part(&m, "file", name, p->papers[file - 1].type);
        multipart_paper(&m, p, file - 1);
    }
    error = multipart_end(&m);
    application_close(&a);
    *ret_exchange = x;
    return error;
}

static struct err create(const struct errand *e, struct buf *words, struct exchange *ret_exchange)
{
    struct exchange x = begin(EXCHANGE_RECORD, "POST", e->parcel);
    const struct err error = nophoso_write(e, e->learnt[MINT], e->learnt + UPLOAD, words);
    x.ask_first = true;
    x.size = words->len;
    x.pieces[0] = (struct piece){PIECE_WORDS, 0, words->len};
    x.piece_count = 1;
    snprintf(x.path, sizeof x.path, "%s", paths[PATH_DOSSIERS]);
    snprintf(x.type, sizeof x.type, "application/json");
    snprintf(x.sha256, sizeof x.sha256, "%s", e->parcel->sha256);
    snprintf(x.number, sizeof x.number, "%s", e->learnt[MINT]);
    *ret_exchange = x;
    return error;
}

static struct err exchange_number(const struct errand *e, int i, struct buf *words,
                                  struct exchange *ret_exchange)
{
    if (i == MINT) {
        return mint(e, ret_exchange);
    }
    return i - UPLOAD <= e->parcel->paper_count ? upload(e, i - UPLOAD, words, ret_exchange)
                                                : create(e, words, ret_exchange);
}

static struct exchange question(enum exchange_kind kind, const char *number)
{
    struct exchange x = {.kind = kind, .method = "GET"};
    snprintf(x.path, sizeof x.path, "%s/%s", paths[PATH_DOSSIERS], number);
    snprintf(x.number, sizeof x.number, "%s", number);
    return x;
}

static bool status(const struct errand *e, struct exchange *ret_exchange)
{
    *ret_exchange = question(EXCHANGE_STATUS, e->learnt[MINT]);
    snprintf(ret_exchange->uuid, sizeof ret_exchange->uuid, "%s", e->parcel->uuid);
    return e->learnt[MINT][0] != '\0';
}

static void check(struct exchange *ret_exchange)
{
    *ret_exchange = question(EXCHANGE_CHECK, "0");
}

static void put_encoded(struct buf *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        const bool plain = strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789-._~",
                                  *at) != NULL;
        buf_printf(out, plain ? "%c" : "%%%02X", (unsigned char)*at);
    }
}

static void login(const struct credentials *c, struct buf *words, struct exchange *ret_exchange)
{
    struct exchange x = {.kind = EXCHANGE_LOGIN, .method = "POST", .piece_count = 1};
    buf_clear(words);
    buf_puts(words, "grant_type=client_credentials&client_id=");
    put_encoded(words, c->token);
    buf_puts(words, "&client_secret=");
    put_encoded(words, c->secret);
    x.size = words->len;
    x.pieces[0] = (struct piece){PIECE_WORDS, 0, words->len};
    snprintf(x.path, sizeof x.path, "%s", paths[PATH_TOKEN]);
    snprintf(x.type, sizeof x.type, "application/x-www-form-urlencoded");
    *ret_exchange = x;
}

/* --- answer to meaning ------------------------------------------------------------------------ */

static const struct status_row status_rows[] = {
    {200, 201, LOOK},    {400, 400, REFUSED}, {401, 401, UNAUTHORIZED}, {403, 403, UNAUTHORIZED},
    {404, 404, UNKNOWN}, {405, 406, REFUSED}, {408, 408, LATER},        {409, 409, CONFLICT},
    {410, 410, REFUSED}, {413, 415, REFUSED}, {422, 422, REFUSED},      {425, 425, LATER},
    {429, 429, LATER},   {500, 510, LATER},   {512, 599, LATER},
};

static struct reading read_code(const json_t *o)
{
    const char *number = json_text(o, "MaHoSo");
    if (number[0] == '\0' || !is_number_text(number, sizeof((struct reading *)0)->file_number)) {
        return reading_stranger("not-the-portal");
    }
    struct reading r = reading_plain(MEANS_STORED, "");
    snprintf(r.learnt, sizeof r.learnt, "%s", number);
    return r;
}

static struct reading read_upload(const struct exchange *x, const json_t *o)
{
    const char *id = json_text(o, "IdTepTin");
    const char *hash = json_text(o, "HashTepTin");
    if (id[0] == '\0' || hash[0] == '\0' || strlen(id) >= LEARNT_SIZE) {
        return reading_stranger("not-the-portal");
    }
    if (strcmp(hash, x->sha256) != 0) {
        return reading_stranger("wrong-hash");
    }
    struct reading r = reading_plain(MEANS_STORED, "");
    copy_words(r.learnt, sizeof r.learnt, id);
    return strcmp(r.learnt, id) == 0 ? r : reading_stranger("not-the-portal");
}

static struct reading read_dossier(const struct exchange *x, const json_t *o)
{
    const char *number = json_text(o, "MaHoSo");
    if (number[0] == '\0') {
        return reading_stranger("not-the-portal");
    }
    if (strcmp(number, x->number) != 0) {
        return reading_stranger("wrong-uuid");
    }
    const char *reference = json_text(o, "MaThamChieu");
    if (reference[0] != '\0' && strcmp(reference, x->uuid) != 0) {
        return reading_plain(MEANS_CONFLICT, "taken");
    }
    struct reading r = reading_plain(MEANS_RECEIVED, "");
    r.ours = reference[0] != '\0';
    snprintf(r.file_number, sizeof r.file_number, "%s", number);
    const json_int_t state = json_integer_value(json_object_get(o, "TrangThai"));
    r.state = state > 0 && state <= 9999 ? (int)state : 0;
    copy_words(r.state_text, sizeof r.state_text, json_text(o, "TenTrangThai"));
    return r;
}

/* "OK" is the only code that acknowledges, whatever the status. */
static struct reading read_good(const struct exchange *x, const json_t *o)
{
    switch (x->kind) {
    case EXCHANGE_FIRST:
        return read_code(o);
    case EXCHANGE_PAPER:
        return read_upload(x, o);
    case EXCHANGE_RECORD:
    case EXCHANGE_STATUS:
        return read_dossier(x, o);
    case EXCHANGE_CHECK:
    case EXCHANGE_LOGIN:
    case EXCHANGE_UPLOAD:
    case EXCHANGE_OFFSET:
    case EXCHANGE_REST:
        break;
    }
    return reading_stranger("not-the-portal");
}

static struct reading read_refusal(const struct exchange *x, const char *code, enum verdict verdict)
{
    if (verdict == CONFLICT || strcmp(code, "DUPLICATE") == 0) {
        return reading_plain(MEANS_CONFLICT, "conflict");
    }
    if (strcmp(code, "NOT_FOUND") == 0 && x->kind == EXCHANGE_STATUS) {
        return reading_plain(MEANS_FORGOTTEN, "forgotten");
    }
    if (strcmp(code, "NOT_FOUND") == 0 && x->kind == EXCHANGE_CHECK) {
        return reading_plain(MEANS_READY, "");
    }
    return reading_plain(MEANS_REFUSED, "refused");
}

static struct reading read_body(const struct exchange *x, const json_t *o, enum verdict verdict)
{
    const char *code = json_text(o, "code");
    if (x->kind == EXCHANGE_LOGIN) {
        const bool given = verdict == LOOK && json_text(o, "access_token")[0] != '\0';
        return given ? reading_plain(MEANS_READY, "") : reading_stranger("not-the-portal");
    }
    if (verdict == LOOK && x->kind == EXCHANGE_PAPER && code[0] == '\0') {
        return read_upload(x, o);
    }
    if (code[0] == '\0') {
        return reading_stranger("not-the-portal");
    }
    return verdict == LOOK && strcmp(code, "OK") == 0 ? read_good(x, o)
                                                      : read_refusal(x, code, verdict);
}

static struct reading read_answer(const struct exchange *x, const struct http_answer *answer)
{
    const enum verdict verdict =
        verdict_of(status_rows, sizeof status_rows / sizeof status_rows[0], answer->status);
    struct reading r;
    if (reading_without_body(verdict, answer, &r)) {
        return r;
    }
    json_t *o = json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, NULL);
    /* OAuth refuses a client with 400 or 401 and a word of its own. */
    if (x->kind == EXCHANGE_LOGIN && verdict == REFUSED && json_text(o, "error")[0] != '\0') {
        r = reading_plain(MEANS_UNAUTHORIZED, "unauthorized");
    } else {
        r = read_body(x, o, verdict);
    }
    json_decref(o);
    return r;
}

static bool session(const struct http_answer *answer, struct session *ret_session)
{
    json_t *o = json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, NULL);
    const char *token = json_text(o, "access_token");
    const json_int_t lasts = json_integer_value(json_object_get(o, "expires_in"));
    const size_t len = strlen(token);
    bool good = len > 0 && len < sizeof ret_session->token;
    for (size_t i = 0; i < len && good; i++) {
        good = (unsigned char)token[i] > 0x20 && (unsigned char)token[i] < 0x7F;
    }
    if (good) {
        memcpy(ret_session->token, token, len + 1);
        ret_session->lasts_s = lasts > 0 ? (int64_t)lasts : 0;
    }
    json_decref(o);
    return good;
}

const struct adapter adapter_igate = {
    .name = "igate",
    .mints = true,
    .exchange = exchange_number,
    .status = status,
    .check = check,
    .read = read_answer,
    .login = login,
    .session = session,
};
