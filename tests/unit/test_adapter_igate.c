#include "app/courier/adapter.h"

#include <jansson.h>

#include "tests/check.h"
#include "tests/unit/parcel_example.h"

#define NUMBER "H21.12.34-261123-0007"

static char json[16384], words_storage[16384], body_storage[32768];
static char learnt[ADAPTER_STEPS][LEARNT_SIZE];
static struct buf words, body;
static struct parcel parcel;

static struct exchange make(int i)
{
    static struct record r;
    struct exchange x;
    r = record_of_pages(EXAMPLE_UUID);
    parcel = parcel_of(&r, json, sizeof json);
    const struct errand e = {&parcel, (const char(*)[LEARNT_SIZE])learnt, "H21.12", NULL};
    buf_init(&words, words_storage, sizeof words_storage);
    buf_init(&body, body_storage, sizeof body_storage);
    CHECK(!failed(adapter_igate.exchange(&e, i, &words, &x)));
    whole_body(&parcel, &x, &words, &body);
    return x;
}

static void learn_all(void)
{
    memset(learnt, 0, sizeof learnt);
    snprintf(learnt[0], LEARNT_SIZE, NUMBER);
    for (int i = 1; i < 5; i++) {
        snprintf(learnt[i], LEARNT_SIZE, "file-%d", i);
    }
}

TEST(first_a_number_then_the_record_and_every_paper)
{
    char want[16384];
    memset(learnt, 0, sizeof learnt);
    struct exchange x = make(0);
    CHECK_INT(x.kind, EXCHANGE_FIRST);
    CHECK_STR(x.method, "GET");
    CHECK_STR(x.path, "/api/next-code?MaTTHC=1.001193");
    x = make(1);
    CHECK_INT(x.kind, EXCHANGE_PAPER);
    CHECK_STR(x.method, "POST");
    CHECK_STR(x.path, "/api/upload");
    CHECK_STR(x.sha256, parcel.sha256);
    snprintf(
        want, sizeof want,
        "--rong%.32s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" EXAMPLE_UUID
        ".json\"\r\nContent-Type: application/json\r\n\r\n%s\r\n--rong%.32s--\r\n",
        parcel.sha256, parcel.json, parcel.sha256);
    CHECK_STR(body.data, want);
    x = make(3);
    CHECK_STR(x.sha256, parcel.papers[1].sha256);
    CHECK(strstr(body.data, "filename=\"birth_notice-p2.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
                            "second page, longer\r\n") != NULL);
    x = make(4);
    CHECK_INT(x.kind, EXCHANGE_PAPER);
    CHECK(strstr(body.data, "filename=\"photo.png\"\r\nContent-Type: image/png\r\n\r\nphoto\r\n") !=
          NULL);
}

static const char *text_at(const json_t *o, const char *name)
{
    const char *text = json_string_value(json_object_get(o, name));
    return text == NULL ? "(none)" : text;
}

TEST(the_dossier_names_who_what_and_every_file)
{
    learn_all();
    const struct exchange x = make(5);
    CHECK_INT(x.kind, EXCHANGE_RECORD);
    CHECK_STR(x.path, "/api/dossiers");
    CHECK_STR(x.type, "application/json");
    CHECK_STR(x.number, NUMBER);
    CHECK(x.ask_first);
    json_t *o = json_loadb(body.data, body.len, JSON_REJECT_DUPLICATES, NULL);
    const json_t *who = json_object_get(o, "ThongTinNguoiNop");
    const json_t *parts = json_object_get(o, "ThanhPhanHoSo");
    CHECK_STR(text_at(o, "MaHoSo"), NUMBER);
    CHECK_STR(text_at(o, "MaTTHC"), "1.001193");
    CHECK_STR(text_at(o, "MaThamChieu"), EXAMPLE_UUID);
    CHECK_STR(text_at(o, "ChuHoSo"), "R\xC6\xA1 Ch\xC3\xA2m H'Lan & con");
    CHECK_STR(text_at(o, "MaDonViTiepNhan"), "H21.12");
    CHECK_STR(text_at(o, "NgayNop"), "2026-11-23 09:24:00");
    CHECK_INT(json_integer_value(json_object_get(o, "LoaiDoiTuong")), 0);
    CHECK_STR(text_at(who, "TenNguoiNop"), "R\xC6\xA1 Ch\xC3\xA2m H'Lan & con");
    CHECK_STR(text_at(who, "SoDinhDanh"), "064190000001");
    CHECK_STR(text_at(who, "SoDinhDanhChuHs"), "064190000001");
    CHECK_STR(text_at(who, "NgaySinh"), "19900201000000");
    CHECK_STR(text_at(who, "SoDienThoai"), "");
    CHECK_INT(json_array_size(parts), 4);
    const json_t *notice = json_array_get(parts, 1);
    const json_t *pages = json_object_get(notice, "GiayToDinhKem");
    CHECK_STR(text_at(notice, "MaThanhPhanHoSo"), "birth_notice");
    CHECK_INT(json_integer_value(json_object_get(notice, "LoaiBan")), 2);
    CHECK_INT(json_array_size(pages), 2);
    CHECK_STR(text_at(json_array_get(pages, 1), "IdGiayTo"), "file-3");
    CHECK_STR(text_at(json_array_get(pages, 1), "TenGiayTo"), "birth_notice-p2.jpg");
    CHECK_STR(text_at(json_array_get(pages, 1), "HashTepTin"), parcel.papers[1].sha256);
    const json_t *record = json_object_get(json_array_get(parts, 0), "GiayToDinhKem");
    CHECK_STR(text_at(json_array_get(record, 0), "IdGiayTo"), "file-1");
    CHECK_STR(text_at(json_array_get(record, 0), "HashTepTin"), parcel.sha256);
    const json_t *marriage = json_array_get(parts, 2);
    CHECK_INT(json_integer_value(json_object_get(marriage, "LoaiBan")), 0);
    CHECK_INT(json_array_size(json_object_get(marriage, "GiayToDinhKem")), 0);
    json_decref(o);
}

