/* The iGate personality: every call, what is refused and with which words. */
#include "platform/sim/portal/igate.h"
#include "tests/unit/portal_world.h"

#define UUID "0a1b2c3d-0000-4000-8000-000000000002"

static struct portal_world w;
static char bearer[160];
static char number[40];
static char file_id[40];
static char file_hash[SHA256_HEX];

/* The text member of the last answer. */
static void member(const char *name, char *out, size_t cap)
{
    json_t *o = json_loadb(w.reply.body, w.reply.size, 0, NULL);
    const char *text = json_string_value(json_object_get(o, name));
    snprintf(out, cap, "%s", text == NULL ? "" : text);
    json_decref(o);
}

static int call(const char *method, const char *path, const char *type, const char *body)
{
    return portal_world_ask(&w, (struct portal_request){.method = method,
                                                        .path = path,
                                                        .content_type = type,
                                                        .authorization = bearer,
                                                        .procedure = "1.001193",
                                                        .body = body});
}

static int sign_in(const char *form)
{
    char token[120];
    const int status = call("POST", "/token", "application/x-www-form-urlencoded", form);
    member("access_token", token, sizeof token);
    snprintf(bearer, sizeof bearer, "Bearer %s", token);
    return status;
}

static int upload(const char *name, const char *type, const char *bytes)
{
    char body[1024];
    snprintf(body, sizeof body,
             "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
             "Content-Type: %s\r\n\r\n%s\r\n--X--\r\n",
             name, type, bytes);
    const int status = call("POST", "/api/upload", "multipart/form-data; boundary=X", body);
    member("IdTepTin", file_id, sizeof file_id);
    member("HashTepTin", file_hash, sizeof file_hash);
    return status;
}

static void begin(void)
{
    portal_world_begin(&w);
    CHECK_INT(sign_in("grant_type=client_credentials&client_id=kiosk&client_secret=s"), 200);
    CHECK_INT(call("GET", "/api/next-code", NULL, NULL), 200);
    member("MaHoSo", number, sizeof number);
    CHECK_INT(upload("a.jpg", "image/jpeg", "AAAA"), 200);
}

/* The dossier with one member's text changed, posted. */
static int dossier(const char *from, const char *to)
{
    char good[2048];
    char body[2048];
    snprintf(good, sizeof good,
             "{\"MaHoSo\":\"%s\",\"MaTTHC\":\"1.001193\",\"ChuHoSo\":\"An\",\"LoaiDoiTuong\":0,"
             "\"MaDonViTiepNhan\":\"H21\",\"NgayNop\":\"2026-11-26 09:00:00\",\"MaThamChieu\":"
             "\"" UUID "\",\"ThongTinNguoiNop\":{\"TenNguoiNop\":\"An\"},\"ThanhPhanHoSo\":[{"
             "\"TenThanhPhanHoSo\":\"x\",\"SoLuong\":1,\"LoaiBan\":2,\"GiayToDinhKem\":[{"
             "\"IdGiayTo\":\"%s\",\"TenGiayTo\":\"a.jpg\",\"HashTepTin\":\"%s\"}]}]}",
             number, file_id, file_hash);
    const char *at = strstr(good, from);
    CHECK(at != NULL);
    snprintf(body, sizeof body, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
    return call("POST", "/api/dossiers", "application/json", body);
}

TEST(a_dossier_is_taken_once_and_tells_its_state)
{
    char path[80];
    begin();
    CHECK_INT(dossier("", ""), 200);
    CHECK(portal_world_says(&w, number));
    CHECK_INT(dossier("", ""), 409);
    CHECK(portal_world_says(&w, "\"code\":\"DUPLICATE\""));
    CHECK(portal_world_says(&w, number));
    snprintf(path, sizeof path, "/api/dossiers/%s", number);
    CHECK_INT(call("GET", path, NULL, NULL), 200);
    CHECK(portal_world_says(&w, "\"TrangThai\":1,\"TenTrangThai\":\""));
    CHECK_INT(call("GET", "/api/dossiers/THU-H21-000000-000000", NULL, NULL), 404);
    CHECK(portal_world_says(&w, "NOT_FOUND"));
    CHECK_INT(call("GET", "/api/applications", NULL, NULL), 200);
    CHECK_INT(portal_world_count(&w, "\"uuid\":\"" UUID "\""), 1);
    CHECK(portal_world_says(&w, "\"adapter\":\"igate\""));
    CHECK(portal_world_says(&w, file_hash));
    portal_world_end(&w);
}

TEST(a_second_number_for_the_same_reference_is_a_second_file)
{
    begin();
    CHECK_INT(dossier("", ""), 200);
    CHECK_INT(call("GET", "/api/next-code", NULL, NULL), 200);
    member("MaHoSo", number, sizeof number);
    CHECK_INT(dossier("", ""), 200);
    CHECK_INT(call("GET", "/api/applications", NULL, NULL), 200);
    CHECK_INT(portal_world_count(&w, "\"uuid\":\"" UUID "\""), 2);
    portal_world_end(&w);
}

TEST(what_will_not_do_is_said)
{
    static const char *const rows[][3] = {
        {"\"ChuHoSo\":\"An\",", "", "ChuHoSo"},
        {"\"MaTTHC\":\"1.001193\"", "\"MaTTHC\":\"2.000635\"", "MaHoSo"},
        {"\"LoaiDoiTuong\":0", "\"LoaiDoiTuong\":7", "LoaiDoiTuong"},
        {"\"LoaiDoiTuong\":0", "\"LoaiDoiTuong\":\"0\"", "LoaiDoiTuong"},
        {"2026-11-26 09:00:00", "26/11/2026", "NgayNop"},
        {"{\"TenNguoiNop\":\"An\"}", "{}", "TenNguoiNop"},
        {"TEP-", "TEP+", "IdGiayTo"},
        {"\"HashTepTin\":\"", "\"HashTepTin\":\"0", "HashTepTin"},
        {"\"SoLuong\":1,", "", "SoLuong"},
        {UUID, "0A1B", "MaThamChieu"},
        {"{", "[{", "JSON object"},
    };
    begin();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_INT(dossier(rows[i][0], rows[i][1]), 400);
        CHECK(portal_world_says(&w, rows[i][2]));
    }
    CHECK_INT(call("POST", "/api/upload", "text/plain", "x"), 400);
    CHECK_INT(upload("a.jpg", "image/jpeg", ""), 400);
    CHECK_INT(call("DELETE", "/api/dossiers", NULL, NULL), 405);
    CHECK_INT(call("GET", "/api/applications", NULL, NULL), 200);
    CHECK_INT(portal_world_count(&w, "uuid"), 0);
    portal_world_end(&w);
}

