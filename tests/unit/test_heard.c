#include "app/sound/heard.h"

#include "tests/check.h"

static char line[512];

static const char *written(const struct heard *h)
{
    struct buf b;
    buf_init(&b, line, sizeof line);
    heard_line(h, "welcome", "jra", &b);
    return line;
}

TEST(a_line_tells_what_was_heard)
{
    struct heard h = {.at_ms = 12340, .ms_played = 300, .ms_total = 850};
    h.what = (struct spoken){
        .kind = SPOKEN_CLIP, .message = MSG_YES, .clip = {.id = 0xABCDEF, .text = "Có"}};
    CHECK_STR(written(&h), "12.340\twelcome\tjra\tMSG_YES\tCó\t0000000000abcdef\t300 of 850\n");
    h.what.fallback = true;
    CHECK_STR(written(&h), "12.340\twelcome\tjra\tMSG_YES\tCó\tFALLBACK\t300 of 850\n");
    h.what = (struct spoken){.kind = SPOKEN_CUE, .value = CUE_WOVEN};
    CHECK_STR(written(&h), "12.340\twelcome\tjra\t-\t(woven)\tCUE\t300 of 850\n");
    h.what = (struct spoken){.kind = SPOKEN_MISSING, .message = MSG_NO};
    CHECK_STR(written(&h), "12.340\twelcome\tjra\tMSG_NO\t\tMISSING\t300 of 850\n");
}

int main(void)
{
    RUN(a_line_tells_what_was_heard);
    return check_done();
}
