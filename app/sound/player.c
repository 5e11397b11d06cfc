#include "app/sound/player.h"

#include <string.h>

enum {
    LIMIT_PEAK = 29204, /* -1 dBFS */
    LIMIT_ONE = 32768,
    STEP_MS = 40,
    READER_MS = 1500 /* a reader that gave nothing by then is not waited for */
};

void player_init(struct player *p, struct port_audio *audio, struct tempo *tempo,
                 void (*heard)(void *context, const struct heard *heard), void *context)
{
    memset(p, 0, sizeof *p);
    p->audio = audio;
    p->tempo = tempo;
    p->heard = heard;
    p->context = context;
    p->limit = LIMIT_ONE;
    player_set_volume(p, PLAYER_VOLUME_DEFAULT);
    player_set_speed(p, PLAYER_SPEED_DEFAULT);
}

void player_set_reader(struct player *p, struct port_reader *reader)
{
    p->reader = reader;
}

/* A place that no waiting name has; -1 when all are taken. */
static int free_read(const struct player *p)
{
    for (int place = 0; place < PLAYER_READS; place++) {
        bool taken = false;
        for (int i = 0; i < p->count; i++) {
            taken =
                taken || (p->items[i].what.kind == SPOKEN_READ && p->items[i].what.value == place);
        }
        if (!taken) {
            return place;
        }
    }
    return -1;
}

void player_say(struct player *p, const struct speech *speech)
{
    p->paused = p->paused && speech->count == 0;
    bool read = false;
    for (int i = 0; i < speech->count && p->count < PLAYER_ITEMS; i++) {
        struct player_item item = {.what = speech->items[i]};
        if (item.what.kind == SPOKEN_READ) {
            const int place = p->reader != NULL ? free_read(p) : -1;
            read = place >= 0;
            if (!read) {
                continue;
            }
            p->reads[place] = speech->reads[item.what.value];
            item.what.value = place;
        }
        item.what.instead = item.what.instead && read;
        p->items[p->count++] = item;
    }
}

void player_cue(struct player *p, enum cue cue)
{
    int at = p->producing;
    if (at < p->count && p->items[at].started) {
        at++; /* never over what already sounds */
    }
    if (at == PLAYER_ITEMS) {
        return;
    }
    if (p->count == PLAYER_ITEMS) {
        p->count--;
    }
    memmove(&p->items[at + 1], &p->items[at], (size_t)(p->count - at) * sizeof p->items[0]);
    p->items[at] = (struct player_item){.what = {.kind = SPOKEN_CUE, .value = (int)cue}};
    p->count++;
}

/* How much of the stream has really sounded. */
static uint64_t played(const struct player *p)
{
    return p->pushed - p->audio->ops->queued(p->audio);
}

static uint32_t total_ms(const struct player_item *item)
{
    const struct spoken *what = &item->what;
    switch (what->kind) {
    case SPOKEN_READ:
        return item->made / (AUDIO_RATE / 1000);
    case SPOKEN_CLIP:
        return clip_ms(&what->clip);
    case SPOKEN_CUE:
        return (uint32_t)cue_ms((enum cue)what->value);
    case SPOKEN_PAUSE:
        return (uint32_t)what->value;
    case SPOKEN_MISSING:
        break;
    }
    return 0;
}

static int percent(const struct player *p)
{
    static const int speeds[PLAYER_SPEEDS] = {50, 65, 80, 100, 125, 150, 200};
    return speeds[p->speed];
}

static void report(const struct player *p, const struct player_item *item)
{
    if (p->heard == NULL || item->what.kind == SPOKEN_PAUSE || !item->started) {
        return;
    }
    struct heard h = {.at_ms = item->at_ms, .what = item->what, .ms_total = total_ms(item)};
    const uint64_t now = played(p);
    if (item->produced && now >= item->end) {
        h.ms_played = h.ms_total;
    } else if (now > item->start) {
        const uint64_t ms = (now - item->start) * (uint64_t)percent(p) / 4800;
        h.ms_played = ms < h.ms_total ? (uint32_t)ms : h.ms_total;
    }
    if (h.ms_played > 0 || h.ms_total == 0) { /* what only waited in the ring was not heard */
        p->heard(p->context, &h);
    }
}

static void retire(struct player *p)
{
    while (p->producing > 0 && played(p) >= p->items[0].end) {
        report(p, &p->items[0]);
        memmove(&p->items[0], &p->items[1], (size_t)(p->count - 1) * sizeof p->items[0]);
        p->count--;
        p->producing--;
    }
}

static void drop_sound(struct player *p)
{
    p->audio->ops->cut(p->audio);
    p->pushed = 0;
    p->block_count = 0;
    p->block_at = 0;
    p->decoding = false;
    p->flushed = false;
    p->read_well = false;
    if (p->reader != NULL) {
        p->reader->ops->stop(p->reader);
    }
    tempo_clear(p->tempo);
}

