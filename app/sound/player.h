/* Plays spoken items through port_audio: decodes, changes speed and volume, limits, puts cues
 * between clips (never over speech) and tells what was really heard. Main thread only; call
 * player_step() every turn of the loop while player_deadline_ms() says so. No heap of its own. */
#ifndef APP_SOUND_PLAYER_H
#define APP_SOUND_PLAYER_H

#include <stdbool.h>
#include <stdint.h>

#include "app/sound/cue.h"
#include "app/sound/speech.h"
#include "app/sound/tempo.h"
#include "platform/port_audio.h"

#define PLAYER_ITEMS          512
#define PLAYER_READS          8 /* names that wait to be read; more are spelled */
#define PLAYER_VOLUMES        7 /* steps of 3 dB, -12 to +6: EN 301 549 wants a range of 18 dB */
#define PLAYER_VOLUME_DEFAULT 4
#define PLAYER_SPEEDS         7 /* 50, 65, 80, 100, 125, 150, 200 % */
#define PLAYER_SPEED_DEFAULT  3

/* One item that came to an end or was cut: a line of heard.txt. */
struct heard {
    uint64_t at_ms; /* when its first sample was handed on */
    struct spoken what;
    uint32_t ms_played, ms_total; /* of the clip at normal speed */
};

struct player_item {
    struct spoken what;
    uint32_t made;          /* samples that a READ gave */
    bool started, produced; /* first and last sample are in the ring */
    uint64_t at_ms;
    uint64_t start, end; /* positions in the stream of samples */
};

struct player {
    struct port_audio *audio;
    struct tempo *tempo;
    void (*heard)(void *context, const struct heard *heard); /* or NULL */
    void *context;

    struct player_item items[PLAYER_ITEMS]; /* [0] sounds now */
    int count, producing;
    struct clip_decoder decoder;
    struct port_reader *reader; /* NULL: names are spelled */
    struct spoken_read reads[PLAYER_READS];
    uint64_t reading_ms; /* since when the reader was asked */
    bool read_well;      /* the last READ was heard: what stands instead is passed over */
    struct cue_voice cue;
    int pause_left; /* samples */
    bool decoding, flushed;
    int16_t block[4096]; /* produced, not yet pushed */
    int block_count, block_at;
    uint64_t pushed;
    int volume, speed;
    bool paused;
    int limit; /* gain of the limiter, 1/32768 */
};

/* audio and tempo stay the caller's and outlive the player. heard is called from player_step() and
 * from whatever cuts. */
void player_init(struct player *p, struct port_audio *audio, struct tempo *tempo,
                 void (*heard)(void *context, const struct heard *heard), void *context);

/* Who reads names that have no clips; NULL = nobody. It stays the caller's and outlives the player.
 */
void player_set_reader(struct player *p, struct port_reader *reader);

/* Queues what speech holds behind what is queued; what does not fit is dropped. */
void player_say(struct player *p, const struct speech *speech);

/* Queues a cue before everything that has not begun to sound. */
void player_cue(struct player *p, enum cue cue);

/* Drops speech at once; a cue that just began may end when no speech stands behind it in the ring.
 */
void player_hush(struct player *p, uint64_t now_ms);

/* Drops everything at once: a touch. */
void player_cut(struct player *p, uint64_t now_ms);

/* Cuts and wipes: nothing of a citizen stays. */
void player_forget(struct player *p, uint64_t now_ms);

/* Paused, everything that was asked for waits, in silence; after that it goes on from the beginning
 * of the piece it was in. Nothing happens when nothing sounds or waits. More speech, and whatever
 * cuts, ends a pause. */
void player_pause(struct player *p, bool paused, uint64_t now_ms);
bool player_paused(const struct player *p);

/* Fills the ring and reports what has ended. */
void player_step(struct player *p, uint64_t now_ms);

/* True while speech sounds or waits to; cues and what is paused do not count. */
bool player_speaking(const struct player *p);

/* The speech item sounding now, paused or not, or NULL; valid until the next call. */
const struct spoken *player_sounding(const struct player *p);

/* Its tag; 0 when none. */
uint32_t player_tag(const struct player *p);

/* Milliseconds until player_step() is wanted: -1 when nothing plays. */
int player_deadline_ms(const struct player *p);

/* Steps 0 .. PLAYER_VOLUMES-1 and 0 .. PLAYER_SPEEDS-1; others are brought into range. Heard at
 * once but for what is already in the ring (300 ms). */
void player_set_volume(struct player *p, int step);
void player_set_speed(struct player *p, int step);

#endif