TEST(what_she_left_open_never_blocks_the_dossier)
{
    struct record r = record_of_pages(EXAMPLE_UUID);
    struct exchange x;
    learn_all();
    r.instance = "<data><requester><HoVaTenC kiosk:open=\"officer\"/></requester></data>";
    parcel = parcel_of(&r, json, sizeof json);
    const struct errand e = {&parcel, (const char(*)[LEARNT_SIZE])learnt, "", NULL};
    CHECK(!failed(adapter_igate.exchange(&e, 5, &words, &x)));
    json_t *o = json_loadb(words.data, words.len, JSON_REJECT_DUPLICATES, NULL);
    CHECK_STR(text_at(o, "ChuHoSo"), "(c\xC3\xA1n b\xE1\xBB\x99 s\xE1\xBA\xBD ghi)");
    CHECK_STR(text_at(json_object_get(o, "ThongTinNguoiNop"), "TenNguoiNop"),
              text_at(o, "ChuHoSo"));
    CHECK_STR(text_at(o, "MaDonViTiepNhan"), "H21");
    json_decref(o);
}

TEST(the_same_errand_becomes_the_same_bytes)
{
    static char before[32768];
    learn_all();
    for (int i = 1; i < 6; i++) {
        make(i);
        memcpy(before, body.data, body.len + 1);
        const size_t len = body.len;
        make(i);
        CHECK(len == body.len && memcmp(before, body.data, len) == 0);
    }
}

/* A supplement would be a second file there, a paper of a rest portal would be missing: neither is
 * begun, not even a number is asked for. */
TEST(what_leans_on_a_rest_portal_is_not_sent_by_halves)
{
    struct record r = record_of_pages(EXAMPLE_UUID);
    struct exchange x;
    r.supplements = "6ba7b810-9dad-41d1-80b4-00c04fd430c9";
    parcel = parcel_of(&r, json, sizeof json);
    const struct errand e = {&parcel, (const char(*)[LEARNT_SIZE])learnt, "", NULL};
    CHECK_INT(adapter_igate.exchange(&e, 0, &words, &x).code, ERR_BAD_INPUT);
    r.supplements = NULL;
    parcel = parcel_of(&r, json, sizeof json);
    CHECK_INT(adapter_igate.exchange(&e, 0, &words, &x).code, ERR_NONE);
    r.papers[2] = (struct record_paper){
        .ref = "/data/papers/marriage",
        .name = "marriage.jpg",
        .type = "image/jpeg",
        .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        .size = 12,
        .pages = 1};
    parcel = parcel_of(&r, json, sizeof json);
    CHECK_INT(adapter_igate.exchange(&e, 0, &words, &x).code, ERR_BAD_INPUT);
}

