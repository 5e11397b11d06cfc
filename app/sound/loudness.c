#include "app/sound/loudness.h"

#include <ebur128.h>
#include <math.h>

#include "platform/port_audio.h"

enum { BLOCK_MS = 400, TAIL = 64 /* samples: the peak meter's filter looks that far back */ };

static double in_db(double amplitude)
{
    return amplitude > 0 ? 20 * log10(amplitude) : LOUDNESS_NONE;
}

/* Shorter than one block: the library has none to gate, so it is taken whole. */
static int measure(ebur128_state *meter, size_t count, double *ret_lufs)
{
    const unsigned long ms = (unsigned long)(count / (AUDIO_RATE / 1000));
    if (ms >= BLOCK_MS) {
        return ebur128_loudness_global(meter, ret_lufs);
    }
    return ms > 0 ? ebur128_loudness_window(meter, ms, ret_lufs) : EBUR128_ERROR_INVALID_MODE;
}

struct err loudness_measure(const int16_t *samples, size_t count, struct loudness *ret_loudness)
{
    static const int16_t silence[TAIL];
    struct loudness l = {LOUDNESS_NONE, LOUDNESS_NONE};
    double peak = 0;
    double lufs = 0;
    ebur128_state *meter = ebur128_init(1, AUDIO_RATE, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
    if (meter == NULL) {
        return ERR(ERR_FULL, 0, "loudness: no memory");
    }
    int status = ebur128_add_frames_short(meter, samples, count);
    if (status == EBUR128_SUCCESS && measure(meter, count, &lufs) == EBUR128_SUCCESS &&
        isfinite(lufs)) {
        l.lufs = lufs;
    }
    if (status == EBUR128_SUCCESS) {
        status = ebur128_add_frames_short(meter, silence, TAIL);
    }
    if (status == EBUR128_SUCCESS && ebur128_true_peak(meter, 0, &peak) == EBUR128_SUCCESS) {
        l.peak = in_db(peak);
    }
    ebur128_destroy(&meter);
    if (status != EBUR128_SUCCESS) {
        return ERR(ERR_FULL, status, "loudness: no memory");
    }
    *ret_loudness = l;
    return ERR_OK;
}
