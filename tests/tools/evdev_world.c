/* Plugs a scanner that types, an officer's keyboard and a document camera into one pretended kernel
 * and runs a program there: the kiosk with its own drivers. Under umockdev-wrapper.
 * usage: evdev_world FIFO PICTURE.jpg PROGRAM ARGUMENT...
 * Lines in FIFO: "scan TEXT", "type TEXT" (a tab is Enter). The exit code is the program's. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <linux/videodev2.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <umockdev.h>
#include <unistd.h>

#define SCANNER  "/dev/input/by-id/usb-Scanner-event-kbd"
#define KEYBOARD "/dev/input/by-path/usb-2-event-kbd"
#define VIDEO    "/dev/video0"
#define ROOM     (8 << 20) /* of one frame */
#define BUFFERS  4
#define FRAME_MS 60

#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "evdev_world:%d: %s\n", __LINE__, #condition);                         \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

static UMockdevTestbed *bed;
static UMockdevIoctlBase *handler;
static int masters[2];

/* The camera: what a frame is, and which buffers wait for one. */
static struct {
    uint8_t *jpeg;
    size_t size;
    uint32_t width, height;
    int fd;
    bool streaming;
    int queued[BUFFERS], count;
    int64_t last_ms;
} camera = {.fd = -1};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void fill_format(struct v4l2_format *f)
{
    f->fmt.pix.width = camera.width;
    f->fmt.pix.height = camera.height;
    f->fmt.pix.pixelformat = V4L2_PIX_FMT_MJPEG;
    f->fmt.pix.sizeimage = ROOM;
}

static int describe(unsigned long request, void *arg)
{
    if (request == VIDIOC_QUERYCAP) {
        struct v4l2_capability *can = arg;
        can->capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
        return 0;
    }
    if (request == VIDIOC_ENUM_FMT) {
        struct v4l2_fmtdesc *d = arg;
        d->pixelformat = V4L2_PIX_FMT_MJPEG;
        return d->index == 0 ? 0 : EINVAL;
    }
    if (request == VIDIOC_ENUM_FRAMESIZES) {
        struct v4l2_frmsizeenum *s = arg;
        s->type = V4L2_FRMSIZE_TYPE_DISCRETE;
        s->discrete.width = camera.width;
        s->discrete.height = camera.height;
        return s->index == 0 ? 0 : EINVAL;
    }
    if (request == VIDIOC_S_FMT || request == VIDIOC_G_FMT) {
        fill_format(arg);
        return 0;
    }
    return ENOTTY;
}

/* The oldest buffer that waits gets the picture, some of them a second. */
static int take_frame(struct v4l2_buffer *b)
{
    if (!camera.streaming || camera.count == 0 || now_ms() - camera.last_ms < FRAME_MS) {
        return EAGAIN;
    }
    camera.last_ms = now_ms();
    b->index = (uint32_t)camera.queued[0];
    b->bytesused = (uint32_t)camera.size;
    b->flags = 0;
    memmove(camera.queued, camera.queued + 1, sizeof camera.queued - sizeof camera.queued[0]);
    camera.count--;
    MUST(pwrite(camera.fd, camera.jpeg, camera.size, (off_t)b->index * ROOM) ==
         (ssize_t)camera.size);
    return 0;
}

static int stream(unsigned long request, void *arg)
{
    struct v4l2_buffer *b = arg;
    struct v4l2_requestbuffers *wanted = arg;
    switch (request) {
    case VIDIOC_REQBUFS:
        wanted->count = wanted->count < BUFFERS ? wanted->count : BUFFERS;
        camera.count = 0;
        return 0;
    case VIDIOC_QUERYBUF:
        b->length = ROOM;
        b->m.offset = b->index * ROOM;
        return b->index < BUFFERS ? 0 : EINVAL;
    case VIDIOC_QBUF:
        if (b->index >= BUFFERS || camera.count == BUFFERS) {
            return EINVAL;
        }
        camera.queued[camera.count++] = (int)b->index;
        return 0;
    case VIDIOC_DQBUF:
        return take_frame(b);
    case VIDIOC_STREAMON:
    case VIDIOC_STREAMOFF:
        camera.streaming = request == VIDIOC_STREAMON;
        camera.count = camera.streaming ? camera.count : 0;
        return 0;
    default:
        return describe(request, arg);
    }
}

