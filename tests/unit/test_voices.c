#include "app/sound/voices.h"

#include "tests/check.h"

TEST(the_vietnamese_pack_opens_and_a_language_without_one_is_no_error)
{
    static const char *const languages[] = {"vi", "jra", "bdq"};
    static struct voices v;
    struct file_bytes files[SPEECH_LANGUAGES];
    struct assets assets;
    CHECK(!failed(assets_open(&assets, files_linux(), NULL)));
    CHECK(!failed(voices_open(&v, &assets, languages, 3, files)));
    CHECK_INT(v.count, 1);
    CHECK(v.pack[0].count > 1000);
}

TEST(without_the_vietnamese_pack_the_failure_is_told)
{
    static struct voices v;
    struct file_bytes files[SPEECH_LANGUAGES];
    struct assets assets;
    CHECK(!failed(assets_open(&assets, files_linux(), NULL)));
    assets.built[0] = '\0';
    CHECK_INT(voices_open(&v, &assets, NULL, 0, files).code, ERR_NOT_FOUND);
    CHECK_INT(v.count, 0);
}

int main(void)
{
    RUN(the_vietnamese_pack_opens_and_a_language_without_one_is_no_error);
    RUN(without_the_vietnamese_pack_the_failure_is_told);
    return check_done();
}
