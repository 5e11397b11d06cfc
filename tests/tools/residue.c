/* Looks for a text in the memory of a running process: every writable mapping, as UTF-8, UTF-16 and
 * UTF-32 (reference/house.md 6.6), or for bytes given as "hex:00FF". usage: residue PID < TEXT.
 * Prints "N places" and the mappings; exit 0 when N is 0. The text comes on standard input, so that
 * no argument list holds it. */
#define _GNU_SOURCE /* memmem */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform/base/utf8.h"

#define CHUNK   (1 << 20)
#define OVERLAP 1024

struct needle {
    uint8_t bytes[OVERLAP];
    size_t size;
    const char *name;
};

static void make_wide(const char *text, size_t unit, struct needle *n)
{
    const size_t length = strlen(text);
    size_t used = 0;
    for (size_t i = 0; i < length && n->size + unit <= sizeof n->bytes; i += used) {
        const uint32_t cp = utf8_decode(text + i, length - i, &used);
        memcpy(n->bytes + n->size, &cp, unit); /* little-endian machines only, as ours are */
        n->size += unit;
    }
}

/* "hex:" and pairs of digits; false when it is something else. */
static bool make_bytes(const char *text, struct needle *n)
{
    unsigned byte = 0;
    if (strncmp(text, "hex:", 4) != 0) {
        return false;
    }
    for (text += 4; sscanf(text, "%2x", &byte) == 1; text += 2) {
        n->bytes[n->size++] = (uint8_t)byte;
    }
    return true;
}

static long count_in(const uint8_t *block, size_t size, const struct needle *n)
{
    long found = 0;
    const uint8_t *at = block;
    while ((at = memmem(at, size - (size_t)(at - block), n->bytes, n->size)) != NULL) {
        found++;
        at++;
    }
    return found;
}

static long scan(int memory, unsigned long from, unsigned long to, const struct needle *needles)
{
    static uint8_t block[CHUNK + OVERLAP];
    long found = 0;
    for (unsigned long at = from; at < to; at += CHUNK) {
        const size_t want = to - at < sizeof block ? to - at : sizeof block;
        const ssize_t got = pread(memory, block, want, (off_t)at);
        if (got <= 0) {
            continue;
        }
        for (int i = 0; i < 3 && needles[i].size > 0; i++) {
            const long here = count_in(block, (size_t)got, &needles[i]);
            if (here > 0) {
                printf("%lx-%lx %s: %ld\n", from, to, needles[i].name, here);
            }
            found += here;
        }
    }
    return found;
}

static long scan_process(const char *pid, const struct needle *needles)
{
    char path[64];
    char line[512];
    long found = 0;
    snprintf(path, sizeof path, "/proc/%s/mem", pid);
    const int memory = open(path, O_RDONLY);
    snprintf(path, sizeof path, "/proc/%s/maps", pid);
    FILE *maps = fopen(path, "r");
    if (memory < 0 || maps == NULL) {
        fprintf(stderr,
                "residue: the memory of process %s cannot be read; is it running, and are "
                "you root?\n",
                pid);
        exit(2);
    }
    while (fgets(line, sizeof line, maps) != NULL) {
        unsigned long from = 0;
        unsigned long to = 0;
        char rights[8] = "";
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) == 3 && rights[1] == 'w') {
            const long here = scan(memory, from, to, needles);
            if (here > 0) {
                printf("  in %s", line);
            }
            found += here;
        }
    }
    fclose(maps);
    close(memory);
    return found;
}

int main(int argc, char **argv)
{
    char text[OVERLAP / 4] = "";
    struct needle needles[3] = {{.name = "utf-8"}, {.name = "utf-16"}, {.name = "utf-32"}};
    if (argc != 2 || fgets(text, sizeof text, stdin) == NULL) {
        fprintf(stderr, "usage: residue PID < TEXT\n");
        return 2;
    }
    text[strcspn(text, "\n")] = '\0';
    if (!make_bytes(text, &needles[0])) {
        needles[0].size = strlen(text);
        memcpy(needles[0].bytes, text, needles[0].size);
        make_wide(text, 2, &needles[1]);
        make_wide(text, 4, &needles[2]);
    }
    if (needles[0].size < 4) {
        fprintf(stderr, "residue: fewer than 4 bytes would be found anywhere\n");
        return 2;
    }
    const long found = scan_process(argv[1], needles);
    printf("%ld places\n", found);
    return found == 0 ? 0 : 1;
}
