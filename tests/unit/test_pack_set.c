/* Installed packs laid over the program's own data: what is found where, and what comes of a change
 * in the folder. */
#define _GNU_SOURCE
#include "app/pack/pack_set.h"

#include "app/pack/pack_settings.h"
#include "tests/unit/pack_forms_world.h"
#include "tests/unit/scratch.h"

static struct pack_set set;
static const struct pack_listener listener = {NULL, packs_tell};

static void store(const char *name, const uint8_t *bytes, size_t size)
{
    FILE *f = fopen(scratch(name), "wb");
    CHECK(f != NULL && fwrite(bytes, 1, size, f) == size && fclose(f) == 0);
}

static bool admit(void *context, const char *name, const char *mark)
{
    CHECK_INT(strlen(mark), PACK_MARK - 1);
    return context == NULL || strcmp(name, context) != 0;
}

static void open_set(const char *refused)
{
    struct port_dir dir = dir_linux();
    const struct pack_set_plan plan = {
        &forms_arena, &dir, scratch_root, packs.key, &listener, admit, (void *)(uintptr_t)refused};
    pack_set_close(&set, files_linux());
    packs.times = 0;
    pack_set_open(&plan, &set);
}

static enum assets_answer find(const char *name, struct file_bytes *ret_file)
{
    return set.layer.find(set.layer.context, name, ret_file);
}

static void begin(void)
{
    scratch_open();
    CHECK(mkdir(scratch("packs"), 0700) == 0);
    store("packs/test.pack", forms_pack, forms_make(FORMS_INI("3"), NULL));
}

TEST(what_a_pack_brings_stands_before_the_programs_own)
{
    struct file_bytes file;
    begin();
    open_set(NULL);
    CHECK_INT(set.count, 1);
    CHECK_INT(set.left_out, 0);
    CHECK_INT(packs.times, 0);
    CHECK_STR(set.list[0].version, "3");
    CHECK_INT(find("forms/1.009999/form.xml", &file), ASSETS_HERE);
    CHECK(file.bytes > set.list[0].file.bytes && file.map == NULL); /* where it lies */
    CHECK_INT(find("forms/1.009999/procedure.ini", &file), ASSETS_HERE);
    CHECK_INT(strlen(file.bytes), file.size);
    CHECK_INT(find("forms/1.009999/other.csv", &file), ASSETS_GONE);
    CHECK_INT(find("forms/1.001193/form.xml", &file), ASSETS_ELSEWHERE);
    CHECK_INT(find("data/needs.tsv", &file), ASSETS_ELSEWHERE);
    CHECK_INT(find("packs/0/needs.tsv", &file), ASSETS_HERE);
    CHECK_INT(find("packs/1/needs.tsv", &file), ASSETS_GONE);
    CHECK(pack_set_form(&set, "1.009999") == &set.list[0]);
    CHECK(pack_set_form(&set, "1.001193") == NULL);
}

static void count(void *context, const char *name)
{
    int *n = context;
    *n += strcmp(name, "1.009999") == 0;
}

TEST(its_forms_are_listed_and_its_settings_are_read)
{
    struct settings s;
    int n = 0;
    begin();
    open_set(NULL);
    set.layer.list(set.layer.context, "forms", count, &n);
    set.layer.list(set.layer.context, "data", count, &n);
    CHECK_INT(n, 1);
    settings_default(&s);
    pack_set_settings(&set, &s);
    CHECK_INT(s.idle_warning_s, 60);
}

TEST(one_that_is_not_admitted_is_left_out)
{
    begin();
    open_set("test");
    CHECK_INT(set.count, 0);
    CHECK_INT(set.left_out, 1);
    CHECK(strstr(packs.told, "test.pack: it failed here") != NULL);
}

TEST(a_change_in_the_folder_is_seen)
{
    struct port_dir dir = dir_linux();
    begin();
    open_set(NULL);
    CHECK(set.seen == pack_set_look(&dir, scratch_root));
    store("packs/note.trial", (const uint8_t *)"x", 1);
    CHECK(set.seen == pack_set_look(&dir, scratch_root));
    CHECK(rename(scratch("packs/test.pack"), scratch("packs/test.before")) == 0);
    CHECK(set.seen != pack_set_look(&dir, scratch_root));
    open_set(NULL);
    CHECK_INT(set.count, 0);
    CHECK(set.seen == pack_set_look(&dir, scratch_root));
}

/* Every key that packs may set is one, and its field is the one that is copied. */
TEST(settings_of_packs_are_copied_one_by_one)
{
    static const char *const values[] = {"1", "2", "10", "no", "125", "dark", "200", "asked"};
    static char text[16384];
    struct buf out;
    struct settings from;
    int known = 0;
    buf_init(&out, text, sizeof text);
    settings_default(&from);
    settings_print(&from, &out);
    char section[32] = "";
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char key[64];
        char name[64];
        struct setting_problem problem;
        (void)sscanf(line, "[%31[a-z]", section);
        if (sscanf(line, "%40[a-z_] =", key) != 1 ||
            snprintf(name, sizeof name, "%s.%s", section, key) < 0 || !pack_may_set(name)) {
            continue;
        }
        known++;
        for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
            struct settings a;
            struct settings b;
            settings_default(&a);
            settings_default(&b);
            if (!failed(settings_set(&a, name, values[i], &problem))) {
                pack_settings_copy(&b, &a);
                CHECK(memcmp(&a, &b, sizeof a) == 0);
            }
        }
    }
    CHECK_INT(known, 23);
}

int main(void)
{
    packs_open();
    CHECK(!failed(secret_open_large(&forms_arena, PACK_TRIAL_BYTES)));
    RUN(what_a_pack_brings_stands_before_the_programs_own);
    RUN(its_forms_are_listed_and_its_settings_are_read);
    RUN(one_that_is_not_admitted_is_left_out);
    RUN(a_change_in_the_folder_is_seen);
    RUN(settings_of_packs_are_copied_one_by_one);
    pack_set_close(&set, files_linux());
    secret_close(&forms_arena);
    scratch_close();
    return check_done();
}