TEST(what_it_cannot_say_is_told)
{
    struct record r = record_of_pages(EXAMPLE_UUID);
    struct exchange x;
    r.procedure = "1.001193?a=b";
    parcel = parcel_of(&r, json, sizeof json);
    const struct errand e = {&parcel, (const char(*)[LEARNT_SIZE])learnt, "", NULL};
    CHECK_INT(adapter_igate.exchange(&e, 0, &words, &x).code, ERR_BAD_INPUT);
    parcel.json = "{\"instance\":\"\",\"procedure\":\"\"}";
    parcel.json_size = strlen(parcel.json);
    CHECK_INT(adapter_igate.exchange(&e, 0, &words, &x).code, ERR_BAD_INPUT);
    parcel.json = "{}";
    parcel.json_size = 2;
    for (int i = 0; i < 6; i++) {
        CHECK_INT(adapter_igate.exchange(&e, i, &words, &x).code, ERR_BAD_INPUT);
    }
    char few[40];
    struct buf small;
    buf_init(&small, few, sizeof few);
    r = record_of_pages(EXAMPLE_UUID);
    parcel = parcel_of(&r, json, sizeof json);
    CHECK_INT(adapter_igate.exchange(&e, 1, &small, &x).code, ERR_FULL);
    buf_init(&small, few, sizeof few);
    CHECK_INT(adapter_igate.exchange(&e, 5, &small, &x).code, ERR_FULL);
}

TEST(the_status_is_asked_by_number)
{
    struct exchange x;
    struct record r = record_of_pages(EXAMPLE_UUID);
    parcel = parcel_of(&r, json, sizeof json);
    const struct errand e = {&parcel, (const char(*)[LEARNT_SIZE])learnt, "", NULL};
    memset(learnt, 0, sizeof learnt);
    CHECK(!adapter_igate.status(&e, &x));
    learn_all();
    CHECK(adapter_igate.status(&e, &x));
    CHECK_STR(x.path, "/api/dossiers/" NUMBER);
    CHECK_STR(x.number, NUMBER);
}

TEST(credentials_are_encoded_into_the_login)
{
    const struct credentials c = {"kiosk&1", "a b+/="};
    struct exchange x;
    buf_init(&words, words_storage, sizeof words_storage);
    adapter_igate.login(&c, &words, &x);
    CHECK_STR(x.method, "POST");
    CHECK_STR(x.path, "/token");
    CHECK_STR(x.type, "application/x-www-form-urlencoded");
    CHECK_STR(words.data, "grant_type=client_credentials&client_id=kiosk%261&client_secret="
                          "a%20b%2B%2F%3D");
    CHECK_INT(x.size, words.len);
}

/* --- answers ---------------------------------------------------------------------------------- */

#define HASH  "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"
#define NOT   MEANS_NOT_PORTAL
#define DENY  MEANS_UNAUTHORIZED
#define LATE  MEANS_LATER
#define NO    MEANS_REFUSED
#define CLASH MEANS_CONFLICT

struct row {
    int status;
    const char *body;
    enum meaning login, mint, upload, create, asked, check;
};