void player_cut(struct player *p, uint64_t now_ms)
{
    (void)now_ms;
    retire(p);
    for (int i = 0; i < p->count; i++) {
        report(p, &p->items[i]);
    }
    p->count = 0;
    p->producing = 0;
    p->paused = false;
    drop_sound(p);
}

/* The pieces that began are still to be made, but for the tones among them. */
static void take_back(struct player *p)
{
    int kept = 0;
    for (int i = 0; i < p->count; i++) {
        struct player_item *item = &p->items[i];
        if (item->started && item->what.kind == SPOKEN_CUE) {
            continue;
        }
        p->items[kept++] = (struct player_item){.what = item->what};
    }
    p->count = kept;
    p->producing = 0;
    drop_sound(p);
}

void player_pause(struct player *p, bool paused, uint64_t now_ms)
{
    (void)now_ms;
    if (paused && !p->paused) {
        retire(p);
        take_back(p);
    }
    p->paused = paused && player_speaking(p);
}

bool player_paused(const struct player *p)
{
    return p->paused;
}

void player_hush(struct player *p, uint64_t now_ms)
{
    retire(p);
    if (p->paused) {
        player_cut(p, now_ms);
        return;
    }
    for (int i = 0; i < p->count; i++) {
        if (p->items[i].started && p->items[i].what.kind != SPOKEN_CUE) {
            player_cut(p, now_ms);
            return;
        }
    }
    int kept = 0;
    for (int i = 0; i < p->count; i++) {
        if (p->items[i].what.kind == SPOKEN_CUE) {
            p->items[kept++] = p->items[i];
        }
    }
    p->count = kept;
}

void player_forget(struct player *p, uint64_t now_ms)
{
    player_cut(p, now_ms);
    explicit_bzero(p->items, sizeof p->items);
    explicit_bzero(p->block, sizeof p->block);
    explicit_bzero(&p->decoder, sizeof p->decoder);
    explicit_bzero(p->reads, sizeof p->reads);
}

static bool begin_read(struct player *p, const struct player_item *item, uint64_t now_ms)
{
    const struct spoken_read *r = &p->reads[item->what.value];
    p->reading_ms = now_ms;
    return !failed(p->reader->ops->begin(p->reader, r->language, r->text));
}

static void begin(struct player *p, struct player_item *item, uint64_t now_ms)
{
    p->decoding = true;
    p->flushed = false;
    p->pause_left = 0;
    switch (item->what.kind) {
    case SPOKEN_CLIP:
        clip_decoder_start(&p->decoder, &item->what.clip);
        break;
    case SPOKEN_CUE:
        cue_start(&p->cue, (enum cue)item->what.value);
        break;
    case SPOKEN_PAUSE:
        p->pause_left = item->what.value * (AUDIO_RATE / 1000) * 100 / percent(p);
        break;
    case SPOKEN_READ:
        p->flushed = !begin_read(p, item, now_ms);
        break;
    case SPOKEN_MISSING:
        break;
    }
}

/* Next samples of a clip at the chosen speed; 0 at its end. */
static int clip_block(struct player *p)
{
    const int max = (int)(sizeof p->block / sizeof p->block[0]);
    for (;;) {
        const int got = tempo_take(p->tempo, p->block, max);
        if (got > 0 || p->flushed) {
            return got;
        }
        int16_t raw[CLIP_PACKET];
        const int count = clip_decoder_next(&p->decoder, raw);
        if (count > 0) {
            tempo_put(p->tempo, raw, count);
        } else {
            tempo_flush(p->tempo);
            p->flushed = true;
        }
        explicit_bzero(raw, sizeof raw);
    }
}

/* The same of a name that is read; -1 while the reader has none yet. */
static int read_block(struct player *p, struct player_item *item, uint64_t now_ms)
{
    const int max = (int)(sizeof p->block / sizeof p->block[0]);
    for (;;) {
        const int got = tempo_take(p->tempo, p->block, max);
        if (got > 0 || p->flushed) {
            return got;
        }
        int16_t raw[CLIP_PACKET];
        enum reader_state state = READER_FAILED;
        const int count = p->reader->ops->take(p->reader, raw, CLIP_PACKET, &state);
        if (count > 0) {
            tempo_put(p->tempo, raw, count);
            item->made += (uint32_t)count;
        } else if (state == READER_WORKS && now_ms - p->reading_ms < READER_MS + item->made / 48) {
            return -1;
        } else {
            p->read_well = state == READER_ENDED;
            p->reader->ops->stop(p->reader);
            tempo_flush(p->tempo);
            p->flushed = true;
        }
        explicit_bzero(raw, sizeof raw);
    }
}

