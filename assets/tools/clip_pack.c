/* Builds a clip pack (app/sound/clips.h) of machine speech:
 *
 *   clip_pack LANGUAGE VOICE SPEED PRONOUNCE CACHE LIST OUT
 *
 * VOICE tone is no voice: three notes of SPEED ms, for the tests' own languages.
 * LIST has a line `S<TAB>sentence` or `W<TAB>word` per clip (a word keeps little silence, because
 * words are put together); the grammar's vocabulary is added. PRONOUNCE has `written<TAB>said`.
 * Every clip is checked as the kiosk will hear it: 0.1 to 30 s, not silent, peak and loudness; one
 * that fails ends the build. Finished clips are kept in CACHE, so only changed sentences cost time.
 */
#include <errno.h>
#include <math.h>
#include <opus.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/sound/clips.h"
#include "app/sound/figures.h"
#include "app/sound/grammar.h"
#include "assets/tools/clip_build.h"

#define BUILDER "3" /* part of the cache key: raise it when the sound of a clip changes */

enum { LIST_MAX = 20000, TEXT_MAX = 2000, SAY_AS_MAX = 200 };

struct line {
    uint64_t id;
    char kind;
    char *text;
};

struct say_as {
    char *written, *said;
};

struct job {
    const char *language, *voice, *speed, *cache;
    struct line *lines;
    int count;
    struct say_as say_as[SAY_AS_MAX];
    int say_as_count;
};

static _Noreturn void die(const char *what, const char *which)
{
    fprintf(stderr, "clip_pack: %s: %s\n", what, which);
    exit(1);
}

static char *copy(const char *text)
{
    char *c = malloc(strlen(text) + 1);
    if (c == NULL) {
        die("out of memory", text);
    }
    return memcpy(c, text, strlen(text) + 1);
}

static void add(struct job *job, char kind, const char *text)
{
    if (job->count == LIST_MAX) {
        die("more clips than LIST_MAX", text);
    }
    job->lines[job->count++] =
        (struct line){clip_id(job->language, text, strlen(text)), kind, copy(text)};
}

static void read_list(struct job *job, const char *path)
{
    char line[TEXT_MAX];
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        die("cannot read", path);
    }
    while (fgets(line, sizeof line, f) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if ((line[0] != 'S' && line[0] != 'W') || line[1] != '\t' || line[2] == '\0') {
            die("not a line of a clip list", line);
        }
        add(job, line[0], line + 2);
    }
    fclose(f);
    const struct grammar *g = grammar_find(job->language);
    char storage[256];
    struct buf word;
    buf_init(&word, storage, sizeof storage);
    const char *w;
    for (int i = 0; g != NULL && (w = g->vocabulary(i, &word)) != NULL; i++) {
        add(job, 'W', w);
    }
}

static void read_pronounce(struct job *job, const char *path)
{
    char line[TEXT_MAX];
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        die("cannot read", path);
    }
    while (fgets(line, sizeof line, f) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        char *tab = strchr(line, '\t');
        if (line[0] == '#' || line[0] == '\0') {
            continue;
        }
        if (tab == NULL || job->say_as_count == SAY_AS_MAX) {
            die("not `written<TAB>said`", line);
        }
        *tab = '\0';
        job->say_as[job->say_as_count++] = (struct say_as){copy(line), copy(tab + 1)};
    }
    fclose(f);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* What the voice is given: hand-made pronunciations, then figures in words. */
static void spoken_form(const struct job *job, const char *text, char *out, size_t cap)
{
    char storage[TEXT_MAX * 2];
    struct buf b;
    buf_init(&b, storage, sizeof storage);
    for (const char *p = text; *p != '\0';) {
        const struct say_as *found = NULL;
        size_t len = 1;
        for (int i = 0; i < job->say_as_count && (p == text || !is_letter(p[-1])); i++) {
            const size_t n = strlen(job->say_as[i].written);
            if (n >= len && strncmp(p, job->say_as[i].written, n) == 0 && !is_letter(p[n])) {
                found = &job->say_as[i];
                len = n;
            }
        }
        buf_add(&b, found != NULL ? found->said : p, found != NULL ? strlen(found->said) : 1);
        p += len;
    }
    struct buf spelled;
    buf_init(&spelled, out, cap);
    const struct grammar *g = grammar_find(job->language);
    if (g != NULL) {
        figures_spell(g, storage, b.len, &spelled);
    } else {
        buf_puts(&spelled, storage);
    }
    if (b.full || spelled.full) {
        die("too long", text);
    }
}

