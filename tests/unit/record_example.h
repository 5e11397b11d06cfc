/* A complete record with one paper, for tests. */
#ifndef TESTS_UNIT_RECORD_EXAMPLE_H
#define TESTS_UNIT_RECORD_EXAMPLE_H

#include "app/outbox/record.h"

__attribute__((unused)) static struct record record_example(const char *uuid)
{
    static const char form[] = "<h:html/>";
    static const char paper[] = "\xFF\xD8\xFF\xE0 a birth notice \xFF\xD9";
    struct record r = {
        .uuid = uuid,
        .procedure = "1.001193",
        .form_id = "birth",
        .form_version = "2026-11-01",
        .form_bytes = form,
        .form_size = sizeof form - 1,
        .instance = "<data id=\"birth\"><name>R\xC6\xA1 Ch\xC3\xA2m H'Lan</name></data>",
        .language = "vi",
        .filed_at = 1795400640, /* 2026-11-23T02:24:00Z */
        .offset_minutes = 420,
        .kiosk = "K07",
        .firmware = "test",
        .packs = {{"core-vi", "3"}},
        .pack_count = 1,
        .notice_version = "1",
        .notice_heard = "vi",
        .notice_at = 1795400400,
        .consents = {{"sms", false}},
        .consent_count = 1,
        .identity_source = "card",
        .identity_warnings = {"expired"},
        .identity_warning_count = 1,
        .open = {{"/data/number", "officer"}},
        .open_count = 1,
        .papers = {{.ref = "/data/papers/birth_notice",
                    .name = "birth_notice.jpg",
                    .type = "image/jpeg",
                    .bytes = paper,
                    .size = sizeof paper - 1,
                    .pages = 1},
                   {.ref = "/data/papers/marriage", .handed_in = true}},
        .paper_count = 2,
        .token = "0123456789ABCDEFGHJKMNPQRS",
        .slip_code = "123456789012",
    };
    return r;
}

#endif
