/* Compares two pictures to the pixel.
 *
 *     compare_png GOT WANT DIFF   exit 0: equal; 1: DIFF shows where not, in red; 2: unreadable
 */
#include <stdio.h>

#include "platform/linux/png_file.h"

static bool read_picture(const char *path, struct canvas *ret_canvas)
{
    const struct err e = image_read(path, ret_canvas);
    if (failed(e)) {
        fprintf(stderr, "compare_png: %s cannot be read (%s)\n", path, err_name(e.code));
    }
    return !failed(e);
}

int main(int argc, char **argv)
{
    struct canvas got;
    struct canvas want;
    long different = 0;
    if (argc != 4) {
        fprintf(stderr, "usage: compare_png GOT WANT DIFF\n");
        return 2;
    }
    if (!read_picture(argv[1], &got) || !read_picture(argv[2], &want)) {
        return 2;
    }
    struct err e = image_compare(&got, &want, NULL, &different);
    if (!failed(e) && different > 0) {
        e = image_compare(&got, &want, argv[3], &different);
    }
    image_free(&got);
    image_free(&want);
    if (failed(e)) {
        fprintf(stderr, "compare_png: %s cannot be written (%s)\n", argv[3], err_name(e.code));
        return 2;
    }
    if (different > 0) {
        printf("%ld pixels differ\n", different);
    }
    return different > 0 ? 1 : 0;
}
