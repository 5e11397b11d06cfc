#include "app/courier/nophoso.h"

#include <stdio.h>
#include <string.h>

#define CITIZEN       0 /* LoaiDoiTuong */
#define ORIGINAL      0 /* LoaiBan: on paper, at the counter */
#define ELECTRONIC    2
#define RECORD_ITSELF "TO_KHAI"
#define PROVINCE      "H21" /* Gia Lai: received by the province, unless a unit is named */
#define LEFT_OPEN     "(cán bộ sẽ ghi)" /* a name she left to the officer never blocks sending */

/* Where the forms keep who files: the first place with an answer counts. */
struct source {
    const char *field;
    struct {
        const char *group, *name;
    } places[3];
};

static const struct source sources[] = {
    {"TenNguoiNop", {{"requester", "HoVaTenC"}, {"owner", "HoTen"}}},
    {"SoDinhDanh", {{"requester", "SoDinhDanhC"}, {"owner", "SoDinhDanh"}}},
    {"NgaySinh", {{"requester", "NgaySinhC"}, {"owner", "NgaySinh"}}},
    {"SoDienThoai", {{"requester", "SoDienThoai"}, {"owner", "DienThoai"}}},
    {"Email", {{"requester", "Email"}, {"owner", "Email"}}},
    {"MaTinh",
     {{"requester", "nycNoiCuTru_TrongNuoc_Tinh"}, {"requester", "NoiThuongTru_TrongNuoc_Tinh"}}},
    {"MaXa",
     {{"requester", "nycNoiCuTru_TrongNuoc_Xa"},
      {"requester", "NoiThuongTru_TrongNuoc_Xa"},
      {"owner", "Xa"}}},
    {"DiaChiChiTiet",
     {{"requester", "nycNoiCuTru_TrongNuoc_ChiTiet"},
      {"requester", "NoiThuongTru_TrongNuoc_ChiTiet"},
      {"owner", "ChiTiet"}}},
};

static void find_answer(const struct application *a, const struct source *s, char *out, size_t cap)
{
    out[0] = '\0';
    for (size_t i = 0; i < 3 && out[0] == '\0' && s->places[i].group != NULL; i++) {
        application_answer(a, s->places[i].group, s->places[i].name, out, cap);
    }
}

void nophoso_file_name(const struct application *a, const struct parcel *p, int file,
                       char out[NOPHOSO_FILE])
{
    snprintf(out, NOPHOSO_FILE, "%s.json", p->uuid);
    for (int i = 0; file > 0 && i < application_paper_count(a); i++) {
        const struct application_paper paper = application_paper(a, i);
        if (paper.file == file - 1) {
            snprintf(out, NOPHOSO_FILE, "%s", paper.name);
        }
    }
}

/* "2026-11-23T09:24:00+07:00" as "2026-11-23 09:24:00": the centre's own time. */
static void put_time(json_t *o, const char *name, const char *stamp)
{
    char text[20];
    snprintf(text, sizeof text, "%.19s", stamp);
    if (strlen(text) > 10 && text[10] == 'T') {
        text[10] = ' ';
    }
    json_object_set_new(o, name, json_string(text));
}

/* A date of birth as YYYYMMDDhhmmss; what is only a year stays a year. */
static void put_birth(json_t *o, const char *date)
{
    char text[16] = "";
    struct buf b;
    buf_init(&b, text, sizeof text);
    for (const char *at = date; *at != '\0' && at < date + 10; at++) {
        if (*at >= '0' && *at <= '9') {
            buf_add(&b, at, 1);
        }
    }
    if (b.len == 8) {
        buf_puts(&b, "000000");
    }
    json_object_set_new(o, "NgaySinh", json_string(text));
}

static json_t *applicant(const struct application *a)
{
    json_t *o = json_object();
    char text[256];
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        find_answer(a, &sources[i], text, sizeof text);
        if (strcmp(sources[i].field, "NgaySinh") == 0) {
            put_birth(o, text);
        } else if (strcmp(sources[i].field, "TenNguoiNop") == 0 && text[0] == '\0') {
            json_object_set_new(o, "TenNguoiNop", json_string(LEFT_OPEN));
        } else {
            json_object_set_new(o, sources[i].field, json_string(text));
        }
    }
    json_object_set_new(o, "MaHuyen", json_string("")); /* none since July 2025 */
    json_object_set(o, "TenChuHs", json_object_get(o, "TenNguoiNop"));
    json_object_set(o, "SoDinhDanhChuHs", json_object_get(o, "SoDinhDanh"));
    explicit_bzero(text, sizeof text);
    return o;
}

