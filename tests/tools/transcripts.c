/* What is heard on every screen, by every way of asking, as the exact clips in order:
 *
 *     build/release/tests/transcripts LANGUAGE      all of it, as tests/golden/heard keeps it
 *     build/release/tests/transcripts LANGUAGE NAME...   states whose name holds one of these
 *
 * A state begins with "== NAME, page N". Then a line for each way, and after it what sounds:
 *     comes      she comes to the page for the first time
 *     asks too   what is added when she asks to hear it once more ("asks" where it is not added)
 *     again      she comes back to it, where that is shorter
 *     aloud      the same with her answers read aloud: headphones, or she said yes; where it
 * differs codes      she asks for the code at NAME    the ring of keypad and switches comes to
 * NAME, or a first touch asks what it is press NAME her finger presses it, where that is not what
 * "at" said A clip is its text, with its language before it where another voice says it, and its
 * message's name in brackets where it begins one; (touch) is a tone, "/" the pause between two
 * lines, "?" what has no clip: the gallery's own names and its form have none. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/guide.h"
#include "app/settings.h"
#include "app/sound/voices.h"
#include "platform/port_files.h"
#include "tests/tools/shapes.h"

static struct assets assets;
static struct voices voices;
static struct speech speech;
static struct guide guide;
static struct guide_plan plan;
static const char *codes[LANGUAGES_MAX];
static char code_storage[LANGUAGES_MAX][SETTING_TEXT];
static struct state_look look = {1080, 1920, 100, 0, 0};
static char **wanted;

/* What was last written of a target's name: its lines' hash. */
#define NAMES_MAX 4096
static struct {
    char name[64];
    uint64_t lines;
} before[NAMES_MAX];
static int before_count;

static void open_voices(void)
{
    static struct file_bytes files[SPEECH_LANGUAGES];
    struct settings settings;
    settings_default(&settings);
    int count = 0;
    for (int i = 0; i < LANGUAGES_MAX; i++) {
        codes[i] = settings_language(&settings, i, code_storage[i]);
        count += codes[i] != NULL;
        codes[i] = codes[i] != NULL ? codes[i] : SPEECH_SOURCE;
    }
    studio_must(assets_open(&assets, files_linux(), NULL), "assets");
    studio_must(voices_open(&voices, &assets, codes, count, files), "clips");
}

static const char *cue_word(int cue)
{
    static const char *const words[] = {
        [CUE_TOUCH] = "touch",       [CUE_WOVEN] = "woven",     [CUE_CANNOT] = "cannot",
        [CUE_FINISHED] = "finished", [CUE_CALLING] = "calling", [CUE_FALLBACK] = "fallback"};
    return words[cue];
}

static void write_item(const struct spoken *item, enum message_id *last, struct buf *out)
{
    if (item->message != *last && item->message != MSG_NONE) {
        buf_printf(out, " [%s]", message_name(item->message));
    }
    *last = item->message;
    if (item->kind == SPOKEN_CUE) {
        buf_printf(out, " (%s)", cue_word(item->value));
    } else if (item->kind == SPOKEN_MISSING) {
        buf_puts(out, " MISSING");
    } else if (item->kind == SPOKEN_CLIP) {
        buf_puts(out, " ");
        if (item->fallback || strcmp(item->voice, codes[look.language]) != 0) {
            buf_printf(out, "%s:", item->voice);
        }
        buf_puts(out, item->clip.text);
    }
}

static void write_line(const struct guide_line *line, bool aloud, const struct app *app,
                       struct buf *out)
{
    const struct speech_options options = {
        .language = codes[line->language >= 0 ? line->language : look.language],
        .text_language = line->language < 0 ? app_text_language(app) : NULL,
        .toned = true,
        .private_aloud = aloud,
        .node_private = line->private_,
        .tap_only = line->tap_only};
    enum message_id last = MSG_NONE;
    speech_clear(&speech);
    speech_add(&speech, &voices, line->say != NULL ? line->say : &line->own, line->count, &options);
    for (int i = 0; i < speech.count; i++) {
        write_item(&speech.items[i], &last, out);
    }
}

/* The plan as one line of text, until the next. */
static const char *write_plan(const struct app *app, bool aloud)
{
    static char storage[32768];
    struct buf out;
    buf_init(&out, storage, sizeof storage);
    if (plan.has_cue) {
        buf_printf(&out, " (%s)", cue_word(plan.cue));
    }
    for (int i = 0; i < plan.count; i++) {
        buf_puts(&out, i > 0 ? " /" : "");
        write_line(&plan.lines[i], aloud, app, &out);
    }
    if (out.full) {
        fprintf(stderr, "transcripts: a page says more than fits\n");
        exit(1);
    }
    return out.data;
}