static void cache_path(const struct job *job, const struct line *line, char *path, size_t cap)
{
    char spoken[TEXT_MAX * 2];
    char key[TEXT_MAX * 2 + 100];
    spoken_form(job, line->text, spoken, sizeof spoken);
    snprintf(key, sizeof key, BUILDER "\t%s\t%s\t%c\t%s", job->voice, job->speed, line->kind,
             spoken);
    snprintf(path, cap, "%s/%016llx.clip", job->cache,
             (unsigned long long)clip_id(job->language, key, strlen(key)));
}

struct coded {
    uint32_t samples;
    uint32_t size;
    uint8_t *bytes; /* malloc */
};

static struct coded encode(const struct sound *s, int complexity)
{
    int error = 0;
    OpusEncoder *opus = opus_encoder_create(BUILD_RATE, 1, OPUS_APPLICATION_AUDIO, &error);
    opus_int32 lookahead = 0;
    if (opus == NULL || opus_encoder_ctl(opus, OPUS_SET_BITRATE(24000)) != OPUS_OK ||
        opus_encoder_ctl(opus, OPUS_SET_COMPLEXITY(complexity)) != OPUS_OK ||
        opus_encoder_ctl(opus, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)) != OPUS_OK ||
        opus_encoder_ctl(opus, OPUS_GET_LOOKAHEAD(&lookahead)) != OPUS_OK ||
        lookahead != CLIP_PRE_SKIP) {
        die("libopus", opus_strerror(error));
    }
    const size_t packets = (s->count + CLIP_PRE_SKIP + CLIP_PACKET - 1) / CLIP_PACKET;
    struct coded c = {(uint32_t)s->count, 0, malloc(packets * (CLIP_PACKET_MAX + 2))};
    for (size_t i = 0; c.bytes != NULL && i < packets; i++) {
        float frame[CLIP_PACKET] = {0};
        const size_t at = i * CLIP_PACKET;
        if (at < s->count) {
            const size_t n = s->count - at < CLIP_PACKET ? s->count - at : CLIP_PACKET;
            memcpy(frame, s->samples + at, n * sizeof frame[0]);
        }
        uint8_t *out = c.bytes + c.size;
        const int size = opus_encode_float(opus, frame, CLIP_PACKET, out + 2, CLIP_PACKET_MAX);
        if (size < 0) {
            die("libopus", opus_strerror(size));
        }
        out[0] = (uint8_t)(size & 255);
        out[1] = (uint8_t)(size >> 8);
        c.size += (uint32_t)size + 2;
    }
    opus_encoder_destroy(opus);
    return c;
}

/* What the kiosk will hear. */
static struct sound decode(const struct coded *c)
{
    static struct clip_decoder decoder;
    const struct clip clip = {0, c->bytes, c->size, c->samples, ""};
    struct sound s = {calloc(c->samples + CLIP_PACKET, sizeof(float)), 0};
    int16_t block[CLIP_PACKET];
    int n;
    clip_decoder_start(&decoder, &clip);
    while (s.samples != NULL && (n = clip_decoder_next(&decoder, block)) > 0) {
        for (int i = 0; i < n; i++) {
            s.samples[s.count++] = (float)block[i] / 32768;
        }
    }
    return s;
}

/* NULL when the clip is good, else what is wrong with it. */
static const char *fault(const struct sound *s, char kind)
{
    const double seconds = (double)s->count / BUILD_RATE;
    const double lufs = level_loudness(s->samples, s->count);
    if (seconds < 0.1 || seconds > 30) {
        return "is not 0.1 to 30 s long";
    }
    if (lufs < -40) {
        return "is silent";
    }
    if (level_peak(s->samples, s->count) > CLIP_PEAK) {
        return "peaks over -1.5 dBFS";
    }
    return fabs(lufs - CLIP_LUFS) > (kind == 'S' ? 1.5 : 3.0) ? "is not near -16 LUFS" : NULL;
}

/* What is wrong at every ceiling, or NULL and *ret_coded. */
static const char *code(struct sound *s, char kind, int complexity, struct coded *ret_coded)
{
    const char *bad = "is silent";
    for (double ceiling = 0.80; s->count > 0 && bad != NULL && ceiling > 0.55; ceiling *= 0.94) {
        free(ret_coded->bytes);
        level_apply(s, ceiling);
        *ret_coded = encode(s, complexity);
        struct sound heard = decode(ret_coded);
        bad = fault(&heard, kind);
        free(heard.samples);
    }
    return bad;
}