static int input(unsigned long request, void *arg, size_t size)
{
    if (request == EVIOCGVERSION) {
        const int version = EV_VERSION;
        memcpy(arg, &version, sizeof version);
        return 0;
    }
    if (request == EVIOCGKEY(size) || request == EVIOCGSW(size)) {
        memset(arg, 0, size);
        return 0;
    }
    return ENOTTY;
}

static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *c, gpointer unused)
{
    const unsigned long request = umockdev_ioctl_client_get_request(c);
    const bool video = strcmp(umockdev_ioctl_client_get_devnode(c), VIDEO) == 0;
    const size_t size = _IOC_SIZE(request);
    GError *error = NULL;
    (void)base;
    (void)unused;
    if (request == EVIOCGRAB) { /* its argument is a number */
        umockdev_ioctl_client_complete(c, 0, 0);
        return TRUE;
    }
    UMockdevIoctlData *data =
        size > 0 ? umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(c), 0, size, &error)
                 : NULL;
    if (data == NULL) {
        umockdev_ioctl_client_complete(c, -1, ENOTTY);
        return TRUE;
    }
    guint8 *bytes = NULL;
    gint length = 0;
    umockdev_ioctl_data_retrieve(data, &bytes, &length);
    MUST(length >= 0 && (size_t)length == size);
    const int trouble = video ? stream(request, bytes) : input(request, bytes, size);
    umockdev_ioctl_data_update(data, 0, bytes, length);
    umockdev_ioctl_data_unref(data);
    g_free(bytes);
    umockdev_ioctl_client_complete(c, trouble == 0 ? 0 : -1, trouble);
    return TRUE;
}

/* --- plugging in ------------------------------------------------------------------------------ */

static const char *rooted(const char *path)
{
    static char text[400];
    char *root = umockdev_testbed_get_root_dir(bed);
    (void)snprintf(text, sizeof text, "%s%s", root, path);
    g_free(root);
    return text;
}

/* An input device; its link is made last. */
static void plug(int number, const char *folder, const char *path)
{
    char text[200];
    GError *error = NULL;
    struct termios tty;
    (void)snprintf(text, sizeof text,
                   "P: /devices/usb1/1-%d/input/event%d\nN: input/event%d\n"
                   "E: DEVNAME=/dev/input/event%d\nE: SUBSYSTEM=input\n",
                   number, number, number, number);
    MUST(umockdev_testbed_attach_ioctl(bed, path, handler, &error));
    MUST(umockdev_testbed_add_from_string(bed, text, &error));
    (void)snprintf(text, sizeof text, "/dev/input/event%d", number);
    masters[number] = umockdev_testbed_get_dev_fd(bed, text);
    const int slave = open(ptsname(masters[number]), O_RDWR | O_NOCTTY | O_NONBLOCK);
    MUST(slave >= 0 && tcgetattr(slave, &tty) == 0); /* stays open: the line must not hang up */
    cfmakeraw(&tty);
    MUST(tcsetattr(slave, TCSANOW, &tty) == 0);
    (void)mkdir(rooted(folder), 0755);
    MUST(symlink(ptsname(masters[number]), rooted(path)) == 0);
}

/* Width and height, as its header says. */
static void read_picture(const char *path)
{
    struct stat about;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    MUST(fd >= 0 && fstat(fd, &about) == 0 && about.st_size > 4 && about.st_size <= ROOM);
    camera.size = (size_t)about.st_size;
    camera.jpeg = malloc(camera.size);
    MUST(camera.jpeg != NULL && read(fd, camera.jpeg, camera.size) == (ssize_t)camera.size);
    close(fd);
    for (size_t i = 2; i + 9 < camera.size && camera.width == 0;) {
        const uint8_t *at = camera.jpeg + i;
        if (at[1] == 0xC0 || at[1] == 0xC2) {
            camera.height = (uint32_t)(at[5] << 8 | at[6]);
            camera.width = (uint32_t)(at[7] << 8 | at[8]);
        }
        i += 2 + (size_t)(at[2] << 8 | at[3]);
    }
    MUST(camera.width > 0);
}

