/* SANE's list, as its own loader makes it, of its test backend. */
#include "platform/linux/camera_sane_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/linux/camera_sane.h"
#include "tests/check.h"

static int count;
static char first[64], label[64];

static void tell(void *context, const char *name, const char *what)
{
    (void)context;
    if (count++ == 0) {
        (void)snprintf(first, sizeof first, "%s", name);
        (void)snprintf(label, sizeof label, "%s", what);
    }
}

/* Only SANE's test backend is loaded. */
static bool only_the_test_backend(char *folder)
{
    char path[64];
    if (mkdtemp(folder) == NULL || setenv("SANE_CONFIG_DIR", folder, 1) != 0) {
        return false;
    }
    (void)snprintf(path, sizeof path, "%s/dll.conf", folder);
    FILE *f = fopen(path, "w");
    const bool written = f != NULL && fputs("test\n", f) > 0;
    return f != NULL && fclose(f) == 0 && written;
}

TEST(its_scanners_are_told_by_the_name_that_opens_them)
{
    static struct camera_sane camera;
    static uint8_t jpeg[2 << 20];
    size_t size = 0;
    count = 0;
    camera_sane_list(tell, NULL);
    CHECK(count >= 1);
    CHECK_STR(first, "test:0");
    CHECK(strstr(label, "Noname") != NULL);
    CHECK(!failed(camera_sane_open(&camera, first)));
    CHECK(!failed(camera.port.ops->still(&camera.port, NULL, jpeg, sizeof jpeg, &size)));
    count = 0;
    camera_sane_list(tell, NULL); /* while a scanner is open: it stays so */
    CHECK(count >= 1);
    CHECK(!failed(camera.port.ops->still(&camera.port, NULL, jpeg, sizeof jpeg, &size)));
    camera.port.ops->close(&camera.port);
}

int main(void)
{
    char folder[] = "/tmp/sane-list-XXXXXX";
    char path[64];
    CHECK(only_the_test_backend(folder));
    RUN(its_scanners_are_told_by_the_name_that_opens_them);
    (void)snprintf(path, sizeof path, "%s/dll.conf", folder);
    CHECK(remove(path) == 0 && remove(folder) == 0);
    return check_done();
}
