/* On which screens a message stands: asked of the real screens in every state of the gallery and on
 * every page of the forms, by listening to what their views look up. assets/languages/screens.tsv
 * says the same to translators and to `kioskctl language report`; here it is held to the screens.
 * `make golden-update ONLY=message-screens` writes it anew. */
#include <stdlib.h>

#include "app/language/content.h"
#include "tests/unit/message_sources.h"
#include "tests/unit/screens_world.h"
#include "ui/screens/all.h"

#define SCREENS_FILE "assets/languages/screens.tsv"
#define PLACES_MAX   128
#define LINE_BYTES   1024

/* Linked with --wrap: who asks for a message's words puts it on the screen being built. */
const char *__wrap_message_text(const char *language, enum message_id id);
const char *__wrap_message_spoken(const char *language, enum message_id id);
const char *__real_message_text(const char *language, enum message_id id);
const char *__real_message_spoken(const char *language, enum message_id id);
void __wrap_overlay_build(struct builder *b);
void __real_overlay_build(struct builder *b);

static const char *places[PLACES_MAX];
static int place_count, here = -1;
static bool looked[MSG_COUNT], on[MSG_COUNT][PLACES_MAX];

static int place_of(const char *name)
{
    for (int i = 0; i < place_count; i++) {
        if (strcmp(places[i], name) == 0) {
            return i;
        }
    }
    if (place_count == PLACES_MAX) {
        printf("not ok more screens than PLACES_MAX\n");
        exit(1);
    }
    places[place_count] = name;
    return place_count++;
}

const char *__wrap_message_text(const char *language, enum message_id id)
{
    looked[id] = true;
    return __real_message_text(language, id);
}

const char *__wrap_message_spoken(const char *language, enum message_id id)
{
    looked[id] = true;
    return __real_message_spoken(language, id);
}

static void put_down(const char *place)
{
    here = place_of(place);
    for (int i = MSG_NONE + 1; i < MSG_COUNT; i++) {
        on[i][here] |= looked[i];
        looked[i] = false;
    }
}

/* A dialog is a place of its own, whatever screen is under it. */
void __wrap_overlay_build(struct builder *b)
{
    put_down(b->view->screen);
    const int nodes = b->view->count;
    __real_overlay_build(b);
    for (int i = nodes; i < b->view->count; i++) {
        const struct view_node *n = &b->view->nodes[i];
        for (int s = 0; s < SAY_MAX && n->say[s].kind != SAY_END; s++) {
            looked[n->say[s].message] |= n->say[s].kind == SAY_MESSAGE;
        }
    }
    put_down("dialog");
}

static void said(const struct say *say, int count)
{
    for (int s = 0; s < count && say[s].kind != SAY_END; s++) {
        looked[say[s].message] |= say[s].kind == SAY_MESSAGE;
    }
}

static void hear_view(const struct state_look *look)
{
    (void)look;
    for (int i = 0; i < w.view.count; i++) {
        if (w.view.nodes[i].zone != ZONE_OVERLAY) {
            said(w.view.nodes[i].say, SAY_MAX);
        }
    }
    said(w.view.opening, SAY_MAX * 2);
    put_down(w.view.screen);
}

static void look_at_all(void)
{
    static const struct state_look looks[] = {{1080, 1920, 100, 0, 0}, {1080, 1920, 200, 0, 0}};
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        world_states(&looks[i], hear_view);
    }
    world_forms(&looks[0], hear_view);
}

/* The screen that most of a source's messages stand on. */
static int usual_place(const struct source_file *s)
{
    int best = -1;
    int most = 0;
    for (int p = 0; p < place_count; p++) {
        int count = 0;
        for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
            count += s->names[id] && on[id][p];
        }
        if (count > most && strcmp(places[p], "paper") != 0) {
            most = count;
            best = p;
        }
    }
    return best;
}

static bool is_anywhere(enum message_id id)
{
    for (int p = 0; p < place_count; p++) {
        if (on[id][p]) {
            return true;
        }
    }
    return false;
}

/* What no state shows stands where its source says: on the screen of that source, on paper, or in a
 * sentence that may come on any screen. */
static void place_the_rest(void)
{
    static bool rest[MSG_COUNT];
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        rest[id] = !is_anywhere((enum message_id)id);
    }
    sources_read("ui/screens");
    sources_read("app/citizen"); /* words of fees and terms */
    const int screens = source_count;
    sources_read("app/receipt");
    const int paper = place_of("paper");
    const int notice = place_of("notice");
    int usual[SOURCES_MAX];
    for (int i = 0; i < source_count; i++) {
        usual[i] = i < screens ? usual_place(&sources[i]) : paper;
    }
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        for (int i = 0; i < source_count; i++) {
            on[id][usual[i] >= 0 ? usual[i] : notice] |=
                sources[i].names[id] && (rest[id] || i >= screens);
        }
        on[id][notice] |= !is_anywhere((enum message_id)id);
    }
}

