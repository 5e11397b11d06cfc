/* straight FILE: the page that the kiosk makes of a photograph, as a JPEG on stdout; what was seen
 * of it on stderr. Tests compare what arrived with it. */
#include <stdio.h>

#include "platform/linux/page_file.h"
#include "platform/port_files.h"

int main(int argc, char **argv)
{
    static uint8_t page[4 << 20];
    struct file_bytes photo;
    struct picture_found found;
    size_t size = 0;
    if (argc != 2 || failed(files_linux()->ops->map(argv[1], &photo))) {
        fprintf(stderr, "usage: straight PHOTOGRAPH.jpg > PAGE.jpg\n");
        return 2;
    }
    const struct picture_scale scale = {.told = true};
    const struct err e =
        image_page_straighten(photo.bytes, photo.size, scale, page, sizeof page, &size, &found);
    if (failed(e)) {
        fprintf(stderr, "straight: %s\n", e.at);
        return 1;
    }
    fprintf(stderr, "%d x %d px at %d dpi, turned %d, tilt %d\n", found.width, found.height,
            found.dpi, found.turned, found.tilt);
    return fwrite(page, 1, size, stdout) == size ? 0 : 1;
}