/* A hard onset may overshoot at the encoder's own choice of pitch search; another one tames it. */
static struct coded make(const struct line *line, const struct sound *spoken)
{
    static const int complexities[] = {3, 10, 0};
    struct coded c = {0};
    const char *bad = "is silent";
    for (size_t i = 0;
         spoken->count > 0 && bad != NULL && i < sizeof complexities / sizeof *complexities; i++) {
        struct sound s = {malloc(spoken->count * sizeof *s.samples), spoken->count};
        if (s.samples == NULL) {
            die("out of memory", line->text);
        }
        memcpy(s.samples, spoken->samples, s.count * sizeof *s.samples);
        level_trim(&s, line->kind == 'S' ? 120 : 30);
        bad = code(&s, line->kind, complexities[i], &c);
        free(s.samples);
    }
    if (bad != NULL) {
        fprintf(stderr, "clip_pack: the clip %s\n", bad);
        die("text", line->text);
    }
    return c;
}

static void write_cache(const char *path, const struct coded *c)
{
    char part[1200];
    snprintf(part, sizeof part, "%s.%ld", path, (long)getpid());
    FILE *f = fopen(part, "wb");
    if (f == NULL || fwrite(&c->samples, 4, 1, f) != 1 ||
        fwrite(c->bytes, 1, c->size, f) != c->size || fclose(f) != 0 || rename(part, path) != 0) {
        die("cannot write", path);
    }
}

/* Whole, as far as a look tells: a machine that lost power may have kept a name and no bytes. */
static bool is_kept(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && info.st_size > 4 && access(path, R_OK) == 0;
}

static void speak_batch(const struct job *job, const struct line *const *lines, int count)
{
    static char spoken[VOICE_BATCH][TEXT_MAX * 2];
    const char *texts[VOICE_BATCH] = {0};
    struct sound sounds[VOICE_BATCH];
    for (int i = 0; i < count; i++) {
        spoken_form(job, lines[i]->text, spoken[i], sizeof spoken[i]);
        texts[i] = spoken[i];
    }
    if (strcmp(job->voice, "tone") == 0) {
        tone_speak((int)strtol(job->speed, NULL, 10), texts, count, sounds);
    } else {
        voice_speak(job->voice, job->speed, texts, count, sounds);
    }
    for (int i = 0; i < count; i++) {
        char path[1024];
        cache_path(job, lines[i], path, sizeof path);
        struct coded c = make(lines[i], &sounds[i]);
        write_cache(path, &c);
        free(c.bytes);
        free(sounds[i].samples);
    }
}

static void speak_missing(const struct job *job, int worker, int workers)
{
    const struct line *lines[VOICE_BATCH];
    int count = 0;
    for (int i = worker; i < job->count; i += workers) {
        char path[1024];
        cache_path(job, &job->lines[i], path, sizeof path);
        if (!is_kept(path)) {
            lines[count++] = &job->lines[i];
        }
        if (count == VOICE_BATCH) {
            speak_batch(job, lines, count);
            count = 0;
        }
    }
    if (count > 0) {
        speak_batch(job, lines, count);
    }
}

static void speak_all(const struct job *job)
{
    pid_t child[2];
    for (int i = 0; i < 2; i++) {
        child[i] = fork();
        if (child[i] == 0) {
            speak_missing(job, i, 2);
            exit(0);
        }
    }
    for (int i = 0; i < 2; i++) {
        int status = 1;
        while (waitpid(child[i], &status, 0) < 0 && errno == EINTR) {
        }
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            exit(1);
        }
    }
}

