#define _GNU_SOURCE /* nftw */
#include "app/later_file.h"

#include <string.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define TOKEN "0123456789ABCDEFGHJKMNPQRS"
#define TODAY 20780

static struct port_dir disk;
static char state[64];
static struct later_place place;
static uint8_t one[64], two[100000], back_one[64], back_two[100000];

static void begin(void)
{
    disk = dir_linux();
    CHECK(!failed(seal_start()));
    snprintf(state, sizeof state, "/tmp/later-file-XXXXXX");
    CHECK(mkdtemp(state) != NULL);
    snprintf(scratch_root, sizeof scratch_root, "%s", state);
    later_place_of(TOKEN, TODAY + LATER_DAYS, &place);
    memset(one, 'a', sizeof one);
    memset(two, 'b', sizeof two);
}

static struct err keep(void)
{
    const struct later_part parts[] = {{one, sizeof one, 0}, {two, sizeof two, 0}};
    return later_keep(&disk, state, &place, parts, 2);
}

static struct err open_both(struct later_part parts[2])
{
    parts[0] = (struct later_part){back_one, 0, sizeof back_one};
    parts[1] = (struct later_part){back_two, 0, sizeof back_two};
    return later_open(&disk, state, &place, 0, parts, 2);
}

/* How many files lie there, and whether any byte of what was kept can be read in them. */
static int files;
static bool readable;

static void look(void *context, const char *name)
{
    char path[256];
    char bytes[4096];
    (void)context;
    snprintf(path, sizeof path, "%s/later/%s", state, name);
    FILE *f = fopen(path, "rb");
    const size_t got = f == NULL ? 0 : fread(bytes, 1, sizeof bytes, f);
    readable = readable || memmem(bytes, got, "aaaaaaaa", 8) != NULL ||
               memmem(bytes, got, "bbbbbbbb", 8) != NULL || memmem(bytes, got, TOKEN, 8) != NULL ||
               strstr(name, TOKEN) != NULL;
    if (f != NULL) {
        CHECK_INT(fclose(f), 0);
    }
    files++;
}

static int count(void)
{
    char folder[128];
    struct dir_info info;
    files = 0;
    readable = false;
    snprintf(folder, sizeof folder, "%s/later", state);
    if (!failed(disk.ops->look(&disk, folder, &info))) {
        CHECK(!failed(disk.ops->each(&disk, folder, look, NULL)));
    }
    return files;
}

TEST(what_was_set_aside_comes_back_and_the_kiosk_cannot_read_it)
{
    struct later_part parts[2];
    begin();
    CHECK(!failed(keep()));
    CHECK_INT(count(), 2);
    CHECK(!readable);
    CHECK(!failed(open_both(parts)));
    CHECK_INT((int)parts[1].size, (int)sizeof two);
    CHECK(memcmp(back_one, one, sizeof one) == 0 && memcmp(back_two, two, sizeof two) == 0);
    CHECK(!failed(later_drop(&disk, state, &place)));
    CHECK_INT(count(), 0);
    CHECK_INT(open_both(parts).code, ERR_NOT_FOUND);
    CHECK(!failed(later_drop(&disk, state, &place))); /* twice is no error */
    scratch_close();
}

TEST(another_key_opens_nothing)
{
    struct later_part parts[2];
    begin();
    CHECK(!failed(keep()));
    place.key[0] ^= 1;
    CHECK_INT(open_both(parts).code, ERR_CORRUPT);
    later_place_of("1123456789ABCDEFGHJKMNPQRS", TODAY + LATER_DAYS, &place);
    CHECK_INT(open_both(parts).code, ERR_NOT_FOUND);
    scratch_close();
}

TEST(it_is_gone_after_its_day_and_only_then)
{
    begin();
    CHECK(!failed(later_clean(&disk, state, TODAY))); /* nothing was ever here */
    CHECK(!failed(keep()));
    CHECK(!failed(later_clean(&disk, state, TODAY + LATER_DAYS - 1)));
    CHECK_INT(count(), 2);
    CHECK(!failed(later_clean(&disk, state, TODAY + LATER_DAYS)));
    CHECK_INT(count(), 0);
    scratch_close();
}

