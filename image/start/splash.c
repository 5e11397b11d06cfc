/* usage: splash [--hold] PICTURE.ppm
 * The mark in the middle of the kernel's own frame buffer, in the colour of its upper left corner
 * all around: in the initial RAM disk on the firmware's buffer, and again when the panel's driver
 * brings another. Says nothing; a machine without such a buffer, or with another kind of pixels,
 * starts without it. With --hold it takes the panel itself, as the kiosk would, and keeps it: for
 * the sentence that stands there when nothing else will. */
#include <fcntl.h>
#include <linux/fb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "platform/linux/kms.h"

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

/* Row y of a screen that is so wide and high, with the picture in its middle. */
static void draw_row(const struct picture *p, int width, int height, int y, uint32_t *row)
{
    const int left = (width - p->width) / 2;
    const int top = (height - p->height) / 2;
    for (int x = 0; x < width; x++) {
        const int in = x >= left && x < left + p->width && y >= top && y < top + p->height;
        row[x] = pixel(p, in ? x - left : 0, in ? y - top : 0);
    }
}

/* Until it is ended; a panel that is not there yet, or goes, is looked for again. */
static void hold(const struct picture *p)
{
    for (;; sleep(2)) {
        struct kms k = {.fd = -1};
        if (failed(kms_open(&k, ""))) {
            kms_close(&k);
            continue;
        }
        for (int y = 0; y < k.height; y++) {
            draw_row(p, k.width, k.height, y, (uint32_t *)(void *)(k.pixels + (size_t)y * k.pitch));
        }
        const struct rect whole = {0, 0, k.width, k.height};
        while (!failed(kms_show(&k, &whole, 1))) {
            sleep(10);
        }
        kms_close(&k);
    }
}

static int show(const struct picture *p)
{
    static uint32_t line[WIDE];
    struct fb_fix_screeninfo fixed;
    struct fb_var_screeninfo shown;
    const int fd = open("/dev/fb0", O_RDWR | O_CLOEXEC);
    if (fd < 0 || ioctl(fd, FBIOGET_FSCREENINFO, &fixed) != 0 ||
        ioctl(fd, FBIOGET_VSCREENINFO, &shown) != 0 || shown.bits_per_pixel != 32 ||
        shown.xres > WIDE) {
        return 1;
    }
    for (int y = 0; y < (int)shown.yres; y++) {
        draw_row(p, (int)shown.xres, (int)shown.yres, y, line);
        const off_t at = (off_t)y * (off_t)fixed.line_length;
        if (pwrite(fd, line, (size_t)shown.xres * 4, at) < 0) {
            return 1;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    static struct picture p;
    const int holds = argc == 3 && strcmp(argv[1], "--hold") == 0;
    if ((argc != 2 && !holds) || read_picture(argv[argc - 1], &p) != 0) {
        return 1;
    }
    if (holds) {
        hold(&p);
    }
    return show(&p);
}
