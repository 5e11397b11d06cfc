#include "app/sound/speech.h"

#include <stdlib.h>

#include "app/assets.h"
#include "app/language/places.h"
#include "app/sound/voices.h"
#include "platform/base/buf.h"
#include "tests/check.h"

static struct assets assets;
static struct file_bytes files[SPEECH_LANGUAGES];
static struct voices voices;
static struct speech speech;

static bool load(void)
{
    static const char *const languages[] = {"en"};
    return !failed(assets_open(&assets, files_linux(), getenv("RONG_ASSETS"))) &&
           !failed(voices_open(&voices, &assets, languages, 1, files));
}

static char line[2048];

/* "mười|[150]|(2)|<?>": clips, pauses, cues, missing. */
static const char *written(void)
{
    struct buf b;
    buf_init(&b, line, sizeof line);
    for (int i = 0; i < speech.count; i++) {
        const struct spoken *item = &speech.items[i];
        buf_puts(&b, i > 0 ? "|" : "");
        if (item->kind == SPOKEN_CLIP) {
            buf_puts(&b, item->clip.text);
        } else if (item->kind == SPOKEN_PAUSE) {
            buf_printf(&b, "[%d]", item->value);
        } else if (item->kind == SPOKEN_CUE) {
            buf_printf(&b, "(%d)", item->value);
        } else {
            buf_puts(&b, "<?>");
        }
    }
    return line;
}

static const char *said(const struct say *say, int count, struct speech_options options)
{
    if (options.language == NULL) {
        options.language = "vi";
    }
    speech_clear(&speech);
    speech_add(&speech, &voices, say, count, &options);
    return written();
}
#define SAID(...)                                                                                  \
    said((const struct say[]){__VA_ARGS__},                                                        \
         (int)(sizeof((const struct say[]){__VA_ARGS__}) / sizeof(struct say)),                    \
         (struct speech_options){0})

#define TEXT(text_)   ((struct say){.kind = SAY_TEXT, .text = (text_)})
#define NAME(text_)   ((struct say){.kind = SAY_NAME, .text = (text_)})
#define DIGITS(text_) ((struct say){.kind = SAY_DIGITS, .text = (text_)})

TEST(figures_are_put_together_from_their_longest_clips)
{
    CHECK_STR(SAID({.kind = SAY_NUMBER, .number = 21}), "hai mươi mốt");
    CHECK_STR(SAID({.kind = SAY_NUMBER, .number = 1250105}),
              "một|triệu|hai trăm|năm mươi|nghìn|một trăm|lẻ năm");
    CHECK_STR(SAID({.kind = SAY_DATE, .number = 20260405}),
              "ngày mùng năm|tháng tư|năm hai nghìn không trăm hai mươi sáu");
    CHECK_STR(SAID({.kind = SAY_DATE, .number = 19600000}),
              "năm một nghìn chín trăm sáu mươi|[150]|không rõ ngày tháng");
    CHECK_STR(SAID({.kind = SAY_MONEY, .number = 8000}), "tám|nghìn|đồng");
}

TEST(every_number_has_all_its_words)
{
    for (int64_t n = 1; n > 0 && n < INT64_MAX / 7; n = n * 7 + 3) {
        (void)SAID({.kind = SAY_NUMBER, .number = n});
        CHECK_INT(speech.missing, 0);
    }
    for (int64_t n = 0; n < 1100; n++) {
        (void)SAID({.kind = SAY_NUMBER, .number = n});
        CHECK_INT(speech.missing, 0);
    }
}

TEST(codes_are_read_digit_by_digit_in_groups)
{
    CHECK_STR(SAID(DIGITS("15 07")), "một|[90]|năm|[300]|không|[90]|bảy|[90]");
    CHECK_STR(SAID({.kind = SAY_LETTERS, .text = "Rơ"}), "e-rờ|[90]|ơ|[90]");
}

TEST(names_are_read_by_words_or_else_every_letter)
{
    CHECK_STR(SAID(NAME("Nguyễn Thị Lan")), "nguyễn|thị|lan");
    CHECK_STR(
        SAID(NAME("Ksor H'Lan")),
        "ca|[90]|ét-sì|[90]|o|[90]|e-rờ|[300]|hát|[90]|dấu nháy|[90]|e-lờ|[90]|a|[90]|en-nờ|[90]");
    CHECK_STR(SAID(NAME("")), "");
}

