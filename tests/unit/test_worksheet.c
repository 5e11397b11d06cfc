/* A worksheet out and in: what is told about each row, and what a wrong one changes. */
#include "app/language/worksheet.h"

#include "app/assets.h"
#include "app/language/folder_files.h"
#include "tests/unit/folder_world.h"

#define HEAD "id,text,spoken,state,reviewer,dialect,date\n"

static uint8_t storage[2 * 1024 * 1024];
static struct arena arena;
static struct worksheet_result result;
static struct worksheet_problem last;
static int told;

static void tell(void *context, const struct worksheet_problem *problem)
{
    (void)context;
    last = *problem;
    told++;
}

static void a_language(const char *messages, const char *state)
{
    const struct made_file files[] = {
        MADE_NAME, MADE_LETTERS, {"a.msg", messages}, {"state", state}};
    CHECK(!failed(made_folder(files, 4)));
}

static struct err take(const char *table)
{
    const struct worksheet_listener listener = {NULL, tell};
    told = 0;
    last = (struct worksheet_problem){.row = -1};
    arena_init(&arena, storage, sizeof storage);
    return worksheet_read(&arena, &made.folder, NULL, table, strlen(table), &listener, &result);
}

TEST(a_row_becomes_a_text_with_its_witness)
{
    a_language("", "* = missing\n");
    CHECK(!failed(take("\xEF\xBB\xBF" HEAD "MSG_YES,bab,bob,reviewed,Somebody,here,2026-11-30\r\n"
                       "MSG_NO,,,missing,,,\nMSG_BACK,\" ba\n\",,,,,\n")));
    CHECK_INT(told, 0);
    CHECK_INT(result.changed, 2);
    CHECK_INT(result.empty, 1);
    const struct worksheet_edit *yes = &result.edits[MSG_YES];
    CHECK(yes->taken);
    CHECK_STR(yes->text, "bab");
    CHECK_STR(yes->say, "bob");
    CHECK_INT(yes->row.state, STATE_REVIEWED);
    CHECK_STR(yes->row.reviewer, "Somebody");
    CHECK(yes->row.hash == folder_hash("qaa", "bab", "bob"));
    CHECK_STR(result.edits[MSG_BACK].text, "ba");
    CHECK_INT(result.edits[MSG_BACK].row.state, STATE_DRAFT);
    CHECK(!result.edits[MSG_NO].taken);
}

TEST(semicolons_and_loose_marks_are_understood)
{
    a_language("", "* = missing\n");
    CHECK(!failed(take("id;text;spoken;state;reviewer;dialect;date\n"
                       "MSG_YES;be\xCC\x82\xCC\x86;;draft;;;\n")));
    CHECK_STR(result.edits[MSG_YES].text, "bê̆");
}

static void refuses(const char *row, const char *column, const char *words)
{
    char table[600];
    (void)snprintf(table, sizeof table, HEAD "MSG_NO,bo,,,,,\n%s\nMSG_BACK,ba,,,,,\n", row);
    CHECK(!failed(take(table)));
    CHECK_INT(told, 1);
    CHECK_INT(last.row, 3);
    CHECK_INT(last.line, 3);
    CHECK_STR(last.column, column);
    if (strstr(last.what, words) == NULL) {
        printf("# \"%s\" lacks \"%s\"\n", last.what, words);
    }
    CHECK(strstr(last.what, words) != NULL);
    CHECK_INT(result.refused, 1);
    CHECK(!result.edits[MSG_YES].taken);
    CHECK(result.edits[MSG_NO].taken && result.edits[MSG_BACK].taken);
}

TEST(a_wrong_row_is_named_and_changes_nothing)
{
    a_language("", "* = missing\n");
    refuses("MSG_OF_TOMORROW,ba,,,,,", "id", "no message of this firmware");
    refuses(",ba,,,,,", "id", "empty");
    refuses("MSG_NO,ba,,,,,", "id", "has a row already");
    refuses("MSG_YES,[ab,,,,,", "text", "typing font");
    refuses("MSG_YES,babañ,,,,,", "text", "letter 5, \"ñ\"");
    refuses("MSG_YES,ba{0},,,,,", "text", "{0} and {1}");
    refuses("MSG_YES,\"ba\nba\",,,,,", "text", "2 lines");
    refuses("MSG_YES,bababababab,,,,,", "text", "11 letters");
    refuses("MSG_YES,,bob,,,,", "text", "empty");
    refuses("MSG_YES,ba,b{1},,,,", "spoken", "{0} and {1}");
    refuses("MSG_YES,ba,,good,,,", "state", "one of draft");
    refuses("MSG_YES,ba,,synthetic,,,", "state", "no machine");
    refuses("MSG_YES,ba,,reviewed,,,", "reviewer", "empty");
    refuses("MSG_YES,ba,,reviewed,Somebody,,2026-11-30", "dialect", "empty");
    refuses("MSG_YES,ba,,draft,Somebody,here,", "date", "empty");
    refuses("MSG_YES,ba,,reviewed,Somebody,here,30.11.2026", "date", "2026-11-30");
    refuses("MSG_YES,ba,,reviewed,Some|body,here,2026-11-30", "reviewer", "without |");
    refuses("MSG_YES,ba,,recorded,Somebody,here,2026-11-30", "state", "no recording");
}

