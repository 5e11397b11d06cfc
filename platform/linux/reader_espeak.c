#define _GNU_SOURCE /* pipe2, addclosefrom_np */
#include "platform/linux/reader_espeak.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/port_audio.h"

enum { WAV_HEAD = 44, ONE = 65536 };

static struct reader_espeak *self(struct port_reader *port)
{
    return (struct reader_espeak *)(void *)port;
}

static void stop(struct port_reader *port)
{
    struct reader_espeak *r = self(port);
    if (r->child > 0) {
        (void)kill(r->child, SIGKILL);
        while (waitpid(r->child, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    if (r->from >= 0) {
        close(r->from);
    }
    explicit_bzero(r->bytes, sizeof r->bytes);
    r->child = 0;
    r->from = -1;
    r->have = 0;
    r->begun = false;
    r->at = ONE; /* two samples are wanted first */
    r->before = r->after = 0;
    r->given = 0;
}

/* By its place in the folder of voices: by name, espeak-ng reads a hundred others first. */
static const char *voice_of(const char *language, const char **ret_speed)
{
    const bool english = strcmp(language, "en") == 0;
    *ret_speed = english ? "145" : "130";
    return english ? "gmw/en" : strcmp(language, "vi") == 0 ? "aav/vi" : NULL;
}

/* A pipe that holds the text and nobody else writes to; its reading end. */
static struct err pipe_of(const char *text, size_t length, int *ret_end)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return ERR(ERR_IO, errno, "reader: pipe");
    }
    const ssize_t wrote = write(ends[1], text, length); /* a pipe takes as much at once */
    close(ends[1]);
    if (wrote != (ssize_t)length) {
        close(ends[0]);
        return ERR(ERR_IO, errno, "reader: pipe");
    }
    *ret_end = ends[0];
    return ERR_OK;
}

static int spawn(const struct reader_espeak *r, const char *voice, const char *speed, int in,
                 int out, pid_t *ret_child)
{
    const char *const words[] = {r->program, "-v", voice,     "-s",       speed,
                                 "-a",       "70", "--stdin", "--stdout", NULL};
    static char *const no_environment[] = {NULL};
    char *argv[sizeof words / sizeof words[0]]; /* posix_spawn() does not write to them */
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t usual, none;
    memcpy(argv, words, sizeof argv);
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGTERM);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, 0);
    posix_spawn_file_actions_adddup2(&files, out, 1);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    posix_spawnattr_init(&how);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &usual);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    const int bad = posix_spawn(ret_child, r->program, &files, &how, argv, no_environment);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return bad;
}

static struct err begin(struct port_reader *port, const char *language, const char *text)
{
    struct reader_espeak *r = self(port);
    const char *speed = NULL;
    const char *voice = voice_of(language, &speed);
    const size_t length = strnlen(text, READER_TEXT);
    int in = -1;
    int out[2];
    stop(port);
    if (voice == NULL) {
        return ERR(ERR_UNSUPPORTED, 0, "reader: language");
    }
    if (length == 0 || length == READER_TEXT) {
        return ERR(ERR_BAD_INPUT, 0, "reader: text");
    }
    struct err e = pipe_of(text, length, &in);
    if (failed(e)) {
        return e;
    }
    if (pipe2(out, O_CLOEXEC) != 0) {
        e = ERR(ERR_IO, errno, "reader: pipe");
        close(in);
        return e;
    }
    const int bad = spawn(r, voice, speed, in, out[1], &r->child);
    close(in);
    close(out[1]);
    r->from = out[0];
    if (bad != 0 || fcntl(r->from, F_SETFL, O_NONBLOCK) != 0) {
        r->child = bad != 0 ? 0 : r->child;
        stop(port);
        return ERR(ERR_IO, bad, "reader: start");
    }
    return ERR_OK;
}

/* Drops the first n bytes. */
static void used(struct reader_espeak *r, size_t n)
{
    memmove(r->bytes, r->bytes + n, r->have - n);
    r->have -= n;
}

static uint32_t number(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Mono, 16 bits, a rate that is one; its length is not said in a stream. */
static bool read_head(struct reader_espeak *r)
{
    const uint8_t *b = r->bytes;
    r->rate = number(b + 24);
    r->begun = memcmp(b, "RIFF", 4) == 0 && memcmp(b + 8, "WAVE", 4) == 0 && b[22] == 1 &&
               b[23] == 0 && b[34] == 16 && b[35] == 0 && r->rate >= 8000 && r->rate <= AUDIO_RATE;
    used(r, WAV_HEAD);
    return r->begun;
}

/* Samples at AUDIO_RATE from those that were read, each on the line between two of them. */
static int convert(struct reader_espeak *r, int16_t *out, int max)
{
    const uint32_t step = (uint32_t)((uint64_t)r->rate * ONE / AUDIO_RATE);
    size_t at = 0;
    int count = 0;
    while (count < max) {
        if (r->at >= ONE) {
            if (at + 2 > r->have) {
                break;
            }
            r->at -= ONE;
            r->before = r->after;
            r->after = (int16_t)(uint16_t)(r->bytes[at] | r->bytes[at + 1] << 8);
            at += 2;
            continue;
        }
        const int64_t slope = (int64_t)r->after - r->before;
        out[count++] = (int16_t)(r->before + slope * (int64_t)r->at / ONE);
        r->at += step;
    }
    used(r, at);
    r->given += count;
    return count;
}

/* The child has closed its end; whether it says that all is well. */
static bool ended_well(struct reader_espeak *r)
{
    int status = 0;
    while (waitpid(r->child, &status, 0) < 0 && errno == EINTR) {
    }
    r->child = 0;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static int take(struct port_reader *port, int16_t *out, int max, enum reader_state *ret_state)
{
    struct reader_espeak *r = self(port);
    *ret_state = READER_FAILED;
    if (r->from < 0) {
        return 0;
    }
    const ssize_t got = read(r->from, r->bytes + r->have, sizeof r->bytes - r->have);
    const bool waits = got < 0 && (errno == EAGAIN || errno == EINTR);
    r->have += got > 0 ? (size_t)got : 0;
    if (!r->begun && r->have >= WAV_HEAD && !read_head(r)) {
        stop(port);
        return 0;
    }
    const int count = r->begun ? convert(r, out, max) : 0;
    const bool full = r->have == sizeof r->bytes; /* read() was asked for nothing */
    if (count > 0 || waits || got > 0 || full) {
        *ret_state = READER_WORKS;
        return count;
    }
    const bool well = got == 0 && ended_well(r) && r->given > 0;
    stop(port);
    *ret_state = well ? READER_ENDED : READER_FAILED;
    return 0;
}

void reader_espeak_open(struct reader_espeak *r, const char *program)
{
    static const struct port_reader_ops ops = {"espeak", begin, take, stop};
    *r = (struct reader_espeak){.port = {&ops}, .program = program, .from = -1};
    stop(&r->port);
}
