#include "app/typing/composer.h"
#include "app/typing/typed_line.h"

#include "platform/base/utf8.h"
#include "platform/port_files.h"
#include "tests/check.h"

static char storage[256];

static struct composer open_field(enum composer_field field, bool telex, const char *initial)
{
    struct composer c;
    composer_init(&c, storage, sizeof storage, field, telex, initial);
    return c;
}

static bool tap(struct composer *c, const char *name)
{
    const int i = layout_find_name(c->layer, name);
    CHECK(i >= 0);
    return i >= 0 && composer_press(c, &layout_of(c->layer)->keys[i]);
}

/* Taps letter by letter: "abc" is key-a, key-b, key-c. */
static void tap_letters(struct composer *c, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        const char name[] = {'k', 'e', 'y', '-', *letters, '\0'};
        CHECK(*letters == ' ' ? tap(c, "key-space") : tap(c, name));
    }
}

static void check_spelled(struct composer *c, const char *want, const char *stored)
{
    const char *name = NULL;
    int taps = 0;
    while (composer_next_tap(c, want, &name) && taps++ < 300) {
        CHECK(tap(c, name));
    }
    CHECK(name == NULL);
    CHECK_STR(c->text, stored);
}

TEST(every_layout_fits_its_table)
{
    for (int layer = 0; layer < LAYER_COUNT; layer++) {
        const struct layout *l = layout_of((enum keyboard_layer)layer);
        int key = 0;
        for (int row = 0; row < l->rows; row++) {
            int width = -12;
            for (int i = 0; i < l->row_keys[row]; i++, key++) {
                width += l->keys[key].width + 12;
                CHECK((l->keys[key].label != NULL && l->keys[key].label[0] != '\0') !=
                      (layout_words(&l->keys[key]) != MSG_NONE));
                CHECK_INT(layout_find_name((enum keyboard_layer)layer, l->keys[key].name), key);
            }
            CHECK(width <= 984);
        }
        CHECK_INT(key, l->count);
    }
}

TEST(a_name_gets_its_capitals_and_tones)
{
    struct composer c = open_field(FIELD_NAME, false, NULL);
    CHECK(composer_is_upper(&c));
    tap_letters(&c, "r");
    CHECK(tap(&c, "key-ơ"));
    tap_letters(&c, " ch");
    CHECK(tap(&c, "key-â"));
    tap_letters(&c, "m h");
    CHECK(tap(&c, "key-apostrophe"));
    tap_letters(&c, "lan");
    CHECK_STR(c.text, "Rơ Châm H'Lan");
    CHECK_STR(c.text + composer_open_from(&c), "Lan");
    CHECK(tap(&c, "key-tone-acute"));
    CHECK_STR(c.text, "Rơ Châm H'Lán");
    CHECK(tap(&c, "key-tone-acute"));
    CHECK_STR(c.text, "Rơ Châm H'Lan");
    CHECK(tap(&c, "key-space"));
    CHECK(!tap(&c, "key-space"));
    composer_finish(&c);
    CHECK_STR(c.text, "Rơ Châm H'Lan");
}

TEST(telex_works_silently_on_the_same_keys_and_goes_off_with_one_touch)
{
    struct composer c = open_field(FIELD_NAME, true, NULL);
    tap_letters(&c, "nguyeenx thij nar");
    CHECK_STR(c.text, "Nguyễn Thị Nả");
    CHECK(tap(&c, "key-backspace"));
    CHECK(tap(&c, "key-telex"));
    CHECK(!composer_is_telex(&c));
    tap_letters(&c, "ar");
    CHECK_STR(c.text, "Nguyễn Thị Nar");
}

