/* A video device as the kernel shows it, played behind open(), close(), ioctl() and mmap() of the
 * program that is tested (the Makefile wraps them): no kernel of a test machine has v4l2loopback or
 * vivid, and umockdev replays no mmap. The descriptor is a real one, so poll(), its time-outs and a
 * hang-up are the kernel's own: one byte lies in it for each frame that is ready. */
#ifndef TESTS_V4L2_WORLD_H
#define TESTS_V4L2_WORLD_H

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/videodev2.h>

#define V4L2_WORLD_PATH    "/dev/video-scripted"
#define V4L2_WORLD_BUFFERS 8
#define V4L2_WORLD_ROOM    (1 << 20) /* of one buffer */

enum v4l2_frame { FRAME_END, FRAME_WHOLE, FRAME_EMPTY, FRAME_SHORT, FRAME_CORRUPT, FRAME_ERROR };

struct v4l2_offer {
    uint32_t format, width, height;
};

struct v4l2_world {
    bool plugged, busy, metadata; /* metadata: a second node, without pictures */
    bool silent;                  /* no frame comes any more */
    bool teases;                  /* poll() says ready, DQBUF says EAGAIN */
    int leaves_after;             /* frames until it is pulled out; 0 = stays */
    int returns_after;            /* open()s that fail before it is there again; -1 = never */
    struct v4l2_offer offers[6];  /* ended by format 0 */
    struct v4l2_offer forced;     /* what S_FMT gives whatever is asked; format 0 = as asked */
    enum v4l2_frame script[8];    /* in turn; the last is repeated */
    const uint8_t *picture;       /* of a whole frame */
    size_t picture_size;
    /* What it came to. */
    struct v4l2_offer now;
    int fd, far, memory, count, opened, given, sent, queued[V4L2_WORLD_BUFFERS], queue;
    int ready[V4L2_WORLD_BUFFERS], ready_count, ready_size[V4L2_WORLD_BUFFERS];
    bool ready_bad[V4L2_WORLD_BUFFERS];
    bool streaming, blocking;
};

static struct v4l2_world v4l2 = {.fd = -1, .far = -1, .memory = -1};

int __real_open(const char *path, int flags, ...);
int __real_ioctl(int fd, unsigned long request, ...);
void *__real_mmap(void *at, size_t size, int rights, int flags, int fd, off_t offset);
int __real_close(int fd);
int __wrap_open(const char *path, int flags, ...);
int __wrap_close(int fd);
int __wrap_ioctl(int fd, unsigned long request, ...);
void *__wrap_mmap(void *at, size_t size, int rights, int flags, int fd, off_t offset);

static int v4l2_fails(int why)
{
    errno = why;
    return -1;
}

/* The far end goes: poll() tells a hang-up, every call ENODEV. */
static void v4l2_unplug(void)
{
    v4l2.plugged = false;
    if (v4l2.far >= 0) {
        close(v4l2.far);
    }
    v4l2.far = -1;
}

static enum v4l2_frame v4l2_next_kind(void)
{
    int last = 0;
    while (last + 1 < 8 && v4l2.script[last + 1] != FRAME_END) {
        last++;
    }
    return v4l2.script[v4l2.sent < last ? v4l2.sent : last];
}

/* Writes the next frame of the script into buffer i. */
static void v4l2_fill(int i)
{
    const enum v4l2_frame kind = v4l2_next_kind();
    size_t size = v4l2.picture_size;
    uint8_t *to = __real_mmap(NULL, V4L2_WORLD_ROOM, PROT_READ | PROT_WRITE, MAP_SHARED,
                              v4l2.memory, (off_t)i * V4L2_WORLD_ROOM);
    if (to == MAP_FAILED || size > V4L2_WORLD_ROOM) {
        return;
    }
    memcpy(to, v4l2.picture, size);
    if (kind == FRAME_CORRUPT) {
        memset(to + size / 2, 0xFF, size / 4);
    }
    munmap(to, V4L2_WORLD_ROOM);
    size = kind == FRAME_EMPTY ? 0 : kind == FRAME_SHORT ? size / 3 : size;
    v4l2.sent++;
    v4l2.ready[v4l2.ready_count] = i;
    v4l2.ready_bad[v4l2.ready_count] = kind == FRAME_ERROR;
    v4l2.ready_size[v4l2.ready_count++] = (int)size;
    (void)!write(v4l2.far, "f", 1);
}

