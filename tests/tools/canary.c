/* Looks for planted words in the memory of processes and in files, however they may have been
 * written: UTF-8, UTF-16, UTF-32, percent-encoded, as a JSON escape, in hex, in base64 at any
 * place.
 *
 *     canary [--skip PATH] WORDS TARGET...   TARGET: a process number, or a file
 *     canary --plant WORDS                   holds the first word as UTF-16 until its input ends
 *     canary --picture FILE.jpg              a line for WORDS: bytes of the picture as it is shown
 *
 * WORDS is a file of one word a line, or "hex:00FF" for bytes as they are. Every page of a process
 * that is in memory is read, except those mapped from PATH, the script that plants the words.
 * Prints each place with what stands around it and "N places, M bytes read"; exit 0 when N is 0. */
#define _GNU_SOURCE /* pread */
#include <ctype.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform/base/utf8.h"
#include "platform/linux/jpeg_file.h"
#include "ui/jobs.h"

#define WORD_BYTES  128
#define NEEDLES_MAX 2048
#define NEEDLE_MIN  6
#define NEEDLE_MAX  (WORD_BYTES * 6)
#define CHUNK       ((size_t)1 << 20)
#define PAGE        4096u
#define SHOWN       48

struct needle {
    uint8_t bytes[NEEDLE_MAX];
    size_t size;
    const char *form;
    int next; /* of those that begin alike; -1 ends */
};

static struct needle needles[NEEDLES_MAX];
static int needle_count;
static int heads[1 << 16];
static const char *skipped;
static uint64_t bytes_read;
static long places;

static unsigned beginning(const uint8_t *at)
{
    uint32_t four;
    memcpy(&four, at, sizeof four);
    return (four * 2654435761u) >> 16;
}

static void add(const char *form, const void *bytes, size_t size)
{
    if (size < NEEDLE_MIN || size > NEEDLE_MAX || needle_count == NEEDLES_MAX) {
        fprintf(stderr, "canary: a word of %zu bytes as %s cannot be looked for\n", size, form);
        exit(2);
    }
    struct needle *n = &needles[needle_count];
    memcpy(n->bytes, bytes, size);
    n->size = size;
    n->form = form;
    const unsigned head = beginning(n->bytes);
    n->next = heads[head];
    heads[head] = needle_count++;
}

static void add_wide(const char *word, int unit, bool big_endian, const char *form)
{
    uint8_t wide[NEEDLE_MAX] = {0};
    size_t size = 0;
    size_t used = 0;
    for (size_t i = 0; word[i] != '\0'; i += used) {
        const uint32_t cp = utf8_decode(word + i, strlen(word + i), &used);
        for (int byte = 0; byte < unit; byte++) {
            wide[size++] = (uint8_t)(cp >> 8 * (big_endian ? unit - 1 - byte : byte));
        }
    }
    add(form, wide, size);
}

static size_t put_hex(char *out, uint32_t value, int digits, bool large)
{
    static const char small_digits[] = "0123456789abcdef";
    static const char large_digits[] = "0123456789ABCDEF";
    for (int i = 0; i < digits; i++) {
        out[i] = (large ? large_digits : small_digits)[value >> 4 * (digits - 1 - i) & 15];
    }
    return (size_t)digits;
}

/* What is outside ASCII as "%C3%A2", byte by byte, or as "\\u00e2", a code point at once. */
static void add_escaped(const char *word, const char *mark, bool large, const char *form)
{
    const bool whole = mark[0] == '\\';
    char out[NEEDLE_MAX] = "";
    size_t size = 0;
    size_t used = 1;
    for (size_t i = 0; word[i] != '\0'; i += used) {
        const uint8_t byte = (uint8_t)word[i];
        const uint32_t cp = utf8_decode(word + i, strlen(word + i), &used);
        used = whole ? used : 1;
        if (byte < 0x80) {
            out[size++] = word[i];
        } else {
            memcpy(out + size, mark, strlen(mark));
            size += strlen(mark);
            size += put_hex(out + size, whole ? cp : byte, whole ? 4 : 2, large);
        }
    }
    add(form, out, size);
}

static void add_hex(const char *word, bool large, const char *form)
{
    char out[NEEDLE_MAX];
    size_t size = 0;
    for (const char *c = word; *c != '\0'; c++) {
        size += put_hex(out + size, (uint8_t)*c, 2, large);
    }
    add(form, out, size);
}

