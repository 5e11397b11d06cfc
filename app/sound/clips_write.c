#include "app/sound/clips_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LANGUAGE_ROOM = 16 };

static void put32(uint8_t *p, uint64_t v)
{
    for (int i = 0; i < 4; i++) {
        p[i] = (uint8_t)(v >> (8 * i));
    }
}

size_t clips_write_size(const struct clip *clips, uint32_t count)
{
    size_t size = CLIP_HEAD + (size_t)count * CLIP_ENTRY;
    for (uint32_t i = 0; i < count; i++) {
        size += strlen(clips[i].text) + 1 + clips[i].audio_size;
    }
    return size;
}

static int by_id(const void *a, const void *b)
{
    const struct clip *x = a;
    const struct clip *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

static void put_head(uint8_t *out, uint32_t count, size_t size, const char *language)
{
    (void)memcpy(out, "RONGCLIP", 8);
    put32(out + 8, 1);
    put32(out + 12, count);
    put32(out + 16, size);
    (void)memcpy(out + 24, language, strlen(language));
}

struct err clips_write(struct clip *clips, uint32_t count, const char *language, uint8_t *out,
                       size_t room, size_t *ret_size)
{
    const size_t size = clips_write_size(clips, count);
    if (size > room || size > UINT32_MAX || strlen(language) >= LANGUAGE_ROOM) {
        return ERR(ERR_FULL, 0, "clips: the pack is too large");
    }
    qsort(clips, count, sizeof *clips, by_id);
    size_t text = CLIP_HEAD + (size_t)count * CLIP_ENTRY;
    size_t audio = text;
    for (uint32_t i = 0; i < count; i++) {
        audio += strlen(clips[i].text) + 1;
    }
    (void)memset(out, 0, text);
    put_head(out, count, size, language);
    for (uint32_t i = 0; i < count; i++) {
        const struct clip *c = &clips[i];
        uint8_t *entry = out + CLIP_HEAD + (size_t)i * CLIP_ENTRY;
        const size_t letters = strlen(c->text) + 1;
        if (i > 0 && clips[i - 1].id == c->id) {
            return ERR(ERR_BAD_INPUT, 0, "clips: two of one text");
        }
        put32(entry, c->id);
        put32(entry + 4, c->id >> 32);
        put32(entry + 8, audio);
        put32(entry + 12, c->audio_size);
        put32(entry + 16, text);
        put32(entry + 20, c->samples);
        (void)memcpy(out + text, c->text, letters);
        (void)memcpy(out + audio, c->audio, c->audio_size);
        text += letters;
        audio += c->audio_size;
    }
    *ret_size = size;
    return ERR_OK;
}
