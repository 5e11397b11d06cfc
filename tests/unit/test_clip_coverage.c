/* Every fixed text of the forms and procedures has its clip: read from the files by a scanner of
 * our own, not from the list that the clips were made from. */
#include <glob.h>
#include <stdlib.h>

#include "app/assets.h"
#include "app/sound/voices.h"
#include "platform/base/buf.h"
#include "tests/check.h"

static struct assets assets;
static struct voices voices;
static struct speech speech;
static int looked_at;
static const char *language; /* looked at now */
static const char *const spoken[] = {"vi", "en"};
enum { SPOKEN = sizeof spoken / sizeof spoken[0] };

static bool open_voices(void)
{
    static struct file_bytes files[SPEECH_LANGUAGES];
    return !failed(assets_open(&assets, files_linux(), NULL)) &&
           !failed(voices_open(&voices, &assets, spoken, SPOKEN, files));
}

/* A text with letters is one clip, pauses apart. */
static bool is_one_clip(const char *text)
{
    const struct say say = {.kind = SAY_TEXT, .text = text};
    int clips = 0;
    bool letters = false;
    for (const char *p = text; *p != '\0'; p++) {
        letters |= (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
    }
    speech_clear(&speech);
    speech_add(&speech, &voices, &say, 1, &(struct speech_options){.language = language});
    for (int i = 0; i < speech.count; i++) {
        clips += speech.items[i].kind == SPOKEN_CLIP;
    }
    return !letters || (clips == 1 && speech.missing == 0 && !speech.fell_back);
}

static void must_have(const char *path, const char *text)
{
    looked_at++;
    const bool good = is_one_clip(text);
    if (!good) {
        printf("# %s: no %s clip for: %s\n", path, language, text);
    }
    CHECK(good);
}

static size_t entity(const char *p, char *ret_c)
{
    static const struct {
        const char *name;
        char c;
    } table[] = {{"&amp;", '&'},  {"&lt;", '<'},    {"&gt;", '>'},
                 {"&quot;", '"'}, {"&apos;", '\''}, {"&#10;", ' '}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strncmp(p, table[i].name, strlen(table[i].name)) == 0) {
            *ret_c = table[i].c;
            return strlen(table[i].name);
        }
    }
    return 0;
}

/* The text of one <value>, cut at every element inside, markdown marks left out. */
static void look_at_value(const char *path, const char *from, const char *to)
{
    static char text[4096];
    struct buf b;
    buf_init(&b, text, sizeof text);
    for (const char *p = from; p < to;) {
        char c = *p;
        const size_t used = *p == '&' ? entity(p, &c) : 0;
        if (*p == '<') {
            must_have(path, text);
            buf_clear(&b);
            p = memchr(p, '>', (size_t)(to - p));
            p = p == NULL ? to : p + 1;
            continue;
        }
        if (c != '*' && c != '`') {
            buf_add(&b, &c, 1);
        }
        p += used > 0 ? used : 1;
    }
    must_have(path, text);
}

static bool is_spoken(const char *tag, const char *tag_end)
{
    static const char *const silent[] = {"\"image\"", "\"audio\"", "\"video\"", "\"big-image\""};
    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
        const char *at = strstr(tag, silent[i]);
        if (at != NULL && at < tag_end) {
            return false;
        }
    }
    return true;
}

static void look_at_form(const char *path, const char *xml)
{
    char tag[48];
    snprintf(tag, sizeof tag, "<translation lang=\"%s", language);
    const char *from = strstr(xml, tag);
    const char *end = from == NULL ? NULL : strstr(from, "</translation>");
    if (end == NULL) {
        printf("# %s: has no %s\n", path, language);
    }
    CHECK(end != NULL);
    while (from != NULL && end != NULL && (from = strstr(from, "<value")) != NULL && from < end) {
        const char *open_end = strchr(from, '>');
        const char *close = strstr(from, "</value>");
        if (open_end == NULL || close == NULL) {
            break;
        }
        if (open_end[-1] != '/' && is_spoken(from, open_end)) {
            look_at_value(path, open_end + 1, close);
        }
        from = open_end;
    }
}

