/* What browsers send, and what nobody should. */
#include "platform/sim/portal/form_data.h"
#include "tests/check.h"

static const char plain[] = "application/x-www-form-urlencoded";
static const char parts[] = "multipart/form-data; boundary=XyZ";

static enum err_code read_code(const char *type, const char *body, size_t size)
{
    struct form_data d;
    const struct err e = form_data_read(type, body, size, &d);
    if (!failed(e)) {
        form_data_free(&d);
    }
    return e.code;
}

TEST(a_plain_form_is_decoded)
{
    struct form_data d;
    static const char body[] = "pin=123+456&reason=Thi%E1%BA%BFu%0D%0Agi%e1%ba%a5y&empty=&x";
    CHECK(!failed(form_data_read(plain, body, sizeof body - 1, &d)));
    CHECK_INT(d.count, 3);
    CHECK_STR(form_data_text(&d, "pin"), "123 456");
    CHECK_STR(form_data_text(&d, "reason"), "Thiếu\r\ngiấy");
    CHECK_STR(form_data_text(&d, "empty"), "");
    CHECK_STR(form_data_text(&d, "none"), "");
    CHECK(form_data_find(&d, "x") == NULL);
    form_data_free(&d);
}

TEST(parts_and_files_keep_their_bytes)
{
    struct form_data d;
    static const char body[] =
        "--XyZ\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\n9\r\n"
        "--XyZ\r\nContent-Disposition: form-data; name=\"file\";"
        " filename=\"name=\"\r\nContent-Type: application/pdf\r\n\r\n"
        "%PDF-\0\r\n--Xy\r\n--XyZ--\r\n";
    CHECK(!failed(form_data_read(parts, body, sizeof body - 1, &d)));
    CHECK_STR(form_data_text(&d, "state"), "9");
    const struct form_field *file = form_data_find(&d, "file");
    CHECK(file != NULL && file->file);
    CHECK_STR(file->filename, "name=");
    CHECK_STR(file->type, "application/pdf");
    CHECK_STR(form_data_find(&d, "state")->filename, "");
    CHECK_INT(file->size, 12);
    CHECK(memcmp(file->value, "%PDF-\0\r\n--Xy", 12) == 0);
    CHECK_STR(form_data_text(&d, "file"), "");
    form_data_free(&d);
}

TEST(a_quoted_boundary_is_one_too)
{
    static const char body[] =
        "--a b\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\n\r\n--a b--";
    CHECK_INT(read_code("multipart/form-data; boundary=\"a b\"", body, sizeof body - 1), ERR_NONE);
}

TEST(whatever_is_broken_is_refused)
{
    static const char *const bodies[] = {
        "",
        "--XyZ",
        "--XyZ\r\n",
        "--XyZ\r\n\r\n\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--XyZ",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--XyZ--",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        CHECK_INT(read_code(parts, bodies[i], strlen(bodies[i])), ERR_BAD_INPUT);
    }
    static const char *const escapes[] = {"a=%", "a=%4", "a=%zz", "a=%4g", "a=%00", "%=1", "a=%ff"};
    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
        CHECK_INT(read_code(plain, escapes[i], strlen(escapes[i])), ERR_BAD_INPUT);
    }
    CHECK_INT(read_code("text/plain", "a=1", 3), ERR_BAD_INPUT);
    CHECK_INT(read_code(NULL, "a=1", 3), ERR_BAD_INPUT);
    CHECK_INT(read_code("multipart/form-data", "a=1", 3), ERR_BAD_INPUT);
    CHECK_INT(read_code(plain, "", 0), ERR_NONE);
}

TEST(too_many_fields_are_refused)
{
    char body[3 * (FORM_FIELDS + 1)];
    for (size_t i = 0; i < sizeof body; i++) {
        body[i] = "a=&"[i % 3];
    }
    CHECK_INT(read_code(plain, body, 3 * FORM_FIELDS), ERR_NONE);
    CHECK_INT(read_code(plain, body, sizeof body), ERR_FULL);
}

int main(void)
{
    RUN(a_plain_form_is_decoded);
    RUN(parts_and_files_keep_their_bytes);
    RUN(a_quoted_boundary_is_one_too);
    RUN(whatever_is_broken_is_refused);
    RUN(too_many_fields_are_refused);
    return check_done();
}