/* One buffer stays empty until the next comes: two frames are never the same one. */
static void v4l2_run(void)
{
    while (v4l2.streaming && !v4l2.silent && v4l2.queue > 1 && v4l2.plugged) {
        const int i = v4l2.queued[0];
        memmove(v4l2.queued, v4l2.queued + 1, sizeof v4l2.queued - sizeof v4l2.queued[0]);
        v4l2.queue--;
        v4l2_fill(i);
    }
}

static int v4l2_dequeue(struct v4l2_buffer *b)
{
    char byte;
    if (v4l2.blocking) {
        return v4l2_fails(EDEADLK); /* the real one would never come back */
    }
    if (v4l2.teases || recv(v4l2.fd, &byte, 1, MSG_DONTWAIT) != 1) {
        return v4l2_fails(EAGAIN);
    }
    b->index = (uint32_t)v4l2.ready[0];
    b->bytesused = (uint32_t)v4l2.ready_size[0];
    b->flags = v4l2.ready_bad[0] ? V4L2_BUF_FLAG_ERROR : 0;
    v4l2.ready_count--;
    memmove(v4l2.ready, v4l2.ready + 1, sizeof v4l2.ready - sizeof v4l2.ready[0]);
    memmove(v4l2.ready_size, v4l2.ready_size + 1,
            sizeof v4l2.ready_size - sizeof v4l2.ready_size[0]);
    memmove(v4l2.ready_bad, v4l2.ready_bad + 1, sizeof v4l2.ready_bad - sizeof v4l2.ready_bad[0]);
    if (++v4l2.given == v4l2.leaves_after) {
        v4l2_unplug();
    }
    return 0;
}

static int v4l2_enum_format(struct v4l2_fmtdesc *f)
{
    uint32_t seen[6] = {0}, count = 0;
    for (int i = 0; i < 6 && v4l2.offers[i].format != 0; i++) {
        bool known = false;
        for (uint32_t k = 0; k < count; k++) {
            known = known || seen[k] == v4l2.offers[i].format;
        }
        if (!known) {
            seen[count++] = v4l2.offers[i].format;
        }
    }
    if (f->index >= count) {
        return v4l2_fails(EINVAL);
    }
    f->pixelformat = seen[f->index];
    return 0;
}

static int v4l2_enum_size(struct v4l2_frmsizeenum *s)
{
    uint32_t at = 0;
    for (int i = 0; i < 6 && v4l2.offers[i].format != 0; i++) {
        if (v4l2.offers[i].format == s->pixel_format && at++ == s->index) {
            s->type = V4L2_FRMSIZE_TYPE_DISCRETE;
            s->discrete.width = v4l2.offers[i].width;
            s->discrete.height = v4l2.offers[i].height;
            return 0;
        }
    }
    return v4l2_fails(EINVAL);
}

static int v4l2_set_format(struct v4l2_format *f)
{
    struct v4l2_pix_format *p = &f->fmt.pix;
    if (v4l2.busy) {
        return v4l2_fails(EBUSY);
    }
    v4l2.now = v4l2.forced.format != 0 ? v4l2.forced
                                       : (struct v4l2_offer){p->pixelformat, p->width, p->height};
    *p = (struct v4l2_pix_format){.width = v4l2.now.width,
                                  .height = v4l2.now.height,
                                  .pixelformat = v4l2.now.format,
                                  .bytesperline = v4l2.now.width * 2};
    return 0;
}