static const struct row rows[] = {
    {200, "{\"access_token\":\"t\",\"expires_in\":600}", MEANS_READY, NOT, NOT, NOT, NOT, NOT},
    {200, "{\"code\":\"OK\",\"MaHoSo\":\"" NUMBER "\"}", NOT, MEANS_STORED, NOT, MEANS_RECEIVED,
     MEANS_RECEIVED, NOT},
    {201, "{\"code\":\"OK\",\"MaHoSo\":\"" NUMBER "\"}", NOT, MEANS_STORED, NOT, MEANS_RECEIVED,
     MEANS_RECEIVED, NOT},
    {200, "{\"code\":\"OK\",\"MaHoSo\":\"" NUMBER "\",\"MaThamChieu\":\"" EXAMPLE_UUID "\"}", NOT,
     MEANS_STORED, NOT, MEANS_RECEIVED, MEANS_RECEIVED, NOT},
    {200, "{\"code\":\"OK\",\"MaHoSo\":\"" NUMBER "\",\"MaThamChieu\":\"another\"}", NOT,
     MEANS_STORED, NOT, CLASH, CLASH, NOT},
    {200, "{\"code\":\"OK\",\"MaHoSo\":\"H21-8\"}", NOT, MEANS_STORED, NOT, NOT, NOT, NOT},
    {200, "{\"code\":\"OK\",\"MaHoSo\":\"<b>\"}", NOT, NOT, NOT, NOT, NOT, NOT},
    {200, "{\"code\":\"OK\",\"MaHoSo\":\"0123456789012345678901234567890123456789\"}", NOT, NOT,
     NOT, NOT, NOT, NOT},
    {200, "{\"code\":\"OK\"}", NOT, NOT, NOT, NOT, NOT, NOT},
    {200, "{\"MaHoSo\":\"" NUMBER "\"}", NOT, NOT, NOT, NOT, NOT, NOT},
    {200, "{\"IdTepTin\":\"f1\",\"HashTepTin\":\"" HASH "\"}", NOT, NOT, MEANS_STORED, NOT, NOT,
     NOT},
    {200, "{\"code\":\"OK\",\"IdTepTin\":\"f1\",\"HashTepTin\":\"" HASH "\"}", NOT, NOT,
     MEANS_STORED, NOT, NOT, NOT},
    {200, "{\"IdTepTin\":\"f1\",\"HashTepTin\":\"00\"}", NOT, NOT, NOT, NOT, NOT, NOT},
    {200, "{\"IdTepTin\":\"a\\nb\",\"HashTepTin\":\"" HASH "\"}", NOT, NOT, NOT, NOT, NOT, NOT},
    {200, "{\"HashTepTin\":\"" HASH "\"}", NOT, NOT, NOT, NOT, NOT, NOT},
    {200, "{\"IdTepTin\":\"f1\"}", NOT, NOT, NOT, NOT, NOT, NOT},
    {200, "{\"IdTepTin\":\"" HASH "0123456789abcdef\",\"HashTepTin\":\"" HASH "\"}", NOT, NOT, NOT,
     NOT, NOT, NOT}, /* an id longer than what can be kept */
    {200, "{\"code\":\"DUPLICATE\",\"MaHoSo\":\"" NUMBER "\"}", NOT, CLASH, CLASH, CLASH, CLASH,
     CLASH},
    {200, "{\"code\":\"ERROR\"}", NOT, NO, NO, NO, NO, NO},
    {200, "<html>", NOT, NOT, NOT, NOT, NOT, NOT},
    {200, "", NOT, NOT, NOT, NOT, NOT, NOT},
    {200, "[]", NOT, NOT, NOT, NOT, NOT, NOT},
    {204, "", NOT, NOT, NOT, NOT, NOT, NOT},
    {302, "", NOT, NOT, NOT, NOT, NOT, NOT},
    {400, "{\"error\":\"invalid_client\"}", DENY, NOT, NOT, NOT, NOT, NOT},
    {400, "{\"code\":\"BAD_REQUEST\"}", NOT, NO, NO, NO, NO, NO},
    {400, "<html>", NOT, NOT, NOT, NOT, NOT, NOT},
    {401, "", DENY, DENY, DENY, DENY, DENY, DENY},
    {403, "{}", DENY, DENY, DENY, DENY, DENY, DENY},
    {404, "{\"code\":\"NOT_FOUND\"}", NOT, NO, NO, NO, MEANS_FORGOTTEN, MEANS_READY},
    {404, "not found", NOT, NOT, NOT, NOT, NOT, NOT},
    {407, "", NOT, NOT, NOT, NOT, NOT, NOT},
    {408, "", LATE, LATE, LATE, LATE, LATE, LATE},
    {409, "{\"code\":\"DUPLICATE\",\"MaHoSo\":\"" NUMBER "\"}", NOT, CLASH, CLASH, CLASH, CLASH,
     CLASH},
    {409, "", NOT, NOT, NOT, NOT, NOT, NOT},
    {413, "{\"code\":\"TOO_LARGE\"}", NOT, NO, NO, NO, NO, NO},
    {422, "{\"code\":\"INVALID\"}", NOT, NO, NO, NO, NO, NO},
    {429, "", LATE, LATE, LATE, LATE, LATE, LATE},
    {500, "<html>", LATE, LATE, LATE, LATE, LATE, LATE},
    {502, "{\"code\":\"OK\"}", LATE, LATE, LATE, LATE, LATE, LATE},
    {511, "", NOT, NOT, NOT, NOT, NOT, NOT},
    {0, "", NOT, NOT, NOT, NOT, NOT, NOT},
    {999, "", NOT, NOT, NOT, NOT, NOT, NOT},
};

static struct reading read_as(enum exchange_kind kind, int status, const char *text)
{
    const struct exchange x = {
        .kind = kind, .uuid = EXAMPLE_UUID, .sha256 = HASH, .number = NUMBER};
    const struct http_answer a = {
        .status = status, .retry_after_s = 7, .body = text, .size = strlen(text)};
    return adapter_igate.read(&x, &a);
}

