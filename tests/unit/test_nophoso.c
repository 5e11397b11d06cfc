#include "app/courier/nophoso.h"

#include "tests/check.h"
#include "tests/unit/parcel_example.h"

static char json[16384], out_storage[16384];
static const char ids[ADAPTER_STEPS][LEARNT_SIZE] = {"id-0", "id-1", "id-2", "id-3"};
static struct parcel parcel;
static struct buf out;

static struct err write(const char *unit)
{
    const struct errand e = {&parcel, NULL, unit, NULL};
    buf_init(&out, out_storage, sizeof out_storage);
    return nophoso_write(&e, "H21-7", ids, &out);
}

/* The dossier of a record whose instance and time of filing are these. */
static json_t *of(const char *instance, const char *filed_at)
{
    json_t *record = json_pack("{s:s, s:s, s:s}", "instance", instance, "filed_at", filed_at,
                               "procedure", "1.001193");
    const size_t size = json_dumpb(record, json, sizeof json, 0);
    json_decref(record);
    parcel = (struct parcel){.uuid = EXAMPLE_UUID, .json = json, .json_size = size};
    CHECK_INT(write("").code, ERR_NONE);
    return json_loadb(out.data, out.len, JSON_REJECT_DUPLICATES, NULL);
}

static void check_text(const json_t *o, const char *name, const char *want)
{
    const char *text = json_string_value(json_object_get(o, name));
    CHECK_STR(text == NULL ? "(none)" : text, want);
}

TEST(each_file_has_its_name)
{
    const struct record r = record_of_pages(EXAMPLE_UUID);
    struct application a;
    static const char *const names[] = {EXAMPLE_UUID ".json", "birth_notice.jpg",
                                        "birth_notice-p2.jpg", "photo.png"};
    parcel = parcel_of(&r, json, sizeof json);
    CHECK(!failed(application_open(&parcel, &a)));
    for (int file = 0; file < 4; file++) {
        char name[NOPHOSO_FILE];
        nophoso_file_name(&a, &parcel, file, name);
        CHECK_STR(name, names[file]);
    }
    application_close(&a);
}

/* Where the forms keep who files: the requester first, the owner without one. */
static const struct {
    const char *instance, *field, *want;
} places[] = {
    {"<d><requester><HoVaTenC>A</HoVaTenC></requester><owner><HoTen>B</HoTen></owner></d>",
     "TenNguoiNop", "A"},
    {"<d><requester><HoVaTenC/></requester><owner><HoTen>B</HoTen></owner></d>", "TenNguoiNop",
     "B"},
    {"<d><owner><Xa>23563</Xa></owner></d>", "MaXa", "23563"},
    {"<d><requester><NoiThuongTru_TrongNuoc_Xa>23563</NoiThuongTru_TrongNuoc_Xa></requester></d>",
     "MaXa", "23563"},
    {"<d/>", "MaXa", ""},
    {"<d/>", "MaHuyen", ""},
    {"<d/>", "Email", ""},
    {"<d><owner><NgaySinh>1990-02-01</NgaySinh></owner></d>", "NgaySinh", "19900201000000"},
    {"<d><owner><NgaySinh>1990-02-01T10:11:12</NgaySinh></owner></d>", "NgaySinh",
     "19900201000000"},
    {"<d><owner><NgaySinh>1990</NgaySinh></owner></d>", "NgaySinh", "1990"},
    {"<d><owner><NgaySinh>n\xC4\x83m 1990</NgaySinh></owner></d>", "NgaySinh", "1990"},
    {"<d/>", "NgaySinh", ""},
};

TEST(who_files_is_found_where_the_forms_keep_it)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        json_t *o = of(places[i].instance, "2026-11-23T09:24:00+07:00");
        check_text(json_object_get(o, "ThongTinNguoiNop"), places[i].field, places[i].want);
        json_decref(o);
    }
}

TEST(the_time_is_the_centres_own_and_an_odd_one_goes_as_it_is)
{
    static const char *const times[][2] = {{"2026-11-23T09:24:00+07:00", "2026-11-23 09:24:00"},
                                           {"2026-11-23 09:24:00", "2026-11-23 09:24:00"},
                                           {"2026-11-23", "2026-11-23"},
                                           {"", ""}};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        json_t *o = of("<d/>", times[i][0]);
        check_text(o, "NgayNop", times[i][1]);
        check_text(o, "NgayTiepNhan", times[i][1]);
        json_decref(o);
    }
}

TEST(the_unit_is_the_centres_or_the_province)
{
    json_t *o = of("<d/>", "");
    check_text(o, "MaDonViTiepNhan", "H21");
    json_decref(o);
    CHECK(!failed(write("H21.12")));
    o = json_loadb(out.data, out.len, 0, NULL);
    check_text(o, "MaDonViTiepNhan", "H21.12");
    json_decref(o);
}

/* A record that names more papers than came along: no file of another is attached. */
TEST(a_paper_without_its_file_has_no_attachment)
{
    const struct record r = record_of_pages(EXAMPLE_UUID);
    parcel = parcel_of(&r, json, sizeof json);
    parcel.paper_count = 2;
    CHECK(!failed(write("")));
    json_t *o = json_loadb(out.data, out.len, JSON_REJECT_DUPLICATES, NULL);
    const json_t *parts = json_object_get(o, "ThanhPhanHoSo");
    static const size_t files[] = {1, 2, 0, 0}; /* the record, the notice, at the counter, photo */
    CHECK_INT(json_array_size(parts), 4);
    for (size_t i = 0; i < 4; i++) {
        const json_t *part = json_array_get(parts, i);
        CHECK_INT(json_array_size(json_object_get(part, "GiayToDinhKem")), files[i]);
    }
    json_decref(o);
}

TEST(what_is_no_record_or_does_not_fit_is_told)
{
    const struct errand e = {&parcel, NULL, "", NULL};
    const struct record r = record_of_pages(EXAMPLE_UUID);
    parcel = parcel_of(&r, json, sizeof json);
    for (size_t cap = 1; cap < 700; cap += 50) {
        buf_init(&out, out_storage, cap);
        CHECK_INT(nophoso_write(&e, "H21-7", ids, &out).code, ERR_FULL);
    }
    parcel = (struct parcel){.json = "{}", .json_size = 2};
    CHECK_INT(write("").code, ERR_BAD_INPUT);
}

int main(void)
{
    RUN(each_file_has_its_name);
    RUN(who_files_is_found_where_the_forms_keep_it);
    RUN(the_time_is_the_centres_own_and_an_odd_one_goes_as_it_is);
    RUN(the_unit_is_the_centres_or_the_province);
    RUN(a_paper_without_its_file_has_no_attachment);
    RUN(what_is_no_record_or_does_not_fit_is_told);
    return check_done();
}
