/* The small pictures of pages from a phone: decoded once, in the visit's memory, and only what is a
 * small picture of a page that is there. With the real decoder. */
#include "ui/effects_upload.h"

#include "platform/linux/jpeg_file.h"
#include "platform/linux/jpeg_file_photo.h"
#include "platform/port_files.h"
#include "tests/check.h"
#include "ui/shell.h"

static struct shell shell;
static struct app app;
static struct visit visit;
static struct arena arena;
static struct port_picture picture = {.size = image_jpeg_size, .preview = image_jpeg_preview};
static uint8_t room[1 << 20];
static struct photo photo;

/* Two pages are there, without pictures. */
static void begin(size_t size)
{
    memset(&visit, 0, sizeof visit);
    arena_init(&arena, room, size);
    app = (struct app){.visit = &visit, .arena = &arena};
    shell.app = &app;
    shell.ports.picture = &picture;
    visit.upload = (struct upload_seen){.number = 3, .count = 2};
    visit.upload.pages[0].id = 7;
    visit.upload.pages[1].id = 8;
}

static void made(const char *name, int least)
{
    struct file_bytes file;
    photo_free(&photo);
    CHECK(!failed(files_linux()->ops->map(name, &file)));
    CHECK(!failed(photo_remake(file.bytes, file.size, least, 0, 70, &photo)));
}

static void brings(int number, int page, const void *bytes, size_t size)
{
    const struct portal_answer a = {
        .question = PORTAL_UPLOAD,
        .upload = {.number = number, .thumb_of = page, .thumb = bytes, .thumb_size = (int)size}};
    effects_upload(&shell, &a);
}

static bool none(void)
{
    return visit.upload.pages[0].thumb == NULL && visit.upload.pages[1].thumb == NULL;
}

TEST(the_picture_goes_to_its_page)
{
    begin(sizeof room);
    made("tests/fixtures/papers/sharp.jpg", 100);
    brings(3, 8, photo.jpeg, photo.size);
    const struct phone_page *page = &visit.upload.pages[1];
    CHECK(page->thumb >= room && page->thumb < room + sizeof room);
    CHECK(page->thumb_height > page->thumb_width && page->thumb_height <= PHONE_THUMB_SIDE);
    const uint8_t *middle =
        page->thumb +
        ((size_t)page->thumb_height / 2 * page->thumb_width + page->thumb_width / 2) * 3;
    CHECK(middle[0] > 150); /* paper */
    CHECK(visit.upload.pages[0].thumb == NULL);
}

TEST(a_page_has_one_picture_however_often_it_comes)
{
    begin(sizeof room);
    made("tests/fixtures/papers/sharp.jpg", 100);
    brings(3, 7, photo.jpeg, photo.size);
    const size_t used = arena.used;
    CHECK(used > 0);
    brings(3, 7, photo.jpeg, photo.size);
    CHECK_INT(arena.used, used);
}

TEST(what_belongs_to_nothing_here_is_left)
{
    begin(sizeof room);
    made("tests/fixtures/papers/sharp.jpg", 100);
    brings(2, 7, photo.jpeg, photo.size); /* of the code before */
    brings(3, 9, photo.jpeg, photo.size); /* of a page that went */
    brings(3, 7, NULL, 0);
    CHECK(none());
    struct portal_answer other = {.question = PORTAL_FEE,
                                  .upload = {.number = 3, .thumb_of = 7, .thumb = photo.jpeg}};
    other.upload.thumb_size = (int)photo.size;
    effects_upload(&shell, &other);
    CHECK(none());
    app.visit = NULL; /* she left meanwhile */
    brings(3, 7, photo.jpeg, photo.size);
    CHECK(none());
    CHECK_INT(arena.used, 0);
}

TEST(what_is_no_small_picture_takes_no_memory)
{
    static const char *const rows[] = {"", "x", "\xFF\xD8\xFF", "<svg onload='alert(1)'/>"};
    begin(sizeof room);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        brings(3, 7, rows[i], strlen(rows[i]));
    }
    made("tests/fixtures/papers/sharp.jpg", 1000); /* larger than any small picture */
    brings(3, 7, photo.jpeg, photo.size);
    made("tests/fixtures/papers/sharp.jpg", 100);
    for (size_t size = 0; size + 2 < photo.size; size += photo.size / 19) {
        brings(3, 7, photo.jpeg, size);
    }
    CHECK(none());
    CHECK_INT(arena.used, 0);
}

TEST(without_room_the_page_is_shown_without_it)
{
    begin(1000);
    made("tests/fixtures/papers/sharp.jpg", 100);
    brings(3, 7, photo.jpeg, photo.size);
    CHECK(none());
    CHECK_INT(arena.used, 0);
}

int main(void)
{
    RUN(the_picture_goes_to_its_page);
    RUN(a_page_has_one_picture_however_often_it_comes);
    RUN(what_belongs_to_nothing_here_is_left);
    RUN(what_is_no_small_picture_takes_no_memory);
    RUN(without_room_the_page_is_shown_without_it);
    return check_done();
}