/* Its buffers are the pages of a file. */
static void plug_camera(void)
{
    GError *error = NULL;
    MUST(umockdev_testbed_attach_ioctl(bed, VIDEO, handler, &error));
    camera.fd = open(rooted(VIDEO), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    MUST(camera.fd >= 0 && ftruncate(camera.fd, (off_t)BUFFERS * ROOM) == 0);
}

/* --- typing ----------------------------------------------------------------------------------- */

/* All strokes of a line, sent at once: the kernel has the rest when this program is made to wait.
 */
static struct input_event strokes[2000];
static int stroke_count;

static void strike(uint16_t code, int value)
{
    MUST(stroke_count < (int)(sizeof strokes / sizeof strokes[0]));
    strokes[stroke_count++] = (struct input_event){.type = EV_KEY, .code = code, .value = value};
}

static void send_strokes(int master)
{
    const char *at = (const char *)strokes;
    size_t left = (size_t)stroke_count * sizeof strokes[0];
    while (left > 0) {
        const ssize_t n = write(master, at, left < 960 ? left : 960); /* whole events */
        MUST(n > 0 && n % (ssize_t)sizeof strokes[0] == 0);
        at += n;
        left -= (size_t)n;
    }
    stroke_count = 0;
}

static void press(uint16_t code, bool shift)
{
    if (shift) {
        strike(KEY_LEFTSHIFT, 1);
    }
    strike(code, 1);
    strike(code, 0);
    if (shift) {
        strike(KEY_LEFTSHIFT, 0);
    }
}

/* The American keyboard, without and with shift; a key code stands where its character does. */
static void type_ascii(char c)
{
    static const char rows[] = "\0\0"
                               "1234567890-=\0\tqwertyuiop[]\n\0asdfghjkl;'`\0\\zxcvbnm,./";
    static const char above[] = "\0\0"
                                "!@#$%^&*()_+\0\tQWERTYUIOP{}\n\0ASDFGHJKL:\"~\0|ZXCVBNM<>?";
    if (c == ' ') {
        press(KEY_SPACE, false);
        return;
    }
    for (size_t i = 0; i + 1 < sizeof rows; i++) {
        if (c != '\0' && (rows[i] == c || above[i] == c)) {
            press((uint16_t)i, rows[i] != c);
            return;
        }
    }
}

/* A scanner's way for what no key has: Alt, and the code point on the block of digits. */
static void type_point(unsigned point)
{
    static const uint16_t block[] = {KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4,
                                     KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9};
    char digits[12];
    (void)snprintf(digits, sizeof digits, "%u", point);
    strike(KEY_LEFTALT, 1);
    for (const char *d = digits; *d != '\0'; d++) {
        press(block[*d - '0'], false);
    }
    strike(KEY_LEFTALT, 0);
}

/* UTF-8 of up to three bytes. */
static void type_text(const char *text)
{
    for (const uint8_t *at = (const uint8_t *)text; *at != '\0';) {
        if (*at < 0x80) {
            type_ascii(*at == '\t' ? '\n' : (char)*at);
            at++;
        } else if (*at < 0xE0) {
            type_point((at[0] & 0x1FU) << 6 | (at[1] & 0x3FU));
            at += 2;
        } else {
            type_point((at[0] & 0xFU) << 12 | (at[1] & 0x3FU) << 6 | (at[2] & 0x3FU));
            at += 3;
        }
    }
}

static void *hands(void *path)
{
    char line[600];
    FILE *f = fopen(path, "r+"); /* no end when a writer goes */
    MUST(f != NULL);
    while (fgets(line, sizeof line, f) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "scan ", 5) == 0) {
            type_text(line + 5);
            type_ascii('\n');
            send_strokes(masters[0]);
        } else if (strncmp(line, "type ", 5) == 0) {
            type_text(line + 5);
            send_strokes(masters[1]);
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t thread;
    int status = 0;
    if (argc < 4) {
        fputs("usage: evdev_world FIFO PICTURE.jpg PROGRAM ARGUMENT...\n", stderr);
        return 2;
    }
    read_picture(argv[2]);
    bed = umockdev_testbed_new();
    handler = umockdev_ioctl_base_new();
    g_signal_connect(handler, "handle-ioctl", G_CALLBACK(on_ioctl), NULL);
    plug(0, "/dev/input/by-id", SCANNER);
    plug(1, "/dev/input/by-path", KEYBOARD);
    plug_camera();
    MUST(mkfifo(argv[1], 0600) == 0 && pthread_create(&thread, NULL, hands, argv[1]) == 0);
    const pid_t child = fork();
    if (child == 0) {
        execvp(argv[3], argv + 3);
        _exit(127);
    }
    MUST(child > 0 && waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
