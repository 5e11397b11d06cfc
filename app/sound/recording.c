#include "app/sound/recording.h"

#include <math.h>
#include <string.h>

enum {
    FRAME = AUDIO_RATE / 100, /* 10 ms */
    FRAMES = RECORDING_SECONDS * 100,
    STEADY = 3,        /* frames that make a voice: a click is shorter */
    EDGE = 5,          /* frames that must be quiet at both ends */
    BESIDE = 10,       /* frames beside the voice that are neither voice nor quiet */
    QUIET_LEAST = 10,  /* frames that tell how loud it is around */
    BINS = 240,        /* half a decibel each */
    FULL = 32700,      /* as good as the end of the scale */
    FULL_RUN = 3,      /* samples there in a row: cut off, not touched */
    FULL_RUNS_MOST = 1 /* one may be a knock at the very start */
};

#define FLOOR_DB    (-120.0)
#define VOICE_OVER  8.0  /* dB over what is around */
#define VOICE_UNDER 35.0 /* dB under the loudest: breath and room are no voice */
#define VOICE_LEAST                                                                                \
    (-45.0)               /* dBFS: a gain of more than this brings up the microphone's own noise */
#define AROUND_UNDER 20.0 /* dB under the voice */

struct frames {
    float db[FRAMES];
    int count;
    double loudest; /* of three that are as loud */
    double usual;   /* of the quietest tenth */
};

static double level_of(const int16_t *samples, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)samples[i] * samples[i];
    }
    const double square = count > 0 ? sum / (double)count / (32768.0 * 32768.0) : 0;
    return square > 1e-12 ? 10 * log10(square) : FLOOR_DB;
}

static int bin_of(double db)
{
    const int bin = (int)((db - FLOOR_DB) * 2);
    return bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin;
}

/* The level under which so many frames lie. */
static double below(const int *bins, int frames)
{
    int seen = 0;
    for (int i = 0; i < BINS; i++) {
        seen += bins[i];
        if (seen >= frames) {
            return FLOOR_DB + i / 2.0;
        }
    }
    return 0;
}

static void measure(struct frames *f, const int16_t *samples, size_t count)
{
    int bins[BINS] = {0};
    f->count = (int)(count / FRAME < FRAMES ? count / FRAME : FRAMES);
    for (int i = 0; i < f->count; i++) {
        const double db = level_of(samples + (size_t)i * FRAME, FRAME);
        f->db[i] = (float)db;
        bins[bin_of(db)]++;
    }
    f->usual = below(bins, f->count / 10 + 1);
    f->loudest = below(bins, f->count - 2);
}

static bool is_voice(const struct frames *f, int i)
{
    const double over = f->usual + VOICE_OVER;
    const double under = f->loudest - VOICE_UNDER;
    return (double)f->db[i] > (over > under ? over : under);
}

/* The first frame of STEADY that are voice, going one way; -1 when there are none. */
static int find_voice(const struct frames *f, int from, int step)
{
    int run = 0;
    for (int i = from; i >= 0 && i < f->count; i += step) {
        run = is_voice(f, i) ? run + 1 : 0;
        if (run == STEADY) {
            return i - step * (STEADY - 1);
        }
    }
    return -1;
}

/* Mean level of what is voice in frames first to last. */
static double voice_level(const struct frames *f, int first, int last)
{
    double sum = 0;
    int n = 0;
    for (int i = first; i <= last; i++) {
        if (is_voice(f, i)) {
            sum += pow(10, (double)f->db[i] / 10);
            n++;
        }
    }
    return n > 0 && sum > 0 ? 10 * log10(sum / n) : FLOOR_DB;
}

/* What four fifths of the frames well outside of the voice are under: a click there is cut away,
 * what goes on is not. */
static double around_level(const struct frames *f, int first, int last, int *ret_frames)
{
    int bins[BINS] = {0};
    int n = 0;
    for (int i = 0; i < f->count; i++) {
        if (i < first - BESIDE || i > last + BESIDE) {
            bins[bin_of((double)f->db[i])]++;
            n++;
        }
    }
    *ret_frames = n;
    return below(bins, n * 4 / 5 + 1);
}

static int count_clipped(const int16_t *samples, size_t count)
{
    int runs = 0;
    int run = 0;
    for (size_t i = 0; i < count; i++) {
        const bool full = samples[i] >= FULL || samples[i] <= -FULL;
        const bool same = i > 0 && (samples[i] > 0) == (samples[i - 1] > 0);
        run = full ? (same ? run + 1 : 1) : 0;
        runs += run == FULL_RUN;
    }
    return runs;
}

