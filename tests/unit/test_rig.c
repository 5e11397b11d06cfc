#include "platform/linux/rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/check.h"

TEST(a_script_that_fails_is_refused_with_its_status)
{
    CHECK(!failed(rig_run("/bin/true", "portal", "on")));
    const struct err e = rig_run("/bin/false", "portal", "on");
    CHECK_INT(e.code, ERR_REFUSED);
    CHECK_INT(e.os, 1);
    CHECK_INT(rig_run("/nowhere/at/all", "portal", "on").os, 127);
}

TEST(files_are_written_with_their_folders)
{
    char folder[] = "/tmp/rig.XXXXXX";
    char path[128];
    char text[16] = "";
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/a/b/c.txt", folder);
    CHECK(!failed(rig_write(path, "hello", 5)));
    FILE *file = fopen(path, "r");
    CHECK(file != NULL && fgets(text, sizeof text, file) != NULL);
    CHECK_STR(text, "hello");
    if (file != NULL) {
        fclose(file);
    }
    unlink(path);
    CHECK(failed(rig_write("/proc/nothing/here.txt", "x", 1)));
}

int main(void)
{
    RUN(a_script_that_fails_is_refused_with_its_status);
    RUN(files_are_written_with_their_folders);
    return check_done();
}
