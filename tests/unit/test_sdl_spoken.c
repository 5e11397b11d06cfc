/* What every screen of the gallery and every page of the forms says is made of whole clips: no
 * fixed text is spelled letter by letter, in no language that is ready, and no item says one
 * sentence twice. Names that citizens and
 * officers type are spelled (app/sound/say.h). The gallery's own form has no clips: its pages are
 * left out, those of the real forms are heard. */
#include "app/guide.h"
#include "app/sound/voices.h"
#include "tests/unit/screens_world.h"

static struct assets assets;
static struct voices voices;
static struct speech speech;
static const char *codes[LANGUAGES_MAX];
static int language, heard;
static bool real_forms;

static bool open_voices(void)
{
    static struct file_bytes files[SPEECH_LANGUAGES];
    static const char *const spoken[] = {"vi", "en"};
    return !failed(assets_open(&assets, files_linux(), NULL)) &&
           !failed(voices_open(&voices, &assets, spoken, 2, files));
}

/* Says the fixed parts of a line, one after another with what fills them in. */
static bool is_whole(const struct guide_line *line)
{
    const struct say *say = line->say != NULL ? line->say : &line->own;
    const char *code = codes[line->language >= 0 ? line->language : language];
    const struct speech_options options = {
        .language = code, .text_language = code, .toned = true, .private_aloud = false};
    speech_clear(&speech);
    speech_add(&speech, &voices, say, line->count, &options);
    heard += speech.count;
    return speech.spelled == 0;
}

/* One sentence stands twice in a line: as the reason and as the second line of a button, say. */
static bool is_twice(const struct guide_line *line)
{
    for (int i = 0; line->say != NULL && i < line->count; i++) {
        for (int k = i + 1; k < line->count && line->say[i].kind == SAY_MESSAGE; k++) {
            if (line->say[k].kind == SAY_MESSAGE && line->say[k].message == line->say[i].message) {
                return true;
            }
        }
    }
    return false;
}

static void hear(const struct guide_plan *plan)
{
    for (int i = 0; i < plan->count; i++) {
        const struct guide_line *line = &plan->lines[i];
        const bool portals = strstr(w.name, "file-other") != NULL; /* the reader reads its words */
        const bool good = line->private_ || portals || is_whole(line);
        if (!good) {
            const int node = guide_find(&w.view, line->tag);
            printf("# %s: %s is spelled\n", w.name, node < 0 ? "?" : w.view.nodes[node].name);
        }
        CHECK(good);
        if (is_twice(line)) {
            const int node = guide_find(&w.view, line->tag);
            printf("# %s: %s is said twice\n", w.name, node < 0 ? "?" : w.view.nodes[node].name);
        }
        CHECK(!is_twice(line));
    }
}

static void hear_view(const struct state_look *look)
{
    static struct guide_plan plan;
    static struct guide guide;
    if (!real_forms &&
        (strncmp(w.view.screen, "question", strlen("question")) == 0 ||
         strcmp(w.view.screen, "check") == 0 || strcmp(w.view.screen, "held") == 0)) {
        return;
    }
    memset(&guide, 0, sizeof guide);
    const struct guide_event shown = {.kind = GUIDE_REPLAY, .node = -1, .language = look->language};
    guide_step(&w.view, &guide, &shown, &plan);
    hear(&plan);
    for (int i = 0; i < w.view.count; i++) {
        if (!view_is_target(&w.view.nodes[i])) {
            continue;
        }
        const struct guide_event focused = {GUIDE_FOCUSED, i, look->language};
        guide_step(&w.view, &guide, &focused, &plan);
        hear(&plan);
    }
}

static void name_languages(void)
{
    static char storage[LANGUAGES_MAX][LANGUAGE_CODE];
    struct settings settings;
    settings_default(&settings);
    for (int i = 0; i < LANGUAGES_MAX; i++) {
        const char *code = settings_language(&settings, i, storage[i]);
        codes[i] = code != NULL ? code : SPEECH_SOURCE;
    }
}

TEST(no_fixed_text_is_spelled)
{
    int languages[LANGUAGES_MAX];
    const int count = world_languages(languages);
    CHECK(count >= 2);
    for (int i = 0; i < count; i++) {
        const struct state_look look = {1080, 1920, 100, 0, languages[i]};
        language = languages[i];
        heard = 0;
        real_forms = false;
        world_states(&look, hear_view);
        real_forms = true;
        world_forms(&look, hear_view);
        CHECK(heard > 1000);
    }
}

TEST(the_ear_notices_what_is_spelled)
{
    const struct guide_line bad = {
        .own = {.kind = SAY_TEXT, .text = "Câu này xyzt"}, .count = 1, .language = -1};
    const struct guide_line good = {
        .own = {.kind = SAY_MESSAGE, .message = MSG_WELCOME_GREETING}, .count = 1, .language = -1};
    language = 0;
    CHECK(!is_whole(&bad));
    CHECK(is_whole(&good));
}

TEST(the_ear_notices_what_is_said_twice)
{
    const struct say twice[] = {{.kind = SAY_MESSAGE, .message = MSG_STAFF_BUSY},
                                {.kind = SAY_MESSAGE, .message = MSG_STAFF_SETUP},
                                {.kind = SAY_MESSAGE, .message = MSG_STAFF_BUSY}};
    CHECK(is_twice(&(struct guide_line){.say = twice, .count = 3, .language = -1}));
    CHECK(!is_twice(&(struct guide_line){.say = twice, .count = 2, .language = -1}));
}

int main(void)
{
    world_open();
    if (!open_voices()) {
        printf("not ok no clip pack\n");
        return 1;
    }
    name_languages();
    RUN(no_fixed_text_is_spelled);
    RUN(the_ear_notices_what_is_spelled);
    RUN(the_ear_notices_what_is_said_twice);
    world_close();
    return check_done();
}