TEST(the_table_of_status_and_body_gives_the_meaning)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *r = &rows[i];
        const bool before = check_bad;
        CHECK_INT(read_as(EXCHANGE_LOGIN, r->status, r->body).meaning, r->login);
        CHECK_INT(read_as(EXCHANGE_FIRST, r->status, r->body).meaning, r->mint);
        CHECK_INT(read_as(EXCHANGE_PAPER, r->status, r->body).meaning, r->upload);
        CHECK_INT(read_as(EXCHANGE_RECORD, r->status, r->body).meaning, r->create);
        CHECK_INT(read_as(EXCHANGE_STATUS, r->status, r->body).meaning, r->asked);
        CHECK_INT(read_as(EXCHANGE_CHECK, r->status, r->body).meaning, r->check);
        if (check_bad != before) {
            printf("# row %zu: %d %s\n", i, r->status, r->body);
        }
    }
}

TEST(what_an_answer_teaches_is_taken_along)
{
    CHECK_STR(read_as(EXCHANGE_FIRST, 200, "{\"code\":\"OK\",\"MaHoSo\":\"H21-8\"}").learnt,
              "H21-8");
    CHECK_STR(
        read_as(EXCHANGE_PAPER, 200, "{\"IdTepTin\":\"f1\",\"HashTepTin\":\"" HASH "\"}").learnt,
        "f1");
    const struct reading r =
        read_as(EXCHANGE_STATUS, 200,
                "{\"code\":\"OK\",\"MaHoSo\":\"" NUMBER "\",\"TrangThai\":2,\"TenTrangThai\":"
                "\"\xC4\x90\xC6\xB0\xE1\xBB\xA3\x63 ti\xE1\xBA\xBFp nh\xE1\xBA\xADn\"}");
    CHECK_STR(r.file_number, NUMBER);
    CHECK_STR(r.state_text, "\xC4\x90\xC6\xB0\xE1\xBB\xA3\x63 ti\xE1\xBA\xBFp nh\xE1\xBA\xADn");
    CHECK(!r.ours && r.state == 2);
    CHECK(read_as(EXCHANGE_STATUS, 200,
                  "{\"code\":\"OK\",\"MaHoSo\":\"" NUMBER "\",\"MaThamChieu\":\"" EXAMPLE_UUID
                  "\"}")
              .ours);
    CHECK_INT(read_as(EXCHANGE_RECORD, 503, "").retry_after_s, 7);
}

static bool session_of(const char *text, struct session *ret_session)
{
    const struct http_answer a = {.status = 200, .body = text, .size = strlen(text)};
    return adapter_igate.session(&a, ret_session);
}

TEST(a_token_is_a_word_that_fits_a_header)
{
    struct session s = {.token = ""};
    static char longest[SESSION_TOKEN + 64];
    CHECK(session_of("{\"access_token\":\"abc\",\"expires_in\":60}", &s));
    CHECK_STR(s.token, "abc");
    CHECK_INT(s.lasts_s, 60);
    CHECK(session_of("{\"access_token\":\"abc\"}", &s));
    CHECK_INT(s.lasts_s, 0);
    CHECK(!session_of("{\"access_token\":\"a b\"}", &s));
    CHECK(!session_of("{\"access_token\":\"a\\r\\nX: y\"}", &s));
    CHECK(!session_of("{\"access_token\":\"\"}", &s));
    CHECK(!session_of("{\"access_token\":\"a\x7F\"}", &s));
    CHECK(!session_of("{\"access_token\":\"m\xE1\xBB\x9Bi\"}", &s));
    CHECK(!session_of("{", &s));
    snprintf(longest, sizeof longest, "{\"access_token\":\"%.*s\"}", 0, "");
    memset(longest + 17, 'x', SESSION_TOKEN);
    memcpy(longest + 17 + SESSION_TOKEN, "\"}", 3);
    CHECK(!session_of(longest, &s));
}

int main(void)
{
    RUN(first_a_number_then_the_record_and_every_paper);
    RUN(the_dossier_names_who_what_and_every_file);
    RUN(what_she_left_open_never_blocks_the_dossier);
    RUN(the_same_errand_becomes_the_same_bytes);
    RUN(what_leans_on_a_rest_portal_is_not_sent_by_halves);
    RUN(what_it_cannot_say_is_told);
    RUN(the_status_is_asked_by_number);
    RUN(credentials_are_encoded_into_the_login);
    RUN(the_table_of_status_and_body_gives_the_meaning);
    RUN(what_an_answer_teaches_is_taken_along);
    RUN(a_token_is_a_word_that_fits_a_header);
    return check_done();
}