TEST(a_token_ends_and_cannot_be_made)
{
    begin();
    w.portal.token_life_ms = 60000;
    w.portal.token = "geheim";
    CHECK_INT(sign_in("grant_type=client_credentials&client_id=k&client_secret=falsch"), 401);
    CHECK_INT(call("GET", "/api/next-code", NULL, NULL), 401);
    CHECK_INT(sign_in("grant_type=password&client_id=k&client_secret=geheim"), 400);
    CHECK_INT(sign_in("grant_type=client_credentials&client_id=k&client_secret=geheim"), 200);
    CHECK(portal_world_says(&w, "\"expires_in\":60"));
    w.now += 59999;
    CHECK_INT(call("GET", "/api/next-code", NULL, NULL), 200);
    w.now += 1;
    CHECK_INT(call("GET", "/api/next-code", NULL, NULL), 401);
    CHECK(w.reply.challenge);
    bearer[7] = '9'; /* a later end without the hash of it */
    CHECK_INT(call("GET", "/api/next-code", NULL, NULL), 401);
    bearer[0] = '\0';
    CHECK_INT(call("GET", "/api/next-code", NULL, NULL), 401);
    portal_world_end(&w);
}

TEST(the_record_among_its_files_opens_the_public_page)
{
    char token[SHA256_HEX];
    char json[300];
    begin();
    portal_sha256_hex("0123456789ABCDEFGHJKMNPQRS", 26, token);
    snprintf(json, sizeof json,
             "{\"format\":\"rong-application/1\",\"uuid\":\"" UUID
             "\",\"procedure\":\"1.001193\",\"receipt\":{"
             "\"token_sha256\":\"%s\"}}",
             token);
    CHECK_INT(upload("record.json", "application/json", json), 200);
    CHECK_INT(dossier("\"MaThamChieu\":\"" UUID "\",", ""), 200);
    CHECK_INT(call("GET", "/api/applications", NULL, NULL), 200);
    CHECK_INT(portal_world_count(&w, "\"uuid\":\"" UUID "\",\"sha256\""), 1);
    CHECK_INT(call("GET", "/H/0123456789ABCDEFGHJKMNPQRS", NULL, NULL), 200);
    portal_world_end(&w);
}

int main(void)
{
    RUN(a_dossier_is_taken_once_and_tells_its_state);
    RUN(a_second_number_for_the_same_reference_is_a_second_file);
    RUN(what_will_not_do_is_said);
    RUN(a_token_ends_and_cannot_be_made);
    RUN(the_record_among_its_files_opens_the_public_page);
    return check_done();
}