static const char *read_in(const char *language, const char *name)
{
    const struct say say = NAME(name);
    (void)said(&say, 1, (struct speech_options){.language = language, .reads = true});
    CHECK(speech.read_count == 0 || strcmp(speech.reads[0].text, name) == 0);
    for (int i = 0; i < speech.count; i++) {
        const bool read = speech.items[i].kind == SPOKEN_READ;
        CHECK(read ? i == 0 : speech.items[i].instead == (speech.read_count > 0));
    }
    return speech.read_count == 0 ? "" : speech.reads[0].language;
}

TEST(a_name_without_clips_is_read_by_a_voice_that_can)
{
    CHECK_STR(read_in("vi", "Nguyễn Thị Lan"), ""); /* clips say it */
    CHECK_STR(read_in("vi", "Khuyễn Ngoẵng"), "vi");
    CHECK_STR(read_in("vi", "Ksor H'Lan"), ""); /* a Vietnamese voice never reads Jrai */
    CHECK_STR(read_in("vi", "Rmah Kpuih"), "");
    CHECK_STR(read_in("vi", "Ƀlan"), "");
    CHECK_STR(read_in("en", "Smith"), "en");
    CHECK_STR(read_in("en", "Khuyễn Ngoẵng"), "vi");
    CHECK_STR(read_in("en", "H'Lan"), "");
    CHECK_STR(read_in("jra", "Khuyễn"), ""); /* letter by letter in every other language */
    const struct say name = NAME("Khuyễn");
    (void)said(&name, 1, (struct speech_options){0}); /* nobody there to read */
    CHECK_INT(speech.read_count, 0);
}

TEST(a_sentence_is_one_clip_or_its_longest_pieces)
{
    CHECK_STR(SAID(TEXT("Có một câu trả lời.")), "Có một câu trả lời.");
    CHECK_STR(SAID(TEXT("  Có một\ncâu trả  lời.")), "Có một câu trả lời.");
    CHECK_STR(SAID(TEXT("Lan 21 Có một câu trả lời.")), "lan|hai mươi mốt|Có một câu trả lời.");
    CHECK_STR(SAID(TEXT("Thị, Lan")), "thị|[150]|lan");
    CHECK_STR(SAID(TEXT("16/11/2026")),
              "ngày mười sáu|tháng mười một|năm hai nghìn không trăm hai mươi sáu");
    CHECK_STR(SAID(TEXT("– “ ”")), "[150]");
}

TEST(private_answers_are_not_spoken_unless_allowed)
{
    const struct say say[] = {{.kind = SAY_NAME, .text = "Nguyễn Lan", .private_ = true},
                              {.kind = SAY_DATE, .number = 20260405, .private_ = true}};
    CHECK_STR(said(say, 2, (struct speech_options){0}), "Có một câu trả lời.");
    CHECK_STR(said(say, 1, (struct speech_options){.private_aloud = true}), "nguyễn|lan");
    CHECK(speech.items[0].private_);
    const struct say key = {.kind = SAY_LETTERS, .text = "ư", .private_ = true, .message = MSG_YES};
    CHECK_STR(said(&key, 1, (struct speech_options){0}), "Có");
    CHECK_STR(said(&key, 1, (struct speech_options){.tap_only = true}), "");
    CHECK_STR(said(&key, 1, (struct speech_options){.tap_only = true, .private_aloud = true}),
              "ư|[90]");
    const struct say code = {.kind = SAY_LETTERS, .text = "THU", .private_ = true};
    CHECK_STR(said(&code, 1, (struct speech_options){0}), "Có một câu trả lời.");
    const struct say empty = {.kind = SAY_DIGITS, .text = "", .private_ = true};
    CHECK_STR(said(&empty, 1, (struct speech_options){0}), "");
    const struct say open = {.kind = SAY_NAME, .text = "Lan"};
    CHECK_STR(said(&open, 1, (struct speech_options){.node_private = true}), "Có một câu trả lời.");
}

