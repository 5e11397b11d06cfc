/* Changed lines are changed, and nothing else. */
#include "app/language/rewrite.h"

#include "tests/unit/folder_world.h"

static struct folder vietnamese;
static struct worksheet_result changes;
static char storage[4096];
static struct buf out;

static void start(void)
{
    (void)memset(&changes, 0, sizeof changes);
    (void)memset(&vietnamese, 0, sizeof vietnamese);
    (void)memset(&made.folder, 0, sizeof made.folder);
    (void)snprintf(made.folder.code, sizeof made.folder.code, "qaa");
    buf_init(&out, storage, sizeof storage);
}

static void change(enum message_id id, const char *text, const char *say, enum message_state state)
{
    changes.edits[id] = (struct worksheet_edit){true, text, say, {state, "", "", "", 0, 1}};
}

static bool messages(const char *file, const char *old)
{
    return rewrite_messages(&made.folder, &vietnamese, &changes, file, old, strlen(old), &out);
}

TEST(a_changed_message_takes_its_place_and_comments_stay)
{
    start();
    change(MSG_YES, "bob\nba", "boba", STATE_DRAFT);
    change(MSG_NO, "bo", NULL, STATE_DRAFT);
    CHECK(messages("a.msg", "# one\nMSG_YES = bab\n\nMSG_OF_TOMORROW = x\nMSG_NO = b\n"
                            "MSG_NO.say = gone\n  # two"));
    CHECK_STR(out.data, "# one\nMSG_YES = bob\\nba\nMSG_YES.say = boba\n\nMSG_OF_TOMORROW = x\n"
                        "MSG_NO = bo\n  # two\n");
}

TEST(a_new_message_comes_where_the_vietnamese_one_is)
{
    start();
    vietnamese.messages[MSG_YES].file = "common.msg";
    change(MSG_YES, "bob", NULL, STATE_DRAFT);
    CHECK(!messages("app.msg", "MSG_BACK = ba\n"));
    buf_clear(&out);
    CHECK(messages("common.msg", ""));
    CHECK_STR(out.data, "MSG_YES = bob\n");
}

TEST(a_state_says_who_and_when_or_leaves_it_to_the_rest)
{
    start();
    change(MSG_YES, "bob", NULL, STATE_REVIEWED);
    changes.edits[MSG_YES].row =
        (struct folder_row){STATE_REVIEWED, "2026-11-30", "Somebody", "here", 0xAB, 1};
    change(MSG_NO, "bo", NULL, STATE_DRAFT);
    CHECK(rewrite_state(&made.folder, &changes, "", 0, &out));
    CHECK_STR(out.data, "language = qaa\n* = missing\n"
                        "MSG_YES = reviewed | 2026-11-30 | Somebody | here | 00000000000000ab\n");
    start();
    change(MSG_YES, "bob", NULL, STATE_DRAFT);
    static const char old[] = "# who\nMSG_YES = reviewed | 2026-11-30 | A | b | 00000000000000ab\n";
    CHECK(rewrite_state(&made.folder, &changes, old, sizeof old - 1, &out));
    CHECK_STR(out.data, "# who\nMSG_YES = draft\n");
}

int main(void)
{
    RUN(a_changed_message_takes_its_place_and_comments_stay);
    RUN(a_new_message_comes_where_the_vietnamese_one_is);
    RUN(a_state_says_who_and_when_or_leaves_it_to_the_rest);
    return check_done();
}