/* What stands in forms, procedures and routes stands where content.tsv says (make content). */
static void place_content(void)
{
    static char codes[PLACES_MAX][16];
    struct file_bytes file;
    char name[32];
    int used = 0;
    CHECK(!failed(files_linux()->ops->map("assets/languages/content.tsv", &file)));
    for (const char *at = file.bytes; at != NULL && *at != '\0'; at = strchr(at, '\n') + 1) {
        if (*at == '#' || sscanf(at, "%31[A-Z0-9_]%n", name, &used) != 1) {
            continue;
        }
        const enum message_id id = message_find(name);
        CHECK(id != MSG_NONE);
        memset(on[id], 0, sizeof on[id]);
        const char *code = at + used;
        char word[16];
        while (sscanf(code, "%*[\t ]%15[0-9.a-z]%n", word, &used) == 1) {
            int i = 0;
            while (i < PLACES_MAX - 1 && codes[i][0] != '\0' && strcmp(codes[i], word) != 0) {
                i++;
            }
            memcpy(codes[i], word, sizeof word);
            on[id][place_of(codes[i])] = true;
            code += used;
        }
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* `MSG_ID<TAB>screen screen ...` */
static const char *line_of(enum message_id id)
{
    static char storage[LINE_BYTES];
    const char *names[PLACES_MAX];
    int count = 0;
    struct buf line;
    for (int p = 0; p < place_count; p++) {
        if (on[id][p]) {
            names[count++] = places[p];
        }
    }
    qsort(names, (size_t)count, sizeof names[0], by_name);
    buf_init(&line, storage, sizeof storage);
    buf_printf(&line, "%s\t", message_name(id));
    for (int i = 0; i < count; i++) {
        buf_printf(&line, "%s%s", i > 0 ? " " : "", names[i]);
    }
    CHECK(!line.full);
    return storage;
}

static int write_file(const char *path)
{
    FILE *f = fopen(path, "w");
    if (f == NULL) {
        perror(path);
        return 1;
    }
    fprintf(f, "# On which screens each message stands, as the screens' own views ask for it. "
               "dialog: lies over\n"
               "# any screen; notice: a sentence that comes and goes on any; paper: on a slip. "
               "Written by\n"
               "# `make golden-update ONLY=message-screens`, held to the screens by a test of that "
               "name.\n");
    for (int i = MSG_NONE + 1; i < MSG_COUNT; i++) {
        fprintf(f, "%s\n", line_of((enum message_id)i));
    }
    return fclose(f) == 0 ? 0 : 1;
}

TEST(the_file_says_where_each_message_stands)
{
    struct file_bytes file;
    CHECK(!failed(files_linux()->ops->map(SCREENS_FILE, &file)));
    const char *at = file.bytes;
    while (at != NULL && *at == '#') {
        at = strchr(at, '\n');
        at = at != NULL ? at + 1 : NULL;
    }
    for (int i = MSG_NONE + 1; i < MSG_COUNT && at != NULL; i++) {
        const char *want = line_of((enum message_id)i);
        const size_t n = strlen(want);
        const bool same = strncmp(at, want, n) == 0 && at[n] == '\n';
        if (!same) {
            printf("# %s lacks: %s\n# make golden-update ONLY=message-screens\n", SCREENS_FILE,
                   want);
            CHECK(false);
            break;
        }
        at += n + 1;
    }
    CHECK(at != NULL && *at == '\0');
}

TEST(the_listener_hears_screens_dialogs_and_paper)
{
    CHECK_STR(line_of(MSG_NEED_TITLE), "MSG_NEED_TITLE\tneed studio-cover");
    CHECK_STR(line_of(MSG_IDLE_TITLE), "MSG_IDLE_TITLE\tdialog");
    CHECK(strstr(line_of(MSG_RECEIPT_TITLE), "paper") != NULL);
    CHECK(on[MSG_BACK][place_of("question-text")]);
    CHECK(!on[MSG_BACK][place_of("welcome")]);
    CHECK(strstr(line_of(content_find("Người khác")), "1.000656") != NULL);
    CHECK(strstr(line_of(content_find("Sổ đỏ của bà con bị sao?")), "\troute") != NULL);
}

int main(int argc, char **argv)
{
    world_open();
    look_at_all();
    place_the_rest();
    place_content();
    world_close();
    if (argc == 3 && strcmp(argv[1], "--write") == 0) {
        return write_file(argv[2]);
    }
    RUN(the_file_says_where_each_message_stands);
    RUN(the_listener_hears_screens_dialogs_and_paper);
    return check_done();
}
