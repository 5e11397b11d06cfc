/* The states of the studio. Its language is Vietnamese, read by a person in place of the machine: a
 * language whose words are there and are no invention. The names are invented. */
#include <stdio.h>
#include <string.h>

#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

static struct desk desk;
static uint8_t picture[54 * 96 * 3];

/* A page with a lit line, as far as a thumbnail shows one. */
static void draw_picture(struct studio *s)
{
    for (size_t i = 0; i < sizeof picture; i++) {
        const size_t row = i / (54 * 3);
        picture[i] = row < 20 ? 50 : row > 40 && row < 50 ? 255 : 235;
    }
    s->picture = picture;
    s->picture_width = 54;
    s->picture_height = 96;
    s->place = "studio";
}

/* A desk with two languages, of which Vietnamese lies open: a few sentences of it, which stand on
 * these very pages. */
static struct studio *open_desk(struct app *a)
{
    static const enum message_id read[] = {MSG_STUDIO_TITLE, MSG_STUDIO_NONE_DETAIL,
                                           MSG_STUDIO_NOBODY_DETAIL, MSG_STUDIO_WHO_HINT};
    memset(&desk, 0, sizeof desk);
    (void)snprintf(desk.codes.list[0], FOLDER_CODE, "vi");
    (void)snprintf(desk.codes.list[1], FOLDER_CODE, "jra");
    desk.codes.count = 2;
    (void)snprintf(desk.folder.code, FOLDER_CODE, "vi");
    (void)inventory_add(&desk.folder.letters, "a b c d e g h i k l m n o p q r s t u v x y");
    desk.folder.rest = STATE_DRAFT;
    for (int i = 0; i < 4; i++) {
        desk.folder.messages[read[i]].text = message_text("vi", read[i]);
        desk.prompts.list[i] = (struct prompt){
            .message = read[i], .parts = 1, .text = message_text("vi", read[i]), .id = (uint64_t)i};
    }
    desk.prompts.count = 4;
    desk.states[0] = SHELF_KEPT;
    desk.done = 1;
    a->visit = NULL;
    a->studio = (struct studio){.desk = &desk, .language = "vi", .prompt = 1};
    draw_picture(&a->studio);
    return &a->studio;
}

static void put_person(enum person_role role, const char *name)
{
    struct person p = {
        .language = "vi", .role = role, .dialect = "x", .place = "x", .since = "2026-11-20"};
    (void)snprintf(p.name, sizeof p.name, "%s", name);
    const struct err e = people_put(&desk.people, &p);
    (void)e; /* three of thirty-two */
}

void fill_studio(struct app *a)
{
    (void)open_desk(a);
}

void fill_studio_empty(struct app *a)
{
    (void)open_desk(a);
    desk.codes.count = 0;
}

void fill_studio_waits(struct app *a)
{
    a->visit = NULL;
    a->studio = (struct studio){.waits = true, .wish = STUDIO_OPEN};
}

void fill_studio_issued(struct app *a)
{
    open_desk(a)->issued = (struct issue_result){.version = 2, .clips = 40, .recorded = 38};
}

static struct studio *offer(struct app *a)
{
    struct studio *s = open_desk(a);
    (void)snprintf(desk.offered.names[0], DESK_PACK_NAME, "test-1.pack");
    (void)snprintf(desk.offered.names[1], DESK_PACK_NAME, "test-2.pack");
    desk.offered.count = 2;
    return s;
}

void fill_studio_offered(struct app *a)
{
    (void)offer(a);
}

void fill_studio_brought(struct app *a)
{
    struct studio *s = offer(a);
    s->brings = true;
    s->brought = (struct bring_result){.refusal = BRING_TAKEN, .languages = 1, .clips = 40};
}

static void refuse(struct app *a, enum bring_refusal refusal)
{
    struct studio *s = offer(a);
    s->brings = true;
    s->brought = (struct bring_result){.refusal = refusal};
}

