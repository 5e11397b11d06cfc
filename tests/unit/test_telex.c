#include "app/typing/telex.h"
#include "app/typing/typed_line.h"

#include "platform/port_files.h"
#include "tests/check.h"

static const struct typing_rules telex = {.method = TYPING_TELEX};
static const struct typing_rules vni = {.method = TYPING_VNI};
static const struct typing_rules off = {.method = TYPING_OFF};

static const char *typed(const char *keys, const struct typing_rules *rules)
{
    static char out[512];
    struct buf b;
    buf_init(&b, out, sizeof out);
    typing_line(keys, strlen(keys), rules, &b);
    return b.full ? "full" : out;
}

struct row {
    const char *keys, *text;
};

static void check_rows(const struct row *rows, size_t count, const struct typing_rules *rules)
{
    for (size_t i = 0; i < count; i++) {
        CHECK_STR(typed(rows[i].keys, rules), rows[i].text);
    }
}
#define CHECK_ROWS(rows, rules) check_rows(rows, sizeof(rows) / sizeof(rows)[0], rules)

TEST(marks_come_anywhere_in_the_syllable)
{
    static const struct row rows[] = {
        {"nguowif", "người"},
        {"nguoiwf", "người"},
        {"nguwowfi", "người"},
        {"dangwd", "đăng"},
        {"duoswi", "dưới"},
        {"tieensg", "tiếng"},
        {"tieng", "tieng"},
        {"tienges", "tiếng"},
        {"Ddawsk Lawsk", "Đắk Lắk"},
        {"DDAWNG KYS", "ĐĂNG KÝ"},
        {"quoocs", "quốc"},
        {"giuwx", "giữ"},
        {"giwx", "giữ"},
        {"giaf", "già"},
        {"gif", "gì"},
        {"gieesng", "giếng"},
        {"quyeenf", "quyền"},
        {"khuyur", "khuỷu"},
        {"nhw", "như"},
        {"w", "ư"},
        {"muaw", "mưa"},
        {"huowu", "hươu"},
        {"thuowr", "thuở"},
        {"thuowng", "thương"},
        {"ngoeor", "ngoẻo"},
        {"chijl", "chijl"},
    };
    CHECK_ROWS(rows, &telex);
}

TEST(repeating_a_key_takes_it_back)
{
    static const struct row rows[] = {
        {"ass", "as"},
        {"ddd", "dd"},
        {"aaa", "aa"},
        {"uww", "uw"},
        {"ww", "w"},
        {"aww", "aw"},
        {"eee", "ee"},
        {"booong", "boong"},
        {"uow", "uơ"},
        {"uoww", "ươ"},
        {"uowww", "uow"},
        {"thuoww", "thươ"},
        {"thuowww", "thuow"},
        {"www", "ww"},
        {"wass", "ưas"},
        {"tieesngz", "tiêng"},
        {"baz", "baz"},
        {"asss", "ass"},
        {"aaaa", "aaa"},
        {"dddd", "ddd"},
        {"ASS", "AS"},
        {"Ddd", "Dd"},
        {"uowngs", "ướng"},
        {"uowngss", "ươngs"},
        {"tieengsss", "tiêngss"},
        {"uowcjj", "ươcj"},
        {"tuowngw", "tuongw"},
        {"dangdd", "dangd"},
        {"assf", "asf"},
        {"oow", "ơ"},
        {"owo", "ô"},
        {"aaw", "ă"},
        {"tuwowoi", "tuôi"},
        {"veejne", "vẹne"},
        {"aasna", "ána"},
        {"howfiw", "hòiw"},
        {"duowsiw", "duóiw"},
        {"ddaxyd", "dãyd"},
        {"ddijd", "dịd"},
        {"boojpo", "bọpo"},
    };
    CHECK_ROWS(rows, &telex);
}