TEST(telex_goes_off_by_itself_where_a_name_is_not_vietnamese)
{
    struct composer c = open_field(FIELD_NAME, true, NULL);
    tap_letters(&c, "h");
    CHECK(composer_is_telex(&c));
    CHECK(tap(&c, "key-apostrophe"));
    CHECK(!composer_is_telex(&c));
    tap_letters(&c, "nhar");
    CHECK_STR(c.text, "H'Nhar");
    c = open_field(FIELD_NAME, true, "Rmah ");
    tap_letters(&c, "nar");
    CHECK_STR(c.text, "Rmah Nar");
    CHECK(tap(&c, "key-telex")); /* her choice stands */
    tap_letters(&c, " as");
    CHECK_STR(c.text, "Rmah Nar Á");
    c = open_field(FIELD_NAME, true, "H'Lan");
    CHECK(tap(&c, "key-telex")); /* it shows on: one touch and it is off */
    CHECK(!composer_is_telex(&c));
    c = open_field(FIELD_TEXT, true, "Rmah ");
    CHECK(composer_is_telex(&c));
    CHECK(tap(&c, "key-letters"));
    tap_letters(&c, "nar");
    CHECK_STR(c.text, "Rmah nar"); /* direct keys */
    CHECK(tap(&c, "key-abc"));
    CHECK(composer_is_telex(&c));
}

