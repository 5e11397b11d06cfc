#include "app/sound/name_voice.h"

#include <string.h>

#include "tests/check.h"

static const char *voice(const char *language, const char *name)
{
    const char *found = name_voice(language, name);
    return found != NULL ? found : "";
}

TEST(a_vietnamese_voice_reads_vietnamese_names_alone)
{
    CHECK_STR(voice("vi", "Khuyễn Ngoẵng"), "vi");
    CHECK_STR(voice("vi", "Nguyen Van An"), "vi");
    CHECK_STR(voice("vi", "Ksor H'Lan"), "");
    CHECK_STR(voice("vi", "Rmah Kpuih"), "");
    CHECK_STR(voice("vi", "Kpă"), "");
    CHECK_STR(voice("vi", "Ƀlan"), "");
}

TEST(english_reads_its_letters_and_leaves_vietnamese_ones_to_vietnamese)
{
    CHECK_STR(voice("en", "Smith"), "en");
    CHECK_STR(voice("en", "Khuyễn"), "vi");
    CHECK_STR(voice("en", "H'Lan"), "");
    CHECK_STR(voice("en", "Kpă"), "");
}

TEST(every_other_language_spells)
{
    char endless[400];
    CHECK_STR(voice("jra", "Khuyễn"), "");
    CHECK_STR(voice("qaa-x-jra", "Smith"), "");
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    CHECK_STR(voice("vi", endless), "");
}

int main(void)
{
    RUN(a_vietnamese_voice_reads_vietnamese_names_alone);
    RUN(english_reads_its_letters_and_leaves_vietnamese_ones_to_vietnamese);
    RUN(every_other_language_spells);
    return check_done();
}