TEST(another_language_falls_back_with_a_tone_and_a_mark)
{
    const struct say say[] = {{.kind = SAY_MESSAGE, .message = MSG_YES},
                              {.kind = SAY_MESSAGE, .message = MSG_NO},
                              {.kind = SAY_NUMBER, .number = 7}};
    CHECK_STR(said(say, 3, (struct speech_options){.language = "jra"}), "(5)|Có|Không|bảy");
    CHECK(speech.fell_back);
    for (int i = 0; i < speech.count; i++) {
        CHECK(speech.items[i].fallback);
    }
    const struct say text = TEXT("Ană anai");
    CHECK_STR(said(&text, 1, (struct speech_options){.language = "jra"}), "<?>");
    CHECK_INT(speech.missing, 1);
    (void)SAID({.kind = SAY_MESSAGE, .message = MSG_YES});
    CHECK(!speech.fell_back && !speech.items[0].fallback);
}

TEST(a_text_that_is_vietnamese_is_put_together_and_the_tone_comes_once_a_page)
{
    const struct say text = TEXT("Lan 21 Có một câu trả lời.");
    struct speech_options options = {.language = "jra", .text_language = "vi"};
    CHECK_STR(said(&text, 1, options), "(5)|lan|hai mươi mốt|Có một câu trả lời.");
    CHECK_INT(speech.missing, 0);
    CHECK(speech.items[1].fallback);
    options.toned = true;
    CHECK_STR(said(&text, 1, options), "lan|hai mươi mốt|Có một câu trả lời.");
    CHECK(speech.fell_back && speech.items[0].fallback);
}

static const char *in_english(struct say say)
{
    return said(&say, 1, (struct speech_options){.language = "en"});
}

TEST(english_counts_by_itself)
{
    CHECK_STR(in_english((struct say){.kind = SAY_NUMBER, .number = 1250105}),
              "one|million|two hundred|and fifty|thousand|one hundred|and five");
    CHECK_STR(in_english((struct say){.kind = SAY_DATE, .number = 20260405}),
              "the fifth of|April|twenty twenty-six");
    CHECK_STR(in_english((struct say){.kind = SAY_DATE, .number = 19600000}),
              "nineteen sixty|[150]|day and month not known");
    CHECK_STR(in_english((struct say){.kind = SAY_MONEY, .number = 8000}), "eight|thousand|dong");
    CHECK_STR(in_english((struct say){.kind = SAY_DIGITS, .text = "15 07"}),
              "one|[90]|five|[300]|zero|[90]|seven|[90]");
    CHECK_STR(in_english((struct say){.kind = SAY_LETTERS, .text = "Rơ"}),
              "R|[90]|O with a horn|[90]");
    CHECK(!speech.fell_back);
    for (int64_t n = 0; n < 1100; n++) {
        (void)in_english((struct say){.kind = SAY_NUMBER, .number = n});
        CHECK_INT(speech.missing, 0);
    }
}

TEST(a_vietnamese_name_in_english_is_said_by_its_own_voice)
{
    CHECK_STR(in_english(NAME("Nguyễn Thị Lan")), "nguyễn|thị|lan");
    CHECK(!speech.fell_back && !speech.items[0].fallback);
    CHECK_STR(speech.items[0].voice, "vi");
    CHECK_STR(in_english(NAME("Ksor")), "K|[90]|S|[90]|O|[90]|R|[90]");
    CHECK_STR(speech.items[0].voice, "en");
    CHECK_STR(in_english(TEXT("Gia Rai")), "gia|rai");
    CHECK_STR(in_english(TEXT("Bố Y")), "bố|y");
    CHECK_STR(in_english(TEXT("Xã Ia Hrung, tỉnh Gia Lai")), "xã ia hrung|[150]|tỉnh|gia|lai");
    CHECK(!speech.fell_back);
    const struct say brand[] = {{.kind = SAY_MESSAGE, .message = MSG_BRAND},
                                {.kind = SAY_NAME, .text = "Xã Ia Hrung"}};
    CHECK_STR(said(brand, 2, (struct speech_options){.language = "en"}),
              "Public services ·|xã ia hrung");
    CHECK(!speech.fell_back);
}

/* A Vietnamese sentence that nobody put into English is a fallback; a small word is not a name. */
TEST(a_vietnamese_sentence_in_english_falls_back)
{
    CHECK_STR(in_english(TEXT("Có một câu trả lời.")), "(5)|Có một câu trả lời.");
    CHECK(speech.fell_back);
    CHECK_STR(in_english(TEXT("lan")), "(5)|lan");
    CHECK_STR(in_english(TEXT("21 lan")), "twenty-one|L|[90]|A|[90]|N|[90]");
}