TEST(a_key_for_the_horn_that_came_by_itself_takes_nothing_back)
{
    static const struct row rows[] = {
        {"cuwoi", "cươi"},     {"cuwoiwf", "cười"},    {"suworiw", "sưởi"},   {"ruwouwj", "rượu"},
        {"tuwongw", "tuongw"}, {"tuwowngw", "tuongw"}, {"tuowngw", "tuongw"}, {"cuwoiww", "cuoiw"},
    };
    CHECK_ROWS(rows, &telex);
    static const struct row digits[] = {{"cu7oi72", "cười"}, {"ru7ou75", "rượu"}};
    CHECK_ROWS(digits, &vni);
}

TEST(the_tone_moves_while_the_syllable_grows)
{
    static const struct row old_rows[] = {
        {"hoaf", "hòa"}, {"hoafn", "hoàn"}, {"thuyr", "thủy"},  {"khoer", "khỏe"},
        {"quys", "quý"}, {"huyts", "huýt"}, {"toanfs", "toán"}, {"muas", "múa"},
    };
    static const struct row new_rows[] = {
        {"hoaf", "hoà"}, {"hoafn", "hoàn"}, {"thuyr", "thuỷ"}, {"khoer", "khoẻ"}, {"muas", "múa"},
    };
    const struct typing_rules new_place = {.method = TYPING_TELEX, .new_tone = true};
    CHECK_ROWS(old_rows, &telex);
    CHECK_ROWS(new_rows, &new_place);
}

TEST(what_is_not_vietnamese_stays_as_typed)
{
    static const struct row rows[] = {
        {"Ksor Rmah Kpuih Rcham Bahnar", "Ksor Rmah Kpuih Rcham Bahnar"},
        {"text windows David", "text windows David"},
        {"capf tetx", "capf tetx"},
        {"HDDND", "HĐND"},
        {"banana google facebook server water", "banana google facebook server water"},
        {"user dies series tiens", "user dies series tiens"},
        {"search address class sister", "search address class sister"},
        {"warranty reference necessary", "warranty reference necessary"},
        {"boxxer terrminal wwindow", "boxer terminal window"},
        {"task desk ask Park Pek", "task desk ask Park Pek"},
        {"uox thuor tuwor", "uox thuor tuwor"},
        {"https://a.vn/x?y=1&z", "https://a.vn/x?y=1&z"},
        {"abc@xs.vn, 12", "abc@xs.vn, 12"},
    };
    CHECK_ROWS(rows, &telex);
}

TEST(vni_does_the_same_with_digits)
{
    static const struct row rows[] = {
        {"nguoi72", "người"},   {"ngu7o72i", "người"}, {"d9a8ng", "đăng"}, {"dang89", "đăng"},
        {"tie61ng", "tiếng"},   {"a66", "a6"},         {"a11", "a1"},      {"ba20", "ba"},
        {"covid19", "covid19"}, {"2026", "2026"},      {"hoa2", "hòa"},
    };
    CHECK_ROWS(rows, &vni);
    CHECK_STR(typed("nguowif 12", &off), "nguowif 12");
}

/* The sequences made from a word list: what may fail are loan words (boong, palăng) and the second
 * spelling of open oa, oe, uy. */