TEST(a_disk_that_fails_leaves_nothing_half)
{
    for (int after = 1; after < 40; after++) {
        struct port_dir real = dir_linux();
        begin();
        disk = dir_faulty(&real, after, ERR_FULL);
        const bool kept = !failed(keep());
        disk = dir_linux();
        struct later_part parts[2];
        CHECK(kept == !failed(open_both(parts)));
        scratch_close();
    }
}

TEST(nothing_goes_while_the_day_is_not_known)
{
    begin();
    CHECK(!failed(keep()));
    CHECK(!failed(later_clean(&disk, state, LATER_NO_DAY)));
    CHECK_INT(count(), 2);
    scratch_close();
}

TEST(what_has_no_day_gets_one_by_the_first_that_is_known)
{
    struct later_part parts[2];
    begin();
    later_place_of(TOKEN, LATER_UNDATED, &place);
    CHECK(!failed(keep()));
    CHECK(!failed(later_clean(&disk, state, LATER_NO_DAY)));
    CHECK_INT(count(), 2);
    for (int day = 0; day < LATER_DAYS; day++) {
        CHECK(!failed(later_clean(&disk, state, TODAY + day)));
        CHECK_INT(count(), 3); /* and the day, once */
        CHECK(!readable);
        CHECK(!failed(open_both(parts)));
    }
    CHECK(!failed(later_clean(&disk, state, TODAY + LATER_DAYS)));
    CHECK_INT(count(), 0);
    scratch_close();
}

TEST(what_has_no_day_and_was_sent_leaves_nothing)
{
    begin();
    later_place_of(TOKEN, LATER_UNDATED, &place);
    CHECK(!failed(keep()));
    CHECK(!failed(later_clean(&disk, state, TODAY)));
    CHECK(!failed(later_drop(&disk, state, &place)));
    CHECK_INT(count(), 1); /* its day, until it comes */
    CHECK(!failed(later_clean(&disk, state, TODAY + LATER_DAYS)));
    CHECK_INT(count(), 0);
    scratch_close();
}

TEST(the_slips_code_says_where_it_belongs_and_until_when)
{
    char tag[9];
    char other[9];
    char code[LATER_CODE];
    struct later_place read = {.name = ""};
    later_tag("Xã Ia Hrung", "K07", tag);
    later_tag("Xã Ia Hrung", "K08", other);
    CHECK_INT((int)strlen(tag), 8);
    CHECK(strcmp(tag, other) != 0);
    later_code(tag, TODAY + LATER_DAYS, TOKEN, code);
    begin();
    CHECK_INT(later_code_read(code, tag, TODAY, &read), LATER_OURS);
    CHECK(memcmp(&read, &place, sizeof read) == 0);
    CHECK_INT(later_code_read(code, other, TODAY, &read), LATER_ELSEWHERE);
    CHECK_INT(later_code_read(code, tag, TODAY + LATER_DAYS, &read), LATER_EXPIRED);
    CHECK_INT(later_code_read(code, tag, LATER_NO_DAY, &read), LATER_OURS);
    CHECK_INT(later_code_read("RONG-GIU/", tag, TODAY, &read), LATER_NONE);
    CHECK_INT(later_code_read("RONG-GIU/0000000/20790/" TOKEN, tag, TODAY, &read), LATER_NONE);
    CHECK_INT(later_code_read("RONG-GIU/00000000/20790/" TOKEN "X", tag, TODAY, &read), LATER_NONE);
    CHECK_INT(
        later_code_read("RONG-GIU/00000000/20790/I123456789ABCDEFGHJKMNPQRS", tag, TODAY, &read),
        LATER_NONE);
    CHECK_INT(later_code_read("504586347380", tag, TODAY, &read), LATER_NONE);
    scratch_close();
}

int main(void)
{
    RUN(what_was_set_aside_comes_back_and_the_kiosk_cannot_read_it);
    RUN(another_key_opens_nothing);
    RUN(it_is_gone_after_its_day_and_only_then);
    RUN(a_disk_that_fails_leaves_nothing_half);
    RUN(nothing_goes_while_the_day_is_not_known);
    RUN(what_has_no_day_gets_one_by_the_first_that_is_known);
    RUN(what_has_no_day_and_was_sent_leaves_nothing);
    RUN(the_slips_code_says_where_it_belongs_and_until_when);
    return check_done();
}
