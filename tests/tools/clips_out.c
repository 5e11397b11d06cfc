/* What is in a pack of clips, as it is heard: a WAV for each, to be measured by others.
 *
 *     clips_out FILE.pak DIR    writes DIR/ID.wav, prints ID<TAB>milliseconds<TAB>text
 */
#include <stdio.h>
#include <stdlib.h>

#include "app/sound/clips.h"
#include "platform/base/wav.h"
#include "platform/port_audio.h"
#include "platform/port_files.h"

#define SAMPLES_MAX ((size_t)AUDIO_RATE * 60)

static int16_t samples[SAMPLES_MAX + CLIP_PACKET];

static void must(bool well, const char *what)
{
    if (!well) {
        fprintf(stderr, "clips_out: %s\n", what);
        exit(1);
    }
}

static size_t decode(const struct clip *clip)
{
    static struct clip_decoder decoder;
    size_t count = 0;
    int got = 0;
    clip_decoder_start(&decoder, clip);
    while (count <= SAMPLES_MAX && (got = clip_decoder_next(&decoder, samples + count)) > 0) {
        count += (size_t)got;
    }
    return count;
}

static void write_clip(const struct clip *clip, const char *folder)
{
    char path[512];
    uint8_t head[WAV_HEAD];
    const size_t count = decode(clip);
    (void)snprintf(path, sizeof path, "%s/%016llx.wav", folder, (unsigned long long)clip->id);
    FILE *file = fopen(path, "wb");
    must(file != NULL, path);
    wav_header(AUDIO_RATE, (uint32_t)count, head);
    must(fwrite(head, 1, sizeof head, file) == sizeof head &&
             fwrite(samples, sizeof samples[0], count, file) == count && fclose(file) == 0,
         path);
    printf("%016llx\t%u\t%s\n", (unsigned long long)clip->id, clip_ms(clip), clip->text);
}

int main(int argc, char **argv)
{
    struct file_bytes file = {0};
    struct clips clips;
    must(argc == 3, "usage: clips_out FILE.pak DIR");
    must(!failed(files_linux()->ops->map(argv[1], &file)), argv[1]);
    must(!failed(clips_open(&clips, file.bytes, file.size)), "it is no pack of clips");
    for (uint32_t i = 0; i < clips.count; i++) {
        struct clip clip;
        clips_get(&clips, i, &clip);
        write_clip(&clip, argv[2]);
    }
    files_linux()->ops->unmap(&file);
    return 0;
}
