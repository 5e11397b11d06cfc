/* The rules of a language's folder, on made ones and on every real one of the tree. */
#include "app/language/folder_files.h"
#include "app/sound/languages.h"
#include "tests/unit/folder_world.h"

#define ROW_A_HASH "c3cde834de33ac1b" /* of "qaa", "bab" */

static struct err read_with(const char *messages, const char *state)
{
    const struct made_file files[] = {
        MADE_NAME, MADE_LETTERS, {"a.msg", messages}, {"state", state}};
    return made_folder(files, 4);
}

TEST(a_row_says_how_far_a_message_is)
{
    char hash[200];
    (void)snprintf(hash, sizeof hash,
                   "* = missing\nMSG_YES = reviewed | 2026-11-30 | Somebody | here | %016llx\n",
                   (unsigned long long)folder_hash("qaa", "bab", NULL));
    CHECK(!failed(read_with("MSG_YES = bab\nMSG_NO = bob\n", hash)));
    CHECK_INT(folder_state(&made.folder, MSG_YES), STATE_REVIEWED);
    CHECK_STR(made.folder.messages[MSG_YES].row.reviewer, "Somebody");
    CHECK_INT(folder_state(&made.folder, MSG_NO), STATE_DRAFT); /* a text that nobody read */
    CHECK_INT(folder_state(&made.folder, MSG_BACK), STATE_MISSING);
    CHECK(!state_is_shown(STATE_DRAFT) && !state_is_shown(STATE_MISSING));
    CHECK(state_is_shown(STATE_REVIEWED) && state_is_shown(STATE_SYNTHETIC));
    CHECK(!state_is_spoken(STATE_REVIEWED) && state_is_spoken(STATE_RECORDED));
}

TEST(a_changed_text_or_spoken_text_is_a_draft_again)
{
    char state[200];
    (void)snprintf(state, sizeof state,
                   "MSG_YES = recorded | 2026-11-30 | Somebody | here | %016llx\n",
                   (unsigned long long)folder_hash("qaa", "bab", NULL));
    CHECK_INT(read_with("MSG_YES = baba\n", state).code, ERR_BAD_INPUT);
    CHECK_INT(folder_state(&made.folder, MSG_YES), STATE_DRAFT);
    CHECK_STR(made.first.file, "qaa/state");
    CHECK_INT(made.first.line, 1);
    CHECK(strstr(made.first.what, "was changed after Somebody read it") != NULL);
    CHECK(failed(read_with("MSG_YES = bab\nMSG_YES.say = bob\n", state)));
    CHECK_INT(folder_state(&made.folder, MSG_YES), STATE_DRAFT);
    CHECK(!failed(read_with("MSG_YES = bab\n", state)));
    CHECK_INT(folder_state(&made.folder, MSG_YES), STATE_RECORDED);
}

static void refuses(const char *messages, const char *state, const char *file, int line,
                    const char *words)
{
    CHECK_INT(read_with(messages, state).code, ERR_BAD_INPUT);
    CHECK_INT(made.problems, 1);
    CHECK_STR(made.first.file, file);
    CHECK_INT(made.first.line, line);
    if (strstr(made.first.what, words) == NULL) {
        printf("# \"%s\" lacks \"%s\"\n", made.first.what, words);
    }
    CHECK(strstr(made.first.what, words) != NULL);
}

TEST(what_is_wrong_is_told_with_file_and_line)
{
    refuses("# a\n\nMSG_YES = [ab\n", "* = draft\n", "qaa/a.msg", 3, "typing font");
    refuses("MSG_YES = ĕ̂\n", "* = draft\n", "qaa/a.msg", 1, "; write ê̆");
    refuses("MSG_YES = bab\nMSG_YES = bab\n", "* = draft\n", "qaa/a.msg", 2, "stands twice");
    refuses("MSG_YES\n", "* = draft\n", "qaa/a.msg", 1, "key = value");
    refuses("MSG_YES =\n", "* = draft\n", "qaa/a.msg", 1, "nothing stands");
    refuses("MSG_YES.say = bab\n", "* = draft\n", "qaa/a.msg", 1, "no text");
    refuses("MSG_QUESTION_OF = bab {0}\nMSG_QUESTION_OF.say = {0} {1}", "* = draft\n", "qaa/a.msg",
            1, "{0} and {1}");
}