void fill_studio_refused(struct app *a)
{
    refuse(a, BRING_NEWER);
}

void fill_studio_unreadable(struct app *a)
{
    refuse(a, BRING_UNREADABLE);
}

void fill_studio_unsigned(struct app *a)
{
    refuse(a, BRING_NOT_SIGNED);
}

void fill_studio_unsound(struct app *a)
{
    refuse(a, BRING_UNSOUND);
}

void fill_studio_hollow(struct app *a)
{
    refuse(a, BRING_EMPTY);
}

void fill_studio_people(struct app *a)
{
    (void)open_desk(a);
    put_person(PERSON_VOICE, "Nguyễn Thị Lan");
    put_person(PERSON_VOICE, "Nguyễn Lan");
}

void fill_studio_nobody(struct app *a)
{
    open_desk(a)->reviews = true;
}

void fill_record_listening(struct app *a)
{
    struct studio *s = open_desk(a);
    s->listens = true;
    s->level = 6;
}

void fill_record_good(struct app *a)
{
    struct studio *s = open_desk(a);
    desk.states[1] = SHELF_TAKEN;
    s->judged = true;
    s->fault = RECORDING_GOOD;
}

void fill_record_noisy(struct app *a)
{
    struct studio *s = open_desk(a);
    s->judged = true;
    s->fault = RECORDING_CUT; /* the longest of the sentences */
    s->prompt = 2;
}

void fill_record_nothing(struct app *a)
{
    (void)open_desk(a);
    desk.prompts.count = 0;
}

void fill_review(struct app *a)
{
    struct studio *s = open_desk(a);
    s->reviews = true;
    s->message = MSG_STUDIO_NONE_DETAIL;
    (void)inventory_add(&desk.folder.letters,
                        "ã á à ạ ả ă â ấ ầ ậ đ ê ế ề ể ệ é ỹ ì í ị ó ò ọ ô ố ồ ộ ổ ơ ớ ờ ợ ở ư ứ ừ "
                        "ự ữ ử ú ù ụ ủ ý ỳ");
}

void fill_review_letters(struct app *a)
{
    struct studio *s = open_desk(a);
    s->reviews = true;
    s->message = MSG_STUDIO_NONE_DETAIL;
}

void fill_review_done(struct app *a)
{
    open_desk(a)->reviews = true;
}

void fill_studio_person(struct app *a)
{
    struct studio *s = open_desk(a);
    s->part = PART_NAME;
    composer_init(&s->composer, s->typed, sizeof s->typed, FIELD_NAME, true, "Nguyễn Thị Lan");
}

void fill_studio_agreed(struct app *a)
{
    struct studio *s = open_desk(a);
    s->part = PART_AGREED;
    s->entered =
        (struct person){.name = "Nguyễn Thị Lan", .dialect = "Bình Định", .place = "Xã Ia Hrung"};
}

void fill_record_kept(struct app *a)
{
    open_desk(a)->prompt = 0;
}

/* Every screen there is, the first of them whole. */
void fill_coverage(struct app *a)
{
    static const char *const places[] = {"welcome", "languages",     "need",     "summary",
                                         "consent", "question-text", "1.001193", "1.004873"};
    (void)open_desk(a);
    state_tile(""); /* the names of procedures */
    desk.cover = (struct cover){.count = 8, .core = 30, .core_recorded = 12};
    for (int i = 0; i < 8; i++) {
        struct cover_row *row = &desk.cover.rows[i];
        *row = (struct cover_row){
            .label = cover_label(places[i]), .total = 20 + i, .recorded = i == 0 ? 20 : 20 - 2 * i};
        (void)snprintf(row->place, sizeof row->place, "%s",
                       row->label == MSG_NONE ? places[i] : "");
    }
}

void fill_coverage_last(struct app *a)
{
    fill_coverage(a);
    a->studio.page = 1;
}