/* The digits that depend on nothing but the word, for each of the three places it may begin at. */
static void add_base64(const char *word)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const size_t length = strlen(word);
    for (size_t before = 0; before < 3; before++) {
        char out[NEEDLE_MAX];
        size_t size = 0;
        for (size_t bit = (before * 8 + 5) / 6 * 6; bit + 6 <= (before + length) * 8; bit += 6) {
            const size_t at = bit - before * 8;
            const unsigned two = (unsigned)(uint8_t)word[at / 8] << 8 | (uint8_t)word[at / 8 + 1];
            out[size++] = digits[two >> (10 - at % 8) & 63];
        }
        add("base64", out, size);
    }
}

static void add_word(const char *word)
{
    bool plain = true;
    for (const char *c = word; *c != '\0'; c++) {
        plain = plain && (uint8_t)*c < 0x80;
    }
    add("utf-8", word, strlen(word));
    add_wide(word, 2, false, "utf-16");
    add_wide(word, 2, true, "utf-16, big end first");
    add_wide(word, 4, false, "utf-32");
    add_hex(word, false, "hex");
    add_hex(word, true, "HEX");
    add_base64(word);
    if (!plain) {
        add_escaped(word, "%", true, "percent");
        add_escaped(word, "%", false, "percent, small");
        add_escaped(word, "\\u", false, "escape");
        add_escaped(word, "\\u", true, "ESCAPE");
    }
}

static void add_bytes(const char *digits)
{
    uint8_t bytes[NEEDLE_MAX];
    size_t size = 0;
    unsigned byte = 0;
    for (; size < sizeof bytes && sscanf(digits, "%2x", &byte) == 1; digits += 2) {
        bytes[size++] = (uint8_t)byte;
    }
    add("bytes", bytes, size);
}

static void read_words(const char *path, char *ret_first)
{
    char line[WORD_BYTES * 8];
    FILE *file = fopen(path, "r");
    memset(heads, 0xFF, sizeof heads);
    if (file == NULL) {
        fprintf(stderr, "canary: %s cannot be read\n", path);
        exit(2);
    }
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "hex:", 4) == 0) {
            add_bytes(line + 4);
        } else if (line[0] != '\0' && strlen(line) < WORD_BYTES) {
            if (ret_first[0] == '\0') {
                memcpy(ret_first, line, strlen(line) + 1);
            }
            add_word(line);
        }
    }
    fclose(file);
}

static void tell(const char *where, uint64_t place, const struct needle *n, const uint8_t *block,
                 size_t at, size_t size)
{
    printf("%s at %llx, %s: ", where, (unsigned long long)place, n->form);
    const size_t from = at < SHOWN ? 0 : at - SHOWN;
    for (size_t i = from; i < size && i < at + SHOWN; i++) {
        putchar(isprint(block[i]) != 0 ? block[i] : '.');
    }
    putchar('\n');
    places++;
}

/* A word that crosses the end of a block is found in the next, which begins earlier. */
static void search(const char *where, uint64_t place, const uint8_t *block, size_t size)
{
    for (size_t i = 0; i + NEEDLE_MIN <= size; i++) {
        for (int n = heads[beginning(block + i)]; n >= 0; n = needles[n].next) {
            const struct needle *needle = &needles[n];
            if (needle->size <= size - i && memcmp(block + i, needle->bytes, needle->size) == 0) {
                tell(where, place + i, needle, block, i, size);
            }
        }
    }
    bytes_read += size;
}

static void search_range(int memory, const char *where, uint64_t from, uint64_t to)
{
    static uint8_t block[CHUNK + NEEDLE_MAX];
    for (uint64_t at = from; at < to; at += CHUNK) {
        const size_t want = to - at < sizeof block ? (size_t)(to - at) : sizeof block;
        const ssize_t got = pread(memory, block, want, (off_t)at);
        if (got > 0) {
            search(where, at, block, (size_t)got);
        }
    }
}

/* Only pages that are in memory or swapped out: the others were never written. */
static void search_mapping(int memory, int pages, const char *where, uint64_t from, uint64_t to)
{
    uint64_t begin = 0;
    for (uint64_t at = from; at <= to; at += PAGE) {
        uint64_t entry = 0;
        const bool there = at < to && (pread(pages, &entry, sizeof entry,
                                             (off_t)(at / PAGE * sizeof entry)) != sizeof entry ||
                                       entry >> 62 != 0);
        if (there && begin == 0) {
            begin = at;
        } else if (!there && begin != 0) {
            search_range(memory, where, begin, at);
            begin = 0;
        }
    }
}