TEST(what_a_state_may_not_say_is_told)
{
    refuses("", "* = reviewed\n", "qaa/state", 1, "row of its own");
    refuses("", "* = synthetic\n", "qaa/state", 0, "no machine speaks");
    refuses("MSG_YES = bab\n", "MSG_YES = synthetic\n", "qaa/state", 1, "no machine speaks");
    refuses("MSG_YES = bab\n", "MSG_YES = reviewed\n", "qaa/state", 1, "state | date");
    refuses("MSG_YES = bab\n", "MSG_YES = reviewed | 2026-13-01 | A | b | " ROW_A_HASH "\n",
            "qaa/state", 1, "state | date");
    refuses("MSG_YES = bab\n", "MSG_YES = good\n", "qaa/state", 1, "one of missing");
    refuses("", "MSG_YES = draft\n", "qaa/state", 1, "has no text");
    refuses("MSG_YES = bab\n", "MSG_YES = draft\nMSG_YES = draft\n", "qaa/state", 2, "line 1");
    refuses("", "language = jra\n", "qaa/state", 1, "not that of the folder");
    refuses("", "colour = red\n", "qaa/state", 1, "a state has");
}

TEST(a_language_without_letters_takes_no_text)
{
    const struct made_file files[] = {MADE_NAME, {"a.msg", "MSG_YES = bab\nMSG_NO = bob\n"}};
    CHECK(failed(made_folder(files, 2)));
    CHECK_INT(made.problems, 1);
    CHECK_STR(made.first.file, "qaa/letters");
    CHECK(!failed(made_folder(files, 1)));
    CHECK_INT(made_folder(files + 1, 1).code, ERR_NOT_FOUND);
}

/* A pack may be of another firmware: what it has more is no fault of its own. */
TEST(a_message_nobody_knows_is_told_apart)
{
    CHECK(!failed(read_with("MSG_OF_TOMORROW = bab\n", "MSG_OF_TOMORROW = draft\n")));
    CHECK_INT(made.unknown, 2);
}

static void tell(void *context, const struct folder_problem *problem)
{
    (void)context;
    printf("# assets/languages/%s:%d: %s\n", problem->file, problem->line, problem->what);
    CHECK(false);
}

/* The lint of the tree, and the check that what the build made is what these rules say. */
TEST(every_language_of_the_tree_is_sound)
{
    static uint8_t storage[1024 * 1024];
    static struct folder folder;
    struct folder_files files;
    struct folder_source source;
    struct folder_codes codes;
    const struct folder_listener listener = {NULL, tell};
    CHECK(!failed(folder_files_open(&files, files_linux(), "assets/languages", &source)));
    CHECK(!failed(folder_files_codes(&files, &codes)));
    CHECK(codes.count >= 8);
    CHECK_STR(codes.list[0], "vi");
    for (int i = 0; i < codes.count; i++) {
        struct arena arena;
        int spoken = 0;
        const struct language *built = language_find(codes.list[i]);
        arena_init(&arena, storage, sizeof storage);
        CHECK(!failed(folder_read(&arena, &source, codes.list[i], &listener, &folder)));
        for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
            const enum message_state state = folder_state(&folder, (enum message_id)id);
            spoken += state_is_spoken(state);
            CHECK_INT(message_has(folder.code, (enum message_id)id), state_is_shown(state));
        }
        CHECK(built != NULL);
        CHECK_INT(spoken, built != NULL ? built->spoken : -1);
        CHECK_STR(folder.name, built != NULL ? built->name : "");
    }
    folder_files_close(&files);
}

int main(void)
{
    RUN(a_row_says_how_far_a_message_is);
    RUN(a_changed_text_or_spoken_text_is_a_draft_again);
    RUN(what_is_wrong_is_told_with_file_and_line);
    RUN(what_a_state_may_not_say_is_told);
    RUN(a_language_without_letters_takes_no_text);
    RUN(a_message_nobody_knows_is_told_apart);
    RUN(every_language_of_the_tree_is_sound);
    return check_done();
}
