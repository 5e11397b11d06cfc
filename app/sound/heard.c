#include "app/sound/heard.h"

#include <inttypes.h>

static const char *cue_name(int cue)
{
    static const char *const names[] = {"touch",   "woven",    "cannot",      "finished",
                                        "calling", "fallback", "calling-soft"};
    return cue >= 0 && cue < CUE_COUNT ? names[cue] : "?";
}

void heard_line(const struct heard *h, const char *screen, const char *language, struct buf *out)
{
    const struct spoken *what = &h->what;
    const char *voice = what->voice != NULL && !what->fallback ? what->voice : language;
    buf_printf(out, "%" PRIu64 ".%03" PRIu64 "\t%s\t%s\t", h->at_ms / 1000, h->at_ms % 1000, screen,
               voice);
    buf_printf(out, "%s\t", what->message == MSG_NONE ? "-" : message_name(what->message));
    if (what->kind == SPOKEN_CUE) {
        buf_printf(out, "(%s)\tCUE", cue_name(what->value));
    } else if (what->kind == SPOKEN_READ) { /* whose name it was is not written down */
        buf_puts(out, "-\tREAD");
    } else if (what->kind == SPOKEN_MISSING) {
        buf_puts(out, "\tMISSING");
    } else if (what->fallback) {
        buf_printf(out, "%s\tFALLBACK", what->clip.text);
    } else {
        buf_printf(out, "%s\t%016" PRIx64, what->clip.text, what->clip.id);
    }
    buf_printf(out, "\t%" PRIu32 " of %" PRIu32 "\n", h->ms_played, h->ms_total);
}