static const char *reviewed(void)
{
    static char state[200];
    (void)snprintf(state, sizeof state,
                   "MSG_YES = reviewed | 2026-11-30 | Somebody | here | %016llx\n",
                   (unsigned long long)folder_hash("qaa", "bab", NULL));
    return state;
}

TEST(what_was_read_stays_read_only_as_it_was)
{
    a_language("MSG_YES = bab\n", reviewed());
    CHECK(!failed(take(HEAD "MSG_YES,bab,,reviewed,Somebody,here,2026-11-30\n")));
    CHECK_INT(result.changed, 0);
    CHECK_INT(result.taken, 1);
    refuses("MSG_YES,bob,,reviewed,Somebody,here,2026-11-30", "state", "those of before");
    CHECK(!failed(take(HEAD "MSG_YES,bob,,reviewed,Somebody,here,2026-12-01\n")));
    CHECK_INT(result.changed, 1);
    CHECK(!failed(take(HEAD "MSG_YES,bob,,draft,,,\n")));
    CHECK_INT(result.edits[MSG_YES].row.state, STATE_DRAFT);
    CHECK(!failed(take(HEAD "MSG_YES,,,,,,\n"))); /* nothing is thrown away */
    CHECK_INT(result.changed, 0);
}

TEST(what_is_no_worksheet_is_told)
{
    a_language("", "* = missing\n");
    CHECK(failed(take("")));
    CHECK(strstr(last.what, "is empty") != NULL);
    CHECK(failed(take("id,\"text\n")));
    CHECK(strstr(last.what, "quotation mark") != NULL);
    CHECK(failed(take("id,text\nMSG_YES,ba\n")));
    CHECK_STR(last.column, "spoken");
    CHECK(failed(take(HEAD "MSG_YES,b\xFF\n")));
    CHECK(strstr(last.what, "UTF-8") != NULL);
    CHECK(!failed(take(HEAD "MSG_YES,ba,,,,,\nMSG_NO,\"bo,,,,,\n")));
    CHECK(strstr(last.what, "quotation mark") != NULL);
    CHECK_INT(result.changed, 1);
}

/* What a sheet lacks to be translated from. */
TEST(every_message_with_places_tells_what_is_filled_in)
{
    static struct worksheet_notes notes;
    struct assets assets;
    struct folder_files files;
    struct folder_source source;
    struct file_bytes file;
    arena_init(&arena, storage, sizeof storage);
    CHECK(!failed(assets_open(&assets, files_linux(), NULL)));
    CHECK(!failed(folder_files_open(&files, files_linux(), "assets/languages", &source)));
    CHECK(!failed(assets_map(&assets, "languages/notes.tsv", &file)));
    CHECK(!failed(worksheet_notes_read(&arena, &source, file.bytes, file.size, &notes)));
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        const char *text = message_text("vi", (enum message_id)id);
        const char *said = message_spoken("vi", (enum message_id)id);
        CHECK(notes.context[id][0] != '\0');
        for (int place = 0; place < 4; place++) {
            const char mark[] = {'{', (char)('0' + place), '}', '\0'};
            const bool asked = strstr(text, mark) != NULL || strstr(said, mark) != NULL;
            if (asked != (strstr(notes.filled[id], mark) != NULL)) {
                printf("# assets/languages/notes.tsv: %s: %s\n", message_name((enum message_id)id),
                       mark);
                CHECK(false);
            }
        }
    }
    folder_files_close(&files);
}

int main(void)
{
    RUN(a_row_becomes_a_text_with_its_witness);
    RUN(semicolons_and_loose_marks_are_understood);
    RUN(a_wrong_row_is_named_and_changes_nothing);
    RUN(what_was_read_stays_read_only_as_it_was);
    RUN(what_is_no_worksheet_is_told);
    RUN(every_message_with_places_tells_what_is_filled_in);
    return check_done();
}
