#include "app/sound/clips_write.h"

#include "tests/check.h"

static uint8_t pack[4096], again[4096];

static struct clip clip_of(const char *text, const char *audio, uint32_t samples)
{
    return (struct clip){clip_id("qaa", text, strlen(text)), (const uint8_t *)audio,
                         (uint32_t)strlen(audio), samples, text};
}

TEST(what_is_written_is_found_again)
{
    struct clip clips[] = {clip_of("one", "AAAA", 960), clip_of("two", "BB", 1920),
                           clip_of("three", "CCC", 48)};
    struct clips c;
    size_t size = 0;
    CHECK(!failed(clips_write(clips, 3, "qaa", pack, sizeof pack, &size)));
    CHECK_INT(size, clips_write_size(clips, 3));
    CHECK(!failed(clips_open(&c, pack, size)));
    CHECK_STR(c.language, "qaa");
    CHECK_INT(c.count, 3);
    static const struct {
        const char *text, *audio;
        uint32_t samples;
    } wanted[] = {{"one", "AAAA", 960}, {"two", "BB", 1920}, {"three", "CCC", 48}};
    for (size_t i = 0; i < 3; i++) {
        struct clip found;
        CHECK(clips_find(&c, clip_id("qaa", wanted[i].text, strlen(wanted[i].text)), &found));
        CHECK_STR(found.text, wanted[i].text);
        CHECK_INT(found.samples, wanted[i].samples);
        CHECK(found.audio_size == strlen(wanted[i].audio) &&
              memcmp(found.audio, wanted[i].audio, found.audio_size) == 0);
    }
}

TEST(order_does_not_matter)
{
    struct clip clips[] = {clip_of("one", "AAAA", 960), clip_of("two", "BB", 1920)};
    struct clip turned[] = {clip_of("two", "BB", 1920), clip_of("one", "AAAA", 960)};
    size_t first = 0;
    size_t second = 0;
    CHECK(!failed(clips_write(clips, 2, "qaa", pack, sizeof pack, &first)));
    CHECK(!failed(clips_write(turned, 2, "qaa", again, sizeof again, &second)));
    CHECK(first == second && memcmp(pack, again, first) == 0);
}

TEST(what_cannot_be_a_pack_is_refused)
{
    struct clip twice[] = {clip_of("one", "A", 960), clip_of("one", "B", 960)};
    struct clip one[] = {clip_of("one", "A", 960)};
    size_t size = 0;
    CHECK_INT(clips_write(twice, 2, "qaa", pack, sizeof pack, &size).code, ERR_BAD_INPUT);
    CHECK_INT(clips_write(one, 1, "qaa", pack, 40, &size).code, ERR_FULL);
    CHECK_INT(clips_write(one, 1, "a-language-too-long", pack, sizeof pack, &size).code, ERR_FULL);
    struct clips c;
    CHECK(!failed(clips_write(one, 0, "qaa", pack, sizeof pack, &size)));
    CHECK(!failed(clips_open(&c, pack, size)) && c.count == 0);
}

int main(void)
{
    RUN(what_is_written_is_found_again);
    RUN(order_does_not_matter);
    RUN(what_cannot_be_a_pack_is_refused);
    return check_done();
}
