#include "app/cli/cli_say.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/assets.h"
#include "app/sound/cue.h"
#include "app/sound/voices.h"
#include "platform/base/nearest.h"
#include "platform/base/options.h"
#include "platform/base/wav.h"
#include "platform/port_audio.h"

struct request {
    const char *language, *message, *digits, *date, *money, *number, *name, *text, *out;
};

static bool whole_number(const char *text, int64_t *ret_value)
{
    char *end = NULL;
    errno = 0;
    *ret_value = strtoll(text, &end, 10);
    return errno == 0 && end != text && *end == '\0';
}

/* 2026-11-23, 2026-11 or 2026 as yyyymmdd. */
static bool iso_date(const char *text, int64_t *ret_value)
{
    static const char shape[] = "0000-00-00";
    const size_t len = strlen(text);
    int64_t digits = 0;
    if (len != 4 && len != 7 && len != 10) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (shape[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9') {
            return false;
        }
        digits = shape[i] == '-' ? digits : digits * 10 + (text[i] - '0');
    }
    *ret_value = len == 4 ? digits * 10000 : len == 7 ? digits * 100 : digits;
    return *ret_value % 100 <= 31 && *ret_value / 100 % 100 <= 12;
}

static int refuse(const char *what, const char *got)
{
    fprintf(stderr, "say: %s: '%s'. See kioskctl say --help.\n", what, got);
    return 2;
}

static int refuse_message(const char *name)
{
    const char *names[MSG_COUNT];
    for (int i = 0; i < MSG_COUNT; i++) {
        names[i] = message_name((enum message_id)i);
    }
    const char *near = nearest(name, names, MSG_COUNT);
    fprintf(stderr, "say: no message is called '%s'", name);
    if (near != NULL) {
        fprintf(stderr, "; did you mean %s?", near);
    }
    fprintf(stderr, "\n");
    return 2;
}

/* The one thing asked for; -1 when it is understood, else the exit status. */
static int understand(const struct request *r, struct say *ret_say)
{
    const int asked = (r->message != NULL) + (r->digits != NULL) + (r->date != NULL) +
                      (r->money != NULL) + (r->number != NULL) + (r->name != NULL) +
                      (r->text != NULL);
    if (asked != 1) {
        return refuse("name one thing to say", asked == 0 ? "nothing" : "several");
    }
    *ret_say = (struct say){0};
    if (r->message != NULL) {
        *ret_say = (struct say){.kind = SAY_MESSAGE, .message = message_find(r->message)};
        return ret_say->message == MSG_NONE ? refuse_message(r->message) : -1;
    }
    if (r->date != NULL) {
        ret_say->kind = SAY_DATE;
        return iso_date(r->date, &ret_say->number) ? -1 : refuse("not YYYY[-MM[-DD]]", r->date);
    }
    const char *figure = r->money != NULL ? r->money : r->number;
    if (figure != NULL) {
        ret_say->kind = r->money != NULL ? SAY_MONEY : SAY_NUMBER;
        return whole_number(figure, &ret_say->number) ? -1 : refuse("not a whole number", figure);
    }
    if (r->digits != NULL) {
        *ret_say = (struct say){.kind = SAY_DIGITS, .text = r->digits};
    } else if (r->name != NULL) {
        *ret_say = (struct say){.kind = SAY_NAME, .text = r->name};
    } else {
        *ret_say = (struct say){.kind = SAY_TEXT, .text = r->text};
    }
    return -1;
}

static void write_samples(FILE *f, const int16_t *samples, int count)
{
    for (int i = 0; i < count; i++) {
        uint8_t bytes[2];
        wav_sample(samples[i], bytes);
        (void)fwrite(bytes, 1, 2, f);
    }
}

static uint32_t item_samples(const struct spoken *item)
{
    switch (item->kind) {
    case SPOKEN_CLIP:
        return item->clip.samples;
    case SPOKEN_CUE:
        return (uint32_t)cue_ms((enum cue)item->value) * (AUDIO_RATE / 1000);
    case SPOKEN_PAUSE:
        return (uint32_t)item->value * (AUDIO_RATE / 1000);
    case SPOKEN_READ: /* only the kiosk has a reader */
    case SPOKEN_MISSING:
        break;
    }
    return 0;
}

