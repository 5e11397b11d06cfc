#include "platform/linux/camera_v4l2.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/videodev2.h>

#include "platform/linux/jpeg_file.h"
#include "platform/linux/monotonic.h"
#include "platform/linux/yuyv.h"

#define FORMATS_MAX 32 /* of one device; what lies beyond is not asked for */
#define SIZES_MAX   64
#define AGAIN_MS    5
#define SLICE_MS    50 /* of a wait, after which it is seen whether to stop */

static int control(const struct camera_v4l2 *c, unsigned long request, void *argument)
{
    int answer = -1;
    do {
        answer = ioctl(c->fd, request, argument);
    } while (answer < 0 && errno == EINTR);
    return answer;
}

/* --- the device, its format and its buffers --------------------------------------------------- */

/* Everything is given back; after a loss the calls fail, and that is all the same. */
static void let_go(struct camera_v4l2 *c)
{
    enum v4l2_buf_type type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (c->fd >= 0 && c->streaming) {
        (void)control(c, VIDIOC_STREAMOFF, &type);
    }
    for (int i = 0; i < c->count; i++) {
        munmap(c->buffers[i].bytes, c->buffers[i].size);
    }
    if (c->fd >= 0) {
        close(c->fd);
    }
    memset(c->buffers, 0, sizeof c->buffers);
    c->fd = -1;
    c->count = 0;
    c->streaming = false;
}

static bool takes(uint32_t format)
{
    return format == V4L2_PIX_FMT_MJPEG || format == V4L2_PIX_FMT_JPEG ||
           format == V4L2_PIX_FMT_YUYV;
}

static bool fits(uint32_t width, uint32_t height)
{
    return width > 0 && height > 0 && width <= JPEG_SIDE_MAX && height <= JPEG_SIDE_MAX &&
           (size_t)width * height <= JPEG_PIXELS_MAX;
}

struct wish {
    uint32_t format, width, height;
};

/* The larger picture wins; of two equal ones the compressed, which needs a tenth of the bus. */
static void consider(struct wish *best, uint32_t format, uint32_t width, uint32_t height)
{
    const uint64_t pixels = (uint64_t)width * height;
    const uint64_t before = (uint64_t)best->width * best->height;
    const bool lighter = best->format == V4L2_PIX_FMT_YUYV && format != V4L2_PIX_FMT_YUYV;
    if (fits(width, height) && (pixels > before || (pixels == before && lighter))) {
        *best = (struct wish){format, width, height};
    }
}

static void consider_sizes(const struct camera_v4l2 *c, uint32_t format, struct wish *best)
{
    for (uint32_t i = 0; i < SIZES_MAX; i++) {
        struct v4l2_frmsizeenum size = {.index = i, .pixel_format = format};
        if (control(c, VIDIOC_ENUM_FRAMESIZES, &size) < 0) {
            return;
        }
        if (size.type != V4L2_FRMSIZE_TYPE_DISCRETE) {
            consider(best, format, size.stepwise.max_width, size.stepwise.max_height);
            return;
        }
        consider(best, format, size.discrete.width, size.discrete.height);
    }
}

