/* What is read aloud is exactly what the kiosk looks for when it speaks: a pack of all prompts says
 * every message. */
#include "app/studio/prompts.h"

#include "app/sound/clips_write.h"
#include "app/sound/installed.h"
#include "app/sound/speech.h"
#include "tests/check.h"

static struct folder folder;
static struct prompts prompts;
static struct prompt_order order;
static struct arena arena;
static uint8_t storage[512 * 1024], pack[1024 * 1024];

static void begin(void)
{
    arena_init(&arena, storage, sizeof storage);
    order_make(NULL, &order);
    memset(&folder, 0, sizeof folder);
    (void)snprintf(folder.code, sizeof folder.code, "qaa");
    folder.rest = STATE_SYNTHETIC; /* shown, whatever it says */
}

static const struct prompt *only(const char *text, const char *say)
{
    begin();
    folder.messages[MSG_YES].text = text;
    folder.messages[MSG_YES].say = say;
    CHECK(!failed(prompts_of(&arena, &folder, &order, &prompts)));
    return &prompts.list[0];
}

TEST(a_sentence_is_one_prompt_of_its_spoken_words)
{
    const struct prompt *p = only("ab\n  bo", NULL);
    CHECK_INT(prompts.count, 1);
    CHECK_STR(p->text, "ab bo");
    CHECK_INT(p->letters, 5);
    CHECK(p->id == clip_id("qaa", "ab bo", 5));
    CHECK(p->message == MSG_YES && p->part == 0 && p->parts == 1);
    CHECK_STR(only("ab", "bo, ab.")->text, "bo, ab.");
}

TEST(what_is_filled_in_cuts_it_in_parts)
{
    (void)only("ab {0}, bo {1}.", NULL);
    CHECK_INT(prompts.count, 2);
    CHECK_STR(prompts.list[0].text, "ab");
    CHECK_STR(prompts.list[1].text, "bo");
    CHECK(prompts.list[1].part == 1 && prompts.list[1].parts == 2);
    (void)only("{0} – {1}", NULL);
    CHECK_INT(prompts.count, 0);
}

TEST(a_text_is_read_once)
{
    begin();
    folder.messages[MSG_YES].text = "ab";
    folder.messages[MSG_NO].text = "ab {0}";
    CHECK(!failed(prompts_of(&arena, &folder, &order, &prompts)));
    CHECK_INT(prompts.count, 1);
    /* ... and a part keeps its number beside one that stands elsewhere too. */
    folder.messages[MSG_BACK].text = "ab";
    folder.messages[MSG_NO].text = "ab {0} bo";
    CHECK(!failed(prompts_of(&arena, &folder, &order, &prompts)));
    CHECK_INT(prompts.count, 2);
    CHECK(prompts.list[0].message == MSG_YES && prompts.list[0].parts == 1);
    CHECK_STR(prompts.list[1].text, "bo");
    CHECK(prompts.list[1].message == MSG_NO && prompts.list[1].part == 1 &&
          prompts.list[1].parts == 2);
}

TEST(what_nobody_answers_for_is_not_read)
{
    begin();
    folder.rest = STATE_DRAFT;
    folder.messages[MSG_YES].text = "ab";
    folder.messages[MSG_NO].text = "bo";
    folder.messages[MSG_NO].row = (struct folder_row){.state = STATE_REVIEWED,
                                                      .date = "",
                                                      .reviewer = "",
                                                      .dialect = "",
                                                      .hash = folder_hash("qaa", "bo", NULL),
                                                      .line = 1};
    CHECK(!failed(prompts_of(&arena, &folder, &order, &prompts)));
    CHECK_INT(prompts.count, 1);
    CHECK_STR(prompts.list[0].text, "bo");
}

TEST(the_core_path_comes_first)
{
    begin();
    folder.messages[MSG_YES].text = "ab";
    folder.messages[language_core(1)].text = "bo";
    folder.messages[language_core(0)].text = "ob";
    CHECK(!failed(prompts_of(&arena, &folder, &order, &prompts)));
    CHECK_STR(prompts.list[0].text, "ob");
    CHECK_STR(prompts.list[1].text, "bo");
    CHECK_STR(prompts.list[2].text, "ab");
}

/* The Vietnamese words themselves, as if somebody read them all. */
TEST(a_pack_of_every_prompt_says_every_message)
{
    static struct clip clips[PROMPTS_MAX];
    struct clips c;
    size_t size = 0;
    begin();
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        folder.messages[id].text = message_text("vi", (enum message_id)id);
        folder.messages[id].say = message_spoken("vi", (enum message_id)id);
    }
    CHECK(!failed(prompts_of(&arena, &folder, &order, &prompts)));
    CHECK(prompts.count > 500);
    for (int i = 0; i < prompts.count; i++) {
        clips[i] =
            (struct clip){prompts.list[i].id, (const uint8_t *)"A", 1, 960, prompts.list[i].text};
        CHECK_INT(prompts_find(&prompts, prompts.list[i].id), i);
    }
    CHECK(!failed(clips_write(clips, (uint32_t)prompts.count, "qaa", pack, sizeof pack, &size)));
    CHECK(!failed(clips_open(&c, pack, size)));
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        const bool said = speech_has_clips(&c, message_spoken("vi", (enum message_id)id));
        if (!said) {
            printf("# %s\n", message_name((enum message_id)id));
        }
        CHECK(said);
    }
}

TEST(no_room_is_told)
{
    begin();
    arena_init(&arena, storage, 8);
    folder.messages[MSG_YES].text = "ab ba ab ba ab ba";
    CHECK_INT(prompts_of(&arena, &folder, &order, &prompts).code, ERR_FULL);
}

int main(void)
{
    RUN(a_sentence_is_one_prompt_of_its_spoken_words);
    RUN(what_is_filled_in_cuts_it_in_parts);
    RUN(a_text_is_read_once);
    RUN(what_nobody_answers_for_is_not_read);
    RUN(the_core_path_comes_first);
    RUN(a_pack_of_every_prompt_says_every_message);
    RUN(no_room_is_told);
    return check_done();
}