static int open_of(const char *pid, const char *name)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/%s/%s", pid, name);
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        fprintf(stderr, "canary: %s cannot be read; is it running, and are you root?\n", path);
        exit(2);
    }
    return fd;
}

static void search_process(const char *pid)
{
    char line[600];
    const int memory = open_of(pid, "mem");
    const int pages = open_of(pid, "pagemap");
    FILE *maps = fdopen(open_of(pid, "maps"), "r");
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        unsigned long from = 0;
        unsigned long to = 0;
        char where[700];
        line[strcspn(line, "\n")] = '\0';
        (void)snprintf(where, sizeof where, "process %s, %s", pid, line);
        if (sscanf(line, "%lx-%lx", &from, &to) == 2 && strstr(line, "[vsyscall]") == NULL &&
            (skipped == NULL || strstr(line, skipped) == NULL)) {
            search_mapping(memory, pages, where, from, to);
        }
    }
    if (maps != NULL) {
        fclose(maps);
    }
    close(memory);
    close(pages);
}

static void search_file(const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) { /* else it was removed meanwhile */
        const off_t size = lseek(fd, 0, SEEK_END);
        search_range(fd, path, 0, size > 0 ? (uint64_t)size : 0);
        close(fd);
    }
}

static int plant(const char *word)
{
    const size_t size = strlen(word) * 2 + 2;
    char *copy = calloc(1, size);
    if (copy == NULL) {
        return 2;
    }
    for (size_t i = 0; word[i] != '\0'; i++) {
        copy[2 * i] = word[i];
    }
    printf("planted\n");
    fflush(stdout);
    while (getchar() != EOF) {
    }
    free(copy);
    return 0;
}

/* Sixteen points in the middle row of what the screen is given, where they differ most. */
static int picture(const char *path)
{
    static uint8_t file[4 << 20];
    static uint8_t rgb[PREVIEW_BYTES];
    int width = 0;
    int height = 0;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const ssize_t size = fd < 0 ? -1 : read(fd, file, sizeof file);
    if (size <= 0 || failed(image_jpeg_preview(file, (size_t)size, PREVIEW_SIDE, rgb, sizeof rgb,
                                               &width, &height))) {
        fprintf(stderr, "canary: %s is no picture\n", path);
        return 2;
    }
    close(fd);
    const uint8_t *best = rgb;
    int most = -1;
    for (int y = height / 3; y < height / 3 * 2; y++) {
        for (int x = 0; x + 16 < width; x += 16) {
            const uint8_t *at = rgb + ((size_t)y * (size_t)width + (size_t)x) * 3;
            int changes = 0;
            for (int i = 3; i < 48; i++) {
                changes += abs(at[i] - at[i - 3]) > 8;
            }
            best = changes > most ? at : best;
            most = changes > most ? changes : most;
        }
    }
    printf("hex:");
    for (int i = 0; i < 48; i++) {
        printf("%02x", best[i]);
    }
    printf("\n");
    return 0;
}

int main(int argc, char **argv)
{
    char first[WORD_BYTES] = "";
    int at = 1;
    if (argc == 3 && strcmp(argv[1], "--picture") == 0) {
        return picture(argv[2]);
    }
    const bool planting = argc == 3 && strcmp(argv[1], "--plant") == 0;
    if (planting) {
        at = 2;
    } else if (argc > 3 && strcmp(argv[1], "--skip") == 0) {
        skipped = argv[2];
        at = 3;
    }
    if (argc - at < 1) {
        fprintf(stderr, "usage: canary [--skip PATH] WORDS PID|FILE...\n");
        return 2;
    }
    read_words(argv[at++], first);
    if (planting) {
        return plant(first);
    }
    for (; at < argc; at++) {
        if (argv[at][strspn(argv[at], "0123456789")] == '\0') {
            search_process(argv[at]);
        } else {
            search_file(argv[at]);
        }
    }
    printf("%ld places, %llu bytes read\n", places, (unsigned long long)bytes_read);
    return places == 0 ? 0 : 1;
}
