#include "assets/tools/clip_build.h"

#include <errno.h>
#include <math.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "clip_pack: %s (is espeak-ng installed? `make setup` does it)\n", what);
    exit(1);
}

/* Runs espeak-ng; its WAV comes through a pipe. */
static uint8_t *run(const char *voice, const char *speed, const char *text, size_t *ret_size)
{
    int ends[2];
    if (pipe(ends) != 0) {
        die("pipe");
    }
    pid_t child = -1;
    const char *const words[] = {"espeak-ng", "-v", voice,      "-s", speed, "-a",
                                 "70",        "-z", "--stdout", "--", text,  NULL};
    char *argv[sizeof words / sizeof words[0]]; /* posix_spawnp() does not write to them */
    memcpy(argv, words, sizeof argv);
    posix_spawn_file_actions_t to_pipe;
    posix_spawn_file_actions_init(&to_pipe);
    posix_spawn_file_actions_adddup2(&to_pipe, ends[1], 1);
    posix_spawn_file_actions_addclose(&to_pipe, ends[0]);
    posix_spawn_file_actions_addclose(&to_pipe, ends[1]);
    const int failure = posix_spawnp(&child, "espeak-ng", &to_pipe, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&to_pipe);
    if (failure != 0) {
        die("espeak-ng does not start");
    }
    close(ends[1]);
    size_t cap = 1 << 16;
    size_t size = 0;
    uint8_t *bytes = malloc(cap);
    for (;;) {
        if (size == cap) {
            cap *= 2;
            bytes = realloc(bytes, cap);
        }
        if (bytes == NULL) {
            die("out of memory");
        }
        const ssize_t got = read(ends[0], bytes + size, cap - size);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        size += (size_t)got;
    }
    close(ends[0]);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        die("espeak-ng failed");
    }
    *ret_size = size;
    return bytes;
}

static uint32_t u32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static double sample(const uint8_t *data, size_t count, long i)
{
    if (i < 0 || (size_t)i >= count) {
        return 0;
    }
    return (int16_t)(uint16_t)(data[2 * i] | data[2 * i + 1] << 8) / 32768.0;
}

enum { TAPS = 16, STEPS = 512 };

/* Half of a Blackman-windowed sinc, STEPS points per input sample. */
static void make_kernel(double kernel[TAPS * STEPS + 1])
{
    const double pi = 3.14159265358979323846;
    for (int i = 0; i <= TAPS * STEPS; i++) {
        const double x = (double)i / STEPS;
        const double w = 0.42 + 0.5 * cos(pi * x / TAPS) + 0.08 * cos(2 * pi * x / TAPS);
        kernel[i] = (i == 0 ? 1 : sin(pi * x) / (pi * x)) * w;
    }
}

static struct sound resample(const uint8_t *data, size_t count, uint32_t rate)
{
    double kernel[TAPS * STEPS + 1];
    make_kernel(kernel);
    struct sound s = {NULL, (size_t)((double)count * BUILD_RATE / rate)};
    s.samples = malloc((s.count + 1) * sizeof *s.samples);
    if (s.samples == NULL) {
        die("out of memory");
    }
    for (size_t i = 0; i < s.count; i++) {
        const double at = (double)i * rate / BUILD_RATE;
        const long middle = (long)at;
        double sum = 0;
        for (long j = middle - TAPS + 1; j <= middle + TAPS; j++) {
            const double distance = fabs(at - (double)j);
            sum += sample(data, count, j) * kernel[(int)(distance * STEPS)];
        }
        s.samples[i] = (float)sum;
    }
    return s;
}

struct sound voice_speak(const char *voice, const char *speed, const char *text)
{
    size_t size = 0;
    uint8_t *wav = run(voice, speed, text, &size);
    if (size < 44 || memcmp(wav, "RIFF", 4) != 0 || wav[22] != 1 || wav[34] != 16) {
        die("espeak-ng wrote no 16-bit mono WAV");
    }
    const struct sound s = resample(wav + 44, (size - 44) / 2, u32(wav + 24));
    free(wav);
    return s;
}