/* tests/fixtures/names.tsv: text, source. */
TEST(names_pass_unharmed_with_telex_off)
{
    static const struct typing_rules off = {.method = TYPING_OFF};
    struct file_bytes file = {0};
    CHECK_INT(files_linux()->ops->map("tests/fixtures/names.tsv", &file).code, ERR_NONE);
    int rows = 0;
    for (const char *line = file.bytes; line != NULL && *line != '\0';) {
        char name[128];
        char out[128];
        if (line[0] != '#' && sscanf(line, "%127[^\t]", name) == 1) {
            struct buf b;
            buf_init(&b, out, sizeof out);
            typing_line(name, strlen(name), &off, &b);
            CHECK_STR(out, name);
            struct composer c = open_field(FIELD_NAME, false, NULL);
            check_spelled(&c, name, name);
            c = open_field(FIELD_NAME, false, name); /* again to an answer that stands */
            composer_finish(&c);
            CHECK_STR(c.text, name);
            rows++;
        }
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    files_linux()->ops->unmap(&file);
    CHECK(rows >= 200);
    printf("# %d names\n", rows);
}

TEST(a_word_that_was_not_vietnamese_is_put_back_where_it_ends)
{
    struct composer c = open_field(FIELD_TEXT, true, NULL);
    tap_letters(&c, "dies");
    CHECK_STR(c.text, "Díe"); /* a mark may still come */
    tap_letters(&c, " hues");
    CHECK_STR(c.text, "Dies húe");
    composer_finish(&c);
    CHECK_STR(c.text, "Dies hues");
    c = open_field(FIELD_NAME, true, NULL);
    tap_letters(&c, "hue");
    CHECK(tap(&c, "key-tone-acute")); /* a tone key is meant */
    composer_finish(&c);
    CHECK_STR(c.text, "Húe");
}

TEST(backspace_takes_whole_letters_and_reopens_words)
{
    struct composer c = open_field(FIELD_TEXT, false, "Thôn ê\u0306");
    CHECK(tap(&c, "key-backspace"));
    CHECK_STR(c.text, "Thôn ");
    CHECK(tap(&c, "key-backspace"));
    CHECK(tap(&c, "key-tone-grave"));
    CHECK_STR(c.text, "Thồn");
    for (int i = 0; i < 4; i++) {
        CHECK(tap(&c, "key-backspace"));
    }
    CHECK_STR(c.text, "");
    CHECK(!tap(&c, "key-backspace"));
    CHECK(!tap(&c, "key-tone-grave"));
}

TEST(the_breve_key_acts_on_vowels_only)
{
    struct composer c = open_field(FIELD_TEXT, false, NULL);
    CHECK(tap(&c, "key-letters"));
    tap_letters(&c, "kp");
    CHECK(!tap(&c, "key-breve"));
    tap_letters(&c, "a");
    CHECK(tap(&c, "key-breve"));
    CHECK_STR(c.text, "Kpă");
    CHECK(tap(&c, "key-breve"));
    CHECK_STR(c.text, "Kpa");
    CHECK(tap(&c, "key-ơ"));
    CHECK(tap(&c, "key-breve"));
    CHECK_STR(c.text, "Kpaơ\u0306");
    CHECK(tap(&c, "key-ƀ"));
    CHECK(tap(&c, "key-č"));
    CHECK_STR(c.text, "Kpaơ\u0306ƀč");
}

TEST(shift_and_labels_follow_each_other)
{
    struct composer c = open_field(FIELD_TEXT, false, "x ");
    char label[32];
    const struct keycap *key =
        &layout_of(LAYER_LETTERS)->keys[layout_find_name(LAYER_LETTERS, "key-ƀ")];
    CHECK(!composer_is_upper(&c));
    CHECK(tap(&c, "key-shift"));
    CHECK(composer_is_upper(&c));
    layout_label(key, true, label, sizeof label);
    CHECK_STR(label, "Ƀ");
    tap_letters(&c, "ab");
    CHECK_STR(c.text, "x Ab");
    CHECK(tap(&c, "key-shift") && tap(&c, "key-shift"));
    tap_letters(&c, "cd");
    CHECK_STR(c.text, "x AbCD");
}

TEST(a_full_field_refuses_and_keeps_what_it_has)
{
    char small[8];
    struct composer c;
    composer_init(&c, small, sizeof small, FIELD_TEXT, false, NULL);
    tap_letters(&c, "abcdefg");
    CHECK(!tap(&c, "key-h"));
    CHECK_STR(c.text, "Abcdefg");
    c = open_field(FIELD_TEXT, false, NULL);
    c.max_clusters = 2;
    tap_letters(&c, "ab");
    CHECK(!tap(&c, "key-c"));
    CHECK(tap(&c, "key-tone-acute"));
    CHECK_STR(c.text, "Áb");
}

TEST(a_script_can_type_any_text_through_the_keys)
{
    static const char *const texts[] = {
        "Rơ Châm H'Lan", "Nguyễn Thị Nar",    "thôn 3, xã Ia Hrung (cũ)", "Kpă ƀơ\u0306n Č ê\u0306",
        "Hòa Hội",       "số 12/7 Đường Thử", "Ủy ban NHÂN DÂN",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct composer c = open_field(FIELD_NAME, false, NULL);
        check_spelled(&c, texts[i], texts[i]);
        c = open_field(FIELD_TEXT, true, NULL);
        check_spelled(&c, texts[i], texts[i]);
    }
    struct composer c = open_field(FIELD_NAME, false, NULL);
    check_spelled(&c, "H\u2019Lan", "H'Lan");
    c = open_field(FIELD_DIGITS, false, NULL);
    check_spelled(&c, "064095000001", "064095000001");
    const char *name = NULL;
    c = open_field(FIELD_TEXT, false, "khác");
    CHECK(!composer_next_tap(&c, "thử", &name) && name != NULL);
}

TEST(random_taps_keep_the_text_valid)
{
    unsigned state = 5;
    struct composer c = open_field(FIELD_NAME, true, NULL);
    for (int i = 0; i < 60000; i++) {
        state = state * 1664525u + 1013904223u;
        const struct layout *l = layout_of(c.layer);
        const struct keycap *key = &l->keys[(state >> 16) % (unsigned)l->count];
        if (key->kind != CAP_CLEAR || i % 500 == 0) {
            (void)composer_press(&c, key);
        }
        if (i % 50 == 0) {
            CHECK(utf8_valid(c.text, strlen(c.text)));
            CHECK(composer_open_from(&c) <= strlen(c.text));
        }
    }
}

/* As struck on a real keyboard. */
static const char *struck(struct composer *c, enum typing_method method, const char *strokes)
{
    for (; *strokes != '\0'; strokes++) {
        CHECK(composer_type(c, method, *strokes));
    }
    return c->text;
}

TEST(a_real_keyboard_writes_by_telex_vni_or_as_it_is_struck)
{
    struct composer c = open_field(FIELD_NAME, false, NULL);
    CHECK_STR(struck(&c, TYPING_TELEX, "nguyeenx thij DDaof"), "Nguyễn Thị Đào");
    CHECK_STR(struck(&c, TYPING_TELEX, "\b\b\b\b an7"), "Nguyễn Thị An7");
    c = open_field(FIELD_NAME, false, NULL);
    CHECK_STR(struck(&c, TYPING_VNI, "nguye6n4 thi5 d9ao2 12"), "Nguyễn Thị Đào 12");
    c = open_field(FIELD_TEXT, true, NULL);
    CHECK_STR(struck(&c, TYPING_OFF, "seen Aas"), "Seen Aas");
    c = open_field(FIELD_NAME, false, NULL);
    CHECK_STR(struck(&c, TYPING_TELEX, "rmah nAr"), "Rmah NAr"); /* a local name stays as struck */
}

TEST(the_keys_of_the_screen_and_the_keyboard_go_on_for_each_other)
{
    struct composer c = open_field(FIELD_TEXT, true, NULL);
    CHECK_STR(struck(&c, TYPING_VNI, "nha1"), "Nhá");
    tap_letters(&c, "f"); /* Telex, on the screen */
    CHECK_STR(c.text, "Nhà");
    CHECK_STR(struck(&c, TYPING_VNI, "3"), "Nhả");
    CHECK(tap(&c, "key-telex")); /* she turned it off: so it stays */
    CHECK_STR(struck(&c, TYPING_TELEX, " aas"), "Nhả aas");
}

TEST(a_real_keyboard_writes_only_what_the_screen_can)
{
    struct composer c = open_field(FIELD_DIGITS, false, NULL);
    CHECK(!composer_type(&c, TYPING_TELEX, 'a'));
    CHECK(!composer_type(&c, TYPING_TELEX, ' '));
    CHECK(!composer_type(&c, TYPING_TELEX, '-'));
    CHECK_STR(struck(&c, TYPING_TELEX, "120"), "120");
    CHECK_STR(struck(&c, TYPING_TELEX, "\b"), "12");
    c = open_field(FIELD_TEXT, true, "a");
    CHECK(!composer_type(&c, TYPING_TELEX, '<'));
    CHECK(!composer_type(&c, TYPING_TELEX, '\x01'));
    CHECK_STR(struck(&c, TYPING_TELEX, ", 'b"), "a, 'b");
    CHECK_STR(struck(&c, TYPING_TELEX, "\b\b\b\b\b"), "");
    CHECK(!composer_type(&c, TYPING_TELEX, '\b'));
}

int main(void)
{
    RUN(every_layout_fits_its_table);
    RUN(a_name_gets_its_capitals_and_tones);
    RUN(telex_works_silently_on_the_same_keys_and_goes_off_with_one_touch);
    RUN(telex_goes_off_by_itself_where_a_name_is_not_vietnamese);
    RUN(names_pass_unharmed_with_telex_off);
    RUN(a_word_that_was_not_vietnamese_is_put_back_where_it_ends);
    RUN(backspace_takes_whole_letters_and_reopens_words);
    RUN(the_breve_key_acts_on_vowels_only);
    RUN(shift_and_labels_follow_each_other);
    RUN(a_full_field_refuses_and_keeps_what_it_has);
    RUN(a_script_can_type_any_text_through_the_keys);
    RUN(random_taps_keep_the_text_valid);
    RUN(a_real_keyboard_writes_by_telex_vni_or_as_it_is_struck);
    RUN(the_keys_of_the_screen_and_the_keyboard_go_on_for_each_other);
    RUN(a_real_keyboard_writes_only_what_the_screen_can);
    return check_done();
}
