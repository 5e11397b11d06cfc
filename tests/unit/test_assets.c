#include "app/assets.h"

#include <stdlib.h>
#include <unistd.h>

#include "tests/check.h"

TEST(finds_the_data_from_any_working_directory)
{
    struct assets a;
    CHECK(chdir("/") == 0);
    CHECK_INT(assets_open(&a, files_linux(), NULL).code, ERR_NONE);
    struct file_bytes file = {0};
    CHECK_INT(assets_map(&a, "data/vn_communes.csv", &file).code, ERR_NONE);
    CHECK(file.size > 100000);
    CHECK(file.bytes != NULL && strncmp(file.bytes, "code,province_code,", 19) == 0);
    CHECK(file.bytes != NULL && file.bytes[file.size] == '\0');
    assets_unmap(&a, &file);
    CHECK(file.bytes == NULL);
}

TEST(names_a_missing_asset_as_not_found)
{
    struct assets a;
    struct file_bytes file = {0};
    CHECK_INT(assets_open(&a, files_linux(), NULL).code, ERR_NONE);
    CHECK_INT(assets_map(&a, "data/no-such-file", &file).code, ERR_NOT_FOUND);
    assets_unmap(&a, &file);
}

TEST(refuses_an_override_without_data)
{
    struct assets a;
    CHECK_INT(assets_open(&a, files_linux(), "/proc").code, ERR_NOT_FOUND);
}

TEST(joins_paths_below_the_root)
{
    struct assets a;
    char path[ASSETS_PATH_MAX];
    char small[8];
    CHECK_INT(assets_open(&a, files_linux(), NULL).code, ERR_NONE);
    CHECK_INT(assets_path(&a, "data", path, sizeof path).code, ERR_NONE);
    CHECK(a.files->ops->is_directory(path));
    CHECK_INT(assets_path(&a, "data", small, sizeof small).code, ERR_FULL);
}

TEST(tells_what_lies_below_a_folder_whatever_the_links_say)
{
    const struct port_files_ops *ops = files_linux()->ops;
    char folder[] = "/tmp/test_assets_XXXXXX", way[64], inside[64];
    CHECK(mkdtemp(folder) != NULL);
    snprintf(way, sizeof way, "%s/way", folder);
    snprintf(inside, sizeof inside, "%s/self", folder);
    CHECK(symlink("/proc/version", way) == 0);
    CHECK(symlink("way", inside) == 0);
    CHECK(ops->is_below("/proc/self/status", "/proc"));
    CHECK(!ops->is_below("/proc", "/proc"));
    CHECK(!ops->is_below(way, folder));
    CHECK(!ops->is_below(inside, folder));
    CHECK(!ops->is_below("/proc/nothing", "/proc"));
    CHECK(unlink(way) == 0 && unlink(inside) == 0 && rmdir(folder) == 0);
}

int main(void)
{
    RUN(finds_the_data_from_any_working_directory);
    RUN(names_a_missing_asset_as_not_found);
    RUN(refuses_an_override_without_data);
    RUN(joins_paths_below_the_root);
    RUN(tells_what_lies_below_a_folder_whatever_the_links_say);
    return check_done();
}