static void write_item(FILE *f, const struct spoken *item)
{
    static const int16_t silence[AUDIO_RATE / 1000];
    struct clip_decoder decoder;
    struct cue_voice cue;
    int16_t block[CLIP_PACKET];
    int count;
    if (item->kind == SPOKEN_CLIP) {
        clip_decoder_start(&decoder, &item->clip);
        while ((count = clip_decoder_next(&decoder, block)) > 0) {
            write_samples(f, block, count);
        }
    } else if (item->kind == SPOKEN_CUE) {
        cue_start(&cue, (enum cue)item->value);
        while ((count = cue_next(&cue, block, CLIP_PACKET)) > 0) {
            write_samples(f, block, count);
        }
    } else if (item->kind == SPOKEN_PAUSE) {
        for (int ms = 0; ms < item->value; ms++) {
            write_samples(f, silence, AUDIO_RATE / 1000);
        }
    }
}

static int write_wav(const struct speech *speech, const char *path)
{
    FILE *f = path != NULL ? fopen(path, "wb") : stdout;
    if (f == NULL) {
        fprintf(stderr, "say: cannot write %s: %s\n", path, strerror(errno));
        return 1;
    }
    uint32_t total = 0;
    for (int i = 0; i < speech->count; i++) {
        total += item_samples(&speech->items[i]);
    }
    uint8_t head[WAV_HEAD];
    wav_header(AUDIO_RATE, total, head);
    (void)fwrite(head, 1, sizeof head, f);
    for (int i = 0; i < speech->count; i++) {
        write_item(f, &speech->items[i]);
    }
    const bool bad = ferror(f) != 0;
    if ((path != NULL ? fclose(f) : fflush(f)) != 0 || bad) {
        fprintf(stderr, "say: the sound could not be written: %s\n", strerror(errno));
        return 1;
    }
    return 0;
}

static int speak(const struct request *r, const struct say *say)
{
    struct voices voices;
    struct speech speech;
    struct file_bytes files[SPEECH_LANGUAGES];
    struct assets assets;
    struct err e = assets_open(&assets, files_linux(), getenv("RONG_ASSETS"));
    if (!failed(e)) {
        e = voices_open(&voices, &assets, &r->language, 1, files);
    }
    if (failed(e)) {
        fprintf(stderr, "say: %s: build the clips with `make all`, or set RONG_ASSETS\n", e.at);
        return 1;
    }
    speech_clear(&speech);
    speech_add(&speech, &voices, say, 1,
               &(struct speech_options){.language = r->language, .private_aloud = true});
    if (speech.fell_back) {
        fprintf(stderr, "say: %s has no clip for this: Vietnamese is heard\n", r->language);
    }
    if (speech.missing > 0 || speech.full || speech_ms(&speech) == 0) {
        fprintf(stderr, "say: %s\n",
                speech.full ? "too long to say at once" : "there is no clip for it");
        return 1;
    }
    return write_wav(&speech, r->out);
}

int cli_say(int argc, char **argv)
{
    struct request r = {.language = "vi"};
    const struct option_row rows[] = {
        {"--language", "L", "language of the sound, vi by default", &r.language, NULL, NULL, NULL},
        {"--message", "ID", "a message of the catalogue", &r.message, NULL, NULL, NULL},
        {"--digits", "N", "digit by digit, grouped at spaces", &r.digits, NULL, NULL, NULL},
        {"--date", "D", "2026-11-23, 2026-11 or 2026", &r.date, NULL, NULL, NULL},
        {"--money", "N", "an amount of dong", &r.money, NULL, NULL, NULL},
        {"--number", "N", "a whole number", &r.number, NULL, NULL, NULL},
        {"--name", "TEXT", "a name, by words or else by letters", &r.name, NULL, NULL, NULL},
        {"--text", "TEXT", "a sentence of a form or a screen", &r.text, NULL, NULL, NULL},
        {"-o", "FILE", "where to write; standard output by default", &r.out, NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "say",
        .summary = "what the citizen would hear, as a WAV of 48 kHz mono",
        .usage = "kioskctl say [--language L] (--message ID | --digits N | --date D | --money N) "
                 "[-o FILE]",
        .examples = "  kioskctl say --language vi --date 2026-11-23 -o date.wav\n"
                    "  kioskctl say --digits '1234 5678 9012' | aplay\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words > 0) {
        return refuse("unexpected word", argv[1]);
    }
    struct say say;
    const int understood = understand(&r, &say);
    if (understood >= 0) {
        return understood;
    }
    if (r.out == NULL && isatty(1) != 0) {
        fprintf(stderr, "say: name a file with -o, or pipe the sound into a player\n");
        return 2;
    }
    return speak(&r, &say);
}
