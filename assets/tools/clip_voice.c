#include "assets/tools/clip_build.h"

#include <errno.h>
#include <math.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/base/buf.h"

extern char **environ;

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "clip_pack: %s (is espeak-ng installed? `make setup` does it)\n", what);
    exit(1);
}

/* A child with the voice: ret_in takes what it shall say, ret_out gives its WAV. */
static pid_t start(const char *voice, const char *speed, int *ret_in, int *ret_out)
{
    int in[2], out[2];
    if (pipe(in) != 0 || pipe(out) != 0) {
        die("pipe");
    }
    pid_t child = -1;
    const char *const words[] = {"espeak-ng", "-v", voice,      "-s",      speed, "-a",
                                 "70",        "-m", "--stdout", "--stdin", NULL};
    char *argv[sizeof words / sizeof words[0]]; /* posix_spawnp() does not write to them */
    memcpy(argv, words, sizeof argv);
    posix_spawn_file_actions_t pipes;
    posix_spawn_file_actions_init(&pipes);
    posix_spawn_file_actions_adddup2(&pipes, in[0], 0);
    posix_spawn_file_actions_adddup2(&pipes, out[1], 1);
    for (int i = 0; i < 2; i++) {
        posix_spawn_file_actions_addclose(&pipes, in[i]);
        posix_spawn_file_actions_addclose(&pipes, out[i]);
    }
    const int failure = posix_spawnp(&child, "espeak-ng", &pipes, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&pipes);
    if (failure != 0) {
        die("espeak-ng does not start");
    }
    close(in[0]);
    close(out[1]);
    *ret_in = in[1];
    *ret_out = out[0];
    return child;
}

/* espeak-ng reads all of its input before it writes, so neither side waits for the other. */
static void say(int in, const char *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t wrote = write(in, bytes, size);
        if (wrote < 0 && errno != EINTR) {
            die("espeak-ng takes no text");
        }
        bytes += wrote > 0 ? wrote : 0;
        size -= wrote > 0 ? (size_t)wrote : 0;
    }
    close(in);
}

static uint8_t *hear(int out, size_t *ret_size)
{
    size_t cap = 1 << 20;
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
        const ssize_t got = read(out, bytes + size, cap - size);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        size += (size_t)got;
    }
    close(out);
    *ret_size = size;
    return bytes;
}

/* Runs espeak-ng over SSML; its WAV. */
static uint8_t *run(const char *voice, const char *speed, const struct buf *ssml, size_t *ret_size)
{
    int in = -1, out = -1;
    const pid_t child = start(voice, speed, &in, &out);
    say(in, ssml->data, ssml->len);
    uint8_t *wav = hear(out, ret_size);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        die("espeak-ng failed");
    }
    if (*ret_size < 44 || memcmp(wav, "RIFF", 4) != 0 || wav[22] != 1 || wav[34] != 16) {
        die("espeak-ng wrote no 16-bit mono WAV");
    }
    return wav;
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
static void make_kernel(float kernel[TAPS * STEPS + 1])
{
    const double pi = 3.14159265358979323846;
    for (int i = 0; i <= TAPS * STEPS; i++) {
        const double x = (double)i / STEPS;
        const double w = 0.42 + 0.5 * cos(pi * x / TAPS) + 0.08 * cos(2 * pi * x / TAPS);
        kernel[i] = (float)((i == 0 ? 1 : sin(pi * x) / (pi * x)) * w);
    }
}

static struct sound resample(const uint8_t *data, size_t count, uint32_t rate)
{
    float kernel[TAPS * STEPS + 1];
    make_kernel(kernel);
    struct sound s = {NULL, (size_t)((double)count * BUILD_RATE / rate)};
    s.samples = malloc((s.count + 1) * sizeof *s.samples);
    if (s.samples == NULL) {
        die("out of memory");
    }
    float *in = calloc(count + 2 * TAPS + 1, sizeof *in); /* silence before and after */
    if (in == NULL) {
        die("out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        in[TAPS + i] = (float)sample(data, count, (long)i);
    }
    for (size_t i = 0; i < s.count; i++) {
        const double at = (double)i * rate / BUILD_RATE;
        const float *middle = in + TAPS + (size_t)at;
        const int step = (int)((at - floor(at)) * STEPS);
        float sum = 0;
        for (int j = 0; j < TAPS; j++) {
            sum += middle[-j] * kernel[j * STEPS + step] +
                   middle[1 + j] * kernel[(j + 1) * STEPS - step];
        }
        s.samples[i] = sum;
    }
    free(in);
    return s;
}

static void put_escaped(struct buf *ssml, const char *text)
{
    for (; *text != '\0'; text++) {
        const char *escaped = *text == '&'   ? "&amp;"
                              : *text == '<' ? "&lt;"
                              : *text == '>' ? "&gt;"
                                             : NULL;
        buf_add(ssml, escaped != NULL ? escaped : text, escaped != NULL ? strlen(escaped) : 1);
    }
}

/* Where the samples from *at on are loud again after a pause no text has inside; that stretch is
 * [ret_first, ret_end). False at the end. The pauses asked for are 2 s, those of a sentence 0.5 s.
 */
static bool next_stretch(const uint8_t *data, size_t count, uint32_t rate, size_t *at,
                         size_t *ret_first, size_t *ret_end)
{
    const size_t pause = (size_t)rate * 3 / 2;
    size_t i = *at;
    while (i < count && fabs(sample(data, count, (long)i)) <= 1 / 32768.0) {
        i++;
    }
    if (i == count) {
        return false;
    }
    *ret_first = i;
    for (*ret_end = i; i < count && i - *ret_end < pause; i++) {
        if (fabs(sample(data, count, (long)i)) > 1 / 32768.0) {
            *ret_end = i + 1;
        }
    }
    *at = i;
    return true;
}

/* False when there are not as many stretches as texts. */
static bool speak_at_once(const char *voice, const char *speed, const char *const *texts, int count,
                          struct sound *ret_sounds)
{
    static char storage[VOICE_BATCH * 4000];
    struct buf ssml;
    buf_init(&ssml, storage, sizeof storage);
    buf_puts(&ssml, "<speak>");
    for (int i = 0; i < count; i++) {
        buf_puts(&ssml, "<s>");
        put_escaped(&ssml, texts[i]);
        buf_puts(&ssml, "</s><break time=\"2s\"/>\n");
    }
    buf_puts(&ssml, "</speak>");
    if (ssml.full) {
        die("texts too long to be spoken at once");
    }
    size_t size = 0;
    uint8_t *wav = run(voice, speed, &ssml, &size);
    const size_t samples = (size - 44) / 2;
    size_t at = 0, first = 0, end = 0;
    int found = 0;
    while (next_stretch(wav + 44, samples, u32(wav + 24), &at, &first, &end)) {
        if (found < count) {
            ret_sounds[found] = resample(wav + 44 + 2 * first, end - first, u32(wav + 24));
        }
        found++;
    }
    free(wav);
    for (int i = 0; found != count && i < found && i < count; i++) {
        free(ret_sounds[i].samples);
    }
    return found == count;
}

void voice_speak(const char *voice, const char *speed, const char *const *texts, int count,
                 struct sound *ret_sounds)
{
    if (speak_at_once(voice, speed, texts, count, ret_sounds)) {
        return;
    }
    for (int i = 0; i < count; i++) {
        if (!speak_at_once(voice, speed, &texts[i], 1, &ret_sounds[i])) {
            ret_sounds[i] = (struct sound){NULL, 0};
        }
    }
}
