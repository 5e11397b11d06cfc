/* usage: splash PICTURE.ppm
 * The mark in the middle of the kernel's own frame buffer, in the colour of its upper left corner
 * all around: in the initial RAM disk on the firmware's buffer, and again when the panel's driver
 * brings another. Says nothing; a machine without such a buffer, or with another kind of pixels,
 * starts without it. */
#include <fcntl.h>
#include <linux/fb.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDE 4096 /* pixels of a line at most */
#define MARK 640  /* of the picture's sides at most */

struct picture {
    int width, height;
    uint8_t rgb[MARK * MARK * 3];
};

static uint32_t pixel(const struct picture *p, int x, int y)
{
    const uint8_t *at = p->rgb + (size_t)(y * p->width + x) * 3;
    return (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
}

static int read_picture(const char *path, struct picture *p)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL || fscanf(f, "P6 %d %d 255", &p->width, &p->height) != 2 || fgetc(f) != '\n') {
        return -1;
    }
    const size_t size = (size_t)p->width * (size_t)p->height * 3;
    return p->width > 0 && p->height > 0 && p->width <= MARK && p->height <= MARK &&
                   fread(p->rgb, 1, size, f) == size
               ? 0
               : -1;
}

int main(int argc, char **argv)
{
    static struct picture p;
    static uint32_t line[WIDE];
    struct fb_fix_screeninfo fixed;
    struct fb_var_screeninfo shown;
    const int fd = open("/dev/fb0", O_RDWR | O_CLOEXEC);
    if (argc != 2 || fd < 0 || read_picture(argv[1], &p) != 0 ||
        ioctl(fd, FBIOGET_FSCREENINFO, &fixed) != 0 ||
        ioctl(fd, FBIOGET_VSCREENINFO, &shown) != 0 || shown.bits_per_pixel != 32 ||
        shown.xres > WIDE) {
        return 1;
    }
    const int left = ((int)shown.xres - p.width) / 2;
    const int top = ((int)shown.yres - p.height) / 2;
    /* A panel's driver lights it only once somebody sets its mode, which the console leaves for
     * later. */
    shown.activate = FB_ACTIVATE_NOW | FB_ACTIVATE_FORCE;
    (void)ioctl(fd, FBIOPUT_VSCREENINFO, &shown);
    (void)ioctl(fd, FBIOBLANK, FB_BLANK_UNBLANK);
    for (int y = 0; y < (int)shown.yres; y++) {
        for (int x = 0; x < (int)shown.xres; x++) {
            const int in = x >= left && x < left + p.width && y >= top && y < top + p.height;
            line[x] = pixel(&p, in ? x - left : 0, in ? y - top : 0);
        }
        const off_t at = (off_t)y * (off_t)fixed.line_length;
        if (pwrite(fd, line, (size_t)shown.xres * 4, at) < 0) {
            return 1;
        }
    }
    return 0;
}