static int next_block(struct player *p, struct player_item *item, uint64_t now_ms)
{
    int count = 0;
    if (item->what.kind == SPOKEN_READ) {
        return read_block(p, item, now_ms);
    }
    if (item->what.kind == SPOKEN_CLIP) {
        return clip_block(p);
    }
    if (item->what.kind == SPOKEN_CUE) {
        return cue_next(&p->cue, p->block, CLIP_PACKET);
    }
    if (item->what.kind == SPOKEN_PAUSE) {
        count = p->pause_left < CLIP_PACKET ? p->pause_left : CLIP_PACKET;
        memset(p->block, 0, (size_t)count * sizeof p->block[0]);
        p->pause_left -= count;
    }
    return count;
}

/* Volume, then a limiter: down at once, back within a tenth of a second. */
static void amplify(struct player *p, int count)
{
    static const int gains[PLAYER_VOLUMES] = {64, 91, 128, 181, 256, 362, 511}; /* 1/256 */
    for (int i = 0; i < count; i++) {
        const int loud = p->block[i] * gains[p->volume] / 256;
        const int size = loud < 0 ? -loud : loud;
        if ((int64_t)size * p->limit / LIMIT_ONE > LIMIT_PEAK) {
            p->limit = (int)((int64_t)LIMIT_PEAK * LIMIT_ONE / size);
        }
        p->block[i] = (int16_t)((int64_t)loud * p->limit / LIMIT_ONE);
        p->limit += (LIMIT_ONE - p->limit) / 4096 + (p->limit < LIMIT_ONE);
    }
}

/* The item to be produced is none. */
static void leave_out(struct player *p)
{
    const int after = p->count - p->producing - 1;
    memmove(&p->items[p->producing], &p->items[p->producing + 1],
            (size_t)after * sizeof p->items[0]);
    p->count--;
}

/* Makes p->block hold samples of the item being produced; false when nothing is left to produce. */
static bool produce(struct player *p, uint64_t now_ms)
{
    while (p->producing < p->count) {
        struct player_item *item = &p->items[p->producing];
        if (!p->decoding && item->what.instead && p->read_well) {
            leave_out(p);
            continue;
        }
        if (!p->decoding) {
            p->read_well = false;
            begin(p, item, now_ms);
            item->started = true;
            item->start = p->pushed;
            item->at_ms = now_ms + p->audio->ops->queued(p->audio) / (AUDIO_RATE / 1000);
        }
        p->block_at = 0;
        p->block_count = next_block(p, item, now_ms);
        if (p->block_count < 0) {
            p->block_count = 0;
            return false; /* the reader is still at it */
        }
        if (p->block_count > 0) {
            amplify(p, p->block_count);
            return true;
        }
        p->decoding = false;
        if (item->what.kind == SPOKEN_READ && item->made == 0) { /* nothing was heard of it */
            leave_out(p);
            continue;
        }
        item->produced = true;
        item->end = p->pushed;
        p->producing++;
    }
    return false;
}

void player_step(struct player *p, uint64_t now_ms)
{
    while (!p->paused && (p->block_at < p->block_count || produce(p, now_ms))) {
        const size_t taken = p->audio->ops->push(p->audio, p->block + p->block_at,
                                                 (size_t)(p->block_count - p->block_at));
        p->pushed += taken;
        p->block_at += (int)taken;
        if (p->block_at < p->block_count) {
            break; /* the ring is full */
        }
    }
    retire(p);
}

bool player_speaking(const struct player *p)
{
    if (p->paused) {
        return false;
    }
    for (int i = 0; i < p->count; i++) {
        if (p->items[i].what.kind != SPOKEN_CUE) {
            return true;
        }
    }
    return false;
}

const struct spoken *player_sounding(const struct player *p)
{
    if (p->paused) {
        return &p->items[0].what;
    }
    const uint64_t now = p->count > 0 ? played(p) : 0;
    const struct spoken *found = NULL;
    for (int i = 0; i < p->count && p->items[i].started && p->items[i].start <= now; i++) {
        if (p->items[i].what.kind != SPOKEN_CUE) {
            found = &p->items[i].what;
        }
    }
    return found;
}

uint32_t player_tag(const struct player *p)
{
    const struct spoken *now = player_sounding(p);
    return now == NULL ? 0 : now->tag;
}

int player_deadline_ms(const struct player *p)
{
    return p->count > 0 && !p->paused ? STEP_MS : -1;
}

static int within(int step, int steps)
{
    return step < 0 ? 0 : step >= steps ? steps - 1 : step;
}

void player_set_volume(struct player *p, int step)
{
    p->volume = within(step, PLAYER_VOLUMES);
}

void player_set_speed(struct player *p, int step)
{
    p->speed = within(step, PLAYER_SPEEDS);
    tempo_set(p->tempo, percent(p));
}