/* Nobody reads faster than 33 letters a second, nor slower than 4. */
static void expect(struct recording *r, int letters)
{
    r->least_ms = 150 + letters * 30;
    r->most_ms = 1500 + letters * 250;
    if (r->most_ms > LEVEL_SECONDS * 1000) {
        r->most_ms = LEVEL_SECONDS * 1000;
    }
}

static enum recording_fault judge_voice(const struct frames *f, int first, int last,
                                        struct recording *r)
{
    int quiet = 0;
    r->voice_db = voice_level(f, first, last);
    r->around_db = around_level(f, first, last, &quiet);
    if (r->voice_db < VOICE_LEAST) {
        return RECORDING_SILENT;
    }
    if (r->clipped > FULL_RUNS_MOST) {
        return RECORDING_CLIPPED;
    }
    if (first < EDGE || last >= f->count - EDGE || quiet < QUIET_LEAST) {
        return RECORDING_CUT;
    }
    if (r->voice_db - r->around_db < AROUND_UNDER) {
        return RECORDING_NOISY;
    }
    if (r->voice_ms < r->least_ms) {
        return RECORDING_SHORT;
    }
    return r->voice_ms > r->most_ms ? RECORDING_LONG : RECORDING_GOOD;
}

enum recording_fault recording_judge(const int16_t *samples, size_t count, int letters,
                                     struct recording *ret_facts)
{
    struct recording *r = ret_facts;
    struct frames f;
    (void)memset(r, 0, sizeof *r);
    expect(r, letters);
    r->clipped = count_clipped(samples, count);
    measure(&f, samples, count);
    if (f.count < STEADY || f.loudest < VOICE_LEAST) {
        return RECORDING_SILENT;
    }
    const int first = find_voice(&f, 0, 1);
    const int last = find_voice(&f, f.count - 1, -1);
    if (first < 0) { /* nothing stands out of what is heard all the time */
        return r->clipped > FULL_RUNS_MOST ? RECORDING_CLIPPED : RECORDING_NOISY;
    }
    r->first = (size_t)first * FRAME;
    r->end = (size_t)(last + 1) * FRAME;
    r->voice_ms = (last + 1 - first) * 10;
    return judge_voice(&f, first, last, r);
}

size_t recording_cut(const int16_t *samples, size_t count, const struct recording *facts,
                     int16_t *out, size_t room)
{
    const size_t from = facts->first > RECORDING_FRONT ? facts->first - RECORDING_FRONT : 0;
    const size_t wanted = facts->end + RECORDING_TAIL;
    const size_t to = wanted < count ? wanted : count;
    const size_t n = to > from ? (to - from < room ? to - from : room) : 0;
    const size_t fade = n < RECORDING_FRONT * 2 ? n / 2 : RECORDING_FRONT;
    for (size_t i = 0; i < n; i++) {
        const size_t edge = i < n - 1 - i ? i : n - 1 - i;
        const int part = edge < fade ? (int)(edge * 1024 / fade) : 1024;
        out[i] = (int16_t)(samples[from + i] * part / 1024);
    }
    return n;
}

static const struct {
    const char *name;
    enum message_id sentence;
} faults[RECORDING_FAULTS] = {
    [RECORDING_GOOD] = {"good", MSG_STUDIO_GOOD},
    [RECORDING_NO_MICROPHONE] = {"no-microphone", MSG_STUDIO_NO_MICROPHONE},
    [RECORDING_GAP] = {"gap", MSG_STUDIO_GAP},
    [RECORDING_SILENT] = {"silent", MSG_STUDIO_SILENT},
    [RECORDING_CLIPPED] = {"clipped", MSG_STUDIO_CLIPPED},
    [RECORDING_NOISY] = {"noisy", MSG_STUDIO_NOISY},
    [RECORDING_CUT] = {"cut", MSG_STUDIO_CUT},
    [RECORDING_SHORT] = {"short", MSG_STUDIO_SHORT},
    [RECORDING_LONG] = {"long", MSG_STUDIO_LONG},
    [RECORDING_UNEVEN] = {"uneven", MSG_STUDIO_UNEVEN},
};

enum message_id recording_sentence(enum recording_fault fault)
{
    return fault < RECORDING_FAULTS ? faults[fault].sentence : MSG_NONE;
}

const char *recording_fault_name(enum recording_fault fault)
{
    return fault < RECORDING_FAULTS ? faults[fault].name : "";
}