TEST(an_item_knows_its_message_and_its_node)
{
    const struct say say = {.kind = SAY_MESSAGE, .message = MSG_YES};
    (void)said(&say, 1, (struct speech_options){.tag = 77});
    CHECK_INT(speech.items[0].message, MSG_YES);
    CHECK_INT(speech.items[0].tag, 77);
    CHECK(speech_ms(&speech) > 100);
}

TEST(too_much_is_cut_and_told)
{
    char digits[400];
    memset(digits, '7', sizeof digits - 1);
    digits[sizeof digits - 1] = '\0';
    (void)SAID(DIGITS(digits));
    CHECK(speech.full);
    CHECK(speech.count <= SPOKEN_MAX);
}

static bool is_whole(const struct speech *s)
{
    int clips = 0;
    for (int i = 0; i < s->count; i++) {
        clips += s->items[i].kind == SPOKEN_CLIP;
    }
    return s->missing == 0 && clips >= 1;
}

/* Where a message stands, for whoever has to find the sentence. */
static const char *screens_of(enum message_id id)
{
    static struct places places;
    static char text[1024];
    struct file_bytes file;
    struct buf b;
    buf_init(&b, text, sizeof text);
    if (places.count == 0 && !failed(assets_map(&assets, "languages/screens.tsv", &file))) {
        CHECK(!failed(places_read(file.bytes, file.size, &places)));
    }
    for (int i = 0; i < places.count; i++) {
        if (places_has(&places.of[id], i)) {
            buf_printf(&b, " %s", places.names[i]);
        }
    }
    return text;
}

/* Placeholders may stand between, so a message has at most one clip more than it has of them. */
static void every_message_in(const char *language)
{
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        const struct speech_options options = {.language = language};
        const char *text = message_spoken(language, (enum message_id)id);
        int parts = 1;
        for (const char *p = text; (p = strchr(p, '{')) != NULL; p++) {
            parts++;
        }
        speech_clear(&speech);
        const struct say say = {.kind = SAY_MESSAGE, .message = (enum message_id)id};
        speech_add(&speech, &voices, &say, 1, &options);
        int clips = 0;
        bool letters = false;
        for (int i = 0; i < speech.count; i++) {
            clips += speech.items[i].kind == SPOKEN_CLIP;
        }
        for (const char *p = text; *p != '\0'; p++) {
            letters |= (*p >= 'A' && *p <= 'z') && *p != '{';
        }
        if (letters && (!is_whole(&speech) || clips > parts || speech.fell_back)) {
            printf("# %s has no clip of its own in %s: %s; it stands on%s\n",
                   message_name((enum message_id)id), language, written(),
                   screens_of((enum message_id)id));
        }
        CHECK(!letters || (is_whole(&speech) && clips <= parts && !speech.fell_back));
    }
}

TEST(a_missing_clip_is_told_with_its_screens)
{
    CHECK_STR(screens_of(MSG_NEED_TITLE), " need studio-cover");
    CHECK_STR(screens_of(MSG_IDLE_TITLE), " dialog");
}

TEST(every_message_has_its_clips)
{
    every_message_in("vi");
    every_message_in("en");
}

int main(void)
{
    CHECK(load());
    RUN(figures_are_put_together_from_their_longest_clips);
    RUN(every_number_has_all_its_words);
    RUN(codes_are_read_digit_by_digit_in_groups);
    RUN(names_are_read_by_words_or_else_every_letter);
    RUN(a_name_without_clips_is_read_by_a_voice_that_can);
    RUN(a_sentence_is_one_clip_or_its_longest_pieces);
    RUN(private_answers_are_not_spoken_unless_allowed);
    RUN(a_text_that_is_vietnamese_is_put_together_and_the_tone_comes_once_a_page);
    RUN(another_language_falls_back_with_a_tone_and_a_mark);
    RUN(english_counts_by_itself);
    RUN(a_vietnamese_name_in_english_is_said_by_its_own_voice);
    RUN(a_vietnamese_sentence_in_english_falls_back);
    RUN(an_item_knows_its_message_and_its_node);
    RUN(too_much_is_cut_and_told);
    RUN(a_missing_clip_is_told_with_its_screens);
    RUN(every_message_has_its_clips);
    return check_done();
}