static int by_id(const void *a, const void *b)
{
    const struct line *x = a;
    const struct line *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Sorted, each text once; a sentence wins over a word of the same text. */
static void sort_unique(struct job *job)
{
    qsort(job->lines, (size_t)job->count, sizeof job->lines[0], by_id);
    int kept = 0;
    for (int i = 0; i < job->count; i++) {
        struct line *last = kept > 0 ? &job->lines[kept - 1] : NULL;
        if (last == NULL || last->id != job->lines[i].id) {
            job->lines[kept++] = job->lines[i];
        } else if (strcmp(last->text, job->lines[i].text) != 0) {
            die("two texts have one id", last->text);
        } else if (job->lines[i].kind == 'W') {
            last->kind = 'W'; /* a word that is also a label must fit between other words */
        }
    }
    job->count = kept;
}

static void put32(uint8_t *p, uint32_t v)
{
    for (int i = 0; i < 4; i++) {
        p[i] = (uint8_t)(v >> (8 * i));
    }
}

/* The spoken bytes of a line out of the cache into pack; how many there are. */
static size_t read_clip(const struct job *job, const struct line *line, uint8_t *into, size_t room,
                        uint32_t *ret_samples)
{
    char path[1024];
    cache_path(job, line, path, sizeof path);
    FILE *f = fopen(path, "rb");
    if (f == NULL || fread(ret_samples, 4, 1, f) != 1) {
        die("cannot read", path);
    }
    const size_t size = fread(into, 1, room, f);
    fclose(f);
    return size;
}

/* The texts together, right after the index: what a start checks lies in the first pages, and the
 * audio is not touched before it is heard. Where they end. */
static size_t put_texts(const struct job *job, uint8_t *pack, size_t end, size_t cap)
{
    for (int i = 0; i < job->count; i++) {
        const size_t size = strlen(job->lines[i].text) + 1;
        if (end + size > cap) {
            die("pack larger than 64 MiB", job->lines[i].text);
        }
        put32(pack + CLIP_HEAD + (size_t)i * CLIP_ENTRY + 16, (uint32_t)end);
        memcpy(pack + end, job->lines[i].text, size);
        end += size;
    }
    return end;
}

static size_t put_audio(const struct job *job, uint8_t *pack, size_t end, size_t cap,
                        double *ret_seconds)
{
    for (int i = 0; i < job->count; i++) {
        const struct line *line = &job->lines[i];
        uint8_t *e = pack + CLIP_HEAD + (size_t)i * CLIP_ENTRY;
        uint32_t samples = 0;
        const size_t size = read_clip(job, line, pack + end, cap - end, &samples);
        if (end + size == cap) {
            die("pack larger than 64 MiB", line->text);
        }
        put32(e, (uint32_t)line->id);
        put32(e + 4, (uint32_t)(line->id >> 32));
        put32(e + 8, (uint32_t)end);
        put32(e + 12, (uint32_t)size);
        put32(e + 20, samples);
        end += size;
        *ret_seconds += samples / (double)BUILD_RATE;
    }
    return end;
}

static void write_pack(const struct job *job, const char *out)
{
    const size_t index = CLIP_HEAD + (size_t)job->count * CLIP_ENTRY;
    const size_t cap = index + ((size_t)64 << 20);
    uint8_t *pack = calloc(1, cap);
    double seconds = 0;
    if (pack == NULL) {
        die("out of memory", out);
    }
    const size_t end = put_audio(job, pack, put_texts(job, pack, index, cap), cap, &seconds);
    memcpy(pack, "RONGCLIP", 8);
    put32(pack + 8, 1);
    put32(pack + 12, (uint32_t)job->count);
    put32(pack + 16, (uint32_t)end);
    snprintf((char *)pack + 24, 16, "%s", job->language);
    char part[1200];
    snprintf(part, sizeof part, "%s.%ld", out, (long)getpid()); /* another make may be at it too */
    FILE *f = fopen(part, "wb");
    if (f == NULL || fwrite(pack, 1, end, f) != end || fclose(f) != 0 || rename(part, out) != 0) {
        die("cannot write", out);
    }
    free(pack);
    printf("  CLIPS %d clips, %.0f s, %zu kB\n", job->count, seconds, end / 1024);
}

int main(int argc, char **argv)
{
    if (argc != 8) {
        fprintf(stderr, "usage: clip_pack LANGUAGE VOICE SPEED PRONOUNCE CACHE LIST OUT\n");
        return 2;
    }
    struct job *job = calloc(1, sizeof *job);
    if (job == NULL || (job->lines = calloc(LIST_MAX, sizeof *job->lines)) == NULL) {
        die("out of memory", argv[7]);
    }
    job->language = argv[1];
    job->voice = argv[2];
    job->speed = argv[3];
    job->cache = argv[5];
    if (mkdir(job->cache, 0777) != 0 && errno != EEXIST) {
        die("cannot make the folder", job->cache);
    }
    read_pronounce(job, argv[4]);
    read_list(job, argv[6]);
    sort_unique(job);
    speak_all(job);
    write_pack(job, argv[7]);
    return 0;
}
