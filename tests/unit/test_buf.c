#include "platform/base/buf.h"

#include "tests/check.h"

TEST(what_does_not_fit_is_dropped_whole_and_told)
{
    char storage[8];
    struct buf b;
    buf_init(&b, storage, sizeof storage);
    buf_puts(&b, "1234567");
    CHECK(!b.full);
    buf_puts(&b, "8");
    CHECK(b.full);
    CHECK_STR(b.data, "1234567");
    buf_clear(&b);
    buf_printf(&b, "%d-%s", 42, "too long");
    CHECK(b.full);
    CHECK_STR(b.data, "");
}

TEST(xml_is_escaped)
{
    char storage[64];
    struct buf b;
    buf_init(&b, storage, sizeof storage);
    buf_xml(&b, "a<b>&\"c'");
    CHECK_STR(b.data, "a&lt;b&gt;&amp;&quot;c&#39;");
}

TEST(bytes_may_hold_nul)
{
    char storage[8];
    struct buf b;
    buf_init(&b, storage, sizeof storage);
    buf_add(&b, "a\0b", 3);
    CHECK_INT(b.len, 3);
    CHECK(memcmp(b.data, "a\0b", 4) == 0);
}

int main(void)
{
    RUN(what_does_not_fit_is_dropped_whole_and_told);
    RUN(xml_is_escaped);
    RUN(bytes_may_hold_nul);
    return check_done();
}
