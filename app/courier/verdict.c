#include "app/courier/verdict.h"

#include <string.h>

#include "platform/base/utf8.h"

enum verdict verdict_of(const struct status_row *rows, size_t count, int status)
{
    for (size_t i = 0; i < count; i++) {
        if (status >= rows[i].from && status <= rows[i].to) {
            return rows[i].verdict;
        }
    }
    return STRANGER;
}

struct reading reading_plain(enum meaning meaning, const char *reason)
{
    return (struct reading){.meaning = meaning, .reason = reason, .retry_after_s = -1};
}

struct reading reading_stranger(const char *reason)
{
    return reading_plain(MEANS_NOT_PORTAL, reason);
}

bool reading_without_body(enum verdict verdict, const struct http_answer *answer,
                          struct reading *ret_reading)
{
    switch (verdict) {
    case LATER:
        *ret_reading = reading_plain(MEANS_LATER, "busy");
        ret_reading->retry_after_s = answer->retry_after_s;
        return true;
    case UNAUTHORIZED:
        *ret_reading = reading_plain(MEANS_UNAUTHORIZED, "unauthorized");
        return true;
    case STRANGER:
        *ret_reading = reading_stranger("not-the-portal");
        return true;
    case LOOK:
    case REFUSED:
    case CONFLICT:
    case UNKNOWN:
        break;
    }
    return false;
}

const char *portal_state_words(int state)
{
    static const char *const words[] = {"",
                                        "Mới đăng ký",
                                        "Được tiếp nhận",
                                        "Không được tiếp nhận",
                                        "Đang xử lý",
                                        "Yêu cầu bổ sung giấy tờ",
                                        "Yêu cầu thực hiện nghĩa vụ tài chính",
                                        "Công dân yêu cầu rút hồ sơ",
                                        "Dừng xử lý",
                                        "Đã xử lý xong",
                                        "Đã trả kết quả"};
    return state > 0 && state < (int)(sizeof words / sizeof words[0]) ? words[state] : "";
}

const char *json_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text == NULL ? "" : text;
}

bool is_number_text(const char *text, size_t cap)
{
    const size_t len = strlen(text);
    return len < cap &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-/") == len;
}

void copy_words(char *out, size_t cap, const char *text)
{
    size_t len = 0;
    while (text[len] != '\0') {
        size_t bytes = 1;
        const uint32_t cp = utf8_decode(text + len, strlen(text + len), &bytes);
        if (cp == UTF8_BAD || cp < 0x20 || cp == 0x7F || len + bytes >= cap) {
            break;
        }
        len += bytes;
    }
    memcpy(out, text, len);
    out[len] = '\0';
}