/* The best of what the device offers; a format without sizes is asked for at its own default. */
static struct wish best_of(const struct camera_v4l2 *c)
{
    struct wish best = {0};
    uint32_t any = 0;
    for (uint32_t i = 0; i < FORMATS_MAX; i++) {
        struct v4l2_fmtdesc format = {.index = i, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
        if (control(c, VIDIOC_ENUM_FMT, &format) < 0) {
            break;
        }
        if (takes(format.pixelformat)) {
            any = format.pixelformat;
            consider_sizes(c, format.pixelformat, &best);
        }
    }
    if (best.format == 0) {
        best.format = any;
    }
    return best;
}

/* Asks, and takes what the device then says it does: it may differ, also from the last time. */
static struct err set_format(struct camera_v4l2 *c)
{
    const struct wish best = best_of(c);
    struct v4l2_format f = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    if (best.format == 0) {
        return ERR(ERR_UNSUPPORTED, 0, "v4l2: neither MJPEG nor YUYV");
    }
    if (best.width == 0 && control(c, VIDIOC_G_FMT, &f) < 0) {
        return ERR(ERR_OFFLINE, errno, "v4l2: G_FMT");
    }
    f.fmt.pix.width = best.width > 0 ? best.width : f.fmt.pix.width;
    f.fmt.pix.height = best.height > 0 ? best.height : f.fmt.pix.height;
    f.fmt.pix.pixelformat = best.format;
    f.fmt.pix.field = V4L2_FIELD_ANY;
    if (control(c, VIDIOC_S_FMT, &f) < 0) {
        return ERR(ERR_OFFLINE, errno, "v4l2: S_FMT"); /* EBUSY: somebody else has it */
    }
    if (!takes(f.fmt.pix.pixelformat) || !fits(f.fmt.pix.width, f.fmt.pix.height)) {
        return ERR(ERR_UNSUPPORTED, 0, "v4l2: format");
    }
    c->format = f.fmt.pix.pixelformat;
    c->width = (int)f.fmt.pix.width;
    c->height = (int)f.fmt.pix.height;
    c->stride = (int)f.fmt.pix.bytesperline;
    if (c->format == V4L2_PIX_FMT_YUYV && c->stride < c->width * 2) {
        c->stride = c->width * 2;
    }
    return ERR_OK;
}

static struct v4l2_buffer buffer_of(int i)
{
    return (struct v4l2_buffer){
        .index = (uint32_t)i, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
}

static struct err map_buffers(struct camera_v4l2 *c)
{
    struct v4l2_requestbuffers wanted = {.count = CAMERA_V4L2_BUFFERS,
                                         .type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
                                         .memory = V4L2_MEMORY_MMAP};
    if (control(c, VIDIOC_REQBUFS, &wanted) < 0 || wanted.count == 0) {
        return ERR(ERR_OFFLINE, errno, "v4l2: REQBUFS");
    }
    for (int i = 0; i < (int)wanted.count && i < CAMERA_V4L2_BUFFERS; i++) {
        struct v4l2_buffer b = buffer_of(i);
        if (control(c, VIDIOC_QUERYBUF, &b) < 0) {
            return ERR(ERR_OFFLINE, errno, "v4l2: QUERYBUF");
        }
        void *bytes =
            mmap(NULL, b.length, PROT_READ | PROT_WRITE, MAP_SHARED, c->fd, (off_t)b.m.offset);
        if (bytes == MAP_FAILED) {
            return ERR(ERR_OFFLINE, errno, "v4l2: mmap");
        }
        c->buffers[i].bytes = bytes;
        c->buffers[i].size = b.length;
        c->count = i + 1;
    }
    return ERR_OK;
}

static struct err stream_on(struct camera_v4l2 *c)
{
    enum v4l2_buf_type type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    for (int i = 0; i < c->count; i++) {
        struct v4l2_buffer b = buffer_of(i);
        if (control(c, VIDIOC_QBUF, &b) < 0) {
            return ERR(ERR_OFFLINE, errno, "v4l2: QBUF");
        }
    }
    if (control(c, VIDIOC_STREAMON, &type) < 0) {
        return ERR(ERR_OFFLINE, errno, "v4l2: STREAMON");
    }
    c->streaming = true;
    return ERR_OK;
}

static struct err open_device(struct camera_v4l2 *c)
{
    struct v4l2_capability can = {0};
    c->fd = open(c->path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (c->fd < 0) {
        return ERR(ERR_OFFLINE, errno, "v4l2: open");
    }
    if (control(c, VIDIOC_QUERYCAP, &can) < 0) {
        return ERR(ERR_OFFLINE, errno, "v4l2: no video device");
    }
    const uint32_t caps =
        (can.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? can.device_caps : can.capabilities;
    if ((caps & V4L2_CAP_VIDEO_CAPTURE) == 0 || (caps & V4L2_CAP_STREAMING) == 0) {
        return ERR(ERR_UNSUPPORTED, 0, "v4l2: no capture"); /* a camera's second, metadata node */
    }
    return ERR_OK;
}

/* From nothing to a running stream; from a running one nothing. */
static struct err begin(struct camera_v4l2 *c)
{
    if (c->streaming) {
        return ERR_OK;
    }
    struct err e = open_device(c);
    e = failed(e) ? e : set_format(c);
    e = failed(e) ? e : map_buffers(c);
    e = failed(e) ? e : stream_on(c);
    if (failed(e)) {
        let_go(c);
    }
    return e;
}

/* --- frames ----------------------------------------------------------------------------------- */

struct frame {
    int index; /* of its buffer, to be given back */
    const uint8_t *bytes;
    size_t size;
};

/* Waits for a frame until the time is up. ERR_TIMEOUT: none came; ERR_OFFLINE: it is lost. */
static struct err next(struct camera_v4l2 *c, int64_t until_ms, struct frame *ret_frame)
{
    for (;;) {
        const int64_t left = until_ms - monotonic_ms();
        struct pollfd wait = {.fd = c->fd, .events = POLLIN};
        const int slice = left < SLICE_MS ? (int)left : SLICE_MS;
        const int ready = left > 0 ? poll(&wait, 1, slice) : 0;
        if (c->stop != NULL && atomic_load(c->stop)) {
            return ERR(ERR_CANCELLED, 0, "v4l2: stopped");
        }
        if (ready == 0 && left > slice) {
            continue;
        }
        if (ready == 0) {
            return ERR(ERR_TIMEOUT, 0, "v4l2: no frame");
        }
        if (ready > 0 && (wait.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) {
            return ERR(ERR_OFFLINE, ENODEV, "v4l2: lost");
        }
        struct v4l2_buffer b = buffer_of(0);
        const int got = ready < 0 ? -1 : control(c, VIDIOC_DQBUF, &b);
        if (got == 0 && b.index < (uint32_t)c->count) {
            const bool bad = (b.flags & V4L2_BUF_FLAG_ERROR) != 0;
            const size_t size = b.bytesused <= c->buffers[b.index].size ? b.bytesused : 0;
            *ret_frame = (struct frame){(int)b.index, c->buffers[b.index].bytes, bad ? 0 : size};
            return ERR_OK;
        }
        if (got < 0 && errno == EAGAIN) {
            (void)poll(NULL, 0, AGAIN_MS); /* ready, and yet nothing: do not spin */
        } else if (got == 0 || errno != EINTR) {
            return ERR(ERR_OFFLINE, got == 0 ? 0 : errno, "v4l2: DQBUF");
        }
    }
}

static struct err give_back(struct camera_v4l2 *c, const struct frame *f)
{
    struct v4l2_buffer b = buffer_of(f->index);
    return control(c, VIDIOC_QBUF, &b) < 0 ? ERR(ERR_OFFLINE, errno, "v4l2: QBUF") : ERR_OK;
}

static struct yuyv yuyv_of(const struct camera_v4l2 *c, const struct frame *f)
{
    return (struct yuyv){f->bytes, f->size, c->width, c->height, c->stride};
}

static void pass_over(void *context, const uint8_t *grey, int width)
{
    (void)context, (void)grey, (void)width;
}

/* ERR_BAD_INPUT: this frame is none, the next may be. */
static struct err still_of(const struct camera_v4l2 *c, const struct frame *f, uint8_t *ret_jpeg,
                           size_t cap, size_t *ret_size)
{
    if (c->format == V4L2_PIX_FMT_YUYV) {
        const struct yuyv frame = yuyv_of(c, f);
        return yuyv_jpeg(&frame, ret_jpeg, cap, ret_size);
    }
    if (f->size > cap) {
        return ERR(ERR_FULL, 0, "v4l2: picture too large");
    }
    memcpy(ret_jpeg, f->bytes, f->size);
    const struct err e = image_jpeg_rows(ret_jpeg, f->size, pass_over, NULL);
    if (failed(e)) {
        explicit_bzero(ret_jpeg, f->size);
        return e;
    }
    *ret_size = f->size;
    return ERR_OK;
}

/* One frame that is a picture. Those before from_ms were taken under other light. */
static struct err good_frame(struct camera_v4l2 *c, int64_t from_ms, int64_t until_ms,
                             struct err (*use)(void *context, const struct frame *f), void *context)
{
    struct frame f;
    struct err last = ERR(ERR_TIMEOUT, 0, "v4l2: no frame");
    for (;;) {
        struct err e = next(c, until_ms, &f);
        if (failed(e)) {
            return e.code == ERR_TIMEOUT ? last : e;
        }
        const bool early = monotonic_ms() < from_ms;
        const struct err used = early ? ERR_OK : use(context, &f);
        e = give_back(c, &f);
        if (failed(e)) {
            return e;
        }
        if (!early && used.code != ERR_BAD_INPUT) {
            return used;
        }
        last = early ? last : used;
    }
}

/* Runs the stream for one frame; what was lost on the way is made anew once while there is time. */
static struct err with_stream(struct camera_v4l2 *c, int wait_ms,
                              struct err (*use)(void *context, const struct frame *f),
                              void *context)
{
    const int64_t until_ms = monotonic_ms() + wait_ms;
    struct err e = ERR_OK;
    for (int attempt = 0; attempt < 2; attempt++) {
        const bool fresh = !c->streaming;
        e = begin(c);
        if (failed(e)) {
            return e;
        }
        e = good_frame(c, fresh ? monotonic_ms() + c->settle_ms : 0, until_ms, use, context);
        if (e.code != ERR_OFFLINE) {
            break;
        }
        let_go(c);
    }
    if (e.code == ERR_TIMEOUT || !c->kept) {
        let_go(c); /* a stream that gives nothing is begun anew by the next call */
    }
    return e;
}

/* --- the port --------------------------------------------------------------------------------- */

struct still_job {
    struct camera_v4l2 *camera;
    uint8_t *jpeg;
    size_t cap, *size;
};

static struct err use_still(void *context, const struct frame *f)
{
    const struct still_job *job = context;
    return still_of(job->camera, f, job->jpeg, job->cap, job->size);
}

/* Frames that lay ready were taken before she asked: they are given back unseen. */
static void drop_ready(struct camera_v4l2 *c)
{
    struct frame f;
    for (int i = 0; i < c->count && c->streaming && !failed(next(c, monotonic_ms() + 1, &f)); i++) {
        if (failed(give_back(c, &f))) {
            let_go(c);
        }
    }
}

static struct err still(struct port_camera *port, const atomic_bool *stop, uint8_t *ret_jpeg,
                        size_t cap, size_t *ret_size)
{
    struct camera_v4l2 *c = (struct camera_v4l2 *)port;
    struct still_job job = {c, ret_jpeg, cap, ret_size};
    c->stop = stop;
    drop_ready(c);
    const struct err e = with_stream(c, c->still_ms, use_still, &job);
    c->stop = NULL;
    return e;
}

struct view_job {
    struct camera_v4l2 *camera;
    int max_side;
    uint8_t *rgb;
    size_t cap;
    int *width, *height;
};

static struct err use_view(void *context, const struct frame *f)
{
    const struct view_job *job = context;
    if (job->camera->format == V4L2_PIX_FMT_YUYV) {
        const struct yuyv frame = yuyv_of(job->camera, f);
        return yuyv_view(&frame, job->max_side, job->rgb, job->cap, job->width, job->height);
    }
    return image_jpeg_preview(f->bytes, f->size, job->max_side, job->rgb, job->cap, job->width,
                              job->height);
}

static struct err view(struct port_camera *port, const atomic_bool *stop, int max_side,
                       uint8_t *ret_rgb, size_t cap, int *ret_width, int *ret_height)
{
    struct camera_v4l2 *c = (struct camera_v4l2 *)port;
    struct view_job job = {c, max_side, ret_rgb, cap, ret_width, ret_height};
    c->kept = true;
    c->stop = stop;
    drop_ready(c);
    const struct err e = with_stream(c, c->streaming ? c->view_ms : c->still_ms, use_view, &job);
    c->stop = NULL;
    return e;
}

static void rest(struct port_camera *port)
{
    struct camera_v4l2 *c = (struct camera_v4l2 *)port;
    c->kept = false;
    let_go(c);
}

static void close_camera(struct port_camera *port)
{
    rest(port);
}

struct err camera_v4l2_open(struct camera_v4l2 *c, const char *path)
{
    static const struct port_camera_ops ops = {.name = "v4l2",
                                               .limit_ms = 12000,
                                               .still = still,
                                               .view = view,
                                               .rest = rest,
                                               .close = close_camera};
    memset(c, 0, sizeof *c);
    c->port.ops = &ops;
    c->fd = -1;
    c->still_ms = 5000;
    c->view_ms = 1000;
    c->settle_ms = 700;
    if (path[0] == '\0') {
        return ERR(ERR_BAD_INPUT, 0, "v4l2: no path");
    }
    if (strlen(path) >= sizeof c->path) {
        return ERR(ERR_FULL, 0, "v4l2: path too long");
    }
    memcpy(c->path, path, strlen(path) + 1);
    return ERR_OK;
}