TEST(at_least_97_in_100_words_come_out_right)
{
    struct file_bytes file = {0};
    CHECK_INT(files_linux()->ops->map("tests/fixtures/typing_vectors.tsv", &file).code, ERR_NONE);
    int rows = 0;
    int wrong = 0;
    for (const char *line = file.bytes; line != NULL && *line != '\0'; rows++) {
        char method[8];
        char keys[64];
        char text[64];
        if (sscanf(line, "%7[a-z]\t%63[^\t\n]\t%63[^\n]", method, keys, text) == 3) {
            wrong += strcmp(typed(keys, strcmp(method, "vni") == 0 ? &vni : &telex), text) != 0;
        }
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    files_linux()->ops->unmap(&file);
    CHECK(rows > 5000);
    CHECK(wrong * 100 < rows * 3);
    printf("# %d of %d sequences wrong\n", wrong, rows);
}

TEST(a_word_is_judged_where_it_ends)
{
    CHECK_STR(typed("hues", &telex), "hues");
    CHECK_STR(typed("huees", &telex), "huế");
    CHECK_STR(typed("huese", &telex), "huế"); /* its mark still came */
    CHECK_STR(typed("dies, tieens.dies", &telex), "dies, tiến.dies");
    CHECK_STR(typed("aws waf thuows", &telex), "ắ ừa thuớ");
}

TEST(a_wrong_byte_is_replaced_and_ends_its_word)
{
    CHECK_STR(typed("vieejt\xffnams", &telex), "việt\uFFFDnám");
    CHECK_STR(typed("as\xe1\xba", &telex), "á\uFFFD\uFFFD");
    CHECK_STR(typed("tie\u0302ngs a\u0306s", &telex), "tiếng ắ");
}

static const char *shown(const struct syllable *s)
{
    static char out[256];
    struct buf b;
    buf_init(&b, out, sizeof out);
    syllable_write(s, &telex, &b);
    return out;
}

static void press(struct syllable *s, const char *keys)
{
    for (; *keys != '\0'; keys++) {
        CHECK(syllable_add(s, (uint8_t)*keys));
    }
}

TEST(tone_keys_and_open_letters_act_on_the_syllable)
{
    struct syllable s = {.count = 0};
    press(&s, "ti");
    CHECK(syllable_add(&s, 0xEA)); /* ê */
    press(&s, "ng");
    CHECK(syllable_add(&s, KEY_TONE + TONE_ACUTE));
    CHECK_STR(shown(&s), "tiếng");
    CHECK(syllable_add(&s, KEY_TONE + TONE_GRAVE));
    CHECK_STR(shown(&s), "tiềng");
    CHECK(syllable_add(&s, KEY_TONE + TONE_GRAVE));
    CHECK_STR(shown(&s), "tiêng");
    s.count = 0;
    press(&s, "Krai");
    CHECK(syllable_add(&s, KEY_TONE + TONE_ACUTE));
    CHECK_STR(shown(&s), "Krái");
}

TEST(backspace_takes_one_cluster_and_typing_goes_on)
{
    struct syllable s = {.count = 0};
    press(&s, "hoafn");
    CHECK(syllable_backspace(&s, &telex));
    CHECK_STR(shown(&s), "hòa");
    press(&s, "ng");
    CHECK_STR(shown(&s), "hoàng");
    press(&s, "s");
    CHECK_STR(shown(&s), "hoáng");
    s.count = 0;
    CHECK(syllable_add(&s, 0x1A1));
    CHECK(syllable_add(&s, 0x306));
    CHECK_STR(shown(&s), "ơ\u0306");
    CHECK(syllable_backspace(&s, &telex));
    CHECK_STR(shown(&s), "");
    CHECK(!syllable_backspace(&s, &telex));
}

TEST(long_and_hostile_input_stays_in_bounds)
{
    char keys[200];
    unsigned state = 1;
    for (int round = 0; round < 4000; round++) {
        for (size_t i = 0; i < sizeof keys - 1; i++) {
            state = state * 1664525u + 1013904223u;
            keys[i] = "aeouiydwsfrxjzngthcmqk "[(state >> 16) % 23];
        }
        keys[sizeof keys - 1] = '\0';
        CHECK(strcmp(typed(keys, &telex), "full") != 0);
    }
    memset(keys, 'w', sizeof keys - 1);
    CHECK(strlen(typed(keys, &telex)) > 100);
}

int main(void)
{
    RUN(marks_come_anywhere_in_the_syllable);
    RUN(repeating_a_key_takes_it_back);
    RUN(a_key_for_the_horn_that_came_by_itself_takes_nothing_back);
    RUN(the_tone_moves_while_the_syllable_grows);
    RUN(what_is_not_vietnamese_stays_as_typed);
    RUN(vni_does_the_same_with_digits);
    RUN(at_least_97_in_100_words_come_out_right);
    RUN(a_word_is_judged_where_it_ends);
    RUN(a_wrong_byte_is_replaced_and_ends_its_word);
    RUN(tone_keys_and_open_letters_act_on_the_syllable);
    RUN(backspace_takes_one_cluster_and_typing_goes_on);
    RUN(long_and_hostile_input_stays_in_bounds);
    return check_done();
}