static void each_file(const char *name, void (*look)(const char *path, const char *text))
{
    char pattern[ASSETS_PATH_MAX + 64];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s/forms/*/%s", assets.root, name);
    if (glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++) {
            struct file_bytes file;
            CHECK(!failed(files_linux()->ops->map(found.gl_pathv[i], &file)));
            look(found.gl_pathv[i], file.bytes);
            files_linux()->ops->unmap(&file);
        }
        globfree(&found);
    }
}

TEST(every_text_of_every_form_has_its_clip)
{
    for (int i = 0; i < SPOKEN; i++) {
        language = spoken[i];
        each_file("form.xml", look_at_form);
    }
}

/* True for `title = ...` in Vietnamese, `title.en = ...` in English. */
static bool is_spoken_key(const char *line, const char *equals)
{
    static const char *const keys[] = {"title", "summary", "fee", "days", "detail"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char key[32];
        snprintf(key, sizeof key, strcmp(language, "vi") == 0 ? "%s" : "%s.%s", keys[i], language);
        if (strncmp(line, key, strlen(key)) == 0 &&
            line + strlen(key) + strspn(line + strlen(key), " ") == equals) {
            return true;
        }
    }
    return false;
}

static void look_at_procedure(const char *path, const char *text)
{
    int found = 0;
    for (const char *line = text; line != NULL && *line != '\0';) {
        const char *end = strchr(line, '\n');
        const char *equals = strchr(line, '=');
        if (equals != NULL && is_spoken_key(line, equals)) {
            char value[1024];
            snprintf(value, sizeof value, "%.*s",
                     (int)((end == NULL ? equals + strlen(equals) : end) - equals - 1), equals + 1);
            must_have(path, value);
            found++;
        }
        line = end == NULL ? NULL : end + 1;
    }
    if (found < 4) {
        printf("# %s: says too little in %s\n", path, language);
    }
    CHECK(found >= 4);
}

TEST(every_text_of_every_procedure_has_its_clip)
{
    for (int i = 0; i < SPOKEN; i++) {
        language = spoken[i];
        each_file("procedure.ini", look_at_procedure);
    }
}

TEST(the_scanner_sees_what_has_no_clip)
{
    language = "vi";
    CHECK(is_one_clip("Có một câu trả lời."));
    CHECK(!is_one_clip("Câu này chưa ai đọc bao giờ cả xyzt."));
    language = "en";
    CHECK(is_one_clip("There is an answer."));
    CHECK(!is_one_clip("Có một câu trả lời."));
    CHECK(!is_one_clip("Nobody has ever read this xyzt."));
}

/* Place names are put together from words, and every word is there: none is spelled. */
TEST(every_commune_of_the_country_can_be_named)
{
    struct file_bytes file;
    CHECK(!failed(assets_map(&assets, "data/vn_communes.csv", &file)));
    const char *line = strchr(file.bytes, '\n');
    int named = 0;
    while (line != NULL && line[1] != '\0') {
        char type[32];
        char name[96];
        if (sscanf(line + 1, "%*[^,],%*[^,],%31[^,],%95[^,]", type, name) == 2) {
            char full[160];
            snprintf(full, sizeof full, "%s %s", type, name);
            const struct say say = {.kind = SAY_NAME, .text = full};
            speech_clear(&speech);
            speech_add(&speech, &voices, &say, 1, &(struct speech_options){.language = "vi"});
            bool spelled = speech.missing > 0 || speech.count == 0;
            for (int i = 0; i < speech.count; i++) {
                const struct spoken *item = &speech.items[i];
                const bool dash = item->kind == SPOKEN_PAUSE && item->value == 150;
                spelled |= item->kind != SPOKEN_CLIP && !dash;
            }
            if (spelled) {
                printf("# spelled: %s\n", full);
            }
            CHECK(!spelled);
            named++;
        }
        line = strchr(line + 1, '\n');
    }
    CHECK(named > 3000);
    assets_unmap(&assets, &file);
}

int main(void)
{
    if (!open_voices()) {
        printf("not ok no clip pack\n");
        return 1;
    }
    RUN(every_text_of_every_form_has_its_clip);
    RUN(every_text_of_every_procedure_has_its_clip);
    RUN(the_scanner_sees_what_has_no_clip);
    RUN(every_commune_of_the_country_can_be_named);
    printf("# %d texts\n", looked_at);
    return check_done();
}
