#include "app/assets.h"

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

int main(void)
{
    RUN(finds_the_data_from_any_working_directory);
    RUN(names_a_missing_asset_as_not_found);
    RUN(refuses_an_override_without_data);
    RUN(joins_paths_below_the_root);
    return check_done();
}