static json_t *component(const char *code, int type)
{
    json_t *o = json_object();
    json_object_set_new(o, "MaThanhPhanHoSo", json_string(code));
    json_object_set_new(o, "TenThanhPhanHoSo", json_string(code));
    json_object_set_new(o, "SoLuong", json_integer(1));
    json_object_set_new(o, "LoaiBan", json_integer(type));
    json_object_set_new(o, "GiayToDinhKem", json_array());
    return o;
}

static void attach(json_t *component, const char *id, const char *name, const char *hash)
{
    json_t *o = json_object();
    json_object_set_new(o, "IdGiayTo", json_string(id));
    json_object_set_new(o, "MaKetQua", json_string(""));
    json_object_set_new(o, "TenGiayTo", json_string(name));
    json_object_set_new(o, "HashTepTin", json_string(hash));
    json_array_append_new(json_object_get(component, "GiayToDinhKem"), o);
}

/* The record, then each paper with its pages; one handed in at the counter has no files. */
static json_t *components(const struct application *a, const struct parcel *p,
                          const char (*ids)[LEARNT_SIZE])
{
    json_t *list = json_array();
    json_t *last = component(RECORD_ITSELF, ELECTRONIC);
    char name[NOPHOSO_FILE];
    const char *before = "";
    nophoso_file_name(a, p, 0, name);
    attach(last, ids[0], name, p->sha256);
    json_array_append_new(list, last);
    for (int i = 0; i < application_paper_count(a); i++) {
        const struct application_paper paper = application_paper(a, i);
        if (strcmp(paper.ref, before) != 0) {
            application_last_step(paper.ref, name, sizeof name);
            last = component(name, paper.handed_in ? ORIGINAL : ELECTRONIC);
            json_array_append_new(list, last);
            before = paper.ref;
        }
        if (paper.file >= 0 && paper.file < p->paper_count) {
            attach(last, ids[1 + paper.file], paper.name, p->papers[paper.file].sha256);
        }
    }
    return list;
}

static json_t *dossier(const struct errand *e, const struct application *a, const char *number,
                       const char (*ids)[LEARNT_SIZE])
{
    json_t *o = json_object();
    json_t *who = applicant(a);
    const char *filed = application_text(a, "filed_at");
    json_object_set_new(o, "MaHoSo", json_string(number));
    json_object_set_new(o, "MaTTHC", json_string(application_text(a, "procedure")));
    json_object_set_new(o, "MaThamChieu", json_string(e->parcel->uuid)); /* ours; may be ignored */
    json_object_set_new(o, "MaDichVuCong", json_string(""));
    json_object_set(o, "ChuHoSo", json_object_get(who, "TenNguoiNop"));
    json_object_set_new(o, "LoaiDoiTuong", json_integer(CITIZEN));
    json_object_set_new(o, "MaDonViTiepNhan", json_string(e->unit[0] == '\0' ? PROVINCE : e->unit));
    put_time(o, "NgayNop", filed);
    put_time(o, "NgayTiepNhan", filed);
    json_object_set_new(o, "ThanhPhanHoSo", components(a, e->parcel, ids));
    json_object_set_new(o, "ThongTinNguoiNop", who);
    return o;
}

static int take(const char *bytes, size_t size, void *context)
{
    buf_add(context, bytes, size);
    return 0;
}

struct err nophoso_write(const struct errand *e, const char *number, const char (*ids)[LEARNT_SIZE],
                         struct buf *out)
{
    struct application a;
    const struct err error = application_open(e->parcel, &a);
    if (failed(error)) {
        return error;
    }
    json_t *o = dossier(e, &a, number, ids);
    buf_clear(out);
    const int failed_to = json_dump_callback(o, take, out, JSON_COMPACT);
    json_decref(o);
    application_close(&a);
    return failed_to != 0 || out->full ? ERR(ERR_FULL, 0, "nophoso: no room for the dossier")
                                       : ERR_OK;
}