static int v4l2_request(struct v4l2_requestbuffers *r)
{
    v4l2.count = (int)r->count < V4L2_WORLD_BUFFERS ? (int)r->count : V4L2_WORLD_BUFFERS;
    FILE *memory = tmpfile();
    v4l2.memory = memory == NULL ? -1 : dup(fileno(memory));
    r->count = (uint32_t)v4l2.count;
    if (memory != NULL) {
        fclose(memory);
    }
    return ftruncate(v4l2.memory, (off_t)v4l2.count * V4L2_WORLD_ROOM);
}

static int v4l2_answer(unsigned long request, void *argument)
{
    struct v4l2_buffer *b = argument;
    struct v4l2_capability *can = argument;
    if (!v4l2.plugged) {
        return v4l2_fails(ENODEV);
    }
    switch (request) {
    case VIDIOC_QUERYCAP:
        can->capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING | V4L2_CAP_DEVICE_CAPS;
        can->device_caps = v4l2.metadata ? V4L2_CAP_META_CAPTURE | V4L2_CAP_STREAMING
                                         : V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
        return 0;
    case VIDIOC_ENUM_FMT:
        return v4l2_enum_format(argument);
    case VIDIOC_ENUM_FRAMESIZES:
        return v4l2_enum_size(argument);
    case VIDIOC_S_FMT:
        return v4l2_set_format(argument);
    case VIDIOC_REQBUFS:
        return v4l2_request(argument);
    case VIDIOC_QUERYBUF:
        b->length = V4L2_WORLD_ROOM;
        b->m.offset = b->index * V4L2_WORLD_ROOM;
        return 0;
    case VIDIOC_QBUF:
        v4l2.queued[v4l2.queue++] = (int)b->index;
        v4l2_run();
        return 0;
    case VIDIOC_DQBUF:
        return v4l2_dequeue(b);
    case VIDIOC_STREAMON:
        v4l2.streaming = true;
        v4l2_run();
        return 0;
    case VIDIOC_STREAMOFF:
        v4l2.streaming = false;
        v4l2.queue = v4l2.ready_count = 0;
        return 0;
    default:
        return v4l2_fails(ENOTTY);
    }
}

int __wrap_open(const char *path, int flags, ...)
{
    int mode = 0;
    int ends[2];
    if ((flags & O_CREAT) != 0) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, int);
        va_end(more);
    }
    if (strcmp(path, V4L2_WORLD_PATH) != 0) {
        return __real_open(path, flags, mode);
    }
    v4l2.opened++;
    if (!v4l2.plugged && v4l2.returns_after >= 0 && v4l2.returns_after-- == 0) {
        v4l2.plugged = true;
        v4l2.leaves_after = 0;
    }
    if (!v4l2.plugged) {
        return v4l2_fails(ENOENT);
    }
    if (v4l2.far >= 0) {
        close(v4l2.far);
    }
    if (v4l2.memory >= 0) {
        close(v4l2.memory);
    }
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return -1;
    }
    v4l2.fd = ends[0];
    v4l2.far = ends[1];
    v4l2.memory = -1;
    v4l2.blocking = (flags & O_NONBLOCK) == 0;
    v4l2.streaming = false;
    v4l2.queue = v4l2.ready_count = 0;
    return v4l2.fd;
}

int __wrap_close(int fd)
{
    v4l2.fd = fd == v4l2.fd ? -1 : v4l2.fd; /* its number may be another file's soon */
    return __real_close(fd);
}

int __wrap_ioctl(int fd, unsigned long request, ...)
{
    va_list more;
    va_start(more, request);
    void *argument = va_arg(more, void *);
    va_end(more);
    return fd == v4l2.fd && fd >= 0 ? v4l2_answer(request, argument)
                                    : __real_ioctl(fd, request, argument);
}

void *__wrap_mmap(void *at, size_t size, int rights, int flags, int fd, off_t offset)
{
    return __real_mmap(at, size, rights, flags, fd == v4l2.fd && fd >= 0 ? v4l2.memory : fd,
                       offset);
}

#endif
