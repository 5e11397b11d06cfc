#include "ui/audio_watch.h"

#include <string.h>

bool audio_watch_step(struct audio_watch *w, struct port_audio *audio, uint64_t now_ms)
{
    if (audio == NULL || strcmp(audio->ops->name, "none") == 0 ||
        (w->looked_ms != 0 && now_ms - w->looked_ms < AUDIO_WATCH_MS)) {
        return false;
    }
    w->looked_ms = now_ms + (now_ms == 0);
    const bool gone = !audio->ops->alive(audio);
    const bool news = gone && !w->lost;
    audio->ops->tick(audio); /* also one that plays: it may hang */
    w->lost = !audio->ops->alive(audio);
    return news;
}