static const char *hear(const struct drawn *p, enum guide_kind kind, int node)
{
    const struct guide_event event = {.kind = kind, .node = node, .language = look.language};
    guide_step(p->view, &guide, &event, &plan);
    return write_plan(p->app, false);
}

/* A way that says something else than coming did. */
static void write_way(const char *way, const char *what, const char *comes)
{
    if (*what != '\0' && strcmp(what, comes) != 0) {
        printf("%s:%s\n", way, what);
    }
}

static void write_page(const struct drawn *p)
{
    static char comes[32768];
    memset(&guide, 0, sizeof guide);
    (void)snprintf(comes, sizeof comes, "%s", hear(p, GUIDE_SHOWN, -1));
    printf("comes:%s\n", comes);
    write_way("aloud", write_plan(p->app, true), comes);
    const char *asks = hear(p, GUIDE_REPLAY, -1);
    const bool adds = strncmp(asks, comes, strlen(comes)) == 0; /* to what she heard */
    write_way(adds ? "asks too" : "asks", adds ? asks + strlen(comes) : asks, comes);
    guide.screen = 0; /* she was elsewhere in between */
    write_way("again", hear(p, GUIDE_SHOWN, -1), comes);
    write_way("codes", hear(p, GUIDE_CODE, -1), comes);
}

/* True when this name's lines were these the last time; remembers them. */
static bool is_as_before(const char *name, uint64_t lines)
{
    int i = 0;
    while (i < before_count && strcmp(before[i].name, name) != 0) {
        i++;
    }
    if (i == NAMES_MAX || strlen(name) >= sizeof before[0].name) {
        fprintf(stderr, "transcripts: too many names, or too long: %s\n", name);
        exit(1);
    }
    const bool same = i < before_count && before[i].lines == lines;
    before_count += i == before_count;
    (void)snprintf(before[i].name, sizeof before[i].name, "%s", name);
    before[i].lines = lines;
    return same;
}

/* The lines of one target; nothing when they are as before. */
static bool write_target(const struct drawn *p, int node)
{
    static char lines[65536];
    const char *name = p->view->nodes[node].name;
    struct buf out;
    buf_init(&out, lines, sizeof lines);
    buf_printf(&out, "at %s:%s\n", name, hear(p, GUIDE_FOCUSED, node));
    const char *press = hear(p, GUIDE_TOUCHED, node);
    if (strcmp(press, " (touch)") != 0) {
        buf_printf(&out, "press %s:%s\n", name, press);
    }
    if (is_as_before(name, clip_id("", out.data, out.len))) {
        return false;
    }
    fputs(out.data, stdout);
    return true;
}

static void write_targets(const struct drawn *p)
{
    static char same[8192];
    struct buf out;
    buf_init(&out, same, sizeof same);
    for (int i = 0; i < p->view->count; i++) {
        const struct view_node *n = &p->view->nodes[i];
        if (view_is_target(n) && view_is_shown(n) && !write_target(p, i)) {
            buf_printf(&out, " %s", n->name);
        }
    }
    if (out.len > 0) {
        printf("as before:%s\n", out.data);
    }
}

static bool is_wanted(const char *state)
{
    for (char **name = wanted; *name != NULL; name++) {
        if (strstr(state, *name) != NULL) {
            return true;
        }
    }
    return *wanted == NULL;
}

static void transcribe(const char *state, int shape, int page, const struct drawn *p)
{
    (void)shape;
    const bool own_form = isdigit((unsigned char)state[0]) != 0 &&
                          (strncmp(p->view->screen, "question", strlen("question")) == 0 ||
                           strcmp(p->view->screen, "check") == 0);
    if (is_wanted(state) && !own_form) {
        printf("== %s, page %d\n", state, page + 1);
        write_page(p);
        write_targets(p);
    }
}

int main(int argc, char **argv)
{
    if (argc < 2 || argv[1][0] == '-') {
        fprintf(stderr, "usage: transcripts LANGUAGE [NAME...]\n");
        return 2;
    }
    wanted = argv + 2;
    studio_open();
    open_voices();
    look.language = shape_language(argv[1]);
    shapes_place(&look, transcribe);
    studio_close();
    return ferror(stdout) == 0 ? 0 : 1;
}
